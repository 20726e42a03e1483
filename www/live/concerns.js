// The fine test: what of all that is told concerns a person here. The bundle decides the same with
// the whole summary at hand (`widget/view/src/model/`).
import { idsIn } from "./keep.js";
import { knownOf } from "./known.js";
import { recall } from "./shared.js";

// Two vocabularies on one scale, from harmless to worst. A word that is not there ranks -1.
const IMPACTS = ["none", "maintenance", "minor", "major", "critical"];
const STATUSES = ["operational", "under_maintenance", "degraded_performance", "partial_outage", "major_outage"];
const HOUR = 36e5;
/** So long after its end an event is told as over. */
const OVER_FOR = HOUR / 2;

// Attribute → what of a component it may name.
const NAMES = {
  components: ({ id, name, group, group_id }) => [id, name, group, group_id, `${group}/${name}`],
  regions: ({ only_for }) => only_for?.regions || [],
  audience: ({ only_for }) => only_for?.audiences || [],
};
const NAMING = Object.keys(NAMES);

/** The names in an attribute, which commas separate. */
const namesIn = (element, attribute) => element.getAttribute(attribute)?.match(/[^\s,](?:[^,]*[^\s,])?/g) || [];

const componentsOf = (verdict) => [verdict, ...verdict.events].flatMap(({ components }) => components);

/**
 * Which components an element means, of a page with these. A name that none of them has hides
 * nothing, unless it is to be believed; `warn` hears of it.
 */
const meaning = (element, components, believes, warn) => {
  const asked = NAMING.map((attribute) =>
    namesIn(element, attribute).filter((name) => {
      const isFound = believes || components.some((component) => NAMES[attribute](component).includes(name));
      // In the words of the bundle: who hears it from both is told once.
      if (!isFound && warn) warn(`nothing matches: ${name}`);
      return isFound;
    }),
  );
  return (component) =>
    NAMING.every((attribute, index) => {
      const theirs = NAMES[attribute](components.find(({ id }) => id && id === component.id) || component);
      // Who is for nobody in particular is for everybody.
      return !asked[index][0] || !theirs[0] || theirs.some((name) => asked[index].includes(name));
    });
};

const worst = (impact, states) => Math.max(IMPACTS.indexOf(impact), ...states.map((status) => STATUSES.indexOf(status)));

/** Whether something was dismissed and, if it is an event, grew neither worse nor wider since. */
const isDismissed = (page, id, event, isMeant) => {
  const record = recall("dismissed")[`${page}/${id}`];
  if (!record || !event) return record;
  const [impact, reopened, names, states] = record.as;
  const mine = event.components.filter(isMeant);
  return (
    worst(event.impact, mine.map(({ status }) => status)) <= worst(impact, states) &&
    !(event.reopened > reopened) &&
    mine.every(({ name }) => names.includes(name))
  );
};

/** What is remembered of an event that is dismissed: what would bring it back is more than this. */
export const asDismissed = ({ impact, reopened = 0, components }) => [
  impact,
  reopened,
  components.map(({ name }) => name),
  components.map(({ status }) => status),
];

/** The ids of what is dismissed of a page, as far as an element is concerned. */
export const dismissedOf = (element, verdict) => {
  const isMeant = meaning(element, componentsOf(verdict));
  const eventOf = (id) => verdict.events.find((event) => event.id === id);
  return idsIn("dismissed", verdict.page).filter((id) => isDismissed(verdict.page, id, eventOf(id), isMeant));
};

/** What is due of one page: `{ verdict, event }` and `{ verdict, components }`. */
const dueOf = (element, verdict, now, isMeant) => {
  const { page, events, components } = verdict;
  const least = IMPACTS.indexOf(element.getAttribute("min-impact"));
  const isEnough = (severity) => severity >= (least < 0 ? 1 : least);
  const severityOf = ({ status }) => STATUSES.indexOf(status);
  const isOpen = (id, event) => !isDismissed(page, id, event, isMeant);
  const isUnderWay = ({ ended_at, phase }) => !ended_at && phase !== "scheduled";

  const due = events.filter((event) => {
    const { id, kind, impact, ended_at, started_at } = event;
    const mine = event.components.filter(isMeant);
    const claimed = IMPACTS.indexOf(impact);
    const lead = element.getAttribute("maintenance-lead") * HOUR;
    return (
      (!event.components[0] || mine[0] || event.more) &&
      isOpen(id, event) &&
      // A word that we do not know is worth a look.
      (claimed < 0 || isEnough(Math.max(claimed, kind === "maintenance", ...mine.map(severityOf)))) &&
      (ended_at
        ? // What was over when it was first met is no news.
          recall("shown")[`${page}/${id}`] && now - Date.parse(ended_at) < OVER_FOR
        : isUnderWay(event) || (lead && Date.parse(started_at) - lead <= now))
    );
  });
  const isExplained = ({ id }) =>
    events.some(
      (event) =>
        isUnderWay(event) &&
        // A notice tells something else.
        event.kind !== "notice" &&
        (event.components[0] ? event.components.some((named) => named.id === id) : isOpen(event.id, event)),
    );
  const troubled = components.filter((component) => {
    const severity = severityOf(component);
    return (
      isMeant(component) &&
      // That we have not heard from the vendor is no trouble of the vendor's.
      (severity < 0 ? now <= Date.parse(verdict.unknown_after) : isEnough(severity)) &&
      isOpen(`component:${component.id}:${component.status}`) &&
      !isExplained(component)
    );
  });
  return [...due.map((event) => ({ verdict, event })), ...(troubled[0] ? [{ verdict, components: troubled }] : [])];
};

/** What concerns an element now. `warn` hears of names that mean nothing. */
export const due = (element, poll, warn) =>
  poll.verdicts.flatMap((verdict) => {
    const told = componentsOf(verdict);
    const isCounted = verdict.more + verdict.more_events > 0;
    const of = (...values) => {
      const due = dueOf(element, verdict, poll.now(), meaning(element, ...values));
      // What is only counted may be anything.
      return due[0] || !isCounted ? due : [{ verdict, components: [] }];
    };
    const sure = of(told, true);
    if (sure[0] || !of(told)[0]) return sure;
    // Whether a name means nothing, or just nothing of what is told, is known from all the page has.
    const known = knownOf(verdict);
    return known === undefined ? [] : of([...(known || []), ...told], false, known && warn);
  });
