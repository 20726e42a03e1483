//! Normalising: no bytes make a component or the page operational unless the vendor's word for
//! that very component, or for the page, said so.

use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::Value;
use statuslamp_model::{Component, ComponentKind, ComponentStatus, Provider, Timestamp};
use statuslamp_normalise::{Answer, Document, Normalised, normalise};
use statuslamp_tests::{
    complaint::{complaint, folded},
    corpus,
    property::cases,
};
use std::{fmt, fs, path::Path, sync::OnceLock};

const NOW: Timestamp = Timestamp::from_millis(1_795_262_400_000);

/// Words that are not the word, however much they look like it.
const HOSTILE: [&str; 16] = [
    "",
    " ",
    "Operational?",
    "not operational",
    "operational_degraded",
    "0perational",
    "operationaI",
    "ορerational",
    "operational\u{0}",
    "non-operational",
    "green",
    "ok",
    "null",
    "true",
    "none",
    "\u{202e}lanoitarepo",
];

#[derive(Clone)]
struct Recorded {
    name: String,
    provider: Provider,
    document: Document,
    bytes: Vec<u8>,
}

impl fmt::Debug for Recorded {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.name)
    }
}

/// The project's fixtures and, where they are at hand, the recordings of real pages.
fn recorded() -> &'static [Recorded] {
    static RECORDED: OnceLock<Vec<Recorded>> = OnceLock::new();
    RECORDED.get_or_init(|| {
        let mut recorded = fixtures();
        for file in corpus::files() {
            if !file.is_feed() && file.bytes.len() < 60_000 {
                let provider = if file.name.starts_with("statuspage") {
                    Provider::Statuspage
                } else {
                    Provider::Instatus
                };
                recorded.push(Recorded {
                    name: file.name,
                    provider,
                    document: Document::Summary,
                    bytes: file.bytes,
                });
            }
        }
        assert!(recorded.len() > 20);
        recorded
    })
}

fn fixtures() -> Vec<Recorded> {
    let mut fixtures = Vec::new();
    for provider in Provider::ALL {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("fixtures")
            .join(provider.as_str());
        let cases = fs::read_dir(folder).into_iter().flatten().flatten();
        let mut cases: Vec<_> = cases.map(|case| case.path()).collect();
        cases.sort();
        for case in cases {
            for (file, document) in [
                ("input.json", Document::Summary),
                ("input.components.json", Document::Components),
            ] {
                if let Ok(bytes) = fs::read(case.join(file)) {
                    fixtures.push(Recorded {
                        name: case.join(file).display().to_string(),
                        provider: *provider,
                        document,
                        bytes,
                    });
                }
            }
        }
    }
    fixtures
}

fn read(recorded: &Recorded, body: &[u8]) -> Option<Normalised> {
    let answers = [Answer {
        document: recorded.document,
        body,
    }];
    normalise(recorded.provider, &answers, NOW).ok()
}

/// Whether somewhere in the document stands an object of this id whose status says operational.
fn is_said(document: &Value, id: &str) -> bool {
    let same = |own: &Value| match own {
        Value::String(text) => {
            // Long ids are cut.
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            text == id || (id.len() > 60 && text.starts_with(id.trim_end_matches('…')))
        }
        Value::Number(number) => number.to_string() == id,
        _ => false,
    };
    match document {
        Value::Array(items) => items.iter().any(|item| is_said(item, id)),
        Value::Object(members) => {
            let word = document["status"].as_str();
            let is_this = same(&document["id"]);
            (is_this && word.is_some_and(|word| folded(word) == "operational"))
                || members.values().any(|member| is_said(member, id))
        }
        _ => false,
    }
}

fn operational(normalised: &Normalised) -> impl Iterator<Item = &Component> {
    let components = normalised.snapshot.components.iter().flatten();
    components.filter(|component| {
        component.kind != ComponentKind::Group && component.status == ComponentStatus::Operational
    })
}

/// Nothing green in what was read that the document does not say.
fn check(recorded: &Recorded, body: &[u8]) -> Result<bool, TestCaseError> {
    let Some(normalised) = read(recorded, body) else {
        return Ok(false);
    };
    for component in operational(&normalised) {
        let raw = component.status_raw.as_deref().unwrap_or_default();
        prop_assert_eq!(folded(raw), "operational", "{:?}", component);
    }
    let is_green = normalised.snapshot.overall().status == ComponentStatus::Operational;
    if let Ok(document) = serde_json::from_slice::<Value>(body) {
        for component in operational(&normalised) {
            prop_assert!(is_said(&document, &component.id), "{:?}", component);
        }
        if is_green {
            prop_assert_eq!(complaint(&document, ""), None);
        }
    }
    Ok(is_green)
}

/// The place of every component's word for its state, as a path of keys and positions.
fn words(value: &Value, key: &str, path: &[String], found: &mut Vec<String>) {
    let step = |part: &str| {
        let part = part.replace('~', "~0").replace('/', "~1");
        [path, &[part]].concat()
    };
    match value {
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                words(item, key, &step(&at.to_string()), found);
            }
        }
        Value::Object(members) => {
            if ["components", "children"].contains(&key) && value["status"].is_string() {
                found.push(format!("/{}/status", path.join("/")));
            }
            for (name, member) in members {
                words(member, name, &step(name), found);
            }
        }
        _ => {}
    }
}

fn any_word() -> impl Strategy<Value = Value> {
    prop_oneof![
        6 => select(&HOSTILE[..]).prop_map(Value::from),
        1 => "\\PC{0,24}".prop_map(Value::from),
        1 => "(?i)[ _-]?opera[ _-]?tional?[ !]?".prop_map(Value::from),
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::from),
        1 => any::<i32>().prop_map(Value::from),
        1 => Just(serde_json::json!(["operational"])),
        1 => Just(serde_json::json!({ "status": "operational" })),
    ]
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn random_bytes_never_say_that_anything_works(
        body in vec(any::<u8>(), 0..400),
        provider in select(Provider::ALL),
        document in select(&[Document::Summary, Document::Components][..]),
    ) {
        let name = String::new();
        let recorded = Recorded { name, provider, document, bytes: Vec::new() };

        prop_assert!(!check(&recorded, &body)?);
    }

    #[test]
    fn damaged_bytes_say_nothing_better_than_the_words_that_are_left(
        recorded in select(recorded()),
        damage in vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8, 0..60_usize), 1..4),
    ) {
        let mut bytes = recorded.bytes.clone();
        for (at, byte, how, length) in damage {
            let at = at.index(bytes.len().max(1)).min(bytes.len().saturating_sub(1));
            let end = (at + length).min(bytes.len());
            match how {
                0 => drop(bytes.drain(at..end)),
                1 => bytes.insert(at, byte),
                2 => {
                    let piece = bytes[at..end].to_vec();
                    bytes.splice(at..at, piece);
                }
                _ => bytes[at..end].fill(byte),
            }
            if bytes.is_empty() {
                break;
            }
        }

        check(&recorded, &bytes)?;
    }

}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn a_component_whose_word_was_replaced_is_operational_only_if_the_new_word_says_so(
        recorded in select(recorded()),
        which in any::<prop::sample::Index>(),
        word in any_word(),
    ) {
        let Ok(mut document) = serde_json::from_slice::<Value>(&recorded.bytes) else {
            return Ok(());
        };
        let mut places = Vec::new();
        words(&document, "", &[], &mut places);
        if places.is_empty() {
            return Ok(());
        }
        if let Some(place) = document.pointer_mut(&places[which.index(places.len())]) {
            *place = word;
        }

        check(&recorded, document.to_string().as_bytes())?;
    }
}

#[test]
fn the_words_of_the_recordings_are_found_and_some_of_them_are_green() {
    let mut found = 0;
    let mut green = 0;
    for recorded in recorded() {
        let mut places = Vec::new();
        if let Ok(document) = serde_json::from_slice::<Value>(&recorded.bytes) {
            words(&document, "", &[], &mut places);
        }
        found += places.len();
        let said = read(recorded, &recorded.bytes);
        green += said.map_or(0, |said| operational(&said).count());
    }
    assert!(found > 50 && green > 20, "{found} words, {green} green");
}
