// The order of functions, over a module written by hand.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bodies, named, order } from "./order.mjs";

/** Four functions without parameters: two that add, two that do nothing much. */
const ADDS = [0, 0x41, 1, 0x41, 2, 0x6a, 0x1a, 0x0b];
const RESTS = [0, 0x01, 0x01, 0x01, 0x01, 0x01, 0x0b];
const code = [ADDS, RESTS, ADDS, RESTS];
const section = (id, content) => [id, content.length, ...content];
const MODULE = Uint8Array.from([
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...section(1, [1, 0x60, 0, 0]),
  ...section(3, [4, 0, 0, 0, 0]),
  ...section(10, [4, ...code.flatMap((body) => [body.length, ...body])]),
]);

test("functions that look alike come to lie side by side, the first one first", () => {
  const found = bodies(MODULE);

  assert.deepEqual(found.map((body) => [...body]), code);
  assert.deepEqual(order(found), [0, 2, 1, 3]);
  assert.deepEqual(order([]), []);
});

test("each function is named after its place", () => {
  const module = named(MODULE, [0, 2, 1, 3], 300);

  const [names] = WebAssembly.Module.customSections(new WebAssembly.Module(module), "name");
  const text = Buffer.from(names).toString("latin1");
  // 300, and so on, in the numbers of the format.
  assert.match(text, /\xac\x02\x07f000000\xad\x02\x07f000002\xae\x02\x07f000001\xaf\x02\x07f000003$/);
});
