// What must be right after a deploy, asked from outside: `node smoke.mjs https://STATUS-HOST`.
// One line per check, in classes that build on each other: the first class in which something is
// wrong is the last that is looked at, and the exit code is 1.
import { createHash, randomBytes } from "node:crypto";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { pathToFileURL } from "node:url";

const ANSWER_WITHIN = 15_000;
const WEBSOCKET_KEY = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** Something is not as it must be. */
class Wrong extends Error {}

function expect(actual, wanted, what) {
  const isRight = wanted instanceof RegExp ? wanted.test(actual ?? "") : actual === wanted;
  if (!isRight) throw new Wrong(`${what} is ${JSON.stringify(actual ?? null)}, not ${wanted}`);
}

async function get(host, path, headers = {}) {
  const signal = AbortSignal.timeout(ANSWER_WITHIN);
  const answer = await fetch(host + path, { headers, redirect: "manual", signal });
  return { status: answer.status, header: (name) => answer.headers.get(name), text: await answer.text() };
}

function json(answer) {
  try {
    return JSON.parse(answer.text);
  } catch {
    throw new Wrong(`the body is no JSON: ${JSON.stringify(answer.text.slice(0, 60))}`);
  }
}

/** What every answer says, errors included. */
function common(answer) {
  expect(answer.header("access-control-allow-origin"), "*", "Access-Control-Allow-Origin");
  expect(answer.header("cross-origin-resource-policy"), "cross-origin", "Cross-Origin-Resource-Policy");
  expect(answer.header("x-content-type-options"), "nosniff", "X-Content-Type-Options");
  expect(answer.header("cache-control"), /\S/, "Cache-Control");
}

function heard(page) {
  return page.age_seconds === null ? "never read" : `read ${page.age_seconds} s ago`;
}

async function health(host) {
  const answer = await get(host, "/health");
  expect(answer.status, 200, "the status of /health");
  common(answer);
  return json(answer);
}

function freshness(page) {
  if (page.freshness !== "fresh") throw new Wrong(`${page.freshness}, ${heard(page)}`);
  return `${page.freshness}, ${heard(page)}, revision ${page.revision}`;
}

async function document(host, page, name) {
  const path = `/v1/pages/${page.id}/${name}`;
  // Whoever compresses on the way adds Vary and weakens the tag.
  const answer = await get(host, path, { "Accept-Encoding": "identity" });
  expect(answer.status, 200, "the status");
  common(answer);
  expect(answer.header("content-type"), /^application\/json/, "Content-Type");
  expect(answer.header("date"), /GMT$/, "Date");
  expect(answer.header("etag"), /^"[^"]+"$/, "ETag");
  expect(answer.header("vary"), null, "Vary");
  const body = json(answer);
  for (const time of ["checked_at", "fresh_until", "unknown_after"]) expect(body[time], INSTANT, time);
  const reader = Date.parse(answer.header("date")) + 1000 * Number(answer.header("age") ?? 0);
  if (reader > Date.parse(body.fresh_until)) throw new Wrong(`it was fresh until ${body.fresh_until}`);
  return `revision ${body.revision}, checked ${body.checked_at}`;
}

async function notModified(host, page) {
  const path = `/v1/pages/${page.id}/verdict`;
  // The bytes change with each good read: one of a few tries lies between two.
  for (let attempt = 0; attempt < 10; attempt++) {
    const tag = (await get(host, path)).header("etag");
    const again = await get(host, path, { "If-None-Match": tag });
    if (again.status === 304 && again.text === "") return tag;
  }
  throw new Wrong("a verdict that is known was never answered with 304");
}

async function problem(host, path, status) {
  const answer = await get(host, path);
  expect(answer.status, status, "the status");
  common(answer);
  expect(answer.header("content-type"), /^application\/problem\+json/, "Content-Type");
  const { type } = json(answer);
  const documentation = await get(host, type.split("#")[0]);
  expect(documentation.status, 200, `the status of ${type}`);
  return type;
}

/** Opens a socket and waits for its first message. */
function live(host, page) {
  const path = `/v1/pages/${page.id}/live`;
  const key = randomBytes(16).toString("base64");
  const accepted = createHash("sha1").update(key + WEBSOCKET_KEY).digest("base64");
  const request = host.startsWith("https:") ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const asked = request(host + path, {
      headers: {
        Connection: "Upgrade",
        Upgrade: "websocket",
        "Sec-WebSocket-Key": key,
        "Sec-WebSocket-Version": "13",
      },
      timeout: ANSWER_WITHIN,
    });
    asked.on("timeout", () => asked.destroy(new Wrong("no answer")));
    asked.on("error", reject);
    asked.on("response", (answer) => {
      answer.resume();
      reject(new Wrong(`the status is ${answer.statusCode}, not 101`));
    });
    asked.on("upgrade", (answer, socket, head) => {
      socket.setTimeout(ANSWER_WITHIN, () => socket.destroy(new Wrong("no first message")));
      socket.on("error", reject);
      socket.on("close", () => reject(new Wrong("closed before the first message")));
      let received = head;
      const look = () => {
        try {
          const text = frame(received);
          if (text === null) return;
          socket.removeAllListeners("close");
          socket.destroy();
          expect(answer.headers["sec-websocket-accept"], accepted, "Sec-WebSocket-Accept");
          resolve(`revision ${JSON.parse(text).revision}`);
        } catch (error) {
          reject(error);
        }
      };
      socket.on("data", (chunk) => {
        received = Buffer.concat([received, chunk]);
        look();
      });
      look();
    });
    asked.end();
  });
}

/** The text of a whole first frame, or null while it is not whole. */
function frame(bytes) {
  if (bytes.length < 2) return null;
  expect(bytes[0], 0x81, "the first frame");
  let start = 2;
  let length = bytes[1];
  if (length === 126) {
    if (bytes.length < 4) return null;
    length = bytes.readUInt16BE(2);
    start = 4;
  } else if (length === 127) {
    throw new Wrong("the first message is longer than 64 KiB");
  }
  return bytes.length < start + length ? null : bytes.toString("utf8", start, start + length);
}

async function file(host, path, type, policy) {
  const answer = await get(host, path);
  expect(answer.status, 200, `the status of ${path}`);
  common(answer);
  expect(answer.header("content-type"), type, "Content-Type");
  expect(answer.header("cache-control"), policy, "Cache-Control");
  return answer.text;
}

const SCRIPT = /^text\/javascript/;
const FOR_GOOD = /immutable/;

/** The file under `w/` a script names. */
function named(script, pattern) {
  const found = script.match(pattern);
  if (!found) throw new Wrong("it names no next file");
  return `/w/${found[0].replace(/^w\//, "")}`;
}

async function files(host, check) {
  const loader = await check("embed.js", () => file(host, "/embed.js", SCRIPT, /max-age=\d+/), "");
  if (loader === undefined) return;
  const livePath = named(loader, /w\/live-\w+\.js/);
  const script = await check(livePath, () => file(host, livePath, SCRIPT, FOR_GOOD), "");
  if (script === undefined) return;
  const glue = named(script, /now-\w+\.js/);
  const module = named(script, /now-\w+\.wasm/);
  await check(glue, () => file(host, glue, SCRIPT, FOR_GOOD), "");
  await check(module, () => file(host, module, /^application\/wasm$/, FOR_GOOD), "");
}

/** Runs every class; true when all is well. */
export async function smoke(host, say) {
  let isWell = true;
  /** One line; what a good check returns is its note, unless one is given. */
  const check = async (name, work, note) => {
    try {
      const found = await work();
      const told = note ?? found;
      say(`ok    ${name}${told ? `: ${told}` : ""}`);
      return found;
    } catch (error) {
      isWell = false;
      const reason = error instanceof Wrong ? error.message : `${error.cause ?? error}`;
      say(`WRONG ${name}: ${reason}`);
      return undefined;
    }
  };
  let pages = [];
  const classes = [
    async () => {
      const found = await check("/health", () => health(host), "");
      pages = found?.pages ?? [];
      if (found && pages.length === 0) say("      no page is listed");
    },
    async () => {
      for (const page of pages) await check(`page ${page.id}`, async () => freshness(page));
    },
    async () => {
      for (const page of pages) {
        await check(`${page.id} verdict`, () => document(host, page, "verdict"));
        await check(`${page.id} summary`, () => document(host, page, "summary"));
      }
      for (const page of pages.slice(0, 1)) await check("304", () => notModified(host, page));
      await check("unknown page", () => problem(host, "/v1/pages/smoke-nobody/verdict", 404));
      await check("unknown path", () => problem(host, "/v1/smoke", 404));
    },
    () => files(host, check),
    async () => {
      for (const page of pages.slice(0, 1)) {
        await check("no upgrade", () => problem(host, `/v1/pages/${page.id}/live`, 426));
        await check("live", () => live(host, page));
      }
    },
  ];
  for (const one of classes) {
    await one();
    if (!isWell) return false;
  }
  return true;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const host = (process.argv[2] ?? "").replace(/\/+$/, "");
  if (!/^https?:\/\/[^/]+$/.test(host)) {
    console.error("usage: cargo xtask smoke https://STATUS-HOST");
    process.exit(2);
  }
  process.exitCode = (await smoke(host, console.log)) ? 0 : 1;
}
