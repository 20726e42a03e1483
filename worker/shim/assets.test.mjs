// The asset handler over a small site.
import assert from "node:assert/strict";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

const HTML = "text/html; charset=utf-8";
const SCRIPT = "text/javascript; charset=utf-8";
const MANIFEST = {
  "/demo/index.html": { brotli: false, hash: "d", type: HTML },
  "/docs/index.html": { brotli: true, hash: "i", type: HTML },
  "/embed-1.2.3.js": { brotli: false, hash: "p", type: SCRIPT },
  "/embed.js": { brotli: true, hash: "e", type: SCRIPT },
  "/w/live-1.js": { brotli: false, hash: "l", type: SCRIPT },
};

const directory = await mkdtemp(join(tmpdir(), "statuslamp-assets-"));
after(() => rm(directory, { recursive: true }));
await writeFile(join(directory, "package.json"), '{"type":"module"}');
await writeFile(join(directory, "manifest.js"), `export default ${JSON.stringify(MANIFEST)};`);
await copyFile(new URL("assets.mjs", import.meta.url), join(directory, "assets.js"));
const { default: handler } = await import(join(directory, "assets.js"));

const SITE = {
  fetch: async (url) => {
    const { pathname } = new URL(url);
    return new Response(pathname, { headers: { "Content-Length": String(pathname.length) } });
  },
};
const SIMULATOR = { fetch: async (request) => new Response(`${request.method} ${request.url}`) };

function ask(path, { env = {}, ...init } = {}) {
  return handler.fetch(new Request(`http://lamp.test${path}`, init), { SITE, ...env });
}

test("every file comes with its type, its tag and a cache policy, readable from everywhere", async () => {
  for (const [path, type, policy] of [
    ["/embed.js", SCRIPT, "max-age=300, stale-while-revalidate=3600, stale-if-error=604800"],
    ["/embed-1.2.3.js", SCRIPT, "max-age=31536000, immutable"],
    ["/w/live-1.js", SCRIPT, "max-age=31536000, immutable"],
    ["/docs/", HTML, "no-cache"],
  ]) {
    const { headers, status } = await ask(path);
    assert.equal(status, 200, path);
    assert.equal(headers.get("Content-Type"), type);
    assert.equal(headers.get("Cache-Control"), policy);
    assert.match(headers.get("ETag"), /^"\w+"$/);
    assert.equal(headers.get("Access-Control-Allow-Origin"), "*");
    assert.equal(headers.get("Cross-Origin-Resource-Policy"), "cross-origin");
    assert.ok(Math.abs(Date.parse(headers.get("Date")) - Date.now()) < 60_000);
  }
});

test("the head alone tells how long the file is", async () => {
  const { headers, body } = await ask("/embed.js", { method: "HEAD" });

  assert.equal(body, null);
  assert.equal(headers.get("Content-Length"), String("/embed.js".length));
});

test("brotli is sent to those who take it, under a tag of its own", async () => {
  const body = async (encodings) => {
    const answer = await ask("/embed.js", { headers: { "Accept-Encoding": encodings } });
    return [await answer.text(), answer.headers.get("ETag"), answer.headers.get("Content-Encoding")];
  };

  assert.deepEqual(await body("gzip, br"), ["/embed.js.br", '"e-br"', "br"]);
  assert.deepEqual(await body("BR;q=0.5"), ["/embed.js.br", '"e-br"', "br"]);
  assert.deepEqual(await body("gzip, br;q=0"), ["/embed.js", '"e"', null]);
  assert.deepEqual(await body("gzip"), ["/embed.js", '"e"', null]);
});

test("a known tag is answered without the body", async () => {
  const status = async (tag) => (await ask("/embed.js", { headers: { "If-None-Match": tag } })).status;

  assert.equal(await status('"e"'), 304);
  assert.equal(await status('W/"other", W/"e"'), 304);
  assert.equal(await status('"e-br"'), 200);
  assert.equal(await status('"other"'), 200);
});

test("what is not listed is not there, twins and traversals included", async () => {
  for (const path of ["/nothing", "/embed.js.br", "/..%2fsecret", "/toString", "/demo/simulator/control"]) {
    const answer = await ask(path);
    assert.equal(answer.status, 404, path);
    assert.match(answer.headers.get("Content-Type"), /^text\/plain/);
  }
});

test("other methods are refused with those that work", async () => {
  const answer = await ask("/embed.js", { method: "POST", body: "x" });

  assert.equal(answer.status, 405);
  assert.equal(answer.headers.get("Allow"), "GET, HEAD");
});

test("a directory without its slash leads to the one with it", async () => {
  const answer = await ask("/docs?x=1");

  assert.equal(answer.status, 302);
  assert.equal(answer.headers.get("Location"), "/docs/?x=1");
});

test("the demo is strict, and the front door only where the simulator runs", async () => {
  const demo = await ask("/demo/", { env: { SIMULATOR } });
  const door = await ask("/", { env: { SIMULATOR } });
  const noDoor = await ask("/");

  assert.match(demo.headers.get("Content-Security-Policy"), /require-trusted-types-for 'script'/);
  assert.equal(door.headers.get("Location"), "/demo/");
  assert.equal(noDoor.status, 404);
});

test("the demo's controls reach the simulator", async () => {
  const answer = await ask("/demo/simulator/control/noterro/play?x=1", {
    env: { SIMULATOR },
    method: "POST",
    body: "{}",
  });

  assert.equal(await answer.text(), "POST http://simulator/control/noterro/play?x=1");
});
