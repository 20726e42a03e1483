//! Markdown to HTML, raw HTML in it included.

use super::LineEnd;
use pulldown_cmark::{Event, Options, Parser, html};

/// The HTML of a text. Only an intermediate form: it is parsed again, against the list.
pub(super) fn to_html(text: &str, line_end: LineEnd) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut after_break = false;
    let events = Parser::new_ext(&text, options).map(|event| {
        let event = match (event, line_end) {
            // `<br>` at the end of a line already is the break.
            (Event::SoftBreak, LineEnd::Break) if !after_break => Event::HardBreak,
            (event, _) => event,
        };
        after_break = matches!(&event, Event::InlineHtml(tag) if is_break(tag));
        event
    });
    let mut printed = String::with_capacity(text.len() * 2);
    html::push_html(&mut printed, events);
    printed
}

fn is_break(tag: &str) -> bool {
    let name = tag.trim_start_matches('<').trim_end_matches('>');
    name.trim_end_matches('/').trim().eq_ignore_ascii_case("br")
}
