//! RFC 4287.

use super::{Entry, Feed, plainly::harmless, story::plain};
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};
use statuslamp_model::Timestamp;
use std::io;

type Xml = Writer<Vec<u8>>;

pub(super) fn print(feed: &Feed) -> io::Result<Vec<u8>> {
    let mut xml = Writer::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let root = xml
        .create_element("feed")
        .with_attribute(("xmlns", "http://www.w3.org/2005/Atom"));
    root.write_inner_content(|xml| {
        text(xml, "id", &feed.id)?;
        title(xml, &feed.title)?;
        text(xml, "updated", &instant(feed.updated))?;
        link(xml, "self", &feed.address)?;
        link(xml, "alternate", &feed.home)?;
        let generator = xml.create_element("generator");
        generator.write_text_content(BytesText::new("Statuslamp"))?;
        feed.entries.iter().try_for_each(|it| entry(xml, it))
    })?;
    Ok(xml.into_inner())
}

fn entry(xml: &mut Xml, entry: &Entry) -> io::Result<()> {
    let element = xml.create_element("entry");
    element.write_inner_content(|xml| {
        text(xml, "id", &entry.id)?;
        title(xml, &entry.title)?;
        text(xml, "published", &instant(entry.published))?;
        text(xml, "updated", &instant(entry.updated))?;
        link(xml, "alternate", &entry.url)?;
        let author = xml.create_element("author");
        author.write_inner_content(|xml| text(xml, "name", &harmless(&entry.author)))?;
        for category in &entry.categories {
            xml.create_element("category")
                .with_attribute(("term", *category))
                .write_empty()?;
        }
        let content = xml
            .create_element("content")
            .with_attribute(("type", "html"));
        content.write_text_content(BytesText::new(&plain(&entry.html)))?;
        Ok(())
    })?;
    Ok(())
}

/// A title that says it is text, for those who would look for markup in it.
fn title(xml: &mut Xml, title: &str) -> io::Result<()> {
    let element = xml.create_element("title").with_attribute(("type", "text"));
    element.write_text_content(BytesText::new(&plain(title)))?;
    Ok(())
}

fn text(xml: &mut Xml, name: &str, text: &str) -> io::Result<()> {
    xml.create_element(name)
        .write_text_content(BytesText::new(&plain(text)))?;
    Ok(())
}

fn link(xml: &mut Xml, relation: &str, address: &str) -> io::Result<()> {
    let link = xml.create_element("link").with_attribute(("rel", relation));
    link.with_attribute(("href", address)).write_empty()?;
    Ok(())
}

fn instant(at: Timestamp) -> String {
    at.to_second().to_string()
}
