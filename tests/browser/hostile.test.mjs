// A hostile vendor, the whole way: its page, the worker, the bundle, the reader's browser, on a host
// without any policy. No script runs, no request leaves, and nothing but our own nodes stands there;
// the same bodies, laid into the same page by `innerHTML`, do all of it.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { payloads } from "./payloads.mjs";
import { eventually, open, pause, shown, startBrowser, startHost, startLamp, startSimulator, stopAll } from "./support.mjs";

const LEAK = "https://leak.invalid/leak";
// Another list may be looked at as well: a JSON file with an array of bodies, `alert` for a script.
const OTHERS = process.env.STATUSLAMP_PAYLOADS;
const BODIES = OTHERS ? JSON.parse(readFileSync(OTHERS, "utf8")) : payloads(LEAK);
const A_PAGE = 84;
const LIST = "statuslamp-components";
const RECORD = "statuslamp-incidents";

/** What may stand in a shadow root of ours, and how it may be told apart. */
const TAGS =
  "div section article header footer nav p span a ul ol li dl dt dd h1 h2 h3 h4 h5 h6 table thead tbody tr th td pre code " +
  "blockquote strong em b br hr bdi time small svg path button details summary statuslamp-incidents";
const ATTRIBUTES =
  "class part role id lang dir href rel target datetime type tabindex d viewBox width height hidden start scope open page event " +
  "popover popovertarget popovertargetaction referrerpolicy for disabled title";

const folder = mkdtempSync(join(tmpdir(), "statuslamp-hostile-"));
let simulator, lamp, host, browser, vendors, briefs;

/** The bodies in the words of a vendor: one incident each, the body in its title and its names, too. */
const VENDORS = {
  statuspage: (bodies, first) => ({
    page: { id: "hostile", name: bodies[0].slice(0, 60), url: "https://status.example.com", time_zone: "<b>Etc/UTC</b>" },
    status: { indicator: "major", description: bodies[1] },
    components: bodies.slice(0, 20).map((body, index) => ({ id: `c${index}`, name: body, status: "major_outage", position: index, group: false, group_id: null, description: body })),
    incidents: bodies.map((body, index) => ({
      id: `i${index}`,
      name: body,
      status: "investigating",
      impact: "major",
      shortlink: "javascript:fired()",
      created_at: "2026-05-04T08:00:00Z",
      incident_updates: [
        { id: `u${index}`, status: "investigating", body: `marker-${first + index}\n\n${body}`, created_at: "2026-05-04T08:00:00Z", display_at: "2026-05-04T08:00:00Z" },
      ],
    })),
    scheduled_maintenances: [],
  }),
  instatus: (bodies, first) => ({
    page: { name: bodies[0].slice(0, 60), url: "javascript:fired()", status: "HASISSUES" },
    activeIncidents: bodies.map((body, index) => ({
      id: `incident${index}`,
      name: body,
      started: "2026-05-04T08:00:00.000Z",
      status: "INVESTIGATING",
      impact: "MAJOROUTAGE",
      url: "javascript:fired()",
      updates: [{ id: `update${index}`, started: "2026-05-04T08:00:00.000Z", status: "INVESTIGATING", message: `marker-${first + index}\n\n${body}`, messageHtml: `<p>marker-${first + index}</p>${body}` }],
    })),
    activeMaintenances: [],
  }),
};

/** The same bodies a dozen to a message, for the view that tells of the first few events alone. */
const bundled = (bodies) => Array.from({ length: 12 }, (_, index) => bodies.filter((_, number) => number % 12 === index).join("\n\n"));

before(async () => {
  vendors = Object.entries(VENDORS).flatMap(([provider, write]) =>
    Array.from({ length: Math.ceil(BODIES.length / A_PAGE) }, (_, part) => {
      const id = `${provider}-${part}`;
      const path = join(folder, `${id}.json`);
      const first = part * A_PAGE;
      writeFileSync(path, JSON.stringify(write(BODIES.slice(first, first + A_PAGE), first)));
      return { id, provider, path };
    }),
  );
  briefs = Object.entries(VENDORS).map(([provider, write]) => {
    const id = `brief-${provider}`;
    const path = join(folder, `${id}.json`);
    writeFileSync(path, JSON.stringify(write(bundled(BODIES), 0)));
    return { id, provider, path };
  });
  const all = [...vendors, ...briefs];
  simulator = await startSimulator(all.map(({ id, provider, path }) => [provider === "instatus" ? "--instatus-file" : "--file", id, path]));
  lamp = await startLamp(all.map(({ id, provider }) => ({ id, name: `Vendor ${id}`, url: `${simulator.address}/${id}`, provider, poll_seconds: 60 })));
  host = await startHost(lamp.address);
  browser = await startBrowser();
  for (const { id } of all) await eventually(() => lamp.read(`/v1/pages/${id}/verdict`), ({ checked_at }) => checked_at);
});

after(async () => {
  await stopAll(simulator, lamp, host, { stop: () => browser?.close() });
  rmSync(folder, { recursive: true, force: true });
});

const firing = () => {
  window.firings = [];
  window.fired = (which) => window.firings.push(which ?? "an address");
};

/** Opens a vendor's page in the banner and in `element`, and reports what left, beside everything else. */
async function visit(id, element, script) {
  const head = `<script async src="{lamp}/embed.js" data-page="${id}"></script>`;
  const body = `<h1>An app</h1><${element} page="${id}"></${element}>`;
  const url = host.put(`${id}.html`, { directives: null, head, body });
  const context = await browser.newContext();
  const page = await context.newPage();
  const left = [];
  page.on("request", (request) => {
    const isOurs = [lamp.address, host.address].some((own) => request.url().startsWith(own));
    if (!isOurs && !request.url().startsWith("data:,")) left.push(request.url());
  });
  page.on("dialog", (dialog) => (left.push(`dialog ${dialog.message()}`), dialog.dismiss()));
  page.on("popup", (popup) => left.push(`popup ${popup.url()}`));
  await page.addInitScript(firing);
  if (script) await page.addInitScript(script);
  await page.goto(url);
  return { page, left, close: () => context.close() };
}

/** Everything in our shadow roots that should not be there. */
const strays = (page) =>
  page.evaluate(
    ([tags, attributes]) => {
      const allowedTags = new Set(tags.split(" "));
      const allowedAttributes = new Set(attributes.split(" "));
      const found = [];
      const walk = (root) => {
        for (const element of root.querySelectorAll("*")) {
          if (!allowedTags.has(element.localName)) found.push(`<${element.localName}>`);
          for (const { name, value } of element.attributes) {
            if (!allowedAttributes.has(name) && !/^(aria|data)-[a-z]+$/.test(name) && !(name === "style" && !/url|leak|fired/.test(value))) found.push(`${element.localName} ${name}`);
            if (/fired\s*\(|javascript:|vbscript:/i.test(value) && !["aria-label", "href"].includes(name)) found.push(`${name}="${value}"`);
          }
          if (element.localName === "a") {
            const { protocol, origin } = new URL(element.getAttribute("href"), "invalid://");
            const isVendor = origin.startsWith("http://127.0.0.1:");
            if (!["https:", "mailto:"].includes(protocol) && !isVendor) found.push(`link to ${protocol}`);
            if (!/noopener/.test(element.rel) && element.target === "_blank") found.push("an opener");
          }
          if (element.shadowRoot) walk(element.shadowRoot);
        }
      };
      for (const element of document.querySelectorAll("statuslamp-banner, statuslamp-components, statuslamp-incidents")) walk(element.shadowRoot);
      return [...new Set(found)];
    },
    [TAGS, ATTRIBUTES],
  );

const markers = async (page, element) => new Set([...(await shown(page, element)).join("\n").matchAll(/marker-(\d+)/g)].map(([, number]) => Number(number)));

/** Asks for everything there is of the past, and opens each story. */
async function unfold(page) {
  const root = page.locator(RECORD);
  const events = root.locator(".events > li");
  await events.first().waitFor();
  for (const more = root.locator("button.more"); await more.count(); ) {
    const known = await events.count();
    await more.click();
    await eventually(() => events.count(), (count) => count > known);
  }
  await page.evaluate((name) => document.querySelector(name).shadowRoot.querySelectorAll(".events > li > details > summary").forEach((summary) => summary.click()), RECORD);
}

/** Looks at a vendor's page, finds nothing but words there, and says which bodies were read. */
async function nothingBut({ id }, least, { element = LIST, script } = {}) {
  const { page, left, close } = await visit(id, element, script);
  if (element === RECORD) await unfold(page);
  await eventually(async () => (await markers(page, element)).size, (found) => found >= least);
  await pause(300);
  const told = await markers(page, element);

  assert.deepEqual(await page.evaluate(() => firings), [], "scripts that ran");
  assert.deepEqual(left, [], "requests that left");
  assert.deepEqual(await strays(page), [], "what should not be there");
  assert.equal(page.frames().length, 1);
  assert.ok(page.url().startsWith(host.address), page.url());
  await close();
  return told;
}

for (const provider of Object.keys(VENDORS)) {
  for (const [bundle, element] of [
    ["first", LIST],
    ["second", RECORD],
  ]) {
    test(`${provider}, drawn by the ${bundle} bundle: ${BODIES.length} bodies do nothing but be read`, async () => {
      const told = new Set();
      for (const [part, vendor] of vendors.filter((vendor) => vendor.provider === provider).entries()) {
        const least = Math.min(A_PAGE, BODIES.length - part * A_PAGE);
        for (const number of await nothingBut(vendor, least, { element })) told.add(number);
      }

      // Every one of them was on the screen: nothing is safe that was not shown.
      assert.equal(told.size, BODIES.length);
    });
  }

  test(`${provider}, in plain text: the same`, async () => {
    const brief = briefs.find((vendor) => vendor.provider === provider);
    await nothingBut(brief, 5, { script: () => delete window.WebAssembly });
  });
}

for (const element of [LIST, RECORD]) {
  test(`the control: as markup in the root of ${element}, the same bodies run scripts and send requests`, async () => {
    const { page, left, close } = await visit(vendors[0].id, element);
    await page.waitForFunction((name) => document.querySelector(name).shadowRoot?.querySelector(".list"), element);
    await page.evaluate(
      ([name, bodies]) => {
        const root = document.querySelector(name).shadowRoot;
        for (const body of bodies) {
          if (/http-equiv|<base|<frameset|<plaintext|autoplay|target=_top/i.test(body)) continue;
          // Some of them take the document's own methods away.
          const place = Document.prototype.createElement.call(document, "div");
          root.append(place);
          place.innerHTML = body;
        }
      },
      [element, BODIES],
    );
    await pause(1500);

    // A script of a foreign list calls `alert`.
    const fired = new Set([...(await page.evaluate(() => firings)), ...left.filter((what) => what.startsWith("dialog ")).map((_, index) => index)]);
    assert.ok(fired.size > (OTHERS ? 5 : 30), `${fired.size} ran`);
    assert.ok(new Set(left).size > (OTHERS ? 5 : 20), `${left.length} left`);
    await close();
  });
}
