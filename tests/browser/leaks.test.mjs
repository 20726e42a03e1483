// A removed element leaves nothing, by the browser's own count after a collection of garbage: for
// every kind of element, with an incident up and everything open.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { countEverything, everything, isBack } from "./counting.mjs";
import { eventually, open, pause, startBrowser, startHost, startLamp, startSimulator, stopAll } from "./support.mjs";

const ROUNDS = 10;

/** Every kind: what it needs beside the page, and what a person opens in it, one after the other: what to press, and what is there then. */
const KINDS = [
  { name: "statuslamp-banner", attributes: { position: "top" }, says: "Web App" },
  { name: "statuslamp-banner", attributes: { position: "inline" }, says: "Web App", opens: [[".details", ".step"]] },
  { name: "statuslamp-components", attributes: {}, says: "Web App", opens: [["summary", ".step"]] },
  { name: "statuslamp-status", attributes: {}, says: "outage", opens: [[".pill", ".panel:popover-open .list"]] },
  {
    name: "statuslamp-status",
    attributes: { theme: "dark" },
    says: "outage",
    opens: [
      [".pill", ".panel:popover-open summary"],
      [".panel summary", ".panel .step"],
      [".past > button", ".past statuslamp-incidents"],
    ],
  },
  {
    name: "statuslamp-incidents",
    attributes: {},
    says: "Past incidents",
    opens: [
      ["details:has(> .days) > summary", ".days .bars"],
      ["details:has(> .runs) > summary", "[open] > .runs"],
      [".events summary", ".story .step"],
    ],
  },
];
const LIST = KINDS[2];

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
    async ([{ name, attributes, says, opens = [] }, rounds]) => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const until = async (isSo, what) => {
        const end = performance.now() + 15_000;
        while (!isSo()) {
          if (performance.now() > end) throw new Error(what());
          await frame();
        }
      };
      for (let round = 0; round < rounds; round += 1) {
        const element = document.createElement(name);
        for (const [key, value] of Object.entries({ page: "noterro", ...attributes })) element.setAttribute(key, value);
        document.body.append(element);
        const text = () => [...element.shadowRoot.children].map((child) => child.innerText).join(" ");
        const find = (selector) => element.shadowRoot.querySelector(selector);
        await until(() => text().includes(says), () => `${name} never said ${says}: ${text()}`);
        for (const [press, comes] of opens) {
          await until(() => find(press), () => `${name} has no ${press}: ${text()}`);
          find(press).click();
          await until(() => find(comes)?.checkVisibility(), () => `${press} of ${name} never showed ${comes}: ${text()}`);
        }
        // What was brought by it has begun, too.
        const inner = find("statuslamp-incidents");
        if (inner) await until(() => inner.shadowRoot?.querySelector(".events"), () => `the past never came: ${text()}`);
        element.remove();
      }
    },
    [kind, rounds],
  );

for (const kind of KINDS) {
  const told = [...Object.values(kind.attributes), ...(kind.opens ?? []).map(([press]) => press)].join(", ");
  test(`${kind.name} (${told}): nodes, listeners, timers, sockets, observers and sheets are back to before`, async () => {
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
    // The browser tells of the last one's end by and by.
    await eventually(visitor.connected, (count) => count === 0);
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
  await mountAndRemove(page, LIST, 1);
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
