//! A sentence with names and times in it, before it becomes text or nodes.

/// Before a name.
const NAME: u8 = 1;
/// Before an instant, and between that and its words.
const TIME: u8 = 2;
/// After a name and after a time.
const END: u8 = 3;

/// A part of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Our words.
    Words(&'a str),
    /// A name, isolated from the direction of the words around it.
    Name(&'a str),
    /// An instant, in words and as RFC 3339.
    Time(&'a str, &'a str),
}

/// A sentence in pieces: one text in which marks stand around names and times. No text that comes
/// from elsewhere can hold a mark.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence(pub(crate) String);

impl Sentence {
    /// Words of ours alone.
    pub fn of_words(words: &str) -> Self {
        let mut sentence = Self::default();
        sentence.words(words);
        sentence
    }

    /// A name alone.
    pub fn of_name(name: &str) -> Self {
        let mut sentence = Self::default();
        sentence.name(name);
        sentence
    }

    /// Adds a template with its slots filled: `{name}` with what stands under that name. One that
    /// nothing stands under stays empty.
    pub fn fill(&mut self, template: &str, slots: &[(&str, &Self)]) {
        let mut rest = template;
        while !rest.is_empty() {
            let (before, behind) = cut(rest, b'{');
            let (slot, after) = cut(behind, b'}');
            self.words(before);
            for (name, filling) in slots {
                if *name == slot {
                    self.0.push_str(&filling.0);
                }
            }
            rest = after;
        }
    }

    /// Adds words of ours.
    pub fn words(&mut self, words: &str) {
        for letter in words.chars() {
            // Marks alone are as low.
            if letter > char::from(END) {
                self.0.push(letter);
            }
        }
    }

    /// Adds words of the vendor's.
    pub fn name(&mut self, name: &str) {
        self.0.push(char::from(NAME));
        self.words(name);
        self.0.push(char::from(END));
    }

    /// Adds an instant, in words and as RFC 3339.
    pub fn time(&mut self, words: &str, instant: &str) {
        self.0.push(char::from(TIME));
        self.words(instant);
        self.0.push(char::from(TIME));
        self.words(words);
        self.0.push(char::from(END));
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether there is a name in it.
    pub fn has_name(&self) -> bool {
        self.0.bytes().any(|byte| byte == NAME)
    }

    /// Gives its pieces, one after the other.
    pub fn each(&self, take: &mut dyn FnMut(Piece<'_>)) {
        let mut rest = self.0.as_str();
        while !rest.is_empty() {
            let (part, after) = cut(rest, END);
            let (words, name) = cut(part, NAME);
            let (words, time) = cut(words, TIME);
            if !words.is_empty() {
                take(Piece::Words(words));
            }
            if !name.is_empty() {
                take(Piece::Name(name));
            }
            if !time.is_empty() {
                let (at, words) = cut(time, TIME);
                take(Piece::Time(words, at));
            }
            rest = after;
        }
    }

    /// The sentence as plain text.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.each(&mut |piece| match piece {
            Piece::Words(part) | Piece::Name(part) | Piece::Time(part, _) => text.push_str(part),
        });
        text
    }
}

/// What stands before the first `mark`, a letter of ASCII, and what behind it.
pub fn cut(text: &str, mark: u8) -> (&str, &str) {
    let mut bytes = text.bytes();
    let at = bytes.position(|byte| byte == mark);
    let rest = text.len() - bytes.len();
    let at = at.unwrap_or(rest);
    (
        text.get(..at).unwrap_or_default(),
        text.get(rest..).unwrap_or_default(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each piece as `kind(text)`.
    fn pieces(sentence: &Sentence) -> String {
        let mut pieces = Vec::new();
        sentence.each(&mut |piece| {
            pieces.push(match piece {
                Piece::Words(words) => format!("words({words})"),
                Piece::Name(name) => format!("name({name})"),
                Piece::Time(words, at) => format!("time({words}, {at})"),
            });
        });
        pieces.concat()
    }

    #[test]
    fn a_template_is_filled_in_its_own_order() {
        let mut ago = Sentence::default();
        ago.time("3 minutes ago", "1970-01-12T13:46:40Z");

        let mut sentence = Sentence::default();
        sentence.fill(
            "{ago}: {name} spoke {unknown}",
            &[("name", &Sentence::of_name("Noterro")), ("ago", &ago)],
        );

        assert_eq!(sentence.text(), "3 minutes ago: Noterro spoke ");
        assert_eq!(
            pieces(&sentence),
            "time(3 minutes ago, 1970-01-12T13:46:40Z)words(: )name(Noterro)words( spoke )"
        );
    }

    #[test]
    fn no_text_from_elsewhere_becomes_another_piece_or_a_slot() {
        let hostile = "a\u{3}b\u{1}c\u{2}d\u{2}e\u{3}{name}\u{0}";
        let name = Sentence::of_name(hostile);

        let mut sentence = Sentence::default();
        sentence.fill(
            "{name} {words}",
            &[("name", &name), ("words", &Sentence::of_words(hostile))],
        );

        assert_eq!(pieces(&sentence), "name(abcde{name})words( abcde{name})");
    }
}
