//! Small questions to the page.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

/// The value of the control an event comes from.
pub fn value_of(event: &web_sys::Event) -> String {
    let Some(target) = event.target() else {
        return String::new();
    };
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        input.value()
    } else if let Some(area) = target.dyn_ref::<HtmlTextAreaElement>() {
        area.value()
    } else if let Some(select) = target.dyn_ref::<HtmlSelectElement>() {
        select.value()
    } else {
        String::new()
    }
}

/// Puts the focus on the first element that fits, with the next frame, when what
/// is to be seen stands in the page.
pub fn focus(selector: &'static str) {
    let focus = Closure::once_into_js(|| {
        let first = web_sys::window()
            .and_then(|window| window.document())
            .and_then(|document| document.query_selector(selector).ok()?)
            .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(first) = first {
            // An element that cannot take the focus leaves it where it is.
            let _left = first.focus();
        }
    });
    if let Some(window) = web_sys::window() {
        let _handle = window.request_animation_frame(focus.unchecked_ref());
    }
}
