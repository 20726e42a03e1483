// A real browser with a page that has the banner: prints each new text as `{"text", "at"}`, `at` in
// milliseconds since 1970, until stdin ends. Arguments: the lamp's address and the page's id.
import { once } from "node:events";
import { createServer } from "node:http";
import { chromium } from "playwright-core";

const [lamp, page] = process.argv.slice(2);
const LONGEST_MS = 600_000;

process.stdin.on("end", () => process.exit()).resume();
setTimeout(() => process.exit(1), LONGEST_MS).unref();

const host = createServer((_, answer) => {
  answer.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
  answer.end(`<!doctype html><title>Host</title><script async src="${lamp}/embed.js" data-page="${page}"></script>`);
});
host.listen(0, "127.0.0.1");
await once(host, "listening");

// Without a sandbox, as machines that measure rarely allow one; the page is our own.
const browser = await chromium.launch({ executablePath: process.env.STATUSLAMP_CHROMIUM, args: ["--no-sandbox"] });
const tab = await browser.newPage();
await tab.exposeFunction("tell", (text, at) => console.log(JSON.stringify({ text, at })));
await tab.addInitScript(() => {
  let last = "";
  const look = () => {
    const banner = document.querySelector("statuslamp-banner");
    const text = banner?.shadowRoot?.textContent ?? "";
    if (text === last) return;
    last = text;
    window.tell(text, Date.now());
  };
  const observer = new MutationObserver(look);
  const options = { childList: true, characterData: true, subtree: true };
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (...rest) {
    const root = attach.apply(this, rest);
    observer.observe(root, options);
    return root;
  };
});
await tab.goto(`http://127.0.0.1:${host.address().port}/`);
