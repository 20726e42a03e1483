// What the text view says where the bundle cannot run: the same as the bundle, as far as verdict and
// summary tell.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { told } from "../../www/text/told.js";
import { component, event, minutes, NOON, verdict } from "./lamp.mjs";

const english = JSON.parse(readFileSync(new URL("../../widget/words/en.json", import.meta.url), "utf8"));
const fill = (text, slots) => text.replace(/\{(\w+)\}/g, (_, slot) => slots[slot]);
/** Our words as `www/text/phrases.js` gives them, in English and without `Intl`. */
const WORDS = {
  name: (name) => name,
  say: (key, slots) => fill(english[key], slots),
  word: (key) => english[key] ?? "",
  count: (key, count) => fill(english[key].other, { count }),
  moment: (at) => at,
  list: (items) => items.join(", "),
};

const WEB = component("web", "Web App", "partial_outage");
const entryOf = (told, now = NOON) => ({ page: told.page, verdict: told, now, reachable: true, dismissed: [], shown: [] });
const fresh = { fresh_until: minutes(2), checked_at: minutes(0), overall: "partial_outage" };
const summary = (more) => ({
  page: { name: "Noterro", url: "https://status.example.com" },
  components: [
    { id: "messages", kind: "group", name: "Messages" },
    { ...WEB, kind: "component" },
    { ...component("texts", "Texts", "operational"), kind: "component", group_id: "messages", muted: true },
  ],
  events: [
    {
      id: "e",
      title: "Pages load slowly",
      url: "https://status.example.com/e",
      updates: [
        { phase: "investigating", at: minutes(-5), body: [{ type: "paragraph", children: [{ type: "text", text: "We look into it." }] }] },
        { phase: "postmortem", at: minutes(-1), body: [] },
      ],
    },
  ],
  ...more,
});

test("a banner: vendor, title and phase; what it touches; the latest words; how many more", () => {
  const now = verdict("noterro", { ...fresh, events: [event("e", { components: [WEB] })] });
  const due = () => [{ verdict: now, components: [WEB] }, { verdict: now, event: now.events[0] }];

  const said = told("banner", due, [entryOf(now)], new Map([["noterro", summary()]]), WORDS);

  assert.equal(said.name, "Noterro");
  assert.deepEqual(said.lines, [
    "Noterro: Pages load slowly: Investigating",
    ["We look into it."],
    `Updated ${minutes(-5)}`,
    "and 1 more",
  ]);
  assert.deepEqual([said.events, said.page, said.url], [["e"], "noterro", "https://status.example.com/e"]);
});

test("without the summary the verdict says what is most needed", () => {
  const now = verdict("noterro", { ...fresh, events: [event("e", { components: [WEB] })], components: [WEB] });
  const say = (due) => told("banner", () => [{ verdict: now, ...due }], [entryOf(now)], new Map(), WORDS);

  assert.deepEqual(say({ event: now.events[0] }).lines, ["noterro: Web App: Investigating"]);
  assert.deepEqual(say({ components: [WEB] }).lines, ["noterro: Web App: partial outage"]);
  assert.deepEqual(say({ components: [WEB] }).events, ["component:web:partial_outage"]);
});

test("what is old says so, and is never green", () => {
  const old = verdict("noterro", { ...fresh, fresh_until: minutes(-10), checked_at: minutes(-15), overall: "operational" });
  const summaries = new Map([["noterro", summary()]]);

  const { lines, rows } = told("components", null, [entryOf(old)], summaries, WORDS);
  assert.equal(lines[0], "Noterro: Last known: operational");
  assert.match(lines.at(-2), /^Last heard from Noterro /);
  assert.deepEqual(rows, ["Web App: Last known: partial outage", "Messages / Texts: Last known: operational (Muted by the operator)"]);

  const unknown = told("components", null, [entryOf({ ...old, unknown_after: minutes(-5) })], summaries, WORDS);
  assert.doesNotMatch([...unknown.lines, ...unknown.rows].join("\n"), /operational/);
});

test("an incident is told before planned work, and that before what is over", () => {
  const events = [
    event("over", { ended_at: minutes(-1), phase: "resolved" }),
    event("work", { kind: "maintenance", phase: "in_progress", impact: "maintenance" }),
    event("incident"),
  ];
  const now = verdict("p", { ...fresh, events });
  const said = (...ids) => told("banner", () => events.filter(({ id }) => ids.includes(id)).map((event) => ({ verdict: now, event })), [entryOf(now)], new Map(), WORDS);

  assert.deepEqual(said("over", "work", "incident").events, ["incident"]);
  assert.deepEqual(said("over", "work").events, ["work"]);
  assert.match(said("over").lines[0], /Resolved/);
});

test("nothing read yet, and nothing due", () => {
  const entry = { ...entryOf({ page: "noterro" }), verdict: null };
  Object.defineProperty(globalThis, "navigator", { value: { onLine: true }, configurable: true });
  assert.deepEqual(told("components", null, [entry], new Map(), WORDS).lines, [english.failed]);
  assert.equal(told("banner", () => [], [], new Map(), WORDS), null);
  // Counted, but not named.
  assert.equal(told("banner", () => [{ verdict: verdict("p"), components: [] }], [], new Map(), WORDS), null);
});

test("a pill says how each page stands, and no more", () => {
  const now = verdict("noterro", { ...fresh, events: [event("e")] });
  const { lines, rows } = told("status", null, [entryOf(now), entryOf({ ...now, page: "other", overall: "operational" })], new Map(), WORDS);

  assert.deepEqual(lines, ["noterro: partial outage", "other: operational"]);
  assert.deepEqual(rows, []);
});
