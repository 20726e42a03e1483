//! The incident model of Statuslamp: its words, JSON v1, rich text and freshness.
//!
//! In scope: types, their wire form, and pure functions over them. Out of scope: reading upstream
//! formats (`statuslamp-normalise`), any I/O, any clock. Time is always an argument.

mod account;
mod announced;
mod calendar;
mod component;
mod event;
mod freshness;
mod lines;
mod overall;
mod overrides;
mod page;
mod pages_file;
mod problem;
mod provider;
mod record;
mod rich_text;
#[cfg(feature = "schema")]
mod schema;
mod summary;
mod targets;
mod timestamp;
#[cfg(feature = "typescript")]
pub mod typescript;
mod url;
mod verdict;
mod words;

pub use account::Account;
pub use announced::AnnouncedEvent;
pub use calendar::{CalendarLines, escape_address};
pub use component::{Component, ComponentDocument, ComponentKind, ComponentList, ComponentStatus};
pub use event::{Affected, Change, Event, EventKind, Impact, Phase, Postmortem, Span, Update};
pub use freshness::{Freshness, Reading, SHORTEST_FRESH_SECONDS, SHORTEST_STALE_SECONDS};
pub use lines::Fault;
pub use overall::Overall;
#[cfg(feature = "schema")]
pub use overrides::OverrideInput;
pub use overrides::{Notice, OperatorWord, Override, OverrideId, UnusableOverrideId};
pub use page::{PageId, PageInfo, UnusablePageId};
#[cfg(feature = "schema")]
pub use pages_file::pages_file_schema;
pub use pages_file::{LocalUpstreams, PageEntry, PagesFile};
pub use problem::{Problem, ProblemDetail};
pub use provider::{Provider, UnknownProvider};
pub use record::{ComponentUptime, EventList, ListedEvent, Seconds, Uptime, UptimeDay, UptimeList};
pub use rich_text::{Block, Cell, Inline, RichText};
pub use summary::Summary;
pub use targets::{OnlyFor, Targets};
pub use timestamp::{Timestamp, UnreadableTimestamp};
pub use url::{LinkUrl, UnusableUrl, WebUrl, is_public_host};
pub use verdict::{Verdict, VerdictComponent, VerdictEvent};
