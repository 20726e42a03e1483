// The npm package as it would be published: what is in it, what a registry's linters say of it, and
// what TypeScript makes of it in each framework.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { HERE, PACKAGE, installed, pack, run } from "./support.mjs";

const FILES = [
  "LICENSE-APACHE",
  "LICENSE-MIT",
  "README.md",
  "custom-elements.json",
  "elements.d.ts",
  "index.d.ts",
  "index.js",
  "model.d.ts",
  "package.json",
  ...["preact", "react", "solid", "vue"].flatMap((name) => [`${name}.d.ts`, `${name}.js`]),
].sort();

test("a tarball holds what is needed and nothing else, and the linters have nothing to say", async (t) => {
  const place = mkdtempSync(join(tmpdir(), "statuslamp-pack-"));
  t.after(() => rmSync(place, { recursive: true, force: true }));

  const { file, paths } = pack(place);

  assert.deepEqual(paths, FILES);
  const manifest = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8"));
  const { messages } = await publint({ pkgDir: PACKAGE, strict: true });
  assert.deepEqual(messages.map((message) => formatMessage(message, manifest)), []);
  // It is a module for today's browsers and bundlers; older ways to resolve one are not promised.
  run("@arethetypeswrong/cli/dist/index.js", [file, "--profile", "esm-only", "--exclude-entrypoints", "custom-elements.json"]);
});

test("loading the module does nothing, and calling it outside of a browser does nothing either", (t) => {
  const place = installed(t, FILES);
  const script = `
    const before = Object.getOwnPropertyNames(globalThis).join();
    const lamp = await import("statuslamp");
    const react = await import("statuslamp/react");
    const off = lamp.on("show", () => {});
    for (const call of [() => lamp.init({ page: "a", hosts: "https://a.example" }), lamp.define, lamp.refresh, () => lamp.dismiss("e1"), off, lamp.destroy]) call();
    await new Promise((resolve) => setTimeout(resolve, 20));
    console.log(JSON.stringify({ names: Object.keys(lamp).sort(), same: lamp.init === react.init, before: before === Object.getOwnPropertyNames(globalThis).join() }));`;

  const said = execFileSync(process.execPath, ["--unhandled-rejections=strict", "--input-type=module", "-e", script], { cwd: place, encoding: "utf8" });

  assert.deepEqual(JSON.parse(said), {
    names: ["define", "destroy", "dismiss", "init", "on", "refresh"],
    same: true,
    before: true,
  });
});

for (const { sample, jsx, resolution } of [
  { sample: "plain.ts", resolution: "bundler" },
  { sample: "plain.ts", resolution: "nodenext" },
  { sample: "react.tsx", jsx: "react", resolution: "bundler" },
  { sample: "preact.tsx", jsx: "preact", resolution: "bundler" },
  { sample: "solid.tsx", jsx: "solid-js", resolution: "bundler" },
  { sample: "vue.ts", resolution: "bundler" },
]) {
  test(`TypeScript at its strictest takes ${sample} (${resolution})`, (t) => {
    const place = installed(t, FILES);
    cpSync(join(HERE, "samples", sample), join(place, sample));
    const options = {
      strict: true,
      noEmit: true,
      exactOptionalPropertyTypes: true,
      target: "es2022",
      lib: ["es2022", "dom", "dom.iterable"],
      module: resolution === "nodenext" ? "nodenext" : "esnext",
      moduleResolution: resolution,
      types: [],
      ...(jsx && { jsx: jsx === "solid-js" ? "preserve" : "react-jsx", jsxImportSource: jsx }),
    };
    writeFileSync(join(place, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files: [sample] }));

    assert.equal(run("typescript/bin/tsc", ["--project", place], place), "");
  });
}
