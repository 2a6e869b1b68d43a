//! JSON as text, on the host.

use serde_json::Value;

/// Reads a text; `None` if it is not JSON.
pub fn parse(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
}

/// Writes a text.
pub fn text(value: &Value) -> String {
    value.to_string()
}
