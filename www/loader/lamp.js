// What the host may call. Nothing of it throws.
import { ATTRIBUTES, BANNER, define, handlers, homes, load, placed } from "./elements.js";
import { quietly } from "./quietly.js";
import { configure } from "./settings.js";

/** Puts a banner into the page; one for each list of pages is enough. */
const place = (options, script) => {
  configure(options, script?.src);
  const { page, position = "top" } = options;
  if (!page || homes.has(placed.get(page))) return;
  const element = document.createElement(BANNER);
  // Out of the flow, even where the page is a grid.
  if (!/inline|push/.test(position)) element.style.position = "fixed";
  for (const name of ATTRIBUTES) {
    const value = { ...options, position }[name.replace(/-(.)/, (_, letter) => letter.toUpperCase())];
    if (value) element.setAttribute(name, value);
  }
  placed.set(page, element);
  // Beside the body: it may not be there yet, and hosts exchange it for another one.
  if (position === "inline" && script?.closest("body")) script.after(element);
  else document.documentElement[position === "push" ? "prepend" : "append"](element);
};

const later = (name) => (id) => quietly(async () => (await load())[name](id));

const create = () => {
  const lamp = {
    init: (...values) => quietly(place, ...values),
    on: (name, handler) => {
      const ends = new AbortController();
      handlers.add(ends);
      quietly(() => document.addEventListener(`statuslamp-${name}`, handler, ends));
      return () => ends.abort();
    },
    dismiss: later("dismiss"),
    refresh: later("refresh"),
    destroy: later("destroy"),
  };
  for (const name of ["banner", "status", "components", "incidents"]) define(name, lamp);
  return lamp;
};

/** What stands in this document already, perhaps by another copy of this script; else a new one. */
export const lamp = () => customElements.get(BANNER)?.lamp || create();
