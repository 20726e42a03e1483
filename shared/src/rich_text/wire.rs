//! The wire form of rich text: one uniform node, so that a type this reader does not know keeps
//! its text. A node carries only the members its type has.

use super::{Block, Cell, Inline, RichText};
use crate::LinkUrl;
use serde::{Deserialize, Serialize};

/// A node of a vendor's text; it carries only the members its type has. A type that is not known
/// here still has its text.
#[derive(Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "RichTextNode"))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "RichTextNode"))]
#[serde(default)]
pub(super) struct Node {
    /// What it is: `paragraph`, `heading`, `ordered_list`, `unordered_list`, `item`, `quote`,
    /// `code_block`, `table`, `row`, `header_cell`, `cell`, `text`, `link`, `strong`, `emphasis`,
    /// `code` or `break`.
    #[serde(rename = "type")]
    kind: String,
    /// The text of a leaf.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    text: Option<String>,
    /// Where a link leads: `https` or `mailto`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    url: Option<String>,
    /// Level of a heading, first number of an ordered list.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    number: Option<u32>,
    /// What is in it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Vec<Node>>"))]
    children: Vec<Node>,
}

impl Node {
    fn leaf(kind: &str, text: String) -> Self {
        Self {
            kind: kind.to_owned(),
            text: Some(text),
            ..Self::default()
        }
    }

    fn parent(kind: &str, children: Vec<Node>) -> Self {
        Self {
            kind: kind.to_owned(),
            children,
            ..Self::default()
        }
    }

    fn numbered(kind: &str, number: u32, children: Vec<Node>) -> Self {
        Self {
            number: Some(number),
            ..Self::parent(kind, children)
        }
    }
}

impl From<RichText> for Vec<Node> {
    fn from(text: RichText) -> Self {
        text.0.into_iter().map(Node::from).collect()
    }
}

impl From<Vec<Node>> for RichText {
    fn from(nodes: Vec<Node>) -> Self {
        Self(nodes.into_iter().map(block).collect())
    }
}

fn nodes<T>(values: Vec<T>) -> Vec<Node>
where
    Node: From<T>,
{
    values.into_iter().map(Node::from).collect()
}

impl From<Block> for Node {
    fn from(block: Block) -> Self {
        match block {
            Block::Paragraph(children) => Self::parent("paragraph", nodes(children)),
            Block::Heading { level, children } => {
                Self::numbered("heading", u32::from(level), nodes(children))
            }
            Block::List { start, items } => {
                let items = items
                    .into_iter()
                    .map(|item| Self::parent("item", nodes(item)))
                    .collect();
                match start {
                    Some(start) => Self::numbered("ordered_list", start, items),
                    None => Self::parent("unordered_list", items),
                }
            }
            Block::Quote(children) => Self::parent("quote", nodes(children)),
            Block::Code(text) => Self::leaf("code_block", text),
            Block::Table(rows) => Self::parent(
                "table",
                rows.into_iter()
                    .map(|row| Self::parent("row", nodes(row)))
                    .collect(),
            ),
        }
    }
}

impl From<Cell> for Node {
    fn from(cell: Cell) -> Self {
        Self::parent(
            if cell.header { "header_cell" } else { "cell" },
            nodes(cell.children),
        )
    }
}

impl From<Inline> for Node {
    fn from(inline: Inline) -> Self {
        match inline {
            Inline::Text(text) => Self::leaf("text", text),
            Inline::Link { url, children } => Self {
                url: Some(url.to_string()),
                ..Self::parent("link", nodes(children))
            },
            Inline::Strong(children) => Self::parent("strong", nodes(children)),
            Inline::Emphasis(children) => Self::parent("emphasis", nodes(children)),
            Inline::Code(text) => Self::leaf("code", text),
            Inline::Break => Self::parent("break", Vec::new()),
        }
    }
}

/// A node in the place of a block; an unknown type becomes a paragraph of its text.
fn block(node: Node) -> Block {
    match node.kind.as_str() {
        "heading" => Block::Heading {
            level: node
                .number
                .and_then(|level| u8::try_from(level).ok())
                .unwrap_or(1)
                .clamp(1, 6),
            children: inlines(node.children),
        },
        "ordered_list" => Block::List {
            start: Some(node.number.unwrap_or(1)),
            items: node.children.into_iter().map(item).collect(),
        },
        "unordered_list" => Block::List {
            start: None,
            items: node.children.into_iter().map(item).collect(),
        },
        "quote" => Block::Quote(node.children.into_iter().map(block).collect()),
        "code_block" => Block::Code(node.text.unwrap_or_default()),
        "table" => Block::Table(
            node.children
                .into_iter()
                .map(|row| row.children.into_iter().map(cell).collect())
                .collect(),
        ),
        "paragraph" => Block::Paragraph(inlines(node.children)),
        _ => Block::Paragraph(inlines(vec![node])),
    }
}

fn item(node: Node) -> Vec<Block> {
    node.children.into_iter().map(block).collect()
}

fn cell(node: Node) -> Cell {
    Cell {
        header: node.kind == "header_cell",
        children: inlines(node.children),
    }
}

/// Nodes in the place of text; an unknown type gives its own text and that of its children.
fn inlines(nodes: Vec<Node>) -> Vec<Inline> {
    let mut inlines_so_far = Vec::with_capacity(nodes.len());
    for node in nodes {
        let text = node.text.unwrap_or_default();
        match node.kind.as_str() {
            "text" => inlines_so_far.push(Inline::Text(text)),
            "code" => inlines_so_far.push(Inline::Code(text)),
            "break" => inlines_so_far.push(Inline::Break),
            "strong" => inlines_so_far.push(Inline::Strong(inlines(node.children))),
            "emphasis" => inlines_so_far.push(Inline::Emphasis(inlines(node.children))),
            "link" => match node.url.as_deref().map(str::parse::<LinkUrl>) {
                Some(Ok(url)) => {
                    inlines_so_far.push(Inline::Link {
                        url,
                        children: inlines(node.children),
                    });
                }
                _ => inlines_so_far.extend(inlines(node.children)),
            },
            _ => {
                if !text.is_empty() {
                    inlines_so_far.push(Inline::Text(text));
                }
                inlines_so_far.extend(inlines(node.children));
            }
        }
    }
    inlines_so_far
}

#[cfg(feature = "typescript")]
crate::typescript::declared!(
    RichText,
    "RichText",
    &[" A vendor's text. Empty when there is none."],
    "Array<RichTextNode>".to_owned(),
    Node
);

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> RichText {
        let url: LinkUrl = "https://example.com/help".parse().unwrap();
        let text = |text: &str| Inline::Text(text.to_owned());
        RichText(vec![
            Block::Heading {
                level: 2,
                children: vec![text("What happened")],
            },
            Block::Paragraph(vec![
                Inline::Strong(vec![text("Slow")]),
                Inline::Break,
                Inline::Link {
                    url,
                    children: vec![Inline::Emphasis(vec![text("help")])],
                },
            ]),
            Block::List {
                start: Some(3),
                items: vec![vec![Block::List {
                    start: None,
                    items: vec![vec![Block::Code("x".to_owned())]],
                }]],
            },
            Block::Quote(vec![Block::Paragraph(vec![Inline::Code(
                "a < b".to_owned(),
            )])]),
            Block::Table(vec![vec![
                Cell {
                    header: true,
                    children: vec![text("When")],
                },
                Cell {
                    header: false,
                    children: vec![],
                },
            ]]),
        ])
    }

    #[test]
    fn every_block_and_inline_survives_the_wire() {
        let json = serde_json::to_string(&sample()).unwrap();

        assert_eq!(serde_json::from_str::<RichText>(&json).unwrap(), sample());
    }

    #[test]
    fn a_node_type_from_the_future_keeps_its_text() {
        let json = r#"[{"type":"aside","children":[{"type":"blink","text":"still "},{"type":"text","text":"read"}]}]"#;

        let text: RichText = serde_json::from_str(json).unwrap();

        assert_eq!(text.to_plain(), "still read");
    }

    #[test]
    fn a_link_with_another_scheme_loses_the_link_and_keeps_the_text() {
        let json = r#"[{"type":"paragraph","children":[{"type":"link","url":"javascript:alert(1)","children":[{"type":"text","text":"here"}]}]}]"#;

        let text: RichText = serde_json::from_str(json).unwrap();

        assert_eq!(
            text.0,
            [Block::Paragraph(vec![Inline::Text("here".to_owned())])]
        );
    }
}
