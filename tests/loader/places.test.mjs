// Where in an application an element speaks, and in which language.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { languageOf } from "../../www/live/language.js";
import { isOnRoute } from "../../www/live/routes.js";
import { element } from "./lamp.mjs";

for (const [routes, path, expected] of [
  ["", "/anything", true],
  ["/orders", "/orders", true],
  ["/orders", "/orders/7", false],
  ["/orders*", "/orders/7", true],
  ["/orders/*", "/orders", false],
  ["*/edit", "/orders/7/edit", true],
  ["/a, /b", "/b", true],
  ["/a /b", "/c", false],
  ["/a.b", "/axb", false],
  ["/(x)+", "/(x)+", true],
  ["/#/inbox*", "/#/inbox/3", true],
  ["/", "/#/inbox", true],
  ["/orders?tab=open", "/orders?tab=open", true],
  ["/orders", "/orders?tab=open", true],
]) {
  test(`routes "${routes}" at ${path}: ${expected ? "speaks" : "is silent"}`, () => {
    globalThis.location = new URL(path, "https://app.example");
    assert.equal(isOnRoute(element({ routes })), expected);
  });
}

/** An element within others, from the inside out. */
const within = (...tags) => tags.reduceRight((parentNode, lang) => ({ ...element({ lang }), parentNode }), undefined);
const prefer = (...languages) => Object.defineProperty(globalThis, "navigator", { value: { languages }, configurable: true });

for (const [what, node, languages, expected] of [
  ["its own", within("de", "fr"), ["pl"], "de"],
  ["the nearest", within("", "pt-BR", "fr"), ["pl"], "pt-BR"],
  ["the reader's, where the page has none", within("", ""), ["sv", "pl-PL", "de"], "pl-PL"],
  ["English, where the page's is none of ours", within("sv"), ["de"], "en"],
  ["English, where nothing is known", within(""), [], "en"],
  ["that of the host around a shadow", { ...element(), parentNode: { host: within("ja") } }, [], "ja"],
]) {
  test(`language: ${what}`, () => {
    prefer(...languages);
    assert.equal(languageOf(node), expected);
  });
}

test("every language that has words is chosen", () => {
  const files = readdirSync(new URL("../../widget/words", import.meta.url)).filter((name) => name.endsWith(".json"));
  assert.equal(files.length, 12);
  for (const name of files) {
    const tag = name.replace(".json", "");
    assert.equal(languageOf(within(`${tag}-XX`)), `${tag}-XX`);
  }
});
