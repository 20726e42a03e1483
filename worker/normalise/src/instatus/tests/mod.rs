//! Instatus' quirks, each in a document written for it.

mod feeds;
mod summaries;

use serde_json::{Value, json};

fn page(status: &str) -> Value {
    json!({"name": "Lamp", "url": "https://lamp.example.com", "status": status})
}
