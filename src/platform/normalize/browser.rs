//! In the browser, by JavaScript's own strings.

use js_sys::JsString;

/// In lower case, form NFKD.
pub fn decomposed(text: &str) -> String {
    JsString::from(text)
        .to_lower_case()
        .normalize("NFKD")
        .into()
}

/// In lower case, form NFC.
pub fn composed(text: &str) -> String {
    JsString::from(text).to_lower_case().normalize("NFC").into()
}
