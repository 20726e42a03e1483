// Documents of JSON v1 as one text: their values one after the other, in the order in which the
// functions here put them and their twins in `src/reader/` take them. To ask from there for each
// member by its name would cost the bundle three times as much.

/** A text of the worker's is never deeper; what is below is left out. */
const DEEPEST = 32;
const INSTANT = /^\d{4}(-\d\d){2}T\d\d(:\d\d){2}(\.\d+)?Z$/;
const STATES = ["operational", "under_maintenance", "degraded_performance", "partial_outage", "major_outage", "unknown"];

let parts;

/** Text, a number (its bits, so that it stays the same) or `true`; empty for everything else. */
const part = (value) =>
  typeof value === "string"
    ? `=${value.replaceAll("\0", "\ufffd")}`
    : typeof value === "number"
      ? `#${new BigUint64Array(Float64Array.of(value).buffer)[0]}`
      : value === true
        ? "+"
        : "";

const put = (...values) => {
  for (const value of values) parts.push(part(value));
};

/** Instants, in epoch milliseconds. Only as the worker writes them: those are read alike everywhere. */
const at = (...values) => {
  for (const value of values) {
    const date = new Date(INSTANT.test(value) ? value : NaN);
    // Not every browser knows that there is no 30th of February.
    put(date > -Infinity && date.toISOString().startsWith(value.slice(0, 19)) ? +date : null);
  }
};

/** How many there are, then each; empty for what is no list. */
const each = (items, shape) => {
  const list = Array.isArray(items) ? items : null;
  put(list?.length);
  list?.forEach((item) => shape(item ?? {}));
};

const whole = (shape) => {
  parts = [];
  shape();
  return parts.join("\0");
};

const texts = (it) => each(Array.isArray(it) ? it.filter((text) => typeof text === "string") : null, put);

const reading = (it) => at(it.checked_at, it.fresh_until, it.unknown_after);

const head = (it) => {
  const page = it.page ?? {};
  put(page.id, page.name, page.url, page.provider, page.time_zone, it.revision);
  reading(it);
  put(it.poll_seconds);
};

const node = (it, depth) => {
  put(it.type, it.text, it.url, it.number);
  each(depth < DEEPEST ? it.children : null, (child) => node(child, depth + 1));
};

const richText = (it) => each(it, (block) => node(block, 1));

/** An event without its story. */
const outline = (it) => {
  put(it.id, it.kind, it.title, it.phase, it.phase_raw, it.impact, it.impact_raw);
  at(it.started_at, it.detected_at, it.identified_at, it.monitoring_at);
  at(it.resolved_at, it.updated_at, it.scheduled_for, it.scheduled_until);
  put(it.url);
  each(it.affected, (it) => {
    put(it.component_id, it.name, it.status, it.status_raw);
    each(it.spans, (it) => {
      put(it.status);
      at(it.from, it.to);
    });
  });
  put(it.updates_complete, it.backfilled, it.reopened, it.muted, it.operator);
};

const event = (it) => {
  outline(it);
  each(it.updates, (it) => {
    put(it.id, it.phase, it.phase_raw);
    at(it.at, it.posted_at, it.edited_at);
    richText(it.body);
    each(it.changes, (it) => put(it.component_id, it.name, it.from, it.to));
  });
  const { postmortem } = it;
  put(!!postmortem, postmortem?.url);
  at(postmortem?.published_at);
  richText(postmortem?.body);
};

const uptime = (it) => {
  put(it.uptime);
  each(it.days, (it) => put(it.date, it.uptime, it.worst, ...STATES.map((state) => it[state])));
};

/** What a reader can ask for. */
const SUMMARY = (it) => {
  head(it);
  put(it.silenced);
  const overall = it.overall ?? {};
  put(overall.status, overall.raw, overall.text, overall.vendor, overall.derived);
  each(it.components, (it) => {
    put(it.id, it.kind, it.group_id, it.name, it.description, it.status, it.status_raw, it.hidden_when_operational, it.muted);
    at(it.updated_at);
    put(!!it.only_for);
    texts(it.only_for?.regions);
    texts(it.only_for?.audiences);
  });
  each(it.events, event);
};

const PAST = {
  about: head,
  events: (it) => {
    head(it);
    put(it.next_cursor);
    each(it.data, (it) => {
      outline(it);
      put(it.more, it.update_count, it.has_postmortem);
    });
  },
  uptime: (it) => {
    head(it);
    put(it.next_cursor);
    uptime(it.overall ?? {});
    each(it.data, (it) => {
      put(it.id, it.group_id, it.name);
      uptime(it);
    });
  },
  story: (it) => {
    put(it.revision);
    event(it.incident ?? {});
  },
};

/** Path → the answer to what the loader asked for while the bundle came; each is read once. */
let ahead = {};

/** The answer from an address, or nothing. No header is set: each would cost a preflight. */
export const send = async (url, signal) => {
  try {
    const path = Object.keys(ahead).find((path) => url.endsWith(path));
    const early = ahead[path];
    delete ahead[path];
    return (await early) ?? await fetch(url, { cache: "no-cache", credentials: "omit", referrerPolicy: "no-referrer", signal });
  } catch {
    // Whatever a patched `fetch` throws.
  }
};

const body = async (answer, shape) => {
  try {
    const document = await answer.json();
    return whole(() => shape(document));
  } catch {
    return "";
  }
};

export const summary = (answer) => body(answer, SUMMARY);

export const past = (answer, what) => body(answer, PAST[what]);

/** What the loader hands over: a list, and with it what it asked for ahead. */
export const news = (handed) => {
  ahead = handed?.ahead ?? {};
  return whole(() =>
    each(handed, (it) => {
      put(it.page, it.now, it.reachable, it.verdict?.revision);
      reading(it.verdict ?? {});
      texts(it.dismissed);
      texts(it.shown);
    }),
  );
};

/** What the loader mounts an element with: all that is text, by its name. */
export const asked = (options) =>
  whole(() => {
    put(options.api);
    texts(options.pages);
    each(Object.entries(options), (pair) => put(...pair));
  });

/** The catalogue of a language, in order. */
export const words = (options) => whole(() => texts(options.words));
