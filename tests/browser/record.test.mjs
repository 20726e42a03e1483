// The past as the person in the app reads it: what happened by the month, the days as bars, planned
// work for the calendar; and what that costs those who do not ask for it.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { eventually, objections, open, picture, sees, shown, startBrowser, startHost, startLamp, startSimulator, stopAll } from "./support.mjs";

const ELEMENT = "statuslamp-incidents";
const DAYS = 90;

let folder, simulator, lamp, host, browser;

const visit = (page, options) => open(browser, `${host.address}/record.html?page=${page}`, { lamp: lamp.address, ...options });

/** The addresses below a page's that were asked for, without what the loader asks for itself. */
const asked = (requests, page) => requests.filter((path) => path.startsWith(`/v1/pages/${page}/`) && !path.endsWith("/verdict"));

/** A vendor with planned work, one with a title that means harm to a calendar, and one that is over. */
function planned() {
  const at = (hours) => new Date(Math.ceil(Date.now() / 3_600_000 + hours) * 3_600_000).toISOString();
  const work = (id, name, hours) => ({
    id,
    name,
    status: "scheduled",
    impact: "maintenance",
    created_at: at(-48),
    updated_at: at(-48),
    scheduled_for: at(hours),
    scheduled_until: at(hours + 2),
    incident_updates: [],
    components: [],
  });
  return {
    page: { id: "p", name: "Harbour", url: "https://status.harbour.example", time_zone: "Etc/UTC" },
    status: { indicator: "none", description: "All Systems Operational" },
    components: [{ id: "api", name: "API", status: "operational", position: 1, group: false, group_id: null }],
    incidents: [],
    scheduled_maintenances: [
      work("m2", "Cleaning; twice, and\r\nATTENDEE:mailto:victim@example.com", 240),
      work("m1", "Database upgrade", 24),
      { ...work("m0", "Certificates renewed", -72), status: "completed", completed_at: at(-71) },
    ],
  };
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "statuslamp-record-"));
  const file = join(folder, "planned.json");
  const plan = planned();
  writeFileSync(file, JSON.stringify(plan));
  simulator = await startSimulator([["--file", "harbour", file]]);
  const page = (id, name) => ({ id, name, url: `${simulator.address}/${id}`, poll_seconds: 1 });
  lamp = await startLamp([page("napta", "Napta"), page("noterro", "Noterro"), { ...page("harbour", "Harbour"), provider: "statuspage" }]);
  host = await startHost(lamp.address);
  browser = await startBrowser();
  await eventually(() => lamp.read("/v1/pages/napta/incidents"), ({ data }) => data?.length >= 7);
  await eventually(() => lamp.read("/v1/pages/harbour/maintenances"), ({ data }) => data?.length === 3);
});

after(async () => {
  await stopAll(simulator, lamp, host, { stop: () => browser?.close() });
  rmSync(folder, { recursive: true, force: true });
});

test("what happened stands under its month, and its whole story comes when it is opened", async () => {
  const visitor = await visit("napta");
  const { page, requests } = visitor;
  const text = await sees(page, /Past incidents[^]*Service outage/, ELEMENT);
  assert.match(text, /May 2025[^]*Service outage[^]*Critical impact[^]*Updates: \d[^]*Post-mortem/);
  const all = await lamp.read("/v1/pages/napta/incidents");
  for (const { title } of all.data) assert.ok(text.includes(title), title);
  await eventually(() => asked(requests, "napta").length, (count) => count === 3);
  assert.deepEqual(asked(requests, "napta").sort(), [
    "/v1/pages/napta/incidents?limit=25",
    "/v1/pages/napta/maintenances?limit=100",
    "/v1/pages/napta/uptime?limit=1",
  ]);

  const { id } = all.data.find(({ title }) => title === "Service outage");
  const { incident } = await lamp.read(`/v1/pages/napta/incidents/${id}`);
  await page.locator(`${ELEMENT} summary`, { hasText: "Service outage" }).click();
  await eventually(() => page.locator(`${ELEMENT} .step`).count(), (count) => count === incident.updates.length);
  const story = await page.locator(`${ELEMENT} .story`).innerText();
  assert.match(story, /Investigating[^]*answers with errors for everybody[^]*Resolved/);
  assert.match(story, /Application[^]*Major outage/);
  assert.match(story, /Post-mortem/);
  const steps = await page.locator(`${ELEMENT} .step`).evaluateAll((steps) => steps.map((step) => getComputedStyle(step, "::before").content));
  assert.equal(steps[0], "counter(step)");
  const link = page.locator(`${ELEMENT} .story .source a`);
  assert.equal(await link.getAttribute("href"), incident.url);
  // The lists tell of it; the whole story was read once.
  assert.deepEqual(asked(requests, "napta").slice(3), [`/v1/pages/napta/incidents/${id}`]);
  assert.deepEqual(visitor.harm, []);
  await visitor.close();
});

test("older events come part by part until there are no more", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.route(/\/incidents\?limit=25/, (route) => route.continue({ url: route.request().url().replace("limit=25", "limit=3") }));
  await page.goto(`${host.address}/record.html?page=napta`);
  const all = (await lamp.read("/v1/pages/napta/incidents")).data.map(({ title }) => title);
  const titles = () => page.locator(`${ELEMENT} .events .name[dir]`).allInnerTexts();
  const more = page.locator(`${ELEMENT} button.more`);

  await eventually(titles, (told) => told.length === 3);
  // By keyboard, as by hand.
  await more.focus();
  await page.keyboard.press("Enter");
  await eventually(titles, (told) => told.length === 6);
  await page.keyboard.press("Enter");

  assert.deepEqual(await eventually(titles, (told) => told.length === all.length), all);
  assert.equal(await more.count(), 0);
  // The button is gone: whoever stood on it stands where the new ones begin.
  const focused = () => page.evaluate((name) => document.querySelector(name).shadowRoot.activeElement?.innerText, ELEMENT);
  assert.match(await focused(), new RegExp(`^${all[5]}`));
  await page.keyboard.press("Tab");
  assert.match(await focused(), new RegExp(`^${all[6]}`));
  await context.close();
});

test("ninety days are bars: a gap where nothing is known, and in words", async () => {
  const visitor = await visit("noterro");
  const { page, requests } = visitor;
  await sees(page, /uptime[^]*89 days ago/, ELEMENT);
  const bars = await page.locator(`${ELEMENT} .bars`).first().evaluate((list) => ({
    role: list.getAttribute("role"),
    label: list.getAttribute("aria-label"),
    focusable: list.tabIndex,
    bars: [...list.children].map((bar) => ({
      text: bar.textContent,
      known: bar.dataset.known,
      tone: bar.dataset.tone,
      painted: getComputedStyle(bar).backgroundImage !== "none",
    })),
  }));

  assert.equal(bars.bars.length, DAYS);
  assert.deepEqual([bars.role, bars.focusable], ["list", 0]);
  assert.match(bars.label, /uptime$/);
  for (const bar of bars.bars.slice(0, -1)) {
    assert.deepEqual([bar.known, bar.tone, bar.painted], ["0", "neutral", false]);
    assert.match(bar.text, /^\S+ \S+: No data$/);
  }
  const today = bars.bars.at(-1);
  assert.equal(today.painted, true);
  assert.notEqual(today.known, "0");
  assert.match(today.text, /: Operational/);

  const summary = (name) => page.locator(`${ELEMENT} summary`, { hasText: name });
  await summary("Last 90 days").first().click();
  assert.match(await page.locator(`${ELEMENT} .runs`).first().innerText(), / – \S+ \S+\s+No data/);
  assert.equal(requests.some((path) => path.includes("/uptime?limit=100")), false);
  await summary("Components").click();
  const { components } = await lamp.read("/v1/pages/noterro/summary");
  const names = components.filter(({ kind }) => kind === "component").map(({ name }) => name);
  const told = () => page.locator(`${ELEMENT} .days > li h4`).allInnerTexts();
  assert.deepEqual(await eventually(told, ({ length }) => length > 0), names);
  assert.deepEqual(visitor.harm, []);
  await visitor.close();
});

test("planned work can be put into a calendar, whatever its vendor calls it", async () => {
  const visitor = await visit("harbour", { acceptDownloads: true });
  const { page } = visitor;
  const text = await sees(page, /Upcoming maintenance[^]*Cleaning[^]*official page/, ELEMENT);
  assert.match(text, /Database upgrade[^]*Planned for[^]*until[^]*Cleaning/);
  assert.match(text, /Past incidents[^]*Certificates renewed\s+Maintenance/);
  const list = await lamp.read("/v1/pages/harbour/maintenances");
  const compact = (instant) => instant.replaceAll(/[-:]|\.\d+/g, "");

  const links = page.locator(`${ELEMENT} a[download]`);
  for (const [index, id] of ["m1", "m2"].entries()) {
    const event = list.data.find((event) => event.id === id);
    const [download] = await Promise.all([page.waitForEvent("download"), links.nth(index).click()]);
    assert.equal(download.suggestedFilename(), "harbour.ics");
    const entry = readFileSync(await download.path(), "utf8");
    const lines = entry.replaceAll("\r\n ", "").trimEnd().split("\r\n");
    for (const line of entry.split("\r\n")) assert.ok(Buffer.byteLength(line) <= 75, line);
    assert.ok(!entry.replaceAll("\r\n", "").includes("\n"));
    assert.equal(lines.filter((line) => line.startsWith("BEGIN:")).length, 2);
    assert.ok(lines.includes(`UID:${id}.harbour@statuslamp`));
    assert.ok(lines.includes(`DTSTART:${compact(event.scheduled_for)}`), entry);
    assert.ok(lines.includes(`DTEND:${compact(event.scheduled_until)}`), entry);
    assert.ok(!lines.some((line) => line.startsWith("ATTENDEE")), entry);
  }
  assert.deepEqual(visitor.harm, []);
  await visitor.close();
});

test("one event by itself, and several pages under their vendors' names", async () => {
  const { data } = await lamp.read("/v1/pages/napta/incidents");
  const { id } = data.find(({ title }) => title === "Service outage");
  const visitor = await visit("napta");
  const { page, requests } = visitor;
  await sees(page, /Past incidents/, ELEMENT);
  requests.length = 0;

  await page.evaluate(([element, id]) => document.querySelector(element).setAttribute("event", id), [ELEMENT, id]);
  const text = await sees(page, /^Napta\s+Service outage[^]*Post-mortem/, ELEMENT);
  assert.doesNotMatch(text, /Past incidents/);
  assert.deepEqual(asked(requests, "napta"), [`/v1/pages/napta/incidents/${id}`]);
  await page.evaluate((element) => document.querySelector(element).setAttribute("event", "nothing"), ELEMENT);
  await sees(page, /Nothing is known of this event/, ELEMENT);
  await page.evaluate((element) => {
    document.querySelector(element).removeAttribute("event");
    document.querySelector(element).setAttribute("page", "napta noterro");
  }, ELEMENT);
  await sees(page, /^Napta[^]*Past incidents[^]*Noterro[^]*Past incidents/, ELEMENT);
  // The browser itself notes what is not there.
  assert.deepEqual(visitor.harm, ["console: Failed to load resource: the server responded with a status of 404 (Not Found)"]);
  await visitor.close();
});

test("the second bundle comes when the past is asked for, and not before", async () => {
  const page = "noterro";
  const visitor = await open(browser, `${host.address}/pill.html?page=${page}`, { lamp: lamp.address });
  const brought = () => visitor.requests.filter((path) => path.includes("/record-"));
  const pill = visitor.page.locator("statuslamp-status .pill");
  await pill.click();
  const past = visitor.page.locator("statuslamp-status .past > button");
  await past.waitFor();
  assert.deepEqual(brought(), []);

  await past.click();
  await visitor.page.locator("statuslamp-status statuslamp-incidents .events").first().waitFor();

  assert.ok(brought().length >= 2, visitor.requests.join("\n"));
  assert.deepEqual(visitor.harm, []);
  await visitor.close();
});

for (const width of [320, 1440]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`at ${width} pixels, ${colorScheme}: legible, reachable, within the window`, async () => {
      const options = { viewport: { width, height: 900 }, colorScheme, bypassCSP: true };
      for (const id of ["napta", "harbour"]) {
        const visitor = await visit(id, options);
        const { page } = visitor;
        await sees(page, /uptime[^]*official page/, ELEMENT);
        // From the last to the first: what opens shows more lines that open.
        for (const hasText of ["Service outage", "Last 90", "Components"]) {
          const summary = page.locator(`${ELEMENT} summary`, { hasText });
          if (await summary.count()) await summary.first().click();
        }
        await eventually(() => page.locator(`${ELEMENT} .days > li`).count(), (count) => count > 0);
        if (id === "napta") await page.locator(`${ELEMENT} .story`).waitFor();
        await picture(page, `record-${id}-${width}-${colorScheme}`, { fullPage: true });

        assert.deepEqual(await objections(page), [], id);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(overflow <= 0, `${overflow} pixels too wide`);
        await visitor.close();
      }
    });
  }
}

test("while the lamp is dark, the past stays and says how old it is; then it goes on", async () => {
  const visitor = await visit("napta");
  const { page } = visitor;
  await sees(page, /Service outage/, ELEMENT);
  await lamp.kill();

  await sees(page, /Shown as it was[^]*Service outage/, ELEMENT);
  const summary = page.locator(`${ELEMENT} summary`, { hasText: "Service outage" });
  await summary.click();
  await sees(page, /Service outage[^]*cannot be read right now/, ELEMENT);

  await lamp.relight();
  await summary.click();
  await summary.click();
  await page.locator(`${ELEMENT} .story`).waitFor();
  await eventually(() => shown(page, ELEMENT), ([text]) => !/Shown as it was/.test(text), 60_000);
  await visitor.close();
});
