//! The one way in and out of typed data.
//!
//! Whatever comes from Salesforce, storage, a page or a message is a [`Value`]
//! first and a type second. A type is read from a value and written as one by
//! [`Read`] and [`Write`], which are derived (`json-derive/`): there is one
//! format and one error, "it does not fit". Serde's derive, with its sentence
//! for every way in which it could fail, made each WASM binary some 70 KB
//! larger, and nobody would see those sentences: a person gets a
//! [`Problem`](crate::problem::Problem).

use serde_json::{Map, Value};

pub use json_derive::{Read, Write};

mod place;
mod read;
mod write;

#[cfg(not(target_arch = "wasm32"))]
mod native;

#[cfg(not(target_arch = "wasm32"))]
use native as text;

// The browser's own parser weighs nothing.
#[cfg(target_arch = "wasm32")]
use crate::browser::data as text;

pub use read::{Parts, one_of, read_or, read_or_default, read_part, variant};
pub use write::object;

/// Nested deeper, a value is no answer of Salesforce's and no settings file.
pub const DEPTH: usize = 128;

/// A type that can be read from a value.
pub trait Read: Sized {
    /// `None` if the value has another shape.
    fn read(value: Value) -> Option<Self>;

    /// What an absent key stands for; `None`: it must be there.
    fn absent() -> Option<Self> {
        None
    }
}

/// A type that can be written as a value.
pub trait Write {
    /// The value.
    fn write(&self) -> Value;
}

/// A place in a text, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The character in the line.
    pub column: usize,
}

/// Reads a text; `None` if it is not JSON.
pub fn parse(text: &str) -> Option<Value> {
    text::parse(text)
}

/// Reads a text that a person has written; the error is where it stops being
/// JSON.
pub fn parse_file(text: &str) -> Result<Value, Place> {
    parse(text).ok_or_else(|| place::place(text))
}

/// The value as JSON in one line.
pub fn to_text(value: &Value) -> String {
    text::text(value)
}

/// Reads a type; `None` if the value has another shape.
pub fn read<T: Read>(value: Value) -> Option<T> {
    T::read(value)
}

/// Reads a type from a text.
pub fn parse_as<T: Read>(text: &str) -> Option<T> {
    read(parse(text)?)
}

/// The value of a type.
pub fn write(value: &impl Write) -> Value {
    value.write()
}

/// An object's parts, or none.
pub fn parts(value: Value) -> Option<Map<String, Value>> {
    match value {
        Value::Object(parts) => Some(parts),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
