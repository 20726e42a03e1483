// Where the lamp is: the addresses from the tag, and which of them is asked.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { fromAny, host } from "../../www/loader/hosts.js";
import { configure, hosts } from "../../www/loader/settings.js";

const A = "https://a.example";
const B = "https://b.example/lamp";
const C = "https://c.example";

let down, tried, chance;

const ask = () =>
  fromAny(async (host) => {
    tried.push(host);
    if (down.has(host)) throw new Error("down");
    return host;
  });

beforeEach(() => {
  down = new Set();
  tried = [];
  chance = 0.5;
  Math.random = () => chance;
});

test("the script's own address comes first, then those that are named; each once, as places", async () => {
  configure({ hosts: ` ${B}/ , ${C}\n${A}` }, `${A}/embed.js`);
  configure({ hosts: [A] }, `${C}/embed-1.2.3.js?cache=no`);
  configure({}, undefined);

  assert.deepEqual(hosts, [A, B, C]);
  assert.equal(await ask(), A);
});

test("what one host does not give, the next one does, and stays the one that is asked", async () => {
  down = new Set([A]);
  assert.equal(await ask(), B);
  assert.equal(host(), B);
  tried = [];

  down = new Set([A, C]);
  assert.equal(await ask(), B);
  assert.deepEqual(tried, [B]);
});

test("from the last one it goes on with the first", async () => {
  down = new Set([A, B]);
  assert.equal(await ask(), C);
  down = new Set([B, C]);
  assert.equal(await ask(), A);
});

test("now and then the first is asked again, and while it does not answer nothing changes", async () => {
  down = new Set([A]);
  await ask();
  chance = 0.05;
  tried = [];

  assert.equal(await ask(), B);
  assert.deepEqual(tried, [A, B]);
  assert.equal(host(), B);

  down = new Set();
  assert.equal(await ask(), A);
  chance = 0.5;
  assert.equal(await ask(), A);
});

test("where none answers, the last error is told and each was asked once", async () => {
  down = new Set([A, B, C]);
  await assert.rejects(ask, /down/);
  assert.deepEqual(tried.toSorted?.() ?? [...tried].sort(), [A, B, C]);
  assert.equal(host(), A);
});

