//! What a shard keeps on disk: the newest revision it has sent, so that after a sleep it neither
//! goes back nor takes an old content for a new one.

use crate::{
    page::migrate,
    platform::{Platform, Statement, StoreFailed},
};
use statuslamp_model::Timestamp;

const MIGRATIONS: &[&[&str]] =
    &[&["CREATE TABLE sent (one INTEGER PRIMARY KEY CHECK (one = 1), revision INTEGER NOT NULL)"]];

pub(super) fn prepare<P: Platform>(platform: &P, now: Timestamp) -> Result<(), StoreFailed> {
    migrate(platform, MIGRATIONS, now)
}

/// The newest revision sent; 0 where none was.
pub(super) fn sent<P: Platform>(platform: &P) -> Result<u64, StoreFailed> {
    let rows = platform.query("SELECT revision FROM sent", &[])?;
    let revision = rows.first().map_or(Ok(None), |row| row.integer(0))?;
    Ok(u64::try_from(revision.unwrap_or(0)).unwrap_or(0))
}

pub(super) fn keep_sent<P: Platform>(platform: &P, revision: u64) -> Result<(), StoreFailed> {
    platform.write(vec![Statement::new(
        "INSERT OR REPLACE INTO sent (one, revision) VALUES (1, ?)",
        vec![revision.into()],
    )])
}
