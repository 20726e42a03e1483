//! A secret of the operator's: compared in constant time, never shown.

use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use std::fmt::{self, Write};
use subtle::ConstantTimeEq;

/// A shorter one could be guessed.
const MIN_BYTES: usize = 16;

/// A secret of the operator's.
#[derive(Clone)]
pub struct Secret(Vec<u8>);

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret")
    }
}

impl Secret {
    /// The secret of this text without the white space around it; `None` where it is shorter than
    /// 16 bytes.
    pub fn read(text: &str) -> Option<Self> {
        let bytes = text.trim().as_bytes();
        (bytes.len() >= MIN_BYTES).then(|| Self(bytes.to_vec()))
    }

    /// Whether somebody knows it.
    pub fn is(&self, presented: &str) -> bool {
        // Of equal length, so that not even the secret's length can be measured.
        let presented = Sha256::digest(presented.as_bytes());
        Sha256::digest(&self.0).ct_eq(&presented).into()
    }

    /// HMAC-SHA256 of a message under it, in lower-case hexadecimal.
    pub fn sign(&self, message: &str) -> String {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else {
            // HMAC takes keys of every length.
            return String::new();
        };
        mac.update(message.as_bytes());
        let signature = mac.finalize().into_bytes();
        signature.iter().fold(String::new(), |mut hex, byte| {
            // Writing to a String cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }

    /// Whether `presented` is [`Secret::sign`] of the message.
    pub fn has_signed(&self, message: &str, presented: &str) -> bool {
        let signature = self.sign(message);
        !signature.is_empty() && signature.as_bytes().ct_eq(presented.as_bytes()).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret() -> Secret {
        Secret::read(" correct horse battery\n").unwrap()
    }

    #[test]
    fn a_short_secret_is_none() {
        assert!(Secret::read("fifteen bytes..").is_none());
        assert!(Secret::read("sixteen bytes...").is_some());
        assert!(Secret::read("   fifteen bytes..   ").is_none());
    }

    #[test]
    fn only_the_secret_itself_is_accepted() {
        assert!(secret().is("correct horse battery"));
        for other in ["", "correct horse batterx", "correct horse battery "] {
            assert!(!secret().is(other), "{other}");
        }
    }

    #[test]
    fn a_signature_is_of_one_message_under_one_secret() {
        let signature = secret().sign("noterro");

        // As `openssl dgst -sha256 -hmac` has it.
        assert_eq!(
            signature,
            "fe1e9a1c6b39f8da8e9a18d1f27d6abbf51e4982ce41cd26cb4f533f4332cbd4"
        );
        assert!(secret().has_signed("noterro", &signature));
        assert!(!secret().has_signed("napta", &signature));
        assert!(!secret().has_signed("noterro", &signature.to_uppercase()));
        assert!(!secret().has_signed("noterro", ""));
        let other = Secret::read("incorrect horse battery").unwrap();
        assert!(!other.has_signed("noterro", &signature));
    }

    #[test]
    fn a_secret_is_never_shown() {
        assert_eq!(format!("{:?}", secret()), "Secret");
    }
}
