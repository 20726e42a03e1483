// Server-Sent Events, read by an EventSource that others wrote.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { EventSource } from "eventsource";
import { calm, eventually, pause, startLamp, startSimulator, stopAll } from "./support.mjs";

const EVENTS = "/v1/pages/noterro/events";
const VERDICT = "/v1/pages/noterro/verdict";

let simulator, lamp;
const open = new Set();

before(async () => {
  simulator = await startSimulator();
  lamp = await startLamp([{ id: "noterro", name: "Noterro", url: `${simulator.address}/noterro`, provider: "statuspage", poll_seconds: 1 }]);
  await eventually(() => lamp.read(VERDICT), ({ checked_at }) => checked_at);
});

after(async () => {
  open.forEach((source) => source.close());
  await stopAll(simulator, lamp);
});

/** Listens; `lastEventId` as an EventSource that comes again has it. */
function listen(lastEventId) {
  const heard = { verdicts: [], readings: [], requests: [] };
  const source = new EventSource(lamp.address + EVENTS, {
    fetch: (url, init) => {
      const headers = { ...init.headers, ...(lastEventId && !init.headers["Last-Event-ID"] && { "Last-Event-ID": lastEventId }) };
      heard.requests.push(headers["Last-Event-ID"] ?? null);
      return fetch(url, { ...init, headers });
    },
  });
  open.add(source);
  source.addEventListener("message", ({ data, lastEventId }) => heard.verdicts.push({ ...JSON.parse(data), id: lastEventId }));
  source.addEventListener("reading", ({ data }) => heard.readings.push(JSON.parse(data)));
  const close = () => {
    open.delete(source);
    source.close();
  };
  return { heard, source, close };
}

const phases = ({ verdicts }) => verdicts.map(({ events }) => events[0]?.phase ?? "calm");

test("the verdict comes at once, then every change as it is read", async () => {
  await calm(simulator, [lamp], "noterro");
  const { heard, close } = listen();
  await eventually(() => heard.verdicts.length, (count) => count === 1);
  const first = heard.verdicts[0];
  assert.equal(first.id, String((await lamp.read(VERDICT)).revision));
  assert.equal(first.overall, "operational");
  assert.equal(first.spread_ms, 0);

  await simulator.press("noterro/play", { speed: 1 });
  await eventually(() => phases(heard), (told) => told.at(-1) === "investigating");
  await simulator.press("noterro/step");
  await eventually(() => phases(heard), (told) => told.at(-1) === "monitoring");
  assert.equal(heard.verdicts.at(-1).id, String((await lamp.read(VERDICT)).revision));
  const ids = heard.verdicts.map(({ id }) => Number(id));
  assert.deepEqual(ids, [...new Set(ids)].sort((one, other) => one - other));
  close();
});

test("whoever lost the lamp comes again by itself, says what it has, and is told nothing twice", async () => {
  await calm(simulator, [lamp], "noterro");
  const { heard, close } = listen();
  await eventually(() => heard.verdicts.length, (count) => count === 1);
  const seen = heard.verdicts[0].id;

  await lamp.kill();
  await lamp.relight();
  // From 3 to 6 seconds after the loss, as often as it takes.
  await eventually(() => heard.requests.at(-1), (id) => id === seen, 60_000);
  await simulator.press("noterro/play", { speed: 1 });
  await eventually(() => phases(heard), (told) => told.at(-1) === "investigating", 60_000);

  const ids = heard.verdicts.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length, "nothing twice");
  assert.equal(ids[0], seen);
  close();
});

test("who has the newest verdict hears of the reading alone", async () => {
  await calm(simulator, [lamp], "noterro");
  const { revision } = await lamp.read(VERDICT);
  const { heard, close } = listen(String(revision));
  await eventually(() => heard.readings.length, (count) => count > 0);

  assert.deepEqual(heard.verdicts, []);
  assert.equal(heard.readings[0].revision, revision);
  close();
});

test("a hundred who come and go leave nothing behind", async () => {
  await calm(simulator, [lamp], "noterro");
  for (let round = 0; round < 10; round += 1) {
    const readers = Array.from({ length: 10 }, () => listen());
    await eventually(() => readers.filter(({ heard }) => heard.verdicts.length > 0).length, (count) => count === 10);
    readers.forEach(({ close }) => close());
  }
  // Each verdict says over how many milliseconds to spread what follows: 40 readers for each. With
  // those hundred still counted it would be 2.
  const spread = async () => {
    await pause(1000);
    const { heard, close } = listen();
    await eventually(() => heard.verdicts.length, (count) => count === 1);
    close();
    return heard.verdicts[0].spread_ms;
  };
  await eventually(spread, (milliseconds) => milliseconds === 0, 60_000);
});

test("the stream is nobody's to keep, and its address answers as the others do", async () => {
  const answer = await fetch(lamp.address + EVENTS, { method: "HEAD" });
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get("content-type"), "text/event-stream; charset=utf-8");
  assert.equal(answer.headers.get("cache-control"), "no-store");
  assert.equal(answer.headers.get("access-control-allow-origin"), "*");
  assert.equal((await fetch(lamp.address + EVENTS, { method: "POST" })).status, 405);
  assert.equal((await fetch(lamp.address + "/v1/pages/nobody/events")).status, 404);
  assert.equal((await fetch(`${lamp.address}${EVENTS}?a=1`)).status, 400);

  const abort = new AbortController();
  const stream = await fetch(lamp.address + EVENTS, { signal: abort.signal });
  assert.equal(stream.headers.get("cache-control"), "no-store");
  assert.equal(stream.headers.get("etag"), null);
  const reader = stream.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (!text.includes("\n\nid: ")) text += (await reader.read()).value;
  const [, retry] = text.match(/^retry: (\d+)\n\n/);
  assert.ok(retry >= 3000 && retry < 6000, retry);
  // A quiet stream beats, though nothing happens.
  const begun = Date.now();
  while (!text.includes("\n\n:\n\n") && Date.now() - begun < 60_000) text += (await reader.read()).value;
  assert.ok(text.includes("\n\n:\n\n") || text.includes("event: reading"), text);
  abort.abort();
  await pause(0);
});
