//! Dates and times for other programs.

use js_sys::Date;
use wasm_bindgen::JsValue;

/// The time of a text as Salesforce writes it, `2026-11-23T13:30:00.000Z` or with
/// `+0000`.
pub fn of_text(text: &str) -> Option<f64> {
    let time = Date::parse(&text.replace("+0000", "Z"));
    time.is_finite().then_some(time)
}

/// A time for other programs, `2026-11-23T13:30:00.000Z`.
pub fn iso(milliseconds: f64) -> String {
    Date::new(&JsValue::from_f64(milliseconds))
        .to_iso_string()
        .into()
}
