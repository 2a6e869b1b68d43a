//! The list of rules that have failed.

use yew::prelude::*;

use crate::page::health::Failure;

/// The last failures, by rules and day; nothing where there are none.
pub fn view(failures: &[Failure]) -> Html {
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
