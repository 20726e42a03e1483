//! Components: the parts of a vendor's service.

use crate::{OnlyFor, PageId, PageInfo, Timestamp, words::words};
use serde::{Deserialize, Serialize};

words! {
    /// The state of a component, best first. `Unknown` stands outside that order.
    ComponentStatus {
        /// Works.
        Operational = "operational",
        /// Down or limited as planned.
        UnderMaintenance = "under_maintenance",
        /// Works, but slowly or with errors.
        DegradedPerformance = "degraded_performance",
        /// Some of it, or for some people, does not work.
        PartialOutage = "partial_outage",
        /// Does not work.
        MajorOutage = "major_outage",
    }
}

words! {
    /// What a component entry stands for.
    ComponentKind {
        /// A part of the service.
        Component = "component",
        /// A named group of components; its members point at it with `group_id`.
        Group = "group",
    }
}

impl ComponentStatus {
    /// Rank of a known status, worse is higher; `None` for `Unknown`, which is neither good nor bad.
    pub const fn severity(self) -> Option<u8> {
        match self {
            Self::Operational => Some(0),
            Self::UnderMaintenance => Some(1),
            Self::DegradedPerformance => Some(2),
            Self::PartialOutage => Some(3),
            Self::MajorOutage => Some(4),
            Self::Unknown => None,
        }
    }

    /// The worse of two that may be missing.
    #[must_use]
    pub fn worse_of(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        match (one, other) {
            (Some(one), Some(other)) => Some(one.worse(other)),
            (one, other) => one.or(other),
        }
    }

    /// The worse of two. Known trouble outweighs `Unknown`, and `Unknown` outweighs `Operational`:
    /// never green by not knowing.
    #[must_use]
    pub const fn worse(self, other: Self) -> Self {
        match (self.severity(), other.severity()) {
            (Some(mine), Some(theirs)) => {
                if mine >= theirs {
                    self
                } else {
                    other
                }
            }
            (None, Some(0)) => self,
            (None, Some(_)) | (Some(0), None) => other,
            (Some(_) | None, None) => self,
        }
    }
}

/// A part of the vendor's service, or a group of parts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(rename = "StatusComponent")
)]
#[serde(default)]
pub struct Component {
    /// The provider's id, unique within the page.
    pub id: String,
    /// Component or group.
    pub kind: ComponentKind,
    /// Id of the group this component belongs to.
    pub group_id: Option<String>,
    /// The vendor's name for it; plain text. Not unique.
    pub name: String,
    /// The vendor's description; plain text.
    pub description: Option<String>,
    /// Its state now, in our words.
    pub status: ComponentStatus,
    /// Its state in the vendor's own word.
    pub status_raw: Option<String>,
    /// The vendor asks to show it only while it is not operational.
    pub hidden_when_operational: bool,
    /// When the vendor last changed it.
    pub updated_at: Option<Timestamp>,
    /// The operator's word: its state is not announced. It is as true as it was.
    pub muted: bool,
    /// Whom alone it is for, by the operator's pages file; null where it is for everybody.
    pub only_for: Option<OnlyFor>,
}

/// `GET /v1/pages/{page}/components`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ComponentList {
    /// The page.
    pub page: PageInfo,
    /// The revision of the content it belongs to.
    pub revision: u64,
    /// When the vendor's page was last read well; null if never.
    pub checked_at: Option<Timestamp>,
    /// Up to this instant the reading is fresh.
    pub fresh_until: Option<Timestamp>,
    /// After this instant the present state is unknown.
    pub unknown_after: Option<Timestamp>,
    /// Seconds between two reads of the vendor's page.
    pub poll_seconds: u32,
    /// Components and groups in the vendor's order.
    pub data: Vec<Component>,
    /// Where the rest begins; null at the end.
    pub next_cursor: Option<String>,
}

/// `GET /v1/pages/{page}/components/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ComponentDocument {
    /// The page's id.
    pub page: PageId,
    /// The revision of the content it belongs to.
    pub revision: u64,
    /// When the vendor's page was last read well; null if never.
    pub checked_at: Option<Timestamp>,
    /// Up to this instant the reading is fresh.
    pub fresh_until: Option<Timestamp>,
    /// After this instant the present state is unknown.
    pub unknown_after: Option<Timestamp>,
    /// Seconds between two reads of the vendor's page.
    pub poll_seconds: u32,
    /// The component.
    pub component: Component,
}

#[cfg(test)]
mod tests {
    use super::ComponentStatus::{self, MajorOutage, Operational, Unknown};

    #[test]
    fn unknown_outweighs_operational_and_yields_to_known_trouble() {
        assert_eq!(Unknown.worse(Operational), Unknown);
        assert_eq!(Operational.worse(Unknown), Unknown);
        assert_eq!(Unknown.worse(MajorOutage), MajorOutage);
        assert_eq!(MajorOutage.worse(Unknown), MajorOutage);
    }

    #[test]
    fn the_worse_of_two_does_not_depend_on_their_order() {
        for &one in ComponentStatus::ALL {
            for &other in ComponentStatus::ALL {
                assert_eq!(one.worse(other), other.worse(one), "{one} and {other}");
            }
        }
    }

    #[test]
    fn a_word_from_the_future_reads_as_unknown() {
        let status: ComponentStatus = serde_json::from_str("\"on_fire\"").unwrap();

        assert_eq!(status, Unknown);
    }
}
