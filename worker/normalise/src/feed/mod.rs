//! History feeds, Atom and RSS 2.0, as Statuspage and Instatus write them.
//!
//! Read with `quick-xml`, which resolves no entities but the five of XML and fetches nothing: a
//! document type declaration has no effect.

mod frames;
mod timeline;

use frames::Frames;
pub(crate) use timeline::Timeline;

use crate::bounds::{MAX_EVENTS, quoted};
use crate::notes::Notes;
use crate::{Came, WarningKind};
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// A feed.
#[derive(Debug, Default)]
pub(crate) struct Feed {
    /// What it calls itself.
    pub(crate) title: String,
    /// Its entries in its own order.
    pub(crate) entries: Vec<Entry>,
    /// How many more there are than are read.
    unread: usize,
}

/// An entry of a feed.
#[derive(Debug, Default)]
pub(crate) struct Entry {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) link: String,
    /// In RSS the one date there is.
    pub(crate) published: String,
    pub(crate) updated: String,
    /// HTML.
    pub(crate) content: String,
}

impl Feed {
    /// Says that there is more than was read.
    pub(crate) fn note_unread(&self, notes: &Notes) {
        if self.unread > 0 {
            let detail = format!("{} more", self.unread);
            notes.warn(WarningKind::Truncated, "entries", &detail);
        }
    }
}

/// Parses a feed. The root decides: `feed` is Atom, `rss` is RSS.
pub(crate) fn parse(xml: &str) -> Result<Feed, Came> {
    let mut reader = Reader::from_str(xml);
    let mut open = Vec::new();
    let mut state = State::default();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                state.start(&tag, open.len())?;
                open.push(local_name(&tag));
            }
            Ok(Event::Empty(tag)) => {
                state.start(&tag, open.len())?;
                state.end(&local_name(&tag), open.len());
            }
            Ok(Event::End(_)) => {
                if let Some(name) = open.pop() {
                    state.end(&name, open.len());
                }
            }
            Ok(Event::Text(text)) => state.text(&text.xml10_content()),
            Ok(Event::CData(text)) => state.text(&text.xml10_content()),
            Ok(Event::GeneralRef(reference)) => state.text(&resolved(&reference)),
            Ok(Event::Eof) if !open.is_empty() => {
                return Err(Came::Malformed(format!(
                    "the feed ends inside {}",
                    quoted(&open.join("/"))
                )));
            }
            Ok(Event::Eof) => break,
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {}
            Err(error) => return Err(Came::Malformed(quoted(&error.to_string()))),
        }
    }
    if state.is_feed {
        Ok(state.feed)
    } else {
        Err(Came::OtherShape(
            "an XML document without a root".to_owned(),
        ))
    }
}

fn local_name(tag: &BytesStart<'_>) -> String {
    tag.local_name().as_ref().to_owned()
}

/// One of the five entities of XML or a character; anything else stays as it is written.
fn resolved(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return character.to_string();
    }
    let name = reference.xml10_content();
    match &*name {
        "amp" => "&".to_owned(),
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        other => format!("&{other};"),
    }
}

#[derive(Default)]
struct State {
    feed: Feed,
    is_feed: bool,
    entry: Option<Entry>,
    /// Depth of the open entry.
    entry_depth: usize,
    /// Text of the element that is being read.
    text: String,
}

impl State {
    fn start(&mut self, tag: &BytesStart<'_>, depth: usize) -> Result<(), Came> {
        let name = local_name(tag);
        if depth == 0 {
            if self.is_feed || !matches!(name.as_str(), "feed" | "rss") {
                return Err(Came::OtherShape(format!(
                    "an XML document <{}>",
                    quoted(&name)
                )));
            }
            self.is_feed = true;
        }
        match (&mut self.entry, name.as_str()) {
            (None, "entry" | "item") => {
                self.entry = Some(Entry::default());
                self.entry_depth = depth;
            }
            (Some(entry), "link") if depth == self.entry_depth + 1 => {
                if let Some(address) = alternate_address(tag) {
                    entry.link = address;
                }
            }
            _ => {}
        }
        // Markup inside a text would be a text of type `xhtml`, which neither vendor writes.
        self.text.clear();
        Ok(())
    }

    fn text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn end(&mut self, name: &str, depth: usize) {
        let text = std::mem::take(&mut self.text);
        let Some(entry) = &mut self.entry else {
            if name == "title" && self.feed.title.is_empty() {
                self.feed.title = text;
            }
            return;
        };
        if depth == self.entry_depth {
            let entry = self.entry.take().unwrap_or_default();
            if self.feed.entries.len() < MAX_EVENTS {
                self.feed.entries.push(entry);
            } else {
                self.feed.unread += 1;
            }
        } else if depth == self.entry_depth + 1 {
            match name {
                "id" | "guid" => entry.id = text.trim().to_owned(),
                "title" => entry.title = text,
                "link" if entry.link.is_empty() => text.trim().clone_into(&mut entry.link),
                "published" | "pubDate" => text.trim().clone_into(&mut entry.published),
                "updated" => text.trim().clone_into(&mut entry.updated),
                "content" | "description" => entry.content = text,
                _ => {}
            }
        }
    }
}

/// The address of an Atom link to the entry's own page.
fn alternate_address(tag: &BytesStart<'_>) -> Option<String> {
    let attribute = |name: &str| {
        tag.attributes()
            .flatten()
            .find(|attribute| attribute.key.as_ref() == name)
            .map(|attribute| {
                quick_xml::escape::unescape(&attribute.value).map(std::borrow::Cow::into_owned)
            })
    };
    let relation = attribute("rel").and_then(Result::ok);
    let is_alternate = relation.is_none_or(|relation| relation == "alternate");
    if is_alternate {
        attribute("href")?.ok()
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn atom_and_rss_give_the_same_entries() {
        let atom = r#"<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>
            <link rel="self" href="https://s.example/history.atom"/>
            <entry><id>tag:s.example,2005:Incident/1</id><title>A &lt;b&gt; &#38; c</title>
            <link rel="edit" href="https://s.example/edit"/>
            <link rel="alternate" href="https://s.example/incidents/1?a=1&amp;b=2"/>
            <published>P</published><updated>U</updated>
            <content type="html"><![CDATA[<p>x</p>]]></content></entry></feed>"#;
        let rss = r"<rss><channel><title>T</title><link>https://s.example</link>
            <item><guid>g</guid><title>A &lt;b&gt; &amp; c</title>
            <link>https://s.example/incidents/1?a=1&amp;b=2</link>
            <pubDate>P</pubDate><description>&lt;p&gt;x&lt;/p&gt;</description></item></channel></rss>";

        for feed in [parse(atom).unwrap(), parse(rss).unwrap()] {
            assert_eq!(feed.title, "T");
            let entry = &feed.entries[0];
            assert_eq!(entry.title, "A <b> & c");
            assert_eq!(entry.link, "https://s.example/incidents/1?a=1&b=2");
            assert_eq!(entry.published, "P");
            assert_eq!(entry.content, "<p>x</p>");
        }
    }

    #[test]
    fn entities_of_a_document_type_are_not_expanded() {
        let bomb = r#"<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>
            <feed><entry><title>&b;&f;</title></entry></feed>"#;

        let feed = parse(bomb).unwrap();

        assert_eq!(feed.entries[0].title, "&b;&f;");
    }

    #[test]
    fn a_feed_that_breaks_off_is_malformed() {
        for xml in [
            "<feed><entry><title>x",
            "<rss><channel></rss>",
            "<feed><entry a=></feed",
        ] {
            assert!(matches!(parse(xml), Err(Came::Malformed(_))), "{xml}");
        }
    }

    #[test]
    fn another_root_is_another_shape() {
        for xml in [
            "<?xml version=\"1.0\"?><Error/>",
            "<?xml version=\"1.0\"?>",
            "<feed/><feed/>",
        ] {
            assert!(matches!(parse(xml), Err(Came::OtherShape(_))), "{xml}");
        }
    }

    #[test]
    fn deep_nesting_is_no_recursion() {
        let xml = "<feed>".to_owned() + &"<a>".repeat(200_000);

        assert!(matches!(parse(&xml), Err(Came::Malformed(_))));
    }
}
