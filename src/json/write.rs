//! Writing: what the derived code calls, and the types that JSON has itself.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::Write;

/// An object of these parts. What is `null` is left out: absent and `null` are
/// read alike.
pub fn object(all: &[(&str, &dyn Write)]) -> Value {
    let mut parts = Map::new();
    for (name, part) in all {
        let value = part.write();
        if !value.is_null() {
            parts.insert((*name).to_owned(), value);
        }
    }
    Value::Object(parts)
}

impl<T: Write + ?Sized> Write for &T {
    fn write(&self) -> Value {
        (**self).write()
    }
}

impl Write for Value {
    fn write(&self) -> Value {
        self.clone()
    }
}

impl Write for Map<String, Value> {
    fn write(&self) -> Value {
        Value::Object(self.clone())
    }
}

impl Write for () {
    fn write(&self) -> Value {
        Value::Null
    }
}

impl Write for bool {
    fn write(&self) -> Value {
        Value::Bool(*self)
    }
}

impl Write for str {
    fn write(&self) -> Value {
        Value::String(self.to_owned())
    }
}

impl Write for String {
    fn write(&self) -> Value {
        self.as_str().write()
    }
}

macro_rules! numbers {
    ($($type:ty)*) => {
        $(impl Write for $type {
            fn write(&self) -> Value {
                Value::from(*self)
            }
        })*
    };
}

numbers!(f64 u16 u32 i32 i64 usize);

impl<T: Write> Write for Option<T> {
    fn write(&self) -> Value {
        self.as_ref().map_or(Value::Null, Write::write)
    }
}

impl<T: Write + ?Sized> Write for Box<T> {
    fn write(&self) -> Value {
        (**self).write()
    }
}

impl<T: Write> Write for [T] {
    fn write(&self) -> Value {
        Value::Array(self.iter().map(Write::write).collect())
    }
}

impl<T: Write> Write for Vec<T> {
    fn write(&self) -> Value {
        self.as_slice().write()
    }
}

impl<A: Write, B: Write> Write for (A, B) {
    fn write(&self) -> Value {
        Value::Array(vec![self.0.write(), self.1.write()])
    }
}

impl<T: Write> Write for BTreeMap<String, T> {
    fn write(&self) -> Value {
        let entries = self.iter();
        Value::Object(
            entries
                .map(|(name, value)| (name.clone(), value.write()))
                .collect(),
        )
    }
}
