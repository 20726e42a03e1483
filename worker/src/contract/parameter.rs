//! Every parameter, described once.

use schemars::Schema;
use serde_json::{Value, json};
use statuslamp_model::{Impact, Phase, Provider};

/// Where a parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
}

/// Something a reader may say with a request.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Under what name it is described: several may bear one name in addresses.
    pub(super) key: &'static str,
    /// Its name in addresses.
    pub name: &'static str,
    /// Where it stands.
    pub place: Place,
    is_required: bool,
    description: &'static str,
    look: fn() -> Value,
    example: &'static str,
}

impl Parameter {
    const fn new(
        (key, name): (&'static str, &'static str),
        place: Place,
        description: &'static str,
        look: fn() -> Value,
        example: &'static str,
    ) -> Self {
        Self {
            key,
            name,
            place,
            is_required: matches!(place, Place::Path),
            description,
            look,
            example,
        }
    }

    const fn required(mut self) -> Self {
        self.is_required = true;
        self
    }

    /// An example of it, as it stands in an address.
    pub const fn example(&self) -> &'static str {
        self.example
    }

    /// As OpenAPI has it.
    pub(super) fn described(&self) -> Value {
        let look = (self.look)();
        let is_list = look["type"] == "array";
        let is_number = look["type"] == "integer";
        let example = if is_list {
            self.example.split(',').collect()
        } else if is_number {
            serde_json::from_str(self.example).unwrap_or_default()
        } else {
            json!(self.example)
        };
        let mut parameter = json!({
            "name": self.name,
            "in": match self.place {
                Place::Path => "path",
                Place::Query => "query",
                Place::Header => "header",
            },
            "description": self.description,
            "schema": look,
            "example": example,
        });
        if self.is_required {
            parameter["required"] = true.into();
        }
        if is_list {
            parameter["style"] = "form".into();
            parameter["explode"] = false.into();
        }
        parameter
    }
}

fn page() -> Value {
    look::<statuslamp_model::PageId>()
}

fn look<T: schemars::JsonSchema>() -> Value {
    let mut generator = schemars::SchemaGenerator::default();
    Schema::to_value(T::json_schema(&mut generator))
}

fn text() -> Value {
    json!({"type": "string", "minLength": 1})
}

fn pages(most: usize) -> Value {
    json!({"type": "array", "items": page(), "minItems": 1, "maxItems": most, "uniqueItems": true})
}

fn words(all: impl Iterator<Item = &'static str>) -> Value {
    let all: Vec<_> = all.collect();
    json!({"type": "array", "items": {"type": "string", "enum": all}})
}

/// A whole number, a point, and the bytes of an id as hexadecimal digits of UTF-8.
const CURSOR: &str = "^-?[0-9]{1,15}\\.([0-7][0-9a-f]|c[2-9a-f][89ab][0-9a-f]|d[0-9a-f][89ab][0-9a-f]|e0[ab][0-9a-f][89ab][0-9a-f]|e[1-9a-cef][89ab][0-9a-f][89ab][0-9a-f]|ed[89][0-9a-f][89ab][0-9a-f]|f0[9ab][0-9a-f]([89ab][0-9a-f]){2}|f[1-3]([89ab][0-9a-f]){3}|f48[0-9a-f]([89ab][0-9a-f]){2})+$";

const LARGEST: u64 = 9_007_199_254_740_991;

pub(super) const PAGE: Parameter = Parameter::new(
    ("page", "page"),
    Place::Path,
    "The page's id.",
    page,
    "noterro",
);
pub(super) const EVENT: Parameter = Parameter::new(
    ("event", "id"),
    Place::Path,
    "The event's id, percent-encoded where it needs to be.",
    text,
    "i1",
);
pub(super) const COMPONENT_ID: Parameter = Parameter::new(
    ("component_id", "id"),
    Place::Path,
    "The component's id, percent-encoded where it needs to be.",
    text,
    "web",
);
pub(super) const OVERRIDE_ID: Parameter = Parameter::new(
    ("override_id", "id"),
    Place::Path,
    "The operator's own name for it.",
    look::<statuslamp_model::OverrideId>,
    "quiet-night",
);
pub(super) const PROVIDER: Parameter = Parameter::new(
    ("provider", "provider"),
    Place::Path,
    "The format of the vendor's notifications.",
    || {
        let all: Vec<_> = Provider::ALL.iter().map(|one| one.as_str()).collect();
        json!({"type": "string", "enum": all})
    },
    "statuspage",
);
pub(super) const SECRET: Parameter = Parameter::new(
    ("secret", "secret"),
    Place::Path,
    "The lower-case hexadecimal HMAC-SHA256 of the page's id under this lamp's own secret.",
    || json!({"type": "string", "pattern": "^[0-9a-f]{64}$"}),
    "5f2b7f0c6f3f7a2a0e9d6d1c1b8c2f4e7a9b0c1d2e3f405162738495a6b7c8d9",
);
pub(super) const LIMIT: Parameter = Parameter::new(
    ("limit", "limit"),
    Place::Query,
    "How many items are wanted.",
    || json!({"type": "integer", "minimum": 1, "maximum": 100, "default": 25}),
    "25",
);
pub(super) const CURSOR_OF_LIST: Parameter = Parameter::new(
    ("cursor", "cursor"),
    Place::Query,
    "Where to go on: the `next_cursor` of the part before. What is new meanwhile moves nothing.",
    || json!({"type": "string", "pattern": CURSOR, "maxLength": 8192}),
    "0.77",
);
pub(super) const CURSOR_OF_SEVERAL: Parameter = Parameter::new(
    ("cursor_of_several", "cursor"),
    Place::Query,
    "Where to go on: the `next_cursor` of the part before. What is new meanwhile moves nothing.",
    || {
        // An id of a page and the one of an event, joined by a slash.
        let letter = "3[0-9]|6[1-9a-f]|7[0-9a]";
        let page = format!("({letter})((2d|{letter}){{0,38}}({letter}))?");
        let id = CURSOR.split_once("\\.").map_or("", |(_, id)| id);
        let pattern = format!("^-?[0-9]{{1,15}}\\.{page}2f{id}");
        json!({"type": "string", "pattern": pattern, "maxLength": 8192})
    },
    "1795262400000.6e6f746572726f2f6931",
);
pub(super) const SINCE: Parameter = Parameter::new(
    ("since", "since"),
    Place::Query,
    "Only what began at this instant or later.",
    look::<statuslamp_model::Timestamp>,
    "2026-11-01T00:00:00Z",
);
pub(super) const UNTIL: Parameter = Parameter::new(
    ("until", "until"),
    Place::Query,
    "Only what began before this instant.",
    look::<statuslamp_model::Timestamp>,
    "2026-12-01T00:00:00Z",
);
pub(super) const IMPACT: Parameter = Parameter::new(
    ("impact", "impact"),
    Place::Query,
    "Only what has one of these impacts.",
    || words(Impact::ALL.iter().map(|word| word.as_str())),
    "major,critical",
);
pub(super) const PHASE: Parameter = Parameter::new(
    ("phase", "phase"),
    Place::Query,
    "Only what is in one of these phases.",
    || words(Phase::ALL.iter().map(|word| word.as_str())),
    "resolved,postmortem",
);
pub(super) const COMPONENT: Parameter = Parameter::new(
    ("component", "component"),
    Place::Query,
    "Only what touched the component of this id or name.",
    || json!({"type": "string"}),
    "Web App",
);
pub(super) const SHOWN_COMPONENT: Parameter = Parameter::new(
    ("shown_component", "component"),
    Place::Query,
    "The one component to show, by its id or, where one alone has it, its name.",
    || json!({"type": "string"}),
    "web",
);
pub(super) const SEARCH: Parameter = Parameter::new(
    ("search", "q"),
    Place::Query,
    "Only what has this text in its title or in one of its messages.",
    || json!({"type": "string", "maxLength": 100}),
    "slow",
);
pub(super) const SEARCHED_PAGE: Parameter = Parameter::new(
    ("searched_page", "q"),
    Place::Query,
    "Only pages with this text in their name, their id or their address.",
    || json!({"type": "string", "maxLength": 100}),
    "noter",
);
pub(super) const DAYS: Parameter = Parameter::new(
    ("days", "days"),
    Place::Query,
    "How many days, the last one today.",
    || json!({"type": "integer", "minimum": 1, "maximum": 90, "default": 90}),
    "90",
);
pub(super) const FIVE_PAGES: Parameter = Parameter::new(
    ("five_pages", "pages"),
    Place::Query,
    "The pages, by their ids. In alphabetical order they share cached answers with others.",
    || pages(5),
    "noterro",
)
.required();
pub(super) const TEN_PAGES: Parameter = Parameter::new(
    ("ten_pages", "pages"),
    Place::Query,
    "The pages, by their ids. In alphabetical order they share cached answers with others.",
    || pages(10),
    "noterro",
)
.required();
pub(super) const LAST_EVENT_ID: Parameter = Parameter::new(
    ("last_event_id", "Last-Event-ID"),
    Place::Header,
    "The `id` of the last event that arrived: what it told is not told again.",
    text,
    "1795262400000",
);
pub(super) const REVISION: Parameter = Parameter::new(
    ("revision", "revision"),
    Place::Query,
    "The oldest revision that will do, as a verdict or a live message named it.",
    || json!({"type": "integer", "minimum": 0, "maximum": LARGEST}),
    "0",
);
