// On small screens, with fingers, large letters and eyes that need other colours.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, open, picture, sees, startBrowser, startHost, startLamp, startSimulator, stopAll } from "./support.mjs";

const BANNER = "statuslamp-banner";
const PHONES = [
  [320, 568],
  [360, 640],
  [375, 667],
  [390, 844],
];
const LINES = "<p>What people came for.</p>".repeat(60);

let simulator, lamp, host, browser;

before(async () => {
  simulator = await startSimulator();
  const page = (id, name) => ({ id, name, url: `${simulator.address}/${id}`, poll_seconds: 1 });
  lamp = await startLamp([page("noterro", "Noterro"), page("napta", "Napta")]);
  host = await startHost(lamp.address);
  browser = await startBrowser();
  for (const position of ["top", "bottom"]) {
    host.put(`${position}.html`, {
      directives: null,
      head: `<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"><script async src="{lamp}/embed.js" data-page="{page}" data-position="${position}"></script>`,
      body: `<h1>An app</h1>${LINES}`,
    });
  }
  for (const id of ["noterro", "napta"]) {
    await simulator.press(`${id}/play`, { speed: 1 });
    await eventually(() => lamp.read(`/v1/pages/${id}/verdict`), ({ events }) => events?.length > 0);
  }
});

after(() => stopAll(simulator, lamp, host, { stop: () => browser?.close() }));

const visit = (position, id, options) => open(browser, `${host.address}/${position}.html?page=${id}`, { lamp: lamp.address, ...options });

/** The box of the banner at rest, how many lines its words take, and what can be pressed. */
const measure = (page) =>
  page.evaluate(async (name) => {
    const root = document.querySelector(name).shadowRoot;
    await Promise.all(root.getAnimations().map(({ finished }) => finished.catch(() => {})));
    const banner = root.querySelector("[part~=banner]");
    const { top, bottom, left, right, height } = banner.getBoundingClientRect();
    const targets = [...root.querySelectorAll("a, button, summary")]
      .filter((target) => target.checkVisibility() && target.getClientRects().length)
      .map((target) => {
        const { width, height } = target.getBoundingClientRect();
        return { name: (target.ariaLabel || target.textContent).trim(), width, height, isInline: getComputedStyle(target).display === "inline" };
      });
    const baselines = new Set();
    const words = document.createTreeWalker(banner, NodeFilter.SHOW_TEXT);
    for (let node = words.nextNode(); node; node = words.nextNode()) {
      const { parentElement: parent } = node;
      if (!node.data.trim() || !parent.checkVisibility()) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        // What is cut off is not read; what is aside is for other ears.
        const isSeen = box.top < bottom && box.bottom > top && box.width > 2 && getComputedStyle(parent).clipPath === "none";
        if (isSeen) baselines.add(Math.round(box.bottom / 6));
      }
    }
    return { top, bottom, left, right, height, lines: baselines.size, targets, innerHeight, innerWidth, overflow: document.documentElement.scrollWidth - innerWidth };
  }, BANNER);

for (const [width, height] of PHONES) {
  test(`${width} × ${height}: a quarter of the height at most, along the edge, nothing too wide`, async () => {
    for (const position of ["top", "bottom"]) {
      for (const id of ["noterro", "napta"]) {
        const options = { viewport: { width, height }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
        const visitor = await visit(position, id, options);
        const { page } = visitor;
        await sees(page, /Web App|outage/i, BANNER);
        const seen = await measure(page);
        await picture(page, `phone-${id}-${position}-${width}`);

        const what = `${id}, ${position}`;
        assert.ok(seen.height <= seen.innerHeight / 4 + 0.5, `${what}: ${seen.height} of ${seen.innerHeight}`);
        assert.ok(Math.abs(position === "top" ? seen.top : seen.bottom - seen.innerHeight) < 1, `${what}: from ${seen.top} to ${seen.bottom}`);
        assert.deepEqual([seen.left, seen.right], [0, seen.innerWidth], what);
        assert.ok(seen.overflow <= 0, what);
        if (width === 320) assert.equal(seen.lines, 1, `${what}: one line`);
        for (const { name, width, height, isInline } of seen.targets) {
          // A link within a sentence may be as high as its line.
          assert.ok(isInline || (width >= 24 && height >= 24), `${what}: ${name} is ${width} × ${height}`);
        }
        assert.deepEqual(visitor.harm, []);
        await visitor.close();
      }
    }
  });
}

test("fingers are met: what dismisses is 44 pixels wide and high", async () => {
  const visitor = await visit("top", "noterro", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await sees(visitor.page, /Web App|outage/i, BANNER);
  const { targets } = await measure(visitor.page);
  const dismiss = targets.find(({ name }) => /dismiss/i.test(name));
  assert.ok(dismiss.width >= 44 && dismiss.height >= 44, `${dismiss.width} × ${dismiss.height}`);
  await visitor.close();
});

test("the notch and the home bar: words stay clear of both", async () => {
  const insets = { top: 47, bottom: 34, left: 20, right: 20 };
  for (const position of ["top", "bottom"]) {
    const visitor = await visit(position, "noterro", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    const { page } = visitor;
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setSafeAreaInsetsOverride", { insets });
    await sees(page, /Web App|outage/i, BANNER);
    await measure(page);
    const boxes = await page.evaluate((name) => {
      const root = document.querySelector(name).shadowRoot;
      return [...root.querySelectorAll("[part~=banner] :is(a, button, span, p)")].filter((node) => node.checkVisibility() && node.textContent.trim() + (node.ariaLabel ?? "")).map((node) => node.getBoundingClientRect().toJSON());
    }, BANNER);
    const seen = boxes.filter(({ width, height }) => width > 2 && height > 2);
    assert.ok(seen.length > 2);
    for (const box of seen) {
      if (position === "top") assert.ok(box.top >= insets.top - 1, `${JSON.stringify(box)}`);
      else assert.ok(box.bottom <= 844 - insets.bottom + 1, `${JSON.stringify(box)}`);
      assert.ok(box.left >= insets.left - 1, `${JSON.stringify(box)}`);
    }
    await visitor.close();
  }
});

test("the keyboard leaves a third of the screen: the banner keeps to its quarter of what is left, or to one line", async () => {
  const visitor = await visit("top", "noterro", { viewport: { width: 390, height: 280 }, hasTouch: true, isMobile: true });
  await sees(visitor.page, /Web App|outage/i, BANNER);
  const seen = await measure(visitor.page);
  assert.ok(seen.height <= 280 / 4 + 0.5 || seen.lines === 1, `${seen.height} in ${seen.lines} lines`);
  await visitor.close();
});

test("at 200 %: nothing is cut off, nothing is too wide", async () => {
  const visitor = await visit("top", "noterro", { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 });
  await sees(visitor.page, /Web App|outage/i, BANNER);
  const seen = await measure(visitor.page);
  assert.ok(seen.overflow <= 0);
  assert.ok(seen.height <= 100.5, `${seen.height}`);
  await visitor.close();
});

test("letters of the reader's size: twice as large is twice as large", async () => {
  const sizes = [];
  for (const standard of [16, 32]) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Page.setFontSizes", { fontSizes: { standard, fixed: 13 } });
    await page.goto(`${host.address}/top.html?page=noterro`);
    await sees(page, /Web App|outage/i, BANNER);
    sizes.push(
      await page.evaluate((name) => parseFloat(getComputedStyle(document.querySelector(name).shadowRoot.querySelector("[part~=banner]")).fontSize), BANNER),
    );
    await context.close();
  }
  assert.equal(sizes[1], sizes[0] * 2);
});

test("colours of the reader's own: edges and signs are drawn in them", async () => {
  const visitor = await visit("top", "noterro", { forcedColors: "active" });
  const { page } = visitor;
  await sees(page, /Web App|outage/i, BANNER);
  const [system, drawn] = await page.evaluate((name) => {
    const probe = document.body.appendChild(document.createElement("i"));
    const colors = ["Canvas", "CanvasText", "LinkText", "ButtonText", "ButtonFace", "GrayText", "Highlight"].map((color) => {
      probe.style.color = color;
      return getComputedStyle(probe).color;
    });
    probe.remove();
    const root = document.querySelector(name).shadowRoot;
    const banner = root.querySelector("[part~=banner]");
    const icon = banner.querySelector("svg");
    const style = getComputedStyle(banner);
    return [colors, [style.color, style.backgroundColor, ...(icon ? [getComputedStyle(icon).fill] : [])]];
  }, BANNER);
  for (const color of drawn) assert.ok(system.includes(color), `${color} is none of ${system}`);
  await picture(page, "forced-colours");
  await visitor.close();
});

test("who asked for less motion gets none", async () => {
  const moving = () => {
    window.moves = 0;
    addEventListener("animationstart", () => (window.moves += 1), true);
    addEventListener("transitionrun", () => (window.moves += 1), true);
  };
  const visitor = await visit("top", "noterro", { reducedMotion: "reduce", script: moving });
  const { page } = visitor;
  await sees(page, /Web App|outage/i, BANNER);
  const running = await page.evaluate((name) => document.querySelector(name).shadowRoot.getAnimations().length, BANNER);
  assert.equal(running + (await page.evaluate(() => moves)), 0);
  await visitor.close();
});
