// Minifies one file to stdout: `node minify.mjs <file> script|module|bundle`.
// A bundle takes in what the file imports and leaves out what nobody uses.
import { build } from "esbuild";

const [file, kind] = process.argv.slice(2);
const result = await build({
  entryPoints: [file],
  bundle: kind === "bundle",
  charset: "utf8",
  format: kind === "script" ? undefined : "esm",
  legalComments: "none",
  logLevel: "warning",
  minify: true,
  target: "es2022",
  write: false,
});
process.stdout.write(result.outputFiles[0].contents);
