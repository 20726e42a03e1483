// What the bundle asks of the page around it. Nothing here throws: whatever a host has patched.

const LIVE_REGION = "[data-live]";

/** Shared by every shadow root of the bundle. */
let sheet;

/** The outcome, or `otherwise` where there is none. */
const quietly = (ask, otherwise) => {
  try {
    return ask();
  } catch {
    return otherwise;
  }
};

/** No `<style>` element, so that no policy on inline styles applies. A bundle has one style. */
export const adopt = (root, style) =>
  quietly(() => {
    if (!sheet) {
      const made = new CSSStyleSheet();
      made.replaceSync(style);
      sheet = made;
    }
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  });

export const abandon = (root) =>
  quietly(() => {
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((one) => one !== sheet);
  });

/** Into the live region that the loader laid into the root, empty, before there was anything to say. */
export const say = (root, text, manner, lang) =>
  quietly(() => {
    const region = root.querySelector(LIVE_REGION);
    if (manner) {
      // How it is read is decided when its text arrives.
      region.setAttribute("aria-live", manner);
      region.setAttribute("lang", lang);
    }
    region.textContent = text;
  });

/** What a listener throws is the listener's. */
export const tell = (hear, name, [page, events, message]) => quietly(() => hear(name, { page, events, message }));

export const focus = (root, selector) => quietly(() => root.querySelector(selector).focus());

/** Whether the browser opens and closes popovers itself. */
export const hasPopover = (root) => "popover" in root.host;

/** Whether the reader's own connection is gone, as far as the browser knows. */
export const isOffline = () => navigator.onLine === false;

/** A clock that never goes back, in milliseconds. */
export const monotonic = () => performance.now();

/**
 * Calls back once per period while the page is visible, and whenever it becomes visible. Returns what
 * ends it.
 */
export const ticker = (period, tick) => {
  let timer;
  const run = () => {
    clearInterval(timer);
    if (!document.hidden) timer = setInterval(tick, period);
  };
  const see = () => {
    run();
    if (!document.hidden) tick();
  };
  document.addEventListener("visibilitychange", see);
  run();
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", see);
  };
};
