//! What languages do with times and numbers, as the platform knows it; times by the clocks of the
//! vendor whose page is being printed.

use crate::platform::Platform;
use statuslamp_model::Timestamp;
use statuslamp_page::{Language, Tongue};
use statuslamp_view::{Formats, Plural, Unit};
use std::{cell::RefCell, collections::HashMap, fmt, marker::PhantomData};

/// What is to be written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spoken<'a> {
    /// "2 minutes ago" for -2.
    Relative(i64, Unit),
    /// "6 hours, 19 minutes".
    Duration(i64),
    /// "Aug 08, 2023 - 10:20 EDT".
    Moment(Timestamp),
    /// "August 2023".
    Month(Timestamp),
    /// "Nov 21" for `2026-11-21`.
    Day(&'a str),
    /// "1,234".
    Number(u64),
    /// "99.98%", cut.
    Percent(f64),
    /// The plural category of a number, as its place in [`Plural::ALL`].
    Plural(u64),
    /// What stands between these items, each on a line, where all are listed.
    Separators(&'a str),
}

thread_local! {
    /// The zone of what is being printed; empty for UTC. Printing never waits, so that nobody else
    /// prints meanwhile.
    static ZONE: RefCell<String> = const { RefCell::new(String::new()) };
    /// The languages that were asked for.
    static TONGUES: RefCell<HashMap<Language, Tongue>> = RefCell::default();
}

/// Prints with times by the clocks of a zone.
pub(super) fn in_zone<T>(zone: &str, print: impl FnOnce() -> T) -> T {
    let before = ZONE.replace(zone.to_owned());
    let printed = print();
    ZONE.set(before);
    printed
}

/// A language, read once.
pub(super) fn tongue<P: Platform>(language: Language) -> Tongue {
    TONGUES.with_borrow_mut(|tongues| {
        *tongues.entry(language).or_insert_with(|| {
            let speaking = Speaking::<P>(language, PhantomData);
            Tongue::read(language, Box::leak(Box::new(speaking)))
        })
    })
}

struct Speaking<P>(Language, PhantomData<fn() -> P>);

impl<P> fmt::Debug for Speaking<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.tag())
    }
}

impl<P: Platform> Speaking<P> {
    fn ask(&self, asked: Spoken<'_>) -> String {
        ZONE.with_borrow(|zone| {
            let zone = if zone.is_empty() { "UTC" } else { zone };
            P::spoken(self.0.tag(), zone, asked)
        })
    }
}

impl<P: Platform> Formats for Speaking<P> {
    fn relative(&self, number: i64, unit: Unit) -> String {
        self.ask(Spoken::Relative(number, unit))
    }

    fn duration(&self, seconds: i64) -> String {
        self.ask(Spoken::Duration(seconds))
    }

    /// With its date, whatever day it is: the document may be read on another one.
    fn moment(&self, at: Timestamp, _now: Timestamp) -> String {
        self.ask(Spoken::Moment(at))
    }

    /// The vendor's clocks are told already; the reader's only the reader's browser knows.
    fn elsewhere(&self, _from: Timestamp, _to: Option<Timestamp>, _zone: &str) -> String {
        String::new()
    }

    fn day(&self, day: &str) -> String {
        self.ask(Spoken::Day(day))
    }

    fn month(&self, at: Timestamp) -> String {
        self.ask(Spoken::Month(at))
    }

    fn number(&self, number: u64) -> String {
        self.ask(Spoken::Number(number))
    }

    fn percent(&self, share: f64) -> String {
        self.ask(Spoken::Percent(share))
    }

    fn plural(&self, number: u64) -> Plural {
        let place = self.ask(Spoken::Plural(number)).parse::<usize>();
        let plural = place.ok().and_then(|place| Plural::ALL.get(place));
        plural.copied().unwrap_or_default()
    }

    fn separators(&self, items: &str) -> String {
        self.ask(Spoken::Separators(items))
    }
}
