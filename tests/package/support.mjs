// What the tests of the npm package stand on: the package as a registry would hand it out, beside
// the frameworks it knows.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const HERE = dirname(fileURLToPath(import.meta.url));
/** The top of the checkout. */
export const ROOT = process.env.STATUSLAMP_ROOT ?? join(HERE, "../..");
/** What the build wrote. */
export const PACKAGE = join(ROOT, "dist/npm");

/** A file of the checkout. */
export const read = (path) => readFileSync(join(ROOT, path), "utf8");

/** Every file below a folder of the checkout with this ending. */
export const below = (folder, ending) =>
  readdirSync(join(ROOT, folder), { recursive: true })
    .filter((path) => path.endsWith(ending))
    .map((path) => read(join(folder, path)));

/** Everything that `pattern`'s first group finds in these texts, once each, sorted. */
export const found = (texts, pattern) =>
  [...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(([, group]) => group)))].sort();

/** Runs one of the pinned tools, and returns what it says; where it fails, that is the error. */
export function run(tool, values, cwd) {
  try {
    return execFileSync(process.execPath, [join(ROOT, "node_modules", tool), ...values], { cwd, encoding: "utf8", stdio: "pipe" });
  } catch ({ stdout, stderr }) {
    throw new Error(`${tool}\n${stdout}${stderr}`);
  }
}

/** What `npm pack` says: the file it wrote, and what is in it. */
export function pack(into) {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const options = { cwd: PACKAGE, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], shell: process.platform === "win32" };
  const [packed] = JSON.parse(execFileSync(npm, ["pack", "--json", "--ignore-scripts", "--pack-destination", into], options));
  return { file: join(into, packed.filename), paths: packed.files.map(({ path }) => path).sort() };
}

/** A place where the package is installed, with the frameworks beside it; gone after the test. */
export function installed(test, files) {
  const place = mkdtempSync(join(tmpdir(), "statuslamp-package-"));
  test.after(() => rmSync(place, { recursive: true, force: true }));
  const modules = join(place, "node_modules");
  mkdirSync(modules);
  for (const name of ["@types", "preact", "solid-js", "vue"]) symlinkSync(join(ROOT, "node_modules", name), join(modules, name), "junction");
  for (const path of files) cpSync(join(PACKAGE, path), join(modules, "statuslamp", path));
  writeFileSync(join(place, "package.json"), JSON.stringify({ type: "module" }));
  return place;
}
