// What the text view says, as plain data: lines, rows and a link. A line is ours; in a list of its
// own it is the vendor's, in whatever direction that is written.

/** Rich text without its form: blocks on lines of their own. */
const text = ({ type, text: own, children = [] }) =>
  own ?? (type === "break" ? "\n" : children.map(text).join(/list|item|quote|table|row/.test(type) ? "\n" : ""));

const isPresent = ({ verdict, now }) => now <= Date.parse(verdict.fresh_until);

const stateIn = ({ say, word }) => (status) => (status === "unknown" ? say("status_unknown") : word(status));

/** How old what we know is, unless it is the present; then nothing. */
const age = (entry, name, { say, moment }) => {
  const { verdict, now } = entry;
  if (isPresent(entry)) return [];
  if (!verdict.checked_at) return [say("never_heard", { name })];
  return [say("last_heard", { name, ago: moment(verdict.checked_at, now) }), say("not_current")];
};

const ofEvent = (event, summary, now, words) => {
  const { say, word, moment, list, name } = words;
  const told = summary?.events.find(({ id }) => id === event.id);
  const latest = told?.updates.filter(({ phase }) => phase !== "postmortem").pop();
  const title = told?.title || list(event.components.map(({ name }) => name));
  const names = title ? name(title) : word(event.kind) || say("incident");
  const state = event.operator ? say("notice") : word(event.phase) || told?.phase_raw || say("incident");
  const lines = [say("state_of", { names, state })];
  if (event.operator) lines.push(say("by_operator", { name: name(summary?.page.name ?? "") }));
  if (latest) lines.push([latest.body.map(text).join("\n")]);
  if (latest?.at) lines.push(say("updated", { ago: moment(latest.at, now) }));
  return { lines, url: told?.url };
};

/** Incidents first, then components, planned work, notices; what is over last. */
const rankOf = ({ event }) => {
  if (!event) return 3;
  if (event.ended_at || event.phase === "scheduled") return 0;
  return { maintenance: 2, notice: event.operator ? 4 : 1 }[event.kind] ?? 4;
};

const ofBanner = (due, list, summaries, words) => {
  // What is only counted has no words here.
  const named = due.filter(({ event, components }) => event || components[0]);
  const [first, ...others] = named.sort((one, other) => rankOf(other) - rankOf(one));
  if (!first) return null;
  const { say, count } = words;
  const { verdict, event, components } = first;
  const { page, revision } = verdict;
  const entry = list.find((entry) => entry.page === page);
  const summary = summaries.get(page);
  const name = words.name(summary?.page.name ?? page);
  const state = stateIn(words);
  const { lines, url } = event
    ? ofEvent(event, summary, entry.now, words)
    : { lines: components.map(({ name, status }) => say("state_of", { names: words.name(name), state: state(status) })) };
  lines[0] = `${name}: ${lines[0] ?? say("status_page")}`;
  if (others[0]) lines.push(count("and_more", others.length));
  return {
    page,
    name,
    revision,
    isUrgent: isPresent(entry) && (event?.impact === "critical" || components?.some(({ status }) => status === "major_outage")),
    lines: [...lines, ...age(entry, name, words)],
    rows: [],
    url: url ?? summary?.page.url,
    events: event ? [event.id] : components.map(({ id, status }) => `component:${id}:${status}`),
  };
};

const ofPage = (entry, summary, words) => {
  const { say } = words;
  const { verdict, now, page } = entry;
  if (!verdict) return { name: page, lines: [say(navigator.onLine ? "failed" : "offline")], rows: [] };
  const name = words.name(summary?.page.name ?? page);
  const old = age(entry, name, words);
  const isKnown = now <= Date.parse(verdict.unknown_after);
  const state = stateIn(words);
  const said = (status) => {
    if (!isKnown || status === "unknown") return say("status_unknown");
    return old[0] ? say("last_known", { state: state(status) }) : state(status);
  };
  const groups = new Map((summary?.components ?? []).map((component) => [component.id, component]));
  const rows = [...groups.values()]
    .filter(({ kind, status, hidden_when_operational }) => kind !== "group" && !(hidden_when_operational && status === "operational"))
    .map((component) => {
      const group = groups.get(component.group_id);
      const row = say("state_of", { names: words.name(`${group ? `${group.name} / ` : ""}${component.name}`), state: said(component.status) });
      return component.muted ? `${row} (${say("muted")})` : row;
    });
  const isUnderWay = ({ phase }) => !/^(scheduled|resolved|postmortem|completed|cancelled)$/.test(phase);
  const events = verdict.events.filter(isUnderWay).flatMap((event) => ofEvent(event, summary, now, words).lines);
  const silenced = summary?.silenced ? [say("silenced", { name })] : [];
  const overall = say("state_of", { names: name, state: said(verdict.overall) });
  return { name, lines: [overall, ...silenced, ...events, ...old], rows, url: summary?.page.url };
};

/** What to say: of a banner what is due, of a pill how it stands, of anything else all that is known. */
export const told = (shape, due, list, summaries, words) => {
  if (shape === "banner") return ofBanner(due(), list, summaries, words);
  const pages = list.map((entry) => ofPage(entry, summaries.get(entry.page), words));
  return {
    name: words.list(pages.map(({ name }) => name)),
    lines: pages.flatMap(({ lines }) => (shape === "status" ? lines[0] : lines)),
    rows: shape === "status" ? [] : pages.flatMap(({ rows }) => rows),
    url: pages[0].url,
  };
};
