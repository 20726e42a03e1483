import { define } from "statuslamp/preact";

define({ hosts: "https://status.example.com" });

export function App({ page }: { page: string }) {
  return (
    <main>
      <statuslamp-banner page={page} position="inline" min-impact="minor" onstatuslamp-show={({ detail }) => console.log(detail.events)} />
      <statuslamp-status page={page} class="pill" />
      <statuslamp-components page={page} components="Web App,Reminders/Email" theme="dark" />
      <statuslamp-incidents page={page} event="e1" lang="fr" />
      {/* @ts-expect-error: no such theme. */}
      <statuslamp-banner page={page} theme="sepia" />
      {/* @ts-expect-error: only one element tells of one event. */}
      <statuslamp-status page={page} event="e1" />
    </main>
  );
}
