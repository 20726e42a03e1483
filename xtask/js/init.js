// Takes the place of what wasm-bindgen writes to begin with (see `guard.rs`): the loader hands over
// an answer that is as it should be, once.

/** Compiled while it arrives, where the browser can and the server says what it is. */
async function __wbg_init({ module_or_path: answer }) {
  const imports = __wbg_get_imports();
  const streams = WebAssembly.instantiateStreaming && answer.headers.get("content-type") === "application/wasm";
  const { instance, module } = await (streams
    ? WebAssembly.instantiateStreaming(answer, imports)
    : WebAssembly.instantiate(await answer.arrayBuffer(), imports));
  return __wbg_finalize_init(instance, module);
}
