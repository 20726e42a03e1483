// The browser floor, by feature detection: where something is missing the elements say less, or
// nothing, and never an error.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, open, pause, shown, startBrowser, startHost, startLamp, startSimulator, stopAll } from "./support.mjs";

const TAG = `<script async src="{lamp}/embed.js" data-page="noterro"></script>`;

/** What is taken away before anything loads, and what is shown then. */
const MISSING = [
  ["WebAssembly", "text", () => delete window.WebAssembly],
  ["custom elements", "nothing", () => delete window.customElements],
  ["shadow roots", "nothing", () => delete Element.prototype.attachShadow],
  ["fetch", "nothing", () => delete window.fetch],
  ["AbortController", "nothing", () => (delete window.AbortController, delete window.AbortSignal)],
  ["sockets", "bundle", () => delete window.WebSocket],
  ["idle callbacks", "bundle", () => (delete window.requestIdleCallback, delete window.cancelIdleCallback)],
  ["storage", "bundle", () => delete window.localStorage],
  ["the Popover API", "bundle", () => ["popover", "showPopover", "hidePopover", "togglePopover"].forEach((name) => delete HTMLElement.prototype[name])],
  ["Trusted Types", "bundle", () => delete window.trustedTypes],
  ["the Navigation API", "bundle", () => delete window.navigation],
  ["channels between tabs", "bundle", () => delete window.BroadcastChannel],
  ["observers", "bundle", () => ["IntersectionObserver", "ResizeObserver", "PerformanceObserver"].forEach((name) => delete window[name])],
  ["digests", "bundle", () => delete Crypto.prototype.subtle],
  ["structuredClone", "bundle", () => delete window.structuredClone],
  [
    "constructable style sheets",
    "text",
    () => {
      delete CSSStyleSheet.prototype.replaceSync;
      delete CSSStyleSheet.prototype.replace;
      delete Document.prototype.adoptedStyleSheets;
      delete ShadowRoot.prototype.adoptedStyleSheets;
    },
  ],
  ["streaming compilation", "bundle", () => (delete WebAssembly.instantiateStreaming, delete WebAssembly.compileStreaming)],
  [
    "the newest of Intl",
    "bundle",
    () => ["DurationFormat", "RelativeTimeFormat", "ListFormat", "DisplayNames", "Segmenter", "Locale"].forEach((name) => delete Intl[name]),
  ],
];

let simulator, lamp, host, browser, url;

before(async () => {
  simulator = await startSimulator();
  lamp = await startLamp([{ id: "noterro", name: "Noterro", url: `${simulator.address}/noterro`, poll_seconds: 1 }]);
  host = await startHost(lamp.address);
  browser = await startBrowser();
  url = host.put("old.html", { directives: null, head: TAG, body: `<h1>Old</h1><p id="app">An app</p>` });
  await simulator.press("noterro/play", { speed: 1 });
  await eventually(() => lamp.read("/v1/pages/noterro/verdict"), ({ events }) => events?.length > 0);
});

after(() => stopAll(simulator, lamp, host, { stop: () => browser?.close() }));

const view = (page) =>
  page.evaluate(() => {
    const root = document.querySelector("statuslamp-banner")?.shadowRoot;
    if (!root) return "nothing";
    if (root.querySelector("iframe")) return "frame";
    return root.querySelector(".lamp") && root.adoptedStyleSheets?.length ? "bundle" : root.querySelector("section") ? "text" : "nothing";
  });

for (const [missing, shows, take] of MISSING) {
  test(`without ${missing}: ${shows}, and no error`, async () => {
    const visitor = await open(browser, url, { lamp: lamp.address, script: take });
    const { page } = visitor;

    if (shows === "nothing") await pause(1500);
    else await eventually(() => shown(page, "statuslamp-banner"), ([text]) => /investigating/i.test(text ?? ""));
    assert.equal(await view(page), shows);
    assert.equal(await page.textContent("#app"), "An app");
    assert.deepEqual(visitor.harm, []);
    await visitor.close();
  });
}
