//! Errors on the wire: RFC 9457 problem details.

use serde::Serialize;

/// The body of every error answer (`application/problem+json`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Problem {
    /// Names the kind of problem and resolves to its documentation.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind in words, the same for every occurrence.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened this time: names what and where.
    pub detail: String,
    /// Each thing that was wrong with the request.
    pub errors: Vec<ProblemDetail>,
}

/// One thing that was wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProblemDetail {
    /// The path segment, query parameter or header at fault.
    pub location: String,
    /// What is wrong with it.
    pub detail: String,
}
