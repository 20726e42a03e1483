//! JSON Feed 1.1.

use super::{Entry, Feed};
use serde::Serialize;
use statuslamp_model::Timestamp;
use std::io;

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    content_html: &'a str,
    date_published: Timestamp,
    date_modified: Timestamp,
    authors: [Author<'a>; 1],
    tags: &'a [&'static str],
}

#[derive(Serialize)]
struct Author<'a> {
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
