//! The components of a page alone: a list in the vendor's order, or one of them. Both are made of
//! the page's summary, and say of the reading what that says.

use crate::{
    cursor::{Cursor, next_link},
    page::DocumentKind,
    platform::Platform,
    published::{Published, Served},
    query::Parameters,
    router::document,
    shelf::Shelf,
    trouble::Trouble,
};
use serde::Serialize;
use statuslamp_model::{Component, ComponentDocument, ComponentList, PageId, Summary};

/// The summary of a page, read back.
pub(crate) async fn summary<P: Platform>(
    platform: &P,
    shelf: &Shelf,
    page: &PageId,
) -> Result<(Published, Summary), Trouble> {
    let published = document(platform, shelf, page.clone(), DocumentKind::Summary, 0).await?;
    match serde_json::from_slice(&published.body) {
        Ok(summary) => Ok((published, summary)),
        Err(error) => {
            let line = crate::log::failure(platform.now(), page.as_str(), &error);
            platform.log(&line);
            Err(Trouble::Internal)
        }
    }
}

/// A part of the list of a page's components, and a `Link` to the next one.
pub(crate) async fn list<P: Platform>(
    platform: &P,
    shelf: &Shelf,
    page: &PageId,
    parameters: &Parameters,
) -> Result<Served, Trouble> {
    let limit = parameters.limit()?;
    let after: Option<Cursor> = parameters.read("cursor", "a cursor")?;
    let (published, summary) = summary(platform, shelf, page).await?;
    let start = after.map_or(0, |cursor| cursor.after(&summary.components, |it| &it.id));
    let total = summary.components.len();
    let data: Vec<_> = summary
        .components
        .into_iter()
        .skip(start)
        .take(limit)
        .collect();
    let end = start + data.len();
    let next = data.last().filter(|_| end < total);
    let next = next.map(|last| Cursor::at(end - 1, &last.id));
    let link = next.as_ref().map(|cursor| {
        let path = format!("/v1/pages/{page}/components");
        next_link(&path, &[("limit", &limit), ("cursor", cursor)])
    });
    let list = ComponentList {
        page: summary.page,
        revision: summary.revision,
        checked_at: summary.checked_at,
        fresh_until: summary.fresh_until,
        unknown_after: summary.unknown_after,
        poll_seconds: summary.poll_seconds,
        data,
        next_cursor: next.map(|cursor| cursor.to_string()),
    };
    Ok(Served::from(made_of(&published, &list)?).linked(link))
}

/// One component by its id.
pub(crate) async fn one<P: Platform>(
    platform: &P,
    shelf: &Shelf,
    page: PageId,
    id: String,
) -> Result<Published, Trouble> {
    let (published, summary) = summary(platform, shelf, &page).await?;
    let mut components = summary.components.into_iter();
    let Some(component) = components.find(|component| component.id == id) else {
        return Err(Trouble::UnknownComponent(page, id));
    };
    let document = ComponentDocument {
        page,
        revision: summary.revision,
        checked_at: summary.checked_at,
        fresh_until: summary.fresh_until,
        unknown_after: summary.unknown_after,
        poll_seconds: summary.poll_seconds,
        component,
    };
    made_of(&published, &document)
}

/// The component that a reader names by its id or, where one alone has it, its name.
pub(crate) fn named<'a>(components: &'a [Component], name: &str) -> Option<&'a Component> {
    if let Some(component) = components.iter().find(|component| component.id == name) {
        return Some(component);
    }
    let mut called = components.iter().filter(|component| component.name == name);
    called.next().filter(|_| called.next().is_none())
}

fn made_of(source: &Published, document: &impl Serialize) -> Result<Published, Trouble> {
    let body = serde_json::to_vec(document).map_err(|_| Trouble::Internal)?;
    Ok(source.rendered_as(body))
}
