//! Instatus' vocabularies. `None` is a word outside of them. The JSON shouts, the feed does not:
//! capitals and spaces carry no meaning.

use statuslamp_model::{ComponentStatus, Impact, Phase};

fn folded(word: &str) -> String {
    word.chars()
        .filter(|c| !matches!(c, ' ' | '_' | '-'))
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

/// The state of a component.
pub(in crate::instatus) fn component_status(word: &str) -> Option<ComponentStatus> {
    match folded(word).as_str() {
        "OPERATIONAL" => Some(ComponentStatus::Operational),
        "UNDERMAINTENANCE" => Some(ComponentStatus::UnderMaintenance),
        "DEGRADEDPERFORMANCE" => Some(ComponentStatus::DegradedPerformance),
        "PARTIALOUTAGE" | "MINOROUTAGE" => Some(ComponentStatus::PartialOutage),
        "MAJOROUTAGE" => Some(ComponentStatus::MajorOutage),
        _ => None,
    }
}

/// The state of the page.
pub(super) fn page_status(word: &str) -> Option<ComponentStatus> {
    let folded = folded(word);
    match folded.as_str() {
        "UP" => Some(ComponentStatus::Operational),
        "HASISSUES" => Some(ComponentStatus::DegradedPerformance),
        other => {
            let of_components = ["ALL", "SOME", "ONE"]
                .iter()
                .find_map(|prefix| other.strip_prefix(prefix))
                .unwrap_or(other);
            component_status(of_components)
        }
    }
}

/// How bad an event is: said with the words for components.
pub(super) fn impact(word: &str) -> Option<Impact> {
    match folded(word).as_str() {
        "OPERATIONAL" => Some(Impact::None),
        "UNDERMAINTENANCE" => Some(Impact::Maintenance),
        "DEGRADEDPERFORMANCE" | "MINOROUTAGE" => Some(Impact::Minor),
        "PARTIALOUTAGE" => Some(Impact::Major),
        "MAJOROUTAGE" => Some(Impact::Critical),
        _ => None,
    }
}

/// Where an event stands.
pub(super) fn phase(word: &str) -> Option<Phase> {
    match folded(word).as_str() {
        "INVESTIGATING" => Some(Phase::Investigating),
        "IDENTIFIED" => Some(Phase::Identified),
        "MONITORING" => Some(Phase::Monitoring),
        "RESOLVED" => Some(Phase::Resolved),
        "POSTMORTEM" => Some(Phase::Postmortem),
        "NOTSTARTEDYET" => Some(Phase::Scheduled),
        "INPROGRESS" => Some(Phase::InProgress),
        "VERIFYING" => Some(Phase::Verifying),
        "COMPLETED" => Some(Phase::Completed),
        _ => None,
    }
}

/// Whether an update announces nothing but itself.
pub(super) fn is_plain_update(word: &str) -> bool {
    folded(word) == "UPDATE"
}
