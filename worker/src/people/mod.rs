//! Pages for people: `/`, `/is/{page}`, `/is/{page}/incidents/{id}`, and the same in each language
//! below `/{lang}`. The documents are `statuslamp-page`'s; here is what they are made of, and how
//! they are sent. Whatever goes wrong on these addresses is said in a document, too.

mod data;
mod place;
mod spoken;

pub use place::{Asked, Place};
pub use spoken::Spoken;

use crate::{
    config::Config,
    cursor::Cursor,
    http::{Reply, Request},
    platform::Platform,
    published::Published,
    query::Parameters,
    reply,
    shelf::{Key, Shelf},
    trouble::Trouble,
};
use data::StatusData;
use spoken::in_zone;
use statuslamp_model::{PageEntry, Timestamp};
use statuslamp_page::{Frame, Missing, StatusPage, home, incident, missing, status};
use statuslamp_view::Known;

/// Whatever else stands in the query is somebody else's.
const PARAMETERS: &[&str] = &["cursor"];

/// The document asked for.
pub(crate) async fn answer<P: Platform>(
    platform: &P,
    shelf: &Shelf,
    config: &Config,
    request: &Request<'_>,
    asked: &Asked,
) -> Result<Reply, Trouble> {
    let now = platform.now();
    let about = match &asked.place {
        Place::Page(id) | Place::Incident(id, _) => Some(listed(config, id)?.id.clone()),
        Place::Home | Place::Nowhere => None,
    };
    let address = [request.origin, request.path, "?", request.query].concat();
    let key = Key::Printed(about, address);
    let published = if let Some(published) = shelf.get(&key, now) {
        published
    } else {
        let published = printed(platform, config, request, asked).await?;
        // As old as the first thing it was made of.
        shelf.put(key, &published, now);
        published
    };
    // It names the host it was asked at, which the edge's cache does not look at.
    let is_kept = config.public_origin().is_some();
    Ok(reply::page(request, published, is_kept, platform.now()))
}

async fn printed<P: Platform>(
    platform: &P,
    config: &Config,
    request: &Request<'_>,
    asked: &Asked,
) -> Result<Published, Trouble> {
    let parameters = Parameters::lenient(request.query, PARAMETERS);
    Ok(match &asked.place {
        Place::Home => {
            let after: Option<Cursor> = parameters.read("cursor", "a cursor")?;
            let (source, pages, next) = data::pages(platform, after.clone()).await?;
            let path = after.map_or_else(|| "/".to_owned(), |cursor| format!("/?cursor={cursor}"));
            let now = platform.now();
            let html = framed::<P>(config, request, asked, &path, now, |frame| {
                // Of several pages, each has a zone of its own.
                in_zone("", || home(frame, &pages, next.as_deref()))
            });
            source.rendered_as(html)
        }
        Place::Page(id) => {
            let page = listed(config, id)?;
            let after: Option<Cursor> = parameters.read("cursor", "a cursor")?;
            let read = data::status(platform, &page.id, after.clone()).await?;
            let path = after.as_ref().map_or_else(
                || format!("/is/{}", page.id),
                |cursor| format!("/is/{}?cursor={cursor}", page.id),
            );
            let html = of_page::<P>(config, request, asked, &path, &read, |frame, known| {
                status(
                    frame,
                    &StatusPage {
                        known: *known,
                        reports: &read.reports,
                        older: read.older.as_deref(),
                        is_first: after.is_none(),
                        uptime: read.uptime.as_ref(),
                    },
                )
            });
            Published::joined(&read.sources, html)
        }
        Place::Incident(id, event) => {
            let page = listed(config, id)?;
            let read = data::event(platform, &page.id, event).await?;
            let found = read.event(event);
            let found =
                found.ok_or_else(|| Trouble::UnknownIncident(page.id.clone(), event.clone()))?;
            let path = request.path.strip_prefix(asked.language.prefix());
            let path = path.unwrap_or(request.path);
            let html = of_page::<P>(config, request, asked, path, &read, |frame, known| {
                incident(frame, known, found)
            });
            Published::joined(&read.sources, html)
        }
        Place::Nowhere => return Err(Trouble::UnknownPath(request.path.to_owned())),
    })
}

/// What is wrong, as a document.
pub(crate) fn trouble<P: Platform>(
    platform: &P,
    request: &Request<'_>,
    asked: &Asked,
    trouble: &Trouble,
) -> Reply {
    let config = platform.config().ok();
    let page = config.as_deref().and_then(|config| match &asked.place {
        Place::Incident(id, _) => listed(config, id).ok(),
        Place::Home | Place::Page(_) | Place::Nowhere => None,
    });
    let what = match (trouble.status(), page) {
        (404, Some(page)) => Missing::Event {
            page: page.id.as_str(),
            name: &page.name,
        },
        (400..=499, _) => Missing::Page,
        _ => Missing::Answer,
    };
    let frame = Frame {
        tongue: spoken::tongue::<P>(asked.language),
        now: platform.now(),
        origin: request.origin,
        path: "/",
    };
    let html = in_zone("", || missing(&frame, what));
    reply::missing(request, trouble, html, platform.now())
}

/// The page of this id, whatever stands in its place.
fn listed<'a>(config: &'a Config, id: &str) -> Result<&'a PageEntry, Trouble> {
    let page = id.parse().ok().and_then(|page| config.page(&page));
    page.ok_or_else(|| Trouble::UnknownPage(id.to_owned()))
}

fn framed<P: Platform>(
    config: &Config,
    request: &Request<'_>,
    asked: &Asked,
    path: &str,
    now: Timestamp,
    print: impl FnOnce(&Frame<'_>) -> String,
) -> Vec<u8> {
    let frame = Frame {
        tongue: spoken::tongue::<P>(asked.language),
        now,
        origin: config.public_origin().unwrap_or(request.origin),
        path,
    };
    print(&frame).into_bytes()
}

/// The document about a page, with times as its vendor tells them.
fn of_page<P: Platform>(
    config: &Config,
    request: &Request<'_>,
    asked: &Asked,
    path: &str,
    read: &StatusData,
    print: impl FnOnce(&Frame<'_>, &Known<'_>) -> String,
) -> Vec<u8> {
    let summary = &read.summary;
    framed::<P>(config, request, asked, path, read.now, |frame| {
        let known = Known {
            summary,
            reading: summary.reading(),
            now: read.now,
            words: frame.tongue.words,
        };
        let zone = summary.page.time_zone.as_deref().unwrap_or_default();
        in_zone(zone, || print(frame, &known))
    })
}
