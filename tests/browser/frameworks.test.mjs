// In the hands of React, Vue and Preact: mounted, changed and unmounted fifty times, as if never.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { countEverything, everything, isBack } from "./counting.mjs";
import { POLICIES } from "./host.mjs";
import { eventually, open, pause, sees, shown, startBrowser, startHost, startLamp, startSimulator, stopAll } from "./support.mjs";

const FRAMEWORKS = ["react", "vue", "preact"];
const ROUNDS = 50;

let simulator, lamp, host, browser;

before(async () => {
  simulator = await startSimulator();
  const page = (id, name) => ({ id, name, url: `${simulator.address}/${id}`, poll_seconds: 1 });
  lamp = await startLamp([page("noterro", "Noterro"), page("watermelon", "Watermelon")]);
  host = await startHost(lamp.address);
  browser = await startBrowser();
  await Promise.all(FRAMEWORKS.map((name) => host.bundle(`${name}.js`, `frameworks/${name}.mjs`)));
  await simulator.press("noterro/play", { speed: 1 });
  await eventually(() => lamp.read("/v1/pages/noterro/verdict"), ({ events }) => events?.length > 0);
  await eventually(() => lamp.read("/v1/pages/watermelon/verdict"), ({ checked_at }) => checked_at);
});

after(() => stopAll(simulator, lamp, host, { stop: () => browser?.close() }));

async function visit(framework) {
  const { directives } = POLICIES.find(({ name }) => name === "trusted-types");
  const url = host.put(`${framework}.html`, {
    directives: { ...directives, "trusted-types": "statuslamp vue" },
    head: `<script async src="{lamp}/embed.js"></script><script defer src="/${framework}.js"></script>`,
    body: `<h1>An app in ${framework}</h1><div id="app"></div>`,
  });
  const visitor = await open(browser, url, { lamp: lamp.address, script: countEverything });
  const render = (attributes) => visitor.page.evaluate(([name, attributes]) => mounts[name](attributes), [framework, attributes]);
  return { ...visitor, render };
}

for (const framework of FRAMEWORKS) {
  test(`${framework}: attributes are heard, the last word counts, and unmounting is silence`, async () => {
    const { page, render, requests, sockets, connected, harm, close } = await visit(framework);

    await render({ page: "noterro" });
    await sees(page, /Web App/, "statuslamp-banner");
    await sees(page, /Web App/, "statuslamp-components");
    await render({ page: "noterro", components: "Payments" });
    await sees(page, "", "statuslamp-banner");
    await render({ page: "noterro" });
    await sees(page, /Web App/, "statuslamp-banner");
    await render({ page: "watermelon" });
    await sees(page, /Conversations/, "statuslamp-components");
    await sees(page, "", "statuslamp-banner");
    await render({ page: "noterro" });
    await sees(page, /Web App/, "statuslamp-components");

    await render(null);
    await eventually(connected, (count) => count === 0);
    requests.length = 0;
    await pause(2500);
    assert.deepEqual(requests, []);
    assert.ok(sockets.length <= 4, `${sockets.length} sockets`);
    assert.deepEqual(harm, []);
    await close();
  });

  test(`${framework}: ${ROUNDS} mounts and unmounts leave what none would`, async () => {
    const { page, render, connected, harm, close } = await visit(framework);
    const round = async (waits) => {
      await render({ page: "noterro" });
      if (waits) {
        await sees(page, /Web App/, "statuslamp-banner");
        await sees(page, /Web App/, "statuslamp-components");
        await sees(page, /outage/, "statuslamp-status");
        await page.locator("statuslamp-status .pill").click();
        await page.locator("statuslamp-status .panel .list").waitFor();
        await sees(page, /Past incidents/, "statuslamp-incidents");
      }
      await render({ page: "noterro", theme: "dark" });
      await render(null);
    };
    // The first rounds bring what is shared and stays.
    for (let warm = 0; warm < 3; warm += 1) await round(true);
    await eventually(connected, (count) => count === 0);
    const before = await everything(page);

    for (let turn = 0; turn < ROUNDS; turn += 1) await round(turn % 5 === 0);

    // The framework itself may hold on to the last tree; not to fifty.
    await isBack(page, before, { Nodes: ROUNDS / 2, JSEventListeners: ROUNDS / 5 });
    assert.equal(connected(), 0);
    assert.deepEqual(await shown(page), []);
    assert.deepEqual(harm, []);
    await close();
  });
}
