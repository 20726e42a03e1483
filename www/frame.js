// What runs inside `/embed/{page}`: the frame that stands in where the host's policy allows no
// WebAssembly, and that anybody may put into a page by hand. It makes one element and tells the
// parent how tall that is.
//
// The hash of the address says what is wanted; no server ever sees it:
//   kind      banner (unless given), status, components or incidents
//   page, components, regions, audience, min-impact, maintenance-lead, event, theme, lang
//             the attributes of the element as they are; without `page`, the page of the path
//   origin    the parent's origin, where a script in the parent listens and answers
// `position` and `routes` are the parent's business.
//
// Messages are plain objects. To the parent, to `origin` alone where that is given, else to
// whoever it is (nothing in them is private):
//   { statuslamp: "ready" }           once, before anything is drawn
//   { statuslamp: "height", height }  of what is shown, in whole CSS pixels; 0 for nothing
//   { statuslamp: "show" | "change" | "hide" | "dismiss" | "warning", detail }
//                                     the events of the element with their detail
// From the parent, heard from `origin` alone:
//   { statuslamp: "stored", stored }  an object: what the parent keeps under its `statuslamp:…`
//                                     keys, each the very string that its storage holds; at once
//                                     after "ready", and whenever one of them changes. With
//                                     `origin`, nothing is drawn before the first of these, but
//                                     for a second at most
//   { statuslamp: "attribute", name, value }  an attribute changed; null takes it away
//
// The frame never touches the browser's own storage, which may be parted by site or refused: what
// was dismissed is known from the parent, and "dismiss" tells it what to remember. For a clear
// background the parent gives the iframe the same `color-scheme` as is set here: `light` or `dark`
// as `theme` says, else `light dark`.
(() => {
  const KINDS = ["banner", "status", "components", "incidents"];
  const ATTRIBUTES = ["page", "components", "regions", "audience", "min-impact", "maintenance-lead", "event", "theme", "lang"];
  const EVENTS = ["show", "change", "hide", "dismiss", "warning"];
  const PREFIX = "statuslamp:";
  const ANSWER_WITHIN = 1000;
  // Of a panel, in CSS pixels; beyond that it scrolls.
  const MOST_ABOVE = 704;
  const WINDOW_TO_ABOVE = 1.25;
  const GAP = 16;

  const given = new URLSearchParams(location.hash.slice(1));
  const origin = given.get("origin");
  const { body, documentElement } = document;
  // What the loader takes for the browser's storage.
  const kept = Object.create({
    getItem(key) {
      return this[key] ?? null;
    },
    setItem(key, value) {
      this[key] = String(value);
    },
    removeItem(key) {
      delete this[key];
    },
  });
  let element;
  let height = 0;

  const tell = (name, rest) => {
    if (parent === window) return;
    try {
      parent.postMessage({ statuslamp: name, ...rest }, origin || "*");
    } catch {
      // An origin that is none: nobody listens.
    }
  };

  const measure = () => {
    const { height: own } = body.getBoundingClientRect();
    let now = own;
    // What is above everything else adds nothing to the height of the document. It takes a part of
    // the window at most, so where it stands now must not matter: the window is as tall as we say.
    for (const above of element.shadowRoot?.querySelectorAll(":popover-open, dialog[open]") ?? []) {
      now = Math.max(now, own + Math.min(above.scrollHeight, MOST_ABOVE) * WINDOW_TO_ABOVE + GAP);
    }
    now = Math.ceil(now);
    if (now === height) return;
    height = now;
    tell("height", { height });
  };

  const set = (name, value) => {
    if (!ATTRIBUTES.includes(name)) return;
    if (value === null) element.removeAttribute(name);
    else element.setAttribute(name, value);
    if (name === "theme") documentElement.style.colorScheme = value === "light" || value === "dark" ? value : "light dark";
    if (name === "lang") documentElement.lang = value || "en";
  };

  const begin = () => {
    if (element) return;
    const kind = KINDS.includes(given.get("kind")) ? given.get("kind") : KINDS[0];
    element = document.createElement(`statuslamp-${kind}`);
    element.setAttribute("position", "inline");
    set("page", decodeURIComponent(location.pathname.split("/").pop()));
    for (const name of ATTRIBUTES) if (given.has(name)) set(name, given.get(name));
    // Drawn in its own place, it is as tall as it is.
    element.style.display = "block";
    body.append(element);
    const observer = new ResizeObserver(measure);
    observer.observe(body);
    customElements.whenDefined(element.localName).then(() => {
      const toggled = ({ target }) => {
        observer.observe(target);
        measure();
      };
      element.shadowRoot?.addEventListener("toggle", toggled, true);
    });
  };

  const hear = ({ source, origin: from, data }) => {
    if (source !== parent || from !== origin || !data) return;
    if (data.statuslamp === "stored") {
      const told = Object.entries(data.stored ?? {}).filter(([key]) => key.startsWith(PREFIX));
      for (const [key, value] of told) kept[key] = String(value);
      begin();
      for (const [key] of told) dispatchEvent(new StorageEvent("storage", { key }));
    } else if (data.statuslamp === "attribute" && element) {
      set(String(data.name), data.value === null ? null : String(data.value));
    }
  };

  for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, { value: kept });
  documentElement.style.colorScheme = "light dark";
  body.style.margin = 0;
  for (const name of EVENTS) document.addEventListener(`statuslamp-${name}`, ({ detail }) => tell(name, { detail }));
  addEventListener("message", hear);
  tell("ready");
  if (origin && parent !== window) setTimeout(begin, ANSWER_WITHIN);
  else begin();
})();
