//! Vendors' Markdown and HTML as the model's rich-text tree.
//!
//! One path: Markdown becomes HTML (`pulldown-cmark`), HTML becomes tokens (`html5ever`), tokens
//! become a tree of the elements on our list. Nothing is sanitised: what is not on the list has no
//! place in the tree. The tokenizer is used without html5ever's tree builder, whose time grows
//! with the square of the nesting and which would double the size of the worker.

mod build;
mod elements;
mod links;
mod markdown;
mod tokens;

use statuslamp_model::RichText;

/// What a single line end means in a Markdown text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineEnd {
    /// A line break: in messages typed into a form.
    Break,
    /// A space: in written documents, as Markdown has it.
    Space,
}

/// A text in Markdown, HTML or both.
pub(crate) fn from_markdown(text: &str, line_end: LineEnd) -> RichText {
    from_html(&markdown::to_html(text, line_end))
}

/// A text in HTML.
pub(crate) fn from_html(html: &str) -> RichText {
    RichText(build::blocks(tokens::parse(&elements::escape_unknown(
        html,
    ))))
}

#[cfg(test)]
mod tests;
