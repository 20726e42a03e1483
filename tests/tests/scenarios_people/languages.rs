//! The same in twelve languages, and each document names all the others.

use super::{between, calm, plain, read, text};

const LANGUAGES: [&str; 12] = [
    "en", "de", "fr", "es", "pt", "it", "nl", "pl", "ja", "zh", "ar", "he",
];

#[test]
fn a_page_names_itself_and_all_its_languages() {
    let world = calm();
    for path in ["/is/noterro", "/is/noterro/incidents/i1", "/"] {
        for lang in LANGUAGES {
            let own = match lang {
                "en" => path.to_owned(),
                lang => format!("/{lang}{path}"),
            };
            let document = read(&world, &own);

            let dir = if ["ar", "he"].contains(&lang) {
                "rtl"
            } else {
                "ltr"
            };
            assert!(document.contains(&format!("<html lang=\"{lang}\" dir=\"{dir}\">")));
            let canonical = between(&document, "<link rel=\"canonical\" href=\"", "\"");
            assert_eq!(canonical, format!("https://lamp.example{own}"));
            let named: Vec<_> = document
                .split("<link rel=\"alternate\" hreflang=\"")
                .skip(1)
                .map(|rest| rest.split('"').next().unwrap())
                .collect();
            assert_eq!(named[..12], LANGUAGES);
            assert_eq!(named[12..], ["x-default"]);
        }
    }
}

#[test]
fn every_language_has_words_of_its_own_for_everything() {
    let world = calm();
    let english = plain(&read(&world, "/is/noterro"));
    let of_ours = [
        "Is Noterro down right now?",
        "All systems operational",
        "Past incidents",
        "Last update",
        "Components",
    ];
    for words in of_ours {
        assert!(english.contains(words), "{words}");
    }
    for lang in &LANGUAGES[1..] {
        let document = plain(&read(&world, &format!("/{lang}/is/noterro")));
        for words in of_ours {
            assert!(!document.contains(words), "{lang}: {words}");
        }
        assert!(!document.contains('{'), "{lang}: a slot was not filled");
    }
}

#[test]
fn the_files_of_the_pages_have_the_same_keys_and_slots() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../widget/page/words");
    let of = |lang: &str| -> serde_json::Map<String, serde_json::Value> {
        let file = std::fs::read_to_string(folder.join(lang).with_extension("json")).unwrap();
        serde_json::from_str(&file).unwrap()
    };
    let english = of("en");
    for lang in LANGUAGES {
        let own = of(lang);
        assert!(own.keys().eq(english.keys()), "{lang}");
        for (key, text) in &own {
            let slots = |text: &serde_json::Value| {
                let text = text.as_str().unwrap().to_owned();
                ["{name}", "{time}"].map(|slot| text.contains(slot))
            };
            assert_eq!(slots(text), slots(&english[key]), "{lang}: {key}");
            assert!(!text.as_str().unwrap().is_empty(), "{lang}: {key}");
        }
    }
}

#[test]
fn what_is_not_there_is_said_in_the_language_that_was_asked_for() {
    let reply = calm().get("/de/is/nobody");

    assert_eq!(reply.status, 404);
    let document = text(&reply);
    assert!(document.contains("<html lang=\"de\""));
    assert!(plain(&document).contains("Diese Seite gibt es hier nicht"));
    assert!(document.contains("href=\"/de/\""));
}
