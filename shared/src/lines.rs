//! JSON that people write: every refusal names the line, so that it is found at once.

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::value::RawValue;
use std::fmt;

/// What is wrong with a text, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Line of the fault, from 1.
    pub line: usize,
    /// What is wrong there.
    pub reason: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}: {}", self.line, self.reason)
    }
}

impl std::error::Error for Fault {}

/// The whole text, to which every borrowed part of it can be placed.
pub(crate) struct Source<'a>(pub(crate) &'a str);

impl<'a> Source<'a> {
    /// The line on which `part`, a slice of the whole text, begins.
    pub(crate) fn line_of(&self, part: &str) -> usize {
        let offset = (part.as_ptr() as usize).saturating_sub(self.0.as_ptr() as usize);
        let before = self.0.as_bytes().get(..offset).unwrap_or_default();
        before.split(|byte| *byte == b'\n').count()
    }

    pub(crate) fn error(&self, part: &str, reason: impl fmt::Display) -> Fault {
        Fault {
            line: self.line_of(part),
            reason: reason.to_string(),
        }
    }

    /// Reads JSON out of `part`; the error's line is one of the whole text.
    pub(crate) fn read<T: Deserialize<'a>>(&self, part: &'a str) -> Result<T, Fault> {
        serde_json::from_str(part).map_err(|error| {
            let text = error.to_string();
            // serde_json appends its own position, which counts from the part.
            let reason = text
                .rsplit_once(" at line ")
                .map_or(text.as_str(), |(reason, _)| reason);
            Fault {
                line: self.line_of(part) + error.line().saturating_sub(1),
                reason: reason.replace('`', "\""),
            }
        })
    }

    pub(crate) fn value<T: DeserializeOwned>(&self, raw: &'a RawValue) -> Result<T, Fault> {
        self.read(raw.get())
    }
}
