//! Short ways to read a document in tests.

use crate::{Answer, Document, Normalised, Unreadable, normalise};
use serde_json::Value;
use statuslamp_model::{Event, Provider, Timestamp};

/// The moment every test reads at.
pub(crate) const NOW: Timestamp = Timestamp::from_millis(1_780_000_000_000);

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn read_bytes(
    provider: Provider,
    documents: &[(Document, &[u8])],
) -> Result<Normalised, Unreadable> {
    let answers: Vec<_> = documents
        .iter()
        .map(|&(document, body)| Answer { document, body })
        .collect();
    normalise(provider, &answers, NOW)
}

pub(crate) fn read(provider: Provider, summary: &Value) -> Normalised {
    let body = serde_json::to_vec(summary).unwrap();
    read_bytes(provider, &[(Document::Summary, &body)]).unwrap()
}

pub(crate) fn read_feed(provider: Provider, feed: &str) -> Normalised {
    read_bytes(provider, &[(Document::History, feed.as_bytes())]).unwrap()
}

impl Normalised {
    /// Warnings as `kind path: detail`.
    pub(crate) fn troubles(&self) -> Vec<String> {
        self.warnings
            .iter()
            .map(|warning| format!("{:?} {} ({})", warning.kind, warning.path, warning.detail))
            .collect()
    }

    pub(crate) fn only_event(&self) -> &Event {
        assert_eq!(self.snapshot.events.len(), 1);
        &self.snapshot.events[0]
    }
}
