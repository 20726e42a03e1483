// Static files on plain workerd, where the `disk` service knows neither types nor compression.
// The build's manifest says what exists; nothing else is ever asked of the disk.
import manifest from "./manifest.js";

const DEMO_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

const SIMULATOR = "/demo/simulator/";

// Plain workerd puts no date on an answer, and without one its age cannot be told.
const common = () => ({
  Date: new Date().toUTCString(),
  "Access-Control-Allow-Origin": "*",
  "Cross-Origin-Resource-Policy": "cross-origin",
  "X-Content-Type-Options": "nosniff",
});

function text(status, body, headers) {
  return new Response(`${body}\n`, {
    status,
    headers: { ...common(), "Cache-Control": "no-store", "Content-Type": "text/plain; charset=utf-8", ...headers },
  });
}

function redirect(location) {
  return new Response(null, { status: 302, headers: { ...common(), "Cache-Control": "no-store", Location: location } });
}

// What keeps its name from release to release. An old one works for as long as its files are carried
// along, so it may be used while it is asked for anew, or while nobody answers.
const EVERGREEN = ["/embed.js", "/frame.js", "/statuslamp.mjs"];

function cacheControl(path) {
  // A name with a hash or a version in it never means anything else.
  if (path.startsWith("/w/") || path.startsWith("/embed-")) return "max-age=31536000, immutable";
  if (EVERGREEN.includes(path)) return "max-age=300, stale-while-revalidate=3600, stale-if-error=604800";
  return "no-cache";
}

function acceptsBrotli(request) {
  return (request.headers.get("Accept-Encoding") ?? "").split(",").some((offer) => {
    const [coding, ...parameters] = offer.split(";").map((part) => part.trim().toLowerCase());
    return coding === "br" && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });
}

function isKnown(request, etag) {
  const known = request.headers.get("If-None-Match");
  return known !== null && known.split(",").some((tag) => ["*", etag].includes(tag.trim().replace(/^W\//, "")));
}

async function serve(request, env, path) {
  const file = manifest[path];
  const brotli = file.brotli && acceptsBrotli(request);
  const etag = brotli ? `"${file.hash}-br"` : `"${file.hash}"`;
  const headers = { ...common(), "Cache-Control": cacheControl(path), ETag: etag };
  if (file.brotli) headers.Vary = "Accept-Encoding";
  if (isKnown(request, etag)) return new Response(null, { status: 304, headers });
  headers["Content-Type"] = file.type;
  if (brotli) headers["Content-Encoding"] = "br";
  if (path.startsWith("/demo/")) headers["Content-Security-Policy"] = DEMO_POLICY;
  const stored = await env.SITE.fetch(`http://site${path}${brotli ? ".br" : ""}`, { method: request.method });
  if (!stored.ok) return text(500, `${path} is listed but cannot be read`);
  if (request.method === "HEAD") {
    // The runtime writes the length of what it sends, and here it sends nothing.
    const length = stored.headers.get("Content-Length");
    return new Response(null, { headers: length === null ? headers : { ...headers, "Content-Length": length } });
  }
  return new Response(stored.body, { headers, encodeBody: "manual" });
}

export default {
  async fetch(request, env) {
    const url = new URL(request.url);
    const path = url.pathname;
    if (env.SIMULATOR) {
      if (path === "/") return redirect("/demo/");
      if (path.startsWith(SIMULATOR)) {
        const target = `http://simulator/${path.slice(SIMULATOR.length)}${url.search}`;
        return env.SIMULATOR.fetch(new Request(target, request));
      }
    }
    if (!["GET", "HEAD"].includes(request.method)) {
      return text(405, `${request.method} is not allowed here`, { Allow: "GET, HEAD" });
    }
    const index = path.endsWith("/") ? `${path}index.html` : path;
    if (Object.hasOwn(manifest, index)) return serve(request, env, index);
    if (Object.hasOwn(manifest, `${path}/index.html`)) return redirect(`${path}/${url.search}`);
    return text(404, `nothing at ${path}`);
  },
};
