//! One read of a page: which documents are due, and what came of each.

use super::{
    schedule::{self, Pace},
    store::{Kept, Ledger},
    upstream::{Came, Failure, Fetched, fetch},
};
use crate::{config::Config, log::Traffic, platform::Platform};
use statuslamp_model::{PageEntry, Provider};
use statuslamp_normalise::{Document, UpstreamRequest, detect, requests};
use std::collections::HashMap;

/// The whole time the document of the present state may take, its body included.
const SUMMARY_MILLISECONDS: u32 = 8000;
/// The same for each further document.
const FURTHER_MILLISECONDS: u32 = 4000;
/// Every document is read without condition this often, so that a server which confirms
/// everything cannot keep us in the past for longer.
const FULL_READ_SECONDS: i64 = 15 * 60;
/// While something is open, this often.
const OPEN_FULL_READ_SECONDS: i64 = 3 * 60;
/// After so many failures in a row the vendor may have moved to another provider.
const PROBE_AFTER_FAILURES: u32 = 10;

/// What one read brought.
#[derive(Debug)]
pub(super) struct Reads {
    pub(super) provider: Provider,
    /// Every document that was asked for, the present state first.
    pub(super) documents: Vec<(UpstreamRequest, Result<Fetched, Failure>)>,
    /// Where the document of the present state was found in the end.
    pub(super) final_url: String,
    /// Whether every document was asked for without condition.
    pub(super) is_full: bool,
}

/// Reads the page. An error means that its present state was not learnt.
pub(super) async fn read<P: Platform>(
    platform: &P,
    config: &Config,
    entry: &PageEntry,
    ledger: &Ledger,
    kept: &HashMap<String, Kept>,
    traffic: &mut Traffic,
) -> Result<Reads, Failure> {
    let now = platform.now();
    let watched = ledger.known(Pace::of(entry, config.local()));
    let full_every = if schedule::is_open(&watched, now) {
        OPEN_FULL_READ_SECONDS
    } else {
        FULL_READ_SECONDS
    };
    // Who says that something changed is not asked whether it did.
    let is_hinted = schedule::is_hinted(&watched, now);
    let is_understood = ledger.understood_by == env!("CARGO_PKG_VERSION");
    let last_full = ledger.full_read_at.filter(|_| is_understood);
    let is_full = last_full.is_none_or(|at| !(0..full_every).contains(&now.seconds_since(at)));
    let held = |request: &UpstreamRequest| {
        let kept = kept.get(request.document.as_str());
        kept.filter(|kept| is_understood && kept.url == request.url)
    };
    let condition = |request: &UpstreamRequest| held(request).filter(|_| !is_full && !is_hinted);

    let remembered = ledger
        .provider
        .filter(|_| ledger.failures < PROBE_AFTER_FAILURES);
    let known = entry.provider.or(remembered);
    let (provider, first, came) = match known {
        Some(provider) => {
            let first = present(provider, entry).ok_or(Failure::NoProvider)?;
            let condition = condition(&first);
            let limit = SUMMARY_MILLISECONDS;
            let came = fetch(platform, config, &first, condition, limit, traffic).await?;
            (provider, first, came)
        }
        None => probe(platform, config, entry, traffic).await?,
    };
    let is_news = matches!(came.fetched, Fetched::Changed { .. });
    let final_url = came.final_url;
    let mut documents = vec![(first, Ok(came.fetched))];
    let further = requests(provider, &entry.url);
    for request in further
        .into_iter()
        .filter(|request| request.document != Document::Summary)
    {
        let has_failed = held(&request).is_none_or(|kept| kept.failed);
        if is_news || is_full || has_failed {
            let condition = condition(&request);
            let limit = FURTHER_MILLISECONDS;
            let came = fetch(platform, config, &request, condition, limit, traffic).await;
            documents.push((request, came.map(|came| came.fetched)));
        }
    }
    Ok(Reads {
        provider,
        documents,
        final_url,
        is_full,
    })
}

/// Tries every provider we understand, and takes the one whose document it is.
async fn probe<P: Platform>(
    platform: &P,
    config: &Config,
    entry: &PageEntry,
    traffic: &mut Traffic,
) -> Result<(Provider, UpstreamRequest, Came), Failure> {
    let mut failure = Failure::NoProvider;
    for provider in Provider::ALL.iter().copied() {
        let Some(request) = present(provider, entry) else {
            continue;
        };
        match fetch(
            platform,
            config,
            &request,
            None,
            SUMMARY_MILLISECONDS,
            traffic,
        )
        .await
        {
            Ok(came) if is_of(provider, &came.fetched) => {
                return Ok((provider, request, came));
            }
            Ok(_) => {}
            Err(error) => failure = error,
        }
    }
    Err(failure)
}

fn is_of(provider: Provider, fetched: &Fetched) -> bool {
    match fetched {
        Fetched::Changed { body, .. } => detect(body) == Some(provider),
        Fetched::Unchanged(_) => false,
    }
}

/// The request for the present state.
fn present(provider: Provider, entry: &PageEntry) -> Option<UpstreamRequest> {
    let mut requests = requests(provider, &entry.url).into_iter();
    requests.find(|request| request.document == Document::Summary)
}

/// Whether `Document::Components` carries state that the summary does not.
pub(super) fn has_components_apart(reads: &Reads, entry: &PageEntry) -> bool {
    let requests = requests(reads.provider, &entry.url);
    let mut documents = requests.iter().map(|request| request.document);
    documents.any(|document| document == Document::Components)
}
