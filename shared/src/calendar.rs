//! RFC 5545, as far as planned work needs it: content lines, and the entry of a maintenance, made of
//! what the vendor wrote. One entry is the same wherever it is read: in the widget's link and in
//! the calendar of a page.

use crate::{Event, PageInfo, Phase, Timestamp};

/// Most octets of a line, its break not counted.
const LINE_OCTETS: usize = 75;
/// Where the octets of an address need no escape.
const PLAIN: &[u8] = b"-._~";

/// Content lines: folded, and ended as RFC 5545 wants it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CalendarLines(pub String);

impl CalendarLines {
    /// Writes a line. `value` holds no control character but those that escaping wrote.
    pub fn line(&mut self, name: &str, value: &str) {
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

    /// Writes what an entry of a planned event holds, from `UID` to `STATUS`; nothing, and false,
    /// where its beginning is not known. Equal for equal input: what names it stays the same, and
    /// `DTSTAMP` is when the vendor last changed it. `instant` writes RFC 3339 in UTC, to the second.
    pub fn planned(
        &mut self,
        page: &PageInfo,
        event: &Event,
        instant: &dyn Fn(Timestamp) -> String,
    ) -> bool {
        let Some(from) = event.scheduled_for.or(event.started_at) else {
            return false;
        };
        let mut uid = String::new();
        escape_address(&event.id, &mut uid);
        uid.push('.');
        uid.push_str(page.id.as_str());
        uid.push_str("@statuslamp");
        self.line("UID", &uid);
        let changed = event.updated_at.unwrap_or(from);
        self.instant("DTSTAMP", changed, instant);
        self.instant("DTSTART", from, instant);
        if let Some(until) = event.scheduled_until.filter(|until| *until > from) {
            self.instant("DTEND", until, instant);
        }
        let mut title = String::new();
        escape_text(&page.name, &mut title);
        title.push_str(": ");
        escape_text(&event.title, &mut title);
        self.line("SUMMARY", &title);
        let mut names = String::new();
        for affected in &event.affected {
            if !names.is_empty() {
                names.push_str("\\n");
            }
            escape_text(&affected.name, &mut names);
        }
        if !names.is_empty() {
            self.line("DESCRIPTION", &names);
        }
        let mut url = String::new();
        for letter in event.url.as_ref().unwrap_or(&page.url).as_str().chars() {
            if letter.is_ascii_graphic() {
                url.push(letter);
            }
        }
        self.line("URL", &url);
        let status = if event.phase == Phase::Cancelled {
            "CANCELLED"
        } else {
            "CONFIRMED"
        };
        self.line("STATUS", status);
        true
    }

    /// Writes an instant: `20261121T120000Z`.
    pub fn instant(&mut self, name: &str, at: Timestamp, instant: &dyn Fn(Timestamp) -> String) {
        let mut compact = String::new();
        for letter in instant(at.to_second()).chars() {
            if !matches!(letter, '-' | ':') {
                compact.push(letter);
            }
        }
        self.line(name, &compact);
    }

    /// Writes a text.
    pub fn text(&mut self, name: &str, text: &str) {
        let mut escaped = String::new();
        escape_text(text, &mut escaped);
        self.line(name, &escaped);
    }
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
