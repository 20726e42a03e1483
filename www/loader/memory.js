// What is remembered for a person, on their own machine: in the storage of the page, or, where that
// is not to be had or not wanted, as long as the document lives. The live part writes it.

/** What storage does not keep; `none` where it is not to be touched. */
export const memory = {};

/** An object kept under a key; an empty one where nothing is kept. */
export const recall = (key) => {
  try {
    return memory[key] || (!memory.none && JSON.parse(localStorage[`statuslamp:${key}`])) || {};
  } catch {
    return {};
  }
};
