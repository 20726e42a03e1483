// What draws: one of the two bundles.
import { bring, get, quietly, settleAll } from "./shared.js";

const BUNDLES = {
  now: ["__NOW__", "__NOW_WASM__"],
  record: ["__RECORD__", "__RECORD_WASM__"],
};
const loading = {};

export const TRAPPED = 1;
export const FORBIDDEN = 2;
/** The bundles that ended, or may not run here: plain text stands in. */
export const ended = {};

const end = (name, why) => {
  ended[name] = why;
  settleAll();
};

/** A bundle by its name; nothing where it cannot be had. */
export const bundle = (name) =>
  (loading[name] ||= quietly(fetchBundle, name).then((found) => {
    // Perhaps the next one finds it.
    if (!found) loading[name] = 0;
    return found;
  }));

const fetchBundle = async (name) => {
  const [glue, module] = BUNDLES[name];
  const [widget, wasm] = await Promise.all([bring(glue), get(module)]);
  try {
    await widget.default({ module_or_path: wasm });
  } catch (error) {
    // What is forbidden, or not as it should be, stays so.
    if (/Compile|Eval/.test(error.name)) end(name, FORBIDDEN);
    throw error;
  }
  widget.set_trap(() => end(name, TRAPPED));
  return widget;
};
