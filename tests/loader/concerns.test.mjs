// The two tests that the loader makes before anything draws. The coarse one, in `embed.js`, may be
// generous; the fine one, in the live part, says whether the bundle is brought. Neither ever says
// "nothing" where the bundle would show a banner. What is due is written down by
// `tests/tests/truth/replay.rs`, which replays what happened on four pages.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import { due } from "../../www/live/concerns.js";
import { mayConcern } from "../../www/loader/coarse.js";
import { arrive, asked, element, forget, minutes, told, verdict } from "./lamp.mjs";

const replays = JSON.parse(readFileSync(new URL("replays.json", import.meta.url), "utf8"));

beforeEach(forget);

/** A moment of a replay, at which all that is told is known. */
const at = (verdict) => told([{ ...verdict, unknown_after: minutes(60) }]);

const both = [
  ["coarse", mayConcern],
  ["fine", (element, poll) => due(element, poll)[0]],
];

for (const [name, concerns] of both) {
  test(`${name}: whoever is to see a banner is never told that there is nothing`, async () => {
    let banners = 0;
    for (const [index, { of, verdict, due: byImpact }] of replays.entries()) {
      // Each moment by itself: what was read of a page stays read.
      const moment = at({ ...verdict, page: `${verdict.page}-${index}` });
      for (const [least, selectors] of Object.entries(byImpact)) {
        for (const components of selectors) {
          const see = () => concerns(element({ components, "min-impact": least }), moment);
          // Where all components would have to be read first, they cannot be: that hides nothing.
          see();
          await arrive();
          banners += 1;
          assert.ok(see(), `${of}: "${components}" from "${least}" on`);
        }
      }
    }
    assert.ok(banners > 300, `${banners} banners`);
  });

  test(`${name}: where nothing is due for anybody, nothing more is loaded or asked`, () => {
    const calm = replays.filter(({ due }) => Object.values(due).every((selectors) => !selectors.length));
    assert.ok(calm.length > 3, `${calm.length} calm moments`);
    for (const { of, verdict } of calm) {
      for (const components of ["", "Web App", "no such part"]) {
        assert.ok(!concerns(element({ components }), at(verdict)), of);
      }
    }
    assert.deepEqual(asked, []);
  });
}

test("coarse: what is only counted, or asked to be told live, may be anything", () => {
  const calm = verdict("p");
  const sees = (more) => Boolean(mayConcern(element(), told([{ ...calm, ...more }])));

  assert.deepEqual([sees({}), sees({ more: 1 }), sees({ more_events: 1 }), sees({ live: true })], [false, true, true, true]);
});

test("fine: an event without impact brings the bundle to nobody who did not ask for it", () => {
  const harmless = replays.filter(({ due }) => due.none.includes("") && !due[""].includes(""));
  assert.ok(harmless.length > 0);
  for (const { of, verdict } of harmless) assert.deepEqual(due(element(), at(verdict)), [], of);
});
