// Every state of the gallery for readers who enlarge what they read, or who read in colours of their
// own: nothing is cut off or too wide, axe objects to nothing, and no colour is left that is not the
// reader's.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { STATES } from "../../www/gallery/states.js";
import { axeOf, PICTURES, startGallery } from "./gallery.mjs";
import { startBrowser, stopAll } from "./support.mjs";

const SCHEMES = ["light", "dark"];
/** A window of 1280 × 800 pixels, enlarged twice. */
const ENLARGED = { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 };
const WINDOW = { viewport: { width: 1280, height: 800 } };
/** Of the window's height. */
const MOST_HEIGHT = 0.25;
/** Between a sign and its ground, as WCAG wants it. */
const LEAST_CONTRAST = 3;

let gallery, browser;

before(async () => {
  mkdirSync(PICTURES, { recursive: true });
  gallery = await startGallery();
  browser = await startBrowser();
});

after(() => stopAll(gallery, { stop: () => browser?.close() }));

/** Opens a page of one reader; `letters` is the size of theirs. */
async function reader(options, letters) {
  const context = await browser.newContext({ locale: "en-US", timezoneId: "Europe/Paris", reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  if (letters) {
    const session = await context.newCDPSession(page);
    await session.send("Page.setFontSizes", { fontSizes: { standard: letters, fixed: letters } });
  }
  return { page, close: () => context.close() };
}

/** The texts of ours that are cut off or reach beyond the window, and by how much the page is too wide. */
const cut = (page) =>
  page.evaluate(() => {
    const found = [];
    const isAside = (element) => element.closest("[data-live], .aside");
    // What scrolls by itself, and what ends in an ellipsis and stands in full elsewhere.
    const isMeant = (element) => {
      const { overflowX, textOverflow } = getComputedStyle(element);
      return /auto|scroll/.test(overflowX) || textOverflow === "ellipsis";
    };
    const walk = (element, isFree) => {
      if (isAside(element) || !element.checkVisibility()) return;
      const free = isFree || isMeant(element);
      const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
      const { overflowX, overflowY } = getComputedStyle(element);
      const isWide = overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1;
      const isHigh = overflowY === "hidden" && element.scrollHeight > element.clientHeight + 1;
      if (!free && (isWide || isHigh)) found.push(`cut: ${element.localName}.${element.className}`);
      for (const node of free ? [] : own) {
        const range = document.createRange();
        range.selectNodeContents(node);
        const { left, right } = range.getBoundingClientRect();
        if (left < -0.5 || right > innerWidth + 0.5) found.push(`beyond: ${node.data}`);
      }
      for (const child of element.children) walk(child, free);
    };
    for (const host of document.querySelectorAll("#place > *, body > statuslamp-banner")) {
      for (const child of host.shadowRoot?.children ?? []) walk(child, false);
    }
    const overflow = document.documentElement.scrollWidth - innerWidth;
    return { found, overflow: Math.max(0, overflow) };
  });

/** Colours of ours that the reader did not choose, and bars that cannot be told from their ground. */
const foreign = (page, least) =>
  page.evaluate((least) => {
    const names = ["Canvas", "CanvasText", "LinkText", "VisitedText", "ActiveText", "ButtonText", "ButtonFace", "ButtonBorder", "Field", "FieldText", "GrayText", "Highlight", "HighlightText", "Mark", "MarkText"];
    const probe = document.body.appendChild(document.createElement("i"));
    const computed = (color) => {
      probe.style.color = color;
      return getComputedStyle(probe).color;
    };
    const own = new Set(names.map(computed));
    const channels = (color) => color.match(/[\d.]+/g).map(Number);
    const light = (color) => {
      const [red, green, blue] = channels(color).map((channel) => (channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const contrast = (one, other) => {
      const [dark, bright] = [light(one), light(other)].sort((left, right) => left - right);
      return (bright + 0.05) / (dark + 0.05);
    };
    const canvas = computed("Canvas");
    const found = new Set();
    const check = (element) => {
      const style = getComputedStyle(element);
      if (!element.checkVisibility() || element.closest("[data-live], .aside")) return;
      const name = [element.localName, ...element.classList].join(".");
      // The days are a drawing: their colours mean something, and stay.
      if (element.matches(".bar")) {
        const [colour] = style.backgroundImage.match(/rgba?\([^)]*\)/) ?? [];
        if (colour && contrast(colour, canvas) < least) found.add(`${name} ${element.dataset.tone}: ${contrast(colour, canvas).toFixed(2)}`);
        return;
      }
      const drawn = { color: style.color };
      if (element.matches("svg")) drawn.fill = style.fill;
      if (!/, 0\)$/.test(style.backgroundColor)) drawn.background = style.backgroundColor;
      for (const side of ["Top", "Bottom", "Left", "Right"]) {
        if (style[`border${side}Width`] !== "0px" && !/, 0\)$/.test(style[`border${side}Color`])) drawn.border = style[`border${side}Color`];
      }
      for (const [what, colour] of Object.entries(drawn)) if (!own.has(colour)) found.add(`${name} ${what}: ${colour}`);
      if (drawn.fill === canvas) found.add(`${name} cannot be seen`);
      if (!element.matches("svg")) for (const child of element.children) check(child);
    };
    for (const host of document.querySelectorAll("#place > *, body > statuslamp-banner")) {
      for (const child of host.shadowRoot?.children ?? []) check(child);
    }
    probe.remove();
    return [...found];
  }, least);

test("enlarged to 200 %, as a page or by larger letters: nothing is cut off or too wide, and axe objects to nothing", async (all) => {
  for (const [how, options, letters] of [
    ["page", ENLARGED],
    ["letters", WINDOW, 32],
  ]) {
    const { page, close } = await reader(options, letters);
    for (const state of STATES) {
      await all.test(`${state.name}: ${how}`, async () => {
        await gallery.show(page, state.name);
        await page.screenshot({ path: join(PICTURES, `${state.name}-zoom-${how}.png`) });

        assert.deepEqual(await cut(page), { found: [], overflow: 0 });
        if (how === "page") assert.deepEqual(await axeOf(page), []);
        const bar = page.locator("statuslamp-banner .bar");
        if (how === "page" && (await bar.count()) > 0) {
          const { height } = await bar.boundingBox();
          assert.ok(height <= ENLARGED.viewport.height * MOST_HEIGHT + 0.5, `${height} pixels high`);
        }
      });
    }
    await close();
  }
});

test("in colours of the reader's own: everything takes them, and nothing disappears", async (all) => {
  for (const colorScheme of SCHEMES) {
    const { page, close } = await reader({ ...WINDOW, colorScheme, forcedColors: "active" });
    for (const state of STATES) {
      await all.test(`${state.name}: ${colorScheme}`, async () => {
        await gallery.show(page, state.name, { theme: "auto" });
        await page.screenshot({ path: join(PICTURES, `${state.name}-forced-${colorScheme}.png`) });

        assert.deepEqual(await foreign(page, LEAST_CONTRAST), []);
      });
    }
    await close();
  }
});

test("the looking is not blind: what is cut, what is too wide and what has a colour of its own is found", async () => {
  const spoil = (page, css) =>
    page.evaluate((css) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.querySelector("statuslamp-components").shadowRoot.adoptedStyleSheets.push(sheet);
    }, css);
  const { page, close } = await reader({ ...ENLARGED, forcedColors: "active" });
  await gallery.show(page, "list-trouble", { theme: "auto" });
  await spoil(page, ".overall { forced-color-adjust: none !important; color: rgb(1, 2, 3) !important }");
  assert.match((await foreign(page, LEAST_CONTRAST)).join(), /rgb\(1, 2, 3\)/);
  await spoil(page, ".overall { height: 4px !important; overflow: hidden !important }");
  assert.match((await cut(page)).found.join(), /cut: h2\.overall/);
  await spoil(page, ".overall { width: 3000px !important; text-align: end !important; overflow: visible !important }");
  const { found, overflow } = await cut(page);
  assert.ok(found.some((what) => what.startsWith("beyond")) && overflow > 0, JSON.stringify(found));
  await close();
});
