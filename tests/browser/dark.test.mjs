// Our own edge is down: before a page is loaded, while a banner is up, and when it comes back. What
// was last known is shown with its age and never as green; where there is another host, it answers.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { eventually, open, pause, sees, shown, startBrowser, startHost, startLamp, startSimulator, stopAll, trouble } from "./support.mjs";

const BANNER = "statuslamp-banner";
const LIST = "statuslamp-components";

let simulator, first, second, host, browser;

before(async () => {
  simulator = await startSimulator();
  const pages = [{ id: "noterro", name: "Noterro", url: `${simulator.address}/noterro`, poll_seconds: 1 }];
  [first, second] = [await startLamp(pages), await startLamp(pages)];
  host = await startHost(first.address);
  browser = await startBrowser();
});

after(() => stopAll(simulator, first, second, host, { stop: () => browser?.close() }));

beforeEach(() => trouble(simulator, [first, second], "noterro"));

const tag = (more = "") => `<script async src="{lamp}/embed.js" data-page="noterro" ${more}></script>`;
const put = (path, head, body = "<h1>An app</h1>") => host.put(path, { directives: null, head, body });
const isText = (page, name = BANNER) =>
  page.evaluate((name) => document.querySelector(name).shadowRoot.adoptedStyleSheets.length === 0, name);
const unexpected = ({ harm }) => harm.filter((what) => !/Failed to load resource|WebSocket connection to/.test(what));
/** Ends a lamp for the time of some work. */
const dark = async (lamp, work) => {
  await lamp.kill();
  try {
    await work();
  } finally {
    await lamp.relight();
  }
};
/** What the page asks of a lamp from now on. */
const listen = (page, lamp) => {
  const asked = [];
  page.on("request", (request) => request.url().startsWith(lamp.address) && asked.push(request.url().slice(lamp.address.length)));
  return asked;
};

test("down before the page is loaded: the last verdict with its age, never green, and all of it on return", async () => {
  const url = put("dark.html", tag(), `<h1>An app</h1><statuslamp-components page="noterro"></statuslamp-components>`);
  const visitor = await open(browser, url, { lamp: first.address });
  const { page } = visitor;
  await sees(page, /Investigating/, BANNER);
  await sees(page, /Web App/, LIST);
  // What stands in is fetched while it can be.
  const come = () => page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
  await eventually(come, (all) => all.some((name) => name.includes("/w/text-")));

  await dark(first, async () => {
    await page.goto(url);
    const banner = await sees(page, /investigating/i, BANNER);
    assert.match(banner, /Last heard from noterro [^]*This may not be current/i);
    const list = await sees(page, /Last heard from/, LIST);
    assert.doesNotMatch(`${banner} ${list}`, /^(all systems )?operational|: operational/im);
    assert.equal(await isText(page), true);
  });
  await simulator.press("noterro/step");
  await sees(page, /Monitoring/, BANNER);
  await eventually(() => isText(page), (is) => !is);
  assert.doesNotMatch((await shown(page, BANNER))[0], /Last heard/);
  assert.deepEqual(unexpected(visitor), []);
  await visitor.close();
});

test("down before the page is loaded, and nothing may be kept: silence", async () => {
  const url = put("silent.html", tag('data-storage="none"'));
  const visitor = await open(browser, url, { lamp: first.address });
  const { page } = visitor;
  await sees(page, /Investigating/, BANNER);

  await dark(first, async () => {
    await page.goto(url);
    await pause(2500);
    assert.deepEqual(await shown(page, BANNER), [""]);
  });
  await sees(page, /Investigating/, BANNER);
  assert.deepEqual(unexpected(visitor), []);
  await visitor.close();
});

test("down while a banner is up, with another host: it goes on there, and the first is asked again later", async () => {
  const url = put("hosts.html", tag(`data-hosts="${second.address}"`));
  // The first host is tried again by chance: here, whenever the test says so.
  const chance = () => {
    window.chance = 0.5;
    Math.random = () => window.chance;
  };
  const visitor = await open(browser, url, { script: chance });
  const { page } = visitor;
  const asked = { first: listen(page, first), second: listen(page, second) };
  await sees(page, /Investigating/, BANNER);
  await eventually(visitor.connected, (count) => count === 1);
  assert.deepEqual(asked.second, []);

  await dark(first, async () => {
    await eventually(() => asked.second, (all) => all.some((path) => path.endsWith("/verdict")));
    await simulator.press("noterro/step");
    await sees(page, /Monitoring/, BANNER);
    await eventually(visitor.connected, (count) => count === 1);
    assert.match(visitor.sockets.at(-1), new RegExp(`^${second.address.replace("http", "ws")}/`));
  });
  asked.first.length = 0;
  await page.evaluate(() => {
    window.chance = 0.01;
    Statuslamp.refresh();
  });
  await eventually(() => asked.first, (all) => all.some((path) => path.endsWith("/verdict")));
  await sees(page, /Monitoring/, BANNER);
  assert.deepEqual(unexpected(visitor), []);
  await visitor.close();
});

test("the first host is dead from the start: verdict, live part, bundle and socket come from the next", async () => {
  const embed = await (await fetch(`${first.address}/embed.js`)).text();
  host.file("mirror/embed.js", embed);
  const url = put("dead.html", `<script async src="/mirror/embed.js" data-page="noterro" data-hosts="http://127.0.0.1:9 ${second.address}"></script>`);
  const visitor = await open(browser, url, { lamp: second.address });
  const { page, requests } = visitor;

  await sees(page, /Investigating/, BANNER);
  await eventually(visitor.connected, (count) => count === 1);
  assert.equal(await isText(page), false);
  for (const part of [/\/verdict$/, /^\/w\/live-/, /\.wasm$/, /\/summary/]) assert.ok(requests.some((path) => part.test(path)), `${part}`);
  assert.deepEqual(unexpected(visitor), []);
  await visitor.close();
});

test("the live part comes damaged: words stand in, and no bundle is trusted", async () => {
  const url = put("damaged.html", tag());
  const context = await browser.newContext();
  const page = await context.newPage();
  const asked = listen(page, first);
  const errors = [];
  page.on("pageerror", (error) => errors.push(`${error}`));
  await page.route("**/w/live-*", (route) => route.fulfill({ contentType: "text/javascript", body: "export const start = (;" }));
  await page.goto(url);

  await sees(page, /Noterro: .*investigating/i, BANNER);
  assert.ok(asked.some((path) => path.startsWith("/w/plain-")));
  assert.ok(!asked.some((path) => path.endsWith(".wasm")), `${asked}`);
  await page.locator(`${BANNER} button`).click();
  await sees(page, "", BANNER);
  assert.deepEqual(errors, []);
  await context.close();
});
