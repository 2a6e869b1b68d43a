//! What is seen of an element while its page is scrolled.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// What is seen of a list.
pub struct VisibleRange {
    /// From here on, in pixels of the height of what holds the list.
    pub from: f64,
    /// Up to here.
    pub to: f64,
    /// How high its items are, in pixels, by their place.
    pub heights: Vec<(usize, f64)>,
}

/// Tells what is seen of what holds the first list that fits whenever the page is
/// scrolled or sized; for as long as it lives.
pub fn on_scrolled(selector: &'static str, seen: impl Fn(VisibleRange) + 'static) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let look = Closure::<dyn Fn()>::new(move || {
        if let Some(part) = look_at(selector) {
            seen(part);
        }
    });
    for event in ["scroll", "resize"] {
        // A window always takes a listener.
        let _taken = window.add_event_listener_with_callback(event, look.as_ref().unchecked_ref());
    }
    look.forget();
}

fn look_at(selector: &str) -> Option<VisibleRange> {
    let window = web_sys::window()?;
    let list = window.document()?.query_selector(selector).ok()??;
    let top = list.parent_element()?.get_bounding_client_rect().top();
    let height = window.inner_height().ok()?.as_f64()?;
    let items = list.children();
    let heights = (0..items.length()).filter_map(|at| {
        let item = items.item(at)?;
        let place: usize = item.get_attribute("aria-posinset")?.parse().ok()?;
        Some((
            place.checked_sub(1)?,
            item.get_bounding_client_rect().height(),
        ))
    });
    Some(VisibleRange {
        from: (-top).max(0.0),
        to: (height - top).max(0.0),
        heights: heights.collect(),
    })
}
