// What a host page pays, load by load, in a real browser: prints each load as a line of JSON until
// all rounds are done. The one argument is a file with `{lamp, healthy, troubled, expected, widget,
// summary, rounds, network}`: the lamp's address, two page ids, the sentences that mean "ready", the
// rival's script, the vendor's document for it, and the conditions of the network, null for this
// machine's own. Every load is cold: a browser context of its own.
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { brotliCompressSync } from "node:zlib";
import { chromium } from "playwright-core";

const plan = JSON.parse(readFileSync(process.argv[2], "utf8"));
const SLOWER = 4;
const READY_WITHIN_MS = 30_000;
// Whatever follows the last thing awaited has happened by then.
const SETTLED_AFTER_MS = 1000;
const LONGEST_MS = 900_000;

process.stdin.on("end", () => process.exit()).resume();
setTimeout(() => process.exit(1), LONGEST_MS).unref();

/** Serves prepared answers, compressed as a content network does it. */
async function serve(answers) {
  const server = createServer((request, answer) => {
    const known = answers[new URL(request.url, "http://host").pathname];
    if (!known) return answer.writeHead(404).end();
    answer.writeHead(200, {
      "Access-Control-Allow-Origin": "*",
      "Cache-Control": "max-age=300",
      "Content-Encoding": "br",
      "Content-Type": known.type,
    });
    answer.end(known.body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${server.address().port}`;
}

const packed = (type, text) => ({ type, body: brotliCompressSync(text) });

/** A page of some weight: a header, a form and a table, as in an app. */
function host(head, body = "") {
  const row = (number) => `<tr><td>Client ${number}</td><td>Confirmed</td><td>${number}:00</td></tr>`;
  const rows = Array.from({ length: 60 }, (_, number) => row(number)).join("");
  return packed(
    "text/html; charset=utf-8",
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title><link rel="icon" href="data:,">${head}
<style>body{font:16px/1.5 sans-serif;margin:0}header,main{padding:16px}td{padding:4px 16px}</style>
<body>${body}<header><h1>Appointments</h1></header><main><form><label>Search <input></label></form><table>${rows}</table></main>`,
  );
}

const vendor = await serve({
  "/api/v2/summary.json": packed("application/json", JSON.stringify(plan.summary)),
  "/status-widget.js": packed("text/javascript", readFileSync(plan.widget)),
});
const embed = (page) => `<script async src="${plan.lamp}/embed.js" data-page="${page}"></script>`;
const site = await serve({
  "/bare": host(""),
  "/healthy": host(embed(plan.healthy)),
  "/trouble": host(embed(plan.troubled)),
  "/rival": host(`<script async src="${vendor}/status-widget.js"></script>`, `<statuspage-widget src="${vendor}"></statuspage-widget>`),
});
// What each of them is waited for: a sentence on the screen, or an answer of the lamp.
const contestants = [
  { name: "bare" },
  { name: "healthy", answer: `${plan.lamp}/v1/` },
  { name: "trouble", text: plan.expected.trouble },
  { name: "rival", text: plan.expected.rival },
];

/** Runs in the page, before anything of its own. */
function watch(expected) {
  const cost = { blocking: 0, longest: 0, shift: 0, ready: null };
  window.cost = cost;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      cost.blocking += Math.max(duration - 50, 0);
      cost.longest = Math.max(cost.longest, duration);
    }
  }).observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => {
    for (const { value } of list.getEntries()) cost.shift += value;
  }).observe({ type: "layout-shift", buffered: true });
  if (!expected) return;
  const isSeen = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return element.textContent.includes(expected) && width > 50 && height > 10 && element.checkVisibility();
  };
  const roots = [];
  const look = () => {
    if (cost.ready !== null || !roots.some((root) => root.textContent.includes(expected))) return;
    requestAnimationFrame(() => {
      if (cost.ready !== null || !roots.some((root) => [...root.querySelectorAll("*")].some(isSeen))) return;
      // A task queued by a frame runs when that frame has been painted.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        if (cost.ready !== null) return;
        cost.ready = performance.now();
        window.tellReady("");
      };
      port2.postMessage(0);
    });
  };
  const observer = new MutationObserver(look);
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (...rest) {
    const root = attach.apply(this, rest);
    roots.push(root);
    observer.observe(root, { childList: true, characterData: true, subtree: true, attributes: true });
    return root;
  };
}

/** Fails where what is awaited takes too long. */
async function within(work, name) {
  const over = new AbortController();
  const late = pause(READY_WITHIN_MS, null, over).then(() => Promise.reject(new Error(`${name} was not ready in time`)));
  try {
    await Promise.race([work, late]);
  } finally {
    over.abort();
    late.catch(() => {});
  }
}

/** One cold load. */
async function load(browser, { name, text, answer }) {
  const context = await browser.newContext();
  try {
    const tab = await context.newPage();
    const session = await context.newCDPSession(tab);
    const address = `${site}/${name}`;
    const asked = new Map();
    let bytes = 0;
    await session.send("Network.enable");
    session.on("Network.requestWillBeSent", ({ requestId, request }) => {
      if (request.url !== address && !request.url.startsWith("data:")) asked.set(requestId, request.url);
    });
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      if (asked.has(requestId)) bytes += encodedDataLength;
    });
    let sockets = 0;
    session.on("Network.webSocketCreated", () => (sockets += 1));
    if (plan.network) await session.send("Network.emulateNetworkConditions", { offline: false, ...plan.network });
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    await tab.addInitScript(watch, text);
    // Told, not asked for: to ask again and again would be work for the page.
    await session.send("Runtime.enable");
    await session.send("Runtime.addBinding", { name: "tellReady" });
    const ready = text && new Promise((resolve) => session.once("Runtime.bindingCalled", resolve));
    const answered = answer && tab.waitForResponse((response) => response.url().startsWith(answer), { timeout: READY_WITHIN_MS });
    await tab.goto(address, { waitUntil: "load", timeout: READY_WITHIN_MS });
    await answered;
    if (text) await within(ready, name);
    await pause(SETTLED_AFTER_MS);
    const cost = await tab.evaluate(() => ({
      ...window.cost,
      // When what was loaded had come, by address.
      loaded: performance.getEntriesByType("resource").map(({ name, startTime, responseEnd }) => [name, startTime, responseEnd]),
    }));
    return { name, ...cost, requests: asked.size, sockets, bytes };
  } finally {
    await context.close();
  }
}

// Without a sandbox, as machines that measure rarely allow one; the pages are our own.
const browser = await chromium.launch({ executablePath: process.env.STATUSLAMP_CHROMIUM, args: ["--no-sandbox"] });
// The first load of each finds everything cold that is not of its own doing.
for (let round = -1; round < plan.rounds; round += 1) {
  // Who goes first changes from round to round.
  for (let turn = 0; turn < contestants.length; turn += 1) {
    const contestant = contestants[(round + 1 + turn) % contestants.length];
    const cost = await load(browser, contestant);
    if (round >= 0) console.log(JSON.stringify(cost));
  }
}
await browser.close();
process.exit();
