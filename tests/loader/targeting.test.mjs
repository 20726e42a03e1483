// Who is concerned by what, decided on the person's own machine: by components, regions, audience,
// least impact and the time before planned work.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { due } from "../../www/live/concerns.js";
import { arrive, asked, component, element, event, forget, minutes, pageWith, told, verdict } from "./lamp.mjs";

beforeEach(forget);

const EU = { only_for: { regions: ["eu"], audiences: [] } };
const ADMINS = { only_for: { regions: [], audiences: ["admins"] } };
const WEB = component("web", "Web App", "partial_outage");
const TEXTS = component("texts", "Texts", "degraded_performance", { group: "Messages" });
const EUROPE = component("eu1", "Europe", "major_outage", EU);
const CONSOLE = component("console", "Console", "major_outage", ADMINS);
const WELL = component("pay", "Payments", "operational");
const US = component("us1", "America", "operational", { only_for: { regions: ["us"], audiences: [] } });

/** What is due for somebody on a page with all of these, the troubled ones told; and what they were warned of. */
async function seen(attributes, ...troubled) {
  const listed = [WEB, TEXTS, EUROPE, CONSOLE, WELL, US, { id: "messages", name: "Messages", kind: "group" }];
  const page = pageWith(listed.map((one) => (one === TEXTS ? { ...one, group: undefined, group_id: "messages" } : one)));
  const moment = told([verdict(page, { components: troubled })]);
  const warned = new Set();
  const look = () => due(element(attributes), moment, (message) => warned.add(message));
  look();
  await arrive();
  const names = look().flatMap(({ components }) => components.map(({ name }) => name));
  return { names, warned: [...warned], asked: asked.length };
}

for (const [attributes, troubled, names, warning] of [
  [{}, [WEB, TEXTS], ["Web App", "Texts"]],
  [{ components: "web" }, [WEB, TEXTS], ["Web App"]],
  [{ components: "Web App" }, [WEB, TEXTS], ["Web App"]],
  [{ components: "Messages/Texts" }, [WEB, TEXTS], ["Texts"]],
  [{ components: "Messages" }, [WEB, TEXTS], ["Texts"]],
  [{ components: " texts ,Web App, " }, [WEB, TEXTS], ["Web App", "Texts"]],
  [{ components: "Payments" }, [WEB, TEXTS], []],
  [{ components: "web app" }, [WEB], ["Web App"], "nothing matches: web app"],
  [{ components: "Payments, nothing" }, [WEB], [], "nothing matches: nothing"],
  [{ regions: "eu" }, [EUROPE, WEB], ["Web App", "Europe"]],
  [{ regions: "us" }, [EUROPE], []],
  [{ regions: "us, mars" }, [EUROPE], [], "nothing matches: mars"],
  [{ regions: "mars" }, [EUROPE], ["Europe"], "nothing matches: mars"],
  [{ audience: "admins" }, [CONSOLE], ["Console"]],
  [{ audience: "everybody else" }, [CONSOLE], ["Console"], "nothing matches: everybody else"],
  [{ regions: "us", audience: "admins" }, [EUROPE, CONSOLE], ["Console"]],
  [{ components: "Europe", regions: "us" }, [EUROPE], []],
  [{ "min-impact": "major" }, [WEB, TEXTS], ["Web App"]],
  [{ "min-impact": "critical" }, [WEB, TEXTS], []],
  [{ "min-impact": "dire" }, [WEB, TEXTS], ["Web App", "Texts"]],
]) {
  const who = JSON.stringify(attributes);
  test(`${who} of ${troubled.map(({ name }) => name)}: ${names.length ? names : "nothing"}`, async () => {
    const { names: got, warned } = await seen(attributes, ...troubled);
    assert.deepEqual(got.sort(), [...names].sort());
    assert.deepEqual(warned, warning ? [warning] : []);
  });
}

test("a name that the page does not know is told and hides nothing", async () => {
  const { names, warned } = await seen({ components: "nothing", regions: "mars" }, WEB, EUROPE);

  assert.deepEqual(names, ["Web App", "Europe"]);
  assert.deepEqual(warned, ["nothing matches: nothing", "nothing matches: mars"]);
});

test("where what is told says enough, the summary is not asked for; else once", async () => {
  assert.equal((await seen({ components: "Web App" }, WEB, TEXTS)).asked, 0);
  assert.equal((await seen({ regions: "us" }, WEB)).asked, 0);
  assert.equal((await seen({ components: "Payments" }, WEB)).asked, 1);
});

test("while it is not known whether a name means anything, nothing is brought; where it cannot be known, nothing is hidden", async () => {
  const moment = told([verdict("unreadable", { components: [WEB] })]);
  const warned = [];
  const look = () => due(element({ components: "Payments" }), moment, (message) => warned.push(message)).length;

  assert.equal(look(), 0);
  await arrive();
  assert.equal(look(), 1);
  assert.deepEqual(warned, []);
});

test("a component's state decides, not what the page says of itself, nor an event's impact", () => {
  const ids = (attributes, more) => due(element(attributes), told([verdict("p", { overall: "operational", ...more })])).map(({ event }) => event?.id);
  const slow = event("slow", { impact: "minor", components: [component("web", "Web App", "major_outage")] });

  assert.deepEqual(ids({ "min-impact": "critical" }, { events: [slow] }), ["slow"]);
  assert.deepEqual(ids({ "min-impact": "critical", components: "API" }, { events: [{ ...slow, components: [...slow.components, component("api", "API", "operational")] }] }), []);
  assert.deepEqual(ids({}, { events: [event("none", { impact: "none" })] }), []);
  assert.deepEqual(ids({ "min-impact": "none" }, { events: [event("none", { impact: "none" })] }), ["none"]);
  assert.deepEqual(ids({ "min-impact": "critical" }, { events: [event("odd", { impact: "unknown" })] }), ["odd"]);
});

test("what an event tells of is not told twice, unless the event is a notice", () => {
  const count = (events) => due(element(), told([verdict("p", { events, components: [WEB] })])).length;

  assert.equal(count([event("e", { components: [WEB] })]), 1);
  assert.equal(count([event("wide")]), 1);
  assert.equal(count([event("n", { kind: "notice", components: [WEB] })]), 2);
  assert.equal(count([event("planned", { kind: "maintenance", phase: "scheduled", components: [WEB] })]), 1);
});

test("planned work is told so many hours before as was asked for, else once it is under way", () => {
  const planned = (hours) => event("m", { kind: "maintenance", impact: "maintenance", phase: "scheduled", started_at: minutes(hours * 60) });
  const isTold = (lead, event) => due(element({ "maintenance-lead": lead }), told([verdict("p", { events: [event] })])).length > 0;

  for (const [lead, hours, expected] of [
    ["", 1, false],
    ["2", 1, true],
    ["2", 3, false],
    ["0.5", 0.4, true],
    ["soon", 0.1, false],
    ["2", -0.5, true],
  ]) {
    assert.equal(isTold(lead, planned(hours)), expected, `lead ${lead}, in ${hours} hours`);
  }
  assert.ok(isTold("", { ...planned(-1), phase: "in_progress" }));
});

test("that nothing was heard of a vendor is no trouble of the vendor's", () => {
  const isTold = (unknown_after) => due(element(), told([verdict("p", { unknown_after, components: [component("web", "Web App", "unknown")] })])).length > 0;

  assert.ok(isTold(minutes(1)));
  assert.ok(!isTold(minutes(-1)));
});

test("of several pages each is looked at by itself", () => {
  const both = told([verdict("one", { components: [WEB] }), verdict("two", { components: [TEXTS] })]);

  assert.deepEqual(due(element(), both).map(({ verdict }) => verdict.page), ["one", "two"]);
});

test("what is only counted may be anything", () => {
  assert.equal(due(element(), told([verdict("p", { more: 3 })])).length, 1);
  assert.equal(due(element(), told([verdict("p", { more_events: 1 })])).length, 1);
  assert.equal(due(element(), told([verdict("p")])).length, 0);
});
