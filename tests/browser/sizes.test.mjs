// What calm and trouble cost in bytes, as they are sent.
import assert from "node:assert/strict";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const SITE = process.env.STATUSLAMP_SITE;
const LOADER_BYTES = 2048;
const LIVE_BYTES = 4096;

const sent = (path) => statSync(join(SITE, `${path}.br`)).size;

test("the loader and its on-demand part keep to their sizes", () => {
  const [live] = readdirSync(join(SITE, "w")).filter((name) => /^live-[0-9a-f]{10}\.js$/.test(name));

  assert.ok(sent("embed.js") <= LOADER_BYTES, `embed.js: ${sent("embed.js")} bytes`);
  assert.ok(sent(`w/${live}`) <= LIVE_BYTES, `${live}: ${sent(`w/${live}`)} bytes`);
});
