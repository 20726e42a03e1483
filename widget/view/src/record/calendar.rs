//! A maintenance as an entry for the reader's calendar: RFC 5545, made of what the vendor wrote.

use crate::words::Formats;
use statuslamp_model::{Event, PageInfo, Phase, Timestamp};

/// Most octets of a line, its break not counted.
const LINE_OCTETS: usize = 75;
/// Where the octets of an address need no escape.
const PLAIN: &[u8] = b"-._~";

const HEAD: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Statuslamp//Statuslamp//EN\r\n\
                    BEGIN:VEVENT\r\n";
const TAIL: &str = "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

/// The entry of a planned event, or `None` where its beginning is not known. Equal for equal
/// input: what names it stays the same, and `DTSTAMP` is when the vendor last changed it.
pub fn calendar(page: &PageInfo, event: &Event, formats: &dyn Formats) -> Option<String> {
    let from = event.scheduled_for.or(event.started_at)?;
    let mut entry = Lines(HEAD.to_owned());
    let mut uid = String::new();
    escape_address(&event.id, &mut uid);
    uid.push('.');
    uid.push_str(page.id.as_str());
    uid.push_str("@statuslamp");
    entry.line("UID", &uid);
    entry.line(
        "DTSTAMP",
        &instant(event.updated_at.unwrap_or(from), formats),
    );
    entry.line("DTSTART", &instant(from, formats));
    if let Some(until) = event.scheduled_until.filter(|until| *until > from) {
        entry.line("DTEND", &instant(until, formats));
    }
    let mut title = String::new();
    escape_text(&page.name, &mut title);
    title.push_str(": ");
    escape_text(&event.title, &mut title);
    entry.line("SUMMARY", &title);
    let mut names = String::new();
    for affected in &event.affected {
        if !names.is_empty() {
            names.push_str("\\n");
        }
        escape_text(&affected.name, &mut names);
    }
    if !names.is_empty() {
        entry.line("DESCRIPTION", &names);
    }
    let mut url = String::new();
    for letter in event.url.as_ref().unwrap_or(&page.url).as_str().chars() {
        if letter.is_ascii_graphic() {
            url.push(letter);
        }
    }
    entry.line("URL", &url);
    let status = if event.phase == Phase::Cancelled {
        "CANCELLED"
    } else {
        "CONFIRMED"
    };
    entry.line("STATUS", status);
    entry.0.push_str(TAIL);
    Some(entry.0)
}

/// The entry as an address that a link can download: no script, no request.
pub fn calendar_address(entry: &str) -> String {
    let mut address = String::from("data:text/calendar;charset=utf-8,");
    escape_address(entry, &mut address);
    address
}

/// Content lines: folded, and ended as RFC 5545 wants it.
#[derive(Default)]
struct Lines(String);

impl Lines {
    /// `value` holds no control character but those that `escape_text` wrote.
    fn line(&mut self, name: &str, value: &str) {
        let mut octets = 0;
        let mut line = name.to_owned();
        line.push(':');
        line.push_str(value);
        for character in line.chars() {
            let length = character.len_utf8();
            if octets + length > LINE_OCTETS {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(character);
            octets += length;
        }
        self.0.push_str("\r\n");
    }
}

/// `20261121T120000Z`.
fn instant(at: Timestamp, formats: &dyn Formats) -> String {
    let mut instant = String::new();
    for letter in formats.instant(at.to_second()).chars() {
        if !matches!(letter, '-' | ':') {
            instant.push(letter);
        }
    }
    instant
}

/// A TEXT value: what has a meaning there is escaped, line breaks are, and no other control
/// character is left.
fn escape_text(text: &str, escaped: &mut String) {
    let mut is_after_return = false;
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => {
                escaped.push('\\');
                escaped.push(character);
            }
            '\n' if is_after_return => {}
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => escaped.push_str("\\n"),
            '\t' => escaped.push(' '),
            _ if character.is_control() => {}
            _ => escaped.push(character),
        }
        is_after_return = character == '\r';
    }
}

/// Every octet that an address might take for something else becomes `%XX`.
pub fn escape_address(text: &str, address: &mut String) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || PLAIN.contains(&byte) {
            address.push(char::from(byte));
        } else {
            address.push('%');
            for digit in [byte >> 4, byte & 15] {
                address.push(
                    DIGITS
                        .get(usize::from(digit))
                        .map_or('0', |it| char::from(*it)),
                );
            }
        }
    }
}

#[cfg(test)]
#[path = "calendar_tests.rs"]
mod tests;
