// Times, numbers and lists as the reader writes them, by the browser's own `Intl`. Nothing here
// throws: a language nobody knows is English, and of a zone nobody knows nothing is said.

// Formatters by all they were made of: to make one takes longer than to use it a hundred times.
const made = new Map();

const PLURALS = ["zero", "one", "two", "few", "many", "other"];
const UNITS = { day: 86_400, hour: 3600, minute: 60, second: 1 };
const TIME = { hour: "numeric", minute: "2-digit" };
const DATE = { day: "numeric", month: "short" };

/** The reader's own variety of a language, `en-GB` for `en`: it decides the order of a date. */
const local = (lang) => {
  const own = globalThis.navigator?.languages?.find((own) => own.startsWith(`${lang}-`)) ?? lang;
  return Intl.getCanonicalLocales(own)[0];
};

const make = (name, lang, options) => {
  const key = name + lang + JSON.stringify(options);
  if (!made.has(key)) {
    let tag = "en";
    try {
      tag = local(lang);
    } catch {
      // Not a language's name.
    }
    // Where another calendar is common, the vendor's pages still write this one.
    made.set(key, new Intl[name]([tag, "en"], { calendar: "gregory", ...options }));
  }
  return made.get(key);
};

const time = (lang, options) => make("DateTimeFormat", lang, options);

/** The parts of a date that tell two instants apart, in a zone or the reader's. */
const apart = (one, other, timeZone) => {
  const differs = (options) => {
    const { format } = time("en", { ...options, timeZone });
    return format(one) !== format(other);
  };
  return differs({ year: "numeric" }) ? { ...DATE, year: "numeric" } : differs(DATE) ? DATE : {};
};

/**
 * An age in English, word for word as `Intl` has it, but at once: the first thing that is asked of
 * `Intl` makes the browser look through all its languages, which takes longer than to draw.
 */
const english = (lang, number, unit) =>
  number < 0 && number > -1e3 && /^en\b/.test(lang) && `${-number} ${unit}${number < -1 ? "s" : ""} ago`;

const ask = {
  relative: (lang, number, _, unit) =>
    english(lang, number, unit) || make("RelativeTimeFormat", lang, { numeric: number ? "always" : "auto" }).format(number, unit),

  /** In two units at most, written out. */
  duration: (lang, seconds) => {
    const unit = Object.keys(UNITS).find((unit) => seconds >= UNITS[unit]) ?? "second";
    const smaller = { day: "hour", hour: "minute" }[unit];
    const parts = [[unit, seconds / UNITS[unit]], smaller && [smaller, (seconds % UNITS[unit]) / UNITS[smaller]]];
    const words = parts
      .filter((part, index) => part && (!index || part[1] >= 1))
      .map(([unit, number]) => make("NumberFormat", lang, { style: "unit", unit, unitDisplay: "long" }).format(Math.trunc(number)));
    return make("ListFormat", lang, { type: "unit", style: "long" }).format(words);
  },

  /** With the day where that is not today's. */
  moment: (lang, at, now) => time(lang, { ...TIME, ...apart(at, now) }).format(at),

  /** The same by the clocks of a zone; empty where they say what the reader's say. */
  elsewhere: (lang, from, to, timeZone) => {
    const end = Math.max(from, to);
    const isSame = (options) => [from, end].every((at) => time("en", options).format(at) === time("en", { ...options, timeZone }).format(at));
    if (isSame({ ...DATE, ...TIME })) return "";
    // The day is said where it is another than the reader's.
    const there = time(lang, { ...(isSame(DATE) ? {} : DATE), ...TIME, timeZone, timeZoneName: "short" });
    return end > from ? there.formatRange(from, end) : there.format(from);
  },

  /** A day of the calendar: `2026-11-21`. */
  day: (lang, _, __, day) => time(lang, { ...DATE, timeZone: "UTC" }).format(new Date(day)),

  /** As RFC 3339. */
  instant: (_, at) => new Date(at).toISOString().replace(".000", ""),

  month: (lang, at) => time(lang, { month: "long", year: "numeric" }).format(at),

  number: (lang, number) => make("NumberFormat", lang, {}).format(number),

  /** Cut: what is not whole never reads as 100 %. */
  percent: (lang, share) =>
    make("NumberFormat", lang, { style: "percent", maximumFractionDigits: 2 }).format(Math.floor(share * 1e4 + 1e-6) / 1e4),

  plural: (lang, number) => `${PLURALS.indexOf(make("PluralRules", lang, {}).select(number))}`,

  /** What stands between items, each on a line; so are the items. Beside one there is nothing. */
  separators: (lang, _, __, items) =>
    items.includes("\n")
      ? make("ListFormat", lang, {})
          .formatToParts(items.split("\n"))
          .filter(({ type }) => type === "literal")
          .map(({ value }) => value)
          .join("\n")
      : "",
};

/** Asks one of the above; an empty text where it has no answer. */
export function format(lang, what, number, other, text) {
  try {
    return ask[what](lang, number, other, text);
  } catch {
    return "";
  }
}
