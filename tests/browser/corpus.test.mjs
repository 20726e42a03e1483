// Payloads recorded from real pages, through the real command, in the component list.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ROOT, eventually, open, picture, shown, startBrowser, startHost, startLamp, startSimulator, stopAll } from "./support.mjs";

const CORPUS = join(ROOT, "../shared/corpus/statuspage");
const WORDS = {
  operational: "Operational",
  under_maintenance: "Under maintenance",
  degraded_performance: "Degraded performance",
  partial_outage: "Partial outage",
  major_outage: "Major outage",
};

/** Every recorded document that tells of a whole page. */
function recorded() {
  if (!existsSync(CORPUS)) return [];
  return readdirSync(CORPUS)
    .filter((name) => /-(summary|components)[^]*\.json$/.test(name))
    .map((name) => ({ name, path: join(CORPUS, name), document: JSON.parse(readFileSync(join(CORPUS, name), "utf8")) }))
    .filter(({ document }) => document.page && document.components)
    .map((file, index) => ({ ...file, id: `recorded-${index}` }));
}

const files = recorded();
let simulator, lamp, host, browser;

before(async () => {
  if (files.length === 0) return;
  simulator = await startSimulator(files.map(({ id, path }) => ["--file", id, path]));
  lamp = await startLamp(
    files.map(({ id, document }) => {
      const url = `${simulator.address}/${id}`;
      return { id, name: document.page.name, url, provider: "statuspage", poll_seconds: 5 };
    }),
  );
  host = await startHost(lamp.address);
  browser = await startBrowser();
});

after(() => stopAll(simulator, lamp, host, { stop: () => browser?.close() }));

const skip = files.length === 0 && "no corpus beside this checkout";

test("recorded pages show every component as the file has it, and what is going on", { skip }, async (context) => {
  for (const { name, id, document } of files) {
    await context.test(name, async () => {
      await eventually(() => lamp.read(`/v1/pages/${id}/verdict`), ({ checked_at }) => checked_at);
      const visitor = await open(browser, `${host.address}/list.html?page=${id}`, { lamp: lamp.address });
      const [text] = await eventually(
        () => shown(visitor.page),
        ([text]) => text?.includes("official page"),
      );

      const rows = await visitor.page.evaluate(() =>
        [...document.querySelector("statuslamp-components").shadowRoot.querySelectorAll(".row")].map((row) => [
          row.firstElementChild.textContent,
          row.lastElementChild.textContent.trim(),
        ]),
      );
      const expected = document.components
        .filter(({ group, only_show_if_degraded: hidden, status }) => !group && !(hidden && status === "operational"))
        .map((component) => [component.name.trim(), WORDS[component.status]]);
      const sorted = (pairs) => pairs.map((pair) => pair.join(": ").replaceAll(/\s+/g, " ")).sort();
      assert.deepEqual(sorted(rows), sorted(expected));
      const events = [...(document.incidents ?? []), ...(document.scheduled_maintenances ?? [])];
      const isUnderWay = ({ status }) => !["scheduled", "resolved", "postmortem", "completed"].includes(status);
      for (const { name } of events) {
        const isExpected = events.some((event) => event.name === name && isUnderWay(event));
        assert.equal(text.includes(name.trim()), isExpected, name);
      }
      if (rows.some(([, status]) => status !== "Operational")) assert.doesNotMatch(text, /All systems operational/);
      assert.deepEqual(visitor.harm, []);
      if (/3-incidents/.test(name)) await picture(visitor.page, "recorded-1280-light");
      await visitor.close();
    });
  }
});
