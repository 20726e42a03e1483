//! A maintenance as an entry for the reader's calendar, behind a link.

use crate::words::Formats;
use statuslamp_model::{CalendarLines, Event, PageInfo, escape_address};

const HEAD: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Statuslamp//Statuslamp//EN\r\n\
                    BEGIN:VEVENT\r\n";
const TAIL: &str = "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

/// The entry of a planned event, or `None` where its beginning is not known.
pub fn calendar(page: &PageInfo, event: &Event, formats: &dyn Formats) -> Option<String> {
    let mut entry = CalendarLines(HEAD.to_owned());
    if !entry.planned(page, event, &|at| formats.instant(at)) {
        return None;
    }
    entry.0.push_str(TAIL);
    Some(entry.0)
}

/// The entry as an address that a link can download: no script, no request.
pub fn calendar_address(entry: &str) -> String {
    let mut address = String::from("data:text/calendar;charset=utf-8,");
    escape_address(entry, &mut address);
    address
}

#[cfg(test)]
#[path = "calendar_tests.rs"]
mod tests;
