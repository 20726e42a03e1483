// A host page with exactly the tag that is shown for copying; in a rehearsal, one page's verdict and
// summary are answered here.
import { rehearsed } from "./rehearsal.js";
import { pasted } from "./tag.js";

const { origin, search } = location;
const { form = "tag", rehearse, ...wishes } = Object.fromEntries(new URLSearchParams(search));
const { documentElement: root } = document;
root.dataset.theme = wishes.theme ?? "auto";
if (wishes.lang) root.lang = wishes.lang;
if (/^(ar|he)$/.test(wishes.lang)) root.dir = "rtl";

/** Answers for the first page as if it were in trouble; everything else is the lamp's own. */
const rehearseOn = async (page) => {
  const { fetch } = window;
  const answer = await fetch(`/v1/pages/${encodeURIComponent(page)}/summary`, { cache: "no-cache" });
  const answers = rehearsed(rehearse, await answer.json(), wishes.components?.split(/\s*,\s*/) ?? [], Date.now());
  const json = (body) =>
    new Response(JSON.stringify(body), { headers: { "Content-Type": "application/json", Date: new Date().toUTCString(), Age: "0" } });
  window.fetch = async (request, options) => {
    const { pathname } = new URL(request.url ?? request, origin);
    const [, one, what] = /\/v1\/(?:pages\/([^/]+)\/)?(verdict|summary)$/.exec(pathname) ?? [];
    if (one && decodeURIComponent(one) === page) return json(answers[what]);
    const real = await fetch(request, options);
    if (!what || one || !real.ok) return real;
    // Of several pages, the first.
    const body = await real.json();
    return json({ ...body, data: [answers[what], ...body.data.filter((other) => (other.page.id ?? other.page) !== page)] });
  };
  // What is rehearsed does not change, and what changes is not rehearsed.
  window.WebSocket = class extends EventTarget {
    close() {}
    send() {}
  };
};

// What was dismissed here once is to be seen again next time, and nobody's own choice is touched.
const forget = () => {
  const kept = new Map();
  const storage = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key) };
  Object.defineProperty(window, "localStorage", { value: storage });
};

const begin = async () => {
  forget();
  if (rehearse) await rehearseOn(wishes.page.split(" ")[0]);
  const { script, name, element } = pasted(origin, form, wishes);
  const put = (tag, attributes, place) => {
    const made = document.createElement(tag);
    for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
    place.append(made);
  };
  if (element) put(name, element, document.querySelector("#place"));
  put("script", script, document.head);
};

if (wishes.page) begin();
