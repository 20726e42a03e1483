// The page that makes the tag: what it shows is what the tag does, and what it copies is that tag.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ROOT, calm, eventually, open, pause, picture, sees, shown, startBrowser, startHost, startLamp, startSimulator, stopAll, trouble } from "./support.mjs";

const AXE = readFileSync(join(ROOT, "node_modules/axe-core/axe.min.js"), "utf8");
let simulator, lamp, host, browser;

before(async () => {
  simulator = await startSimulator();
  const page = (id, more) => ({ id, name: id[0].toUpperCase() + id.slice(1), url: `${simulator.address}/${id}`, poll_seconds: 1, ...more });
  lamp = await startLamp([
    page("noterro", { regions: { "north & \"east\"": ["Web App"] } }),
    page("napta"),
  ]);
  host = await startHost(lamp.address);
  browser = await startBrowser();
  for (const id of ["noterro", "napta"]) await eventually(() => lamp.read(`/v1/pages/${id}/verdict`), ({ checked_at }) => checked_at);
});

after(() => stopAll(simulator, lamp, host, { stop: () => browser?.close() }));

const visit = (query = "", options) => open(browser, `${lamp.address}/docs/try/${query}`, options);
const preview = (page) => page.frameLocator("iframe");
const tagOf = (page) => page.locator("#tag code").textContent();

/** What the first element in the preview shows. */
const inPreview = async (page, selector, pattern) => {
  const frame = await (await page.locator("iframe").elementHandle()).contentFrame();
  return eventually(
    async () => (await shown(frame, selector).catch(() => []))[0] ?? "",
    (text) => pattern.test(text),
  );
};

test("from the first choice on, the tag stands there, with the page's first name in it", async () => {
  const { page, harm, close } = await visit();

  const first = await page.locator("select[name=page] option").first().getAttribute("value");
  await eventually(() => tagOf(page), (text) => text === `<script async src="${lamp.address}/embed.js" data-page="${first}"></script>`);
  const pages = await page.locator("select[name=page] option").allTextContents();
  assert.deepEqual(pages.sort(), ["Napta", "Noterro"]);
  assert.deepEqual(harm, []);
  await close();
});

test("what is chosen is in the tag, in the preview and in the address, and nothing else is", async () => {
  const { page, harm, close } = await visit();
  await eventually(() => tagOf(page), (text) => text.includes("data-page"));
  await page.selectOption("select[name=page]", "noterro");
  await page.selectOption("select[name=form]", "components");
  await page.getByRole("checkbox", { name: "Web App" }).check();
  await page.selectOption("select[name=theme]", "dark");
  await page.selectOption("select[name=lang]", "de");

  const expected = `<script async src="${lamp.address}/embed.js"></script>\n<statuslamp-components page="noterro" components="Web App" theme="dark" lang="de"></statuslamp-components>`;
  await eventually(() => tagOf(page), (text) => text === expected);
  const text = await inPreview(page, "statuslamp-components", /Web App/);
  assert.match(text, /Funktioniert|Alle Systeme|in Betrieb/i, text);
  assert.equal(await preview(page).locator("statuslamp-components").getAttribute("theme"), "dark");
  // Where a banner would stand is no question of a list.
  assert.ok(await page.locator("[data-wish=position]").isHidden());

  await page.reload();
  await eventually(() => tagOf(page), (text) => text === expected);
  assert.deepEqual(harm, []);
  await close();
});

test("a rehearsal shows trouble where there is none, in the names of the page, and only there", async () => {
  const { page, harm, close } = await visit("?page=noterro&form=tag&rehearse=incident");

  const text = await inPreview(page, "statuslamp-banner", /Rehearsal/);
  assert.match(text, /partial outage/i);
  const [{ name }] = (await lamp.read("/v1/pages/noterro/summary")).components.filter(({ kind }) => kind === "component");
  assert.ok(text.includes(name), text);
  assert.equal((await lamp.read("/v1/pages/noterro/verdict")).overall, "operational");

  await page.selectOption("select[name=rehearse]", "maintenance");
  await inPreview(page, "statuslamp-banner", /maintenance/i);
  await page.selectOption("select[name=rehearse]", "");
  await eventually(async () => (await preview(page).locator("statuslamp-banner").count()) && (await shown(page.frames()[1], "statuslamp-banner"))[0] === "", Boolean);
  assert.deepEqual(harm, []);
  await close();
});

test("what is copied does in an app what the preview did", async () => {
  const { page, close } = await visit("?page=noterro&form=inline&components=Web+App", { permissions: ["clipboard-read", "clipboard-write"] });
  await eventually(() => tagOf(page), (text) => text.includes("Web App"));
  await page.getByRole("button", { name: "Copy" }).click();
  await eventually(() => page.locator("#status").textContent(), (text) => text === "Copied.");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, await tagOf(page));

  await trouble(simulator, [lamp], "noterro");
  await page.getByRole("button", { name: "Load again" }).click();
  const previewed = await inPreview(page, "statuslamp-banner", /Web App/);
  const guest = await open(browser, host.put("pasted.html", { directives: null, body: copied }));
  const pasted = await sees(guest.page, /Web App/, "statuslamp-banner");
  const first = (text) => text.split("\n")[0];
  assert.equal(first(pasted), first(previewed));
  await guest.close();
  await calm(simulator, [lamp], "noterro");
  await close();
});

test("a page that answers late does not offer its components for the one chosen since", async () => {
  const { page, close } = await visit("?page=noterro&form=status");
  await page.getByRole("checkbox", { name: "Web App" }).waitFor();
  let answered;
  const late = new Promise((resolve) => (answered = resolve));
  await page.route("**/v1/pages/napta/summary", async (route) => {
    await pause(800);
    await route.continue();
    answered();
  });
  await page.selectOption("select[name=page]", "napta");
  await page.selectOption("select[name=page]", "noterro");
  await late;
  await pause(500);

  assert.ok(await page.getByRole("checkbox", { name: "Web App" }).isVisible());
  assert.match(await tagOf(page), /page="noterro"/);
  await close();
});

test("a name that would end an attribute ends none", async () => {
  const { page, close } = await visit("?page=noterro&form=status");
  await page.getByRole("checkbox", { name: "north & \"east\"" }).check();

  await eventually(() => tagOf(page), (text) => text.includes('regions="north &amp; &quot;east&quot;"'));
  await eventually(async () => (await preview(page).locator("statuslamp-status").getAttribute("regions")) === 'north & "east"', Boolean);
  await close();
});

for (const [width, colorScheme] of [
  [320, "light"],
  [1440, "dark"],
]) {
  test(`at ${width} px, ${colorScheme}: nothing is wider than the page, and axe finds nothing`, async () => {
    const { page, close } = await visit("?page=noterro&form=tag&rehearse=incident", { viewport: { width, height: 900 }, colorScheme });
    await inPreview(page, "statuslamp-banner", /Rehearsal/);
    await page.locator("summary").click();

    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${wide} px too wide`);
    await page.evaluate(AXE);
    const violations = await page.evaluate(async () => (await axe.run(document, { iframes: false })).violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`));
    assert.deepEqual(violations, []);
    await picture(page, `try-${width}-${colorScheme}`, { fullPage: true });
    await close();
  });
}
