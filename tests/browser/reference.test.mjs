// The reference that the build makes of /openapi.json, in a real browser: for everybody, without a
// script, at every width, and every link on it leads somewhere.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axeOf } from "./gallery.mjs";
import { startBrowser, startLamp, stopAll } from "./support.mjs";

let lamp, browser;

before(async () => {
  lamp = await startLamp([]);
  browser = await startBrowser();
});

after(() => stopAll(lamp, { stop: () => browser?.close() }));

async function visit(options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(`${lamp.address}/docs/reference/`);
  return { page, close: () => context.close() };
}

test("every operation is there to be read without a script", async () => {
  const { paths } = await lamp.read("/openapi.json");
  const { page, close } = await visit({ javaScriptEnabled: false });
  const text = await page.locator("main").innerText();
  await close();
  for (const [path, item] of Object.entries(paths))
    for (const method of ["get", "post", "put", "delete"].filter((name) => item[name])) {
      assert.ok(text.includes(`${method.toUpperCase()} ${path}\n`), `${method} ${path}`);
      assert.ok(text.includes(item[method].summary), item[method].summary);
    }
});

test("its links lead somewhere", async () => {
  const { page, close } = await visit();
  const links = await page.evaluate(() => [...new Set([...document.links].map(({ href }) => href))]);
  const ids = await page.evaluate(() => [...document.querySelectorAll("[id]")].map(({ id }) => id));
  await close();
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(links.length > 50, String(links.length));
  for (const link of links) {
    const { origin, pathname, hash } = new URL(link);
    assert.equal(origin, lamp.address, link);
    if (pathname === "/docs/reference/") assert.ok(!hash || ids.includes(hash.slice(1)), link);
    else assert.equal((await fetch(link)).status, 200, link);
  }
});

for (const [width, colorScheme] of [
  [320, "dark"],
  [1440, "light"],
])
  test(`at ${width} px, ${colorScheme}: nothing is wider than the page, and axe finds nothing`, async () => {
    const { page, close } = await visit({ viewport: { width, height: 900 }, colorScheme });
    for (const details of await page.locator("details").all()) await details.evaluate((element) => (element.open = true));
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    const objections = await axeOf(page);
    await close();
    assert.ok(over <= 0, `${over} px too wide`);
    assert.deepEqual(objections, []);
  });
