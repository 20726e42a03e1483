//! What the API promises, as one table beside the router, and as an OpenAPI 3.1 document made of
//! it and of the types of the answers.
//!
//! Compiled for the build and the tests alone: nothing of it is deployed.

mod compat;
mod document;
mod operation;
mod pages;
mod parameter;
mod people;
mod several;
mod writing;

use crate::{
    compat::{Compat, Document as Asked},
    people::{Asked as Shown, Place as Shows},
    renditions::feed::FeedFormat,
    routes::Route,
};

pub use document::openapi;
pub use operation::{Answer, Operation};
pub use parameter::{Parameter, Place};

/// Every operation, in the order in which it is told.
pub fn operations() -> impl Iterator<Item = &'static Operation> {
    let tables = [
        several::OPERATIONS,
        pages::OPERATIONS,
        compat::OPERATIONS,
        people::OPERATIONS,
        writing::OPERATIONS,
    ];
    tables.into_iter().flatten()
}

/// The ids of a route's operations. One `match` without a rest: whoever adds a route is told by the
/// compiler to describe it.
pub const fn described_by(route: &Route) -> &'static [&'static str] {
    match route {
        Route::Health => &["getHealth"],
        Route::Metrics => &["getMetrics"],
        Route::Pages => &["listPages"],
        Route::Verdicts => &["listVerdicts"],
        Route::Summaries => &["listSummaries"],
        Route::SeveralIncidents => &["listIncidentsOfPages"],
        Route::Embed(_) => &["getFrame"],
        Route::Page(_) => &["getPage"],
        Route::Verdict(_) => &["getVerdict"],
        Route::Summary(_) => &["getSummary"],
        Route::Components(_) => &["listComponents"],
        Route::Component(..) => &["getComponent"],
        Route::Badge(_) => &["getBadge"],
        Route::Calendar(_) => &["getCalendar"],
        Route::Feed(_, FeedFormat::Atom) => &["getAtomFeed"],
        Route::Feed(_, FeedFormat::Rss) => &["getRssFeed"],
        Route::Feed(_, FeedFormat::Json) => &["getJsonFeed"],
        Route::Feeds(FeedFormat::Atom) => &["getAtomFeedOfPages"],
        Route::Feeds(FeedFormat::Rss) => &["getRssFeedOfPages"],
        Route::Feeds(FeedFormat::Json) => &["getJsonFeedOfPages"],
        Route::Compat(_, Compat::Document(asked)) => match asked {
            Asked::Summary => &["statuspageSummary"],
            Asked::Status => &["statuspageStatus"],
            Asked::Components => &["statuspageComponents"],
            Asked::Incidents => &["statuspageIncidents"],
            Asked::Unresolved => &["statuspageUnresolvedIncidents"],
            Asked::Resolved => &["statuspageResolvedIncidents"],
            Asked::Maintenances => &["statuspageMaintenances"],
            Asked::Upcoming => &["statuspageUpcomingMaintenances"],
            Asked::Active => &["statuspageActiveMaintenances"],
            Asked::Incident(_) => &["statuspageIncident"],
        },
        Route::Compat(_, Compat::History(FeedFormat::Atom)) => &["statuspageAtomHistory"],
        Route::Compat(_, Compat::History(FeedFormat::Rss | FeedFormat::Json)) => {
            &["statuspageRssHistory"]
        }
        // The same at the root of another host: told with the tag, a path stands in a document once.
        Route::AtRoot(_) | Route::MovedAtRoot(_) => &[],
        // So are the other languages.
        Route::People(Shown { place, .. }) => match place {
            Shows::Home => &["showHome"],
            Shows::Page(_) => &["showPage"],
            Shows::Incident(..) => &["showIncident"],
            Shows::Nowhere => &[],
        },
        Route::Moved(..) => &["findIncident"],
        Route::Incident(..) => &["getIncident"],
        Route::Incidents(_) => &["listIncidents"],
        Route::Maintenances(_) => &["listMaintenances"],
        Route::Uptime(_) => &["getUptime"],
        Route::Live(_) => &["connectLive"],
        Route::Events(_) => &["streamEvents"],
        Route::Hook(..) => &["sendHint"],
        Route::Override(..) => &["putOverride", "deleteOverride"],
    }
}
