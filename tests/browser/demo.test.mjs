// The demo as `cargo xtask dev` serves it: press Play, and the lamp lights up in the made-up app.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open, picture, sees, shown, startBrowser, startDemo, stopAll } from "./support.mjs";

let demo, browser;

before(async () => {
  demo = await startDemo();
  browser = await startBrowser();
});

after(() => stopAll(demo, { stop: () => browser?.close() }));

test("the demo redirects to itself, and playing an outage brings the banner", async () => {
  const visitor = await open(browser, `${demo.address}/`, { lamp: demo.address });
  const { page } = visitor;
  assert.equal(new URL(page.url()).pathname, "/demo/");
  await sees(page, /All systems operational/, "statuslamp-components");
  assert.deepEqual(await shown(page, "statuslamp-banner"), [""]);

  await page.getByRole("button", { name: "Play", exact: true }).click();
  await sees(page, /Investigating/, "statuslamp-banner");
  await sees(page, /Partial outage/, "statuslamp-components");
  await picture(page, "demo-1280-light");

  await page.getByRole("button", { name: "Reset" }).click();
  await sees(page, /Resolved/, "statuslamp-banner");
  assert.deepEqual(visitor.harm, []);
  await visitor.close();
});
