// The smoke check over a stand-in for a lamp, well or with one thing wrong.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { test } from "node:test";
import { smoke } from "./smoke.mjs";

const COMMON = {
  "Access-Control-Allow-Origin": "*",
  "Cache-Control": "no-cache",
  "Cross-Origin-Resource-Policy": "cross-origin",
  "X-Content-Type-Options": "nosniff",
};
const SCRIPT = "text/javascript; charset=utf-8";
const PROBLEM = "application/problem+json";
const instant = (seconds) => new Date(Date.now() + 1000 * seconds).toISOString();

/** Every answer of a lamp that is well: status, headers, body. */
function well() {
  const times = { checked_at: instant(-5), fresh_until: instant(85), unknown_after: instant(900) };
  const document = [200, { "Content-Type": "application/json", ETag: '"e"' }, { revision: 7, ...times }];
  const problem = (status, slug) => [status, { "Content-Type": PROBLEM }, { type: `/docs/problems/#${slug}` }];
  const file = (type, policy, body) => [200, { "Content-Type": type, "Cache-Control": policy }, body];
  const forGood = "max-age=31536000, immutable";
  return {
    "/health": [200, {}, { pages: [{ id: "a", age_seconds: 5, freshness: "fresh", revision: 7 }] }],
    "/v1/pages/a/verdict": document,
    "/v1/pages/a/summary": document,
    "/v1/pages/a/live": problem(426, "upgrade-required"),
    "/v1/pages/smoke-nobody/verdict": problem(404, "unknown-page"),
    "/v1/smoke": problem(404, "unknown-path"),
    "/docs/problems/": [200, {}, "what went wrong"],
    "/embed.js": file(SCRIPT, "max-age=300", 'import("w/live-1a.js")'),
    "/w/live-1a.js": file(SCRIPT, forGood, '"now-2b.js" "now-3c.wasm"'),
    "/w/now-2b.js": file(SCRIPT, forGood, "glue"),
    "/w/now-3c.wasm": file("application/wasm", forGood, "module"),
  };
}

/** What the check says of a lamp after `change`, and whether it finds it well. */
async function look(change = () => {}, message = '{"revision":7}') {
  const answers = well();
  change(answers);
  const server = createServer((request, response) => {
    const [status, headers, body] = answers[request.url] ?? [404, {}, ""];
    if (status === 200 && headers.ETag && request.headers["if-none-match"] === headers.ETag) {
      return response.writeHead(304, { ...COMMON, ...headers }).end();
    }
    response.writeHead(status, { ...COMMON, ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });
  server.on("upgrade", (request, socket) => {
    const key = `${request.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const accept = createHash("sha1").update(key).digest("base64");
    const head = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade"];
    socket.write(`${head.join("\r\n")}\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
    if (message === null) return socket.end();
    const length = Buffer.byteLength(message);
    const size = length < 126 ? [length] : [126, length >> 8, length & 255];
    const frame = Buffer.concat([Buffer.from([0x81, ...size]), Buffer.from(message)]);
    // In two pieces, as a network may bring it.
    socket.write(frame.subarray(0, 3));
    setTimeout(() => socket.write(frame.subarray(3)), 5);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const lines = [];
  const isWell = await smoke(`http://127.0.0.1:${server.address().port}`, (line) => lines.push(line));
  server.closeAllConnections();
  server.close();
  return { isWell, lines, wrong: lines.filter((line) => line.startsWith("WRONG")) };
}

test("a lamp that is well is found well, the long first message included", async () => {
  const padding = JSON.stringify({ revision: 7, padding: "x".repeat(300) });

  for (const message of ['{"revision":7}', padding]) {
    const { isWell, lines } = await look(() => {}, message);
    assert.equal(isWell, true, lines.join("\n"));
    assert.ok(lines.includes("ok    live: revision 7"), lines.join("\n"));
    assert.equal(lines.length, 13);
  }
});

test("what is wrong is named, and nothing of a later class is looked at", async () => {
  const set = (path, header, value) => (answers) => (answers[path][1][header] = value);
  const cases = [
    [(answers) => (answers["/health"][0] = 500), "WRONG /health: the status of /health is 500"],
    [(answers) => (answers["/health"][2].pages[0].freshness = "stale"), "WRONG page a: stale, read 5 s ago"],
    [set("/v1/pages/a/verdict", "Access-Control-Allow-Origin", "https://a.example"), "WRONG a verdict: Access-"],
    [set("/v1/pages/a/summary", "Vary", "Origin"), "WRONG a summary: Vary"],
    [(answers) => (answers["/v1/pages/a/summary"][2].fresh_until = instant(-60)), "WRONG a verdict: it was fresh until"],
    [set("/v1/pages/a/verdict", "ETag", ""), "WRONG a verdict: ETag"],
    [(answers) => (answers["/v1/pages/smoke-nobody/verdict"][0] = 200), "WRONG unknown page: the status is 200"],
    [(answers) => delete answers["/docs/problems/"], "WRONG unknown page: the status of /docs/problems/"],
    [set("/w/now-3c.wasm", "Content-Type", "application/octet-stream"), "WRONG /w/now-3c.wasm: Content-Type"],
    [set("/w/live-1a.js", "Cache-Control", "no-cache"), "WRONG /w/live-1a.js: Cache-Control"],
    [(answers) => (answers["/v1/pages/a/live"][0] = 404), "WRONG no upgrade: the status is 404"],
  ];
  for (const [change, expected] of cases) {
    const { isWell, lines, wrong } = await look(change);
    assert.equal(isWell, false, expected);
    assert.ok(wrong.some((line) => line.startsWith(expected)), `${expected}\n${lines.join("\n")}`);
  }
  const { lines } = await look((answers) => (answers["/health"][2].pages[0].freshness = "stale"));
  assert.equal(lines.length, 2, lines.join("\n"));
});

test("a socket that closes before it says anything is wrong", async () => {
  const { wrong } = await look(() => {}, null);

  assert.deepEqual(wrong, ["WRONG live: closed before the first message"]);
});
