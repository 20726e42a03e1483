// Real clients of Statuspage's API, pointed at the lamp instead: each sees the page as it is, and
// where nothing is known none of them takes it for well.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startVendor } from "../browser/vendor.mjs";
import { CLIENTS } from "./programs.mjs";
import { calm, eventually, read, startLamp, startSimulator, stopAll, trouble } from "./support.mjs";
import { startInstatus } from "./vendors.mjs";

const DOCUMENTS = [
  "summary",
  "status",
  "components",
  "incidents",
  "incidents/unresolved",
  "incidents/resolved",
  "scheduled-maintenances",
  "scheduled-maintenances/active",
  "scheduled-maintenances/upcoming",
];

/** The simulated pages: their components, and what is ill in their trouble. */
const NOTERRO = ["Web App", "Online Booking", "Payments", "Email", "Text messages", "Calendar sync"];
const WATERMELON = ["Conversations", "Pulse overview", "Conversation count", "Sign-in", "Chatbots on your channels", "Website"];
const NAPTA = ["Application", "Public API", "HR import", "Calendar sync", "Help centre"];
const page = (names, ill = [], incidents = []) => ({
  ok: ill.length === 0,
  components: Object.fromEntries(names.map((name) => [name, ill.includes(name) ? "ill" : "well"])),
  incidents,
});
const CALM = { noterro: page(NOTERRO), watermelon: page(WATERMELON), napta: page(NAPTA) };
const TROUBLED = {
  noterro: page(NOTERRO, ["Web App"], ["Service Unavailable"]),
  watermelon: page(WATERMELON, WATERMELON.slice(0, 4), ["Conversations and chatbot overview not loading"]),
  napta: page(NAPTA, ["Application", "Public API"], ["Service outage"]),
};
const SIMULATED = Object.keys(CALM);

/** Pages with words that nobody knows: one component is well, and nothing is known of the other. */
const UNKNOWN = page(["Well", "Odd"], ["Odd"]);

let simulator, vendor, orchard, lamp;

before(async () => {
  simulator = await startSimulator();
  orchard = await startInstatus({ Well: "OPERATIONAL", Odd: "FERMENTING" });
  vendor = await startVendor("meadow", "silent");
  vendor.pages.meadow.components = { Well: "operational", Odd: "resting" };
  vendor.pages.silent.broken = true;
  const simulated = (id, provider) => ({ id, name: id, url: `${simulator.address}/${id}`, provider, poll_seconds: 1 });
  const own = (id) => ({ id, name: id, url: `${vendor.address}/${id}`, provider: "statuspage", poll_seconds: 1 });
  lamp = await startLamp([
    simulated("noterro", "statuspage"),
    simulated("napta", "statuspage"),
    simulated("watermelon", "instatus"),
    { id: "orchard", name: "Orchard", url: orchard.address, provider: "instatus", poll_seconds: 1 },
    own("meadow"),
    own("silent"),
  ]);
  for (const id of [...SIMULATED, "orchard", "meadow"]) {
    await eventually(() => lamp.read(`/v1/pages/${id}/verdict`), ({ checked_at }) => checked_at);
  }
});

after(() => stopAll(simulator, vendor, orchard, lamp));

const basesOf = (ids) => Object.fromEntries(ids.map((id) => [id, `${lamp.address}/pages/${id}`]));
const upstreamOf = (ids) => Object.fromEntries(ids.map((id) => [id, `${simulator.address}/${id}`]));

/** Every client reads these pages, and has to see this. */
async function each(context, ids, expected) {
  for (const [name, client] of Object.entries(CLIENTS)) {
    await context.test(name, async () => assert.deepEqual(await client(basesOf(ids)), expected));
  }
}

test("clients see calm pages as calm", async (context) => {
  for (const id of SIMULATED) await calm(simulator, [lamp], id);
  await each(context, SIMULATED, CALM);
});

test("clients see trouble where it is", async (context) => {
  for (const id of SIMULATED) await trouble(simulator, [lamp], id);
  await each(context, SIMULATED, TROUBLED);
});

test("clients see of a lamp what they see of the vendor", async (context) => {
  const vendors = ["noterro", "napta"];
  for (const id of vendors) await trouble(simulator, [lamp], id);
  for (const [name, client] of Object.entries(CLIENTS)) {
    await context.test(name, async () => assert.deepEqual(await client(basesOf(vendors)), await client(upstreamOf(vendors))));
  }
});

test("clients keep seeing the trouble while the vendor's page is dark", async (context) => {
  for (const id of SIMULATED) await trouble(simulator, [lamp], id);
  for (const id of SIMULATED) await simulator.press(`${id}/break`, { how: "error" });
  const before = await reads();
  await eventually(reads, (now) => SIMULATED.every((id) => now[id] > before[id] + 1));
  await each(context, SIMULATED, TROUBLED);
  for (const id of SIMULATED) await simulator.press(`${id}/reset`);
});

test("no client takes a component for well of which nothing is known", async (context) => {
  await each(context, ["orchard", "meadow"], { orchard: UNKNOWN, meadow: UNKNOWN });
});

test("no client takes a page for well that was never read", async (context) => {
  for (const [name, client] of Object.entries(CLIENTS)) {
    await context.test(name, async () => {
      const { silent } = await client(basesOf(["silent"]));
      assert.deepEqual(Object.keys(silent), ["error"]);
    });
  }
});

test("a host name of the page's own answers every document as its path does", async (context) => {
  for (const id of [...SIMULATED, "silent"]) {
    for (const document of DOCUMENTS) {
      await context.test(`${id} ${document}`, async () => {
        const below = await read(lamp.address, `/pages/${id}/api/v2/${document}.json`);
        const root = await read(lamp.address, `/api/v2/${document}.json`, { host: `${id}.localhost` });
        assert.deepEqual([root.status, root.headers["access-control-allow-origin"]], [id === "silent" ? 503 : 200, "*"]);
        assert.deepEqual([root.status, timeless(root.body)], [below.status, timeless(below.body)]);
      });
    }
  }
});

/** A document without the times of its reading and the address it was asked under. */
const timeless = (body) => {
  const { page, instance, ...rest } = JSON.parse(body);
  return { ...rest, page: page && { ...page, updated_at: null } };
};

/** How often each simulated page was read. */
async function reads() {
  const { pages } = await (await fetch(`${simulator.address}/control`)).json();
  return Object.fromEntries(pages.map(({ id, reads }) => [id, reads.total]));
}
