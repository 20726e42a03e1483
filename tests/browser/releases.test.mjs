// Two deployments of two different builds: who loaded the first keeps working on the second.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startFront } from "./front.mjs";
import { ROOT, eventually, open, sees, shown, startBrowser, startLamp, startSimulator, stopAll } from "./support.mjs";

let simulator, lamp, front, browser, folder;
let deployed;
let script = "/embed.js";

/** Builds a version whose live part waits that long for its bundle. */
function build(version, within) {
  const www = join(folder, `www-${version}`);
  cpSync(join(ROOT, "www"), www, { recursive: true });
  const file = join(www, "live/mounts.js");
  const source = readFileSync(file, "utf8");
  const changed = source.replace("BUNDLE_WITHIN = 15_000", `BUNDLE_WITHIN = ${within}`);
  assert.notEqual(changed, source);
  writeFileSync(file, changed);
  const out = join(folder, version);
  const words = ["build", "--www", www, "--version", version, "--releases", join(folder, "releases"), "--out", out];
  execFileSync(process.env.STATUSLAMP_XTASK, words, { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] });
  return join(out, "site");
}

const liveOf = (site) => readdirSync(join(site, "w")).filter((name) => /^live-\w+\.js$/.test(name));

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "statuslamp-releases-"));
  simulator = await startSimulator();
  const page = (id) => ({ id, name: id, url: `${simulator.address}/${id}`, poll_seconds: 1 });
  lamp = await startLamp([page("noterro"), page("napta")]);
  browser = await startBrowser();
  front = await startFront(lamp.address, {
    page: () => `<!doctype html><title>Host</title><link rel="icon" href="data:,"><body><script async src="${script}" data-page="noterro"></script>`,
    site: () => deployed,
  });
});

after(() => stopAll(simulator, lamp, front, { stop: () => browser?.close() }, { stop: () => rmSync(folder, { recursive: true }) }));

test("a loader of the first deployment finds what it needs on the second, and so does a page that pins it", async () => {
  const first = build("7.0.1", "14_000");
  deployed = first;
  const visitor = await open(browser, front.address, { lamp: front.address });
  await eventually(() => visitor.requests, (requests) => requests.some((path) => path.includes("/verdict")));
  assert.deepEqual(await shown(visitor.page), [""]);
  const [old] = liveOf(first);

  const second = build("7.0.2", "13_000");
  deployed = second;
  assert.deepEqual(liveOf(second).length, 2);
  front.asked.length = 0;
  await simulator.press("noterro/play", { speed: 1 });

  await sees(visitor.page, /Web App/, "statuslamp-banner");
  await eventually(
    () => visitor.page.evaluate(() => document.querySelector("statuslamp-banner").shadowRoot.adoptedStyleSheets.length),
    (sheets) => sheets > 0,
  );
  assert.ok(front.asked.includes(`/w/${old}`), front.asked.join());
  assert.ok(!front.asked.includes("/embed.js"), "the loader was loaded anew");
  assert.deepEqual(front.missing, []);
  assert.deepEqual(visitor.harm.filter((what) => !what.includes("WebSocket")), []);
  await visitor.close();

  script = "/embed-7.0.1.js";
  const pinning = await open(browser, front.address, { lamp: front.address });
  await sees(pinning.page, /Web App/, "statuslamp-banner");
  await pinning.close();
});
