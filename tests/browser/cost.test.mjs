// What a guest costs: nothing while all is well, and in trouble nothing of the host's moves.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, open, pause, sees, shown, startBrowser, startHost, startLamp, startSimulator, stopAll, trouble } from "./support.mjs";

const BANNER = "statuslamp-banner";
const TAG = `<script async src="{lamp}/embed.js" data-page="{page}"></script>`;
const LINES = "<p>What people came for.</p>".repeat(30);

let simulator, lamp, host, browser;

before(async () => {
  simulator = await startSimulator();
  const page = (id, name) => ({ id, name, url: `${simulator.address}/${id}`, poll_seconds: 15 });
  lamp = await startLamp([{ ...page("noterro", "Noterro"), poll_seconds: 1 }, page("watermelon", "Watermelon")]);
  host = await startHost(lamp.address);
  browser = await startBrowser();
  host.put("overlay.html", { head: TAG, body: `<h1>An app</h1>${LINES}` });
  host.put("reserved.html", {
    head: `${TAG.replace(' data-page="{page}"', "")}<link rel="stylesheet" href="/reserved.css">`,
    body: `<h1>An app</h1><statuslamp-banner page="{page}" position="inline"></statuslamp-banner>${LINES}`,
  });
  host.file("reserved.css", "statuslamp-banner { display: block; min-height: 12em; contain: size layout; }");
  await simulator.press("noterro/play", { speed: 1 });
  await eventually(() => lamp.read("/v1/pages/noterro/verdict"), ({ events }) => events?.length > 0);
  await eventually(() => lamp.read("/v1/pages/watermelon/verdict"), ({ overall }) => overall === "operational");
});

after(() => stopAll(simulator, lamp, host, { stop: () => browser?.close() }));

/** Watches what moves, from the first moment; to run before anything else. */
const watching = () => {
  window.moved = [];
  new PerformanceObserver((list) => {
    for (const { value, sources, hadRecentInput } of list.getEntries()) {
      // In itself a banner may move; what is the host's may not.
      const isOfHost = ({ node }) => node && node.getRootNode() === document && !node.localName?.startsWith("statuslamp-");
      const names = sources.filter(isOfHost).map(({ node }) => node.nodeName);
      if (names.length || !sources.length) window.moved.push({ value, hadRecentInput, names });
    }
  }).observe({ type: "layout-shift", buffered: true });
  // When the first request of the loader leaves, and whether idle time was waited for.
  const { fetch } = window;
  window.asked = [];
  window.fetch = function (...values) {
    window.asked.push({ url: `${values[0]}`, isIdle: window.isIdle });
    return fetch.apply(this, values);
  };
  const { requestIdleCallback } = window;
  window.requestIdleCallback = (work, options) =>
    requestIdleCallback((deadline) => {
      window.isIdle = true;
      work(deadline);
    }, options);
};

const visit = (path, id, options) => open(browser, `${host.address}/${path}?page=${id}`, { lamp: lamp.address, script: watching, ...options });

test("all is well: two requests, no socket, nothing compiled, nothing moved", async () => {
  const compiles = () => {
    window.compiled = 0;
    for (const name of ["compile", "instantiate", "compileStreaming", "instantiateStreaming", "Module", "Instance"]) {
      const own = WebAssembly[name];
      WebAssembly[name] = function (...values) {
        window.compiled += 1;
        return Reflect.construct(own, values, new.target);
      };
    }
  };
  const visitor = await open(browser, `${host.address}/overlay.html?page=watermelon`, { lamp: lamp.address, script: compiles });
  await pause(3000);

  assert.equal(visitor.requests.length, 2, `${visitor.requests}`);
  assert.equal(visitor.requests[0], "/embed.js");
  assert.match(visitor.requests[1], /^\/v1\/.*verdict/);
  assert.deepEqual(visitor.sockets, []);
  assert.equal(await visitor.page.evaluate(() => compiled), 0);
  assert.deepEqual(visitor.harm, []);
  await visitor.close();
});

/** Watches for tasks that hold up the page, and which scripts ran in them; to run before anything else. */
const timing = () => {
  window.tasks = [];
  window.ran = [];
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) window.tasks.push([startTime, startTime + duration]);
  }).observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => {
    for (const { scripts } of list.getEntries()) {
      for (const { sourceURL, startTime, duration } of scripts) window.ran.push({ url: sourceURL, from: startTime, to: startTime + duration });
    }
  }).observe({ type: "long-animation-frame", buffered: true });
};

/** Opens a page on which all is well, and counts the long tasks in which its scripts ran: ours, and the host's. */
async function longTasks(path, prepare = async () => {}) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(timing);
  await prepare(page);
  await page.goto(`${host.address}/${path}?page=watermelon`);
  await page.waitForFunction(() => performance.getEntriesByType("resource").some(({ name }) => name.includes("/verdict")));
  // What is long is told of after the next frame.
  await pause(1500);
  const told = await page.evaluate(
    (own) =>
      window.tasks.map(([from, to]) => {
        const inside = window.ran.filter((script) => script.from < to && script.to > from);
        return inside.some(({ url }) => url.startsWith(own)) ? "ours" : "the host's";
      }),
    lamp.address,
  );
  await context.close();
  return { ours: told.filter((whose) => whose === "ours").length, all: told.length };
}

test("all is well: no long task is ours", async () => {
  // A machine with other work may stop any script in its middle; ours would be long each time.
  const counts = [];
  for (let visit = 0; visit < 3 && !counts.includes(0); visit += 1) counts.push((await longTasks("overlay.html")).ours);

  assert.ok(counts.includes(0), `${counts} long tasks`);
});

test("the counting is not blind: a loader that takes its time is ours, a host's script is not", async () => {
  const slowly = "const until = performance.now() + 120; while (performance.now() < until);";
  const ofHost = await longTasks("overlay.html", (page) => page.addInitScript(`addEventListener("load", () => { ${slowly} })`));
  assert.ok(ofHost.all > 0);
  const ofOurs = await longTasks("overlay.html", (page) =>
    page.route(`${lamp.address}/embed.js`, async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: `${await answer.text()}\n;{ ${slowly} }` });
    }),
  );
  assert.ok(ofOurs.ours > 0, JSON.stringify(ofOurs));
});

test("all is well, at a quarter of the speed: nothing moves, and it waits for idle time", async () => {
  const visitor = await visit("overlay.html", "watermelon", { slow: 4 });
  const { page } = visitor;
  await eventually(() => visitor.requests.length, (count) => count === 2);
  await pause(1500);

  assert.deepEqual(await page.evaluate(() => moved), []);
  const [first] = await page.evaluate(() => asked);
  assert.equal(first.isIdle, true);
  await visitor.close();
});

for (const [path, where] of [
  ["overlay.html", "over the page"],
  ["reserved.html", "in a place kept free"],
]) {
  test(`in trouble, ${where}: nothing of the host's moves, when it comes, changes and goes`, async () => {
    await trouble(simulator, [lamp], "noterro");
    const visitor = await visit(path, "noterro", { slow: 4 });
    const { page } = visitor;
    await sees(page, /Investigating/i, BANNER);
    await simulator.press("noterro/step");
    await sees(page, /Monitoring/i, BANNER);
    await page.evaluate(() => document.querySelector("statuslamp-banner").shadowRoot.querySelector("[part~=dismiss]").click());
    await sees(page, "", BANNER);
    await pause(500);

    assert.deepEqual(await page.evaluate(() => moved), []);
    assert.deepEqual(visitor.harm, []);
    await visitor.close();
  });
}

test("the watching is not blind: a banner in the flow without a place of its own moves the page", async () => {
  await trouble(simulator, [lamp], "noterro");
  const url = host.put("pushed.html", {
    head: `<script async src="{lamp}/embed.js"></script>`,
    body: `<h1>An app</h1><statuslamp-banner page="noterro" position="inline"></statuslamp-banner>${LINES}`,
  });
  const visitor = await open(browser, url, { lamp: lamp.address, script: watching });
  await sees(visitor.page, /Investigating/i, BANNER);

  await eventually(() => visitor.page.evaluate(() => moved.length), (count) => count > 0);
  await visitor.close();
});

test("a tab that was never seen asks nothing", async () => {
  const hidden = () => {
    window.hides = true;
    Object.defineProperty(Document.prototype, "hidden", { get: () => window.hides });
    Object.defineProperty(Document.prototype, "visibilityState", { get: () => (window.hides ? "hidden" : "visible") });
  };
  const visitor = await open(browser, `${host.address}/overlay.html?page=noterro`, { lamp: lamp.address, script: hidden });
  await pause(3000);
  assert.deepEqual(visitor.requests, ["/embed.js"]);
  assert.deepEqual(await shown(visitor.page, BANNER), [""]);

  await visitor.page.evaluate(() => {
    window.hides = false;
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await sees(visitor.page, /Web App/, BANNER);
  await visitor.close();
});
