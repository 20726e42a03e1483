// The reports whose systems we have to match, replayed at the times they were recorded: what the API,
// the compatible one and the pages for people tell of each is exactly what the record says.
//
// The facts stand in `seeds.json`; where the records lie beside this checkout, they are read from
// them as well, and have to be the same.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fromInstatus, fromIsdown, fromPingoru, fromStatuspage } from "./records.mjs";
import { ROOT, eventually, open, startBrowser, startLamp, startSimulator, stopAll } from "./support.mjs";

const SEEDS = JSON.parse(readFileSync(new URL("seeds.json", import.meta.url), "utf8"));
const RECORDS = join(ROOT, "../shared/seeds");
const READERS = { noterro: fromStatuspage, netop: fromPingoru, napta: fromIsdown, watermelon: fromInstatus };
/** The pages' words for phases. */
const PHASES = {
  Investigating: "investigating",
  "Cause identified": "identified",
  Monitoring: "monitoring",
  Resolved: "resolved",
  "Post-mortem": "postmortem",
  Update: "update",
};
const nameOf = (page) => page[0].toUpperCase() + page.slice(1);
/** The records tell the minute. */
const minute = (instant) => instant && `${instant.slice(0, 16)}Z`;

let simulator, lamp, browser;
const told = {};

before(async () => {
  simulator = await startSimulator();
  await simulator.press("clock", { clock: "recorded" });
  lamp = await startLamp(SEEDS.map(({ page, provider }) => ({ id: page, name: nameOf(page), url: `${simulator.address}/${page}`, provider, poll_seconds: 60 })));
  browser = await startBrowser();
  for (const { page, reports } of SEEDS) {
    const { data } = await eventually(() => lamp.read(`/v1/pages/${page}/incidents?limit=100`), ({ data }) => data?.length === reports.length);
    told[page] = await Promise.all(data.map(({ id }) => lamp.read(`/v1/pages/${page}/incidents/${id}`)));
  }
});

after(() => stopAll(simulator, lamp, { stop: () => browser?.close() }));

/** Asks the same of every report of every page. */
async function each(context, check) {
  for (const { page, reports } of SEEDS) {
    for (const [index, report] of reports.entries()) {
      await context.test(`${page} ${index + 1} ${report.title ?? ""}`, () => check(report, page, index));
    }
  }
}

const phasesOf = (report) => report.phases ?? report.timeline.map(({ phase }) => phase);
/** What a record says of the messages, as far as it says it. */
const withTimes = (report, timeline) =>
  timeline.map(({ phase, at, printed }, index) => {
    const recorded = report.timeline?.[index] ?? {};
    return { phase, ...(recorded.at && { at }), ...(recorded.printed && printed && { printed }) };
  });
const recordedTimeline = (report, isPrinted) =>
  phasesOf(report).map((phase, index) => {
    const { at, printed } = report.timeline?.[index] ?? {};
    return { phase, ...(at && { at }), ...(printed && isPrinted && { printed }) };
  });

test("the facts written down here are those of the records", async (context) => {
  for (const { file, page, reports } of SEEDS) {
    const path = join(RECORDS, file);
    const skip = !existsSync(path) && "no records beside this checkout";
    await context.test(file, { skip }, () => {
      const recorded = READERS[page](readFileSync(path, "utf8"));
      // The day of a report of Napta's is told by its post-mortem, and not by each.
      assert.deepEqual(recorded, { page: nameOf(page), reports });
    });
  }
});

test("an incident has the phases of the record in their order, at their times", async (context) => {
  await each(context, (report, page, index) => {
    const { incident } = told[page][index];
    const timeline = incident.updates.map(({ phase, at }) => ({ phase: phase ?? "update", at: minute(at) }));

    assert.deepEqual(withTimes(report, timeline), recordedTimeline(report, false));
    assert.equal(incident.updates_complete, true);
    if (report.title) assert.equal(incident.title, report.title);
    if (report.day) assert.equal(incident.started_at.slice(0, 10), report.day);
  });
});

test("an incident begins, ends and lasts as the record says, and is explained where the record is", async (context) => {
  await each(context, (report, page, index) => {
    const { incident, account } = told[page][index];
    const at = (wanted) => incident.updates.find(({ phase }) => phase === wanted)?.at ?? null;

    assert.equal(incident.resolved_at, at("resolved"));
    assert.equal(incident.postmortem !== null, report.postmortem);
    assert.equal(incident.phase, phasesOf(report).at(-1));
    if (report.postmortem) {
      assert.equal(incident.postmortem.published_at, at("postmortem"));
      assert.ok(JSON.stringify(incident.postmortem.body).length > 200, "a post-mortem of some length");
    }
    if (report.started) assert.equal(minute(incident.started_at), report.started);
    if (report.resolved) assert.equal(minute(incident.resolved_at), report.resolved);
    if (report.duration) assert.equal(account.duration, report.duration);
    if (report.timeline) assert.equal(minute(incident.started_at), report.timeline[0].at);
    const lasted = (Date.parse(incident.resolved_at) - Date.parse(incident.started_at)) / 1000;
    assert.deepEqual([account.duration_seconds, account.resolved_after_seconds], [lasted, lasted]);
    const identified = at("identified") && (Date.parse(at("identified")) - Date.parse(incident.started_at)) / 1000;
    assert.equal(account.identified_after_seconds, identified);
  });
});

test("an incident touched what the record says", async (context) => {
  await each(context, (report, page, index) => {
    const names = told[page][index].incident.affected.map(({ name }) => name);
    if (report.components) assert.deepEqual(names, report.components);
    if (report.affected) assert.equal(names.length, report.affected);
    assert.ok(names.length > 0);
  });
});

test("the account of an incident says what the record's own says", async (context) => {
  for (const { page, reports } of SEEDS) {
    for (const [index, { account, severity }] of reports.entries()) {
      if (!account) continue;
      await context.test(page, () => {
        const { text } = told[page][index].account;
        assert.equal(account.word, severity);
        const more = `${account.more} more component`;
        for (const part of [nameOf(page), `a ${account.word}`, account.date, ...account.named, more, account.duration, account.outcome]) {
          assert.ok(text.includes(part), `"${part}" is not in "${text}"`);
        }
        const order = [account.word, account.date, ...account.named, more, account.duration, account.outcome].map((part) => text.indexOf(part));
        assert.deepEqual(order, order.toSorted((one, other) => one - other));
      });
    }
  }
});

test("a page whose reports are all over is operational, and says when that was read", async () => {
  for (const { page, state = "operational" } of SEEDS) {
    const { page: about, overall, checked_at: checkedAt } = await lamp.read(`/v1/pages/${page}/summary`);
    assert.deepEqual([about.name, overall.status], [nameOf(page), state]);
    assert.ok(Date.now() - Date.parse(checkedAt) < 600_000);
  }
});

test("the compatible API tells the same of each incident", async (context) => {
  const lists = Object.fromEntries(await Promise.all(SEEDS.map(async ({ page }) => [page, (await lamp.read(`/pages/${page}/api/v2/incidents.json`)).incidents])));
  await each(context, async (report, page, index) => {
    const incident = lists[page][index];
    const alone = await lamp.read(`/pages/${page}/incidents/${incident.id}.json`);
    // It has no word for a message that announces no phase: the phase it was in stays.
    const phases = phasesOf(report).map((phase, at, all) => (phase === "update" ? all.slice(0, at).findLast((one) => one !== "update") : phase));
    const oldestFirst = incident.incident_updates.toReversed();

    assert.deepEqual(
      oldestFirst.map(({ status }) => status),
      phases,
    );
    if (report.timeline) {
      assert.deepEqual(
        oldestFirst.map(({ display_at: at }) => minute(at)),
        report.timeline.map(({ at }) => at),
      );
    }
    if (report.title) assert.equal(incident.name, report.title);
    if (report.components) assert.deepEqual(incident.components.map(({ name }) => name), report.components);
    assert.equal(incident.status, phases.at(-1));
    assert.deepEqual(alone.incident, incident);
  });
});

/** What a document shows of its reports, without a script having run. */
async function shownAt(path) {
  const { page, close } = await open(browser, lamp.address + path, { javaScriptEnabled: false });
  const reports = await page.locator("article.report").evaluateAll((articles) =>
    articles.map((article) => ({
      title: article.querySelector(".title [dir]")?.textContent,
      components: [...article.querySelectorAll(".affected .name")].map((name) => name.textContent),
      timeline: [...article.querySelectorAll(".timeline .step .when")].map((when) => {
        const time = when.querySelector("time");
        return { heading: when.querySelector("strong")?.textContent ?? "Update", at: time.getAttribute("datetime"), printed: time.textContent };
      }),
      texts: [...article.querySelectorAll(".timeline .step .text")].map((text) => text.innerText.trim().length),
    })),
  );
  const text = await page.locator("body").innerText();
  await close();
  return { reports, text };
}

function isShown(report, shown) {
  const timeline = shown.timeline.map(({ heading, at, printed }) => ({ phase: PHASES[heading] ?? heading, at: minute(at), printed }));
  assert.deepEqual(withTimes(report, timeline), recordedTimeline(report, true));
  assert.ok(shown.texts.every((length) => length > 0), "every message is there");
  if (report.title) assert.equal(shown.title, report.title);
  if (report.components) assert.deepEqual(shown.components, report.components);
  if (report.affected) assert.equal(shown.components.length, report.affected);
}

test("the page for people has every report of the record in full, the newest first", async (context) => {
  for (const { page, reports } of SEEDS) {
    await context.test(page, async () => {
      const shown = await shownAt(`/is/${page}`);
      assert.match(shown.text, new RegExp(`Is ${nameOf(page)} down right now\\?`));
      assert.match(shown.text, new RegExp(`from ${nameOf(page)}’s official page`));
      assert.equal(shown.reports.length, reports.length);
      reports.forEach((report, index) => isShown(report, shown.reports[index]));
    });
  }
});

test("the page of an incident tells it as the record does, in the vendor's own time", async (context) => {
  await each(context, async (report, page, index) => {
    const { incident, account } = told[page][index];
    const { reports, text } = await shownAt(`/is/${page}/incidents/${incident.id}`);
    assert.equal(reports.length, 1);
    isShown(report, reports[0]);
    assert.ok(text.includes(account.text), "the account is there");
  });
});
