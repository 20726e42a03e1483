// What the text view says, as plain data: lines, rows and a link.

const words = (word) => word.replaceAll("_", " ");
const time = (at) => new Date(at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });

/** Rich text without its form: blocks on lines of their own. */
const text = ({ type, text: own, children = [] }) =>
  own ?? (type === "break" ? "\n" : children.map(text).join(/list|item|quote|table|row/.test(type) ? "\n" : ""));

/** How old what we know is, unless it is the present; then nothing. */
const age = ({ verdict, now }, name) => {
  if (now <= Date.parse(verdict.fresh_until)) return [];
  if (!verdict.checked_at) return [`Not heard from ${name} yet.`];
  return [`Last heard from ${name} ${time(verdict.checked_at)}. This may not be current.`];
};

const ofEvent = (event, summary) => {
  const told = summary?.events.find(({ id }) => id === event.id);
  const latest = told?.updates.filter(({ phase }) => phase !== "postmortem").pop();
  const title = told?.title || event.components.map(({ name }) => name).join(", ") || words(event.kind);
  const lines = [`${title}: ${event.operator ? "notice by the operator" : words(event.phase)}`];
  if (latest) lines.push(latest.body.map(text).join("\n"));
  if (latest?.at) lines.push(`Updated ${time(latest.at)}`);
  return { lines, url: told?.url };
};

const ofBanner = ([first, ...others], list, summaries) => {
  if (!first) return null;
  const { verdict, event, components } = first;
  const { page } = verdict;
  const summary = summaries.get(page);
  const name = summary?.page.name ?? page;
  const { lines, url } = event
    ? ofEvent(event, summary)
    : { lines: components.map((component) => `${component.name}: ${words(component.status)}`) };
  lines[0] = `${name}: ${lines[0] ?? "see the status page"}`;
  if (others[0]) lines.push(`and ${others.length} more`);
  return {
    page,
    name,
    lines: [...lines, ...age(list.find((entry) => entry.page === page), name)],
    rows: [],
    url: url ?? summary?.page.url,
    events: event ? [event.id] : components.map(({ id, status }) => `component:${id}:${status}`),
  };
};

const ofPage = (entry, summary) => {
  const { verdict, now, page } = entry;
  if (!verdict) return { name: page, lines: ["The status cannot be read right now. Trying again."], rows: [] };
  const name = summary?.page.name ?? page;
  const old = age(entry, name);
  const isKnown = now <= Date.parse(verdict.unknown_after);
  const said = (status) => (isKnown ? (old[0] ? `was ${words(status)}` : words(status)) : "not known");
  const groups = new Map((summary?.components ?? []).map((component) => [component.id, component]));
  const rows = [...groups.values()]
    .filter(({ kind, status, hidden_when_operational }) => kind !== "group" && !(hidden_when_operational && status === "operational"))
    .map((component) => {
      const group = groups.get(component.group_id);
      const mark = component.muted ? ", muted by the operator" : "";
      return `${group ? `${group.name} / ` : ""}${component.name}: ${said(component.status)}${mark}`;
    });
  const isUnderWay = ({ phase }) => !/^(scheduled|resolved|postmortem|completed|cancelled)$/.test(phase);
  const events = verdict.events.filter(isUnderWay).flatMap((event) => ofEvent(event, summary).lines);
  const silenced = summary?.silenced ? [`Messages about ${name} are muted by the operator.`] : [];
  return { name, lines: [`${name}: ${said(verdict.overall)}`, ...silenced, ...events, ...old], rows, url: summary?.page.url };
};

/** What to say: of a banner what is due, of anything else all that is known. */
export const told = (due, list, summaries) => {
  if (due) return ofBanner(due, list, summaries);
  const pages = list.map((entry) => ofPage(entry, summaries.get(entry.page)));
  return {
    name: pages.map(({ name }) => name).join(", "),
    lines: pages.flatMap(({ lines }) => lines),
    rows: pages.flatMap(({ rows }) => rows),
    url: pages[0].url,
  };
};
