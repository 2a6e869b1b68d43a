//! The words on the screen. They stand in `extension/_locales`, one file a
//! language; the browser chooses the file by its own language and falls back to
//! English. `tests/words.rs` holds the keys that are used and the keys that
//! exist together.

use js_sys::{Array, Intl, Object};
use wasm_bindgen::JsValue;

use super::api;
use crate::problem::Kind;
use crate::text::sentence::Sentence;

/// The text of this key.
pub fn t(key: &str) -> String {
    t_with(key, &[])
}

/// The text of this key; its `$1` to `$9` are replaced by these.
pub fn t_with(key: &str, parts: &[&str]) -> String {
    let parts: Array = parts.iter().map(|part| JsValue::from_str(part)).collect();
    api::get_message(key, &parts)
}

/// The text for this many: of `key_one`, `key_few`, `key_many` or `key_other`,
/// as the language counts. `$1` is the number in the language's digits, `$2`
/// and further are `more`.
pub fn count(key: &str, number: usize, more: &[&str]) -> String {
    let language = Array::of1(&api::ui_language().into());
    let value = JsValue::from_f64(number as f64);
    let rule = Intl::PluralRules::new(&language, &Object::new()).select(number as f64);
    let shown = Intl::NumberFormat::new(&language, &Object::new())
        .format()
        .call1(&JsValue::UNDEFINED, &value)
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_else(|| number.to_string());
    let mut parts = vec![shown.as_str()];
    parts.extend(more);
    let exact = t_with(&format!("{key}_{}", String::from(rule)), &parts);
    if exact.is_empty() {
        // Not every language file has every form.
        t_with(&format!("{key}_other"), &parts)
    } else {
        exact
    }
}

/// The words of a sentence.
pub fn sentence(sentence: &Sentence) -> String {
    let parts: Vec<&str> = sentence.parts.iter().map(String::as_str).collect();
    t_with(&sentence.key, &parts)
}

/// What happened, in a sentence.
pub fn happened(kind: Kind) -> String {
    t(&kind.key())
}

/// What to do next, in a sentence.
pub fn action(kind: Kind) -> String {
    t(&format!("{}_action", kind.key()))
}

/// `rtl` for a language that is written from right to left, else `ltr`.
pub fn direction() -> String {
    t("@@bidi_dir")
}

/// Sets the language and direction of the page's document.
pub fn mark_document() {
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element());
    if let Some(root) = root {
        for (name, value) in [("lang", api::ui_language()), ("dir", direction())] {
            // A document that takes no attributes does not exist.
            let _set = root.set_attribute(name, &value);
        }
    }
}
