//! JSON as text, by the browser's own parser.

use js_sys::JSON;
use serde_json::Value;

use crate::platform::js_value::{object, value};

/// Nested deeper, a text is no answer of Salesforce's and no settings file.
const DEPTH: u32 = 128;

/// Reads a text; `None` if it is not JSON.
pub fn parse(text: &str) -> Option<Value> {
    if depth(text) > DEPTH {
        return None;
    }
    value(JSON::parse(text).ok()?)
}

/// How deep the brackets of a text stand in each other.
fn depth(text: &str) -> u32 {
    let (mut depth, mut deepest) = (0u32, 0);
    let (mut quoted, mut escaped) = (false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'[' | b'{' if !quoted => depth += 1,
            b']' | b'}' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// Writes a text.
pub fn text(value: &Value) -> String {
    JSON::stringify(&object(value)).map_or_else(|_| String::new(), String::from)
}
