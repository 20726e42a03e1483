//! What the operator sends, in the words of JSON Schema. `parse` is what decides; a test holds the
//! two together.

use super::parse::{
    MAX_BODY_CHARACTERS, MAX_COMPONENTS, MAX_REASON_CHARACTERS, MAX_TARGET_CHARACTERS,
    MAX_TITLE_CHARACTERS,
};
use crate::Timestamp;
use schemars::JsonSchema;

/// The operator's word as it is sent.
#[derive(JsonSchema)]
#[schemars(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[derive(Debug)]
pub enum OverrideInput {
    /// An event is not announced, whenever it appears and whatever becomes of it.
    MuteEvent {
        /// The event's id.
        #[schemars(length(min = 1, max = MAX_TARGET_CHARACTERS))]
        event: String,
        /// After this instant it has no effect; within 366 days.
        expires_at: Timestamp,
        /// Why, for the operator's own record; never published.
        #[schemars(length(min = 1, max = MAX_REASON_CHARACTERS))]
        reason: Option<String>,
    },
    /// A component, or every member of a group, is not announced.
    MuteComponent {
        /// The id of the component or group.
        #[schemars(length(min = 1, max = MAX_TARGET_CHARACTERS))]
        component: String,
        /// After this instant it has no effect; within 366 days.
        expires_at: Timestamp,
        /// Why, for the operator's own record; never published.
        #[schemars(length(min = 1, max = MAX_REASON_CHARACTERS))]
        reason: Option<String>,
    },
    /// Something the operator has to say.
    Notice {
        /// Its title; plain text in one line.
        #[schemars(length(min = 1, max = MAX_TITLE_CHARACTERS))]
        title: String,
        /// What it says; plain text, blank lines part paragraphs.
        #[schemars(length(min = 1, max = MAX_BODY_CHARACTERS))]
        body: String,
        /// How much it matters.
        impact: NoticeImpact,
        /// Ids of the components it is about; about the whole page where there are none.
        #[schemars(length(max = MAX_COMPONENTS), inner(length(min = 1, max = MAX_TARGET_CHARACTERS)))]
        #[schemars(extend("uniqueItems" = true))]
        #[serde(default)]
        components: Vec<String>,
        /// Where more can be read.
        #[schemars(regex(pattern = "^[Hh][Tt][Tt][Pp][Ss]://\\S+$"))]
        url: Option<String>,
        /// After this instant it has no effect; within 366 days.
        expires_at: Timestamp,
        /// Why, for the operator's own record; never published.
        #[schemars(length(min = 1, max = MAX_REASON_CHARACTERS))]
        reason: Option<String>,
    },
    /// Nothing of the page is announced, notices of the operator's included.
    Silence {
        /// After this instant it has no effect; within 366 days.
        expires_at: Timestamp,
        /// Why, for the operator's own record; never published.
        #[schemars(length(min = 1, max = MAX_REASON_CHARACTERS))]
        reason: Option<String>,
    },
}

/// How much a notice matters.
#[derive(Debug, JsonSchema)]
#[schemars(rename_all = "snake_case", inline)]
pub enum NoticeImpact {
    /// Something to know.
    None,
    /// A nuisance.
    Minor,
    /// Hard to work with.
    Major,
    /// Nothing works.
    Critical,
}
