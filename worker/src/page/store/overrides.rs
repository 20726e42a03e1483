//! The operator's word, and the record of it.

use super::to_json;
use crate::platform::{Platform, Statement, StoreFailed, Value};
use statuslamp_model::{Override, OverrideId, Timestamp};

/// Most rows of the record; the oldest go first.
const MAX_AUDIT_ROWS: i64 = 1000;

/// What became of an override.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::page) enum Action {
    /// It was said, or said otherwise.
    Put,
    /// It was taken back.
    Delete,
    /// Its time was over.
    Expired,
}

impl Action {
    /// Its name in the record and in the log.
    pub(in crate::page) const fn as_str(self) -> &'static str {
        match self {
            Self::Put => "put",
            Self::Delete => "delete",
            Self::Expired => "expired",
        }
    }
}

/// Everything that is said. A word newer than this version is left alone: what is not understood
/// mutes nothing.
pub(in crate::page) fn overrides<P: Platform>(platform: &P) -> Result<Vec<Override>, StoreFailed> {
    let rows = platform.query("SELECT json FROM overrides ORDER BY id", &[])?;
    let mut overrides = Vec::with_capacity(rows.len());
    for row in rows {
        overrides.extend(serde_json::from_str(row.required_text(0)?));
    }
    Ok(overrides)
}

pub(in crate::page) fn keep_override(said: &Override) -> Result<Statement, StoreFailed> {
    Ok(Statement::new(
        "INSERT OR REPLACE INTO overrides (id, json) VALUES (?, ?)",
        vec![said.id.as_str().into(), to_json(said)?.into()],
    ))
}

pub(in crate::page) fn forget_override(id: &OverrideId) -> Statement {
    Statement::new(
        "DELETE FROM overrides WHERE id = ?",
        vec![id.as_str().into()],
    )
}

/// Writes into the record what became of an override, and forgets the oldest rows.
pub(in crate::page) fn record(
    action: Action,
    said: &Override,
    at: Timestamp,
) -> Result<[Statement; 2], StoreFailed> {
    let json = to_json(said)?;
    Ok([
        Statement::new(
            "INSERT INTO audit (at, action, id, json) VALUES (?, ?, ?, ?)",
            vec![
                at.into(),
                action.as_str().into(),
                said.id.as_str().into(),
                json.into(),
            ],
        ),
        Statement::new(
            "DELETE FROM audit WHERE number <= (SELECT MAX(number) FROM audit) - ?",
            vec![Value::Integer(MAX_AUDIT_ROWS)],
        ),
    ])
}
