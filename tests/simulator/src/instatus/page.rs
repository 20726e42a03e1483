//! What an Instatus page for people tells of the components an incident touched: a list to read,
//! and the state it was drawn from, embedded as the software in the browser takes it.

use std::fmt::Write as _;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{incident_id, json_time, word};
use crate::human::escaped;
use crate::identifier;
use crate::scenario::{Component, ComponentStatus, Phase};
use crate::timeline::Occurrence;
use crate::view::View;

/// A stretch of time a component spent in one state; without an end while it lasts.
type Stretch = (ComponentStatus, Timestamp, Option<Timestamp>);

/// The list under "Affected": a line per stretch, with clock times in UTC and nothing else.
pub(crate) fn list(page: &mut String, view: &View<'_>, occurrence: &Occurrence<'_>) {
    page.push_str("<h3>Affected</h3>\n");
    for component in touched(view, occurrence) {
        for (status, from, to) in stretches(view, occurrence, component) {
            let mut line = format!("{} from {}", shown(status), clock(from));
            if let Some(to) = to {
                let _ = write!(line, " to {}", clock(to));
            }
            let _ = writeln!(page, "<div>{}</div>", escaped(&line));
        }
    }
}

/// The embedded state: rows of JSON, handed over in two pieces as a page that is sent in parts has
/// them.
pub(crate) fn state(view: &View<'_>, occurrence: &Occurrence<'_>) -> String {
    let mut uptime = serde_json::Map::new();
    let mut listed = Vec::new();
    for (component, _) in view.page.components() {
        let id = component_id(view, component);
        let mut outages = Vec::new();
        if occurrence.scenario.affected.contains(&component.key) {
            outages = stretches(view, occurrence, component)
                .into_iter()
                .map(|stretch| outage(view, occurrence, component, stretch))
                .collect();
            outages.reverse();
        }
        listed.push(json!({ "id": id, "name": { "default": component.name } }));
        uptime.insert(id, json!({ "outages": outages, "uptime": "99.9" }));
    }
    let row = json!(["$", "$L14", null, { "components": listed, "componentsUptime": uptime }]);
    let flight = format!("13:[\"$\",\"h1\",null,{{}}]\n15:T6,a: \n\u{e9}5:{row}\n");
    let mut middle = flight.len() / 2;
    while !flight.is_char_boundary(middle) {
        middle += 1;
    }
    let (one, other) = flight.split_at(middle);
    let piece = |piece: &str| {
        // A script ends at its end tag, wherever that stands.
        let text = json!(piece).to_string().replace('<', "\\u003c");
        format!("<script>self.__next_f.push([1,{text}])</script>\n")
    };
    piece(one) + &piece(other)
}

fn touched<'a>(
    view: &'a View<'_>,
    occurrence: &'a Occurrence<'_>,
) -> impl Iterator<Item = &'a Component> {
    let components = view.page.components().map(|(component, _)| component);
    components.filter(|one| occurrence.scenario.affected.contains(&one.key))
}

/// How a component was while the incident lasted, oldest first.
fn stretches(view: &View<'_>, occurrence: &Occurrence<'_>, component: &Component) -> Vec<Stretch> {
    let end = occurrence.announced(Phase::Resolved, view.now);
    if let (Some(status), Some(end)) = (occurrence.scenario.listed_as, end) {
        return vec![(status, occurrence.began(), Some(end))];
    }
    let mut stretches: Vec<Stretch> = Vec::new();
    for (at, entry) in occurrence.shown(view.now) {
        let change = entry.changes.iter().find(|(key, _)| *key == component.key);
        if let Some((_, status)) = change {
            if let Some((_, _, to)) = stretches.last_mut() {
                *to = Some(at);
            }
            stretches.push((*status, at, None));
        }
    }
    if let Some((_, _, to)) = stretches.last_mut() {
        *to = end;
    }
    stretches
}

fn outage(
    view: &View<'_>,
    occurrence: &Occurrence<'_>,
    component: &Component,
    (status, from, to): Stretch,
) -> Value {
    let id = |what: &str| {
        let name = format!("{}/{what}/{}/{from}", view.page.key, component.key);
        identifier::cuid(&name, from)
    };
    json!({
        "id": id("outage"),
        "from": json_time(from),
        "to": to.map(json_time),
        "status": word(status),
        "incidentUpdateId": id("update"),
        "noticeId": incident_id(view.page.key, occurrence),
    })
}

pub(super) fn component_id(view: &View<'_>, component: &Component) -> String {
    let name = format!("{}/component/{}", view.page.key, component.key);
    identifier::cuid(&name, view.page.created)
}

fn clock(at: Timestamp) -> String {
    at.strftime("%-I:%M %p").to_string()
}

const fn shown(status: ComponentStatus) -> &'static str {
    match status {
        ComponentStatus::Operational => "Operational",
        ComponentStatus::DegradedPerformance => "Degraded performance",
        ComponentStatus::PartialOutage => "Partial outage",
        ComponentStatus::MajorOutage => "Major outage",
    }
}
