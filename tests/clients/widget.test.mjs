// Atlassian's own widget in a real browser, pointed at host names of the lamp's: it drops every path
// it is given, and shows the page as it is.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startVendor } from "../browser/vendor.mjs";
import { ROOT, calm, eventually, open, startBrowser, startHost, startLamp, startSimulator, stopAll, trouble } from "./support.mjs";

const WIDGET = join(ROOT, "tests/clients/node_modules/@statuspage/status-widget/dist/index.js");
/** What Atlassian's embed script reads at the root of a page's host. */
const READ_BY_EMBED = ["incidents/unresolved", "incidents/resolved", "scheduled-maintenances/active", "scheduled-maintenances/upcoming", "summary"];
const WELL = { text: "All Systems Operational", look: "none" };

let simulator, vendor, lamp, host, browser;

before(async () => {
  simulator = await startSimulator();
  vendor = await startVendor("meadow", "silent");
  vendor.pages.meadow.components = { Well: "operational", Odd: "resting" };
  vendor.pages.silent.broken = true;
  const simulated = (id, provider) => ({ id, name: id, url: `${simulator.address}/${id}`, provider, poll_seconds: 1 });
  const own = (id) => ({ id, name: id, url: `${vendor.address}/${id}`, provider: "statuspage", poll_seconds: 1 });
  lamp = await startLamp([simulated("noterro", "statuspage"), simulated("watermelon", "instatus"), own("meadow"), own("silent")]);
  for (const id of ["noterro", "watermelon", "meadow"]) await eventually(() => lamp.read(`/v1/pages/${id}/verdict`), ({ checked_at }) => checked_at);
  host = await startHost(lamp.address);
  host.file("widget.js", readFileSync(WIDGET, "utf8"));
  browser = await startBrowser();
});

after(() => stopAll(simulator, vendor, lamp, host, { stop: () => browser?.close() }));

const originOf = (page) => `http://${page}.localhost:${new URL(lamp.address).port}`;

/** What the widget shows of a page once its request was answered; null where it shows nothing. */
async function shown(page) {
  const body = `<statuspage-widget src="${originOf(page)}"></statuspage-widget>`;
  const address = host.put(`${page}.html`, { directives: null, head: '<script src="/widget.js"></script>', body });
  const context = await browser.newContext();
  const tab = await context.newPage();
  const answered = tab.waitForResponse((response) => response.url().startsWith(originOf(page)));
  await tab.goto(address);
  const status = (await answered).status();
  if (status === 200) await tab.locator("statuspage-widget .status-text").waitFor();
  const seen = await tab.evaluate(() => {
    const root = document.querySelector("statuspage-widget").shadowRoot;
    const [text, light] = [root.querySelector(".status-text"), root.querySelector(".status-indicator")];
    return text && { text: text.textContent.trim(), look: light.className.replace("status-indicator", "").trim() };
  });
  await context.close();
  return { status, seen };
}

test("the widget shows a calm page as calm, whatever its vendor speaks", async (context) => {
  for (const id of ["noterro", "watermelon"]) {
    await context.test(id, async () => {
      await calm(simulator, [lamp], id);
      assert.deepEqual(await shown(id), { status: 200, seen: WELL });
    });
  }
});

test("the widget shows trouble, also while the vendor's page is dark", async (context) => {
  const expected = { noterro: { text: "Partial System Outage", look: "major" }, watermelon: { text: "Major Service Outage", look: "critical" } };
  for (const [id, seen] of Object.entries(expected)) {
    await context.test(id, async () => {
      await trouble(simulator, [lamp], id);
      const lit = await shown(id);
      await simulator.press(`${id}/break`, { how: "error" });
      const before = await reads(id);
      await eventually(
        () => reads(id),
        (now) => now > before + 1,
      );
      const dark = await shown(id);
      await simulator.press(`${id}/reset`);
      assert.deepEqual([lit, dark], [{ status: 200, seen }, { status: 200, seen }]);
    });
  }
});

test("the widget never shows as well what is not known", async () => {
  assert.deepEqual(await shown("meadow"), { status: 200, seen: { text: "Partially Degraded Service", look: "minor" } });
  assert.deepEqual(await shown("silent"), { status: 503, seen: null });
});

test("a script on another host reads every document that Atlassian's embed does", async (context) => {
  const visitor = await open(browser, host.put("empty.html", { directives: null, body: "" }));
  for (const document of READ_BY_EMBED) {
    await context.test(document, async () => {
      const read = await visitor.page.evaluate(async (address) => {
        const answer = await fetch(address);
        return [answer.status, Object.keys(await answer.json())];
      }, `${originOf("noterro")}/api/v2/${document}.json`);
      const list = document.startsWith("incidents") ? ["page", "incidents"] : ["page", "scheduled_maintenances"];
      const members = document === "summary" ? ["page", "components", "incidents", "scheduled_maintenances", "status"] : list;
      assert.deepEqual(read, [200, members]);
    });
  }
  await visitor.close();
});

async function reads(id) {
  const { pages } = await (await fetch(`${simulator.address}/control`)).json();
  return pages.find((page) => page.id === id).reads.total;
}
