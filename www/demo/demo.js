// The desk beside the made-up app: plays what once happened on a vendor's page, breaks that page
// and mends it. Talks to the simulator only; the lamp itself knows nothing of this file.
const CONTROL = "/demo/simulator/control";
const READ_EVERY_MS = 1000;

const BREAKS = [
  ["error", "Error 503"],
  ["login", "Login page"],
  ["empty", "Empty answer"],
  ["hang", "No answer"],
];

const PHASES = {
  investigating: "Investigating",
  identified: "Cause identified",
  monitoring: "Monitoring",
  resolved: "Resolved",
  postmortem: "Post-mortem",
  update: "Update",
};

const BROKEN = {
  error: "answers with an error",
  login: "shows a login page",
  empty: "answers with nothing",
  hang: "does not answer",
};

/** Makes an element; attributes that are functions become listeners. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

/** Writes only what changed, so that screen readers repeat nothing. */
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function seconds(count) {
  if (count < 90) return `${count} s`;
  const minutes = Math.round(count / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}

/** The speeds worth offering for a scenario, its own in the middle. */
function speeds(scenario) {
  const own = scenario.default_speed;
  return [...new Set([1, own / 4, own, own * 4, own * 20].map((speed) => Math.max(1, Math.round(speed))))];
}

class Desk {
  constructor(root, page) {
    this.page = page;
    this.state = null;
    this.timer = null;
    this.shape = "";
    this.headline = make("strong", {}, "One moment");
    this.detail = make("span", { class: "quiet" }, "Asking the simulator how things stand.");
    this.problem = make("p", { class: "problem", role: "alert" });
    this.scenario = make("select", { id: "scenario", change: () => this.offerSpeeds() });
    this.speed = make("select", { id: "speed", change: () => this.changeSpeed() });
    this.play = make("button", { type: "button", class: "main", click: () => this.start() }, "Play");
    this.step = make("button", { type: "button", click: () => this.send("step") }, "Next step");
    this.reset = make("button", { type: "button", click: () => this.send("reset") }, "Reset");
    this.mend = make("button", { type: "button", click: () => this.send("mend") }, "Mend it");
    this.breaks = BREAKS.map(([how, label]) =>
      make("button", { type: "button", "aria-pressed": "false", "data-how": how, click: () => this.send("break", { how }) }, label),
    );
    this.timeline = make("ol", { class: "timeline" });
    this.reads = make("p", { class: "quiet" });
    root.replaceChildren(...this.parts());
  }

  parts() {
    const scenarioField = make("div", {}, make("label", { for: "scenario" }, "What happened"), this.scenario);
    const speedField = make("div", {}, make("label", { for: "speed" }, "Speed"), this.speed);
    const breaks = make("div", { class: "breaks", role: "group", "aria-labelledby": "break-title" }, ...this.breaks);
    this.story = make("div", { hidden: true }, make("h3", {}, "As it goes on"), this.timeline);
    return [
      make("p", { class: "state", role: "status" }, this.headline, this.detail),
      this.problem,
      make("div", { class: "fields" }, scenarioField, speedField),
      make("div", { class: "row" }, this.play, this.step, this.reset),
      this.story,
      make("div", {}, make("h3", { id: "break-title" }, "Break the vendor’s own page"), breaks),
      make("div", { class: "row" }, this.mend),
      this.reads,
    ];
  }

  /** Reads once a second while anybody can see it. */
  run() {
    const tick = async () => {
      clearTimeout(this.timer);
      if (document.hidden) return;
      await this.read();
      clearTimeout(this.timer);
      if (!document.hidden) this.timer = setTimeout(tick, READ_EVERY_MS);
    };
    document.addEventListener("visibilitychange", tick);
    tick();
  }

  async read() {
    await this.ask(CONTROL, { cache: "no-store" });
  }

  async send(verb, body = {}) {
    const headers = { "Content-Type": "application/json" };
    await this.ask(`${CONTROL}/${this.page}/${verb}`, { method: "POST", headers, body: JSON.stringify(body) });
  }

  async ask(url, options) {
    try {
      const answer = await fetch(url, options);
      const body = await answer.json();
      if (!answer.ok) throw new Error(body.error ?? `The simulator answered ${answer.status}.`);
      write(this.problem, "");
      this.show(body);
    } catch (error) {
      const lost = error instanceof TypeError || error instanceof SyntaxError;
      write(this.problem, lost ? "The simulator does not answer. Is “cargo xtask dev” still running?" : error.message);
    }
  }

  start() {
    return this.send("play", { scenario: this.scenario.value, speed: Number(this.speed.value) });
  }

  changeSpeed() {
    const playing = this.state?.playing;
    if (playing?.next_at && playing.scenario === this.scenario.value) this.send("speed", { speed: Number(this.speed.value) });
  }

  show(report) {
    const state = report.pages.find((page) => page.id === this.page);
    if (!state) return write(this.problem, `The simulator has no page “${this.page}”.`);
    this.state = state;
    if (this.scenario.options.length === 0) this.offerScenarios();
    this.showState();
    this.showTimeline(Date.parse(report.now));
    const ended = !state.playing?.next_at;
    write(this.play, state.playing ? "Play again" : "Play");
    this.step.disabled = ended;
    this.mend.disabled = state.broken === null;
    for (const button of this.breaks) {
      button.setAttribute("aria-pressed", String(button.dataset.how === state.broken));
    }
    const { total, not_modified: unchanged } = state.reads;
    const often = `The lamp has read this page ${total} times, and ${unchanged} times nothing had changed.`;
    write(this.reads, total === 0 ? "The lamp has not read this page yet." : often);
  }

  showState() {
    const { broken, playing, name } = this.state;
    if (broken) {
      write(this.headline, `${name}’s page ${BROKEN[broken]}`);
      write(this.detail, "The lamp must not guess: it shows what it last heard, and says how old that is.");
    } else if (!playing) {
      write(this.headline, "All calm");
      write(this.detail, "The vendor reports no trouble, so the lamp is dark.");
    } else if (playing.over) {
      write(this.headline, "It is over");
      write(this.detail, playing.next_at ? "The vendor will add an account of it later." : "The vendor has nothing more to say.");
    } else {
      write(this.headline, `${PHASES[playing.phase] ?? playing.phase}: “${playing.title}”`);
      write(this.detail, `The vendor has posted ${playing.shown} of ${playing.updates} messages.`);
    }
  }

  showTimeline(now) {
    const playing = this.state.playing;
    this.story.hidden = !playing;
    if (!playing) return;
    const shape = `${playing.scenario} ${playing.started_at} ${playing.timeline.length}`;
    if (shape !== this.shape) {
      this.shape = shape;
      this.timeline.replaceChildren(...playing.timeline.map(() => make("li", {}, make("b"), make("span"))));
    }
    playing.timeline.forEach((entry, index) => {
      const line = this.timeline.children[index];
      const away = Math.max(0, Math.round((Date.parse(entry.at) - now) / 1000));
      line.classList.toggle("shown", entry.shown);
      write(line.firstChild, PHASES[entry.phase] ?? entry.phase);
      write(line.lastChild, entry.shown ? "posted" : `in ${seconds(away)}`);
    });
  }

  offerScenarios() {
    const options = this.state.scenarios.map((one) => {
      const day = new Date(one.happened_at).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
      return make("option", { value: one.scenario }, `${day}: ${one.title}`);
    });
    this.scenario.append(...options);
    const playing = this.state.playing;
    if (playing) this.scenario.value = playing.scenario;
    this.offerSpeeds(playing?.speed);
  }

  offerSpeeds(current) {
    const scenario = this.state?.scenarios.find((one) => one.scenario === this.scenario.value);
    if (!scenario) return;
    const offered = speeds(scenario);
    if (current && !offered.includes(current)) offered.push(current);
    const options = offered.sort((one, other) => one - other).map((speed) => {
      const length = scenario.seconds === 0 ? "" : `, over in ${seconds(Math.round(scenario.seconds / speed))}`;
      return make("option", { value: speed }, speed === 1 ? `As it was${length}` : `${speed} times as fast${length}`);
    });
    this.speed.replaceChildren(...options);
    this.speed.value = String(current ?? scenario.default_speed);
  }
}

const root = document.querySelector("[data-desk]");
if (root) new Desk(root, root.dataset.desk).run();
