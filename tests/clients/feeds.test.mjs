// Feeds, read by feedparser as a reader would and held to schemas of their formats: every event once,
// under a title that stays text, and nothing new where nothing is.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { startVendor } from "../browser/vendor.mjs";
import { ask, eventually, read, startLamp, startSimulator, stopAll } from "./support.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const PAGES = ["noterro", "watermelon", "napta", "hostile", "calm"];
/** Titles that a vendor, or whoever took over its account, might write. */
const HOSTILE = [
  "<script>alert(1)</script>",
  "<b>Bold</b> & <img src=x onerror=alert(1)>",
  "&lt;b&gt; is not bold &amp;amp; never was",
  "]]> <![CDATA[ <?xml version='1.0'?> <!-- -->",
  "a < b && c > d \"quoted\" 'too'",
  "Zero\u200bwidth, right\u202eto left, \ud83d\udea8",
  "javascript:alert(1)",
];
const ORIGIN = "https://status.example.com";
const AN_HOUR_AGO = Date.now() - 3_600_000;

let simulator, vendor, lamp, events;
const told = {};

before(async () => {
  simulator = await startSimulator();
  vendor = await startVendor("hostile", "calm");
  vendor.pages.hostile.components = { Web: "operational" };
  vendor.pages.calm.components = { Web: "operational" };
  vendor.pages.hostile.incidents = HOSTILE.map((name, index) => {
    const at = new Date(AN_HOUR_AGO - index * 60_000).toISOString();
    return { id: `h${index}`, name, impact: "minor", components: [["Web", "operational"]], updates: [{ status: "resolved", body: `${name} is over.`, at }] };
  });
  const simulated = (id, provider) => ({ id, name: `The ${id} page`, url: `${simulator.address}/${id}`, provider, poll_seconds: 60 });
  const own = (id) => ({ id, name: `The <i>${id}</i> page`, url: `${vendor.address}/${id}`, provider: "statuspage", poll_seconds: 60 });
  lamp = await startLamp([simulated("noterro", "statuspage"), simulated("napta", "statuspage"), simulated("watermelon", "instatus"), own("hostile"), own("calm")], { PUBLIC_ORIGIN: ORIGIN });
  for (const id of PAGES) await eventually(() => lamp.read(`/v1/pages/${id}/verdict`), ({ checked_at }) => checked_at);
  await eventually(() => lamp.read("/v1/pages/hostile/incidents"), ({ data }) => data.length === HOSTILE.length);
  events = Object.fromEntries(await Promise.all(PAGES.map(async (id) => [id, (await lamp.read(`/v1/pages/${id}/incidents?limit=100`)).data])));
  const questions = Object.entries(feeds()).map(([path, { schema }]) => [path, { url: lamp.address + path, schema }]);
  Object.assign(told, await ask("python", "feeds_read.py", Object.fromEntries(questions)));
});

after(() => stopAll(simulator, vendor, lamp));

/** Every XML feed: its address, format and pages. */
function feeds() {
  const all = PAGES.join(",");
  const of = (pages, schema, isOneOfSeveral = false) => ({ pages, schema, isOneOfSeveral });
  return Object.fromEntries([
    ...PAGES.flatMap((id) => [
      [`/v1/pages/${id}/feed.atom`, of([id], "atom")],
      [`/v1/pages/${id}/feed.rss`, of([id], "rss")],
      [`/pages/${id}/history.atom`, of([id], "atom")],
      [`/pages/${id}/history.rss`, of([id], "rss")],
    ]),
    [`/v1/feed.atom?pages=${all}`, of(PAGES, "atom", true)],
    [`/v1/feed.rss?pages=${all}`, of(PAGES, "rss", true)],
  ]);
}

/** The titles a feed has to have, in no order. */
const titles = ({ pages, isOneOfSeveral }) =>
  pages.flatMap((id) => events[id].map(({ page, title }) => (isOneOfSeveral ? `${page?.name ?? nameOf(id)}: ${title}` : title))).sort();
/** RSS cannot say that a title is text: what would begin markup is another sign there. */
const withoutMarkup = (title) => title.replaceAll(/<(?=[a-z/!?])/gi, "‹").replaceAll(/&(?=[a-z0-9#]+;)/gi, "＆");
const nameOf = (id) => (["hostile", "calm"].includes(id) ? `The <i>${id}</i> page` : `The ${id} page`);

test("feedparser reads every feed without a doubt, every event once, and nothing new the second time", async (context) => {
  for (const [path, feed] of Object.entries(feeds())) {
    await context.test(path, () => {
      const { status, bozo, version, self, entries, again, invalid } = told[path];
      assert.deepEqual({ status, bozo, version, again, invalid }, { status: 200, bozo: null, version: feed.schema === "atom" ? "atom10" : "rss20", again: 304, invalid: [] });
      assert.equal(new Set(entries.map(({ id }) => id)).size, entries.length);
      assert.ok(entries.every(({ link, updated, html }) => link && updated && html));
      const own = feed.isOneOfSeveral ? `/v1/feed.${feed.schema}?pages=${feed.pages.toSorted()}` : `/v1/pages/${feed.pages}/feed.${feed.schema}`;
      assert.equal(self, ORIGIN + own);
      const written = feed.schema === "rss" ? titles(feed).map(withoutMarkup).sort() : titles(feed);
      assert.deepEqual(entries.map(({ title }) => title).sort(), written);
    });
  }
});

test("no title is taken for markup", async (context) => {
  for (const [path, feed] of Object.entries(feeds())) {
    await context.test(path, () => {
      const types = told[path].entries.map(({ title_type: type }) => type);
      assert.deepEqual(types, Array(titles(feed).length).fill("text/plain"));
    });
  }
});

test("a JSON Feed is one, and says what the others say", async (context) => {
  const ajv = new Ajv({ allErrors: true });
  addFormats(ajv);
  const isFeed = ajv.compile(JSON.parse(readFileSync(join(HERE, "schemas/jsonfeed.json"), "utf8")));
  for (const [path, feed] of Object.entries(feeds()).filter(([path]) => path.includes("feed.atom"))) {
    const address = path.replace("feed.atom", "feed.json");
    await context.test(address, async () => {
      const { status, headers, body } = await read(lamp.address, address);
      const document = JSON.parse(body);
      const again = await read(lamp.address, address, { headers: { "If-None-Match": headers.etag } });
      assert.deepEqual([status, headers["content-type"], again.status], [200, "application/feed+json; charset=utf-8", 304]);
      isFeed(document);
      assert.deepEqual(isFeed.errors, null);
      assert.deepEqual(document.items.map(({ title }) => title).sort(), titles(feed));
      assert.deepEqual(
        document.items.map(({ id }) => id),
        told[path].entries.map(({ id }) => id),
      );
    });
  }
});
