// Functions that look alike side by side: `node order.mjs <module> <feature flag>…`.
//
// What compresses a module refers back to what came shortly before more cheaply than to what came
// long ago. Changes the order alone, and writes the module over.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";

const OPTIMISER = fileURLToPath(new URL("../../node_modules/binaryen/bin/wasm-opt", import.meta.url));
const SECTIONS = { custom: 0, code: 10 };
/** So many bytes in a row are compared; more and fewer compress worse. */
const WINDOW = 3;

/** The whole number at `at`, and where it ends. */
const number = (bytes, at) => {
  let [value, shift, byte] = [0, 0];
  do {
    byte = bytes[at++];
    value |= (byte & 127) << shift;
    shift += 7;
  } while (byte & 128);
  return [value >>> 0, at];
};

const written = (value) => (value > 127 ? [(value & 127) | 128, ...written(value >>> 7)] : [value]);

/** The bodies of a module's own functions. */
export function bodies(module) {
  const found = [];
  for (let at = 8; at < module.length; ) {
    const section = module[at];
    const [length, start] = number(module, at + 1);
    at = start + length;
    if (section !== SECTIONS.code) continue;
    let [count, next] = number(module, start);
    for (; count; count--) {
      const [size, begin] = number(module, next);
      next = begin + size;
      found.push(module.subarray(begin, next));
    }
  }
  return found;
}

const windows = (body) => {
  const all = new Set();
  for (let at = 0; at + WINDOW <= body.length; at++) all.add((body[at] << 16) | (body[at + 1] << 8) | body[at + 2]);
  return all;
};

/** How much of both is in both. */
const likeness = (one, other) => {
  const [few, many] = one.size < other.size ? [one, other] : [other, one];
  let shared = 0;
  for (const window of few) shared += many.has(window);
  return shared / (one.size + other.size - shared + 1);
};

/** The numbers of the functions, each followed by the one that is most like it of all that are left. */
export function order(all) {
  const looks = all.map(windows);
  const left = new Set(all.keys());
  const sequence = [];
  for (let next = 0; left.size; ) {
    sequence.push(next);
    left.delete(next);
    const last = looks[next];
    let most = -1;
    for (const one of left) {
      const like = likeness(last, looks[one]);
      if (like > most) [most, next] = [like, one];
    }
  }
  return sequence;
}

/** The module with a name for each of its own functions that sorts as `sequence` says. */
export function named(module, sequence, imported) {
  const names = sequence
    .map((index, place) => [index, `f${String(place).padStart(6, "0")}`])
    .sort(([one], [other]) => one - other)
    .flatMap(([index, name]) => [...written(imported + index), name.length, ...Buffer.from(name)]);
  const count = written(sequence.length);
  const content = [4, ...Buffer.from("name"), 1, ...written(count.length + names.length), ...count, ...names];
  return Buffer.concat([module, Buffer.from([SECTIONS.custom, ...written(content.length), ...content])]);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [path, ...features] = process.argv.slice(2);
  const module = readFileSync(path);
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(module));
  const imported = imports.filter(({ kind }) => kind === "function").length;
  writeFileSync(path, named(module, order(bodies(module)), imported));
  const words = [OPTIMISER, path, "-o", path, ...features, "--reorder-functions-by-name", "--strip-debug"];
  const { status, stderr } = spawnSync(process.execPath, words, { encoding: "utf8" });
  if (status !== 0) throw new Error(`wasm-opt failed: ${stderr}`);
}
