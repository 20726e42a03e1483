// Other people's clients of Statuspage's API, each asked for what it makes of some pages:
// `{ok, components: {name: "well" | "ill"}, incidents: [title]}`, or `{error}` where it has nothing.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { ask, folder, installed, run } from "./support.mjs";

const { Statuspage } = createRequire(import.meta.url)("statuspage.io");

/** The groups on the pages of these tests. */
const GROUPS = ["Reminders", "Napta platform", "Integrations"];

const entries = async (bases, read) =>
  Object.fromEntries(await Promise.all(Object.entries(bases).map(async ([name, base]) => [name, await read(base)])));
const words = (list, name, isWell) => Object.fromEntries(list.map((one) => [name(one), isWell(one) ? "well" : "ill"]));

/** npm: statuspage.io, all eight documents. */
async function statuspageIo(bases) {
  return entries(bases, async (base) => {
    const client = new Statuspage("any");
    client.setApiUrl(base);
    const { getSummary, getStatus, getComponents, incidents, scheduledMaintenances } = client.api;
    const asked = [getSummary(), getStatus(), getComponents(), incidents.getAll(), incidents.getUnresolved()];
    const lists = [scheduledMaintenances.getAll(), scheduledMaintenances.getActive(), scheduledMaintenances.getUpcoming()];
    try {
      const [summary, status, components, all, unresolved, ...planned] = await Promise.all([...asked, ...lists]);
      for (const { page, scheduled_maintenances: list } of planned) {
        if (!page.id || !Array.isArray(list)) throw new Error("no list of maintenances");
      }
      const told = (list) => list.map(({ id, status }) => `${id} ${status}`).join();
      if (status.status.indicator !== summary.status.indicator) throw new Error("two states");
      if (told(components.components) !== told(summary.components)) throw new Error("two lists of components");
      if (told(unresolved.incidents) !== told(summary.incidents)) throw new Error("two lists of incidents");
      if (!told(all.incidents).includes(told(unresolved.incidents))) throw new Error("an incident is missing");
      return {
        ok: status.status.indicator === "none",
        components: words(
          components.components.filter(({ group }) => !group),
          ({ name }) => name,
          ({ status }) => status === "operational",
        ),
        incidents: unresolved.incidents.map(({ name }) => name),
      };
    } catch (error) {
      return { error: String(error.message) };
    }
  });
}

/** PyPI: statuscheck. It knows no groups. */
async function statuscheck(bases) {
  const read = await ask("statuscheck", "statuscheck_read.py", bases);
  return entries(bases, async (base) => {
    const [name] = Object.entries(bases).find(([, other]) => other === base);
    const { error, ok, components, incidents } = read[name];
    if (error) return { error };
    const list = components.filter(({ group }) => !group);
    return { ok, components: words(list, ({ name }) => name, ({ status }) => status === "Operational"), incidents };
  });
}

/** What the exporter calls an incident where there is none. */
const NO_INCIDENT = "No Active Incidents";

/** PyPI: statuspage-prometheus-exporter, read by what it would have Prometheus believe. It takes groups for components. */
async function exporter(bases) {
  const files = folder();
  try {
    const services = Object.fromEntries(Object.entries(bases).map(([name, base]) => [name, { name, url: `${base}/api/v2/summary.json` }]));
    const settings = {
      RUN_MODE: "once",
      CLEAR_CACHE: "true",
      SERVICES_JSON_PATH: files.write("services.json", services),
      METRICS_TEXTFILE_PATH: files.write("metrics.prom", ""),
    };
    // It keeps a cache where it is run.
    const { code, err } = await run(installed("python", "statuspage-prometheus-exporter"), [], settings, "", files.path);
    if (code !== 0) throw new Error(`the exporter ended with ${code}\n${err}`);
    const samples = metrics(readFileSync(settings.METRICS_TEXTFILE_PATH, "utf8"));
    return Object.fromEntries(Object.keys(bases).map((name) => [name, exported(samples, name)]));
  } finally {
    files.stop();
  }
}

function exported(samples, service) {
  const of = (metric) => samples.filter((sample) => sample.metric === metric && sample.labels.service_name === service);
  const [{ value: answered } = {}] = of("statuspage_probe_check");
  const [state] = of("statuspage_service_status");
  if (answered !== 1 || !state) return { error: "no state was exported" };
  return {
    ok: state.value === 1,
    components: words(of("statuspage_component_status").filter(({ labels }) => !GROUPS.includes(labels.component_name)), ({ labels }) => labels.component_name, ({ value }) => value === 1),
    incidents: of("statuspage_incident_info")
      .map(({ labels }) => labels.incident_name)
      .filter((name) => name !== NO_INCIDENT),
  };
}

/** The samples of a text in Prometheus' format. */
function metrics(text) {
  const lines = text.split("\n").map((line) => /^(\w+)\{(.*)\} (\S+)$/.exec(line));
  return lines.filter(Boolean).map(([, metric, labels, value]) => ({
    metric,
    labels: Object.fromEntries([...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, name, text]) => [name, JSON.parse(`"${text}"`)])),
    value: Number(value),
  }));
}

export const CLIENTS = { "statuspage.io": statuspageIo, statuscheck, "statuspage-prometheus-exporter": exporter };
