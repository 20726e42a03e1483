// An incident as the person in the app sees it, from calm to over; and what calm costs.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { calm, eventually, open, pause, picture, sees, shown, startBrowser, startHost, startLamp, startSimulator, stopAll } from "./support.mjs";

// Fresh is never less than this (`shared/src/freshness.rs`), however short the interval.
const FRESH_MS = 90_000;

let simulator, lamp, host, browser, stale;

const visit = (file, page, options) => open(browser, `${host.address}/${file}?page=${page}`, { lamp: lamp.address, ...options });

before(async () => {
  simulator = await startSimulator();
  const page = (id, vendor, seconds) => ({ id, name: vendor, url: `${simulator.address}/${id}`, poll_seconds: seconds });
  lamp = await startLamp([
    page("noterro", "Noterro", 1),
    page("napta", "Napta", 1),
    page("watermelon", "Watermelon", 1),
    { ...page("netop", "Netop", 1), provider: "statuspage" },
    { ...page("noterro", "Noterro", 60), id: "calm", url: `${simulator.address}/watermelon` },
  ]);
  host = await startHost(lamp.address);
  browser = await startBrowser();
  // What takes long goes first: it is looked at again by the last test.
  await simulator.press("napta/play", { speed: 1 });
  stale = await visit("both.html", "napta");
  await sees(stale.page, /Service outage/, "statuslamp-banner");
  await sees(stale.page, /Major outage/, "statuslamp-components");
  await simulator.press("napta/break", { how: "login" });
  stale.since = Date.now();
});

after(() => stopAll(simulator, lamp, host, { stop: () => browser?.close() }));

test("a healthy page costs two requests and nothing else", async () => {
  await eventually(() => lamp.read("/v1/pages/calm/verdict"), ({ overall }) => overall === "operational");
  const visitor = await visit("banner.html", "calm");
  await pause(4000);

  assert.deepEqual(visitor.requests, ["/embed.js", "/v1/pages/calm/verdict"]);
  assert.deepEqual(visitor.sockets, []);
  assert.deepEqual(await shown(visitor.page), [""]);
  assert.deepEqual(visitor.harm, []);
  await visitor.close();
});

test("the banner comes with the incident, follows it, and says when it is over to whoever saw it", async () => {
  const visitor = await visit("both.html", "noterro");
  const { page } = visitor;
  const events = await page.evaluateHandle(() => {
    const heard = [];
    for (const name of ["show", "change", "dismiss"]) addEventListener(`statuslamp-${name}`, () => heard.push(name));
    return heard;
  });
  await sees(page, /All systems operational/, "statuslamp-components");
  assert.deepEqual(await shown(page, "statuslamp-banner"), [""]);

  await simulator.press("noterro/play", { speed: 1 });
  const first = await sees(page, /Investigating/, "statuslamp-banner");
  assert.match(first, /Web App/);
  assert.match(first, /Partial outage/i);
  assert.match(first, /Service Unavailable/);
  assert.match(first, /very slowly or not at all/);
  assert.match(first, /Updated (just now|\d+ seconds ago)/);
  await sees(page, /Partial outage/, "statuslamp-components");
  const link = page.locator("statuslamp-banner a");
  assert.match(await link.getAttribute("href"), new RegExp(`^${simulator.address}/noterro`));
  await picture(page, "incident-1280-light");

  await simulator.press("noterro/step");
  const second = await sees(page, /Monitoring/, "statuslamp-banner");
  assert.match(second, /degraded performance/i);
  assert.doesNotMatch(second, /very slowly or not at all/);

  await simulator.press("noterro/step");
  await sees(page, /Investigating[^]*first suspect/, "statuslamp-banner");
  await simulator.press("noterro/step");
  await sees(page, /Monitoring[^]*taken back/, "statuslamp-banner");

  await simulator.press("noterro/step");
  const last = await sees(page, /Resolved (just now|\d+ seconds ago)/, "statuslamp-banner");
  assert.doesNotMatch(last, /outage|degraded/i);
  await sees(page, /All systems operational/, "statuslamp-components");
  assert.deepEqual(await events.jsonValue(), ["show", "change", "change", "change", "change"]);
  // Whoever comes now missed nothing.
  const newcomer = await visit("banner.html", "noterro");
  await pause(2500);
  assert.deepEqual(await shown(newcomer.page), [""]);
  await newcomer.close();
  assert.equal(visitor.sockets.length, 1);
  assert.deepEqual(visitor.harm, []);
  await visitor.close();
});

test("two vendors, three script tags and a list: one banner at a time, one socket a page", async () => {
  await simulator.press("watermelon/play", { speed: 1 });
  await simulator.press("noterro/play", { speed: 1 });
  for (const id of ["watermelon", "noterro"]) {
    await eventually(() => lamp.read(`/v1/pages/${id}/verdict`), ({ overall }) => overall !== "operational");
  }
  const visitor = await visit("several.html", "");
  const { page } = visitor;
  // Whose script came first is chance, and so is whose turn it is.
  const words = { noterro: /Web App/, watermelon: /Conversations/ };
  await eventually(() => shown(page), ([list, ...banners]) => words.noterro.test(list) && banners.some((text) => text));
  await pause(2500);
  const [, ...banners] = await shown(page);
  const told = banners.filter((text) => text);
  assert.equal(banners.length, 2);
  assert.equal(told.length, 1, `${banners}`);
  const [open, other] = words.noterro.test(told[0]) ? ["noterro", "watermelon"] : ["watermelon", "noterro"];
  visitor.requests.length = 0;
  await pause(5000);
  // The list and the banner of a page share what is heard of it, and nobody reads what is told.
  assert.equal(visitor.connected(), open === "noterro" ? 1 : 2, `${visitor.sockets}`);
  assert.deepEqual(visitor.requests.filter((path) => path.includes(open)), []);

  // The next one has its turn.
  const { events } = await lamp.read(`/v1/pages/${open}/verdict`);
  await page.evaluate((id) => Statuslamp.dismiss(id), events[0].id);
  await eventually(() => shown(page), ([, ...texts]) => texts.some((text) => words[other].test(text)));
  assert.deepEqual(visitor.harm, []);
  await visitor.close();
  await calm(simulator, [lamp], "watermelon");
});

test("what is dismissed stays away, in other tabs too and after a reload", async () => {
  const visitor = await visit("banner.html", "noterro");
  const { page } = visitor;
  await sees(page, /Web App/, "statuslamp-banner");
  const other = await page.context().newPage();
  await other.goto(page.url());
  await sees(other, /Web App/, "statuslamp-banner");

  await page.locator("statuslamp-banner [part=dismiss]").click();
  await sees(page, "", "statuslamp-banner");
  await sees(other, "", "statuslamp-banner");
  await page.reload();
  await pause(2500);
  assert.deepEqual(await shown(page), [""]);

  const stored = await page.evaluate(() => Object.keys(localStorage));
  assert.deepEqual(stored.sort(), ["statuslamp:dismissed", "statuslamp:shown", "statuslamp:verdict"]);
  assert.deepEqual(await page.context().cookies(), []);
  assert.deepEqual(visitor.harm, []);
  await visitor.close();
});

test("a banner is only for those whom it concerns", async () => {
  await simulator.press("netop/play", { speed: 1 });
  const visitor = await visit("empty.html", "");
  const { page } = visitor;
  const cases = [
    [{ page: "noterro", components: "Web App" }, true],
    [{ page: "noterro", components: "Payments" }, false],
    [{ page: "noterro", components: "Payments, Web App" }, true],
    [{ page: "napta", components: "Napta platform/Application" }, true],
    [{ page: "napta", components: "Integrations/HR import" }, false],
    [{ page: "noterro", "min-impact": "critical" }, false],
    [{ page: "noterro", "min-impact": "major" }, true],
    // The vendor says that nothing is affected.
    [{ page: "netop" }, false],
    [{ page: "netop", "min-impact": "none" }, true],
  ];
  await page.evaluate((cases) => {
    for (const [attributes] of cases) {
      const banner = document.createElement("statuslamp-banner");
      for (const [name, value] of Object.entries(attributes)) banner.setAttribute(name, value);
      document.body.append(banner);
    }
  }, cases);

  const expected = cases.map(([, isShown]) => isShown);
  const isShown = async () => (await shown(page)).map((text) => text !== "");
  await eventually(isShown, (got) => got.join() === expected.join());
  await pause(2500);
  assert.deepEqual(await isShown(), expected);

  // Attributes are heard while the element is in the page.
  await page.evaluate(() => document.querySelector("statuslamp-banner").setAttribute("components", "Payments"));
  await eventually(isShown, ([first]) => !first);
  assert.deepEqual(visitor.harm, []);
  await visitor.close();
  await calm(simulator, [lamp], "netop");
});

test("a machine that slept, and wakes without a network, does not take old news for new", async () => {
  const visitor = await visit("list.html", "watermelon");
  const { page } = visitor;
  await sees(page, /All systems operational/);

  await page.route("**/v1/**", (route) => route.abort());
  await page.evaluate(() => {
    const { now } = Date;
    Date.now = () => now() + 3_660_000;
  });

  const list = await sees(page, /Status not known/);
  assert.match(list, /Last heard from Watermelon 1 hour ago/);
  await pause(3000);
  const [later] = await shown(page);
  assert.match(later, /Status not known/);
  assert.doesNotMatch(later, /operational/i);
  assert.deepEqual(visitor.harm.filter((what) => !what.includes("Failed to load resource")), []);
  await visitor.close();
});

test("a vendor that falls silent is never green: last heard, then how long ago", async () => {
  await pause(Math.max(0, stale.since + FRESH_MS + 3000 - Date.now()));
  const { page } = stale;

  const banner = await sees(page, /Last heard from Napta 1 minute ago/, "statuslamp-banner");
  assert.match(banner, /Service outage/);
  const list = await sees(page, /Last heard from Napta/, "statuslamp-components");
  assert.doesNotMatch(list, /^(All systems )?operational$/im);
  assert.match(list, /Last known: operational/);
  await picture(page, "last-heard-1280-light");
  assert.deepEqual(stale.harm, []);

  await simulator.press("napta/mend");
  await sees(page, /Updated/, "statuslamp-banner");
  await stale.close();
});
