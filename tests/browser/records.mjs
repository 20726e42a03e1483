// Reads the facts of recorded pages: of each format the titles, phases, times and components, and
// never a sentence.

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const ZONES = { EDT: 4, EST: 5, UTC: 0 };

const instant = (year, month, day, hour, minute, zone = "UTC") =>
  `${new Date(Date.UTC(year, MONTHS.indexOf(month), day, Number(hour) + ZONES[zone], minute)).toISOString().slice(0, 16)}Z`;

/** A vendor's incident page on Statuspage: messages newest first, each with its time below it. */
export function fromStatuspage(text) {
  const lines = text.split("\n").map((line) => line.trim());
  const page = lines.find((line) => line.startsWith("Incident Report for ")).replace("Incident Report for ", "");
  const timeline = [];
  let phase;
  for (const line of lines) {
    if (/^(Postmortem|Resolved|Monitoring|Identified|Investigating|Update)$/.test(line)) phase = line.toLowerCase();
    const posted = /^Posted (?<printed>(\w{3}) (\d\d), (\d{4}) - (\d\d):(\d\d) (\w{3}))$/.exec(line);
    if (!posted) continue;
    const [, , month, day, year, hour, minute, zone] = posted;
    timeline.unshift({ phase, at: instant(year, month, day, hour, minute, zone), printed: posted.groups.printed });
  }
  const affected = lines.find((line) => line.startsWith("This incident affected: ")).replace(/^[^:]*: (.*)\.$/, "$1");
  const postmortem = timeline.some(({ phase }) => phase === "postmortem");
  return { page, reports: [{ title: lines[0], components: affected.split(", "), timeline, postmortem }] };
}

/** An aggregator's page about one incident: its facts in words, then a numbered timeline. */
export function fromPingoru(text) {
  const lines = text.split("\n").map((line) => line.trim());
  const below = (heading) => lines[lines.indexOf(heading) + 1];
  const time = (words) => {
    const [, month, day, year, hour, minute, half] = /(\w{3}) (\d\d), (\d{4}), (\d\d):(\d\d) (AM|PM) UTC/.exec(words);
    return instant(year, month, day, (hour % 12) + (half === "PM" ? 12 : 0), minute);
  };
  const sentence = /^(\w+) experienced an? (\w+) incident on (\w+ \d+, \d+) affecting (.*) and (\d+) more components?, lasting (\w+ \w+)\. The incident has been (\w+)/;
  const [, page, word, date, named, more, duration, outcome] = sentence.exec(lines.find((line) => sentence.test(line)));
  const names = named.split(" and ");
  // The list runs the names together. How many there are is told by the sentence.
  let rest = lines[lines.indexOf("Affected components") + 2];
  for (const name of names) rest = rest.replace(name, "");
  const steps = lines.filter((line) => /^\d+\. \w+ /.test(line));
  const timeline = steps.map((line) => ({ phase: line.split(" ")[1], at: time(line) }));
  return {
    page,
    reports: [
      {
        title: lines.find((line, index) => index > 0 && line !== ""),
        severity: lines.find((line) => line.includes("View vendor source")).split(" ")[0].toLowerCase(),
        started: time(below("Started")),
        resolved: time(below("Resolved")),
        duration: below("Duration"),
        account: { word, date, named: names, more: Number(more), duration, outcome },
        components: [...names, ...(more === "1" ? [rest] : [])],
        timeline,
        postmortem: timeline.some(({ phase }) => phase === "postmortem"),
      },
    ],
  };
}

/** The day a post-mortem dates itself to, as "May 6th, 2025" in its first words. */
function day(words) {
  const [, month, number, year] = /(?:occurred on|On) (\w+) (\d+)(?:st|nd|rd|th), (\d{4})/.exec(words.slice(0, 200)) ?? [];
  return year ? `${year}-${String(MONTHS.indexOf(month.slice(0, 3)) + 1).padStart(2, "0")}-${number.padStart(2, "0")}` : null;
}

/** An aggregator's history of a page: reports newest first, each with its messages newest first. */
export function fromIsdown(text) {
  const [head, ...reports] = text.split(/^Report: /m);
  return {
    page: head.split("\n")[0],
    reports: reports.map((report) => {
      const lines = report.split("\n").map((line) => line.trim());
      const phases = lines.filter((line) => /^(postmortem|resolved|monitoring|identified|investigating|update)$/.test(line)).reverse();
      const postmortem = phases.includes("postmortem");
      return { title: lines[0].slice(1, -1), phases, postmortem, day: postmortem ? day(lines[lines.indexOf("postmortem") + 2]) : null };
    }),
  };
}

/** A vendor's incident page on Instatus: what was affected, then messages newest first. */
export function fromInstatus(text) {
  const lines = text.split("\n").map((line) => line.trim());
  const phases = lines.flatMap((line) => /^- (\w+)\1$/.exec(line)?.[1].toLowerCase() ?? []).reverse();
  return {
    page: "Watermelon",
    reports: [{ phases, postmortem: phases.includes("postmortem"), affected: lines.filter((line) => /^Operational from /.test(line)).length }],
  };
}
