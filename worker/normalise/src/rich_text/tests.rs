//! What becomes of vendors' texts, read off the HTML the model prints.

use super::*;
use statuslamp_model::{Block, Inline};

fn message(text: &str) -> String {
    from_markdown(text, LineEnd::Break).to_html(1)
}

fn document(text: &str) -> String {
    from_markdown(text, LineEnd::Space).to_html(1)
}

fn check(html: &str, expected: &str) {
    assert_eq!(from_html(html).to_html(1), expected, "{html}");
}

const LINK: &str = "<a rel=\"nofollow noopener noreferrer\" href=";

#[test]
fn escaped_brackets_lose_their_backslash() {
    assert_eq!(
        document(r"Some steps \(install, update\) failed, see item 3\. \# not a heading"),
        "<p>Some steps (install, update) failed, see item 3. # not a heading</p>"
    );
}

#[test]
fn a_line_end_is_a_break_in_a_message_and_a_space_in_a_document() {
    assert_eq!(
        message("one\r\ntwo\n\nthree"),
        "<p>one<br>two</p><p>three</p>"
    );
    assert_eq!(
        document("one\r\ntwo\n\nthree"),
        "<p>one two</p><p>three</p>"
    );
}

#[test]
fn a_break_element_at_the_end_of_a_line_is_one_break() {
    assert_eq!(
        message("one<br />\ntwo<br>three"),
        "<p>one<br>two<br>three</p>"
    );
}

#[test]
fn a_blank_first_line_and_emoji_do_no_harm() {
    assert_eq!(message("\n\n\u{1f6a7} Work"), "<p>\u{1f6a7} Work</p>");
}

#[test]
fn an_html_list_in_a_message_is_a_list() {
    assert_eq!(
        message("<ul><li><strong>02:06</strong> - Moved.</li><li>02:43 - Back.</li></ul>"),
        "<ul><li><p><strong>02:06</strong> - Moved.</p></li><li><p>02:43 - Back.</p></li></ul>"
    );
}

#[test]
fn markdown_and_html_mix() {
    assert_eq!(
        message("**Now** <em>this</em> and <a href=\"https://example.com/a\">that</a>\n* point"),
        format!(
            "<p><strong>Now</strong> <em>this</em> and {LINK}\"https://example.com/a\">that</a></p><ul><li><p>point</p></li></ul>"
        )
    );
}

#[test]
fn lists_nest_and_keep_their_first_number() {
    assert_eq!(
        document("3. three\n   - inner\n     1. innermost\n4. four"),
        "<ol start=\"3\"><li><p>three</p><ul><li><p>inner</p><ol><li><p>innermost</p></li></ol></li></ul></li><li><p>four</p></li></ol>"
    );
}

#[test]
fn an_unclosed_item_ends_where_the_next_begins() {
    check(
        "<ul><li>one<li>two<ul><li>inner</ul><li>three</ul>after",
        "<ul><li><p>one</p></li><li><p>two</p><ul><li><p>inner</p></li></ul></li><li><p>three</p></li></ul><p>after</p>",
    );
}

#[test]
fn headings_quotes_code_and_tables_are_kept() {
    assert_eq!(
        document(
            "## What happened\n> said\n\n```\na < b\n  c\n```\n\n| When | What |\n|---|---|\n| 10:00 | *Down* |"
        ),
        "<h2>What happened</h2><blockquote><p>said</p></blockquote><pre><code>a &lt; b\n  c\n</code></pre><table><tr><th>When</th><th>What</th></tr><tr><td>10:00</td><td><em>Down</em></td></tr></table>"
    );
}

#[test]
fn a_table_of_html_with_blocks_in_its_cells_keeps_their_text() {
    check(
        "<table><caption>T</caption><tr><td><p>a</p><p>b</p><td><ul><li>c</ul><tr><td>d</table>",
        "<table><tr><td>T</td></tr><tr><td>a<br>b</td><td>c</td></tr><tr><td>d</td></tr></table>",
    );
}

#[test]
fn only_https_and_mail_become_links() {
    for (html, expected) in [
        (
            "<a href='https://example.com'>x</a>",
            format!("<p>{LINK}\"https://example.com\">x</a></p>"),
        ),
        (
            "<a href='mailto:a@example.com'>x</a>",
            format!("<p>{LINK}\"mailto:a@example.com\">x</a></p>"),
        ),
        ("<a href='javascript:alert(1)'>x</a>", "<p>x</p>".to_owned()),
        ("<a href=' java\nscript:x'>x</a>", "<p>x</p>".to_owned()),
        ("<a href='data:text/html,x'>x</a>", "<p>x</p>".to_owned()),
        ("<a href='//example.com'>x</a>", "<p>x</p>".to_owned()),
        ("<a>x</a>", "<p>x</p>".to_owned()),
        // The address stays readable.
        (
            "<a href='http://example.com/a'>x</a>",
            "<p>x (http://example.com/a)</p>".to_owned(),
        ),
        (
            "<a href='http://example.com/a'>http://example.com/a</a>",
            "<p>http://example.com/a</p>".to_owned(),
        ),
        // A link never holds another.
        (
            "<a href='https://a.example'>1<a href='https://b.example'>2</a></a>",
            format!("<p>{LINK}\"https://a.example\">1</a>{LINK}\"https://b.example\">2</a></p>"),
        ),
    ] {
        check(html, &expected);
    }
    assert_eq!(message("[x](javascript:alert(1))"), "<p>x</p>");
}

#[test]
fn a_bare_address_becomes_a_link_without_the_sentence_around_it() {
    for (text, before, address, after) in [
        (
            "See https://example.com/a.",
            "See ",
            "https://example.com/a",
            ".",
        ),
        ("(https://example.com/a)", "(", "https://example.com/a", ")"),
        (
            "https://example.com/a_(b), or",
            "",
            "https://example.com/a_(b)",
            ", or",
        ),
    ] {
        assert_eq!(
            message(text),
            format!("<p>{before}{LINK}\"{address}\">{address}</a>{after}</p>")
        );
    }
    assert_eq!(
        message("xhttps://example.com"),
        "<p>xhttps://example.com</p>"
    );
    assert_eq!(
        message("`https://example.com`"),
        "<p><code>https://example.com</code></p>"
    );
}

#[test]
fn an_image_becomes_a_link_with_its_alternative_text() {
    assert_eq!(
        message("![a chart](https://example.com/c.png)"),
        format!("<p>{LINK}\"https://example.com/c.png\">a chart</a></p>")
    );
    check(
        "<img src=https://example.com/c.png onerror=alert(1)>",
        &format!("<p>{LINK}\"https://example.com/c.png\">https://example.com/c.png</a></p>"),
    );
    check(
        "<img src='data:image/png;base64,AA' alt='a chart'>",
        "<p>a chart</p>",
    );
    check("<img src=x onerror=alert(1)>", "");
}

#[test]
fn scripts_and_styles_are_dropped_with_what_they_hold() {
    check(
        "a<script>alert('<p>b</p>')</script><style>p{}</style><iframe src=x>c</iframe><title>d</title>e",
        "<p>ae</p>",
    );
    assert_eq!(
        message("a <script>alert(1)</script> b"),
        "<p>a  b</p>".replace("  ", " ")
    );
    assert_eq!(message("<script>\nalert(1)\n</script>\n\nb"), "<p>b</p>");
}

#[test]
fn a_script_that_is_never_closed_is_text_and_swallows_nothing() {
    assert_eq!(
        message("Pages with a <script> tag load slowly"),
        "<p>Pages with a &lt;script&gt; tag load slowly</p>"
    );
}

#[test]
fn what_looks_like_a_tag_is_text() {
    assert_eq!(
        message("Failures with <Say> and <unlabeled event>, 1 < 2 && 3 > 2"),
        "<p>Failures with &lt;Say&gt; and &lt;unlabeled event&gt;, 1 &lt; 2 &amp;&amp; 3 &gt; 2</p>"
    );
}

#[test]
fn characters_that_turn_the_reading_order_around_are_dropped() {
    assert_eq!(message("a \u{202e}b&#x202d;c"), "<p>a bc</p>");
}

#[test]
fn attributes_never_survive() {
    check(
        "<p onclick=alert(1) style='x' class=y><span id=z>a</span></p>",
        "<p>a</p>",
    );
}

#[test]
fn character_references_are_decoded_once() {
    check(
        "a &amp; b &lt;p&gt; &#x41; &amp;lt;",
        "<p>a &amp; b &lt;p&gt; A &amp;lt;</p>",
    );
}

#[test]
fn a_heading_that_runs_on_is_a_paragraph() {
    let text = format!(
        "### **Timeline** * **1:46 PM:** {}",
        "and so on ".repeat(40)
    );

    let blocks = from_markdown(&text, LineEnd::Space).0;

    assert!(
        matches!(blocks.as_slice(), [Block::Paragraph(_)]),
        "{blocks:?}"
    );
}

#[test]
fn misnested_and_stray_tags_lose_no_text() {
    check(
        "<b>a<i>b</b>c</i>d",
        "<p><strong>a<em>b</em></strong>cd</p>",
    );
    check("</p></div></li>a</ul>", "<p>a</p>");
    check("<li>a</li><td>b</td>", "<p>a</p><p>b</p>");
    check("<p>a<div>b</div>c</p>d", "<p>a</p><p>b</p><p>cd</p>");
    check(
        "<ul>a<li>b</ul>",
        "<ul><li><p>a</p></li><li><p>b</p></li></ul>",
    );
}

#[test]
fn a_block_inside_a_link_leaves_the_address_behind_it() {
    check(
        "<a href=https://example.com><p>a</p></a>",
        &format!("<p>a</p><p>{LINK}\"https://example.com\">https://example.com</a></p>"),
    );
}

#[test]
fn empty_texts_are_empty() {
    for text in [
        "",
        " \n ",
        "<p></p>",
        "<p>&#32;<br></p>",
        "<ul><li></li></ul>",
        "<!-- x -->",
        "<b> </b>",
    ] {
        assert!(
            message(text).is_empty(),
            "{text:?} gives {:?}",
            message(text)
        );
    }
}

#[test]
fn two_hundred_thousand_nested_tags_neither_overflow_nor_lose_text() {
    for (tag, times) in [
        ("div", 200_000),
        ("b", 200_000),
        ("blockquote", 5000),
        ("ul><li", 5000),
        ("table><tr><td", 5000),
        ("a href=https://example.com", 5000),
    ] {
        let html = format!("<{tag}>").repeat(times) + "deep";

        let text = from_html(&html);

        assert_eq!(text.to_plain().matches("deep").count(), 1, "{tag}");
    }
}

#[test]
fn the_deepest_text_still_reads_as_json() {
    let html = "<blockquote><ul><li><b>".repeat(1000) + "deep";

    let text = from_html(&html);
    let json = serde_json::to_string(&text).unwrap();

    // Inside a page's summary the text starts some eight levels down.
    let wrapped = format!("{}{json}{}", "[".repeat(16), "]".repeat(16));
    assert!(serde_json::from_str::<serde_json::Value>(&wrapped).is_ok());
}

#[test]
fn hostile_markdown_is_read_in_bounded_time() {
    let bound = crate::bounds::MAX_TEXT_BYTES;
    for piece in [
        "[", "![", "<", "*a ", "> ", "- ", "`", "<script>", "\\", "&", "|-", "a](", "https://",
        "<!--", "~~", "_a*",
    ] {
        let text = piece.repeat(bound / piece.len());

        // Finishing is the assertion: the square of the length would take minutes.
        let _ = from_markdown(&text, LineEnd::Break);
    }
}

#[test]
fn text_is_the_only_thing_a_text_node_holds() {
    let text = from_markdown("<b>a</b>", LineEnd::Break);

    assert_eq!(
        text.0,
        [Block::Paragraph(vec![Inline::Strong(vec![Inline::Text(
            "a".to_owned()
        )])])]
    );
}
