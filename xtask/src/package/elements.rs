//! The elements as `npm/elements.json` lists them: what they take, tell and let be styled.

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};

/// What frameworks call the handlers of the events.
const LISTENERS: &str = "
/** Handlers of the events, as a framework names them. */
export type Listeners<Prefix extends string> = {
  [Name in keyof StatuslampEventMap as `${Prefix}${Name}`]?: (event: StatuslampEventMap[Name]) => void;
};
";

/// The list. Its form was checked when it was read.
#[derive(Debug)]
pub(super) struct Listed {
    attributes: Vec<Attribute>,
    elements: Vec<Element>,
    events: Vec<Event>,
    parts: Vec<Part>,
    properties: Vec<Property>,
}

#[derive(Debug)]
struct Attribute {
    name: String,
    /// As TypeScript writes it.
    form: String,
    default: Option<String>,
    description: String,
}

#[derive(Debug)]
struct Element {
    tag: String,
    class: String,
    description: String,
    attributes: Vec<String>,
}

#[derive(Debug)]
struct Event {
    name: String,
    detail: String,
    description: String,
}

#[derive(Debug)]
struct Part {
    name: String,
    elements: Vec<String>,
    description: String,
}

#[derive(Debug)]
struct Property {
    name: String,
    default: Option<String>,
    description: String,
}

impl Listed {
    /// Reads the list; an entry without what it needs is named.
    pub(super) fn read(json: &[u8]) -> Result<Self> {
        let all: Value = serde_json::from_slice(json).context("npm/elements.json")?;
        Ok(Self {
            attributes: each(&all, "attributes", |entry| {
                let words = words(entry, "words")?;
                let quoted: Vec<_> = words.iter().map(|word| format!("\"{word}\"")).collect();
                Ok(Attribute {
                    name: word(entry, "name")?,
                    form: match entry.get("type") {
                        Some(_) => word(entry, "type")?,
                        None => quoted.join(" | "),
                    },
                    default: optional(entry, "default"),
                    description: word(entry, "description")?,
                })
            })?,
            elements: each(&all, "elements", |entry| {
                Ok(Element {
                    tag: word(entry, "tag")?,
                    class: word(entry, "class")?,
                    description: word(entry, "description")?,
                    attributes: words(entry, "attributes")?,
                })
            })?,
            events: each(&all, "events", |entry| {
                Ok(Event {
                    name: word(entry, "name")?,
                    detail: word(entry, "type")?,
                    description: word(entry, "description")?,
                })
            })?,
            parts: each(&all, "parts", |entry| {
                Ok(Part {
                    name: word(entry, "name")?,
                    elements: words(entry, "elements")?,
                    description: word(entry, "description")?,
                })
            })?,
            properties: each(&all, "properties", |entry| {
                Ok(Property {
                    name: word(entry, "name")?,
                    default: optional(entry, "default"),
                    description: word(entry, "description")?,
                })
            })?,
        })
    }

    /// The declarations for TypeScript.
    pub(super) fn declarations(&self) -> String {
        let attributes = self.attributes.iter().map(|attribute| {
            let (said, name, form) = (&attribute.description, &attribute.name, &attribute.form);
            format!("  /** {said} */\n  \"{name}\"?: {form};\n")
        });
        let own = self.elements.iter().map(Element::declaration);
        let tags = self.elements.iter();
        let tags = tags.map(|it| format!("  \"{}\": {};\n", it.tag, it.class));
        let takes = self.elements.iter();
        let takes = takes.map(|it| format!("  \"{}\": {}Attributes;\n", it.tag, it.short()));
        let events = self.events.iter().map(|event| {
            let (said, name, detail) = (&event.description, &event.name, &event.detail);
            format!("  /** {said} */\n  \"{name}\": CustomEvent<{detail}>;\n")
        });
        [
            "import type { Told, Warned } from \"./index.js\";\n".to_owned(),
            interface("Every attribute of the elements.", "Attributes", attributes),
            own.collect(),
            interface("The elements by their tags.", "ElementMap", tags),
            interface("The attributes by tag.", "AttributesMap", takes),
            interface(
                "What the elements tell. The events bubble, out of every shadow root.",
                "StatuslampEventMap",
                events,
            ),
            LISTENERS.to_owned(),
        ]
        .concat()
    }

    /// The custom-elements manifest.
    pub(super) fn manifest(&self) -> Value {
        let declarations: Vec<_> = self
            .elements
            .iter()
            .map(|it| self.declaration(it))
            .collect();
        let exports: Vec<_> = self.elements.iter().map(definition).collect();
        json!({
            "schemaVersion": "2.1.0",
            "readme": "README.md",
            "modules": [{
                "kind": "javascript-module",
                "path": "index.js",
                "declarations": declarations,
                "exports": exports,
            }],
        })
    }

    fn declaration(&self, element: &Element) -> Value {
        let attributes = self.attributes.iter();
        let attributes = attributes.filter(|it| element.attributes.contains(&it.name));
        let parts = self
            .parts
            .iter()
            .filter(|it| it.elements.contains(&element.tag));
        json!({
            "kind": "class",
            "customElement": true,
            "name": element.class,
            "tagName": element.tag,
            "superclass": { "name": "HTMLElement" },
            "description": element.description,
            "attributes": attributes.map(|it| with_default(json!({
                "name": it.name, "type": { "text": it.form }, "description": it.description,
            }), it.default.as_ref())).collect::<Vec<_>>(),
            "events": self.events.iter().map(|it| json!({
                "name": it.name, "type": { "text": format!("CustomEvent<{}>", it.detail) },
                "description": it.description,
            })).collect::<Vec<_>>(),
            "cssParts": parts.map(|it| json!({
                "name": it.name, "description": it.description,
            })).collect::<Vec<_>>(),
            "cssProperties": self.properties.iter().map(|it| with_default(json!({
                "name": it.name, "description": it.description,
            }), it.default.as_ref())).collect::<Vec<_>>(),
        })
    }
}

impl Element {
    fn declaration(&self) -> String {
        let names = self.attributes.iter().map(|it| format!("\"{it}\""));
        format!(
            "\n/** The attributes of `<{}>`. */\n\
             export interface {}Attributes extends Pick<Attributes, {}> {{}}\n\
             \n/** {} */\n\
             export interface {} extends HTMLElement {{}}\n",
            self.tag,
            self.short(),
            names.collect::<Vec<_>>().join(" | "),
            self.description,
            self.class,
        )
    }

    /// Its name without the family's.
    fn short(&self) -> &str {
        self.class.trim_start_matches("Statuslamp")
    }
}

fn interface(said: &str, name: &str, members: impl Iterator<Item = String>) -> String {
    let members: String = members.collect();
    format!("\n/** {said} */\nexport interface {name} {{\n{members}}}\n")
}

fn definition(element: &Element) -> Value {
    json!({
        "kind": "custom-element-definition",
        "name": element.tag,
        "declaration": { "name": element.class, "module": "index.js" },
    })
}

fn with_default(mut entry: Value, default: Option<&String>) -> Value {
    if let Some(default) = default {
        entry["default"] = json!(default);
    }
    entry
}

fn each<T>(
    all: &Value,
    list: &str,
    read: impl Fn(&Map<String, Value>) -> Result<T>,
) -> Result<Vec<T>> {
    let entries = all[list].as_array();
    let entries = entries.with_context(|| format!("npm/elements.json has no {list}"))?;
    let entries = entries.iter().map(|entry| {
        let read = entry.as_object().context("it is no object").and_then(&read);
        read.with_context(|| format!("npm/elements.json, {list}: {entry}"))
    });
    entries.collect()
}

fn word(entry: &Map<String, Value>, member: &str) -> Result<String> {
    optional(entry, member).with_context(|| format!("it has no {member}"))
}

fn optional(entry: &Map<String, Value>, member: &str) -> Option<String> {
    Some(entry.get(member)?.as_str()?.to_owned())
}

/// A list of words; where there is none, none.
fn words(entry: &Map<String, Value>, member: &str) -> Result<Vec<String>> {
    let Some(list) = entry.get(member) else {
        return Ok(Vec::new());
    };
    let list = list.as_array().context("it is no list")?.iter();
    let words: Option<_> = list.map(|word| Some(word.as_str()?.to_owned())).collect();
    words.with_context(|| format!("{member} is no list of words"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = r#"{
        "attributes": [
            { "name": "page", "type": "string", "description": "Ids." },
            { "name": "theme", "words": ["auto", "dark"], "default": "auto", "description": "Colours." }
        ],
        "elements": [
            { "tag": "x-lamp", "class": "StatuslampBanner", "description": "A lamp.", "attributes": ["theme"] }
        ],
        "events": [{ "name": "x-show", "type": "Told", "description": "Seen." }],
        "parts": [
            { "name": "pill", "elements": ["x-lamp"], "description": "A pill." },
            { "name": "other", "elements": [], "description": "Not here." }
        ],
        "properties": [{ "name": "--x", "default": "0", "description": "X." }]
    }"#;

    #[test]
    fn an_element_has_the_attributes_and_parts_that_are_its_own() {
        let manifest = Listed::read(LIST.as_bytes()).unwrap().manifest();

        let element = &manifest["modules"][0]["declarations"][0];
        assert_eq!(element["tagName"], "x-lamp");
        assert_eq!(
            element["attributes"],
            json!([{
                "name": "theme", "type": { "text": "\"auto\" | \"dark\"" },
                "description": "Colours.", "default": "auto",
            }])
        );
        assert_eq!(
            element["cssParts"],
            json!([{ "name": "pill", "description": "A pill." }])
        );
        assert_eq!(element["events"][0]["type"]["text"], "CustomEvent<Told>");
    }

    #[test]
    fn the_declarations_say_the_same() {
        let text = Listed::read(LIST.as_bytes()).unwrap().declarations();

        for line in [
            "  \"theme\"?: \"auto\" | \"dark\";\n",
            "export interface BannerAttributes extends Pick<Attributes, \"theme\"> {}\n",
            "  \"x-lamp\": StatuslampBanner;\n",
            "  \"x-show\": CustomEvent<Told>;\n",
        ] {
            assert!(text.contains(line), "{line} in {text}");
        }
    }

    #[test]
    fn an_entry_that_lacks_something_is_named() {
        let list = LIST.replace("\"class\": \"StatuslampBanner\", ", "");

        let error = format!("{:#}", Listed::read(list.as_bytes()).unwrap_err());

        assert!(
            error.contains("x-lamp") && error.ends_with("it has no class"),
            "{error}"
        );
    }
}
