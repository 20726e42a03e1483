// Every state of the gallery, in light and dark, on a phone and on a desk: axe objects to nothing,
// and the layout is the one that was looked at.
//
// Compared is not the picture, which differs with each machine's fonts and each browser's edges,
// but what it is made of: the box, the words and the colours of everything that can be seen. For
// that every text is set in a font whose characters all are the same box. `STATUSLAMP_BLESS=1`
// rewrites what is compared, and fails all the same; the pictures to look at are in
// target/gallery.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { STATES } from "../../www/gallery/states.js";
import { axeOf, PICTURES, startGallery } from "./gallery.mjs";
import { squares } from "./squares.mjs";
import { ROOT, startBrowser, stopAll } from "./support.mjs";

const GOLDENS = join(ROOT, "tests/browser/gallery");
const HEIGHT = 720;
const WIDTHS = [320, 1440];
const THEMES = ["light", "dark"];
/** Of a phone's height. */
const MOST_HEIGHT = 0.25;

let gallery, browser;
const contexts = new Map();

before(async () => {
  mkdirSync(PICTURES, { recursive: true });
  gallery = await startGallery();
  browser = await startBrowser();
  for (const theme of THEMES) {
    const options = { colorScheme: theme, locale: "en-US", timezoneId: "Europe/Paris", reducedMotion: "reduce" };
    const context = await browser.newContext(options);
    contexts.set(theme, await context.newPage());
  }
});

after(() => stopAll(gallery, { stop: () => browser?.close() }));

/** Sets every text in the same boxes. */
const inSquares = (page) =>
  page.evaluate(async (font) => {
    const data = Uint8Array.from(atob(font), (letter) => letter.charCodeAt());
    document.fonts.add(await new FontFace("Squares", data, { weight: "100 900" }).load());
    document.documentElement.style.cssText = "--statuslamp-font:Squares;--statuslamp-font-mono:Squares;font-family:Squares";
    await document.fonts.ready;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  }, squares());

/** What can be seen of our elements, in order: where, what, and in which colours. */
const seen = (page) =>
  page.evaluate(() => {
    const rows = [];
    const clear = (colour) => /, 0\)$|\/ 0\)$/.test(colour);
    const walk = (element) => {
      const style = getComputedStyle(element);
      if (element.matches("[data-live], .aside") || style.display === "none" || style.visibility === "hidden") return;
      const { x, y, width, height } = element.getBoundingClientRect();
      const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
      const text = own.map((node) => node.data).join("");
      const isDrawn = !clear(style.backgroundColor) || [style.borderTopWidth, style.borderBottomWidth].some((side) => side !== "0px");
      if (text.trim() || isDrawn || element.matches("svg, button, summary")) {
        const isIcon = element.matches("svg");
        const ground = isDrawn && !isIcon ? ` on ${style.backgroundColor}` : "";
        rows.push({
          box: [x, y, width, height].map(Math.round).join(" "),
          name: [element.localName, ...element.classList].join("."),
          text: text.trim().slice(0, 60),
          colours: `${isIcon ? style.fill : style.color}${ground}`,
        });
      }
      for (const child of element.children) if (!element.matches("svg")) walk(child);
    };
    for (const host of document.querySelectorAll("#place > *, body > statuslamp-banner")) {
      for (const child of host.shadowRoot?.children ?? []) walk(child);
    }
    return rows;
  });

/** The comparable form of a state at a width: the boxes of one theme, the colours of both. */
const printed = (title, [light, dark]) => {
  const boxes = (rows) => rows.map(({ box, name, text }) => `${box} ${name} ${text}`);
  assert.deepEqual(boxes(dark), boxes(light), "dark is laid out like light");
  const rows = light.map((row, index) => {
    const colours = row.colours === dark[index].colours ? row.colours : `${row.colours} | ${dark[index].colours}`;
    return `${row.box.padEnd(18)} ${row.name.padEnd(20)} ${row.text.padEnd(24)} ${colours}`.trimEnd();
  });
  return `${title}\n${rows.join("\n")}\n`;
};

for (const state of STATES) {
  test(state.name, async () => {
    const readers = [{ lang: "en", dir: "ltr" }];
    if (state.rtl) readers.push({ lang: "ar", dir: "rtl" });
    const parts = [];
    for (const reader of readers) {
      const rows = WIDTHS.map(() => []);
      for (const theme of THEMES) {
        const page = contexts.get(theme);
        await page.setViewportSize({ width: 320, height: HEIGHT });
        await gallery.show(page, state.name, { theme, ...reader });
        const name = [state.name, theme, reader.dir].join("-");
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: HEIGHT });
          await page.screenshot({ path: join(PICTURES, `${name}-${width}.png`), fullPage: true });
        }
        await page.setViewportSize({ width: 320, height: HEIGHT });
        assert.deepEqual(await axeOf(page), [], name);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `${name}: ${overflow} pixels too wide`);
        const bar = page.locator("statuslamp-banner .bar");
        if ((await bar.count()) > 0) {
          const { height } = await bar.boundingBox();
          assert.ok(height <= HEIGHT * MOST_HEIGHT, `${name}: ${height} pixels high`);
        }
        await inSquares(page);
        for (const [index, width] of WIDTHS.entries()) {
          await page.setViewportSize({ width, height: HEIGHT });
          rows[index].push(await seen(page));
        }
      }
      WIDTHS.forEach((width, index) => parts.push(printed(`${width} ${reader.dir}`, rows[index])));
    }
    const actual = parts.join("\n");
    const golden = join(GOLDENS, `${state.name}.txt`);
    const expected = existsSync(golden) ? readFileSync(golden, "utf8") : "";
    if (actual !== expected && process.env.STATUSLAMP_BLESS === "1") {
      mkdirSync(GOLDENS, { recursive: true });
      writeFileSync(golden, actual);
      assert.fail(`${golden} was rewritten; look at target/gallery and read what changed`);
    }
    assert.equal(actual, expected, `${state.name} looks different; STATUSLAMP_BLESS=1 rewrites the golden file`);
  });
}
