//! Statuspage's incidents and scheduled maintenances as our events.

use super::words;
use crate::WarningKind::{InferredTime, NegativeDuration, PhaseContradiction, Skipped};
use crate::affected::{self, Mention};
use crate::item::Word;
use crate::notes::Notes;
use crate::rich_text::{LineEnd, from_markdown};
use crate::statuspage::schema::{self, AffectedComponent, IncidentUpdate};
use crate::{identity, order, postmortem};
use statuslamp_model::{
    Affected, Change, Component, ComponentStatus, Event, EventKind, Impact, Phase, Postmortem,
    Timestamp, Update, WebUrl,
};

/// What an incident is read against.
pub(super) struct Context<'a> {
    pub(super) page_url: Option<&'a WebUrl>,
    /// The page's components, for names; empty where the document lists none.
    pub(super) components: &'a [Component],
    pub(super) in_maintenance_list: bool,
    pub(super) notes: &'a Notes,
}

/// Maps one; `None`, with a warning, where nothing identifies it.
pub(super) fn map(upstream: &schema::Incident<'_>, context: &Context<'_>) -> Option<Event> {
    let notes = context.notes;
    let id = id(upstream);
    let phase = phase(upstream.status.as_ref(), notes);
    let impact = upstream
        .impact
        .as_ref()
        .map_or_else(Impact::default, |word| {
            notes.known(&word.path, &word.text, words::impact(&word.text))
        });
    let Some(id) = id else {
        notes.warn(
            Skipped,
            &upstream.path,
            "an incident without id, link and title",
        );
        if !phase.is_some_and(Phase::is_over) {
            notes.no_better_than(ComponentStatus::Unknown);
        }
        return None;
    };
    let updates_complete = upstream.incident_updates.whole;
    let updates = order::timeline(
        upstream
            .incident_updates
            .items
            .iter()
            .map(|update| map_update(update, context))
            .collect(),
    );
    // Without a word of its own it stands where its timeline left it.
    let phase = phase.unwrap_or_else(|| {
        updates
            .iter()
            .rev()
            .find_map(|update| update.phase)
            .unwrap_or_default()
    });
    let kind = kind(upstream, phase, impact, context);
    let url = context
        .page_url
        .filter(|_| upstream.id.is_some())
        .and_then(|page| event_url(page, &id))
        .or_else(|| upstream.shortlink.clone());
    let postmortem = published_postmortem(upstream, &updates, url.as_ref());
    let mut event = Event {
        title: upstream.name.clone().unwrap_or_else(|| id.clone()),
        id,
        kind,
        phase,
        phase_raw: upstream.status.as_ref().map(|word| word.text.clone()),
        impact,
        impact_raw: upstream.impact.as_ref().map(|word| word.text.clone()),
        identified_at: first_in(&updates, Phase::Identified),
        monitoring_at: upstream
            .monitoring_at
            .or_else(|| first_in(&updates, Phase::Monitoring)),
        updated_at: upstream.updated_at,
        scheduled_for: upstream.scheduled_for,
        scheduled_until: upstream.scheduled_until,
        url,
        reopened: order::reopened(&updates),
        updates,
        updates_complete,
        postmortem,
        backfilled: upstream.backfilled,
        ..Event::default()
    };
    note_contradiction(&event, &upstream.path, notes);
    event.resolved_at = resolved_at(upstream, &event, notes);
    event.started_at = started_at(upstream, &event, notes);
    event.affected = affected(upstream, &event, context.components);
    Some(event)
}

fn id(upstream: &schema::Incident<'_>) -> Option<String> {
    let of_link = || identity::from_url(upstream.shortlink.as_ref()?);
    let of_content = || {
        Some(identity::from_content(
            upstream.name.as_deref()?,
            upstream.created_at,
        ))
    };
    upstream.id.clone().or_else(of_link).or_else(of_content)
}

fn affected(
    upstream: &schema::Incident<'_>,
    event: &Event,
    components: &[Component],
) -> Vec<Affected> {
    let listed = upstream.components.iter().map(|component| {
        mention(
            component.id.as_ref(),
            component.name.as_ref(),
            component.status.as_ref(),
        )
    });
    let announced = upstream
        .incident_updates
        .items
        .iter()
        .rev()
        .flat_map(|update| &update.affected_components)
        .filter(|affected| affected.is_component())
        .map(|affected| {
            mention(
                affected.code.as_ref(),
                affected.name.as_ref(),
                affected.new_status.as_ref(),
            )
        });
    affected::of(event, listed.collect(), announced.collect(), components)
}

fn mention(id: Option<&String>, name: Option<&String>, status: Option<&Word>) -> Mention {
    Mention {
        component_id: id.cloned(),
        name: name.cloned(),
        status: status
            .and_then(|word| words::component_status(&word.text))
            .unwrap_or_default(),
        raw: status.map(|word| word.text.clone()),
    }
}

fn phase(word: Option<&Word>, notes: &Notes) -> Option<Phase> {
    word.map(|word| notes.known(&word.path, &word.text, words::phase(&word.text)))
}

fn kind(
    upstream: &schema::Incident<'_>,
    phase: Phase,
    impact: Impact,
    context: &Context<'_>,
) -> EventKind {
    let is_maintenance = context.in_maintenance_list
        || upstream.scheduled_for.is_some()
        || impact == Impact::Maintenance
        || words::kind_of(phase) == Some(EventKind::Maintenance);
    if is_maintenance {
        EventKind::Maintenance
    } else {
        EventKind::Incident
    }
}

fn map_update(upstream: &IncidentUpdate<'_>, context: &Context<'_>) -> Update {
    let phase = phase(upstream.status.as_ref(), context.notes);
    // Messages are typed into a form, where a line end is meant; a post-mortem is a document.
    let line_end = if phase == Some(Phase::Postmortem) {
        LineEnd::Space
    } else {
        LineEnd::Break
    };
    Update {
        id: upstream.id.clone(),
        phase,
        phase_raw: upstream.status.as_ref().map(|word| word.text.clone()),
        at: upstream.display_at.or(upstream.created_at),
        posted_at: upstream.created_at,
        edited_at: upstream.updated_at,
        body: from_markdown(upstream.body.unwrap_or_default(), line_end),
        changes: upstream
            .affected_components
            .iter()
            .filter_map(|affected| change(affected, context))
            .collect(),
    }
}

fn change(upstream: &AffectedComponent, context: &Context<'_>) -> Option<Change> {
    let status = |word: &Word| {
        context
            .notes
            .known(&word.path, &word.text, words::component_status(&word.text))
    };
    if !upstream.is_component() {
        return None;
    }
    let known = context
        .components
        .iter()
        .find(|component| Some(&component.id) == upstream.code.as_ref());
    Some(Change {
        component_id: upstream.code.clone(),
        // The update says "Group - Member", perhaps by an old name.
        name: known
            .map(|component| component.name.clone())
            .or_else(|| upstream.name.clone())
            .or_else(|| upstream.code.clone())?,
        from: upstream.old_status.as_ref().map(status),
        to: upstream
            .new_status
            .as_ref()
            .map_or_else(Default::default, status),
    })
}

fn event_url(page: &WebUrl, id: &str) -> Option<WebUrl> {
    let base = page
        .as_str()
        .split(['?', '#'])
        .next()?
        .trim_end_matches('/');
    let is_segment = id
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
    is_segment
        .then(|| format!("{base}/incidents/{id}").parse().ok())
        .flatten()
}

/// The published explanation: an update of its own, or a webhook's member. A draft has no date of
/// publication and is nobody's business.
fn published_postmortem(
    upstream: &schema::Incident<'_>,
    updates: &[Update],
    url: Option<&WebUrl>,
) -> Option<Postmortem> {
    let told = postmortem::of_timeline(updates, url);
    let published_at = upstream.postmortem_published_at;
    if let Some(told) = told {
        return Some(Postmortem {
            published_at: published_at.or(told.published_at),
            ..told
        });
    }
    Some(Postmortem {
        published_at: Some(published_at?),
        body: Some(from_markdown(upstream.postmortem_body?, LineEnd::Space)),
        url: url.cloned(),
    })
}

fn first_in(updates: &[Update], phase: Phase) -> Option<Timestamp> {
    updates
        .iter()
        .find(|update| update.phase == Some(phase))
        .and_then(|update| update.at)
}

/// The event's own word stands; that its timeline says otherwise is worth knowing.
fn note_contradiction(event: &Event, path: &str, notes: &Notes) {
    let newest = event.updates.iter().rev().find_map(|update| update.phase);
    if let Some(newest) = newest
        && newest.is_over() != event.is_over()
    {
        let detail = format!("{} beside an update {newest}", event.phase);
        notes.warn(PhaseContradiction, &format!("{path}.status"), &detail);
    }
}

/// Null while it is open; where an event is over and gives no end, its newest message stands in.
fn resolved_at(upstream: &schema::Incident<'_>, event: &Event, notes: &Notes) -> Option<Timestamp> {
    if !event.is_over() {
        return None;
    }
    upstream.resolved_at.or_else(|| {
        let at = event.latest_update().and_then(|update| update.at)?;
        notes.warn(
            InferredTime,
            &format!("{}.resolved_at", upstream.path),
            &at.to_string(),
        );
        Some(at)
    })
}

fn started_at(upstream: &schema::Incident<'_>, event: &Event, notes: &Notes) -> Option<Timestamp> {
    if event.kind == EventKind::Maintenance {
        // Its `started_at` and `created_at` are the announcement.
        let start = first_in(&event.updates, Phase::InProgress)
            .or(upstream.scheduled_for)
            .or(upstream.started_at)?;
        // Called off or done before its time.
        return Some(event.resolved_at.map_or(start, |end| start.min(end)));
    }
    let first_shown = event.updates.iter().find_map(|update| update.at);
    let start = [upstream.started_at, upstream.created_at, first_shown]
        .into_iter()
        .flatten()
        .min();
    // Backfilled incidents "start" when they were typed in, after their end.
    if let (Some(given), Some(end)) = (upstream.started_at, event.resolved_at)
        && given > end
    {
        let detail = format!("{given} to {end}");
        notes.warn(
            NegativeDuration,
            &format!("{}.started_at", upstream.path),
            &detail,
        );
    }
    match (start, event.resolved_at) {
        (Some(start), Some(end)) => Some(start.min(end)),
        (start, _) => start,
    }
}
