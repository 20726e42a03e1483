// Lighthouse reads the pages for people, as a phone does: what it says of accessibility, of good
// practice and of being found does not depend on the machine. How fast a page is does; that is
// looked at by hand: `npx lighthouse http://127.0.0.1:8787/is/noterro`.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, run, startLamp, startSimulator, stopAll, ROOT } from "./support.mjs";

const LIGHTHOUSE = `${ROOT}/tests/clients/node_modules/lighthouse/cli/index.js`;
const CATEGORIES = ["accessibility", "best-practices", "seo"];
const LEAST = 0.95;

let simulator, lamp;

before(async () => {
  simulator = await startSimulator();
  await simulator.press("clock", { clock: "recorded" });
  await simulator.press("noterro/play", { speed: 100_000 });
  lamp = await startLamp([{ id: "noterro", name: "Noterro", url: `${simulator.address}/noterro`, poll_seconds: 1 }]);
  await eventually(
    () => lamp.read("/v1/pages/noterro/incidents"),
    ({ data }) => data[0]?.phase === "postmortem",
  );
});

after(() => stopAll(simulator, lamp));

test("a page for people scores at least 95 of 100 for whoever cannot see, for good practice and for being found", async () => {
  const list = await lamp.read("/v1/pages/noterro/incidents");
  for (const path of ["/is/noterro", `/ar/is/noterro/incidents/${list.data[0].id}`]) {
    const { code, out, err } = await run(
      process.execPath,
      [
        LIGHTHOUSE,
        lamp.address + path,
        "--output=json",
        "--quiet",
        `--only-categories=${CATEGORIES.join()}`,
        "--chrome-flags=--headless=new --no-sandbox",
        "--no-enable-error-reporting",
      ],
      { CHROME_PATH: process.env.STATUSLAMP_CHROMIUM },
    );
    assert.equal(code, 0, err);
    const { categories, audits } = JSON.parse(out);

    for (const name of CATEGORIES) {
      const { score, auditRefs } = categories[name];
      const failed = auditRefs.filter(({ id, weight }) => weight > 0 && (audits[id].score ?? 1) < 1).map(({ id }) => id);
      assert.ok(score >= LEAST, `${path}: ${name} ${score}: ${failed}`);
    }
  }
});
