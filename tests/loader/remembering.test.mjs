// What is remembered on a person's machine: within bounds, shared where storage is, and in this
// document alone where there is none or none is wanted.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { idsIn, record } from "../../www/live/keep.js";
import { rememberVerdicts } from "../../www/live/kept.js";
import { memory, recall } from "../../www/loader/memory.js";
import { configure } from "../../www/loader/settings.js";
import { component, event, forget, minutes, verdict } from "./lamp.mjs";

beforeEach(() => {
  forget();
  globalThis.localStorage = {};
});

const at = (time) => ({ at: time });
const stored = (key) => JSON.parse(localStorage[`statuslamp:${key}`]);

test("records are kept in the storage of the page, the newest hundred", () => {
  for (let time = 0; time < 130; time += 1) record("dismissed", [[`p/${time}`, at(time)]]);

  const ids = idsIn("dismissed", "p");
  assert.equal(ids.length, 100);
  assert.ok(ids.includes("129") && !ids.includes("29"));
  assert.deepEqual(Object.keys(localStorage), ["statuslamp:dismissed"]);
  assert.deepEqual(memory, {});
});

test("what another tab wrote counts at once", () => {
  record("dismissed", [["p/a", at(1)]]);
  localStorage["statuslamp:dismissed"] = JSON.stringify({ "p/b": at(2) });

  assert.deepEqual(idsIn("dismissed", "p"), ["b"]);
  assert.deepEqual(idsIn("dismissed", "other"), []);
});

for (const [what, storage] of [
  ["is forbidden", undefined],
  ["is full", Object.freeze({ "statuslamp:dismissed": "{}" })],
  ["holds something else", { "statuslamp:dismissed": "not ours" }],
]) {
  test(`where storage ${what}, it is remembered as long as the document lives`, () => {
    globalThis.localStorage = storage;

    record("dismissed", [["p/a", at(1)]]);

    assert.deepEqual(idsIn("dismissed", "p"), ["a"]);
  });
}

test("where no storage is wanted, none is touched", () => {
  configure({ storage: "none" });
  const touched = [];
  const note = (_, key) => touched.push(key) < 0;
  globalThis.localStorage = new Proxy({}, { get: note, set: note, has: note, deleteProperty: note });

  record("dismissed", [["p/a", at(1)]]);

  assert.deepEqual(idsIn("dismissed", "p"), ["a"]);
  assert.deepEqual(recall("shown"), {});
  assert.deepEqual(touched, []);
});

const TROUBLE = { poll_seconds: 60, checked_at: minutes(0), fresh_until: minutes(3), events: [event("e")] };
const poll = (more) => ({ pages: "p", verdicts: [], elements: new Set(), skews: [0, 0], ...more });
const read = (more, elements = []) => {
  const one = poll({ reachable: true, skews: [0, 5000], verdicts: [verdict("p", more)], elements: new Set(elements) });
  rememberVerdicts(one);
};

test("the last trouble is kept, and forgotten when all is well", () => {
  read(TROUBLE);
  assert.equal(stored("verdict").p.isTrouble, true);
  assert.equal(stored("verdict").p.verdicts[0].events[0].id, "e");

  read({ fresh_until: minutes(3) });
  assert.deepEqual(stored("verdict"), {});
});

test("who shows something all the time has the last state kept, without calling it trouble", () => {
  read({ fresh_until: minutes(3) }, [{ localName: "statuslamp-status" }]);

  assert.equal(stored("verdict").p.isTrouble, false);
});

test("the last verdicts of five lists of pages are kept", () => {
  for (let list = 0; list < 8; list += 1) {
    rememberVerdicts(poll({ pages: `p${list}`, reachable: true, verdicts: [verdict(`p${list}`, TROUBLE)] }));
  }
  assert.equal(Object.keys(stored("verdict")).length, 5);
});

test("where no host answers, what was kept stands in, and is never fresh, whatever the clock says", () => {
  for (const skew of [0, -10 * 86_400_000]) {
    const fresh = new Date(Date.now() + 60_000).toISOString();
    rememberVerdicts(poll({ reachable: true, skews: [0, skew], verdicts: [verdict("p", { ...TROUBLE, fresh_until: fresh })] }));

    const dark = poll({ reachable: false });
    rememberVerdicts(dark);

    assert.equal(dark.kept, 1);
    assert.equal(dark.verdicts[0].events[0].id, "e");
    const now = Math.max(dark.skews[0] + performance.now(), dark.skews[1] + Date.now());
    assert.ok(now > Date.parse(fresh), `skew ${skew}`);
  }
});

test("what was kept for more than a day helps nobody, and what was read in this document needs no help", () => {
  read(TROUBLE);
  const now = Date.now();
  const own = Date.now;
  Date.now = () => now + 25 * 3_600_000;
  const later = poll({ reachable: false });
  rememberVerdicts(later);
  Date.now = own;
  assert.deepEqual(later.verdicts, []);

  const known = [verdict("p", { components: [component("web", "Web App")] })];
  const dark = poll({ reachable: false, verdicts: known });
  rememberVerdicts(dark);
  assert.equal(dark.verdicts, known);
});

test("nothing kept, or something that is not ours, is nothing", () => {
  for (const text of ["", "{}", "[]", "null", '{"p":null}', '{"p":{"at":99999999999999}}']) {
    globalThis.localStorage = { "statuslamp:verdict": text };
    const dark = poll({ reachable: false });
    try {
      rememberVerdicts(dark);
    } catch (error) {
      assert.fail(`${text}: ${error}`);
    }
    assert.deepEqual(dark.verdicts, [], text);
  }
  assert.deepEqual(recall("anything"), {});
});
