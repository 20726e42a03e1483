// The keyboard on the screen, and whoever types on it: what they write in is never covered by a
// banner, wherever the keyboard takes its room from, and whichever comes first.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { calm, eventually, open, pause, picture, sees, startBrowser, startHost, startLamp, startSimulator, stopAll, trouble } from "./support.mjs";

const BANNER = "statuslamp-banner";
const POSITIONS = ["top", "bottom"];
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const KEYBOARD = 336;
const FIELDS = ["first", "middle", "last"];
// As apps for phones are: a bar above, a field to write in below, and what is long between them.
const BODY = `
<style>body { margin: 0; height: 100dvh; display: flex; flex-direction: column } main { flex: 1; overflow: auto } input { width: 90%; height: 24px }</style>
<input id="first" aria-label="First">
<main>${"<p>What people came for.</p>".repeat(14)}<input id="middle" aria-label="Middle">${"<p>What people came for.</p>".repeat(10)}</main>
<input id="last" aria-label="Last">`;

let simulator, lamp, host, browser;

before(async () => {
  simulator = await startSimulator();
  lamp = await startLamp([{ id: "noterro", name: "Noterro", url: `${simulator.address}/noterro`, poll_seconds: 1 }]);
  host = await startHost(lamp.address);
  browser = await startBrowser();
  for (const position of POSITIONS) {
    const head = `<meta name="viewport" content="width=device-width, initial-scale=1"><script async src="{lamp}/embed.js" data-page="noterro" data-position="${position}"></script>`;
    host.put(`${position}.html`, { directives: null, head, body: BODY });
  }
});

after(() => stopAll(simulator, lamp, host, { stop: () => browser?.close() }));

beforeEach(() => calm(simulator, [lamp], "noterro"));

const visit = (position, options) => open(browser, `${host.address}/${position}.html`, { lamp: lamp.address, ...PHONE, ...options });

/** Waits for the care that comes after the show. */
async function isCaredFor({ page, requests }) {
  await sees(page, /Web App/, BANNER);
  await eventually(() => requests.some((path) => path.startsWith("/w/after-")), (isThere) => isThere);
  await pause(500);
}

/** What is seen once everything has come to rest: the field in use, the banner, and the room above the keyboard. */
const seen = (page) =>
  page.evaluate(async (name) => {
    await new Promise((resolve) => setTimeout(resolve, 400));
    const root = document.querySelector(name).shadowRoot;
    await Promise.all(root.getAnimations().map(({ finished }) => finished.catch(() => {})));
    const box = (element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return { top, bottom };
    };
    const { offsetTop, height } = visualViewport;
    return { field: box(document.activeElement), banner: box(root.querySelector("[part~=banner]")), room: { top: offsetTop, bottom: offsetTop + height } };
  }, BANNER);

const overlap = (one, other) => Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);

/** The field is not covered; of the banner nothing or all of it is seen, and no more than it may take. */
function isOutOfTheWay({ field, banner, room }, what) {
  assert.ok(overlap(field, banner) <= 0, `${what}: the field from ${field.top} to ${field.bottom}, the banner from ${banner.top} to ${banner.bottom}`);
  const above = Math.max(0, overlap(banner, room));
  assert.ok(above === 0 || Math.abs(above - (banner.bottom - banner.top)) <= 1, `${what}: ${above} of ${banner.bottom - banner.top} pixels are seen`);
}

for (const position of POSITIONS) {
  test(`${position}, a keyboard that makes the page smaller: what is written in stays in sight, the banner at an edge`, async () => {
    await trouble(simulator, [lamp], "noterro");
    const visitor = await visit(position);
    const { page } = visitor;
    await isCaredFor(visitor);
    const { width, height } = PHONE.viewport;
    for (const id of FIELDS) {
      await page.setViewportSize({ width, height });
      await page.evaluate((id) => document.getElementById(id).focus(), id);
      isOutOfTheWay(await seen(page), `${id}, before`);
      await page.setViewportSize({ width, height: height - KEYBOARD });
      // As browsers do.
      await page.evaluate(() => document.activeElement.scrollIntoView({ block: "nearest" }));
      const now = await seen(page);
      await picture(page, `keyboard-${position}-${id}`);

      isOutOfTheWay(now, id);
      const isAtEdge = Math.abs(now.banner.top) < 1 || Math.abs(now.banner.bottom - (height - KEYBOARD)) < 1;
      assert.ok(isAtEdge, `${id}: from ${now.banner.top} to ${now.banner.bottom}`);
      await page.evaluate(() => document.activeElement.blur());
    }
    assert.deepEqual(visitor.harm, []);
    await visitor.close();
  });

  test(`${position}, a keyboard that lies over the page: the banner lies under it, or where nobody writes`, async () => {
    // No keyboard comes up in a test: what the browser says of one is played.
    const play = () => {
      const { visualViewport } = window;
      let height;
      Object.defineProperty(VisualViewport.prototype, "height", { get: () => height ?? innerHeight });
      window.rise = (taken) => {
        height = innerHeight - taken;
        visualViewport.dispatchEvent(new Event("resize"));
      };
    };
    await trouble(simulator, [lamp], "noterro");
    const visitor = await visit(position, { script: play });
    const { page } = visitor;
    await isCaredFor(visitor);
    for (const id of ["first", "middle"]) {
      await page.evaluate((id) => document.getElementById(id).focus(), id);
      await page.evaluate((taken) => {
        // Above the keyboard, as browsers scroll it.
        document.activeElement.scrollIntoView({ block: "start" });
        rise(taken);
      }, KEYBOARD);

      const now = await seen(page);
      isOutOfTheWay(now, id);
      assert.ok(overlap(now.field, now.room) > 0, `${id} is above the keyboard`);
      await page.evaluate(() => rise(0));
    }
    assert.deepEqual(visitor.harm, []);
    await visitor.close();
  });

  test(`${position}, while somebody writes: the banner comes to where it covers nothing of that`, async () => {
    for (const id of FIELDS) {
      await calm(simulator, [lamp], "noterro");
      const visitor = await visit(position);
      const { page } = visitor;
      await page.evaluate((id) => document.getElementById(id).focus(), id);
      await simulator.press("noterro/play", { speed: 1 });
      await isCaredFor(visitor);

      isOutOfTheWay(await seen(page), id);
      assert.equal(await page.evaluate(() => document.activeElement.id), id);
      assert.deepEqual(visitor.harm, []);
      await visitor.close();
    }
  });
}
