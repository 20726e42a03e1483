//! JSON Feed 1.1.

use super::{Entry, Feed};
use serde::Serialize;
use statuslamp_model::Timestamp;
use std::io;

/// A JSON Feed 1.1.
#[derive(Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "JsonFeed"))]
pub(crate) struct Document<'a> {
    /// Which version of the format.
    version: &'static str,
    /// The page's name, or the names of the pages.
    title: &'a str,
    /// The vendor's official page.
    home_page_url: &'a str,
    /// The events that moved last.
    items: Vec<Item<'a>>,
}

/// An event in a feed.
#[derive(Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "JsonFeedItem"))]
struct Item<'a> {
    /// The same wherever it is read from.
    id: &'a str,
    /// The event on the vendor's page.
    url: &'a str,
    /// Plain text.
    title: &'a str,
    /// Everything that was said, the newest first.
    content_html: &'a str,
    /// When it began.
    date_published: Timestamp,
    /// When it last moved.
    date_modified: Timestamp,
    /// The vendor.
    authors: [Author<'a>; 1],
    /// Its kind, its impact and its phase.
    tags: &'a [&'static str],
}

/// A vendor in a feed.
#[derive(Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "JsonFeedAuthor"))]
struct Author<'a> {
    /// Its name.
    name: &'a str,
}

pub(super) fn print(feed: &Feed) -> io::Result<Vec<u8>> {
    let document = Document {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: &feed.home,
        items: feed.entries.iter().map(item).collect(),
    };
    serde_json::to_vec(&document).map_err(io::Error::other)
}

fn item(entry: &Entry) -> Item<'_> {
    Item {
        id: &entry.id,
        url: &entry.url,
        title: &entry.title,
        content_html: &entry.html,
        date_published: entry.published,
        date_modified: entry.updated,
        authors: [Author {
            name: &entry.author,
        }],
        tags: &entry.categories,
    }
}
