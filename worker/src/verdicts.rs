//! `/v1/verdict?pages=`: the verdicts of several pages in one answer, each the very bytes of the
//! page's own.
//!
//! One page must not hide another's truth. An id that is not listed is named in `unlisted`, and is
//! an error only where nothing that was asked for is listed; a page whose object fails is left out,
//! and nobody keeps such an answer.

use crate::{
    config::Config,
    page::DocumentKind,
    platform::Platform,
    published::Published,
    query::{Parameters, cut},
    router::document,
    shelf::Shelf,
    trouble::Trouble,
};
use futures_util::future::join_all;
use statuslamp_model::PageId;
use std::collections::BTreeSet;

/// Most pages in one answer.
const MAX_PAGES: usize = 5;

/// What was asked for, in the order in which it is answered.
#[derive(Debug, PartialEq, Eq)]
struct Asked {
    listed: BTreeSet<PageId>,
    unlisted: BTreeSet<String>,
}

/// The verdicts of the pages that the parameter names.
pub(crate) async fn answer<P: Platform>(
    platform: &P,
    shelf: &Shelf,
    config: &Config,
    parameters: &Parameters,
) -> Result<Published, Trouble> {
    let asked = asked(config, parameters.get("pages").unwrap_or_default())?;
    let verdicts = asked.listed.iter().map(|page| {
        let page = page.clone();
        document(platform, shelf, page, DocumentKind::Verdict, 0)
    });
    let verdicts = join_all(verdicts).await;
    let is_whole = verdicts.iter().all(Result::is_ok);
    let verdicts: Vec<_> = verdicts.into_iter().filter_map(Result::ok).collect();
    if verdicts.is_empty() {
        return Err(Trouble::Internal);
    }
    Ok(joined(&verdicts, &asked.unlisted, is_whole))
}

fn asked(config: &Config, pages: &str) -> Result<Asked, Trouble> {
    let named = pages.split(',').map(str::trim).filter(|id| !id.is_empty());
    let named: BTreeSet<_> = named.collect();
    if !(1..=MAX_PAGES).contains(&named.len()) {
        return Err(Trouble::BadParameter {
            name: "pages".to_owned(),
            detail: format!(
                "1 to {MAX_PAGES} page ids, separated by commas, not {}",
                named.len()
            ),
        });
    }
    let mut asked = Asked {
        listed: BTreeSet::new(),
        unlisted: BTreeSet::new(),
    };
    for id in named {
        match id.parse() {
            Ok(page) if config.page(&page).is_some() => asked.listed.insert(page),
            _ => asked.unlisted.insert(cut(id)),
        };
    }
    match asked.unlisted.first() {
        Some(first) if asked.listed.is_empty() => Err(Trouble::UnknownPage(first.clone())),
        _ => Ok(asked),
    }
}

/// One document of all. Its freshness changes whenever that of one of them does, and nobody may
/// keep it where one of them was never read or is missing.
fn joined(verdicts: &[Published], unlisted: &BTreeSet<String>, is_whole: bool) -> Published {
    let bodies: Vec<&[u8]> = verdicts.iter().map(|verdict| &*verdict.body).collect();
    let mut body = b"{\"data\":[".to_vec();
    body.extend_from_slice(&bodies.join(&b','));
    body.extend_from_slice(b"],\"next_cursor\":null,\"unlisted\":");
    // Serialising strings into memory cannot fail.
    body.extend(serde_json::to_vec(unlisted).unwrap_or_default());
    body.push(b'}');
    let is_kept = is_whole && verdicts.iter().all(|verdict| !verdict.changes.is_empty());
    let changes = verdicts.iter().flat_map(|verdict| verdict.changes.iter());
    Published::new(
        verdicts.iter().map(|one| one.revision).max().unwrap_or(0),
        changes.filter(|_| is_kept).copied().collect(),
        verdicts
            .iter()
            .map(|one| one.poll_seconds)
            .min()
            .unwrap_or(1),
        body,
    )
}
