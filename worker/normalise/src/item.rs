//! Tolerant reading of a JSON object: an optional member of the wrong type counts as not given,
//! with a warning that says where.

use crate::WarningKind::{InferredTime, Skipped, Truncated, WrongType};
use crate::bounds::{MAX_LINE_CHARS, MAX_TEXT_BYTES, MAX_WORD_CHARS, beginning};
use crate::notes::Notes;
use crate::time::{self, Basis};
use serde_json::{Map, Value};
use statuslamp_model::{ComponentStatus, Timestamp, WebUrl};

/// An object of the document, and where it stands.
pub(crate) struct Item<'a> {
    members: &'a Map<String, Value>,
    path: String,
    notes: &'a Notes,
}

/// A list of objects.
pub(crate) struct List<'a> {
    /// The usable elements.
    items: Vec<Item<'a>>,
    /// Whether every element is among them.
    whole: bool,
    /// How many elements are no objects.
    skipped: usize,
}

/// A list as read, and whether every element of it is there.
pub(crate) struct Listed<T> {
    pub(crate) items: Vec<T>,
    pub(crate) whole: bool,
}

/// A word of the vendor's, and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    /// The word itself.
    pub(crate) text: String,
    /// Its place in the document.
    pub(crate) path: String,
}

impl<T> Listed<T> {
    /// What is a list of one.
    pub(crate) fn one(item: T) -> Self {
        Self {
            items: vec![item],
            whole: true,
        }
    }

    /// A list nothing is known of.
    pub(crate) const fn unread() -> Self {
        Self {
            items: Vec::new(),
            whole: false,
        }
    }
}

impl<'a> List<'a> {
    /// Whether the document has no element there at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.items.is_empty() && self.whole
    }

    /// Reads every element.
    pub(crate) fn read<T>(&self, read: impl Fn(&Item<'a>) -> T) -> Listed<T> {
        Listed {
            items: self.items.iter().map(read).collect(),
            whole: self.whole,
        }
    }
}

impl<'a> Item<'a> {
    /// The document itself, if it is an object.
    pub(crate) fn root(value: &'a Value, notes: &'a Notes) -> Option<Self> {
        Some(Self {
            members: value.as_object()?,
            path: String::new(),
            notes,
        })
    }

    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.members.contains_key(name)
    }

    /// The place of a member.
    pub(crate) fn path_of(&self, name: &str) -> String {
        if self.path.is_empty() {
            name.to_owned()
        } else {
            format!("{}.{name}", self.path)
        }
    }

    /// A member that is there and not null.
    pub(crate) fn value(&self, name: &str) -> Option<&'a Value> {
        self.members.get(name).filter(|value| !value.is_null())
    }

    fn wrong_type(&self, name: &str, value: &Value) {
        let detail = match value {
            Value::Object(_) => "an object".to_owned(),
            Value::Array(_) => "a list".to_owned(),
            other => other.to_string(),
        };
        self.notes.warn(WrongType, &self.path_of(name), &detail);
    }

    fn string(&self, name: &str) -> Option<&'a str> {
        match self.value(name)? {
            Value::String(text) => Some(text),
            other => {
                self.wrong_type(name, other);
                None
            }
        }
    }

    /// A title or a name: one line of plain text. Markup in it is text like any other.
    pub(crate) fn line(&self, name: &str) -> Option<String> {
        let (line, cut) = one_line(self.string(name)?);
        if cut {
            self.notes.warn(Truncated, &self.path_of(name), &line);
        }
        Some(line).filter(|line| !line.is_empty())
    }

    /// A text of several lines, not yet parsed.
    pub(crate) fn text(&self, name: &str) -> Option<&'a str> {
        let text = self.string(name)?;
        if text.len() > MAX_TEXT_BYTES {
            self.notes.warn(Truncated, &self.path_of(name), text);
        }
        Some(beginning(text, MAX_TEXT_BYTES)).filter(|text| !text.trim().is_empty())
    }

    /// An id; some vendors write numbers.
    pub(crate) fn id(&self, name: &str) -> Option<String> {
        let text = match self.value(name)? {
            Value::String(text) => one_line(text).0,
            Value::Number(number) if !number.is_f64() => number.to_string(),
            other => {
                self.wrong_type(name, other);
                return None;
            }
        };
        if text.chars().count() > MAX_WORD_CHARS {
            self.notes.warn(Skipped, &self.path_of(name), &text);
            return None;
        }
        Some(text).filter(|text| !text.is_empty())
    }

    /// A word of a vocabulary.
    pub(crate) fn word(&self, name: &str) -> Option<Word> {
        let text = match self.value(name)? {
            Value::String(text) => one_line(text).0,
            other @ (Value::Number(_) | Value::Bool(_)) => other.to_string(),
            other => {
                self.wrong_type(name, other);
                return None;
            }
        };
        Some(Word {
            text: text.chars().take(MAX_WORD_CHARS).collect(),
            path: self.path_of(name),
        })
    }

    /// An instant.
    pub(crate) fn time(&self, name: &str) -> Option<Timestamp> {
        let text = self.string(name)?;
        match time::instant(text) {
            Some((at, Basis::Explicit)) => Some(at),
            Some((at, Basis::AssumedZone)) => {
                self.notes.warn(InferredTime, &self.path_of(name), text);
                Some(at)
            }
            None => {
                self.notes.warn(WrongType, &self.path_of(name), text);
                None
            }
        }
    }

    /// The address of a page.
    pub(crate) fn url(&self, name: &str) -> Option<WebUrl> {
        let text = self.string(name)?;
        let url = text.parse().ok();
        if url.is_none() && !text.trim().is_empty() {
            self.notes.warn(WrongType, &self.path_of(name), text);
        }
        url
    }

    /// A truth value; absent is false.
    pub(crate) fn flag(&self, name: &str) -> bool {
        match self.value(name) {
            None => false,
            Some(Value::Bool(flag)) => *flag,
            Some(other) => {
                self.wrong_type(name, other);
                false
            }
        }
    }

    /// A whole number; some vendors write it as a string.
    pub(crate) fn number(&self, name: &str) -> Option<i64> {
        let value = self.value(name)?;
        let number = match value {
            Value::Number(number) => number.as_i64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.wrong_type(name, value);
        }
        number
    }

    /// An object inside this one.
    pub(crate) fn item(&self, name: &str) -> Option<Item<'a>> {
        match self.value(name)? {
            Value::Object(members) => Some(Item {
                members,
                path: self.path_of(name),
                notes: self.notes,
            }),
            other => {
                self.wrong_type(name, other);
                None
            }
        }
    }

    /// A list of what may be broken. Where a part of it cannot be read, the page is not green.
    pub(crate) fn vital_list(&self, name: &str, most: usize) -> Option<List<'a>> {
        let is_there = self.value(name).is_some();
        let list = self.list(name, most);
        let is_whole = list.as_ref().map_or(!is_there, |list| list.skipped == 0);
        if !is_whole {
            self.notes.no_better_than(ComponentStatus::Unknown);
        }
        list
    }

    /// A list of objects inside this one, cut at `most`.
    pub(crate) fn list(&self, name: &str, most: usize) -> Option<List<'a>> {
        let Value::Array(elements) = self.value(name)? else {
            self.wrong_type(name, self.value(name)?);
            return None;
        };
        let path = self.path_of(name);
        let mut skipped = 0;
        if elements.len() > most {
            self.notes
                .warn(Truncated, &path, &format!("{} items", elements.len()));
        }
        let mut items = Vec::with_capacity(elements.len().min(most));
        for (index, element) in elements.iter().enumerate().take(most) {
            let path = format!("{path}[{index}]");
            match element {
                Value::Object(members) => items.push(Item {
                    members,
                    path,
                    notes: self.notes,
                }),
                other => {
                    skipped += 1;
                    self.notes.warn(Skipped, &path, &other.to_string());
                }
            }
        }
        Some(List {
            whole: items.len() == elements.len(),
            items,
            skipped,
        })
    }
}

/// Whether a character only serves to make a text look like another: these turn around the order
/// of everything behind them, the host page's own words included.
pub(crate) const fn is_order_override(character: char) -> bool {
    matches!(character, '\u{202d}' | '\u{202e}')
}

/// A text as one line: control characters and line ends become spaces, the ends are trimmed. True
/// when it was too long.
pub(crate) fn one_line(text: &str) -> (String, bool) {
    let mut line = String::with_capacity(text.len().min(MAX_LINE_CHARS));
    let characters = text.trim().chars().filter(|c| !is_order_override(*c));
    for (count, character) in characters.enumerate() {
        if count == MAX_LINE_CHARS {
            return (line.trim_end().to_owned() + "…", true);
        }
        line.push(if character.is_control() {
            ' '
        } else {
            character
        });
    }
    (line.trim().to_owned(), false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn warnings_of(value: &Value, read: impl FnOnce(&Item<'_>)) -> Vec<String> {
        let notes = Notes::new("summary");
        read(&Item::root(value, &notes).unwrap());
        notes
            .into_warnings()
            .into_iter()
            .map(|warning| format!("{:?} {} {}", warning.kind, warning.path, warning.detail))
            .collect()
    }

    #[test]
    fn a_member_of_the_wrong_type_counts_as_not_given() {
        let value = json!({"name": 5, "at": "soon", "group": "yes", "list": "[]", "id": [1]});

        let warnings = warnings_of(&value, |item| {
            assert_eq!(item.line("name"), None);
            assert_eq!(item.time("at"), None);
            assert!(!item.flag("group"));
            assert!(item.list("list", 9).is_none());
            assert_eq!(item.id("id"), None);
        });

        assert_eq!(
            warnings,
            [
                "WrongType summary: name 5",
                "WrongType summary: at soon",
                "WrongType summary: group \"yes\"",
                "WrongType summary: list \"[]\"",
                "WrongType summary: id a list",
            ]
        );
    }

    #[test]
    fn an_id_beyond_two_to_the_53_keeps_every_digit() {
        let value = serde_json::from_str(r#"{"id": 1907478237900582940}"#).unwrap();

        warnings_of(&value, |item| {
            assert_eq!(item.id("id").as_deref(), Some("1907478237900582940"));
        });
    }

    #[test]
    fn a_list_over_its_bound_is_cut_and_says_so() {
        let value = json!({"list": [{}, 7, {}, {}]});

        let warnings = warnings_of(&value, |item| {
            let list = item.list("list", 3).unwrap();
            assert_eq!(list.items.len(), 2);
            assert!(!list.whole);
        });

        assert_eq!(
            warnings,
            [
                "Truncated summary: list 4 items",
                "Skipped summary: list[1] 7"
            ]
        );
    }

    #[test]
    fn a_title_keeps_what_looks_like_a_tag_and_loses_its_line_ends() {
        let value = json!({"name": " Failures \u{202e}with <Say>\r\nvoices\u{0} "});

        warnings_of(&value, |item| {
            assert_eq!(
                item.line("name").as_deref(),
                Some("Failures with <Say>  voices")
            );
        });
    }
}
