// What stands in where the bundle cannot run: the same in plain words, by the bundle's own contract.
import { told } from "./told.js";
import { readSummary } from "./summary.js";

const STYLE =
  "box-sizing:border-box;padding:8px 12px;border:1px solid;background:Canvas;color:CanvasText;" +
  "font:14px/1.45 system-ui,sans-serif;white-space:pre-line;";
const OVERLAY = "position:fixed;z-index:2147483647;left:0;right:0;max-height:25vh;overflow:auto;";
const HIDDEN = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap";
const LINK = { target: "_blank", rel: "nofollow noopener noreferrer", textContent: "Status page (opens in a new tab)" };

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
  let list, section, shown;
  let { position, theme } = options;

  const ask = async ({ page, verdict }) => {
    asked.get(page)?.controller.abort();
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

  const render = () => {
    const said = told(isBanner && due(), list, summaries);
    const seen = JSON.stringify([said, position, theme]);
    if (seen === shown) return;
    const name = shown ? "change" : "show";
    shown = seen;
    section?.remove();
    section = null;
    if (!said) return;
    section = make("section", { ariaLabel: `${isBanner ? "Message about" : "Status of"} ${said.name}` });
    section.append(...said.lines.map((line) => make("p", { textContent: line, dir: "auto" })));
    if (said.rows[0]) section.append(make("ul", {}, ...said.rows.map((row) => make("li", { textContent: row, dir: "auto" }))));
    if (/^https?:/.test(said.url)) section.append(make("a", { ...LINK, href: said.url }));
    section.setAttribute("part", isBanner ? "banner" : "list");
    section.style.cssText += STYLE + (isBanner ? placeOf({ position }) : "");
    section.style.colorScheme = theme === "light" || theme === "dark" ? theme : "light dark";
    if (isBanner) {
      const { page, events } = said;
      const onclick = () => hear("dismiss", { page, events });
      section.append(" ", make("button", { type: "button", textContent: "Dismiss", onclick }));
      region.style.cssText = HIDDEN;
      // The same words again would be read out again.
      if (region.textContent !== said.lines[0]) region.textContent = said.lines[0];
      hear(name, { page, events });
    }
    root.append(section);
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
