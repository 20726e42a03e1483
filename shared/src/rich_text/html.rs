//! Rich text as HTML: our own elements around escaped text.

use super::{Block, Cell, Inline};

pub(super) fn print(blocks: &[Block], top_heading: u8) -> String {
    let mut printer = Printer {
        html: String::new(),
        heading_offset: top_heading.clamp(1, 6) - 1,
    };
    printer.blocks(blocks);
    printer.html
}

struct Printer {
    html: String,
    heading_offset: u8,
}

impl Printer {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(children) => self.wrapped("p", children),
            Block::Heading { level, children } => {
                let level = (level + self.heading_offset).min(6);
                self.wrapped(&format!("h{level}"), children);
            }
            Block::List { start, items } => {
                let name = if start.is_some() { "ol" } else { "ul" };
                match start {
                    Some(start) if *start != 1 => {
                        self.html
                            .extend(["<ol start=\"", &start.to_string(), "\">"]);
                    }
                    _ => self.open(name),
                }
                for item in items {
                    self.open("li");
                    self.blocks(item);
                    self.close("li");
                }
                self.close(name);
            }
            Block::Quote(children) => {
                self.open("blockquote");
                self.blocks(children);
                self.close("blockquote");
            }
            Block::Code(text) => {
                self.html.push_str("<pre><code>");
                self.escaped(text);
                self.html.push_str("</code></pre>");
            }
            Block::Table(rows) => {
                self.open("table");
                for row in rows {
                    self.row(row);
                }
                self.close("table");
            }
        }
    }

    fn row(&mut self, cells: &[Cell]) {
        self.open("tr");
        for cell in cells {
            self.wrapped(if cell.header { "th" } else { "td" }, &cell.children);
        }
        self.close("tr");
    }

    fn wrapped(&mut self, name: &str, children: &[Inline]) {
        self.open(name);
        self.inlines(children);
        self.close(name);
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.escaped(text),
                Inline::Link { url, children } => {
                    self.html
                        .push_str("<a rel=\"nofollow noopener noreferrer\" href=\"");
                    self.escaped(url.as_str());
                    self.html.push_str("\">");
                    self.inlines(children);
                    self.close("a");
                }
                Inline::Strong(children) => self.wrapped("strong", children),
                Inline::Emphasis(children) => self.wrapped("em", children),
                Inline::Code(text) => {
                    self.open("code");
                    self.escaped(text);
                    self.close("code");
                }
                Inline::Break => self.open("br"),
            }
        }
    }

    fn open(&mut self, name: &str) {
        self.html.extend(["<", name, ">"]);
    }

    fn close(&mut self, name: &str) {
        self.html.extend(["</", name, ">"]);
    }

    fn escaped(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '&' => self.html.push_str("&amp;"),
                '<' => self.html.push_str("&lt;"),
                '>' => self.html.push_str("&gt;"),
                '"' => self.html.push_str("&quot;"),
                '\'' => self.html.push_str("&#39;"),
                other => self.html.push(other),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::RichText;
    use super::*;

    #[test]
    fn text_that_looks_like_markup_is_escaped() {
        let text = RichText(vec![Block::Paragraph(vec![Inline::Text(
            "<img src=x onerror='a'> & \"b\"".to_owned(),
        )])]);

        assert_eq!(
            text.to_html(1),
            "<p>&lt;img src=x onerror=&#39;a&#39;&gt; &amp; &quot;b&quot;</p>"
        );
    }

    #[test]
    fn headings_move_below_ours() {
        let heading = |level| Block::Heading {
            level,
            children: vec![Inline::Text("T".to_owned())],
        };
        let text = RichText(vec![heading(1), heading(5)]);

        assert_eq!(text.to_html(3), "<h3>T</h3><h6>T</h6>");
    }

    #[test]
    fn an_ordered_list_keeps_its_first_number() {
        let text = RichText(vec![Block::List {
            start: Some(4),
            items: vec![vec![Block::Code("x".to_owned())]],
        }]);

        assert_eq!(
            text.to_html(1),
            "<ol start=\"4\"><li><pre><code>x</code></pre></li></ol>"
        );
    }
}
