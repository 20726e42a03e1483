// Every language against the catalogue, and against what the language's own rules ask for.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), "../../widget/words");
const LANGUAGES = ["ar", "de", "en", "es", "fr", "he", "it", "ja", "nl", "pl", "pt", "zh"];
const CATEGORIES = ["zero", "one", "two", "few", "many", "other"];
const MOST_BYTES = 1024;

const ORDER = "nothing but slots, in the same order";
const SAME_WORD = "the same word in both languages";
/** What equals its English, and why that is right. */
const LIKE_ENGLISH = {
  ar: { state_of: ORDER, state_ago: ORDER },
  de: { state_of: ORDER, state_ago: ORDER, details: SAME_WORD },
  es: { state_of: ORDER, state_ago: ORDER },
  fr: { state_ago: ORDER, incident: SAME_WORD, maintenance: SAME_WORD },
  he: { state_of: ORDER, state_ago: ORDER },
  it: { state_of: ORDER, state_ago: ORDER },
  ja: {},
  nl: { state_of: ORDER, state_ago: ORDER, details: SAME_WORD, incident: SAME_WORD },
  pl: { state_of: ORDER, state_ago: ORDER },
  pt: { state_of: ORDER, state_ago: ORDER },
  zh: {},
};

const read = (lang) => JSON.parse(readFileSync(join(FOLDER, `${lang}.json`), "utf8"));
const english = read("en");
const others = LANGUAGES.filter((lang) => lang !== "en");

/** Every text of a language by its key, that of a form by `key.category`. */
const flat = (phrases) =>
  Object.entries(phrases).flatMap(([key, phrase]) =>
    typeof phrase === "string" ? [[key, phrase]] : Object.entries(phrase).map(([category, form]) => [`${key}.${category}`, form]),
  );
const slots = (text) => (text.match(/\{\w+\}/g) ?? []).sort().join();

test("the twelve languages are there, and nothing else", () => {
  assert.deepEqual(readdirSync(FOLDER).sort(), LANGUAGES.map((lang) => `${lang}.json`));
});

for (const lang of LANGUAGES) {
  const phrases = read(lang);

  test(`${lang}: every phrase is there, none is empty or padded`, () => {
    assert.deepEqual(Object.keys(phrases), Object.keys(english));
    for (const [key, text] of flat(phrases)) {
      assert.ok(text && text === text.trim(), `${key}: "${text}"`);
    }
  });

  test(`${lang}: every plural category of the language has a form, and no other has`, () => {
    const rules = new Intl.PluralRules(lang);
    const wanted = rules.resolvedOptions().pluralCategories;
    for (const [key, phrase] of Object.entries(phrases)) {
      assert.equal(typeof phrase, typeof english[key], key);
      if (typeof phrase === "string") continue;
      assert.deepEqual(Object.keys(phrase).sort(), [...wanted].sort(), key);
      assert.ok(Object.keys(phrase).every((category) => CATEGORIES.includes(category)));
    }
  });

  test(`${lang}: a number is left out only where the form stands for one number alone`, () => {
    const rules = new Intl.PluralRules(lang);
    for (const [key, phrase] of Object.entries(phrases)) {
      if (typeof phrase === "string") continue;
      for (const [category, form] of Object.entries(phrase)) {
        let numbers = 0;
        for (let number = 0; number < 200; number += 1) numbers += rules.select(number) === category;
        assert.ok(numbers === 1 || slots(form) === "{count}", `${key}.${category}: ${form}`);
        assert.ok(["", "{count}"].includes(slots(form)), `${key}.${category}: ${form}`);
      }
    }
  });

  test(`${lang}: the slots of a template are those of the English one`, () => {
    for (const [key, phrase] of Object.entries(phrases)) {
      if (typeof phrase === "string") assert.equal(slots(phrase), slots(english[key]), key);
    }
  });

  test(`${lang}: a state begins with a letter that ASCII can make a capital of, or with none that has any`, () => {
    for (const key of Object.keys(english).slice(0, 6)) {
      const [first] = phrases[key];
      assert.ok(/[a-z]/.test(first) || first.toUpperCase() === first, phrases[key]);
    }
  });
}

for (const lang of others) {
  test(`${lang}: what equals its English is listed with the reason`, () => {
    const own = Object.fromEntries(flat(english));
    const same = flat(read(lang)).filter(([key, text]) => own[key] === text);

    assert.deepEqual(same.map(([key]) => key).sort(), Object.keys(LIKE_ENGLISH[lang]).sort());
  });

  test(`${lang}: as it travels it has at most ${MOST_BYTES} bytes`, () => {
    const array = Object.values(read(lang)).flatMap((phrase) =>
      typeof phrase === "string" ? [phrase] : CATEGORIES.map((category) => phrase[category] ?? ""),
    );
    const text = Buffer.from(JSON.stringify(array));
    const { length } = brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 } });

    assert.ok(length <= MOST_BYTES, `${length} bytes`);
  });
}

test("only the operational states say that all is well", () => {
  const good = {
    ar: /(^|\s)[يت]عمل$/,
    de: /betriebsbereit/,
    es: /operativo/,
    fr: /opérationnel/,
    he: /תקינ|תקין/,
    it: /operativ/,
    ja: /正常/,
    nl: /operationeel/,
    pl: /działa/,
    pt: /operaciona/,
    zh: /正常/,
  };
  for (const lang of others) {
    const saying = flat(read(lang)).filter(([, text]) => good[lang].test(text));

    assert.deepEqual(saying.map(([key]) => key), ["operational", "all_operational"], lang);
  }
});
