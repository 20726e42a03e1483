//! How much of an upstream document is taken in. Everything beyond is cut with a warning.

/// Most bytes of one document after decompression.
pub(crate) const MAX_BODY_BYTES: usize = 2 * 1024 * 1024;
/// Most bytes of a message, a post-mortem or a description.
pub(crate) const MAX_TEXT_BYTES: usize = 32 * 1024;
/// Most characters of a title or a name.
pub(crate) const MAX_LINE_CHARS: usize = 1000;
/// Most characters of an id, and of a word that is repeated in `raw`.
pub(crate) const MAX_WORD_CHARS: usize = 200;
/// Most components of a page; the biggest recorded page has 539.
pub(crate) const MAX_COMPONENTS: usize = 2000;
/// Most events of one document; providers list 50 at most.
pub(crate) const MAX_EVENTS: usize = 300;
/// Most updates of one event; the longest recorded timeline has 35.
pub(crate) const MAX_UPDATES: usize = 200;
/// Most components named by one update.
pub(crate) const MAX_CHANGES: usize = 1000;
/// Most levels of nested elements kept in a text. The tree must stay readable for JSON parsers,
/// whose own bound is 128 and of which every level here takes two.
pub(crate) const MAX_TEXT_DEPTH: usize = 16;
/// Most levels of nested components; no provider shows more than three.
pub(crate) const MAX_COMPONENT_DEPTH: usize = 4;
/// Most warnings of one read; further ones are counted.
pub(crate) const MAX_WARNINGS: usize = 100;

/// The longest beginning of a text that fits in so many bytes.
pub(crate) fn beginning(text: &str, max_bytes: usize) -> &str {
    let mut end = max_bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// A short quotation for messages.
pub(crate) fn quoted(text: &str) -> String {
    const MAX_CHARS: usize = 80;
    let mut quote: String = text
        .chars()
        .filter(|c| !c.is_control())
        .take(MAX_CHARS)
        .collect();
    if text.chars().nth(MAX_CHARS).is_some() {
        quote.push('…');
    }
    quote
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_never_splits_a_character() {
        assert_eq!(beginning("aé", 2), "a");
        assert_eq!(beginning("aé", 3), "aé");
        assert_eq!(beginning("a", 9), "a");
    }
}
