//! The list of rules that have failed.

use yew::prelude::*;

use crate::browser::ports::Browser;
use crate::json;
use crate::page::health::{FAILURES, Failure};
use crate::port::{Area, Store};

/// The last failures, by rules and day; nothing where there are none.
#[component]
pub fn Failures() -> Html {
    let failures = use_state(Vec::<Failure>::new);
    {
        let failures = failures.clone();
        use_effect_with((), move |()| {
            wasm_bindgen_futures::spawn_local(async move {
                let kept = Browser.get(Area::Local, FAILURES).await.ok().flatten();
                if let Some(kept) = kept.and_then(json::read) {
                    failures.set(kept);
                }
            });
        });
    }
    if failures.is_empty() {
        return Html::default();
    }
    let row = |one: &Failure| {
        html! {
            <tr>
                <td>{ &one.day }</td><td>{ &one.rules }</td><td>{ one.pages }</td>
                <td>{ one.missing.join(", ") }</td>
            </tr>
        }
    };
    html! {
        <section class="card" aria-labelledby="failures">
            <h2 id="failures">{ "Pages that the rules did not fit" }</h2>
            <table>
                <thead><tr><th>{ "Day" }</th><th>{ "Rules" }</th><th>{ "Pages" }</th><th>{ "Not found" }</th></tr></thead>
                <tbody>{ for failures.iter().map(row) }</tbody>
            </table>
            <p class="hint">{ "On this computer. Many in a few days mean that a site has changed: the admin guide has the repair." }</p>
        </section>
    }
}
