// The shells of the elements: each finds the pages it is about, and shows what there is to show.
import { mayConcern } from "./coarse.js";
import { bring, fromAny, host } from "./hosts.js";
import { memory, recall } from "./memory.js";
import { startPoll } from "./poll.js";
import { quietly } from "./quietly.js";

export const BANNER = "statuslamp-banner";
/** What an element may be told, and the tag with `data-` before it. */
export const ATTRIBUTES =
  "page components regions audience min-impact maintenance-lead routes theme position event lang".split(" ");
const MOST_PAGES = 5;

// Pages → what all elements about them share. It stays, silent, when the last of them goes.
const polls = new Map();
// Connected element → its poll.
export const homes = new Map();
// Pages → the banner about them that nobody but us put into the page.
export const placed = new Map();
// What ends each `on`.
export const handlers = new Set();

let loading, live;

/** The live part; where it cannot be had, the one that makes do with plain text. */
export const load = () =>
  (loading ||= bring("__LIVE__")
    .catch(() => bring("__PLAIN__"))
    .then(
      // By position: names would be sent to everybody.
      ({ start }) => (live = start(homes, placed, handlers, quietly, memory, recall, settle, host, fromAny, bring)),
      // The next answer tries again.
      () => (loading = 0),
    ));

/** Shows what an element has to show, or takes it away. */
export const settle = (element) =>
  quietly(async () => {
    const poll = homes.get(element);
    if (live || (poll && (element.localName !== BANNER || mayConcern(element, poll)))) (await load())?.show(element);
  });

const leave = (element) => {
  const poll = homes.get(element);
  if (!poll) return;
  homes.delete(element);
  poll.elements.delete(element);
  if (!poll.elements.size) {
    poll.sleep();
    document.removeEventListener("visibilitychange", poll.wake);
  }
  // At once: whoever takes it away may look at what is left.
  live?.show(element);
};

/** An element is in the page, or has changed there. */
const enter = (element) => {
  const pages = element.getAttribute("page")?.match(/\S+/g)?.slice(0, MOST_PAGES).join(" ");
  if (homes.get(element)?.pages !== pages) leave(element);
  if (!pages || !element.isConnected) return;
  if (!polls.has(pages)) polls.set(pages, startPoll(pages));
  const poll = polls.get(pages);
  homes.set(element, poll);
  poll.elements.add(element);
  document.addEventListener("visibilitychange", poll.wake);
  const begin = () => {
    poll.wake();
    settle(element);
  };
  // Where idle time is not told, the next task will do: no number, no delay.
  (window.requestIdleCallback || setTimeout)(begin, { timeout: 2e3 });
};

/** Defines an element by the end of its name; `lamp` is how another copy of this script finds us. */
export const define = (name, lamp) =>
  customElements.define(
    `statuslamp-${name}`,
    class extends HTMLElement {
      static observedAttributes = ATTRIBUTES;
      static lamp = lamp;

      constructor() {
        super();
        quietly(() => {
          // Only what changes in a live region that has been there before is read out. It is a
          // span: a block would break the line that the element stands in.
          const region = document.createElement("span");
          region.dataset.live = "";
          region.setAttribute("role", "status");
          this.attachShadow({ mode: "open" }).append(region);
        });
      }

      connectedCallback() {
        quietly(enter, this);
      }

      attributeChangedCallback() {
        quietly(enter, this);
      }

      disconnectedCallback() {
        quietly(leave, this);
      }
    },
  );
