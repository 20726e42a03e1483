// What the tag, or whoever calls `init`, says of the whole page: whom to ask, what may be kept, and
// whether the console is told of what goes wrong.
import { memory } from "./memory.js";

/** Where the lamp is: the first that answers is asked. */
export let hosts = [];
/** Whether the console is told what goes wrong. */
export let debug;

/** Takes over `hosts`, `storage` and `debug`; `own` is the address of the script itself. */
export const configure = (options, own) => {
  // Neither the name of a script nor a slash at the end belongs to the place.
  const all = [hosts, own, options.hosts].join().match(/https?:[^\s,]+?(?=(\/(embed[^\s,/]*)?)?([\s,]|$))/g);
  hosts = [...new Set(all)];
  memory.none ||= options.storage === "none";
  debug ||= /^(true)?$/.test(options.debug);
};
