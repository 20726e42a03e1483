//! What is asked of the past: which part of it, and where the next one is.

use crate::{
    call::{EventWindow, Listing, PageCall, UptimeWindow},
    cursor::next_link,
    filter::Filter,
    http::percent_encode,
    platform::Platform,
    published::{Answer, Published, Served},
    query::Parameters,
    router,
    trouble::Trouble,
};
use statuslamp_model::PageId;
use std::fmt::Display;

/// Days of uptime, where nobody asks otherwise, and at most.
const DAYS: u32 = 90;

/// One event by its id.
pub(crate) async fn event<P: Platform>(
    platform: &P,
    page: PageId,
    id: String,
) -> Result<Published, Trouble> {
    let call = PageCall::Event(id.clone()).to(&page);
    match router::answer(platform, call).await? {
        Answer::Document(published) => Ok(published),
        Answer::UnknownEvent => Err(Trouble::UnknownIncident(page, id)),
        Answer::Accepted { .. }
        | Answer::Throttled { .. }
        | Answer::UnknownHook
        | Answer::Done
        | Answer::UnknownOverride
        | Answer::TooManyOverrides
        | Answer::Failed => Err(Trouble::Internal),
    }
}

/// A part of a list of a page's events, and a `Link` to the next one.
pub(crate) async fn events<P: Platform>(
    platform: &P,
    page: &PageId,
    listing: Listing,
    parameters: &Parameters,
) -> Result<Served, Trouble> {
    let limit = parameters.limit()?;
    let window = EventWindow {
        listing,
        limit,
        after: parameters.read("cursor", "a cursor")?,
        filter: Filter::read(parameters)?,
    };
    let list = router::ask(platform, PageCall::Events(window).to(page)).await?;
    let name = match listing {
        Listing::Incidents => "incidents",
        Listing::Maintenances => "maintenances",
    };
    let path = format!("/v1/pages/{page}/{name}");
    let next = list.next_cursor.as_ref();
    let link = next.map(|cursor| link_to_next(&path, &[], limit, parameters, cursor));
    Ok(Served::from(list).linked(link))
}

/// A `Link` to the next part of a list of events: what was asked for is asked for again.
pub(crate) fn link_to_next(
    path: &str,
    first: &[(&str, &dyn Display)],
    limit: usize,
    parameters: &Parameters,
    cursor: &dyn Display,
) -> String {
    let kept = Filter::PARAMETERS.iter().filter_map(|name| {
        let value = parameters.get(name)?;
        Some((*name, percent_encode(value)))
    });
    let kept: Vec<_> = kept.collect();
    let mut all = first.to_vec();
    all.push(("limit", &limit));
    all.extend(
        kept.iter()
            .map(|(name, value)| (*name, value as &dyn Display)),
    );
    all.push(("cursor", cursor));
    next_link(path, &all)
}

/// The uptime of a page and a part of its components, and a `Link` to the next part.
pub(crate) async fn uptime<P: Platform>(
    platform: &P,
    page: &PageId,
    parameters: &Parameters,
) -> Result<Served, Trouble> {
    let days = parameters.within("days", DAYS, 1..=DAYS)?;
    let limit = parameters.limit()?;
    let window = UptimeWindow {
        days,
        limit,
        after: parameters.read("cursor", "a cursor")?,
    };
    let list = router::ask(platform, PageCall::Uptime(window).to(page)).await?;
    let path = format!("/v1/pages/{page}/uptime");
    let next = list.next_cursor.as_ref();
    let link = next.map(|cursor| {
        let parameters: [(&str, &dyn Display); 3] =
            [("days", &days), ("limit", &limit), ("cursor", cursor)];
        next_link(&path, &parameters)
    });
    Ok(Served::from(list).linked(link))
}
