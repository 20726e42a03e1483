// What the browser tests stand on: simulated vendors, a real lamp over them, a host with a strict
// policy on another origin, and a browser whose pages report whatever the lamp does to them.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const HERE = dirname(fileURLToPath(import.meta.url));
const PATIENCE_MS = 20_000;
const LOG_LINES = 40;
const READY_WITHIN_MS = 600_000;

/** The top of the checkout. */
export const ROOT = process.env.STATUSLAMP_ROOT ?? join(HERE, "../..");

function told(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run these tests with \`cargo xtask test\``);
  return value;
}

// Whoever ends the tests early ends what they started, too.
const children = new Set();
process.on("exit", () => children.forEach((child) => child.kill("SIGKILL")));
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

/** Starts a program and waits until it prints `ready http://…`. */
async function ready(program, values, settings) {
  const env = { ...process.env, ...settings };
  const child = spawn(program, values, { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] });
  children.add(child);
  child.on("exit", () => children.delete(child));
  const lines = createInterface({ input: child.stdout });
  // A lamp logs each reading; only its last words are of interest, and only if it fails.
  const log = [];
  createInterface({ input: child.stderr }).on("line", (line) => {
    log.push(line);
    if (log.length > LOG_LINES) log.shift();
  });
  const address = new Promise((resolve, reject) => {
    lines.on("line", (line) => line.startsWith("ready ") && resolve(line.slice(6).trim()));
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`${program} ended with ${code}\n${log.join("\n")}`)));
    setTimeout(reject, READY_WITHIN_MS, new Error(`${program} was not ready in time`)).unref();
  });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  try {
    return { address: await address, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The simulated vendors; `files` serves recorded payloads beside them: `[flag, name, path]`. */
export async function startSimulator(files = []) {
  const program = join(dirname(told("STATUSLAMP_XTASK")), "statuslamp-simulator");
  if (!existsSync(program)) throw new Error(`${program} is missing: cargo build --package statuslamp-simulator`);
  const { address, stop } = await ready(program, ["--port", "0", ...files.flatMap(([flag, name, path]) => [flag, `${name}=${path}`])]);
  /** Presses a button: `press("noterro/play", { speed: 1 })`. */
  const press = async (path, body = {}) => {
    const answer = await fetch(`${address}/control/${path}`, {
      method: "POST",
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  };
  return { address, press, stop };
}

/** A lamp over the pages of a pages file: the real `serve` command, with these settings. */
export async function startLamp(pages, settings) {
  const folder = mkdtempSync(join(tmpdir(), "statuslamp-browser-"));
  const file = join(folder, "pages.json");
  writeFileSync(file, JSON.stringify({ pages }));
  const serve = (port) =>
    ready(told("STATUSLAMP_XTASK"), ["serve", "--pages", file, "--port", port, "--data", join(folder, "data"), "--allow-local-upstreams"], settings);
  let running = await serve("0");
  const { address } = running;
  return {
    address,
    /** Ends it as a power failure would. */
    kill: () => running.stop(),
    /** Starts it again, where and as it was. */
    relight: async () => {
      running = await serve(new URL(address).port);
    },
    /** A JSON answer of the lamp. */
    read: async (path) => (await fetch(address + path, { signal: AbortSignal.timeout(PATIENCE_MS) })).json(),
    stop: async () => {
      await running.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** The demo, as `dev` runs it. */
export const startDemo = () => ready(told("STATUSLAMP_XTASK"), ["dev", "--port", "0"]);

/** The browser of the tests. */
export function startBrowser(options) {
  // Without a sandbox, as machines that run tests rarely allow one; every page is our own.
  return chromium.launch({ executablePath: told("STATUSLAMP_CHROMIUM"), args: ["--no-sandbox"], ...options });
}

/** Opens a page that reports: `requests` to the lamp, `sockets` and how many are `connected()`, and `harm` done to the host; `slow` times slower than this machine is. */
export async function open(browser, url, { lamp, script, slow, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const requests = [];
  const sockets = [];
  let connected = 0;
  const harm = [];
  page.on("request", (request) => {
    if (lamp && request.url().startsWith(lamp)) requests.push(request.url().slice(lamp.length));
  });
  page.on("websocket", (socket) => {
    sockets.push(socket.url());
    connected += 1;
    socket.on("close", () => (connected -= 1));
  });
  page.on("pageerror", (error) => harm.push(`error: ${error}`));
  page.on("console", (message) => harm.push(`console: ${message.text()}`));
  await page.exposeBinding("reportHarm", (_, what) => void harm.push(what));
  await page.addInitScript(() => {
    const report = window.reportHarm;
    delete window.reportHarm;
    addEventListener("securitypolicyviolation", (event) => report(`policy: ${event.violatedDirective} ${event.blockedURI}`), true);
    addEventListener("error", (event) => report(`error event: ${event.message ?? event.target}`), true);
    addEventListener("unhandledrejection", (event) => report(`rejection: ${event.reason}`), true);
  });
  if (script) await page.addInitScript(script);
  if (slow) await (await context.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: slow });
  await page.goto(url, { waitUntil: "load" });
  return { page, requests, sockets, connected: () => connected, harm, close: () => context.close() };
}

/** What the elements show, in order: the text a person sees, without the live region. */
export function shown(page, selector = "statuslamp-banner, statuslamp-components") {
  return page.evaluate((selector) => {
    const visible = (element) => [...element.shadowRoot.children].filter((child) => !child.matches("[data-live]"));
    return [...document.querySelectorAll(selector)].map((element) =>
      visible(element)
        .map((child) => child.innerText)
        .join("\n")
        .trim(),
    );
  }, selector);
}

/** Asks again and again until the answer is as wanted, and returns it. */
export async function eventually(ask, isWanted, patience = PATIENCE_MS) {
  const end = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) return answer;
    if (Date.now() > end) throw new Error(`never as wanted (${isWanted}); last: ${JSON.stringify(answer, null, 1)}`);
    await pause(100);
  }
}

/** Waits until the only (or first) element that matches shows text like this, and returns it. */
export async function sees(page, pattern, selector) {
  const [text] = await eventually(
    () => shown(page, selector),
    ([text]) => text !== undefined && (pattern instanceof RegExp ? pattern.test(text) : text === pattern),
  );
  return text;
}

const AXE = readFileSync(join(ROOT, "node_modules/axe-core/axe.min.js"), "utf8");

/** What axe objects to in our elements; the host's page is none of our business. */
export async function objections(page) {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { violations } = await axe.run({ include: ["banner", "status", "components", "incidents"].map((name) => [`statuslamp-${name}`]) });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary}`));
  });
}

/** Keeps a picture for people to look at. */
export async function picture(page, name, options) {
  const folder = join(ROOT, "target/screenshots");
  mkdirSync(folder, { recursive: true });
  // What moves in has arrived.
  await page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled", ...options });
}

/** Stops everything, the newest first, whatever fails. */
export async function stopAll(...running) {
  for (const one of running.reverse()) await one?.stop?.();
}

export { pause };
export { startHost } from "./host.mjs";

const isUnderWay = ({ ended_at, phase }) => !ended_at && phase !== "scheduled";
const verdictOf = (lamp, id) => lamp.read(`/v1/pages/${id}/verdict`);

/** Ends what a page plays. A lamp that has not seen the end would take the next play for the same. */
export async function calm(simulator, lamps, id) {
  await simulator.press(`${id}/reset`);
  for (const lamp of lamps) {
    await eventually(() => verdictOf(lamp, id), ({ overall, events }) => overall === "operational" && !events.some(isUnderWay));
  }
}

/** Plays the trouble of a page from its beginning, until the lamps tell of it. */
export async function trouble(simulator, lamps, id) {
  await calm(simulator, lamps, id);
  await simulator.press(`${id}/play`, { speed: 1 });
  for (const lamp of lamps) await eventually(() => verdictOf(lamp, id), ({ events }) => events?.some(isUnderWay));
}
