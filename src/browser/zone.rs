//! The rep's time zone, which the browser knows with all its changes.

use js_sys::{Date, Object};
use wasm_bindgen::JsValue;

/// A moment in the rep's zone and way of writing, with its day unless that is
/// today. Milliseconds since 1970.
pub fn words(milliseconds: f64) -> String {
    let date = Date::new(&JsValue::from_f64(milliseconds));
    let options = crate::platform::js_value::object(&serde_json::json!({ "timeStyle": "short" }));
    let time: String = date
        .to_locale_time_string_with_options("default", &options)
        .into();
    if Date::new_0().to_date_string() == date.to_date_string() {
        return time;
    }
    let day: String = date.to_locale_date_string("default", &Object::new()).into();
    format!("{day}, {time}")
}

/// The same moment for other programs, `2026-11-23T13:30:00.000Z`.
pub fn iso(milliseconds: f64) -> String {
    Date::new(&JsValue::from_f64(milliseconds))
        .to_iso_string()
        .into()
}
