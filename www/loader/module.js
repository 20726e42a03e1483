// The loader as an ES module: the same, with no global. Whoever brings it along in a bundle of
// their own names the lamp in `init({ page, hosts })`.
import { lamp } from "./lamp.js";

const call = (name) => (...values) => lamp()[name](...values);

export const init = call("init");
export const on = call("on");
export const dismiss = call("dismiss");
export const refresh = call("refresh");
export const destroy = call("destroy");
