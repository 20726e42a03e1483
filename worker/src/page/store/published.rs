//! The published documents: exact bytes under their revision.

use super::Ledger;
use crate::{
    page::{DocumentKind, documents::Documents},
    platform::{Platform, Statement, StoreFailed},
    published::Published,
};

/// The published documents; none where one is missing.
pub(in crate::page) fn published<P: Platform>(
    platform: &P,
    ledger: &Ledger,
) -> Result<Documents, StoreFailed> {
    let rows = platform.query("SELECT document, revision, etag, body FROM published", &[])?;
    let mut documents = Documents::default();
    for row in rows {
        let Some(kind) = DocumentKind::from_name(row.required_text(0)?) else {
            continue;
        };
        let published = Published {
            revision: u64::try_from(row.integer(1)?.unwrap_or(0)).unwrap_or(0),
            etag: row.required_text(2)?.to_owned(),
            changes: ledger.changes(),
            poll_seconds: ledger.poll_seconds,
            body: row.blob(3)?.into(),
            next_cursor: None,
        };
        documents.put(kind, published);
    }
    Ok(documents)
}

pub(in crate::page) fn keep_published(documents: &Documents) -> impl Iterator<Item = Statement> {
    documents.iter().map(|(kind, published)| {
        Statement::new(
            // A replaced row would count twice, once for its index.
            "INSERT INTO published (document, revision, etag, body) VALUES (?, ?, ?, ?)
             ON CONFLICT (document) DO UPDATE SET
                revision = excluded.revision, etag = excluded.etag, body = excluded.body",
            vec![
                kind.as_str().into(),
                published.revision.into(),
                published.etag.as_str().into(),
                published.body.to_vec().into(),
            ],
        )
    })
}
