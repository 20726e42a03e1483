//! Instatus' open incidents and maintenances as our events.

use super::words;
use crate::WarningKind::{InferredTime, Skipped};
use crate::affected::{self, Mention};
use crate::instatus::schema::{self, Active};
use crate::notes::Notes;
use crate::rich_text::{LineEnd, from_html, from_markdown};
use crate::{identity, order, postmortem};
use statuslamp_model::{
    ComponentStatus, Event, EventKind, Impact, Phase, RichText, Timestamp, Update,
};

/// Maps one; `None`, with a warning, where nothing identifies it.
pub(super) fn map(upstream: &Active<'_>, is_maintenance: bool, notes: &Notes) -> Option<Event> {
    let id = upstream
        .id
        .clone()
        .or_else(|| identity::from_url(upstream.url.as_ref()?))
        .or_else(|| {
            Some(identity::from_content(
                upstream.name.as_deref()?,
                upstream.started,
            ))
        });
    let Some(id) = id else {
        notes.warn(
            Skipped,
            &upstream.path,
            "an event without id, link and name",
        );
        notes.no_better_than(ComponentStatus::Unknown);
        return None;
    };
    let word = upstream.status.as_ref();
    let phase = word.map_or_else(Phase::default, |word| {
        notes.known(&word.path, &word.text, words::phase(&word.text))
    });
    let impact = upstream
        .impact
        .as_ref()
        .map(|word| notes.known(&word.path, &word.text, words::impact(&word.text)));
    let scheduled_until = upstream
        .started
        .zip(upstream.duration)
        .map(|(start, minutes)| start.plus_seconds(minutes.saturating_mul(60)));
    let updates_complete = upstream
        .updates
        .as_ref()
        .is_some_and(|updates| updates.whole);
    let updates = updates(upstream, notes);
    let first_in = |phase| {
        let update = updates.iter().find(|update| update.phase == Some(phase));
        update.and_then(|update| update.at)
    };
    let mut event = Event {
        title: upstream.name.clone().unwrap_or_else(|| id.clone()),
        id,
        kind: if is_maintenance {
            EventKind::Maintenance
        } else {
            EventKind::Incident
        },
        phase,
        phase_raw: word.map(|word| word.text.clone()),
        // Maintenances carry no impact of their own.
        impact: impact.unwrap_or(if is_maintenance {
            Impact::Maintenance
        } else {
            Impact::Unknown
        }),
        impact_raw: upstream.impact.as_ref().map(|word| word.text.clone()),
        started_at: upstream.started,
        identified_at: first_in(Phase::Identified),
        monitoring_at: first_in(Phase::Monitoring),
        updated_at: upstream.updated_at,
        scheduled_for: is_maintenance.then_some(upstream.started).flatten(),
        scheduled_until: is_maintenance.then_some(scheduled_until).flatten(),
        url: upstream.url.clone(),
        postmortem: postmortem::of_timeline(&updates, upstream.url.as_ref()),
        reopened: order::reopened(&updates),
        updates,
        updates_complete,
        ..Event::default()
    };
    event.resolved_at = resolved_at(upstream, &event, notes);
    let listed = upstream.components.iter().map(|component| Mention {
        component_id: component.id.clone(),
        name: component.name.clone(),
        status: component
            .status
            .as_ref()
            .map_or_else(Default::default, |word| {
                notes.known(&word.path, &word.text, words::component_status(&word.text))
            }),
        raw: component.status.as_ref().map(|word| word.text.clone()),
    });
    event.affected = affected::of(&event, listed.collect(), Vec::new(), &[]);
    if event.is_active() {
        // An impact of "operational" stands beside components that are down.
        for affected in &event.affected {
            if affected.status_raw.is_some() {
                notes.no_better_than(affected.status);
            }
        }
    }
    Some(event)
}

/// The timeline; page data lists it oldest first.
fn updates(upstream: &Active<'_>, notes: &Notes) -> Vec<Update> {
    let listed = upstream.updates.iter().flat_map(|updates| &updates.items);
    let mut updates: Vec<_> = listed.map(|update| map_update(update, notes)).collect();
    updates.reverse();
    order::timeline(updates)
}

fn map_update(upstream: &schema::Update<'_>, notes: &Notes) -> Update {
    let phase = upstream
        .status
        .as_ref()
        .filter(|word| !words::is_plain_update(&word.text))
        .map(|word| notes.known(&word.path, &word.text, words::phase(&word.text)));
    let body = match (upstream.message_html, upstream.message) {
        (Some(html), _) => from_html(html),
        (None, Some(text)) => from_markdown(text, LineEnd::Break),
        (None, None) => RichText::default(),
    };
    Update {
        id: upstream.id.clone(),
        phase,
        phase_raw: upstream.status.as_ref().map(|word| word.text.clone()),
        at: upstream.started,
        posted_at: upstream.started,
        body,
        ..Update::default()
    }
}

/// Null while it is open; where an event is over and gives no end, its newest message stands in.
fn resolved_at(upstream: &Active<'_>, event: &Event, notes: &Notes) -> Option<Timestamp> {
    if !event.is_over() {
        return None;
    }
    upstream.resolved.or_else(|| {
        let at = event.latest_update().and_then(|update| update.at)?;
        notes.warn(
            InferredTime,
            &format!("{}.resolved", upstream.path),
            &at.to_string(),
        );
        Some(at)
    })
}
