// In bad company: hosts that patch, freeze, shadow and replace what everybody stands on. The banner
// still comes, or stays away; the host hears of neither.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, open, pause, shown, startBrowser, startHost, startLamp, startSimulator, stopAll } from "./support.mjs";

const BANNER = "statuslamp-banner";
const TAG = `<script async src="{lamp}/embed.js" data-page="noterro"></script>`;

/** What the host does before anything of ours runs; whether the banner still comes. */
const HOSTS = [
  ["a fetch that adds headers of its own", true, () => {
    const { fetch } = window;
    window.fetch = (url, options) => fetch(url, { ...options });
  }],
  ["a fetch that throws", false, () => {
    window.fetch = () => {
      throw null;
    };
  }],
  ["a fetch that is refused with no reason", false, () => {
    window.fetch = () => Promise.reject();
  }],
  ["a fetch that answers with something else", false, () => {
    window.fetch = async () => ({ ok: true });
  }],
  ["a fetch that never answers", false, () => {
    window.fetch = () => new Promise(() => {});
  }],
  ["frozen prototypes", true, () => {
    for (const type of [Object, Array, Function, String, Number, Map, Set, Promise, Element, Node, EventTarget]) Object.freeze(type.prototype);
  }],
  ["things that every object and array inherits", true, () => {
    Object.prototype.extra = "everywhere";
    Object.prototype.page = "other";
    Object.prototype.theme = {};
    Array.prototype.last = function () {
      return this[this.length - 1];
    };
    Array.prototype.toJSON = undefined;
  }],
  ["hostile values on Object.prototype", true, () => {
    Object.defineProperty(Object.prototype, "then", { value: undefined, writable: true });
    Object.prototype.capture = true;
    Object.prototype.signal = undefined;
    Object.prototype.timeout = 60_000;
  }],
  ["helpers of another age", true, () => {
    Array.prototype.contains = Array.prototype.includes;
    Array.prototype.flatMap = function (work) {
      return this.map(work).reduce((all, some) => all.concat(some), []);
    };
    String.prototype.contains = String.prototype.includes;
    Element.prototype.remove = function () {
      this.parentNode?.removeChild(this);
    };
  }],
  ["a registry of elements that is wrapped", true, () => {
    const { define } = CustomElementRegistry.prototype;
    CustomElementRegistry.prototype.define = function (name, type, options) {
      return define.call(this, name, class extends type {}, options);
    };
  }],
  ["a registry of elements that refuses", false, () => {
    CustomElementRegistry.prototype.define = () => {
      throw new DOMException("not here", "NotSupportedError");
    };
  }],
  ["shadow roots that are wrapped", true, () => {
    const { attachShadow } = Element.prototype;
    Element.prototype.attachShadow = function (init) {
      return attachShadow.call(this, { ...init, delegatesFocus: false });
    };
  }],
  ["listeners and timers that are wrapped", true, () => {
    const { addEventListener } = EventTarget.prototype;
    EventTarget.prototype.addEventListener = function (type, listener, options) {
      const wrapped = typeof listener === "function" ? (event) => listener.call(this, event) : listener;
      return addEventListener.call(this, type, wrapped, options);
    };
    const { setTimeout } = window;
    window.setTimeout = (work, ...rest) => setTimeout(() => work(...rest.slice(1)), rest[0]);
  }],
  ["a clock that stands still", true, () => {
    const fixed = Date.now();
    Date.now = () => fixed;
  }],
  ["a clock that is years off", true, () => {
    const { now } = Date;
    Date.now = () => now() + 5 * 365 * 86_400_000;
  }],
  ["a console that throws", true, () => {
    for (const name of ["log", "warn", "error", "info", "debug"]) {
      console[name] = () => {
        throw new Error("no console");
      };
    }
  }],
  ["storage that throws, or is full", true, () => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("no", "SecurityError");
      },
    });
  }],
  ["a global of our name", true, () => {
    Object.defineProperty(window, "Statuslamp", { value: "mine", writable: false, configurable: false });
  }],
  ["a history that is wrapped", true, () => {
    const { pushState } = History.prototype;
    History.prototype.pushState = function (...values) {
      if (!values.length) throw new Error("called by somebody who should not");
      return pushState.apply(this, values);
    };
  }],
  ["listeners that throw at whatever we tell", true, () => {
    for (const name of ["show", "change", "hide", "warning"]) addEventListener(`statuslamp-${name}`, () => document.querySelector("statuslamp-banner").hidden);
  }],
];

/** Documents of odd kinds: their parts, and whether the banner comes. */
const DOCUMENTS = [
  ["an element with our global's name", { body: `<h1>Odd</h1><form id="Statuslamp"><input name="init"></form>` }],
  ["names that hide what a document has", { body: `<h1>Odd</h1><img name="currentScript" alt=""><form id="location"></form><form name="customElements"></form>` }],
  ["an address to which all others are relative", { base: "https://elsewhere.example/deep/" }],
  ["a body that comes late", { late: true }],
  ["a frameset's child, quirks and all", { quirks: true }],
];

let simulator, lamp, host, browser;

before(async () => {
  simulator = await startSimulator();
  lamp = await startLamp([{ id: "noterro", name: "Noterro", url: `${simulator.address}/noterro`, poll_seconds: 1 }]);
  host = await startHost(lamp.address);
  browser = await startBrowser();
  await simulator.press("noterro/play", { speed: 1 });
  await eventually(() => lamp.read("/v1/pages/noterro/verdict"), ({ events }) => events?.length > 0);
});

after(() => stopAll(simulator, lamp, host, { stop: () => browser?.close() }));

const comes = (page) => eventually(() => shown(page, BANNER), ([text]) => /investigating/i.test(text ?? ""));

for (const [name, isShown, script] of HOSTS) {
  test(`${name}: the banner ${isShown ? "comes" : "stays away"}, and the host hears nothing`, async () => {
    const url = host.put("company.html", { directives: null, head: TAG, body: `<h1>An app</h1>` });
    const visitor = await open(browser, url, { lamp: lamp.address, script });
    if (isShown) await comes(visitor.page);
    else {
      await pause(2000);
      assert.equal((await shown(visitor.page, BANNER).catch(() => []))[0] || "", "");
    }
    assert.deepEqual(visitor.harm, []);
    await visitor.close();
  });
}

for (const [name, { body = "<h1>Odd</h1>", base, late, quirks }] of DOCUMENTS) {
  test(`${name}: the banner comes all the same`, async () => {
    const head = `${base ? `<base href="${base}">` : ""}${late ? TAG.replace("async ", "") : TAG}`;
    const url = host.put("odd.html", { directives: null, head, body });
    if (quirks) host.file("odd.html", `<link rel="icon" href="data:,"><script async src="${lamp.address}/embed.js" data-page="noterro"></script><p>Old`, { directives: null });
    const visitor = await open(browser, url, { lamp: lamp.address });
    await comes(visitor.page);
    assert.deepEqual(visitor.harm, []);
    await visitor.close();
  });
}
