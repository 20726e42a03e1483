// Short names, over bindings as wasm-bindgen writes them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { modern, shortened } from "./names.mjs";

const BINDINGS = `var Unused = class {
};
function mount() {
  return wasm.mount(wasm.__wbindgen_malloc);
}
function __wbg_get_imports() {
  const import0 = {
    __proto__: null,
    __wbg_now_0123456789abcdef: function() {
      return Date.now();
    }
  };
  return {
    "./now_bg.js": import0
  };
}
export {
  Unused,
  __wbg_init as default,
  mount
};
`;
const TABLE = {
  imports: [["./now_bg.js", "__wbg_now_0123456789abcdef", "a"]],
  exports: [["mount", "b"], ["__wbindgen_malloc", "c"]],
};

test("both sides call everything by its short name, and only what the loader asks for is offered", () => {
  const text = shortened(BINDINGS, TABLE, "z");

  assert.match(text, /return wasm\.b\(wasm\.c\);/);
  assert.match(text, /^ {4}a: function\(\)/m);
  assert.match(text, /"z": import0/);
  assert.match(text, /export \{ __wbg_init as default, set_trap as set_trap, mount as mount, trip as trip \};/);
  assert.equal(text.match(/^export/gm).length, 1);
  assert.doesNotMatch(text, /0123456789abcdef|_bg\.js/);
});

test("what the module takes from our own files stands among the imports, without an object of its own", () => {
  const bindings = BINDINGS.replace(
    "var Unused",
    `var page_exports = {};
__export(page_exports, {
  adopt: () => adopt,
  say: () => say2
});
var Unused`,
  ).replace('"./now_bg.js": import0', '"./now_bg.js": import0,\n    "./snippets/w/page.js": page_exports,\n    "./snippets/w/page.js": page_exports');
  const imports = [...TABLE.imports, ["./snippets/w/page.js", "say", "d"], ["./snippets/w/page.js", "adopt", "e"]];

  const text = shortened(bindings, { ...TABLE, imports }, "z");

  assert.match(text, /const import0 = \{\n {4}d: say2,\n {4}e: adopt,\n/);
  assert.match(text, /return \{\n {4}"z": import0\n {2}\};/);
  assert.doesNotMatch(text, /page_exports|snippets/);
  const missing = [...imports, ["./snippets/w/page.js", "gone", "f"]];
  assert.throws(() => shortened(bindings, { ...TABLE, imports: missing }, "z"), /gone/);
});

test("bindings for older browsers are not sent, and unfamiliar ones stop the build", () => {
  const old = `function passStringToWasm0(arg, malloc, realloc) {
  if (realloc === void 0) {
  }
  return ptr;
}
if (!("encodeInto" in cachedTextEncoder)) {
  cachedTextEncoder.encodeInto = 1;
}
if (Symbol.dispose) Mounted.prototype[Symbol.dispose] = Mounted.prototype.free;
var Ends = typeof FinalizationRegistry === "undefined" ? { register: () => {
}, unregister: () => {
} } : new FinalizationRegistry((ptr) => wasm.free(ptr, 1));
const ptr0 = passStringToWasm0(name, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
function getDataViewMemory0() {
  if (cachedDataViewMemory0 === null) {
  }
  return cachedDataViewMemory0;
}
    a: function() {
      const ret = typeof globalThis === "undefined" ? void 0 : globalThis;
      return isLikeNone(ret) ? 0 : addToExternrefTable0(ret);
    },
    b: function() {
      const ret = typeof self === "undefined" ? void 0 : self;
      return isLikeNone(ret) ? 0 : addToExternrefTable0(ret);
    }
  wasmInstance = instance;
`;

  const text = modern(old);

  assert.match(text, /var Ends = \/\* @__PURE__ \*\/ new FinalizationRegistry\(\(ptr\)/);
  assert.match(text, /const ptr0 = passStringToWasm0\(name\);/);
  assert.match(text, /return new DataView\(wasm\.memory\.buffer\);/);
  assert.match(text, /a: function\(\) \{\n +return addToExternrefTable0\(globalThis\);\n +\},\n +b: function\(\) \{\n +return 0;\n +\}/);
  assert.doesNotMatch(text, /realloc|encodeInto|dispose|undefined|wasmInstance/);
  assert.throws(() => modern(text), /any more/);
});

test("a name that the module does not have stops the build", () => {
  assert.throws(() => shortened(BINDINGS, { ...TABLE, exports: [["mount", "b"]] }, "z"), /__wbindgen_malloc/);
  assert.throws(() => shortened(BINDINGS, { ...TABLE, imports: [] }, "z"), /__wbg_now/);
});
