//! What pages for people are made of: documents that exist already, read as a program reads them.

use crate::{
    call::{IndexCall, PageCall, UptimeWindow, Window},
    components,
    cursor::Cursor,
    platform::Platform,
    published::Published,
    router,
    shelf::Shelf,
    stories::{self, Stories},
    trouble::Trouble,
};
use futures_util::future::{try_join, try_join3};
use serde::Deserialize;
use statuslamp_model::{
    ComponentStatus, Event, PageId, Reading, Summary, Timestamp, Uptime, UptimeList,
};
use statuslamp_page::Watched;

/// Reports on a page.
const REPORTS: usize = 25;
/// Pages of the list on a page.
const PAGES: usize = 100;
/// Days of uptime.
const DAYS: u32 = 90;

/// What was read about a page.
#[derive(Debug)]
pub(super) struct StatusData {
    /// The documents it was read from.
    pub(super) sources: Vec<Published>,
    /// What is known of it.
    pub(super) summary: Summary,
    /// When that was read.
    pub(super) now: Timestamp,
    /// Events in full, newest first.
    pub(super) reports: Vec<Event>,
    /// Where older ones begin.
    pub(super) older: Option<String>,
    /// The days of the whole page.
    pub(super) uptime: Option<Uptime>,
}

impl StatusData {
    /// The event of this id; the operator's own are no part of the past.
    pub(super) fn event(&self, id: &str) -> Option<&Event> {
        let mut events = self.reports.iter().chain(&self.summary.events);
        events.find(|event| event.id == id)
    }
}

/// What `/is/{page}` shows.
pub(super) async fn status<P: Platform>(
    platform: &P,
    page: &PageId,
    after: Option<Cursor>,
) -> Result<StatusData, Trouble> {
    // What is printed of it is kept by itself.
    let unshelved = Shelf::default();
    let window = stories::Window::Reports {
        limit: REPORTS,
        after,
    };
    let days = UptimeWindow {
        days: DAYS,
        limit: 1,
        after: None,
    };
    let ((source, summary), (told, stories), uptime) = try_join3(
        components::summary(platform, &unshelved, page),
        read_stories(platform, page, window),
        router::ask(platform, PageCall::Uptime(days).to(page)),
    )
    .await?;
    let list: UptimeList = parsed(&uptime)?;
    Ok(StatusData {
        summary,
        now: platform.now(),
        reports: stories.data,
        older: told.next_cursor.clone(),
        uptime: Some(list.overall),
        sources: vec![source, told, uptime],
    })
}

/// What `/is/{page}/incidents/{id}` shows.
pub(super) async fn event<P: Platform>(
    platform: &P,
    page: &PageId,
    id: &str,
) -> Result<StatusData, Trouble> {
    let unshelved = Shelf::default();
    let window = stories::Window::One(id.to_owned());
    let ((source, summary), (told, stories)) = try_join(
        components::summary(platform, &unshelved, page),
        read_stories(platform, page, window),
    )
    .await?;
    Ok(StatusData {
        summary,
        now: platform.now(),
        reports: stories.data,
        older: None,
        uptime: None,
        sources: vec![source, told],
    })
}

/// A page as `/v1/pages` lists it.
#[derive(Debug, Deserialize)]
struct Item {
    id: String,
    name: String,
    checked_at: Option<Timestamp>,
    fresh_until: Option<Timestamp>,
    unknown_after: Option<Timestamp>,
    overall: ComponentStatus,
}

impl From<Item> for Watched {
    fn from(item: Item) -> Self {
        Self {
            id: item.id,
            name: item.name,
            overall: item.overall,
            reading: Reading {
                checked_at: item.checked_at,
                fresh_until: item.fresh_until,
                unknown_after: item.unknown_after,
            },
        }
    }
}

#[derive(Debug, Deserialize)]
struct List {
    data: Vec<Item>,
}

/// The pages this lamp watches, and where the rest of them begins.
pub(super) async fn pages<P: Platform>(
    platform: &P,
    after: Option<Cursor>,
) -> Result<(Published, Vec<Watched>, Option<String>), Trouble> {
    let window = Window {
        limit: PAGES,
        after,
        search: None,
    };
    let source = router::ask(platform, IndexCall::Pages(window).to_index()).await?;
    let list: List = parsed(&source)?;
    let pages = list.data.into_iter().map(Watched::from).collect();
    let next = source.next_cursor.clone();
    Ok((source, pages, next))
}

async fn read_stories<P: Platform>(
    platform: &P,
    page: &PageId,
    window: stories::Window,
) -> Result<(Published, Stories), Trouble> {
    let source = router::ask(platform, PageCall::Stories(window).to(page)).await?;
    let stories = parsed(&source)?;
    Ok((source, stories))
}

fn parsed<T: for<'de> Deserialize<'de>>(source: &Published) -> Result<T, Trouble> {
    serde_json::from_slice(&source.body).map_err(|_| Trouble::Internal)
}
