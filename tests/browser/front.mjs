// A front before a lamp: its answers, with the files of another deployment or with a bit turned.
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";

const PASSED_ON = ["access-control-allow-origin", "access-control-expose-headers", "age", "content-type", "cross-origin-resource-policy", "date"];
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".json": "application/json", ".wasm": "application/wasm" };

/**
 * Starts one. `page()` is the document at `/`, with its `policy()`; `site()` is the folder whose files
 * are served instead of the lamp's, and `flipped()` the path of the file in which a bit is turned.
 */
export async function startFront(lamp, { page, policy, site = () => null, flipped = () => null }) {
  const asked = [];
  const missing = [];
  const answered = async (request, answer) => {
    const [path] = request.url.split("?");
    asked.push(path);
    if (path === "/") {
      answer.writeHead(200, { "Content-Type": TYPES[".html"], ...(policy && { "Content-Security-Policy": policy() }) });
      return answer.end(page());
    }
    const { status, headers, body } = await (site() && !/^\/(v1|embed|health)(\/|$)/.test(path) ? ofSite(site(), path) : ofLamp(lamp, request.url));
    if (status === 404) missing.push(path);
    if (path === flipped()) body[body.length >> 1] ^= 1;
    answer.writeHead(status, { ...headers, "Cache-Control": "no-store" });
    answer.end(body);
  };
  const server = createServer((request, answer) => {
    answered(request, answer).catch(() => answer.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    /** The paths that were asked for. */
    asked,
    /** Those of them that are not there. */
    missing,
    stop: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function ofLamp(lamp, target) {
  const answer = await fetch(lamp + target, { redirect: "manual" });
  const headers = Object.fromEntries([...answer.headers].filter(([name]) => PASSED_ON.includes(name)));
  return { status: answer.status, headers, body: Buffer.from(await answer.arrayBuffer()) };
}

function ofSite(folder, path) {
  const file = join(folder, path.replaceAll("..", ""));
  if (!existsSync(file)) return { status: 404, headers: {}, body: Buffer.from("nothing here\n") };
  return {
    status: 200,
    headers: { "Access-Control-Allow-Origin": "*", "Content-Type": TYPES[extname(file)] ?? "text/plain" },
    body: readFileSync(file),
  };
}
