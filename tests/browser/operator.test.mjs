// The operator's word in a real browser: it comes and goes by itself, says whose it is, and looks calm.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { eventually, objections, open, picture, sees, shown, startBrowser, startHost, startLamp, startSimulator, stopAll } from "./support.mjs";

const SECRET = "the operator's secret of these tests";
const BANNER = "statuslamp-banner";
const LIST = "statuslamp-components";

/** A vendor whose web app is down and who says nothing more of it. */
const SILENT = {
  page: { id: "p", name: "Silent", url: "https://status.example.com", time_zone: "Etc/UTC" },
  status: { indicator: "none", description: "All Systems Operational" },
  components: [{ id: "web", name: "Web App", status: "major_outage", position: 1, group: false, group_id: null }],
  incidents: [],
  scheduled_maintenances: [],
};

let simulator, lamp, host, browser;
const folder = mkdtempSync(join(tmpdir(), "statuslamp-operator-"));

before(async () => {
  const file = join(folder, "summary.json");
  writeFileSync(file, JSON.stringify(SILENT));
  simulator = await startSimulator([["--file", "silent", file]]);
  const page = (id, name) => ({ id, name, url: `${simulator.address}/${id}`, poll_seconds: 1 });
  lamp = await startLamp([page("noterro", "Noterro"), page("watermelon", "Watermelon"), page("silent", "Silent")], { OPERATOR_SECRET: SECRET });
  host = await startHost(lamp.address);
  browser = await startBrowser();
  await simulator.press("noterro/play", { speed: 1 });
  await eventually(() => lamp.read("/v1/pages/noterro/verdict"), ({ events }) => events?.length > 0);
  await eventually(() => lamp.read("/v1/pages/watermelon/verdict"), ({ checked_at }) => checked_at);
});

after(async () => {
  await stopAll(simulator, lamp, host, { stop: () => browser?.close() });
  rmSync(folder, { recursive: true, force: true });
});

async function send(method, path, body) {
  const answer = await fetch(`${lamp.address}/v1/pages/${path}`, {
    method,
    headers: { authorization: `Bearer ${SECRET}` },
    body: body && JSON.stringify({ expires_at: new Date(Date.now() + 600_000), ...body }),
    signal: AbortSignal.timeout(10_000),
  });
  assert.ok(answer.ok, `${answer.status} ${await answer.text()}`);
}

const put = (page, id, body) => send("PUT", `${page}/overrides/${id}`, body);
const takeBack = (page, id) => send("DELETE", `${page}/overrides/${id}`);

const NOTICE = {
  kind: "notice",
  title: "We move to new servers tonight",
  body: "Charts may be missing for a few minutes after ten. Nothing you enter is lost.",
  impact: "minor",
  url: "https://app.example.com/news/move",
};

test("a notice appears and goes for whoever is looking, and says whose it is", async () => {
  const { page, harm, close } = await open(browser, `${host.address}/both.html?page=watermelon`, { lamp: lamp.address });
  await sees(page, /official page/, LIST);
  assert.equal((await shown(page, BANNER))[0], "");

  await put("watermelon", "move", NOTICE);
  const text = await sees(page, /new servers/, BANNER);
  assert.match(text, /Notice/);
  assert.match(text, /By the operator, not from Watermelon’s official page/);

  await takeBack("watermelon", "move");
  await sees(page, "", BANNER);
  assert.deepEqual(harm, []);
  await close();
});

test("what is muted falls silent and stays in the list with a mark", async () => {
  const { page, close } = await open(browser, `${host.address}/both.html?page=noterro`, { lamp: lamp.address });
  await sees(page, /Investigating/, BANNER);
  const { events } = await lamp.read("/v1/pages/noterro/verdict");

  for (const { id } of events) await put("noterro", `quiet-${id.toLowerCase()}`, { kind: "mute_event", event: id });
  await sees(page, "", BANNER);
  await sees(page, /Muted by the operator/, LIST);

  for (const { id } of events) await takeBack("noterro", `quiet-${id.toLowerCase()}`);
  await sees(page, /Investigating/, BANNER);
  await close();
});

test("a notice on a component hides none of its trouble, dismissed or not", async () => {
  await put("silent", "web", { ...NOTICE, components: ["web"] });
  const { page, close } = await open(browser, `${host.address}/both.html?page=silent`, { lamp: lamp.address });
  assert.match(await sees(page, /new servers/, BANNER), /and 1 more/);

  await page.click(`${BANNER} button`);

  await sees(page, /Web App: major outage/, BANNER);
  await close();
  await takeBack("silent", "web");
});

test("without the bundle a notice is told as one, too", async () => {
  await put("watermelon", "plain", NOTICE);
  const url = `${host.address}/both.html?page=watermelon&without='wasm-unsafe-eval'`;
  const { page, close } = await open(browser, url, { lamp: lamp.address });

  await sees(page, /We move to new servers tonight: Notice[^]*By the operator, not from/, BANNER);
  await close();
  await takeBack("watermelon", "plain");
});

test("without the bundle the list says what is muted, too", async () => {
  await put("silent", "web", { kind: "mute_component", component: "web" });
  const url = `${host.address}/both.html?page=silent&without='wasm-unsafe-eval'`;
  const { page, close } = await open(browser, url, { lamp: lamp.address });
  await sees(page, /Web App: major outage \(Muted by the operator\)/, LIST);

  await put("silent", "all", { kind: "silence" });
  await sees(page, /Messages about Silent are muted by the operator/, LIST);
  assert.equal((await shown(page, BANNER))[0], "");
  await close();
  await takeBack("silent", "web");
  await takeBack("silent", "all");
});

for (const width of [320, 1440]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`at ${width} pixels, ${colorScheme}: notice and marks are legible`, async () => {
      const { components } = await lamp.read("/v1/pages/noterro/summary");
      const named = components.filter(({ kind }) => kind !== "group").slice(0, 2);
      await put("noterro", "move", { ...NOTICE, impact: "critical", components: named.map(({ id }) => id) });
      await put("noterro", "import", { kind: "mute_component", component: named[0].id });
      const options = { viewport: { width, height: 800 }, colorScheme, bypassCSP: true };
      const { page, close } = await open(browser, `${host.address}/both.html?page=noterro`, { lamp: lamp.address, ...options });

      // On a phone the banner is one line: whose word it is stands in the details.
      await sees(page, /new servers/, BANNER);
      if (width === 320) await page.locator(`${BANNER} [part~=toggle]`).first().click();
      await sees(page, /By the operator/, BANNER);
      await sees(page, /Muted by the operator/, LIST);
      await picture(page, `operator-${width}-${colorScheme}`);
      assert.deepEqual(await objections(page), []);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(overflow <= 0, `${overflow} pixels too wide`);
      await close();
      await takeBack("noterro", "move");
      await takeBack("noterro", "import");
    });
  }
}
