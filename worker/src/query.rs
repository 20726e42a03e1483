//! Query parameters: refused by name where unknown, and by value where unusable.

use crate::{http::percent_decode, trouble::Trouble};
use std::{fmt::Display, ops::RangeInclusive, str::FromStr};

/// Items of a list, where nobody asks otherwise.
const DEFAULT_LIMIT: usize = 25;
/// Most letters that are searched for.
const MAX_SEARCH_LETTERS: usize = 100;
/// Items of a list.
const LIMITS: RangeInclusive<usize> = 1..=100;

/// The parameters of a request.
#[derive(Debug, Default)]
pub(crate) struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Reads a query of which only `allowed` names may occur, each once.
    pub(crate) fn parse(query: &str, allowed: &[&str]) -> Result<Self, Trouble> {
        let mut parameters: Vec<(String, String)> = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let decode = |text: &str| percent_decode(&text.replace('+', " "));
            let name = decode(name).unwrap_or_else(|| name.to_owned());
            if !allowed.contains(&name.as_str()) {
                return Err(Trouble::UnknownParameter(name));
            }
            let bad = |name: &str, detail: &str| Trouble::BadParameter {
                name: name.to_owned(),
                detail: detail.to_owned(),
            };
            if parameters.iter().any(|(given, _)| *given == name) {
                return Err(bad(&name, "given twice"));
            }
            let Some(value) = decode(value) else {
                return Err(bad(&name, "broken percent-encoding"));
            };
            parameters.push((name, value));
        }
        Ok(Self(parameters))
    }

    /// Reads a query in which whatever is not in `known` is ignored, and so is what cannot be read.
    pub(crate) fn lenient(query: &str, known: &[&str]) -> Self {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let known = pairs.filter(|(name, _)| known.contains(name));
        let read = known.filter_map(|(name, value)| {
            Some((name.to_owned(), percent_decode(&value.replace('+', " "))?))
        });
        Self(read.collect())
    }

    /// The value of a parameter.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let mut parameters = self.0.iter();
        parameters
            .find(|(given, _)| given == name)
            .map(|(_, value)| value.as_str())
    }

    /// The value of a parameter, read as `T`; `wanted` says what it should have been.
    pub(crate) fn read<T: FromStr>(&self, name: &str, wanted: &str) -> Result<Option<T>, Trouble> {
        let parse = |value: &str| {
            value.parse().map_err(|_| Trouble::BadParameter {
                name: name.to_owned(),
                detail: format!("\"{}\" is not {wanted}", cut(value)),
            })
        };
        self.get(name).map(parse).transpose()
    }

    /// How many items of a list are wanted.
    pub(crate) fn limit(&self) -> Result<usize, Trouble> {
        self.within("limit", DEFAULT_LIMIT, LIMITS)
    }

    /// The text that is searched for; `None` where there is none.
    pub(crate) fn search(&self) -> Result<Option<&str>, Trouble> {
        let text = self.get("q").map(str::trim);
        if text.is_some_and(|text| text.chars().count() > MAX_SEARCH_LETTERS) {
            let detail = format!("{MAX_SEARCH_LETTERS} letters at most");
            return Err(Trouble::bad_parameter("q", detail));
        }
        Ok(text.filter(|text| !text.is_empty()))
    }

    /// A number between two others, both included.
    pub(crate) fn within<T: FromStr + PartialOrd + Display>(
        &self,
        name: &str,
        default: T,
        bounds: RangeInclusive<T>,
    ) -> Result<T, Trouble> {
        let number = self.read(name, "a number")?.unwrap_or(default);
        if bounds.contains(&number) {
            return Ok(number);
        }
        let (lowest, highest) = bounds.into_inner();
        let detail = format!("{lowest} to {highest}, not {number}");
        Err(Trouble::bad_parameter(name, detail))
    }
}

/// What a reader sent, short enough to be said back.
pub(crate) fn cut(text: &str) -> String {
    text.chars().take(100).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_understood_is_refused_by_name() {
        let unknown = Parameters::parse("revision=1&colour=red", &["revision"]).unwrap_err();
        assert_eq!(unknown, Trouble::UnknownParameter("colour".to_owned()));

        for query in ["revision=1&revision=2", "revision=%zz"] {
            let bad = Parameters::parse(query, &["revision"]).unwrap_err();
            assert!(matches!(bad, Trouble::BadParameter { .. }), "{query}");
        }
    }

    #[test]
    fn an_unusable_value_is_named() {
        let parameters = Parameters::parse("revision=-1", &["revision"]).unwrap();

        let trouble = parameters
            .read::<u64>("revision", "a revision")
            .unwrap_err();

        assert_eq!(
            trouble,
            Trouble::BadParameter {
                name: "revision".to_owned(),
                detail: "\"-1\" is not a revision".to_owned()
            }
        );
    }
}
