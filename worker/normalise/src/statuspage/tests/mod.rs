//! Statuspage's quirks, each in a document written for it.

mod affected;
mod components;
mod documents;
mod feeds;
mod incidents;

use crate::Normalised;
use crate::testing::read;
use serde_json::{Value, json};
use statuslamp_model::Provider;

/// A summary with these components, incidents and maintenances.
fn summary(components: &Value, incidents: &Value, maintenances: &Value) -> Normalised {
    read(
        Provider::Statuspage,
        &json!({
            "page": {"id": "lampexample1", "name": "Lamp", "url": "https://status.example.com", "time_zone": "Etc/UTC"},
            "status": {"indicator": "none", "description": "Everything runs"},
            "components": components,
            "incidents": incidents,
            "scheduled_maintenances": maintenances,
        }),
    )
}

/// A summary with one incident.
fn incident(incident: Value) -> Normalised {
    summary(&json!([]), &Value::Array(vec![incident]), &json!([]))
}
