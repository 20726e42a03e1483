// Hosts whose style reaches for everything: the banner and the list stay legible, where they belong
// and of use, and the host looks as it did.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, open, picture, sees, startBrowser, startHost, startLamp, startSimulator, stopAll } from "./support.mjs";

const BANNER = "statuslamp-banner";
const LIST = "statuslamp-components";

const HOSTS = [
  ["every property of everything, important", "* { color: transparent !important; font: 40px/3 serif !important; letter-spacing: 9px !important; word-spacing: 30px !important; text-transform: uppercase !important; text-indent: 80px !important; text-align: right !important; text-shadow: 2px 2px red !important; white-space: nowrap !important; visibility: inherit !important; cursor: none !important; pointer-events: none !important; user-select: none !important; -webkit-text-fill-color: transparent !important; -webkit-text-stroke: 3px red !important; word-break: break-all !important; list-style: square !important }"],
  ["everything unset, and shown as it likes", "* { all: unset !important; display: inline !important }"],
  ["boxes of its own around everything", "* { box-sizing: content-box !important; margin: 20px !important; padding: 20px !important; border: 5px dashed red !important; outline: 5px solid lime !important; width: 70px !important; min-width: 0 !important; max-height: 30px !important; overflow: hidden !important; float: right !important; position: static !important; opacity: 0.1 !important; background: url(x.png) pink !important; box-shadow: 0 0 9px red !important }"],
  ["letters the size of ants", "html { font-size: 6px !important } body { font: 6px/1 monospace }"],
  ["moved, filtered and contained", "body, :not(html) { transform: rotate(3deg) !important; filter: blur(9px) !important; mix-blend-mode: difference !important; clip-path: circle(3px) !important; contain: strict !important; perspective: 9px !important; will-change: transform !important }"],
  ["a body that is moved and filtered", "body { transform: translateZ(0); filter: saturate(0.9); perspective: 500px }"],
  ["a war of layers", "#app { position: fixed; inset: 0; z-index: 99999999; background: white } h1 { position: relative; z-index: 2000000000 }"],
  ["a zoomed root", ":root { zoom: 1.5 }"],
  ["a grid of narrow columns", "html, body { display: grid; grid-template-columns: 200px 1fr; height: 100vh; overflow: hidden }"],
  ["sections, buttons and lists are not shown", "section, div, ul, li, button, svg, span, a { display: none !important } #app { display: block !important }"],
  ["from right to left, in columns", "html { direction: rtl; writing-mode: vertical-rl }"],
  ["nothing moves", "* { animation: none !important; transition: none !important; scroll-behavior: smooth !important }"],
];

let simulator, lamp, host, browser;

before(async () => {
  simulator = await startSimulator();
  lamp = await startLamp([{ id: "noterro", name: "Noterro", url: `${simulator.address}/noterro`, poll_seconds: 1 }]);
  host = await startHost(lamp.address);
  browser = await startBrowser();
  await simulator.press("noterro/play", { speed: 1 });
  await eventually(() => lamp.read("/v1/pages/noterro/verdict"), ({ events }) => events?.length > 0);
});

after(() => stopAll(simulator, lamp, host, { stop: () => browser?.close() }));

/** How the words of an element look: the deepest node that says this, and what is drawn over it. */
const look = (page, name, words) =>
  page.evaluate(
    ([name, words]) => {
      const element = document.querySelector(name);
      const says = (node) => node.textContent.includes(words) && !node.closest("[data-live]") && node.getClientRects().length;
      const node = [...element.shadowRoot.querySelectorAll("*")].filter(says).pop();
      if (!node) return null;
      node.scrollIntoView({ block: "nearest" });
      const box = node.getBoundingClientRect();
      const style = getComputedStyle(node);
      // A filter, a mask or an opacity of the element itself touches everything in it.
      const own = getComputedStyle(element);
      const range = document.createRange();
      range.selectNodeContents(node);
      const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top / 4))).size;
      const drawn = element.shadowRoot.elementFromPoint(box.left + Math.min(box.width, 40) / 2, box.top + box.height / 2);
      return {
        size: parseFloat(style.fontSize),
        color: style.color,
        fill: style.webkitTextFillColor,
        stroke: style.webkitTextStrokeWidth,
        spacing: style.letterSpacing,
        transform: style.textTransform,
        indent: style.textIndent,
        shadow: style.textShadow,
        writing: style.writingMode,
        opacity: own.opacity,
        filter: own.filter,
        clip: own.clipPath,
        turn: own.transform,
        lines,
        isInside: box.left >= -1 && box.right <= innerWidth + 1 && box.top >= -1 && box.bottom <= innerHeight + 1 && box.width > 20 && box.height > 8,
        isOnTop: Boolean(drawn) && (drawn === node || node.contains(drawn) || drawn.contains(node)),
      };
    },
    [name, words],
  );

function isLegible(seen, what) {
  assert.ok(seen, `${what}: the words are not there`);
  assert.ok(seen.size >= 11 && seen.size <= 24, `${what}: letters of ${seen.size} px`);
  for (const color of [seen.color, seen.fill]) assert.doesNotMatch(color, /, 0\)|transparent/, what);
  const plain = { stroke: "0px", spacing: "normal", transform: "none", indent: "0px", shadow: "none", writing: "horizontal-tb", opacity: "1", filter: "none", clip: "none", turn: "none" };
  for (const [name, value] of Object.entries(plain)) assert.equal(seen[name], value, `${what}: ${name}`);
  assert.ok(seen.isInside, `${what}: out of the window`);
  assert.ok(seen.isOnTop, `${what}: something lies over it`);
}

for (const [name, css] of HOSTS) {
  test(`${name}: legible, in its place, and of use`, async () => {
    host.file("hostile.css", css);
    const url = host.put("styled.html", {
      directives: null,
      head: `<link rel="stylesheet" href="/hostile.css"><script async src="{lamp}/embed.js" data-page="noterro"></script>`,
      body: `<div id="app"><h1>An app</h1><p id="first">What people came for.</p></div>`,
    });
    const visitor = await open(browser, url, { lamp: lamp.address });
    const { page } = visitor;
    await eventually(() => look(page, BANNER, "Web App"), (seen) => seen);
    await page.evaluate((name) => Promise.all(document.querySelector(name).shadowRoot.getAnimations().map(({ finished }) => finished.then(() => {}, () => {}))), BANNER);
    await picture(page, `styled-${HOSTS.findIndex(([other]) => other === name)}`);
    isLegible(await look(page, BANNER, "Web App"), "the banner");

    const button = page.locator(`${BANNER} button`).last();
    const box = await button.boundingBox();
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await sees(page, "", BANNER);
    assert.deepEqual(visitor.harm.filter((what) => !/404/.test(what)), []);
    await visitor.close();
  });
}

test("the list in the flow keeps its own letters on such a host, too", async () => {
  for (const [name, css] of HOSTS.slice(0, 4)) {
    host.file("hostile.css", css);
    const url = host.put("styled-list.html", {
      directives: null,
      head: `<link rel="stylesheet" href="/hostile.css"><script async src="{lamp}/embed.js"></script>`,
      body: `<${LIST} page="noterro"></${LIST}>`,
    });
    const visitor = await open(browser, url, { lamp: lamp.address });
    await eventually(() => look(visitor.page, LIST, "Web App"), (seen) => seen);
    const seen = await look(visitor.page, LIST, "Web App");
    for (const color of [seen.color, seen.fill]) assert.doesNotMatch(color, /, 0\)|transparent/, name);
    assert.deepEqual([seen.spacing, seen.transform, seen.stroke, seen.shadow], ["normal", "none", "0px", "none"], name);
    assert.ok(seen.size >= 11 && seen.size <= 24, `${name}: letters of ${seen.size} px`);
    await visitor.close();
  }
});

test("what is the host's looks as it did without us", async () => {
  const css = "section, div, button, .banner, .lamp, .icon { color: rgb(1, 2, 3); background: rgb(4, 5, 6) }";
  host.file("hostile.css", css);
  const body = `<div class="lamp"><section class="banner"><button class="dismiss">Mine</button></section><p id="first">Mine</p></div>`;
  const look = (page) =>
    page.evaluate(() =>
      [document.documentElement, document.body, ...document.body.querySelectorAll(".lamp, .lamp *")].map((element) => {
        const style = getComputedStyle(element);
        return [element.localName, ...[...style].filter((name) => !/^(perspective-origin|transform-origin)$/.test(name)).map((name) => `${name}: ${style[name]}`)];
      }),
    );
  const link = `<link rel="stylesheet" href="/hostile.css">`;
  const without = await open(browser, host.put("mine-without.html", { head: link, body }));
  const withUs = await open(browser, host.put("mine.html", { head: `${link}<script async src="{lamp}/embed.js" data-page="noterro"></script>`, body }), { lamp: lamp.address });
  await sees(withUs.page, /Web App/, BANNER);

  assert.deepEqual(await look(withUs.page), await look(without.page));
  await without.close();
  await withUs.close();
});
