//! Plain data across the border to JavaScript.

use serde::Serialize;
use serde_json::Value;
use wasm_bindgen::JsValue;

/// What the browser handed over; `None` for what JSON cannot hold.
pub fn value(value: JsValue) -> Option<Value> {
    serde_wasm_bindgen::from_value(value).ok()
}

/// A value for a call of the browser: plain objects, no maps.
pub fn object(value: &Value) -> JsValue {
    value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .unwrap_or(JsValue::NULL)
}
