//! Damaged documents: whatever happens to the bytes, nothing panics, and what can still be read is
//! never greener than the words that are left.
//!
//! The damage comes from a fixed generator: every run sees the same documents.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use serde_json::{Value, json};
use statuslamp_model::{ComponentStatus, Provider, Timestamp};
use statuslamp_normalise::{Answer, Document, Normalised, Unreadable, detect, normalise};
use statuslamp_tests::complaint::complaint;
use std::{fs, path::Path};

const NOW: Timestamp = Timestamp::from_millis(1_777_885_200_000);

struct Generator(u64);

impl Generator {
    fn below(&mut self, bound: usize) -> usize {
        // xorshift64
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % bound.max(1)
    }
}

struct Input {
    provider: Provider,
    name: String,
    document: Document,
    bytes: Vec<u8>,
}

fn inputs() -> Vec<Input> {
    let mut inputs = Vec::new();
    for provider in Provider::ALL {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("fixtures")
            .join(provider.as_str());
        let mut cases: Vec<_> = fs::read_dir(folder).unwrap().flatten().collect();
        cases.sort_by_key(fs::DirEntry::file_name);
        for case in cases {
            for (file, document) in [
                ("input.json", Document::Summary),
                ("input.components.json", Document::Components),
                ("input.incidents.json", Document::Incidents),
                ("input.history.xml", Document::History),
            ] {
                if let Ok(bytes) = fs::read(case.path().join(file)) {
                    inputs.push(Input {
                        provider: *provider,
                        name: format!("{}/{file}", case.path().display()),
                        document,
                        bytes,
                    });
                }
            }
        }
    }
    assert!(inputs.len() > 20);
    inputs
}

fn read(input: &Input, body: &[u8]) -> Result<Normalised, Unreadable> {
    let answers = [Answer {
        document: input.document,
        body,
    }];
    normalise(input.provider, &answers, NOW)
}

#[test]
fn bytes_damaged_anywhere_give_a_snapshot_or_a_typed_error() {
    let mut generator = Generator(0x5eed_1234_5678_9abc);
    let mut errors = 0;
    let mut snapshots = 0;

    for input in inputs() {
        for _ in 0..150 {
            let mut bytes = input.bytes.clone();
            for _ in 0..=generator.below(3) {
                damage(&mut bytes, &mut generator);
            }
            let _ = detect(&bytes);
            match read(&input, &bytes) {
                Ok(_) => snapshots += 1,
                Err(error) => {
                    assert_eq!(error.document, input.document);
                    errors += 1;
                }
            }
        }
    }

    assert!(
        errors > 500 && snapshots > 500,
        "{errors} errors, {snapshots} snapshots"
    );
}

#[test]
fn a_document_cut_anywhere_gives_a_snapshot_or_a_typed_error() {
    for input in inputs() {
        let step = (input.bytes.len() / 150).max(1);
        for end in (0..input.bytes.len() - 2).step_by(step) {
            assert!(
                read(&input, &input.bytes[..end]).is_err(),
                "{} at {end}",
                input.name
            );
        }
    }
}

fn damage(bytes: &mut Vec<u8>, generator: &mut Generator) {
    let at = generator.below(bytes.len());
    let end = (at + generator.below(40)).min(bytes.len());
    match generator.below(5) {
        0 => bytes.truncate(at),
        1 => {
            bytes.drain(at..end);
        }
        2 => {
            let piece = bytes[at..end].to_vec();
            let target = generator.below(bytes.len());
            bytes.splice(target..target, piece);
        }
        3 => bytes.insert(
            at,
            [b'"', b'{', b'<', b'[', 0, 0xff, b'\\', b'&'][generator.below(8)],
        ),
        _ => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << generator.below(8);
            }
        }
    }
}

#[test]
fn well_formed_damage_never_gives_a_false_green() {
    let mut generator = Generator(0x0dd_ba11_5eed_0001);
    let mut green = 0;
    let mut worse = 0;

    for input in inputs() {
        let Ok(document) = serde_json::from_slice::<Value>(&input.bytes) else {
            continue;
        };
        for _ in 0..300 {
            let mut document = document.clone();
            for _ in 0..=generator.below(2) {
                let size = size(&document);
                let target = generator.below(size);
                replace(&mut document, target, &mut generator);
            }
            let Ok(normalised) = read(&input, document.to_string().as_bytes()) else {
                continue;
            };
            if normalised.snapshot.overall().status == ComponentStatus::Operational {
                green += 1;
                let complaint = complaint(&document, "");
                assert_eq!(complaint, None, "{}: {document:#}", input.name);
            } else {
                worse += 1;
            }
        }
    }

    assert!(green > 100 && worse > 1000, "{green} green, {worse} not");
}

fn size(value: &Value) -> usize {
    1 + match value {
        Value::Object(members) => members.values().map(size).sum(),
        Value::Array(items) => items.iter().map(size).sum(),
        _ => 0,
    }
}

/// Replaces the value at this place in a walk through the document.
fn replace(value: &mut Value, target: usize, generator: &mut Generator) {
    if target == 0 {
        let words = [
            "operational",
            "OPERATIONAL",
            "major_outage",
            "MAJOROUTAGE",
            "on fire",
            "none",
            "UP",
            "critical",
            "resolved",
            "investigating",
            "",
            "2026-01-01T00:00:00Z",
        ];
        *value = match generator.below(6) {
            0 => Value::Null,
            1 => json!(generator.below(1000)),
            2 => json!([value.clone()]),
            3 => json!({"id": "x", "name": value.clone()}),
            4 => json!(true),
            _ => json!(words[generator.below(words.len())]),
        };
        return;
    }
    let mut left = target - 1;
    let children: Vec<&mut Value> = match value {
        Value::Object(members) => members.values_mut().collect(),
        Value::Array(items) => items.iter_mut().collect(),
        _ => return,
    };
    for child in children {
        let size = size(child);
        if left < size {
            return replace(child, left, generator);
        }
        left -= size;
    }
}
