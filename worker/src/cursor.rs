//! Where the rest of a list begins: opaque to readers, and nothing in it needs escaping.

use serde::{Deserialize, Serialize};
use std::{
    fmt::{self, Write},
    str::FromStr,
};

/// Longer ones are none of ours.
const MAX_BYTES: usize = 8192;
/// Larger keys do not survive the platform's numbers.
const LARGEST_KEY: u64 = 1 << 53;

/// The last item of a window: by what the list is ordered, and its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// The item's place in the order of the list.
    pub key: i64,
    /// The item's id, which orders those of equal key.
    pub id: String,
}

impl Cursor {
    /// The item at this place of a list that is ordered by places.
    pub(crate) fn at(place: usize, id: &str) -> Self {
        Self {
            key: i64::try_from(place).unwrap_or(i64::MAX),
            id: id.to_owned(),
        }
    }

    /// The place after it in such a list. Where the item has gone since, those after its place go
    /// on.
    pub(crate) fn after<T>(&self, items: &[T], id: impl Fn(&T) -> &str) -> usize {
        let known = items.iter().position(|item| id(item) == self.id);
        known.map_or_else(|| usize::try_from(self.key).unwrap_or(0), |at| at + 1)
    }
}

/// The text is no cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoCursor;

impl fmt::Display for Cursor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.", self.key)?;
        for byte in self.id.bytes() {
            write!(formatter, "{byte:02x}")?;
        }
        Ok(())
    }
}

impl FromStr for Cursor {
    type Err = NoCursor;

    fn from_str(text: &str) -> Result<Self, NoCursor> {
        if text.len() > MAX_BYTES {
            return Err(NoCursor);
        }
        let (key, id) = text.split_once('.').ok_or(NoCursor)?;
        let key: i64 = key.parse().map_err(|_| NoCursor)?;
        let digits: Option<Vec<u8>> = id
            .chars()
            .map(|digit| u8::try_from(digit.to_digit(16)?).ok())
            .collect();
        let digits = digits.ok_or(NoCursor)?;
        let pairs = digits.chunks(2).map(|pair| match pair {
            [high, low] => Some(high * 16 + low),
            _ => None,
        });
        let bytes: Option<Vec<u8>> = pairs.collect();
        let id = String::from_utf8(bytes.ok_or(NoCursor)?).map_err(|_| NoCursor)?;
        let is_usable = key.unsigned_abs() <= LARGEST_KEY && !id.is_empty();
        is_usable.then_some(Self { key, id }).ok_or(NoCursor)
    }
}

/// The value of a `Link` header that leads to the rest of a list.
pub(crate) fn next_link(path: &str, parameters: &[(&str, &dyn fmt::Display)]) -> String {
    let mut link = format!("<{path}");
    for (index, (name, value)) in parameters.iter().enumerate() {
        let joint = if index == 0 { '?' } else { '&' };
        // Writing to a String cannot fail.
        let _ = write!(link, "{joint}{name}={value}");
    }
    link.push_str(">; rel=\"next\"");
    link
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_the_way_to_the_reader_and_back() {
        for (key, id) in [
            (0, "a"),
            (-1, "tag:a/b?c&d=%"),
            (1_795_262_400_000, "Ünïcode 🏮"),
        ] {
            let id = id.to_owned();
            let cursor = Cursor { key, id };
            let told = cursor.to_string();

            assert_eq!(told.parse(), Ok(cursor));
            let needs_no_escape = |byte: u8| byte.is_ascii_alphanumeric() || b"-.".contains(&byte);
            assert!(told.bytes().all(needs_no_escape), "{told}");
        }
    }

    #[test]
    fn anything_else_is_none() {
        let long = format!("1.{}", "61".repeat(MAX_BYTES));
        for text in [
            "",
            ".",
            "1",
            "1.",
            "x.61",
            "1.6",
            "1.zz",
            "1.ff",
            "9007199254740993.61",
            &long,
        ] {
            assert_eq!(text.parse::<Cursor>(), Err(NoCursor), "{text}");
        }
    }
}
