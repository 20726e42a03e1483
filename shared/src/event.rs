//! Events: incidents, maintenances and notices, with their timelines.

use crate::{ComponentStatus, RichText, Timestamp, WebUrl, words::words};
use serde::{Deserialize, Serialize};

words! {
    /// What an event is.
    EventKind {
        /// Something is or was wrong.
        Incident = "incident",
        /// Planned work.
        Maintenance = "maintenance",
        /// An announcement; only where the vendor says so explicitly, or the operator's own.
        Notice = "notice",
    }
}

words! {
    /// How bad an event is, in the vendor's judgement.
    Impact {
        /// No impact claimed.
        None = "none",
        /// Minor.
        Minor = "minor",
        /// Major.
        Major = "major",
        /// Critical.
        Critical = "critical",
        /// Planned work.
        Maintenance = "maintenance",
    }
}

words! {
    /// Where an event stands.
    Phase {
        /// Incident: being looked into.
        Investigating = "investigating",
        /// Incident: the cause is known.
        Identified = "identified",
        /// Incident: mended, being watched.
        Monitoring = "monitoring",
        /// Incident: over.
        Resolved = "resolved",
        /// Incident: over, and explained.
        Postmortem = "postmortem",
        /// Maintenance: planned.
        Scheduled = "scheduled",
        /// Maintenance: under way.
        InProgress = "in_progress",
        /// Maintenance: done, being checked.
        Verifying = "verifying",
        /// Maintenance: over.
        Completed = "completed",
        /// Maintenance: called off.
        Cancelled = "cancelled",
    }
}

impl Phase {
    /// Whether an event in this phase is over. An unknown phase is not: silence never ends an event.
    pub const fn is_over(self) -> bool {
        match self {
            Self::Resolved | Self::Postmortem | Self::Completed | Self::Cancelled => true,
            Self::Investigating
            | Self::Identified
            | Self::Monitoring
            | Self::Scheduled
            | Self::InProgress
            | Self::Verifying
            | Self::Unknown => false,
        }
    }

    /// Whether an event in this phase is happening: open, and not merely planned.
    pub const fn is_active(self) -> bool {
        !self.is_over() && !matches!(self, Self::Scheduled)
    }
}

impl Impact {
    /// Rank of a known impact on people, worse is higher; `None` for `Unknown`.
    pub const fn severity(self) -> Option<u8> {
        match self {
            Self::None => Some(0),
            Self::Maintenance => Some(1),
            Self::Minor => Some(2),
            Self::Major => Some(3),
            Self::Critical => Some(4),
            Self::Unknown => None,
        }
    }
}

/// An incident, a maintenance or a notice.
#[expect(
    clippy::struct_excessive_bools,
    reason = "four independent facts, members of JSON v1"
)]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "StatusEvent"))]
#[serde(default)]
pub struct Event {
    /// The provider's id, unique within the page.
    pub id: String,
    /// Incident, maintenance or notice.
    pub kind: EventKind,
    /// The vendor's title; plain text.
    pub title: String,
    /// Where it stands now, in our words.
    pub phase: Phase,
    /// Where it stands, in the vendor's own word.
    pub phase_raw: Option<String>,
    /// How bad it is, in our words.
    pub impact: Impact,
    /// How bad it is, in the vendor's own word.
    pub impact_raw: Option<String>,
    /// When it began; for a maintenance that has not begun, `scheduled_for`.
    pub started_at: Option<Timestamp>,
    /// When Statuslamp first saw it; null for events that were imported from history.
    pub detected_at: Option<Timestamp>,
    /// When the vendor said the cause was known.
    pub identified_at: Option<Timestamp>,
    /// When the vendor said a fix was being watched.
    pub monitoring_at: Option<Timestamp>,
    /// When it ended; null while it is open.
    pub resolved_at: Option<Timestamp>,
    /// When the vendor last changed it.
    pub updated_at: Option<Timestamp>,
    /// Planned start of a maintenance.
    pub scheduled_for: Option<Timestamp>,
    /// Planned end of a maintenance.
    pub scheduled_until: Option<Timestamp>,
    /// The event on the vendor's own page.
    pub url: Option<WebUrl>,
    /// Everything it touched over its whole life.
    pub affected: Vec<Affected>,
    /// The timeline, oldest first.
    pub updates: Vec<Update>,
    /// False where the provider only gives the newest update.
    pub updates_complete: bool,
    /// The vendor's explanation afterwards.
    pub postmortem: Option<Postmortem>,
    /// Entered by the vendor after the fact.
    pub backfilled: bool,
    /// How often it was reopened after having been resolved.
    pub reopened: u32,
    /// The operator's word: it is not announced. It is as true as it was.
    pub muted: bool,
    /// The operator's word: a notice of the operator's own, none of the vendor's.
    pub operator: bool,
}

/// A component that an event touched.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(default)]
pub struct Affected {
    /// Id of the component; null where only a name is given.
    pub component_id: Option<String>,
    /// Its name in the event; may be older than the component's name now.
    pub name: String,
    /// The worst the event said of it.
    pub status: ComponentStatus,
    /// The vendor's own word for that; where the vendor tells times in words alone, its own line.
    pub status_raw: Option<String>,
    /// From when to when it was in which state, oldest first; empty where the times are not known.
    pub spans: Vec<Span>,
    /// Whether the spans are what Statuslamp saw at its own readings, because the vendor tells none.
    pub spans_observed: bool,
}

/// A stretch of time a component spent in one state.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(default)]
pub struct Span {
    /// The state.
    pub status: ComponentStatus,
    /// Its beginning.
    pub from: Timestamp,
    /// Its end; null while it lasts.
    pub to: Option<Timestamp>,
}

/// One message in an event's timeline.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(default)]
pub struct Update {
    /// The provider's id; null where it gives none.
    pub id: Option<String>,
    /// The phase it announces; null for a plain update.
    pub phase: Option<Phase>,
    /// The vendor's own word for that.
    pub phase_raw: Option<String>,
    /// The time the vendor shows.
    pub at: Option<Timestamp>,
    /// When it was written.
    pub posted_at: Option<Timestamp>,
    /// When it was last edited.
    pub edited_at: Option<Timestamp>,
    /// The message.
    pub body: RichText,
    /// The component states it announces.
    pub changes: Vec<Change>,
}

/// A component state announced by an update; `from` equal to `to` means "still".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(default)]
pub struct Change {
    /// Id of the component; null where only a name is given.
    pub component_id: Option<String>,
    /// Its name in the update.
    pub name: String,
    /// The state before; null where it is not given.
    pub from: Option<ComponentStatus>,
    /// The state announced.
    pub to: ComponentStatus,
}

/// The vendor's explanation of a finished incident.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(default)]
pub struct Postmortem {
    /// The text, where the provider gives it.
    pub body: Option<RichText>,
    /// Where it stands on the vendor's page.
    pub url: Option<WebUrl>,
    /// When it was published.
    pub published_at: Option<Timestamp>,
}

impl Affected {
    /// Whether it is the component with this id.
    pub fn is_of(&self, component_id: &str) -> bool {
        self.component_id.as_deref() == Some(component_id)
    }
}

impl Event {
    /// Whether it is over.
    pub const fn is_over(&self) -> bool {
        self.phase.is_over()
    }

    /// Whether it is happening: open, and not merely planned.
    pub const fn is_active(&self) -> bool {
        self.phase.is_active()
    }

    /// Whether it tells why what it touches is in trouble. A notice announces something else.
    pub fn explains(&self) -> bool {
        self.is_active() && self.kind != EventKind::Notice
    }

    /// The newest message that is not the post-mortem.
    pub fn latest_update(&self) -> Option<&Update> {
        self.updates
            .iter()
            .rev()
            .find(|update| update.phase != Some(Phase::Postmortem))
    }

    /// When it ended; the newest update stands in where a finished event gives no end.
    pub fn ended_at(&self) -> Option<Timestamp> {
        if self.is_over() {
            self.resolved_at
                .or_else(|| self.latest_update().and_then(|update| update.at))
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_phase_does_not_end_an_event() {
        assert!(!Phase::from_word("vaporised").is_over());
    }

    #[test]
    fn an_event_written_by_a_newer_version_still_reads() {
        let json = r#"{"id":"x","kind":"prophecy","phase":"foretold","novelty":[1],"title":"T"}"#;

        let event: Event = serde_json::from_str(json).unwrap();

        assert_eq!(
            (event.kind, event.phase),
            (EventKind::Unknown, Phase::Unknown)
        );
        assert_eq!(event.title, "T");
    }

    #[test]
    fn what_is_not_known_is_null_and_never_absent() {
        let json = serde_json::to_value(Event::default()).unwrap();

        assert!(json.as_object().unwrap().contains_key("postmortem"));
        assert!(json["resolved_at"].is_null());
    }
}
