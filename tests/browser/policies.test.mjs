// Every documented content security policy, served: what a person sees under it, and what the
// browser reports to the host (which is nothing but what the table says).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { POLICIES } from "./host.mjs";
import { eventually, open, pause, sees, shown, startBrowser, startHost, startLamp, startSimulator, stopAll } from "./support.mjs";

const BANNER = "statuslamp-banner";


let simulator, lamp, host, browser;
const outcomes = new Map();

before(async () => {
  simulator = await startSimulator();
  lamp = await startLamp([{ id: "noterro", name: "Noterro", url: `${simulator.address}/noterro`, poll_seconds: 1 }]);
  host = await startHost(lamp.address);
  browser = await startBrowser();
  await simulator.press("noterro/play", { speed: 1 });
  await eventually(() => lamp.read("/v1/pages/noterro/verdict"), ({ events }) => events?.length > 0);
  // All side by side: the same trouble, the same change.
  const looks = await Promise.all(POLICIES.map(look));
  await simulator.press("noterro/step");
  await Promise.all(looks.map((onward) => onward()));
});

after(() => stopAll(simulator, lamp, host, { stop: () => browser?.close() }));

/** Which of the views stands in the banner. */
const view = (page) =>
  page.evaluate((name) => {
    const root = document.querySelector(name)?.shadowRoot;
    if (!root) return "nothing";
    if (root.querySelector("iframe")) return "frame";
    if (root.adoptedStyleSheets.length) return "bundle";
    return root.querySelector("section") ? "text" : "nothing";
  }, BANNER);

/** What is read there, in the frame too. */
async function text(page) {
  const frame = page.frames().find((frame) => frame !== page.mainFrame());
  const drawn = () => [...document.querySelectorAll("*")].flatMap(({ shadowRoot }) => [...(shadowRoot?.children ?? [])].map((child) => child.innerText)).join("\n");
  if (frame) return frame.evaluate(drawn).catch(() => "");
  return (await shown(page, BANNER))[0] ?? "";
}

const reported = ({ harm }) => [
  ...new Set(harm.filter((what) => what.startsWith("policy: ")).map((what) => what.split(" ")[1].replace(/-elem$/, ""))),
];

const refusals = ({ harm }) => harm.filter((what) => what.startsWith("policy: "));

/** Looks at the trouble under a policy; what it returns looks at the change. */
async function look({ name, shows, told_by: toldBy }) {
  const visitor = await open(browser, `${host.address}/banner.html?page=noterro&policy=${name}`, { lamp: lamp.address });
  const outcome = { visitor };
  outcomes.set(name, outcome);
  const attempt = async (work) => {
    try {
      if (!outcome.error) await work();
    } catch (error) {
      outcome.error = error;
    }
  };
  await attempt(async () => {
    if (shows === "nothing") return;
    outcome.first = await eventually(() => text(visitor.page), (text) => /investigating/i.test(text));
    await eventually(visitor.connected, (sockets) => sockets === Number(toldBy === "socket"));
  });
  return () =>
    attempt(async () => {
      if (shows === "nothing") await pause(2000);
      else await eventually(() => text(visitor.page), (text) => /monitoring/i.test(text));
      outcome.shows = await view(visitor.page);
      outcome.refusals = refusals(visitor).length;
      await pause(2500);
    });
}

for (const { name, title, shows, told_by: toldBy, violations } of POLICIES) {
  test(`${title}: ${shows}, told by ${toldBy}`, async () => {
    const { visitor, error, ...outcome } = outcomes.get(name);
    if (error) throw error;

    assert.equal(outcome.shows, shows);
    if (shows === "nothing") assert.equal(await text(visitor.page), "");
    else assert.match(outcome.first, /Web App|Service Unavailable/);
    assert.equal(visitor.connected(), Number(toldBy === "socket"));
    assert.deepEqual(reported(visitor).sort(), [...violations].sort());
    // Once is enough: what is refused is not tried for ever.
    if (shows !== "nothing") assert.equal(refusals(visitor).length, outcome.refusals, `${visitor.harm}`);
    const others = visitor.harm.filter((what) => !/^policy: |^console: .*(Content Security Policy|WebAssembly|WebSocket|Fetch API)/.test(what));
    assert.deepEqual(others, []);
    await visitor.close();
  });
}

test("a page in a sandbox, without an origin or storage", async () => {
  const inner = host.put("sandboxed.html", {
    directives: null,
    headers: { "Content-Security-Policy": "sandbox allow-scripts allow-popups" },
    head: `<script async src="{lamp}/embed.js" data-page="noterro"></script>`,
  });
  const visitor = await open(browser, inner, { lamp: lamp.address });

  await sees(visitor.page, /Monitoring/i, BANNER);
  assert.deepEqual(visitor.harm, []);
  await visitor.close();
});

test("an isolated page: everything of ours says that it may be embedded", async () => {
  const url = host.put("isolated.html", {
    directives: null,
    headers: { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" },
    head: `<script async src="{lamp}/embed.js" data-page="noterro"></script>`,
  });
  const visitor = await open(browser, url, { lamp: lamp.address });

  await sees(visitor.page, /Monitoring/i, BANNER);
  assert.equal(await visitor.page.evaluate(() => crossOriginIsolated), true);
  assert.deepEqual(visitor.harm, []);
  await visitor.close();
});

test("where the reader came from, and who the reader is, stays with the host", async () => {
  const context = await browser.newContext();
  await context.addCookies([{ name: "session", value: "secret", url: lamp.address }]);
  const page = await context.newPage();
  const told = [];
  page.on("request", async (request) => {
    if (request.url().startsWith(lamp.address)) told.push([new URL(request.url()).pathname, await request.allHeaders()]);
  });
  await page.goto(`${host.address}/banner.html?page=noterro&secret=token`);
  await sees(page, /Monitoring/i, BANNER);

  const asked = told.filter(([path]) => path !== "/embed.js");
  assert.ok(asked.length > 3, `${asked.length} requests`);
  for (const [path, headers] of asked) {
    assert.equal(headers.cookie, undefined, path);
    assert.ok(!headers.referer?.includes(host.address), `${path}: ${headers.referer}`);
  }
  assert.deepEqual((await context.cookies()).map(({ name }) => name), ["session"]);
  await context.close();
});
