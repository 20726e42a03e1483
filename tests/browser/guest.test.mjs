// The lamp as a guest: it pushes nothing, harms nothing, and leaves nothing behind.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { counted, countEverything } from "./counting.mjs";
import { eventually, open, pause, picture, sees, shown, startBrowser, startHost, startLamp, startSimulator, stopAll } from "./support.mjs";

let simulator, lamp, host, browser;

const visit = (file, query, options) => open(browser, `${host.address}/${file}?${query}`, { lamp: lamp.address, ...options });

before(async () => {
  simulator = await startSimulator();
  const url = `${simulator.address}/noterro`;
  lamp = await startLamp([
    { id: "noterro", name: "Noterro", url, poll_seconds: 1 },
    { id: "calm", name: "Watermelon", url: `${simulator.address}/watermelon`, poll_seconds: 1 },
  ]);
  host = await startHost(lamp.address);
  browser = await startBrowser();
  await simulator.press("noterro/play", { speed: 1 });
  await eventually(() => lamp.read("/v1/pages/noterro/verdict"), ({ events }) => events?.length > 0);
});

after(() => stopAll(simulator, lamp, host, { stop: () => browser?.close() }));

/** Mounts both elements, waits until they say something if asked to, and removes them. */
const mountAndRemove = (page, waits) =>
  page.evaluate(async (waits) => {
    const elements = ["statuslamp-banner", "statuslamp-components"].map((name) => {
      const element = document.createElement(name);
      element.setAttribute("page", "noterro");
      document.body.append(element);
      return element;
    });
    const says = (element) => [...element.shadowRoot.children].some((child) => /Web App/.test(child.innerText));
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    if (waits) while (!elements.every(says)) await frame();
    for (const element of elements) element.remove();
    return elements.map(({ shadowRoot: root }) => [root.textContent, root.childElementCount, root.adoptedStyleSheets.length]);
  }, waits);

test("a removed element leaves nothing: nodes, listeners, timers, style sheets, requests, globals", async () => {
  const visitor = await visit("empty.html", "", { script: countEverything });
  const { page } = visitor;
  await eventually(() => page.evaluate(() => typeof Statuslamp), (type) => type === "object");
  const before = await counted(page);

  const left = await mountAndRemove(page, true);
  await pause(500);

  // The live region stays, empty, in the element's own shadow: it is the element.
  assert.deepEqual(left, [["", 1, 0], ["", 1, 0]]);
  assert.deepEqual(await counted(page), before);
  assert.equal(visitor.connected(), 0);
  visitor.requests.length = 0;
  await pause(2500);
  assert.deepEqual(visitor.requests, []);

  // The counting itself is not blind.
  await page.evaluate(() => document.body.append(document.createElement("statuslamp-components")));
  await page.evaluate(() => document.querySelector("statuslamp-components").setAttribute("page", "noterro"));
  await sees(page, /Web App/);
  const during = await counted(page);
  assert.ok(during.listeners.length > before.listeners.length && during.timers.length > before.timers.length);
  assert.ok(during.nodes > before.nodes);
  assert.deepEqual(visitor.harm, []);
  await visitor.close();
});

test("mounting and removing twenty times is the same as never", async () => {
  const visitor = await visit("empty.html", "", { script: countEverything });
  const { page } = visitor;
  await eventually(() => page.evaluate(() => typeof Statuslamp), (type) => type === "object");
  const before = await counted(page);

  for (let round = 0; round < 20; round++) await mountAndRemove(page, round % 2 === 0);
  await pause(500);

  assert.deepEqual(await counted(page), before);
  const bundles = visitor.requests.filter((path) => path.startsWith("/w/"));
  assert.equal(new Set(bundles).size, bundles.length, "each file of the bundle is read once");

  // Put back, an element works again; moved, it goes on.
  await page.evaluate(() => {
    const banner = document.createElement("statuslamp-banner");
    banner.setAttribute("page", "noterro");
    document.body.append(banner);
    banner.remove();
    document.body.prepend(banner);
    document.body.append(banner);
  });
  await sees(page, /Web App/);
  assert.deepEqual(visitor.harm, []);
  await visitor.close();
});

test("the banner lies over the page and moves nothing in it, not even in a grid", async () => {
  const places = (page) =>
    page.evaluate(() => {
      const all = [...document.body.querySelectorAll("h1, p")].map((element) => element.getBoundingClientRect().toJSON());
      return { all, height: document.body.offsetHeight, width: document.documentElement.scrollWidth };
    });
  const calm = await visit("banner.html", "page=calm");
  await eventually(() => calm.page.evaluate(() => document.querySelectorAll("statuslamp-banner").length), (count) => count === 1);
  const without = await visit("empty.html", "");
  await without.page.evaluate(() => {
    document.querySelector("h1").textContent = "An app with the script tag";
  });
  const trouble = await visit("banner.html", "page=noterro");
  await sees(trouble.page, /Web App/);

  const expected = await places(without.page);
  assert.deepEqual(await places(calm.page), expected);
  assert.deepEqual(await places(trouble.page), expected);
  // It slides in: where it lies is where it comes to rest.
  await trouble.page.evaluate(() => {
    const sliding = document.querySelector("statuslamp-banner").shadowRoot.getAnimations();
    return Promise.all(sliding.map((animation) => animation.finished.then(() => {})));
  });
  const banner = await trouble.page.locator("statuslamp-banner section").boundingBox();
  assert.deepEqual([banner.x, banner.y, banner.width], [0, 0, 1280]);
  const shifts = await trouble.page.evaluate(
    () =>
      new Promise((resolve) => {
        // In itself the banner may move: a longer "Updated …" pushes the link beside it.
        const isOfHost = ({ node }) => node && node.getRootNode() === document && !node.closest?.("statuslamp-banner");
        const moved = (list) => list.getEntries().flatMap(({ sources }) => sources.filter(isOfHost).map(({ node }) => node.outerHTML));
        new PerformanceObserver((list) => resolve(moved(list))).observe({ type: "layout-shift", buffered: true });
        setTimeout(resolve, 300, []);
      }),
  );
  assert.deepEqual(shifts, []);
  for (const visitor of [calm, without, trouble]) {
    assert.deepEqual(visitor.harm, []);
    await visitor.close();
  }
});

test("in the flow, the banner stands where the script tag stands", async () => {
  const visitor = await visit("inline.html", "page=noterro");
  await sees(visitor.page, /Web App/);

  const order = await visitor.page.evaluate(() => [...document.body.children].map((element) => element.localName));
  assert.deepEqual(order, ["h1", "p", "script", "statuslamp-banner", "p"]);
  const box = (selector) => visitor.page.locator(selector).boundingBox();
  const [first, banner, last] = [await box("#first"), await box("statuslamp-banner"), await box("#last")];
  assert.ok(first.y + first.height <= banner.y && banner.y + banner.height <= last.y);
  assert.ok(banner.height > 20);
  await visitor.close();
});

test("neither the host's style comes in nor ours goes out", async () => {
  const visitor = await visit("both.html", "page=noterro");
  await sees(visitor.page, /Web App/, "statuslamp-components");

  const style = (selector, property) => {
    const element = visitor.page.locator(selector).first();
    return element.evaluate((element, property) => getComputedStyle(element)[property], property);
  };
  assert.equal(await style("statuslamp-components section", "letterSpacing"), "normal");
  assert.notEqual(await style("statuslamp-components section", "color"), "rgb(102, 51, 153)");
  assert.equal(await style("#first", "letterSpacing"), "2px");
  assert.equal(await style("#first", "color"), "rgb(102, 51, 153)");
  await visitor.close();
});

test("a panic in the bundle reaches nobody; the elements say it in plain text", async () => {
  const visitor = await visit("both.html", "page=noterro");
  const { page } = visitor;
  await sees(page, /Web App/, "statuslamp-banner");
  await sees(page, /Web App/, "statuslamp-components");
  const glue = visitor.requests.find((path) => /^\/w\/now-\w+\.js$/.test(path));

  await page.evaluate(async (url) => (await import(url)).trip(), lamp.address + glue);

  const [list, banner] = await eventually(
    () => shown(page),
    (texts) => texts.every((text) => /Noterro: /.test(text)),
  );
  assert.match(banner, /Noterro: Service Unavailable: Investigating/);
  assert.match(banner, /very slowly or not at all/);
  assert.match(list, /Web App: partial outage/);
  assert.match(list, /Reminders \/ Email: operational/);
  await picture(page, "plain-1280-light");

  // It goes on being true, and can be dismissed.
  await simulator.press("noterro/step");
  await eventually(() => shown(page), ([list, banner]) => /Monitoring/.test(banner) && /Web App: degraded performance/.test(list));
  await page.locator("statuslamp-banner [part=dismiss]").click();
  await eventually(() => shown(page), ([, banner]) => banner === "");
  await pause(1500);
  assert.deepEqual(visitor.harm, []);
  await visitor.close();
});

test("without 'wasm-unsafe-eval' the elements say it in plain text", async () => {
  const visitor = await visit("both.html", "page=noterro&without='wasm-unsafe-eval'");
  const texts = await eventually(
    () => shown(visitor.page),
    (texts) => texts.length === 2 && texts.every((text) => text !== ""),
  );

  assert.match(texts[0], /Web App: /);
  assert.match(texts[1], /Noterro: Service Unavailable/);
  const link = await visitor.page.locator("statuslamp-banner a").getAttribute("href");
  assert.ok(link.startsWith(simulator.address), link);
  assert.match(await visitor.page.locator("statuslamp-banner [role=status]").textContent(), /Noterro: Service Unavailable/);
  // The browser reports the refusal it was told to make, and that is all there is.
  assert.deepEqual(visitor.harm.filter((what) => !/wasm|WebAssembly|frame-src/.test(what)), []);
  await visitor.close();
});

test("the one global: init, on, dismiss, refresh, destroy", async () => {
  const visitor = await visit("empty.html", "");
  const { page } = visitor;
  await eventually(() => page.evaluate(() => typeof Statuslamp), (type) => type === "object");
  const globals = await page.evaluate(() => Object.keys(window));
  const plain = await open(browser, `${host.address}/host.css`);
  const known = new Set(await plain.page.evaluate(() => Object.keys(window)));
  assert.deepEqual(globals.filter((name) => !known.has(name)), ["Statuslamp"]);
  await plain.close();

  await page.evaluate(() => {
    window.heard = [];
    Statuslamp.on("show", (event) => heard.push(event.detail.events.length));
    Statuslamp.init({ page: "noterro", theme: "dark" });
    Statuslamp.init({ page: "noterro" });
  });
  await sees(page, /Web App/);
  assert.equal(await page.locator("statuslamp-banner").count(), 1);
  assert.deepEqual(await page.evaluate(() => heard), [1]);

  const { events } = await lamp.read("/v1/pages/noterro/verdict");
  await page.evaluate((id) => Statuslamp.dismiss(id), events.find(({ phase }) => phase !== "resolved").id);
  await sees(page, "");
  visitor.requests.length = 0;
  await page.evaluate(() => Statuslamp.refresh());
  await eventually(() => visitor.requests.length, (count) => count > 0);

  await page.evaluate(() => Statuslamp.destroy());
  assert.equal(await page.locator("statuslamp-banner").count(), 0);
  visitor.requests.length = 0;
  await pause(2500);
  assert.deepEqual(visitor.requests, []);
  // Whatever the host hands in, nothing comes back at it.
  await page.evaluate(async () => {
    await Statuslamp.init();
    await Statuslamp.init({ page: { toString: null } });
    await Statuslamp.dismiss(null);
    Statuslamp.on("show", 5);
  });
  assert.deepEqual(visitor.harm, []);
  await visitor.close();
});

test("a hidden tab is silent and catches up when it is seen", async () => {
  const hide = () => {
    window.hides = true;
    Object.defineProperty(Document.prototype, "hidden", { get: () => window.hides });
    window.see = (hides) => {
      window.hides = hides;
      document.dispatchEvent(new Event("visibilitychange"));
    };
  };
  const visitor = await visit("banner.html", "page=noterro", { script: hide });
  await pause(2500);
  assert.deepEqual(visitor.requests, ["/embed.js"]);

  await visitor.page.evaluate(() => see(false));
  await sees(visitor.page, /Web App/);
  await visitor.page.evaluate(() => see(true));
  await pause(500);
  visitor.requests.length = 0;
  await pause(2500);
  assert.deepEqual(visitor.requests, []);
  assert.deepEqual(visitor.harm, []);
  await visitor.close();
});

test("no storage, no harm: what is dismissed stays so as long as the page does", async () => {
  const forbid = () => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("forbidden", "SecurityError");
      },
    });
  };
  const visitor = await visit("banner.html", "page=noterro", { script: forbid });
  await sees(visitor.page, /Web App/);
  await visitor.page.locator("statuslamp-banner [part=dismiss]").click();
  await sees(visitor.page, "");
  await pause(2500);

  assert.deepEqual(await shown(visitor.page), [""]);
  assert.deepEqual(visitor.harm, []);
  await visitor.close();
});

// The last one: the lamp does not come back.
test("when the lamp itself is gone, what was last known stays and the host hears nothing", async () => {
  const visitor = await visit("both.html", "page=noterro");
  await sees(visitor.page, /Web App/, "statuslamp-banner");
  await sees(visitor.page, /Web App/, "statuslamp-components");

  await lamp.stop();
  visitor.requests.length = 0;
  await pause(6000);

  const [list, banner] = await shown(visitor.page);
  assert.match(banner, /Web App/);
  assert.match(list, /Web App/);
  const attempts = visitor.requests.filter((path) => path.endsWith("/verdict")).length;
  assert.ok(attempts >= 1 && attempts <= 3, `${attempts} attempts: each waits twice as long`);
  assert.deepEqual(visitor.harm.filter((what) => !/Failed to load resource|WebSocket connection to/.test(what)), []);
  await visitor.close();
});
