//! From what came to what it means: pure.

use super::{
    read::{Reads, has_components_apart},
    store::Kept,
    upstream::{Failure, Fetched},
};
use statuslamp_model::{PageEntry, Provider, Timestamp};
use statuslamp_normalise::{Answer, Document, Snapshot, UpstreamRequest, normalise};
use std::collections::HashMap;

/// What the documents of one read meant.
pub(super) struct Understood {
    pub(super) provider: Provider,
    /// Whether every document was asked for without condition.
    pub(super) is_full: bool,
    pub(super) snapshot: Snapshot,
    pub(super) warnings: Option<u32>,
    /// What to keep of each document.
    pub(super) kept: Vec<(Document, Kept)>,
    /// What went wrong with the documents besides the present state.
    pub(super) trouble: Option<(Document, Failure)>,
    /// Where the document of the present state was found in the end.
    pub(super) final_url: String,
    /// Until when the vendor asked to be left alone.
    pub(super) not_before: Option<Timestamp>,
    /// Whether the vendor's components may have changed without our having learnt how.
    pub(super) has_lost_components: bool,
    /// Whether the present state was read anew and gave no word for the whole page.
    pub(super) has_lost_word: bool,
}

/// Reads meaning out of the documents. One that cannot be understood, unless it is the
/// present state, is left out and tried again.
pub(super) fn understand(
    entry: &PageEntry,
    reads: &Reads,
    known: &HashMap<String, Kept>,
    now: Timestamp,
) -> Result<Understood, Failure> {
    let mut trouble = None;
    let mut failed: Vec<Document> = Vec::new();
    for (request, result) in &reads.documents {
        if let Err(failure) = result {
            failed.push(request.document);
            trouble = Some((request.document, failure.clone()));
        }
    }
    let normalised = loop {
        let answers: Vec<_> = bodies(reads)
            .filter(|answer| !failed.contains(&answer.document))
            .collect();
        if answers.is_empty() {
            break None;
        }
        match normalise(reads.provider, &answers, now) {
            Ok(normalised) => break Some(normalised),
            Err(error) => {
                let document = error.document;
                let is_further = answers.iter().any(|answer| answer.document == document);
                if document == Document::Summary || !is_further {
                    return Err(Failure::Unreadable(error));
                }
                failed.push(document);
                trouble = Some((document, Failure::Unreadable(error)));
            }
        }
    };
    let is_news = reads
        .documents
        .first()
        .is_some_and(|(_, first)| is_changed(first));
    let is_apart = has_components_apart(reads, entry);
    let snapshot = normalised.as_ref().map(|normalised| &normalised.snapshot);
    let has_lost_components = is_news
        && (is_apart && failed.contains(&Document::Components)
            || !is_apart && snapshot.is_none_or(|snapshot| snapshot.components.is_none()));
    let word = snapshot.and_then(|snapshot| snapshot.vendor.as_ref());
    let has_lost_word =
        is_news && word.is_none_or(|word| word.raw.is_none() && word.text.is_none());
    let pauses = reads.documents.iter();
    let pauses = pauses.filter_map(|(_, result)| result.as_ref().err());
    let not_before = pauses.filter_map(Failure::not_before).max();
    let kept = reads
        .documents
        .iter()
        .filter_map(|(request, result)| to_keep(request, result, &failed, known))
        .collect();
    let warnings = normalised
        .as_ref()
        .map(|normalised| u32::try_from(normalised.warnings.len()).unwrap_or(u32::MAX));
    Ok(Understood {
        provider: reads.provider,
        is_full: reads.is_full,
        snapshot: normalised.unwrap_or_default().snapshot,
        warnings,
        kept,
        trouble,
        final_url: reads.final_url.clone(),
        not_before,
        has_lost_components,
        has_lost_word,
    })
}

fn is_changed(result: &Result<Fetched, Failure>) -> bool {
    matches!(result, Ok(Fetched::Changed { .. }))
}

fn bodies(reads: &Reads) -> impl Iterator<Item = Answer<'_>> {
    reads
        .documents
        .iter()
        .filter_map(|(request, result)| match result {
            Ok(Fetched::Changed { body, .. }) => Some(Answer {
                document: request.document,
                body,
            }),
            Ok(Fetched::Unchanged(_)) | Err(_) => None,
        })
}

/// What to keep of a document; `None` where what is kept needs no change.
fn to_keep(
    request: &UpstreamRequest,
    result: &Result<Fetched, Failure>,
    failed: &[Document],
    known: &HashMap<String, Kept>,
) -> Option<(Document, Kept)> {
    let document = request.document;
    let known = known.get(document.as_str());
    let marked = |failed: bool| {
        let known = known.filter(|kept| kept.failed != failed)?;
        Some((
            document,
            Kept {
                failed,
                ..known.clone()
            },
        ))
    };
    match result {
        _ if failed.contains(&document) => marked(true),
        Ok(Fetched::Changed { kept, .. } | Fetched::Unchanged(Some(kept))) => {
            Some((document, kept.clone()))
        }
        Ok(Fetched::Unchanged(None)) => marked(false),
        Err(_) => marked(true),
    }
}
