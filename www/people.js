// What makes a page for people live; without it everything is there to be read. Beside each instant
// by the vendor's clocks it puts the reader's own, and it reads the page again when something has
// changed or when the answer stops being one.
"use strict";

const RETRY_MILLISECONDS = 30_000;
const lang = document.documentElement.lang;

/** Formats with these options in the reader's own zone. */
const own = (options) => new Intl.DateTimeFormat(lang, options);
const clock = new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const day = { day: "numeric", month: "short" };
const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short" };

/** "10:20 EDT", and "(16:20 CEST)" beside it where the reader's clock says something else. */
function addOwnTimes(root) {
  for (const element of root.querySelectorAll("time[datetime]")) {
    const at = new Date(element.dateTime);
    const told = element.textContent;
    if (isNaN(at) || told.includes(clock.format(at)) || element.title) continue;
    const isSameDay = told.includes(new Intl.DateTimeFormat("en", { day: "2-digit" }).format(at));
    const words = own(isSameDay ? time : { ...day, ...time }).format(at);
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

/** Milliseconds of this page's life at which its answer stops being one; never where there is none. */
function ends(now) {
  const { until, now: printed } = now?.dataset ?? {};
  // It was printed at this moment at the latest, so it lasts no longer than this.
  return until ? performance.now() + Date.parse(until) - Date.parse(printed) : Infinity;
}

let end = ends(main.querySelector(".now"));
let timer, isReading;

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

function wait() {
  clearTimeout(timer);
  if (end < Infinity) timer = setTimeout(readAgain, Math.max(1000, end - performance.now() + 500));
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
      end = ends(read.querySelector(".now"));
      renew(read);
      wait();
    } else {
      if (performance.now() >= end) growOld();
      timer = setTimeout(readAgain, RETRY_MILLISECONDS);
    }
  };
  request.send();
}

wait();
document.addEventListener("statuslamp-change", readAgain);
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && performance.now() >= end) readAgain();
});
