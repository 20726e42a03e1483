//! An event of a list in the words of JSON Schema: what it is of the event itself, and what not.

use super::{ListedEvent, MAX_NAMED};
use crate::{Affected, Event, schema};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

impl JsonSchema for ListedEvent {
    fn schema_name() -> Cow<'static, str> {
        "ListedEvent".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let untold = ["spans", "spans_observed", "status_raw"];
        let mut touched = schema::without(generator, Affected::json_schema, &untold);
        touched.insert("description".to_owned(), "A component it touched.".into());
        let untold = ["updates", "postmortem", "operator"];
        let mut listed = schema::without(generator, Event::json_schema, &untold);
        listed.insert(
            "description".to_owned(),
            "An event as it stands in a list.".into(),
        );
        let count =
            |meaning| json_schema!({"type": "integer", "minimum": 0, "description": meaning});
        let affected = json_schema!({
            "type": "array",
            "maxItems": MAX_NAMED,
            "description": "The first of what it touched.",
            "items": touched
        });
        let explained = "Whether the vendor explained it afterwards.";
        schema::with(
            &mut listed,
            vec![
                ("affected", affected),
                ("more", count("How many further components it touched.")),
                ("update_count", count("How many messages its timeline has.")),
                (
                    "has_postmortem",
                    json_schema!({"type": "boolean", "description": explained}),
                ),
            ],
        );
        listed
    }
}
