// The loader: reads the verdict of a page and loads the rest (`live.js`) only when there is
// something to say. It never throws into the page that embeds it, and leaves nothing behind.
(() => {
  const BANNER = "statuslamp-banner";
  const COMPONENTS = "statuslamp-components";
  const ATTRIBUTES = ["page", "components", "min-impact", "theme", "position"];
  // Two vocabularies on one scale, from harmless to worst. A word that is not there ranks -1.
  const IMPACTS = ["none", "maintenance", "minor", "major", "critical"];
  const STATUSES = ["operational", "under_maintenance", "degraded_performance", "partial_outage", "major_outage"];
  const TIME_LIMIT = 1e4;
  const SHORTEST_PAUSE = 1e3;
  const LONGEST_PAUSE = 3e5;
  const UNREAD_SECONDS = 15;

  let base, debug, loading, live;
  // Page id → what all elements of that page share. It stays, silent, when the last of them goes.
  const polls = new Map();
  // Connected element → its poll.
  const homes = new Map();
  // The elements that nobody but us put into the page.
  const placed = new Set();
  // How to take back what `on` did.
  const handlers = new Set();
  // What was dismissed in this document: all there is where storage is not to be had.
  const memory = {};

  /** Carries out what nobody awaits, or somebody else does: it may throw neither now nor later. */
  const quietly = async (work, ...values) => {
    try {
      return await work(...values);
    } catch (error) {
      if (debug) console.warn("statuslamp:", error);
    }
  };

  /** What was dismissed, by page and event. */
  const records = () => {
    try {
      return { ...JSON.parse(localStorage["statuslamp:dismissed"]), ...memory };
    } catch {
      return memory;
    }
  };

  /** Whether something is dismissed and, if it is an event, grew neither worse nor wider since. */
  const isDismissed = (page, id, event) => {
    const record = records()[`${page}/${id}`];
    return (
      record &&
      (!event ||
        (IMPACTS.indexOf(event.impact) <= IMPACTS.indexOf(record.impact) &&
          event.components.every(({ name }) => record.components?.includes(name))))
    );
  };

  const isUnderWay = ({ phase }) => !/^(scheduled|resolved|postmortem|completed|cancelled)$/.test(phase);

  /** Whether a banner may be due. Generous: who draws it looks closer. */
  const concerns = (element, { page, verdict, now }) => {
    const selectors = (element.getAttribute("components") || "")
      .split(/\s*,\s*/)
      .map((selector) => ({ id, name }) => selector === id || `/${selector}`.endsWith(`/${name}`));
    // What selects nothing told here may be a group's name, or name nothing at all: it hides nothing.
    const isMeant = (component) =>
      selectors.some(
        (selects) => selects(component) || ![verdict, ...verdict.events].some(({ components }) => components.some(selects)),
      );
    const wanted = IMPACTS.indexOf(element.getAttribute("min-impact"));
    const isEnough = (severity) => severity >= (wanted < 0 ? 1 : wanted);
    const severityOf = ({ status }) => STATUSES.indexOf(status);
    const underWay = verdict.events.filter(isUnderWay);
    return (
      // What is only counted may be anything.
      verdict.more + verdict.more_events > 0 ||
      underWay.some((event) => {
        const { id, components } = event;
        const claimed = IMPACTS.indexOf(event.impact);
        return (
          !isDismissed(page, id, event) &&
          (event.more || !components[0] || components.some(isMeant)) &&
          (claimed < 0 || isEnough(Math.max(claimed, event.kind === "maintenance", ...components.map(severityOf))))
        );
      }) ||
      verdict.components.some((component) => {
        const { id, status } = component;
        const severity = severityOf(component);
        return (
          isMeant(component) &&
          // That we have not heard from the vendor is no trouble of the vendor's.
          (severity < 0 ? now() <= Date.parse(verdict.unknown_after) : isEnough(severity)) &&
          !isDismissed(page, `component:${id}:${status}`) &&
          // A notice tells something else.
          !underWay.some(({ kind, components }) => kind !== "notice" && components.some((named) => named.id === id))
        );
      })
    );
  };

  const load = () =>
    (loading ||= import(`${base}/__LIVE__`).then(
      // By position: names would be sent to everybody.
      ({ start }) =>
        (live = start(memory, homes, placed, handlers, quietly, records, isDismissed, isUnderWay, concerns, isDue, settle)),
      (error) => {
        // The next answer tries again.
        loading = 0;
        throw error;
      },
    ));

  /** Whether an element has anything to show. */
  const isDue = (element) => {
    const poll = homes.get(element);
    return poll && (element.localName === COMPONENTS || (poll.verdict && concerns(element, poll)));
  };

  /** Shows what an element has to show, or takes it away. */
  const settle = (element) =>
    quietly(async () => {
      if (live || homes.get(element)?.verdict?.live || isDue(element)) (await load()).show(element);
    });

  /** The reading of one page's verdict, while it has elements and somebody looks. */
  const startPoll = (page) => {
    let timer, reading;
    let failures = 0;
    let skews = [0, 0];
    const poll = {
      page,
      due: 0,
      elements: new Set(),
      /**
       * The server's present: its own word for it and the time passed since, by the clock that has
       * gone further. One stands still while the machine sleeps, the other may be set.
       */
      now: () => Math.max(skews[0] + performance.now(), skews[1] + Date.now()),
      /** Reads when it is time; at once when that has passed. */
      wake: () => {
        if (reading) return;
        clearTimeout(timer);
        if (poll.elements.size && !document.hidden) timer = setTimeout(quietly, poll.due - performance.now(), read);
      },
      sleep: () => {
        clearTimeout(timer);
        reading?.abort();
        reading = null;
      },
    };
    const read = async () => {
      const mine = (reading = new AbortController());
      timer = setTimeout(() => mine.abort(), TIME_LIMIT);
      const verdict = await quietly(async () => {
        const answer = await fetch(`${base}/v1/pages/${encodeURIComponent(page)}/verdict`, {
          cache: "no-cache",
          credentials: "omit",
          signal: mine.signal,
        });
        const { headers } = answer;
        const present = Date.parse(headers.get("date")) + headers.get("age") * 1e3;
        const told = [present - performance.now(), present - Date.now()];
        const body = await answer.json();
        // Anything but a verdict at a known time is as good as no answer.
        if (present && body.events && body.components) {
          skews = told;
          return (poll.verdict = body);
        }
      });
      // Put to sleep, and perhaps woken again, meanwhile.
      if (reading !== mine) return;
      poll.sleep();
      failures = verdict ? 0 : failures + 1;
      poll.reachable = !failures;
      const regular = (poll.verdict?.poll_seconds || UNREAD_SECONDS) * (800 + 400 * Math.random());
      const fresh = Date.parse(poll.verdict?.fresh_until) - poll.now();
      const longest = failures ? LONGEST_PAUSE : fresh > 0 ? fresh : regular;
      poll.due = performance.now() + Math.max(Math.min(regular * 2 ** failures, longest), SHORTEST_PAUSE);
      poll.wake();
      poll.elements.forEach(settle);
    };
    polls.set(page, poll);
    return poll;
  };

  const leave = (element) => {
    const poll = homes.get(element);
    if (!poll) return;
    homes.delete(element);
    poll.elements.delete(element);
    if (!poll.elements.size) {
      poll.sleep();
      document.removeEventListener("visibilitychange", poll.wake);
    }
    live?.hide(element);
  };

  /** An element is in the page, or has changed there. */
  const enter = (element) => {
    const page = element.getAttribute("page");
    if (homes.get(element)?.page !== page) leave(element);
    if (!page || !element.isConnected) return;
    const poll = polls.get(page) || startPoll(page);
    homes.set(element, poll);
    poll.elements.add(element);
    document.addEventListener("visibilitychange", poll.wake);
    const begin = () => {
      poll.wake();
      settle(element);
    };
    // Where idle time is not told, the next task will do: no number, no delay.
    (window.requestIdleCallback || setTimeout)(begin, { timeout: 2e3 });
  };

  const define = (name) =>
    customElements.define(
      name,
      class extends HTMLElement {
        static observedAttributes = ATTRIBUTES;

        constructor() {
          super();
          quietly(() => {
            // Only what changes in a live region that has been there before is read out.
            const region = document.createElement("div");
            region.setAttribute("data-live", "");
            region.setAttribute("role", "status");
            region.setAttribute("aria-live", "polite");
            region.style.position = "absolute";
            this.attachShadow({ mode: "open" }).append(region);
          });
        }

        connectedCallback() {
          quietly(enter, this);
        }

        attributeChangedCallback() {
          quietly(enter, this);
        }

        disconnectedCallback() {
          quietly(leave, this);
        }
      },
    );

  /** Puts a banner into the page; one for each page id is enough. */
  const place = (options, script) => {
    if ([...homes].some(([element, { page }]) => placed.has(element) && page === options.page)) return;
    const { body } = document;
    const element = document.createElement(BANNER);
    const isInline = options.position === "inline";
    // Out of the flow, even where the body is a grid.
    if (!isInline) element.style.position = "fixed";
    for (const name of ATTRIBUTES) {
      const value = { position: "overlay", ...options }[name.replace("-i", "I")];
      if (value) element.setAttribute(name, value);
    }
    placed.add(element);
    if (isInline && body.contains(script)) script.after(element);
    else body.append(element);
  };

  quietly(() => {
    let script = document.currentScript;
    // An element of that name hides the property.
    if (script?.tagName !== "SCRIPT") script = document.querySelector('script[src$="/embed.js"][data-page]');
    const options = script.dataset;
    base = new URL(".", script.src).href.slice(0, -1);
    debug = "debug" in options;
    if (!customElements.get(BANNER)) {
      define(BANNER);
      define(COMPONENTS);
      const later = (name) => (id) => quietly(async () => (await load())[name](id));
      window.Statuslamp = {
        init: (...values) => quietly(place, ...values),
        on: (name, handler) => {
          const change = (verb) => quietly(() => document[verb](`statuslamp-${name}`, handler));
          const off = () => change("removeEventListener");
          change("addEventListener");
          handlers.add(off);
          return off;
        },
        dismiss: later("dismiss"),
        refresh: later("refresh"),
        destroy: later("destroy"),
      };
    }
    if (!options.page) return;
    const begin = () => Statuslamp.init(options, script);
    if (document.body) begin();
    else document.addEventListener("DOMContentLoaded", begin, { once: true });
  });
})();
