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

/// The pages that were asked for, in the order in which they are answered.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    /// Those that are listed, one at least.
    pub(crate) listed: BTreeSet<PageId>,
    /// The others, as they were written.
    unlisted: BTreeSet<String>,
}

/// The verdicts of the pages that the parameter names.
pub(crate) async fn answer<P: Platform>(
    platform: &P,
    shelf: &Shelf,
    config: &Config,
    parameters: &Parameters,
) -> Result<Published, Trouble> {
    let asked = Asked::read(config, parameters, MAX_PAGES)?;
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

impl Asked {
    /// Reads the parameter `pages`, in which as many as `most` pages may be named.
    pub(crate) fn read(
        config: &Config,
        parameters: &Parameters,
        most: usize,
    ) -> Result<Self, Trouble> {
        let pages = parameters.get("pages").unwrap_or_default();
        let named = pages.split(',').map(str::trim).filter(|id| !id.is_empty());
        let named: BTreeSet<_> = named.collect();
        if !(1..=most).contains(&named.len()) {
            let count = named.len();
            let detail = format!("1 to {most} page ids, separated by commas, not {count}");
            return Err(Trouble::bad_parameter("pages", detail));
        }
        let mut asked = Self {
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
    let mut joined = Published::joined(verdicts, body);
    if !is_whole {
        joined.changes.clear();
    }
    joined
}
