//! One macro for the open vocabularies of JSON v1.

/// Declares an enum whose wire form is one word each. Every vocabulary is open: a word this
/// version does not know reads as `Unknown`, so that an old reader survives a newer writer.
macro_rules! words {
    ($(#[doc = $doc:literal])* $name:ident { $($(#[doc = $meaning:literal])* $variant:ident = $word:literal,)+ }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[doc = $meaning])* $variant,)+
            /// Not known, or a word newer than this reader.
            #[default]
            Unknown,
        }

        impl $name {
            /// Every word of the vocabulary, `Unknown` last.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+ Self::Unknown];

            /// The word as it stands in JSON.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                    Self::Unknown => "unknown",
                }
            }

            /// The value of a word; any word outside the vocabulary is `Unknown`.
            pub fn from_word(word: &str) -> Self {
                let at = $crate::words::position(&[$($word),+], word);
                Self::ALL.get(at).copied().unwrap_or_default()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        #[cfg(feature = "typescript")]
        $crate::typescript::declared!(
            $name,
            stringify!($name),
            &[$($doc),*],
            $crate::typescript::open(Self::ALL.iter().map(|word| word.as_str()))
        );

        #[cfg(feature = "schema")]
        $crate::schema::vocabulary!(
            $name,
            &[$($doc),*],
            &[$(($word, concat!($($meaning),*)),)+ ("unknown", " Not known, or a word newer than this lamp.")]
        );

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                Ok(Self::from_word(&word))
            }
        }
    };
}

pub(crate) use words;

/// Where a word stands among others; behind them where it does not. One function for all of them:
/// a `match` would be code of its own for each word.
#[inline(never)]
pub(crate) fn position(words: &[&str], word: &str) -> usize {
    let found = words.iter().position(|known| *known == word);
    found.unwrap_or(words.len())
}
