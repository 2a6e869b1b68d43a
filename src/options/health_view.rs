//! The list of rules that have failed.

use yew::prelude::*;

use crate::page::health::Failure;
use crate::ui::text::{date, list, number, t};

/// The last failures, by rules and day; nothing where there are none.
pub fn view(failures: &[Failure]) -> Html {
    if failures.is_empty() {
        return Html::default();
    }
    let row = |one: &Failure| {
        html! {
            <tr>
                <td>{ date(&one.day) }</td><td>{ &one.rules }</td><td>{ number(one.pages) }</td>
                <td>{ list(&one.missing) }</td>
            </tr>
        }
    };
    html! {
        <section class="card" aria-labelledby="failures">
            <h2 id="failures">{ t("failures_title") }</h2>
            <table>
                <thead><tr><th>{ t("failures_day") }</th><th>{ t("failures_rules") }</th><th>{ t("failures_pages") }</th><th>{ t("failures_missing") }</th></tr></thead>
                <tbody>{ for failures.iter().map(row) }</tbody>
            </table>
            <p class="hint">{ t("failures_hint") }</p>
        </section>
    }
}
