//! The two rows that say how the page is read and what its vendor last said.

use super::{from_json, to_json};
use crate::{
    page::{
        look::Look,
        schedule::{Known, Pace, Watch},
    },
    platform::{Platform, Statement, StoreFailed},
    published::{changes, fingerprint},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use statuslamp_model::{
    Component, ComponentStatus, Freshness, PageEntry, PageId, Provider, Reading, Timestamp,
};

const LEDGER: &str = "ledger";
const CURRENT: &str = "current";
const WATCHERS: &str = "watchers";

/// How the page is read and what was made of it: one row.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::page) struct Ledger {
    /// The object's own name, which an alarm does not bring along.
    pub(in crate::page) page: Option<PageId>,
    /// The provider that was found by probing, or given.
    pub(in crate::page) provider: Option<Provider>,
    /// The revision of the content last published.
    pub(in crate::page) revision: u64,
    /// The name of that content.
    pub(in crate::page) content: String,
    /// When the page was last read well.
    pub(in crate::page) checked_at: Option<Timestamp>,
    /// The interval at that time.
    pub(in crate::page) poll_seconds: u32,
    /// Whether what is published has been taken back because it grew too old.
    pub(in crate::page) is_taken_back: bool,
    /// Whether the first import is done, so that what appears from now on is news.
    pub(in crate::page) is_imported: bool,
    /// When every document was last read without condition.
    pub(in crate::page) full_read_at: Option<Timestamp>,
    /// When it was last tried.
    pub(in crate::page) attempted_at: Option<Timestamp>,
    /// When that try began.
    pub(in crate::page) begun_at: Option<Timestamp>,
    /// Tries that failed since the last good read.
    pub(in crate::page) failures: u32,
    /// Why the last try, or a part of it, failed.
    pub(in crate::page) trouble: Option<String>,
    /// Warnings of the last document that was understood.
    pub(in crate::page) warnings: u32,
    /// Where the present state was found in the end, when it was last read well.
    pub(in crate::page) final_url: Option<String>,
    /// The vendor asked not to be read before this.
    pub(in crate::page) not_before: Option<Timestamp>,
    /// What the content means for the next read.
    pub(in crate::page) watch: Watch,
    /// When the vendor last said that something changed.
    pub(in crate::page) hinted_at: Option<Timestamp>,
    /// Whether the pages file muted the page when it was last published.
    pub(in crate::page) is_muted: bool,
    /// Names whom the components were for, by the pages file, when it was last published.
    pub(in crate::page) targets: Option<String>,
    /// What in the pages file named no component then; the first of it.
    pub(in crate::page) unmatched: Vec<String>,
    /// Until when the hints that were taken use up what may be taken.
    pub(in crate::page) hints_spent_until: Option<Timestamp>,
    /// When the first of the overrides in what is published ends.
    pub(in crate::page) override_ends_at: Option<Timestamp>,
    /// The version that understood the documents; another one reads them anew.
    pub(in crate::page) understood_by: String,
    /// The last day, in days since 1970-01-01, whose uptime is kept. Set by the first read whose
    /// components were noted: before it, nothing in the history tells what they were.
    pub(in crate::page) closed_through: Option<i64>,
    /// The component after which the closing of the next day goes on.
    pub(in crate::page) closing_after: Option<String>,
    /// The events whose own pages are still to be looked at, the most urgent first.
    pub(in crate::page) looks: Vec<Look>,
    /// Since when the page is not listed any more.
    pub(in crate::page) unlisted_since: Option<Timestamp>,
}

impl Ledger {
    pub(in crate::page) fn reading(&self) -> Reading {
        self.checked_at
            .map_or_else(Reading::default, |at| Reading::taken(at, self.poll_seconds))
    }

    /// What the next read depends on.
    pub(in crate::page) const fn known(&self, pace: Pace) -> Known<'_> {
        Known {
            pace,
            begun: self.begun_at,
            failures: self.failures,
            watch: &self.watch,
            not_before: self.not_before,
            hinted_at: self.hinted_at,
        }
    }

    /// Whether what is published says more than its age allows; a clock that went back before the
    /// reading cannot tell the age.
    pub(in crate::page) fn must_take_back(&self, now: Timestamp) -> bool {
        let was_read = self.checked_at.is_some();
        was_read && !self.is_taken_back && self.reading().freshness(now) == Freshness::Unknown
    }

    /// Whether what is published is not to be said any more as it is: because of its age, or of the
    /// operator's word.
    pub(in crate::page) fn is_untrue(&self, entry: &PageEntry, now: Timestamp) -> bool {
        let is_published = self.revision > 0;
        self.must_take_back(now)
            || self.override_ends_at.is_some_and(|end| now > end)
            || (is_published
                && (self.is_muted != entry.muted || self.targets != targets_name(entry)))
    }

    /// This instant, or the end of an override where that comes first.
    pub(in crate::page) fn by_end_of_override(&self, at: Timestamp, now: Timestamp) -> Timestamp {
        let end = self.override_ends_at.map(|end| end.plus_seconds(1));
        // One that ended is past telling: what failed then is made up for by the next reader.
        end.filter(|end| *end > now).map_or(at, |end| at.min(end))
    }

    /// The instants at which what is published stops being true as it is; none where nothing was
    /// ever read, because nobody may keep that.
    pub(in crate::page) fn changes(&self) -> Vec<Timestamp> {
        let mut changes = changes(self.reading());
        if !changes.is_empty() {
            changes.extend(self.override_ends_at);
        }
        changes
    }

    /// The revision of a changed content: never an old one, even where data was lost.
    pub(in crate::page) fn next_revision(&self, now: Timestamp) -> u64 {
        let now = u64::try_from(now.as_millis()).unwrap_or(0);
        self.revision.saturating_add(1).max(now)
    }
}

/// Names what the pages file says of whom components are for; nothing where it says nothing.
pub(in crate::page) fn targets_name(entry: &PageEntry) -> Option<String> {
    let named = || fingerprint(&serde_json::to_vec(&entry.targets).unwrap_or_default(), 8);
    (!entry.targets.is_empty()).then(named)
}

/// What the vendor last said of the page and its parts: one row.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::page) struct Current {
    pub(in crate::page) time_zone: Option<String>,
    pub(in crate::page) vendor: Option<Word>,
    pub(in crate::page) components: Vec<Component>,
}

/// The vendor's word for the whole page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::page) struct Word {
    pub(in crate::page) status: ComponentStatus,
    pub(in crate::page) raw: Option<String>,
    pub(in crate::page) text: Option<String>,
}

pub(in crate::page) fn ledger<P: Platform>(platform: &P) -> Result<Ledger, StoreFailed> {
    Ok(meta(platform, LEDGER)?.unwrap_or_default())
}

pub(in crate::page) fn current<P: Platform>(platform: &P) -> Result<Current, StoreFailed> {
    Ok(meta(platform, CURRENT)?.unwrap_or_default())
}

/// The shards of sockets that watch the page.
pub(in crate::page) fn watchers<P: Platform>(platform: &P) -> Result<Vec<u32>, StoreFailed> {
    Ok(meta(platform, WATCHERS)?.unwrap_or_default())
}

fn meta<P: Platform, T: DeserializeOwned>(
    platform: &P,
    key: &str,
) -> Result<Option<T>, StoreFailed> {
    let rows = platform.query("SELECT json FROM meta WHERE key = ?", &[key.into()])?;
    rows.first().map(|row| from_json(row, 0)).transpose()
}

pub(in crate::page) fn keep_ledger(ledger: &Ledger) -> Result<Statement, StoreFailed> {
    keep_meta(LEDGER, to_json(ledger)?)
}

pub(in crate::page) fn keep_current(current: &Current) -> Result<Statement, StoreFailed> {
    keep_meta(CURRENT, to_json(current)?)
}

pub(in crate::page) fn keep_watchers(shards: &[u32]) -> Result<Statement, StoreFailed> {
    keep_meta(WATCHERS, to_json(&shards)?)
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "callers chain it with what can fail"
)]
fn keep_meta(key: &str, json: String) -> Result<Statement, StoreFailed> {
    Ok(Statement::new(
        "INSERT INTO meta (key, json) VALUES (?, ?)
         ON CONFLICT (key) DO UPDATE SET json = excluded.json",
        vec![key.into(), json.into()],
    ))
}
