//! The one way in and out of typed data.
//!
//! Whatever comes from Salesforce, storage, a page or a message is a [`Value`]
//! first and a type second. Serde compiles a type's reading once for each format
//! it is read from, with a sentence for every way in which it could fail; read
//! from one format alone, whose only error is "it does not fit", both WASM
//! binaries are much smaller. Nobody would see those sentences: a person gets a
//! [`Problem`](crate::problem::Problem).

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

mod reader;

/// Reads a text; `None` if it is not JSON.
pub fn parse(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
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
