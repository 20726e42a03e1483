//! Our words in the language of the reader: the catalogue, and what a language does with times and
//! numbers.

mod formats;
mod phrase;

pub use formats::{Formats, Plural, Unit};
pub use phrase::{Counted, Phrase};

use crate::model::{Sentence, cut};
use phrase::{Catalogue, ENGLISH, FORMS};
use statuslamp_model::{ComponentStatus, Timestamp};
use std::fmt;

/// Under a minute times go in steps of this, so that they need not tick each second.
const STEP_SECONDS: i64 = 10;

/// Our words in one language. A language is loaded once and stays: copies share it.
#[derive(Clone, Copy)]
pub struct Words(&'static Language);

struct Language {
    lang: &'static str,
    phrases: &'static Catalogue,
    formats: &'static dyn Formats,
}

impl Words {
    /// English, without a browser.
    pub const ENGLISH: Self = Self(&Language {
        lang: "en",
        phrases: ENGLISH,
        formats: &formats::English,
    });

    /// English with the formats of `lang`, such as `en-GB`.
    pub fn english(lang: &'static str, formats: &'static dyn Formats) -> Self {
        Self::of(lang, ENGLISH, formats)
    }

    /// The language `lang` in the order of the catalogue; `None` where it is another catalogue's.
    pub fn new(
        lang: &'static str,
        phrases: &'static [&'static str],
        formats: &'static dyn Formats,
    ) -> Option<Self> {
        let phrases = phrases.try_into().ok()?;
        Some(Self::of(lang, phrases, formats))
    }

    fn of(lang: &'static str, phrases: &'static Catalogue, formats: &'static dyn Formats) -> Self {
        Self(Box::leak(Box::new(Language {
            lang,
            phrases,
            formats,
        })))
    }

    /// The language as a BCP 47 tag: the `lang` of what is written in it.
    pub const fn lang(self) -> &'static str {
        self.0.lang
    }

    /// The direction it is written in: the `dir` of what is written in it.
    pub fn dir(self) -> &'static str {
        match self.0.lang.as_bytes() {
            [b'a', b'r', ..] | [b'h', b'e', ..] | [b'i', b'w', ..] => "rtl",
            _ => "ltr",
        }
    }

    /// What ends a sentence and begins the next one.
    pub fn stop(self) -> &'static str {
        match self.0.lang.as_bytes() {
            [b'j', b'a', ..] | [b'z', b'h', ..] => "。",
            _ => ". ",
        }
    }

    /// What it does with times and numbers.
    pub const fn formats(self) -> &'static dyn Formats {
        self.0.formats
    }

    /// A phrase, or a template as it is.
    pub fn get(self, phrase: Phrase) -> &'static str {
        self.0
            .phrases
            .get(phrase as usize)
            .copied()
            .unwrap_or_default()
    }

    /// A phrase as a sentence.
    pub(crate) fn told(self, phrase: Phrase) -> Sentence {
        Sentence::of_words(self.get(phrase))
    }

    /// A component's state as a sentence.
    pub(crate) fn told_status(self, status: ComponentStatus) -> Sentence {
        Sentence::of_words(&self.status(status))
    }

    /// A component's state, standing alone: with a capital where the script has any.
    pub fn status(self, status: ComponentStatus) -> String {
        capital(self.get(Phrase::status(status)))
    }

    /// The state of the whole page.
    pub fn overall(self, status: ComponentStatus) -> String {
        capital(self.get(Phrase::overall(status)))
    }

    /// "and 2 more".
    pub fn counted(self, counted: Counted, number: usize) -> String {
        let number = number as u64;
        let of = |plural: Plural| {
            let index = Phrase::ALL.len() + counted as usize * FORMS + plural as usize;
            self.0.phrases.get(index).copied().unwrap_or_default()
        };
        let mut form = of(self.0.formats.plural(number));
        if form.is_empty() {
            form = of(Plural::Other);
        }
        let count = Sentence::of_words(&self.0.formats.number(number));
        let mut sentence = Sentence::default();
        sentence.fill(form, &[("count", &count)]);
        sentence.text()
    }

    /// "2 minutes ago", in the largest whole unit; what seems to lie in the future is "just now".
    pub fn ago(self, seconds: i64) -> String {
        self.relative(seconds, -1)
    }

    /// "in 3 hours", in the largest whole unit; what seems to lie in the past is "just now".
    pub fn ahead(self, seconds: i64) -> String {
        self.relative(seconds, 1)
    }

    fn relative(self, seconds: i64, sign: i64) -> String {
        if seconds < STEP_SECONDS {
            return self.get(Phrase::JustNow).to_owned();
        }
        let unit = Unit::of(seconds);
        let mut number = seconds / unit.seconds();
        if unit == Unit::Second {
            number -= number % STEP_SECONDS;
        }
        self.0.formats.relative(sign * number, unit)
    }

    /// "10:20" or "10:20 (16:20 CEST)": in the reader's zone, with the vendor's beside where that
    /// differs. `zone` is the vendor's.
    pub fn moment(self, at: Timestamp, now: Timestamp, zone: Option<&str>) -> String {
        let mut words = self.0.formats.moment(at, now);
        self.beside(&mut words, at, None, zone);
        words
    }

    /// Adds " (16:20 CEST)": the same in the vendor's zone, where that differs.
    pub fn beside(
        self,
        words: &mut String,
        from: Timestamp,
        to: Option<Timestamp>,
        zone: Option<&str>,
    ) {
        let there = zone.map_or_else(String::new, |zone| self.0.formats.elsewhere(from, to, zone));
        if !there.is_empty() {
            words.push_str(" (");
            words.push_str(&there);
            words.push(')');
        }
    }

    /// What stands between parts of a sentence, and between items that are followed by more.
    pub fn comma(self) -> &'static str {
        match self.0.lang.as_bytes() {
            [b'a', b'r', ..] => "، ",
            [b'j', b'a', ..] => "、",
            [b'z', b'h', ..] => "，",
            _ => ", ",
        }
    }

    /// "Web App", "Web App and API", "Web App, API and 3 more": at most `most` names.
    pub fn names(self, into: &mut Sentence, names: &[&str], most: usize) {
        // "and 1 more" is longer than most names.
        let shown = if names.len() <= most.saturating_add(1) {
            names.len()
        } else {
            most
        };
        let more = names.len() - shown;
        let mut separators = String::new();
        if more == 0 {
            let mut items = String::new();
            for (index, name) in names.iter().enumerate() {
                if index > 0 {
                    items.push('\n');
                }
                items.push_str(name);
            }
            separators = self.0.formats.separators(&items);
        }
        let mut rest = separators.as_str();
        for (index, name) in names.iter().enumerate() {
            if index == shown {
                into.words(" ");
                into.words(&self.counted(Counted::AndMore, more));
                break;
            }
            if index > 0 && more == 0 {
                let (separator, after) = cut(rest, b'\n');
                into.words(separator);
                rest = after;
            } else if index > 0 {
                into.words(self.comma());
            }
            into.name(name);
        }
    }

    /// An instant in these words.
    pub(crate) fn time(self, into: &mut Sentence, words: &str, at: Timestamp) {
        into.time(words, &self.0.formats.instant(at));
    }

    /// "Affects Web App and API"; nothing where there are none.
    pub(crate) fn affects(self, into: &mut Sentence, names: &[&str], most: usize) {
        if !names.is_empty() {
            let mut told = Sentence::default();
            self.names(&mut told, names, most);
            into.fill(self.get(Phrase::Affects), &[("names", &told)]);
        }
    }

    /// "Web App: partial outage".
    pub(crate) fn state_of(self, into: &mut Sentence, names: &Sentence, state: &Sentence) {
        let slots = [("names", names), ("state", state)];
        into.fill(self.get(Phrase::StateOf), &slots);
    }

    /// A template with its slots filled.
    pub fn say(self, phrase: Phrase, slots: &[(&str, &Sentence)]) -> Sentence {
        let mut sentence = Sentence::default();
        sentence.fill(self.get(phrase), slots);
        sentence
    }

    /// A template in which only the vendor's name is missing.
    pub fn of_name(self, phrase: Phrase, name: &str) -> Sentence {
        self.say(phrase, &[("name", &Sentence::of_name(name))])
    }
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.0.lang == other.0.lang
    }
}

impl Eq for Words {}

impl fmt::Debug for Words {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.lang)
    }
}

/// With its first letter as ASCII can make it a capital.
pub fn capital(words: &str) -> String {
    let mut words = words.to_owned();
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
