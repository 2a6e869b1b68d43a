//! Whether there is a network, as the browser tells a page.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Calls back whenever the network comes back, for as long as the page lives.
pub fn on_online(back: impl Fn() + 'static) {
    let back = Closure::<dyn Fn()>::new(back);
    if let Some(window) = web_sys::window() {
        // Without it the worker's own alarm sees the network a minute later.
        let _listening =
            window.add_event_listener_with_callback("online", back.as_ref().unchecked_ref());
    }
    back.forget();
}
