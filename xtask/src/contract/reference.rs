//! The reference: `openapi.json` as a page of the documentation, without a script.

use super::html::{blocks, code, escaped, line, table};
use crate::text::replace_once;
use anyhow::{Context, Result};
use serde_json::{Map, Value};
use std::fmt::Write;

/// How a path names its operations, and their methods.
const METHODS: [(&str, &str); 6] = [
    ("get", "GET"),
    ("x-stream", "GET"),
    ("x-redirect", "GET"),
    ("post", "POST"),
    ("put", "PUT"),
    ("delete", "DELETE"),
];
const SCHEMAS: &str = "#/components/schemas/";

/// The page, within the frame of another page of the documentation.
pub(super) fn page(document: &Value, model: &str) -> Result<String> {
    let (head, _) = model.split_once("<main>").context("<main>")?;
    let title = between(head, "<title>", "</title>")?;
    let head = replace_once(head, title, "Reference · Statuslamp")?;
    let description = between(&head, "name=\"description\" content=\"", "\">")?;
    let told = "Every address of a Statuslamp, what it takes and what it answers.";
    let head = replace_once(&head, description, told)?;
    let head = replace_once(&head, " aria-current=\"page\"", "")?;
    let here = "<a href=\"/docs/reference/\"";
    let head = replace_once(&head, here, &format!("{here} aria-current=\"page\""))?;
    Ok(format!(
        "{head}<main>\n{}</main>\n</body>\n</html>\n",
        content(document)?
    ))
}

fn between<'a>(text: &'a str, begin: &str, end: &str) -> Result<&'a str> {
    let rest = text.split_once(begin).map(|(_, rest)| rest);
    let part = rest.and_then(|rest| rest.split_once(end));
    part.map(|(part, _)| part)
        .with_context(|| format!("{begin} is missing"))
}

fn content(document: &Value) -> Result<String> {
    let mut page = String::from("<h1>Reference</h1>\n");
    page.push_str(
        "<p>Every address, what it takes and what it answers. The same for programs: <a href=\"/openapi.json\">openapi.json</a> (OpenAPI 3.1), and for editors <a href=\"/pages.schema.json\">pages.schema.json</a>, the schema of the <a href=\"/docs/operating/#targets\">pages file</a>. What the members mean together is told in <a href=\"/docs/json/\">JSON v1</a>.</p>\n",
    );
    page.push_str(&blocks(text(&document["info"], "description")));
    page.push_str("<p>Every answer has a <code>Cache-Control</code>. Any address may answer 405 with <code>Allow</code>, and 500 where the lamp failed; neither is repeated below.</p>\n");
    let tags = document["tags"].as_array().context("tags")?;
    let paths = document["paths"].as_object().context("paths")?;
    page.push_str("<ul>\n");
    for tag in tags {
        let name = text(tag, "name");
        writeln!(page, "<li><a href=\"#{}\">{name}</a></li>", slug(name))?;
    }
    page.push_str("<li><a href=\"#shapes\">Shapes</a></li>\n</ul>\n");
    for tag in tags {
        let name = text(tag, "name");
        writeln!(page, "<h2 id=\"{}\">{name}</h2>", slug(name))?;
        page.push_str(&blocks(text(tag, "description")));
        for (path, item) in paths {
            for (name_of, method) in METHODS {
                let operation = &item[name_of];
                if operation["tags"][0] == name {
                    page.push_str(&told(document, path, method, operation)?);
                }
            }
        }
    }
    page.push_str("<h2 id=\"shapes\">Shapes</h2>\n<p>What the answers are made of. A member is always there, and <code>null</code> where it is not known, unless it is called optional.</p>\n");
    let schemas = document["components"]["schemas"].as_object();
    for (name, schema) in schemas.context("schemas")? {
        writeln!(page, "<h3 id=\"{name}\">{}</h3>", code(name))?;
        page.push_str(&blocks(text(schema, "description")));
        page.push_str(&members(schema));
    }
    Ok(page)
}

fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value[member].as_str().unwrap_or_default()
}

fn slug(name: &str) -> String {
    name.to_lowercase().replace(' ', "-")
}

/// The part that a reference leads to.
fn resolved<'a>(document: &'a Value, part: &'a Value) -> &'a Value {
    let named = part["$ref"].as_str();
    let named = named.and_then(|name| document.pointer(name.trim_start_matches('#')));
    named.unwrap_or(part)
}

/// One operation.
fn told(document: &Value, path: &str, method: &str, operation: &Value) -> Result<String> {
    let mut told = String::new();
    let id = text(operation, "operationId");
    let address = code(&format!("{method} {path}"));
    writeln!(
        told,
        "<h3 id=\"{id}\">{}</h3>",
        escaped(text(operation, "summary"))
    )?;
    writeln!(told, "<p>{address}</p>")?;
    told.push_str(&blocks(text(operation, "description")));
    if operation["security"].is_array() {
        told.push_str("<p>For the <a href=\"/docs/operator/\">operator</a> alone: <code>Authorization: Bearer</code> and the secret.</p>\n");
    }
    let parameters = operation["parameters"].as_array();
    let rows = parameters.into_iter().flatten().map(|parameter| {
        let parameter = resolved(document, parameter);
        let name = code(text(parameter, "name"));
        let place = match text(parameter, "in") {
            "path" => "In the path. ",
            "header" => "A header. ",
            _ if parameter["required"] == true => "Required. ",
            _ => "",
        };
        let schema = &parameter["schema"];
        let meaning = line(text(parameter, "description"));
        vec![
            name,
            kind(schema),
            format!("{place}{meaning}{}", bounds(schema)),
        ]
    });
    let rows: Vec<_> = rows.collect();
    told.push_str(&table(&["Parameter", "Type", "Meaning"], &rows));
    let body = &operation["requestBody"]["content"]["application/json"]["schema"];
    if body.is_object() {
        writeln!(told, "<p>Body, JSON: {}.</p>", kind(body))?;
        told.push_str(&members(body));
    }
    let responses = operation["responses"].as_object();
    // What every address may answer is told once, at the top.
    let own = responses.into_iter().flatten();
    let own = own.filter(|(status, _)| !["405", "500"].contains(&status.as_str()));
    let rows = own.map(|(status, response)| {
        let response = resolved(document, response);
        let headers = response["headers"].as_object();
        let headers = headers.into_iter().flat_map(Map::keys);
        let headers = headers.filter(|name| *name != "Cache-Control");
        let headers: Vec<_> = headers.map(|name| code(name)).collect();
        let content = response["content"].as_object();
        let content = content.into_iter().flatten().map(|(media, content)| {
            let schema = &content["schema"];
            match media.as_str() {
                "application/json" => kind(schema),
                "application/problem+json" => "<a href=\"/docs/problems/\">problem</a>".to_owned(),
                other => code(other),
            }
        });
        let content: Vec<_> = content.collect();
        let meaning = line(text(response, "description"));
        vec![
            code(status),
            content.join(", "),
            headers.join(", "),
            meaning,
        ]
    });
    let rows: Vec<_> = rows.collect();
    told.push_str(&table(&["Status", "Body", "Meaning"], &rows));
    let example = responses
        .into_iter()
        .flat_map(Map::values)
        .map(|response| &response["content"]["application/json"]["example"])
        .find(|example| !example.is_null());
    if let Some(example) = example {
        let example = escaped(&format!("{example:#}"));
        writeln!(
            told,
            "<details><summary>An answer</summary><pre tabindex=\"0\"><code>{example}</code></pre></details>"
        )?;
    }
    Ok(told)
}

/// The members of an object, or of each of the objects that something may be.
fn members(schema: &Value) -> String {
    let mut told = String::new();
    let required = schema["required"].as_array();
    let is_required = |name: &str| {
        let mut required = required.into_iter().flatten();
        required.any(|required| required == name)
    };
    if let Some(properties) = schema["properties"].as_object() {
        let place = |name: &str| {
            let mut required = required.into_iter().flatten();
            required.position(|required| required == name)
        };
        let mut properties: Vec<_> = properties.iter().collect();
        // As they are answered; what is optional stands last.
        properties.sort_by_key(|(name, _)| place(name).unwrap_or(usize::MAX));
        let rows = properties.into_iter().map(|(name, member)| {
            let meaning = text(member, "description");
            let optional = if is_required(name) { "" } else { "Optional. " };
            let meaning = format!("{optional}{}{}", line(meaning), bounds(member));
            vec![code(name), kind(member), meaning]
        });
        let rows: Vec<_> = rows.collect();
        told.push_str(&table(&["Member", "Type", "Meaning"], &rows));
    }
    for variant in schema["oneOf"].as_array().into_iter().flatten() {
        told.push_str(&blocks(text(variant, "description")));
        told.push_str(&members(variant));
    }
    told
}

/// What a value is, in few words.
fn kind(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.trim_start_matches(SCHEMAS);
        return format!("<a href=\"#{name}\">{name}</a>");
    }
    if let Some(any) = schema["anyOf"].as_array() {
        let any: Vec<_> = any.iter().map(kind).collect();
        return any.join(" or ");
    }
    if let Some(word) = schema["const"].as_str() {
        return code(word);
    }
    if let Some(words) = schema["enum"].as_array() {
        let words: Vec<_> = words.iter().filter_map(Value::as_str).map(code).collect();
        return words.join(", ");
    }
    match &schema["type"] {
        Value::Array(kinds) => {
            let kinds = kinds.iter().filter_map(Value::as_str);
            let kinds: Vec<_> = kinds.map(|one| simple(one, schema)).collect();
            kinds.join(" or ")
        }
        Value::String(one) => simple(one, schema),
        _ => "anything".to_owned(),
    }
}

fn simple(kind_of: &str, schema: &Value) -> String {
    match kind_of {
        "array" => format!("list of {}", kind(&schema["items"])),
        "string" if schema["format"] == "date-time" => "time".to_owned(),
        other => other.to_owned(),
    }
}

/// The bounds of a value, as a sentence of their own.
fn bounds(schema: &Value) -> String {
    let number = |name: &str| schema[name].as_u64();
    match (number("minimum"), number("maximum"), number("default")) {
        (Some(least), Some(most), Some(usual)) => {
            format!(" From {least} to {most}; {usual} unless given.")
        }
        _ => match (number("maxLength"), number("maxItems")) {
            (Some(most), _) => format!(" At most {most} letters."),
            (_, Some(most)) => format!(" At most {most}."),
            (None, None) => String::new(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use statuslamp_worker::contract::{openapi, operations};
    use std::collections::BTreeMap;

    #[test]
    fn every_operation_and_shape_is_told_and_every_link_leads_somewhere() {
        let document = openapi(&BTreeMap::new());
        let page = content(&document).unwrap();

        for operation in operations() {
            let id = format!("<h3 id=\"{}\">", operation.id);
            assert_eq!(page.matches(&id).count(), 1, "{id}");
        }
        for link in page.split("href=\"#").skip(1) {
            let id = link.split('"').next().unwrap();
            assert!(page.contains(&format!(" id=\"{id}\"")), "{id}");
        }
        assert!(!page.contains("<script"), "{page}");
    }
}
