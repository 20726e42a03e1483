//! What kind of bytes came, before anything is parsed: validated by shape, never by a promise.

use crate::Came;
use crate::bounds::{MAX_BODY_BYTES, beginning, quoted};
use serde_json::Value;

/// A body that is worth parsing.
#[derive(Debug)]
pub(crate) enum Body<'a> {
    /// A JSON document.
    Json(Value),
    /// An XML document, not parsed yet.
    Xml(&'a str),
}

/// How far into a body its kind must show.
const HEAD_BYTES: usize = 2048;
/// Pages that only say "this page is inactive" are short; in a long page the words may mean
/// anything.
const MAX_INACTIVE_PAGE_BYTES: usize = 64 * 1024;

/// Tells the kinds of bodies apart.
pub(crate) fn sniff(bytes: &[u8]) -> Result<Body<'_>, Came> {
    if bytes.len() > MAX_BODY_BYTES {
        return Err(Came::OtherShape(format!(
            "{} bytes, more than the {MAX_BODY_BYTES} that are read",
            bytes.len()
        )));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) if !beginning(text, HEAD_BYTES).contains('\0') => text.trim(),
        _ => return Err(Came::Binary),
    };
    if text.is_empty() {
        return Err(Came::Nothing);
    }
    if text.starts_with(['{', '[']) {
        return serde_json::from_str(text)
            .map(Body::Json)
            .map_err(|error| Came::Malformed(quoted(&error.to_string())));
    }
    let head = beginning(text, HEAD_BYTES).to_ascii_lowercase();
    if head.contains("<!doctype html") || head.contains("<html") {
        return Err(html_page(text));
    }
    if head.starts_with("<?xml") || head.starts_with("<feed") || head.starts_with("<rss") {
        return Ok(Body::Xml(text));
    }
    if head.starts_with('<') {
        return Err(html_page(text));
    }
    match serde_json::from_str::<Value>(text) {
        Ok(value) => Err(other_shape(&value)),
        Err(_) if says_inactive(&head) => Err(Came::InactivePage),
        Err(_) => Err(Came::OtherShape(format!("text, \"{}\"", quoted(text)))),
    }
}

/// Describes JSON that is no document of the provider.
pub(crate) fn other_shape(value: &Value) -> Came {
    Came::OtherShape(match value {
        Value::Null => "JSON null".to_owned(),
        Value::Bool(_) => "a JSON truth value".to_owned(),
        Value::Number(_) => "a JSON number".to_owned(),
        Value::String(_) => "a JSON string".to_owned(),
        Value::Array(items) => format!("a JSON list of {}", items.len()),
        Value::Object(members) => {
            let names: Vec<_> = members.keys().take(6).map(|name| quoted(name)).collect();
            if names.is_empty() {
                "an empty JSON object".to_owned()
            } else {
                format!("a JSON object with {}", names.join(", "))
            }
        }
    })
}

fn html_page(html: &str) -> Came {
    let title = title(html);
    let lower_title = title.to_ascii_lowercase();
    let asks_to_log_in = ["login", "log in", "sign in", "sign-in", "signin"]
        .iter()
        .any(|words| lower_title.contains(words));
    let lower = html.to_ascii_lowercase();
    if asks_to_log_in || lower.contains("type=\"password\"") || lower.contains("type='password'") {
        Came::LoginPage
    } else if says_inactive(&lower_title)
        || (html.len() <= MAX_INACTIVE_PAGE_BYTES && says_inactive(&lower))
    {
        Came::InactivePage
    } else {
        Came::HtmlPage(title)
    }
}

/// What vendors' placeholders say, in lower case.
fn says_inactive(text: &str) -> bool {
    [
        "page is inactive",
        "page is currently inactive",
        "page is not active",
        "page is no longer active",
        "page has been deactivated",
        "page is deactivated",
        "page not activated",
        "page has not been activated",
        "page is not activated",
    ]
    .iter()
    .any(|words| text.contains(words))
}

fn title(html: &str) -> String {
    // Byte offsets agree because lower-casing ASCII keeps every length.
    let lower = html.to_ascii_lowercase();
    let inside = lower.find("<title").and_then(|open| {
        let start = open + lower[open..].find('>')? + 1;
        let end = start + lower[start..].find('<')?;
        html.get(start..end)
    });
    let text = inside.unwrap_or_default();
    let decoded = text
        .replace("&#39;", "'")
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    quoted(
        decoded
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .as_str(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn came(bytes: &[u8]) -> Came {
        sniff(bytes).expect_err("no document")
    }

    #[test]
    fn a_0_byte_answer_is_nothing() {
        assert_eq!(came(b""), Came::Nothing);
        assert_eq!(came(b" \n\xEF\xBB\xBF".get(..2).unwrap()), Came::Nothing);
        assert_eq!(came(b"\xEF\xBB\xBF\n"), Came::Nothing);
    }

    #[test]
    fn html_instead_of_json_says_which_page_came() {
        for (html, expected) in [
            (
                "```<!DOCTYPE html><title>Acme - Login</title>",
                Came::LoginPage,
            ),
            (
                "<html><head>\n<TITLE lang=en>Acme &amp; Co -\n Sign In</TITLE>",
                Came::LoginPage,
            ),
            (
                "<!doctype html><title>Acme</title><input type=\"password\">",
                Came::LoginPage,
            ),
            (
                "<!doctype html><title>Status</title><p>Your page is inactive</p>",
                Came::InactivePage,
            ),
            ("Your page is inactive.", Came::InactivePage),
            (
                "<!-- x --><html><title>Buy &quot;this&quot;</title>",
                Came::HtmlPage("Buy \"this\"".to_owned()),
            ),
            ("<p>no title", Came::HtmlPage(String::new())),
        ] {
            assert_eq!(came(html.as_bytes()), expected, "{html}");
        }
    }

    #[test]
    fn json_that_breaks_off_is_malformed_with_the_place() {
        let Came::Malformed(reason) = came(b"{\"page\": {") else {
            panic!("not malformed");
        };

        assert!(reason.contains("line 1"), "{reason}");
    }

    #[test]
    fn json_nested_without_end_is_malformed_and_no_stack_overflow() {
        assert!(matches!(
            came("[".repeat(1_000_000).as_bytes()),
            Came::Malformed(_)
        ));
    }

    #[test]
    fn bytes_that_are_no_text_are_binary() {
        assert_eq!(came(b"\x1f\x8b\x08\x00\x00"), Came::Binary);
        assert_eq!(came(b"{\x00\"\x00p\x00"), Came::Binary);
    }

    #[test]
    fn a_body_over_the_bound_is_not_read() {
        let Came::OtherShape(shape) = came(&vec![b' '; MAX_BODY_BYTES + 1]) else {
            panic!("read");
        };

        assert!(shape.contains("2097153 bytes"), "{shape}");
    }

    #[test]
    fn plain_text_and_bare_values_are_named() {
        assert_eq!(
            came(b"Not Found"),
            Came::OtherShape("text, \"Not Found\"".to_owned())
        );
        assert_eq!(came(b"null"), Came::OtherShape("JSON null".to_owned()));
    }
}
