// The reading of verdicts: one request for all pages of an element, only while somebody looks.
import { settle } from "./elements.js";
import { fromAny } from "./hosts.js";
import { quietly } from "./quietly.js";

const TIME_LIMIT = 1e4;
// Seconds; each try waits double.
const FIRST_RETRY = 2;
const LAST_RETRY = 300;

/** The reading of a list of pages, while it has elements and somebody looks. */
export const startPoll = (pages) => {
  const ids = pages.split(" ");
  const path = ids[1] ? `verdict?pages=${[...ids].sort()}` : `pages/${encodeURIComponent(pages)}/verdict`;
  let timer, reading;
  let failures = 0;
  const poll = {
    pages,
    due: 0,
    elements: new Set(),
    /** One for each page that could be told, in the order in which they are named. */
    verdicts: [],
    skews: [0, 0],
    /**
     * The server's present: its own word for it and the time passed since, by the clock that has
     * gone further. One stands still while the machine sleeps, the other may be set.
     */
    now: () => Math.max(poll.skews[0] + performance.now(), poll.skews[1] + Date.now()),
    /** Reads when it is time; at once when that has passed. */
    wake: () => {
      if (reading) return;
      clearTimeout(timer);
      if (poll.elements.size && !document.hidden) timer = setTimeout(quietly, poll.due - performance.now(), read);
    },
    sleep: () => {
      clearTimeout(timer);
      reading = 0;
    },
  };

  const read = async () => {
    const mine = (reading = {});
    const verdicts = await quietly(fromAny, async (host) => {
      if (reading !== mine) return;
      const answer = await fetch(`${host}/v1/${path}`, {
        cache: "no-cache",
        credentials: "omit",
        referrerPolicy: "no-referrer",
        signal: AbortSignal.timeout(TIME_LIMIT),
      });
      const { headers } = answer;
      const present = Date.parse(headers.get("date")) + headers.get("age") * 1e3;
      const told = [present - performance.now(), present - Date.now()];
      const body = await answer.json();
      poll.unlisted = answer.status === 404 ? ids : body.unlisted;
      const verdicts = (body.data || [body]).filter(({ poll_seconds }) => poll_seconds > 0);
      // Anything but verdicts at a known time is as good as no answer.
      if (!present || !verdicts[0]) throw answer;
      poll.skews = told;
      // One that could not be told just now hides no other, and is as it was.
      return ids.flatMap((id) => [...verdicts, ...poll.verdicts].find(({ page }) => page === id) || []);
    });
    // Put to sleep, and perhaps woken again, meanwhile.
    if (reading !== mine) return;
    poll.sleep();
    failures = verdicts ? 0 : failures + 1;
    poll.reachable = !failures;
    if (verdicts) poll.verdicts = verdicts;
    const seconds = failures
      ? Math.min(FIRST_RETRY * 2 ** failures, LAST_RETRY)
      : Math.min(...poll.verdicts.map(({ poll_seconds }) => poll_seconds));
    // Not everybody at once.
    poll.due = performance.now() + seconds * (800 + 400 * Math.random());
    poll.wake();
    poll.elements.forEach(settle);
  };
  return poll;
};
