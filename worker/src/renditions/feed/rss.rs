//! RSS 2.0.

use super::{Entry, Feed, story::plain};
use crate::http::http_date;
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};
use std::{borrow::Cow, io};

type Xml = Writer<Vec<u8>>;

pub(super) fn print(feed: &Feed) -> io::Result<Vec<u8>> {
    let mut xml = Writer::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let root = xml.create_element("rss").with_attribute(("version", "2.0"));
    root.with_attribute(("xmlns:dc", "http://purl.org/dc/elements/1.1/"))
        .write_inner_content(|xml| {
            let channel = xml.create_element("channel");
            channel.write_inner_content(|xml| {
                text(xml, "title", &harmless(&feed.title))?;
                text(xml, "link", &feed.home)?;
                text(xml, "description", &harmless(&feed.title))?;
                text(xml, "lastBuildDate", &http_date(feed.updated))?;
                text(xml, "generator", "Statuslamp")?;
                feed.entries.iter().try_for_each(|it| item(xml, it))
            })?;
            Ok(())
        })?;
    Ok(xml.into_inner())
}

fn item(xml: &mut Xml, entry: &Entry) -> io::Result<()> {
    let element = xml.create_element("item");
    element.write_inner_content(|xml| {
        text(xml, "title", &harmless(&entry.title))?;
        text(xml, "link", &entry.url)?;
        let guid = xml
            .create_element("guid")
            .with_attribute(("isPermaLink", "false"));
        guid.write_text_content(BytesText::new(&entry.id))?;
        text(xml, "pubDate", &http_date(entry.updated))?;
        text(xml, "dc:creator", &entry.author)?;
        for category in &entry.categories {
            text(xml, "category", category)?;
        }
        text(xml, "description", &entry.html)
    })?;
    Ok(())
}

fn text(xml: &mut Xml, name: &str, text: &str) -> io::Result<()> {
    xml.create_element(name)
        .write_text_content(BytesText::new(&plain(text)))?;
    Ok(())
}

/// A text that is the same whether a reader takes it for text or for HTML: RSS cannot say which it is,
/// and many take it for HTML. What would begin a tag or a reference becomes a sign that cannot.
fn harmless(text: &str) -> Cow<'_, str> {
    let begins_tag = |next: char| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?');
    let begins_reference = |next: &str| {
        let name = next.split(';').next().unwrap_or_default();
        let is_word = name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'#');
        is_word && !name.is_empty() && name.len() < next.len()
    };
    let mut parts = text.split_inclusive(['<', '&']).peekable();
    let mut harmless = Cow::Borrowed("");
    while let Some(part) = parts.next() {
        let next = parts.peek().copied().unwrap_or_default();
        let (before, sign) = match part.strip_suffix('<') {
            Some(before) if next.starts_with(begins_tag) => (before, "‹"),
            Some(before) => (before, "<"),
            None => match part.strip_suffix('&') {
                Some(before) if begins_reference(next) => (before, "＆"),
                Some(before) => (before, "&"),
                None => (part, ""),
            },
        };
        harmless += before;
        harmless += sign;
    }
    harmless
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn nothing_in_a_title_begins_markup_and_the_rest_stays() {
        for (title, expected) in [
            ("Web is slow", "Web is slow"),
            ("a < b && c > d", "a < b && c > d"),
            ("<b>Bold</b>", "‹b>Bold‹/b>"),
            ("<<img src=x>", "<‹img src=x>"),
            ("<!-- --><?x?><", "‹!-- -->‹?x?><"),
            ("&lt;b&gt; &#60; R&D & co", "＆lt;b＆gt; ＆#60; R&D & co"),
            ("", ""),
        ] {
            assert_eq!(harmless(title), expected);
        }
    }
}
