//! A vendor's text as a small tree: no upstream markup survives it.

mod html;
mod plain;
mod wire;

use crate::LinkUrl;
use serde::{Deserialize, Serialize};
use wire::Node;

/// A vendor's text. Empty when there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(from = "Vec<Node>", into = "Vec<Node>")]
pub struct RichText(pub Vec<Block>);

/// No text.
impl Default for &RichText {
    fn default() -> Self {
        const { &RichText(Vec::new()) }
    }
}

/// A block of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A heading of the vendor's own level, 1 to 6. Whoever shows it moves it below its own.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its text.
        children: Vec<Inline>,
    },
    /// A list.
    List {
        /// The number of the first item of an ordered list; `None` for bullets.
        start: Option<u32>,
        /// Each item's blocks.
        items: Vec<Vec<Block>>,
    },
    /// A quotation.
    Quote(Vec<Block>),
    /// Preformatted text.
    Code(String),
    /// A table, row by row.
    Table(Vec<Vec<Cell>>),
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Whether it heads its column or row.
    pub header: bool,
    /// Its text.
    pub children: Vec<Inline>,
}

/// A run of text inside a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Plain text, to be shown as it is.
    Text(String),
    /// A link.
    Link {
        /// Where it leads.
        url: LinkUrl,
        /// Its text.
        children: Vec<Inline>,
    },
    /// Strong emphasis.
    Strong(Vec<Inline>),
    /// Emphasis.
    Emphasis(Vec<Inline>),
    /// Code in a line.
    Code(String),
    /// A line break.
    Break,
}

impl RichText {
    /// One paragraph of plain text per line group; blank lines part paragraphs.
    pub fn from_plain(text: &str) -> Self {
        let text = text.replace("\r\n", "\n");
        let paragraphs = text
            .split("\n\n")
            .map(str::trim)
            .filter(|part| !part.is_empty());
        Self(
            paragraphs
                .map(|part| {
                    let mut children = Vec::new();
                    for line in part.lines() {
                        if !children.is_empty() {
                            children.push(Inline::Break);
                        }
                        children.push(Inline::Text(line.trim().to_owned()));
                    }
                    Block::Paragraph(children)
                })
                .collect(),
        )
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As HTML, with the vendor's first heading level printed as `top_heading` (1 to 6).
    pub fn to_html(&self, top_heading: u8) -> String {
        html::print(&self.0, top_heading)
    }

    /// As plain text: blocks parted by blank lines, list items marked, links with their address.
    pub fn to_plain(&self) -> String {
        plain::print(&self.0)
    }
}
