//! Atlassian Statuspage's public API v2, field by field and in its order of fields.
//! <https://support.atlassian.com/statuspage/docs/what-are-the-different-apis-under-statuspage/>

mod wire;

#[cfg(test)]
mod tests;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use self::wire::{
    AffectedObject, Body, ComponentObject, IncidentObject, PageObject, StatusObject, UpdateObject,
};
use crate::identifier;
use crate::scenario::{Component, ComponentStatus, Entry, ImpactRule, Item, Phase};
use crate::timeline::Occurrence;
use crate::view::View;

/// Statuspage lists the fifty newest incidents and no more.
const MAX_INCIDENTS: usize = 50;

/// The documents a page serves below `/api/v2/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Document {
    /// Page, components, open incidents, maintenances, status.
    Summary,
    /// Page and status.
    Status,
    /// Page and components.
    Components,
    /// The newest incidents, over or not.
    Incidents,
    /// The incidents that aren't over.
    UnresolvedIncidents,
    /// Maintenances; also `upcoming` and `active`. None of the replayed records has one.
    ScheduledMaintenances,
}

impl Document {
    /// The document of that path below `/api/v2/`.
    pub(crate) fn at(path: &str) -> Option<Self> {
        match path {
            "summary.json" => Some(Self::Summary),
            "status.json" => Some(Self::Status),
            "components.json" => Some(Self::Components),
            "incidents.json" => Some(Self::Incidents),
            "incidents/unresolved.json" => Some(Self::UnresolvedIncidents),
            "scheduled-maintenances.json"
            | "scheduled-maintenances/upcoming.json"
            | "scheduled-maintenances/active.json" => Some(Self::ScheduledMaintenances),
            _ => None,
        }
    }
}

/// Writes one document of the page.
pub(crate) fn write(view: &View<'_>, document: Document) -> Vec<u8> {
    let writer = Writer::new(view);
    let mut body = Body::new(writer.page());
    match document {
        Document::Summary => {
            body.components = Some(writer.components());
            body.incidents = Some(view.open().map(|one| writer.incident(one)).collect());
            body.scheduled_maintenances = Some(Vec::new());
            body.status = Some(writer.status());
        }
        Document::Status => body.status = Some(writer.status()),
        Document::Components => body.components = Some(writer.components()),
        Document::Incidents => {
            body.incidents = Some(
                view.happened()
                    .take(MAX_INCIDENTS)
                    .map(|one| writer.incident(one))
                    .collect(),
            );
        }
        Document::UnresolvedIncidents => {
            body.incidents = Some(view.open().map(|one| writer.incident(one)).collect());
        }
        Document::ScheduledMaintenances => body.scheduled_maintenances = Some(Vec::new()),
    }
    serde_json::to_vec(&body).expect("strings, lists and numbers serialise")
}

/// The page id of that page.
fn page_id(key: &str) -> String {
    identifier::statuspage(&format!("{key}/page"))
}

/// The id of an incident, which the page for people needs too.
pub(crate) fn incident_id(page: &str, occurrence: &Occurrence<'_>) -> String {
    identifier::statuspage(&format!(
        "{page}/{}/{}",
        occurrence.scenario.key, occurrence.seed
    ))
}

struct Writer<'v, 'a> {
    view: &'v View<'a>,
    zone: TimeZone,
    page_id: String,
}

impl<'v, 'a> Writer<'v, 'a> {
    fn new(view: &'v View<'a>) -> Self {
        let zone = TimeZone::get(view.page.time_zone)
            .expect("every page names a zone of the bundled database");
        Self {
            view,
            zone,
            page_id: page_id(view.page.key),
        }
    }

    fn page(&self) -> PageObject {
        PageObject {
            id: self.page_id.clone(),
            name: self.view.page.name,
            url: self.view.url.clone(),
            time_zone: self.view.page.time_zone,
            updated_at: self.time(self.view.updated()),
        }
    }

    /// Milliseconds and the zone's offset at that time; `Z` where the offset is none.
    fn time(&self, at: Timestamp) -> String {
        let zoned = at.to_zoned(self.zone.clone());
        let local = zoned.strftime("%Y-%m-%dT%H:%M:%S.%3f");
        if zoned.offset().is_zero() {
            format!("{local}Z")
        } else {
            format!("{local}{}", zoned.strftime("%:z"))
        }
    }

    /// What recorded pages say: components alone decide, incidents don't.
    fn status(&self) -> StatusObject {
        let worst = self
            .view
            .statuses()
            .max()
            .unwrap_or(ComponentStatus::Operational);
        let everything = self
            .view
            .statuses()
            .all(|status| status == ComponentStatus::MajorOutage);
        let (indicator, description) = match worst {
            ComponentStatus::Operational => ("none", "All Systems Operational"),
            ComponentStatus::DegradedPerformance => ("minor", "Partially Degraded Service"),
            ComponentStatus::PartialOutage => ("minor", "Minor Service Outage"),
            ComponentStatus::MajorOutage if everything => ("critical", "Major Service Outage"),
            ComponentStatus::MajorOutage => ("major", "Partial System Outage"),
        };
        StatusObject {
            indicator,
            description,
        }
    }

    fn component_id(&self, key: &str) -> String {
        identifier::statuspage(&format!("{}/component/{key}", self.view.page.key))
    }

    /// Sorted by position, which counts anew inside each group.
    fn components(&self) -> Vec<ComponentObject> {
        let mut list = Vec::new();
        for (index, item) in self.view.page.items.iter().enumerate() {
            match item {
                Item::Single(component) => list.push(self.component(component, None, index + 1)),
                Item::Group { key, name, members } => {
                    list.push(self.group(key, name, members, index + 1));
                    let members = members.iter().enumerate();
                    list.extend(
                        members.map(|(place, member)| self.component(member, Some(key), place + 1)),
                    );
                }
            }
        }
        list.sort_by_key(|component| component.position);
        list
    }

    fn component(
        &self,
        component: &Component,
        group: Option<&str>,
        position: usize,
    ) -> ComponentObject {
        ComponentObject {
            id: self.component_id(component.key),
            name: component.name,
            status: word(self.view.status(component)),
            created_at: self.time(self.view.page.created),
            updated_at: self.time(self.view.changed(component)),
            position,
            description: component.description,
            showcase: group.is_none(),
            start_date: Some(
                self.view
                    .page
                    .created
                    .to_zoned(self.zone.clone())
                    .date()
                    .to_string(),
            ),
            group_id: group.map(|key| self.component_id(key)),
            page_id: self.page_id.clone(),
            group: false,
            only_show_if_degraded: component.only_show_if_degraded,
            components: None,
        }
    }

    fn group(
        &self,
        key: &str,
        name: &'static str,
        members: &[Component],
        position: usize,
    ) -> ComponentObject {
        let worst = members.iter().map(|member| self.view.status(member)).max();
        let changed = members.iter().map(|member| self.view.changed(member)).max();
        ComponentObject {
            id: self.component_id(key),
            name,
            status: word(worst.unwrap_or(ComponentStatus::Operational)),
            created_at: self.time(self.view.page.created),
            updated_at: self.time(changed.unwrap_or(self.view.page.created)),
            position,
            description: None,
            showcase: false,
            start_date: None,
            group_id: None,
            page_id: self.page_id.clone(),
            group: true,
            only_show_if_degraded: false,
            components: Some(
                members
                    .iter()
                    .map(|member| self.component_id(member.key))
                    .collect(),
            ),
        }
    }

    fn incident(&self, occurrence: &Occurrence<'_>) -> IncidentObject {
        let now = self.view.now;
        let id = incident_id(self.view.page.key, occurrence);
        let named = |component: &ComponentObject| {
            occurrence
                .scenario
                .affected
                .iter()
                .any(|key| self.component_id(key) == component.id)
        };
        IncidentObject {
            name: occurrence.scenario.title,
            status: occurrence.phase(now).map_or("investigating", Phase::word),
            created_at: self.time(occurrence.created()),
            updated_at: self.time(occurrence.updated(now)),
            monitoring_at: occurrence
                .announced(Phase::Monitoring, now)
                .map(|at| self.time(at)),
            resolved_at: occurrence
                .announced(Phase::Resolved, now)
                .map(|at| self.time(at)),
            impact: impact(occurrence, now),
            shortlink: format!(
                "https://stspg.io/{}",
                identifier::statuspage(&format!("{id}/shortlink"))
            ),
            started_at: self.time(occurrence.began()),
            page_id: self.page_id.clone(),
            incident_updates: self.updates(occurrence, &id),
            components: self.components().into_iter().filter(named).collect(),
            reminder_intervals: None,
            id,
        }
    }

    /// Newest first.
    fn updates(&self, occurrence: &Occurrence<'_>, incident_id: &str) -> Vec<UpdateObject> {
        let shown = occurrence.shown(self.view.now).enumerate();
        let mut updates: Vec<_> = shown
            .map(|(index, (at, entry))| self.update(occurrence, incident_id, index, at, entry))
            .collect();
        updates.reverse();
        updates
    }

    fn update(
        &self,
        occurrence: &Occurrence<'_>,
        incident_id: &str,
        index: usize,
        at: Timestamp,
        entry: &Entry,
    ) -> UpdateObject {
        let is_postmortem = entry.phase == Phase::Postmortem;
        UpdateObject {
            id: identifier::statuspage(&format!("{incident_id}/update/{index}")),
            status: entry.phase.word(),
            body: entry.body,
            incident_id: incident_id.to_owned(),
            created_at: self.time(at),
            updated_at: self.time(at),
            display_at: (!is_postmortem).then(|| self.time(at)),
            affected_components: (!is_postmortem).then(|| self.affected(occurrence, index)),
            deliver_notifications: true,
            custom_tweet: None,
            tweet_id: None,
        }
    }

    /// Every component the incident names, changed by this update or not.
    fn affected(&self, occurrence: &Occurrence<'_>, index: usize) -> Vec<AffectedObject> {
        let said = |key: &str, entries: usize| {
            let status = occurrence.status_after(key, entries);
            word(status.map_or(ComponentStatus::Operational, |(status, _)| status))
        };
        let named = self
            .view
            .page
            .components()
            .filter(|(one, _)| occurrence.scenario.affected.contains(&one.key));
        named
            .map(|(component, group)| AffectedObject {
                code: self.component_id(component.key),
                name: group.map_or(component.name.to_owned(), |group| {
                    format!("{group} - {}", component.name)
                }),
                old_status: said(component.key, index),
                new_status: said(component.key, index + 1),
            })
            .collect()
    }
}

/// The worst an incident has been stays its impact.
fn impact(occurrence: &Occurrence<'_>, now: Timestamp) -> &'static str {
    match occurrence.scenario.impact {
        ImpactRule::None => "none",
        ImpactRule::FromComponents => match occurrence.worst(now) {
            ComponentStatus::Operational => "none",
            ComponentStatus::DegradedPerformance => "minor",
            ComponentStatus::PartialOutage => "major",
            ComponentStatus::MajorOutage => "critical",
        },
    }
}

const fn word(status: ComponentStatus) -> &'static str {
    match status {
        ComponentStatus::Operational => "operational",
        ComponentStatus::DegradedPerformance => "degraded_performance",
        ComponentStatus::PartialOutage => "partial_outage",
        ComponentStatus::MajorOutage => "major_outage",
    }
}
