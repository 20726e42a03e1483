//! What is answered, held to what `/openapi.json` promises: every status, header and member. A
//! member that is not described there is as wrong as one that is missing.

use jsonschema::Validator;
use serde_json::{Map, Value, json};
use statuslamp_worker::{
    contract::{Answer, Operation, described_by, openapi, operations},
    http::{Method, Reply},
    routes::Route,
};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

/// Every answer has these; nothing is to be learnt from their description.
const EVERYWHERE: &[&str] = &[
    "Access-Control-Allow-Origin",
    "Access-Control-Expose-Headers",
    "Cloudflare-CDN-Cache-Control",
    "Content-Length",
    "Content-Type",
    "Cross-Origin-Resource-Policy",
    "Date",
    "X-Content-Type-Options",
];
/// Those of a document in a frame.
const OF_FRAMES: &[&str] = &[
    "Content-Security-Policy",
    "Cross-Origin-Embedder-Policy",
    "Referrer-Policy",
];

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| openapi(&BTreeMap::new()));
static STRICT: LazyLock<Value> = LazyLock::new(|| {
    let mut document = DOCUMENT.clone();
    let mut shared = HashSet::new();
    find_shared(&document, &mut shared);
    if let Value::Object(schemas) = &mut document["components"]["schemas"] {
        for (name, schema) in schemas {
            close(schema, shared.contains(name));
        }
    }
    document
});

/// By operation and status: making one takes longer than using it.
static VALIDATORS: LazyLock<Mutex<HashMap<String, Arc<Validator>>>> = LazyLock::new(Mutex::default);

/// The operation that a request asks for; `None` where no route takes it.
pub fn operation(method: &Method, path: &str) -> Option<&'static Operation> {
    let route = Route::parse(path).ok()?;
    let asked = match method {
        Method::Head => &Method::Get,
        other => other,
    };
    let ids = described_by(&route);
    operations().find(|one| ids.contains(&one.id) && one.method() == *asked)
}

/// What in an answer was not promised, or was promised and is not there.
pub fn trouble(method: &Method, path: &str, reply: &Reply) -> Option<String> {
    let operation = operation(method, path)?;
    if matches!(operation.answer(), Answer::Switched | Answer::Streamed(_)) {
        return None;
    }
    let item = &DOCUMENT["paths"][operation.path];
    let name = match operation.answer() {
        Answer::Moved => "x-redirect".to_owned(),
        _ => operation.method().as_str().to_ascii_lowercase(),
    };
    let status = reply.status.to_string();
    let Some(response) = item[name]["responses"].get(&status) else {
        return Some(format!("{} does not promise {status}", operation.id));
    };
    let response = resolve(response);
    if let Some(wrong) = headers(operation, response, reply) {
        return Some(format!("{} {status}: {wrong}", operation.id));
    }
    body(operation.id, response, method, reply)
        .map(|wrong| format!("{} {status}: {wrong}", operation.id))
}

/// The value a part of the document names.
fn resolve(part: &'static Value) -> &'static Value {
    match part["$ref"].as_str() {
        Some(name) => DOCUMENT
            .pointer(name.trim_start_matches('#'))
            .unwrap_or(&Value::Null),
        None => part,
    }
}

fn headers(operation: &Operation, response: &'static Value, reply: &Reply) -> Option<String> {
    let empty = Map::new();
    let promised = response["headers"].as_object().unwrap_or(&empty);
    for (name, _) in &reply.headers {
        let is_known = promised.contains_key(*name)
            || EVERYWHERE.contains(name)
            || (operation.is_limited && *name == "RateLimit-Policy")
            || (OF_FRAMES.contains(name) && reply.header("Content-Security-Policy").is_some());
        if !is_known {
            return Some(format!("the header {name} is not described"));
        }
    }
    for (name, described) in promised {
        let described: &Value = match described["$ref"].as_str() {
            Some(pointer) => DOCUMENT.pointer(&pointer[1..]).expect("a header"),
            None => described,
        };
        let Some(value) = reply.header(name) else {
            if described["required"] == true {
                return Some(format!("the header {name} is missing"));
            }
            continue;
        };
        let value = match described["schema"]["type"].as_str() {
            Some("integer") => serde_json::from_str(value).unwrap_or(Value::Null),
            _ => value.into(),
        };
        if let Err(error) = jsonschema::validate(&described["schema"], &value) {
            return Some(format!("the header {name}: {error}"));
        }
    }
    None
}

fn body(key: &str, response: &'static Value, method: &Method, reply: &Reply) -> Option<String> {
    let Some(content) = response["content"].as_object() else {
        let is_empty = reply.body.as_ref().is_none_or(|body| body.is_empty());
        return (!is_empty).then(|| "a body that was not promised".to_owned());
    };
    let sent = reply.header("Content-Type").unwrap_or_default();
    let sent = sent.split(';').next().unwrap_or_default();
    let Some(media) = content.get(sent) else {
        return Some(format!("{sent} was not promised"));
    };
    if *method == Method::Head || !sent.ends_with("json") {
        return None;
    }
    let body: Value = serde_json::from_slice(reply.body.as_deref().unwrap_or_default())
        .unwrap_or_else(|error| panic!("{key}: {error}"));
    wrong(&format!("{key} {}", reply.status), &media["schema"], &body)
}

/// What in a value is not as a schema of the document has it, strictly.
///
/// # Panics
/// Where the document has something that is no schema.
pub fn wrong(key: &str, schema: &Value, value: &Value) -> Option<String> {
    let mut validators = VALIDATORS.lock().unwrap_or_else(PoisonError::into_inner);
    let validator = validators.entry(key.to_owned()).or_insert_with(|| {
        let mut root = schema.clone();
        close(&mut root, false);
        root["components"] = json!({"schemas": STRICT["components"]["schemas"]});
        Arc::new(jsonschema::draft202012::new(&root).expect("a schema"))
    });
    let validator = Arc::clone(validator);
    drop(validators);
    let errors = validator.iter_errors(value).take(5);
    let errors: Vec<_> = errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    (!errors.is_empty()).then(|| errors.join("; "))
}

/// Finds the schemas to which others add members of their own: those have the last word.
fn find_shared(schema: &Value, shared: &mut HashSet<String>) {
    match schema {
        Value::Object(object) => {
            let name = object.get("$ref").and_then(Value::as_str);
            if let Some(name) = name.filter(|_| object.contains_key("properties")) {
                shared.extend(name.rsplit('/').next().map(str::to_owned));
            }
            object.values().for_each(|inner| find_shared(inner, shared));
        }
        Value::Array(items) => items.iter().for_each(|item| find_shared(item, shared)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Closes every object and every vocabulary: what is not described is refused.
fn close(schema: &mut Value, is_part: bool) {
    match schema {
        Value::Object(object) => {
            if let Some(words) = object.remove("x-extensible-enum") {
                object.insert("enum".to_owned(), words);
            }
            let is_struct = object.contains_key("properties") || object.contains_key("oneOf");
            let is_object = object.get("type").is_some_and(|kind| kind == "object");
            if is_struct && is_object && !is_part {
                object.insert("unevaluatedProperties".to_owned(), false.into());
            }
            for (name, inner) in object {
                let is_part = matches!(name.as_str(), "oneOf" | "allOf" | "anyOf");
                close(inner, is_part && is_struct && is_object);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| close(item, is_part)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
