//! Which elements there are, and which of them mean something to us.

use std::borrow::Cow;

/// What an element means for the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    Paragraph,
    Heading(u8),
    OrderedList,
    UnorderedList,
    Item,
    Quote,
    Preformatted,
    Table,
    Row,
    HeaderCell,
    Cell,
    Link,
    Strong,
    Emphasis,
    Code,
    /// Parts paragraphs and has no other meaning.
    Division,
    /// Has no meaning at all; its content stands for itself.
    Transparent,
}

impl Element {
    /// The meaning of an element by its name in lower case.
    pub(super) fn of(name: &str) -> Self {
        match name {
            "p" | "dt" | "dd" | "caption" | "summary" | "figcaption" => Self::Paragraph,
            "h1" => Self::Heading(1),
            "h2" => Self::Heading(2),
            "h3" => Self::Heading(3),
            "h4" => Self::Heading(4),
            "h5" => Self::Heading(5),
            "h6" => Self::Heading(6),
            "ol" => Self::OrderedList,
            "ul" | "menu" | "dir" => Self::UnorderedList,
            "li" => Self::Item,
            "blockquote" => Self::Quote,
            "pre" | "listing" | "xmp" => Self::Preformatted,
            "table" => Self::Table,
            "tr" => Self::Row,
            "th" => Self::HeaderCell,
            "td" => Self::Cell,
            "a" => Self::Link,
            "strong" | "b" => Self::Strong,
            "em" | "i" | "cite" | "dfn" => Self::Emphasis,
            "code" | "tt" | "kbd" | "samp" => Self::Code,
            "address" | "article" | "aside" | "body" | "center" | "details" | "dialog" | "div"
            | "dl" | "fieldset" | "figure" | "footer" | "form" | "header" | "hgroup" | "html"
            | "main" | "nav" | "section" => Self::Division,
            _ => Self::Transparent,
        }
    }

    /// Whether it stands beside paragraphs rather than in them.
    pub(super) const fn is_block(self) -> bool {
        !matches!(
            self,
            Self::Link | Self::Strong | Self::Emphasis | Self::Code | Self::Transparent
        )
    }
}

/// Elements whose content is for machines.
pub(super) const MACHINE_ELEMENTS: &[&str] =
    &["script", "style", "iframe", "noembed", "noframes", "title"];

/// The other elements of HTML, past ones included, so that what merely looks like a tag
/// (`Failures with <Say>`) can be told from one.
const OTHER_ELEMENTS: &[&str] = &[
    "abbr", "acronym", "area", "audio", "base", "bdi", "bdo", "big", "br", "button", "canvas",
    "col", "colgroup", "data", "datalist", "del", "embed", "font", "frame", "frameset", "head",
    "hr", "img", "input", "ins", "label", "legend", "link", "map", "mark", "marquee", "math",
    "meta", "meter", "noscript", "object", "optgroup", "option", "output", "param", "picture",
    "progress", "q", "rp", "rt", "ruby", "s", "select", "slot", "small", "source", "span",
    "strike", "sub", "sup", "svg", "tbody", "template", "textarea", "tfoot", "thead", "time",
    "track", "u", "var", "video", "wbr",
];

fn is_known(name: &str) -> bool {
    Element::of(name) != Element::Transparent
        || MACHINE_ELEMENTS.contains(&name)
        || OTHER_ELEMENTS.contains(&name)
}

/// Turns into text what looks like a tag and is none, and elements for machines that are opened
/// and never closed: they would swallow the rest of the message.
pub(super) fn escape_unknown(html: &str) -> Cow<'_, str> {
    let lower = html.to_ascii_lowercase();
    let last_end_tags: Vec<_> = MACHINE_ELEMENTS
        .iter()
        .map(|name| lower.rfind(&format!("</{name}")))
        .collect();
    let mut escaped = String::new();
    let mut copied = 0;
    for (at, _) in html.match_indices('<') {
        let name_at = at + 1 + usize::from(lower[at + 1..].starts_with('/'));
        let name = lower[name_at..]
            .split(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/' | '<'))
            .next()
            .unwrap_or_default();
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            // No tag to the tokenizer either.
            continue;
        }
        let swallows = MACHINE_ELEMENTS
            .iter()
            .position(|machine| *machine == name)
            .is_some_and(|index| last_end_tags[index].is_none_or(|end| end < at));
        if !is_known(name) || swallows {
            escaped.push_str(&html[copied..at]);
            escaped.push_str("&lt;");
            copied = at + 1;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    escaped.push_str(&html[copied..]);
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_tag_and_is_none_becomes_text() {
        for (html, escaped) in [
            ("<p>a</p>", "<p>a</p>"),
            ("with <Say> voices", "with &lt;Say> voices"),
            ("</Say>", "&lt;/Say>"),
            ("<unlabeled event>", "&lt;unlabeled event>"),
            ("a <script> tag", "a &lt;script> tag"),
            ("<script>x</SCRIPT>", "<script>x</SCRIPT>"),
            ("1 < 2", "1 < 2"),
            ("<STRONG >é", "<STRONG >é"),
        ] {
            assert_eq!(escape_unknown(html), escaped);
        }
    }
}
