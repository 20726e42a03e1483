//! The catalogue: every word of ours, in English.
//!
//! A template has slots, `{name}`, which a sentence fills. Its English is compiled in; every other
//! language is `widget/words/<lang>.json`, in the order of this catalogue. The states are written
//! small, as inside a sentence, and begin with a letter that ASCII can make a capital of.

use statuslamp_model::{ComponentStatus, EventKind, Impact, Phase};

/// How many forms a counted phrase has at most: one per plural category.
pub(super) const FORMS: usize = 6;

/// All phrases, then the forms of all that is counted.
pub(super) type Catalogue = [&'static str; Phrase::ALL.len() + Counted::ALL.len() * FORMS];

macro_rules! phrases {
    (
        phrases { $($(#[$meta:meta])* $phrase:ident $key:literal = $english:literal,)+ }
        counted {
            $($(#[$counted_meta:meta])* $counted:ident $counted_key:literal = $one:literal, $other:literal,)+
        }
    ) => {
        /// A phrase or a template.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Phrase {
            $($(#[$meta])* $phrase,)+
        }

        /// A phrase with a number in it, `{count}`, which decides its form.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Counted {
            $($(#[$counted_meta])* $counted,)+
        }

        impl Phrase {
            /// The whole catalogue but what is counted.
            pub const ALL: &'static [Self] = &[$(Self::$phrase,)+];

            /// Its name in the files of the languages.
            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$phrase => $key,)+
                }
            }
        }

        impl Counted {
            /// All that is counted.
            pub const ALL: &'static [Self] = &[$(Self::$counted,)+];

            /// Its name in the files of the languages.
            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$counted => $counted_key,)+
                }
            }
        }

        /// The catalogue in English: the phrases, then six forms of each that is counted, in the
        /// order of [`Plural`](super::Plural). A form that the language has not is empty.
        pub(super) const ENGLISH: &Catalogue = &[
            $($english,)+
            $("", $one, "", "", "", $other,)+
        ];
    };
}

phrases! {
    phrases {
        /// A component's state.
        Operational "operational" = "operational",
        /// A component's state.
        UnderMaintenance "under_maintenance" = "under maintenance",
        /// A component's state.
        DegradedPerformance "degraded_performance" = "degraded performance",
        /// A component's state.
        PartialOutage "partial_outage" = "partial outage",
        /// A component's state.
        MajorOutage "major_outage" = "major outage",
        /// A component's state, or the whole page's.
        StatusUnknown "status_unknown" = "status not known",
        /// The state of the whole page.
        AllOperational "all_operational" = "All systems operational",
        /// The state of the whole page.
        MaintenanceUnderWay "maintenance_under_way" = "Maintenance under way",
        /// The state of the whole page.
        SomeDegraded "some_degraded" = "Some systems are degraded",

        /// Where an incident stands.
        Investigating "investigating" = "Investigating",
        /// Where an incident stands.
        Identified "identified" = "Cause identified",
        /// Where an incident stands.
        Monitoring "monitoring" = "Monitoring",
        /// Where an incident stands; the label of the time of its end.
        Resolved "resolved" = "Resolved",
        /// The vendor's explanation afterwards; also the words of a link to it.
        Postmortem "postmortem" = "Post-mortem",
        /// Where a maintenance stands.
        Scheduled "scheduled" = "Scheduled",
        /// Where a maintenance stands.
        InProgress "in_progress" = "In progress",
        /// Where a maintenance stands.
        Verifying "verifying" = "Verifying",
        /// Where a maintenance stands.
        Completed "completed" = "Completed",
        /// Where a maintenance stands.
        Cancelled "cancelled" = "Cancelled",

        /// What an event is.
        Incident "incident" = "Incident",
        /// What an event is.
        Maintenance "maintenance" = "Maintenance",
        /// What an event is; in the place of a phase where it is the operator's.
        Notice "notice" = "Notice",

        /// How bad an event is.
        NoImpact "no_impact" = "No impact",
        /// How bad an event is.
        MinorImpact "minor_impact" = "Minor impact",
        /// How bad an event is.
        MajorImpact "major_impact" = "Major impact",
        /// How bad an event is.
        CriticalImpact "critical_impact" = "Critical impact",

        /// Which components are in which state: "Web App and API: partial outage".
        StateOf "state_of" = "{names}: {state}",
        /// A state that may not be stated as present any more.
        LastKnown "last_known" = "Last known: {state}",
        /// "Resolved 10 minutes ago"; the state stands alone in it, with a capital.
        StateAgo "state_ago" = "{state} {ago}",
        /// "Partial outage since 7:30".
        StateSince "state_since" = "{state} since {from}",
        /// "Partial outage from 7:30 to 11:55".
        StateDuring "state_during" = "{state} from {from} to {to}",

        /// In the place of "2 minutes ago".
        JustNow "just_now" = "just now",
        /// While what is known may not be stated as present.
        LastHeard "last_heard" = "Last heard from {name} {ago}",
        /// The vendor's page was never read.
        NeverHeard "never_heard" = "Not heard from {name} yet",
        /// Where the list comes from, and how old it is.
        Checked "checked" = "Checked {ago} from {name}’s official page",
        /// Where the list comes from.
        Source "source" = "{name}’s official page",
        /// The vendor's own sentence for the whole page, where it is not what we see.
        Says "says" = "{name} says: {text}",
        /// How old the latest update is.
        Updated "updated" = "Updated {ago}",
        /// How long a component has been in its state.
        Changed "changed" = "Changed {ago}",
        /// What an event touches.
        Affects "affects" = "Affects {names}",
        /// The label of a vendor's components: landmarks of one page need names of their own.
        StatusOf "status_of" = "Status of {name}",
        /// The label of a banner.
        MessageAbout "message_about" = "Message about {name}",

        /// The link to the vendor's page.
        StatusPage "status_page" = "Status page",
        /// The link of a notice to where its author says more.
        ReadMore "read_more" = "Read more",
        /// Opens an event.
        Details "details" = "Details",
        /// The label of the button that dismisses a banner.
        Dismiss "dismiss" = "Dismiss this message",
        /// Lengthens a list.
        ShowMore "show_more" = "Show more",
        /// Added to a link that opens another tab, for those who cannot see it.
        NewTab "new_tab" = "(opens in a new tab)",

        /// Whose word a notice of the operator's is.
        ByOperator "by_operator" = "By the operator, not from {name}’s official page",
        /// What is true, but not announced.
        Muted "muted" = "Muted by the operator",
        /// Nothing of the page is announced.
        Silenced "silenced" = "Messages about {name} are muted by the operator",

        /// Said aloud when a banner stops stating the present.
        NotCurrent "not_current" = "This may not be current",
        /// How old what is shown is, while nothing newer can be read.
        AsItWas "as_it_was" = "Shown as it was {ago}",
        /// The reader's own connection is gone.
        Offline "offline" = "You are offline",
        /// While the first answer is on its way.
        Loading "loading" = "Reading the status…",
        /// When no answer came.
        Failed "failed" = "The status cannot be read right now. Trying again.",

        /// When a maintenance is to begin.
        PlannedFor "planned_for" = "Planned for {time}",
        /// When a maintenance is to end.
        Until "until" = "until {time}",
        /// The link to a calendar entry.
        AddToCalendar "add_to_calendar" = "Add to calendar",
        /// A heading.
        Upcoming "upcoming" = "Upcoming maintenance",
        /// A heading.
        Past "past" = "Past incidents",
        /// Where there were none: below that heading, or on a day.
        NonePast "none_past" = "No incidents",
        /// In the place of an event that the page does not know.
        NotFound "not_found" = "Nothing is known of this event",

        /// The label of an event's timeline.
        Updates "updates" = "Updates",
        /// The label of a time.
        Started "started" = "Started",
        /// The label of a time.
        Detected "detected" = "Detected",
        /// The label of what an event touched.
        Affected "affected" = "Affected components",
        /// When a message was changed after it was posted.
        Edited "edited" = "edited {time}",
        /// The label of a length of time.
        Duration "duration" = "Duration",
        /// A heading.
        Components "components" = "Components",
        /// The share of time in which a component worked.
        Uptime "uptime" = "{percent} uptime",
        /// A day of which nothing is known.
        NoData "no_data" = "No data",
    }
    counted {
        /// What is not named beside what is.
        AndMore "and_more" = "and {count} more", "and {count} more",
        /// The days that a row of bars stands for.
        LastDays "last_days" = "Last {count} day", "Last {count} days",
    }
}

impl Phrase {
    /// A component's state.
    pub const fn status(status: ComponentStatus) -> Self {
        match status {
            ComponentStatus::Operational => Self::Operational,
            ComponentStatus::UnderMaintenance => Self::UnderMaintenance,
            ComponentStatus::DegradedPerformance => Self::DegradedPerformance,
            ComponentStatus::PartialOutage => Self::PartialOutage,
            ComponentStatus::MajorOutage => Self::MajorOutage,
            ComponentStatus::Unknown => Self::StatusUnknown,
        }
    }

    /// The state of the whole page.
    pub const fn overall(status: ComponentStatus) -> Self {
        match status {
            ComponentStatus::Operational => Self::AllOperational,
            ComponentStatus::UnderMaintenance => Self::MaintenanceUnderWay,
            ComponentStatus::DegradedPerformance => Self::SomeDegraded,
            ComponentStatus::PartialOutage => Self::PartialOutage,
            ComponentStatus::MajorOutage => Self::MajorOutage,
            ComponentStatus::Unknown => Self::StatusUnknown,
        }
    }

    /// Where an event stands; `None` where that is none of our words.
    pub const fn phase(phase: Phase) -> Option<Self> {
        Some(match phase {
            Phase::Investigating => Self::Investigating,
            Phase::Identified => Self::Identified,
            Phase::Monitoring => Self::Monitoring,
            Phase::Resolved => Self::Resolved,
            Phase::Postmortem => Self::Postmortem,
            Phase::Scheduled => Self::Scheduled,
            Phase::InProgress => Self::InProgress,
            Phase::Verifying => Self::Verifying,
            Phase::Completed => Self::Completed,
            Phase::Cancelled => Self::Cancelled,
            Phase::Unknown => return None,
        })
    }

    /// How bad an event is; `None` where that is none of our words.
    pub const fn impact(impact: Impact) -> Option<Self> {
        Some(match impact {
            Impact::None => Self::NoImpact,
            Impact::Minor => Self::MinorImpact,
            Impact::Major => Self::MajorImpact,
            Impact::Critical => Self::CriticalImpact,
            Impact::Maintenance => Self::Maintenance,
            Impact::Unknown => return None,
        })
    }

    /// What an event is. What is none of our words may be an incident.
    pub const fn kind(kind: EventKind) -> Self {
        match kind {
            EventKind::Incident | EventKind::Unknown => Self::Incident,
            EventKind::Maintenance => Self::Maintenance,
            EventKind::Notice => Self::Notice,
        }
    }
}
