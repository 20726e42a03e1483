// How it looks: pictures for people in target/screenshots, and axe for what people overlook.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, objections, open, picture, sees, shown, startBrowser, startHost, startLamp, startSimulator, stopAll } from "./support.mjs";

const WIDTHS = [320, 1440];
const THEMES = ["light", "dark"];

let simulator, lamp, host, browser;

before(async () => {
  simulator = await startSimulator();
  const page = (id, name) => ({ id, name, url: `${simulator.address}/${id}`, poll_seconds: 1 });
  lamp = await startLamp([page("noterro", "Noterro"), page("napta", "Napta"), page("watermelon", "Watermelon")]);
  host = await startHost(lamp.address);
  browser = await startBrowser();
  await simulator.press("noterro/play", { speed: 1 });
  await simulator.press("napta/play", { speed: 1 });
  for (const id of ["noterro", "napta"]) {
    await eventually(() => lamp.read(`/v1/pages/${id}/verdict`), ({ events }) => events?.length > 0);
  }
});

after(() => stopAll(simulator, lamp, host, { stop: () => browser?.close() }));

for (const width of WIDTHS) {
  for (const colorScheme of THEMES) {
    test(`at ${width} pixels, ${colorScheme}: legible, reachable, within the window`, async () => {
      const options = { viewport: { width, height: 800 }, colorScheme, bypassCSP: true };
      for (const id of ["noterro", "napta", "watermelon"]) {
        const visitor = await open(browser, `${host.address}/both.html?page=${id}`, { lamp: lamp.address, ...options });
        const { page } = visitor;
        await sees(page, /official page/, "statuslamp-components");
        // On a phone the banner is one line: its phase is in the details.
        if (id !== "watermelon") await sees(page, /Service/, "statuslamp-banner");
        await picture(page, `${id}-${width}-${colorScheme}`);

        assert.deepEqual(await objections(page), [], id);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(overflow <= 0, `${overflow} pixels too wide`);
        await visitor.close();
      }
    });

    test(`at ${width} pixels, ${colorScheme}: the plain text too`, async () => {
      const options = { viewport: { width, height: 800 }, colorScheme };
      const url = `${host.address}/both.html?page=noterro&without='wasm-unsafe-eval'`;
      const visitor = await open(browser, url, { lamp: lamp.address, ...options });
      await eventually(() => shown(visitor.page), (texts) => texts.length === 2 && texts.every((text) => text.includes("Noterro: ")));
      await sees(visitor.page, /Email: operational/, "statuslamp-components");
      await picture(visitor.page, `plain-${width}-${colorScheme}`);

      assert.deepEqual(await objections(visitor.page), []);
      await visitor.close();
    });
  }
}
