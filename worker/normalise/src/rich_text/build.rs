//! The shallow tree as the model's blocks: white space collapsed, loose text gathered into
//! paragraphs.

use super::elements::Element;
use super::links;
use super::tokens::Node;
use statuslamp_model::{Block, Cell, Inline};

/// A heading longer than this is a paragraph whose line breaks were lost on the way.
const MAX_HEADING_CHARS: usize = 200;

/// Nodes in the place of blocks.
pub(super) fn blocks(nodes: Vec<Node>) -> Vec<Block> {
    let mut builder = Builder::default();
    builder.add(nodes);
    builder.finish()
}

#[derive(Default)]
struct Builder {
    blocks: Vec<Block>,
    /// Text that stands in no element of its own.
    loose: Vec<Node>,
}

impl Builder {
    fn add(&mut self, nodes: Vec<Node>) {
        for node in nodes {
            match node {
                Node::Element {
                    element,
                    start,
                    children,
                    address,
                } if element.is_block() || contains_block(&children) => {
                    self.flush();
                    self.block(element, start, children, &address);
                }
                Node::Rule => self.flush(),
                other @ (Node::Text(_)
                | Node::Break
                | Node::Image { .. }
                | Node::Element { .. }) => self.loose.push(other),
            }
        }
    }

    fn block(&mut self, element: Element, start: Option<u32>, children: Vec<Node>, address: &str) {
        match element {
            Element::Heading(level) => self.heading(level, children),
            Element::OrderedList => self.list(Some(start.unwrap_or(1)), children),
            Element::UnorderedList => self.list(None, children),
            Element::Quote => {
                let children = blocks(children);
                if !children.is_empty() {
                    self.blocks.push(Block::Quote(children));
                }
            }
            Element::Preformatted => {
                let text = verbatim(&children);
                if !text.trim().is_empty() {
                    self.blocks.push(Block::Code(text));
                }
            }
            Element::Table => {
                let rows = rows(children);
                if !rows.is_empty() {
                    self.blocks.push(Block::Table(rows));
                }
            }
            // Rows and cells outside a table, items outside a list: their content stands for
            // itself. So does that of a link around blocks, which the model has no place for.
            Element::Paragraph
            | Element::Division
            | Element::Item
            | Element::Row
            | Element::HeaderCell
            | Element::Cell
            | Element::Link
            | Element::Strong
            | Element::Emphasis
            | Element::Code
            | Element::Transparent => {
                self.add(children);
                self.flush();
                if element == Element::Link {
                    self.paragraph(links::link(address, Vec::new()));
                }
            }
        }
    }

    fn heading(&mut self, level: u8, children: Vec<Node>) {
        let children = inlines(children);
        let length: usize = children.iter().map(length).sum();
        if length > MAX_HEADING_CHARS {
            self.paragraph(children);
        } else if !children.is_empty() {
            self.blocks.push(Block::Heading { level, children });
        }
    }

    fn list(&mut self, start: Option<u32>, children: Vec<Node>) {
        let mut items: Vec<Vec<Block>> = Vec::new();
        for node in children {
            match node {
                Node::Element {
                    element: Element::Item,
                    children,
                    ..
                } => items.push(blocks(children)),
                // Anything else in a list belongs to the item before it.
                other => {
                    let stray = blocks(vec![other]);
                    match items.last_mut() {
                        Some(item) => item.extend(stray),
                        None if stray.is_empty() => {}
                        None => items.push(stray),
                    }
                }
            }
        }
        items.retain(|item| !item.is_empty());
        if !items.is_empty() {
            self.blocks.push(Block::List { start, items });
        }
    }

    fn flush(&mut self) {
        let loose = std::mem::take(&mut self.loose);
        self.paragraph(inlines(loose));
    }

    fn paragraph(&mut self, children: Vec<Inline>) {
        if !children.is_empty() {
            self.blocks.push(Block::Paragraph(children));
        }
    }

    fn finish(mut self) -> Vec<Block> {
        self.flush();
        self.blocks
    }
}

fn contains_block(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match node {
        Node::Element {
            element, children, ..
        } => element.is_block() || contains_block(children),
        Node::Rule => true,
        Node::Text(_) | Node::Break | Node::Image { .. } => false,
    })
}

fn rows(nodes: Vec<Node>) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for node in nodes {
        match node {
            Node::Element {
                element: Element::Row,
                children,
                ..
            } => rows.push(cells(children)),
            Node::Text(text) if text.trim().is_empty() => {}
            // A caption, or text that lost its row.
            other => rows.push(vec![Cell {
                header: false,
                children: inlines(vec![other]),
            }]),
        }
    }
    rows.retain(|row| row.iter().any(|cell| !cell.children.is_empty()));
    rows
}

fn cells(nodes: Vec<Node>) -> Vec<Cell> {
    nodes
        .into_iter()
        .filter_map(|node| match node {
            Node::Element {
                element: element @ (Element::Cell | Element::HeaderCell),
                children,
                ..
            } => Some(Cell {
                header: element == Element::HeaderCell,
                children: inlines(children),
            }),
            other => {
                let children = inlines(vec![other]);
                (!children.is_empty()).then_some(Cell {
                    header: false,
                    children,
                })
            }
        })
        .collect()
}

/// Nodes in the place of a run of text; blocks among them are parted by breaks.
fn inlines(nodes: Vec<Node>) -> Vec<Inline> {
    let mut flow = Flow::default();
    flow.add(nodes);
    trimmed(flow.inlines)
}

#[derive(Default)]
struct Flow {
    inlines: Vec<Inline>,
}

impl Flow {
    fn add(&mut self, nodes: Vec<Node>) {
        for node in nodes {
            match node {
                Node::Text(text) => self.inlines.extend(links::linkified(&collapsed(&text))),
                Node::Break | Node::Rule => self.inlines.push(Inline::Break),
                Node::Image {
                    source,
                    alternative,
                } => self.inlines.extend(links::image(&source, &alternative)),
                Node::Element {
                    element,
                    address,
                    children,
                    ..
                } => self.element(element, &address, children),
            }
        }
    }

    fn element(&mut self, element: Element, address: &str, children: Vec<Node>) {
        if element == Element::Code {
            let text = verbatim(&children);
            if !text.trim().is_empty() {
                self.inlines.push(Inline::Code(text));
            }
            return;
        }
        let mut inner = Self::default();
        inner.add(children);
        let children = inner.inlines;
        match element {
            Element::Link => self.inlines.extend(links::link(address, children)),
            Element::Strong if !children.is_empty() => self.inlines.push(Inline::Strong(children)),
            Element::Emphasis if !children.is_empty() => {
                self.inlines.push(Inline::Emphasis(children));
            }
            block if block.is_block() => {
                if !matches!(self.inlines.last(), None | Some(Inline::Break)) {
                    self.inlines.push(Inline::Break);
                }
                self.inlines.extend(children);
                self.inlines.push(Inline::Break);
            }
            _ => self.inlines.extend(children),
        }
    }
}

/// Runs of white space as one space each.
fn collapsed(text: &str) -> String {
    let mut collapsed = String::with_capacity(text.len());
    for character in text.chars() {
        // The no-break space is kept: somebody chose it.
        let is_space = character.is_ascii_whitespace() || character.is_ascii_control();
        if !is_space {
            collapsed.push(character);
        } else if !collapsed.ends_with(' ') {
            collapsed.push(' ');
        }
    }
    collapsed
}

/// Without white space and breaks at the ends, around breaks, and without three breaks in a row.
fn trimmed(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut kept: Vec<Inline> = Vec::with_capacity(inlines.len());
    for inline in inlines {
        match inline {
            Inline::Break => {
                trim_end(&mut kept);
                let breaks = kept
                    .iter()
                    .rev()
                    .take_while(|inline| **inline == Inline::Break)
                    .count();
                if !kept.is_empty() && breaks < 2 {
                    kept.push(Inline::Break);
                }
            }
            Inline::Text(text) => {
                let at_start = matches!(kept.last(), None | Some(Inline::Break));
                let text = if at_start { text.trim_start() } else { &text };
                if let Some(Inline::Text(last)) = kept.last_mut() {
                    last.push_str(if last.ends_with(' ') {
                        text.trim_start_matches(' ')
                    } else {
                        text
                    });
                } else if !text.is_empty() {
                    kept.push(Inline::Text(text.to_owned()));
                }
            }
            other @ (Inline::Link { .. }
            | Inline::Strong(_)
            | Inline::Emphasis(_)
            | Inline::Code(_)) => kept.push(other),
        }
    }
    while kept.last() == Some(&Inline::Break) {
        kept.pop();
        trim_end(&mut kept);
    }
    trim_end(&mut kept);
    if kept.iter().all(is_blank) {
        kept.clear();
    }
    kept
}

fn trim_end(inlines: &mut Vec<Inline>) {
    if let Some(Inline::Text(last)) = inlines.last_mut() {
        last.truncate(last.trim_end().len());
        if last.is_empty() {
            inlines.pop();
        }
    }
}

fn is_blank(inline: &Inline) -> bool {
    match inline {
        Inline::Text(text) | Inline::Code(text) => text.trim().is_empty(),
        Inline::Break => true,
        Inline::Strong(children) | Inline::Emphasis(children) => children.iter().all(is_blank),
        Inline::Link { .. } => false,
    }
}

fn length(inline: &Inline) -> usize {
    match inline {
        Inline::Text(text) | Inline::Code(text) => text.chars().count(),
        Inline::Break => 1,
        Inline::Strong(children) | Inline::Emphasis(children) | Inline::Link { children, .. } => {
            children.iter().map(length).sum()
        }
    }
}

/// The text of preformatted nodes, white space and all.
fn verbatim(nodes: &[Node]) -> String {
    let mut text = String::new();
    for node in nodes {
        match node {
            Node::Text(part) => text.push_str(part),
            Node::Break | Node::Rule => text.push('\n'),
            Node::Image { alternative, .. } => text.push_str(alternative),
            Node::Element { children, .. } => text.push_str(&verbatim(children)),
        }
    }
    text
}
