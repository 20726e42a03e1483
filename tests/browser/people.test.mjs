// Pages for people in a real browser: read without a script, by everybody, at every width, in the
// dark and from right to left; and live while they are open.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axeOf } from "./gallery.mjs";
import { eventually, pause, startBrowser, startLamp, startSimulator, stopAll } from "./support.mjs";

let simulator, lamp, browser;

before(async () => {
  simulator = await startSimulator();
  await simulator.press("clock", { clock: "recorded" });
  await simulator.press("noterro/play", { speed: 100_000 });
  const page = (id) => ({ id, name: id[0].toUpperCase() + id.slice(1), url: `${simulator.address}/${id}`, poll_seconds: 1 });
  lamp = await startLamp([page("noterro"), page("napta")]);
  browser = await startBrowser();
  await eventually(
    async () => (await (await fetch(`${lamp.address}/is/noterro`)).text()).includes("Service Unavailable"),
    (isThere) => isThere,
  );
});

after(() => stopAll(simulator, lamp, { stop: () => browser?.close() }));

/** Opens a path; what the page complains of is kept in `complaints`. */
async function read(path, { width = 1440, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, timezoneId: "Europe/Berlin", ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(lamp.address + path);
  return { page, complaints, close: () => context.close() };
}

async function story() {
  const list = await (await fetch(`${lamp.address}/v1/pages/noterro/incidents`)).json();
  return `/is/noterro/incidents/${list.data[0].id}`;
}

test("everything is there to be read without a script", async () => {
  for (const path of ["/", "/is/noterro", await story()]) {
    const { page, close } = await read(path, { javaScriptEnabled: false });
    const text = await page.locator("body").innerText();
    await close();
    if (path === "/") assert.match(text, /Noterro\s+Checked .* from Noterro’s official page\s+All systems operational/);
    else assert.match(text, /Resolved\s+Aug 08, 2023 - 10:20 EDT/);
    if (path === "/is/noterro") assert.match(text, /^Statuslamp\s+Is Noterro down right now\?\s+No: All systems operational\s+Checked /);
  }
});

test("nobody is left out, nothing runs over, nothing is refused by the policy", async () => {
  for (const path of ["/", "/is/noterro", "/de/is/noterro", "/ar/is/noterro", await story(), "/is/nobody"])
    for (const [width, colorScheme] of [
      [320, "dark"],
      [1440, "light"],
    ]) {
      const { page, complaints, close } = await read(path, { width, colorScheme });
      if (path.includes("/is/noterro")) await page.locator("statuslamp-status").getByRole("button").first().waitFor();
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      const dir = await page.evaluate(() => getComputedStyle(document.querySelector("main")).direction);
      const expected = path === "/is/nobody" ? [/404/] : [];
      assert.deepEqual(complaints.filter((what) => !expected.some((known) => known.test(what))), [], `${path} ${width}`);
      const objections = await axeOf(page);
      await close();

      assert.equal(over, 0, `${path} runs over at ${width}`);
      assert.equal(dir, path.startsWith("/ar") ? "rtl" : "ltr");
      assert.deepEqual(objections, [], `${path} ${width}`);
    }
});

test("the reader's own clock stands beside the vendor's, and nothing moves", async () => {
  const { page, close } = await read(await story(), { width: 412 });
  const resolved = page.locator(".facts time", { hasText: "10:20 EDT" });
  await resolved.locator(".mine").waitFor();
  assert.match(await resolved.innerText(), /^Aug 08, 2023 - 10:20 EDT \(16:20 (GMT\+2|CEST)\)$/);
  await page.locator("statuslamp-status").getByRole("button").first().waitFor();
  const shift = await page.evaluate(
    () =>
      new Promise((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (sum += value))).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(sum), 300);
      }),
  );
  await close();
  const same = await read(await story(), { timezoneId: "America/New_York" });
  await pause(200);
  assert.equal(await same.page.locator(".mine").count(), 0);
  await same.close();

  assert.ok(shift < 0.05, `${shift}`);
});

test("what changes while it is open is shown, and what nobody can confirm any more is taken back", async () => {
  await simulator.press("clock", { clock: "live" });
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(`${lamp.address}/is/napta`);
  const answer = () => page.locator(".answer").innerText();
  assert.equal(await answer(), "No: All systems operational");
  // The element that hears of changes.
  await page.locator("statuslamp-status").getByRole("button").first().waitFor();

  await simulator.press("napta/play", { scenario: "service-outage", speed: 1 });
  await eventually(answer, (text) => !text.startsWith("No:"));
  assert.equal(await page.locator("#open article").count(), 1);

  await lamp.kill();
  try {
    await page.clock.fastForward("05:00");
    await eventually(answer, (text) => text === "Not known right now");
    assert.equal(await page.locator(".answer").getAttribute("data-tone"), "neutral");
    assert.ok(await page.locator("#components").isHidden());
  } finally {
    await lamp.relight();
  }
  await page.clock.fastForward("01:00");
  await eventually(answer, (text) => text !== "Not known right now");
  await context.close();
});
