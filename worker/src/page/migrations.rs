//! Schema versions: each is applied once, together with the note that it was.

use crate::platform::{Platform, Statement, StoreFailed, Value};
use statuslamp_model::Timestamp;

const NOTES: &str =
    "CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY, applied_at INTEGER)";

/// Brings a database to the newest of `versions`. One that is newer still is left alone: versions
/// only ever add.
pub(crate) fn migrate<P: Platform>(
    platform: &P,
    versions: &'static [&'static [&'static str]],
    now: Timestamp,
) -> Result<(), StoreFailed> {
    let applied = usize::try_from(applied(platform)?).unwrap_or(0);
    for (number, statements) in (1_i64..).zip(versions).skip(applied) {
        let statements = [NOTES].into_iter().chain(statements.iter().copied());
        let mut batch: Vec<_> = statements.map(|sql| Statement::new(sql, vec![])).collect();
        batch.push(Statement::new(
            "INSERT INTO migrations (version, applied_at) VALUES (?, ?)",
            vec![Value::Integer(number), now.into()],
        ));
        platform.write(batch)?;
    }
    Ok(())
}

/// The newest version applied. Found without a write, so that an object which cannot write still
/// answers what it knows.
fn applied<P: Platform>(platform: &P) -> Result<i64, StoreFailed> {
    let notes = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name = 'migrations'";
    if platform.query(notes, &[])?.is_empty() {
        return Ok(0);
    }
    let rows = platform.query("SELECT COALESCE(MAX(version), 0) FROM migrations", &[])?;
    let applied = rows.first().map_or(Ok(None), |row| row.integer(0))?;
    Ok(applied.unwrap_or(0))
}
