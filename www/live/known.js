// All components of a page, read once where what is told does not say whether a name means any.
import { get, quietly, settleAll } from "./shared.js";

// Page → its components; `null` where they could not be read.
const pages = new Map();

/** The components of a page; `undefined` while they are read, `null` where that failed. */
export const knownOf = ({ page, revision }) => {
  if (!pages.has(page)) {
    pages.set(page);
    quietly(async () => {
      const path = `v1/pages/${encodeURIComponent(page)}/summary?revision=${revision}`;
      const answer = await get(path, { cache: "no-cache", signal: AbortSignal.timeout(1e4) });
      const { components } = await answer.json();
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
