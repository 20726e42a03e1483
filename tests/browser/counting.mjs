// Counts what a page holds on to: what is registered and not taken back, what is in its documents,
// and, through the browser itself, what is left in memory after a collection of garbage.
import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";

/** To run before anything else in a page; it gives it `countEverything()`. */
export function countEverything() {
  const listeners = new Set();
  const timers = new Set();
  const sockets = new Set();
  const observers = new Set();
  const numbers = new WeakMap();
  let next = 0;
  const number = (thing) => {
    if (!numbers.has(thing)) numbers.set(thing, ++next);
    return numbers.get(thing);
  };
  const key = (target, type, listener, options) =>
    `${number(target)} ${target.constructor.name} ${type} ${number(listener)} ${Boolean(options?.capture ?? options)}`;
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    if (listener) listeners.add(key(this ?? window, type, listener, options));
    // One that ends by itself is not left behind.
    const isOnce = options?.once;
    if (isOnce && listener) addEventListener.call(this ?? window, type, () => listeners.delete(key(this ?? window, type, listener, options)), { once: true });
    return addEventListener.call(this ?? window, type, listener, options);
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    if (listener) listeners.delete(key(this ?? window, type, listener, options));
    return removeEventListener.call(this ?? window, type, listener, options);
  };
  const count = (start, stop, repeats) => {
    const begin = window[start];
    const end = window[stop];
    window[start] = (work, ...rest) => {
      const timer = begin.call(
        window,
        (...values) => {
          if (!repeats) timers.delete(`${start} ${timer}`);
          return work(...values);
        },
        ...rest,
      );
      timers.add(`${start} ${timer}`);
      return timer;
    };
    window[stop] = (timer) => {
      timers.delete(`${start} ${timer}`);
      return end.call(window, timer);
    };
  };
  count("setTimeout", "clearTimeout", false);
  count("setInterval", "clearInterval", true);
  count("requestAnimationFrame", "cancelAnimationFrame", false);
  count("requestIdleCallback", "cancelIdleCallback", false);
  window.WebSocket = class extends WebSocket {
    constructor(...values) {
      super(...values);
      // The counting itself holds on to nothing.
      sockets.add(new WeakRef(this));
    }
  };
  for (const name of ["ResizeObserver", "IntersectionObserver", "MutationObserver"]) {
    window[name] = class extends window[name] {
      observe(...values) {
        observers.add(this);
        return super.observe(...values);
      }
      disconnect() {
        observers.delete(this);
        return super.disconnect();
      }
    };
  }
  let channels = 0;
  window.BroadcastChannel = class extends BroadcastChannel {
    constructor(...values) {
      super(...values);
      channels += 1;
    }
    close() {
      channels -= 1;
      super.close();
    }
  };
  const own = new Set(Object.keys(window));
  const nodes = (root) => {
    const all = [...root.querySelectorAll("*")];
    return all.reduce((sum, { shadowRoot }) => sum + (shadowRoot ? nodes(shadowRoot) : 0), all.length);
  };
  window.countEverything = () => ({
    // Listeners on elements go with their elements.
    listeners: [...listeners].filter((one) => /^\d+ (Window|HTMLDocument|Document|MediaQueryList|VisualViewport|Navigation|History) /.test(one)).sort(),
    timers: [...timers],
    sockets: [...sockets].filter((socket) => socket.deref()?.readyState < WebSocket.CLOSING).length,
    observers: observers.size,
    channels,
    nodes: nodes(document),
    sheets: document.adoptedStyleSheets.length,
    style: document.querySelectorAll("style, link[rel=stylesheet]").length,
    styled: [document.documentElement, document.body].map((element) => element.getAttribute("style")),
    globals: Object.keys(window).filter((name) => !own.has(name)).sort(),
  });
}

/** What `countEverything` says now. */
export const counted = (page) => page.evaluate(() => window.countEverything());

/** Waits until everything is as it was, listeners within `slack`, and says what is not. */
export async function isBack(page, before, slack = {}) {
  const end = Date.now() + 8000;
  for (;;) {
    const now = await everything(page);
    const isSame = Object.keys(before).every((name) =>
      typeof before[name] === "number" ? now[name] - before[name] <= (slack[name] ?? 0) : JSON.stringify(now[name]) === JSON.stringify(before[name]),
    );
    if (isSame) return;
    // What is on its way out, a connection say, is given time.
    if (Date.now() > end) return assert.deepEqual(now, before);
    await pause(250);
  }
}

/** Both counts in one. */
export const everything = async (page) => ({ ...(await counted(page)), ...(await collected(page)) });

/** What is in memory after a collection: nodes, listeners and documents, by the browser's own count. */
export async function collected(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  // What one collection lets go of may hold more.
  for (let round = 0; round < 3; round += 1) await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  await session.detach();
  const wanted = ["Nodes", "JSEventListeners", "Documents", "Frames"];
  return Object.fromEntries(metrics.filter(({ name }) => wanted.includes(name)).map(({ name, value }) => [name, value]));
}
