// The states of `<statuslamp-incidents>`: what happened, the days, and what is planned.
import { affected, event, github, healthy, long, maintenance, noterro, planned, slow, stale, update, upgrade, words } from "./vendors.js";

const HOUR = 3600;
const DAY = 24 * HOUR;

/** Something that is over: it began `days` ago and took `hours`. */
const over = (id, title, impact, days, hours, more) =>
  event(id, title, {
    impact,
    phase: "resolved",
    started_at: days * DAY,
    detected_at: days * DAY - 60,
    resolved_at: days * DAY - hours * HOUR,
    updated_at: days * DAY - hours * HOUR,
    affected: [affected("web", "Web App", "partial_outage", [["partial_outage", days * DAY, days * DAY - hours * HOUR]])],
    updates: [
      update("investigating", days * DAY, "Some clinics cannot sign in."),
      update("resolved", days * DAY - hours * HOUR, "Everybody can sign in again."),
    ],
    ...more,
  });

const explained = over("explained", "Nobody could sign in", "critical", 18, 2.1, {
  phase: "postmortem",
  affected: [
    affected("web", "Web App", "major_outage", [
      ["partial_outage", 18 * DAY, 18 * DAY - HOUR],
      ["major_outage", 18 * DAY - HOUR, 18 * DAY - 2.1 * HOUR],
    ]),
    affected("api", "API", "degraded_performance", [["degraded_performance", 18 * DAY, 18 * DAY - 2.1 * HOUR]]),
  ],
  updates: [
    update("investigating", 18 * DAY, "Nobody can sign in. We are finding out why."),
    update("identified", 18 * DAY - HOUR, "A certificate has run out. We are putting a new one in its place."),
    update("monitoring", 18 * DAY - 1.5 * HOUR, "The new certificate is in place."),
    update("resolved", 18 * DAY - 2.1 * HOUR, "Everybody can sign in again."),
  ],
  postmortem: {
    body: [
      ...words("The certificate of the sign-in service ran out, and the warning went to an address that nobody reads."),
      { type: "heading", level: 3, children: [{ type: "text", text: "What we changed" }] },
      { type: "unordered_list", children: ["Certificates are renewed a month ahead.", "Warnings go to whoever is on call."].map((text) => ({ type: "item", children: words(text) })) },
    ],
    url: "https://status.example.com/incidents/explained#postmortem",
    published_at: 16 * DAY,
  },
});

/** The vendor posted its explanation as a message, too. */
const posted = {
  ...explained,
  id: "posted",
  updates: [...explained.updates, { ...update("postmortem", 16 * DAY), body: explained.postmortem.body }],
};

const mild = over("mild", "Reminders were late", "minor", 4, 0.75);
const old = over("old", "Imports failed", "major", 47, 26);
const odd = over("odd", "Letters were printed twice", "unknown", 48, 1, { impact_raw: "annoying", updates_complete: false });

/** What was not well, by component and the days ago. */
const DAYS = {
  "Web App": { 4: { partial_outage: 2700 }, 18: { partial_outage: 3600, major_outage: 3960 }, 30: { under_maintenance: 3600 }, 60: { unknown: 43_200 } },
  API: { 18: { degraded_performance: 7560 }, 30: { under_maintenance: 3600 }, 60: { unknown: 43_200 } },
  "Text messages": {},
};

const done = maintenance("done", "completed", 30 * DAY, 30 * DAY - HOUR, { detected_at: 31 * DAY, resolved_at: 30 * DAY - HOUR, updated_at: 30 * DAY - HOUR });
const cancelled = maintenance("cancelled", "cancelled", 52 * DAY, 52 * DAY - HOUR, { affected: [] });

const past = {
  incidents: [slow, mild, explained, old, odd],
  maintenances: [planned, upgrade, done, cancelled],
  days: DAYS,
  since: 83,
};
const full = noterro("degraded_performance", { web: "degraded_performance" }, [slow, planned, upgrade], { past });
const known = (more) => ({ ...full, past: { ...past, ...more } });

const record = (attributes) => [["statuslamp-incidents", { page: "noterro", ...attributes }]];

export const RECORD_STATES = [
  { name: "record-full", answers: [full], elements: record(), rtl: true },
  { name: "record-days", answers: [full], elements: record(), opens: ["days"] },
  { name: "record-components", answers: [full], elements: record(), opens: ["components"], rtl: true },
  { name: "record-components-waiting", answers: [known({ components: {} })], elements: record(), opens: ["components"], waits: true },
  { name: "record-components-failed", answers: [known({ components: { failed: true } })], elements: record(), opens: ["components"] },
  { name: "record-story", answers: [known({ incidents: [explained, old] })], elements: record(), opens: ["event"], rtl: true },
  { name: "record-story-posted", answers: [known({ incidents: [posted], maintenances: [] })], elements: record(), opens: ["event"] },
  { name: "record-story-waiting", answers: [known({ stories: { slow: null } })], elements: record(), opens: ["event"], waits: true },
  { name: "record-story-failed", answers: [known({ stories: { slow: undefined } })], elements: record(), opens: ["event"] },
  { name: "record-postmortem", answers: [full], elements: record({ event: "explained" }) },
  { name: "record-maintenance", answers: [full], elements: record({ event: "done" }) },
  { name: "record-missing", answers: [full], elements: record({ event: "nothing" }) },
  { name: "record-upcoming", answers: [known({ incidents: [], maintenances: [maintenance("later", "scheduled", -20 * DAY, -20 * DAY - 5400), planned, upgrade] })], elements: record() },
  { name: "record-more", answers: [known({ goesOn: true })], elements: record() },
  { name: "record-more-waiting", answers: [known({ goesOn: true, older: null })], elements: record(), opens: ["more"], waits: true },
  { name: "record-more-failed", answers: [known({ goesOn: true })], elements: record(), opens: ["more"] },
  { name: "record-new", answers: [known({ incidents: [], maintenances: [], since: 0 })], elements: record() },
  { name: "record-empty", answers: [{ ...healthy, past: {} }], elements: record() },
  { name: "record-long", answers: [known({ incidents: [{ ...long, phase: "resolved", resolved_at: 200 }] })], elements: record() },
  { name: "record-stale", answers: [{ ...stale, past }], elements: record() },
  { name: "record-loading", answers: [null], elements: record() },
  { name: "record-error", answers: [undefined], elements: record() },
  { name: "record-offline", answers: [undefined], elements: record(), offline: true },
  { name: "record-vendors", answers: [full, github("operational", "operational", [], { past: { incidents: [over("queue", "Jobs waited", "minor", 9, 3)], days: { Actions: {}, Pages: {} }, since: 89 } })], elements: record({ page: "noterro github" }) },
];
