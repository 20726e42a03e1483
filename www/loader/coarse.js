// The coarse test of whether anything might concern an element: generous, and quick to load. The
// live part looks closer (`../live/concerns.js`).
import { recall } from "./memory.js";

/** Whether anything is told of these pages that was not dismissed exactly as it is told. */
export const mayConcern = (element, { verdicts }) => {
  const dismissed = recall("dismissed");
  const shown = recall("shown");
  // What was kept because it told of trouble is to be shown, or forgotten (`../live/kept.js`).
  return recall("verdict")[pages] || verdicts.some(({ page, live, events, components, more, more_events }) => {
    const isNews = (event) => {
      const { id, phase, impact, reopened = 0, ended_at, components } = event;
      const key = `${page}/${id}`;
      if (ended_at) return shown[key];
      return (
        (phase !== "scheduled" || element.getAttribute("maintenance-lead")) &&
        String(dismissed[key]?.as) !== String([impact, reopened, components.map(({ name }) => name)])
      );
    };
    return (
      live ||
      // What is only counted may be anything.
      more + more_events > 0 ||
      events.some(isNews) ||
      components.some(
        ({ id, status }) =>
          !dismissed[`${page}/component:${id}:${status}`] &&
          // What an event tells of was looked at with the event.
          !events.some(({ kind, components }) => kind !== "notice" && components.some((named) => named.id === id)),
      )
    );
  });
};
