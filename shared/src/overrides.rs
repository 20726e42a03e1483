//! The operator's word: what the people who run a lamp put over the vendor's page for a while.
//!
//! It never changes what is true, only what is announced, and it always ends.

#[cfg(feature = "schema")]
mod input;
mod parse;
#[cfg(test)]
mod tests;

use crate::{
    Affected, Component, Event, EventKind, Impact, Phase, RichText, Timestamp, Update, WebUrl,
};
#[cfg(feature = "schema")]
pub use input::OverrideInput;
use serde::{Deserialize, Deserializer, Serialize};
use std::{borrow::Cow, fmt, str::FromStr};

const MAX_ID_BYTES: usize = 64;

/// The operator's own name for an override: lower-case letters, digits and hyphens, 64 at most.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct OverrideId(String);

/// The text cannot name an override.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnusableOverrideId(String);

#[cfg(feature = "schema")]
crate::schema::text!(OverrideId, "OverrideId", {"pattern": "^[a-z0-9-]{1,64}$"});

impl fmt::Display for UnusableOverrideId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "\"{}\" is no id of an override: 1 to {MAX_ID_BYTES} lower-case letters, digits and hyphens",
            self.0
        )
    }
}

impl std::error::Error for UnusableOverrideId {}

impl OverrideId {
    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OverrideId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl FromStr for OverrideId {
    type Err = UnusableOverrideId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if (1..=MAX_ID_BYTES).contains(&text.len()) && text.bytes().all(allowed) {
            Ok(Self(text.to_owned()))
        } else {
            Err(UnusableOverrideId(text.chars().take(80).collect()))
        }
    }
}

impl<'de> Deserialize<'de> for OverrideId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// What the operator says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum OperatorWord {
    /// An event is not announced, whenever it appears and whatever becomes of it.
    MuteEvent {
        /// Its id.
        event: String,
    },
    /// A component, or every member of a group, is not announced.
    MuteComponent {
        /// The id of the component or group.
        component: String,
    },
    /// Something the operator has to say.
    Notice(Notice),
    /// Nothing of the page is announced, notices of the operator's included.
    Silence,
}

/// A notice of the operator's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Notice {
    /// Its title; plain text in one line.
    pub title: String,
    /// What it says; plain text, blank lines part paragraphs.
    pub body: String,
    /// How much it matters: none, minor, major or critical.
    pub impact: Impact,
    /// Ids of the components it is about; about the whole page where there are none.
    pub components: Vec<String>,
    /// Where more can be read: `https`.
    pub url: Option<WebUrl>,
}

impl OperatorWord {
    /// Its name in JSON.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::MuteEvent { .. } => "mute_event",
            Self::MuteComponent { .. } => "mute_component",
            Self::Notice(_) => "notice",
            Self::Silence => "silence",
        }
    }

    /// The id of the one thing it is about.
    pub fn target(&self) -> Option<&str> {
        match self {
            Self::MuteEvent { event: id } | Self::MuteComponent { component: id } => Some(id),
            Self::Notice(_) | Self::Silence => None,
        }
    }
}

/// The operator's word, for a while.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Override {
    /// The operator's own name for it.
    pub id: OverrideId,
    /// What is said.
    #[serde(flatten)]
    pub word: OperatorWord,
    /// After this instant it has no effect.
    pub expires_at: Timestamp,
    /// Why, for the operator's own record; never published.
    pub reason: Option<String>,
    /// When something of this kind was first said under this id.
    pub created_at: Timestamp,
    /// When it was last said otherwise.
    pub updated_at: Timestamp,
}

impl Override {
    /// Whether it has an effect.
    pub fn is_in_force(&self, now: Timestamp) -> bool {
        now <= self.expires_at
    }

    /// This one in the place of `earlier`: `earlier` itself where it says nothing new, so that
    /// saying the same again changes nothing.
    #[must_use]
    pub fn in_place_of(self, earlier: &Self) -> Self {
        let says = |one: &Self| (one.word.clone(), one.expires_at, one.reason.clone());
        if says(&self) == says(earlier) {
            return earlier.clone();
        }
        let is_same_kind = self.word.kind() == earlier.word.kind();
        Self {
            created_at: if is_same_kind {
                earlier.created_at
            } else {
                self.created_at
            },
            ..self
        }
    }

    /// The id of the event that a notice becomes. No event of a vendor's is marked `operator`.
    pub fn event_id(&self) -> String {
        format!("operator:{}", self.id)
    }

    /// The event that a notice becomes; `None` for every other word. It is `in_progress` while it
    /// stands and gone afterwards: it has no history.
    pub fn event(&self, components: &[Component]) -> Option<Event> {
        let OperatorWord::Notice(notice) = &self.word else {
            return None;
        };
        let affected = notice.components.iter().map(|id| {
            let listed = components.iter().find(|component| component.id == *id);
            Affected {
                component_id: Some(id.clone()),
                name: listed.map_or(id, |component| &component.name).clone(),
                ..Affected::default()
            }
        });
        Some(Event {
            id: self.event_id(),
            kind: EventKind::Notice,
            title: notice.title.clone(),
            phase: Phase::InProgress,
            impact: notice.impact,
            started_at: Some(self.created_at),
            updated_at: Some(self.updated_at),
            scheduled_until: Some(self.expires_at),
            url: notice.url.clone(),
            affected: affected.collect(),
            updates: vec![Update {
                phase: Some(Phase::InProgress),
                at: Some(self.updated_at),
                body: RichText::from_plain(&notice.body),
                ..Update::default()
            }],
            updates_complete: true,
            operator: true,
            ..Event::default()
        })
    }
}
