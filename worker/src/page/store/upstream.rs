//! What is kept of each upstream document.

use crate::platform::{Platform, Statement, StoreFailed};
use statuslamp_model::Timestamp;
use statuslamp_normalise::Document;
use std::collections::HashMap;

/// What is kept of an upstream document.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::page) struct Kept {
    pub(in crate::page) url: String,
    pub(in crate::page) etag: Option<String>,
    pub(in crate::page) last_modified: Option<String>,
    pub(in crate::page) hash: String,
    pub(in crate::page) fetched_at: Timestamp,
    pub(in crate::page) failed: bool,
}

/// What is kept of each upstream document.
pub(in crate::page) fn documents<P: Platform>(
    platform: &P,
) -> Result<HashMap<String, Kept>, StoreFailed> {
    let rows = platform.query(
        "SELECT document, url, etag, last_modified, hash, fetched_at, failed FROM documents",
        &[],
    )?;
    let mut documents = HashMap::with_capacity(rows.len());
    for row in rows {
        let kept = Kept {
            url: row.required_text(1)?.to_owned(),
            etag: row.text(2)?.map(str::to_owned),
            last_modified: row.text(3)?.map(str::to_owned),
            hash: row.required_text(4)?.to_owned(),
            fetched_at: Timestamp::from_millis(row.integer(5)?.unwrap_or(0)),
            failed: row.integer(6)?.unwrap_or(1) != 0,
        };
        documents.insert(row.required_text(0)?.to_owned(), kept);
    }
    Ok(documents)
}

pub(in crate::page) fn keep_document(document: Document, kept: &Kept) -> Statement {
    Statement::new(
        "INSERT INTO documents (document, url, etag, last_modified, hash, fetched_at, failed)
         VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (document) DO UPDATE SET
            url = excluded.url, etag = excluded.etag, last_modified = excluded.last_modified,
            hash = excluded.hash, fetched_at = excluded.fetched_at, failed = excluded.failed",
        vec![
            document.as_str().into(),
            kept.url.as_str().into(),
            kept.etag.clone().into(),
            kept.last_modified.clone().into(),
            kept.hash.as_str().into(),
            kept.fetched_at.into(),
            kept.failed.into(),
        ],
    )
}
