// Where the host's policy allows no WebAssembly, a frame of ours may still: `/embed/{page}`, which
// draws the same element. How the two speak is said at the top of `../frame.js`.

/** So long it may take until the frame says that it is there, and once it is loaded. */
const READY_WITHIN = 5000;
const READY_AFTER_LOAD = 500;
const STORED = ["dismissed", "shown"];
const PASSED = ["components", "regions", "audience", "min-impact", "maintenance-lead", "event", "theme", "lang"];
const FILLS = "display:block;width:100%;height:0;border:0;";

/** Whether a frame is worth a try: not within one, and not without the network. */
export const mayFrame = ({ api, isForbidden }) => isForbidden && !location.href.startsWith(`${api}/embed/`);

/** Shows an element in a frame; `fail` is called, once, where frames are not allowed or none answers. */
export const framed = (root, shape, options, hear, place, fail, recall) => {
  const { api, pages, lang } = options;
  const { origin } = new URL(api);
  const frame = document.createElement("iframe");
  const hash = new URLSearchParams({ kind: shape, page: pages.join(" "), lang, origin: location.origin });
  for (const name of PASSED) if (options[name] && name !== "lang") hash.set(name, options[name]);
  let stored;

  let isOver = false;

  const free = () => {
    isOver = true;
    removeEventListener("message", receive);
    document.removeEventListener("securitypolicyviolation", refused);
    frame.remove();
  };
  const refuse = () => {
    free();
    fail();
  };
  let isReady = false;
  const tell = (message) => isReady && frame.contentWindow?.postMessage(message, origin);
  const tellStored = () => {
    const now = Object.fromEntries(STORED.map((key) => [`statuslamp:${key}`, JSON.stringify(recall(key))]));
    if (isReady && JSON.stringify(now) !== stored) tell({ statuslamp: "stored", stored: now });
    stored = isReady && JSON.stringify(now);
  };
  const receive = ({ source, origin: from, data }) => {
    if (source !== frame.contentWindow || from !== origin || !data) return;
    const { statuslamp: name, height, detail } = data;
    if (name === "ready") {
      isReady = true;
      tellStored();
    } else if (name === "height") frame.style.height = `${Math.min(Math.max(Number(height) || 0, 0), 1e4)}px`;
    else if (/^(show|change|hide|dismiss|warning)$/.test(name) && detail) hear(name, detail);
  };
  addEventListener("message", receive);
  const refused = ({ effectiveDirective, blockedURI }) => {
    if (/^(frame|child|default)-src$/.test(effectiveDirective) && blockedURI.startsWith(origin) && !isReady) refuse();
  };
  document.addEventListener("securitypolicyviolation", refused);
  const refuseAfter = (time) => (AbortSignal.timeout(time).onabort = () => isReady || isOver || refuse());
  refuseAfter(READY_WITHIN);
  frame.onload = () => refuseAfter(READY_AFTER_LOAD);

  const style = (attributes) => {
    const { theme } = attributes;
    const { height } = frame.style;
    frame.style.cssText = FILLS + place(attributes);
    if (height) frame.style.height = height;
    // Else the background would not be clear.
    frame.style.colorScheme = /^(light|dark)$/.test(theme) ? theme : "light dark";
  };
  frame.title = pages.join(", ");
  frame.referrerPolicy = "no-referrer";
  frame.setAttribute("part", shape === "banner" ? "banner" : "frame");
  frame.src = `${api}/embed/${encodeURIComponent(pages[0])}#${hash}`;
  style(options);
  root.append(frame);
  return {
    update: tellStored,
    attribute: (name, value) => {
      options[name] = value;
      if (PASSED.includes(name)) tell({ statuslamp: "attribute", name, value });
      style(options);
    },
    free,
  };
};
