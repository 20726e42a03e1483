//! The documents of the vendor behind every fault, in the Statuspage format.

use serde_json::{Value, json};

/// A document that is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Document {
    /// `summary.json`.
    #[default]
    Summary,
    /// `incidents.json`.
    Incidents,
    /// `scheduled-maintenances.json`.
    Maintenances,
}

/// What the vendor has to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum News {
    /// An incident is being investigated.
    Trouble,
    /// The same incident is being monitored.
    Monitored,
    /// All is well.
    Calm,
}

impl Document {
    /// The document at a path, whatever stands before it.
    pub(super) fn at(path: &str) -> Option<Self> {
        match path.rsplit_once("api/v2/")?.1 {
            "summary.json" => Some(Self::Summary),
            "incidents.json" => Some(Self::Incidents),
            "scheduled-maintenances.json" => Some(Self::Maintenances),
            _ => None,
        }
    }

    /// The path of it on the vendor's server.
    pub(super) const fn path(self) -> &'static str {
        match self {
            Self::Summary => "/api/v2/summary.json",
            Self::Incidents => "/api/v2/incidents.json",
            Self::Maintenances => "/api/v2/scheduled-maintenances.json",
        }
    }

    /// What it says.
    pub(super) fn value(self, news: News) -> Value {
        match self {
            Self::Summary => summary(news),
            Self::Incidents => json!({"page": page(), "incidents": [incident(news)]}),
            Self::Maintenances => json!({"page": page(), "scheduled_maintenances": []}),
        }
    }

    /// What it says, as bytes.
    pub(super) fn bytes(self, news: News) -> Vec<u8> {
        self.value(news).to_string().into_bytes()
    }
}

/// The present state.
pub(super) fn summary(news: News) -> Value {
    let (indicator, description, web) = match news {
        News::Trouble | News::Monitored => ("major", "Partial System Outage", "partial_outage"),
        News::Calm => ("none", "All Systems Operational", "operational"),
    };
    let open = match news {
        News::Trouble | News::Monitored => vec![incident(news)],
        News::Calm => Vec::new(),
    };
    json!({
        "page": page(),
        "status": {"indicator": indicator, "description": description},
        "components": [
            component("w3b", "Web App", web, 1),
            component("4p1", "API", "operational", 2),
        ],
        "incidents": open,
        "scheduled_maintenances": [],
    })
}

/// A component.
pub(super) fn component(id: &str, name: &str, status: &str, position: u32) -> Value {
    json!({
        "id": id,
        "name": name,
        "status": status,
        "position": position,
        "group": false,
        "group_id": null,
        "only_show_if_degraded": false,
        "updated_at": "2026-05-01T12:00:00.000Z",
    })
}

/// The incident; one that is over where all is well.
pub(super) fn incident(news: News) -> Value {
    let newer = match news {
        News::Trouble => None,
        News::Monitored => Some(update("u2", "monitoring", "2026-05-01T12:20:00.000Z")),
        News::Calm => Some(update("u3", "resolved", "2026-05-01T12:40:00.000Z")),
    };
    let first = update("u1", "investigating", "2026-05-01T12:00:00.000Z");
    let updates: Vec<_> = newer.into_iter().chain([first]).collect();
    json!({
        "id": "1nc1d3nt",
        "name": "Pages load slowly or not at all",
        "status": updates[0]["status"],
        "impact": "major",
        "created_at": "2026-05-01T12:00:00.000Z",
        "started_at": "2026-05-01T12:00:00.000Z",
        "updated_at": updates[0]["created_at"],
        "resolved_at": match news {
            News::Trouble | News::Monitored => Value::Null,
            News::Calm => json!("2026-05-01T12:40:00.000Z"),
        },
        "incident_updates": updates,
        "components": [component("w3b", "Web App", "partial_outage", 1)],
    })
}

fn page() -> Value {
    json!({"id": "f4u1tyv3nd0r", "name": "A faulty vendor", "time_zone": "Etc/UTC"})
}

fn update(id: &str, phase: &str, at: &str) -> Value {
    json!({
        "id": id,
        "status": phase,
        "body": format!("We are {phase}."),
        "created_at": at,
        "updated_at": at,
        "display_at": at,
        "affected_components": [{
            "code": "w3b",
            "name": "Web App",
            "old_status": "operational",
            "new_status": if phase == "resolved" { "operational" } else { "partial_outage" },
        }],
    })
}
