//! The model in Statuspage's words.
//!
//! Those words have no "unknown". What is not known of a component is told as degraded, never as
//! green; of a page it is not answered at all.

use super::schema;
use statuslamp_model::{
    Component, ComponentKind, ComponentStatus, Event, EventKind, Impact, PageInfo, Phase,
    Timestamp, Update,
};

/// What every document needs to be told.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) page: &'a PageInfo,
    /// The page's components now.
    pub(super) components: &'a [Component],
    /// When the content changed last: it stands in for times that are not known.
    pub(super) changed_at: Timestamp,
}

impl Context<'_> {
    pub(super) fn page(self) -> schema::Page {
        let zone = self.page.time_zone.clone();
        schema::Page {
            id: self.page.id.to_string(),
            name: self.page.name.clone(),
            url: self.page.url.to_string(),
            time_zone: zone.unwrap_or_else(|| "Etc/UTC".to_owned()),
            updated_at: self.changed_at,
        }
    }

    pub(super) fn components(self) -> Vec<schema::Component> {
        let components = self.components.iter().enumerate();
        let components = components.map(|(at, component)| self.component(component, at + 1));
        components.collect()
    }

    fn component(self, component: &Component, position: usize) -> schema::Component {
        let is_group = component.kind == ComponentKind::Group;
        let members = self.components.iter();
        let members = members.filter(|member| member.group_id.as_ref() == Some(&component.id));
        let at = component.updated_at.unwrap_or(self.changed_at);
        schema::Component {
            id: component.id.clone(),
            name: component.name.clone(),
            status: component_status(component.status),
            created_at: at,
            updated_at: at,
            position,
            description: component.description.clone(),
            showcase: false,
            start_date: None,
            group_id: component.group_id.clone(),
            page_id: self.page.id.to_string(),
            group: is_group,
            only_show_if_degraded: component.hidden_when_operational,
            components: is_group.then(|| members.map(|member| member.id.clone()).collect()),
        }
    }

    pub(super) fn incident(self, event: &Event) -> schema::Incident {
        let first = event.updates.iter().find_map(|update| update.at);
        let planned = event.scheduled_for.or(event.started_at).or(first);
        let started_at = event
            .started_at
            .or(first)
            .or(planned)
            .unwrap_or(self.changed_at);
        let last = event.updates.iter().rev().find_map(|update| update.at);
        let updated_at = event.updated_at.or(last).unwrap_or(started_at);
        let touched = self.components.iter().enumerate().filter(|(_, component)| {
            let mut affected = event.affected.iter();
            affected.any(|affected| affected.component_id.as_ref() == Some(&component.id))
        });
        let is_maintenance = event.kind == EventKind::Maintenance;
        let updates = event.updates.iter().enumerate().rev();
        schema::Incident {
            id: event.id.clone(),
            name: event.title.clone(),
            status: phase(event.phase, event.kind),
            created_at: first.map_or(started_at, |first| first.min(started_at)),
            updated_at,
            monitoring_at: event.monitoring_at,
            resolved_at: event.ended_at(),
            impact: impact(event),
            shortlink: event.url.as_ref().unwrap_or(&self.page.url).to_string(),
            started_at,
            page_id: self.page.id.to_string(),
            incident_updates: updates
                .map(|(number, update)| message(event, number, update, updated_at))
                .collect(),
            components: touched
                .map(|(at, component)| self.component(component, at + 1))
                .collect(),
            plan: is_maintenance.then(|| {
                let scheduled_for = planned.unwrap_or(started_at);
                let until = event.scheduled_until.or(event.ended_at());
                schema::Plan {
                    scheduled_for,
                    scheduled_until: until.unwrap_or(scheduled_for),
                }
            }),
        }
    }
}

fn message(
    event: &Event,
    number: usize,
    update: &Update,
    otherwise: Timestamp,
) -> schema::IncidentUpdate {
    let at = update.at.or(update.posted_at).unwrap_or(otherwise);
    let id = update.id.clone();
    // A plain message repeats the phase before it, as Statuspage has it.
    let mut before = event.updates.iter().take(number + 1).rev();
    let announced = before.find_map(|update| update.phase);
    let changes = update
        .changes
        .iter()
        .map(|change| schema::AffectedComponent {
            code: change.component_id.clone().unwrap_or_default(),
            name: change.name.clone(),
            old_status: component_status(change.from.unwrap_or(change.to)),
            new_status: component_status(change.to),
        });
    let changes: Vec<_> = changes.collect();
    schema::IncidentUpdate {
        id: id.unwrap_or_else(|| format!("{}-{number}", event.id)),
        status: phase(announced.unwrap_or(Phase::Unknown), event.kind),
        body: update.body.to_plain(),
        incident_id: event.id.clone(),
        created_at: update.posted_at.unwrap_or(at),
        updated_at: update.edited_at.or(update.posted_at).unwrap_or(at),
        display_at: at,
        affected_components: (!changes.is_empty()).then_some(changes),
        deliver_notifications: false,
        custom_tweet: None,
        tweet_id: None,
    }
}

/// Unknown is told as trouble: nothing is green that is not known to be.
const fn component_status(status: ComponentStatus) -> &'static str {
    match status {
        ComponentStatus::Unknown => ComponentStatus::DegradedPerformance.as_str(),
        ComponentStatus::Operational
        | ComponentStatus::UnderMaintenance
        | ComponentStatus::DegradedPerformance
        | ComponentStatus::PartialOutage
        | ComponentStatus::MajorOutage => status.as_str(),
    }
}

/// A phase in the words for this kind of event. What is not known is open.
const fn phase(phase: Phase, kind: EventKind) -> &'static str {
    match kind {
        EventKind::Maintenance => match phase {
            Phase::InProgress | Phase::Unknown | Phase::Investigating | Phase::Identified => {
                "in_progress"
            }
            Phase::Verifying | Phase::Monitoring => "verifying",
            Phase::Completed | Phase::Cancelled | Phase::Resolved | Phase::Postmortem => {
                "completed"
            }
            Phase::Scheduled => "scheduled",
        },
        EventKind::Incident | EventKind::Notice | EventKind::Unknown => match phase {
            Phase::Investigating | Phase::Unknown | Phase::Scheduled | Phase::InProgress => {
                "investigating"
            }
            Phase::Identified => "identified",
            Phase::Monitoring | Phase::Verifying => "monitoring",
            Phase::Resolved | Phase::Completed | Phase::Cancelled => "resolved",
            Phase::Postmortem => "postmortem",
        },
    }
}

const fn impact(event: &Event) -> &'static str {
    match (event.kind, event.impact) {
        (EventKind::Maintenance, _) | (_, Impact::Maintenance) => "maintenance",
        (_, Impact::None) | (EventKind::Notice, Impact::Unknown) => "none",
        (_, Impact::Minor | Impact::Unknown) => "minor",
        (_, Impact::Major) => "major",
        (_, Impact::Critical) => "critical",
    }
}

/// The state of the whole page, in the words and sentences that Statuspage has.
pub(super) const fn status(status: ComponentStatus) -> schema::Status {
    let (indicator, description) = match status {
        ComponentStatus::Operational => ("none", "All Systems Operational"),
        ComponentStatus::UnderMaintenance => ("maintenance", "Service Under Maintenance"),
        ComponentStatus::DegradedPerformance | ComponentStatus::Unknown => {
            ("minor", "Partially Degraded Service")
        }
        ComponentStatus::PartialOutage => ("major", "Partial System Outage"),
        ComponentStatus::MajorOutage => ("critical", "Major Service Outage"),
    };
    schema::Status {
        indicator,
        description,
    }
}
