//! Instatus' public documents: `summary.json`, `v2/components.json` and `history.atom`.
//! <https://instatus.com/help/api/public-data>

pub(crate) mod page;
#[cfg(test)]
mod tests;

use std::fmt::Write as _;

use jiff::Timestamp;
use serde::Serialize;

use crate::human::escaped;
use crate::identifier;
use crate::scenario::{ComponentStatus, ImpactRule, Phase};
use crate::timeline::Occurrence;
use crate::view::View;

/// The feed lists the twenty-five newest incidents.
const MAX_ENTRIES: usize = 25;

/// Writes `summary.json`. A healthy page has no `activeIncidents` at all, not an empty list.
pub(crate) fn summary(view: &View<'_>) -> Vec<u8> {
    let incidents: Vec<_> = view
        .open()
        .map(|occurrence| active(view, occurrence))
        .collect();
    let status = if incidents.is_empty() {
        "UP"
    } else {
        "HASISSUES"
    };
    let body = Summary {
        page: PageObject {
            name: view.page.name,
            url: &view.url,
            status,
        },
        active_incidents: (!incidents.is_empty()).then_some(incidents),
    };
    serde_json::to_vec(&body).expect("strings and lists serialise")
}

/// Writes `v2/components.json`.
pub(crate) fn components(view: &View<'_>) -> Vec<u8> {
    let list = view
        .page
        .components()
        .map(|(component, _)| ComponentObject {
            id: page::component_id(view, component),
            name: component.name,
            description: component.description.unwrap_or_default(),
            status: word(view.status(component)),
        });
    serde_json::to_vec(&Components {
        components: list.collect(),
    })
    .expect("strings and lists serialise")
}

/// Writes `history.atom`, newest incident first, newest update first.
pub(crate) fn history(view: &View<'_>) -> Vec<u8> {
    let mut feed = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    feed.push_str("<feed xml:lang=\"en-US\" xmlns=\"http://www.w3.org/2005/Atom\">\n");
    let _ = writeln!(feed, "  <id>tag:{},2005:/history</id>", host(&view.url));
    let _ = writeln!(
        feed,
        "  <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>",
        escaped(&view.url)
    );
    let _ = writeln!(
        feed,
        "  <link rel=\"self\" type=\"application/atom+xml\" href=\"{}/history.atom\"/>",
        escaped(&view.url)
    );
    let _ = writeln!(
        feed,
        "  <title>{} Status - Incident history</title>",
        escaped(view.page.name)
    );
    let _ = writeln!(feed, "  <updated>{}</updated>", feed_time(view.updated()));
    let _ = writeln!(
        feed,
        "  <author><name>{}</name></author>",
        escaped(view.page.name)
    );
    for occurrence in view.happened().take(MAX_ENTRIES) {
        write_entry(&mut feed, view, occurrence);
    }
    feed.push_str("</feed>\n");
    feed.into_bytes()
}

/// The id of an incident, which the page for people needs too.
pub(crate) fn incident_id(page: &str, occurrence: &Occurrence<'_>) -> String {
    identifier::cuid(
        &format!("{page}/{}/{}", occurrence.scenario.key, occurrence.seed),
        occurrence.created(),
    )
}

#[derive(Serialize)]
struct Summary<'a> {
    page: PageObject<'a>,
    #[serde(rename = "activeIncidents", skip_serializing_if = "Option::is_none")]
    active_incidents: Option<Vec<ActiveIncident>>,
}

#[derive(Serialize)]
struct PageObject<'a> {
    name: &'static str,
    url: &'a str,
    status: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ActiveIncident {
    id: String,
    name: &'static str,
    started: String,
    status: &'static str,
    impact: &'static str,
    url: String,
    updated_at: String,
}

#[derive(Serialize)]
struct Components {
    components: Vec<ComponentObject>,
}

#[derive(Serialize)]
struct ComponentObject {
    id: String,
    name: &'static str,
    description: &'static str,
    status: &'static str,
}

fn active(view: &View<'_>, occurrence: &Occurrence<'_>) -> ActiveIncident {
    let id = incident_id(view.page.key, occurrence);
    let impact = match occurrence.scenario.impact {
        ImpactRule::None => ComponentStatus::Operational,
        ImpactRule::FromComponents => occurrence.worst(view.now),
    };
    ActiveIncident {
        // The feed links to `/incident/<id>`, this document to `/<id>`: so do real pages.
        url: format!("{}/{id}", view.url),
        id,
        name: occurrence.scenario.title,
        started: json_time(occurrence.began()),
        status: phase_word(occurrence.phase(view.now).unwrap_or(Phase::Investigating)),
        impact: word(impact),
        updated_at: json_time(occurrence.updated(view.now)),
    }
}

fn write_entry(feed: &mut String, view: &View<'_>, occurrence: &Occurrence<'_>) {
    let id = incident_id(view.page.key, occurrence);
    let title = escaped(occurrence.scenario.title);
    let _ = writeln!(
        feed,
        "  <entry>\n    <id>tag:{},2005:Incident/{id}</id>",
        host(&view.url)
    );
    let _ = writeln!(
        feed,
        "    <published>{}</published>",
        feed_time(occurrence.began())
    );
    let _ = writeln!(
        feed,
        "    <updated>{}</updated>",
        feed_time(occurrence.updated(view.now))
    );
    let url = escaped(&view.url);
    let _ = writeln!(
        feed,
        "    <link rel=\"alternate\" type=\"text/html\" href=\"{url}/incident/{id}\"/>"
    );
    let _ = writeln!(
        feed,
        "    <title>{title}</title>\n    <content type=\"html\"><![CDATA["
    );
    let _ = writeln!(feed, "      <p><strong>Type:</strong> Incident</p>");
    if let Some(end) = occurrence.announced(Phase::Resolved, view.now) {
        let length = duration(end.as_second() - occurrence.began().as_second());
        let _ = writeln!(feed, "      <p><strong>Duration:</strong> {length}</p>");
    }
    let affected = view
        .page
        .components()
        .filter(|(one, _)| occurrence.scenario.affected.contains(&one.key));
    let names: Vec<_> = affected
        .map(|(component, _)| escaped(component.name))
        .collect();
    let _ = writeln!(
        feed,
        "      <p><strong>Affected Components:</strong> {}</p>",
        names.join(", ")
    );
    for (at, entry) in occurrence.shown(view.now).rev() {
        let local = at.to_zoned(jiff::tz::TimeZone::UTC);
        let (month, day, time) = (
            local.strftime("%b"),
            local.strftime("%-d"),
            local.strftime("%H:%M:%S"),
        );
        let _ = writeln!(
            feed,
            "      <p><small>{month} <var data-var='date'> {day}</var>, <var data-var='time'>{time}</var> GMT+0\
             </small><br /><strong>{}</strong> -\n    {}.</p>",
            entry.phase.heading(),
            escaped(entry.body)
        );
    }
    feed.push_str("    ]]></content>\n  </entry>\n");
}

/// Whole minutes in words; a full stop is appended to texts, so none is written here.
fn duration(seconds: i64) -> String {
    let parts = [
        ("day", seconds / 86_400),
        ("hour", seconds / 3600 % 24),
        ("minute", seconds / 60 % 60),
    ];
    let said: Vec<_> = parts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(unit, count)| format!("{count} {unit}{}", if *count == 1 { "" } else { "s" }))
        .collect();
    match said.split_last() {
        None => "0 minutes".to_owned(),
        Some((last, [])) => last.clone(),
        Some((last, earlier)) => format!("{} and {last}", earlier.join(", ")),
    }
}

fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', ':']).next().unwrap_or(rest)
}

fn json_time(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}

fn feed_time(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S.%3f+00:00").to_string()
}

/// Only messages carry post-mortem and update; the incident itself keeps its last phase.
const fn phase_word(phase: Phase) -> &'static str {
    match phase {
        Phase::Investigating | Phase::Update => "INVESTIGATING",
        Phase::Identified => "IDENTIFIED",
        Phase::Monitoring => "MONITORING",
        Phase::Resolved | Phase::Postmortem => "RESOLVED",
    }
}

const fn word(status: ComponentStatus) -> &'static str {
    match status {
        ComponentStatus::Operational => "OPERATIONAL",
        ComponentStatus::DegradedPerformance => "DEGRADEDPERFORMANCE",
        ComponentStatus::PartialOutage => "PARTIALOUTAGE",
        ComponentStatus::MajorOutage => "MAJOROUTAGE",
    }
}
