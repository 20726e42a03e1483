//! An incident's own page: the one place where Instatus tells when which component was how.
//!
//! The page is HTML for people. The state it was drawn from is embedded in it: until 2023 as
//! `__NEXT_DATA__`, since then in pieces (`self.__next_f.push`) that join to rows of JSON. In there
//! every stretch of a component's trouble stands under `outages` with its two times and the id of
//! its incident. Where that is missing, the page's line for people ("Operational from 7:30 AM to
//! 11:55 AM") is kept as it is: it has neither day nor zone, and no time is made of it.

use super::{lines, map::component_status};
use crate::{Came, affected::in_a_row};
use serde_json::{Map, Value};
use statuslamp_model::{Affected, ComponentStatus, Event, Span, Timestamp};

/// Most stretches that are taken from a page.
const MAX_STRETCHES: usize = 2000;
/// Members by which a stretch names the event it belongs to.
const OWNERS: [&str; 3] = ["noticeId", "incidentId", "maintenanceId"];

/// What the event touched, with the times its page tells. An error where the page is none of this
/// event.
pub(crate) fn touched(html: &str, event: &Event) -> Result<Vec<Affected>, Came> {
    if !html.contains(&event.id) {
        return Err(Came::HtmlPage(
            "a page that does not name the event".to_owned(),
        ));
    }
    let mut told = Told {
        event_id: &event.id,
        stretches: Vec::new(),
        names: Vec::new(),
    };
    for state in states(html, &event.id) {
        told.look_into(&state, None, false);
    }
    let mut affected = event.affected.clone();
    if told.stretches.is_empty() {
        lines::take(html, &mut affected);
    } else {
        take_spans(&mut affected, told);
    }
    Ok(affected)
}

/// The parts of the embedded state that speak of the event.
fn states(html: &str, event_id: &str) -> Vec<Value> {
    let speaks = |text: &str| text.contains(event_id) && text.contains("\"from\"");
    let mut states = Vec::new();
    if let Some((_, rest)) = html.split_once("id=\"__NEXT_DATA__\"")
        && let Some((_, rest)) = rest.split_once('>')
    {
        states.extend(first_json(rest));
    }
    let mut flight = String::new();
    for piece in html.split("self.__next_f.push([1,").skip(1) {
        if let Some(Value::String(piece)) = first_json(piece) {
            flight.push_str(&piece);
        }
    }
    let rows = rows(&flight).into_iter().filter(|row| speaks(row));
    states.extend(rows.filter_map(|row| serde_json::from_str(row).ok()));
    states
}

/// The value a text begins with.
fn first_json(text: &str) -> Option<Value> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter();
    values.next()?.ok()
}

/// The rows of the joined pieces: an id, a colon, JSON up to the end of the line. A text has its
/// length in front instead and may hold lines of its own.
fn rows(flight: &str) -> Vec<&str> {
    let mut rows = Vec::new();
    let mut rest = flight;
    while let Some((_, row)) = rest.split_once(':') {
        let text = row.strip_prefix('T').and_then(|text| text.split_once(','));
        let length = text.and_then(|(length, _)| usize::from_str_radix(length, 16).ok());
        if let (Some((_, text)), Some(length)) = (text, length) {
            rest = text.get(length..).unwrap_or_default();
            continue;
        }
        let (row, after) = row.split_once('\n').unwrap_or((row, ""));
        rows.push(row);
        rest = after;
    }
    rows
}

/// What the state tells of one event.
struct Told<'a> {
    event_id: &'a str,
    /// Component and stretch, in the order of the state.
    stretches: Vec<(String, Span)>,
    /// Names of components, by their ids.
    names: Vec<(String, String)>,
}

impl Told<'_> {
    /// Gathers stretches. `component` is whose they are where they do not say, `is_within` whether
    /// they are the event's where they do not say. JSON of this depth has been parsed, so the
    /// depth is bounded.
    fn look_into(&mut self, value: &Value, component: Option<&str>, is_within: bool) {
        match value {
            Value::Array(items) => {
                for item in items {
                    self.look_into(item, component, is_within);
                }
            }
            Value::Object(members) => self.look_into_object(members, component, is_within),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    fn look_into_object(
        &mut self,
        members: &Map<String, Value>,
        component: Option<&str>,
        is_within: bool,
    ) {
        let text = |name: &str| members.get(name).and_then(Value::as_str);
        let id = text("id");
        let named = text("componentId").or_else(|| members.get("component")?.get("id")?.as_str());
        let component = named.or(component);
        if members.contains_key("from") && members.contains_key("status") {
            let owner = OWNERS.iter().find_map(|owner| text(owner));
            if owner.map_or(is_within, |owner| owner == self.event_id) {
                self.take(component, text("status"), text("from"), members.get("to"));
            }
            return;
        }
        let is_within = is_within || id == Some(self.event_id);
        if let (Some(id), Some(name)) = (id, members.get("name").and_then(plain_name))
            && !self.names.iter().any(|(known, _)| known == id)
        {
            self.names.push((id.to_owned(), name));
        }
        for (name, value) in members {
            match (name.as_str(), value) {
                ("componentsUptime", Value::Object(components)) => {
                    for (id, component) in components {
                        self.look_into(component, Some(id), false);
                    }
                }
                ("outages", _) => self.look_into(value, component.or(id), is_within),
                (_, value) => self.look_into(value, component, is_within),
            }
        }
    }

    fn take(
        &mut self,
        component: Option<&str>,
        status: Option<&str>,
        from: Option<&str>,
        to: Option<&Value>,
    ) {
        let instant = |text: &str| text.parse::<Timestamp>().ok();
        // An end that is there and cannot be read is no "still".
        let to = match to {
            None | Some(Value::Null) => Some(None),
            Some(to) => to.as_str().and_then(instant).map(Some),
        };
        let (Some(component), Some(status), Some(from), Some(to)) =
            (component, status, from.and_then(instant), to)
        else {
            return;
        };
        // A word that is not known claims no state: the stretch is a gap.
        if let Some(status) = component_status(status)
            && to.is_none_or(|to| to > from)
            && self.stretches.len() < MAX_STRETCHES
        {
            let span = Span { status, from, to };
            self.stretches.push((component.to_owned(), span));
        }
    }
}

/// A name that is given as such, or once per language.
fn plain_name(name: &Value) -> Option<String> {
    let name = name
        .as_str()
        .or_else(|| name.get("default")?.as_str())
        .or_else(|| name.get("en")?.as_str())?;
    let line = crate::item::one_line(name).0;
    (!line.is_empty()).then_some(line)
}

/// Gives every component its stretches. Where the event lists none so far, those of known names are
/// listed.
fn take_spans(touched: &mut Vec<Affected>, told: Told<'_>) {
    let lists_none = touched.is_empty();
    for unidentified in touched.iter_mut().filter(|one| one.component_id.is_none()) {
        let mut namesakes = told
            .names
            .iter()
            .filter(|(_, name)| *name == unidentified.name);
        if let (Some((id, _)), None) = (namesakes.next(), namesakes.next()) {
            unidentified.component_id = Some(id.clone());
        }
    }
    let named = told.names;
    let mut spans: Vec<(String, Vec<Span>)> = Vec::new();
    for (component, span) in told.stretches {
        match spans.iter_mut().find(|(id, _)| *id == component) {
            Some((_, spans)) => spans.push(span),
            None => spans.push((component, vec![span])),
        }
    }
    for (component, spans) in spans {
        let name = named.iter().find(|(id, _)| *id == component);
        let listed = touched.iter_mut().find(|one| one.is_of(&component));
        let entry = match (listed, name.map(|(_, name)| name)) {
            (Some(entry), _) => entry,
            (None, Some(name)) if lists_none => {
                touched.push(Affected {
                    component_id: Some(component),
                    name: name.clone(),
                    ..Affected::default()
                });
                let Some(entry) = touched.last_mut() else {
                    continue;
                };
                entry
            }
            (None, Some(_) | None) => continue,
        };
        entry.spans = in_a_row(spans);
        let states = entry.spans.iter().map(|span| Some(span.status));
        say_worst(entry, states.fold(None, ComponentStatus::worse_of));
    }
}

/// The worst its times tell, where nothing else told how it was.
pub(super) fn say_worst(entry: &mut Affected, worst: Option<ComponentStatus>) {
    if entry.status == ComponentStatus::Unknown && entry.status_raw.is_none() {
        entry.status = worst.unwrap_or_default();
    }
}
