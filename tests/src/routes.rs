//! Every address the worker answers, one example each. The list is one `match` over the routes
//! without a rest: whoever adds a route is told by the compiler to add it here, and every walk over
//! all addresses then includes it.

use statuslamp_worker::{
    Compat, CompatDocument as Document, FeedFormat,
    people::{Asked, Place},
    routes::Route,
};

/// A path, and query where it needs one, that names a route, of a world with the page `noterro` and its incident `i1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// The path, with its query where it needs one.
    pub path: &'static str,
    /// What a plain read of it gets.
    pub read: Read,
}

/// What a plain GET gets while the page is known and fresh.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Read {
    /// A document the edge may keep for some seconds.
    Kept,
    /// A document that says nothing of any state: kept for seconds, and longer while the worker fails.
    Stateless,
    /// A document that nobody keeps.
    Unkept,
    /// The way to where it is now.
    Moved,
    /// A problem: the address is not for plain reads.
    Refused,
}

impl Example {
    /// The same with this parameter, too.
    pub fn with(&self, parameter: &str) -> String {
        let joint = if self.path.contains('?') { '&' } else { '?' };
        format!("{}{joint}{parameter}", self.path)
    }

    /// Something below the path.
    pub fn below(&self, segment: &str) -> String {
        let (path, query) = self.path.split_once('?').unwrap_or((self.path, ""));
        format!("{path}/{segment}?{query}")
    }
}

macro_rules! every_route {
    ($($route:pat => $path:literal, $read:ident;)+) => {
        /// One example of every route.
        pub const EVERY: &[Example] = &[$(Example { path: $path, read: Read::$read },)+];

        /// The example of a route.
        pub const fn example(route: &Route) -> Example {
            match route {
                $($route => Example { path: $path, read: Read::$read },)+
            }
        }
    };
}

every_route! {
    Route::Health => "/health", Unkept;
    Route::Metrics => "/metrics", Unkept;
    Route::Pages => "/v1/pages", Kept;
    Route::Verdicts => "/v1/verdict?pages=noterro", Kept;
    Route::Summaries => "/v1/summary?pages=noterro", Kept;
    Route::SeveralIncidents => "/v1/incidents?pages=noterro", Kept;
    Route::Embed(_) => "/embed/noterro", Stateless;
    Route::Page(_) => "/v1/pages/noterro", Kept;
    Route::Verdict(_) => "/v1/pages/noterro/verdict", Kept;
    Route::Summary(_) => "/v1/pages/noterro/summary", Kept;
    Route::Components(_) => "/v1/pages/noterro/components", Kept;
    Route::Component(..) => "/v1/pages/noterro/components/web", Kept;
    Route::Badge(_) => "/v1/pages/noterro/badge.svg", Kept;
    Route::Calendar(_) => "/v1/pages/noterro/calendar.ics", Kept;
    Route::Feed(_, FeedFormat::Atom) => "/v1/pages/noterro/feed.atom", Kept;
    Route::Feed(_, FeedFormat::Rss) => "/v1/pages/noterro/feed.rss", Kept;
    Route::Feed(_, FeedFormat::Json) => "/v1/pages/noterro/feed.json", Kept;
    Route::Feeds(FeedFormat::Atom) => "/v1/feed.atom?pages=noterro", Kept;
    Route::Feeds(FeedFormat::Rss) => "/v1/feed.rss?pages=noterro", Kept;
    Route::Feeds(FeedFormat::Json) => "/v1/feed.json?pages=noterro", Kept;
    Route::Compat(_, Compat::Document(Document::Summary)) => "/pages/noterro/api/v2/summary.json", Kept;
    Route::Compat(_, Compat::Document(Document::Status)) => "/pages/noterro/api/v2/status.json", Kept;
    Route::Compat(_, Compat::Document(Document::Components)) => "/pages/noterro/api/v2/components.json", Kept;
    Route::Compat(_, Compat::Document(Document::Incidents)) => "/pages/noterro/api/v2/incidents.json", Kept;
    Route::Compat(_, Compat::Document(Document::Unresolved)) => "/pages/noterro/api/v2/incidents/unresolved.json", Kept;
    Route::Compat(_, Compat::Document(Document::Resolved)) => "/pages/noterro/api/v2/incidents/resolved.json", Kept;
    Route::Compat(_, Compat::Document(Document::Maintenances)) => "/pages/noterro/api/v2/scheduled-maintenances.json", Kept;
    Route::Compat(_, Compat::Document(Document::Upcoming)) => "/pages/noterro/api/v2/scheduled-maintenances/upcoming.json", Kept;
    Route::Compat(_, Compat::Document(Document::Active)) => "/pages/noterro/api/v2/scheduled-maintenances/active.json", Kept;
    Route::Compat(_, Compat::Document(Document::Incident(_))) => "/pages/noterro/incidents/i1.json", Kept;
    Route::Compat(_, Compat::History(_)) => "/pages/noterro/history.atom", Kept;
    Route::AtRoot(_) => "/api/v2/summary.json", Refused;
    Route::Incident(..) => "/v1/pages/noterro/incidents/i1", Kept;
    Route::Incidents(_) => "/v1/pages/noterro/incidents", Kept;
    Route::Maintenances(_) => "/v1/pages/noterro/maintenances", Kept;
    Route::Uptime(_) => "/v1/pages/noterro/uptime", Kept;
    Route::Live(_) => "/v1/pages/noterro/live", Refused;
    Route::Events(_) => "/v1/pages/noterro/events", Unkept;
    Route::Hook(..) => "/v1/pages/noterro/hooks/statuspage/secret", Refused;
    Route::Override(..) => "/v1/pages/noterro/overrides/o1", Refused;
    Route::People(Asked { place: Place::Home, .. }) => "/", Kept;
    Route::People(Asked { place: Place::Page(_), .. }) => "/is/noterro", Kept;
    Route::People(Asked { place: Place::Incident(..), .. }) => "/is/noterro/incidents/i1", Kept;
    Route::People(Asked { place: Place::Nowhere, .. }) => "/is/", Refused;
    Route::Moved(..) => "/pages/noterro/incidents/i1", Moved;
    Route::MovedAtRoot(_) => "/incidents/i1", Refused;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_is_one_of_its_own_route() {
        for listed in EVERY {
            let path = listed.path.split('?').next().expect("a path");
            let route = Route::parse(path).expect("a route");
            assert_eq!(example(&route), *listed);
        }
    }
}
