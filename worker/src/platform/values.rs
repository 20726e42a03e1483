//! Values and rows of an object's database.

use super::StoreFailed;
use statuslamp_model::Timestamp;

/// A value in a database. Integers beyond 2^53 do not survive the platform.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// NULL.
    Null,
    /// INTEGER.
    Integer(i64),
    /// TEXT.
    Text(String),
    /// BLOB.
    Blob(Vec<u8>),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Integer(flag.into())
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Integer(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<Timestamp> for Value {
    fn from(instant: Timestamp) -> Self {
        Self::Integer(instant.as_millis())
    }
}

impl From<Vec<u8>> for Value {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Blob(bytes)
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// One statement with the values of its `?`.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The SQL.
    pub sql: &'static str,
    /// Its values in order.
    pub values: Vec<Value>,
}

impl Statement {
    /// A statement with its values.
    pub const fn new(sql: &'static str, values: Vec<Value>) -> Self {
        Self { sql, values }
    }
}

/// One row of an answer. A column of another type than asked for is an error, never a guess.
#[derive(Clone, Debug, PartialEq)]
pub struct Row(pub Vec<Value>);

impl Row {
    /// The text in a column; `None` for NULL.
    pub fn text(&self, column: usize) -> Result<Option<&str>, StoreFailed> {
        match self.0.get(column) {
            Some(Value::Text(text)) => Ok(Some(text)),
            Some(Value::Null) => Ok(None),
            other => Err(unexpected(column, "text", other)),
        }
    }

    /// The number in a column; `None` for NULL.
    pub fn integer(&self, column: usize) -> Result<Option<i64>, StoreFailed> {
        match self.0.get(column) {
            Some(Value::Integer(number)) => Ok(Some(*number)),
            Some(Value::Null) => Ok(None),
            other => Err(unexpected(column, "a number", other)),
        }
    }

    /// The bytes in a column.
    pub fn blob(&self, column: usize) -> Result<&[u8], StoreFailed> {
        match self.0.get(column) {
            Some(Value::Blob(bytes)) => Ok(bytes),
            other => Err(unexpected(column, "bytes", other)),
        }
    }

    /// The text in a column that is never NULL.
    pub fn required_text(&self, column: usize) -> Result<&str, StoreFailed> {
        self.text(column)?
            .ok_or_else(|| unexpected(column, "text", Some(&Value::Null)))
    }
}

fn unexpected(column: usize, wanted: &str, found: Option<&Value>) -> StoreFailed {
    let found = match found {
        None => "nothing",
        Some(Value::Null) => "NULL",
        Some(Value::Integer(_)) => "a number",
        Some(Value::Text(_)) => "text",
        Some(Value::Blob(_)) => "bytes",
    };
    StoreFailed(format!("column {column} holds {found} instead of {wanted}"))
}
