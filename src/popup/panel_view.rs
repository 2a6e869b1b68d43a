//! What the side panel shows beyond the popup.

use yew::prelude::*;

use crate::ui::text::t;

/// The keys, for whoever looks for them.
pub fn keys() -> Html {
    let row = |key: &'static str, does: &'static str| {
        html! { <><dt><kbd>{ t(key) }</kbd></dt><dd>{ t(does) }</dd></> }
    };
    html! {
        <details class="keys">
            <summary>{ t("keys") }</summary>
            <dl>
                { row("key_next", "key_next_does") }
                { row("key_create", "key_create_does") }
                { row("key_back", "key_back_does") }
                { row("key_panel", "key_panel_does") }
            </dl>
        </details>
    }
}
