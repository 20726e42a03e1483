// What the loader gets when there is something to say; the two functions bring what else there is.
import { mounts, show, use } from "./mounts.js";
import { remember } from "./report.js";
import { handlers, homes, placed, polls, readIn, share } from "./shared.js";

export const begin = (bringAfter, bringText, ...shared) => {
  share(...shared);
  use(async () => {
    const after = await bringAfter();
    after.begin(mounts, ...shared);
    return after;
  }, bringText);
  return { show, dismiss, refresh, destroy };
};

/** Remembers for every page on which such an event is told that it was seen; all of them, where none is named. */
const dismiss = (id) => {
  for (const { verdicts } of polls()) {
    for (const verdict of verdicts) {
      const ids = verdict.events.map((event) => event.id);
      remember(verdict, id === undefined ? ids : ids.filter((one) => one === id));
    }
  }
};

const refresh = () => {
  for (const poll of polls()) readIn(poll, 0);
};

/** What the host put into its page stays the host's and only falls silent. */
const destroy = () => {
  for (const ends of handlers) ends.abort();
  handlers.clear();
  for (const element of placed.values()) element.remove();
  placed.clear();
  for (const element of homes.keys()) element.disconnectedCallback();
};
