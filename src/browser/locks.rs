//! Web Locks: what the extension's pages do one after the other.

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["navigator", "locks"], js_name = request)]
    fn request(name: &str, work: &JsValue) -> Promise;
}

/// A promise, and what settles it.
fn deferred() -> (Promise, Function) {
    let mut settle = None;
    let promise = Promise::new(&mut |resolve, _| settle = Some(resolve));
    // A promise has called back before it is there.
    (promise, settle.unwrap_throw())
}

/// Does the work while no other page or worker holds the lock of this name.
pub async fn exclusively<T>(name: &str, work: impl Future<Output = T>) -> T {
    let ((granted, grant), (done, end)) = (deferred(), deferred());
    let hold = Closure::once_into_js(move |_lock: JsValue| {
        // A resolve function never throws.
        let _granted = grant.call0(&JsValue::UNDEFINED);
        done
    });
    let _held = request(name, &hold);
    let _granted = JsFuture::from(granted).await;
    let result = work.await;
    let _ended = end.call0(&JsValue::UNDEFINED);
    result
}
