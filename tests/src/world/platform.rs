//! The platform as one object, or one request, of the scripted world sees it.

use super::{
    World,
    sockets::{Interlude, Line},
    spoken,
};
use rusqlite::{Connection, params_from_iter, types};
use statuslamp_model::Timestamp;
use statuslamp_worker::{
    call::{Call, Object},
    config::{Config, Unconfigured},
    limit::Quota,
    people::Spoken,
    platform::{
        CallFailed, Closing, Incoming, NoIncoming, Outgoing, Platform, Row, Socket, Statement,
        StoreFailed, Value,
    },
};
use std::{
    cell::{Cell, RefCell},
    collections::BTreeSet,
    future::Future,
    pin::Pin,
    rc::Rc,
};

/// How a write goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing was written.
    Lost,
    /// Everything was written, but the writer is told otherwise.
    Landed,
}

/// What outlives an object.
pub(super) struct Disk {
    pub(super) connection: Connection,
    /// Every statement that was run, each once.
    pub(super) statements: RefCell<BTreeSet<String>>,
    pub(super) alarm: Cell<Option<Timestamp>>,
    pub(super) fault: Cell<Option<Fault>>,
}

impl Default for Disk {
    fn default() -> Self {
        Self {
            connection: Connection::open_in_memory().expect("SQLite works"),
            statements: RefCell::default(),
            alarm: Cell::new(None),
            fault: Cell::new(None),
        }
    }
}

/// Most bytes of a value on the real platform.
const MAX_VALUE_BYTES: usize = 2_000_000;

impl Disk {
    fn note(&self, sql: &str) {
        let mut statements = self.statements.borrow_mut();
        if !statements.contains(sql) {
            statements.insert(sql.to_owned());
        }
    }
}

/// The platform of one object or, without a disk, of a request.
pub(super) struct Here {
    world: World,
    object: Option<Object>,
    disk: Option<Rc<Disk>>,
}

impl Here {
    pub(super) fn outside(world: &World) -> Self {
        Self {
            world: world.clone(),
            object: None,
            disk: None,
        }
    }

    pub(super) fn inside(world: &World, object: &Object) -> Self {
        Self {
            world: world.clone(),
            object: Some(object.clone()),
            disk: Some(world.disk(object)),
        }
    }

    fn lines(&self) -> Vec<Rc<Line>> {
        let lines = self.world.0.lines.borrow();
        let lines = self.object.as_ref().and_then(|object| lines.get(object));
        let open = lines.into_iter().flatten().filter(|line| line.is_open());
        open.cloned().collect()
    }

    fn disk(&self) -> Result<&Disk, StoreFailed> {
        let disk = self.disk.as_deref();
        disk.ok_or_else(|| StoreFailed("a request has no store".to_owned()))
    }
}

impl Platform for Here {
    fn now(&self) -> Timestamp {
        self.world.now()
    }

    fn random(&self) -> f64 {
        self.world.0.random.get()
    }

    fn config(&self) -> Result<Rc<Config>, Unconfigured> {
        Ok(Rc::clone(&self.world.0.config.borrow()))
    }

    async fn fetch(&self, request: &Outgoing<'_>) -> Result<Incoming, NoIncoming> {
        assert!(
            matches!(self.object, Some(Object::Page(_))),
            "only a page's object reads vendors"
        );
        let mut vendors = self.world.0.vendors.borrow_mut();
        let answer = vendors.answer(request, self.world.now());
        drop(vendors);
        let meanwhile = self.world.0.meanwhile.take();
        if let Some(happening) = meanwhile {
            happening(&self.world);
        }
        if matches!(answer, Err(NoIncoming::TimedOut)) {
            let limit = i64::from(request.limit_milliseconds);
            let now = self.world.now().as_millis();
            self.world.0.now.set(Timestamp::from_millis(now + limit));
        }
        answer
    }

    fn query(&self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreFailed> {
        let disk = self.disk()?;
        disk.note(sql);
        let connection = &disk.connection;
        let mut statement = connection.prepare(sql).map_err(failed)?;
        let columns = statement.column_count();
        let values = values.iter().cloned().map(to_sql);
        let mut rows = statement.query(params_from_iter(values)).map_err(failed)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next().map_err(failed)? {
            let values = (0..columns).map(|column| row.get(column).map(from_sql));
            found.push(Row(values.collect::<Result<_, _>>().map_err(failed)?));
        }
        Ok(found)
    }

    fn write(&self, statements: Vec<Statement>) -> Result<(), StoreFailed> {
        let disk = self.disk()?;
        let fault = disk.fault.take();
        if fault == Some(Fault::Lost) {
            return Err(StoreFailed("scripted: lost".to_owned()));
        }
        let transaction = disk.connection.unchecked_transaction().map_err(failed)?;
        for statement in statements {
            disk.note(statement.sql);
            let values = statement.values.into_iter().map(to_sql);
            let written = transaction.execute(statement.sql, params_from_iter(values));
            written.map_err(failed)?;
        }
        transaction.commit().map_err(failed)?;
        match fault {
            Some(Fault::Landed) => Err(StoreFailed("scripted: landed".to_owned())),
            Some(Fault::Lost) | None => Ok(()),
        }
    }

    async fn alarm(&self) -> Result<Option<Timestamp>, StoreFailed> {
        Ok(self.disk()?.alarm.get())
    }

    async fn set_alarm(&self, at: Timestamp) -> Result<(), StoreFailed> {
        self.disk()?.alarm.set(Some(at));
        Ok(())
    }

    #[expect(
        refining_impl_trait,
        reason = "objects call each other: the box ends the circle"
    )]
    fn call(
        &self,
        object: Object,
        call: Call,
    ) -> Pin<Box<dyn Future<Output = Result<Vec<u8>, CallFailed>> + '_>> {
        Box::pin(async move {
            if let Object::Live(..) = object {
                let calls = &self.world.0.calls_to_sockets;
                calls.set(calls.get() + 1);
                if self.world.0.is_cut_off.get() {
                    return Err(CallFailed("scripted: cut off".to_owned()));
                }
            }
            let answer = self.world.answer(&object, &call).await;
            let is_meant = |interlude: &mut Interlude| call.path.ends_with(interlude.0);
            let interlude = self.world.0.interlude.borrow_mut().take_if(is_meant);
            if let Some((_, event)) = interlude {
                event();
            }
            Ok(answer)
        })
    }

    async fn count(&self, quota: Quota) -> Option<bool> {
        let mut left = self.world.0.left.borrow_mut();
        let left = left.get_mut(&quota)?;
        let is_within = *left > 0;
        *left = left.saturating_sub(1);
        Some(is_within)
    }

    fn sockets(&self) -> usize {
        self.lines().len()
    }

    fn send_to_sockets(&self, text: &str) -> usize {
        self.lines().iter().map(|line| line.send(text)).count()
    }

    fn close_sockets(&self, reason: &dyn Fn(Socket) -> Option<Closing>) -> usize {
        let lines = self.lines();
        let closed = lines.iter().filter_map(|line| {
            let closing = reason(line.known())?;
            line.close(closing);
            Some(())
        });
        closed.count()
    }

    fn spoken(_language: &'static str, zone: &str, asked: Spoken<'_>) -> String {
        spoken::english(zone, asked)
    }

    fn log(&self, line: &str) {
        self.world.0.log.borrow_mut().push(line.to_owned());
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the shape of `map_err`")]
fn failed(error: rusqlite::Error) -> StoreFailed {
    StoreFailed(error.to_string())
}

fn to_sql(value: Value) -> types::Value {
    let bytes = match &value {
        Value::Text(text) => text.len(),
        Value::Blob(bytes) => bytes.len(),
        Value::Null | Value::Integer(_) => 0,
    };
    assert!(bytes < MAX_VALUE_BYTES, "{bytes} bytes cannot be stored");
    match value {
        Value::Null => types::Value::Null,
        Value::Integer(number) => types::Value::Integer(number),
        Value::Text(text) => types::Value::Text(text),
        Value::Blob(bytes) => types::Value::Blob(bytes),
    }
}

pub(super) fn from_sql(value: types::Value) -> Value {
    match value {
        types::Value::Null => Value::Null,
        types::Value::Integer(number) => Value::Integer(number),
        types::Value::Real(number) => panic!("no column holds fractions, but {number} came"),
        types::Value::Text(text) => Value::Text(text),
        types::Value::Blob(bytes) => Value::Blob(bytes),
    }
}
