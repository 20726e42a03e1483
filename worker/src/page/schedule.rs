//! When a page is read next: one pure function of what is known.

use serde::{Deserialize, Serialize};
use statuslamp_model::{
    ComponentKind, ComponentStatus, EventKind, LocalUpstreams, PageEntry, Summary, Timestamp,
};

/// A vendor may ask for a pause; no pause is longer than this.
pub(super) const LONGEST_PAUSE_SECONDS: i64 = 3600;
/// Two reads of a page begin at least this far apart, whatever asks for them.
const LEAST_GAP_MILLISECONDS: i64 = 1000;
/// A vendor's own caches lag behind its hint, so the page is read again after these.
const AFTER_HINT_MILLISECONDS: [i64; 3] = [0, 5000, 15_000];
/// From this long before a planned start or end until this long after it, things are about to
/// change.
const NEAR_BEFORE_SECONDS: i64 = 300;
const NEAR_AFTER_SECONDS: i64 = 600;
/// While trouble is open, so many failures in a row slow nothing down.
const FREE_FAILURES: u32 = 2;

/// What a page's last content means for its reading; kept on disk.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Watch {
    /// Whether something is open.
    pub(super) is_open: bool,
    /// The planned starts and ends that lie ahead or just behind, the next ones first.
    pub(super) planned: Vec<Timestamp>,
}

/// Most planned instants that are kept.
const MAX_PLANNED: usize = 8;

impl Watch {
    /// What a content means for the reading from now on.
    pub(super) fn of(content: &Summary, now: Timestamp) -> Self {
        let is_trouble = |status: ComponentStatus| match status {
            ComponentStatus::UnderMaintenance
            | ComponentStatus::DegradedPerformance
            | ComponentStatus::PartialOutage
            | ComponentStatus::MajorOutage => true,
            // Not knowing is nothing that ends soon.
            ComponentStatus::Operational | ComponentStatus::Unknown => false,
        };
        let mut components = content.components.iter();
        let mut events = content.events.iter();
        let is_open = is_trouble(content.overall.status)
            || events.any(|event| event.is_active() && event.kind != EventKind::Notice)
            || components.any(|component| {
                component.kind != ComponentKind::Group && is_trouble(component.status)
            });
        let open = content.events.iter().filter(|event| !event.is_over());
        let planned = open.flat_map(|event| [event.scheduled_for, event.scheduled_until]);
        let past = now.plus_seconds(-NEAR_AFTER_SECONDS);
        let mut planned: Vec<_> = planned.flatten().filter(|at| *at > past).collect();
        planned.sort_unstable();
        planned.dedup();
        planned.truncate(MAX_PLANNED);
        Self { is_open, planned }
    }
}

/// How fast a page may be read, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pace {
    /// When all is calm.
    calm: i64,
    /// While something is open.
    fast: i64,
    /// However long upstream has failed.
    slow: i64,
}

impl Pace {
    /// The pace of a listed page.
    pub(super) fn of(entry: &PageEntry, local: LocalUpstreams) -> Self {
        let calm = i64::from(entry.poll_seconds) * 1000;
        // Upstreams on this machine belong to whoever asks, and tests wait for recovery.
        let (shortest, slow) = match local {
            LocalUpstreams::Refused => (15_000, calm.max(300_000)),
            LocalUpstreams::Allowed => (1000, calm * 10),
        };
        Self {
            calm,
            fast: shortest.max(calm / 4).min(calm),
            slow,
        }
    }
}

/// Everything the next read depends on.
#[derive(Clone, Debug)]
pub(super) struct Known<'a> {
    pub(super) pace: Pace,
    /// When the last read began; `None` where there was none.
    pub(super) begun: Option<Timestamp>,
    /// Reads that failed since the last good one.
    pub(super) failures: u32,
    pub(super) watch: &'a Watch,
    /// The vendor asked not to be read before this.
    pub(super) not_before: Option<Timestamp>,
    /// When the vendor last said that something changed.
    pub(super) hinted_at: Option<Timestamp>,
}

/// Why the next read is when it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// The page was never read, or nothing certain is known of when.
    First,
    /// Nothing is going on.
    Calm,
    /// Something is open, or about to begin or end.
    Open,
    /// Upstream fails.
    BackOff,
    /// The vendor asked for a pause.
    Pause,
    /// The vendor said that something changed.
    Hint,
}

impl Why {
    /// Its word in the log.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Calm => "calm",
            Self::Open => "open",
            Self::BackOff => "back_off",
            Self::Pause => "pause",
            Self::Hint => "hint",
        }
    }
}

/// The next read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Next {
    /// When. It may lie in the past: then it is due.
    pub(super) at: Timestamp,
    /// Why then.
    pub(super) why: Why,
}

/// When the page is read next. `random` spreads the reads of failing pages: from 0 up to 1.
pub(super) fn next(known: &Known<'_>, now: Timestamp, random: f64) -> Next {
    // An instant in the future was noted by a clock that has been put back since.
    let begun = known.begun.filter(|begun| *begun <= now);
    let usual = begun.map_or(
        Next {
            at: now,
            why: Why::First,
        },
        |begun| {
            let (wait, why) = usual_wait(known, now, random);
            Next {
                at: after(begun, wait),
                why,
            }
        },
    );
    let mut next = usual;
    if let Some(at) = hinted(known, begun, now).filter(|at| *at <= usual.at) {
        next = Next { at, why: Why::Hint };
    }
    // No pause reaches further, unless the clock was put back.
    let longest_pause = now.plus_seconds(LONGEST_PAUSE_SECONDS);
    let pause = known.not_before.filter(|pause| *pause <= longest_pause);
    if let Some(at) = pause.filter(|pause| *pause > now.max(next.at)) {
        next = Next {
            at,
            why: Why::Pause,
        };
    }
    next
}

/// When the alarm is set to before a read, should nothing come of it.
pub(super) fn fallback(known: &Known<'_>, begun: Timestamp) -> Timestamp {
    let is_urgent = is_open(known, begun) || is_hinted(known, begun);
    let wait = if is_urgent {
        known.pace.fast
    } else {
        known.pace.calm
    };
    after(begun, wait)
}

/// Whether the page is being watched closely.
pub(super) fn is_open(known: &Known<'_>, now: Timestamp) -> bool {
    // A page read once an hour is watched closely from one read before.
    let before = NEAR_BEFORE_SECONDS.max(known.pace.calm / 1000);
    let mut planned = known.watch.planned.iter();
    known.watch.is_open
        || planned.any(|at| (-before..=NEAR_AFTER_SECONDS).contains(&now.seconds_since(*at)))
}

/// Whether the vendor's hint is recent enough that its caches may lag behind it.
pub(super) fn is_hinted(known: &Known<'_>, now: Timestamp) -> bool {
    let last = AFTER_HINT_MILLISECONDS.last().copied().unwrap_or_default();
    // Whatever begins a little late still counts.
    let recent = -LEAST_GAP_MILLISECONDS..=last + 5 * LEAST_GAP_MILLISECONDS;
    let since = |hint: Timestamp| now.as_millis() - hint.as_millis();
    let is_unread = |hint: Timestamp| known.begun.is_none_or(|begun| begun < hint);
    known
        .hinted_at
        .is_some_and(|hint| recent.contains(&since(hint)) || (since(hint) > 0 && is_unread(hint)))
}

/// The wait from one read to the next where nobody asks for another.
fn usual_wait(known: &Known<'_>, now: Timestamp, random: f64) -> (i64, Why) {
    let pace = known.pace;
    let is_open = is_open(known, now);
    let slowing = match (known.failures, is_open) {
        (0, false) => return (pace.calm, Why::Calm),
        (0..=FREE_FAILURES, true) => return (pace.fast, Why::Open),
        (failures, true) => failures - FREE_FAILURES,
        (failures, false) => failures,
    };
    let doublings = (slowing - 1).min(20);
    let wait = pace.calm.saturating_mul(1 << doublings).min(pace.slow);
    #[expect(clippy::cast_possible_truncation, reason = "from 800 to 1200")]
    let permille = 800 + (400.0 * random.clamp(0.0, 1.0)) as i64;
    let wait = (wait * permille / 1000).clamp(pace.calm, pace.slow);
    (wait, Why::BackOff)
}

/// When the page is to be read because of the last hint; `None` where that is done.
fn hinted(known: &Known<'_>, begun: Option<Timestamp>, now: Timestamp) -> Option<Timestamp> {
    let least = LEAST_GAP_MILLISECONDS;
    // A hint may be noted a moment ahead, never by more.
    let hint = known.hinted_at.filter(|hint| *hint <= after(now, least))?;
    let mut due = AFTER_HINT_MILLISECONDS
        .iter()
        .map(|wait| after(hint, *wait));
    let Some(begun) = begun else {
        return due.next();
    };
    let at = due.find(|at| *at > begun)?;
    Some(at.max(after(begun, least)))
}

fn after(instant: Timestamp, milliseconds: i64) -> Timestamp {
    Timestamp::from_millis(instant.as_millis().saturating_add(milliseconds))
}
