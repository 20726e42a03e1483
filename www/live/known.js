// All components of a page, read once where what is told does not say whether a name means any.
import { askSummary, quietly, settleAll } from "./shared.js";

// Page → its components; `null` where they could not be read.
const pages = new Map();

/** The components of a page; `undefined` while they are read, `null` where that failed. */
export const knownOf = (verdict) => {
  const { page } = verdict;
  if (!pages.has(page)) {
    pages.set(page);
    quietly(async () => {
      const { components } = await (await askSummary(verdict)).clone().json();
      return components.map((component) => ({
        ...component,
        group: components.find(({ id }) => id === component.group_id)?.name,
      }));
    }).then((components) => {
      pages.set(page, components || null);
      settleAll();
    });
  }
  return pages.get(page);
};
