//! The odd things recorded payloads show, each on the file that shows it.
//!
//! The normalisers' own tests hold the same rules on documents written for them; these say that
//! the real ones are read that way too, where the recordings are at hand.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod feeds;
mod instatus;
mod statuspage;

use statuslamp_model::{Event, Provider, Timestamp};
use statuslamp_normalise::{Answer, Document, Normalised, WarningKind, normalise};
use statuslamp_tests::corpus;

fn read(name: &str) -> Option<Normalised> {
    let body = corpus::file(name)?;
    let provider = if name.contains("instatus") {
        Provider::Instatus
    } else {
        Provider::Statuspage
    };
    let document = if name.contains(".xml") {
        Document::History
    } else {
        Document::Summary
    };
    let answers = [Answer {
        document,
        body: &body,
    }];
    Some(normalise(provider, &answers, at("2026-11-21T00:00:00Z")).unwrap())
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn event<'a>(read: &'a Normalised, id: &str) -> &'a Event {
    let found = read.snapshot.events.iter().find(|event| event.id == id);
    found.unwrap_or_else(|| panic!("no event {id}"))
}

fn kinds(read: &Normalised) -> Vec<WarningKind> {
    read.warnings.iter().map(|warning| warning.kind).collect()
}
