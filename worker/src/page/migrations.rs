//! Schema versions: each is applied once, together with the note that it was.

use crate::platform::{Platform, Statement, StoreFailed, Value};
use statuslamp_model::Timestamp;

/// Brings a database to the newest of `versions`. One that is newer still is left alone: versions
/// only ever add.
pub(crate) fn migrate<P: Platform>(
    platform: &P,
    versions: &'static [&'static [&'static str]],
    now: Timestamp,
) -> Result<(), StoreFailed> {
    platform.write(vec![Statement::new(
        "CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY, applied_at INTEGER)",
        vec![],
    )])?;
    let rows = platform.query("SELECT COALESCE(MAX(version), 0) FROM migrations", &[])?;
    let applied = rows.first().map_or(Ok(None), |row| row.integer(0))?;
    let applied = usize::try_from(applied.unwrap_or(0)).unwrap_or(0);
    for (number, statements) in (1_i64..).zip(versions).skip(applied) {
        let mut batch: Vec<_> = statements
            .iter()
            .map(|sql| Statement::new(sql, vec![]))
            .collect();
        batch.push(Statement::new(
            "INSERT INTO migrations (version, applied_at) VALUES (?, ?)",
            vec![Value::Integer(number), now.into()],
        ));
        platform.write(batch)?;
    }
    Ok(())
}
