//! Rich text: one uniform node on the wire, blocks and inlines in the model. All that is in a node
//! is taken, also where the model has no place for it.

use super::values::Values;
use statuslamp_model::{Block, Cell, Inline, LinkUrl, RichText};

pub(super) fn rich_text(values: &mut Values<'_>) -> Option<RichText> {
    list(values, block).map(RichText)
}

#[inline(never)]
fn list<T>(values: &mut Values<'_>, item: impl Fn(&mut Values<'_>) -> T) -> Option<Vec<T>> {
    let mut items = Vec::new();
    for _ in 0..values.whole()? {
        items.push(item(values));
    }
    Some(items)
}

/// A node up to its children.
struct Node<'a> {
    kind: &'a str,
    text: &'a str,
    url: &'a str,
    number: Option<u32>,
}

#[inline(never)]
fn node<'a>(values: &mut Values<'a>) -> Node<'a> {
    Node {
        kind: values.text().unwrap_or_default(),
        text: values.text().unwrap_or_default(),
        url: values.text().unwrap_or_default(),
        number: values.whole().and_then(|number| number.try_into().ok()),
    }
}

/// A node in the place of a block; an unknown type becomes a paragraph of its text.
fn block(values: &mut Values<'_>) -> Block {
    let node = node(values);
    let number = node.number.unwrap_or(1);
    let start = match node.kind {
        "ordered_list" => Some(number),
        "unordered_list" => None,
        "quote" => return Block::Quote(blocks(values)),
        "table" => {
            let row = |row: &mut Values<'_>| {
                self::node(row);
                list(row, cell).unwrap_or_default()
            };
            return Block::Table(list(values, row).unwrap_or_default());
        }
        kind => {
            let mut children = Vec::new();
            if matches!(kind, "paragraph" | "heading" | "code_block") {
                inlines(values, &mut children);
            } else {
                inline(&node, values, &mut children);
            }
            return match kind {
                "heading" => Block::Heading {
                    level: u8::try_from(number).unwrap_or(1).clamp(1, 6),
                    children,
                },
                "code_block" => Block::Code(node.text.to_owned()),
                _ => Block::Paragraph(children),
            };
        }
    };
    let item = |item: &mut Values<'_>| {
        self::node(item);
        blocks(item)
    };
    let items = list(values, item).unwrap_or_default();
    Block::List { start, items }
}

fn blocks(values: &mut Values<'_>) -> Vec<Block> {
    list(values, block).unwrap_or_default()
}

fn cell(values: &mut Values<'_>) -> Cell {
    let header = node(values).kind == "header_cell";
    let mut children = Vec::new();
    inlines(values, &mut children);
    Cell { header, children }
}

#[inline(never)]
fn inlines(values: &mut Values<'_>, inlines_so_far: &mut Vec<Inline>) {
    for _ in 0..values.whole().unwrap_or_default() {
        let node = node(values);
        inline(&node, values, inlines_so_far);
    }
}

/// A node in the place of text; an unknown type gives its own text and that of its children.
#[inline(never)]
fn inline(node: &Node<'_>, values: &mut Values<'_>, inlines_so_far: &mut Vec<Inline>) {
    let mut children = Vec::new();
    inlines(values, &mut children);
    let own = || node.text.to_owned();
    inlines_so_far.push(match node.kind {
        "text" => Inline::Text(own()),
        "code" => Inline::Code(own()),
        "break" => Inline::Break,
        "strong" => Inline::Strong(children),
        "emphasis" => Inline::Emphasis(children),
        kind => {
            if kind == "link"
                && let Some(url) = LinkUrl::new(node.url)
            {
                Inline::Link { url, children }
            } else {
                if kind != "link" && !node.text.is_empty() {
                    inlines_so_far.push(Inline::Text(own()));
                }
                inlines_so_far.extend(children);
                return;
            }
        }
    });
}
