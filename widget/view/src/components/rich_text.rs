//! A vendor's text: nodes from the tree, and text only as text nodes.

use super::parts::link;
use crate::node::{Node, element, text};
use statuslamp_model::{Block, Cell, Inline, RichText};

/// The vendor's text in a block of its own. Its headings begin below our deepest, `h3`, whatever
/// level the vendor begins at: nobody misses one.
pub(super) fn rich_text(class: &'static str, text: RichText) -> Node {
    let mut top = u8::MAX;
    for block in &text.0 {
        if let Block::Heading { level, .. } = block {
            top = top.min(*level);
        }
    }
    element("div", class, blocks(text.0, top)).with("dir", "auto")
}

fn blocks(blocks: Vec<Block>, top: u8) -> Vec<Node> {
    let blocks = blocks.into_iter();
    blocks.map(|one| block(one, top)).collect()
}

fn block(block: Block, top: u8) -> Node {
    match block {
        Block::Paragraph(children) => element("p", "", inlines(children)),
        Block::Heading { level, children } => {
            let tag = match level.saturating_sub(top) {
                0 => "h4",
                1 => "h5",
                2.. => "h6",
            };
            element(tag, "", inlines(children))
        }
        Block::List { start, items } => {
            let items = items.into_iter().map(|one| item(one, top)).collect();
            match start {
                None => element("ul", "", items),
                Some(1) => element("ol", "", items),
                Some(start) => element("ol", "", items).with("start", start.to_string()),
            }
        }
        Block::Quote(children) => element("blockquote", "", blocks(children, top)),
        Block::Code(code) => element("pre", "", vec![element("code", "", vec![text(code)])]),
        Block::Table(rows) => element("table", "", rows.into_iter().map(row).collect()),
    }
}

fn item(children: Vec<Block>, top: u8) -> Node {
    element("li", "", blocks(children, top))
}

fn row(cells: Vec<Cell>) -> Node {
    element("tr", "", cells.into_iter().map(cell).collect())
}

fn cell(cell: Cell) -> Node {
    let tag = if cell.header { "th" } else { "td" };
    element(tag, "", inlines(cell.children))
}

fn inlines(inlines: Vec<Inline>) -> Vec<Node> {
    inlines.into_iter().map(inline).collect()
}

fn inline(inline: Inline) -> Node {
    match inline {
        Inline::Text(words) => text(words),
        Inline::Link { url, children } => link("", url.to_string(), inlines(children)),
        Inline::Strong(children) => element("strong", "", inlines(children)),
        Inline::Emphasis(children) => element("em", "", inlines(children)),
        Inline::Code(code) => element("code", "", vec![text(code)]),
        Inline::Break => element("br", "", Vec::new()),
    }
}
