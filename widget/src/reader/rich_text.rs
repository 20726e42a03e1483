//! Rich text: one uniform node on the wire, blocks and inlines in the model.

use super::{Source, each, list, string, text};
use statuslamp_model::{Block, Cell, Inline, RichText};

pub(super) fn rich_text<S: Source>(source: &S) -> Option<RichText> {
    Some(RichText(each(&source.items()?, block::<S>)))
}

/// A node in the place of a block; an unknown type becomes a paragraph of its text.
fn block<S: Source>(node: &S) -> Block {
    match string(node, "type").as_str() {
        "paragraph" => Block::Paragraph(inlines(node)),
        "heading" => Block::Heading {
            level: u8::try_from(number(node).unwrap_or(1))
                .unwrap_or(1)
                .clamp(1, 6),
            children: inlines(node),
        },
        "ordered_list" => Block::List {
            start: Some(number(node).unwrap_or(1)),
            items: list(node, CHILDREN, blocks::<S>),
        },
        "unordered_list" => Block::List {
            start: None,
            items: list(node, CHILDREN, blocks::<S>),
        },
        "quote" => Block::Quote(blocks(node)),
        "code_block" => Block::Code(string(node, "text")),
        "table" => Block::Table(list(node, CHILDREN, |row: &S| {
            list(row, CHILDREN, cell::<S>)
        })),
        _ => {
            let mut children = Vec::new();
            inline(node, &mut children);
            Block::Paragraph(children)
        }
    }
}

const CHILDREN: &str = "children";

fn blocks<S: Source>(node: &S) -> Vec<Block> {
    list(node, CHILDREN, block::<S>)
}

fn cell<S: Source>(node: &S) -> Cell {
    Cell {
        header: string(node, "type") == "header_cell",
        children: inlines(node),
    }
}

fn inlines<S: Source>(node: &S) -> Vec<Inline> {
    let mut inlines = Vec::new();
    for child in node.member(CHILDREN).items().unwrap_or_default() {
        inline(&child, &mut inlines);
    }
    inlines
}

/// A node in the place of text; an unknown type gives its own text and that of its children.
fn inline<S: Source>(node: &S, inlines_so_far: &mut Vec<Inline>) {
    let own = text(node, "text");
    inlines_so_far.push(match string(node, "type").as_str() {
        "text" => Inline::Text(own.unwrap_or_default()),
        "code" => Inline::Code(own.unwrap_or_default()),
        "break" => Inline::Break,
        "strong" => Inline::Strong(inlines(node)),
        "emphasis" => Inline::Emphasis(inlines(node)),
        kind => {
            let url = string(node, "url").parse();
            if let ("link", Ok(url)) = (kind, url) {
                Inline::Link {
                    url,
                    children: inlines(node),
                }
            } else {
                let own = own.filter(|own| !own.is_empty() && kind != "link");
                inlines_so_far.extend(own.map(Inline::Text));
                inlines_so_far.extend(inlines(node));
                return;
            }
        }
    });
}

fn number(node: &impl Source) -> Option<u32> {
    super::whole(node, "number").and_then(|number| u32::try_from(number).ok())
}
