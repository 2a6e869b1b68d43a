//! Answers that `static/popup_start.js` has asked for while the WASM was on its
//! way. Each can be taken once, at the start: later the world may have changed.

use js_sys::{Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = globalThis)]
    static GLOBAL: JsValue;
}

/// Whether the journal has changed since the popup started.
pub fn journal_changed() -> bool {
    flag("journalChanged")
}

/// Whether the worker, which was asked early, has answered.
pub fn worker_has_answered() -> bool {
    flag("workerAnswered")
}

fn flag(name: &str) -> bool {
    let value = GLOBAL.with(|global| Reflect::get(global, &name.into()));
    value.is_ok_and(|value| value.is_truthy())
}

/// What was asked for early; `None` if it was not, was taken, or has failed.
pub async fn take(name: &str) -> Option<JsValue> {
    let early = GLOBAL.with(|global| Reflect::get(global, &"early".into()).ok())?;
    let promise = Reflect::get(&early, &name.into()).ok()?;
    let Ok(promise) = promise.dyn_into::<Promise>() else {
        // Asked for again: the start is over for the others too.
        GLOBAL.with(|global| Reflect::set(global, &"early".into(), &JsValue::UNDEFINED).ok());
        return None;
    };
    Reflect::set(&early, &name.into(), &JsValue::UNDEFINED).ok()?;
    JsFuture::from(promise).await.ok()
}
