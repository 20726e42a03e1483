// The pinned loader: a page that pins it runs the very bytes that the build knew. One bit turned in
// whatever file, and people still read what is wrong.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startFront } from "./front.mjs";
import { eventually, open, sees, startBrowser, startLamp, startSimulator, stopAll } from "./support.mjs";

// What the browser itself says of what it refused, and of the sockets that the front does not pass on.
const OWN_WORDS = /^console: (.*integrity|.*WebSocket|Failed to load resource)/;

let simulator, lamp, front, browser, release, pinned;
let flipped = null;
let lang = "en";
let types = "statuslamp";

before(async () => {
  simulator = await startSimulator();
  lamp = await startLamp([{ id: "noterro", name: "Noterro", url: `${simulator.address}/noterro`, poll_seconds: 1 }]);
  browser = await startBrowser();
  await simulator.press("noterro/play", { speed: 1 });
  await eventually(() => lamp.read("/v1/pages/noterro/verdict"), ({ events }) => events?.length > 0);
  [release] = (await lamp.read("/releases.json")).releases;
  const integrity = await lamp.read("/integrity.json");
  [pinned] = Object.keys(integrity);
  front = await startFront(lamp.address, {
    page: () =>
      `<!doctype html><html lang="${lang}"><title>Host</title><body>` +
      `<script async src="/${pinned}" integrity="${integrity[pinned]}" crossorigin="anonymous" data-page="noterro"></script>`,
    policy: () =>
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; base-uri 'none'; " +
      `require-trusted-types-for 'script'; trusted-types ${types}`,
    flipped: () => flipped,
  });
});

after(() => stopAll(simulator, lamp, front, { stop: () => browser?.close() }));

async function visit(file, language = "en") {
  flipped = file && `/${file}`;
  lang = language;
  front.asked.length = 0;
  return open(browser, front.address, { lamp: front.address });
}

/** Whether the bundle drew it: plain text has no style sheet. */
const isDrawn = (page) =>
  page.evaluate(() => document.querySelector("statuslamp-banner").shadowRoot.adoptedStyleSheets.length > 0);

test("the build names its pinned loader and the integrity of everything it loads", () => {
  assert.match(pinned, /^embed-\d+\.\d+\.\d+\.js$/);
  assert.ok(Object.keys(release.files).length > 15, Object.keys(release.files).join());
  for (const integrity of Object.values(release.files)) assert.match(integrity, /^sha384-[\w+/]{64}$/);
});

test("as it was built, the bundle draws, and nothing is loaded that is not in the list", async () => {
  const { page, harm, close } = await visit(null, "de");

  await sees(page, /Service Unavailable/, "statuslamp-banner");
  await eventually(() => isDrawn(page), (drawn) => drawn);

  const files = front.asked.filter((path) => path !== "/" && !path.startsWith("/v1/"));
  assert.ok(files.some((path) => path.endsWith(".wasm")) && files.some((path) => path.endsWith("/de.json")), files.join());
  for (const path of files) assert.ok(release.files[path.slice(1)], path);
  // What checks nothing is not among it.
  assert.ok(!files.some((path) => /\/(live|plain|after)-/.test(path)), files.join());
  assert.deepEqual(harm.filter((what) => !OWN_WORDS.test(what)), []);
  await close();
});

test("with one bit turned in any file, people still read what is wrong, and the host hears of no error", async (context) => {
  for (const file of Object.keys(release.files).filter((file) => file !== pinned)) {
    await context.test(file, async () => {
      const [, language] = /\/(\w+)\.json$/.exec(file) ?? [];
      const { page, harm, close } = await visit(file, language);

      const text = await sees(page, /Service Unavailable/, "statuslamp-banner");

      assert.ok(text.length > 20, text);
      if (/\/(now|widget|pinned-live)-/.test(file)) {
        assert.equal(await isDrawn(page), false);
        assert.ok(front.asked.includes(`/${file}`), "it was never asked for");
      }
      assert.deepEqual(harm.filter((what) => !OWN_WORDS.test(what)), []);
      await close();
    });
  }
});

test("where the host allows no policy of ours, all is loaded and checked all the same; one refusal is reported", async () => {
  types = "'none'";
  const untouched = await visit(null);
  await sees(untouched.page, /Service Unavailable/, "statuslamp-banner");
  await eventually(() => isDrawn(untouched.page), (drawn) => drawn);
  const refusals = untouched.harm.filter((what) => what.startsWith("policy: "));
  assert.deepEqual(refusals, ["policy: trusted-types trusted-types-policy"]);
  await untouched.close();

  for (const file of Object.keys(release.files).filter((file) => /\/(pinned-live|now)-\w+\.js/.test(file))) {
    const turned = await visit(file);
    await sees(turned.page, /Service Unavailable/, "statuslamp-banner");
    assert.equal(await isDrawn(turned.page), false, file);
    assert.ok(front.asked.includes(`/${file}`), `${file} was never asked for`);
    await turned.close();
  }
  types = "statuslamp";
});

test("a loader with a bit turned is not run at all", async () => {
  const { page, harm, close } = await visit(pinned);
  await eventually(() => harm, (harm) => harm.some((what) => /integrity/.test(what)));

  assert.equal(await page.evaluate(() => typeof Statuslamp), "undefined");
  assert.equal(await page.locator("statuslamp-banner").count(), 0);
  await close();
});
