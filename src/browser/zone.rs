//! The rep's time zone, which the browser knows with all its changes.

use js_sys::Date;
use wasm_bindgen::JsValue;

/// A moment of this machine's clock (`2026-11-23T14:30`) as UTC,
/// `2026-11-23T13:30:00.000Z`; `None` for a text that is none.
pub fn utc(local: &str) -> Option<String> {
    let date = Date::new(&JsValue::from_str(local));
    let is_moment = !date.get_time().is_nan();
    is_moment.then(|| date.to_iso_string().into())
}
