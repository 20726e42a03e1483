//! A vendor's text: nodes from the tree, and text only as text nodes.

use leptos::{html, prelude::*};
use statuslamp_model::{Block, Cell, Inline, RichText};

/// The vendor's text in a block of its own. Its headings begin below our deepest, `h3`.
pub(super) fn rich_text(class: &'static str, text: RichText) -> AnyView {
    html::div()
        .class(class)
        .dir("auto")
        .child(blocks(text.0))
        .into_any()
}

fn blocks(blocks: Vec<Block>) -> Vec<AnyView> {
    blocks.into_iter().map(block).collect()
}

fn block(block: Block) -> AnyView {
    match block {
        Block::Paragraph(children) => html::p().child(inlines(children)).into_any(),
        Block::Heading { level, children } => {
            let children = inlines(children);
            match level {
                ..=1 => html::h4().child(children).into_any(),
                2 => html::h5().child(children).into_any(),
                3.. => html::h6().child(children).into_any(),
            }
        }
        Block::List { start, items } => {
            let items: Vec<AnyView> = items.into_iter().map(item).collect();
            match start {
                Some(start) => html::ol()
                    .attr("start", start.to_string())
                    .child(items)
                    .into_any(),
                None => html::ul().child(items).into_any(),
            }
        }
        Block::Quote(children) => html::blockquote().child(blocks(children)).into_any(),
        Block::Code(text) => html::pre().child(html::code().child(text)).into_any(),
        Block::Table(rows) => html::table()
            .child(rows.into_iter().map(row).collect::<Vec<_>>())
            .into_any(),
    }
}

fn item(children: Vec<Block>) -> AnyView {
    html::li().child(blocks(children)).into_any()
}

fn row(cells: Vec<Cell>) -> AnyView {
    let cells: Vec<AnyView> = cells
        .into_iter()
        .map(|cell| {
            let children = inlines(cell.children);
            if cell.header {
                html::th().child(children).into_any()
            } else {
                html::td().child(children).into_any()
            }
        })
        .collect();
    html::tr().child(cells).into_any()
}

fn inlines(inlines: Vec<Inline>) -> Vec<AnyView> {
    inlines.into_iter().map(inline).collect()
}

fn inline(inline: Inline) -> AnyView {
    match inline {
        Inline::Text(text) => text.into_any(),
        Inline::Link { url, children } => html::a()
            .href(url.to_string())
            .target("_blank")
            .rel("nofollow noopener noreferrer")
            .child(inlines(children))
            .into_any(),
        Inline::Strong(children) => html::strong().child(inlines(children)).into_any(),
        Inline::Emphasis(children) => html::em().child(inlines(children)).into_any(),
        Inline::Code(text) => html::code().child(text).into_any(),
        Inline::Break => html::br().into_any(),
    }
}
