//! A sentence with names and times in it, before it becomes text or nodes.

use crate::phrases;
use statuslamp_model::Timestamp;

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Our words.
    Words(String),
    /// A name, isolated from the direction of the words around it.
    Name(String),
    /// An instant, in words relative to the present.
    Time(String, Timestamp),
}

/// A sentence in pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence(pub Vec<Piece>);

impl Sentence {
    /// Fills `{name}` and `{ago}` in a template; `time` is an instant and the present.
    pub fn fill(template: &str, name: &str, time: Option<(Timestamp, Timestamp)>) -> Self {
        let mut sentence = Self::default();
        let mut rest = template;
        while let Some((before, behind)) = rest.split_once('{') {
            sentence.words(before);
            let (slot, after) = behind.split_once('}').unwrap_or((behind, ""));
            match (slot, time) {
                ("ago", Some((at, now))) => {
                    let words = phrases::ago(now.seconds_since(at));
                    sentence.0.push(Piece::Time(words, at));
                }
                ("name", _) => sentence.name(name),
                _ => {}
            }
            rest = after;
        }
        sentence.words(rest);
        sentence
    }

    /// "Web App", "Web App and API", "Web App, API and 3 more": at most `most` names.
    pub(crate) fn names(names: &[&str], most: usize) -> Self {
        let mut sentence = Self::default();
        // "and 1 more" is longer than most names.
        let shown = if names.len() <= most + 1 {
            names.len()
        } else {
            most
        };
        for (index, name) in names.iter().take(shown).enumerate() {
            if index > 0 {
                let is_last = index + 1 == names.len();
                sentence.words(if is_last {
                    phrases::AND
                } else {
                    phrases::COMMA
                });
            }
            sentence.name(name);
        }
        if shown < names.len() {
            sentence.words(" ");
            sentence.words(&phrases::and_more(names.len() - shown));
        }
        sentence
    }

    /// Adds words of ours.
    pub(crate) fn words(&mut self, words: &str) {
        if !words.is_empty() {
            self.0.push(Piece::Words(words.to_owned()));
        }
    }

    /// Adds words of the vendor's.
    pub(crate) fn name(&mut self, name: &str) {
        self.0.push(Piece::Name(name.to_owned()));
    }

    /// The sentence as plain text.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Words(part) | Piece::Name(part) | Piece::Time(part, _) => {
                    text.push_str(part);
                }
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_filled_in_its_own_order() {
        let now = Timestamp::from_millis(1_000_000_000);

        let sentence = Sentence::fill(
            "{ago}: {name} spoke",
            "Noterro",
            Some((now.plus_seconds(-180), now)),
        );

        assert_eq!(sentence.text(), "3 minutes ago: Noterro spoke");
        assert_eq!(sentence.0[2], Piece::Name("Noterro".to_owned()));
    }

    #[test]
    fn names_are_joined_as_one_says_them() {
        let check = |names: &[&str], expected: &str| {
            assert_eq!(Sentence::names(names, 2).text(), expected);
        };
        check(&["A"], "A");
        check(&["A", "B"], "A and B");
        check(&["A", "B", "C"], "A, B and C");
        check(&["A", "B", "C", "D"], "A, B and 2 more");
    }
}
