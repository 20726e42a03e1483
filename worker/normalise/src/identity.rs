//! Ids for events whose provider gives none.

use statuslamp_model::{Timestamp, WebUrl};

/// The id in the address of an event: the segment behind `incident`, `incidents`, `maintenance`
/// or `maintenances`, else the last one.
pub(crate) fn from_url(url: &WebUrl) -> Option<String> {
    let address = url.as_str().split(['?', '#']).next()?;
    let (_, path) = address.split_once("://")?.1.split_once('/')?;
    let segments: Vec<_> = path.split('/').filter(|part| !part.is_empty()).collect();
    let named = segments
        .windows(2)
        .find(|pair| {
            matches!(
                pair[0],
                "incident" | "incidents" | "maintenance" | "maintenances"
            )
        })
        .map(|pair| pair[1]);
    named.or(segments.last().copied()).map(|segment| {
        segment
            .chars()
            .take(crate::bounds::MAX_WORD_CHARS)
            .collect()
    })
}

/// An id made of what stays the same over the life of an event: its title and its start.
pub(crate) fn from_content(title: &str, start: Option<Timestamp>) -> String {
    // FNV-1a: stable across versions of Rust, which its own hasher is not.
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let start = start.map_or(0, Timestamp::as_millis).to_be_bytes();
    for byte in title.bytes().chain(start) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("x{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_in_an_address_is_found() {
        for (url, id) in [
            ("https://status.example.com/incidents/abc123", "abc123"),
            (
                "https://status.example.com//incidents/abc123/?x=1#y",
                "abc123",
            ),
            ("https://status.example.com/maintenance/m1", "m1"),
            ("https://status.example.com/c9", "c9"),
        ] {
            assert_eq!(
                from_url(&url.parse().unwrap()).as_deref(),
                Some(id),
                "{url}"
            );
        }
        assert_eq!(
            from_url(&"https://status.example.com/".parse().unwrap()),
            None
        );
        assert_eq!(
            from_url(&"https://status.example.com".parse().unwrap()),
            None
        );
    }

    #[test]
    fn content_gives_the_same_id_each_time_and_another_for_another_start() {
        let start = Some(Timestamp::from_millis(5));

        assert_eq!(from_content("Slow", start), from_content("Slow", start));
        assert_ne!(from_content("Slow", start), from_content("Slow", None));
    }
}
