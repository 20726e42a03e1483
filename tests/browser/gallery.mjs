// The gallery as a site of its own: the files of the build, and nothing behind them.
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { once } from "node:events";
import { extname, join } from "node:path";
import { ROOT } from "./support.mjs";

const SITE = process.env.STATUSLAMP_SITE ?? join(ROOT, "dist/site");
const AXE = readFileSync(join(ROOT, "node_modules/axe-core/axe.min.js"), "utf8");
const NOW = "2026-11-21T06:14:03Z";
const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/** Where the pictures go that people look at. */
export const PICTURES = join(ROOT, "target/gallery");

/** Everything axe objects to in a page of the gallery, best practices included. */
export const axeOf = async (page) => {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { violations } = await axe.run();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary}`));
  });
};

export async function startGallery() {
  const server = createServer((request, answer) => {
    const file = join(SITE, new URL(request.url, "http://site").pathname.replaceAll("..", ""));
    const type = TYPES[extname(file)];
    if (!type || !existsSync(file)) return answer.writeHead(404).end();
    answer.writeHead(200, { "Content-Type": type }).end(readFileSync(file));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    /** Shows a state, and waits until it is there. */
    show: async (page, state, { theme = "light", lang = "en", dir = "ltr" } = {}) => {
      const query = new URLSearchParams({ state, theme, dir, lang, now: NOW });
      await page.goto(`http://127.0.0.1:${server.address().port}/gallery/frame/index.html?${query}`);
      await page.waitForSelector("[data-state=ready]", { state: "attached" });
    },
    stop: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
