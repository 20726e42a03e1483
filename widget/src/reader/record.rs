//! The past, member by member.

use super::{Source, event, list, page_info, parsed, small, status, string, text, whole};
use crate::record::{Answer, Want};
use statuslamp_model::{
    ComponentStatus, ComponentUptime, EventKind, EventList, Impact, ListedAffected, ListedEvent,
    Phase, Seconds, Uptime, UptimeDay, UptimeList,
};

/// The document that was asked for, and the revision it belongs to; `None` where it is none.
pub fn answer(want: &Want, document: &impl Source) -> Option<(Answer, u64)> {
    let answer = match want {
        Want::About => Answer::About(page_info(&document.member("page"))?),
        Want::Incidents(_) | Want::Maintenances(_) => Answer::Events(event_list(document)?),
        Want::Uptime | Want::Components => Answer::Uptime(uptime_list(document)?),
        Want::Story(_) => {
            let event = document.member("incident");
            text(&event, "id")?;
            Answer::Story(Box::new(event::event(&event)))
        }
    };
    Some((answer, whole(document, "revision")?))
}

fn event_list(document: &impl Source) -> Option<EventList> {
    document.member("data").items()?;
    Some(EventList {
        page: page_info(&document.member("page"))?,
        revision: whole(document, "revision")?,
        checked_at: parsed(document, "checked_at"),
        fresh_until: parsed(document, "fresh_until"),
        unknown_after: parsed(document, "unknown_after"),
        poll_seconds: small(document, "poll_seconds"),
        data: list(document, "data", listed),
        next_cursor: text(document, "next_cursor"),
    })
}

fn listed(source: &impl Source) -> ListedEvent {
    ListedEvent {
        id: string(source, "id"),
        kind: EventKind::from_word(&string(source, "kind")),
        title: string(source, "title"),
        phase: Phase::from_word(&string(source, "phase")),
        phase_raw: text(source, "phase_raw"),
        impact: Impact::from_word(&string(source, "impact")),
        impact_raw: text(source, "impact_raw"),
        started_at: parsed(source, "started_at"),
        detected_at: parsed(source, "detected_at"),
        identified_at: parsed(source, "identified_at"),
        monitoring_at: parsed(source, "monitoring_at"),
        resolved_at: parsed(source, "resolved_at"),
        updated_at: parsed(source, "updated_at"),
        scheduled_for: parsed(source, "scheduled_for"),
        scheduled_until: parsed(source, "scheduled_until"),
        url: parsed(source, "url"),
        affected: list(source, "affected", affected),
        more: small(source, "more"),
        update_count: small(source, "update_count"),
        updates_complete: source.member("updates_complete").is_true(),
        has_postmortem: source.member("has_postmortem").is_true(),
        backfilled: source.member("backfilled").is_true(),
        reopened: small(source, "reopened"),
        muted: source.member("muted").is_true(),
    }
}

fn affected(source: &impl Source) -> ListedAffected {
    ListedAffected {
        component_id: text(source, "component_id"),
        name: string(source, "name"),
        status: status(source, "status"),
    }
}

fn uptime_list(document: &impl Source) -> Option<UptimeList> {
    document.member("data").items()?;
    Some(UptimeList {
        page: page_info(&document.member("page"))?,
        revision: whole(document, "revision")?,
        checked_at: parsed(document, "checked_at"),
        fresh_until: parsed(document, "fresh_until"),
        unknown_after: parsed(document, "unknown_after"),
        poll_seconds: small(document, "poll_seconds"),
        overall: uptime(&document.member("overall")),
        data: list(document, "data", component),
        next_cursor: text(document, "next_cursor"),
    })
}

fn component(source: &impl Source) -> ComponentUptime {
    ComponentUptime {
        id: string(source, "id"),
        group_id: text(source, "group_id"),
        name: string(source, "name"),
        uptime: uptime(source),
    }
}

fn uptime(source: &impl Source) -> Uptime {
    Uptime {
        uptime: source.member("uptime").number(),
        days: list(source, "days", day),
    }
}

fn day(source: &impl Source) -> UptimeDay {
    let mut seconds = Seconds::default();
    for &status in ComponentStatus::ALL {
        *seconds.of_mut(status) = whole(source, status.as_str()).unwrap_or_default();
    }
    UptimeDay {
        date: string(source, "date"),
        uptime: source.member("uptime").number(),
        worst: text(source, "worst").map(|word| ComponentStatus::from_word(&word)),
        seconds,
    }
}

#[cfg(test)]
#[path = "record_tests.rs"]
mod tests;
