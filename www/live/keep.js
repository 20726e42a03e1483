// What is remembered for a person (`../loader/memory.js` reads it), within bounds.
import { memory, recall } from "./shared.js";

/** Adds records, each with the time `at` which it was made; the oldest go, and those without a value. */
export const record = (key, records, most = 100) => {
  const all = [...new Map([...Object.entries(recall(key)), ...records])].filter(([, value]) => value);
  memory[key] = Object.fromEntries(all.sort(([, one], [, other]) => other.at - one.at).slice(0, most));
  try {
    if (memory.none) return;
    localStorage[`statuslamp:${key}`] = JSON.stringify(memory[key]);
    // Other documents keep it, too: only what they share is true.
    delete memory[key];
  } catch {
    // It stays here.
  }
};

/** The ids of a page's records. */
export const idsIn = (key, page) => Object.keys(recall(key)).flatMap((name) => (name.startsWith(`${page}/`) ? name.slice(page.length + 1) : []));
