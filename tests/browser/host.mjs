// The host of the tests: an app on another origin than the lamp's, with the policies, the scripts
// and the addresses that real apps have.
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer, request as ask } from "node:http";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
/** Where the host serves the lamp under an address of its own, as a reverse proxy does. */
const OWN_PATH = "/ops/status";

/** What hosts are told to allow, and what it gets them: the documentation quotes it. */
export const POLICIES = JSON.parse(readFileSync(join(HERE, "policies.json"), "utf8"));

/** What the app needs for itself, and nothing more. */
const OF_THE_APP = {
  "default-src": "'none'",
  "script-src": "'self'",
  "style-src": "'self'",
  "connect-src": "",
  "img-src": "'self' data:",
  "font-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'none'",
};

/** A documented policy put together with the app's own, for this lamp. */
export function header(directives, lamp, nonce = "") {
  const own = (sources) =>
    sources
      .replaceAll("https://STATUS-HOST", lamp)
      .replaceAll("wss://STATUS-HOST", lamp.replace("http", "ws"))
      .replaceAll("RANDOM", nonce);
  const names = new Set([...Object.keys(OF_THE_APP), ...Object.keys(directives)]);
  // Beside a nonce the app's own scripts carry it, too.
  const app = (name) => (name === "script-src" && directives[name]?.includes("nonce-") ? "" : (OF_THE_APP[name] ?? ""));
  return [...names]
    .map((name) => `${name} ${[app(name), own(directives[name] ?? "")].join(" ").trim() || "'none'"}`)
    .join("; ");
}

const STRICT = POLICIES.find(({ name }) => name === "trusted-types").directives;

/** The strict policy, without one source or with no policy of ours at all. */
function directivesFor(query, lamp) {
  const named = POLICIES.find(({ name }) => name === query.get("policy"));
  if (named) return named.directives;
  const without = query.get("without");
  const placed = { [lamp.replace("http", "ws")]: "wss://STATUS-HOST" }[without] ?? without;
  const { "frame-src": _, ...strict } = STRICT;
  const left = Object.entries(strict).map(([name, sources]) => [
    name,
    sources
      .split(" ")
      .filter((source) => source !== placed)
      .join(" "),
  ]);
  return { ...Object.fromEntries(left), "trusted-types": "'none'" };
}

const document = ({ title = "An app", head = "", body = "", attributes = "" }) => `<!doctype html>
<html lang="en" ${attributes}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
${head}
</head>
<body>
${body}
</body>
</html>
`;

const TYPES = { css: "text/css", js: "text/javascript", html: "text/html; charset=utf-8" };

/**
 * Serves `pages/`, and what a test puts there. `?policy=` chooses a documented policy, `?without=`
 * takes a source of the strict one away.
 */
export async function startHost(lamp) {
  const placed = new Map();
  const sockets = new Set();

  const filled = (text, query, nonce) =>
    text
      .replaceAll("{lamp}", lamp)
      .replaceAll("{own}", OWN_PATH)
      .replaceAll("{page}", query.get("page") ?? "")
      .replaceAll("<script", nonce ? `<script nonce="${nonce}"` : "<script");

  const server = createServer((request, answer) => {
    const url = new URL(request.url, "http://host");
    if (url.pathname.startsWith(`${OWN_PATH}/`)) return forward(request, answer);
    const path = url.pathname.slice(1).replaceAll("..", "");
    const file = join(HERE, "pages", path);
    const found = placed.get(path) ?? (existsSync(file) && path && { text: readFileSync(file, "utf8") });
    if (!found) return answer.writeHead(404).end();
    const type = TYPES[path.split(".").pop()];
    const nonce = /nonce|strict-dynamic/.test(url.searchParams.get("policy") ?? "") ? randomUUID() : "";
    const policy = header(found.directives ?? directivesFor(url.searchParams, lamp), lamp, nonce);
    answer.writeHead(200, {
      "Content-Type": type,
      ...(type === TYPES.html && found.directives !== null && { "Content-Security-Policy": policy }),
      ...found.headers,
    });
    answer.end(type === TYPES.html ? filled(found.text, url.searchParams, nonce) : found.text);
  });

  const target = (request) => {
    const { hostname, port } = new URL(lamp);
    const path = request.url.slice(OWN_PATH.length);
    return { hostname, port, path, method: request.method, headers: { ...request.headers, host: `${hostname}:${port}` } };
  };
  const forward = (request, answer) => {
    const onward = ask(target(request), (told) => {
      answer.writeHead(told.statusCode, told.headers);
      told.pipe(answer);
    });
    onward.on("error", () => answer.destroy());
    request.pipe(onward);
  };
  server.on("upgrade", (request, socket, first) => {
    const { hostname, port, path, headers } = target(request);
    const onward = connect(port, hostname, () => {
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
      onward.write(`${request.method} ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
      onward.write(first);
      onward.pipe(socket).pipe(onward);
    });
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ]) {
      sockets.add(one);
      one.on("error", () => {});
      one.on("close", () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = `http://127.0.0.1:${server.address().port}`;
  return {
    address,
    /** Puts a page there: `head` and `body`; `directives: null` is an app without any policy. Returns its address. */
    put: (path, { directives, headers, ...parts }) => {
      placed.set(path, { text: document(parts), directives, headers });
      return `${address}/${path}`;
    },
    /** Puts any file there. */
    file: (path, text, more) => void placed.set(path, { text, ...more }),
    /** Puts a script there, bundled from a file of `pages/` with what it imports. */
    bundle: async (path, source) => {
      const { outputFiles } = await esbuild.build({
        entryPoints: [join(HERE, "pages", source)],
        bundle: true,
        write: false,
        format: "iife",
        define: { "process.env.NODE_ENV": '"production"', __VUE_OPTIONS_API__: "true", __VUE_PROD_DEVTOOLS__: "false" },
        logLevel: "error",
      });
      placed.set(path, { text: outputFiles[0].text });
    },
    /** How many sockets go through the host's own path now. */
    relayed: () => sockets.size / 2,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      sockets.forEach((socket) => socket.destroy());
    },
  };
}
