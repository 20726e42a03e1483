//! Statuspage's own words: what its documents carry, under its names. Everything but what
//! identifies an object may be absent.

use crate::bounds::{MAX_CHANGES, MAX_COMPONENTS, MAX_EVENTS, MAX_UPDATES};
use crate::item::{Item, Listed, Word};
use statuslamp_model::{Timestamp, WebUrl};

/// Any of the JSON documents; each carries a part of this.
pub(super) struct Document<'a> {
    pub(super) page: Option<Page>,
    pub(super) status: Option<Status>,
    pub(super) components: Option<Listed<Component<'a>>>,
    pub(super) incidents: Option<Listed<Incident<'a>>>,
    pub(super) scheduled_maintenances: Option<Listed<Incident<'a>>>,
}

pub(super) struct Page {
    pub(super) name: Option<String>,
    pub(super) url: Option<WebUrl>,
    pub(super) time_zone: Option<String>,
}

pub(super) struct Status {
    pub(super) indicator: Option<Word>,
    pub(super) description: Option<String>,
}

pub(super) struct Component<'a> {
    pub(super) path: String,
    pub(super) id: Option<String>,
    pub(super) name: Option<String>,
    pub(super) status: Option<Word>,
    pub(super) position: Option<i64>,
    pub(super) description: Option<&'a str>,
    pub(super) group_id: Option<String>,
    pub(super) group: bool,
    pub(super) only_show_if_degraded: bool,
    pub(super) updated_at: Option<Timestamp>,
}

/// An incident or a scheduled maintenance.
#[expect(
    clippy::struct_field_names,
    reason = "the fields have Statuspage's names"
)]
pub(super) struct Incident<'a> {
    pub(super) path: String,
    pub(super) id: Option<String>,
    pub(super) name: Option<String>,
    pub(super) status: Option<Word>,
    pub(super) impact: Option<Word>,
    pub(super) created_at: Option<Timestamp>,
    pub(super) updated_at: Option<Timestamp>,
    pub(super) started_at: Option<Timestamp>,
    pub(super) monitoring_at: Option<Timestamp>,
    pub(super) resolved_at: Option<Timestamp>,
    pub(super) shortlink: Option<WebUrl>,
    pub(super) scheduled_for: Option<Timestamp>,
    pub(super) scheduled_until: Option<Timestamp>,
    pub(super) incident_updates: Listed<IncidentUpdate<'a>>,
    pub(super) components: Vec<Component<'a>>,
    pub(super) backfilled: bool,
    pub(super) postmortem_body: Option<&'a str>,
    pub(super) postmortem_published_at: Option<Timestamp>,
}

pub(super) struct IncidentUpdate<'a> {
    pub(super) id: Option<String>,
    pub(super) status: Option<Word>,
    pub(super) body: Option<&'a str>,
    pub(super) created_at: Option<Timestamp>,
    pub(super) updated_at: Option<Timestamp>,
    pub(super) display_at: Option<Timestamp>,
    pub(super) affected_components: Vec<AffectedComponent>,
}

pub(super) struct AffectedComponent {
    pub(super) code: Option<String>,
    pub(super) name: Option<String>,
    pub(super) old_status: Option<Word>,
    pub(super) new_status: Option<Word>,
}

impl<'a> Document<'a> {
    /// Reads whichever document this is; `None` when it is none of Statuspage's.
    pub(super) fn read(root: &Item<'a>) -> Option<Self> {
        let mut document = Self {
            page: root.item("page").map(|page| Page::read(&page)),
            status: None,
            components: None,
            incidents: None,
            scheduled_maintenances: None,
        };
        if let Some(incident) = root.value("incident").and_then(|_| root.item("incident")) {
            // One incident, from its own address or from a webhook.
            document.status = webhook_status(root);
            document.incidents = Some(Listed::one(Incident::read(&incident)));
        } else if root.has("component_update") {
            document.status = webhook_status(root);
            let component = root.item("component")?;
            document.components = Some(Listed::one(Component::read(&component)));
        } else if root.has("incident_updates") {
            // The bare incident of 2016.
            document.incidents = Some(Listed::one(Incident::read(root)));
        } else {
            let is_ours = root
                .value("status")
                .is_some_and(serde_json::Value::is_object)
                || ["components", "incidents", "scheduled_maintenances"]
                    .iter()
                    .any(|name| root.value(name).is_some_and(serde_json::Value::is_array));
            if !is_ours {
                return None;
            }
            // What is there and cannot be read is an unknown word, not no word.
            document.status = root
                .value("status")
                .map(|_| Status::read(root.item("status").as_ref()));
            document.components = root
                .vital_list("components", MAX_COMPONENTS)
                .map(|list| list.read(Component::read));
            document.incidents = root
                .vital_list("incidents", MAX_EVENTS)
                .map(|list| list.read(Incident::read));
            document.scheduled_maintenances = root
                .vital_list("scheduled_maintenances", MAX_EVENTS)
                .map(|list| list.read(Incident::read));
        }
        Some(document)
    }
}

fn webhook_status(root: &Item<'_>) -> Option<Status> {
    let page = root
        .item("page")
        .filter(|page| page.has("status_indicator"))?;
    Some(Status {
        indicator: page.word("status_indicator"),
        description: page.line("status_description"),
    })
}

impl Status {
    fn read(status: Option<&Item<'_>>) -> Self {
        Self {
            indicator: status.and_then(|status| status.word("indicator")),
            description: status.and_then(|status| status.line("description")),
        }
    }
}

impl Page {
    fn read(page: &Item<'_>) -> Self {
        Self {
            name: page.line("name"),
            url: page.url("url"),
            time_zone: page.line("time_zone"),
        }
    }
}

impl<'a> Component<'a> {
    fn read(component: &Item<'a>) -> Self {
        Self {
            path: component.path().to_owned(),
            id: component.id("id"),
            name: component.line("name"),
            status: component.word("status"),
            position: component.number("position"),
            description: component.text("description"),
            group_id: component.id("group_id"),
            group: component.flag("group"),
            only_show_if_degraded: component.flag("only_show_if_degraded"),
            updated_at: component.time("updated_at"),
        }
    }
}

impl<'a> Incident<'a> {
    fn read(incident: &Item<'a>) -> Self {
        let incident_updates = incident
            .list("incident_updates", MAX_UPDATES)
            .map_or_else(Listed::unread, |list| list.read(IncidentUpdate::read));
        let components = incident
            .list("components", MAX_COMPONENTS)
            .map_or_else(Vec::new, |list| list.read(Component::read).items);
        Self {
            path: incident.path().to_owned(),
            id: incident.id("id"),
            name: incident.line("name"),
            status: incident.word("status"),
            impact: incident.word("impact"),
            created_at: incident.time("created_at"),
            updated_at: incident.time("updated_at"),
            started_at: incident.time("started_at"),
            monitoring_at: incident.time("monitoring_at"),
            resolved_at: incident.time("resolved_at"),
            shortlink: incident.url("shortlink"),
            scheduled_for: incident.time("scheduled_for"),
            scheduled_until: incident.time("scheduled_until"),
            incident_updates,
            components,
            backfilled: incident.flag("backfilled"),
            postmortem_body: incident.text("postmortem_body"),
            postmortem_published_at: incident.time("postmortem_published_at"),
        }
    }
}

impl<'a> IncidentUpdate<'a> {
    fn read(update: &Item<'a>) -> Self {
        let affected_components = update
            .list("affected_components", MAX_CHANGES)
            .map_or_else(Vec::new, |list| list.read(AffectedComponent::read).items);
        Self {
            id: update.id("id"),
            status: update.word("status"),
            body: update.text("body"),
            created_at: update.time("created_at"),
            updated_at: update.time("updated_at"),
            display_at: update.time("display_at"),
            affected_components,
        }
    }
}

impl AffectedComponent {
    /// False for the entry that only says that nothing was affected: it has neither code nor
    /// status.
    pub(super) const fn is_component(&self) -> bool {
        self.code.is_some() || self.new_status.is_some()
    }

    fn read(affected: &Item<'_>) -> Self {
        Self {
            code: affected.id("code"),
            name: affected.line("name"),
            old_status: affected.word("old_status"),
            new_status: affected.word("new_status"),
        }
    }
}
