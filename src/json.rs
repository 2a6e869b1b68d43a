//! The one way in and out of typed data.
//!
//! Whatever comes from Salesforce, storage, a page or a message is a [`Value`]
//! first and a type second. Serde compiles a type's reading once for each format
//! it is read from, with a sentence for every way in which it could fail; read
//! from one format alone, whose only error is "it does not fit", both WASM
//! binaries are much smaller. Nobody would see those sentences: a person gets a
//! [`Problem`](crate::problem::Problem).

use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

mod reader;

use crate::platform::json as texts;

/// Reads a text; `None` if it is not JSON.
pub fn parse(text: &str) -> Option<Value> {
    texts::parse(text)
}

/// The value as JSON in one line.
pub fn to_text(value: &Value) -> String {
    texts::text(value)
}

/// Where a text stops being JSON: line and column, from 1; `None` if it is JSON.
pub fn broken_at(text: &str) -> Option<(usize, usize)> {
    // Nothing is kept of it, so that this is a small part of the parser.
    let whole = serde_json::from_str::<IgnoredAny>(text);
    whole.err().map(|error| (error.line(), error.column()))
}

/// Reads a type; `None` if the value has another shape.
pub fn read<T: DeserializeOwned>(value: Value) -> Option<T> {
    T::deserialize(reader::Reader(value)).ok()
}

/// Reads a type from a text.
pub fn parse_as<T: DeserializeOwned>(text: &str) -> Option<T> {
    read(parse(text)?)
}

/// The value of a type. `null` for what JSON cannot hold, such as a map with
/// keys that are no text: no type here has them.
pub fn write(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or(Value::Null)
}
