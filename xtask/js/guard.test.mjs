// The guard as the build puts it in front of the widget's bindings, over stand-ins for a module.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

const source = await readFile(new URL("guard.js", import.meta.url), "utf8");
let copies = 0;

/** Each test gets a guard of its own, as each page does. */
async function guard(exports) {
  const text = `${source}\nexport { guarded };\n// ${copies++}`;
  const module = await import(`data:text/javascript,${encodeURIComponent(text)}`);
  return { ...module, wasm: module.guarded(exports) };
}

const trap = () => {
  throw new WebAssembly.RuntimeError("unreachable");
};

test("calls, memories and tables pass through while all is well", async () => {
  const memory = { buffer: new ArrayBuffer(1) };
  const { wasm } = await guard({ add: (a, b) => a + b, memory });

  assert.equal(wasm.add(2, 3), 5);
  assert.equal(wasm.memory, memory);
});

test("a trap is told once, reaches nobody, and ends everything", async () => {
  const told = [];
  let calls = 0;
  const { wasm, set_trap } = await guard({ trap, count: () => ++calls });
  set_trap((cause) => told.push(cause.message));

  wasm.trap();
  wasm.trap();
  wasm.count();

  assert.deepEqual(told, ["unreachable"]);
  assert.equal(calls, 0);
});

test("whoever asks late is told of the trap all the same", async () => {
  const told = [];
  const { wasm, set_trap } = await guard({ trap });

  wasm.trap();
  set_trap((cause) => told.push(cause.message));

  assert.deepEqual(told, ["unreachable"]);
});

test("what stands in for a lost answer does as a number, a pair and a pointer", async () => {
  const { wasm } = await guard({ trap });

  const answer = wasm.trap();

  assert.equal(answer >>> 0, 0);
  assert.equal(answer[0], 0);
  assert.ok(!answer[2], "a pair whose second half says that it is no error");
});

test("an exception on its way through Rust unwinds all of it before it is caught", async () => {
  const seen = [];
  const exports = {
    outer: () => {
      try {
        exports.wasm.inner();
      } catch (cause) {
        seen.push("unwound");
        throw cause;
      }
      seen.push("went on");
    },
    inner: trap,
  };
  const { wasm } = await guard(exports);
  exports.wasm = wasm;

  wasm.outer();

  assert.deepEqual(seen, ["unwound"]);
});

test("an exception that Rust catches on the way does not end the bundle", async () => {
  let told = false;
  const exports = {
    outer: () => {
      try {
        exports.wasm.inner();
      } catch {
        return "caught";
      }
    },
    inner: () => {
      throw new TypeError("from the page");
    },
  };
  const { wasm, set_trap } = await guard(exports);
  exports.wasm = wasm;
  set_trap(() => (told = true));

  assert.equal(wasm.outer(), "caught");
  assert.equal(wasm.outer(), "caught");
  assert.equal(told, false);
});

test("a foreign exception that leaves the module ends the bundle too", async () => {
  const told = [];
  const { wasm, set_trap } = await guard({
    call: () => {
      throw new TypeError("not a function");
    },
  });
  set_trap((cause) => told.push(cause.message));

  wasm.call();

  assert.deepEqual(told, ["not a function"]);
});

test("even a listener that throws stays unheard", async () => {
  const { wasm, set_trap } = await guard({ trap });
  set_trap(() => {
    throw new Error("the loader is broken too");
  });

  assert.doesNotThrow(() => wasm.trap());
});
