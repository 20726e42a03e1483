//! Addresses: the closed list of what is answered.

use crate::{compat::Compat, http::percent_decode, renditions::feed::FeedFormat, trouble::Trouble};
use statuslamp_model::{OverrideId, PageId, UnusableOverrideId};

/// What an address names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// `/health`
    Health,
    /// `/metrics`
    Metrics,
    /// `/v1/pages`
    Pages,
    /// `/v1/verdict`
    Verdicts,
    /// `/v1/summary`
    Summaries,
    /// `/v1/incidents`
    SeveralIncidents,
    /// `/embed/{page}`: whatever stands in the place of the page's id.
    Embed(String),
    /// `/v1/pages/{page}`
    Page(PageId),
    /// `/v1/pages/{page}/verdict`
    Verdict(PageId),
    /// `/v1/pages/{page}/summary`
    Summary(PageId),
    /// `/v1/pages/{page}/components`
    Components(PageId),
    /// `/v1/pages/{page}/components/{id}`
    Component(PageId, String),
    /// `/v1/pages/{page}/badge.svg`
    Badge(PageId),
    /// `/v1/pages/{page}/feed.atom`, and in other formats
    Feed(PageId, FeedFormat),
    /// `/v1/feed.atom`, and in other formats
    Feeds(FeedFormat),
    /// `/pages/{page}/api/v2/…` and `/pages/{page}/incidents/{id}.json`
    Compat(PageId, Compat),
    /// The same at the root of a page's own host name.
    AtRoot(Compat),
    /// `/v1/pages/{page}/incidents/{id}`
    Incident(PageId, String),
    /// `/v1/pages/{page}/incidents`
    Incidents(PageId),
    /// `/v1/pages/{page}/maintenances`
    Maintenances(PageId),
    /// `/v1/pages/{page}/uptime`
    Uptime(PageId),
    /// `/v1/pages/{page}/live`
    Live(PageId),
    /// `/v1/pages/{page}/hooks/{provider}/{secret}`
    Hook(PageId, String, String),
    /// `/v1/pages/{page}/overrides/{id}`
    Override(PageId, OverrideId),
}

/// Whether a path is answered by the worker; every other one is a static file.
pub fn is_api(path: &str) -> bool {
    let is_below = |folder| path.starts_with(folder);
    matches!(path, "/health" | "/metrics" | "/v1")
        || is_below("/v1/")
        || is_below("/embed/")
        || is_below("/pages/")
        || Compat::parse(path).is_some()
}

impl Route {
    /// The route of a path.
    pub fn parse(path: &str) -> Result<Self, Trouble> {
        let unknown = || Trouble::UnknownPath(path.to_owned());
        match path {
            "/health" => return Ok(Self::Health),
            "/metrics" => return Ok(Self::Metrics),
            _ => {}
        }
        if let Some(page) = path.strip_prefix("/embed/") {
            let segment = percent_decode(page).filter(|page| !page.is_empty());
            return segment.map(Self::Embed).ok_or_else(unknown);
        }
        if let Some(rest) = path.strip_prefix("/pages/") {
            let (page, rest) = rest.split_at(rest.find('/').ok_or_else(unknown)?);
            let asked = Compat::parse(rest).ok_or_else(unknown)?;
            return Ok(Self::Compat(page_id(page)?, asked));
        }
        if let Some(asked) = Compat::parse(path) {
            return Ok(Self::AtRoot(asked));
        }
        let rest = path.strip_prefix("/v1/").ok_or_else(unknown)?;
        match rest {
            "verdict" => return Ok(Self::Verdicts),
            "summary" => return Ok(Self::Summaries),
            "incidents" => return Ok(Self::SeveralIncidents),
            _ => {}
        }
        if let Some(format) = FeedFormat::from_file(rest) {
            return Ok(Self::Feeds(format));
        }
        let mut segments = rest.split('/');
        if segments.next() != Some("pages") {
            return Err(unknown());
        }
        let Some(page) = segments.next() else {
            return Ok(Self::Pages);
        };
        if page.is_empty() {
            return Err(unknown());
        }
        let mut next = || segments.next();
        let route: fn(PageId) -> Self = match (next(), next(), next(), next()) {
            (None, None, None, None) => Self::Page,
            (Some("verdict"), None, None, None) => Self::Verdict,
            (Some("summary"), None, None, None) => Self::Summary,
            (Some("incidents"), None, None, None) => Self::Incidents,
            (Some("maintenances"), None, None, None) => Self::Maintenances,
            (Some("uptime"), None, None, None) => Self::Uptime,
            (Some("live"), None, None, None) => Self::Live,
            (Some("components"), None, None, None) => Self::Components,
            (Some("badge.svg"), None, None, None) => Self::Badge,
            (Some("hooks"), Some(provider), Some(secret), None) => {
                let (provider, secret) = (provider.to_owned(), secret.to_owned());
                return Ok(Self::Hook(page_id(page)?, provider, secret));
            }
            (Some("incidents"), Some(id), None, None) if !id.is_empty() => {
                let id = percent_decode(id).ok_or_else(unknown)?;
                return Ok(Self::Incident(page_id(page)?, id));
            }
            (Some(file), None, None, None) if FeedFormat::from_file(file).is_some() => {
                let format = FeedFormat::from_file(file).ok_or_else(unknown)?;
                return Ok(Self::Feed(page_id(page)?, format));
            }
            (Some("components"), Some(id), None, None) if !id.is_empty() => {
                let id = percent_decode(id).ok_or_else(unknown)?;
                return Ok(Self::Component(page_id(page)?, id));
            }
            (Some("overrides"), Some(id), None, None) => {
                let id = percent_decode(id).ok_or_else(unknown)?;
                let id = id.parse().map_err(|error: UnusableOverrideId| {
                    Trouble::BadOverride("path", error.to_string())
                })?;
                return Ok(Self::Override(page_id(page)?, id));
            }
            _ => return Err(unknown()),
        };
        page_id(page).map(route)
    }

    /// The page the route is about.
    pub const fn page(&self) -> Option<&PageId> {
        match self {
            Self::Health
            | Self::Metrics
            | Self::Pages
            | Self::Verdicts
            | Self::Summaries
            | Self::SeveralIncidents
            | Self::Feeds(_)
            | Self::AtRoot(_)
            | Self::Embed(_) => None,
            Self::Page(page)
            | Self::Verdict(page)
            | Self::Summary(page)
            | Self::Components(page)
            | Self::Component(page, _)
            | Self::Badge(page)
            | Self::Feed(page, _)
            | Self::Compat(page, _)
            | Self::Incident(page, _)
            | Self::Incidents(page)
            | Self::Maintenances(page)
            | Self::Uptime(page)
            | Self::Live(page)
            | Self::Hook(page, ..)
            | Self::Override(page, _) => Some(page),
        }
    }

    /// The methods the route takes.
    pub const fn allow(&self) -> &'static str {
        match self {
            Self::Health
            | Self::Metrics
            | Self::Pages
            | Self::Verdicts
            | Self::Summaries
            | Self::SeveralIncidents
            | Self::Embed(_)
            | Self::Page(_)
            | Self::Verdict(_)
            | Self::Summary(_)
            | Self::Components(_)
            | Self::Component(..)
            | Self::Badge(_)
            | Self::Feed(..)
            | Self::Feeds(_)
            | Self::Compat(..)
            | Self::AtRoot(_)
            | Self::Incident(..)
            | Self::Incidents(_)
            | Self::Maintenances(_)
            | Self::Uptime(_)
            | Self::Live(_) => "GET, HEAD, OPTIONS",
            Self::Hook(..) => "POST, OPTIONS",
            Self::Override(..) => "PUT, DELETE, OPTIONS",
        }
    }

    /// The query parameters the route takes; `None` where whatever stands there is ignored.
    pub const fn parameters(&self) -> Option<&'static [&'static str]> {
        Some(match self {
            Self::Metrics
            | Self::Embed(_)
            | Self::Badge(_)
            | Self::Feed(..)
            | Self::Feeds(_)
            | Self::Compat(..)
            | Self::AtRoot(_) => {
                return None;
            }
            Self::Pages | Self::Components(_) => &["limit", "cursor"],
            Self::Incidents(_) | Self::Maintenances(_) => &[
                "limit",
                "cursor",
                "since",
                "until",
                "impact",
                "phase",
                "component",
                "q",
            ],
            Self::Uptime(_) => &["days", "limit", "cursor"],
            Self::Verdicts | Self::Summaries => &["pages"],
            Self::SeveralIncidents => &[
                "pages",
                "limit",
                "cursor",
                "since",
                "until",
                "impact",
                "phase",
                "component",
                "q",
            ],
            Self::Summary(_) => &["revision"],
            Self::Health
            | Self::Page(_)
            | Self::Verdict(_)
            | Self::Component(..)
            | Self::Incident(..)
            | Self::Live(_)
            | Self::Hook(..)
            | Self::Override(..) => &[],
        })
    }
}

/// A segment that cannot be an id names no page either.
fn page_id(segment: &str) -> Result<PageId, Trouble> {
    let unknown = || Trouble::UnknownPage(segment.to_owned());
    let text = percent_decode(segment).ok_or_else(unknown)?;
    text.parse().map_err(|_| unknown())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compat::Document;

    fn check(path: &str, expected: &Route) {
        assert_eq!(&Route::parse(path).unwrap(), expected, "{path}");
    }

    #[test]
    fn every_address_has_one_route() {
        let page = || "noterro".parse().unwrap();

        check("/health", &Route::Health);
        check("/metrics", &Route::Metrics);
        check("/v1/pages", &Route::Pages);
        check("/v1/verdict", &Route::Verdicts);
        check("/v1/summary", &Route::Summaries);
        check("/v1/incidents", &Route::SeveralIncidents);
        check("/embed/noterro", &Route::Embed("noterro".to_owned()));
        check("/v1/pages/noterro", &Route::Page(page()));
        check("/v1/pages/noterro/verdict", &Route::Verdict(page()));
        check("/v1/pages/noterro/summary", &Route::Summary(page()));
        check("/v1/pages/noterro/incidents", &Route::Incidents(page()));
        check(
            "/v1/pages/noterro/maintenances",
            &Route::Maintenances(page()),
        );
        check("/v1/pages/noterro/uptime", &Route::Uptime(page()));
        check("/v1/pages/noterro/live", &Route::Live(page()));
        check("/v1/pages/noterro/components", &Route::Components(page()));
        check(
            "/v1/pages/noterro/components/a%2Fb",
            &Route::Component(page(), "a/b".to_owned()),
        );
        check("/v1/pages/noterro/badge.svg", &Route::Badge(page()));
        check(
            "/pages/noterro/api/v2/scheduled-maintenances/active.json",
            &Route::Compat(page(), Compat::Document(Document::Active)),
        );
        check(
            "/pages/noterro/incidents/a%2Fb.json",
            &Route::Compat(
                page(),
                Compat::Document(Document::Incident("a/b".to_owned())),
            ),
        );
        for &format in FeedFormat::ALL {
            let file = format.file();
            check(&format!("/v1/{file}"), &Route::Feeds(format));
            check(
                &format!("/v1/pages/noterro/{file}"),
                &Route::Feed(page(), format),
            );
        }
        check(
            "/v1/pages/noterro/hooks/statuspage/0a",
            &Route::Hook(page(), "statuspage".to_owned(), "0a".to_owned()),
        );
        check(
            "/v1/pages/noterro/overrides/quiet-night",
            &Route::Override(page(), "quiet-night".parse().unwrap()),
        );
        check(
            "/v1/pages/noterro/incidents/tag%3Aa%2Fb",
            &Route::Incident(page(), "tag:a/b".to_owned()),
        );
    }

    #[test]
    fn everything_else_is_an_unknown_path_or_page() {
        for path in [
            "/v1",
            "/v1/",
            "/v1/pages/",
            "/v1/pages/noterro/",
            "/v1/pages/noterro/nothing",
            "/v1/pages/noterro/incidents/",
            "/v1/pages/noterro/components/",
            "/v1/pages/noterro/badge.svg/a",
            "/pages/noterro",
            "/pages/noterro/",
            "/pages/noterro/api/v2/",
            "/pages/noterro/api/v2/nothing.json",
            "/pages/noterro/incidents/.json",
            "/pages/noterro/incidents/a/b.json",
            "/v1/pages/noterro/maintenances/a",
            "/v1/pages/noterro/uptime/",
            "/v1/pages/noterro/incidents/a/b",
            "/v1/pages/noterro/verdict/more",
            "/v1/verdict/",
            "/embed/",
            "/v1/pages/noterro/hooks",
            "/v1/pages/noterro/hooks/statuspage",
            "/v1/pages/noterro/hooks/statuspage/0a/more",
            "/v1/pages/noterro/overrides",
            "/v1/pages/noterro/overrides/a/b",
            "/v2/pages",
        ] {
            let trouble = Route::parse(path).unwrap_err();
            assert_eq!(trouble, Trouble::UnknownPath(path.to_owned()));
        }
        assert_eq!(
            Route::parse("/v1/pages/No%20Such/verdict").unwrap_err(),
            Trouble::UnknownPage("No%20Such".to_owned())
        );
    }

    #[test]
    fn only_the_api_is_answered_here() {
        for path in [
            "/health",
            "/v1",
            "/v1/anything",
            "/embed/noterro",
            "/pages/noterro/history.atom",
            "/history.rss",
            "/api/v2/summary.json",
            "/incidents/a.json",
        ] {
            assert!(is_api(path), "{path}");
        }
        for path in ["/", "/healthy", "/v1x", "/embed.js", "/embed", "/docs/v1/"] {
            assert!(!is_api(path), "{path}");
        }
    }
}
