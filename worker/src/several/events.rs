//! What happened on several pages, newest first, as one list.
//!
//! Each page answers for its own part. They are merged up to where the first of them ends: what
//! comes after that is not known yet, and the cursor leads there.

use super::{Asked, MAX_PAGES};
use crate::{
    call::{EventWindow, Listing, PageCall},
    config::Config,
    cursor::Cursor,
    filter::Filter,
    platform::Platform,
    published::{Published, Served},
    query::Parameters,
    record, router,
    trouble::Trouble,
};
use futures_util::future::join_all;
use serde::Serialize;
use statuslamp_model::{EventList, ListedEvent, PageId, Timestamp};
use std::{cmp::Reverse, collections::BTreeSet};

/// No id comes after it.
const LAST_ID: &str = "\u{10ffff}";

/// `GET /v1/incidents?pages=`.
#[derive(Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "SeveralEventList"))]
pub(crate) struct List<'a> {
    /// The events, newest first.
    data: Vec<Item<'a>>,
    /// Where the rest begins; null at the end.
    next_cursor: Option<String>,
    /// What was asked for and is no listed page.
    unlisted: &'a BTreeSet<String>,
}

/// An event of one of the pages.
#[derive(Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "EventOfPage"))]
struct Item<'a> {
    /// The page's id.
    page: &'a PageId,
    /// The event.
    #[serde(flatten)]
    event: &'a ListedEvent,
}

/// A place in the list: when an event began, on which page, and its id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    began: Reverse<i64>,
    page: PageId,
    id: String,
}

/// A part of the list, and a `Link` to the next one.
pub(crate) async fn answer<P: Platform>(
    platform: &P,
    config: &Config,
    parameters: &Parameters,
) -> Result<Served, Trouble> {
    let asked = Asked::read(config, parameters, MAX_PAGES)?;
    let limit = parameters.limit()?;
    let filter = Filter::read(parameters)?;
    let after: Option<Cursor> = parameters.read("cursor", "a cursor")?;
    let after = after.as_ref().map(Place::read).transpose()?;
    let read = asked.listed.iter().map(|page| {
        let window = EventWindow {
            listing: Listing::Incidents,
            limit,
            after: after.as_ref().map(|place| place.within(page)),
            filter: filter.clone(),
        };
        read(platform, page, window)
    });
    // A list that lacks a page for a while would be read as if nothing had happened there.
    let read: Vec<_> = join_all(read).await.into_iter().collect::<Result<_, _>>()?;
    let (sources, lists): (Vec<_>, Vec<EventList>) = read.into_iter().unzip();
    let mut ends = Vec::new();
    for list in &lists {
        let end = list
            .next_cursor
            .as_ref()
            .and_then(|cursor| cursor.parse().ok());
        ends.extend(end.map(|end: Cursor| Place::at(&list.page.id, &end)));
    }
    let end = ends.into_iter().min();
    let mut items: Vec<_> = lists
        .iter()
        .flat_map(|list| {
            list.data
                .iter()
                .map(|event| (Place::of(&list.page.id, event), event))
        })
        .filter(|(place, _)| end.as_ref().is_none_or(|end| place <= end))
        .collect();
    items.sort_by(|(one, _), (other, _)| one.cmp(other));
    let is_cut = items.len() > limit;
    items.truncate(limit);
    let next = if is_cut {
        items.last().map(|(place, _)| place.cursor())
    } else {
        end.map(|end| end.cursor())
    };
    let list = List {
        data: items
            .iter()
            .map(|(place, event)| Item {
                page: &place.page,
                event,
            })
            .collect(),
        next_cursor: next.as_ref().map(Cursor::to_string),
        unlisted: &asked.unlisted,
    };
    let body = serde_json::to_vec(&list).map_err(|_| Trouble::Internal)?;
    let pages: Vec<&str> = asked.listed.iter().map(PageId::as_str).collect();
    let pages = pages.join(",");
    let link = next.map(|cursor| {
        record::link_to_next(
            "/v1/incidents",
            &[("pages", &pages)],
            limit,
            parameters,
            &cursor,
        )
    });
    Ok(Served::from(Published::joined(&sources, body)).linked(link))
}

async fn read<P: Platform>(
    platform: &P,
    page: &PageId,
    window: EventWindow,
) -> Result<(Published, EventList), Trouble> {
    let source = router::ask(platform, PageCall::Events(window).to(page)).await?;
    let list = serde_json::from_slice(&source.body).map_err(|_| Trouble::Internal)?;
    Ok((source, list))
}

impl Place {
    fn of(page: &PageId, listed: &ListedEvent) -> Self {
        let event = &listed.event;
        Self {
            began: Reverse(event.started_at.map_or(0, Timestamp::as_millis)),
            page: page.clone(),
            id: event.id.clone(),
        }
    }

    fn at(page: &PageId, cursor: &Cursor) -> Self {
        Self {
            began: Reverse(cursor.key),
            page: page.clone(),
            id: cursor.id.clone(),
        }
    }

    /// The place that a cursor of the whole list names.
    fn read(cursor: &Cursor) -> Result<Self, Trouble> {
        let place = cursor.id.split_once('/').and_then(|(page, id)| {
            Some(Self {
                began: Reverse(cursor.key),
                page: page.parse().ok()?,
                id: id.to_owned(),
            })
        });
        place.ok_or_else(|| Trouble::bad_parameter("cursor", "not one of this list".to_owned()))
    }

    fn cursor(&self) -> Cursor {
        Cursor {
            key: self.began.0,
            id: format!("{}/{}", self.page, self.id),
        }
    }

    /// The same place in the list of one page. Of what began at that instant a page that stands
    /// before this one has told everything, and one behind it nothing.
    fn within(&self, page: &PageId) -> Cursor {
        let id = match page.cmp(&self.page) {
            std::cmp::Ordering::Less => LAST_ID,
            std::cmp::Ordering::Equal => &self.id,
            std::cmp::Ordering::Greater => "",
        };
        Cursor {
            key: self.began.0,
            id: id.to_owned(),
        }
    }
}
