//! Every word of ours, in one place.
//!
//! Templates take `{name}` (the vendor) and `{ago}` (a time in words). In a sentence, a state is
//! written small; standing alone, with a capital.

use statuslamp_model::{ComponentStatus, Phase};

/// While what is known may not be stated as present.
pub const LAST_HEARD: &str = "Last heard from {name} {ago}";
/// The vendor's page was never read.
pub const NEVER_HEARD: &str = "Not heard from {name} yet";
/// Where the list comes from, and how old it is.
pub const CHECKED: &str = "Checked {ago} from {name}’s official page";
/// Where the list comes from.
pub const SOURCE: &str = "{name}’s official page";
/// Before the vendor's own sentence for the whole page, where it is not what we see.
pub const SAYS: &str = "{name} says: ";
/// How old the latest update is.
pub const UPDATED: &str = "Updated {ago}";
/// How long a component has been in its state.
pub const SINCE: &str = "Changed {ago}";
/// Before the names of what an event touches.
pub const AFFECTS: &str = "Affects ";
/// Between the last two of several names.
pub const AND: &str = " and ";
/// Between several names.
pub const COMMA: &str = ", ";
/// The label of the list.
pub const REGION: &str = "Status of {name}";
/// The label of the banner: landmarks of one page need names of their own.
pub const MESSAGE: &str = "Message about {name}";
/// The link to the vendor's page.
pub const DETAILS: &str = "Status page";
/// The link of a notice to where its author says more.
pub const READ_MORE: &str = "Read more";
/// What a notice of the operator's is, in the place of a phase.
pub const NOTICE: &str = "Notice";
/// Whose word a notice of the operator's is.
pub const BY_OPERATOR: &str = "By the operator, not from {name}’s official page";
/// What is true, but not announced.
pub const MUTED: &str = "Muted by the operator";
/// Nothing of the page is announced.
pub const SILENCED: &str = "Messages about {name} are muted by the operator";
/// Added to a link that opens another tab, for those who cannot see it.
pub const NEW_TAB: &str = "(opens in a new tab)";
/// The label of the button that dismisses a banner.
pub const DISMISS: &str = "Dismiss this message";
/// Said aloud when a banner stops stating the present.
pub const NOT_CURRENT: &str = "This may not be current";
/// While the first answer is on its way.
pub const LOADING: &str = "Reading the status…";
/// When no answer came.
pub const FAILED: &str = "The status cannot be read right now. Trying again.";

/// A component's state, standing alone.
pub const fn status(status: ComponentStatus) -> &'static str {
    match status {
        ComponentStatus::Operational => "Operational",
        ComponentStatus::UnderMaintenance => "Under maintenance",
        ComponentStatus::DegradedPerformance => "Degraded performance",
        ComponentStatus::PartialOutage => "Partial outage",
        ComponentStatus::MajorOutage => "Major outage",
        ComponentStatus::Unknown => "Not known",
    }
}

/// A component's state when it was last heard of.
pub const fn was(status: ComponentStatus) -> &'static str {
    match status {
        ComponentStatus::Operational => "Was operational",
        ComponentStatus::UnderMaintenance => "Was under maintenance",
        ComponentStatus::DegradedPerformance => "Had degraded performance",
        ComponentStatus::PartialOutage => "Had a partial outage",
        ComponentStatus::MajorOutage => "Had a major outage",
        ComponentStatus::Unknown => "Not known",
    }
}

/// A component's state inside a sentence.
pub const fn trouble(status: ComponentStatus) -> &'static str {
    match status {
        ComponentStatus::Operational => "operational",
        ComponentStatus::UnderMaintenance => "under maintenance",
        ComponentStatus::DegradedPerformance => "degraded performance",
        ComponentStatus::PartialOutage => "partial outage",
        ComponentStatus::MajorOutage => "major outage",
        ComponentStatus::Unknown => "state not known",
    }
}

/// The state of the whole page.
pub const fn overall(status: ComponentStatus) -> &'static str {
    match status {
        ComponentStatus::Operational => "All systems operational",
        ComponentStatus::UnderMaintenance => "Maintenance under way",
        ComponentStatus::DegradedPerformance => "Some systems are degraded",
        ComponentStatus::PartialOutage => "Partial outage",
        ComponentStatus::MajorOutage => "Major outage",
        ComponentStatus::Unknown => "Status not known",
    }
}

/// Where an event stands; the vendor's own word where it is none of ours.
pub fn phase(phase: Phase, raw: Option<&str>) -> String {
    let words = match phase {
        Phase::Investigating => "Investigating",
        Phase::Identified => "Cause identified",
        Phase::Monitoring => "Monitoring",
        Phase::Resolved => "Resolved",
        Phase::Postmortem => "Post-mortem",
        Phase::Scheduled => "Scheduled",
        Phase::InProgress => "In progress",
        Phase::Verifying => "Verifying",
        Phase::Completed => "Completed",
        Phase::Cancelled => "Cancelled",
        Phase::Unknown => raw.unwrap_or_default(),
    };
    words.to_owned()
}

/// "and 2 more".
pub fn and_more(number: usize) -> String {
    let mut words = String::from("and ");
    words.push_str(&number.to_string());
    words.push_str(" more");
    words
}

/// "2 minutes ago". Under a minute in steps of ten seconds, so that it need not tick each second;
/// what seems to lie in the future is "just now".
pub fn ago(seconds: i64) -> String {
    let (number, one, many) = match seconds {
        ..10 => return "just now".to_owned(),
        10..60 => (seconds / 10 * 10, "", " seconds ago"),
        60..3600 => (seconds / 60, "1 minute ago", " minutes ago"),
        3600..86_400 => (seconds / 3600, "1 hour ago", " hours ago"),
        86_400.. => (seconds / 86_400, "1 day ago", " days ago"),
    };
    if number == 1 {
        return one.to_owned();
    }
    let mut words = number.to_string();
    words.push_str(many);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_told_in_the_largest_whole_unit() {
        for (seconds, words) in [
            (-5, "just now"),
            (9, "just now"),
            (29, "20 seconds ago"),
            (60, "1 minute ago"),
            (179, "2 minutes ago"),
            (3600, "1 hour ago"),
            (86_399, "23 hours ago"),
            (172_800, "2 days ago"),
        ] {
            assert_eq!(ago(seconds), words, "{seconds}");
        }
    }

    #[test]
    fn only_the_operational_state_says_operational_as_present() {
        for &state in ComponentStatus::ALL {
            let is_operational = state == ComponentStatus::Operational;
            assert_eq!(status(state) == "Operational", is_operational, "{state}");
            assert_eq!(
                overall(state).contains("operational"),
                is_operational,
                "{state}"
            );
            assert_ne!(was(state), "Operational");
        }
    }

    #[test]
    fn a_phase_that_is_none_of_ours_keeps_the_vendors_word() {
        assert_eq!(phase(Phase::Unknown, Some("Mulling")), "Mulling");
        assert_eq!(phase(Phase::Unknown, None), "");
    }
}
