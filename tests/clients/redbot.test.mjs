// REDbot, a lint of HTTP and of caching that asks for what an answer promises, finds nothing at any
// public address, whatever the answer is.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startVendor } from "../browser/vendor.mjs";
import { ROOT, ask, eventually, read, startLamp, stopAll } from "./support.mjs";

/** What a plain read of an address gets, by the word the list of routes has for it. */
const STATUSES = { Kept: [200], Stateless: [200], Unkept: [200], Moved: [301, 302, 307, 308], Refused: [404, 405, 426] };
/** Headers that differ between two answers to the same question. */
const OF_THE_MOMENT = ["date", "age", "connection", "keep-alive", "transfer-encoding"];
const STARTED_AT = new Date(Date.now() - 600_000).toISOString();

/** Every address of the worker, as the list says that the compiler keeps whole. */
function routes() {
  const list = readFileSync(join(ROOT, "tests/src/routes.rs"), "utf8");
  const all = [...list.matchAll(/^ {4}Route::.* => "([^"]+)", (\w+);$/gm)].map(([, path, kind]) => ({ path, kind }));
  // An answer without an end would be waited for: `events.test.mjs` reads that one.
  return all.filter(({ path }) => !path.endsWith("/events"));
}

/** A few files of the site, one of each kind. */
function files() {
  const site = process.env.STATUSLAMP_SITE;
  const hashed = readdirSync(join(site, "w")).filter((name) => /\.(js|wasm|css|json)$/.test(name));
  const ofEachKind = new Map(hashed.map((name) => [name.split(".").pop(), `/w/${name}`]));
  return ["/embed.js", "/docs/", "/docs/json/", ...ofEachKind.values()].map((path) => ({ path, kind: "Kept" }));
}

/** Pages for people name the host they were asked at, and are kept by nobody where none is set. */
const isOfAHost = (path) => /^\/(is\/.*)?$/.test(path);

let vendor, lamp;
const looked = new Map();

before(async () => {
  vendor = await startVendor("noterro");
  const updates = [{ status: "investigating", body: "We look into it.", at: STARTED_AT }];
  vendor.pages.noterro.components = { Web: "partial_outage", API: "operational" };
  vendor.pages.noterro.incidents = [{ id: "i1", name: "Web fails", impact: "major", components: [["Web", "partial_outage"]], updates }];
  lamp = await startLamp([{ id: "noterro", name: "Noterro", url: `${vendor.address}/noterro`, provider: "statuspage", poll_seconds: 60 }]);
  await eventually(() => lamp.read("/v1/pages/noterro/incidents"), ({ data }) => data.length > 0);
});

after(() => stopAll(vendor, lamp));

/** The questions about an address: a name for each, and what is asked. */
async function questions({ path }) {
  const url = lamp.address + path;
  const [bare, query] = path.split("?");
  const below = `${lamp.address}${bare.replace(/\/$/, "")}/nothing${query ? `?${query}` : ""}`;
  const { etag } = (await read(lamp.address, path)).headers;
  return {
    get: { url, method: "GET", headers: {} },
    head: { url, method: "HEAD", headers: {} },
    wrong: { url, method: "PATCH", headers: {} },
    below: { url: below, method: "GET", headers: {} },
    ...(etag && { again: { url, method: "GET", headers: { "If-None-Match": etag } } }),
  };
}

/** Asks REDbot all of it at once. */
async function look(addresses) {
  const asked = [];
  for (const address of addresses) {
    for (const [name, question] of Object.entries(await questions(address))) asked.push({ address, name, question });
  }
  const told = await ask(
    "python",
    "redbot_read.py",
    asked.map(({ question }) => question),
  );
  asked.forEach(({ address, name }, index) => looked.set(address.path, { ...looked.get(address.path), [name]: told[index] }));
}

test("no answer of the worker is bad or worth a warning", async (context) => {
  const addresses = routes();
  assert.ok(addresses.length >= 37, `only ${addresses.length} routes were found`);
  await look(addresses);
  for (const { path, kind } of addresses) {
    await context.test(path, () => {
      const { get, head, wrong, below, again } = looked.get(path);
      for (const [name, { notes, error }] of Object.entries(looked.get(path))) assert.deepEqual([notes, error], [[], null], name);
      assert.ok(STATUSES[kind]?.includes(get.status), `${kind} was answered with ${get.status}`);
      assert.equal(head.status, get.status);
      assert.equal(wrong.status, 405);
      assert.equal(below.status, 404);
      if (kind === "Kept" && !isOfAHost(path)) assert.equal(again.status, 304);
    });
  }
});

test("no file of the site is bad or worth a warning", async (context) => {
  const addresses = files();
  await look(addresses);
  for (const { path } of addresses) {
    await context.test(path, () => {
      const { get, head, wrong, again } = looked.get(path);
      for (const [name, { notes, error }] of Object.entries(looked.get(path))) assert.deepEqual([notes, error], [[], null], name);
      assert.deepEqual([get.status, head.status, wrong.status, again.status], [200, 200, 405, 304]);
    });
  }
});

test("HEAD says what GET says, without the body", async (context) => {
  for (const { path } of [...routes(), ...files()]) {
    await context.test(path, async () => {
      const [get, head] = await Promise.all([read(lamp.address, path), read(lamp.address, path, { method: "HEAD" })]);
      // A refusal names the method it refuses, and is as long as that; elsewhere nothing is sent at all.
      const isOther = [302, 405].includes(get.status) ? ["content-length"] : [];
      // What tells ages is another document every second.
      const isAging = path === "/health" || isOfAHost(path) ? ["content-length", "etag"] : [];
      const changing = [...OF_THE_MOMENT, ...isOther, ...isAging];
      const lasting = ({ headers }) => Object.fromEntries(Object.entries(headers).filter(([name]) => !changing.includes(name)));
      assert.equal(head.body, "");
      assert.deepEqual(lasting(head), lasting(get));
    });
  }
});

test("REDbot does speak where an answer is bad", async () => {
  const server = createServer((request, answer) => {
    answer.sendDate = false;
    answer.writeHead(200, { "Content-Type": "application/json", "Cache-Control": "public, max-age=60", ETag: 'W/"a', Vary: "*", "Content-Length": "2" });
    answer.end(request.method === "HEAD" ? "" : "{}");
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  try {
    const [{ status, notes }] = await ask("python", "redbot_read.py", [{ url: `http://127.0.0.1:${server.address().port}/`, method: "GET", headers: {} }]);
    assert.equal(status, 200);
    assert.ok(notes.length >= 3, notes.join("\n"));
  } finally {
    server.close();
    server.closeAllConnections();
  }
});
