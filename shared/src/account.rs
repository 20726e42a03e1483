//! An event in one sentence, and how long its parts took.

use crate::{Event, EventKind, Impact, Timestamp};
use serde::{Deserialize, Serialize};

/// Components named in the sentence; the rest is counted.
const MAX_NAMED: usize = 2;
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// An event in short.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Account {
    /// What happened, in one sentence or two.
    pub text: String,
    /// Seconds from its beginning to its end; null while it is open.
    pub duration_seconds: Option<u64>,
    /// The same in words, cut to whole minutes: "6h 19m".
    pub duration: Option<String>,
    /// Seconds from its beginning until Statuslamp first saw it; null where it did not see it begin.
    pub detected_after_seconds: Option<u64>,
    /// Seconds from its beginning until the vendor said the cause was known.
    pub identified_after_seconds: Option<u64>,
    /// Seconds from its beginning until the vendor said it was over.
    pub resolved_after_seconds: Option<u64>,
}

impl Account {
    /// The account of an event of the vendor called `name`. Equal for equal input: it says nothing
    /// that changes while nothing happens.
    pub fn of(event: &Event, name: &str) -> Self {
        let from = event
            .started_at
            .filter(|_| event.is_active() || event.is_over());
        let after = |at: Option<Timestamp>| {
            let seconds = at?.seconds_since(from?);
            // A clock that went backwards gives no length.
            u64::try_from(seconds).ok()
        };
        let duration_seconds = after(event.ended_at());
        let duration = duration_seconds.map(duration);
        Self {
            text: text(event, name, duration.as_deref()),
            duration_seconds,
            duration,
            detected_after_seconds: after(event.detected_at),
            identified_after_seconds: after(event.identified_at),
            resolved_after_seconds: after(event.resolved_at),
        }
    }
}

fn text(event: &Event, name: &str, duration: Option<&str>) -> String {
    let word = word(event);
    let article = if word.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    let verb = if event.is_active() || event.is_over() {
        "had"
    } else {
        "plans"
    };
    let mut text = format!("{name} {verb} {article} {word}");
    if let Some(at) = event.started_at.or(event.scheduled_for) {
        text.push_str(" on ");
        text.push_str(&date(at));
    }
    let names: Vec<_> = event
        .affected
        .iter()
        .map(|affected| affected.name.as_str())
        .collect();
    if let Some(names) = listed(&names) {
        text.push_str(", affecting ");
        text.push_str(&names);
        text.push(',');
    }
    if let Some(duration) = duration {
        text.push_str(" for ");
        text.push_str(duration);
    }
    let mut text = text.trim_end_matches(',').to_owned();
    text.push_str(". ");
    text.push_str(outcome(event));
    text
}

/// How bad it was, and what it was. What the vendor calls no impact is told as a notice.
const fn word(event: &Event) -> &'static str {
    match (event.kind, event.impact) {
        (EventKind::Maintenance, _) => "maintenance",
        (EventKind::Notice, _) => "notice",
        (EventKind::Incident | EventKind::Unknown, Impact::None) => "notice incident",
        (EventKind::Incident | EventKind::Unknown, Impact::Minor) => "minor incident",
        (EventKind::Incident | EventKind::Unknown, Impact::Major) => "major incident",
        (EventKind::Incident | EventKind::Unknown, Impact::Critical) => "critical incident",
        (EventKind::Incident | EventKind::Unknown, Impact::Maintenance | Impact::Unknown) => {
            "incident"
        }
    }
}

const fn outcome(event: &Event) -> &'static str {
    use crate::Phase::{
        Cancelled, Completed, Identified, InProgress, Investigating, Monitoring, Postmortem,
        Resolved, Scheduled, Unknown, Verifying,
    };
    match event.phase {
        Investigating => "The cause is being looked for.",
        Identified => "The cause is known, and a fix is being made.",
        Monitoring => "A fix is in place and being watched.",
        Resolved => "It is resolved.",
        Postmortem => "It is resolved and explained.",
        Scheduled => "It has not begun.",
        InProgress => "It is under way.",
        Verifying => "It is done and being checked.",
        Completed => "It is completed.",
        Cancelled => "It was cancelled.",
        Unknown => "It is open.",
    }
}

/// "Web App", "Web App and API", "Web App, API and 1 more component".
fn listed(names: &[&str]) -> Option<String> {
    let (told, more) = names.split_at_checked(MAX_NAMED).unwrap_or((names, &[]));
    let (last, others) = told.split_last()?;
    Some(match (others, more.len()) {
        ([], _) => (*last).to_owned(),
        (_, 0) => format!("{} and {last}", others.join(", ")),
        (_, count) => {
            let plural = if count == 1 { "" } else { "s" };
            format!("{} and {count} more component{plural}", told.join(", "))
        }
    })
}

/// "February 29, 2024", in UTC.
fn date(at: Timestamp) -> String {
    let exact = at.to_string();
    let part = |from: usize, to: usize| exact.get(from..to).unwrap_or_default();
    let month = part(5, 7).parse::<usize>().unwrap_or_default();
    let month = MONTHS.get(month.wrapping_sub(1)).unwrap_or(&"");
    format!(
        "{month} {}, {}",
        part(8, 10).trim_start_matches('0'),
        part(0, 4)
    )
}

/// "6h 19m", "2d 3h", "under a minute": cut, never rounded up.
fn duration(seconds: u64) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60);
    let parts = match (days, hours, minutes) {
        (0, 0, 0) => return "under a minute".to_owned(),
        (0, 0, minutes) => [(minutes, "m"), (0, "")],
        (0, hours, minutes) => [(hours, "h"), (minutes, "m")],
        (days, hours, _) => [(days, "d"), (hours, "h")],
    };
    let told = parts.iter().filter(|(number, _)| *number > 0);
    let told: Vec<_> = told
        .map(|(number, unit)| format!("{number}{unit}"))
        .collect();
    told.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Affected, Phase};

    fn at(text: &str) -> Option<Timestamp> {
        text.parse().ok()
    }

    fn touched(names: &[&str]) -> Vec<Affected> {
        let names = names.iter();
        names
            .map(|name| Affected {
                name: (*name).to_owned(),
                ..Affected::default()
            })
            .collect()
    }

    fn over() -> Event {
        Event {
            kind: EventKind::Incident,
            impact: Impact::None,
            phase: Phase::Postmortem,
            started_at: at("2024-02-29T10:55:40Z"),
            detected_at: at("2024-02-29T10:55:52Z"),
            identified_at: at("2024-02-29T12:55:00Z"),
            resolved_at: at("2024-02-29T17:15:03Z"),
            affected: touched(&["Access", "Login", "Portal"]),
            ..Event::default()
        }
    }

    #[test]
    fn what_is_over_is_told_with_its_length_and_its_end() {
        let account = Account::of(&over(), "Netop");

        assert_eq!(
            account.text,
            "Netop had a notice incident on February 29, 2024, affecting Access, Login and 1 more \
             component, for 6h 19m. It is resolved and explained."
        );
        assert_eq!(account.duration.as_deref(), Some("6h 19m"));
        assert_eq!(account.duration_seconds, Some(6 * 3600 + 19 * 60 + 23));
        assert_eq!(account.detected_after_seconds, Some(12));
        assert_eq!(account.identified_after_seconds, Some(7160));
        assert_eq!(account.resolved_after_seconds, account.duration_seconds);
    }

    #[test]
    fn what_is_open_has_no_length_and_its_account_does_not_age() {
        let open = Event {
            impact: Impact::Critical,
            phase: Phase::Monitoring,
            resolved_at: None,
            identified_at: None,
            affected: touched(&["Access"]),
            ..over()
        };

        let account = Account::of(&open, "Netop");

        assert_eq!(
            account.text,
            "Netop had a critical incident on February 29, 2024, affecting Access. \
             A fix is in place and being watched."
        );
        assert_eq!(
            (
                account.duration,
                account.duration_seconds,
                account.identified_after_seconds
            ),
            (None, None, None)
        );
    }

    #[test]
    fn what_is_planned_is_told_as_planned() {
        let planned = Event {
            kind: EventKind::Maintenance,
            phase: Phase::Scheduled,
            scheduled_for: at("2026-12-01T22:00:00Z"),
            started_at: at("2026-12-01T22:00:00Z"),
            detected_at: at("2026-11-21T12:00:00Z"),
            ..Event::default()
        };

        let account = Account::of(&planned, "Noterro");

        assert_eq!(
            account.text,
            "Noterro plans a maintenance on December 1, 2026. It has not begun."
        );
        assert_eq!(account.detected_after_seconds, None);
    }

    #[test]
    fn a_phase_that_is_missing_and_a_clock_that_went_back_give_no_length() {
        let odd = Event {
            identified_at: None,
            resolved_at: at("2024-02-29T10:00:00Z"),
            ..over()
        };

        let account = Account::of(&odd, "Netop");

        assert_eq!(account.identified_after_seconds, None);
        assert_eq!(
            (account.duration_seconds, account.resolved_after_seconds),
            (None, None)
        );
    }

    #[test]
    fn two_names_need_no_count() {
        for (names, told) in [
            (&["A"][..], "A"),
            (&["A", "B"], "A and B"),
            (&["A", "B", "C"], "A, B and 1 more component"),
            (&["A", "B", "C", "D"], "A, B and 2 more components"),
        ] {
            assert_eq!(listed(names).as_deref(), Some(told));
        }
        assert_eq!(listed(&[]), None);
    }

    #[test]
    fn lengths_are_cut_to_their_two_largest_units() {
        for (seconds, told) in [
            (0, "under a minute"),
            (59, "under a minute"),
            (60, "1m"),
            (3600, "1h"),
            (22_799, "6h 19m"),
            (86_400 + 3599, "1d"),
            (2 * 86_400 + 3 * 3600 + 59, "2d 3h"),
        ] {
            assert_eq!(duration(seconds), told);
        }
    }
}
