//! The updates inside an entry's HTML.
//!
//! Both vendors frame every update as `<p><small>Aug <var>21</var>, <var>00:37</var> UTC</small><br>
//! <strong>Resolved</strong> - text</p>`, with spaces between the tags or without, before 2015
//! without `<var>`. Authors write markup of their own inside, lists left open included, so only
//! the frame is looked for; what stands between two frames is the text of the first.

use crate::bounds::beginning;
use crate::time::{YearlessTime, zone_offset_minutes};

/// An update.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Frame<'a> {
    pub(crate) at: YearlessTime,
    /// Whether the zone was one we know; else UTC was assumed.
    pub(crate) zone_known: bool,
    /// The word in `<strong>`.
    pub(crate) word: String,
    /// HTML.
    pub(crate) body: &'a str,
}

/// An entry's HTML taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Frames<'a> {
    /// What stands before the first update.
    pub(crate) preamble: &'a str,
    /// The updates in the order of the feed.
    pub(crate) frames: Vec<Frame<'a>>,
}

impl<'a> Frames<'a> {
    /// Finds the updates of an entry.
    pub(crate) fn find(html: &'a str) -> Self {
        let mut preamble = html;
        let mut frames: Vec<Frame<'a>> = Vec::new();
        // Where the body of the last frame begins.
        let mut body_from = 0;
        for (at, _) in html.match_indices('<') {
            if at < body_from {
                continue;
            }
            let Some((head, rest)) = Head::read(&html[at..]) else {
                continue;
            };
            match frames.last_mut() {
                Some(frame) => frame.body = body(&html[body_from..at]),
                None => preamble = &html[..at],
            }
            body_from = html.len() - rest.len();
            frames.push(Frame {
                at: head.at,
                zone_known: head.zone_known,
                word: head.word,
                body: "",
            });
        }
        if let Some(frame) = frames.last_mut() {
            frame.body = body(&html[body_from..]);
        }
        Self { preamble, frames }
    }
}

/// Without the frame's own end; an unclosed list keeps what it has.
fn body(html: &str) -> &str {
    let html = html.trim();
    html.strip_suffix("</p>").unwrap_or(html).trim()
}

struct Head {
    at: YearlessTime,
    zone_known: bool,
    word: String,
}

impl Head {
    /// Reads the head of an update off the front.
    fn read(html: &str) -> Option<(Self, &str)> {
        let html = html.strip_prefix("<p>")?.trim_start();
        let html = html.strip_prefix("<small>")?;
        let (date, html) = split_soon(html, "</small>")?;
        let (at, zone_known) = yearless(&without_tags(date))?;
        let html = html.trim_start().strip_prefix("<br")?;
        let html = html.trim_start().trim_start_matches('/');
        let html = html.strip_prefix('>')?.trim_start();
        let html = html.strip_prefix("<strong>")?;
        let (word, html) = split_soon(html, "</strong>")?;
        let word = without_tags(word).trim().to_owned();
        let html = html.trim_start();
        let html = html.strip_prefix('-').unwrap_or(html);
        Some((
            Self {
                at,
                zone_known,
                word,
            },
            html,
        ))
    }
}

/// Splits at a tag that must come soon: a frame is short, and an endless search for its end at
/// every beginning would take the square of the length.
fn split_soon<'a>(html: &'a str, end_tag: &str) -> Option<(&'a str, &'a str)> {
    const MAX_BYTES: usize = 300;
    let end = beginning(html, MAX_BYTES).find(end_tag)?;
    Some((&html[..end], &html[end + end_tag.len()..]))
}

fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut in_tag = false;
    for character in html.chars() {
        match character {
            '<' => in_tag = true,
            '>' => in_tag = false,
            other if !in_tag => text.push(other),
            _ => {}
        }
    }
    text
}

/// `Aug 21, 00:37 UTC`, `Jun  5, 01:40:38 GMT+0`.
fn yearless(text: &str) -> Option<(YearlessTime, bool)> {
    let mut words = text
        .split([' ', ',', '\n', '\t'])
        .filter(|word| !word.is_empty());
    let month = month(words.next()?)?;
    let day = words.next()?.parse().ok()?;
    let mut clock = words.next()?.split(':');
    let hour = clock.next()?.parse().ok()?;
    let minute = clock.next()?.parse().ok()?;
    let second = clock.next().map_or(Some(0), |second| second.parse().ok())?;
    let zone = words.next().unwrap_or("UTC");
    let offset = zone_offset_minutes(zone);
    let time = YearlessTime {
        month,
        day,
        hour,
        minute,
        second,
        offset_minutes: offset.unwrap_or(0),
    };
    Some((time, offset.is_some()))
}

fn month(name: &str) -> Option<i8> {
    let name = name.get(..3)?;
    let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let index = months.iter().position(|month| *month == name)?;
    i8::try_from(index + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn updates_are_found_with_spaces_without_and_without_var() {
        for html in [
            "<p>x</p><p><small>Aug <var data-var='date'>21</var>, <var data-var='time'>00:37</var> UTC</small><br><strong>Resolved</strong> - over</p>",
            "<p>x</p>\n <p> <small>Aug <var data-var='date'> 21</var>, <var data-var='time'>00:37:00</var> GMT+0</small> <br /> <strong>Resolved</strong> -\n over</p>\n",
            "<p>x</p><p><small>Aug 21, 00:37 UTC</small><br/><strong>Resolved</strong> - over",
        ] {
            let found = Frames::find(html);

            assert_eq!(found.preamble.trim(), "<p>x</p>", "{html}");
            assert_eq!(found.frames.len(), 1, "{html}");
            let frame = &found.frames[0];
            assert_eq!((frame.word.as_str(), frame.body), ("Resolved", "over"));
            assert_eq!((frame.at.month, frame.at.day, frame.at.minute), (8, 21, 37));
        }
    }

    #[test]
    fn an_authors_own_strong_and_an_unclosed_item_stay_in_the_text() {
        let html = "<p><small>Jan 3, 10:00 PST</small><br><strong>Update</strong> - a<br><strong> Updated schedule</strong><ul><li>one<li>two</p><p><small>Jan 3, 09:00 PST</small><br><strong>Scheduled</strong> - b</p>";

        let found = Frames::find(html);

        assert_eq!(found.frames.len(), 2);
        assert_eq!(
            found.frames[0].body,
            "a<br><strong> Updated schedule</strong><ul><li>one<li>two"
        );
        assert_eq!(found.frames[1].body, "b");
        assert_eq!(found.frames[1].at.offset_minutes, -480);
    }

    #[test]
    fn a_small_print_that_is_no_date_is_no_frame() {
        let html = "<p><small>Nothing, really</small><br><strong>Resolved</strong> - x</p>";

        let found = Frames::find(html);

        assert!(found.frames.is_empty());
        assert_eq!(found.preamble, html);
    }
}
