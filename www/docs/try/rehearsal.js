// Invented trouble on a real page: its own names and components, and an event that says of itself
// that it is a rehearsal. Nobody but the preview is told.
import { answersOf } from "../../gallery/answers.js";
import { affected, event, update } from "../../gallery/vendors.js";

const STATES = { incident: "partial_outage", maintenance: "under_maintenance" };

const EVENTS = {
  incident: {
    title: "Rehearsal: slow answers",
    phase: "identified",
    impact: "major",
    updates: [
      update("investigating", 1500, "This is a rehearsal. Requests take longer than usual, and we are finding out why."),
      update("identified", 130, "This is a rehearsal. The cause is known and is being removed."),
    ],
  },
  maintenance: {
    kind: "maintenance",
    title: "Rehearsal: database upgrade",
    phase: "in_progress",
    impact: "maintenance",
    scheduled_for: 1200,
    scheduled_until: -2400,
    updates: [update("in_progress", 1200, "This is a rehearsal. Data can be read, but not written to, for about an hour.")],
  },
};

/** Who is hit: what was chosen, else the first of all. */
const hit = (components, chosen) => {
  const all = components.filter(({ kind }) => kind === "component");
  const meant = all.filter(({ id, name }) => chosen.some((one) => one === id || one === name || one.endsWith(`/${name}`)));
  return (meant[0] ? meant : all).slice(0, 1);
};

/** What the lamp would answer, made of what it does answer. */
export const rehearsed = (what, summary, chosen, now) => {
  const victims = hit(summary.components, chosen);
  const ids = victims.map(({ id }) => id);
  const state = STATES[what];
  const told = event("rehearsal", "", {
    ...EVENTS[what],
    url: summary.page.url,
    affected: victims.map(({ id, name }) => affected(id, name, state, [[state, 1500]])),
  });
  const isWell = summary.overall.status === "operational";
  return answersOf(
    {
      ...summary,
      age: 5,
      overall: isWell ? { ...summary.overall, status: state, derived: state } : summary.overall,
      components: summary.components.map((one) => (ids.includes(one.id) ? { ...one, status: state } : one)),
      events: [told, ...summary.events],
      silenced: false,
    },
    now,
  );
};
