//! Numbers as digits.

/// A number in decimal digits. What the standard library has for it is half a kilobyte.
pub fn decimal(number: u64) -> String {
    let mut digits = if number > 9 {
        decimal(number / 10)
    } else {
        String::new()
    };
    let last = u8::try_from(number % 10).unwrap_or_default();
    digits.push(char::from(b'0' + last));
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digits_are_those_of_the_standard_library() {
        for number in [0, 9, 10, 1_795_294_548_629, u64::MAX] {
            assert_eq!(decimal(number), number.to_string());
        }
    }
}
