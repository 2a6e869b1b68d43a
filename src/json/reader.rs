//! A serde deserializer over [`Value`] that knows one error.
//!
//! Structs are read from objects alone, as lists of their values in the order of the
//! fields: what serde derives for a list is half of what it derives for keys and
//! values. Serde does not tell whether a type refuses other keys: such a type says so
//! by its name, see [`STRICT`]. And no field has a second name (`alias`): the list of
//! names would be longer than that of the values.

use std::fmt;

use serde::de::value::StringDeserializer;
use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, Expected, IntoDeserializer, MapAccess,
    SeqAccess, Unexpected, VariantAccess, Visitor,
};
use serde_json::{Map, Value, map};

/// The value has another shape than the type.
#[derive(Debug)]
pub struct Misfit;

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the value has another shape")
    }
}

impl std::error::Error for Misfit {}

impl de::Error for Misfit {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Misfit
    }
    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Misfit
    }
    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Misfit
    }
    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Misfit
    }
    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Misfit
    }
    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Misfit
    }
    fn missing_field(_: &'static str) -> Self {
        Misfit
    }
    fn duplicate_field(_: &'static str) -> Self {
        Misfit
    }
}

/// The name, for serde, of a struct that refuses keys which it does not have:
/// `#[serde(deny_unknown_fields, rename = "strict")]`. A struct's name is not
/// written.
const STRICT: &str = "strict";

/// Reads from a value.
pub struct Reader(pub Value);

/// Methods that take one kind of value and nothing else.
macro_rules! only {
    ($($method:ident)* => $self:ident, $visitor:ident, $body:expr) => {
        $(fn $method<V: Visitor<'de>>($self, $visitor: V) -> Result<V::Value, Misfit> { $body })*
    };
}

impl<'de> Deserializer<'de> for Reader {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(value),
            Value::Number(_) => self.deserialize_f64(visitor),
            Value::String(text) => visitor.visit_string(text),
            Value::Array(_) => self.deserialize_seq(visitor),
            Value::Object(_) => self.deserialize_map(visitor),
        }
    }

    only!(deserialize_bool => self, visitor, match self.0 {
        Value::Bool(value) => visitor.visit_bool(value),
        _ => Err(Misfit),
    });

    only!(deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
          deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
          deserialize_f32 deserialize_f64 => self, visitor, match self.0 {
        Value::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
            (Some(value), ..) => visitor.visit_u64(value),
            (_, Some(value), _) => visitor.visit_i64(value),
            (_, _, Some(value)) => visitor.visit_f64(value),
            _ => Err(Misfit),
        },
        _ => Err(Misfit),
    });

    only!(deserialize_string deserialize_str deserialize_char deserialize_identifier => self, visitor, match self.0 {
        Value::String(text) => visitor.visit_string(text),
        _ => Err(Misfit),
    });

    only!(deserialize_bytes deserialize_byte_buf => self, _visitor, Err(Misfit));

    only!(deserialize_option => self, visitor, match self.0 {
        Value::Null => visitor.visit_none(),
        _ => visitor.visit_some(self),
    });

    only!(deserialize_unit => self, visitor, match self.0 {
        Value::Null => visitor.visit_unit(),
        _ => Err(Misfit),
    });

    only!(deserialize_ignored_any => self, visitor, visitor.visit_unit());

    only!(deserialize_seq => self, visitor, match self.0 {
        Value::Array(list) => visitor.visit_seq(Elements(list.into_iter())),
        _ => Err(Misfit),
    });

    only!(deserialize_map => self, visitor, match self.0 {
        Value::Object(entries) => visitor.visit_map(Entries { entries: entries.into_iter(), value: Value::Null }),
        _ => Err(Misfit),
    });

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        visitor.visit_seq(Fields::of(self.0, fields, name == STRICT)?)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Misfit> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        match self.0 {
            Value::String(name) => visitor.visit_enum(Variant(name, Value::Null)),
            Value::Object(entries) => {
                let mut entries = entries.into_iter();
                match (entries.next(), entries.next()) {
                    (Some((name, content)), None) => visitor.visit_enum(Variant(name, content)),
                    _ => Err(Misfit),
                }
            }
            _ => Err(Misfit),
        }
    }
}

/// A list's elements.
struct Elements(std::vec::IntoIter<Value>);

impl<'de> SeqAccess<'de> for Elements {
    type Error = Misfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Misfit> {
        match self.0.next() {
            Some(value) => seed.deserialize(Reader(value)).map(Some),
            None => Ok(None),
        }
    }
}

/// An object's values, in the order of a struct's fields.
struct Fields {
    names: std::slice::Iter<'static, &'static str>,
    entries: Map<String, Value>,
}

impl Fields {
    fn of(value: Value, names: &'static [&'static str], strict: bool) -> Result<Fields, Misfit> {
        let Value::Object(entries) = value else {
            return Err(Misfit);
        };
        let known = |key: &String| names.contains(&key.as_str());
        if strict && !entries.keys().all(known) {
            return Err(Misfit);
        }
        let names = names.iter();
        Ok(Fields { names, entries })
    }

    /// The next field's value; `None` inside: there is none.
    fn next(&mut self) -> Option<Option<Value>> {
        let name = self.names.next()?;
        Some(self.entries.remove(*name))
    }
}

impl<'de> SeqAccess<'de> for Fields {
    type Error = Misfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Misfit> {
        match self.next() {
            Some(Some(value)) => seed.deserialize(Reader(value)).map(Some),
            // An option is none then; the type has a default for the field, or does
            // not fit.
            Some(None) => Ok(seed.deserialize(Absent).ok()),
            None => Ok(None),
        }
    }
}

/// In place of a value that is not there.
struct Absent;

impl<'de> Deserializer<'de> for Absent {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Misfit> {
        Err(Misfit)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_none()
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier
        ignored_any
    }
}

/// An object's entries.
struct Entries {
    entries: map::IntoIter,
    /// Of the key that was read last.
    value: Value,
}

impl<'de> MapAccess<'de> for Entries {
    type Error = Misfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Misfit> {
        let Some((key, value)) = self.entries.next() else {
            return Ok(None);
        };
        self.value = value;
        seed.deserialize(Reader(Value::String(key))).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Misfit> {
        seed.deserialize(Reader(self.value.take()))
    }
}

/// A variant's name and content.
struct Variant(String, Value);

impl<'de> EnumAccess<'de> for Variant {
    type Error = Misfit;
    type Variant = Reader;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Reader), Misfit> {
        let name: StringDeserializer<Misfit> = self.0.into_deserializer();
        Ok((seed.deserialize(name)?, Reader(self.1)))
    }
}

impl<'de> VariantAccess<'de> for Reader {
    type Error = Misfit;

    fn unit_variant(self) -> Result<(), Misfit> {
        self.0.is_null().then_some(()).ok_or(Misfit)
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Misfit> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Misfit> {
        self.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        visitor.visit_seq(Fields::of(self.0, fields, false)?)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use serde::{Deserialize, Serialize};
    use serde_json::json;

    use super::*;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "camelCase")]
    enum Shape {
        Dot,
        Named(String),
        Sized { width: u32, depth: Option<f64> },
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "camelCase", deny_unknown_fields, rename = "strict")]
    struct All {
        yes: bool,
        small: u32,
        below: i64,
        text: String,
        #[serde(default)]
        absent: Vec<String>,
        pair: (u32, u32),
        shapes: Vec<Shape>,
        by_name: BTreeMap<String, Value>,
    }

    fn shape() -> impl Strategy<Value = Shape> {
        prop_oneof![
            Just(Shape::Dot),
            any::<String>().prop_map(Shape::Named),
            (any::<u32>(), proptest::option::of(-1e9..1e9))
                .prop_map(|(width, depth)| Shape::Sized { width, depth }),
        ]
    }

    proptest! {
        #[test]
        fn reads_what_was_written(
            yes: bool, small: u32, below: i64, text: String, absent: Vec<String>, pair: (u32, u32),
            shapes in proptest::collection::vec(shape(), 0..4),
            by_name in proptest::collection::btree_map(any::<String>(), Just(json!([null, 1, "a"])), 0..3),
        ) {
            let all = All { yes, small, below, text, absent, pair, shapes, by_name };
            prop_assert_eq!(crate::json::read::<All>(crate::json::write(&all)), Some(all));
        }
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Loose {
        text: String,
        option: Option<u32>,
        #[serde(default)]
        list: Vec<u32>,
    }

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields, rename = "strict", default)]
    struct Strict {
        text: String,
        number: u32,
    }

    #[test]
    fn what_is_absent_is_none_or_the_default_or_does_not_fit() {
        let loose = |value| crate::json::read::<Loose>(value);
        let only = |text: &str| Loose {
            text: text.to_owned(),
            option: None,
            list: Vec::new(),
        };
        assert_eq!(loose(json!({ "text": "a" })), Some(only("a")));
        assert_eq!(loose(json!({ "text": "a", "more": 1 })), Some(only("a")));
        for misfit in [
            json!({ "option": 1 }),
            json!({ "text": "a", "list": null }),
            json!(["a", 1, []]),
        ] {
            assert_eq!(loose(misfit.clone()), None, "{misfit}");
        }
        let strict = |value| crate::json::read::<Strict>(value);
        assert_eq!(strict(json!({})), Some(Strict::default()));
        let two = Strict {
            number: 2,
            ..Strict::default()
        };
        assert_eq!(strict(json!({ "number": 2 })), Some(two));
        assert_eq!(strict(json!({ "number": 2, "more": 1 })), None);
    }

    #[test]
    fn other_shapes_do_not_fit() {
        for (value, fits) in [
            (json!("dot"), true),
            (json!({ "named": "x" }), true),
            (json!({ "sized": { "width": 1 } }), true),
            (json!({ "sized": [1, null] }), false),
            (json!({ "sized": { "width": -1 } }), false),
            (json!({ "named": 7 }), false),
            (json!({ "named": "x", "dot": null }), false),
            (json!("round"), false),
            (json!(null), false),
        ] {
            let read = crate::json::read::<Shape>(value.clone());
            assert_eq!(read.is_some(), fits, "{value}");
        }
    }
}
