// The views of the elements: made when there is something to show, told what is heard, taken away
// when it is over.
import { dismissedOf, due } from "./concerns.js";
import { idsIn } from "./keep.js";
import { rememberVerdicts } from "./kept.js";
import { languageOf, wordsOf } from "./language.js";
import { report } from "./report.js";
import { isOnRoute, watchRoutes } from "./routes.js";
import { ahead, askSummary, homes, host, polls, quietly, recall, settleAll, verdictIn } from "./shared.js";
import { FORBIDDEN, bundle, ended } from "./views.js";

const BANNER = "statuslamp-banner";
const BUNDLE_WITHIN = 15_000;

/** Element → its view, what it was made for, and the attributes it was told. */
export const mounts = new Map();
// Elements of which something new is to be told.
const changed = new Set();
let arranging;
// What comes after the show (`../after/`), once it is there, how to get it, and how to get what
// stands in where the bundle cannot run (`../text/`).
let after, bringAfter, bringText;
// Whether the bundle that reads summaries has come.
let isHere;
/** Cares for the focus while something is shown. */
export let keyboard;

export const use = (...given) => ([bringAfter, bringText] = given);

/** Draws an element as of now, or takes away what it shows. */
export const show = (element) => {
  const poll = homes.get(element);
  if (poll) {
    changed.add(element);
    poll.unlisted?.forEach((page) => report(element, "warning", { page, message: "not listed" }));
    rememberVerdicts(poll);
    after?.rest(poll);
  } else hide(element);
  arranging ||= Promise.resolve().then(() => quietly(arrange));
};

const isOverlay = (element) => element.localName === BANNER && /^(top|bottom|overlay)$/.test(element.getAttribute("position"));
const dueOf = (element) => due(element, homes.get(element), (message) => report(element, "warning", { message }));

/** Gives each element what is its due. Of banners over the page only the first one shows. */
const arrange = () => {
  arranging = 0;
  let isCovered;
  for (const element of [...homes.keys()].sort((one, other) => (one.compareDocumentPosition(other) & 4 ? -1 : 1))) {
    const isExcess = isCovered && isOverlay(element);
    if (!isExcess && isOnRoute(element) && (element.localName !== BANNER || dueOf(element)[0])) {
      isCovered ||= isOverlay(element);
      draw(element);
    } else hide(element);
  }
  changed.clear();
  after?.connect();
  if ([...polls()].some(({ verdicts }) => verdicts.some(({ live }) => live))) quietly(listen);
  watchRoutes();
  window[mounts.size ? "addEventListener" : "removeEventListener"]("storage", hearStorage);
  if (!mounts.size) keyboard = keyboard?.end();
};

/** Another tab dismissed something, or all storage was emptied. */
const hearStorage = ({ key }) => {
  if (!key || key === "statuslamp:dismissed") settleAll();
};

const bundleOf = ({ localName }) => (localName === "statuslamp-incidents" ? "record" : "now");

const draw = (element) => {
  const poll = homes.get(element);
  const name = bundleOf(element);
  const last = mounts.get(element);
  // Another one of these is another view. What was kept has no summary: plain text will do.
  const made = [poll, host(), languageOf(element), !poll.kept && !ended[name] && name];
  if (!isHere && made[3] === "now") poll.verdicts.forEach(askSummary);
  if (!last || made.some((value, index) => value !== last.made[index])) {
    const mount = { ...last, made };
    mounts.set(element, mount);
    quietly(make, element, mount, ...made);
  } else if (changed.has(element)) tell(element, last);
};

const make = async (element, mount, { pages }, api, lang, name) => {
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, BUNDLE_WITHIN, [])));
  const [widget, words] = await Promise.race([Promise.all([name && bundle(name), wordsOf(lang)]), late]);
  // Else it holds on to an element that may be gone.
  clearTimeout(timer);
  const drawing = widget || (await bringText());
  // Taken away, or taken away and put back, meanwhile.
  if (mounts.get(element) !== mount) return;
  erase(element, mount);
  mount.told = attributesOf(element);
  const options = {
    ...mount.told,
    api,
    pages: pages.split(" "),
    // Without its words a language is none.
    lang: words === undefined ? "en" : lang,
    words: words || null,
    // Where the host allows no WebAssembly, a frame of ours may.
    isForbidden: ended[bundleOf(element)] === FORBIDDEN,
  };
  const hear = (name, detail) =>
    queueMicrotask(() => {
      if (mounts.get(element) !== mount) return;
      if (name === "hide") return gone(element, mount);
      if (/show|change/.test(name)) mount.said = detail;
      quietly(report, element, name, detail);
    });
  mount.view = drawing.mount(element.shadowRoot, element.localName.slice(11), options, hear, () => dueOf(element), recall);
  isHere ||= widget;
  tell(element, mount);
  // Nothing of what follows is in the way of what is to be seen.
  await new Promise((resolve) => (window.requestIdleCallback || setTimeout)(resolve, { timeout: 2e3 }));
  await listen();
  if (mounts.size) keyboard ||= after.watchKeyboard(() => [...mounts.keys()].filter(isOverlay), flip);
  // What has been shown is shown in the dark, too.
  quietly(bringText);
};

const listen = async () => {
  after ||= await bringAfter();
  after.connect();
};

/** Leaves nothing in an element but its live region. */
const hide = (element) => {
  const mount = mounts.get(element);
  if (!mount) return;
  keyboard?.leave(element);
  mounts.delete(element);
  erase(element, mount);
  gone(element, mount);
};

/** What was told as shown is told as gone, however it went. */
const gone = (element, mount) => {
  const { said } = mount;
  if (said) queueMicrotask(() => quietly(report, element, "hide", said));
  mount.said = 0;
};

const erase = ({ shadowRoot: root }, mount) => {
  mount.view?.free();
  mount.view = null;
  for (const node of [...root.childNodes]) {
    if (node.matches?.("[data-live]")) node.textContent = "";
    else node.remove();
  }
  root.adoptedStyleSheets = [];
};

/** What the host asks for; a banner that gives way to the focus is at the other edge. */
const attributesOf = (element) => {
  const attributes = {};
  for (const name of element.constructor.observedAttributes) attributes[name] = element.getAttribute(name);
  if (mounts.get(element).flipped) attributes.position = attributes.position === "bottom" ? "top" : "bottom";
  return attributes;
};

const flip = (element) => {
  const mount = mounts.get(element);
  mount.flipped = !mount.flipped;
  tell(element, mount);
};

const tell = (element, mount) => {
  const { view, told } = mount;
  if (!view) return;
  mount.told = attributesOf(element);
  for (const name in told) if (told[name] !== mount.told[name]) view.attribute(name, mount.told[name]);
  const poll = homes.get(element);
  const { pages, verdicts, reachable } = poll;
  // Before the first answer there is nothing to tell, unless that it failed.
  if (!verdicts[0] && reachable !== false) return;
  const list = pages.split(" ").map((page) => {
    const verdict = verdictIn(poll, page) || null;
    return {
      page,
      verdict,
      now: verdict ? Math.floor(poll.now()) : 0,
      reachable,
      dismissed: verdict ? dismissedOf(element, verdict) : [],
      shown: idsIn("shown", page),
    };
  });
  list.ahead = ahead;
  view.update(list);
};
