//! Times and numbers as a runtime's `Intl` writes them in English: the zones are those of the
//! world's own database.

use jiff::{Timestamp as Instant, tz::TimeZone};
use statuslamp_model::Timestamp;
use statuslamp_view::{Plural, Words};
use statuslamp_worker::people::Spoken;

pub(super) fn english(zone: &str, asked: Spoken<'_>) -> String {
    let formats = Words::ENGLISH.formats();
    match asked {
        Spoken::Relative(number, unit) => formats.relative(number, unit),
        Spoken::Duration(seconds) => formats.duration(seconds),
        Spoken::Moment(at) => told(zone, at, "%b %d, %Y - %H:%M %Z"),
        Spoken::Month(at) => told(zone, at, "%B %Y"),
        Spoken::Day(day) => formats.day(day),
        Spoken::Number(number) => formats.number(number),
        Spoken::Percent(share) => formats.percent(share),
        Spoken::Plural(number) => {
            let plural = formats.plural(number);
            let place = Plural::ALL.iter().position(|one| *one == plural);
            place.unwrap_or_default().to_string()
        }
        Spoken::Separators(items) => formats.separators(items),
    }
}

fn told(zone: &str, at: Timestamp, format: &str) -> String {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let at = Instant::from_millisecond(at.as_millis()).unwrap_or_default();
    at.to_zoned(zone).strftime(format).to_string()
}
