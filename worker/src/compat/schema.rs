//! The documents of Statuspage's public API v2, member by member: its clients refuse members they
//! do not know, so nothing of our own stands here.
//! <https://metastatuspage.com/api>

use serde::Serialize;
use statuslamp_model::Timestamp;

/// The page, at the head of every document.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "StatuspagePage"))]
pub(crate) struct Page {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) url: String,
    pub(crate) time_zone: String,
    pub(crate) updated_at: Timestamp,
}

/// The state of the whole page.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "StatuspageStatus"))]
pub(crate) struct Status {
    pub(crate) indicator: &'static str,
    pub(crate) description: &'static str,
}

/// A component, or a group of them.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "StatuspageComponent"))]
pub(crate) struct Component {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) status: &'static str,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
    pub(crate) position: usize,
    pub(crate) description: Option<String>,
    pub(crate) showcase: bool,
    pub(crate) start_date: Option<String>,
    pub(crate) group_id: Option<String>,
    pub(crate) page_id: String,
    pub(crate) group: bool,
    pub(crate) only_show_if_degraded: bool,
    /// The ids of a group's members.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) components: Option<Vec<String>>,
}

/// An incident, or a scheduled maintenance.
#[expect(clippy::struct_field_names, reason = "the names are those of the JSON")]
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "StatuspageIncident"))]
pub(crate) struct Incident {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) status: &'static str,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
    pub(crate) monitoring_at: Option<Timestamp>,
    pub(crate) resolved_at: Option<Timestamp>,
    pub(crate) impact: &'static str,
    pub(crate) shortlink: String,
    pub(crate) started_at: Timestamp,
    pub(crate) page_id: String,
    /// Newest first.
    pub(crate) incident_updates: Vec<IncidentUpdate>,
    pub(crate) components: Vec<Component>,
    #[serde(flatten)]
    pub(crate) plan: Option<Plan>,
}

/// What only a maintenance has.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "StatuspagePlan"))]
pub(crate) struct Plan {
    pub(crate) scheduled_for: Timestamp,
    pub(crate) scheduled_until: Timestamp,
}

/// A message.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "StatuspageIncidentUpdate"))]
pub(crate) struct IncidentUpdate {
    pub(crate) id: String,
    pub(crate) status: &'static str,
    pub(crate) body: String,
    pub(crate) incident_id: String,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
    pub(crate) display_at: Timestamp,
    pub(crate) affected_components: Option<Vec<AffectedComponent>>,
    pub(crate) deliver_notifications: bool,
    pub(crate) custom_tweet: Option<String>,
    pub(crate) tweet_id: Option<u64>,
}

/// A component's state as a message announces it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "StatuspageAffectedComponent"))]
pub(crate) struct AffectedComponent {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) old_status: &'static str,
    pub(crate) new_status: &'static str,
}

/// `summary.json`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "StatuspageSummaryDocument"))]
pub(crate) struct SummaryDocument {
    pub(crate) page: Page,
    pub(crate) components: Vec<Component>,
    pub(crate) incidents: Vec<Incident>,
    pub(crate) scheduled_maintenances: Vec<Incident>,
    pub(crate) status: Status,
}

/// `status.json`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "StatuspageStatusDocument"))]
pub(crate) struct StatusDocument {
    pub(crate) page: Page,
    pub(crate) status: Status,
}

/// `components.json`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "contract",
    schemars(rename = "StatuspageComponentsDocument")
)]
pub(crate) struct ComponentsDocument {
    pub(crate) page: Page,
    pub(crate) components: Vec<Component>,
}

/// `incidents.json` and its parts.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "StatuspageIncidentsDocument"))]
pub(crate) struct IncidentsDocument {
    pub(crate) page: Page,
    pub(crate) incidents: Vec<Incident>,
}

/// `scheduled-maintenances.json` and its parts.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "contract",
    schemars(rename = "StatuspageMaintenancesDocument")
)]
pub(crate) struct MaintenancesDocument {
    pub(crate) page: Page,
    pub(crate) scheduled_maintenances: Vec<Incident>,
}

/// `incidents/{id}.json`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "StatuspageIncidentDocument"))]
pub(crate) struct IncidentDocument {
    pub(crate) page: Page,
    pub(crate) incident: Incident,
}
