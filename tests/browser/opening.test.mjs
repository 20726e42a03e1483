// What is opened by keyboard, and where the focus is before, in and after it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startGallery } from "./gallery.mjs";
import { startBrowser, stopAll } from "./support.mjs";

let gallery, browser, page;

before(async () => {
  gallery = await startGallery();
  browser = await startBrowser();
  page = await browser.newPage({ viewport: { width: 800, height: 720 } });
});

after(() => stopAll(gallery, { stop: () => browser?.close() }));

/** What has the focus: an element of the host's, or one of ours by its class. */
const focused = () =>
  page.evaluate(() => {
    const { activeElement } = document;
    return activeElement.shadowRoot?.activeElement?.className ?? activeElement.id;
  });

/** Something of the host's to come from, before the banner. */
const standInHost = () =>
  page.evaluate(() => {
    const field = document.createElement("input");
    field.id = "field";
    field.setAttribute("aria-label", "Search");
    document.querySelector("main").prepend(field);
    field.focus();
  });

test("the story of a banner opens and closes where it was opened, and its text can be reached", async () => {
  await gallery.show(page, "banner-critical");
  await standInHost();
  const story = page.locator("statuslamp-banner [part=story]");

  // The link to the vendor's page comes first.
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "button details");
  await page.keyboard.press("Enter");
  assert.equal(await focused(), "button details", "opening takes no focus");
  assert.match(await story.innerText(), /Partial outage from/);
  assert.equal(await page.locator(".details").getAttribute("aria-expanded"), "true");

  await page.keyboard.press("Tab");
  assert.equal(await focused(), "button dismiss");
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "unfolded");
  await page.keyboard.press("Escape");
  assert.equal(await focused(), "button details");
  assert.equal(await story.count(), 0);
});

test("whoever dismisses a banner goes back to where they came from", async () => {
  await gallery.show(page, "banner-minor");
  await standInHost();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("Tab");
  assert.equal(await focused(), "button dismiss");

  await page.keyboard.press("Enter");

  await page.waitForFunction(() => !document.querySelector("statuslamp-banner").shadowRoot.querySelector("section"));
  assert.equal(await focused(), "field");
});

test("the panel of the pill opens, closes with Escape, and leaves the focus on the pill", async () => {
  await gallery.show(page, "pill-minor");
  await standInHost();
  const panel = page.locator("statuslamp-status [part=panel]");
  assert.equal(await panel.isVisible(), false);

  await page.keyboard.press("Tab");
  assert.equal(await focused(), "pill");
  await page.keyboard.press("Enter");
  assert.equal(await panel.isVisible(), true);
  assert.match(await panel.innerText(), /Charts open slowly[^]*Text messages[^]*Past incidents/);
  await page.keyboard.press("Tab");
  assert.notEqual(await focused(), "pill");

  await page.keyboard.press("Escape");
  assert.equal(await panel.isVisible(), false);
  assert.equal(await focused(), "pill");
});

test("what is over is asked for only when somebody wants it", async () => {
  await gallery.show(page, "pill-panel-good");
  const past = page.locator("statuslamp-status statuslamp-incidents");
  assert.equal(await past.count(), 0);

  await page.locator("statuslamp-status .past button").click();

  assert.equal(await past.getAttribute("page"), "noterro");
});

test("what a person opened stays open while it is drawn anew, and belongs to its event alone", async () => {
  await gallery.show(page, "list-story");
  const isOpen = () => page.locator("statuslamp-components details").first().evaluate((details) => details.open);
  assert.equal(await isOpen(), true);

  // An attribute that changes has all of it drawn anew.
  await page.locator("statuslamp-components").evaluate((list) => list.setAttribute("theme", "dark"));
  await page.waitForFunction(() => document.querySelector("statuslamp-components").shadowRoot.querySelector("[data-theme=dark]"));

  assert.equal(await isOpen(), true);
});
