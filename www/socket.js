// The live connection of one page: while it speaks, nobody polls; when it falls silent, polling
// goes on where it was and the connection is tried again, ever more rarely.
const PING = 30_000;
const PONG_WITHIN = 15_000;
const LONGEST_PAUSE = 300_000;

export const BASE = new URL("..", import.meta.url).href.slice(0, -1);

// What the host's policy forbids it forbids for good: each further try would be reported again.
let forbidden = false;

/** Hears of what the host's policy stops. */
export function forbid({ blockedURI, disposition }) {
  forbidden ||= disposition === "enforce" && blockedURI.startsWith("ws") && blockedURI.includes(new URL(BASE).host);
}

/** A connection for a poll of the loader's. `settle` draws an element anew. */
export function link(poll, { quietly, settle }) {
  let socket, ping, timer, spread, pending, newest;
  let failures = 0;

  /** Ends the connection, or the waiting for one. */
  const close = () => {
    [ping, timer, spread].forEach(clearTimeout);
    ping = timer = spread = 0;
    const old = socket;
    if (!old) return;
    socket = null;
    if (newest) hasten(poll);
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
      socket = new WebSocket(`${BASE.replace("http", "ws")}/v1/pages/${encodeURIComponent(poll.page)}/live`);
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
    const known = pending || poll.verdict;
    if (message.events && message.components) {
      // All readers would ask for more at once.
      if (message.revision > known.revision) wait(message);
      else take(message);
    } else if (message.revision > known.revision) {
      // What it is about did not come.
      poll.due = 0;
      poll.wake();
    } else if (pending) Object.assign(pending, message);
    else take({ ...known, ...message });
  };

  const wait = (message) => {
    clearTimeout(spread);
    pending = message;
    spread = setTimeout(quietly, Math.random() * message.spread_ms, () => pending && take(pending));
  };

  const take = (verdict) => {
    const { revision, checked_at } = poll.verdict;
    pending = null;
    if (verdict.revision < revision || (verdict.revision === revision && verdict.checked_at < checked_at)) return;
    // A reading on its way may bring less.
    poll.sleep();
    poll.verdict = newest = verdict;
    poll.reachable = true;
    rest();
    poll.elements.forEach(settle);
  };

  /** Nothing has to be read while all is told, unless nothing is told. */
  const rest = () => {
    // A copy from some cache may be older than what was told.
    if (newest?.revision > poll.verdict.revision) poll.verdict = newest;
    const fresh = Date.parse(poll.verdict.fresh_until) - poll.now();
    // Not everybody at once.
    if (socket && newest && fresh > 0) poll.due = performance.now() + fresh * (0.8 + 0.2 * Math.random());
    poll.wake();
  };

  return { open, close, rest };
}

/** Polls at the regular pace again. */
export function hasten(poll) {
  if (!poll.reachable) return;
  const regular = poll.verdict.poll_seconds * (800 + 400 * Math.random());
  poll.due = Math.min(poll.due, performance.now() + regular);
  poll.wake();
}
