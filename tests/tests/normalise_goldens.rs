//! Golden snapshots of the normalisers: `fixtures/<provider>/<case>/`, the same mandatory cases for
//! every provider.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use serde_json::json;
use statuslamp_model::{Provider, Timestamp};
use statuslamp_normalise::{Answer, Document, Normalised, OpenEvents, normalise};
use statuslamp_tests::golden;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// The moment every fixture is read at.
const NOW: Timestamp = Timestamp::from_millis(1_777_885_200_000);

const MANDATORY: [&str; 9] = [
    "operational",
    "incident",
    "maintenance",
    "resolved",
    "unknown-words",
    "missing-fields",
    "hostile-text",
    "recoverable-errors",
    "empty",
];

/// The files a case may bring, in the order they are read, and what they were asked for as.
const INPUTS: [(&str, Document); 5] = [
    ("input.json", Document::Summary),
    ("input.components.json", Document::Components),
    ("input.incidents.json", Document::Incidents),
    ("input.maintenances.json", Document::Maintenances),
    ("input.history.xml", Document::History),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

fn names(folder: &Path) -> BTreeSet<String> {
    fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

/// Every provider's cases.
fn cases() -> Vec<(Provider, String, PathBuf)> {
    let mut cases = Vec::new();
    for provider in Provider::ALL {
        let folder = root().join(provider.as_str());
        for case in names(&folder) {
            cases.push((*provider, case.clone(), folder.join(case)));
        }
    }
    cases
}

fn inputs(folder: &Path) -> Vec<(Document, Vec<u8>)> {
    INPUTS
        .iter()
        .filter_map(|(name, document)| Some((*document, fs::read(folder.join(name)).ok()?)))
        .collect()
}

fn read(provider: Provider, inputs: &[(Document, Vec<u8>)]) -> Normalised {
    let answers: Vec<_> = inputs
        .iter()
        .map(|(document, body)| Answer {
            document: *document,
            body,
        })
        .collect();
    normalise(provider, &answers, NOW).unwrap()
}

/// A snapshot in the words of JSON v1.
fn printed(normalised: &Normalised) -> String {
    let snapshot = &normalised.snapshot;
    let vendor = snapshot
        .vendor
        .as_ref()
        .map(|word| json!({"status": word.status, "raw": word.raw, "text": word.text}));
    let value = json!({
        "page": {
            "name": snapshot.page.name,
            "url": snapshot.page.url,
            "time_zone": snapshot.page.time_zone,
        },
        "vendor": vendor,
        "overall": snapshot.overall(),
        "components": snapshot.components,
        "events": snapshot.events,
        "open_events": match snapshot.open_events {
            OpenEvents::Complete => "complete",
            OpenEvents::Partial => "partial",
        },
        "warnings": normalised.warnings,
    });
    serde_json::to_string_pretty(&value).unwrap() + "\n"
}

#[test]
fn golden_snapshots_are_what_the_normalisers_say() {
    let troubles: Vec<_> = cases()
        .iter()
        .filter_map(|(provider, _, folder)| {
            let actual = printed(&read(*provider, &inputs(folder)));
            golden::trouble(&folder.join("expected.json"), &actual)
        })
        .collect();

    assert!(troubles.is_empty(), "{}", troubles.join("\n\n"));
}

#[test]
fn every_provider_has_every_mandatory_case_and_no_folder_is_without_provider() {
    let providers: BTreeSet<_> = Provider::ALL
        .iter()
        .map(|provider| provider.as_str().to_owned())
        .collect();

    assert_eq!(names(&root()), providers);
    for provider in Provider::ALL {
        let cases = names(&root().join(provider.as_str()));
        let missing: Vec<_> = MANDATORY
            .iter()
            .filter(|case| !cases.contains(**case))
            .collect();
        assert!(
            missing.is_empty(),
            "{} lacks {missing:?}",
            provider.as_str()
        );
    }
}

#[test]
fn every_case_has_an_input_an_expectation_a_source_and_nothing_else() {
    for (_, case, folder) in cases() {
        let mut files = names(&folder);

        assert!(
            files.remove("expected.json"),
            "{case}: expected.json, see `cargo xtask bless`"
        );
        assert!(files.remove("SOURCE.md"), "{case}: SOURCE.md");
        assert!(!files.is_empty(), "{case}: no input");
        for (name, _) in INPUTS {
            files.remove(name);
        }
        assert!(files.is_empty(), "{}: {files:?}", folder.display());
    }
}

#[test]
fn the_same_bytes_give_the_same_snapshot() {
    for (provider, _, folder) in cases() {
        let inputs = inputs(&folder);

        assert_eq!(
            printed(&read(provider, &inputs)),
            printed(&read(provider, &inputs)),
            "{}",
            folder.display()
        );
    }
}

#[test]
fn every_text_of_every_case_survives_json_v1() {
    for (provider, _, folder) in cases() {
        for event in read(provider, &inputs(&folder)).snapshot.events {
            let json = serde_json::to_string(&event).unwrap();

            assert_eq!(
                serde_json::from_str::<statuslamp_model::Event>(&json).unwrap(),
                event,
                "{}",
                folder.display()
            );
        }
    }
}

#[test]
fn nothing_hostile_survives_in_what_is_printed_as_html() {
    let allowed = [
        "p",
        "ul",
        "ol",
        "li",
        "blockquote",
        "pre",
        "code",
        "table",
        "tr",
        "th",
        "td",
        "a",
        "strong",
        "em",
        "br",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    ];
    for provider in Provider::ALL {
        let folder = root().join(provider.as_str()).join("hostile-text");
        let read = read(*provider, &inputs(&folder));
        let bodies = read.snapshot.events.iter().flat_map(|event| &event.updates);
        for html in bodies.map(|update| update.body.to_html(3)) {
            for tag in html.split('<').skip(1) {
                let name = tag
                    .trim_start_matches('/')
                    .split([' ', '>'])
                    .next()
                    .unwrap();
                assert!(allowed.contains(&name), "<{name}> in {html}");
            }
            for address in html.split("href=\"").skip(1) {
                assert!(
                    address.starts_with("https://") || address.starts_with("mailto:"),
                    "{html}"
                );
            }
        }
        let json = printed(&read);
        assert!(!json.contains("private@"), "{json}");
        assert!(!json.contains("\"url\": \"javascript:"), "{json}");
    }
}
