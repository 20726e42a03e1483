//! The objects of the API in the words and the order of the vendor.

use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Body {
    pub(super) page: PageObject,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) components: Option<Vec<ComponentObject>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) incidents: Option<Vec<IncidentObject>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) scheduled_maintenances: Option<Vec<IncidentObject>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) status: Option<StatusObject>,
}

impl Body {
    pub(super) fn new(page: PageObject) -> Self {
        Self {
            page,
            components: None,
            incidents: None,
            scheduled_maintenances: None,
            status: None,
        }
    }
}

#[derive(Serialize)]
pub(super) struct PageObject {
    pub(super) id: String,
    pub(super) name: &'static str,
    pub(super) url: String,
    pub(super) time_zone: &'static str,
    pub(super) updated_at: String,
}

#[derive(Serialize)]
pub(super) struct StatusObject {
    pub(super) indicator: &'static str,
    pub(super) description: &'static str,
}

#[derive(Serialize)]
pub(super) struct ComponentObject {
    pub(super) id: String,
    pub(super) name: &'static str,
    pub(super) status: &'static str,
    pub(super) created_at: String,
    pub(super) updated_at: String,
    pub(super) position: usize,
    pub(super) description: Option<&'static str>,
    pub(super) showcase: bool,
    pub(super) start_date: Option<String>,
    pub(super) group_id: Option<String>,
    pub(super) page_id: String,
    pub(super) group: bool,
    pub(super) only_show_if_degraded: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) components: Option<Vec<String>>,
}

#[derive(Serialize)]
pub(super) struct IncidentObject {
    pub(super) id: String,
    pub(super) name: &'static str,
    pub(super) status: &'static str,
    pub(super) created_at: String,
    pub(super) updated_at: String,
    pub(super) monitoring_at: Option<String>,
    pub(super) resolved_at: Option<String>,
    pub(super) impact: &'static str,
    pub(super) shortlink: String,
    pub(super) started_at: String,
    pub(super) page_id: String,
    pub(super) incident_updates: Vec<UpdateObject>,
    pub(super) components: Vec<ComponentObject>,
    pub(super) reminder_intervals: Option<String>,
}

#[derive(Serialize)]
pub(super) struct UpdateObject {
    pub(super) id: String,
    pub(super) status: &'static str,
    pub(super) body: &'static str,
    pub(super) incident_id: String,
    pub(super) created_at: String,
    pub(super) updated_at: String,
    pub(super) display_at: Option<String>,
    pub(super) affected_components: Option<Vec<AffectedObject>>,
    pub(super) deliver_notifications: bool,
    pub(super) custom_tweet: Option<String>,
    pub(super) tweet_id: Option<u64>,
}

#[derive(Serialize)]
pub(super) struct AffectedObject {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) old_status: &'static str,
    pub(super) new_status: &'static str,
}
