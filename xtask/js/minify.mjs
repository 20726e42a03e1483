// Minifies one file to stdout: `node minify.mjs <file> script|bundle`.
// Both take in what the file imports and leave out what nobody uses.
import { build } from "esbuild";

const [file, kind] = process.argv.slice(2);
const result = await build({
  entryPoints: [file],
  bundle: true,
  charset: "utf8",
  format: kind === "bundle" ? "esm" : "iife",
  legalComments: "none",
  logLevel: "warning",
  minify: true,
  target: "es2022",
  write: false,
});
process.stdout.write(result.outputFiles[0].contents);
