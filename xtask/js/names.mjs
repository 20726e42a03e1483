// Short names on both sides of a bundle: `node names.mjs <dir> <name> <feature flag>…`.
//
// wasm-bindgen tells functions apart by hashes, twice each and beyond any compression. Nobody but
// the two files reads them. And what only libraries would call is not offered to the loader: then
// esbuild leaves out what nothing else uses.
//
// Reads `<name>.js` and `<name>_bg.wasm` in the directory and writes both over.
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** All that the loader asks a bundle for, by the names the bindings have for it. */
const OFFERED = { __wbg_init: "default", set_trap: "set_trap", mount: "mount", trip: "trip" };
/** A text into the module's memory. */
const PASS_STRING = `function passStringToWasm0(text) {
  const bytes = cachedTextEncoder.encode(text);
  const at = wasm.__wbindgen_malloc(WASM_VECTOR_LEN = bytes.length, 1) >>> 0;
  getUint8ArrayMemory0().set(bytes, at);
  return at;
}
`;
/** Made anew each time, rather than looked after: it is two per text. */
const DATA_VIEW = `function getDataViewMemory0() {
  return new DataView(wasm.memory.buffer);
}
`;
const OPTIMISER = fileURLToPath(new URL("../../node_modules/binaryen/bin/wasm-opt", import.meta.url));

/**
 * What the module takes from our own files without any binding between: lines of the imports, and
 * the script without the objects that held them.
 */
function direct(script, imports) {
  const lines = [];
  const holders = [...script.matchAll(/^ {4}"(\.\/snippets\/[^"]+)": (\w+),?\n/gm)];
  for (const [line, file, holder] of holders) {
    script = script.replace(line, "");
    const held = new RegExp(`^var ${holder} = \\{\\};\\n__export\\(${holder}, \\{\\n((?:.*\\n)*?)\\}\\);\\n`, "m").exec(script);
    // Of one file there may be several lines, but only one object.
    if (!held) continue;
    script = script.replace(held[0], "");
    const own = new Map([...held[1].matchAll(/^ +(\w+): \(\) => (\w+),?$/gm)].map((row) => row.slice(1)));
    for (const [from, long, short] of imports) {
      if (from !== file) continue;
      if (!own.has(long)) throw new Error(`${file} has no ${long}`);
      lines.push(`${short}: ${own.get(long)},`);
    }
  }
  return { script, lines };
}

/** Everything in the words that every browser with WebAssembly and style sheets for us has. */
export function modern(script) {
  const change = (from, to) => {
    const changed = script.replace(from, to);
    if (changed === script) throw new Error(`wasm-bindgen writes no ${from} any more`);
    script = changed;
  };
  change(/^function passStringToWasm0\([^]*?^}\n/m, PASS_STRING);
  change(/(passStringToWasm0\(\w+), wasm\.__wbindgen_malloc, wasm\.__wbindgen_realloc\)/g, "$1)");
  change(/^if \(!\("encodeInto" in [^]*?^}\n/m, "");
  change(/typeof FinalizationRegistry === "undefined" \? \{[^?]*?\} : new FinalizationRegistry/g, "/* @__PURE__ */ new FinalizationRegistry");
  change(/^if \(Symbol\.dispose\).*\n/gm, "");
  change(/const ret = typeof (global|self|window) === "undefined" [^]*?return .*\n/g, "return 0;\n");
  change(/const ret = typeof globalThis === "undefined" [^]*?return .*\n/, "return addToExternrefTable0(globalThis);\n");
  change(/^function getDataViewMemory0\(\) \{[^]*?^\}\n/m, DATA_VIEW);
  change(/^ +wasm(Instance|Module) = .*\n/gm, "");
  return script;
}

/**
 * The bindings with the short names: `imports` and `exports` are rows of wasm-opt's table, `[…, long,
 * short]`, and `module` is what the module calls the bindings now.
 */
export function shortened(bindings, { imports, exports }, module) {
  const { script, lines } = direct(bindings, imports);
  const taken = new Map(imports.map((row) => row.slice(-2)));
  const given = new Map(exports.map((row) => row.slice(-2)));
  const missing = [];
  const short = (names, long) => names.get(long) ?? (missing.push(long), long);
  const text = script
    .replace(/^(\s+)(__wb\w+): function\(/gm, (_, space, long) => `${space}${short(taken, long)}: function(`)
    .replace(/\bwasm\.([\w$]+)/g, (_, long) => `wasm.${short(given, long)}`)
    .replace(/"\.\/\w+_bg\.js": import0,?/, `"${module}": import0`)
    .replace("const import0 = {\n", (start) => start + lines.map((line) => `    ${line}\n`).join(""))
    .replace(/^export \{[^}]*\};?$/gm, "");
  // What `linker.rs` did not export, the bindings still mention in classes that nobody makes.
  const lost = missing.filter((name) => !name.includes("intounderlying"));
  if (lost.length) throw new Error(`the module does not know ${lost.join(", ")}`);
  const offered = Object.entries(OFFERED).map(([name, as]) => `${name} as ${as}`);
  return `${text}\nexport { ${offered.join(", ")} };\n`;
}

/** The script with all it imports, every statement laid out in one way. */
async function laidOut(path) {
  const { outputFiles } = await build({
    entryPoints: [path],
    bundle: true,
    charset: "utf8",
    format: "esm",
    legalComments: "none",
    logLevel: "warning",
    // wasm-bindgen names a file of ours once for each block of imports; `direct` takes them all out.
    logOverride: { "duplicate-object-key": "silent" },
    treeShaking: false,
    write: false,
  });
  return outputFiles[0].text;
}

async function shorten(directory, name, features) {
  const script = join(directory, `${name}.js`);
  const module = join(directory, `${name}_bg.wasm`);
  const words = [OPTIMISER, module, "-o", module, "-g", ...features, "--minify-imports-and-exports-and-modules"];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: "utf8" });
  if (status !== 0) throw new Error(`wasm-opt failed: ${stderr}`);
  const [first] = WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(module)));
  writeFileSync(script, shortened(modern(await laidOut(script)), JSON.parse(stdout), first.module));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [directory, name, ...features] = process.argv.slice(2);
  await shorten(directory, name, features);
}
