//! A vendor's page in the Statuspage format, small enough to be said in a line of a test.

use crate::world::{Scripted, World};
use serde_json::{Value, json};
use statuslamp_model::Timestamp;

/// A vendor's page as its vendor keeps it.
#[derive(Clone, Debug)]
pub struct Vendor {
    url: &'static str,
    /// Components: id, name, status.
    pub components: Vec<(&'static str, &'static str, &'static str)>,
    /// Incidents, newest first.
    pub incidents: Vec<Incident>,
    /// Maintenances: id, status, planned start.
    pub maintenances: Vec<(&'static str, &'static str, Timestamp)>,
    /// The vendor's own word for everything.
    pub indicator: &'static str,
}

/// An incident of the vendor's.
#[derive(Clone, Debug)]
pub struct Incident {
    /// Its id.
    pub id: &'static str,
    /// How bad the vendor says it is.
    pub impact: &'static str,
    /// Its messages, oldest first: phase and time.
    pub updates: Vec<(&'static str, Timestamp)>,
}

impl Vendor {
    /// A calm page with two components.
    pub fn calm(url: &'static str) -> Self {
        Self {
            url,
            components: vec![
                ("web", "Web App", "operational"),
                ("api", "API", "operational"),
            ],
            incidents: Vec::new(),
            maintenances: Vec::new(),
            indicator: "none",
        }
    }

    /// Publishes the page as it stands.
    pub fn publish(&self, world: &World) {
        for (name, body) in self.documents() {
            world.script(&self.document(name), Scripted::Body(body.to_string()));
        }
    }

    /// Lets all of the page's documents answer alike.
    pub fn answer(&self, world: &World, answer: &Scripted) {
        for (name, _) in self.documents() {
            world.script(&self.document(name), answer.clone());
        }
    }

    /// The address of a document.
    pub fn document(&self, name: &str) -> String {
        format!("{}/api/v2/{name}.json", self.url)
    }

    /// The document of the present state.
    pub fn summary(&self) -> Value {
        let open = |incident: &&Incident| !incident.is_over();
        let planned = |(_, status, _): &&(&str, &str, Timestamp)| *status != "completed";
        json!({
            "page": self.page(),
            "status": {
                "indicator": self.indicator,
                "description": match self.indicator {
                    "none" => "All Systems Operational",
                    _ => "Some Systems Are Down",
                },
            },
            "components": self.components.iter().enumerate().map(|(at, component)| json!({
                "id": component.0,
                "name": component.1,
                "status": component.2,
                "position": at + 1,
                "group": false,
                "group_id": null,
            })).collect::<Vec<_>>(),
            "incidents": self.incidents.iter().filter(open).map(Incident::json).collect::<Vec<_>>(),
            "scheduled_maintenances": self.maintenances.iter().filter(planned).map(maintenance)
                .collect::<Vec<_>>(),
        })
    }

    /// A document as it stands.
    ///
    /// # Panics
    /// Where there is none of this name.
    pub fn document_body(&self, name: &str) -> Value {
        let mut documents = self.documents().into_iter();
        let found = documents.find(|(document, _)| *document == name);
        found.expect("the test names a document").1
    }

    fn documents(&self) -> [(&'static str, Value); 3] {
        let incidents: Vec<_> = self.incidents.iter().map(Incident::json).collect();
        let maintenances: Vec<_> = self.maintenances.iter().map(maintenance).collect();
        [
            ("summary", self.summary()),
            (
                "incidents",
                json!({ "page": self.page(), "incidents": incidents }),
            ),
            (
                "scheduled-maintenances",
                json!({ "page": self.page(), "scheduled_maintenances": maintenances }),
            ),
        ]
    }

    fn page(&self) -> Value {
        json!({ "id": "p4g3", "name": "A vendor", "url": self.url, "time_zone": "Etc/UTC" })
    }
}

impl Incident {
    fn phase(&self) -> &'static str {
        self.updates
            .last()
            .map_or("investigating", |(phase, _)| phase)
    }

    fn is_over(&self) -> bool {
        matches!(self.phase(), "resolved" | "postmortem")
    }

    fn json(&self) -> Value {
        let first = self.updates.first().map(|(_, at)| at.to_string());
        let last = self.updates.last().map(|(_, at)| at.to_string());
        let resolved = self.updates.iter().rfind(|(phase, _)| *phase == "resolved");
        let resolved = resolved.map(|(_, at)| at.to_string());
        let updates: Vec<_> = self
            .updates
            .iter()
            .enumerate()
            .rev()
            .map(|(number, (phase, at))| {
                json!({
                    "id": format!("{}-{number}", self.id),
                    "incident_id": self.id,
                    "status": phase,
                    "body": format!("Message {number}."),
                    "created_at": at.to_string(),
                    "updated_at": at.to_string(),
                    "display_at": at.to_string(),
                    "affected_components": [{
                        "code": "web",
                        "name": "Web App",
                        "old_status": "operational",
                        "new_status": "partial_outage",
                    }],
                })
            })
            .collect();
        json!({
            "id": self.id,
            "name": format!("Incident {}", self.id),
            "status": self.phase(),
            "impact": self.impact,
            "created_at": first,
            "started_at": first,
            "updated_at": last,
            "resolved_at": resolved.filter(|_| self.is_over()),
            "incident_updates": updates,
            "components": [],
        })
    }
}

fn maintenance((id, status, planned): &(&'static str, &'static str, Timestamp)) -> Value {
    json!({
        "id": id,
        "name": format!("Maintenance {id}"),
        "status": status,
        "impact": "maintenance",
        "created_at": planned.plus_seconds(-86_400).to_string(),
        "started_at": planned.plus_seconds(-86_400).to_string(),
        "updated_at": planned.plus_seconds(-86_400).to_string(),
        "scheduled_for": planned.to_string(),
        "scheduled_until": planned.plus_seconds(3600).to_string(),
        "incident_updates": [],
        "components": [],
    })
}
