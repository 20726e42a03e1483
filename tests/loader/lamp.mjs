// What the tests of the live part's decisions stand on: a lamp of which only the summary is asked,
// elements that are nothing but attributes, and verdicts in the words of JSON v1.
import { share } from "../../www/live/shared.js";
import { memory, recall } from "../../www/loader/memory.js";
import { quietly } from "../../www/loader/quietly.js";

export const NOON = Date.parse("2026-11-21T12:00:00Z");

/** A time so many minutes after noon. */
export const minutes = (count) => new Date(NOON + count * 60_000).toISOString();

// Page → all its components, as its summary tells.
const summaries = new Map();
/** The pages whose summary was asked for. */
export const asked = [];

globalThis.fetch = async (url) => {
  const page = url.match(/\/v1\/pages\/([^/]+)\/summary/)[1];
  asked.push(page);
  const answer = { ok: summaries.has(page), clone: () => answer, json: async () => ({ components: summaries.get(page) }) };
  return answer;
};
share(new Map(), new Map(), new Set(), quietly, memory, recall, () => {}, () => "", (get) => get("https://lamp.example"));

/** A page whose summary may be read; each by a name of its own, as what was read stays read. */
export const pageWith = (components) => {
  const page = `page-${summaries.size}`;
  summaries.set(page, components.map((component) => ({ group_id: null, only_for: null, ...component })));
  return page;
};

/** Nothing is remembered, and nothing was asked. */
export const forget = () => {
  for (const key of Object.keys(memory)) delete memory[key];
  asked.length = 0;
};

export const element = (attributes = {}) => ({ getAttribute: (name) => attributes[name] || null });

export const component = (id, name, status = "major_outage", more) => ({ id, name, status, group: null, only_for: null, ...more });

export const event = (id, more) => ({
  id,
  kind: "incident",
  phase: "investigating",
  impact: "major",
  started_at: minutes(-10),
  ended_at: null,
  reopened: 0,
  components: [],
  more: 0,
  operator: false,
  ...more,
});

export const verdict = (page, more) => ({
  page,
  revision: 1,
  unknown_after: minutes(60),
  live: false,
  events: [],
  components: [],
  more: 0,
  more_events: 0,
  ...more,
});

/** What a list of pages is told, as of a moment. */
export const told = (verdicts, now = NOON) => ({
  pages: verdicts.map(({ page }) => page).join(" "),
  verdicts,
  now: () => now,
});

/** Lets what was asked for arrive. */
export const arrive = () => new Promise(setImmediate);
