// The coarse test of whether anything might concern an element: generous, and quick to load. The
// live part looks closer (`../live/concerns.js`).
import { recall } from "./memory.js";

/** Whether anything is told of these pages. */
export const mayConcern = (element, { pages, verdicts, unlisted }) =>
  // The host is to be told.
  unlisted?.[0] ||
  // What was kept because it told of trouble is to be shown, or forgotten (`../live/kept.js`).
  recall("verdict")[pages]?.isTrouble ||
  verdicts.some(
    ({ page, live, events, components, more, more_events }) =>
      live ||
      more + more_events > 0 ||
      components[0] ||
      events.some(({ id, phase, ended_at }) =>
        // What was over when it was first met is no news, and what is planned is for who asks.
        ended_at ? recall("shown")[`${page}/${id}`] : phase !== "scheduled" || element.getAttribute("maintenance-lead"),
      ),
  );
