// What makes a page for people live; without it everything is there to be read. Beside each instant
// by the vendor's clocks it puts the reader's own, and it reads the page again when something has
// changed or when the answer stops being one.
"use strict";

const RETRY_MILLISECONDS = 30_000;
// Each place keeps what it printed for so long: what is read sooner may be from before the change.
const KEPT_MILLISECONDS = 1000;
const lang = document.documentElement.lang;

// Made once, and not before they are needed: the first of them takes the browser long.
const formats = {};
const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const OPTIONS = {
  clock: ["en", CLOCK],
  date: ["en", { day: "2-digit" }],
  time: [lang, { ...CLOCK, timeZoneName: "short" }],
  moment: [lang, { ...CLOCK, day: "numeric", month: "short", timeZoneName: "short" }],
};

/** An instant in the reader's own zone. */
const own = (how, at) => (formats[how] ??= new Intl.DateTimeFormat(...OPTIONS[how])).format(at);

/** "10:20 EDT", and "(16:20 CEST)" beside it where the reader's clock says something else. */
function addOwnTimes(root) {
  for (const element of root.querySelectorAll("time[datetime]")) {
    const at = new Date(element.dateTime);
    const told = element.textContent;
    const date = told.split(" - ")[0].replace(/\d{4}/, "");
    if (isNaN(at) || told.includes(own("clock", at)) || element.title) continue;
    const words = own(date.includes(own("date", at)) ? "time" : "moment", at);
    // Where times stand close together, the vendor's are enough to look at.
    if (!element.closest(".checked, .facts, .when, .whose")) {
      element.title = words;
      continue;
    }
    const mine = document.createElement("span");
    mine.className = "mine";
    mine.textContent = ` (${words})`;
    element.append(mine);
  }
}

const main = document.querySelector("main");
addOwnTimes(main);

/** Milliseconds that passed since this page was opened, those in which the machine slept among them. */
const opened = [performance.now(), Date.now()];
const passed = () => Math.max(performance.now() - opened[0], Date.now() - opened[1]);

/** When the answer stops being one, as `passed` counts; never where there is none. */
function ends(root, age) {
  const { until, now } = root.querySelector(".now")?.dataset ?? {};
  return until ? passed() + Date.parse(until) - Date.parse(now) - age : Infinity;
}

// How old it is that came from a cache, only the reader's clock can tell: at worst it is read again.
const printed = Date.parse(main.querySelector(".now")?.dataset.now);
let end = ends(main, Math.max(0, Date.now() - printed || 0));
let timer, isReading, isNews;

/** Puts what was read in the place of what differs from it. */
function renew(read) {
  addOwnTimes(read);
  const before = [...main.children];
  const after = [...read.children].map((part) => document.adoptNode(part));
  const focus = document.activeElement?.getAttribute("href");
  if (before.length === after.length && before.every((part, index) => part.id === after[index].id)) {
    before.forEach((part, index) => part.isEqualNode(after[index]) || part.replaceWith(after[index]));
  } else main.replaceChildren(...after);
  if (focus && document.activeElement === document.body)
    [...main.querySelectorAll("a")].find((link) => link.getAttribute("href") === focus)?.focus({ preventScroll: true });
}

/** Nobody can be asked, and what stands here may not be true any more. */
function growOld() {
  for (const state of main.querySelectorAll("[data-old]")) {
    const toned = state.closest("[data-tone]");
    toned.dataset.tone = "neutral";
    toned.querySelector("svg")?.remove();
    state.textContent = state.dataset.old;
  }
  for (const part of main.querySelectorAll("#open, #components")) part.hidden = true;
}

/** Reads once more when it is sure to hold what has changed by now. */
function readSoon() {
  isNews = isReading;
  if (isReading) return;
  clearTimeout(timer);
  timer = setTimeout(readAgain, KEPT_MILLISECONDS);
}

function wait() {
  clearTimeout(timer);
  if (isNews) readSoon();
  else if (end < Infinity) timer = setTimeout(readAgain, Math.max(1000, end - passed() + 500));
}

function readAgain() {
  clearTimeout(timer);
  if (document.hidden || isReading) return;
  isReading = true;
  // It parses what comes, runs nothing of it, and needs no markup as text.
  const request = new XMLHttpRequest();
  request.open("GET", location.href);
  request.responseType = "document";
  request.timeout = RETRY_MILLISECONDS;
  request.onloadend = () => {
    isReading = false;
    const read = request.status === 200 && request.response?.querySelector("main");
    if (read) {
      end = ends(read, 1000 * (request.getResponseHeader("Age") ?? 0));
      renew(read);
      wait();
    } else {
      if (passed() >= end) growOld();
      timer = setTimeout(readAgain, RETRY_MILLISECONDS);
    }
  };
  request.send();
}

wait();

// The element that hears of a change first: what it says of the state is said below, too.
const live = document.querySelector("statuslamp-status");
if (live)
  customElements.whenDefined(live.localName).then(() => {
    let said;
    const hear = () => {
      const says = live.shadowRoot.querySelector("[part=pill]")?.textContent;
      if (said && says !== said) readSoon();
      said = says;
    };
    new MutationObserver(hear).observe(live.shadowRoot, { subtree: true, childList: true, characterData: true });
  });
const lookAgain = () => {
  if (passed() >= end) readAgain();
};
document.addEventListener("visibilitychange", lookAgain);
addEventListener("pageshow", lookAgain);
