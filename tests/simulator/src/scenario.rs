//! What a simulated page consists of: its components and the incidents that happened on it.
//! Plain data; nothing here knows a wire format or the present.

use jiff::Timestamp;

/// The format a simulated page speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Provider {
    /// Atlassian Statuspage, public API v2.
    Statuspage,
    /// Instatus: `summary.json`, `v2/components.json` and the history feed.
    Instatus,
}

impl Provider {
    /// The word the control answers and the pages file use.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Statuspage => "statuspage",
            Self::Instatus => "instatus",
        }
    }
}

/// How a component does, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ComponentStatus {
    /// All is well.
    Operational,
    /// It answers, slowly.
    DegradedPerformance,
    /// It fails for some.
    PartialOutage,
    /// It fails for all.
    MajorOutage,
}

/// What an entry of a timeline announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Somebody looks into it.
    Investigating,
    /// The cause is known.
    Identified,
    /// A fix is out and watched.
    Monitoring,
    /// It is over.
    Resolved,
    /// The account written afterwards.
    Postmortem,
    /// Instatus' plain "Update": more news, the phase stays what it was.
    Update,
}

impl Phase {
    /// The lower-case word, as Statuspage writes it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Investigating => "investigating",
            Self::Identified => "identified",
            Self::Monitoring => "monitoring",
            Self::Resolved => "resolved",
            Self::Postmortem => "postmortem",
            Self::Update => "update",
        }
    }

    /// The word with a capital, as headings and feeds show it.
    pub(crate) const fn heading(self) -> &'static str {
        match self {
            Self::Investigating => "Investigating",
            Self::Identified => "Identified",
            Self::Monitoring => "Monitoring",
            Self::Resolved => "Resolved",
            Self::Postmortem => "Postmortem",
            Self::Update => "Update",
        }
    }
}

/// How the vendor rates an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ImpactRule {
    /// The vendor's software derives it from the worst component status announced.
    FromComponents,
    /// The vendor overrode it with "none".
    None,
}

/// One message of an incident's timeline.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// When it was posted, in the page's history.
    pub(crate) at: Timestamp,
    /// What it announces.
    pub(crate) phase: Phase,
    /// The message; Markdown in post-mortems.
    pub(crate) body: &'static str,
    /// Components whose status changes with this message, by key.
    pub(crate) changes: &'static [(&'static str, ComponentStatus)],
}

/// One incident as it went, oldest entry first.
#[derive(Clone, Debug)]
pub(crate) struct Scenario {
    /// Names it in the control API.
    pub(crate) key: &'static str,
    /// The incident's title on the page.
    pub(crate) title: &'static str,
    /// When it began, if that was before the first message.
    pub(crate) began: Option<Timestamp>,
    /// How its impact comes about.
    pub(crate) impact: ImpactRule,
    /// Keys of the components it names.
    pub(crate) affected: &'static [&'static str],
    /// How the page lists every component it names, from its beginning to its end, once it is
    /// over; where that is not on record, the entries' changes tell.
    pub(crate) listed_as: Option<ComponentStatus>,
    /// Its timeline, oldest first, never empty.
    pub(crate) entries: Vec<Entry>,
}

/// Seconds a replay takes from the first message to the resolution when nobody asks otherwise.
const COMFORTABLE_SECONDS: i64 = 120;

impl Scenario {
    /// When the incident began in the page's history.
    pub(crate) fn began(&self) -> Timestamp {
        self.began.unwrap_or(self.entries[0].at)
    }

    /// Seconds between the first message and the one that resolves it.
    pub(crate) fn seconds(&self) -> i64 {
        let first = self.entries[0].at;
        let end = self
            .entries
            .iter()
            .find(|entry| entry.phase == Phase::Resolved);
        end.map_or(0, |entry| entry.at.as_second() - first.as_second())
    }

    /// The speed at which the whole incident takes about two minutes.
    pub(crate) fn default_speed(&self) -> f64 {
        let rounded = (self.seconds() + COMFORTABLE_SECONDS / 2) / COMFORTABLE_SECONDS;
        f64::from(i32::try_from(rounded.max(1)).unwrap_or(i32::MAX))
    }
}

/// A part of the vendor's service.
#[derive(Clone, Debug)]
pub(crate) struct Component {
    /// Names it in scenarios.
    pub(crate) key: &'static str,
    /// Its name on the page.
    pub(crate) name: &'static str,
    /// The line below the name.
    pub(crate) description: Option<&'static str>,
    /// Hidden by the vendor's own page while it is operational.
    pub(crate) only_show_if_degraded: bool,
}

/// A line of the page's component list.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    /// A component by itself.
    Single(Component),
    /// A named group of components.
    Group {
        /// Names it where ids are made.
        key: &'static str,
        /// Its name on the page.
        name: &'static str,
        /// The components in it.
        members: Vec<Component>,
    },
}

/// One simulated status page.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    /// The first path segment, and its name in the control API.
    pub(crate) key: &'static str,
    /// The vendor's name.
    pub(crate) name: &'static str,
    /// The format it speaks.
    pub(crate) provider: Provider,
    /// IANA zone in which it writes its times.
    pub(crate) time_zone: &'static str,
    /// When the page was set up.
    pub(crate) created: Timestamp,
    /// Its component list in display order.
    pub(crate) items: Vec<Item>,
    /// What happened on it, newest first.
    pub(crate) scenarios: Vec<Scenario>,
}

impl Page {
    /// Every component in display order, with the group it sits in.
    pub(crate) fn components(&self) -> impl Iterator<Item = (&Component, Option<&'static str>)> {
        self.items.iter().flat_map(|item| match item {
            Item::Single(component) => vec![(component, None)],
            Item::Group { name, members, .. } => {
                members.iter().map(|member| (member, Some(*name))).collect()
            }
        })
    }

    /// The scenario of that key.
    pub(crate) fn scenario(&self, key: &str) -> Option<&Scenario> {
        self.scenarios.iter().find(|scenario| scenario.key == key)
    }
}

/// Reads a time written in this crate's own sources.
pub(crate) fn written(text: &str) -> Timestamp {
    text.parse()
        .expect("a time written in the sources parses; a test builds every page")
}
