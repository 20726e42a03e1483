// Times, numbers and lists in twelve languages, by the `Intl` of the machine that runs the tests.
import assert from "node:assert/strict";
import { test } from "node:test";

process.env.TZ = "America/New_York";
const reader = { languages: [] };
Object.defineProperty(globalThis, "navigator", { value: reader, configurable: true });
const { format } = await import("../../widget/src/browser/intl.js");

const LANGUAGES = ["ar", "de", "en", "es", "fr", "he", "it", "ja", "nl", "pl", "pt", "zh"];
const AT = Date.UTC(2026, 10, 21, 15, 20);
const HOUR = 3_600_000;
/** As a reader sees it: kinds of spaces and marks of direction are the machine's. */
const seen = (text) => text.replace(/[\u00a0\u2009\u202f]/g, " ").replace(/[\u200e\u200f]/g, "");
const ask = (lang, what, number = 0, other = 0, text = "") => seen(format(lang, what, number, other, text));

test("every language has words of its own for ages, the future and today", () => {
  for (const [number, unit] of [[-2, "minute"], [3, "hour"], [0, "day"]]) {
    const told = LANGUAGES.map((lang) => ask(lang, "relative", number, 0, unit));

    assert.equal(new Set(told).size, LANGUAGES.length, told.join(", "));
  }
  assert.equal(ask("de", "relative", -2, 0, "minute"), "vor 2 Minuten");
  assert.equal(ask("en", "relative", -1, 0, "day"), "1 day ago");
});

test("ages in English are what Intl writes", () => {
  for (const unit of ["second", "minute", "hour", "day"]) {
    for (const number of [-1, -2, -11, -59, -999, -1000, -12_345]) {
      const theirs = new Intl.RelativeTimeFormat("en").format(number, unit);

      for (const lang of ["en", "en-GB", "en-US"]) assert.equal(format(lang, "relative", number, 0, unit), theirs);
    }
  }
});

test("a length of time is written out in its two largest units", () => {
  assert.equal(ask("en", "duration", 22_770), "6 hours, 19 minutes");
  assert.equal(ask("pl", "duration", 22_770), "6 godzin i 19 minut");
  for (const [seconds, words] of [[0, "0 Sekunden"], [59, "59 Sekunden"], [3600, "1 Stunde"], [86_400 * 3 + 3599, "3 Tage"]]) {
    assert.equal(ask("de", "duration", seconds), words);
  }
});

test("it is what Intl.DurationFormat writes, where there is one", { skip: !Intl.DurationFormat }, () => {
  for (const lang of LANGUAGES) {
    const theirs = new Intl.DurationFormat(lang, { style: "long" }).format({ hours: 6, minutes: 19 });

    assert.equal(ask(lang, "duration", 22_770), seen(theirs), lang);
  }
});

test("a moment is told by the reader's clock, with its day where that is not today", () => {
  assert.equal(ask("de", "moment", AT, AT + HOUR), "10:20");
  assert.equal(ask("de", "moment", AT - 24 * HOUR, AT), "20. Nov., 10:20");
  assert.equal(ask("de", "moment", AT - 400 * 24 * HOUR, AT), "17. Okt. 2025, 11:20");
});

test("the vendor's clock stands beside the reader's only where it says something else", () => {
  assert.equal(ask("de", "elsewhere", AT, 0, "Europe/Berlin"), "16:20 MEZ");
  assert.match(ask("de", "elsewhere", AT, AT + HOUR, "Europe/Berlin"), /^16:20–17:20 (Uhr )?MEZ$/);
  assert.equal(ask("en", "elsewhere", AT, AT + 4 * HOUR, "Asia/Tokyo"), "Nov 22, 12:20 – 4:20 AM GMT+9");
  for (const zone of ["America/New_York", "America/Toronto", "Mars/Olympus", "Eastern Time (US & Canada)", ""]) {
    assert.equal(ask("de", "elsewhere", AT, 0, zone), "", zone);
  }
});

test("the reader's own variety of a language decides how dates are written", () => {
  reader.languages = ["de-DE", "en-GB"];
  assert.equal(ask("en", "moment", AT - 24 * HOUR, AT), "20 Nov, 10:20");
  reader.languages = ["ar-SA"];
  assert.match(ask("ar", "day", 0, 0, "2026-11-21"), /21|٢١/, "the calendar is the vendor's");
  reader.languages = [];
});

test("an instant is written as everywhere in JSON, and a day is the same in every zone", () => {
  assert.equal(ask("ar", "instant", Date.UTC(2026, 10, 21, 5, 14, 3)), "2026-11-21T05:14:03Z");
  assert.equal(ask("en", "instant", Date.UTC(2021, 11, 7, 18, 7, 15, 773)), "2021-12-07T18:07:15.773Z");
  assert.equal(ask("en", "day", 0, 0, "2026-11-21"), "Nov 21");
  assert.equal(ask("en", "day", 0, 0, "no day"), "");
});

test("a share is cut, never rounded up to all of it", () => {
  assert.equal(ask("en", "percent", 0.999_999), "99.99%");
  assert.equal(ask("fr", "percent", 0.57), "57 %");
  assert.equal(ask("en", "percent", 1), "100%");
});

test("between the items of a list stand separators, one fewer than there are items", () => {
  for (const lang of LANGUAGES) {
    for (const count of [2, 3, 5]) {
      const items = Array.from({ length: count }, (_, index) => `Item ${index}`);
      const separators = format(lang, "separators", 0, 0, items.join("\n")).split("\n");

      assert.equal(separators.length, count - 1, lang);
      assert.ok(separators.every((separator) => separator), lang);
    }
  }
  assert.equal(format("es", "separators", 0, 0, "Web\nInformes"), " e ");
  assert.equal(format("en", "separators", 0, 0, "A\nA\nA").split("\n")[0], ", ");
});

test("a plural category is told by its place among six", () => {
  const of = (lang, numbers) => numbers.map((number) => ask(lang, "plural", number)).join("");

  assert.equal(of("ar", [0, 1, 2, 3, 11, 100]), "012345");
  assert.equal(of("pl", [1, 2, 5]), "134");
  assert.equal(of("ja", [1, 2]), "55");
});

test("what nobody knows throws nothing", () => {
  assert.equal(ask("no language", "relative", -2, 0, "minute"), "2 minutes ago");
  assert.equal(ask("xx", "moment", AT, AT), "10:20 AM");
  assert.equal(ask("de", "moment", NaN, AT), "");
  assert.equal(ask("de", "relative", 1, 0, "fortnight"), "");
  assert.equal(ask("de", "prophecy"), "");
});
