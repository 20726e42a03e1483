//! Ids of our own making in the shape of the vendors': the same seed always gives the same id.

use jiff::Timestamp;

const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// Twelve base-36 characters, as Statuspage numbers pages, components, incidents and updates.
pub(crate) fn statuspage(seed: &str) -> String {
    base36(fnv1a(seed.as_bytes()), 12)
}

/// A cuid, as Instatus numbers everything: `c`, eight characters of time, sixteen of the rest.
pub(crate) fn cuid(seed: &str, created: Timestamp) -> String {
    let milliseconds = u128::from(created.as_millisecond().unsigned_abs());
    format!(
        "c{}{}",
        base36(milliseconds, 8),
        base36(fnv1a(seed.as_bytes()), 16)
    )
}

/// A strong entity tag of exactly these bytes.
pub(crate) fn entity_tag(bytes: &[u8]) -> String {
    format!("\"{:032x}\"", fnv1a(bytes))
}

fn base36(mut number: u128, length: usize) -> String {
    let mut digits = Vec::with_capacity(length);
    for _ in 0..length {
        digits.push(char::from(
            DIGITS[usize::try_from(number % 36).unwrap_or_default()],
        ));
        number /= 36;
    }
    digits.iter().rev().collect()
}

/// FNV-1a, 128 bits: stable for ever, which the standard library's hasher doesn't promise.
fn fnv1a(bytes: &[u8]) -> u128 {
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    bytes.iter().fold(BASIS, |hash, byte| {
        (hash ^ u128::from(*byte)).wrapping_mul(PRIME)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_the_vendors_shapes() {
        let moment = "2024-02-16T07:30:00Z".parse().unwrap();

        let short = statuspage("noterro/page");
        let long = cuid("watermelon/token-outage", moment);

        assert_eq!(short.len(), 12);
        assert_eq!(long.len(), 25);
        assert!(
            long.starts_with("clso"),
            "a cuid of February 2024 begins like one: {long}"
        );
        assert!((short + &long).bytes().all(|byte| DIGITS.contains(&byte)));
    }

    #[test]
    fn another_byte_is_another_tag() {
        assert_ne!(entity_tag(b"{}"), entity_tag(b"{ }"));
        assert_eq!(entity_tag(b""), "\"6c62272e07bb014262b821756295c58d\"");
    }
}
