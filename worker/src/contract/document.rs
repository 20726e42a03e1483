//! The table and the types as one OpenAPI document.

use super::{
    operation::{Answer, Operation, Tag},
    operations,
};
use schemars::{SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};
use statuslamp_model::Problem;
use std::collections::BTreeMap;

const INTRODUCTION: &str = "What official status pages say, read once for everybody and told in one neutral model.\n\nTimes are RFC 3339 in UTC. What is not known is `null`, never absent. Vocabularies are open: treat a word you do not know as `unknown`. New members may be added at any time.\n\nEvery answer about a page carries `checked_at`, `fresh_until` and `unknown_after`: up to `fresh_until` state it as present, then state it with its age, and after `unknown_after` say that the state is unknown. Take the present from the answer's `Date` and `Age`, not from your own clock.\n\nEvery address that answers GET answers HEAD alike, without a body, and OPTIONS with what it takes; any other method is answered 405. A problem is RFC 9457, whatever the address, and its `type` leads to its documentation. An `ETag` that comes back in `If-None-Match` is answered 304.";

/// The OpenAPI document of this version. `examples` are answers by the ids of their operations.
pub fn openapi(examples: &BTreeMap<String, Value>) -> Value {
    let generator = |settings: SchemaSettings| {
        let mut settings = settings;
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
        settings.into_generator()
    };
    let mut shapes = Shapes {
        answers: generator(SchemaSettings::draft2020_12().for_serialize()),
        bodies: generator(SchemaSettings::draft2020_12().for_deserialize()),
    };
    let problem: Value = shapes.answers.subschema_for::<Problem>().into();
    let mut named = json!({"headers": headers(), "responses": responses(&problem)});
    let mut paths: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    let mut parameters = Map::new();
    for operation in operations() {
        let path = paths.entry(operation.path).or_default();
        let name = operation.answer.beside().unwrap_or(operation.method);
        let mut told = told(operation, &mut shapes, examples.get(operation.id));
        let taken = operation.parameters.iter();
        if name == operation.method {
            parameters.extend(taken.map(|one| (one.key.to_owned(), one.described())));
        } else {
            path.insert("summary".to_owned(), operation.summary.into());
            path.insert("description".to_owned(), operation.description.into());
            resolve(&mut told["responses"], &named);
            told["parameters"] = taken.map(|one| one.described()).collect();
        }
        path.insert(name.to_owned(), told);
    }
    // No operation has them, only what stands beside.
    for (kind, name) in [
        ("responses", "426"),
        ("headers", "Location"),
        ("headers", "Upgrade"),
    ] {
        if let Value::Object(named) = &mut named[kind] {
            named.remove(name);
        }
    }
    let mut schemas = shapes.answers.take_definitions(true);
    schemas.extend(shapes.bodies.take_definitions(true));
    let tags = Tag::ALL.iter().map(|tag| {
        let (name, description) = tag.words();
        json!({"name": name, "description": description})
    });
    let tags: Vec<_> = tags.collect();
    let mut document = json!({
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": "Statuslamp",
            "summary": "What official status pages say, in one model.",
            "description": INTRODUCTION,
            "version": env!("CARGO_PKG_VERSION"),
            "contact": {"name": "Whoever runs this lamp"},
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "servers": [{"url": "/", "description": "The lamp this document comes from"}],
        "security": [],
        "tags": tags,
        "paths": paths,
        "components": {
            "schemas": schemas,
            "parameters": parameters,
            "headers": named["headers"],
            "responses": named["responses"],
            "securitySchemes": {
                "operator": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "The operator's secret. Without one set on the lamp nobody may write.",
                }
            },
        },
    });
    tidy(&mut document);
    document
}

/// Where schemas come from: what is sent to us may leave out what we never leave out.
struct Shapes {
    answers: SchemaGenerator,
    bodies: SchemaGenerator,
}

/// Puts what is named in the place of its name, however deep, but for schemas: tools count only what
/// operations name.
fn resolve(part: &mut Value, components: &Value) {
    let name = part["$ref"].as_str().unwrap_or_default();
    let found = name
        .strip_prefix("#/components")
        .and_then(|place| components.pointer(place));
    if let Some(found) = found {
        *part = found.clone();
    }
    match part {
        Value::Object(members) => members.values_mut().for_each(|it| resolve(it, components)),
        Value::Array(items) => items.iter_mut().for_each(|it| resolve(it, components)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// One operation as OpenAPI has it.
fn told(operation: &Operation, shapes: &mut Shapes, example: Option<&Value>) -> Value {
    let of = |kind: &str, key: &str| json!({"$ref": format!("#/components/{kind}/{key}")});
    let parameters = operation.parameters.iter();
    let parameters: Vec<_> = parameters.map(|one| of("parameters", one.key)).collect();
    let mut responses = answers(operation, &mut shapes.answers, example);
    let limited: &[u16] = if operation.is_limited { &[429] } else { &[] };
    for status in operation.troubles.iter().chain(limited).chain(&[405, 500]) {
        let is_document = match operation.answer {
            Answer::Html => true,
            Answer::Frame => *status == 404,
            _ => false,
        };
        let kind = if is_document { "-document" } else { "" };
        let response = of("responses", &format!("{status}{kind}"));
        responses.insert(status.to_string(), response);
    }
    let mut told = json!({
        "operationId": operation.id,
        "tags": [operation.tag.words().0],
        "summary": operation.summary,
        "description": operation.description,
        "responses": responses,
    });
    if !parameters.is_empty() {
        told["parameters"] = parameters.into();
    }
    if let Some(body) = operation.body {
        let schema = body(&mut shapes.bodies);
        told["requestBody"] = json!({
            "required": true,
            "content": {"application/json": {"schema": schema}},
        });
    }
    if operation.is_for_operator {
        told["security"] = json!([{"operator": []}]);
    }
    told
}

/// What a good request gets, by status.
fn answers(
    operation: &Operation,
    generator: &mut SchemaGenerator,
    example: Option<&Value>,
) -> Map<String, Value> {
    let headers = |names: &[&str]| {
        let named = names.iter();
        let named = named.map(|name| {
            let of = json!({"$ref": format!("#/components/headers/{name}")});
            ((*name).to_owned(), of)
        });
        Value::Object(named.collect())
    };
    let json_of = |schema: Value| {
        let mut media = json!({"schema": schema});
        if let Some(example) = example {
            media["example"] = example.clone();
        }
        json!({"application/json": media})
    };
    let kept = ["Cache-Control", "ETag"];
    let mut all = Map::new();
    let (status, description, content, names): (_, _, _, &[&str]) = match operation.answer {
        Answer::Json(description, shape) => {
            (200, description, json_of(shape(generator).into()), &kept)
        }
        Answer::List(description, shape) => (
            200,
            description,
            json_of(shape(generator).into()),
            &["Cache-Control", "ETag", "Link"],
        ),
        Answer::Text(media) => (
            200,
            operation.summary,
            json!({media: {"schema": {"type": "string"}}}),
            &kept,
        ),
        Answer::JsonFeed(shape) => (
            200,
            operation.summary,
            json!({"application/feed+json": {"schema": Value::from(shape(generator))}}),
            &kept,
        ),
        Answer::Html | Answer::Frame => (
            200,
            "The document.",
            json!({"text/html": {"schema": {"type": "string"}}}),
            &kept,
        ),
        Answer::Moved => (
            302,
            "It is elsewhere.",
            Value::Null,
            &["Cache-Control", "Location"],
        ),
        Answer::Accepted(shape) => (
            202,
            "It is done soon, whatever becomes of the machine.",
            json_of(shape(generator).into()),
            &["Cache-Control"],
        ),
        Answer::Stored(shape) => (
            200,
            "It is stored, and in force.",
            json_of(shape(generator).into()),
            &["Cache-Control"],
        ),
        Answer::Done => (204, "It is done.", Value::Null, &["Cache-Control"]),
        Answer::Switched => (
            101,
            "The connection speaks something else.",
            Value::Null,
            &[],
        ),
        Answer::Streamed(media) => (
            200,
            "Events, one after the other.",
            json!({media: {"schema": {"type": "string"}}}),
            &["Cache-Control"],
        ),
    };
    let mut answer = json!({"description": description});
    if !content.is_null() {
        answer["content"] = content;
    }
    if !names.is_empty() {
        answer["headers"] = headers(names);
    }
    if operation.is_limited {
        let of = json!({"$ref": "#/components/headers/RateLimit-Policy"});
        answer["headers"]["RateLimit-Policy"] = of;
    }
    if names.contains(&"ETag") {
        let unchanged = json!({"$ref": "#/components/responses/304"});
        all.insert("304".to_owned(), unchanged);
    }
    all.insert(status.to_string(), answer);
    all
}

fn headers() -> Value {
    json!({
        "Cache-Control": {
            "description": "`no-cache`: keep it, and ask before using it. `no-store`: do not keep it.",
            "required": true,
            "schema": {"type": "string", "enum": ["no-cache", "no-store"]},
        },
        "ETag": {
            "description": "Names these very bytes; strong.",
            "required": true,
            "schema": {"type": "string", "pattern": "^\"[0-9a-f]+\"$"},
        },
        "Link": {
            "description": "`rel=\"next\"`: where the rest of the list is. Absent at the end.",
            "schema": {"type": "string"},
        },
        "Retry-After": {
            "description": "Seconds after which to come again.",
            "schema": {"type": "integer", "minimum": 0},
        },
        "Location": {
            "description": "Where it is.",
            "required": true,
            "schema": {"type": "string"},
        },
        "RateLimit-Policy": {
            "description": "How much there is for one reader, where that is counted: `\"search\";q=120;w=60` is 120 requests within 60 seconds.",
            "schema": {"type": "string", "pattern": "^\"[a-z]+\";q=[0-9]+;w=[0-9]+$"},
        },
        "RateLimit": {
            "description": "That nothing is left, and for how many seconds at most. What is left otherwise is not known.",
            "schema": {"type": "string", "pattern": "^\"[a-z]+\";r=0;t=[0-9]+$"},
        },
        "Allow": {
            "description": "The methods that are answered here.",
            "required": true,
            "schema": {"type": "string"},
        },
        "WWW-Authenticate": {
            "description": "How to prove to be the operator.",
            "required": true,
            "schema": {"type": "string", "const": "Bearer"},
        },
        "Upgrade": {
            "description": "What is spoken here.",
            "required": true,
            "schema": {"type": "string", "const": "websocket"},
        },
    })
}

/// The problems, by status: what each means, and the headers it has beside `Cache-Control`.
const PROBLEMS: &[(u16, &str, &[&str])] = &[
    (
        400,
        "Something in the request cannot be used; `errors` says what.",
        &[],
    ),
    (401, "Only the operator may do this.", &["WWW-Authenticate"]),
    (
        403,
        "Nobody is the operator of this lamp: no secret is set.",
        &[],
    ),
    (404, "The address names nothing here.", &[]),
    (405, "The method is not answered here.", &["Allow"]),
    (
        409,
        "Not as things stand here; `detail` says why.",
        &["Retry-After"],
    ),
    (413, "The body is too large, or broke off.", &[]),
    (426, "Only a WebSocket is answered here.", &["Upgrade"]),
    (
        429,
        "Too much at a time; come again.",
        &["Retry-After", "RateLimit", "RateLimit-Policy"],
    ),
    (500, "The lamp failed; come again.", &[]),
    (503, "Not now; come again.", &["Retry-After"]),
];

fn responses(problem: &Value) -> Value {
    let mut responses = Map::new();
    for (status, description, names) in PROBLEMS {
        let names = ["Cache-Control"].iter().chain(*names);
        let headers = names.map(|name| {
            let of = json!({"$ref": format!("#/components/headers/{name}")});
            ((*name).to_owned(), of)
        });
        let headers: Map<_, _> = headers.collect();
        let response = json!({
            "description": description,
            "headers": headers,
            "content": {"application/problem+json": {"schema": problem}},
        });
        let mut document = response.clone();
        document["content"] = json!({"text/html": {"schema": {"type": "string"}}});
        responses.insert(status.to_string(), response);
        // Redocly does not like what nobody uses.
        if [400, 404, 405, 500].contains(status) {
            responses.insert(format!("{status}-document"), document);
        }
    }
    let unchanged = json!({
        "description": "What the reader has is what there is.",
        "headers": {
            "Cache-Control": {"$ref": "#/components/headers/Cache-Control"},
            "ETag": {"$ref": "#/components/headers/ETag"},
        },
    });
    responses.insert("304".to_owned(), unchanged);
    responses.into()
}

/// Takes out what says nothing to a reader: defaults, which are the reading side's, and the formats
/// of numbers that only Rust knows.
fn tidy(value: &mut Value) {
    match value {
        Value::Object(object) => {
            let is_schema = object.contains_key("type") || object.contains_key("$ref");
            if is_schema && !object.contains_key("in") && !object.contains_key("maximum") {
                object.remove("default");
            }
            let format = object.get("format").and_then(Value::as_str);
            if format.is_some_and(|format| format.starts_with("uint") || format == "double") {
                object.remove("format");
            }
            object.values_mut().for_each(tidy);
        }
        Value::Array(items) => items.iter_mut().for_each(tidy),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
