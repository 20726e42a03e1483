// What once happened at three vendors, played to somebody who dismisses it at once: it stays away
// through every message to the end, and comes back where the vendor rates it worse. And to somebody
// who watches to the end: they are told that it is over, with the post-mortem where there is one.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { calm, eventually, open, pause, sees, shown, startBrowser, startHost, startLamp, startSimulator, stopAll } from "./support.mjs";

const BANNER = "statuslamp-banner";
// Longer than the lamp reads, tells and a banner draws.
const A_WHILE_MS = 2500;

/** Which replay, for whom, what it is called, and after which of its messages (the first is 0) it comes back. */
const REPLAYS = [
  { page: "noterro", scenario: "bounced-release", says: /Web App/, title: /Service Unavailable/, returns: [] },
  { page: "napta", scenario: "stuck-connections", says: /Application/, title: /Degraded performance/, returns: [2] },
  { page: "netop", scenario: "connect-not-loading", least: "none", says: /connect\.backdrop\.cloud/, title: /connect\.backdrop\.cloud/, returns: [] },
];

let simulator, lamp, host, browser;

before(async () => {
  simulator = await startSimulator();
  lamp = await startLamp(REPLAYS.map(({ page }) => ({ id: page, name: page, url: `${simulator.address}/${page}`, poll_seconds: 1 })));
  host = await startHost(lamp.address);
  browser = await startBrowser();
  for (const { page, least } of REPLAYS) {
    const head = `<script async src="{lamp}/embed.js" data-page="${page}" ${least ? `data-min-impact="${least}"` : ""}></script>`;
    host.put(`${page}.html`, { directives: null, head, body: "<h1>An app</h1>" });
  }
});

after(() => stopAll(simulator, lamp, host, { stop: () => browser?.close() }));

const visit = ({ page }) => open(browser, `${host.address}/${page}.html`, { lamp: lamp.address });
const revision = async (page) => (await lamp.read(`/v1/pages/${page}/verdict`)).revision;

/** Plays the first message. */
async function begin({ page, scenario }) {
  await calm(simulator, [lamp], page);
  await simulator.press(`${page}/play`, { scenario, speed: 1 });
}

/** Plays the next message and waits until the lamp tells of it; `false` after the last. */
async function next({ page }) {
  const before = await revision(page);
  const isThere = await simulator.press(`${page}/step`).then(
    () => true,
    (error) => (assert.match(error.message, /has ended/), false),
  );
  if (isThere) await eventually(() => revision(page), (now) => now > before);
  return isThere;
}

for (const replay of REPLAYS) {
  const { page, scenario, says, title, returns } = replay;

  test(`${page}, ${scenario}: dismissed at once, it comes back ${returns.length} times`, async () => {
    await begin(replay);
    const visitor = await visit(replay);
    const dismiss = async () => {
      await visitor.page.locator(`${BANNER} [part=dismiss]`).click();
      await sees(visitor.page, "", BANNER);
    };
    await sees(visitor.page, says, BANNER);
    await dismiss();

    const back = [];
    for (let message = 1; await next(replay); message += 1) {
      await pause(A_WHILE_MS);
      const [text] = await shown(visitor.page, BANNER);
      if (text === "") continue;
      assert.match(text, says);
      back.push(message);
      await dismiss();
    }

    assert.deepEqual(back, returns);
    assert.deepEqual(visitor.harm, []);
    await visitor.close();
  });

  test(`${page}, ${scenario}: who watches it is told that it is over, and who comes then is not`, async () => {
    await begin(replay);
    const visitor = await visit(replay);
    await sees(visitor.page, says, BANNER);
    while (await next(replay)) await sees(visitor.page, title, BANNER);

    assert.match(await sees(visitor.page, /^Resolved/, BANNER), title);
    const { events } = await lamp.read(`/v1/pages/${page}/verdict`);
    const isExplained = events.some(({ phase }) => phase === "postmortem");
    await visitor.page.locator(`${BANNER} .details`).click();
    const story = await sees(visitor.page, /Duration/, BANNER);
    assert.equal(/Post-mortem/.test(story), isExplained);
    const later = await visit(replay);
    await eventually(() => later.requests.some((path) => path.includes("verdict")), (isRead) => isRead);
    await pause(A_WHILE_MS);
    assert.deepEqual((await shown(later.page, BANNER)).filter(Boolean), []);
    await later.close();
    await visitor.close();
  });
}
