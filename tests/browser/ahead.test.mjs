// What trouble needs is asked for side by side: the words of it while the bundle is on its way, and
// what nobody sees at first only afterwards.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, open, pause, sees, startBrowser, startHost, startLamp, startSimulator, stopAll, trouble } from "./support.mjs";

const BANNER = "statuslamp-banner";
const SUMMARY = "**/v1/pages/noterro/summary*";

let simulator, lamp, host, browser, url;

before(async () => {
  simulator = await startSimulator();
  lamp = await startLamp([{ id: "noterro", name: "Noterro", url: `${simulator.address}/noterro`, poll_seconds: 1 }]);
  host = await startHost(lamp.address);
  browser = await startBrowser();
  url = host.put("ahead.html", { directives: null, head: `<script async src="{lamp}/embed.js" data-page="noterro"></script>` });
  await trouble(simulator, [lamp], "noterro");
});

after(() => stopAll(simulator, lamp, host, { stop: () => browser?.close() }));

/** Opens the page; `prepare` lays hands on its requests first. */
async function visit(prepare) {
  const visitor = await open(browser, "about:blank", { lamp: lamp.address });
  await prepare(visitor.page, visitor);
  await visitor.page.goto(url);
  return visitor;
}

const indexOf = (requests, pattern) => requests.findIndex((path) => pattern.test(path));
const summaries = (requests) => requests.filter((path) => path.includes("/summary"));
const errors = ({ harm }) => harm.filter((what) => !what.includes("Failed to load resource"));

test("the summary is asked for while the bundle comes, once; what nobody sees at first comes later", async () => {
  let asked;
  const isAsked = new Promise((resolve) => (asked = resolve));
  const visitor = await visit(async (page) => {
    await page.route(SUMMARY, (route) => (asked(), route.continue()));
    // Not a byte of the bundle comes before.
    await page.route("**/w/now-*", async (route) => (await isAsked, route.continue()));
  });
  await sees(visitor.page, /Service Unavailable/, BANNER);
  const { requests } = visitor;
  await eventually(() => requests, (all) => indexOf(all, /^\/w\/text-/) > 0);
  await pause(1000);

  assert.equal(summaries(requests).length, 1, `${requests}`);
  const [summary, wasm, after, text] = [/\/summary/, /\.wasm$/, /^\/w\/after-/, /^\/w\/text-/].map((part) => indexOf(requests, part));
  assert.ok(Math.max(summary, wasm) < Math.min(after, text), `${requests}`);
  assert.deepEqual(errors(visitor), []);
  await visitor.close();
});

test("a summary that was asked for ahead and did not come is asked for again", async () => {
  const refuse = (route) => route.fulfill({ status: 503, headers: { "Access-Control-Allow-Origin": "*" } });
  const visitor = await visit((page) => page.route(SUMMARY, refuse, { times: 1 }));

  await sees(visitor.page, /Service Unavailable/, BANNER);

  assert.equal(summaries(visitor.requests).length, 2, `${visitor.requests}`);
  assert.deepEqual(errors(visitor), []);
  await visitor.close();
});

test("what changed while the bundle came is read anew", async () => {
  let change;
  const isChanged = new Promise((resolve) => (change = resolve));
  const visitor = await visit((page) => page.route("**/w/now-*", async (route) => (await isChanged, route.continue())));
  const { page, requests } = visitor;
  await eventually(() => summaries(requests).length, (count) => count === 1);
  await simulator.press("noterro/step");
  await eventually(() => lamp.read("/v1/pages/noterro/verdict"), ({ events }) => events[0].phase === "monitoring");
  await page.evaluate(() => Statuslamp.refresh());
  await eventually(() => requests.filter((path) => path.endsWith("/verdict")).length, (count) => count > 1);
  await pause(500);
  change();

  await sees(page, /Monitoring/i, BANNER);
  assert.equal(new Set(summaries(requests)).size, 2, `${requests}`);
  await visitor.close();
});
