//! In the browser, which knows all zones with all their changes.

use js_sys::Date;
use wasm_bindgen::JsValue;

/// A local date and time (`2026-11-23T14:30`) as UTC,
/// `2026-11-23T13:30:00.000Z`; `None` for a text that is none.
pub fn utc(local: &str) -> Option<String> {
    let date = Date::new(&JsValue::from_str(local));
    let is_date = !date.get_time().is_nan();
    is_date.then(|| date.to_iso_string().into())
}
