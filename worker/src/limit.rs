//! How much of what costs one reader may ask for, and what is said of it: the `RateLimit` fields of
//! draft-ietf-httpapi-ratelimit-headers.
//!
//! The platform that counts says yes or no and nothing else. So the policy is told with every answer
//! it bounds, and that nothing is left only with a refusal; how much is left is never guessed.

use crate::routes::Route;

/// What one reader may ask for within a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quota {
    /// Lists in which something is looked for: whole histories are read for them.
    Search,
    /// Hints and the operator's word.
    Writing,
}

/// So many hints a page takes at once, whoever sends them; it counts them itself, and exactly.
pub(crate) const HINTS_AT_ONCE: u32 = 10;
/// What it tells of them: after so many seconds all of them are there again.
pub(crate) const HINTS: (&str, u32, u32) = ("hints", HINTS_AT_ONCE, 100);

/// The parameters that make a list be looked through.
const SEARCHING: [&str; 4] = ["component", "impact", "phase", "q"];

impl Quota {
    /// Every quota.
    pub const ALL: &'static [Self] = &[Self::Search, Self::Writing];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::Writing => "writing",
        }
    }

    /// How many requests.
    pub const fn requests(self) -> u32 {
        match self {
            Self::Search => 120,
            Self::Writing => 60,
        }
    }

    /// Within how many seconds.
    pub const fn seconds(self) -> u32 {
        match self {
            Self::Search | Self::Writing => 60,
        }
    }

    /// `RateLimit-Policy`.
    pub(crate) fn policy(self) -> String {
        policy(self.name(), self.requests(), self.seconds())
    }

    /// The one that bounds a request; `None` for what costs next to nothing.
    pub(crate) fn of(route: &Route, query: &str) -> Option<Self> {
        let is_searching = || {
            let names = query.split('&').filter_map(|pair| pair.split('=').next());
            names.into_iter().any(|name| SEARCHING.contains(&name))
        };
        match route {
            Route::Pages
            | Route::Incidents(_)
            | Route::Maintenances(_)
            | Route::SeveralIncidents => is_searching().then_some(Self::Search),
            Route::Hook(..) | Route::Override(..) => Some(Self::Writing),
            Route::Health
            | Route::Metrics
            | Route::Verdicts
            | Route::Summaries
            | Route::Embed(_)
            | Route::People(_)
            | Route::Moved(..)
            | Route::MovedAtRoot(_)
            | Route::Page(_)
            | Route::Verdict(_)
            | Route::Summary(_)
            | Route::Components(_)
            | Route::Component(..)
            | Route::Badge(_)
            | Route::Feed(..)
            | Route::Feeds(_)
            | Route::Compat(..)
            | Route::AtRoot(_)
            | Route::Incident(..)
            | Route::Uptime(_)
            | Route::Calendar(_)
            | Route::Live(_)
            | Route::Events(_) => None,
        }
    }
}

/// A policy as `RateLimit-Policy` tells it.
pub(crate) fn policy(name: &str, requests: u32, seconds: u32) -> String {
    format!("\"{name}\";q={requests};w={seconds}")
}

/// That nothing is left for so many seconds, as `RateLimit` tells it.
pub(crate) fn spent(name: &str, seconds: u32) -> String {
    format!("\"{name}\";r=0;t={seconds}")
}

/// Who is counted: an address of version 4, or the network of one of version 6, because whoever has
/// one of those has all of it.
pub fn reader(address: &str) -> String {
    let mut groups: Vec<&str> = address.split(':').collect();
    if groups.len() < 3 {
        return address.to_owned();
    }
    if let Some(gap) = groups.iter().position(|group| group.is_empty()) {
        // `::` stands for as many zeros as are missing.
        groups.truncate(gap);
        groups.resize(4, "0");
    }
    groups.truncate(4);
    groups.join(":")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_costs_is_counted() {
        let of = |path: &str, query| Quota::of(&Route::parse(path).unwrap(), query);

        for path in [
            "/v1/pages",
            "/v1/incidents",
            "/v1/pages/noterro/incidents",
            "/v1/pages/noterro/maintenances",
        ] {
            assert_eq!(of(path, "q=slow"), Some(Quota::Search), "{path}");
            assert_eq!(of(path, "pages=a&impact=major"), Some(Quota::Search));
            assert_eq!(of(path, "limit=10&cursor=1.61"), None, "{path}");
            assert_eq!(of(path, ""), None, "{path}");
        }
        assert_eq!(
            of("/v1/pages/noterro/hooks/statuspage/0a", ""),
            Some(Quota::Writing)
        );
        assert_eq!(
            of("/v1/pages/noterro/overrides/a", ""),
            Some(Quota::Writing)
        );
        assert_eq!(of("/v1/pages/noterro/summary", ""), None);
        assert_eq!(of("/v1/pages/noterro/badge.svg", "component=web"), None);
    }

    #[test]
    fn a_network_of_version_6_counts_as_one_reader() {
        for (address, counted) in [
            ("192.0.2.7", "192.0.2.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2"),
            ("2001:db8:1:2::6", "2001:db8:1:2"),
            ("2001:db8::6", "2001:db8:0:0"),
            ("::1", "0:0:0:0"),
            ("", ""),
        ] {
            assert_eq!(reader(address), counted);
        }
    }
}
