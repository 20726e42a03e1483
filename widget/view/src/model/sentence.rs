//! A sentence with names and times in it, before it becomes text or nodes.

use statuslamp_model::Timestamp;
use std::borrow::Cow;

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Our words.
    Words(Cow<'static, str>),
    /// A name, isolated from the direction of the words around it.
    Name(String),
    /// An instant, in words.
    Time(String, Timestamp),
}

/// A sentence in pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence(pub Vec<Piece>);

impl Sentence {
    /// Words of ours alone.
    pub fn of_words(words: impl Into<Cow<'static, str>>) -> Self {
        let mut sentence = Self::default();
        sentence.words(words);
        sentence
    }

    /// A name alone.
    pub fn of_name(name: &str) -> Self {
        Self(vec![Piece::Name(name.to_owned())])
    }

    /// An instant alone, in these words.
    pub fn of_time(words: String, at: Timestamp) -> Self {
        Self(vec![Piece::Time(words, at)])
    }

    /// Fills the slots of a template: `{name}` with what stands under that name. One that nothing
    /// stands under stays empty.
    pub fn fill(template: &'static str, slots: &[(&str, &Self)]) -> Self {
        let mut sentence = Self::default();
        let mut rest = template;
        while let Some((before, behind)) = rest.split_once('{') {
            sentence.words(before);
            let (slot, after) = behind.split_once('}').unwrap_or((behind, ""));
            if let Some((_, filling)) = slots.iter().find(|(name, _)| *name == slot) {
                sentence.0.extend_from_slice(&filling.0);
            }
            rest = after;
        }
        sentence.words(rest);
        sentence
    }

    /// Adds words of ours.
    pub fn words(&mut self, words: impl Into<Cow<'static, str>>) {
        let words = words.into();
        if !words.is_empty() {
            self.0.push(Piece::Words(words));
        }
    }

    /// Adds words of the vendor's.
    pub fn name(&mut self, name: &str) {
        self.0.push(Piece::Name(name.to_owned()));
    }

    /// The sentence as plain text.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Words(part) => text.push_str(part),
                Piece::Name(part) | Piece::Time(part, _) => text.push_str(part),
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
        let at = Timestamp::from_millis(1_000_000_000);
        let ago = Sentence::of_time("3 minutes ago".to_owned(), at);

        let sentence = Sentence::fill(
            "{ago}: {name} spoke {unknown}",
            &[("name", &Sentence::of_name("Noterro")), ("ago", &ago)],
        );

        assert_eq!(sentence.text(), "3 minutes ago: Noterro spoke ");
        assert_eq!(sentence.0[2], Piece::Name("Noterro".to_owned()));
    }
}
