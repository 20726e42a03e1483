// What pages for people are told by `Intl`, beside the files they lie with in a build.
import assert from "node:assert/strict";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

const directory = await mkdtemp(join(tmpdir(), "statuslamp-spoken-"));
after(() => rm(directory, { recursive: true }));
await writeFile(join(directory, "package.json"), '{"type":"module"}');
await copyFile(new URL("spoken.mjs", import.meta.url), join(directory, "spoken.js"));
await copyFile(new URL("../../widget/src/browser/intl.js", import.meta.url), join(directory, "intl.js"));
const { spoken } = await import(join(directory, "spoken.js"));

const RESOLVED = Date.parse("2023-08-08T14:20:00Z");

test("an instant is told by the vendor's clocks, with the name of their zone", () => {
  for (const [zone, told] of [
    ["America/New_York", "Aug 08, 2023 - 10:20 EDT"],
    ["Europe/Paris", "Aug 08, 2023 - 16:20 CEST"],
    ["Europe/London", "Aug 08, 2023 - 15:20 BST"],
    ["Asia/Kolkata", "Aug 08, 2023 - 19:50 IST"],
    ["Asia/Tokyo", "Aug 08, 2023 - 23:20 GMT+9"],
    ["Etc/UTC", "Aug 08, 2023 - 14:20 UTC"],
    ["UTC", "Aug 08, 2023 - 14:20 UTC"],
  ])
    assert.equal(spoken("en", zone, "moment", RESOLVED, ""), told);
  assert.equal(spoken("en", "Europe/London", "moment", Date.parse("2024-01-01T00:05:00Z"), ""), "Jan 01, 2024 - 00:05 GMT");
});

test("a zone that nobody knows is UTC", () => {
  assert.equal(spoken("en", "Mars/Olympus", "moment", RESOLVED, ""), "Aug 08, 2023 - 14:20 UTC");
  assert.equal(spoken("en", "", "month", RESOLVED, ""), "August 2023");
});

test("a language writes dates its own way, by the same clocks", () => {
  assert.equal(spoken("de", "Europe/Berlin", "moment", RESOLVED, ""), "08. Aug. 2023 - 16:20 CEST");
  assert.match(spoken("ar", "UTC", "moment", RESOLVED, ""), /2023.* - 14:20 UTC$/);
  assert.match(spoken("ja", "UTC", "moment", RESOLVED, ""), /^2023年.* - 14:20 UTC$/);
});

test("everything else is what the browser says", () => {
  assert.equal(spoken("en", "UTC", "duration", 22740, ""), "6 hours, 19 minutes");
  assert.equal(spoken("en", "UTC", "relative", -14, "minute"), "14 minutes ago");
  assert.equal(spoken("pl", "UTC", "plural", 3, ""), "3");
  assert.equal(spoken("en", "UTC", "percent", 0.99999, ""), "99.99%");
  assert.equal(spoken("en", "UTC", "separators", 0, "a\nb\nc"), ", \n, and ");
});

test("what cannot be told is empty, and nothing is thrown", () => {
  assert.equal(spoken("en", "UTC", "moment", NaN, ""), "");
  assert.equal(spoken("en", "UTC", "nothing", 0, ""), "");
});
