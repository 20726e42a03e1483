//! Feeds: an entry for each event, which changes as the event moves.
//!
//! A feed says nothing of the present and nothing of when a page was read, so that its bytes change
//! with the vendor's words alone and whoever asks again is told that nothing happened.

mod atom;
mod json;
mod plainly;
mod rss;
mod story;

use crate::{
    call::PageCall,
    config::Config,
    http::percent_encode,
    platform::Platform,
    published::{Published, Served},
    query::Parameters,
    router,
    several::{Asked, MAX_PAGES},
    stories::{Stories, Window},
    trouble::Trouble,
};
use futures_util::future::join_all;
#[cfg(feature = "contract")]
pub(crate) use json::Document as JsonFeed;
use statuslamp_model::{Event, PageId, PageInfo, Timestamp};

/// Most entries of a feed; what moved longest ago goes first.
const MAX_ENTRIES: usize = 50;
const NEWEST: Window = Window::Newest(MAX_ENTRIES);

/// The formats of feeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedFormat {
    /// RFC 4287.
    Atom,
    /// RSS 2.0.
    Rss,
    /// JSON Feed 1.1.
    Json,
}

impl FeedFormat {
    /// Every format.
    pub const ALL: &'static [Self] = &[Self::Atom, Self::Rss, Self::Json];

    /// The last segment of a feed's address.
    pub const fn file(self) -> &'static str {
        match self {
            Self::Atom => "feed.atom",
            Self::Rss => "feed.rss",
            Self::Json => "feed.json",
        }
    }

    /// The format that the last segment of an address names.
    pub fn from_file(file: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|format| format.file() == file)
    }

    /// What it is sent as.
    const fn media_type(self) -> &'static str {
        match self {
            Self::Atom => "application/atom+xml; charset=utf-8",
            Self::Rss => "application/rss+xml; charset=utf-8",
            Self::Json => "application/feed+json; charset=utf-8",
        }
    }
}

/// What the formats have in common.
#[derive(Debug)]
struct Feed {
    /// Names it for good, wherever it is served.
    id: String,
    title: String,
    /// The vendor's page; the first one's where there are several.
    home: String,
    /// Where it is served: from the root of the host where no setting says which host that is, for a
    /// cached answer may not depend on how it was asked for.
    address: String,
    updated: Timestamp,
    entries: Vec<Entry>,
}

/// An event.
#[derive(Debug)]
struct Entry {
    /// Names it for good, wherever it is served.
    id: String,
    /// Plain text.
    title: String,
    /// The event on the vendor's own page, or that page.
    url: String,
    /// The vendor.
    author: String,
    /// What kind it is, how bad, and where it stands: words of JSON v1.
    categories: Vec<&'static str>,
    published: Timestamp,
    updated: Timestamp,
    /// All of it, the newest first.
    html: String,
}

/// The feed of one page.
pub(crate) async fn of_page<P: Platform>(
    platform: &P,
    page: &PageId,
    format: FeedFormat,
) -> Result<Served, Trouble> {
    let (source, stories) = read(platform, page, NEWEST).await?;
    let config = platform.config().map_err(|_| Trouble::Internal)?;
    let path = format!("/v1/pages/{page}/{}", format.file());
    let feed = Feed {
        id: name(&stories.page, None),
        title: stories.page.name.clone(),
        home: stories.page.url.to_string(),
        address: address(&config, &path),
        updated: updated(&[&stories]),
        entries: entries(&stories, false),
    };
    let feed = source.rendered_as(print(&feed, format)?);
    Ok(Served::from(feed).sent_as(format.media_type()))
}

/// The feed of several pages, the vendor's name before each title.
pub(crate) async fn of_pages<P: Platform>(
    platform: &P,
    config: &Config,
    query: &str,
    format: FeedFormat,
) -> Result<Served, Trouble> {
    let parameters = Parameters::lenient(query, &["pages"]);
    let Asked { listed, .. } = Asked::read(config, &parameters, MAX_PAGES)?;
    let read = join_all(listed.iter().map(|page| read(platform, page, NEWEST))).await;
    // A feed that lacks a page for a while would be read as if its events had gone.
    let read: Vec<_> = read.into_iter().collect::<Result<_, _>>()?;
    let (sources, stories): (Vec<_>, Vec<_>) = read.into_iter().unzip();
    let ids: Vec<&str> = listed.iter().map(PageId::as_str).collect();
    let names: Vec<&str> = stories.iter().map(|one| one.page.name.as_str()).collect();
    let home = stories
        .first()
        .map(|one| one.page.url.to_string())
        .unwrap_or_default();
    let mut all: Vec<_> = stories.iter().flat_map(|one| entries(one, true)).collect();
    all.sort_by(|one, other| {
        other
            .updated
            .cmp(&one.updated)
            .then_with(|| one.id.cmp(&other.id))
    });
    all.truncate(MAX_ENTRIES);
    let feed = Feed {
        id: format!("tag:statuslamp,2026:pages/{}", ids.join("+")),
        title: names.join(", "),
        home,
        address: address(
            config,
            &format!("/v1/{}?pages={}", format.file(), ids.join(",")),
        ),
        updated: updated(&stories.iter().collect::<Vec<_>>()),
        entries: all,
    };
    let feed = Published::joined(&sources, print(&feed, format)?);
    Ok(Served::from(feed).sent_as(format.media_type()))
}

/// Events in full, and the document they came in.
pub(super) async fn read<P: Platform>(
    platform: &P,
    page: &PageId,
    window: Window,
) -> Result<(Published, Stories), Trouble> {
    let call = PageCall::Stories(window).to(page);
    let source = router::ask(platform, call).await?;
    let stories = serde_json::from_slice(&source.body).map_err(|_| Trouble::Internal)?;
    Ok((source, stories))
}

fn address(config: &Config, path: &str) -> String {
    format!("{}{path}", config.public_origin().unwrap_or_default())
}

fn print(feed: &Feed, format: FeedFormat) -> Result<Vec<u8>, Trouble> {
    match format {
        FeedFormat::Atom => atom::print(feed),
        FeedFormat::Rss => rss::print(feed),
        FeedFormat::Json => json::print(feed),
    }
    .map_err(|_| Trouble::Internal)
}

/// The newest change of anything told; of a page without events, of its content.
fn updated(stories: &[&Stories]) -> Timestamp {
    let events = stories.iter().flat_map(|one| one.data.iter());
    let contents = stories.iter().map(|one| one.changed_at());
    events
        .filter_map(moved_at)
        .max()
        .or_else(|| contents.max())
        .unwrap_or_default()
}

/// When the vendor last said something of it.
pub(super) fn moved_at(event: &Event) -> Option<Timestamp> {
    let updates = event.updates.iter();
    let written =
        updates.filter_map(|update| update.edited_at.max(update.posted_at).max(update.at));
    event.updated_at.max(written.max()).or(event.started_at)
}

fn entries(stories: &Stories, is_one_of_several: bool) -> Vec<Entry> {
    let page = &stories.page;
    let entry = |event: &Event| {
        let updated = moved_at(event).unwrap_or_default();
        let title = story::title(event);
        Entry {
            id: name(page, Some(&event.id)),
            title: if is_one_of_several {
                format!("{}: {title}", page.name)
            } else {
                title
            },
            url: event.url.as_ref().unwrap_or(&page.url).to_string(),
            author: page.name.clone(),
            categories: vec![
                event.kind.as_str(),
                event.impact.as_str(),
                event.phase.as_str(),
            ],
            published: event.started_at.unwrap_or(updated).min(updated),
            updated,
            html: story::html(event),
        }
    };
    stories.data.iter().map(entry).collect()
}

/// A `tag:` address (RFC 4151): the same from every host that serves this page.
fn name(page: &PageInfo, event: Option<&str>) -> String {
    let mut name = format!("tag:statuslamp,2026:{}", page.id);
    if let Some(event) = event {
        name.push('/');
        name.push_str(&percent_encode(event));
    }
    name
}
