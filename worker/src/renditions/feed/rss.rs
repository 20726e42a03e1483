//! RSS 2.0.

use super::{Entry, Feed, plainly::harmless, story::plain};
use crate::http::http_date;
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};
use std::io;

type Xml = Writer<Vec<u8>>;

pub(super) fn print(feed: &Feed) -> io::Result<Vec<u8>> {
    let mut xml = Writer::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let root = xml.create_element("rss").with_attribute(("version", "2.0"));
    root.with_attribute(("xmlns:dc", "http://purl.org/dc/elements/1.1/"))
        .with_attribute(("xmlns:atom", "http://www.w3.org/2005/Atom"))
        .write_inner_content(|xml| {
            let channel = xml.create_element("channel");
            channel.write_inner_content(|xml| {
                text(xml, "title", &harmless(&feed.title))?;
                text(xml, "link", &feed.home)?;
                if feed.address.starts_with("https://") {
                    let own = xml.create_element("atom:link");
                    own.with_attribute(("rel", "self"))
                        .with_attribute(("href", feed.address.as_str()))
                        .write_empty()?;
                }
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
