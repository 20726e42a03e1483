//! The beginning of a vendor's text, as it is read aloud.

use statuslamp_model::{Block, Inline, RichText};

/// Letters that are read aloud; the rest can be read on the screen.
const MOST_LETTERS: usize = 240;

/// The text without its structure, cut at a word.
pub(super) fn start_of(text: &RichText) -> String {
    let mut spoken = String::new();
    blocks(&text.0, &mut spoken);
    spoken.truncate(spoken.trim_ascii_end().len());
    let mut whole_words = 0;
    for (letters, (index, letter)) in spoken.char_indices().enumerate() {
        if letters == MOST_LETTERS {
            spoken.truncate(if whole_words > 0 { whole_words } else { index });
            spoken.push('…');
            break;
        }
        if letter == ' ' {
            whole_words = index;
        }
    }
    spoken
}

fn blocks(blocks_of_text: &[Block], spoken: &mut String) {
    for block in blocks_of_text {
        if !spoken.is_empty() && !spoken.ends_with(' ') {
            spoken.push(' ');
        }
        match block {
            Block::Paragraph(children) | Block::Heading { children, .. } => {
                inlines(children, spoken);
            }
            Block::List { items, .. } => {
                for item in items {
                    blocks(item, spoken);
                }
            }
            Block::Quote(children) => blocks(children, spoken),
            Block::Code(text) => spoken.push_str(text),
            Block::Table(rows) => {
                for cell in rows.iter().flatten() {
                    inlines(&cell.children, spoken);
                    spoken.push(' ');
                }
            }
        }
    }
}

fn inlines(inlines_of_text: &[Inline], spoken: &mut String) {
    for inline in inlines_of_text {
        match inline {
            Inline::Text(text) | Inline::Code(text) => spoken.push_str(text),
            Inline::Link { children, .. }
            | Inline::Strong(children)
            | Inline::Emphasis(children) => {
                inlines(children, spoken);
            }
            Inline::Break => spoken.push(' '),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_is_spoken_whole_and_a_long_one_cut_at_a_word() {
        let short = RichText::from_plain("We are\nlooking.\n\nBack soon.");
        let long = RichText::from_plain(&"wörter ".repeat(60));

        assert_eq!(start_of(&short), "We are looking. Back soon.");
        let cut = start_of(&long);
        assert!(cut.ends_with("wörter…"), "{cut}");
        assert!(cut.chars().count() <= MOST_LETTERS + 1);
    }
}
