//! Rich text as plain text.

use super::{Block, Cell, Inline};

pub(super) fn print(blocks: &[Block]) -> String {
    blocks
        .iter()
        .map(block)
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join("\n\n")
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(children) | Block::Heading { children, .. } => line(children),
        Block::List { start, items } => items
            .iter()
            .zip(start.unwrap_or(0)..)
            .map(|(item, number)| {
                let marker = if start.is_some() {
                    format!("{number}. ")
                } else {
                    "- ".to_owned()
                };
                let indent = " ".repeat(marker.len());
                marker + &print(item).replace('\n', &format!("\n{indent}"))
            })
            .collect::<Vec<_>>()
            .join("\n"),
        Block::Quote(children) => print(children)
            .lines()
            .map(|line| format!("> {line}"))
            .collect::<Vec<_>>()
            .join("\n"),
        Block::Code(text) => text.trim_end().to_owned(),
        Block::Table(rows) => rows
            .iter()
            .map(|row| cells(row))
            .collect::<Vec<_>>()
            .join("\n"),
    }
}

fn cells(row: &[Cell]) -> String {
    row.iter()
        .map(|cell| line(&cell.children))
        .collect::<Vec<_>>()
        .join(" | ")
}

fn line(inlines: &[Inline]) -> String {
    let mut text = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(part) | Inline::Code(part) => text.push_str(part),
            Inline::Strong(children) | Inline::Emphasis(children) => text.push_str(&line(children)),
            Inline::Break => text.push('\n'),
            Inline::Link { url, children } => {
                let label = line(children);
                let address = url.as_str().strip_prefix("mailto:").unwrap_or(url.as_str());
                text.push_str(&label);
                if label != address && label != url.as_str() {
                    text.extend([" (", address, ")"]);
                }
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::RichText;
    use super::*;

    fn paragraph(text: &str) -> Block {
        Block::Paragraph(vec![Inline::Text(text.to_owned())])
    }

    #[test]
    fn lists_are_numbered_from_their_start_and_nested_by_indent() {
        let inner = Block::List {
            start: None,
            items: vec![vec![paragraph("inner")]],
        };
        let list = Block::List {
            start: Some(9),
            items: vec![vec![paragraph("nine")], vec![paragraph("ten"), inner]],
        };

        assert_eq!(
            RichText(vec![list]).to_plain(),
            "9. nine\n10. ten\n    \n    - inner"
        );
    }

    #[test]
    fn a_link_shows_its_address_unless_that_is_its_text() {
        let link = |url: &str, label: &str| Inline::Link {
            url: url.parse().unwrap(),
            children: vec![Inline::Text(label.to_owned())],
        };
        let text = RichText(vec![Block::Paragraph(vec![
            link("https://example.com", "help"),
            Inline::Text(", ".to_owned()),
            link("mailto:a@example.com", "a@example.com"),
        ])]);

        assert_eq!(text.to_plain(), "help (https://example.com), a@example.com");
    }
}
