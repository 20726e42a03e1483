//! The document around what is shown: what a search engine, a chat and a browser are told of it.

use crate::{
    language::{Language, Tongue},
    said::Said,
};
use serde_json::{Value, json};
use statuslamp_model::Timestamp;
use statuslamp_view::{Drawing, PAGE_STYLE, Paper, escape};
use std::fmt::Write;

/// What every page is told beside what it shows.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// What it is told in.
    pub tongue: Tongue,
    /// The present.
    pub now: Timestamp,
    /// Scheme, host and port of the deployment: `https://status.example.com`.
    pub origin: &'a str,
    /// The path without the language, and what of the query belongs to it.
    pub path: &'a str,
}

/// What a page is about.
#[derive(Debug)]
pub(crate) struct About {
    /// The title, plain text.
    pub(crate) title: String,
    /// What it is about in a sentence or two, plain text.
    pub(crate) description: String,
    /// The same for machines, as schema.org has it; `null` where there is nothing to say.
    pub(crate) data: Value,
    /// Whether it is there in every language, and to be found.
    pub(crate) is_found: bool,
}

impl Frame<'_> {
    /// The path of another page in this language.
    pub(crate) fn way(&self, path: &str) -> String {
        way(self.tongue.language, path)
    }

    /// The address of a page, as it is told to others.
    pub(crate) fn address(&self, path: &str) -> String {
        [self.origin, &self.way(path)].concat()
    }

    /// The whole document. `page` is the page it is about, if any; `lift` is by how many levels the vendor's headings rise.
    pub(crate) fn print(
        &self,
        about: &About,
        page: &str,
        lift: u8,
        content: impl FnOnce(&mut Drawing),
    ) -> String {
        let words = self.tongue.words;
        let mut drawing = Drawing::new(words);
        drawing.element("div|class=lamp", |drawing| {
            self.header(drawing, page);
            drawing.element("main", |drawing| {
                drawing.with("class", "main");
                content(drawing);
            });
            self.footer(drawing, page);
        });
        let mut html = String::from("<!doctype html>\n<html");
        attribute(&mut html, "lang", words.lang());
        attribute(&mut html, "dir", words.dir());
        html.push_str(">\n<head>\n<meta charset=\"utf-8\">\n");
        html.push_str(VIEWPORT);
        self.head(&mut html, about, page);
        html.push_str("<style>");
        html.push_str(PAGE_STYLE);
        html.push_str("</style>\n");
        html.push_str(SCRIPT);
        if !page.is_empty() {
            html.push_str(LOADER);
        }
        html.push_str("</head>\n<body>\n");
        drawing.print(
            &mut html,
            &Paper {
                time: &|instant| self.absolute(instant),
                lift,
            },
        );
        html.push_str("\n</body>\n</html>\n");
        html
    }

    /// When, by the clocks of the vendor, of an instant in RFC 3339.
    fn absolute(&self, instant: &str) -> Option<String> {
        let at: Timestamp = instant.parse().ok()?;
        let formats = self.tongue.words.formats();
        Some(formats.moment(at, self.now))
    }

    fn head(&self, html: &mut String, about: &About, page: &str) {
        html.push_str("<title>");
        escape(&about.title, html);
        html.push_str("</title>\n");
        meta(html, "name", "description", &about.description);
        if !about.is_found {
            meta(html, "name", "robots", "noindex");
            return;
        }
        let address = self.address(self.path);
        link(html, "canonical", None, &address);
        for &language in Language::ALL {
            let address = [self.origin, &way(language, self.path)].concat();
            link(html, "alternate", Some(language.tag()), &address);
        }
        let default = [self.origin, self.path].concat();
        link(html, "alternate", Some("x-default"), &default);
        if !page.is_empty() {
            let feed = format!("/v1/pages/{page}/feed.atom");
            html.push_str(FEED);
            attribute(html, "href", &feed);
            html.push_str(">\n");
        }
        meta(html, "property", "og:type", "website");
        meta(html, "property", "og:site_name", SITE);
        meta(html, "property", "og:title", &about.title);
        meta(html, "property", "og:description", &about.description);
        meta(html, "property", "og:url", &address);
        let locale = self.tongue.language.tag();
        meta(html, "property", "og:locale", locale);
        meta(html, "name", "twitter:card", "summary");
        if !about.data.is_null() {
            // A text in it cannot end the element.
            let data = about.data.to_string().replace('<', "\\u003c");
            html.push_str("<script type=\"application/ld+json\">");
            html.push_str(&data);
            html.push_str("</script>\n");
        }
    }

    fn header(&self, drawing: &mut Drawing, page: &str) {
        drawing.element("header|class=top", |drawing| {
            drawing.element("a|class=brand", |drawing| {
                drawing.with("href", &self.way("/"));
                drawing.text(SITE);
            });
            if !page.is_empty() {
                // What it shows by itself has a place from the beginning.
                drawing.element("div|class=live", |drawing| {
                    drawing.element("statuslamp-status", |drawing| {
                        drawing.with("page", page);
                        drawing.with("lang", self.tongue.words.lang());
                    });
                });
            }
        });
    }

    fn footer(&self, drawing: &mut Drawing, page: &str) {
        drawing.element("footer|class=foot", |drawing| {
            drawing.element("p|class=ways", |drawing| {
                let documentation = self.tongue.get(Said::Documentation);
                way_to(drawing, "/docs/", documentation);
                if !page.is_empty() {
                    for (file, name) in FORMS {
                        way_to(drawing, &format!("/v1/pages/{page}/{file}"), name);
                    }
                }
            });
            drawing.element("nav", |drawing| {
                drawing.with("aria-label", self.tongue.get(Said::Language));
                drawing.element("ul|class=languages|role=list", |drawing| {
                    for &language in Language::ALL {
                        drawing.element("li", |drawing| self.language(drawing, language));
                    }
                });
            });
        });
    }

    fn language(&self, drawing: &mut Drawing, language: Language) {
        drawing.element("a", |drawing| {
            drawing.with("href", &way(language, self.path));
            drawing.with("hreflang", language.tag());
            drawing.with("lang", language.tag());
            if language == self.tongue.language {
                drawing.with("aria-current", "true");
            }
            drawing.text(language.name());
        });
    }
}

/// The name of all pages together.
pub(crate) const SITE: &str = "Statuslamp";

const VIEWPORT: &str = "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
    <meta name=\"color-scheme\" content=\"light dark\">\n\
    <link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\">\n";

/// What makes a page live; without it everything is there to be read.
/// The same truth for programs: the last part of its address, and its name.
const FORMS: [(&str, &str); 3] = [
    ("summary", "JSON"),
    ("feed.atom", "Atom"),
    ("feed.rss", "RSS"),
];
const FEED: &str = "<link rel=\"alternate\" type=\"application/atom+xml\"";

/// The first one changes lines before they are seen: nothing moves afterwards.
const SCRIPT: &str = "<script src=\"/people.js\" defer blocking=\"render\"></script>\n";
/// Brings the elements.
const LOADER: &str = "<script src=\"/embed.js\" defer></script>\n";

fn way_to(drawing: &mut Drawing, path: &str, name: &str) {
    drawing.element("a", |drawing| {
        drawing.with("href", path);
        drawing.text(name);
    });
}

fn way(language: Language, path: &str) -> String {
    [language.prefix(), path].concat()
}

fn attribute(html: &mut String, name: &str, value: &str) {
    // Writing to a String cannot fail.
    let _ = write!(html, " {name}=\"");
    escape(value, html);
    html.push('"');
}

fn meta(html: &mut String, kind: &str, name: &str, content: &str) {
    html.push_str("<meta");
    attribute(html, kind, name);
    attribute(html, "content", content);
    html.push_str(">\n");
}

fn link(html: &mut String, relation: &str, language: Option<&str>, address: &str) {
    html.push_str("<link");
    attribute(html, "rel", relation);
    if let Some(language) = language {
        attribute(html, "hreflang", language);
    }
    attribute(html, "href", address);
    html.push_str(">\n");
}

/// Where a page stands among the others, as schema.org has it.
pub(crate) fn trail(steps: &[(&str, String)]) -> Value {
    let items = steps.iter().enumerate().map(|(at, (name, address))| {
        json!({ "@type": "ListItem", "position": at + 1, "name": name, "item": address })
    });
    json!({ "@type": "BreadcrumbList", "itemListElement": items.collect::<Vec<_>>() })
}
