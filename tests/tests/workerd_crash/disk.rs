//! What a lamp left on disk: read from a copy, so that looking changes nothing.

use rusqlite::Connection;
use serde_json::Value;
use statuslamp_tests::lamp::Folder;
use std::{collections::BTreeSet, fs};

/// What the page's object had on disk when it was killed.
#[derive(Debug, Default)]
pub(crate) struct Disk {
    /// The published verdict and summary.
    pub(crate) published: Vec<(&'static str, Value)>,
    /// The ids of the events that are kept.
    pub(crate) events: BTreeSet<String>,
    /// How many rows they fill.
    pub(crate) rows: usize,
}

impl Disk {
    /// Reads the state of the one page in the lamp's folder; empty where nothing was kept yet.
    pub(crate) fn read(folder: &Folder) -> Self {
        let copy = Folder::new("crash-disk");
        let Ok(files) = fs::read_dir(folder.path().join("data/statuslamp-PageObject")) else {
            return Self::default();
        };
        let mut database = None;
        for file in files.flatten() {
            let name = file.file_name().to_string_lossy().into_owned();
            // Not the shared memory: it belongs to whoever has the database open.
            if name.ends_with(".sqlite") || name.ends_with(".sqlite-wal") {
                let to = copy.path().join(&name);
                fs::copy(file.path(), &to).expect("the state can be copied");
                if name.ends_with(".sqlite") && name != "metadata.sqlite" {
                    assert_eq!(database.replace(to), None, "there is one page");
                }
            }
        }
        let Some(database) = database else {
            return Self::default();
        };
        let database = Connection::open(database).expect("it is a database");
        let tables = "SELECT COUNT(*) FROM sqlite_master WHERE name IN ('published', 'events')";
        let tables: i64 = database
            .query_row(tables, [], |row| row.get(0))
            .expect("a database can be asked for its tables");
        if tables < 2 {
            return Self::default();
        }
        let events = rows(&database, "SELECT id FROM events");
        Self {
            published: published(&database),
            rows: events.len(),
            events: events.into_iter().collect(),
        }
    }
}

fn published(database: &Connection) -> Vec<(&'static str, Value)> {
    let document = |name| {
        let sql = "SELECT CAST(body AS TEXT) FROM published WHERE document = ";
        let body = rows(database, &format!("{sql}'{name}'")).pop()?;
        Some((name, serde_json::from_str(&body).expect("it is JSON")))
    };
    ["verdict", "summary"]
        .into_iter()
        .filter_map(document)
        .collect()
}

fn rows(database: &Connection, sql: &str) -> Vec<String> {
    let mut statement = database.prepare(sql).expect("the table is there");
    let rows = statement.query_map([], |row| row.get(0));
    rows.expect("it can be read")
        .collect::<Result<_, _>>()
        .expect("each row is text")
}
