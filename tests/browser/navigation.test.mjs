// However people move: Turbo and single-page apps, back and forward, print; and however the tag came
// into the page: twice, in two versions, by a tag manager, from a path of the customer's own, never.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, open, pause, sees, shown, startBrowser, startHost, startLamp, startSimulator, stopAll } from "./support.mjs";

const BANNER = "statuslamp-banner";
const TAG = `<script async src="{lamp}/embed.js" data-page="noterro"></script>`;

let simulator, lamp, host, browser;

before(async () => {
  simulator = await startSimulator();
  lamp = await startLamp([{ id: "noterro", name: "Noterro", url: `${simulator.address}/noterro`, poll_seconds: 1 }]);
  host = await startHost(lamp.address);
  browser = await startBrowser();
  await host.bundle("turbo.js", "frameworks/turbo.mjs");
  await simulator.press("noterro/play", { speed: 1 });
  await eventually(() => lamp.read("/v1/pages/noterro/verdict"), ({ events }) => events?.length > 0);
});

after(() => stopAll(simulator, lamp, host, { stop: () => browser?.close() }));

const visit = (url, options) => open(browser, url, { lamp: lamp.address, ...options });
const banners = (page) => page.locator(BANNER).count();

// The banner may lie over the link, as over everything along its edge.
const go = (page) => page.evaluate(() => document.getElementById("on").click());

/** What was announced from a live region, in order; to run before anything else. */
const listening = () => {
  window.said = [];
  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function (init) {
    const root = attachShadow.call(this, init);
    new MutationObserver(() => {
      const line = root.querySelector("[aria-live], [role=status], [role=alert]")?.textContent;
      if (line) window.said.push(line);
    }).observe(root, { childList: true, characterData: true, subtree: true });
    return root;
  };
};

// Turbo exchanges the body; the banner is placed beside it.
test("Turbo: one banner on every page, announced once, over one connection", async () => {
  const parts = (name) => ({
    directives: null,
    title: name,
    head: `<script defer src="/turbo.js"></script>${TAG}`,
    body: `<h1>${name}</h1><a id="on" href="/turbo-${name === "one" ? "two" : "one"}.html">On</a>`,
  });
  host.put("turbo-two.html", parts("two"));
  const visitor = await visit(host.put("turbo-one.html", parts("one")), { script: listening });
  const { page } = visitor;
  await sees(page, /Web App/, BANNER);
  await page.evaluate(() => (window.isSame = true));

  for (let turn = 0; turn < 6; turn += 1) {
    await go(page);
    await eventually(() => page.textContent("h1"), (title) => title === (turn % 2 ? "one" : "two"));
    await sees(page, /Web App/, BANNER);
    assert.equal(await banners(page), 1);
  }
  await page.goBack();
  await eventually(() => page.textContent("h1"), (title) => title === "two");
  await sees(page, /Web App/, BANNER);

  assert.equal(await page.evaluate(() => isSame), true, "the document never changed");
  assert.equal(await banners(page), 1);
  await pause(500);
  const said = await page.evaluate(() => window.said);
  assert.equal(new Set(said).size, said.length, `${said}`);
  assert.ok(visitor.connected() <= 1);
  assert.deepEqual(visitor.harm, []);
  await visitor.close();
});

test("a single-page app that throws its body away keeps its history, and the banner while it is wanted", async () => {
  const visitor = await visit(host.put("app.html", { head: TAG, body: `<main><h1>Home</h1></main>` }));
  const { page } = visitor;
  await sees(page, /Web App/, BANNER);
  const before = await page.evaluate(() => history.length);

  for (const path of ["/orders", "/orders/7", "/settings"]) {
    await page.evaluate((path) => {
      history.pushState({ path }, "", path);
      document.querySelector("h1").textContent = path;
    }, path);
    await sees(page, /Web App/, BANNER);
  }
  assert.deepEqual(await page.evaluate(() => [history.length, history.state]), [before + 3, { path: "/settings" }]);
  await page.goBack();
  assert.deepEqual(await page.evaluate(() => [location.pathname, history.state]), ["/orders/7", { path: "/orders/7" }]);
  await sees(page, /Web App/, BANNER);
  assert.equal(await banners(page), 1);
  assert.deepEqual(visitor.harm, []);
  await visitor.close();
});

test("back and forward: the page is kept, silent, and comes back to the newest", async () => {
  // Tools that drive a browser switch this off, as a rule.
  const keeping = await startBrowser({ ignoreDefaultArgs: ["--disable-back-forward-cache"] });
  try {
    host.put("next.html", { body: "<h1>Next</h1>" });
    const url = host.put("kept.html", {
      directives: { "script-src": "'wasm-unsafe-eval'", "connect-src": `'self' ${host.address.replace("http", "ws")}` },
      head: `<script async src="{own}/embed.js" data-page="noterro"></script>`,
      body: "<h1>Kept</h1>",
    });
    const visitor = await open(keeping, url);
    const { page } = visitor;
    await sees(page, /Web App/, BANNER);
    await eventually(host.relayed, (count) => count === 1);
    await page.evaluate(() => addEventListener("pageshow", ({ persisted }) => (window.isKept = persisted)));

    await page.evaluate(() => void setTimeout(() => (location.href = "/next.html")));
    await eventually(() => page.textContent("h1").catch(() => ""), (title) => title === "Next");
    await eventually(host.relayed, (count) => count === 0);
    await simulator.press("noterro/step");
    await pause(1500);
    assert.equal(host.relayed(), 0);
    await page.evaluate(() => void setTimeout(() => history.back()));

    await eventually(() => page.textContent("h1").catch(() => ""), (title) => title === "Kept");
    assert.equal(await page.evaluate(() => window.isKept), true);
    await sees(page, /Monitoring/i, BANNER);
    await eventually(host.relayed, (count) => count === 1);
    assert.equal(await banners(page), 1);
    assert.deepEqual(visitor.harm, []);
  } finally {
    await keeping.close();
  }
});

test("what lies over the page is not printed", async () => {
  const body = "<h1>Report</h1>" + "<p>A line of the report.</p>".repeat(80);
  const visitor = await visit(host.put("report.html", { head: TAG, body }));
  const { page } = visitor;
  await sees(page, /Web App/, BANNER);

  await page.emulateMedia({ media: "print" });
  // What is fixed is printed on every sheet, over the host's words.
  const printed = await page.evaluate((name) => {
    const root = document.querySelector(name).shadowRoot;
    const says = ({ children, textContent }) => !children.length && textContent.trim() !== "";
    const words = [...root.querySelectorAll(":not([data-live], [data-live] *)")].filter(says);
    return words.filter((element) => element.checkVisibility() && element.getClientRects().length > 0).map(({ outerHTML }) => outerHTML);
  }, BANNER);
  assert.deepEqual(printed, []);
  await page.pdf({ format: "A4" });
  assert.deepEqual(visitor.harm, []);
  await visitor.close();
});

test("the tag twice, and once more in another version: one banner, one global, one reading", async () => {
  const embed = await (await fetch(`${lamp.address}/embed.js`)).text();
  host.file("older/embed.js", embed);
  const url = host.put("twice.html", {
    head: `${TAG}${TAG}<script async src="{lamp}/embed.js?v=2" data-page="noterro"></script>`,
    body: "<h1>Twice</h1>",
  });
  const visitor = await visit(url);
  const { page } = visitor;
  await sees(page, /Web App/, BANNER);
  await pause(1000);

  assert.equal(await banners(page), 1);
  assert.equal(visitor.sockets.length, 1);
  const before = await page.evaluate(() => window.Statuslamp);
  await page.evaluate((src) => {
    const script = document.createElement("script");
    script.src = src;
    script.dataset.page = "noterro";
    document.body.append(script);
    return new Promise((resolve) => (script.onload = resolve));
  }, `${lamp.address}/embed.js?v=3`).catch(() => {});
  await pause(500);
  assert.equal(await banners(page), 1);
  assert.deepEqual(await page.evaluate(() => Object.keys(window.Statuslamp)), Object.keys(before));
  assert.deepEqual(visitor.harm.filter((what) => !/TrustedScriptURL|trusted-types/i.test(what)), []);
  await visitor.close();
});

test("a tag manager that takes attributes away: init says what is to be shown", async () => {
  const url = host.put("managed.html", { directives: null, body: `<h1>Managed</h1>` });
  const visitor = await visit(url);
  const { page } = visitor;
  // As tag managers do it: a script made from a string, without attributes.
  await page.evaluate((src) => {
    const script = document.createElement("script");
    script.async = true;
    script.src = src;
    script.onload = () => Statuslamp.init({ page: "noterro", minImpact: "minor", theme: "dark" });
    document.head.append(script);
  }, `${lamp.address}/embed.js`);

  await sees(page, /Web App/, BANNER);
  assert.equal(await page.getAttribute(BANNER, "min-impact"), "minor");
  assert.deepEqual(visitor.harm, []);
  await visitor.close();
});

test("under a path of the customer's own domain: everything, the socket too, goes there", async () => {
  const url = host.put("own.html", {
    directives: { "script-src": "'wasm-unsafe-eval'", "connect-src": `'self' ${host.address.replace("http", "ws")}` },
    head: `<script async src="{own}/embed.js" data-page="noterro"></script>`,
    body: "<h1>Own</h1>",
  });
  const visitor = await visit(url);
  const { page } = visitor;
  await sees(page, /Web App/, BANNER);
  await eventually(visitor.connected, (count) => count === 1);

  assert.deepEqual(visitor.requests, [], "nothing is asked of the lamp's own address");
  assert.deepEqual(visitor.sockets, [`${host.address.replace("http", "ws")}/ops/status/v1/pages/noterro/live`]);
  assert.deepEqual(visitor.harm, []);
  await visitor.close();
});

test("a script that is blocked, or breaks off: the page is as it was without it", async () => {
  const body = `<h1>Blocked</h1><statuslamp-components page="noterro"></statuslamp-components><p id="last">The end</p>`;
  const url = host.put("blocked.html", { head: TAG, body });
  for (const stop of [(route) => route.abort(), (route) => route.fulfill({ status: 503, body: "" }), (route) => route.fulfill({ contentType: "text/javascript", body: "(() => { const half" })]) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const errors = [];
    page.on("pageerror", (error) => errors.push(`${error}`));
    await page.route("**/embed.js", stop);
    await page.goto(url);
    await pause(300);
    assert.equal(await page.textContent("#last"), "The end");
    assert.equal(await banners(page), 0);
    assert.equal((await page.locator("statuslamp-components").boundingBox())?.height ?? 0, 0);
    // A script that breaks off is for the browser to report.
    assert.ok(errors.every((error) => /SyntaxError/.test(error)), `${errors}`);
    await context.close();
  }
});

test("what the live part needs is blocked: silence, and another try later", async () => {
  const url = host.put("half.html", { head: TAG, body: "<h1>Half</h1>" });
  const context = await browser.newContext();
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(`${error}`));
  await page.route("**/w/**", (route) => route.abort());
  await page.goto(url);
  await pause(3000);
  assert.deepEqual(errors, []);

  await page.unroute("**/w/**");
  await eventually(() => shown(page, BANNER), ([text]) => /Web App|Noterro/.test(text ?? ""));
  assert.deepEqual(errors, []);
  await context.close();
});
