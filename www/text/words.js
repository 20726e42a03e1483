// What stands in where the bundle cannot run: the same in plain words, by the bundle's own contract.
import { speaker } from "./phrases.js";
import { readSummary } from "./summary.js";
import { told } from "./told.js";

const STYLE =
  "box-sizing:border-box;padding:8px 12px;border:1px solid;background:Canvas;color:CanvasText;" +
  "font:14px/1.45 system-ui,sans-serif;white-space:pre-line;";
const OVERLAY = "position:fixed;z-index:2147483647;left:0;right:0;max-height:25vh;overflow:auto;";
const HIDDEN = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap";
const LINK = { target: "_blank", rel: "nofollow noopener noreferrer" };

// What was said aloud last, by what it was about: who comes back is not told the same again.
const spoken = new Map();

/** Where a banner lies, if it lies over the page. */
export const placeOf = ({ position }) => {
  const edge = position === "bottom" ? "bottom:0" : /^(top|overlay)$/.test(position) && "top:0";
  return edge ? OVERLAY + edge : "";
};

/** Shows an element (`banner`, `status`, …) in a shadow root. `due` tells what concerns it. */
export const mountText = (root, shape, options, hear, due) => {
  const isBanner = shape === "banner";
  const region = root.querySelector("[data-live]");
  // Page → its summary.
  const summaries = new Map();
  // Page → the revision that was asked for, and what ends the asking.
  const asked = new Map();
  const words = speaker(options);
  const { say, lang, dir } = words;
  const place = [shape, options.pages, options.components, options.regions, options.audience].join("|");
  let list, section, shown;
  let { position, theme } = options;

  const ask = async ({ page, verdict }) => {
    asked.get(page)?.controller?.abort();
    const mine = { revision: verdict.revision, controller: new AbortController() };
    asked.set(page, mine);
    const summary = await readSummary(options.api, verdict, mine.controller);
    if (asked.get(page) !== mine) return;
    mine.controller = null;
    if (summary) summaries.set(page, summary);
    // The next verdict asks again.
    else mine.revision = null;
    render();
  };

  /** Once for each thing that happened; how it is read is decided when its text arrives. */
  const announce = ({ lines: [line], revision, isUrgent }, isNew) => {
    const last = spoken.get(place);
    spoken.set(place, { line, revision });
    if (line === last?.line && (!isNew || revision === last.revision)) return;
    region.setAttribute("aria-live", isUrgent ? "assertive" : "polite");
    region.lang = lang;
    region.textContent = line;
  };

  const render = () => {
    const said = told(shape, due, list, summaries, words);
    const seen = JSON.stringify([said, position, theme]);
    if (seen === shown) return;
    const name = shown ? "change" : "show";
    shown = seen;
    const focused = root.activeElement?.localName;
    section?.remove();
    section = null;
    if (!said) return;
    section = make("section", { ariaLabel: say(isBanner ? "message_about" : "status_of", said), lang, dir });
    section.append(...said.lines.map((line) => make("p", Array.isArray(line) ? { textContent: line[0], dir: "auto" } : { textContent: line })));
    if (said.rows[0]) section.append(make("ul", {}, ...said.rows.map((row) => make("li", { textContent: row }))));
    if (/^https?:/.test(said.url)) section.append(make("a", { ...LINK, href: said.url, textContent: `${say("status_page")} ${say("new_tab")}` }));
    section.setAttribute("part", isBanner ? "banner" : "list");
    section.style.cssText += STYLE + (isBanner ? placeOf({ position }) : "");
    section.style.colorScheme = theme === "light" || theme === "dark" ? theme : "light dark";
    if (isBanner) {
      const { page, events } = said;
      const onclick = () => hear("dismiss", { page, events });
      const button = make("button", { type: "button", textContent: say("dismiss"), onclick });
      button.setAttribute("part", "dismiss");
      section.append(" ", button);
      region.style.cssText = HIDDEN;
      announce(said, name === "show");
      hear(name, { page, events });
    }
    root.append(section);
    // Whoever stands on the button stays there.
    if (focused) section.querySelector(focused)?.focus({ preventScroll: true });
  };

  return {
    update(next) {
      list = [...next];
      const stale = list.filter(({ page, verdict }) => verdict && verdict.revision !== asked.get(page)?.revision);
      stale.forEach(ask);
      // What is on its way is worth the wait: one change, said once.
      if (![...asked.values()].some(({ controller }) => controller)) render();
    },
    attribute(name, value) {
      if (name === "position") position = value;
      if (name === "theme") theme = value;
      if (list) render();
    },
    free() {
      for (const { controller } of asked.values()) controller?.abort();
      asked.clear();
    },
  };
};

const make = (tag, properties, ...children) => {
  const node = Object.assign(document.createElement(tag), properties);
  node.style.margin = 0;
  node.append(...children);
  return node;
};
