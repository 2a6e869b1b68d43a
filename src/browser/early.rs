//! Answers that `static/popup_start.js` has asked for while the WASM was on its
//! way. Each can be taken once: later the world may have changed.

use js_sys::{Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = globalThis)]
    static GLOBAL: JsValue;
}

/// Milliseconds from the page's start in which an early answer says how things
/// stand; a popup that stays open asks anew.
const FRESH_MS: f64 = 3000.0;

/// What was asked for early; `None` if it was not, was taken, is old, or has
/// failed.
pub async fn take(name: &str) -> Option<JsValue> {
    if web_sys::window()?.performance()?.now() > FRESH_MS {
        return None;
    }
    let early = GLOBAL.with(|global| Reflect::get(global, &"early".into()).ok())?;
    let promise = Reflect::get(&early, &name.into()).ok()?;
    let promise: Promise = promise.dyn_into().ok()?;
    Reflect::set(&early, &name.into(), &JsValue::UNDEFINED).ok()?;
    JsFuture::from(promise).await.ok()
}
