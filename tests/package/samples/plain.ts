import { define, destroy, dismiss, init, on, refresh, type Impact, type Summary, type Verdict } from "statuslamp";

define({ hosts: ["https://a.example", "https://b.example"], storage: "none", debug: true });
init({ page: "noterro github", hosts: "https://a.example", minImpact: "major", maintenanceLead: 24, position: "push" });

const off: () => void = on("show", ({ detail }) => detail.events.map((id: string) => dismiss(id)));
on("warning", ({ detail }) => console.warn(detail.message));
off();
refresh();
destroy();
window.Statuslamp?.on("change", ({ detail }) => console.log(detail.page));

document.addEventListener("statuslamp-change", (event) => console.log(event.detail.events.length));
const banner = document.createElement("statuslamp-banner");
banner.addEventListener("statuslamp-dismiss", ({ detail }) => detail.events);
banner.setAttribute("page", "noterro");
const element: HTMLElement | null = document.querySelector("statuslamp-incidents");
element?.remove();

export async function worst(host: string): Promise<Impact> {
  const verdict: Verdict = await (await fetch(`${host}/v1/pages/noterro/verdict`)).json();
  const summary: Summary = await (await fetch(`${host}/v1/pages/noterro/summary`)).json();
  // The vocabularies are open: a word from the future is a string like any other.
  const future: Impact = "apocalyptic";
  const ended: string | null = summary.events[0]?.resolved_at ?? null;
  return verdict.events.find(({ kind }) => kind === "incident")?.impact ?? (ended ? "none" : future);
}

// @ts-expect-error: no such event.
on("shown", () => {});
// @ts-expect-error: no page.
init({ theme: "dark" });
// @ts-expect-error: no such theme.
init({ page: "noterro", theme: "sepia" });
