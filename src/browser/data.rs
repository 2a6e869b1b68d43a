//! JSON by the browser's own parser, and plain data across the border.

use js_sys::{Array, Function, JSON, Object};
use serde_json::{Map, Number, Value};
use wasm_bindgen::{JsCast, JsValue};

use crate::json::DEPTH;

/// Reads a text; `None` if it is not JSON.
pub fn parse(text: &str) -> Option<Value> {
    value(&JSON::parse(text).ok()?)
}

/// Writes a text.
pub fn text(value: &Value) -> String {
    JSON::stringify(&object(value)).map_or_else(|_| String::new(), String::from)
}

/// What the browser handed over, as plain data; `None` for what JSON cannot
/// hold.
pub fn value(given: &JsValue) -> Option<Value> {
    within(given, DEPTH)
}

fn within(given: &JsValue, depth: usize) -> Option<Value> {
    let depth = depth.checked_sub(1)?;
    if given.is_null() || given.is_undefined() {
        Some(Value::Null)
    } else if let Some(on) = given.as_bool() {
        Some(Value::Bool(on))
    } else if let Some(text) = given.as_string() {
        Some(Value::String(text))
    } else if let Some(number) = given.as_f64() {
        Some(from_number(number))
    } else if let Some(list) = given.dyn_ref::<Array>() {
        let elements = list.iter().map(|element| within(&element, depth));
        elements.collect::<Option<Vec<_>>>().map(Value::Array)
    } else if let Some(object) = given.dyn_ref::<Object>()
        && !given.is_instance_of::<Function>()
    {
        let mut parts = Map::new();
        for entry in Object::entries(object).iter() {
            let entry: Array = entry.unchecked_into();
            parts.insert(entry.get(0).as_string()?, within(&entry.get(1), depth)?);
        }
        Some(Value::Object(parts))
    } else {
        None
    }
}

/// JavaScript has one kind of number; here whole ones are integers.
fn from_number(number: f64) -> Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a whole number below 2^53 in size"
    )]
    if number.trunc() == number && number.abs() <= EXACT {
        Value::from(number as i64)
    } else {
        Number::from_f64(number).map_or(Value::Null, Value::Number)
    }
}

/// A value for a call of the browser: plain objects, no maps.
pub fn object(value: &Value) -> JsValue {
    match value {
        Value::Null => JsValue::NULL,
        Value::Bool(on) => JsValue::from_bool(*on),
        Value::Number(number) => number.as_f64().map_or(JsValue::NULL, JsValue::from_f64),
        Value::String(text) => JsValue::from_str(text),
        Value::Array(list) => list.iter().map(object).collect::<Array>().into(),
        Value::Object(parts) => {
            let entries: Array = parts
                .iter()
                .map(|(name, part)| Array::of2(&JsValue::from_str(name), &object(part)))
                .collect();
            // Pairs of a name and a value always make an object.
            Object::from_entries(&entries).map_or(JsValue::NULL, JsValue::from)
        }
    }
}
