//! Documents that are damaged in themselves: pure, and the same at every call.

use super::documents::{Document, News, component, incident, summary};
use serde_json::{Value, json};
use std::fmt::Write;

/// How deep a nested document nests.
const DEPTH: usize = 200_000;
/// How many items are too many.
const MANY: usize = 100_000;
/// Characters of a text that is too long.
const LONG: usize = 500_000;

pub(super) const LOGIN_PAGE: &str = "<!doctype html>\n<html><head><title>Sign in</title></head>\n\
    <body><form method=\"post\"><input name=\"user\"><input type=\"password\" name=\"secret\">\
    </form></body></html>\n";

pub(super) const MARKETING_PAGE: &str = "<!doctype html>\n<html lang=\"en\"><head><title>Uptime you \
    can feel</title></head>\n<body><h1>All systems operational, always</h1>\
    <p>Try it free for a month.</p></body></html>\n";

pub(super) const INACTIVE_PAGE: &str =
    "<!doctype html>\n<title>Status</title>\n<p>This status page is not active.</p>\n";

pub(super) const FEED: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <feed xmlns=\"http://www.w3.org/2005/Atom\"><id>tag:f4u1ty</id><title>History</title>\
    <updated>2026-05-01T12:00:00Z</updated></feed>\n";

/// The summary with a text in it replaced by another.
fn replaced(news: News, from: &str, to: &str) -> Vec<u8> {
    let text = summary(news).to_string();
    debug_assert!(text.contains(from), "{from} is no part of the document");
    text.replace(from, to).into_bytes()
}

/// The summary with some of its values replaced. `change` is given the name of the member and
/// its value, and answers whether it has replaced it.
fn changed(news: News, change: &dyn Fn(&str, &mut Value) -> bool) -> Vec<u8> {
    let mut document = summary(news);
    walk("", &mut document, change);
    document.to_string().into_bytes()
}

fn walk(name: &str, value: &mut Value, change: &dyn Fn(&str, &mut Value) -> bool) {
    if change(name, value) {
        return;
    }
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                walk(name, member, change);
            }
        }
        Value::Array(items) => {
            for item in items {
                walk(name, item, change);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// A summary that says all is well, but for this list of components.
fn with_components(components: &str) -> Vec<u8> {
    let mut calm = summary(News::Calm);
    calm["components"] = json!("here");
    calm.to_string()
        .replace("\"here\"", components)
        .into_bytes()
}

/// A component in a group, or a group.
fn grouped(id: &str, status: &str, group: bool, group_id: &str) -> Value {
    let mut component = component(id, id, status, 1);
    component["group"] = json!(group);
    component["group_id"] = json!(group_id);
    component
}

/// A list with what `item` writes for each number.
fn list(length: usize, item: impl Fn(&mut String, usize)) -> String {
    let mut list = String::from("[");
    for number in 0..length {
        if number > 0 {
            list.push(',');
        }
        item(&mut list, number);
    }
    list.push(']');
    list
}

fn push(text: &mut String, part: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = text.write_fmt(part);
}

pub(super) fn jsonp() -> Vec<u8> {
    format!("status({});", summary(News::Calm)).into_bytes()
}

pub(super) fn not_quite_json() -> Vec<u8> {
    replaced(
        News::Calm,
        "\"incidents\":[]",
        "\"incidents\":[,],\"load\":NaN",
    )
}

pub(super) fn two_documents() -> Vec<u8> {
    format!("{}\n{}", summary(News::Calm), summary(News::Calm)).into_bytes()
}

pub(super) fn document_cut() -> Vec<u8> {
    let mut body = Document::Summary.bytes(News::Calm);
    body.truncate(body.len() * 2 / 3);
    body
}

pub(super) fn other_shape() -> Vec<u8> {
    json!({"summary": {"name": "A vendor", "ongoing_incidents": [], "operational": true}})
        .to_string()
        .into_bytes()
}

pub(super) fn deep_lists() -> Vec<u8> {
    format!("{{\"page\":{{}},\"components\":{}", "[".repeat(DEPTH)).into_bytes()
}

pub(super) fn deep_objects() -> Vec<u8> {
    format!("{}1{}", "{\"components\":".repeat(DEPTH), "}".repeat(DEPTH)).into_bytes()
}

pub(super) fn byte_order_mark() -> Vec<u8> {
    let mut body = b"\xEF\xBB\xBF".to_vec();
    body.extend(Document::Summary.bytes(News::Monitored));
    body
}

pub(super) fn utf16() -> Vec<u8> {
    let text = summary(News::Calm).to_string();
    let marked = std::iter::once(0xFEFF).chain(text.encode_utf16());
    marked.flat_map(u16::to_le_bytes).collect()
}

pub(super) fn latin1() -> Vec<u8> {
    let mut body = replaced(News::Calm, "Web App", "Caf#");
    for byte in &mut body {
        if *byte == b'#' {
            *byte = 0xE9;
        }
    }
    body
}

pub(super) fn lone_surrogate() -> Vec<u8> {
    replaced(News::Monitored, "Web App", r"Web App \ud83d")
}

pub(super) fn nul_bytes() -> Vec<u8> {
    replaced(News::Calm, "Web App", "Web\0App")
}

pub(super) fn nul_escapes() -> Vec<u8> {
    replaced(News::Monitored, "Web App", r"\u0000Web\u0000App\u0000")
}

pub(super) fn huge_numbers() -> Vec<u8> {
    replaced(News::Monitored, "\"position\":1,", "\"position\":1e999,")
}

pub(super) fn unknown_words() -> Vec<u8> {
    changed(News::Calm, &|name, value| {
        let is_word = ["status", "impact", "indicator", "new_status", "old_status"].contains(&name)
            && value.is_string();
        if is_word {
            *value = json!("on_fire");
        }
        is_word
    })
}

pub(super) fn null_values() -> Vec<u8> {
    changed(News::Monitored, &|_, value| {
        let is_container = value.is_object() || value.is_array();
        if !is_container {
            *value = Value::Null;
        }
        !is_container
    })
}

pub(super) fn null_parts() -> Vec<u8> {
    changed(News::Calm, &|name, value| {
        if !name.is_empty() {
            *value = Value::Null;
        }
        !name.is_empty()
    })
}

pub(super) fn wrong_types() -> Vec<u8> {
    changed(News::Monitored, &|_, value| match value {
        Value::String(text) => {
            *value = json!({"text": text});
            true
        }
        Value::Number(number) => {
            *value = json!(number.to_string());
            true
        }
        Value::Bool(flag) => {
            *value = json!([flag]);
            true
        }
        Value::Null | Value::Array(_) | Value::Object(_) => false,
    })
}

pub(super) fn no_lists() -> Vec<u8> {
    let mut document = summary(News::Calm);
    document["components"] = json!({"w3b": "operational"});
    document["incidents"] = json!("none");
    document["scheduled_maintenances"] = json!(0);
    document.to_string().into_bytes()
}

pub(super) fn missing_members() -> Vec<u8> {
    let empty = json!({});
    let document = json!({
        "page": empty,
        "status": empty,
        "components": [empty, empty],
        "incidents": [empty],
        "scheduled_maintenances": [empty],
    });
    document.to_string().into_bytes()
}

pub(super) fn nothing_listed() -> Vec<u8> {
    let mut document = summary(News::Calm);
    document["status"] = Value::Null;
    document["components"] = json!([]);
    document.to_string().into_bytes()
}

pub(super) fn duplicate_ids() -> Vec<u8> {
    let twice = [
        component("w3b", "Web App", "operational", 1),
        component("w3b", "Web App", "major_outage", 2),
    ];
    with_components(&json!(twice).to_string())
}

/// The last of two members of one name counts, as in every browser.
pub(super) fn duplicate_keys() -> Vec<u8> {
    let trouble = summary(News::Monitored);
    let calm = summary(News::Calm).to_string();
    let open = calm.strip_suffix('}').unwrap_or(&calm);
    format!(
        "{open},\"status\":{},\"components\":{},\"incidents\":{}}}",
        trouble["status"], trouble["components"], trouble["incidents"]
    )
    .into_bytes()
}

pub(super) fn cyclic_groups() -> Vec<u8> {
    let groups = [
        grouped("one", "operational", true, "other"),
        grouped("other", "operational", true, "one"),
        grouped("member", "major_outage", false, "other"),
    ];
    with_components(&json!(groups).to_string())
}

pub(super) fn group_of_itself() -> Vec<u8> {
    let group = [grouped("self", "major_outage", true, "self")];
    with_components(&json!(group).to_string())
}

pub(super) fn lost_group() -> Vec<u8> {
    let lost = [grouped("lost", "major_outage", false, "nowhere")];
    with_components(&json!(lost).to_string())
}

pub(super) fn many_components() -> Vec<u8> {
    with_components(&list(MANY, |text, number| {
        push(text, format_args!("{{\"id\":\"{number}\"}}"));
    }))
}

pub(super) fn trouble_beyond_bounds() -> Vec<u8> {
    const LAST: usize = 40_000;
    with_components(&list(LAST + 1, |text, number| {
        let status = if number == LAST {
            "major_outage"
        } else {
            "operational"
        };
        push(
            text,
            format_args!("{{\"id\":\"{number}\",\"status\":\"{status}\"}}"),
        );
    }))
}

pub(super) fn many_incidents() -> Vec<u8> {
    let incidents = list(MANY, |text, number| {
        push(text, format_args!("{{\"id\":\"{number}\"}}"));
    });
    let incidents = format!("\"incidents\":{incidents}");
    replaced(News::Calm, "\"incidents\":[]", &incidents)
}

pub(super) fn many_updates() -> Vec<u8> {
    let updates = list(20_000, |text, number| {
        push(
            text,
            format_args!(
                "{{\"id\":\"{number}\",\"status\":\"identified\",\"body\":\"*{number}*\"}}"
            ),
        );
    });
    let mut document = summary(News::Monitored);
    document["incidents"][0]["incident_updates"] = json!("here");
    document
        .to_string()
        .replace("\"here\"", &updates)
        .into_bytes()
}

pub(super) fn long_texts() -> Vec<u8> {
    let mut document = summary(News::Monitored);
    document["incidents"][0]["name"] = json!("*a* ".repeat(LONG / 4));
    document["incidents"][0]["incident_updates"][0]["body"] = json!("> [".repeat(LONG / 3));
    document.to_string().into_bytes()
}

pub(super) fn absurd_dates() -> Vec<u8> {
    let absurd = [
        "99999-01-01T00:00:00Z",
        "0000-00-00T00:00:00Z",
        "-9999-12-31T23:59:60Z",
        "yesterday",
        "",
        "2026-02-30T25:61:61+99:99",
    ];
    changed(News::Monitored, &|name, value| {
        let is_time = name.ends_with("_at") && value.is_string();
        if is_time {
            *value = json!(absurd[name.len() % absurd.len()]);
        }
        is_time
    })
}

pub(super) fn far_future() -> Vec<u8> {
    replaced(News::Monitored, "2026-05-01T12:00", "9999-12-31T23:59")
}

pub(super) fn green_with_incident() -> Vec<u8> {
    let mut document = summary(News::Calm);
    document["incidents"] = json!([incident(News::Monitored)]);
    document.to_string().into_bytes()
}
