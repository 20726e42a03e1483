// The language of an element, and its words: English is in the bundle, the others come on demand.
import { get, quietly } from "./shared.js";

const LANGUAGES = "en de fr es pt it nl pl ja zh ar he".split(" ");
const words = {};

/** What the nearest of the element and its ancestors says, else the reader's own. */
const wished = (element) => {
  for (let node = element; node; node = node.parentNode || node.host) {
    const lang = node.getAttribute?.("lang");
    if (lang) return [lang];
  }
  return navigator.languages;
};

/** A language tag; one whose words we have. */
export const languageOf = (element) => wished(element).find((tag) => LANGUAGES.includes(primary(tag))) || "en";

const primary = (tag) => tag.toLowerCase().split("-")[0].replace("iw", "he");

/** The words of a language; `null` for those that are in the bundle. */
export const wordsOf = (tag) => {
  const name = primary(tag);
  if (name === "en") return null;
  // The first of all makes the browser look through all its languages. That takes longer than to
  // draw, and is done while the bundle comes; what is told first in English does without.
  setTimeout(() => new Intl.RelativeTimeFormat());
  return (words[name] ||= quietly(async () => (await get(`__WORDS__/${name}.json`)).json()));
};
