//! Statuspage's public API v2, for every page whatever format its vendor speaks: a program made for
//! Statuspage is pointed at us and goes on.
//!
//! Below `/pages/{page}`, and at the root of a host name of the page's own for clients that drop
//! every path they are given.

mod map;
pub(crate) mod schema;

use crate::{
    call::PageCall,
    components,
    config::Config,
    http::percent_decode,
    platform::Platform,
    published::Served,
    renditions::feed::{self, FeedFormat},
    router,
    shelf::Shelf,
    stories::{Stories, Window},
    trouble::Trouble,
};
use map::Context;
use serde::Serialize;
use statuslamp_model::{Event, EventKind, Freshness, PageId, Phase, Timestamp};

/// Most events of a list, as Statuspage has it.
const MAX_EVENTS: usize = 50;

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Compat {
    /// A document of the API.
    Document(Document),
    /// `/history.atom` or `/history.rss`
    History(FeedFormat),
}

/// A document of the API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Document {
    /// `/api/v2/summary.json`
    Summary,
    /// `/api/v2/status.json`
    Status,
    /// `/api/v2/components.json`
    Components,
    /// `/api/v2/incidents.json`
    Incidents,
    /// `/api/v2/incidents/unresolved.json`
    Unresolved,
    /// `/api/v2/incidents/resolved.json`
    Resolved,
    /// `/api/v2/scheduled-maintenances.json`
    Maintenances,
    /// `/api/v2/scheduled-maintenances/upcoming.json`
    Upcoming,
    /// `/api/v2/scheduled-maintenances/active.json`
    Active,
    /// `/incidents/{id}.json`
    Incident(String),
}

impl Compat {
    /// What a path names, from the slash after the page's own part of the address.
    pub(crate) fn parse(path: &str) -> Option<Self> {
        Some(match path {
            "/history.atom" => Self::History(FeedFormat::Atom),
            "/history.rss" => Self::History(FeedFormat::Rss),
            document => Self::Document(Document::parse(document)?),
        })
    }
}

impl Document {
    fn parse(path: &str) -> Option<Self> {
        if let Some(file) = path.strip_prefix("/incidents/") {
            let id = file.strip_suffix(".json").filter(|id| !id.contains('/'))?;
            let id = percent_decode(id).filter(|id| !id.is_empty())?;
            return Some(Self::Incident(id));
        }
        Some(match path.strip_prefix("/api/v2/")? {
            "summary.json" => Self::Summary,
            "status.json" => Self::Status,
            "components.json" => Self::Components,
            "incidents.json" => Self::Incidents,
            "incidents/unresolved.json" => Self::Unresolved,
            "incidents/resolved.json" => Self::Resolved,
            "scheduled-maintenances.json" => Self::Maintenances,
            "scheduled-maintenances/upcoming.json" => Self::Upcoming,
            "scheduled-maintenances/active.json" => Self::Active,
            _ => return None,
        })
    }
}

/// The page that a host name is for, as its first label says.
pub(crate) fn page_of_host<'a>(config: &'a Config, host: &str) -> Option<&'a PageId> {
    let (label, _) = host.split_once('.')?;
    let page = label.to_ascii_lowercase().parse().ok()?;
    config.page(&page).map(|entry| &entry.id)
}

/// The document asked for.
pub(crate) async fn answer<P: Platform>(
    platform: &P,
    shelf: &Shelf,
    page: &PageId,
    asked: Compat,
) -> Result<Served, Trouble> {
    let asked = match asked {
        // It says nothing of the present, so it is answered in any case.
        Compat::History(format) => return feed::of_page(platform, page, format).await,
        Compat::Document(asked) => asked,
    };
    let (published, summary) = components::summary(platform, shelf, page).await?;
    if summary.reading().freshness(platform.now()) == Freshness::Unknown {
        // There is no word for it, and every other one would be a claim.
        return Err(Trouble::NotHeard {
            page: page.clone(),
            poll_seconds: summary.poll_seconds,
        });
    }
    let context = Context {
        page: &summary.page,
        components: &summary.components,
        changed_at: Timestamp::from_millis(i64::try_from(summary.revision).unwrap_or_default()),
    };
    let of = |window| stories(platform, page, window);
    let document = match asked {
        Document::Summary => json(&schema::SummaryDocument {
            page: context.page(),
            components: context.components(),
            incidents: incidents(context, &summary.events, is_unresolved),
            scheduled_maintenances: maintenances(context, &summary.events, |event| {
                !event.is_over()
            }),
            status: map::status(summary.overall.status),
        }),
        Document::Status => json(&schema::StatusDocument {
            page: context.page(),
            status: map::status(summary.overall.status),
        }),
        Document::Components => json(&schema::ComponentsDocument {
            page: context.page(),
            components: context.components(),
        }),
        Document::Incidents => {
            let events = of(Window::Incidents(MAX_EVENTS)).await?.data;
            json(&schema::IncidentsDocument {
                page: context.page(),
                incidents: incidents(context, &events, |_| true),
            })
        }
        Document::Unresolved => json(&schema::IncidentsDocument {
            page: context.page(),
            incidents: incidents(context, &summary.events, is_unresolved),
        }),
        Document::Resolved => {
            let events = of(Window::Incidents(MAX_EVENTS)).await?.data;
            json(&schema::IncidentsDocument {
                page: context.page(),
                incidents: incidents(context, &events, Event::is_over),
            })
        }
        Document::Maintenances => {
            let events = of(Window::Maintenances(MAX_EVENTS)).await?.data;
            json(&schema::MaintenancesDocument {
                page: context.page(),
                scheduled_maintenances: maintenances(context, &events, |_| true),
            })
        }
        Document::Upcoming => json(&schema::MaintenancesDocument {
            page: context.page(),
            scheduled_maintenances: maintenances(context, &summary.events, |event| {
                event.phase == Phase::Scheduled
            }),
        }),
        Document::Active => json(&schema::MaintenancesDocument {
            page: context.page(),
            scheduled_maintenances: maintenances(context, &summary.events, Event::is_active),
        }),
        Document::Incident(id) => {
            let found = of(Window::One(id.clone())).await?;
            let Some(event) = found.data.first() else {
                return Err(Trouble::UnknownIncident(page.clone(), id));
            };
            json(&schema::IncidentDocument {
                page: context.page(),
                incident: context.incident(event),
            })
        }
    }?;
    Ok(published.rendered_as(document).into())
}

const fn is_unresolved(event: &Event) -> bool {
    !event.is_over()
}

fn incidents(
    context: Context<'_>,
    events: &[Event],
    is_wanted: impl Fn(&Event) -> bool,
) -> Vec<schema::Incident> {
    let is_incident = |event: &&Event| event.kind != EventKind::Maintenance && is_wanted(event);
    let wanted = events.iter().filter(is_incident);
    wanted.map(|event| context.incident(event)).collect()
}

fn maintenances(
    context: Context<'_>,
    events: &[Event],
    is_wanted: impl Fn(&Event) -> bool,
) -> Vec<schema::Incident> {
    let is_maintenance = |event: &&Event| event.kind == EventKind::Maintenance && is_wanted(event);
    let wanted = events.iter().filter(is_maintenance);
    wanted.map(|event| context.incident(event)).collect()
}

async fn stories<P: Platform>(
    platform: &P,
    page: &PageId,
    window: Window,
) -> Result<Stories, Trouble> {
    let source = router::ask(platform, PageCall::Stories(window).to(page)).await?;
    serde_json::from_slice(&source.body).map_err(|_| Trouble::Internal)
}

fn json(document: &impl Serialize) -> Result<Vec<u8>, Trouble> {
    serde_json::to_vec(document).map_err(|_| Trouble::Internal)
}
