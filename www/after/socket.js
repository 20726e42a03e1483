// The live connection of one page: while it speaks, nobody polls; when it falls silent, polling
// goes on where it was and the connection is tried again, ever more rarely.
import { homes, host, polls, quietly, readIn, settle, verdictIn } from "../live/shared.js";

const PING = 30_000;
const PONG_WITHIN = 15_000;
const LONGEST_PAUSE = 300_000;

// Page → its live connection, or the wish for one while nobody looks.
const links = new Map();
// The elements that show something.
let mounts;
// Whether the page was left; it may come back as it was.
let away = false;
// What the host's policy forbids it forbids for good: each further try would be reported again.
let forbidden = false;

const forbid = ({ blockedURI, disposition }) => {
  forbidden ||= disposition === "enforce" && blockedURI.startsWith("ws") && blockedURI.includes(new URL(host()).host);
};

const turn = ({ type }) => {
  away = type === "pagehide";
  connect();
};

export const useMounts = (given) => (mounts = given);

/** Connects every page of which something is shown, and no other. */
export const connect = () => {
  const wanted = new Set();
  for (const [element, { verdicts, reachable }] of homes) {
    const mount = mounts.get(element);
    // A frame listens for itself.
    const isShown = mount && !mount.view?.isFramed;
    // Before the first answer the server's present is not known.
    for (const { page, live } of verdicts) if (reachable && (live || isShown)) wanted.add(page);
  }
  const { size } = links;
  for (const page of wanted) if (!links.has(page)) links.set(page, link(page));
  for (const [page, { open, close }] of links) {
    if (wanted.has(page) && !away && !document.hidden) open();
    else close();
    if (!wanted.has(page)) links.delete(page);
  }
  if (!size === !links.size) return;
  const change = links.size ? "addEventListener" : "removeEventListener";
  document[change]("visibilitychange", connect);
  document[change]("securitypolicyviolation", forbid);
  for (const name of ["pagehide", "pageshow"]) window[change](name, turn);
};

/** Nothing has to be read while everything is told, but what is to stay fresh is read in time. */
export const rest = (poll) => {
  const told = poll.verdicts.map(({ page }) => links.get(page)?.newest());
  // A copy from some cache may be older than what was told.
  poll.verdicts.forEach(({ revision }, index, verdicts) => {
    if (told[index]?.revision > revision) verdicts[index] = told[index];
  });
  const fresh = (Math.min(...poll.verdicts.map(({ fresh_until }) => Date.parse(fresh_until))) - poll.now()) / 1e3;
  if (!(fresh > 0)) return poll.wake();
  if (told.every(Boolean)) poll.due = Infinity;
  // Not everybody at once.
  readIn(poll, fresh * (0.8 + 0.2 * Math.random()));
};

const link = (page) => {
  let socket, ping, timer, spread, pending, newest;
  let failures = 0;
  const each = (work) => {
    for (const poll of polls()) if (verdictIn(poll, page)) work(poll, verdictIn(poll, page));
  };

  /** Ends the connection, or the waiting for one. */
  const close = () => {
    [ping, timer, spread].forEach(clearTimeout);
    ping = timer = spread = 0;
    const old = socket;
    if (!old) return;
    socket = null;
    // Reading goes on at its regular pace.
    if (newest) each((poll, { poll_seconds }) => readIn(poll, poll_seconds * (0.8 + 0.4 * Math.random())));
    newest = null;
    old.onmessage = old.onclose = old.onerror = null;
    // One that is not open yet would complain on the host's console.
    if (old.readyState) old.close();
    else old.onopen = () => old.close();
  };

  const fail = () => {
    close();
    const again = () => {
      timer = 0;
      open();
    };
    timer = setTimeout(again, Math.min(1e3 * 2 ** ++failures, LONGEST_PAUSE) * (0.5 + Math.random()));
  };

  const open = () => {
    if (socket || timer || forbidden) return;
    try {
      socket = new WebSocket(`${host().replace("http", "ws")}/v1/pages/${encodeURIComponent(page)}/live`);
    } catch {
      return fail();
    }
    // One that a policy stops ends with an error alone.
    socket.onclose = socket.onerror = fail;
    socket.onmessage = ({ data }) => quietly(hear, data);
  };

  const hear = (text) => {
    clearTimeout(timer);
    // Pings follow what was read: whoever does not read does not ping.
    ping ||= setTimeout(() => {
      ping = 0;
      socket.send("ping");
      timer = setTimeout(fail, PONG_WITHIN);
    }, PING);
    if (text === "pong") {
      failures = 0;
      return;
    }
    const message = JSON.parse(text);
    let last = pending || newest;
    each((_, verdict) => (last ||= verdict));
    if (message.events && message.components) {
      // All readers would ask for more at once.
      if (message.revision > last.revision) wait(message);
      else take(message);
    } else if (message.revision > last.revision) {
      // What it is about did not come.
      each((poll) => readIn(poll, 0));
    } else if (pending) Object.assign(pending, message);
    else take({ ...last, ...message });
  };

  const wait = (message) => {
    clearTimeout(spread);
    pending = message;
    spread = setTimeout(quietly, Math.random() * message.spread_ms, () => pending && take(pending));
  };

  const take = (verdict) => {
    pending = null;
    each((poll, { revision, checked_at }) => {
      if (verdict.revision < revision || (verdict.revision === revision && verdict.checked_at < checked_at)) return;
      newest = verdict;
      // A reading on its way may bring less.
      poll.sleep();
      poll.verdicts = poll.verdicts.map((one) => (one.page === page ? verdict : one));
      poll.reachable = true;
      poll.elements.forEach(settle);
    });
  };

  return { open, close, newest: () => newest };
};
