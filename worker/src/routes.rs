//! Addresses: the closed list of what is answered.

use crate::{
    compat::Compat, http::percent_decode, people::Asked, renditions::feed::FeedFormat,
    trouble::Trouble,
};
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
    /// `/v1/pages/{page}/calendar.ics`
    Calendar(PageId),
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
    /// `/v1/pages/{page}/events`
    Events(PageId),
    /// `/v1/pages/{page}/hooks/{provider}/{secret}`
    Hook(PageId, String, String),
    /// `/v1/pages/{page}/overrides/{id}`
    Override(PageId, OverrideId),
    /// A page for people: `/`, `/is/{page}` and what is below it, in every language.
    People(Asked),
    /// `/pages/{page}/incidents/{id}`, Statuspage's address of an event: it has moved.
    Moved(PageId, String),
    /// The same at the root of a page's own host name.
    MovedAtRoot(String),
}

/// Whether a path is answered by the worker; every other one is a static file.
pub fn is_api(path: &str) -> bool {
    let is_below = |folder| path.starts_with(folder);
    matches!(path, "/health" | "/metrics" | "/v1")
        || is_below("/v1/")
        || is_below("/embed/")
        || is_below("/pages/")
        || Compat::parse(path).is_some()
        || moved_event(path).is_some()
        || Asked::parse(path).is_some()
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
            if let Some(id) = moved_event(rest) {
                return Ok(Self::Moved(page_id(page)?, id));
            }
            let asked = Compat::parse(rest).ok_or_else(unknown)?;
            return Ok(Self::Compat(page_id(page)?, asked));
        }
        if let Some(asked) = Compat::parse(path) {
            return Ok(Self::AtRoot(asked));
        }
        if let Some(id) = moved_event(path) {
            return Ok(Self::MovedAtRoot(id));
        }
        if let Some(asked) = Asked::parse(path) {
            return Ok(Self::People(asked));
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
            (Some("events"), None, None, None) => Self::Events,
            (Some("components"), None, None, None) => Self::Components,
            (Some("badge.svg"), None, None, None) => Self::Badge,
            (Some("calendar.ics"), None, None, None) => Self::Calendar,
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
            | Self::People(_)
            | Self::MovedAtRoot(_)
            | Self::Embed(_) => None,
            Self::Page(page)
            | Self::Verdict(page)
            | Self::Summary(page)
            | Self::Components(page)
            | Self::Component(page, _)
            | Self::Badge(page)
            | Self::Calendar(page)
            | Self::Feed(page, _)
            | Self::Compat(page, _)
            | Self::Incident(page, _)
            | Self::Incidents(page)
            | Self::Maintenances(page)
            | Self::Uptime(page)
            | Self::Live(page)
            | Self::Events(page)
            | Self::Hook(page, ..)
            | Self::Moved(page, _)
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
            | Self::Calendar(_)
            | Self::Feed(..)
            | Self::Feeds(_)
            | Self::Compat(..)
            | Self::AtRoot(_)
            | Self::People(_)
            | Self::Moved(..)
            | Self::MovedAtRoot(_)
            | Self::Incident(..)
            | Self::Incidents(_)
            | Self::Maintenances(_)
            | Self::Uptime(_)
            | Self::Live(_)
            | Self::Events(_) => "GET, HEAD, OPTIONS",
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
            | Self::Calendar(_)
            | Self::Feed(..)
            | Self::Feeds(_)
            | Self::Compat(..)
            | Self::People(_)
            | Self::Moved(..)
            | Self::MovedAtRoot(_)
            | Self::AtRoot(_) => {
                return None;
            }
            Self::Components(_) => &["limit", "cursor"],
            Self::Pages => &["limit", "cursor", "q"],
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
            | Self::Events(_)
            | Self::Hook(..)
            | Self::Override(..) => &[],
        })
    }
}

/// The event that Statuspage has its page of at `/incidents/{id}`.
fn moved_event(path: &str) -> Option<String> {
    let id = path.strip_prefix("/incidents/")?;
    let id = percent_decode(id).filter(|_| !id.contains('/'))?;
    (!id.is_empty() && id.strip_suffix(".json").is_none()).then_some(id)
}

/// A segment that cannot be an id names no page either.
fn page_id(segment: &str) -> Result<PageId, Trouble> {
    let unknown = || Trouble::UnknownPage(segment.to_owned());
    let text = percent_decode(segment).ok_or_else(unknown)?;
    text.parse().map_err(|_| unknown())
}

#[cfg(test)]
mod tests;
