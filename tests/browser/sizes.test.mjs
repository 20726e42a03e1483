// What calm and trouble cost in bytes, as they are sent. The table is printed, so that a change
// shows what it costs before it costs too much.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { brotliCompressSync } from "node:zlib";

const SITE = process.env.STATUSLAMP_SITE;

/** Bytes of each part; a part is the sum of its files. */
const BUDGETS = {
  "embed.js": 2048,
  "embed.js and the verdict of a healthy page": 2252,
  live: 4096,
  now: 46_080,
  record: 46_080,
  "the longest language": 1024,
};

/** A healthy verdict is at most this long before compression: `tests/tests/architecture.rs`. */
const VERDICT = {
  page: "noterro",
  revision: 1_795_241_643_000,
  checked_at: "2026-11-21T06:00:00Z",
  fresh_until: "2026-11-21T06:03:00Z",
  unknown_after: "2026-11-21T06:15:00Z",
  poll_seconds: 60,
  live: false,
  status: "operational",
  events: [],
  components: [],
};

const files = readdirSync(join(SITE, "w"), { recursive: true }).map((path) => `w/${path}`);
/** What goes over the wire: the brotli twin, where there is one. */
const sent = (path) => statSync(join(SITE, files.includes(`${path}.br`) || path === "embed.js" ? `${path}.br` : path)).size;
const named = (pattern) => {
  const found = files.filter((path) => pattern.test(path));
  assert.ok(found.length, `${pattern} is in ${files}`);
  return found;
};
const sum = (paths) => paths.reduce((bytes, path) => bytes + sent(path), 0);

test("every part keeps to its budget", () => {
  const bytes = {
    "embed.js": sent("embed.js"),
    "embed.js and the verdict of a healthy page": sent("embed.js") + brotliCompressSync(JSON.stringify(VERDICT)).length,
    live: sum(named(/^w\/live-[0-9a-f]{10}\.js$/)),
    now: sum(named(/^w\/now-[0-9a-f]{10}\.(js|wasm)$/)),
    record: sum(named(/^w\/record-[0-9a-f]{10}\.(js|wasm)$/)),
    "the longest language": Math.max(...named(/^w\/words-\w+\/[a-z]+\.json$/).map(sent)),
  };

  console.table(Object.fromEntries(Object.entries(BUDGETS).map(([part, most]) => [part, { sent: bytes[part], most }])));
  for (const [part, most] of Object.entries(BUDGETS)) {
    assert.ok(bytes[part] <= most, `${part}: ${bytes[part]} bytes, at most ${most}`);
  }
});

test("of each bundle there is one, its files named after their bytes", async () => {
  const { createHash } = await import("node:crypto");
  for (const path of files.filter((path) => /-[0-9a-f]{10}\.(js|wasm)$/.test(path))) {
    const hash = createHash("sha256").update(readFileSync(join(SITE, path))).digest("hex");
    assert.ok(path.includes(`-${hash.slice(0, 10)}.`), path);
  }
});
