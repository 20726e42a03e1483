//! The languages of the widget: from `widget/words/<lang>.json`, which people read, to one array of
//! texts each, in the order of the catalogue, under a folder named after all of them.

use crate::{cache, files::Files};
use anyhow::{Context, Result, bail};
use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use std::{collections::BTreeMap, fmt};

/// Compiled into the bundle, and the order of all others; a test holds it to the catalogue.
const ENGLISH: &str = "en.json";
/// In the order in which the catalogue has the forms of what is counted.
const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// A phrase, or the forms of one that is counted by their category.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
enum Phrase {
    Whole(String),
    Forms(BTreeMap<String, String>),
}

/// The phrases of a language by their keys, in the order of the file.
#[derive(Debug)]
struct Language(Vec<(String, Phrase)>);

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Language;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object of phrases")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Language, M::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Language(pairs))
            }
        }
        deserializer.deserialize_map(Pairs)
    }
}

/// Makes every language but English, which needs no file, of the sources by file name: the folder
/// they lie in, `w/words-HASH`, and the files by their whole paths.
pub(crate) fn assemble(sources: &Files) -> Result<(String, Files)> {
    let read = |name: &str, content: &[u8]| -> Result<Language> {
        serde_json::from_slice(content).with_context(|| format!("widget/words/{name}"))
    };
    let english = sources.get(ENGLISH).context("there is no English")?;
    let Language(catalogue) = read(ENGLISH, english)?;
    let mut arrays = Files::new();
    for (name, content) in sources {
        if name != ENGLISH {
            let array = array(&catalogue, read(name, content)?)
                .with_context(|| format!("widget/words/{name}"))?;
            arrays.insert(name.clone(), serde_json::to_vec(&array)?);
        }
    }
    let all: Vec<u8> = arrays.values().flatten().copied().collect();
    let folder = format!("w/words-{}", &cache::hash(&all)[..10]);
    let files = arrays
        .into_iter()
        .map(|(name, array)| (format!("{folder}/{name}"), array))
        .collect();
    Ok((folder, files))
}

/// The texts of a language in the order of the catalogue: the phrases, then six forms of each that
/// is counted. A form that the language has not is empty.
fn array(catalogue: &[(String, Phrase)], Language(own): Language) -> Result<Vec<String>> {
    let mut own: BTreeMap<String, Phrase> = own.into_iter().collect();
    let mut texts = Vec::new();
    for (key, english) in catalogue {
        match (own.remove(key), english) {
            (Some(Phrase::Whole(text)), Phrase::Whole(_)) => texts.push(text),
            (Some(Phrase::Forms(mut forms)), Phrase::Forms(_)) => {
                texts.extend(CATEGORIES.map(|form| forms.remove(form).unwrap_or_default()));
                if let Some((form, _)) = forms.pop_first() {
                    bail!("{key}: \"{form}\" is no plural category");
                }
            }
            (Some(_), _) => bail!("{key} has another shape in English"),
            (None, _) => bail!("{key} is missing"),
        }
    }
    match own.pop_first() {
        Some((key, _)) => bail!("English has no {key}"),
        None => Ok(texts),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CATALOGUE: &str =
        r#"{"z": "Slow", "a": {"one": "{count} day", "other": "{count} days"}}"#;

    fn assembled(german: &str) -> Result<(String, Files)> {
        assemble(&Files::from([
            (ENGLISH.to_owned(), CATALOGUE.into()),
            ("de.json".to_owned(), german.into()),
        ]))
    }

    #[test]
    fn a_language_becomes_an_array_in_the_order_of_the_english_file() {
        let german = r#"{"a": {"one": "{count} Tag", "other": "{count} Tage"}, "z": "Langsam"}"#;

        let (folder, files) = assembled(german).unwrap();

        let (path, array) = files.first_key_value().unwrap();
        assert_eq!(path, &format!("{folder}/de.json"));
        assert_eq!(
            String::from_utf8_lossy(array),
            r#"["Langsam","","{count} Tag","","","","{count} Tage"]"#
        );
        assert_eq!(files.len(), 1);
    }

    #[test]
    fn the_folder_follows_the_content() {
        let of = |word: &str| {
            let german = format!(r#"{{"z": "{word}", "a": {{"other": "{{count}} Tage"}}}}"#);
            assembled(&german).unwrap().0
        };

        assert_eq!(of("Langsam"), of("Langsam"));
        assert_ne!(of("Langsam"), of("Träge"));
    }

    #[test]
    fn what_does_not_match_the_catalogue_stops_the_build() {
        for (german, complaint) in [
            (r#"{"z": "Langsam"}"#, "a is missing"),
            (
                r#"{"z": {"other": "x"}, "a": {"other": "x"}}"#,
                "z has another shape",
            ),
            (
                r#"{"z": "x", "a": {"other": "x"}, "y": "x"}"#,
                "English has no y",
            ),
            (
                r#"{"z": "x", "a": {"several": "x"}}"#,
                "\"several\" is no plural category",
            ),
        ] {
            let error = assembled(german).unwrap_err();

            let told = format!("{error:#}");
            assert!(
                told.contains(complaint) && told.contains("de.json"),
                "{told}"
            );
        }
    }
}
