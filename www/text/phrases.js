// Our words for the text view, in the language that the loader chose; times by `Intl`, as in the
// bundle. The build lays the English catalogue and `intl.js` beside this file.
import english from "./en.json";
import { format } from "./intl.js";

const FORMS = ["zero", "one", "two", "few", "many", "other"];
/** Every text of the English catalogue, in the order in which a language has them. */
const CATALOGUE = Object.entries(english).flatMap(([key, phrase]) =>
  typeof phrase === "string" ? [[key, phrase]] : FORMS.map((form) => [`${key}.${form}`, phrase[form] ?? ""]),
);

/** What says our words: `words` in `lang` as the loader has them, else English. */
export const speaker = ({ lang = "en", words }) => {
  const isOurs = words?.length === CATALOGUE.length;
  const tag = isOurs || /^en/.test(lang) ? lang : "en";
  const texts = new Map(CATALOGUE.map(([key, text], index) => [key, isOurs ? words[index] : text]));
  const say = (key, slots = {}) => texts.get(key).replace(/\{(\w+)\}/g, (_, slot) => slots[slot]);
  const dir = /^(ar|he|iw)/.test(tag) ? "rtl" : "ltr";
  return {
    lang: tag,
    dir,
    /** A vendor's name, isolated from the direction of the words around it. */
    name: (name) => (dir === "rtl" ? `\u2068${name}\u2069` : name),
    say,
    /** A word of JSON v1 in ours, or nothing. */
    word: (key) => (texts.has(key) ? say(key) : ""),
    count: (key, number) => {
      const form = FORMS[format(tag, "plural", number)];
      return say(texts.get(`${key}.${form}`) ? `${key}.${form}` : `${key}.other`, { count: format(tag, "number", number) });
    },
    moment: (at, now) => format(tag, "moment", Date.parse(at), now),
    list: (items) => {
      const between = format(tag, "separators", 0, 0, items.join("\n")).split("\n");
      return items.map((item, index) => (index ? between[index - 1] : "") + item).join("");
    },
  };
};
