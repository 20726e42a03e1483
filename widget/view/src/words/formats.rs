//! What a language does with times and numbers, and the English of it without a browser.

use statuslamp_model::Timestamp;

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// One second.
    Second,
    /// 60 seconds.
    Minute,
    /// 60 minutes.
    Hour,
    /// 24 hours.
    Day,
}

impl Unit {
    /// Its length in seconds.
    pub const fn seconds(self) -> i64 {
        match self {
            Self::Second => 1,
            Self::Minute => 60,
            Self::Hour => 3600,
            Self::Day => 86_400,
        }
    }

    /// The largest one that a length of time has whole.
    pub const fn of(seconds: i64) -> Self {
        match seconds.saturating_abs() {
            ..60 => Self::Second,
            60..3600 => Self::Minute,
            3600..86_400 => Self::Hour,
            86_400.. => Self::Day,
        }
    }

    /// Its name, as `Intl` knows it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
        }
    }
}

/// The plural categories of Unicode.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Plural {
    /// Arabic: 0.
    Zero,
    /// English: 1.
    One,
    /// Hebrew: 2.
    Two,
    /// Polish: 2 to 4.
    Few,
    /// Polish: 5 to 21.
    Many,
    /// Everything else.
    #[default]
    Other,
}

impl Plural {
    /// In the order of the forms.
    pub const ALL: [Self; super::phrase::FORMS] = [
        Self::Zero,
        Self::One,
        Self::Two,
        Self::Few,
        Self::Many,
        Self::Other,
    ];
}

/// What a language does with times and numbers. None of it fails.
pub trait Formats: Sync {
    /// An instant as RFC 3339.
    fn instant(&self, at: Timestamp) -> String {
        at.to_string()
    }

    /// "2 minutes ago" for -2, "in 3 hours" for 3, "today" for 0 days.
    fn relative(&self, number: i64, unit: Unit) -> String;

    /// "6 hours, 19 minutes": a length of time in its two largest units.
    fn duration(&self, seconds: i64) -> String;

    /// "10:20", with the day where that is not the day of `now`; in the reader's zone.
    fn moment(&self, at: Timestamp, now: Timestamp) -> String;

    /// "16:20 CEST" or "16:20 – 17:55 CEST": the same in another zone, by its IANA name. Empty where
    /// the clocks there say what the reader's say, or where there is no such zone.
    fn elsewhere(&self, from: Timestamp, to: Option<Timestamp>, zone: &str) -> String;

    /// "21 Nov" for `2026-11-21`.
    fn day(&self, day: &str) -> String;

    /// "November 2026": a month of the reader's calendar.
    fn month(&self, at: Timestamp) -> String;

    /// "1,234".
    fn number(&self, number: u64) -> String;

    /// "99.98%", cut and never rounded up, of a share between 0 and 1.
    fn percent(&self, share: f64) -> String;

    /// The plural category of a number.
    fn plural(&self, number: u64) -> Plural;

    /// What stands between these items, each on a line, where all of them are listed: one line less.
    fn separators(&self, items: &str) -> String;
}

/// English without a browser: times are in UTC.
#[derive(Clone, Copy, Debug)]
pub(super) struct English;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

const LONG_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Formats for English {
    fn relative(&self, number: i64, unit: Unit) -> String {
        if number == 0 && unit == Unit::Day {
            return "today".to_owned();
        }
        let length = counted(number.saturating_abs(), unit);
        if number < 0 {
            length + " ago"
        } else {
            String::from("in ") + &length
        }
    }

    fn duration(&self, seconds: i64) -> String {
        let unit = Unit::of(seconds);
        let smaller = match unit {
            Unit::Day => Some(Unit::Hour),
            Unit::Hour => Some(Unit::Minute),
            Unit::Minute | Unit::Second => None,
        };
        let mut words = counted(seconds / unit.seconds(), unit);
        if let Some(smaller) = smaller {
            let rest = seconds % unit.seconds() / smaller.seconds();
            if rest > 0 {
                words.push_str(", ");
                words.push_str(&counted(rest, smaller));
            }
        }
        words
    }

    fn moment(&self, at: Timestamp, now: Timestamp) -> String {
        let (at, now) = (at.to_string(), now.to_string());
        let mut words = String::new();
        if part(&at, 0, 10) != part(&now, 0, 10) {
            words.push_str(&date(&at));
            if part(&at, 0, 4) != part(&now, 0, 4) {
                words.push(' ');
                words.push_str(part(&at, 0, 4));
            }
            words.push_str(", ");
        }
        words.push_str(part(&at, 11, 16));
        words.push_str(" UTC");
        words
    }

    /// What another zone is, only a browser knows.
    fn elsewhere(&self, _from: Timestamp, _to: Option<Timestamp>, _zone: &str) -> String {
        String::new()
    }

    fn day(&self, day: &str) -> String {
        date(day)
    }

    fn month(&self, at: Timestamp) -> String {
        let at = at.to_string();
        let mut words = LONG_MONTHS
            .get(month(&at))
            .map_or_else(String::new, |month| (*month).to_owned());
        words.push(' ');
        words.push_str(part(&at, 0, 4));
        words
    }

    fn number(&self, number: u64) -> String {
        number.to_string()
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "a share beyond the range saturates"
    )]
    fn percent(&self, share: f64) -> String {
        let hundredths = (share * 10_000.0 + 1e-6) as i64;
        let (whole, rest) = (hundredths / 100, hundredths % 100);
        let mut words = whole.to_string();
        if rest > 0 {
            words.push('.');
            words.push_str(if rest < 10 { "0" } else { "" });
            words.push_str(rest.to_string().trim_end_matches('0'));
        }
        words.push('%');
        words
    }

    fn plural(&self, number: u64) -> Plural {
        if number == 1 {
            Plural::One
        } else {
            Plural::Other
        }
    }

    fn separators(&self, items: &str) -> String {
        let between = items.matches('\n').count();
        let mut separators = ", \n".repeat(between.saturating_sub(1));
        separators.push_str(" and ");
        separators
    }
}

fn counted(number: i64, unit: Unit) -> String {
    let mut words = number.to_string();
    words.push(' ');
    words.push_str(unit.as_str());
    words.push_str(if number == 1 { "" } else { "s" });
    words
}

/// "Nov 21" of an RFC 3339 instant.
fn date(instant: &str) -> String {
    let mut words = MONTHS
        .get(month(instant))
        .map_or_else(String::new, |month| (*month).to_owned());
    words.push(' ');
    words.push_str(part(instant, 8, 10).trim_start_matches('0'));
    words
}

/// The month of an RFC 3339 instant, counted from 0.
fn month(instant: &str) -> usize {
    let month = part(instant, 5, 7).parse::<usize>().unwrap_or_default();
    month.wrapping_sub(1)
}

fn part(text: &str, from: usize, to: usize) -> &str {
    text.get(from..to).unwrap_or_default()
}
