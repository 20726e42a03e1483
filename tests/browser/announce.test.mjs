// What is said aloud, and when: recorded from the live region as it changes, and compared with the
// accessibility tree that a screen reader reads.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, open, pause, sees, shown, startBrowser, startHost, startLamp, stopAll } from "./support.mjs";
import { startVendor } from "./vendor.mjs";

// Fresh is never less than this (`shared/src/freshness.rs`), however short the interval.
const FRESH_MS = 90_000;
// Longer than a tick of the clock in the bundle, and than a reading of the page.
const A_WHILE_MS = 12_000;
const COMPONENTS = { "Web App": "operational", API: "operational", Mail: "operational" };

let vendor, lamp, host, browser, aging;

const now = () => new Date().toISOString();

before(async () => {
  vendor = await startVendor("story", "tabs", "aging", "over", "routed", "plain", "quiet");
  for (const page of Object.values(vendor.pages)) page.components = { ...COMPONENTS };
  lamp = await startLamp(
    Object.keys(vendor.pages).map((id) => ({ id, name: "Noterro", url: `${vendor.address}/${id}`, provider: "statuspage", poll_seconds: 1 })),
  );
  host = await startHost(lamp.address);
  browser = await startBrowser();
  // What takes long goes first: it is looked at again by the last test.
  trouble("aging", { id: "old", impact: "minor" });
  aging = await visit("aging");
  await sees(aging.page, /Investigating/, "statuslamp-banner");
  vendor.pages.aging.broken = true;
  aging.since = Date.now();
});

after(() => stopAll(vendor, lamp, host, { stop: () => browser?.close() }));

/** An incident begins. */
function trouble(page, { id, name = "Pages load slowly", impact = "minor", component = "Web App", status = "degraded_performance" }) {
  const { components, incidents } = vendor.pages[page];
  components[component] = status;
  incidents.unshift({ id, name, impact, components: [[component, status]], updates: [{ status: "investigating", body: "We are looking into it.", at: now() }] });
}

/** The vendor says something about its newest incident. */
function say(page, status, body, change = {}) {
  const [incident] = vendor.pages[page].incidents;
  Object.assign(incident, change);
  incident.updates.push({ status, body, at: now() });
}

/** Runs before anything else in the page: notes every text that enters a live region, and its manner then. */
function listen() {
  window.aloud = [];
  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function (options) {
    const root = attachShadow.call(this, options);
    const observer = new MutationObserver((records) => {
      for (const { target, addedNodes } of records) {
        const region = target.closest?.("[data-live]");
        const text = [...addedNodes].map(({ textContent }) => textContent).join("");
        // Nobody hears a region that came into the page together with its text.
        if (region && text) window.aloud.push({ text, manner: region.getAttribute("aria-live") ?? "polite", role: region.getAttribute("role") });
        else if ([...addedNodes].some((node) => node.matches?.("[data-live]") && node.textContent)) window.aloud.push({ text: "came with its text" });
      }
    });
    observer.observe(root, { childList: true, subtree: true });
    return root;
  };
}

const visit = (page, file = "banner.html", script = listen) => open(browser, `${host.address}/${file}?page=${page}`, { lamp: lamp.address, script });

/** The same where the bundle cannot run. */
const listenToText = `(${listen})(); delete window.WebAssembly;`;

const aloud = (page) => page.evaluate(() => window.aloud.splice(0));

/** The live regions of the accessibility tree: what a screen reader would find in them now. */
async function regions(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const textIn = (node) =>
    node.role?.value === "StaticText" ? node.name.value : (node.childIds ?? []).map((id) => textIn(byId.get(id) ?? {})).join("");
  return nodes
    .filter(({ role }) => role?.value === "status")
    .map((node) => ({ text: textIn(node), live: node.properties.find(({ name }) => name === "live")?.value.value }));
}

/** Waits until something was said, and a little longer for what should not follow it. */
async function hears(page, pattern) {
  const heard = [];
  await eventually(async () => heard.push(...(await aloud(page))), () => heard.length > 0);
  await pause(1500);
  heard.push(...(await aloud(page)));
  assert.equal(heard.length, 1, JSON.stringify(heard));
  assert.match(heard[0].text, pattern);
  assert.equal(heard[0].role, "status");
  const [region] = await regions(page);
  assert.deepEqual(region, { text: heard[0].text, live: heard[0].manner });
  return heard[0];
}

test("from calm to over, each thing that happens is said once", async () => {
  const visitor = await visit("story");
  const { page } = visitor;
  await page.waitForFunction(() => document.querySelector("statuslamp-banner")?.shadowRoot);
  assert.deepEqual(await regions(page), [{ text: "", live: "polite" }], "the region is there before its text");
  assert.deepEqual(await aloud(page), []);

  trouble("story", { id: "one" });
  const appeared = await hears(page, /^Noterro\. Web App: degraded performance\. Pages load slowly\. Investigating\. We are looking into it\.$/);
  assert.equal(appeared.manner, "polite");

  // Only the clock goes on.
  await sees(page, /Updated 10 seconds ago/, "statuslamp-banner");
  await pause(A_WHILE_MS);
  assert.deepEqual(await aloud(page), [], "a tick of the clock");

  say("story", "identified", "A release slows them down.");
  await hears(page, /Cause identified\. A release slows them down\./);
  say("story", "identified", "It is taken back now.");
  await hears(page, /Cause identified\. It is taken back now\./);

  vendor.pages.story.components["Web App"] = "major_outage";
  say("story", "identified", "Nothing works.", { impact: "critical", components: [["Web App", "major_outage"]] });
  const worse = await hears(page, /Web App: major outage.*Nothing works\./);
  assert.equal(worse.manner, "assertive");

  vendor.pages.story.components["Web App"] = "degraded_performance";
  say("story", "monitoring", "Most of it is back.", { impact: "minor", components: [["Web App", "degraded_performance"]] });
  const better = await hears(page, /degraded performance.*Monitoring\. Most of it is back\./);
  assert.equal(better.manner, "polite");

  // What happens to a component that the banner does not name.
  vendor.pages.story.components.Mail = "operational";

  await page.evaluate(() => {
    const banner = document.querySelector("statuslamp-banner");
    const { parentNode } = banner;
    banner.remove();
    parentNode.append(banner);
  });
  await sees(page, /Monitoring/, "statuslamp-banner");
  await pause(1500);
  assert.deepEqual(await aloud(page), [], "taken away and put back");

  vendor.pages.story.components["Web App"] = "operational";
  say("story", "resolved", "It works again.");
  await hears(page, /Resolved/);
  assert.deepEqual(visitor.harm, []);
  await visitor.close();
});

test("what another tab dismisses is dismissed here without a word, and so is what it uncovers", async () => {
  trouble("tabs", { id: "lesser", name: "Mails are late", component: "Mail" });
  trouble("tabs", { id: "main", name: "Nothing loads", impact: "major", component: "API", status: "partial_outage" });
  const visitor = await visit("tabs");
  const { page } = visitor;
  await hears(page, /Nothing loads/);
  const other = await page.context().newPage();
  await other.goto(page.url());
  await sees(other, /Nothing loads/, "statuslamp-banner");

  await other.getByRole("button", { name: "Dismiss this message" }).click();
  await sees(page, /Mails are late/, "statuslamp-banner");
  await pause(1500);
  assert.deepEqual(await aloud(page), [], "the other tab dismissed it");

  await page.bringToFront();
  await page.getByRole("button", { name: "Dismiss this message" }).click();
  await sees(page, "", "statuslamp-banner");
  await pause(1500);
  assert.deepEqual(await aloud(page), [], "dismissed here");
  assert.deepEqual((await regions(page)).map(({ text }) => text), [""]);
  assert.deepEqual(visitor.harm, []);
  await visitor.close();
});

test("a walk through the app's routes is silent, also where the banner goes and comes back", async () => {
  const route = (path) => visitor.page.evaluate((path) => history.pushState(null, "", path + location.search), path);
  trouble("routed", { id: "one" });
  host.put("app/list.html", {
    head: `<script async src="{lamp}/embed.js" data-page="{page}" data-routes="/app/*"></script>`,
    body: "<h1>An app</h1>",
  });
  const visitor = await visit("routed", "app/list.html");
  const { page } = visitor;
  await hears(page, /Pages load slowly/);
  const before = await regions(page);

  await route("/app/other");
  await pause(1500);
  assert.deepEqual(await regions(page), before, "it stays");
  for (let walk = 0; walk < 3; walk += 1) {
    await route("/elsewhere");
    await sees(page, "", "statuslamp-banner");
    assert.deepEqual(await regions(page), [{ text: "", live: "polite" }], "nothing is left to be read");
    await route("/app/list.html");
    await sees(page, /Pages load slowly/, "statuslamp-banner");
    await pause(1000);
    assert.deepEqual((await regions(page)).map(({ text }) => text), [""]);
  }
  assert.deepEqual(await aloud(page), []);

  // What happens meanwhile is said on return, once.
  await route("/elsewhere");
  await sees(page, "", "statuslamp-banner");
  say("routed", "identified", "A release slows them down.");
  await eventually(() => lamp.read("/v1/pages/routed/verdict"), ({ events }) => events[0]?.phase === "identified");
  await pause(1500);
  assert.deepEqual(await aloud(page), []);
  await route("/app/list.html");
  await hears(page, /Cause identified/);
  assert.deepEqual(visitor.harm, []);
  await visitor.close();
});

test("in plain text, too, each thing that happens is said once, and a tick of the clock is nothing", async () => {
  const visitor = await visit("plain", "banner.html", listenToText);
  const { page } = visitor;
  await page.waitForFunction(() => document.querySelector("statuslamp-banner")?.shadowRoot);
  assert.deepEqual(await regions(page), [{ text: "", live: "polite" }], "the region is there before its text");

  trouble("plain", { id: "one" });
  const appeared = await hears(page, /^Noterro: Pages load slowly: Investigating$/);
  assert.equal(appeared.manner, "polite");
  assert.equal(await page.evaluate(() => document.querySelector("statuslamp-banner").shadowRoot.adoptedStyleSheets.length), 0, "it is the text");
  await pause(A_WHILE_MS);
  assert.deepEqual(await aloud(page), [], "a tick of the clock");

  vendor.pages.plain.components["Web App"] = "major_outage";
  say("plain", "identified", "Nothing works.", { impact: "critical", components: [["Web App", "major_outage"]] });
  const worse = await hears(page, /^Noterro: Pages load slowly: Cause identified$/);
  assert.equal(worse.manner, "assertive");

  await page.evaluate(() => {
    const banner = document.querySelector("statuslamp-banner");
    const { parentNode } = banner;
    banner.remove();
    parentNode.append(banner);
  });
  await sees(page, /Nothing works/, "statuslamp-banner");
  await pause(1500);
  assert.deepEqual(await aloud(page), [], "taken away and put back");
  await visitor.close();
});

test("the pill, the list and the past say nothing aloud: who wants to know goes there", async () => {
  const quiet = { "pill.html": ["statuslamp-status", /operational|good/i], "list.html": ["statuslamp-components", /Web App/], "record.html": ["statuslamp-incidents", /Past incidents/] };
  const visitors = [];
  for (const [file, [name, says]] of Object.entries(quiet)) {
    for (const script of [listen, listenToText]) {
      const visitor = await visit("quiet", file, script);
      if (script === listen) await sees(visitor.page, says, name);
      visitors.push({ ...visitor, name, file });
    }
  }

  trouble("quiet", { id: "one", impact: "critical", status: "major_outage" });
  for (const { page, name } of visitors) await sees(page, /outage|Pages load slowly/i, name);
  say("quiet", "identified", "A release slows them down.");
  await eventually(() => lamp.read("/v1/pages/quiet/verdict"), ({ events }) => events[0]?.phase === "identified");
  await pause(3000);

  for (const { page, file, close } of visitors) {
    assert.deepEqual(await aloud(page), [], file);
    for (const { text } of await regions(page)) assert.equal(text, "", file);
    await close();
  }
});

test("what is dismissed here makes room for the next, which is said", async () => {
  trouble("over", { id: "lesser", name: "Mails are late", component: "Mail" });
  trouble("over", { id: "main", name: "Nothing loads", impact: "major", component: "API", status: "partial_outage" });
  const { page, close } = await visit("over");
  await hears(page, /Nothing loads/);

  await page.getByRole("button", { name: "Dismiss this message" }).click();
  await hears(page, /Mails are late/);
  await close();
});

test("that it may not be current is said once, and that it is again not at all", async () => {
  const { page } = aging;
  await pause(Math.max(0, aging.since + FRESH_MS - Date.now()));
  const stale = await eventually(() => aloud(page), (heard) => heard.some(({ text }) => /current/.test(text)));
  assert.deepEqual(stale.filter(({ text }) => /current/.test(text)).length, 1, JSON.stringify(stale));
  await sees(page, /Last heard from Noterro/, "statuslamp-banner");

  vendor.pages.aging.broken = false;
  await sees(page, /Updated \d+ minutes? ago/, "statuslamp-banner");
  await pause(1500);
  assert.deepEqual(await aloud(page), []);
  assert.deepEqual((await shown(page)).length, 1);
  await aging.close();
});
