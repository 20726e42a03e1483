// The loader's own, coarse test of whether anything concerns an element: it may be generous, but
// it never says "nothing" where the bundle would show a banner. What is due is written down by
// `tests/tests/truth/replay.rs`, which replays what happened on four pages.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
const replays = JSON.parse(read("replays.json"));

/** Runs the loader in a page with nothing in it and hands out what it shares with its live part. */
async function loader() {
  let shared;
  const live = {
    start: (memory, homes, placed, handlers, quietly, records, isDismissed, isUnderWay, concerns) => {
      shared = { memory, concerns };
      return { refresh() {} };
    },
  };
  const script = { tagName: "SCRIPT", src: "https://status.example/embed.js", dataset: {} };
  const page = {
    document: { currentScript: script, addEventListener() {} },
    customElements: { get: () => undefined, define() {} },
    HTMLElement: class {},
    localStorage: {},
    performance,
    URL,
  };
  page.window = page;
  const source = read("../../www/embed.js").replace("import(`${base}/__LIVE__`)", "bringLive()");
  page.bringLive = async () => live;
  vm.runInNewContext(source, page);
  await page.Statuslamp.refresh();
  assert.ok(shared, "the live part was asked for");
  return shared;
}

const element = (components, least) => ({
  getAttribute: (name) => ({ components, "min-impact": least })[name] || null,
});

/** A verdict as of a moment at which it is still known. */
const known = (verdict) => ({
  page: verdict.page,
  verdict: { ...verdict, unknown_after: "2026-11-21T12:00:00Z" },
  now: () => Date.parse("2026-11-21T12:00:00Z"),
});

test("whoever is to see a banner is never told that there is nothing", async () => {
  const { concerns } = await loader();
  let due = 0;
  for (const { of, verdict, due: byImpact } of replays) {
    for (const [least, selectors] of Object.entries(byImpact)) {
      for (const components of selectors) {
        due += 1;
        assert.ok(concerns(element(components, least), known(verdict)), `${of}: "${components}" from "${least}" on`);
      }
    }
  }
  assert.ok(due > 300, `${due} banners`);
});

test("where nothing is due for anybody, nothing more is loaded", async () => {
  const { concerns } = await loader();
  const calm = replays.filter(({ due }) => Object.values(due).every((selectors) => !selectors.length));
  assert.ok(calm.length > 3, `${calm.length} calm moments`);
  for (const { of, verdict } of calm) {
    for (const components of ["", "Web App", "no such part"]) {
      assert.equal(Boolean(concerns(element(components, ""), known(verdict))), false, of);
    }
  }
});

test("who watches one component of several in trouble is told of that one alone", async () => {
  const { concerns } = await loader();
  const component = (id, name) => ({ id, name, status: "major_outage" });
  const verdict = { page: "p", events: [], components: [component("web", "Web App")], more: 0, more_events: 0 };
  const both = { ...verdict, components: [...verdict.components, component("api", "API")] };

  assert.ok(concerns(element("API"), known(both)));
  assert.ok(concerns(element("Group/API"), known(both)));
  // Dismissed, and the other one is not meant.
  const { concerns: fresh, memory } = await loader();
  memory["p/component:api:major_outage"] = {};
  assert.equal(fresh(element("API"), known(both)), false);
});

test("a group's name, and a name of nothing, hide nothing", async () => {
  const { concerns } = await loader();
  const verdict = {
    page: "p",
    events: [],
    components: [{ id: "texts", name: "Texts", status: "major_outage" }],
    more: 0,
    more_events: 0,
  };

  for (const components of ["Messages", "no such part", "web,Messages", "Messages/Texts"]) {
    assert.ok(concerns(element(components), known(verdict)), components);
  }
});
