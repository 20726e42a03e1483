// What the simulated vendors of the gallery publish. Times are seconds before now (negative: still to
// come), so that every picture is of this moment.

export const words = (...texts) => texts.map((text) => ({ type: "paragraph", children: [{ type: "text", text }] }));

export const component = (id, name, status = "operational", more = {}) => ({
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

export const update = (phase, at, ...texts) => ({
  id: `${phase}-${at}`,
  phase,
  phase_raw: null,
  at,
  posted_at: at,
  edited_at: null,
  body: words(...texts),
  changes: [],
});

export const event = (id, title, more) => ({
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

export const affected = (component_id, name, status, spans = [], status_raw = null) => ({
  component_id,
  name,
  status,
  status_raw,
  spans: spans.map(([state, from, to = null]) => ({ status: state, from, to })),
});

/** Noterro, with these components in these states. */
export const noterro = (overall, states = {}, events = [], more = {}) => {
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

export const github = (overall, status, events = [], more = {}) => ({
  page: { id: "github", name: "GitHub", url: "https://www.githubstatus.example", provider: "statuspage", time_zone: "Etc/UTC" },
  age: 35,
  overall: { status: overall, raw: null, text: null, vendor: null, derived: overall },
  components: [component("actions", "Actions", status), component("pages", "Pages")],
  events,
  silenced: false,
  ...more,
});

export const slow = event("slow", "Charts open slowly", {
  affected: [affected("web", "Web App", "degraded_performance", [["degraded_performance", 1500]])],
  updates: [
    update("investigating", 1500, "Charts take up to ten seconds to open for some clinics. We are finding out why."),
    { ...update("identified", 900, "A release of this morning is the cause. We are taking it back."), edited_at: 800 },
    update(null, 130, "Half of the clinics have the earlier release again."),
  ],
  phase: "identified",
});

export const outage = event("outage", "Service unavailable", {
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

export const partial = event("texts", "Text messages arrive late", {
  impact: "major",
  started_at: 2700,
  affected: [affected("texts", "Text messages", "partial_outage", [["partial_outage", 2700]])],
  updates: [update("investigating", 2700, "Text messages of one carrier arrive up to an hour late.")],
});

export const maintenance = (id, phase, from, until, more) =>
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

export const upgrade = maintenance("upgrade", "in_progress", 1200, -2400);
export const planned = maintenance("planned", "scheduled", -93600, -97200);

export const resolved = (postmortem) =>
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

export const notice = event("notice", "Use the phone line for urgent bookings", {
  kind: "notice",
  impact: "major",
  operator: true,
  updated_at: 700,
  url: null,
  affected: [affected("web", "Web App", "unknown")],
  updates: [update(null, 700, "Reception can take bookings at extension 40 while the web app is slow.")],
});

export const rich = event("rich", "Imports fail for files with more than a thousand rows and a header", {
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

export const long = event("long", "Ein außergewöhnlich langer Titel, der erklärt, warum die Terminbuchungsbestätigungsbenachrichtigungen nicht ankommen", {
  affected: ["web", "api", "texts", "mails"].map((id, index) =>
    affected(id, ["Web App", "API", "Text messages", "E-mails"][index], "degraded_performance", [["degraded_performance", 1500]]),
  ),
  updates: [update("investigating", 300, "Wir untersuchen. ".repeat(30))],
});

export const arabic = event("arabic", "تباطؤ في فتح المخططات", {
  affected: [affected("web", "تطبيق الويب", "degraded_performance", [["degraded_performance", 1500]])],
  updates: [update("investigating", 130, "تستغرق المخططات وقتا طويلا حتى تفتح. نبحث عن السبب.")],
});

export const minor = noterro("degraded_performance", { web: "degraded_performance" }, [slow]);
export const critical = noterro("major_outage", { web: "major_outage", api: "operational" }, [outage]);
export const several = noterro("major_outage", { web: "major_outage", texts: "partial_outage" }, [outage, partial, upgrade]);
export const healthy = noterro("operational");
export const unknown = { ...minor, age: 3600 };
export const stale = { ...minor, age: 500 };
export const never = { ...noterro("unknown"), age: null, components: [] };
