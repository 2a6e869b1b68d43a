//! The only place that names the browser's APIs: `chrome.*`, the network,
//! storage, windows.

pub mod access;
pub mod api;
pub mod clipboard;
pub mod early;
pub mod file;
pub mod locks;
pub mod messaging;
pub mod names;
pub mod network;
pub mod own;
pub mod page;
pub mod panel;
pub mod ports;
pub mod regions;
pub mod scroll;
pub mod tabs;
mod vault;
pub mod words;
pub mod zone;

use std::fmt;

use wasm_bindgen::JsValue;

/// What a call of the browser threw, in its own words.
#[derive(Clone, Debug)]
pub struct Thrown(pub String);

impl fmt::Display for Thrown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<JsValue> for Thrown {
    fn from(value: JsValue) -> Self {
        let message = js_sys::Reflect::get(&value, &JsValue::from_str("message"))
            .ok()
            .and_then(|message| message.as_string())
            .or_else(|| value.as_string());
        Thrown(message.unwrap_or_else(|| "unknown error".to_owned()))
    }
}
