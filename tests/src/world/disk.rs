//! What a page's object remembers, and what a test may do to its database behind its back.

use super::{
    Living, World, page_object,
    platform::{Here, from_sql},
};
use rusqlite::{params_from_iter, types::Null};
use statuslamp_model::Timestamp;
use statuslamp_worker::{
    page::{
        PageObject,
        history::{Day, Transition},
    },
    platform::Row,
};

impl World {
    /// Runs SQL on the database of a page's object, which may not have lived yet.
    ///
    /// # Panics
    /// Where the SQL is wrong.
    pub fn run(&self, page: &str, sql: &str) {
        let disk = self.disk(&page_object(page));
        disk.connection
            .execute_batch(sql)
            .unwrap_or_else(|error| panic!("{error}"));
    }

    /// Reads from the database of a page's object. Every `?` in it stands for NULL.
    ///
    /// # Panics
    /// Where the SQL is wrong.
    pub fn rows(&self, page: &str, sql: &str) -> Vec<Row> {
        let disk = self.disk(&page_object(page));
        let mut statement = disk
            .connection
            .prepare(sql)
            .expect("the test's SQL is right");
        let columns = statement.column_count();
        let values = vec![Null; statement.parameter_count()];
        let rows = statement.query_map(params_from_iter(values), |row| {
            let values = (0..columns).map(|column| row.get(column).map(from_sql));
            values.collect::<Result<_, _>>().map(Row)
        });
        let rows = rows.expect("the test's SQL is right");
        rows.map(|row| row.expect("a row can be read")).collect()
    }

    /// The distinct statements the object of a page ran since this was last asked.
    pub fn statements(&self, page: &str) -> Vec<String> {
        let statements = self.disk(&page_object(page)).statements.take();
        statements.into_iter().collect()
    }

    /// How many rows of tables the object of a page has ever written.
    pub fn rows_written(&self, page: &str) -> u64 {
        self.disk(&page_object(page)).connection.total_changes()
    }

    /// Everything a component of a page ever became.
    ///
    /// # Panics
    /// Where the object cannot tell.
    pub fn transitions(&self, page: &str, component: &str) -> Vec<Transition> {
        let [first, last] = [i64::MIN, i64::MAX].map(Timestamp::from_millis);
        let transitions = self.history(page, |object| object.transitions(component, first, last));
        transitions.expect("the transitions can be read")
    }

    /// The last days of a component of a page.
    ///
    /// # Panics
    /// Where the object cannot tell.
    pub fn days(&self, page: &str, component: &str, count: u32) -> Vec<Day> {
        let days = self.history(page, |object| object.days(component, count));
        days.expect("the days can be read")
    }

    fn history<T>(&self, page: &str, ask: impl FnOnce(&PageObject<Here>) -> T) -> T {
        match self.living(&page_object(page)) {
            Living::Page(page) => ask(&page),
            Living::Live(_) | Living::Index(_) => panic!("a page's object is one of a page"),
        }
    }
}
