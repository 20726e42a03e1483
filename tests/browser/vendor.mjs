// A vendor of a test's own: pages in the format of Statuspage, in whatever state the test says.
import { once } from "node:events";
import { createServer } from "node:http";

/** Starts it; `pages.NAME` is changed at will: `{components: {name: status}, incidents: [...], broken}`. */
export async function startVendor(...names) {
  const pages = Object.fromEntries(names.map((name) => [name, { components: {}, incidents: [], broken: false }]));
  const server = createServer((request, answer) => {
    const [, name, ...path] = request.url.split("/");
    const page = pages[name];
    if (!page || page.broken) return answer.writeHead(500).end();
    const documents = {
      "api/v2/summary.json": () => summary(name, page),
      "api/v2/incidents.json": () => ({ page: about(name), incidents: page.incidents.map(incident) }),
      "api/v2/scheduled-maintenances.json": () => ({ page: about(name), scheduled_maintenances: [] }),
    };
    const document = documents[path.join("/")];
    if (!document) return answer.writeHead(404).end();
    answer.writeHead(200, { "Content-Type": "application/json" });
    answer.end(JSON.stringify(document()));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = `http://127.0.0.1:${server.address().port}`;
  return {
    address,
    pages,
    stop: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const LONG_AGO = "2024-02-01T08:00:00.000Z";
const idOf = (name) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
const about = (name) => ({ id: `${name}0page`, name, url: "https://status.example.com", time_zone: "Etc/UTC", updated_at: LONG_AGO });

function component(name, status) {
  return { id: idOf(name), name, status, created_at: LONG_AGO, updated_at: LONG_AGO, position: 1, description: null, group_id: null, group: false, only_show_if_degraded: false };
}

/** `{id, name, impact, components, updates: [{status, body, at}]}`, newest update last. */
function incident({ id, name, impact, components, updates }) {
  const newest = updates.at(-1);
  const isOver = newest.status === "resolved";
  return {
    id,
    name,
    impact,
    status: newest.status,
    created_at: updates[0].at,
    started_at: updates[0].at,
    updated_at: newest.at,
    monitoring_at: null,
    resolved_at: isOver ? newest.at : null,
    shortlink: "https://status.example.com/i",
    incident_updates: updates
      .map(({ status, body, at }, index) => ({ id: `${id}u${index}`, status, body, created_at: at, display_at: at, updated_at: at, affected_components: [] }))
      .reverse(),
    components: components.map(([name, status]) => component(name, status)),
  };
}

function summary(name, { components, incidents }) {
  const open = incidents.filter(({ updates }) => updates.at(-1).status !== "resolved");
  return {
    page: about(name),
    status: { indicator: open[0]?.impact ?? "none", description: "" },
    components: Object.entries(components).map(([name, status]) => component(name, status)),
    incidents: open.map(incident),
    scheduled_maintenances: [],
  };
}
