// A removed element leaves nothing, by the browser's own count after a collection of garbage: for
// every kind of element, with an incident up and everything open.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { countEverything, everything, isBack } from "./counting.mjs";
import { eventually, open, pause, startBrowser, startHost, startLamp, startSimulator, stopAll } from "./support.mjs";

const ROUNDS = 10;

/** Every kind: what it needs beside the page, and what a person opens in it. */
const KINDS = [
  { name: "statuslamp-banner", attributes: { position: "top" }, says: "Web App" },
  { name: "statuslamp-banner", attributes: { position: "inline" }, says: "Web App" },
  { name: "statuslamp-components", attributes: {}, says: "Web App" },
];

let simulator, lamp, host, browser;

before(async () => {
  simulator = await startSimulator();
  lamp = await startLamp([{ id: "noterro", name: "Noterro", url: `${simulator.address}/noterro`, poll_seconds: 1 }]);
  host = await startHost(lamp.address);
  browser = await startBrowser();
  await simulator.press("noterro/play", { speed: 1 });
  await eventually(() => lamp.read("/v1/pages/noterro/verdict"), ({ events }) => events?.length > 0);
});

after(() => stopAll(simulator, lamp, host, { stop: () => browser?.close() }));

/** Mounts, waits until it speaks, opens what opens, removes; `rounds` times, and nothing is kept. */
const mountAndRemove = (page, kind, rounds) =>
  page.evaluate(
    async ([{ name, attributes, says }, rounds]) => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      for (let round = 0; round < rounds; round += 1) {
        const element = document.createElement(name);
        for (const [key, value] of Object.entries({ page: "noterro", ...attributes })) element.setAttribute(key, value);
        document.body.append(element);
        const text = () => [...element.shadowRoot.children].map((child) => child.innerText).join(" ");
        const end = performance.now() + 15_000;
        while (!text().includes(says)) {
          if (performance.now() > end) throw new Error(`${name} never said ${says}: ${text()}`);
          await frame();
        }
        for (const closed of element.shadowRoot.querySelectorAll("summary, [aria-expanded=false]")) closed.click();
        await frame();
        element.remove();
      }
    },
    [kind, rounds],
  );

for (const kind of KINDS) {
  const told = Object.values(kind.attributes).join(" ");
  test(`${kind.name} ${told}: nodes, listeners, timers, sockets, observers and sheets are back to before`, async () => {
    const visitor = await open(browser, `${host.address}/empty.html`, { lamp: lamp.address, script: countEverything });
    const { page } = visitor;
    await eventually(() => page.evaluate(() => typeof Statuslamp), (type) => type === "object");
    // What is shared and stays: the scripts, the compiled bundle, its style sheet.
    await mountAndRemove(page, kind, 2);
    await eventually(visitor.connected, (count) => count === 0);
    await pause(300);
    const before = await everything(page);

    await mountAndRemove(page, kind, ROUNDS);

    // A connection closed before it was open waits for that with a listener.
    await isBack(page, before, { JSEventListeners: 2 });
    assert.equal(visitor.connected(), 0);
    visitor.requests.length = 0;
    await pause(2000);
    assert.deepEqual(visitor.requests, []);
    assert.deepEqual(visitor.harm, []);
    await visitor.close();
  });
}

test("the counting is not blind: one element kept is seen everywhere", async () => {
  const visitor = await open(browser, `${host.address}/empty.html`, { lamp: lamp.address, script: countEverything });
  const { page } = visitor;
  await eventually(() => page.evaluate(() => typeof Statuslamp), (type) => type === "object");
  await mountAndRemove(page, KINDS[2], 1);
  await eventually(visitor.connected, (count) => count === 0);
  const before = await everything(page);

  await page.evaluate(() => {
    const element = document.createElement("statuslamp-components");
    element.setAttribute("page", "noterro");
    document.body.append(element);
  });
  await eventually(visitor.connected, (count) => count === 1);

  const during = await everything(page);
  for (const name of ["nodes", "sockets", "Nodes", "JSEventListeners"]) assert.ok(during[name] > before[name], name);
  for (const name of ["listeners", "timers"]) assert.ok(during[name].length > before[name].length, name);
  await visitor.close();
});
