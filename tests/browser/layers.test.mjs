// Whatever else lies over a page: dialogs, popovers, what fills the screen, and where the reader's
// focus is. The banner never covers what matters more, and never takes a hand off the keyboard.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { calm, eventually, open, pause, sees, startBrowser, startHost, startLamp, startSimulator, stopAll } from "./support.mjs";

const BANNER = "statuslamp-banner";
const TAG = `<script async src="{lamp}/embed.js" data-page="noterro"></script>`;
const BODY = `
<p><a id="first" href="#first">The first link, at the very top</a></p>
<p><input id="typed" aria-label="Typed"> <button id="open" type="button">Open</button></p>
<dialog id="dialog" style="inset: 0; margin: 0"><p><input id="inner" aria-label="Inner"> <button id="close" type="button">Close</button></p></dialog>
<div id="popover" popover style="inset: 0; margin: 0; width: 90vw; height: 90vh">A menu <button type="button">One</button></div>
<div id="screen">A film</div>
${"<p>What people came for.</p>".repeat(60)}
<p><a id="last" href="#last">The last link</a></p>`;

let simulator, lamp, host, browser, url;

before(async () => {
  simulator = await startSimulator();
  lamp = await startLamp([{ id: "noterro", name: "Noterro", url: `${simulator.address}/noterro`, poll_seconds: 1 }]);
  host = await startHost(lamp.address);
  browser = await startBrowser();
  url = host.put("layers.html", { directives: null, head: TAG, body: BODY });
});

after(() => stopAll(simulator, lamp, host, { stop: () => browser?.close() }));

beforeEach(() => calm(simulator, [lamp], "noterro"));

const begin = () => simulator.press("noterro/play", { speed: 1 });
const visit = (options) => open(browser, url, { lamp: lamp.address, ...options });
const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.localName);

/** What a person touches in the middle of the banner, at rest. */
const touched = (page) =>
  page.evaluate(async (name) => {
    const element = document.querySelector(name);
    const animations = element.shadowRoot.getAnimations?.() ?? [];
    await Promise.all(animations.map(({ finished }) => finished.catch(() => {})));
    const box = element.shadowRoot.querySelector("[part~=banner]").getBoundingClientRect();
    const hit = document.elementFromPoint(box.left + box.width / 3, box.top + box.height / 2);
    return hit?.id || hit?.localName;
  }, BANNER);

/** The ids that are reached with the Tab key, in turn. */
async function walked(page, steps) {
  const seen = [];
  for (let step = 0; step < steps; step += 1) {
    await page.keyboard.press("Tab");
    seen.push(await focused(page));
  }
  return seen;
}

test("trouble comes while a modal dialog is open: it waits beneath, and is there when the dialog closes", async () => {
  const visitor = await visit();
  const { page } = visitor;
  await page.evaluate(() => dialog.showModal());
  await page.focus("#inner");
  await page.keyboard.type("half a");

  await begin();
  await sees(page, /Web App/, BANNER);
  await page.keyboard.type(" sentence");
  assert.equal(await page.inputValue("#inner"), "half a sentence");
  assert.notEqual(await touched(page), BANNER);
  assert.ok(!(await walked(page, 8)).includes(BANNER), "nobody gets out of a modal dialog by the Tab key");

  await page.evaluate(() => dialog.close());
  await eventually(() => touched(page), (what) => what === BANNER);
  assert.deepEqual(visitor.harm, []);
  await visitor.close();
});

test("a modal dialog opened over the banner is over it, again and again", async () => {
  await begin();
  const visitor = await visit();
  const { page } = visitor;
  await sees(page, /Web App/, BANNER);
  for (let round = 0; round < 3; round += 1) {
    await eventually(() => touched(page), (what) => what === BANNER);
    await page.evaluate(() => dialog.showModal());
    assert.notEqual(await touched(page), BANNER);
    await simulator.press("noterro/step");
    await pause(400);
    assert.notEqual(await touched(page), BANNER);
    await page.evaluate(() => dialog.close());
  }
  await eventually(() => touched(page), (what) => what === BANNER);
  await visitor.close();
});

test("a menu that is open stays open, and over the banner", async () => {
  const visitor = await visit();
  const { page } = visitor;
  await page.evaluate(() => popover.showPopover());
  await begin();
  await sees(page, /Web App/, BANNER);

  assert.equal(await page.evaluate(() => popover.matches(":popover-open")), true);
  assert.notEqual(await touched(page), BANNER);
  await visitor.close();
});

test("what fills the screen is left alone", async () => {
  const visitor = await visit();
  const { page } = visitor;
  await page.evaluate(() => {
    const film = document.getElementById("screen");
    document.getElementById("open").onclick = () => film.requestFullscreen();
  });
  await page.click("#open");
  await eventually(() => page.evaluate(() => document.fullscreenElement?.id), (id) => id === "screen");
  await begin();
  await sees(page, /Web App/, BANNER);
  assert.notEqual(await touched(page), BANNER);
  assert.equal(await page.evaluate(() => document.fullscreenElement?.id), "screen");

  await page.evaluate(() => document.exitFullscreen());
  await eventually(() => touched(page), (what) => what === BANNER);
  await visitor.close();
});

test("whoever types goes on typing: the banner comes, changes and goes without the focus", async () => {
  const visitor = await visit();
  const { page } = visitor;
  await page.focus("#typed");
  await page.keyboard.type("one");
  await begin();
  await sees(page, /Investigating/i, BANNER);
  await page.keyboard.type(" two");
  await simulator.press("noterro/step");
  await sees(page, /Monitoring/i, BANNER);
  await page.keyboard.type(" three");
  for (let step = 0; step < 3; step += 1) await simulator.press("noterro/step");
  await pause(2000);
  await page.keyboard.type(" four");

  assert.equal(await focused(page), "typed");
  assert.equal(await page.inputValue("#typed"), "one two three four");
  await visitor.close();
});

test("no focused element is covered: whatever lies under the banner comes out from under it", async () => {
  await begin();
  const visitor = await visit({ viewport: { width: 390, height: 600 } });
  const { page } = visitor;
  await sees(page, /Web App/, BANNER);
  const covered = () =>
    page.evaluate(async (name) => {
      await new Promise((resolve) => setTimeout(resolve, 350));
      const element = document.querySelector(name);
      const active = document.activeElement;
      if (active === element || active === document.body) return null;
      const box = active.getBoundingClientRect();
      const points = [box.left + 2, (box.left + box.right) / 2, box.right - 2].map((x) => document.elementFromPoint(x, (box.top + box.bottom) / 2));
      return points.some((hit) => hit === element || element.contains(hit)) ? active.id : null;
    }, BANNER);

  // Care for the keyboard comes after the show.
  await eventually(() => visitor.requests.some((path) => path.startsWith("/w/after-")), (isThere) => isThere);
  await pause(1500);
  for (const id of ["first", "typed", "open", "last", "first"]) {
    await page.evaluate((id) => document.getElementById(id).focus(), id);
    assert.equal(await covered(), null, id);
  }
  // Backwards through the page, links come into view at its upper edge.
  await page.evaluate(() => {
    for (const line of document.querySelectorAll("p:not(:has(*))")) line.tabIndex = 0;
    scrollTo(0, document.body.scrollHeight);
    document.getElementById("last").focus();
  });
  for (let step = 0; step < 30; step += 1) {
    await page.keyboard.press("Shift+Tab");
    assert.equal(await covered(), null, `after ${step + 1} steps back`);
  }
  assert.match((await eventually(() => page.evaluate((name) => document.querySelector(name).shadowRoot.textContent, BANNER), (text) => text)), /Web App/);
  await visitor.close();
});
