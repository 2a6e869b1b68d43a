//! Elements that stand in many places. One function for all of them is a small part
//! of what `html!` would make of each.

use yew::prelude::*;

use super::text::t;

/// A button with its words.
pub fn button(class: &'static str, label: &str, onclick: Callback<MouseEvent>) -> Html {
    let class = (!class.is_empty()).then_some(class);
    html! { <button type="button" {class} {onclick}>{ t(label) }</button> }
}

/// A sentence that is read aloud when it appears.
pub fn said(class: &'static str, key: &str) -> Html {
    let class = (!class.is_empty()).then_some(class);
    html! { <p {class} role="status">{ t(key) }</p> }
}
