//! The past as JSON v1: lists of events, and uptime by the day.

#[cfg(feature = "schema")]
mod schema;

use crate::{ComponentStatus, Event, PageInfo, Reading, Timestamp};
use serde::{Deserialize, Serialize, Serializer, ser::SerializeStruct};

/// Components named with an event of a list; the rest is counted in `more`.
const MAX_NAMED: usize = 20;
/// An uptime is told in steps of this share, cut: only what was never down is 1.
const UPTIME_STEPS: u32 = 100_000;

/// `GET /v1/pages/{page}/incidents` and `/maintenances`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EventList {
    /// The page.
    pub page: PageInfo,
    /// The revision of the content it belongs to.
    pub revision: u64,
    /// When the vendor's page was last read well; null if never.
    pub checked_at: Option<Timestamp>,
    /// Up to this instant the reading is fresh.
    pub fresh_until: Option<Timestamp>,
    /// After this instant the present state of what is open is unknown.
    pub unknown_after: Option<Timestamp>,
    /// Seconds between two reads of the vendor's page.
    pub poll_seconds: u32,
    /// The events, newest first.
    pub data: Vec<ListedEvent>,
    /// Where the rest begins; null at the end.
    pub next_cursor: Option<String>,
}

/// An event as it stands in a list: without its story, and with a part of what it touched.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ListedEvent {
    /// The event. Its updates, its post-mortem, the spans of what it touched and the vendor's words
    /// for those are not told in a list.
    #[serde(flatten)]
    pub event: Event,
    /// How many further components it touched.
    pub more: u32,
    /// How many messages its timeline has.
    pub update_count: u32,
    /// Whether the vendor explained it afterwards.
    pub has_postmortem: bool,
}

impl ListedEvent {
    /// An event as it stands in a list; its timeline has `update_count` messages.
    pub fn new(mut event: Event, update_count: u32) -> Self {
        let more = event.affected.len().saturating_sub(MAX_NAMED);
        event.affected.truncate(MAX_NAMED);
        let has_postmortem = event.postmortem.is_some();
        Self {
            event,
            more: u32::try_from(more).unwrap_or(u32::MAX),
            update_count,
            has_postmortem,
        }
    }
}

impl Serialize for ListedEvent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        /// A component that an event of a list touched.
        #[derive(Serialize)]
        struct Touched<'a> {
            component_id: &'a Option<String>,
            name: &'a str,
            status: ComponentStatus,
        }
        let event = &self.event;
        let affected = event.affected.iter().map(|affected| Touched {
            component_id: &affected.component_id,
            name: &affected.name,
            status: affected.status,
        });
        let affected: Vec<_> = affected.collect();
        let mut told = serializer.serialize_struct("ListedEvent", 24)?;
        told.serialize_field("id", &event.id)?;
        told.serialize_field("kind", &event.kind)?;
        told.serialize_field("title", &event.title)?;
        told.serialize_field("phase", &event.phase)?;
        told.serialize_field("phase_raw", &event.phase_raw)?;
        told.serialize_field("impact", &event.impact)?;
        told.serialize_field("impact_raw", &event.impact_raw)?;
        told.serialize_field("started_at", &event.started_at)?;
        told.serialize_field("detected_at", &event.detected_at)?;
        told.serialize_field("identified_at", &event.identified_at)?;
        told.serialize_field("monitoring_at", &event.monitoring_at)?;
        told.serialize_field("resolved_at", &event.resolved_at)?;
        told.serialize_field("updated_at", &event.updated_at)?;
        told.serialize_field("scheduled_for", &event.scheduled_for)?;
        told.serialize_field("scheduled_until", &event.scheduled_until)?;
        told.serialize_field("url", &event.url)?;
        told.serialize_field("affected", &affected)?;
        told.serialize_field("more", &self.more)?;
        told.serialize_field("update_count", &self.update_count)?;
        told.serialize_field("updates_complete", &event.updates_complete)?;
        told.serialize_field("has_postmortem", &self.has_postmortem)?;
        told.serialize_field("backfilled", &event.backfilled)?;
        told.serialize_field("reopened", &event.reopened)?;
        told.serialize_field("muted", &event.muted)?;
        told.end()
    }
}

/// `GET /v1/pages/{page}/uptime`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UptimeList {
    /// The page.
    pub page: PageInfo,
    /// The revision of the content it belongs to.
    pub revision: u64,
    /// When the vendor's page was last read well; null if never.
    pub checked_at: Option<Timestamp>,
    /// Up to this instant the reading is fresh.
    pub fresh_until: Option<Timestamp>,
    /// After this instant the present state is unknown.
    pub unknown_after: Option<Timestamp>,
    /// Seconds between two reads of the vendor's page.
    pub poll_seconds: u32,
    /// The whole page: the seconds of all its components, added up.
    pub overall: Uptime,
    /// The components in the vendor's order.
    pub data: Vec<ComponentUptime>,
    /// Where the rest begins; null at the end.
    pub next_cursor: Option<String>,
}

/// A component's uptime.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ComponentUptime {
    /// The provider's id, unique within the page.
    pub id: String,
    /// Id of the group this component belongs to.
    pub group_id: Option<String>,
    /// The vendor's name for it; plain text. Not unique.
    pub name: String,
    /// What it was.
    #[serde(flatten)]
    pub uptime: Uptime,
}

/// Some days in a row, and how much of them was up.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Uptime {
    /// Over all the days: from 0 to 1, of what is known; null where nothing is.
    pub uptime: Option<f64>,
    /// The days, oldest first; the last as far as it has come.
    pub days: Vec<UptimeDay>,
}

/// A day in UTC.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct UptimeDay {
    /// `2026-11-21`.
    pub date: String,
    /// From 0 to 1, of what is known; null where nothing is: a gap.
    pub uptime: Option<f64>,
    /// The worst state it was in, for however short; null where nothing is known.
    pub worst: Option<ComponentStatus>,
    /// How long it was in each state.
    #[serde(flatten)]
    pub seconds: Seconds,
}

/// Seconds spent in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Seconds {
    /// It worked.
    pub operational: u64,
    /// Planned work.
    pub under_maintenance: u64,
    /// Slow or with errors.
    pub degraded_performance: u64,
    /// Some of it did not work.
    pub partial_outage: u64,
    /// It did not work.
    pub major_outage: u64,
    /// Nothing is known, or it was not on the vendor's page.
    pub unknown: u64,
}

impl Seconds {
    /// All of them.
    pub const fn total(&self) -> u64 {
        self.known() + self.unknown
    }

    /// Those of which something is known.
    pub const fn known(&self) -> u64 {
        self.up() + self.down()
    }

    /// Those that count as up: it worked, if slowly, or its pause was planned.
    pub const fn up(&self) -> u64 {
        self.operational + self.under_maintenance + self.degraded_performance
    }

    /// Those that count as down.
    pub const fn down(&self) -> u64 {
        self.partial_outage + self.major_outage
    }

    /// Those in one state.
    pub const fn of(&self, status: ComponentStatus) -> u64 {
        match status {
            ComponentStatus::Operational => self.operational,
            ComponentStatus::UnderMaintenance => self.under_maintenance,
            ComponentStatus::DegradedPerformance => self.degraded_performance,
            ComponentStatus::PartialOutage => self.partial_outage,
            ComponentStatus::MajorOutage => self.major_outage,
            ComponentStatus::Unknown => self.unknown,
        }
    }

    /// Those in one state, to be changed.
    pub const fn of_mut(&mut self, status: ComponentStatus) -> &mut u64 {
        match status {
            ComponentStatus::Operational => &mut self.operational,
            ComponentStatus::UnderMaintenance => &mut self.under_maintenance,
            ComponentStatus::DegradedPerformance => &mut self.degraded_performance,
            ComponentStatus::PartialOutage => &mut self.partial_outage,
            ComponentStatus::MajorOutage => &mut self.major_outage,
            ComponentStatus::Unknown => &mut self.unknown,
        }
    }

    /// Adds others.
    pub fn include(&mut self, other: &Self) {
        for &status in ComponentStatus::ALL {
            *self.of_mut(status) += other.of(status);
        }
    }

    /// The worst state that is known to have occurred.
    pub fn worst(&self) -> Option<ComponentStatus> {
        let is_known = |status: &ComponentStatus| status.severity().is_some();
        let mut states = ComponentStatus::ALL.iter().copied();
        states.rfind(|status| is_known(status) && self.of(*status) > 0)
    }

    /// The share that was up of what is known, cut to five digits; `None` where nothing is known.
    pub fn uptime(&self) -> Option<f64> {
        let known = u128::from(self.known());
        let steps = (u128::from(self.up()) * u128::from(UPTIME_STEPS)).checked_div(known)?;
        let steps = u32::try_from(steps).unwrap_or(UPTIME_STEPS);
        Some(f64::from(steps) / f64::from(UPTIME_STEPS))
    }
}

impl UptimeDay {
    /// The day that begins at `midnight`.
    pub fn new(midnight: Timestamp, seconds: Seconds) -> Self {
        let mut date = midnight.to_string();
        date.truncate(10);
        Self {
            date,
            uptime: seconds.uptime(),
            worst: seconds.worst(),
            seconds,
        }
    }
}

impl Uptime {
    /// These days, oldest first.
    pub fn new(days: Vec<UptimeDay>) -> Self {
        let mut all = Seconds::default();
        for day in &days {
            all.include(&day.seconds);
        }
        Self {
            uptime: all.uptime(),
            days,
        }
    }
}

impl EventList {
    /// The three times of the reading.
    pub const fn reading(&self) -> Reading {
        Reading {
            checked_at: self.checked_at,
            fresh_until: self.fresh_until,
            unknown_after: self.unknown_after,
        }
    }
}

impl UptimeList {
    /// The three times of the reading.
    pub const fn reading(&self) -> Reading {
        Reading {
            checked_at: self.checked_at,
            fresh_until: self.fresh_until,
            unknown_after: self.unknown_after,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Affected, Postmortem, Span, Update};

    #[test]
    fn a_listed_event_tells_neither_its_story_nor_more_than_twenty_names() {
        let affected = Affected {
            component_id: Some("web".to_owned()),
            name: "Web".to_owned(),
            status_raw: Some("down".to_owned()),
            spans: vec![Span::default()],
            ..Affected::default()
        };
        let event = Event {
            id: "e".to_owned(),
            affected: vec![affected; 21],
            updates: vec![Update::default()],
            postmortem: Some(Postmortem::default()),
            operator: true,
            ..Event::default()
        };

        let mut listed = ListedEvent::new(event, 3);
        let names = listed.event.affected.len();
        listed.event.affected.truncate(1);

        assert_eq!((names, listed.more), (20, 1));
        let json = concat!(
            r#"{"id":"e","kind":"unknown","title":"","phase":"unknown","phase_raw":null,"#,
            r#""impact":"unknown","impact_raw":null,"started_at":null,"detected_at":null,"#,
            r#""identified_at":null,"monitoring_at":null,"resolved_at":null,"updated_at":null,"#,
            r#""scheduled_for":null,"scheduled_until":null,"url":null,"#,
            r#""affected":[{"component_id":"web","name":"Web","status":"unknown"}],"#,
            r#""more":1,"update_count":3,"updates_complete":false,"has_postmortem":true,"#,
            r#""backfilled":false,"reopened":0,"muted":false}"#,
        );
        assert_eq!(serde_json::to_string(&listed).unwrap(), json);
    }

    #[test]
    fn only_what_was_never_down_was_up_all_the_time() {
        let mut seconds = Seconds {
            operational: 90 * 86_400,
            under_maintenance: 3600,
            degraded_performance: 3600,
            unknown: 86_400,
            ..Seconds::default()
        };
        assert_eq!(seconds.uptime(), Some(1.0));

        seconds.partial_outage = 1;

        assert_eq!(seconds.uptime(), Some(0.99999));
        assert_eq!(seconds.worst(), Some(ComponentStatus::PartialOutage));
    }

    #[test]
    fn of_what_is_not_known_nothing_is_said() {
        let seconds = Seconds {
            unknown: 86_400,
            ..Seconds::default()
        };

        assert_eq!((seconds.uptime(), seconds.worst()), (None, None));
        assert_eq!(Uptime::new(Vec::new()).uptime, None);
    }
}
