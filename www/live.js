// What the loader fetches when there is something to say: it brings the bundle, mounts the
// elements, hands every verdict on and remembers what was dismissed. Where the bundle cannot run,
// or ended, the elements say it in plain text.
import { BASE, forbid, hasten, link } from "./socket.js";

const STORED = "statuslamp:dismissed";
const MOST_RECORDS = 100;
const BUNDLE_WITHIN = 15_000;
const TIME_LIMIT = 10_000;
const STYLE =
  "box-sizing:border-box;padding:8px 12px;border:1px solid;background:Canvas;color:CanvasText;" +
  "font:14px/1.45 system-ui,sans-serif;white-space:pre-line;";
const OVERLAY = "position:fixed;z-index:2147483647;top:0;left:0;right:0;max-height:25vh;overflow:auto;";
const HIDDEN = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap";
const LINK = { target: "_blank", rel: "nofollow noopener noreferrer", textContent: "Status page (opens in a new tab)" };

// What the loader shares.
let loader;
let loading;
let ended = false;
// Element → its mount: the view that draws it, and the attributes it was told.
const mounts = new Map();
// Poll → its live connection, or the wish for one while nobody looks.
const links = new Map();
// Whether the page was left; it may come back as it was.
let away = false;

/** Called once by the loader, whose words these are. */
export function start(memory, homes, placed, handlers, quietly, records, isDismissed, isUnderWay, concerns, isDue, settle) {
  loader = { memory, homes, placed, handlers, quietly, records, isDismissed, isUnderWay, concerns, isDue, settle };
  return { show, hide, dismiss, refresh, destroy };
}

/** Draws an element as of now, or takes away what it shows. */
async function show(element) {
  links.get(loader.homes.get(element))?.rest();
  if (!loader.isDue(element)) return hide(element);
  let mount = mounts.get(element);
  if (!mount) {
    if (!mounts.size) addEventListener("storage", hearStorage);
    mount = { told: {} };
    mounts.set(element, mount);
    tend();
    const widget = await (loading ||= bring().catch(() => null));
    // Taken away, or taken away and put back, meanwhile.
    if (mounts.get(element) !== mount) return;
    mount.view = draw(element, mount, widget);
  }
  if (mount.view) tell(element, mount);
}

/** Connects every page of which something is shown, and no other. */
function tend() {
  const wanted = new Set();
  for (const [element, poll] of loader.homes) {
    // Before the first answer the server's present is not known.
    if (poll.verdict && (poll.verdict.live || mounts.has(element))) wanted.add(poll);
  }
  const { size } = links;
  for (const poll of wanted) if (!links.has(poll)) links.set(poll, link(poll, loader));
  for (const [poll, { open, close }] of links) {
    if (wanted.has(poll) && !away && !document.hidden) open();
    else close();
    if (!wanted.has(poll)) links.delete(poll);
  }
  if (!size === !links.size) return;
  const change = links.size ? "addEventListener" : "removeEventListener";
  document[change]("visibilitychange", tend);
  document[change]("securitypolicyviolation", forbid);
  for (const name of ["pagehide", "pageshow"]) window[change](name, turn);
}

function turn({ type }) {
  away = type === "pagehide";
  tend();
}

/** Leaves nothing in an element but its live region. */
function hide(element) {
  const mount = mounts.get(element);
  mounts.delete(element);
  tend();
  if (!mount) return;
  if (!mounts.size) removeEventListener("storage", hearStorage);
  mount.view?.free();
  clear(element.shadowRoot);
}

/** Remembers for every page on which such an event is told that it was seen. */
function dismiss(id) {
  for (const poll of new Set(loader.homes.values())) {
    if (poll.verdict?.events.some((event) => event.id === id)) remember(poll, [id]);
  }
}

function refresh() {
  for (const poll of loader.homes.values()) {
    poll.due = 0;
    poll.wake();
  }
}

/** What the host put into its page stays the host's and only falls silent. */
function destroy() {
  for (const off of loader.handlers) off();
  loader.handlers.clear();
  for (const element of [...loader.homes.keys()]) {
    if (loader.placed.has(element)) element.remove();
    else element.disconnectedCallback();
  }
  loader.placed.clear();
}

async function bring() {
  let timer;
  const bundle = async () => {
    const [widget, answer] = await Promise.all([
      import("./__WIDGET__"),
      fetch(new URL("./__WASM__", import.meta.url), { credentials: "omit" }),
    ]);
    await widget.default({ module_or_path: answer });
    widget.set_trap(fall);
    return widget;
  };
  const late = new Promise((_, reject) => {
    timer = setTimeout(reject, BUNDLE_WITHIN);
  });
  try {
    return await Promise.race([bundle(), late]);
  } finally {
    clearTimeout(timer);
  }
}

function draw(element, mount, widget) {
  const options = { api: BASE, pages: [loader.homes.get(element).page] };
  for (const name of element.constructor.observedAttributes) {
    const value = element.getAttribute(name);
    if (value !== null) options[name] = mount.told[name] = value;
  }
  const hear = (name, detail) => queueMicrotask(() => loader.quietly(report, element, name, detail));
  try {
    if (widget && !ended) return widget.mount(element.shadowRoot, element.localName.slice(11), options, hear);
  } catch {
    // It refuses this element; plain text will do.
  }
  clear(element.shadowRoot);
  return plain(element, hear);
}

function tell(element, { view, told }) {
  const poll = loader.homes.get(element);
  for (const name of element.constructor.observedAttributes) {
    const value = element.getAttribute(name);
    if (value !== (told[name] ?? null)) view.attribute(name, (told[name] = value));
  }
  const { page, verdict, reachable } = poll;
  // Before the first answer there is nothing to tell, unless that it failed.
  if (!verdict && reachable !== false) return;
  const entry = {
    page,
    verdict: verdict ?? null,
    now: verdict ? Math.floor(poll.now()) : 0,
    reachable,
    dismissed: verdict ? dismissed(page, verdict) : [],
    shown: [],
  };
  view.update([entry]);
}

/** The bundle has ended. It may have done so in the midst of a call of ours, so not at once. */
function fall() {
  ended = true;
  queueMicrotask(() =>
    loader.quietly(() => {
      for (const [element, mount] of mounts) {
        if (!mount.view) continue;
        // Nothing comes of it in the bundle; plain text stops reading.
        mount.view.free();
        mount.view = draw(element, mount);
        tell(element, mount);
      }
    }),
  );
}

/** Takes everything out of a shadow root but the live region, which falls silent. */
function clear(root) {
  for (const node of [...root.childNodes]) if (node !== liveRegion(root)) node.remove();
  announce(root, "");
  root.adoptedStyleSheets = [];
}

const liveRegion = (root) => root.querySelector("[data-live]");

function announce(root, line) {
  const region = liveRegion(root);
  // The same words again would be read out again.
  if (region.textContent !== line) region.textContent = line;
}

/** What a view has to say, told to the host. */
function report(element, name, detail) {
  const poll = loader.homes.get(element);
  element.dispatchEvent(new CustomEvent(`statuslamp-${name}`, { bubbles: true, composed: true, detail }));
  if (name === "dismiss" && poll) remember(poll, detail.events);
}

/**
 * A record says how bad an event was, and on what, when it was dismissed: enough to bring it back
 * when it gets worse. States of components (`component:…`) have nothing to add to their id.
 */
function remember({ page, verdict }, ids) {
  const { memory } = loader;
  for (const id of ids) {
    const event = verdict.events.find((event) => event.id === id);
    const seen = event && { impact: event.impact, components: event.components.map(({ name }) => name) };
    memory[`${page}/${id}`] = { at: Date.now(), ...seen };
  }
  const newest = Object.entries(loader.records()).sort(([, one], [, other]) => other?.at - one?.at);
  try {
    localStorage[STORED] = JSON.stringify(Object.fromEntries(newest.slice(0, MOST_RECORDS)));
  } catch {
    // Without storage the loader's memory has it.
  }
  settleAll();
}

function dismissed(page, verdict) {
  return Object.keys(loader.records())
    .filter((key) => key.startsWith(`${page}/`))
    .map((key) => key.slice(page.length + 1))
    .filter((id) => loader.isDismissed(page, id, verdict.events.find((event) => event.id === id)));
}

function settleAll() {
  for (const element of loader.homes.keys()) loader.settle(element);
}

/** Another tab dismissed something, or all storage was emptied. */
function hearStorage({ key }) {
  if (key === STORED || key === null) settleAll();
}

/** A view without the bundle, by the bundle's own contract: what is said is plain data first. */
function plain(element, hear) {
  const root = element.shadowRoot;
  const isBanner = element.localName === "statuslamp-banner";
  let state, summary, asked, reading, section, shown;

  const read = async ({ page, revision }) => {
    reading?.abort();
    asked = revision;
    const mine = (reading = new AbortController());
    const timer = setTimeout(() => mine.abort(), TIME_LIMIT);
    let body;
    try {
      const path = `/v1/pages/${encodeURIComponent(page)}/summary?revision=${revision}`;
      const answer = await fetch(BASE + path, { cache: "no-cache", credentials: "omit", signal: mine.signal });
      body = await answer.json();
    } catch {
      // The verdict alone says what is most needed.
    }
    clearTimeout(timer);
    if (reading !== mine) return;
    reading = null;
    if (body?.components && body.events) summary = body;
    else {
      // The next verdict asks again.
      asked = null;
      hasten(loader.homes.get(element));
    }
    render();
  };

  const render = () => {
    const said = isBanner ? ofBanner(element, state, summary) : ofList(state, summary);
    const seen = JSON.stringify(said);
    if (seen === shown) return;
    const name = shown ? "change" : "show";
    shown = seen;
    section?.remove();
    section = make("section", { ariaLabel: `${isBanner ? "Message about" : "Status of"} ${said.name}` });
    section.append(...said.lines.map((line) => make("p", { textContent: line, dir: "auto" })));
    if (said.rows[0]) section.append(make("ul", {}, ...said.rows.map((row) => make("li", { textContent: row, dir: "auto" }))));
    if (/^https?:/.test(said.url)) section.append(make("a", { ...LINK, href: said.url }));
    section.setAttribute("part", isBanner ? "banner" : "list");
    section.style.cssText += STYLE + (isBanner && element.getAttribute("position") === "overlay" ? OVERLAY : "");
    const theme = element.getAttribute("theme");
    section.style.colorScheme = theme === "light" || theme === "dark" ? theme : "light dark";
    if (isBanner) {
      const onclick = () => hear("dismiss", { events: said.events });
      section.append(" ", make("button", { type: "button", textContent: "Dismiss", onclick }));
      liveRegion(root).style.cssText = HIDDEN;
      announce(root, said.lines[0]);
      hear(name, { events: said.events });
    }
    root.append(section);
  };

  return {
    update([next]) {
      state = next;
      const { verdict } = next;
      if (verdict && verdict.revision !== asked) read(verdict);
      // What is on its way is worth the wait: one change, said once.
      else if (!reading) render();
    },
    attribute() {},
    free() {
      reading?.abort();
      reading = null;
    },
  };
}

function make(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.style.margin = 0;
  node.append(...children);
  return node;
}

const words = (word) => word.replaceAll("_", " ");
const time = (at) => new Date(at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });

/** Rich text without its form: blocks on lines of their own. */
const text = ({ type, text: own, children = [] }) =>
  own ?? (type === "break" ? "\n" : children.map(text).join(/list|item|quote|table|row/.test(type) ? "\n" : ""));

/** How old what we know is, unless it is the present; then nothing. */
function age({ verdict, now }, name) {
  if (now <= Date.parse(verdict.fresh_until)) return [];
  if (!verdict.checked_at) return [`Not heard from ${name} yet.`];
  return [`Last heard from ${name} ${time(verdict.checked_at)}. This may not be current.`];
}

function ofEvent(event, summary) {
  const told = summary?.events.find(({ id }) => id === event.id);
  const latest = told?.updates.filter(({ phase }) => phase !== "postmortem").pop();
  const title = told?.title || event.components.map(({ name }) => name).join(", ") || words(event.kind);
  const lines = [`${title}: ${event.operator ? "notice by the operator" : words(event.phase)}`];
  if (latest) lines.push(latest.body.map(text).join("\n"));
  if (latest?.at) lines.push(`Updated ${time(latest.at)}`);
  return { lines, url: told?.url };
}

function ofBanner(element, state, summary) {
  const { verdict } = state;
  const name = summary?.page.name ?? verdict.page;
  const poll = loader.homes.get(element);
  const isDue = (part) => loader.concerns(element, { ...poll, verdict: { ...verdict, more: 0, more_events: 0, ...part } });
  const event = verdict.events.find((event) => isDue({ events: [event], components: [] }));
  const components = verdict.components.filter((component) => !event && isDue({ components: [component] }));
  const { lines, url } = event
    ? ofEvent(event, summary)
    : { lines: components.map((component) => `${component.name}: ${words(component.status)}`) };
  lines[0] = `${name}: ${lines[0] ?? "see the status page"}`;
  return {
    name,
    lines: [...lines, ...age(state, name)],
    rows: [],
    url: url ?? summary?.page.url,
    events: event ? [event.id] : components.map(({ id, status }) => `component:${id}:${status}`),
  };
}

function ofList(state, summary) {
  const { verdict, now } = state;
  if (!verdict) return { name: "the vendor", lines: ["The status cannot be read right now. Trying again."], rows: [] };
  const name = summary?.page.name ?? verdict.page;
  const old = age(state, name);
  const isKnown = now <= Date.parse(verdict.unknown_after);
  const said = (status) => (isKnown ? (old[0] ? `was ${words(status)}` : words(status)) : "not known");
  const groups = new Map((summary?.components ?? []).map((component) => [component.id, component]));
  const rows = [...groups.values()]
    .filter(({ kind, status, hidden_when_operational }) => kind !== "group" && !(hidden_when_operational && status === "operational"))
    .map((component) => {
      const group = groups.get(component.group_id);
      const mark = component.muted ? ", muted by the operator" : "";
      return `${group ? `${group.name} / ` : ""}${component.name}: ${said(component.status)}${mark}`;
    });
  const events = verdict.events.filter(loader.isUnderWay).flatMap((event) => ofEvent(event, summary).lines);
  const silenced = summary?.silenced ? [`Messages about ${name} are muted by the operator.`] : [];
  return { name, lines: [`${name}: ${said(verdict.overall)}`, ...silenced, ...events, ...old], rows, url: summary?.page.url };
}
