// The states of the gallery: what the simulated lamp answers, and which elements show it.
import { RECORD_STATES } from "./record.js";
import { arabic, critical, github, healthy, long, minor, never, noterro, notice, outage, partial, planned, resolved, rich, several, slow, stale, unknown, upgrade } from "./vendors.js";

const BANNER = "statuslamp-banner";
const STATUS = "statuslamp-status";
const LIST = "statuslamp-components";

const banner = (attributes) => [[BANNER, { page: "noterro", position: "inline", ...attributes }]];
const pill = (attributes) => [[STATUS, { page: "noterro", ...attributes }]];
const list = (attributes) => [[LIST, { page: "noterro", ...attributes }]];

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

  ...RECORD_STATES,
];
