//! Web Locks: what the extension's pages do one after the other.

use std::cell::RefCell;
use std::rc::Rc;

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
    let settle = Rc::new(RefCell::new(Function::default()));
    let promise = {
        let settle = settle.clone();
        Promise::new(&mut move |resolve, _| {
            settle.replace(resolve);
        })
    };
    (promise, settle.take())
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
