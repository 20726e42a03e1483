// Minifies one file to stdout: `node minify.mjs <file> script|bundle`.
// A bundle takes in what the file imports and leaves out what nobody uses.
import { build } from "esbuild";

const [file, kind] = process.argv.slice(2);
const bundle = kind === "bundle";
const result = await build({
  entryPoints: [file],
  bundle,
  charset: "utf8",
  // Has a name of its own, after its content, and comes when it is needed.
  external: bundle ? ["./widget-*.js"] : undefined,
  format: bundle ? "esm" : undefined,
  legalComments: "none",
  logLevel: "warning",
  minify: true,
  target: "es2022",
  write: false,
});
process.stdout.write(result.outputFiles[0].contents);
