//! The documents of Statuspage's public API v2, member by member: its clients refuse members they
//! do not know, so nothing of our own stands here.
//! <https://metastatuspage.com/api>

use serde::Serialize;
use statuslamp_model::Timestamp;

/// The page, at the head of every document.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Page {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) url: String,
    pub(super) time_zone: String,
    pub(super) updated_at: Timestamp,
}

/// The state of the whole page.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Status {
    pub(super) indicator: &'static str,
    pub(super) description: &'static str,
}

/// A component, or a group of them.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Component {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) status: &'static str,
    pub(super) created_at: Timestamp,
    pub(super) updated_at: Timestamp,
    pub(super) position: usize,
    pub(super) description: Option<String>,
    pub(super) showcase: bool,
    pub(super) start_date: Option<String>,
    pub(super) group_id: Option<String>,
    pub(super) page_id: String,
    pub(super) group: bool,
    pub(super) only_show_if_degraded: bool,
    /// The ids of a group's members.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) components: Option<Vec<String>>,
}

/// An incident, or a scheduled maintenance.
#[expect(clippy::struct_field_names, reason = "the names are those of the JSON")]
#[derive(Clone, Debug, Serialize)]
pub(super) struct Incident {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) status: &'static str,
    pub(super) created_at: Timestamp,
    pub(super) updated_at: Timestamp,
    pub(super) monitoring_at: Option<Timestamp>,
    pub(super) resolved_at: Option<Timestamp>,
    pub(super) impact: &'static str,
    pub(super) shortlink: String,
    pub(super) started_at: Timestamp,
    pub(super) page_id: String,
    /// Newest first.
    pub(super) incident_updates: Vec<IncidentUpdate>,
    pub(super) components: Vec<Component>,
    #[serde(flatten)]
    pub(super) plan: Option<Plan>,
}

/// What only a maintenance has.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Plan {
    pub(super) scheduled_for: Timestamp,
    pub(super) scheduled_until: Timestamp,
}

/// A message.
#[derive(Clone, Debug, Serialize)]
pub(super) struct IncidentUpdate {
    pub(super) id: String,
    pub(super) status: &'static str,
    pub(super) body: String,
    pub(super) incident_id: String,
    pub(super) created_at: Timestamp,
    pub(super) updated_at: Timestamp,
    pub(super) display_at: Timestamp,
    pub(super) affected_components: Option<Vec<AffectedComponent>>,
    pub(super) deliver_notifications: bool,
    pub(super) custom_tweet: Option<String>,
    pub(super) tweet_id: Option<u64>,
}

/// A component's state as a message announces it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct AffectedComponent {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) old_status: &'static str,
    pub(super) new_status: &'static str,
}

/// `summary.json`.
#[derive(Clone, Debug, Serialize)]
pub(super) struct SummaryDocument {
    pub(super) page: Page,
    pub(super) components: Vec<Component>,
    pub(super) incidents: Vec<Incident>,
    pub(super) scheduled_maintenances: Vec<Incident>,
    pub(super) status: Status,
}

/// `status.json`.
#[derive(Clone, Debug, Serialize)]
pub(super) struct StatusDocument {
    pub(super) page: Page,
    pub(super) status: Status,
}

/// `components.json`.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ComponentsDocument {
    pub(super) page: Page,
    pub(super) components: Vec<Component>,
}

/// `incidents.json` and its parts.
#[derive(Clone, Debug, Serialize)]
pub(super) struct IncidentsDocument {
    pub(super) page: Page,
    pub(super) incidents: Vec<Incident>,
}

/// `scheduled-maintenances.json` and its parts.
#[derive(Clone, Debug, Serialize)]
pub(super) struct MaintenancesDocument {
    pub(super) page: Page,
    pub(super) scheduled_maintenances: Vec<Incident>,
}

/// `incidents/{id}.json`.
#[derive(Clone, Debug, Serialize)]
pub(super) struct IncidentDocument {
    pub(super) page: Page,
    pub(super) incident: Incident,
}
