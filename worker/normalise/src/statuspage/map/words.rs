//! Statuspage's vocabularies. `None` is a word outside of them.

use statuslamp_model::{ComponentStatus, EventKind, Impact, Phase};

/// The state of a component.
pub(super) fn component_status(word: &str) -> Option<ComponentStatus> {
    match word {
        "operational" => Some(ComponentStatus::Operational),
        "under_maintenance" => Some(ComponentStatus::UnderMaintenance),
        "degraded_performance" => Some(ComponentStatus::DegradedPerformance),
        "partial_outage" => Some(ComponentStatus::PartialOutage),
        "major_outage" => Some(ComponentStatus::MajorOutage),
        _ => None,
    }
}

/// The state of the page.
pub(super) fn indicator(word: &str) -> Option<ComponentStatus> {
    match word {
        "none" => Some(ComponentStatus::Operational),
        "maintenance" => Some(ComponentStatus::UnderMaintenance),
        "minor" => Some(ComponentStatus::DegradedPerformance),
        "major" => Some(ComponentStatus::PartialOutage),
        "critical" => Some(ComponentStatus::MajorOutage),
        _ => None,
    }
}

/// How bad an event is.
pub(super) fn impact(word: &str) -> Option<Impact> {
    match word {
        "none" => Some(Impact::None),
        "minor" => Some(Impact::Minor),
        "major" => Some(Impact::Major),
        "critical" => Some(Impact::Critical),
        "maintenance" => Some(Impact::Maintenance),
        _ => None,
    }
}

/// Where an event stands.
pub(super) fn phase(word: &str) -> Option<Phase> {
    match word {
        "investigating" => Some(Phase::Investigating),
        "identified" => Some(Phase::Identified),
        "monitoring" => Some(Phase::Monitoring),
        "resolved" => Some(Phase::Resolved),
        "postmortem" => Some(Phase::Postmortem),
        "scheduled" => Some(Phase::Scheduled),
        "in_progress" => Some(Phase::InProgress),
        "verifying" => Some(Phase::Verifying),
        "completed" => Some(Phase::Completed),
        "cancelled" | "canceled" => Some(Phase::Cancelled),
        _ => None,
    }
}

/// What kind of event a phase belongs to, where only one kind has it.
pub(super) const fn kind_of(phase: Phase) -> Option<EventKind> {
    match phase {
        Phase::Scheduled
        | Phase::InProgress
        | Phase::Verifying
        | Phase::Completed
        | Phase::Cancelled => Some(EventKind::Maintenance),
        Phase::Investigating
        | Phase::Identified
        | Phase::Monitoring
        | Phase::Resolved
        | Phase::Postmortem => Some(EventKind::Incident),
        Phase::Unknown => None,
    }
}
