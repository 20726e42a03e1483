// What the loader offers a host: elements and their attributes, one global or none, events, routes,
// targeting; and care for whoever uses the keyboard.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { calm, eventually, open, pause, sees, shown, startBrowser, startHost, startLamp, startSimulator, stopAll, trouble } from "./support.mjs";

const BANNER = "statuslamp-banner";

let simulator, lamp, host, browser;

before(async () => {
  simulator = await startSimulator();
  const page = (id, name) => ({ id, name, url: `${simulator.address}/${id}`, poll_seconds: 1 });
  lamp = await startLamp([
    { ...page("noterro", "Noterro"), regions: { eu: ["Web App"], us: ["Payments"] } },
    page("watermelon", "Watermelon"),
  ]);
  host = await startHost(lamp.address);
  browser = await startBrowser();
});

after(() => stopAll(simulator, lamp, host, { stop: () => browser?.close() }));

beforeEach(async () => {
  await calm(simulator, [lamp], "watermelon");
  await trouble(simulator, [lamp], "noterro");
});

const tag = (more = "") => `<script async src="{lamp}/embed.js" ${more}></script>`;
const visit = (parts, options) => open(browser, host.put("loader.html", { directives: null, body: "<h1>An app</h1>", ...parts }), { lamp: lamp.address, ...options });
const verdictsIn = (requests) => requests.filter((path) => /\/verdict/.test(path));

test("several pages in one element: one request for all, each told by name", async () => {
  await simulator.press("watermelon/play", { speed: 1 });
  await eventually(() => lamp.read("/v1/pages/watermelon/verdict"), ({ events }) => events?.length > 0);
  const visitor = await visit({ head: tag('data-page="noterro watermelon"') });
  const { page, requests } = visitor;

  await sees(page, /and 1 more|Noterro[^]*Watermelon|Watermelon[^]*Noterro/, BANNER);
  assert.deepEqual([...new Set(verdictsIn(requests))], ["/v1/verdict?pages=noterro,watermelon"]);
  await eventually(visitor.connected, (count) => count === 2);
  assert.deepEqual(visitor.harm, []);
  await visitor.close();
});

test("one banner at a time lies over the page: the first that has something to show", async () => {
  const body = `<h1>An app</h1>
    <statuslamp-banner page="watermelon" position="top"></statuslamp-banner>
    <statuslamp-banner page="noterro" position="top"></statuslamp-banner>
    <statuslamp-banner page="noterro" position="bottom" min-impact="none"></statuslamp-banner>
    <statuslamp-banner page="noterro" position="inline"></statuslamp-banner>`;
  const visitor = await visit({ head: tag(), body });
  const which = async () => (await shown(visitor.page, BANNER)).map((text) => text !== "");

  await eventually(which, (got) => got.join() === "false,true,false,true");
  await simulator.press("watermelon/play", { speed: 1 });
  await eventually(which, (got) => got.join() === "true,false,false,true");
  await visitor.page.evaluate(() => document.querySelector("statuslamp-banner").remove());
  await eventually(which, (got) => got.join() === "true,false,true");
  assert.deepEqual(visitor.harm, []);
  await visitor.close();
});

test("what concerns nobody here brings no bundle and no socket", async () => {
  const visitor = await visit({ head: tag('data-page="noterro" data-min-impact="critical"') });
  await eventually(() => visitor.requests, (all) => all.some((path) => path.startsWith("/w/live-")));
  await pause(2500);

  assert.deepEqual(visitor.requests.filter((path) => /^\/w\/(?!live-)|\/summary/.test(path)), []);
  assert.deepEqual(visitor.sockets, []);
  assert.deepEqual(await shown(visitor.page, BANNER), [""]);
  await visitor.close();
});

test("regions: mine, another's, and one that nobody has, which is told and hides nothing", async () => {
  const visitor = await visit({ head: tag() });
  const { page } = visitor;
  const banners = [
    { regions: "eu" },
    { regions: "us" },
    { regions: "mars" },
    { regions: "us", audience: "anybody" },
    { components: "Web App", regions: "us" },
  ];
  await page.evaluate((banners) => {
    window.warned = [];
    addEventListener("statuslamp-warning", ({ detail }) => warned.push(detail.message));
    for (const attributes of banners) {
      const banner = document.createElement("statuslamp-banner");
      banner.setAttribute("page", "noterro");
      for (const [name, value] of Object.entries(attributes)) banner.setAttribute(name, value);
      document.body.append(banner);
    }
  }, banners);

  const which = async () => (await shown(page, BANNER)).map((text) => text !== "");
  await eventually(which, (got) => got.join() === "true,false,true,false,false");
  await pause(1500);
  assert.deepEqual(await which(), [true, false, true, false, false]);
  assert.deepEqual((await page.evaluate(() => [...new Set(warned)])).sort(), ["nothing matches: anybody", "nothing matches: mars"]);
  await visitor.close();
});

test("routes: it speaks where it should, goes with the host, and the host's history is untouched", async () => {
  const visitor = await visit({ head: tag('data-page="noterro" data-routes="/orders* /settings"') });
  const { page } = visitor;
  const own = await page.evaluate(() => [history.pushState, history.replaceState].map((method) => `${method}`.includes("native code")));
  await pause(2000);
  assert.deepEqual(await shown(page, BANNER), [""]);
  assert.ok(!visitor.requests.some((path) => path.endsWith(".wasm")));

  await page.evaluate(() => history.pushState({}, "", "/orders/7"));
  await sees(page, /Web App/, BANNER);
  await page.evaluate(() => history.replaceState({}, "", "/elsewhere"));
  await sees(page, "", BANNER);
  await page.evaluate(() => history.pushState({}, "", "/settings"));
  await sees(page, /Web App/, BANNER);
  await page.goBack();
  await sees(page, "", BANNER);
  assert.deepEqual(own, [true, true]);
  assert.equal(await page.evaluate(() => Object.keys(history).length), 0);
  assert.deepEqual(visitor.harm, []);
  await visitor.close();
});

test("as a module: no global, the same functions, and a classic script beside it joins", async () => {
  const visitor = await visit({});
  const { page } = visitor;
  await page.evaluate(async (lamp) => {
    window.heard = [];
    const before = Object.keys(window);
    const { init, on, ...rest } = await import(`${lamp}/statuslamp.mjs`);
    window.lampModule = { init, on, ...rest };
    window.added = Object.keys(window).filter((name) => !before.includes(name) && name !== "lampModule");
    on("show", ({ detail }) => heard.push(detail));
    init({ page: "noterro", hosts: lamp });
  }, lamp.address);
  await sees(page, /Web App/, BANNER);

  assert.deepEqual(await page.evaluate(() => added), []);
  assert.deepEqual(await page.evaluate(() => Object.keys(lampModule).sort()), ["define", "destroy", "dismiss", "init", "on", "refresh"]);
  const [{ page: about, events }] = await eventually(() => page.evaluate(() => heard), (all) => all.length > 0);
  assert.equal(about, "noterro");
  assert.equal(events.length, 1);

  await page.evaluate((src) => new Promise((resolve) => {
    const script = document.createElement("script");
    script.src = src;
    script.dataset.page = "noterro";
    script.onload = resolve;
    document.head.append(script);
  }), `${lamp.address}/embed.js`);
  await pause(500);
  assert.equal(await page.locator(BANNER).count(), 1);
  await page.evaluate(() => lampModule.destroy());
  await eventually(() => page.locator(BANNER).count(), (count) => count === 0);
  assert.deepEqual(visitor.harm, []);
  await visitor.close();
});

test("dismissed without a name: all that is told; and storage none touches none", async () => {
  const visitor = await visit({ head: tag('data-page="noterro" data-storage="none"') });
  const { page } = visitor;
  await sees(page, /Web App/, BANNER);

  await page.evaluate(() => Statuslamp.dismiss());
  await sees(page, "", BANNER);
  await pause(2500);

  assert.deepEqual(await shown(page, BANNER), [""]);
  assert.deepEqual(await page.evaluate(() => [Object.keys(localStorage), Object.keys(sessionStorage)]), [[], []]);
  await visitor.close();
});

test("what ended is told to whom its trouble was shown, once, and to nobody who comes later", async () => {
  const visitor = await visit({ head: tag('data-page="noterro"') });
  await sees(visitor.page, /Investigating/, BANNER);
  for (let step = 0; step < 4; step += 1) await simulator.press("noterro/step");
  await sees(visitor.page, /Resolved/, BANNER);

  const stranger = await visit({ head: tag('data-page="noterro"') });
  await pause(2500);
  assert.deepEqual(await shown(stranger.page, BANNER), [""]);
  assert.equal(stranger.requests.length > 1 && stranger.requests.every((path) => !path.startsWith("/w/")), true, `${stranger.requests}`);
  await stranger.close();

  // Another page of the same host remembers.
  await visitor.page.reload();
  await sees(visitor.page, /Resolved/, BANNER);
  await visitor.page.locator(`${BANNER} [part~=dismiss]`).click();
  await sees(visitor.page, "", BANNER);
  await pause(1500);
  assert.deepEqual(await shown(visitor.page, BANNER), [""]);
  await visitor.close();
});

const FIELDS = `<p><input id="top" aria-label="Top"></p><h1>An app</h1><div id="long"></div><p><input id="bottom" aria-label="Bottom"></p>`;

for (const [how, directives] of [
  ["drawn by the bundle", null],
  ["in plain text", { "script-src": "{lamp}" }],
]) {
  test(`what has the focus is never under a banner ${how}, and a banner that goes gives the focus back`, async () => {
    const policy = directives && { "script-src": "https://STATUS-HOST", "connect-src": "https://STATUS-HOST wss://STATUS-HOST" };
    host.file("focus.css", "body { margin: 0 } p { margin: 0 } #long { height: 2000px }");
    const url = host.put("focus.html", { directives: policy, head: `<link rel="stylesheet" href="/focus.css">${tag('data-page="noterro"')}`, body: FIELDS });
    const visitor = await open(browser, url, { lamp: lamp.address });
    const { page } = visitor;
    await sees(page, /Web App|Service Unavailable/, BANNER);
    const places = () =>
      page.evaluate(() => {
        const box = (element) => element.getBoundingClientRect();
        const banner = box(document.querySelector("statuslamp-banner").shadowRoot.querySelector("[part~=banner]"));
        const focused = box(document.activeElement);
        return { isCovered: focused.top < banner.bottom && focused.bottom > banner.top, isAtTop: banner.top < 100 };
      });
    await eventually(places, ({ isAtTop }) => isAtTop);
    await eventually(() => visitor.requests, (all) => all.some((path) => path.startsWith("/w/after-")));
    await pause(500);

    await page.focus("#top");
    await eventually(places, ({ isCovered, isAtTop }) => !isCovered && !isAtTop);
    await page.focus("#bottom");
    await eventually(places, ({ isCovered }) => !isCovered);
    await page.focus("#top");
    await eventually(places, ({ isCovered }) => !isCovered);
    assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll("[style]")].filter((element) => !/^statuslamp/.test(element.localName)).length), 0);

    const button = page.locator(`${BANNER} [part~=dismiss]`);
    await button.focus();
    await button.press("Enter");
    await sees(page, "", BANNER);
    await eventually(() => page.evaluate(() => document.activeElement.id), (id) => id === "top");
    await visitor.close();
  });
}

test("what was shown is told as gone, however it went: with the route, or dismissed", async () => {
  const body = `<h1>An app</h1><statuslamp-banner page="noterro" position="inline" routes="/loader.html /orders*"></statuslamp-banner>`;
  const listen = () => {
    window.heard = [];
    for (const name of ["show", "hide", "dismiss"]) addEventListener(`statuslamp-${name}`, ({ detail }) => heard.push([name, detail.page, ...detail.events]));
  };
  const visitor = await visit({ head: tag(), body }, { script: listen });
  const { page } = visitor;
  await sees(page, /Web App/, BANNER);
  const { events } = await lamp.read("/v1/pages/noterro/verdict");
  // What ended before is told of too.
  const told = events.filter((event) => !event.ended_at).map(({ id }) => id);

  await page.evaluate(() => history.pushState({}, "", "/elsewhere"));
  await sees(page, "", BANNER);
  await page.evaluate(() => history.pushState({}, "", "/orders/7"));
  await sees(page, /Web App/, BANNER);
  await page.locator(`${BANNER} [part~=dismiss]`).click();
  await sees(page, "", BANNER);
  await pause(500);

  assert.deepEqual(
    await page.evaluate(() => heard),
    ["show", "hide", "show", "dismiss", "hide"].map((name) => [name, "noterro", ...told]),
  );
  assert.deepEqual(visitor.harm, []);
  await visitor.close();
});
