// One state: a simulated lamp that answers from the page itself, then the loader as hosts have it.
import { answersOf } from "./answers.js";
import { STATES } from "./states.js";

const wanted = new URLSearchParams(location.search);
const state = STATES.find(({ name }) => name === wanted.get("state")) ?? STATES[0];
const { documentElement: root } = document;
const theme = wanted.get("theme") ?? "auto";
root.dataset.theme = theme;
root.dir = wanted.get("dir") ?? "ltr";
root.lang = wanted.get("lang") ?? root.lang;
root.dataset.state = "waiting";

// A clock that can be set, so that pictures of two days are alike.
if (wanted.has("now")) {
  const skew = Date.parse(wanted.get("now")) - Date.now();
  const { now } = Date;
  Date.now = () => now() + skew;
}
const present = Date.now();

// Nothing is remembered from one state to the next, and what was shown is what the state says.
const remembered = new Map();
const shown = state.shown?.map((id) => [`noterro/${id}`, { at: present }]);
if (shown) remembered.set("statuslamp:shown", JSON.stringify(Object.fromEntries(shown)));
const storage = {
  getItem: (key) => remembered.get(key) ?? null,
  setItem: (key, value) => remembered.set(key, String(value)),
  removeItem: (key) => remembered.delete(key),
};
Object.defineProperty(window, "localStorage", {
  value: new Proxy(storage, {
    get: (target, key) => target[key] ?? target.getItem(key) ?? undefined,
    set: (target, key, value) => (target.setItem(key, value), true),
    deleteProperty: (target, key) => (target.removeItem(key), true),
  }),
});
if (state.offline) Object.defineProperty(navigator, "onLine", { value: false });
// A socket that never opens: these states do not change.
window.WebSocket = class extends EventTarget {
  close() {}
  send() {}
};

const answers = new Map();
const ids = state.elements[0][1].page.split(" ");
state.answers.forEach((answer, index) => answers.set(ids[index], answer && answersOf(answer, present)));

const json = (body) =>
  new Response(JSON.stringify(body), {
    headers: { "Content-Type": "application/json", Date: new Date(Date.now()).toUTCString(), Age: "0" },
  });

/** Nothing yet, that there is no such thing, an error, or the answer. */
const told = (body) => {
  if (body === null) return new Promise(() => {});
  if (body === undefined) throw new TypeError("Failed to fetch");
  return body === false ? new Response("", { status: 404 }) : json(body);
};

/** `Date` is a header that scripts may not set on a request, but may on an answer of their own. */
const { fetch } = window;
window.fetch = async (request, options) => {
  const url = new URL(request.url ?? request, location.href);
  const past = /\/v1\/pages\/([^/]+)\/?((?:incidents|maintenances|uptime|$).*)$/.exec(url.pathname);
  if (past) {
    const answer = answers.get(past[1]);
    return told(answer && answer.past(past[2], url.searchParams));
  }
  const path = /\/v1\/(?:pages\/([^/]+)\/)?(verdict|summary)$/.exec(url.pathname);
  if (!path) return url.pathname.includes("/v1/") ? new Response("", { status: 404 }) : fetch(request, options);
  const pages = path[1] ? [path[1]] : url.searchParams.get("pages").split(",");
  const found = pages.map((page) => answers.get(decodeURIComponent(page)));
  if (found.includes(null)) return new Promise(() => {});
  if (found.includes(undefined)) throw new TypeError("Failed to fetch");
  const bodies = found.map((answer) => answer[path[2]]);
  return json(path[1] ? bodies[0] : { data: bodies, next_cursor: null });
};

const elements = state.elements.map(([name, attributes]) => {
  const element = document.createElement(name);
  if (theme !== "auto") element.setAttribute("theme", theme);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  return element;
});
document.querySelector("#place").append(...elements);
const loader = document.createElement("script");
loader.src = new URL("../embed.js", import.meta.url);
document.head.append(loader);

const OPENERS = {
  details: ".details",
  more: ".more",
  pill: ".pill",
  summary: "summary",
  days: "details:has(> .runs) > summary",
  components: "details:has(> .days) > summary",
  event: ".events summary",
};
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Waits, not for ever, until it is so. */
const until = async (isSo) => {
  for (let tries = 0; tries < 200 && !isSo(); tries += 1) await pause(50);
};

/** Opens what the state wants open, once it is there. */
const open = async () => {
  const find = (selector) => elements[0].shadowRoot?.querySelector(selector);
  const isWaiting = () => state.answers[0] && find("[aria-busy=true]");
  await until(() => find(".lamp > *") && !isWaiting());
  // Where nothing comes, that it failed is told by and by.
  if (state.answers.includes(undefined)) await until(() => !find("[aria-busy=true]"));
  for (const what of state.opens ?? []) {
    find(OPENERS[what])?.click();
    await pause(50);
  }
  if (!state.waits) await until(() => !isWaiting());
  root.dataset.state = "ready";
};
open();
