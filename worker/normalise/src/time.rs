//! The ways in which status pages write instants.

use jiff::civil;
use jiff::fmt::{rfc2822, strtime};
use statuslamp_model::Timestamp;

/// What an instant rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Basis {
    /// The text gives its offset.
    Explicit,
    /// It gives none; UTC was assumed.
    AssumedZone,
}

/// Reads RFC 3339, RFC 822 with its zone names, JavaScript's `Date.toString()`, and ISO 8601
/// without an offset or with one that has no colon.
pub(crate) fn instant(text: &str) -> Option<(Timestamp, Basis)> {
    let text = text.trim();
    if let Ok(at) = text.parse() {
        return Some((at, Basis::Explicit));
    }
    if let Some(at) = iso_without_colon(text)
        .or_else(|| javascript(text))
        .or_else(|| rfc822(text))
    {
        return Some((at, Basis::Explicit));
    }
    let naive: civil::DateTime = text.parse().ok()?;
    // A date alone is no instant.
    text.contains(':')
        .then(|| (at_offset(naive, 0), Basis::AssumedZone))
}

fn iso_without_colon(text: &str) -> Option<Timestamp> {
    let split = text.len().checked_sub(2)?;
    let (start, minutes) = text.split_at_checked(split)?;
    let sign = start.as_bytes().get(start.len().checked_sub(3)?)?;
    let has_offset = matches!(sign, b'+' | b'-') && start.contains(':');
    if !has_offset {
        return None;
    }
    format!("{start}:{minutes}").parse().ok()
}

/// `Sat Jun 11 2022 18:55:50 GMT+0000 (Coordinated Universal Time)`: the name behind the offset
/// adds nothing.
fn javascript(text: &str) -> Option<Timestamp> {
    let text = text.split(" (").next()?;
    let parsed = strtime::parse("%a %b %d %Y %H:%M:%S GMT%z", text).ok()?;
    from_jiff(parsed.to_timestamp().ok()?)
}

fn rfc822(text: &str) -> Option<Timestamp> {
    let utc;
    // RFC 822 knows the military zone `Z`; the parser reads every military zone as "unknown".
    let text = if let Some(start) = text.strip_suffix(" Z") {
        utc = format!("{start} +0000");
        &utc
    } else {
        text
    };
    from_jiff(
        rfc2822::DateTimeParser::new()
            .relaxed_weekday(true)
            .parse_timestamp(text)
            .ok()?,
    )
}

fn from_jiff(at: jiff::Timestamp) -> Option<Timestamp> {
    let milliseconds = at.as_millisecond();
    let at = Timestamp::from_millis(milliseconds);
    (at.as_millis() == milliseconds).then_some(at)
}

fn at_offset(local: civil::DateTime, offset_minutes: i64) -> Timestamp {
    let days = local
        .date()
        .since(civil::date(1970, 1, 1))
        .map_or(0, |span| i64::from(span.get_days()));
    let of_day = i64::from(local.hour()) * 3_600_000
        + i64::from(local.minute()) * 60_000
        + i64::from(local.second()) * 1000
        + i64::from(local.millisecond());
    Timestamp::from_millis(days * 86_400_000 + of_day - offset_minutes * 60_000)
}

/// A time of day on a day of an unnamed year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct YearlessTime {
    pub(crate) month: i8,
    pub(crate) day: i8,
    pub(crate) hour: i8,
    pub(crate) minute: i8,
    pub(crate) second: i8,
    /// Minutes east of Greenwich.
    pub(crate) offset_minutes: i64,
}

impl YearlessTime {
    /// The instant nearest to one of the references, in whichever year that is. Around New Year
    /// an update may lie in the year before its entry, an announcement in the one before its
    /// maintenance.
    pub(crate) fn nearest_to(self, references: &[Timestamp]) -> Option<Timestamp> {
        references
            .iter()
            .flat_map(|reference| {
                let year = year_of(*reference);
                (year - 1..=year + 1).filter_map(move |year| {
                    let local = civil::DateTime::new(
                        year,
                        self.month,
                        self.day,
                        self.hour,
                        self.minute,
                        self.second,
                        0,
                    )
                    .ok()?;
                    let at = at_offset(local, self.offset_minutes);
                    Some(((at.as_millis() - reference.as_millis()).abs(), at))
                })
            })
            .min()
            .map(|(_, at)| at)
    }
}

fn year_of(at: Timestamp) -> i16 {
    jiff::Timestamp::from_millisecond(at.as_millis())
        .map_or(1970, |at| jiff::tz::Offset::UTC.to_datetime(at).year())
}

/// Minutes east of Greenwich for the zones status pages write behind a time. `IST` and `AST` name
/// several zones each and are left out.
pub(crate) fn zone_offset_minutes(zone: &str) -> Option<i64> {
    let hours = match zone {
        "UTC" | "GMT" | "Z" | "WET" => 0,
        "BST" | "CET" | "WEST" => 1,
        "CEST" | "EET" | "SAST" => 2,
        "EEST" | "MSK" => 3,
        "SGT" | "HKT" | "AWST" => 8,
        "JST" | "KST" => 9,
        "AEST" => 10,
        "AEDT" => 11,
        "NZST" => 12,
        "NZDT" => 13,
        "ADT" => -3,
        "EDT" => -4,
        "EST" | "CDT" => -5,
        "CST" | "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" | "AKDT" => -8,
        "AKST" => -9,
        "HST" => -10,
        other => return numeric_offset_minutes(other),
    };
    Some(hours * 60)
}

/// `GMT+0`, `UTC-3`, `GMT+5:30`, `+02`, `-0330`.
fn numeric_offset_minutes(zone: &str) -> Option<i64> {
    let digits = zone
        .strip_prefix("GMT")
        .or_else(|| zone.strip_prefix("UTC"))
        .unwrap_or(zone);
    let (sign, digits) = match digits.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    if digits.is_empty()
        || !digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b':')
    {
        return None;
    }
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.len() <= 2 => (digits, "0"),
        None => digits.split_at(digits.len() - 2),
    };
    let hours: i64 = hours.parse().ok().filter(|hours| *hours <= 14)?;
    let minutes: i64 = minutes.parse().ok().filter(|minutes| *minutes < 60)?;
    Some(sign * (hours * 60 + minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn every_way_of_writing_an_instant_gives_the_same_instant() {
        for text in [
            "2022-06-11T18:55:50Z",
            "2022-06-11T18:55:50.000Z",
            "2022-06-11T11:55:50-07:00",
            "2022-06-11T11:55:50-0700",
            "2022-06-11 18:55:50+00:00",
            "Sat Jun 11 2022 18:55:50 GMT+0000 (Coordinated Universal Time)",
            "Sat Jun 11 2022 20:55:50 GMT+0200",
            "Sat, 11 Jun 2022 18:55:50 +0000",
            "Sat, 11 Jun 2022 18:55:50 GMT",
            "Sat, 11 Jun 2022 18:55:50 Z",
            "Sat, 11 Jun 2022 11:55:50 PDT",
            "11 Jun 2022 18:55:50 UT",
        ] {
            assert_eq!(
                instant(text),
                Some((at("2022-06-11T18:55:50Z"), Basis::Explicit)),
                "{text}"
            );
        }
    }

    #[test]
    fn a_naive_time_is_read_as_utc_and_says_so() {
        assert_eq!(
            instant("2023-07-28T11:00:00"),
            Some((at("2023-07-28T11:00:00Z"), Basis::AssumedZone))
        );
    }

    #[test]
    fn what_is_no_instant_is_none() {
        for text in [
            "",
            "soon",
            "2022-06-11",
            "<no value>",
            "None",
            "99999999",
            "é+0é",
        ] {
            assert_eq!(instant(text), None, "{text}");
        }
    }

    fn yearless(month: i8, day: i8, hour: i8) -> YearlessTime {
        YearlessTime {
            month,
            day,
            hour,
            minute: 0,
            second: 0,
            offset_minutes: 0,
        }
    }

    #[test]
    fn an_update_before_new_year_belongs_to_the_old_year() {
        let entry = at("2021-01-01T02:00:00Z");

        assert_eq!(
            yearless(12, 31, 23).nearest_to(&[entry]),
            Some(at("2020-12-31T23:00:00Z"))
        );
    }

    #[test]
    fn an_update_after_new_year_belongs_to_the_new_year() {
        let entry = at("2020-12-31T22:00:00Z");

        assert_eq!(
            yearless(1, 1, 3).nearest_to(&[entry]),
            Some(at("2021-01-01T03:00:00Z"))
        );
    }

    #[test]
    fn an_announcement_months_before_the_maintenance_keeps_its_year() {
        let published = at("2026-07-19T06:00:00Z");
        let updated = at("2026-01-03T07:24:48Z");

        assert_eq!(
            yearless(12, 30, 7).nearest_to(&[published, updated]),
            Some(at("2025-12-30T07:00:00Z"))
        );
    }

    #[test]
    fn the_29th_of_february_finds_its_leap_year() {
        assert_eq!(
            yearless(2, 29, 1).nearest_to(&[at("2025-01-01T00:00:00Z")]),
            Some(at("2024-02-29T01:00:00Z"))
        );
        assert_eq!(
            yearless(2, 29, 1).nearest_to(&[at("2022-06-01T00:00:00Z")]),
            None
        );
    }

    #[test]
    fn zone_names_and_offsets_become_minutes() {
        for (zone, minutes) in [
            ("UTC", 0),
            ("PST", -480),
            ("EDT", -240),
            ("GMT+0", 0),
            ("GMT+5:30", 330),
            ("-03", -180),
            ("+0330", 210),
        ] {
            assert_eq!(zone_offset_minutes(zone), Some(minutes), "{zone}");
        }
        for zone in ["IST", "+", "GMT+", "GMT+99", "Mars", "", "+1:2:3"] {
            assert_eq!(zone_offset_minutes(zone), None, "{zone}");
        }
    }
}
