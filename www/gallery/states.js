// The states of the gallery: what the simulated lamp answers, and which elements show it. Times are
// seconds before now (negative: still to come), so that every picture is of this moment.

const words = (...texts) => texts.map((text) => ({ type: "paragraph", children: [{ type: "text", text }] }));

const component = (id, name, status = "operational", more = {}) => ({
  id,
  kind: "component",
  group_id: null,
  name,
  description: null,
  status,
  status_raw: null,
  hidden_when_operational: false,
  updated_at: 1500,
  muted: false,
  only_for: null,
  ...more,
});

const update = (phase, at, ...texts) => ({
  id: `${phase}-${at}`,
  phase,
  phase_raw: null,
  at,
  posted_at: at,
  edited_at: null,
  body: words(...texts),
  changes: [],
});

const event = (id, title, more) => ({
  id,
  kind: "incident",
  title,
  phase: "investigating",
  phase_raw: null,
  impact: "minor",
  impact_raw: null,
  started_at: 1500,
  detected_at: 1440,
  identified_at: null,
  monitoring_at: null,
  resolved_at: null,
  updated_at: 130,
  scheduled_for: null,
  scheduled_until: null,
  url: `https://status.example.com/incidents/${id}`,
  affected: [],
  updates: [],
  updates_complete: true,
  postmortem: null,
  backfilled: false,
  reopened: 0,
  muted: false,
  operator: false,
  ...more,
});

const affected = (component_id, name, status, spans = [], status_raw = null) => ({
  component_id,
  name,
  status,
  status_raw,
  spans: spans.map(([state, from, to = null]) => ({ status: state, from, to })),
});

/** Noterro, with these components in these states. */
const noterro = (overall, states = {}, events = [], more = {}) => {
  const member = (id, name, group_id) => component(id, name, states[id], { group_id });
  return {
    page: {
      id: "noterro",
      name: "Noterro",
      url: "https://status.example.com",
      provider: "statuspage",
      time_zone: "America/Toronto",
    },
    age: 20,
    overall: { status: overall, raw: null, text: null, vendor: null, derived: overall },
    components: [
      member("web", "Web App"),
      member("api", "API"),
      { ...component("messages", "Messages"), kind: "group" },
      member("texts", "Text messages", "messages"),
      member("mails", "E-mails", "messages"),
      member("payments", "Payments"),
    ],
    events,
    silenced: false,
    ...more,
  };
};

const github = (overall, status, events = [], more = {}) => ({
  page: { id: "github", name: "GitHub", url: "https://www.githubstatus.example", provider: "statuspage", time_zone: "Etc/UTC" },
  age: 35,
  overall: { status: overall, raw: null, text: null, vendor: null, derived: overall },
  components: [component("actions", "Actions", status), component("pages", "Pages")],
  events,
  silenced: false,
  ...more,
});

const slow = event("slow", "Charts open slowly", {
  affected: [affected("web", "Web App", "degraded_performance", [["degraded_performance", 1500]])],
  updates: [
    update("investigating", 1500, "Charts take up to ten seconds to open for some clinics. We are finding out why."),
    { ...update("identified", 900, "A release of this morning is the cause. We are taking it back."), edited_at: 800 },
    update(null, 130, "Half of the clinics have the earlier release again."),
  ],
  phase: "identified",
});

const outage = event("outage", "Service unavailable", {
  impact: "critical",
  affected: [
    affected("web", "Web App", "major_outage", [["partial_outage", 5400, 3600], ["major_outage", 3600]]),
    affected("api", "API", "partial_outage", [["partial_outage", 3600, 1800]]),
  ],
  started_at: 5400,
  detected_at: 5340,
  updates: [
    update("investigating", 5400, "Many clinics cannot open the web app. We are finding out why."),
    update("identified", 3600, "A database does not accept connections. We are moving to its standby."),
    update("monitoring", 1800, "The standby has taken over.", "Bookings made in the last hour are being checked one by one; nobody needs to enter anything again."),
    update("investigating", 130, "The standby is overloaded. We are adding capacity."),
  ],
});

const partial = event("texts", "Text messages arrive late", {
  impact: "major",
  started_at: 2700,
  affected: [affected("texts", "Text messages", "partial_outage", [["partial_outage", 2700]])],
  updates: [update("investigating", 2700, "Text messages of one carrier arrive up to an hour late.")],
});

const maintenance = (id, phase, from, until, more) =>
  event(id, "Database upgrade", {
    kind: "maintenance",
    impact: "maintenance",
    phase,
    started_at: from,
    detected_at: 86400,
    scheduled_for: from,
    scheduled_until: until,
    affected: [affected("web", "Web App", "under_maintenance"), affected("api", "API", "under_maintenance")],
    updates: [update("scheduled", 86400, "We move to a newer database. The web app can be read, but not written to, for about an hour.")],
    ...more,
  });

const upgrade = maintenance("upgrade", "in_progress", 1200, -2400);
const planned = maintenance("planned", "scheduled", -93600, -97200);

const resolved = (postmortem) =>
  event("over", "Charts open slowly", {
    phase: postmortem ? "postmortem" : "resolved",
    started_at: 8100,
    resolved_at: 630,
    affected: [affected("web", "Web App", "degraded_performance", [["degraded_performance", 8100, 630]])],
    updates: [
      update("investigating", 8100, "Charts take up to ten seconds to open."),
      update("resolved", 630, "The release that slowed them down is taken back."),
    ],
    postmortem: postmortem ? { body: null, url: "https://status.example.com/incidents/over#postmortem", published_at: 120 } : null,
  });

const notice = event("notice", "Use the phone line for urgent bookings", {
  kind: "notice",
  impact: "major",
  operator: true,
  updated_at: 700,
  url: null,
  affected: [affected("web", "Web App", "unknown")],
  updates: [update(null, 700, "Reception can take bookings at extension 40 while the web app is slow.")],
});

const rich = event("rich", "Imports fail for files with more than a thousand rows and a header", {
  affected: [
    affected("api", "API", "partial_outage", [], "Degraded from 7:30 AM to 11:55 AM"),
    affected(null, "Nightly imports into the warehouse", "unknown"),
  ],
  updates: [
    {
      ...update("investigating", 4000),
      body: [
        { type: "paragraph", children: [{ type: "text", text: "Until it is mended, please " }, { type: "strong", children: [{ type: "text", text: "split your files" }] }, { type: "text", text: " or write to " }, { type: "link", url: "mailto:help@example.com", children: [{ type: "text", text: "help@example.com" }] }, { type: "text", text: "." }] },
        { type: "unordered_list", children: [1000, 500].map((rows) => ({ type: "item", children: words(`Files with ${rows} rows are read.`) })) },
        { type: "code_block", text: "import --rows 1000 --header" },
        { type: "quote", children: words("A thousand rows are a thousand rows.") },
      ],
    },
  ],
});

const long = event("long", "Ein außergewöhnlich langer Titel, der erklärt, warum die Terminbuchungsbestätigungsbenachrichtigungen nicht ankommen", {
  affected: ["web", "api", "texts", "mails"].map((id, index) =>
    affected(id, ["Web App", "API", "Text messages", "E-mails"][index], "degraded_performance", [["degraded_performance", 1500]]),
  ),
  updates: [update("investigating", 300, "Wir untersuchen. ".repeat(30))],
});

const arabic = event("arabic", "تباطؤ في فتح المخططات", {
  affected: [affected("web", "تطبيق الويب", "degraded_performance", [["degraded_performance", 1500]])],
  updates: [update("investigating", 130, "تستغرق المخططات وقتا طويلا حتى تفتح. نبحث عن السبب.")],
});

const BANNER = "statuslamp-banner";
const STATUS = "statuslamp-status";
const LIST = "statuslamp-components";

const banner = (attributes) => [[BANNER, { page: "noterro", position: "inline", ...attributes }]];
const pill = (attributes) => [[STATUS, { page: "noterro", ...attributes }]];
const list = (attributes) => [[LIST, { page: "noterro", ...attributes }]];

const minor = noterro("degraded_performance", { web: "degraded_performance" }, [slow]);
const critical = noterro("major_outage", { web: "major_outage", api: "operational" }, [outage]);
const several = noterro("major_outage", { web: "major_outage", texts: "partial_outage" }, [outage, partial, upgrade]);
const healthy = noterro("operational");
const unknown = { ...minor, age: 3600 };
const stale = { ...minor, age: 500 };
const never = { ...noterro("unknown"), age: null, components: [] };

/**
 * Each state: what it is called, what the lamp answers for each page (`null`: nothing yet,
 * `undefined`: an error), the elements, what is opened, what the person was shown before, and
 * whether it matters from right to left.
 */
export const STATES = [
  { name: "banner-minor", answers: [minor], elements: banner() },
  { name: "banner-critical", answers: [critical], elements: banner(), rtl: true },
  { name: "banner-top", answers: [critical], elements: banner({ position: "top" }) },
  { name: "banner-bottom", answers: [minor], elements: banner({ position: "bottom" }) },
  { name: "banner-push", answers: [minor], elements: banner({ position: "push" }) },
  { name: "banner-details", answers: [critical], elements: banner(), opens: ["details"], rtl: true },
  { name: "banner-details-top", answers: [critical], elements: banner({ position: "top" }), opens: ["details"] },
  { name: "banner-more", answers: [several], elements: banner(), opens: ["more"] },
  { name: "banner-components", answers: [noterro("partial_outage", { mails: "partial_outage" })], elements: banner() },
  { name: "banner-maintenance", answers: [noterro("under_maintenance", { web: "under_maintenance", api: "under_maintenance" }, [upgrade])], elements: banner() },
  { name: "banner-planned", answers: [noterro("operational", {}, [planned])], elements: banner({ "maintenance-lead": "48" }) },
  { name: "banner-resolved", answers: [noterro("operational", {}, [resolved(false)])], elements: banner(), shown: ["over"] },
  { name: "banner-postmortem", answers: [noterro("operational", {}, [resolved(true)])], elements: banner(), shown: ["over"], opens: ["details"] },
  { name: "banner-notice", answers: [noterro("operational", {}, [notice])], elements: banner() },
  { name: "banner-stale", answers: [stale], elements: banner() },
  { name: "banner-unknown", answers: [unknown], elements: banner() },
  { name: "banner-vendors", answers: [minor, github("major_outage", "major_outage")], elements: banner({ page: "noterro github" }), opens: ["more"] },
  { name: "banner-long", answers: [noterro("degraded_performance", { web: "degraded_performance", api: "degraded_performance", texts: "degraded_performance", mails: "degraded_performance" }, [long])], elements: banner() },
  { name: "banner-rich", answers: [noterro("partial_outage", { api: "partial_outage" }, [rich])], elements: banner(), opens: ["details"] },
  { name: "banner-arabic", answers: [noterro("degraded_performance", { web: "degraded_performance" }, [arabic])], elements: banner({ lang: "ar" }), opens: ["details"], rtl: true },

  { name: "pill-good", answers: [healthy], elements: pill() },
  { name: "pill-minor", answers: [minor], elements: pill(), rtl: true },
  { name: "pill-critical", answers: [critical], elements: pill() },
  { name: "pill-maintenance", answers: [noterro("under_maintenance", { web: "under_maintenance" }, [upgrade])], elements: pill() },
  { name: "pill-stale", answers: [stale], elements: pill() },
  { name: "pill-unknown", answers: [unknown], elements: pill() },
  { name: "pill-loading", answers: [null], elements: pill() },
  { name: "pill-error", answers: [undefined], elements: pill() },
  { name: "pill-offline", answers: [undefined], elements: pill(), offline: true },
  { name: "pill-vendors", answers: [healthy, github("major_outage", "major_outage")], elements: pill({ page: "noterro github" }), opens: ["pill"] },
  { name: "pill-panel", answers: [noterro("major_outage", { web: "major_outage", texts: "partial_outage" }, [outage, partial, planned])], elements: pill(), opens: ["pill"], rtl: true },
  { name: "pill-panel-good", answers: [healthy], elements: pill(), opens: ["pill"] },

  { name: "list-good", answers: [healthy], elements: list() },
  { name: "list-trouble", answers: [several], elements: list(), rtl: true },
  { name: "list-story", answers: [critical], elements: list(), opens: ["summary"] },
  { name: "list-planned", answers: [noterro("operational", {}, [planned])], elements: list(), opens: ["summary"] },
  { name: "list-stale", answers: [stale], elements: list() },
  { name: "list-unknown", answers: [unknown], elements: list() },
  { name: "list-never", answers: [never], elements: list() },
  { name: "list-empty", answers: [noterro("operational", {}, [], { components: [] })], elements: list() },
  { name: "list-loading", answers: [null], elements: list() },
  { name: "list-error", answers: [undefined], elements: list() },
  { name: "list-offline", answers: [undefined], elements: list(), offline: true },
  { name: "list-vendors", answers: [minor, github("operational", "operational")], elements: list({ page: "noterro github" }) },
  { name: "list-muted", answers: [noterro("degraded_performance", { web: "degraded_performance" }, [{ ...slow, muted: true }], { silenced: true })], elements: list() },
];

const IS_TIME = /(_at|_for|_until)$|^(at|from|to)$/;

/** The same with instants in the place of seconds. */
const dated = (value, now, name = "") => {
  if (typeof value === "number" && IS_TIME.test(name)) return new Date(now - value * 1000).toISOString().replace(/\.\d+Z/, "Z");
  if (Array.isArray(value)) return value.map((item) => dated(item, now));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, dated(item, now, key)]));
};

/** What the lamp answers: a summary and its verdict. */
export const answersOf = (answer, now) => {
  const { age, ...content } = answer;
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
  return { summary, verdict };
};
