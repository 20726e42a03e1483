//! Turns a JSON document into the model, member by member.
//!
//! The model's own `Deserialize` costs the bundle 18 kB more of compressed WebAssembly, most of it
//! for telling what is wrong with a document. Nobody would read that here: an unusable document is
//! read again later. A test holds the two against each other.

mod event;
mod record;
mod rich_text;
#[cfg(test)]
mod tests;

pub use record::answer;

use crate::{Heard, News};
use statuslamp_model::{
    Component, ComponentKind, ComponentStatus, OnlyFor, Overall, PageInfo, Summary, Timestamp,
};
use std::str::FromStr;

/// A value of a JSON document. What is not there is a value that is nothing.
pub trait Source: Sized {
    /// A member of an object.
    #[must_use]
    fn member(&self, name: &str) -> Self;
    /// The items of an array; `None` for anything else.
    fn items(&self) -> Option<Vec<Self>>;
    /// A string.
    fn text(&self) -> Option<String>;
    /// A number.
    fn number(&self) -> Option<f64>;
    /// Whether it is `true`.
    fn is_true(&self) -> bool;
}

/// A summary; `None` where the document is none. An unknown word, a missing state or an unusable
/// address never fails it: the first two read as unknown, the last as not given.
pub fn summary(document: &impl Source) -> Option<Summary> {
    Some(Summary {
        page: page_info(&document.member("page"))?,
        revision: whole(document, "revision")?,
        checked_at: parsed(document, "checked_at"),
        fresh_until: parsed(document, "fresh_until"),
        unknown_after: parsed(document, "unknown_after"),
        poll_seconds: small(document, "poll_seconds"),
        overall: overall(&document.member("overall")),
        components: each(&document.member("components").items()?, component),
        events: each(&document.member("events").items()?, event::event),
        silenced: document.member("silenced").is_true(),
    })
}

fn page_info(page: &impl Source) -> Option<PageInfo> {
    Some(PageInfo {
        id: parsed(page, "id")?,
        name: text(page, "name")?,
        url: parsed(page, "url")?,
        provider: parsed(page, "provider"),
        time_zone: text(page, "time_zone"),
    })
}

/// What the loader hands over: an entry for each page; `None` where it is nothing of the kind.
pub fn news(handed: &impl Source) -> Option<Vec<News>> {
    handed.items()?.iter().map(of_page).collect()
}

fn of_page(entry: &impl Source) -> Option<News> {
    let verdict = entry.member("verdict");
    let heard = whole(&verdict, "revision").map(|revision| Heard {
        revision,
        checked_at: parsed(&verdict, "checked_at"),
        fresh_until: parsed(&verdict, "fresh_until"),
        unknown_after: parsed(&verdict, "unknown_after"),
    });
    Some(News {
        page: string(entry, "page"),
        verdict: heard,
        now: entry.member("now").number()?,
        unreachable: !entry.member("reachable").is_true(),
        dismissed: texts(&entry.member("dismissed")).unwrap_or_default(),
        shown: texts(&entry.member("shown")).unwrap_or_default(),
    })
}

fn overall(source: &impl Source) -> Overall {
    Overall {
        status: status(source, "status"),
        raw: text(source, "raw"),
        text: text(source, "text"),
        vendor: text(source, "vendor").map(|word| ComponentStatus::from_word(&word)),
        derived: status(source, "derived"),
    }
}

fn component(source: &impl Source) -> Component {
    Component {
        id: string(source, "id"),
        kind: ComponentKind::from_word(&string(source, "kind")),
        group_id: text(source, "group_id"),
        name: string(source, "name"),
        description: text(source, "description"),
        status: status(source, "status"),
        status_raw: text(source, "status_raw"),
        hidden_when_operational: source.member("hidden_when_operational").is_true(),
        updated_at: parsed(source, "updated_at"),
        muted: source.member("muted").is_true(),
        only_for: only_for(&source.member("only_for")),
    }
}

fn only_for(source: &impl Source) -> Option<OnlyFor> {
    Some(OnlyFor {
        regions: texts(&source.member("regions"))?,
        audiences: texts(&source.member("audiences"))?,
    })
}

fn texts(source: &impl Source) -> Option<Vec<String>> {
    let items = source.items()?;
    Some(items.iter().filter_map(Source::text).collect())
}

fn status(source: &impl Source, name: &str) -> ComponentStatus {
    ComponentStatus::from_word(&string(source, name))
}

fn each<S: Source, T>(items: &[S], read: impl Fn(&S) -> T) -> Vec<T> {
    items.iter().map(read).collect()
}

fn list<S: Source, T>(source: &S, name: &str, read: impl Fn(&S) -> T) -> Vec<T> {
    each(&source.member(name).items().unwrap_or_default(), read)
}

fn text(source: &impl Source, name: &str) -> Option<String> {
    source.member(name).text()
}

fn string(source: &impl Source, name: &str) -> String {
    text(source, name).unwrap_or_default()
}

fn parsed<T: FromStr>(source: &impl Source, name: &str) -> Option<T> {
    text(source, name)?.parse().ok()
}

fn instant(source: &impl Source, name: &str) -> Timestamp {
    parsed(source, name).unwrap_or_default()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number beyond the range saturates"
)]
fn whole(source: &impl Source, name: &str) -> Option<u64> {
    source.member(name).number().map(|number| number as u64)
}

fn small(source: &impl Source, name: &str) -> u32 {
    u32::try_from(whole(source, name).unwrap_or_default()).unwrap_or(u32::MAX)
}
