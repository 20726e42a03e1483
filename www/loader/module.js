// The loader as an ES module: the same, with no global. Nothing happens when it is loaded, and
// nothing ever does where there is no document to put an element into. Whoever brings it along in a
// bundle of their own names the lamp in `init({ page, hosts })` or `define({ hosts })`.
import { lamp } from "./lamp.js";
import { quietly } from "./quietly.js";
import { configure } from "./settings.js";

const call = (name) => (...values) => void quietly(() => lamp()[name](...values));

/** The elements alone. */
export const define = (settings = {}) =>
  void quietly(() => {
    configure(settings);
    lamp();
  });
export const init = call("init");
export const on = (name, handler) => {
  let off;
  quietly(() => (off = lamp().on(name, handler)));
  return () => off?.();
};
export const dismiss = call("dismiss");
export const refresh = call("refresh");
export const destroy = call("destroy");
