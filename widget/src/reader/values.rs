//! The values of a document, one after the other.

use statuslamp_model::{
    ComponentKind, ComponentStatus, EventKind, Impact, Phase, Timestamp, WebUrl,
};

/// The values that are still to come. Each is taken in its turn, whatever it is; what is not of the
/// kind that is asked for is not there, and after the last one nothing is.
pub(super) struct Values<'a>(&'a str);

impl<'a> Values<'a> {
    /// The values of a document as `browser/read.js` lays them out.
    pub(super) fn of(document: &'a str) -> Self {
        Self(document)
    }

    #[inline(never)]
    fn next(&mut self, kind: char) -> Option<&'a str> {
        let end = self.0.bytes().position(|byte| byte == 0);
        let (value, rest) = self.0.split_at_checked(end.unwrap_or(self.0.len()))?;
        self.0 = rest.get(1..).unwrap_or_default();
        value.strip_prefix(kind)
    }

    /// A text.
    #[inline(never)]
    pub(super) fn text(&mut self) -> Option<&'a str> {
        self.next('=')
    }

    /// A number.
    #[inline(never)]
    pub(super) fn number(&mut self) -> Option<f64> {
        let digits = self.next('#')?.bytes();
        let bits = digits.fold(0_u64, |bits, digit| {
            let digit = u64::from(digit.wrapping_sub(b'0'));
            bits.wrapping_mul(10).wrapping_add(digit)
        });
        Some(f64::from_bits(bits))
    }

    /// A whole number; one beyond the range saturates.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a number beyond the range saturates"
    )]
    #[inline(never)]
    pub(super) fn whole(&mut self) -> Option<u64> {
        self.number().map(|number| number as u64)
    }

    /// A whole number; 0 where there is none, the greatest for one beyond the range.
    #[inline(never)]
    pub(super) fn small(&mut self) -> u32 {
        let number = self.whole().unwrap_or_default();
        u32::try_from(number).unwrap_or(u32::MAX)
    }

    /// Whether it is `true`.
    #[inline(never)]
    pub(super) fn is_true(&mut self) -> bool {
        self.next('+').is_some()
    }
}

/// What takes its values out of a document. It is filled where it stands: to move what was read from
/// place to place would be most of the reader's code.
pub(super) trait Read: Default {
    /// Takes what is its own.
    fn read(&mut self, values: &mut Values<'_>);
}

/// Takes the members of something in this order, which is that of `browser/read.js`.
macro_rules! read {
    ($it:ident, $values:ident: $($member:ident)+) => { $($it.$member.read($values);)+ };
}

pub(super) use read;

impl Read for String {
    #[inline(never)]
    fn read(&mut self, values: &mut Values<'_>) {
        self.push_str(values.text().unwrap_or_default());
    }
}

impl Read for Option<String> {
    #[inline(never)]
    fn read(&mut self, values: &mut Values<'_>) {
        *self = values.text().map(str::to_owned);
    }
}

impl Read for Option<WebUrl> {
    #[inline(never)]
    fn read(&mut self, values: &mut Values<'_>) {
        *self = values.text().and_then(WebUrl::new);
    }
}

impl Read for bool {
    fn read(&mut self, values: &mut Values<'_>) {
        *self = values.is_true();
    }
}

impl Read for u32 {
    fn read(&mut self, values: &mut Values<'_>) {
        *self = values.small();
    }
}

impl Read for u64 {
    #[inline(never)]
    fn read(&mut self, values: &mut Values<'_>) {
        *self = values.whole().unwrap_or_default();
    }
}

impl Read for Option<f64> {
    fn read(&mut self, values: &mut Values<'_>) {
        *self = values.number();
    }
}

impl Read for Option<Timestamp> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a number beyond the range saturates, and the instant is clamped"
    )]
    #[inline(never)]
    fn read(&mut self, values: &mut Values<'_>) {
        let milliseconds = values.number();
        *self = milliseconds.map(|number| Timestamp::from_millis(number as i64));
    }
}

/// Words that this reader does not know, or that are missing, read as unknown.
macro_rules! read_words {
    ($($words:ident)+) => { $(
        impl Read for $words {
            #[inline(never)]
            fn read(&mut self, values: &mut Values<'_>) {
                *self = Self::from_word(values.text().unwrap_or_default());
            }
        }

        impl Read for Option<$words> {
            #[inline(never)]
            fn read(&mut self, values: &mut Values<'_>) {
                *self = values.text().map($words::from_word);
            }
        }
    )+ };
}

read_words!(ComponentKind ComponentStatus EventKind Impact Phase);

/// A list; empty where it is none.
impl<T: Read> Read for Vec<T> {
    fn read(&mut self, values: &mut Values<'_>) {
        fill(self, values);
    }
}

/// A list; `None` where it is none.
#[inline(never)]
pub(super) fn fill<T: Read>(list: &mut Vec<T>, values: &mut Values<'_>) -> Option<()> {
    for _ in 0..values.whole()? {
        list.push(T::default());
        if let Some(last) = list.last_mut() {
            last.read(values);
        }
    }
    Some(())
}
