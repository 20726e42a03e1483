//! Calendar entries: what RFC 5545 asks for, whatever the vendor wrote.

use super::*;
use crate::words::Words;
use statuslamp_model::{Affected, EventKind, Phase};

fn calendar(page: &PageInfo, event: &Event) -> Option<String> {
    super::calendar(page, event, Words::ENGLISH.formats())
}

fn page() -> PageInfo {
    PageInfo {
        id: "noterro".parse().unwrap(),
        name: "Noterro".to_owned(),
        url: "https://status.noterro.example/".parse().unwrap(),
        provider: None,
        time_zone: None,
    }
}

fn planned(title: &str) -> Event {
    Event {
        id: "m1".to_owned(),
        kind: EventKind::Maintenance,
        title: title.to_owned(),
        phase: Phase::Scheduled,
        updated_at: "2026-11-20T09:00:00.250Z".parse().ok(),
        scheduled_for: "2026-11-28T22:00:00-05:00".parse().ok(),
        scheduled_until: "2026-11-29T04:30:00Z".parse().ok(),
        url: "https://status.noterro.example/incidents/m1".parse().ok(),
        affected: vec![Affected {
            name: "Web; App".to_owned(),
            ..Affected::default()
        }],
        ..Event::default()
    }
}

/// The lines as a reader of calendars gets them: unfolded, by name.
fn unfolded(entry: &str) -> Vec<(String, String)> {
    assert!(entry.ends_with("\r\n"));
    assert!(!entry.replace("\r\n", "").contains(['\r', '\n']));
    for line in entry.split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
    }
    let whole = entry.replace("\r\n ", "");
    let lines = whole.trim_end().split("\r\n");
    lines
        .map(|line| {
            let (name, value) = line.split_once(':').unwrap();
            (name.to_owned(), value.to_owned())
        })
        .collect()
}

fn value(lines: &[(String, String)], name: &str) -> String {
    let mut found = lines.iter().filter(|(own, _)| own == name);
    let value = found
        .next()
        .unwrap_or_else(|| panic!("no {name}"))
        .1
        .clone();
    assert!(found.next().is_none(), "{name} twice");
    value
}

#[test]
fn an_entry_has_what_a_calendar_needs() {
    let entry = calendar(&page(), &planned("Database upgrade")).unwrap();

    let expected = "BEGIN:VCALENDAR\r\n\
        VERSION:2.0\r\n\
        PRODID:-//Statuslamp//Statuslamp//EN\r\n\
        BEGIN:VEVENT\r\n\
        UID:m1.noterro@statuslamp\r\n\
        DTSTAMP:20261120T090000Z\r\n\
        DTSTART:20261129T030000Z\r\n\
        DTEND:20261129T043000Z\r\n\
        SUMMARY:Noterro: Database upgrade\r\n\
        DESCRIPTION:Web\\; App\r\n\
        URL:https://status.noterro.example/incidents/m1\r\n\
        STATUS:CONFIRMED\r\n\
        TRANSP:TRANSPARENT\r\n\
        END:VEVENT\r\n\
        END:VCALENDAR\r\n";
    assert_eq!(entry, expected);
}

#[test]
fn a_hostile_title_stays_a_title() {
    let titles = [
        "x\r\nATTENDEE:mailto:victim@example.com\r\nBEGIN:VALARM",
        "END:VEVENT\nEND:VCALENDAR\nBEGIN:VCALENDAR",
        "a,b;c\\d\u{0}\u{7}\u{1b}[2J\u{85}e\u{2028}f",
        "<script>alert(1)</script>\"",
    ];
    for title in titles {
        let lines = unfolded(&calendar(&page(), &planned(title)).unwrap());

        assert_eq!(lines.len(), 15, "{title:?}: {lines:?}");
        let summary = value(&lines, "SUMMARY");
        assert!(!summary.contains(char::is_control), "{summary:?}");
    }
    let lines = unfolded(&calendar(&page(), &planned(titles[2])).unwrap());
    assert_eq!(
        value(&lines, "SUMMARY"),
        "Noterro: a\\,b\\;c\\\\d[2J\\ne\\nf"
    );
}

#[test]
fn long_lines_are_folded_between_letters_and_read_back_whole() {
    for letter in ["a", "é", "保", "🏮"] {
        for length in 0..160 {
            let title = letter.repeat(length);

            let lines = unfolded(&calendar(&page(), &planned(&title)).unwrap());

            assert_eq!(value(&lines, "SUMMARY"), ["Noterro: ", &title].concat());
        }
    }
}

#[test]
fn what_names_an_entry_stays_the_same_and_belongs_to_page_and_event() {
    let uid =
        |page: &PageInfo, event: &Event| value(&unfolded(&calendar(page, event).unwrap()), "UID");
    let mut moved = planned("Another title");
    moved.scheduled_for = "2026-12-01T00:00:00Z".parse().ok();
    assert_eq!(uid(&page(), &planned("A title")), uid(&page(), &moved));

    let mut other = page();
    other.id = "napta".parse().unwrap();
    assert_ne!(uid(&page(), &moved), uid(&other, &moved));
    moved.id = "tag:a/b\r\nX:y".to_owned();
    assert_eq!(
        uid(&page(), &moved),
        "tag%3Aa%2Fb%0D%0AX%3Ay.noterro@statuslamp"
    );
}

#[test]
fn what_is_not_known_is_left_out() {
    let mut event = planned("Title");
    event.scheduled_until = event.scheduled_for;
    let lines = unfolded(&calendar(&page(), &event).unwrap());
    assert!(lines.iter().all(|(name, _)| name != "DTEND"));

    event.phase = Phase::Cancelled;
    let lines = unfolded(&calendar(&page(), &event).unwrap());
    assert_eq!(value(&lines, "STATUS"), "CANCELLED");

    event.scheduled_for = None;
    assert_eq!(calendar(&page(), &event), None);
}

#[test]
fn the_address_of_an_entry_holds_nothing_that_ends_it() {
    let address = calendar_address(&calendar(&page(), &planned("100 % \"é\" #1")).unwrap());

    let data = address
        .strip_prefix("data:text/calendar;charset=utf-8,")
        .unwrap();
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte);
    assert!(data.bytes().all(is_plain), "{data}");
    assert!(data.contains("100%20%25%20%22%C3%A9%22%20%231"), "{data}");
}
