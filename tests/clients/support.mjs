// What the tests of other people's programs stand on: the browser tests' vendors and lamp, the
// Python programs that `cargo xtask test` installed, and a vendor whose page a test writes itself.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ROOT } from "../browser/support.mjs";

export * from "../browser/support.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
/** No program of others may keep the tests waiting for ever. */
const PATIENCE_MS = 120_000;
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/** The Python of an environment, and what else is installed beside it. */
export function installed(environment, program = "python") {
  const clients = process.env.STATUSLAMP_CLIENTS;
  if (!clients) throw new Error("STATUSLAMP_CLIENTS is not set: run these tests with `cargo xtask test`");
  return join(clients, environment, process.platform === "win32" ? "Scripts" : "bin", program);
}

/** Runs a program to its end: `{ code, out, err }`. */
export function run(program, values, settings = {}, input = "", cwd = ROOT) {
  return new Promise((resolve, reject) => {
    const options = { cwd, env: { ...process.env, ...settings }, timeout: PATIENCE_MS, maxBuffer: MAX_OUTPUT_BYTES };
    const child = execFile(program, values, options, (error, out, err) => {
      if (error && typeof error.code !== "number") reject(new Error(`${program} ${values.join(" ")}: ${error.message}\n${err}`));
      else resolve({ code: error?.code ?? 0, out, err });
    });
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}

/** Asks a script of `programs/`: JSON in, JSON out. */
export async function ask(environment, script, question) {
  const { code, out, err } = await run(installed(environment), [join(HERE, "programs", script)], {}, JSON.stringify(question));
  if (code !== 0) throw new Error(`${script} ended with ${code}\n${err}`);
  return JSON.parse(out);
}

/** A folder for a test's files, gone when it is stopped. */
export function folder() {
  const path = mkdtempSync(join(tmpdir(), "statuslamp-clients-"));
  return {
    path,
    write: (name, value) => {
      const file = join(path, name);
      writeFileSync(file, typeof value === "string" ? value : JSON.stringify(value));
      return file;
    },
    stop: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** Reads a document of the lamp, also under another host name: `{ status, headers, body }`. */
export function read(address, path, { host, method = "GET", headers = {} } = {}) {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, method, headers: { ...headers, ...(host && { host }) }, timeout: PATIENCE_MS }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts).toString() }));
    });
    asked.on("timeout", () => asked.destroy(new Error(`${path}: no answer`)));
    asked.on("error", reject);
    asked.end();
  });
}
