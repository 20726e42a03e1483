// Vendors that the simulator has not: a page of Instatus in whatever words a test says.
import { once } from "node:events";
import { createServer } from "node:http";

/** A page with these components, in Instatus' words. */
export async function startInstatus(components) {
  const list = Object.entries(components).map(([name, status], order) => ({ id: `cmorchard${order}`, name, status, order, isParent: false, children: [] }));
  const documents = {
    "/summary.json": { page: { name: "Orchard", url: "https://orchard.status.example", status: "UP" }, activeIncidents: [], activeMaintenances: [] },
    "/v2/components.json": { components: list },
  };
  const server = createServer((request, answer) => {
    const document = documents[request.url.split("?")[0]];
    if (!document) return answer.writeHead(404).end();
    answer.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(document));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    stop: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
