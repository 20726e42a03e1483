// The live connection as a page sees it: only where trouble shows, quicker than polling, and never
// missed when it is not to be had.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { calm, eventually, open, pause, sees, shown, startBrowser, startHost, startLamp, startSimulator, stopAll } from "./support.mjs";

const BANNER = "statuslamp-banner";

let simulator, lamp, host, browser;

const visit = (file, page, { without, ...options } = {}) =>
  open(browser, `${host.address}/${file}?page=${page}${without ? `&without=${encodeURIComponent(without)}` : ""}`, {
    lamp: lamp.address,
    ...options,
  });
const verdicts = ({ requests }) => requests.filter((path) => path.endsWith("/verdict")).length;
const connected = (visitor, count) => eventually(() => visitor.connected(), (now) => now === count);
const unexpected = ({ harm }) => harm.filter((what) => !/Failed to load resource|WebSocket connection to/.test(what));

/** Lets the test say whether the page is hidden: `see(false)`. */
const hideable = () => {
  window.hides = false;
  Object.defineProperty(Document.prototype, "hidden", { get: () => window.hides });
  window.see = (isSeen) => {
    window.hides = !isSeen;
    document.dispatchEvent(new Event("visibilitychange"));
  };
};

/** Counts the attempts to connect. */
const counting = () => {
  window.attempts = 0;
  window.WebSocket = class extends WebSocket {
    constructor(...values) {
      window.attempts += 1;
      super(...values);
    }
  };
};

before(async () => {
  simulator = await startSimulator();
  lamp = await startLamp([{ id: "noterro", name: "Noterro", url: `${simulator.address}/noterro`, poll_seconds: 1 }]);
  host = await startHost(lamp.address);
  browser = await startBrowser();
});

after(() => stopAll(simulator, lamp, host, { stop: () => browser?.close() }));

beforeEach(() => calm(simulator, [lamp], "noterro"));

const begin = () => simulator.press("noterro/play", { speed: 1 });

test("a healthy page opens no socket, trouble opens one, and when nothing is shown any more it closes", async () => {
  const visitor = await visit("banner.html", "noterro");
  await eventually(() => verdicts(visitor), (count) => count > 2);
  assert.deepEqual(visitor.sockets, []);

  await begin();
  await sees(visitor.page, /Investigating/, BANNER);
  await connected(visitor, 1);
  const address = lamp.address.replace("http", "ws");
  assert.deepEqual(visitor.sockets, [`${address}/v1/pages/noterro/live`]);

  for (let step = 0; step < 4; step += 1) await simulator.press("noterro/step");
  await sees(visitor.page, /Resolved/, BANNER);
  await visitor.page.locator(`${BANNER} [part~=dismiss]`).click();
  await sees(visitor.page, "", BANNER);
  await connected(visitor, 0);
  // Polling goes on.
  visitor.requests.length = 0;
  await eventually(() => verdicts(visitor), (count) => count > 1);
  assert.deepEqual(visitor.harm, []);
  await visitor.close();
});

test("a change is seen without a poll, by a banner and a list over one socket", async () => {
  await begin();
  const visitor = await visit("both.html", "noterro");
  const { page, requests } = visitor;
  await sees(page, /Investigating/, BANNER);
  await connected(visitor, 1);
  // The first message has come, and with it the end of polling.
  await pause(3000);
  requests.length = 0;

  await simulator.press("noterro/step");
  await sees(page, /Monitoring/, BANNER);
  await sees(page, /Monitoring/, "statuslamp-components");
  await pause(2000);

  assert.equal(visitor.sockets.length, 1);
  assert.equal(requests.length, 1, `${requests}`);
  assert.match(requests[0], /^\/v1\/pages\/noterro\/summary\?revision=\d+$/);
  assert.deepEqual(visitor.harm, []);
  await visitor.close();
});

test("plain text follows the socket as well", async () => {
  await begin();
  const visitor = await visit("banner.html", "noterro", { without: "'wasm-unsafe-eval'" });
  const { page, requests } = visitor;
  await sees(page, /Investigating/, BANNER);
  await connected(visitor, 1);
  await pause(3000);
  requests.length = 0;

  await simulator.press("noterro/step");
  await sees(page, /Monitoring/, BANNER);

  assert.equal(verdicts(visitor), 0, `${requests}`);
  await visitor.close();
});

test("a policy without sockets: one attempt, and polling goes on", async () => {
  await begin();
  const visitor = await visit("banner.html", "noterro", { without: lamp.address.replace("http", "ws"), script: counting });
  const { page } = visitor;
  await sees(page, /Investigating/, BANNER);
  await simulator.press("noterro/step");
  await sees(page, /Monitoring/, BANNER);
  await pause(4000);

  assert.equal(visitor.connected(), 0);
  // Each further one would be reported to the host again.
  assert.equal(await page.evaluate(() => attempts), 1);
  const rest = visitor.harm.filter((what) => !/^policy: connect-src|^console: .*(Content Security Policy|WebSocket)/.test(what));
  assert.deepEqual(rest, []);
  await visitor.close();
});

test("a hidden tab closes its socket and comes back to the newest", async () => {
  await begin();
  const visitor = await visit("banner.html", "noterro", { script: hideable });
  const { page } = visitor;
  await sees(page, /Investigating/, BANNER);
  await connected(visitor, 1);

  await page.evaluate(() => see(false));
  await connected(visitor, 0);
  await simulator.press("noterro/step");
  await pause(2500);
  assert.match((await shown(page, BANNER))[0], /Investigating/);

  await page.evaluate(() => see(true));
  await sees(page, /Monitoring/, BANNER);
  await connected(visitor, 1);

  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })));
  await connected(visitor, 0);
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  await connected(visitor, 1);
  assert.deepEqual(visitor.harm, []);
  await visitor.close();
});

test("who removes the elements, or destroys, ends the socket", async () => {
  await begin();
  const visitor = await visit("both.html", "noterro");
  const { page } = visitor;
  await sees(page, /Investigating/, BANNER);
  await connected(visitor, 1);

  await page.evaluate(() => document.querySelector("statuslamp-components").remove());
  await pause(500);
  assert.equal(visitor.connected(), 1, "the banner is still there");
  await page.evaluate(() => document.querySelector("statuslamp-banner").remove());
  await connected(visitor, 0);

  await page.evaluate(() => Statuslamp.init({ page: "noterro" }));
  await connected(visitor, 1);
  await page.evaluate(() => Statuslamp.destroy());
  await connected(visitor, 0);
  await pause(4000);
  assert.equal(visitor.connected(), 0);
  assert.deepEqual(visitor.harm, []);
  await visitor.close();
});

test("the lamp is killed and relit: what was known stays with its age, then it goes on", async () => {
  await begin();
  const visitor = await visit("banner.html", "noterro");
  const { page } = visitor;
  await sees(page, /Investigating/, BANNER);
  await connected(visitor, 1);

  await lamp.kill();
  await connected(visitor, 0);
  await pause(3000);
  const [text] = await shown(page, BANNER);
  assert.match(text, /Investigating/);
  assert.doesNotMatch(text, /operational/i);

  await lamp.relight();
  await simulator.press("noterro/step");
  await sees(page, /Monitoring/, BANNER);
  await connected(visitor, 1);
  assert.deepEqual(unexpected(visitor), []);
  await visitor.close();
});
