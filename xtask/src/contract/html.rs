//! Small pieces of HTML.

use pulldown_cmark::{Parser, html};

/// Text as text.
pub(super) fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}

/// Our own Markdown as blocks.
pub(super) fn blocks(markdown: &str) -> String {
    let mut printed = String::new();
    html::push_html(&mut printed, Parser::new(markdown));
    printed
}

/// Our own Markdown in the place of one line.
pub(super) fn line(markdown: &str) -> String {
    let printed = blocks(markdown);
    let printed = printed.trim();
    let inner = printed
        .strip_prefix("<p>")
        .and_then(|rest| rest.strip_suffix("</p>"));
    match inner {
        Some(inner) if !inner.contains("<p>") => inner.to_owned(),
        Some(_) | None => printed.to_owned(),
    }
}

/// A name in code.
pub(super) fn code(text: &str) -> String {
    format!("<code>{}</code>", escaped(text))
}

/// A table; nothing where it has no rows.
pub(super) fn table(heads: &[&str], rows: &[Vec<String>]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let mut cells = String::new();
    for head in heads {
        cells.extend(["<th scope=\"col\">", head, "</th>"]);
    }
    let mut lines = String::new();
    for row in rows {
        lines.push_str("<tr>");
        for cell in row {
            lines.extend(["<td>", cell, "</td>"]);
        }
        lines.push_str("</tr>\n");
    }
    format!(
        "<div class=\"scroll\"><table><thead><tr>{cells}</tr></thead><tbody>\n{lines}</tbody></table></div>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_no_paragraph_and_what_is_more_stays_as_it_is() {
        assert_eq!(line("The `id` of it."), "The <code>id</code> of it.");
        assert!(line("One.\n\n- `a`: first").contains("<li><code>a</code>: first</li>"));
    }

    #[test]
    fn text_stays_text() {
        assert_eq!(
            code("<b a=\"&\">"),
            "<code>&lt;b a=&quot;&amp;&quot;&gt;</code>"
        );
    }
}
