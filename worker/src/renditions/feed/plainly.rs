//! Text in places that cannot say they are text.

use std::borrow::Cow;

/// A text that is the same whether a reader takes it for text or for HTML: RSS titles and names in
/// Atom cannot say which they are, and many readers take them for HTML. What would begin a tag or a
/// reference becomes a sign that cannot.
pub(super) fn harmless(text: &str) -> Cow<'_, str> {
    let begins_tag = |next: char| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?');
    let begins_reference = |next: &str| {
        let name = next.split(';').next().unwrap_or_default();
        let is_word = name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'#');
        is_word && !name.is_empty() && name.len() < next.len()
    };
    let mut parts = text.split_inclusive(['<', '&']).peekable();
    let mut harmless = Cow::Borrowed("");
    while let Some(part) = parts.next() {
        let next = parts.peek().copied().unwrap_or_default();
        let (before, sign) = match part.strip_suffix('<') {
            Some(before) if next.starts_with(begins_tag) => (before, "‹"),
            Some(before) => (before, "<"),
            None => match part.strip_suffix('&') {
                Some(before) if begins_reference(next) => (before, "＆"),
                Some(before) => (before, "&"),
                None => (part, ""),
            },
        };
        harmless += before;
        harmless += sign;
    }
    harmless
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn nothing_in_a_title_begins_markup_and_the_rest_stays() {
        for (title, expected) in [
            ("Web is slow", "Web is slow"),
            ("a < b && c > d", "a < b && c > d"),
            ("<b>Bold</b>", "‹b>Bold‹/b>"),
            ("<<img src=x>", "<‹img src=x>"),
            ("<!-- --><?x?><", "‹!-- -->‹?x?><"),
            ("&lt;b&gt; &#60; R&D & co", "＆lt;b＆gt; ＆#60; R&D & co"),
            ("", ""),
        ] {
            assert_eq!(harmless(title), expected);
        }
    }
}
