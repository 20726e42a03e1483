// Several pages in one element, one of which the lamp does not list: the others are told as ever.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startFront } from "./front.mjs";
import { eventually, open, pause, sees, shown, startBrowser, startLamp, startSimulator, stopAll } from "./support.mjs";

let simulator, lamp, front, browser;
let asked = "nobody noterro";

before(async () => {
  simulator = await startSimulator();
  lamp = await startLamp([{ id: "noterro", name: "Noterro", url: `${simulator.address}/noterro`, poll_seconds: 1 }]);
  browser = await startBrowser();
  front = await startFront(lamp.address, {
    page: () =>
      '<!doctype html><title>Host</title><link rel="icon" href="data:,"><body>' +
      `<script async src="/embed.js" data-page="${asked}"></script>`,
  });
});

after(() => stopAll(simulator, lamp, front, { stop: () => browser?.close() }));

// Of what is not listed there is nothing to be had, and the browser says so.
const own = /WebSocket|Failed to load resource/;

/** What the host is warned of. */
const warning = () => {
  window.warned = [];
  addEventListener("statuslamp-warning", ({ detail }) => warned.push(`${detail.page}: ${detail.message}`));
};

for (const [pages, other] of [
  ["nobody noterro", "beside one where all is well"],
  ["nobody", "alone"],
  ["nobody nothing", "beside another such"],
]) {
  test(`the host is told of a page that nobody lists, ${other}, and nobody else is told anything`, async () => {
    asked = pages;
    const { page, harm, requests, close } = await open(browser, front.address, { lamp: front.address, script: warning });

    const expected = pages.split(" ").filter((id) => id !== "noterro");
    const warned = await eventually(() => page.evaluate(() => warned), ({ length }) => length >= expected.length);
    await pause(1500);

    assert.deepEqual(warned, expected.map((id) => `${id}: not listed`));
    assert.deepEqual(await shown(page), [""]);
    assert.ok(!requests.some((path) => path.endsWith(".wasm")), `${requests}`);
    assert.deepEqual(harm.filter((what) => !own.test(what)), []);
    await close();
  });
}

test("a page that nobody lists hides no other", async () => {
  asked = "nobody noterro";
  await simulator.press("noterro/play", { speed: 1 });
  await eventually(() => lamp.read("/v1/pages/noterro/verdict"), ({ events }) => events?.length > 0);
  const { page, harm, close } = await open(browser, front.address, { lamp: front.address });

  await sees(page, /Service Unavailable/, "statuslamp-banner");

  assert.deepEqual(harm.filter((what) => !own.test(what)), []);
  await close();
});
