// Short names, over bindings as wasm-bindgen writes them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { shortened } from "./names.mjs";

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

test("a name that the module does not have stops the build", () => {
  assert.throws(() => shortened(BINDINGS, { ...TABLE, exports: [["mount", "b"]] }, "z"), /__wbindgen_malloc/);
  assert.throws(() => shortened(BINDINGS, { ...TABLE, imports: [] }, "z"), /__wbg_now/);
});
