//! Several pages in one answer: their verdicts or summaries, each the very bytes of the page's own,
//! or what happened on any of them.
//!
//! One page must not hide another's truth. An id that is not listed is named in `unlisted`, and is
//! an error only where nothing that was asked for is listed; a page whose object fails is left out,
//! and nobody keeps such an answer.

pub(crate) mod events;

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

/// Most pages whose verdicts are in one answer: a loader asks for them again and again.
const MAX_VERDICTS: usize = 5;
/// Most pages in any other answer.
pub(crate) const MAX_PAGES: usize = 10;

/// Documents of several pages in one.
#[cfg(feature = "contract")]
#[derive(schemars::JsonSchema)]
#[schemars(rename = "{T}List")]
#[expect(dead_code, reason = "it is written byte by byte")]
pub(crate) struct Joined<T> {
    /// One of each listed page that was asked for, by the ids of the pages.
    data: Vec<T>,
    /// Null: there is never any more.
    next_cursor: (),
    /// What was asked for and is no listed page.
    unlisted: Vec<String>,
}

/// The pages that were asked for, in the order in which they are answered.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    /// Those that are listed, one at least.
    pub(crate) listed: BTreeSet<PageId>,
    /// The others, as they were written.
    pub(crate) unlisted: BTreeSet<String>,
}

/// The verdicts of the pages that the parameter names.
pub(crate) async fn verdicts<P: Platform>(
    platform: &P,
    shelf: &Shelf,
    config: &Config,
    parameters: &Parameters,
) -> Result<Published, Trouble> {
    let asked = Asked::read(config, parameters, MAX_VERDICTS)?;
    documents(platform, shelf, DocumentKind::Verdict, &asked).await
}

/// The summaries of the pages that the parameter names.
pub(crate) async fn summaries<P: Platform>(
    platform: &P,
    shelf: &Shelf,
    config: &Config,
    parameters: &Parameters,
) -> Result<Published, Trouble> {
    let asked = Asked::read(config, parameters, MAX_PAGES)?;
    documents(platform, shelf, DocumentKind::Summary, &asked).await
}

async fn documents<P: Platform>(
    platform: &P,
    shelf: &Shelf,
    kind: DocumentKind,
    asked: &Asked,
) -> Result<Published, Trouble> {
    let pages = asked.listed.iter();
    let documents = pages.map(|page| document(platform, shelf, page.clone(), kind, 0));
    let documents = join_all(documents).await;
    let is_whole = documents.iter().all(Result::is_ok);
    let documents: Vec<_> = documents.into_iter().filter_map(Result::ok).collect();
    if documents.is_empty() {
        return Err(Trouble::Internal);
    }
    Ok(joined(&documents, &asked.unlisted, is_whole))
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
fn joined(documents: &[Published], unlisted: &BTreeSet<String>, is_whole: bool) -> Published {
    let bodies: Vec<&[u8]> = documents.iter().map(|document| &*document.body).collect();
    let mut body = b"{\"data\":[".to_vec();
    body.extend_from_slice(&bodies.join(&b','));
    body.extend_from_slice(b"],\"next_cursor\":null,\"unlisted\":");
    // Serialising strings into memory cannot fail.
    body.extend(serde_json::to_vec(unlisted).unwrap_or_default());
    body.push(b'}');
    let mut joined = Published::joined(documents, body);
    if !is_whole {
        joined.changes.clear();
    }
    joined
}
