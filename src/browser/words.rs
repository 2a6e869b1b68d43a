//! The words on the screen. They stand in `extension/_locales`, one file a
//! language. Unless a language is chosen, the browser takes the file of its own
//! and falls back to English. `tests/words.rs` holds the keys that are used and
//! the keys that exist together.

use std::cell::RefCell;

use gloo_net::http::Request;
use js_sys::{Array, Date, Intl, JSON, Object, Reflect};
use wasm_bindgen::prelude::*;

use super::{api, early};
use crate::platform::js_value;
use crate::policy::Policy;
use crate::problem::{Answer, Kind};
use crate::text::sentence::{Sentence, isolated};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type ListFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl)]
    fn new(languages: &Array) -> ListFormat;
    #[wasm_bindgen(method)]
    fn format(this: &ListFormat, parts: &Array) -> String;
}

/// A language that was chosen in place of the browser's.
struct Chosen {
    /// Its tag, "pt-BR".
    tag: String,
    /// Its file, as it stands there.
    messages: JsValue,
}

thread_local! {
    static CHOSEN: RefCell<Option<Chosen>> = const { RefCell::new(None) };
    /// The language of the words. Every text asks for it, and the browser is asked
    /// once.
    static LANGUAGE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Takes the words of this language from now on; `None`: of the browser's. A file
/// that cannot be read leaves the words as they are.
pub async fn choose(tag: Option<&str>) {
    let Some(tag) = tag else {
        CHOSEN.take();
        LANGUAGE.take();
        return;
    };
    if CHOSEN.with_borrow(|chosen| chosen.as_ref().is_some_and(|chosen| chosen.tag == tag)) {
        return;
    }
    if let Some(mut messages) = file(tag).await {
        // What is missing there is said in English, not in the browser's own language.
        if own("language") != "en"
            && tag != "en"
            && let Some(english) = fetched("en").await
        {
            messages =
                Object::<JsValue>::assign(english.unchecked_ref(), messages.unchecked_ref()).into();
        }
        let tag = tag.to_owned();
        CHOSEN.set(Some(Chosen { tag, messages }));
        LANGUAGE.take();
    }
}

/// A language's file: as it was asked for early, or from the extension's folder.
async fn file(tag: &str) -> Option<JsValue> {
    if let Some(early) = early::take("messages").await
        && Reflect::get(&early, &"tag".into())
            .ok()?
            .as_string()
            .as_deref()
            == Some(tag)
    {
        return Reflect::get(&early, &"messages".into()).ok();
    }
    fetched(tag).await
}

async fn fetched(tag: &str) -> Option<JsValue> {
    let path = format!("/_locales/{}/messages.json", tag.replace('-', "_"));
    let text = Request::get(&path).send().await.ok()?.text().await.ok()?;
    JSON::parse(&text).ok()
}

/// The language of the words, "pt-BR"; with the browser's region where it is the
/// browser's language.
pub fn language() -> String {
    with_language(str::to_owned)
}

fn with_language<T>(act: impl Fn(&str) -> T) -> T {
    if let Some(known) = LANGUAGE.with_borrow(|known| known.as_deref().map(&act)) {
        return known;
    }
    let chosen = CHOSEN.with_borrow(|chosen| chosen.as_ref().map(|chosen| chosen.tag.clone()));
    let language = chosen.unwrap_or_else(|| {
        let (of_file, of_browser) = (own("language"), api::ui_language());
        match base(&of_file) == base(&of_browser) {
            true => of_browser,
            false => of_file,
        }
    });
    let done = act(&language);
    LANGUAGE.set(Some(language));
    done
}

/// "pt" of "pt-BR".
fn base(tag: &str) -> &str {
    tag.split_once('-').map_or(tag, |(base, _)| base)
}

/// The text of the browser's own choice of file.
fn own(key: &str) -> String {
    api::get_message(key, &Array::new())
}

/// The text of this key.
pub fn t(key: &str) -> String {
    t_with(key, &[])
}

/// The text of this key; its `$1` to `$9` are replaced by these.
pub fn t_with(key: &str, parts: &[&str]) -> String {
    let turned = direction() == "rtl";
    let parts: Vec<String> = parts.iter().map(|part| isolated(part, turned)).collect();
    let chosen = CHOSEN.with_borrow(|chosen| {
        let message = Reflect::get(&chosen.as_ref()?.messages, &key.into()).ok()?;
        Reflect::get(&message, &"message".into()).ok()?.as_string()
    });
    match chosen {
        Some(text) => filled(&text, &parts),
        None => {
            let parts: Array = parts.iter().map(|part| JsValue::from_str(part)).collect();
            api::get_message(key, &parts)
        }
    }
}

/// Fills the places of a text, as the browser does.
fn filled(text: &str, parts: &[String]) -> String {
    let mut pieces = text.split('$');
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let place = piece.chars().next().and_then(|place| place.to_digit(10));
        match place {
            Some(place @ 1..) => {
                filled.push_str(parts.get(place as usize - 1).map_or("", String::as_str));
                filled.push_str(&piece[1..]);
            }
            _ => {
                filled.push('$');
                filled.push_str(piece);
            }
        }
    }
    filled
}

/// The text for this many: of `key_one`, `key_few`, `key_many` or `key_other`,
/// as the language counts. `$1` is the number in the language's digits, `$2`
/// and further are `more`.
pub fn count(key: &str, number: usize, more: &[&str]) -> String {
    let rule = Intl::PluralRules::new(&languages(), &Object::new()).select(number as f64);
    let shown = self::number(number as f64);
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

fn languages() -> Array {
    Array::of1(&language().into())
}

/// A number in the language's digits and groups.
pub fn number(number: impl Into<f64>) -> String {
    let number = number.into();
    let format = Intl::NumberFormat::new(&languages(), &Object::new()).format();
    let shown = format.call1(&JsValue::UNDEFINED, &JsValue::from_f64(number));
    let shown = shown.ok().and_then(|text| text.as_string());
    shown.unwrap_or_default()
}

/// A date and time in the rep's zone and the language's way of writing, with its day
/// unless that is today. Milliseconds since 1970.
pub fn date_time(milliseconds: f64) -> String {
    let date = Date::new(&JsValue::from_f64(milliseconds));
    let today = Date::new_0().to_date_string() == date.to_date_string();
    format_date(
        milliseconds,
        if today {
            r#"{"timeStyle":"short"}"#
        } else {
            r#"{"dateStyle":"short","timeStyle":"short"}"#
        },
    )
}

/// A day of the calendar, UTC, without its year: "1 December".
pub fn day(milliseconds: f64) -> String {
    format_date(
        milliseconds,
        r#"{"day":"numeric","month":"long","timeZone":"UTC"}"#,
    )
}

fn format_date(milliseconds: f64, options: &str) -> String {
    let options = JSON::parse(options).unwrap_or_default();
    let format = Intl::DateTimeFormat::new(&languages(), options.unchecked_ref()).format();
    let shown = format.call1(&JsValue::UNDEFINED, &JsValue::from_f64(milliseconds));
    shown
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

/// A day of the calendar, "2026-11-23", with its year.
pub fn date(day: &str) -> String {
    let at = Date::parse(day);
    match at.is_nan() {
        true => day.to_owned(),
        false => format_date(at, r#"{"dateStyle":"medium","timeZone":"UTC"}"#),
    }
}

/// Texts that stand beside each other, each in its own direction; the empty ones
/// are left out.
pub fn beside(parts: &[&str]) -> String {
    let turned = direction() == "rtl";
    let mut all = String::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        if !all.is_empty() {
            all.push_str(" \u{b7} ");
        }
        all.push_str(&isolated(part, turned));
    }
    all
}

/// A list in a sentence: "A, B and C".
pub fn list(parts: &[String]) -> String {
    let parts: Array = parts.iter().map(|part| JsValue::from_str(part)).collect();
    ListFormat::new(&languages()).format(&parts)
}

/// The words of a sentence.
pub fn sentence(sentence: &Sentence) -> String {
    let last = sentence.last.as_deref().map(t);
    let parts = sentence.parts.iter().chain(&last);
    let parts: Vec<&str> = parts.map(String::as_str).collect();
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
pub fn direction() -> &'static str {
    with_language(|tag| match base(tag) {
        "ar" | "fa" | "he" | "ur" => "rtl",
        _ => "ltr",
    })
}

/// The languages that the guide and the privacy page are in, besides English.
const HELP: [&str; 4] = ["de", "es", "fr", "ja"];

/// The address of a help page in the language of the words, or in English.
pub fn help(page: &str) -> String {
    with_language(|tag| match base(tag) {
        base if HELP.contains(&base) => format!("/help/{base}/{page}.html"),
        _ => format!("/help/{page}.html"),
    })
}

/// What the button in pages says, for `extension/button.js`.
pub fn of_button() -> JsValue {
    js_value::object(&serde_json::json!({
        "add": t("action"),
        "known": t("button_known"),
        "reload": t("button_reload"),
        "language": language(),
        "direction": direction(),
    }))
}

/// Takes the words of the settings' language, and says so to the page: whoever
/// reads it aloud speaks that language.
pub async fn speak(policy: &Answer<Policy>) {
    let settings = policy.as_ref().map(|policy| &policy.settings);
    choose(
        settings
            .ok()
            .and_then(|settings| settings.language.as_deref()),
    )
    .await;
    mark_document();
}

fn mark_document() {
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element());
    if let Some(root) = root {
        for (name, value) in [("lang", language()), ("dir", direction().to_owned())] {
            // A document that takes no attributes does not exist.
            let _set = root.set_attribute(name, &value);
        }
    }
}
