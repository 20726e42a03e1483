//! Instants: RFC 3339 in, RFC 3339 in UTC out.
//!
//! Written by hand because it is on the widget's path: the whole module costs the bundle less than
//! a kilobyte, a time library some thirty. Its tests compare it with `jiff` over the whole range.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{borrow::Cow, fmt, str::FromStr};

const MILLISECONDS_PER_DAY: i64 = 86_400_000;
/// 0000-01-01T00:00:00Z and 9999-12-31T23:59:59.999Z: what RFC 3339 can say.
const FIRST: i64 = -62_167_219_200_000;
const LAST: i64 = 253_402_300_799_999;

/// An instant in UTC with millisecond precision; RFC 3339 on the wire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(type = "string"))]
pub struct Timestamp(i64);

/// The text is not an RFC 3339 instant between the years 0000 and 9999.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadableTimestamp(String);

#[cfg(feature = "schema")]
crate::schema::text!(Timestamp, "Timestamp", {"format": "date-time"});

impl fmt::Display for UnreadableTimestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "\"{}\" is not an RFC 3339 time", self.0)
    }
}

impl std::error::Error for UnreadableTimestamp {}

impl Timestamp {
    /// From milliseconds since 1970-01-01T00:00:00Z, clamped to the years RFC 3339 can write.
    pub const fn from_millis(milliseconds: i64) -> Self {
        Self(if milliseconds < FIRST {
            FIRST
        } else if milliseconds > LAST {
            LAST
        } else {
            milliseconds
        })
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// This instant moved by so many seconds, clamped.
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self::from_millis(self.0.saturating_add(seconds.saturating_mul(1000)))
    }

    /// Whole seconds from `earlier` to this instant, cut, negative when it lies before.
    pub const fn seconds_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0) / 1000
    }

    /// This instant cut to the whole second.
    #[must_use]
    pub const fn to_second(self) -> Self {
        Self(self.0 - self.0.rem_euclid(1000))
    }
}

/// Days since 1970-01-01 of a date in the proleptic Gregorian calendar.
/// Counts in years that begin in March, so that the leap day comes last.
const fn days_from_date(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year - era * 400;
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The inverse of [`days_from_date`].
const fn date_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days - era * 146_097;
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = year_of_era + era * 400;
    (if month <= 2 { year + 1 } else { year }, month, day)
}

const fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Reads fixed-width fields off the front of a text.
struct Fields<'a>(&'a [u8]);

impl Fields<'_> {
    fn number(&mut self, digits: usize) -> Option<i64> {
        let (field, rest) = self.0.split_at_checked(digits)?;
        self.0 = rest;
        field.iter().try_fold(0, |number, byte| {
            byte.is_ascii_digit()
                .then(|| number * 10 + i64::from(byte - b'0'))
        })
    }

    fn one_of(&mut self, choices: &[u8]) -> Option<u8> {
        let (&byte, rest) = self.0.split_first()?;
        self.0 = rest;
        choices.contains(&byte).then_some(byte)
    }

    /// The fraction behind a full stop, in milliseconds, cut.
    fn fraction(&mut self) -> Option<i64> {
        let digits = self
            .0
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        if digits == 0 {
            return None;
        }
        let mut milliseconds = 0;
        for place in 0..3 {
            let digit = if place < digits {
                i64::from(self.0[place] - b'0')
            } else {
                0
            };
            milliseconds = milliseconds * 10 + digit;
        }
        self.0 = &self.0[digits..];
        Some(milliseconds)
    }

    fn instant(&mut self) -> Option<i64> {
        let year = self.number(4)?;
        self.one_of(b"-")?;
        let month = self.number(2).filter(|month| (1..=12).contains(month))?;
        self.one_of(b"-")?;
        let day = self
            .number(2)
            .filter(|day| (1..=days_in_month(year, month)).contains(day))?;
        self.one_of(b"Tt ")?;
        let hour = self.number(2).filter(|hour| *hour < 24)?;
        self.one_of(b":")?;
        let minute = self.number(2).filter(|minute| *minute < 60)?;
        self.one_of(b":")?;
        // A leap second is folded into the second before it.
        let second = self.number(2).filter(|second| *second <= 60)?.min(59);
        let mut zone = self.one_of(b".Zz+-")?;
        let mut milliseconds = 0;
        if zone == b'.' {
            milliseconds = self.fraction()?;
            zone = self.one_of(b"Zz+-")?;
        }
        let offset_minutes = match zone {
            b'+' | b'-' => {
                let hours = self.number(2).filter(|hours| *hours < 24)?;
                self.one_of(b":")?;
                let minutes = self.number(2).filter(|minutes| *minutes < 60)?;
                let offset = hours * 60 + minutes;
                if zone == b'-' { -offset } else { offset }
            }
            _ => 0,
        };
        if !self.0.is_empty() {
            return None;
        }
        let seconds = (hour * 60 + minute - offset_minutes) * 60 + second;
        let days = days_from_date(year, month, day);
        Some(days * MILLISECONDS_PER_DAY + seconds * 1000 + milliseconds)
    }
}

impl FromStr for Timestamp {
    type Err = UnreadableTimestamp;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match Fields(text.as_bytes()).instant() {
            Some(milliseconds) if (FIRST..=LAST).contains(&milliseconds) => Ok(Self(milliseconds)),
            _ => Err(UnreadableTimestamp(text.chars().take(40).collect())),
        }
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = date_from_days(self.0.div_euclid(MILLISECONDS_PER_DAY));
        let of_day = self.0.rem_euclid(MILLISECONDS_PER_DAY);
        let (hour, minute, second) = (of_day / 3_600_000, of_day / 60_000 % 60, of_day / 1000 % 60);
        write!(
            formatter,
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
        )?;
        match of_day % 1000 {
            0 => formatter.write_str("Z"),
            milliseconds => write!(formatter, ".{milliseconds:03}Z"),
        }
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn an_offset_is_read_and_utc_is_written() {
        assert_eq!(
            read("2023-08-08T10:20:00.000-04:00").to_string(),
            "2023-08-08T14:20:00Z"
        );
        assert_eq!(
            read("2021-12-07T11:07:15.773-07:00").to_string(),
            "2021-12-07T18:07:15.773Z"
        );
    }

    #[test]
    fn the_same_calendar_as_jiff_over_the_whole_range() {
        let mut milliseconds = FIRST;
        while milliseconds <= LAST {
            let theirs = jiff::Timestamp::from_millisecond(milliseconds).unwrap();

            let ours = Timestamp::from_millis(milliseconds);

            assert_eq!(ours.to_string().parse::<jiff::Timestamp>().unwrap(), theirs);
            assert_eq!(read(&ours.to_string()), ours);
            // A step of 12 days and a little reaches every month, hour and fraction.
            milliseconds += 1_040_387_017;
        }
    }

    #[test]
    fn what_is_no_instant_is_refused_with_its_text() {
        for text in [
            "",
            "2023-02-29T00:00:00Z",
            "2023-08-08",
            "2023-08-08T24:00:00Z",
            "2023-08-08T10:20:00",
            "2023-08-08T10:20:00.Z",
            "2023-08-08T10:20:00Zz",
            "٢٠٢٣-08-08T10:20:00Z",
        ] {
            let error = text.parse::<Timestamp>().unwrap_err();

            assert_eq!(
                error.to_string(),
                format!("\"{text}\" is not an RFC 3339 time")
            );
        }
    }

    #[test]
    fn seconds_between_instants_are_cut() {
        let start = read("2024-02-29T10:55:40Z");
        let end = read("2024-02-29T17:15:10.900Z");

        assert_eq!(end.seconds_since(start), 6 * 3600 + 19 * 60 + 30);
    }
}
