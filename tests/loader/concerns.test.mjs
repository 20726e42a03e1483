// The two tests that the loader makes before anything draws. The coarse one, in `embed.js`, may be
// generous; the fine one, in the live part, says whether the bundle is brought. Neither ever says
// "nothing" where the bundle would show a banner. What is due is written down by
// `tests/tests/truth/replay.rs`, which replays what happened on four pages.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import { due } from "../../www/live/concerns.js";
import { share } from "../../www/live/shared.js";
import { mayConcern } from "../../www/loader/coarse.js";
import { memory, recall } from "../../www/loader/memory.js";
import { quietly } from "../../www/loader/quietly.js";

const replays = JSON.parse(readFileSync(new URL("replays.json", import.meta.url), "utf8"));
const NOON = Date.parse("2026-11-21T12:00:00Z");

// Page → the answer to whoever asks for all its components.
const summaries = new Map();
let asked;

beforeEach(() => {
  for (const key of Object.keys(memory)) delete memory[key];
  summaries.clear();
  asked = [];
});

// A lamp of which only the summary is asked.
globalThis.fetch = async (url) => {
  const page = url.match(/\/v1\/pages\/([^/]+)\/summary/)[1];
  asked.push(page);
  return { ok: summaries.has(page), json: async () => ({ components: summaries.get(page) }) };
};
share(new Map(), new Map(), new Set(), quietly, memory, recall, () => {}, () => "", (get) => get("https://lamp.example"));

const element = (components, least, more) => {
  const attributes = { components, "min-impact": least, ...more };
  return { getAttribute: (name) => attributes[name] || null };
};

/** What a list of pages is told, as of a moment at which all of it is known. */
const told = (...verdicts) => ({
  pages: verdicts.map(({ page }) => page).join(" "),
  verdicts: verdicts.map((verdict) => ({ ...verdict, unknown_after: "2026-11-21T13:00:00Z" })),
  now: () => NOON,
});

const both = [
  ["coarse", mayConcern],
  ["fine", (element, poll) => due(element, poll)[0]],
];

for (const [name, concerns] of both) {
  test(`${name}: whoever is to see a banner is never told that there is nothing`, async () => {
    let banners = 0;
    for (const [index, { of, verdict, due: byImpact }] of replays.entries()) {
      // Each moment by itself: what was read of a page stays read.
      const page = `${verdict.page}-${index}`;
      for (const [least, selectors] of Object.entries(byImpact)) {
        for (const components of selectors) {
          const see = () => concerns(element(components, least), told({ ...verdict, page }));
          // Where all components have to be read first, they cannot be: that hides nothing.
          see();
          await new Promise(setImmediate);
          banners += 1;
          assert.ok(see(), `${of}: "${components}" from "${least}" on`);
        }
      }
    }
    assert.ok(banners > 300, `${banners} banners`);
  });

  test(`${name}: where nothing is due for anybody, nothing more is loaded`, () => {
    const calm = replays.filter(({ due }) => Object.values(due).every((selectors) => !selectors.length));
    assert.ok(calm.length > 3, `${calm.length} calm moments`);
    for (const { of, verdict } of calm) {
      for (const components of ["", "Web App", "no such part"]) {
        assert.ok(!concerns(element(components), told(verdict)), of);
      }
    }
    assert.deepEqual(asked, []);
  });
}
