//! In the browser, by JavaScript's own strings.

use js_sys::JsString;

/// The text in lower case.
pub fn lower(text: &str) -> String {
    JsString::from(text).to_lower_case().into()
}

/// The text in upper case.
pub fn upper(text: &str) -> String {
    JsString::from(text).to_upper_case().into()
}
