//! A document as it is served: exact bytes, their tag, and what is needed to say how long they
//! are good. A read is a copy of these bytes.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use statuslamp_model::{Reading, Timestamp};
use std::{fmt::Write, rc::Rc};

/// The media type of JSON v1.
pub(crate) const JSON: &str = "application/json; charset=utf-8";

/// A document ready to be served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The revision of the content it was made from; 0 where nothing was ever read.
    pub revision: u64,
    /// Strong entity tag of the bytes, quotes included.
    pub etag: String,
    /// The instants at which the freshness of something in it changes; empty where something in
    /// it was never read.
    pub changes: Vec<Timestamp>,
    /// Seconds between two reads of the page.
    pub poll_seconds: u32,
    /// The bytes.
    pub body: Rc<[u8]>,
    /// Of a list: where the rest of it begins, as the bytes say too.
    pub next_cursor: Option<String>,
}

impl Published {
    /// The document of these bytes.
    pub fn new(revision: u64, changes: Vec<Timestamp>, poll_seconds: u32, body: Vec<u8>) -> Self {
        Self {
            revision,
            etag: format!("\"{}\"", fingerprint(&body, 16)),
            changes,
            poll_seconds,
            body: body.into(),
            next_cursor: None,
        }
    }
}

impl Published {
    /// A document made of several. Its freshness changes whenever that of one of them does, and
    /// nobody may keep it where one of them was never read.
    pub(crate) fn joined(sources: &[Self], body: Vec<u8>) -> Self {
        let is_kept = sources.iter().all(|source| !source.changes.is_empty());
        let changes = sources.iter().flat_map(|source| source.changes.iter());
        let seconds = sources.iter().map(|source| source.poll_seconds);
        Self::new(
            sources
                .iter()
                .map(|source| source.revision)
                .max()
                .unwrap_or(0),
            changes.filter(|_| is_kept).copied().collect(),
            seconds.min().unwrap_or(1),
            body,
        )
    }

    /// Another document made of this one: as new, and as long good.
    pub(crate) fn rendered_as(&self, body: Vec<u8>) -> Self {
        Self::new(self.revision, self.changes.clone(), self.poll_seconds, body)
    }
}

/// What a reader is sent of a document.
#[derive(Clone, Debug)]
pub(crate) struct Served {
    /// The document.
    pub(crate) published: Published,
    /// What it is sent as.
    pub(crate) media_type: &'static str,
    /// `Link`: where the rest of a list is.
    pub(crate) link: Option<String>,
}

impl From<Published> for Served {
    fn from(published: Published) -> Self {
        Self {
            published,
            media_type: JSON,
            link: None,
        }
    }
}

impl Served {
    /// As something else than JSON.
    pub(crate) fn sent_as(self, media_type: &'static str) -> Self {
        Self { media_type, ..self }
    }

    /// Kept by nobody: it depends on more than path and query.
    pub(crate) fn unkept(mut self) -> Self {
        self.published.changes.clear();
        self
    }

    /// With a `Link` to the rest of a list.
    pub(crate) fn linked(self, link: Option<String>) -> Self {
        Self { link, ..self }
    }
}

/// The instants at which a reading's freshness changes.
pub fn changes(reading: Reading) -> Vec<Timestamp> {
    let changes = [reading.fresh_until, reading.unknown_after];
    changes.into_iter().flatten().collect()
}

/// The first `bytes` bytes of the SHA-256 of `content`, in hexadecimal.
pub fn fingerprint(content: &[u8], bytes: usize) -> String {
    let digest = Sha256::digest(content);
    digest
        .iter()
        .take(bytes)
        .fold(String::new(), |mut hex, byte| {
            // Writing to a String cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}

/// What an object answers when it is asked for a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The document.
    Document(Published),
    /// There is no event of the id asked for.
    UnknownEvent,
    /// The hint was taken.
    Accepted {
        /// When the page is read because of it.
        read_at: Timestamp,
    },
    /// There were too many hints.
    Throttled {
        /// Seconds until one will be taken again.
        retry_after: u32,
    },
    /// The page does not speak the hint's format.
    UnknownHook,
    /// What was asked for is done, and there is nothing more to say of it.
    Done,
    /// Nothing is said under the id asked for.
    UnknownOverride,
    /// As much is said already as may be at a time.
    TooManyOverrides,
    /// The object could not do it; it has logged why.
    Failed,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "snake_case")]
enum Head {
    Document {
        revision: u64,
        etag: String,
        changes: Vec<Timestamp>,
        poll_seconds: u32,
        #[serde(default)]
        next_cursor: Option<String>,
    },
    UnknownEvent,
    Accepted {
        read_at: Timestamp,
    },
    Throttled {
        retry_after: u32,
    },
    UnknownHook,
    Done,
    UnknownOverride,
    TooManyOverrides,
    Failed,
}

impl Answer {
    /// One line of JSON, then the bytes: a single crossing between objects.
    pub fn encode(&self) -> Vec<u8> {
        let (head, body): (Head, &[u8]) = match self {
            Self::Document(published) => (
                Head::Document {
                    revision: published.revision,
                    etag: published.etag.clone(),
                    changes: published.changes.clone(),
                    poll_seconds: published.poll_seconds,
                    next_cursor: published.next_cursor.clone(),
                },
                &published.body,
            ),
            Self::UnknownEvent => (Head::UnknownEvent, &[]),
            Self::Accepted { read_at } => (Head::Accepted { read_at: *read_at }, &[]),
            Self::Throttled { retry_after } => {
                let retry_after = *retry_after;
                (Head::Throttled { retry_after }, &[])
            }
            Self::UnknownHook => (Head::UnknownHook, &[]),
            Self::Done => (Head::Done, &[]),
            Self::UnknownOverride => (Head::UnknownOverride, &[]),
            Self::TooManyOverrides => (Head::TooManyOverrides, &[]),
            Self::Failed => (Head::Failed, &[]),
        };
        let mut bytes = serde_json::to_vec(&head).unwrap_or_default();
        bytes.push(b'\n');
        bytes.extend_from_slice(body);
        bytes
    }

    /// Reads what [`Answer::encode`] wrote. Anything else is a failure of the object.
    pub fn decode(bytes: &[u8]) -> Self {
        let mut parts = bytes.splitn(2, |byte| *byte == b'\n');
        let head = parts.next().unwrap_or_default();
        let body = parts.next().unwrap_or_default();
        match serde_json::from_slice(head) {
            Ok(Head::Document {
                revision,
                etag,
                changes,
                poll_seconds,
                next_cursor,
            }) => Self::Document(Published {
                revision,
                etag,
                changes,
                poll_seconds,
                body: body.into(),
                next_cursor,
            }),
            Ok(Head::UnknownEvent) => Self::UnknownEvent,
            Ok(Head::Accepted { read_at }) => Self::Accepted { read_at },
            Ok(Head::Throttled { retry_after }) => Self::Throttled { retry_after },
            Ok(Head::UnknownHook) => Self::UnknownHook,
            Ok(Head::Done) => Self::Done,
            Ok(Head::UnknownOverride) => Self::UnknownOverride,
            Ok(Head::TooManyOverrides) => Self::TooManyOverrides,
            Ok(Head::Failed) | Err(_) => Self::Failed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_survives_the_crossing() {
        let reading = Reading::taken(Timestamp::from_millis(1_700_000_000_000), 60);
        let published = Published::new(7, changes(reading), 60, b"{\n}".to_vec());
        let part = Published {
            next_cursor: Some("1.61".to_owned()),
            ..published.clone()
        };
        let cases = [
            Answer::Document(published),
            Answer::Document(part),
            Answer::UnknownEvent,
            Answer::Accepted {
                read_at: Timestamp::from_millis(1_700_000_000_000),
            },
            Answer::Throttled { retry_after: 7 },
            Answer::UnknownHook,
            Answer::Done,
            Answer::UnknownOverride,
            Answer::TooManyOverrides,
            Answer::Failed,
        ];
        for answer in cases {
            assert_eq!(Answer::decode(&answer.encode()), answer);
        }
    }

    #[test]
    fn bytes_that_are_no_answer_are_a_failure() {
        for bytes in [&b""[..], b"<html>", b"{}\n{}"] {
            assert_eq!(Answer::decode(bytes), Answer::Failed);
        }
    }

    #[test]
    fn equal_bytes_have_equal_tags() {
        let tag = |body: &[u8]| Published::new(1, vec![], 60, body.to_vec()).etag;

        assert_eq!(tag(b"a"), tag(b"a"));
        assert_ne!(tag(b"a"), tag(b"b"));
    }
}
