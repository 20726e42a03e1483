//! The pages file in the words of JSON Schema, so that an editor completes and checks it.
//! `PagesFile::parse` is what decides; a test holds the two together.

use super::{DEFAULT_POLL_SECONDS, MAX_NAME_CHARACTERS, MAX_PAGES, MAX_SELECTORS, MAX_TARGETS};
use crate::{PageId, Provider};
use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Which status pages a lamp watches.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "it is read by `parse`, which names lines")]
struct File {
    /// Where this schema is, for editors.
    #[schemars(rename = "$schema")]
    schema: Option<String>,
    /// The pages, in the order in which they are listed.
    #[schemars(length(max = MAX_PAGES))]
    pages: Vec<Page>,
}

/// A status page.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "it is read by `parse`, which names lines")]
struct Page {
    /// Its id in addresses: lower-case letters, digits and inner hyphens. Each once in a file.
    id: PageId,
    /// Its name, as people are told it.
    #[schemars(length(min = 1, max = MAX_NAME_CHARACTERS), regex(pattern = "\\S"))]
    name: String,
    /// The vendor's official page: `https`, a public host and a path, without query.
    #[schemars(regex(pattern = "^https?://[^\\s@?#]+$"))]
    url: String,
    /// The format it speaks; found out where it is not given.
    #[schemars(with = "Option<Known>")]
    provider: Option<Provider>,
    /// Seconds between two reads: 15 at least, 1 where upstreams on this machine are allowed.
    #[schemars(range(min = 1, max = 3600))]
    #[schemars(extend("default" = DEFAULT_POLL_SECONDS))]
    poll_seconds: Option<u32>,
    /// Read and served, but never announced.
    #[serde(default)]
    muted: bool,
    /// Regions of your people, each with the components that serve it: by id, by name, by
    /// `Group/Name` or by group.
    regions: Option<Names>,
    /// Audiences among your people, each with the components that are for it: by id, by name, by
    /// `Group/Name` or by group.
    audiences: Option<Names>,
}

/// A format this version understands.
struct Known;

impl JsonSchema for Known {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Known".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let all: Vec<_> = Provider::ALL.iter().map(|one| one.as_str()).collect();
        schemars::json_schema!({"type": "string", "enum": all})
    }
}

/// Names of your own, each with what is selected by it.
#[derive(JsonSchema)]
#[schemars(inline)]
#[expect(dead_code, reason = "it is read by `parse`, which names lines")]
struct Names(
    #[schemars(extend(
        "maxProperties" = MAX_TARGETS,
        "propertyNames" = {"pattern": "^[^\\s,]([^,]{0,38}[^\\s,])?$"},
        "additionalProperties" = {
            "type": "array",
            "maxItems": MAX_SELECTORS,
            "items": {"type": "string"}
        }
    ))]
    BTreeMap<String, Vec<String>>,
);

/// The schema of the pages file, by itself.
pub fn pages_file_schema() -> Value {
    let settings = SchemaSettings::draft2020_12().for_deserialize();
    let mut schema = settings.into_generator().into_root_schema_for::<File>();
    schema.insert("title".to_owned(), "The pages file of Statuslamp".into());
    schema.insert(
        "examples".to_owned(),
        json!([{"pages": [{
            "id": "noterro",
            "name": "Noterro",
            "url": "https://status.noterro.com",
            "provider": "statuspage"
        }]}]),
    );
    schema.to_value()
}
