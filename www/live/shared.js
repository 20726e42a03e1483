// What the loader shares with its live part.
export let homes, placed, handlers, quietly, memory, recall, settle, host, fromAny, bring;

/** Takes it over, in the order in which the loader hands it on. */
export const share = (...given) => {
  [homes, placed, handlers, quietly, memory, recall, settle, host, fromAny, bring] = given;
};

/** A file, or an answer, of the first host that has it. */
export const get = (path, options) =>
  fromAny(async (host) => {
    const answer = await fetch(`${host}/${path}`, { credentials: "omit", referrerPolicy: "no-referrer", ...options });
    if (!answer.ok) throw answer;
    return answer;
  });

/** Path → the answer to what was asked for before the bundle could: that takes it away, and reads it. */
export const ahead = {};

/** Asks for the summary of a page, as new as its verdict: the answer, if there comes one. */
export const askSummary = ({ page, revision }) => {
  const path = `v1/pages/${encodeURIComponent(page)}/summary?revision=${revision}`;
  return (ahead[path] ||= quietly(get, path, { cache: "no-cache", signal: AbortSignal.timeout(1e4) }));
};

/** The lists of pages that somebody shows. */
export const polls = () => new Set(homes.values());

/** Reads within so many seconds, if not sooner. */
export const readIn = (poll, seconds) => {
  poll.due = Math.min(poll.due, performance.now() + seconds * 1e3);
  poll.wake();
};

/** What is told of one page in a list. */
export const verdictIn = ({ verdicts }, page) => verdicts.find((verdict) => verdict.page === page);

/** Draws all elements anew. */
export const settleAll = () => [...homes.keys()].forEach(settle);
