// What was dismissed stays away until it is worse, wider or open again; what is over is told only to
// whom its trouble was shown, and only for a while. On the replays of what happened on four pages,
// and case by case.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import { due } from "../../www/live/concerns.js";
import { record } from "../../www/live/keep.js";
import { remember } from "../../www/live/report.js";
import { component, element, event, forget, minutes, NOON, told, verdict } from "./lamp.mjs";

const replays = JSON.parse(readFileSync(new URL("replays.json", import.meta.url), "utf8"));

beforeEach(forget);

const dismiss = (due) => {
  for (const { verdict, event, components } of due) {
    remember(verdict, event ? [event.id] : components.map(({ id, status }) => `component:${id}:${status}`));
  }
};

/** The moments of a replay, in their order. */
const momentsOf = (name) => replays.filter(({ of }) => of === name).map(({ verdict }) => ({ ...verdict, unknown_after: minutes(6000) }));

// At which moments somebody who dismisses at once is shown something, of how many moments there are.
for (const [name, all, shown, attributes] of [
  ["noterro/bounced-release", 6, [0]],
  ["napta/service-outage", 5, [0]],
  ["napta/global-lock", 3, [0]],
  // The vendor rated it worse while watching.
  ["napta/stuck-connections", 5, [0, 2]],
  ["napta/missed-scaling", 5, [0]],
  ["napta/two-troubles", 8, [0]],
  ["napta/undated-slowness", 3, [0]],
  // Written down after the fact.
  ["napta/failing-requests", 2, []],
  // No impact, says the vendor: only for who asks for that.
  ["netop/connect-not-loading", 5, []],
  ["netop/connect-not-loading", 5, [0], { "min-impact": "none" }],
]) {
  const whom = attributes ? `${name}, asked for` : name;
  test(`${whom}: who dismisses at once is told ${shown.length} times`, () => {
    const moments = momentsOf(name);
    assert.equal(moments.length, all);
    const seen = moments.flatMap((verdict, index) => {
      const now = due(element(attributes), told([verdict]));
      dismiss(now);
      return now.length ? [index] : [];
    });
    assert.deepEqual(seen, shown);
  });

  test(`${whom}: its end is news for a while to whom its trouble was shown, and to nobody else`, () => {
    for (const moment of momentsOf(name)) {
      const over = moment.events.filter(({ ended_at }) => ended_at);
      for (const { id, ended_at } of over) {
        const ids = (after) => due(element({ "min-impact": "none" }), told([moment], Date.parse(ended_at) + after * 60_000)).map(({ event }) => event?.id);
        forget();
        assert.ok(!ids(1).includes(id));
        record("shown", [[`${moment.page}/${id}`, { at: NOON }]]);
        assert.ok(ids(1).includes(id) && ids(29).includes(id));
        assert.ok(!ids(31).includes(id));
      }
    }
  });
}

const WEB = component("web", "Web App", "degraded_performance");
const API = component("api", "API", "degraded_performance");
const FIRST = event("e", { impact: "minor", components: [WEB] });

/** Whether an event that was dismissed as `FIRST` is due as it is now. */
const isBack = (now, attributes) => {
  dismiss(due(element(), told([verdict("p", { events: [FIRST] })])));
  return due(element(attributes), told([verdict("p", { events: [{ ...FIRST, ...now }] })])).length > 0;
};

for (const [what, now, expected, attributes] of [
  ["nothing changed", {}, false],
  ["a plain update", { updated_at: minutes(1) }, false],
  ["the next phase", { phase: "identified" }, false],
  ["an earlier phase", { phase: "investigating" }, false],
  ["a lesser impact", { impact: "none" }, false],
  ["a worse impact", { impact: "major" }, true],
  ["an impact that nobody knows", { impact: "unknown" }, false],
  ["a component in a worse state", { components: [{ ...WEB, status: "major_outage" }] }, true],
  ["a component in a better state", { components: [{ ...WEB, status: "operational" }] }, false],
  ["one more component", { components: [WEB, API] }, true],
  ["one more component, of mine", { components: [WEB, API] }, true, { components: "API" }],
  ["one more component, of somebody else", { components: [WEB, API] }, false, { components: "Web App" }],
  ["a component less", { components: [] }, false],
  ["open again", { reopened: 1 }, true],
  ["the end", { phase: "resolved", ended_at: minutes(-1) }, false],
  ["the post-mortem", { phase: "postmortem", ended_at: minutes(-1) }, false],
]) {
  test(`${what}: ${expected ? "it comes back" : "it stays away"}`, () => {
    record("shown", [["p/e", { at: NOON }]]);
    assert.equal(isBack(now, attributes), expected);
  });
}

test("what came back and was dismissed again stays away as it is then", () => {
  assert.ok(isBack({ reopened: 1, impact: "major" }));
  const again = { ...FIRST, reopened: 1, impact: "major" };
  dismiss(due(element(), told([verdict("p", { events: [again] })])));
  const later = (more) => due(element(), told([verdict("p", { events: [{ ...again, ...more }] })])).length;

  assert.equal(later({}), 0);
  assert.equal(later({ impact: "minor" }), 0);
  assert.equal(later({ reopened: 2 }), 1);
});

test("the state of a component without event is dismissed as that state", () => {
  const at = (status) => due(element(), told([verdict("p", { components: [{ ...WEB, status }] })]));
  dismiss(at("degraded_performance"));

  assert.equal(at("degraded_performance").length, 0);
  assert.equal(at("major_outage").length, 1);
});

test("what is dismissed of one page is not dismissed of another", () => {
  dismiss(due(element(), told([verdict("one", { events: [FIRST] })])));
  const both = told([verdict("one", { events: [FIRST] }), verdict("two", { events: [FIRST] })]);

  assert.deepEqual(due(element(), both).map(({ verdict }) => verdict.page), ["two"]);
});
