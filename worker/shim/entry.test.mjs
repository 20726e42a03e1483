// The entry shim over a stand-in for the Rust build, which dies on demand.
import assert from "node:assert/strict";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

/** What wasm-bindgen and the `worker` crate promise of the linked build, in little. */
const BUILD = `
const life = { criticalError: false, instanceId: 1 };
export const test = { resets: 0, built: [] };
export const __worker_init_state = () => life;
export function __wbg_reset_state() { test.resets++; life.instanceId++; }
export function fetch(request, env) {
  const path = new URL(request.url).pathname;
  if (path === "/panic") { life.criticalError = true; throw new WebAssembly.RuntimeError("unreachable"); }
  if (path === "/panic-later") {
    setTimeout(() => { life.criticalError = true; }, 5);
    return new Promise(() => {});
  }
  if (path === "/hang") return new Promise(() => {});
  if (path.includes("/refuse")) return Promise.reject(new Error("refused"));
  return Promise.resolve(new Response(env.PAGES + " " + env.OTHER));
}
class Rust {
  constructor(ctx, env) { this.instance = life.instanceId; this.env = env; test.built.push(this.constructor.name); }
  async fetch(request) {
    if (this.instance !== life.instanceId) throw new Error("stale");
    return new Response(this.constructor.name + " " + this.env.PAGES);
  }
  alarm() { life.criticalError = true; throw new WebAssembly.RuntimeError("unreachable"); }
  async webSocketMessage(socket, message) { socket.push(message); }
  async webSocketClose(socket, ...rest) { socket.push(rest); }
}
export class PageObject extends Rust {}
export class LiveObject extends Rust {}
export class IndexObject extends Rust {}
`;

const directories = [];
after(() => Promise.all(directories.map((directory) => rm(directory, { recursive: true }))));
globalThis.addEventListener ??= () => {};
console.error = () => {};

/** The shim in a directory of its own, as in `dist/worker`. */
async function worker(build = BUILD) {
  const directory = await mkdtemp(join(tmpdir(), "statuslamp-shim-"));
  directories.push(directory);
  await writeFile(join(directory, "package.json"), '{"type":"module"}');
  await writeFile(join(directory, "statuslamp.js"), build);
  await writeFile(join(directory, "pages.js"), 'export default "the pages";');
  await copyFile(new URL("entry.mjs", import.meta.url), join(directory, "index.js"));
  const shim = await import(join(directory, "index.js"));
  const rust = await import(join(directory, "statuslamp.js"));
  const env = { OTHER: "binding" };
  const ask = (path) => shim.default.fetch(new Request(`http://lamp.test${path}`), env, {});
  return { ...shim, ask, env, rust };
}

test("Rust sees the runtime's bindings and the pages file", async () => {
  const { ask } = await worker();

  assert.equal(await (await ask("/")).text(), "the pages binding");
});

test("a panic is answered with a problem, and the next request by a new instance", async () => {
  const { ask, rust } = await worker();

  const lost = await ask("/panic");
  const next = await ask("/");

  assert.equal(lost.status, 500);
  assert.equal(lost.headers.get("Content-Type"), "application/problem+json");
  assert.equal(lost.headers.get("Access-Control-Allow-Origin"), "*");
  assert.equal(lost.headers.get("Cache-Control"), "no-store");
  assert.equal((await lost.json()).type, "/docs/problems/#internal");
  assert.equal(next.status, 200);
  assert.equal(rust.test.resets, 1);
});

test("a person whose page was lost reads that, and a program reads a problem", async () => {
  const { ask } = await worker();
  const type = async (path) => (await ask(path)).headers.get("Content-Type");

  for (const path of ["/is/refuse", "/de/is/refuse", "/is/refuse/incidents/a"]) {
    const lost = await ask(path);
    assert.equal(lost.status, 500);
    assert.equal(lost.headers.get("Content-Type"), "text/html; charset=utf-8");
    assert.equal(lost.headers.get("Cache-Control"), "no-store");
    assert.match(lost.headers.get("Content-Security-Policy"), /default-src 'none'/);
    assert.match(await lost.text(), /<h1>This page cannot be shown right now<\/h1>/);
  }
  for (const path of ["/refuse", "/island/refuse", "/v1/is/refuse"]) assert.equal(await type(path), "application/problem+json");
});

test("a panic fails the other requests under way at once", { timeout: 2000 }, async () => {
  const { ask } = await worker();

  const answers = await Promise.all([ask("/hang"), ask("/panic-later"), ask("/hang")]);

  assert.deepEqual(answers.map((answer) => answer.status), [500, 500, 500]);
});

test("a refusal is no panic", async () => {
  const { ask, rust } = await worker();

  assert.equal((await ask("/refuse")).status, 500);
  await ask("/");

  assert.equal(rust.test.resets, 0);
});

test("an object is built once, and again after a panic", async () => {
  const { PageObject, env, rust } = await worker();
  const object = new PageObject({}, env);

  await object.fetch();
  await object.fetch();
  await assert.rejects(object.alarm());
  const answer = await object.fetch();

  assert.equal(await answer.text(), "PageObject the pages");
  assert.deepEqual(rust.test.built, ["PageObject", "PageObject"]);
});

test("each class stands before the Rust class of its name", async () => {
  const { PageObject, LiveObject, IndexObject, env } = await worker();

  for (const [name, Class] of Object.entries({ PageObject, LiveObject, IndexObject })) {
    assert.equal(await (await new Class({}, env).fetch()).text(), `${name} the pages`);
  }
});

test("socket events arrive with all they carry", async () => {
  const { LiveObject, env } = await worker();
  const object = new LiveObject({}, env);
  const socket = [];

  await object.webSocketMessage(socket, "hello");
  await object.webSocketClose(socket, 1001, "gone", true);

  assert.deepEqual(socket, ["hello", [1001, "gone", true]]);
});

test("a schedule is offered only where the build has one", async () => {
  const without = await worker();
  const withOne = await worker(`${BUILD}\nexport const scheduled = async (event, env) => env.PAGES;`);

  assert.equal(without.default.scheduled, undefined);
  assert.equal(await withOne.default.scheduled({}, withOne.env, {}), "the pages");
});
