// What /openapi.json promises, by other people's judgement: linters read it, and schemathesis asks a
// real lamp everything it can think of and finds nothing that was not promised.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ROOT, calm, eventually, folder, installed, read, run, startLamp, startSimulator, stopAll } from "./support.mjs";

const HERE = join(ROOT, "tests/clients");
const PAGES = { noterro: "statuspage", napta: "statuspage", watermelon: "instatus" };
/** Beside those at the edges of every schema, which are most. */
const EXAMPLES = "3";

let simulator, lamp, files, document;

before(async () => {
  files = folder();
  simulator = await startSimulator();
  const pages = Object.entries(PAGES).map(([id, provider]) => ({ id, name: id, url: `${simulator.address}/${id}`, provider, poll_seconds: 1 }));
  lamp = await startLamp(pages);
  for (const id of Object.keys(PAGES)) {
    await eventually(() => lamp.read(`/v1/pages/${id}/verdict`), ({ checked_at }) => checked_at);
    await calm(simulator, [lamp], id);
  }
  const { status, headers, body } = await read(lamp.address, "/openapi.json");
  assert.equal(status, 200);
  assert.match(headers["content-type"], /^application\/json/);
  document = files.write("openapi.json", body);
});

after(() => stopAll(simulator, lamp, files));

const linter = (name) => join(HERE, "node_modules/.bin", name);

test("Spectral has nothing to say of it", async () => {
  const { code, out, err } = await run(linter("spectral"), ["lint", "-r", join(HERE, "spectral.yaml"), "-F", "warn", document]);
  assert.equal(code, 0, out + err);
});

test("Redocly has nothing to say of it", async () => {
  const settings = { REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  const { code, out, err } = await run(linter("redocly"), ["lint", "--format", "json", document], settings, "", files.path);
  assert.equal(code, 0, out + err);
  const { totals } = JSON.parse(out.slice(out.indexOf("{")));
  assert.deepEqual(totals, { errors: 0, warnings: 0, ignored: 0 }, out);
});

test("schemathesis finds nothing that was not promised", async () => {
  const log = join(files.path, "schemathesis.log");
  // It says nothing of what it found into a pipe.
  const file = openSync(log, "w");
  const values = ["run", document, "--url", lamp.address, "--checks", "all", "--seed", "1", "--max-examples", EXAMPLES];
  const child = spawn(installed("python", "schemathesis"), values, { cwd: files.path, stdio: ["ignore", file, file], timeout: 120_000 });
  const code = await new Promise((resolve, reject) => child.on("error", reject).on("exit", resolve));
  closeSync(file);
  const said = readFileSync(log, "utf8");
  assert.equal(code, 0, said);
  const [, tested] = said.match(/Tested: (\d+)/) ?? [];
  const { paths } = JSON.parse(readFileSync(document, "utf8"));
  const methods = ["get", "post", "put", "delete"];
  const described = Object.values(paths).flatMap((path) => methods.filter((method) => path[method]));
  assert.equal(Number(tested), described.length, said);
});
