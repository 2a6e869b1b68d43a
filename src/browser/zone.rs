//! Moments for other programs.

use js_sys::Date;
use wasm_bindgen::JsValue;

/// A moment for other programs, `2026-11-23T13:30:00.000Z`.
pub fn iso(milliseconds: f64) -> String {
    Date::new(&JsValue::from_f64(milliseconds))
        .to_iso_string()
        .into()
}
