// What a view has to say: it is told to the host, and what was shown or dismissed is remembered.
import { asDismissed } from "./concerns.js";
import { record } from "./keep.js";
import { keyboard } from "./mounts.js";
import { homes, quietly, recall, settleAll, verdictIn } from "./shared.js";

const warned = new Set();

export const report = (element, name, { page, events = [], message }) => {
  const poll = homes.get(element);
  page ||= poll.pages.split(" ")[0];
  const warning = `${page}: ${message}`;
  if (warned.has(warning)) return;
  if (message) {
    warned.add(warning);
    // For whoever debugs.
    quietly(() => Promise.reject(warning));
  }
  element.dispatchEvent(new CustomEvent(`statuslamp-${name}`, { bubbles: true, composed: true, detail: { page, events, message } }));
  if (name === "dismiss") {
    keyboard?.leave(element);
    remember(verdictIn(poll, page), events);
  } else if (/show|change/.test(name)) {
    const isTrouble = ({ id, ended_at, phase }) =>
      events.includes(id) && !ended_at && phase !== "scheduled" && !recall("shown")[`${page}/${id}`];
    const shown = verdictIn(poll, page).events.filter(isTrouble).map(({ id }) => [`${page}/${id}`, { at: Date.now() }]);
    if (shown[0]) record("shown", shown);
  }
};

/** Remembers what was dismissed, and how it was then. */
export const remember = ({ page, events }, ids) => {
  const records = ids.map((id) => {
    const event = events.find((event) => event.id === id);
    return [`${page}/${id}`, { at: Date.now(), as: event && asDismissed(event) }];
  });
  record("dismissed", records);
  settleAll();
};
