//! The languages of these pages, and their words, read from the files that people edit.

use crate::said::Said;
use serde_json::{Map, Value};
use statuslamp_view::{Counted, Formats, Phrase, Sentence, Words};

/// The plural categories in the order in which the catalogue has the forms of what is counted.
const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

macro_rules! languages {
    ($($language:ident $tag:literal $name:literal,)+) => {
        /// A language these pages are written in.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Language {
            $(
                #[doc = $name]
                $language,
            )+
        }

        impl Language {
            /// All of them, the one without a name in addresses first.
            pub const ALL: &'static [Self] = &[$(Self::$language,)+];

            /// Its tag, as BCP 47 has it.
            pub const fn tag(self) -> &'static str {
                match self {
                    $(Self::$language => $tag,)+
                }
            }

            /// Its name in itself.
            pub(crate) const fn name(self) -> &'static str {
                match self {
                    $(Self::$language => $name,)+
                }
            }

            /// The words of the components and those of the pages, as JSON.
            const fn files(self) -> (&'static str, &'static str) {
                match self {
                    $(Self::$language => (
                        include_str!(concat!("../../words/", $tag, ".json")),
                        include_str!(concat!("../words/", $tag, ".json")),
                    ),)+
                }
            }
        }
    };
}

languages! {
    English "en" "English",
    German "de" "Deutsch",
    French "fr" "Français",
    Spanish "es" "Español",
    Portuguese "pt" "Português",
    Italian "it" "Italiano",
    Dutch "nl" "Nederlands",
    Polish "pl" "Polski",
    Japanese "ja" "日本語",
    Chinese "zh" "中文",
    Arabic "ar" "العربية",
    Hebrew "he" "עברית",
}

impl Language {
    /// The language of this tag.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|language| language.tag() == tag)
    }

    /// What stands before the path of a page in this language.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::English => "",
            Self::German => "/de",
            Self::French => "/fr",
            Self::Spanish => "/es",
            Self::Portuguese => "/pt",
            Self::Italian => "/it",
            Self::Dutch => "/nl",
            Self::Polish => "/pl",
            Self::Japanese => "/ja",
            Self::Chinese => "/zh",
            Self::Arabic => "/ar",
            Self::Hebrew => "/he",
        }
    }
}

/// A language with everything that can be said in it. Read once, it stays: copies share it.
#[derive(Clone, Copy, Debug)]
pub struct Tongue {
    /// Which one.
    pub language: Language,
    /// The words of the components.
    pub words: Words,
    said: &'static [&'static str],
}

impl Tongue {
    /// Reads a language, which stays in memory for good. `formats` is what it does with times and
    /// numbers.
    pub fn read(language: Language, formats: &'static dyn Formats) -> Self {
        let (components, pages) = language.files();
        let own = texts(pages, Said::ALL.iter().map(|said| said.key()), &[]);
        let phrases = texts(
            components,
            Phrase::ALL.iter().map(|phrase| phrase.key()),
            Counted::ALL,
        );
        let words = Words::new(language.tag(), phrases.leak(), formats);
        Self {
            language,
            // Both are of one build: the fallback is for whoever breaks that.
            words: words.unwrap_or_else(|| Words::english(language.tag(), formats)),
            said: own.leak(),
        }
    }

    /// A phrase, or a template as it is.
    pub(crate) fn get(&self, said: Said) -> &'static str {
        self.said.get(said as usize).copied().unwrap_or_default()
    }

    /// A template with one slot filled.
    pub(crate) fn say(&self, said: Said, slot: &str, filling: &Sentence) -> Sentence {
        let mut sentence = Sentence::default();
        sentence.fill(self.get(said), &[(slot, filling)]);
        sentence
    }

    /// A template with the vendor's name in it.
    pub(crate) fn of_name(&self, said: Said, name: &str) -> Sentence {
        self.say(said, "name", &Sentence::of_name(name))
    }
}

/// The texts of a file under these keys, then six forms of each that is counted.
fn texts(
    file: &str,
    keys: impl Iterator<Item = &'static str>,
    counted: &[Counted],
) -> Vec<&'static str> {
    let file: Map<String, Value> = serde_json::from_str(file).unwrap_or_default();
    let own = |text: Option<&Value>| -> &'static str {
        let text = text.and_then(Value::as_str).unwrap_or_default();
        text.to_owned().leak()
    };
    let mut texts: Vec<_> = keys.map(|key| own(file.get(key))).collect();
    for counted in counted {
        let forms = file.get(counted.key());
        let form = |category| own(forms.and_then(|forms| forms.get(category)));
        texts.extend(CATEGORIES.map(form));
    }
    texts
}
