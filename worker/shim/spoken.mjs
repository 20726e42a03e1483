// Times and numbers for pages for people, by the runtime's own `Intl`: instants by the clocks of the
// vendor's zone, everything else as the browser's bundle writes it. Nothing here throws.
import { format } from "./intl.js";

/** Formatters by all they were made of; zones are the vendors' words, so there is an end to them. */
const made = new Map();
const MOST_MADE = 500;

const make = (lang, options) => {
  const key = lang + JSON.stringify(options);
  let own = made.get(key);
  if (!own) {
    own = new Intl.DateTimeFormat([lang, "en"], { calendar: "gregory", ...options });
    if (made.size >= MOST_MADE) made.clear();
    made.set(key, own);
  }
  return own;
};

const DATE = { day: "2-digit", month: "short", year: "numeric" };
const TIME = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
/** Each names the zones of its own part of the world; of the others it gives the distance alone. */
const VARIETIES = ["en-US", "en-GB", "en-AU", "en-IN", "en-NZ", "en-ZA"];

/** "EDT", "CEST"; "GMT+9" where no English has a name for it. */
const zoneName = (at, timeZone) => {
  let distance;
  for (const variety of VARIETIES) {
    const parts = make(variety, { timeZone, timeZoneName: "short" }).formatToParts(at);
    const name = parts.find(({ type }) => type === "timeZoneName").value;
    if (!/^GMT./.test(name)) return name;
    distance ??= name;
  }
  return distance;
};

const ask = {
  /** "Aug 08, 2023 - 10:20 EDT" */
  moment: (lang, timeZone, at) =>
    `${make(lang, { ...DATE, timeZone }).format(at)} - ${make(lang, { ...TIME, timeZone }).format(at)} ${zoneName(at, timeZone)}`,

  month: (lang, timeZone, at) => make(lang, { month: "long", year: "numeric", timeZone }).format(at),
};

/** Asks one of the above, or what the browser is asked; in UTC where there is no such zone. */
export function spoken(lang, zone, what, number, text) {
  if (!ask[what]) return format(lang, what, number, 0, text);
  try {
    return ask[what](lang, zone, number);
  } catch {
    return zone === "UTC" ? "" : spoken(lang, "UTC", what, number, text);
  }
}
