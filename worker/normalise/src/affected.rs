//! Which components an event touched, and when.

use statuslamp_model::{Affected, Component, ComponentStatus, Event, Span, Timestamp};

/// A component an event names, and the state it gives it.
pub(crate) struct Mention {
    pub(crate) component_id: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) status: ComponentStatus,
    pub(crate) raw: Option<String>,
}

/// The union of what the event lists beside its timeline, in its state of today, and of what its
/// updates announced, joined by id, in the order of first mention.
pub(crate) fn of(
    event: &Event,
    listed: Vec<Mention>,
    announced: Vec<Mention>,
    components: &[Component],
) -> Vec<Affected> {
    let mut all: Vec<Affected> = Vec::new();
    for mention in listed {
        let Some(name) = mention.name.or_else(|| mention.component_id.clone()) else {
            continue;
        };
        let entry = entry(&mut all, mention.component_id, &name, components);
        // Once an event is over, today's state says nothing of it.
        if event.is_active() {
            admit(entry, mention.status, mention.raw);
        }
    }
    for mention in announced {
        let Some(name) = mention.name.or_else(|| mention.component_id.clone()) else {
            continue;
        };
        let entry = entry(&mut all, mention.component_id, &name, components);
        admit(entry, mention.status, mention.raw);
    }
    for affected in &mut all {
        affected.spans = spans(event, affected);
    }
    all
}

/// Gives an id to what is only named, where exactly one component bears the name: feeds name
/// components and nothing else. A name that two bear stays a name.
pub(crate) fn identify(affected: &mut [Affected], components: &[Component]) {
    for unidentified in affected.iter_mut().filter(|one| one.component_id.is_none()) {
        let mut namesakes = components
            .iter()
            .filter(|component| component.name == unidentified.name);
        if let (Some(only), None) = (namesakes.next(), namesakes.next()) {
            unidentified.component_id = Some(only.id.clone());
        }
    }
}

/// Keeps the ids another account of the same event knew for the same names.
pub(crate) fn identify_as_in(affected: &mut [Affected], other: &[Affected]) {
    for unidentified in affected.iter_mut().filter(|one| one.component_id.is_none()) {
        let known = other.iter().find(|known| known.name == unidentified.name);
        unidentified.component_id = known.and_then(|known| known.component_id.clone());
    }
}

fn entry<'a>(
    all: &'a mut Vec<Affected>,
    component_id: Option<String>,
    name: &str,
    components: &[Component],
) -> &'a mut Affected {
    let found = all.iter().position(|affected| match &component_id {
        Some(id) => affected.component_id.as_ref() == Some(id),
        None => affected.component_id.is_none() && affected.name == name,
    });
    let index = found.unwrap_or_else(|| {
        let known = components
            .iter()
            .find(|component| Some(&component.id) == component_id.as_ref());
        all.push(Affected {
            name: known.map_or(name, |component| &component.name).to_owned(),
            component_id,
            ..Affected::default()
        });
        all.len() - 1
    });
    &mut all[index]
}

/// Takes a state in if it is the worst so far; the first of all stands whatever it is.
fn admit(affected: &mut Affected, status: ComponentStatus, raw: Option<String>) {
    let first = affected.status_raw.is_none() && affected.status == ComponentStatus::Unknown;
    if first || affected.status.worse(status) != affected.status {
        affected.status = status;
        affected.status_raw = raw;
    }
}

/// The stretches in which the component was not operational, from the states its updates announce.
fn spans(event: &Event, affected: &Affected) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut current: Option<(ComponentStatus, Timestamp)> = None;
    for update in &event.updates {
        let Some(at) = update.at else {
            continue;
        };
        let change = update
            .changes
            .iter()
            .find(|change| match &affected.component_id {
                Some(id) => change.component_id.as_ref() == Some(id),
                None => change.component_id.is_none() && change.name == affected.name,
            });
        let Some(change) = change else {
            continue;
        };
        if current.is_some_and(|(status, _)| status == change.to) {
            continue;
        }
        if let Some((status, from)) = current.take() {
            push(&mut spans, status, from, Some(at));
        }
        if change.to != ComponentStatus::Operational {
            current = Some((change.to, at));
        }
    }
    if let Some((status, from)) = current {
        // The end of the event ends it.
        let end = event.resolved_at.map(|end| end.max(from));
        push(&mut spans, status, from, end);
    }
    spans
}

/// Stretches by their beginnings; where one goes on as the next, the two are one.
pub(crate) fn in_a_row(listed: Vec<Span>) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    // A sort of its own would cost the worker more than this costs anybody.
    for span in listed {
        let order = |span: &Span| (span.from, span.to.is_none(), span.to);
        let at = spans.partition_point(|other| order(other) < order(&span));
        if spans.get(at) != Some(&span) {
            spans.insert(at, span);
        }
    }
    let mut row: Vec<Span> = Vec::new();
    for span in spans {
        match row.last_mut() {
            Some(last) if last.status == span.status && last.to == Some(span.from) => {
                last.to = span.to;
            }
            Some(_) | None => row.push(span),
        }
    }
    row
}

fn push(spans: &mut Vec<Span>, status: ComponentStatus, from: Timestamp, to: Option<Timestamp>) {
    if to != Some(from) {
        spans.push(Span { status, from, to });
    }
}
