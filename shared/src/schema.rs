//! JSON v1 in the words of JSON Schema, made from the types themselves.

use schemars::{Schema, SchemaGenerator, json_schema};
use serde_json::Value;

/// The keyword under which an open vocabulary tells the words that are known.
const KNOWN_WORDS: &str = "x-extensible-enum";

/// Describes a type whose wire form is a text of a certain look.
macro_rules! text {
    ($type:ty, $name:literal, {$($look:tt)*}) => {
        impl schemars::JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({"type": "string", $($look)*})
            }
        }
    };
}

/// Describes a type of words that may gain more of them.
macro_rules! vocabulary {
    ($type:ty, $docs:expr, $words:expr) => {
        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $crate::schema::open($docs, $words)
            }
        }
    };
}

pub(crate) use {text, vocabulary};

/// A text that is one of these words, or one that comes later.
pub(crate) fn open(docs: &[&str], words: &[(&str, &str)]) -> Schema {
    let mut told = docs.concat().trim().to_owned();
    told.push_str(" More words may come; treat one you do not know as `unknown`.\n");
    for (word, meaning) in words {
        told.push_str("\n- `");
        told.push_str(word);
        told.push_str("`:");
        told.push_str(meaning);
    }
    let words: Vec<_> = words.iter().map(|(word, _)| *word).collect();
    json_schema!({"type": "string", "description": told, KNOWN_WORDS: words})
}

/// The schema of a struct, written out, without some of its members.
pub(crate) fn without(
    generator: &mut SchemaGenerator,
    schema: fn(&mut SchemaGenerator) -> Schema,
    members: &[&str],
) -> Schema {
    let mut schema = schema(generator);
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.retain(|name, _| !members.contains(&name.as_str()));
    }
    if let Some(Value::Array(required)) = schema.get_mut("required") {
        required.retain(|name| !members.iter().any(|member| name == member));
    }
    schema
}

/// Adds members that are always there to the schema of a struct.
pub(crate) fn with(schema: &mut Schema, members: Vec<(&str, Schema)>) {
    for (name, member) in members {
        if let Some(Value::Object(properties)) = schema.get_mut("properties") {
            properties.insert(name.to_owned(), member.into());
        }
        if let Some(Value::Array(required)) = schema.get_mut("required")
            && !required.iter().any(|known| known == name)
        {
            required.push(name.into());
        }
    }
}
