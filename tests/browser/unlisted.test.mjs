// Several pages in one element, one of which the lamp does not list: the others are told as ever.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startFront } from "./front.mjs";
import { eventually, open, sees, startBrowser, startLamp, startSimulator, stopAll } from "./support.mjs";

let simulator, lamp, front, browser;

before(async () => {
  simulator = await startSimulator();
  lamp = await startLamp([{ id: "noterro", name: "Noterro", url: `${simulator.address}/noterro`, poll_seconds: 1 }]);
  browser = await startBrowser();
  front = await startFront(lamp.address, {
    page: () =>
      '<!doctype html><title>Host</title><link rel="icon" href="data:,"><body>' +
      '<script async src="/embed.js" data-page="nobody noterro"></script>',
  });
  await simulator.press("noterro/play", { speed: 1 });
  await eventually(() => lamp.read("/v1/pages/noterro/verdict"), ({ events }) => events?.length > 0);
});

after(() => stopAll(simulator, lamp, front, { stop: () => browser?.close() }));

test("a page that nobody lists hides no other", async () => {
  const { page, harm, close } = await open(browser, front.address, { lamp: front.address });

  await sees(page, /Service Unavailable/, "statuslamp-banner");

  // Of what is not listed there is nothing to be had, and the browser says so.
  const own = /WebSocket|Failed to load resource/;
  assert.deepEqual(harm.filter((what) => !own.test(what)), []);
  await close();
});
