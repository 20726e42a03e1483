// What a lamp would answer, made of what a vendor of the gallery publishes.

const IS_TIME = /(_at|_for|_until)$|^(at|from|to)$/;

/** The same with instants in the place of seconds. */
const dated = (value, now, name = "") => {
  if (typeof value === "number" && IS_TIME.test(name)) return new Date(now - value * 1000).toISOString().replace(/\.\d+Z/, "Z");
  if (Array.isArray(value)) return value.map((item) => dated(item, now));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, dated(item, now, key)]));
};

/** What the lamp answers: a summary, its verdict, and whatever is asked of the past. */
export const answersOf = (answer, now) => {
  const { age, past, ...content } = answer;
  const at = (seconds) => (age === null ? null : new Date(now - (age - seconds) * 1000).toISOString().replace(/\.\d+Z/, "Z"));
  const times = { checked_at: at(0), fresh_until: at(180), unknown_after: at(900) };
  const summary = { ...dated(content, now), revision: 7, ...times, poll_seconds: 60 };
  const groups = new Map(summary.components.filter(({ kind }) => kind === "group").map(({ id, name }) => [id, name]));
  const named = (id, name, status) => {
    const listed = summary.components.find((one) => one.id === id);
    return { id, name, status, group: groups.get(listed?.group_id) ?? null, only_for: listed?.only_for ?? null };
  };
  const announced = summary.silenced ? [] : summary.events.filter(({ muted }) => !muted);
  const verdict = {
    page: summary.page.id,
    revision: 7,
    ...times,
    poll_seconds: 60,
    live: false,
    overall: summary.overall.status,
    events: announced.map((told) => ({
      id: told.id,
      kind: told.kind,
      phase: told.phase,
      impact: told.impact,
      started_at: told.scheduled_for ?? told.started_at,
      ended_at: told.resolved_at,
      reopened: told.reopened,
      components: told.affected.map(({ component_id, name }) => {
        const status = summary.components.find(({ id }) => id === component_id)?.status ?? null;
        return named(component_id, name, status);
      }),
      more: 0,
      operator: told.operator,
    })),
    components: summary.components
      .filter(({ kind, status }) => kind === "component" && status !== "operational" && !summary.silenced)
      .map(({ id, name, status }) => named(id, name, status)),
    more: 0,
    more_events: 0,
  };
  const about = { page: summary.page, revision: 7, ...times, poll_seconds: 60 };
  return { summary, verdict, past: (path, query) => pastOf(path, query, { ...NOTHING, ...past }, about, now) };
};

const NOTHING = { incidents: [], maintenances: [], stories: {}, days: {}, since: 0, goesOn: false };

/** An event as it stands in a list. */
const listed = ({ affected, updates, postmortem, ...event }) => ({
  ...event,
  affected: affected.map(({ component_id, name, status }) => ({ component_id, name, status })),
  more: 0,
  update_count: updates.length,
  has_postmortem: postmortem !== null,
});

/**
 * What is answered below a page's own address: `undefined` is an error, `null` nothing yet, and
 * `false` that there is no such thing.
 */
const pastOf = (path, query, past, about, now) => {
  const whole = dated(past, now);
  const list = (events, isFirst) => {
    const next_cursor = isFirst && past.goesOn ? "older" : null;
    return { ...about, data: events.map(listed), next_cursor };
  };
  const [what, id] = path.split("/").map(decodeURIComponent);
  if (what === "") return about;
  if (what === "maintenances") return list(whole.maintenances, false);
  if (what === "uptime") return uptimeOf(past, about, now, Number(query.get("limit")));
  if (id === undefined) return query.has("cursor") ? past.older : list(whole.incidents, true);
  if (id in past.stories) return past.stories[id];
  const incident = [...whole.incidents, ...whole.maintenances].find((event) => event.id === id);
  return incident ? { ...about, incident } : false;
};

const DAY_S = 86_400;
const DAYS = 90;
const STATES = ["operational", "under_maintenance", "degraded_performance", "partial_outage", "major_outage", "unknown"];

/** The share that was up of what is known. */
const shareOf = (days) => {
  const sum = (...names) => days.reduce((all, day) => all + names.reduce((some, name) => some + day[name], 0), 0);
  const down = sum("partial_outage", "major_outage");
  const known = down + sum("operational", "under_maintenance", "degraded_performance");
  return known ? Math.floor((1 - down / known) * 1e5) / 1e5 : null;
};

/** Ninety days of a component: `told` is what was not well, by the days ago; before `since` nothing is known. */
const daysOf = (told, since, now) =>
  Array.from({ length: DAYS }, (_, index) => {
    const ago = DAYS - 1 - index;
    const seconds = Object.fromEntries(STATES.map((state) => [state, 0]));
    // Today is told as far as it has come.
    const length = ago === 0 ? Math.floor(now / 1000) % DAY_S : DAY_S;
    Object.assign(seconds, ago > since ? { unknown: length } : told[ago]);
    const rest = length - Object.values(seconds).reduce((sum, some) => sum + some, 0);
    seconds.operational += rest;
    const worst = STATES.findLast((state) => state !== "unknown" && seconds[state] > 0) ?? null;
    return { date: new Date(now - ago * DAY_S * 1000).toISOString().slice(0, 10), uptime: shareOf([seconds]), worst, ...seconds };
  });

const uptimeOf = ({ days, since, components }, about, now, limit) => {
  const data = Object.entries(days).map(([name, told], index) => {
    const own = daysOf(told, since, now);
    return { id: `c${index}`, group_id: null, name, uptime: shareOf(own), days: own };
  });
  // What was asked for in parts is answered in parts.
  if (limit > 1 && components !== undefined) return components.failed ? undefined : null;
  const overall = Array.from({ length: data.length ? DAYS : 0 }, (_, index) => {
    const day = { date: data[0].days[index].date };
    for (const state of STATES) day[state] = data.reduce((sum, { days }) => sum + days[index][state], 0);
    day.uptime = shareOf([day]);
    day.worst = STATES.findLast((state) => state !== "unknown" && day[state] > 0) ?? null;
    return day;
  });
  return { ...about, overall: { uptime: shareOf(overall), days: overall }, data: data.slice(0, limit), next_cursor: null };
};
