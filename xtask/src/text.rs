//! Changes to generated text that must never miss silently.

use anyhow::{Result, bail};

/// Replaces `from`, which must occur exactly once.
pub(crate) fn replace_once(text: &str, from: &str, to: &str) -> Result<String> {
    match text.matches(from).count() {
        1 => Ok(text.replacen(from, to, 1)),
        count => bail!("{from:?} occurs {count} times where once was expected"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_replaced_must_be_there_exactly_once() {
        let error = |text| replace_once(text, "old", "new").unwrap_err().to_string();

        assert_eq!(
            replace_once("an old word", "old", "new").unwrap(),
            "an new word"
        );
        assert_eq!(
            error("a word"),
            "\"old\" occurs 0 times where once was expected"
        );
        assert_eq!(
            error("old, old"),
            "\"old\" occurs 2 times where once was expected"
        );
    }
}
