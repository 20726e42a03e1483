// The frame: what it shows, what it tells the page around it, and what it takes from there.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { eventually, open, pause, sees, startBrowser, startLamp, startSimulator, stopAll } from "./support.mjs";

let simulator, lamp, parent, browser;

/** A page that may do nothing but frame the lamp. */
async function startParent() {
  const server = createServer((request, answer) => {
    answer.writeHead(200, {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": `default-src 'none'; frame-src ${lamp.address}`,
      "Cross-Origin-Embedder-Policy": "require-corp",
    });
    answer.end("<!doctype html><title>Parent</title>");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const stop = async () => {
    server.close();
    server.closeAllConnections();
  };
  return { address: `http://127.0.0.1:${server.address().port}`, stop };
}

/** Frames an address and answers "ready" with `stored`; `messages()` are those that came. */
async function frame(path, { stored, ...given } = {}) {
  const visitor = await open(browser, parent.address, { lamp: lamp.address });
  const hash = new URLSearchParams({ origin: parent.address, ...given });
  await visitor.page.evaluate(
    ([src, stored]) => {
      window.messages = [];
      const frame = document.createElement("iframe");
      addEventListener("message", ({ source, data }) => {
        if (source !== frame.contentWindow) return;
        messages.push(data);
        if (data.statuslamp === "ready" && stored) frame.contentWindow.postMessage({ statuslamp: "stored", stored }, "*");
        if (data.statuslamp === "height") frame.style.height = `${data.height}px`;
      });
      frame.src = src;
      document.body.append(frame);
    },
    [`${lamp.address}${path}#${hash}`, stored],
  );
  const inside = await eventually(
    () => visitor.page.frames()[1] ?? null,
    (frame) => frame?.url().startsWith(lamp.address),
  );
  const messages = (name) =>
    visitor.page.evaluate((name) => window.messages.filter(({ statuslamp }) => !name || statuslamp === name), name);
  return { ...visitor, inside, messages };
}

const height = async (framed) => (await framed.messages("height")).at(-1)?.height ?? 0;

before(async () => {
  simulator = await startSimulator();
  const page = (id) => ({ id, name: id, url: `${simulator.address}/${id}`, poll_seconds: 1 });
  lamp = await startLamp([page("noterro"), page("watermelon")]);
  parent = await startParent();
  browser = await startBrowser();
  await simulator.press("noterro/play", { speed: 1 });
  await eventually(() => lamp.read("/v1/pages/noterro/verdict"), ({ events }) => events?.length > 0);
});

after(() => stopAll(simulator, lamp, parent, { stop: () => browser?.close() }));

test("trouble is shown in the frame, which is as tall as what it shows", async () => {
  const framed = await frame("/embed/noterro", { stored: {} });

  await sees(framed.inside, /Web App/, "statuslamp-banner");

  const wanted = () => framed.inside.evaluate(() => Math.ceil(document.body.getBoundingClientRect().height));
  await eventually(async () => [await height(framed), await wanted()], ([told, wanted]) => told > 20 && told === wanted);
  const [{ detail }] = await framed.messages("show");
  assert.equal(detail.events.length, 1);
  assert.deepEqual((await framed.messages())[0], { statuslamp: "ready" });
  // Nothing of it is drawn over anything: its place is the frame.
  const position = await framed.inside.evaluate(() => document.querySelector("statuslamp-banner").getAttribute("position"));
  assert.equal(position, "inline");
  assert.deepEqual(framed.harm, []);
  await framed.close();
});

test("a panel has room while it is open, and the frame is no taller than that needs", async () => {
  const framed = await frame("/embed/noterro", { stored: {}, kind: "status" });
  const pill = framed.inside.locator("statuslamp-status").getByRole("button").first();
  await pill.waitFor();
  const closed = await eventually(() => height(framed), (height) => height > 20);

  await pill.click();

  const open = await eventually(() => height(framed), (height) => height > closed + 100);
  const panel = await framed.inside.locator("statuslamp-status [popover]").boundingBox();
  assert.ok(panel.height > 100 && panel.height <= open, `${panel.height} in ${open}`);
  // It does not grow with itself.
  await pause(1000);
  const told = (await framed.messages("height")).length;
  assert.ok(told < 10, `${told} heights`);
  await framed.page.keyboard.press("Escape");
  await eventually(() => height(framed), (height) => height === closed);
  assert.deepEqual(framed.harm, []);
  await framed.close();
});

test("a calm page takes no room at all, and tells nothing but that it is ready", async () => {
  const framed = await frame("/embed/watermelon", { stored: {} });
  await eventually(() => framed.requests, (requests) => requests.some((path) => path.endsWith("/verdict")));
  await pause(2000);

  assert.deepEqual(await framed.messages(), [{ statuslamp: "ready" }]);
  assert.deepEqual(framed.harm, []);
  await framed.close();
});

test("what is dismissed in the frame is told, and what the parent keeps of it is kept to", async () => {
  const framed = await frame("/embed/noterro", { stored: {} });
  await sees(framed.inside, /Web App/, "statuslamp-banner");
  await framed.inside.getByRole("button", { name: /dismiss/i }).click();
  const [{ detail }] = await eventually(() => framed.messages("dismiss"), (messages) => messages.length > 0);
  const [{ detail: shown }] = await framed.messages("show");
  assert.deepEqual(detail.events, shown.events);
  await eventually(() => height(framed), (height) => height === 0);
  const stored = await framed.inside.evaluate(() => ({ "statuslamp:dismissed": localStorage["statuslamp:dismissed"] }));
  // Nothing was kept by the browser.
  assert.deepEqual(await framed.page.context().storageState(), { cookies: [], origins: [] });
  await framed.close();

  const again = await frame("/embed/noterro", { stored });
  await eventually(() => again.requests, (requests) => requests.some((path) => path.endsWith("/verdict")));
  await pause(2000);

  assert.deepEqual(await again.messages("show"), []);
  assert.equal(await height(again), 0);
  await again.close();
});

test("a frame that nobody answers begins all the same", async () => {
  const framed = await frame("/embed/noterro");

  await sees(framed.inside, /Web App/, "statuslamp-banner");

  await framed.close();
});

test("attributes come by the hash and change by message", async () => {
  const framed = await frame("/embed/noterro", { stored: {}, kind: "components", theme: "dark", lang: "de", onclick: "x" });
  const list = () => framed.inside.evaluate(() => {
    const { attributes } = document.querySelector("statuslamp-components");
    const { colorScheme } = document.documentElement.style;
    return { colorScheme, ...Object.fromEntries([...attributes].map(({ name, value }) => [name, value])) };
  });
  await eventually(() => framed.inside.locator("statuslamp-components").count(), (count) => count === 1);
  assert.deepEqual(await list(), {
    colorScheme: "dark",
    lang: "de",
    page: "noterro",
    position: "inline",
    style: "display: block;",
    theme: "dark",
  });

  await framed.page.evaluate(() => {
    const { contentWindow } = document.querySelector("iframe");
    for (const [name, value] of [["theme", "light"], ["lang", null], ["onclick", "x"]]) {
      contentWindow.postMessage({ statuslamp: "attribute", name, value }, "*");
    }
  });

  const after = await eventually(list, ({ theme }) => theme === "light");
  assert.equal(after.colorScheme, "light");
  assert.equal(after.lang, undefined);
  assert.equal(after.onclick, undefined);
  await framed.close();
});

test("a page that is not listed says so", async () => {
  const framed = await frame("/embed/nobody", { stored: {} });

  const text = await framed.inside.locator("body").innerText();

  assert.equal(text.trim(), "No status page “nobody” is watched here.");
  await framed.close();
});

test("a parent of another origin than told hears nothing and is not listened to", async () => {
  const framed = await frame("/embed/noterro", { stored: {}, origin: "https://else.example" });
  await eventually(() => framed.inside.locator("statuslamp-banner").count(), (count) => count === 1);
  await pause(1000);

  assert.deepEqual(await framed.messages(), []);
  await framed.close();
});
