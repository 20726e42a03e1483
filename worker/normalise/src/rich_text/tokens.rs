//! HTML to a shallow tree, by html5ever's tokenizer and a bounded stack of open elements.

use super::elements::{Element, MACHINE_ELEMENTS};
use crate::bounds::MAX_TEXT_DEPTH;
use crate::item::is_order_override;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;

/// A piece of the text.
#[derive(Debug)]
pub(super) enum Node {
    Text(String),
    Break,
    /// Parts paragraphs: `<hr>`.
    Rule,
    Image {
        source: String,
        alternative: String,
    },
    Element {
        element: Element,
        /// The address of a link.
        address: String,
        /// The first number of an ordered list.
        start: Option<u32>,
        children: Vec<Node>,
    },
}

/// Parses a fragment. Every element still open at the end is closed there.
pub(super) fn parse(html: &str) -> Vec<Node> {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    // The tokenizer only returns early for scripts, which the sink never announces.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.tree.into_inner().finish()
}

#[derive(Default)]
struct Sink {
    tree: RefCell<Tree>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut tree = self.tree.borrow_mut();
        match token {
            Token::CharacterTokens(text) => tree.text(&text),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return tree.start(&tag),
            Token::TagToken(tag) => tree.end(&tag.name),
            Token::DoctypeToken(_)
            | Token::CommentToken(_)
            | Token::NullCharacterToken
            | Token::EOFToken
            | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

struct Open {
    element: Element,
    address: String,
    start: Option<u32>,
    children: Vec<Node>,
}

/// Picks elements out of the open ones.
type Test = fn(Element) -> bool;

#[derive(Default)]
struct Tree {
    nodes: Vec<Node>,
    open: Vec<Open>,
    /// Inside an element for machines: nothing is kept.
    discarding: bool,
}

impl Tree {
    fn children(&mut self) -> &mut Vec<Node> {
        match self.open.last_mut() {
            Some(open) => &mut open.children,
            None => &mut self.nodes,
        }
    }

    fn text(&mut self, text: &str) {
        if self.discarding {
            return;
        }
        let text = &text.replace(is_order_override, "");
        if let Some(Node::Text(last)) = self.children().last_mut() {
            last.push_str(text);
        } else {
            self.children().push(Node::Text(text.to_owned()));
        }
    }

    fn start(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        if MACHINE_ELEMENTS.contains(&name) {
            self.discarding = true;
            return TokenSinkResult::RawData(match name {
                "script" => RawKind::ScriptData,
                "title" => RawKind::Rcdata,
                _ => RawKind::Rawtext,
            });
        }
        match name {
            "br" => self.children().push(Node::Break),
            "hr" => self.children().push(Node::Rule),
            "img" => {
                let source = attribute(tag, "src");
                let alternative = attribute(tag, "alt");
                self.children().push(Node::Image {
                    source,
                    alternative,
                });
            }
            _ => self.open_element(tag),
        }
        TokenSinkResult::Continue
    }

    fn open_element(&mut self, tag: &Tag) {
        let element = Element::of(&tag.name);
        if element == Element::Transparent {
            return;
        }
        self.close_implied(element);
        if self.open.len() >= MAX_TEXT_DEPTH {
            // Deeper structure is lost, its text is not.
            if element.is_block() {
                self.children().push(Node::Rule);
            }
            return;
        }
        self.open.push(Open {
            element,
            address: attribute(tag, "href"),
            start: attribute(tag, "start").parse().ok(),
            children: Vec::new(),
        });
    }

    /// Closes what a start tag ends without saying so: a paragraph before a block, an item before
    /// an item, a cell before a cell, a row before a row.
    fn close_implied(&mut self, element: Element) {
        let (closes, stops_at): (Test, Test) = match element {
            Element::Item => (
                |open| open == Element::Item,
                |open| {
                    matches!(
                        open,
                        Element::OrderedList | Element::UnorderedList | Element::Table
                    )
                },
            ),
            Element::Cell | Element::HeaderCell => (
                |open| matches!(open, Element::Cell | Element::HeaderCell),
                |open| matches!(open, Element::Row | Element::Table),
            ),
            Element::Row => (|open| open == Element::Row, |open| open == Element::Table),
            Element::Link => (|open| open == Element::Link, |open| open.is_block()),
            block if block.is_block() => (
                |open| matches!(open, Element::Paragraph | Element::Heading(_)),
                |open| open.is_block(),
            ),
            _ => return,
        };
        for position in (0..self.open.len()).rev() {
            let open = self.open[position].element;
            if closes(open) {
                self.close_down_to(position);
                return;
            }
            if stops_at(open) {
                return;
            }
        }
    }

    fn end(&mut self, name: &str) {
        if MACHINE_ELEMENTS.contains(&name) {
            self.discarding = false;
            return;
        }
        let element = Element::of(name);
        if name == "br" {
            self.children().push(Node::Break);
            return;
        }
        for position in (0..self.open.len()).rev() {
            let open = self.open[position].element;
            let matches = match (open, element) {
                (Element::Heading(_), Element::Heading(_)) => true,
                (open, element) => open == element,
            };
            if matches && element != Element::Transparent {
                self.close_down_to(position);
                return;
            }
            // An end tag inside an item or a cell never closes what the item stands in.
            let ends_its_list = matches!(
                element,
                Element::OrderedList | Element::UnorderedList | Element::Table | Element::Row
            );
            if matches!(open, Element::Item | Element::Cell | Element::HeaderCell) && !ends_its_list
            {
                return;
            }
        }
    }

    fn close_down_to(&mut self, position: usize) {
        while self.open.len() > position {
            let Some(open) = self.open.pop() else { return };
            let node = Node::Element {
                element: open.element,
                address: open.address,
                start: open.start,
                children: open.children,
            };
            self.children().push(node);
        }
    }

    fn finish(mut self) -> Vec<Node> {
        self.close_down_to(0);
        self.nodes
    }
}

fn attribute(tag: &Tag, name: &str) -> String {
    tag.attrs
        .iter()
        .find(|attribute| &*attribute.name.local == name)
        .map(|attribute| attribute.value.to_string())
        .unwrap_or_default()
}
