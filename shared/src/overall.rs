//! The state of a whole page: the vendor's word and ours.

use crate::{Component, ComponentKind, ComponentStatus, Event, EventKind, Impact};
use serde::{Deserialize, Serialize};

/// The state of a page as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(default)]
pub struct Overall {
    /// The state to show: the worse of the vendor's word and ours.
    pub status: ComponentStatus,
    /// The vendor's own word.
    pub raw: Option<String>,
    /// The vendor's own sentence.
    pub text: Option<String>,
    /// The vendor's word in our words; null where it gives none.
    pub vendor: Option<ComponentStatus>,
    /// What the components and the open events say, in our words.
    pub derived: ComponentStatus,
}

impl Overall {
    /// Joins the vendor's word (`vendor`, already in our vocabulary; `None` where it gives none)
    /// with what its components and events say.
    pub fn join(
        vendor: Option<ComponentStatus>,
        raw: Option<String>,
        text: Option<String>,
        components: &[Component],
        events: &[Event],
    ) -> Self {
        let derived = derive(components, events);
        Self {
            status: ComponentStatus::worse_of(vendor, derived).unwrap_or_default(),
            raw,
            text,
            vendor,
            derived: derived.unwrap_or_default(),
        }
    }

    /// The vendor's word, where it and ours are known and not the same.
    pub fn contradiction(&self) -> Option<ComponentStatus> {
        let is_other = |ours: ComponentStatus, word| ours.severity().is_some() && ours != word;
        self.vendor
            .filter(|word| is_other(self.derived, *word) && word.severity().is_some())
    }
}

/// The worst of the components and of what open events imply; `None` when there is nothing to go by.
fn derive(components: &[Component], events: &[Event]) -> Option<ComponentStatus> {
    let of_components = components.iter().filter_map(Component::implied);
    let of_events = events.iter().filter_map(Event::implied);
    of_components
        .chain(of_events)
        .reduce(ComponentStatus::worse)
}

impl Component {
    /// What it says of the page; a group says no more than its members.
    pub fn implied(&self) -> Option<ComponentStatus> {
        (self.kind != ComponentKind::Group).then_some(self.status)
    }
}

impl Event {
    /// The least it says of the page while it is active, whatever its components claim.
    pub const fn implied(&self) -> Option<ComponentStatus> {
        if !self.is_active() {
            return None;
        }
        match (self.kind, self.impact) {
            (EventKind::Notice, _) => None,
            (EventKind::Maintenance, _) | (_, Impact::Maintenance) => {
                Some(ComponentStatus::UnderMaintenance)
            }
            (_, Impact::None) => None,
            // Something is open and nobody says how bad it is: not green.
            (_, Impact::Unknown) => Some(ComponentStatus::Unknown),
            (_, Impact::Minor) => Some(ComponentStatus::DegradedPerformance),
            (_, Impact::Major) => Some(ComponentStatus::PartialOutage),
            (_, Impact::Critical) => Some(ComponentStatus::MajorOutage),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Phase;

    fn component(status: ComponentStatus) -> Component {
        Component {
            kind: ComponentKind::Component,
            status,
            ..Component::default()
        }
    }

    fn incident(phase: Phase, impact: Impact) -> Event {
        Event {
            kind: EventKind::Incident,
            phase,
            impact,
            ..Event::default()
        }
    }

    #[test]
    fn an_open_critical_incident_outweighs_all_systems_operational() {
        let overall = Overall::join(
            Some(ComponentStatus::Operational),
            Some("none".to_owned()),
            Some("All Systems Operational".to_owned()),
            &[component(ComponentStatus::Operational)],
            &[incident(Phase::Investigating, Impact::Critical)],
        );

        assert_eq!(overall.status, ComponentStatus::MajorOutage);
        assert_eq!(overall.raw.as_deref(), Some("none"));
        assert_eq!(overall.contradiction(), Some(ComponentStatus::Operational));
    }

    #[test]
    fn words_contradict_each_other_only_where_both_are_known() {
        let check = |vendor, ours, expected| {
            let overall = Overall::join(vendor, None, None, ours, &[]);
            assert_eq!(overall.contradiction(), expected, "{overall:?}");
        };
        let good = [component(ComponentStatus::Operational)];
        check(Some(ComponentStatus::Operational), &good, None);
        check(Some(ComponentStatus::Operational), &[], None);
        check(Some(ComponentStatus::Unknown), &good, None);
        check(None, &good, None);
        let worse = ComponentStatus::PartialOutage;
        check(Some(worse), &good, Some(worse));
    }

    #[test]
    fn a_resolved_incident_implies_nothing() {
        let overall = Overall::join(
            Some(ComponentStatus::Operational),
            None,
            None,
            &[component(ComponentStatus::Operational)],
            &[incident(Phase::Resolved, Impact::Critical)],
        );

        assert_eq!(overall.status, ComponentStatus::Operational);
    }

    #[test]
    fn an_open_incident_of_unknown_impact_keeps_the_page_from_being_green() {
        let overall = Overall::join(
            Some(ComponentStatus::Operational),
            None,
            None,
            &[component(ComponentStatus::Operational)],
            &[incident(Phase::Investigating, Impact::Unknown)],
        );

        assert_eq!(overall.status, ComponentStatus::Unknown);
    }

    #[test]
    fn nothing_known_is_unknown() {
        assert_eq!(
            Overall::join(None, None, None, &[], &[]).status,
            ComponentStatus::Unknown
        );
    }

    #[test]
    fn one_unknown_component_keeps_the_page_from_being_green() {
        let overall = Overall::join(
            Some(ComponentStatus::Operational),
            None,
            None,
            &[
                component(ComponentStatus::Operational),
                component(ComponentStatus::Unknown),
            ],
            &[],
        );

        assert_eq!(overall.status, ComponentStatus::Unknown);
    }
}
