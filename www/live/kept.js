// Our own edge is down, and nothing was read in this document yet: what was told last stands in,
// with its age, and never as the present.
import { record } from "./keep.js";
import { recall } from "./shared.js";

const MOST_LISTS = 5;
/** Older than this it helps nobody. */
const LONGEST = 864e5;

/** Keeps what is told, if there is anything in it to show later; or takes up what was `kept`. */
export const rememberVerdicts = (poll) => {
  const { pages, verdicts, skews, elements } = poll;
  if (poll.reachable && poll.saved !== verdicts) {
    poll.saved = verdicts;
    poll.kept = 0;
    const isTrouble = verdicts.some(({ events, components }) => events[0] || components[0]);
    const isWorth = isTrouble || [...elements].some(({ localName }) => localName !== "statuslamp-banner");
    record("verdict", [[pages, isWorth && { at: Date.now(), isTrouble, skew: skews[1], verdicts }]], MOST_LISTS);
  }
  const { at, skew, verdicts: old } = recall("verdict")[pages] || {};
  if (poll.reachable === false && !verdicts[0] && old && Date.now() - at < LONGEST) {
    // Whatever the clock says, it is not fresh any more.
    const past = old.map(({ fresh_until }) => Date.parse(fresh_until || 0) + 1 - Date.now());
    poll.skews = [0, Math.max(skew, ...past)];
    poll.verdicts = old;
    poll.kept = 1;
  }
};
