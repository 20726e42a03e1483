//! The planned work of a page as a calendar to subscribe to: RFC 5545 with the names of RFC 7986.
//!
//! It says nothing of the present: its bytes change with the vendor's words alone. An entry keeps
//! its `UID` for good, and its `SEQUENCE` grows whenever the vendor moves it.

use super::feed::{moved_at, read};
use crate::{platform::Platform, published::Served, stories::Window, trouble::Trouble};
use statuslamp_model::{CalendarLines, Event, PageId, Timestamp};

/// Most entries; what is planned furthest ahead comes first.
const MAX_ENTRIES: usize = 100;
const MEDIA_TYPE: &str = "text/calendar; charset=utf-8";
/// How often a program that subscribes may ask.
const REFRESH: &str = "PT15M";
/// Revisions of an entry are counted in seconds since 2020, which fit into its number until 2088.
const FIRST_SEQUENCE: i64 = 1_577_836_800;
/// A calendar has at least one component; where nothing is planned, this one says nothing.
const NOTHING_PLANNED: &str = "BEGIN:VTIMEZONE\r\nTZID:Etc/UTC\r\nBEGIN:STANDARD\r\n\
    DTSTART:19700101T000000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0000\r\nTZNAME:UTC\r\n\
    END:STANDARD\r\nEND:VTIMEZONE\r\n";

/// The calendar of one page.
pub(crate) async fn of_page<P: Platform>(platform: &P, page: &PageId) -> Result<Served, Trouble> {
    let (source, stories) = read(platform, page, Window::Maintenances(MAX_ENTRIES)).await?;
    let mut calendar = CalendarLines::default();
    calendar.line("BEGIN", "VCALENDAR");
    calendar.line("VERSION", "2.0");
    calendar.line("PRODID", "-//Statuslamp//Statuslamp//EN");
    for name in ["NAME", "X-WR-CALNAME"] {
        calendar.text(name, &stories.page.name);
    }
    calendar.line("REFRESH-INTERVAL;VALUE=DURATION", REFRESH);
    calendar.line("X-PUBLISHED-TTL", REFRESH);
    let mut written = 0;
    for event in &stories.data {
        let mut entry = CalendarLines::default();
        if !entry.planned(&stories.page, event, &exact) {
            continue;
        }
        let moved = revised_at(event);
        calendar.line("BEGIN", "VEVENT");
        calendar.0.push_str(&entry.0);
        calendar.instant("LAST-MODIFIED", moved, &exact);
        calendar.line("SEQUENCE", &sequence(moved).to_string());
        calendar.line("CATEGORIES", "MAINTENANCE");
        calendar.line("TRANSP", "TRANSPARENT");
        calendar.line("END", "VEVENT");
        written += 1;
    }
    if written == 0 {
        calendar.0.push_str(NOTHING_PLANNED);
    }
    calendar.line("END", "VCALENDAR");
    let published = source.rendered_as(calendar.0.into_bytes());
    Ok(Served::from(published).sent_as(MEDIA_TYPE))
}

/// When it was last said otherwise; that it is over by not being listed any more counts, too.
fn revised_at(event: &Event) -> Timestamp {
    moved_at(event).max(event.resolved_at).unwrap_or_default()
}

const fn sequence(moved: Timestamp) -> i64 {
    let seconds = moved.as_millis() / 1000 - FIRST_SEQUENCE;
    if seconds < 0 { 0 } else { seconds }
}

fn exact(at: Timestamp) -> String {
    at.to_string()
}
