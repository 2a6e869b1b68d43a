//! Reading: what the derived code calls, and the types that JSON has itself.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Read, parts};

/// An object that is taken apart.
pub struct Parts(Map<String, Value>);

impl Parts {
    /// `None` if the value is no object.
    pub fn of(value: Value) -> Option<Self> {
        parts(value).map(Parts)
    }

    /// Takes out what stands under the first of these names that is there.
    pub fn find(&mut self, names: &[&str]) -> Option<Value> {
        names.iter().find_map(|name| self.0.remove(*name))
    }

    /// Everything was taken out.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A part that must be there, unless its type knows what absence stands for.
pub fn read_part<T: Read>(value: Option<Value>) -> Option<T> {
    match value {
        Some(value) => T::read(value),
        None => T::absent(),
    }
}

/// A part that may be absent.
pub fn read_or<T: Read>(value: Option<Value>, default: T) -> Option<T> {
    match value {
        Some(value) => T::read(value),
        None => Some(default),
    }
}

/// A part that may be absent and then has its type's own default.
pub fn read_or_default<T: Read + Default>(value: Option<Value>) -> Option<T> {
    read_or(value, T::default())
}

/// A variant of an enum that holds nothing, by name.
pub fn one_of<T: Copy>(value: &Value, all: &[(&str, T)]) -> Option<T> {
    let name = value.as_str()?;
    let found = all.iter().find(|(known, _)| *known == name);
    found.map(|(_, variant)| *variant)
}

/// A variant's name and what it holds: a text holds nothing, an object of one
/// entry holds its content.
pub fn variant(value: Value) -> Option<(String, Value)> {
    match value {
        Value::String(name) => Some((name, Value::Null)),
        Value::Object(entries) => {
            let mut entries = entries.into_iter();
            let only = entries.next()?;
            entries.next().is_none().then_some(only)
        }
        _ => None,
    }
}

impl Read for Value {
    fn read(value: Value) -> Option<Self> {
        Some(value)
    }
}

impl Read for Map<String, Value> {
    fn read(value: Value) -> Option<Self> {
        parts(value)
    }
}

impl Read for () {
    fn read(value: Value) -> Option<Self> {
        value.is_null().then_some(())
    }
}

impl Read for bool {
    fn read(value: Value) -> Option<Self> {
        value.as_bool()
    }
}

impl Read for String {
    fn read(value: Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }
}

impl Read for f64 {
    fn read(value: Value) -> Option<Self> {
        value.as_f64()
    }
}

macro_rules! whole_numbers {
    ($($type:ty)*) => {
        $(impl Read for $type {
            fn read(value: Value) -> Option<Self> {
                value.as_i64().and_then(|number| number.try_into().ok())
            }
        })*
    };
}

whole_numbers!(u16 u32 i32 i64 usize);

impl<T: Read> Read for Option<T> {
    fn read(value: Value) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            value => T::read(value).map(Some),
        }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: Read> Read for Box<T> {
    fn read(value: Value) -> Option<Self> {
        T::read(value).map(Box::new)
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(value: Value) -> Option<Self> {
        match value {
            Value::Array(list) => list.into_iter().map(T::read).collect(),
            _ => None,
        }
    }
}

impl<A: Read, B: Read> Read for (A, B) {
    fn read(value: Value) -> Option<Self> {
        let [a, b] = <[Value; 2]>::try_from(Vec::read(value)?).ok()?;
        Some((A::read(a)?, B::read(b)?))
    }
}

impl<T: Read> Read for BTreeMap<String, T> {
    fn read(value: Value) -> Option<Self> {
        let entries = parts(value)?.into_iter();
        entries
            .map(|(name, value)| Some((name, T::read(value)?)))
            .collect()
    }
}
