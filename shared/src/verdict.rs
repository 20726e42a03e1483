//! The smallest answer: does anything need showing, and to whom?

use crate::{
    Affected, AnnouncedEvent, Component, ComponentKind, ComponentStatus, Event, EventKind, Impact,
    OnlyFor, PageId, Phase, Reading, Summary, Timestamp,
};
use serde::{Deserialize, Serialize};

/// Components named per event and for the page; the rest is counted in `more`.
const MAX_NAMED: usize = 20;
/// An event planned within this time is worth telling.
const PLANNED_WITHIN_SECONDS: i64 = 7 * 86_400;
/// An event over since less than this is worth telling.
const OVER_WITHIN_SECONDS: i64 = 3600;
/// The whole verdict stays below this when something is open.
const MAX_VERDICT_BYTES: usize = 2048;

/// `GET /v1/pages/{page}/verdict`: the only answer the loader reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Verdict {
    /// The page's id.
    pub page: PageId,
    /// The revision of the summary it was made from.
    pub revision: u64,
    /// When the vendor's page was last read well; null if never.
    pub checked_at: Option<Timestamp>,
    /// Up to this instant the reading is fresh.
    pub fresh_until: Option<Timestamp>,
    /// After this instant the state is unknown.
    pub unknown_after: Option<Timestamp>,
    /// Seconds between two reads of the vendor's page.
    pub poll_seconds: u32,
    /// Whether a live connection is worth opening before anything is shown.
    pub live: bool,
    /// The state of the whole page.
    pub overall: ComponentStatus,
    /// What is open, planned within 7 days or over since less than an hour.
    pub events: Vec<VerdictEvent>,
    /// The components that are not operational.
    pub components: Vec<VerdictComponent>,
    /// How many further components are not operational.
    pub more: u32,
    /// How many further events there are.
    pub more_events: u32,
}

/// An event in a verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct VerdictEvent {
    /// The event's id.
    pub id: String,
    /// Incident, maintenance or notice.
    pub kind: EventKind,
    /// Where it stands.
    pub phase: Phase,
    /// How bad it is.
    pub impact: Impact,
    /// When it began, or is planned to.
    pub started_at: Option<Timestamp>,
    /// The components it touches.
    pub components: Vec<VerdictComponent>,
    /// How many further components it touches.
    pub more: u32,
    /// The operator's word: a notice of the operator's own, none of the vendor's.
    #[serde(default)]
    pub operator: bool,
    /// How often it was reopened after having been resolved.
    #[serde(default)]
    pub reopened: u32,
    /// When it ended; null while it is open.
    #[serde(default)]
    pub ended_at: Option<Timestamp>,
}

/// A component in a verdict.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct VerdictComponent {
    /// The component's id; null where the vendor only gives a name.
    pub id: Option<String>,
    /// The component's name.
    pub name: String,
    /// The component's state now; null where an event names a component that is not listed.
    pub status: Option<ComponentStatus>,
    /// The name of the group it stands in.
    #[serde(default)]
    pub group: Option<String>,
    /// Whom alone it is for; null where it is for everybody.
    #[serde(default)]
    pub only_for: Option<OnlyFor>,
}

impl Verdict {
    /// The verdict on what `summary` says, as of `now`. What the operator muted is left out, but
    /// of the state of the whole page.
    pub fn of(summary: &Summary, live: bool, now: Timestamp) -> Self {
        let troubled = summary
            .components
            .iter()
            .filter(|component| is_troubled(component) && summary.announces(component));
        let mut verdict = Self {
            page: summary.page.id.clone(),
            revision: summary.revision,
            checked_at: summary.checked_at,
            fresh_until: summary.fresh_until,
            unknown_after: summary.unknown_after,
            poll_seconds: summary.poll_seconds,
            live,
            overall: summary.overall.status,
            events: summary
                .announced()
                .iter()
                .filter(|told| is_worth_telling(told.event, now))
                .map(|told| VerdictEvent::of(told, &summary.components))
                .collect(),
            components: troubled
                .clone()
                .take(MAX_NAMED)
                .map(|component| VerdictComponent::of(component, &summary.components))
                .collect(),
            more: count(troubled.count().saturating_sub(MAX_NAMED)),
            more_events: 0,
        };
        verdict.fit();
        verdict
    }

    /// The three times of the reading.
    pub const fn reading(&self) -> Reading {
        Reading {
            checked_at: self.checked_at,
            fresh_until: self.fresh_until,
            unknown_after: self.unknown_after,
        }
    }

    /// Drops names, the longest list first, then the least urgent events, until the verdict fits
    /// its bound. What is dropped is counted, and a reader that sees a count above zero reads the
    /// summary instead of guessing.
    fn fit(&mut self) {
        let mut bytes = json_bytes(self);
        while bytes > MAX_VERDICT_BYTES {
            let Some(freed) = self.drop_one() else {
                return;
            };
            bytes = bytes.saturating_sub(freed);
            if bytes <= MAX_VERDICT_BYTES {
                // The counts that grew meanwhile take room of their own.
                bytes = json_bytes(self);
            }
        }
    }

    /// Drops one thing, and tells how many bytes that frees; `None` where nothing is left.
    fn drop_one(&mut self) -> Option<usize> {
        let longest = self
            .events
            .iter_mut()
            .max_by_key(|event| event.components.len());
        if let Some(event) = longest.filter(|it| it.components.len() > self.components.len()) {
            event.more += 1;
            return event.components.pop().as_ref().map(freed_by);
        }
        if let Some(component) = self.components.pop() {
            self.more += 1;
            return Some(freed_by(&component));
        }
        let event = self.least_urgent().map(|index| self.events.remove(index))?;
        self.more_events += 1;
        Some(freed_by(&event))
    }

    fn least_urgent(&self) -> Option<usize> {
        let urgency = |event: &VerdictEvent| match (event.phase.is_over(), event.phase, event.kind)
        {
            (true, _, _) => 0,
            (false, Phase::Scheduled, _) => 1,
            (false, _, EventKind::Maintenance) => 2,
            (false, _, _) => 3 + event.impact.severity().unwrap_or(u8::MAX - 3),
        };
        let events = self.events.iter().enumerate().rev();
        let least = events.min_by_key(|(_, event)| urgency(event));
        least.map(|(index, _)| index)
    }
}

impl VerdictEvent {
    fn of(told: &AnnouncedEvent<'_>, components: &[Component]) -> Self {
        let event = told.event;
        let named = told.affected.iter().take(MAX_NAMED).map(|affected| {
            let listed = named_by(affected, components);
            let listed = listed.map(|component| VerdictComponent::of(component, components));
            VerdictComponent {
                id: affected.component_id.clone(),
                name: affected.name.clone(),
                ..listed.unwrap_or_default()
            }
        });
        Self {
            id: event.id.clone(),
            kind: event.kind,
            phase: event.phase,
            impact: event.impact,
            started_at: match event.kind {
                EventKind::Maintenance => event.scheduled_for.or(event.started_at),
                EventKind::Incident | EventKind::Notice | EventKind::Unknown => event.started_at,
            },
            components: named.collect(),
            more: count(told.affected.len().saturating_sub(MAX_NAMED)),
            operator: event.operator,
            reopened: event.reopened,
            ended_at: event.ended_at(),
        }
    }
}

impl VerdictComponent {
    fn of(component: &Component, components: &[Component]) -> Self {
        let group = component.group_in(components);
        Self {
            id: Some(component.id.clone()),
            name: component.name.clone(),
            status: Some(component.status),
            group: group.map(|group| group.name.clone()),
            only_for: component.only_for.clone(),
        }
    }
}

/// The component an event names. Where it gives only a name that several bear, none is meant more
/// than another.
fn named_by<'a>(affected: &Affected, components: &'a [Component]) -> Option<&'a Component> {
    let is_named = |component: &&Component| match &affected.component_id {
        Some(id) => component.id == *id,
        None => component.name == affected.name && component.kind != ComponentKind::Group,
    };
    let mut named = components.iter().filter(is_named);
    let first = named.next();
    first.filter(|_| named.next().is_none())
}

fn is_troubled(component: &Component) -> bool {
    component.kind != ComponentKind::Group && component.status != ComponentStatus::Operational
}

fn is_worth_telling(event: &Event, now: Timestamp) -> bool {
    if let Some(ended_at) = event.ended_at() {
        return now.seconds_since(ended_at) < OVER_WITHIN_SECONDS;
    }
    match (event.is_over(), event.phase, event.scheduled_for) {
        (true, _, _) => false,
        (false, Phase::Scheduled, Some(planned)) => {
            planned.seconds_since(now) < PLANNED_WITHIN_SECONDS
        }
        (false, _, _) => true,
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn json_bytes(value: &impl Serialize) -> usize {
    serde_json::to_vec(value).map_or(0, |json| json.len())
}

/// The item itself and the comma before it.
fn freed_by(item: &impl Serialize) -> usize {
    json_bytes(item) + 1
}
