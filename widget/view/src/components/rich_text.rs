//! A vendor's text: nodes from the tree, and text only as text nodes.

use super::parts::leads_to;
use crate::{decimal::decimal, drawing::Drawing};
use statuslamp_model::{Block, Inline, RichText};

/// The vendor's text in a block of its own. Its headings begin below our deepest, `h3`, whatever
/// level the vendor begins at: nobody misses one.
pub(super) fn rich_text(drawing: &mut Drawing, element: &str, text: &RichText) {
    let mut top = u8::MAX;
    for block in &text.0 {
        if let Block::Heading { level, .. } = block {
            top = top.min(*level);
        }
    }
    drawing.element(element, |drawing| {
        drawing.with("dir", "auto");
        blocks(drawing, &text.0, top);
    });
}

fn blocks(drawing: &mut Drawing, blocks: &[Block], top: u8) {
    for block in blocks {
        match block {
            Block::Paragraph(children) => within(drawing, "p", children),
            Block::Heading { level, children } => {
                let tag = match level.saturating_sub(top) {
                    0 => "h4",
                    1 => "h5",
                    2.. => "h6",
                };
                within(drawing, tag, children);
            }
            Block::List { start, items } => {
                let tag = if start.is_some() { "ol" } else { "ul" };
                drawing.element(tag, |drawing| {
                    if let Some(start) = start.filter(|start| *start != 1) {
                        drawing.with("start", &decimal(start.into()));
                    }
                    for item in items {
                        quoted(drawing, "li", item, top);
                    }
                });
            }
            Block::Quote(children) => quoted(drawing, "blockquote", children, top),
            Block::Code(words) => drawing.element("pre", |drawing| drawing.line("code", words)),
            Block::Table(rows) => drawing.element("table", |drawing| {
                for row in rows {
                    drawing.element("tr", |drawing| {
                        for cell in row {
                            let tag = if cell.header { "th" } else { "td" };
                            within(drawing, tag, &cell.children);
                        }
                    });
                }
            }),
        }
    }
}

fn quoted(drawing: &mut Drawing, tag: &str, children: &[Block], top: u8) {
    drawing.element(tag, |drawing| blocks(drawing, children, top));
}

fn within(drawing: &mut Drawing, tag: &str, children: &[Inline]) {
    drawing.element(tag, |drawing| inlines(drawing, children));
}

fn inlines(drawing: &mut Drawing, inlines_of: &[Inline]) {
    for inline in inlines_of {
        match inline {
            Inline::Text(words) => drawing.text(words),
            Inline::Link { url, children } => drawing.element("a", |drawing| {
                leads_to(drawing, url.as_str());
                inlines(drawing, children);
            }),
            Inline::Strong(children) => within(drawing, "strong", children),
            Inline::Emphasis(children) => within(drawing, "em", children),
            Inline::Code(words) => drawing.line("code", words),
            Inline::Break => drawing.element("br", |_| ()),
        }
    }
}
