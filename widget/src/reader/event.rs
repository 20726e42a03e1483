//! Events, member by member.

use super::{Source, instant, list, parsed, rich_text, small, status, string, text};
use statuslamp_model::{
    Affected, Change, ComponentStatus, Event, EventKind, Impact, Phase, Postmortem, Span, Update,
};

pub(super) fn event(source: &impl Source) -> Event {
    Event {
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
        updates: list(source, "updates", update),
        updates_complete: source.member("updates_complete").is_true(),
        postmortem: postmortem(&source.member("postmortem")),
        backfilled: source.member("backfilled").is_true(),
        reopened: small(source, "reopened"),
        muted: source.member("muted").is_true(),
        operator: source.member("operator").is_true(),
    }
}

fn affected(source: &impl Source) -> Affected {
    Affected {
        component_id: text(source, "component_id"),
        name: string(source, "name"),
        status: status(source, "status"),
        status_raw: text(source, "status_raw"),
        spans: list(source, "spans", span),
    }
}

fn span(source: &impl Source) -> Span {
    Span {
        status: status(source, "status"),
        from: instant(source, "from"),
        to: parsed(source, "to"),
    }
}

fn update(source: &impl Source) -> Update {
    Update {
        id: text(source, "id"),
        phase: text(source, "phase").map(|word| Phase::from_word(&word)),
        phase_raw: text(source, "phase_raw"),
        at: parsed(source, "at"),
        posted_at: parsed(source, "posted_at"),
        edited_at: parsed(source, "edited_at"),
        body: rich_text::rich_text(&source.member("body")).unwrap_or_default(),
        changes: list(source, "changes", change),
    }
}

fn change(source: &impl Source) -> Change {
    Change {
        component_id: text(source, "component_id"),
        name: string(source, "name"),
        from: text(source, "from").map(|word| ComponentStatus::from_word(&word)),
        to: status(source, "to"),
    }
}

fn postmortem(source: &impl Source) -> Option<Postmortem> {
    let postmortem = Postmortem {
        body: rich_text::rich_text(&source.member("body")),
        url: parsed(source, "url"),
        published_at: parsed(source, "published_at"),
    };
    (postmortem != Postmortem::default()).then_some(postmortem)
}
