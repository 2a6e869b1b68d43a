//! The page and its sections. Views are plain functions over the borrowed state.

use yew::prelude::*;

use super::controls::Panel;
use super::state::{Done, Msg, State};
use super::{
    creation_view, health_view, history_view, rollout_view, salesforce_view, session_view,
};
use crate::page::page_rules;
use crate::policy::Policy;
use crate::ui::frame::{busy, header};
use crate::ui::problem_view::problem_card;

/// All of it.
pub fn view(state: &State, on: &Callback<Msg>) -> Html {
    let Some(policy) = &state.policy else {
        return match &state.problem {
            Some(problem) => problem_card(problem, Html::default()),
            None => busy("Reading the settings\u{2026}", None),
        };
    };
    let panel = Panel { state, policy, on };
    // In the head, which is in sight wherever on the page it was done.
    let said = html! { <p class="said" role="status">{ state.done.map_or("", said) }</p> };
    html! {
        <>
            { header(state.opened.who.as_ref(), said) }
            <main class="options">
                <h1>{ "Settings" }</h1>
                <p class="quiet">
                    { "For administrators: the " }<a href="/help/admin-guide.html" target="_blank">{ "admin guide" }</a>
                    { " has each step. What is read, sent and kept: " }<a href="/help/privacy.html" target="_blank">{ "privacy" }</a>{ "." }
                </p>
                { ignored(policy) }
                { salesforce_view::view(&panel) }
                { creation_view::view(&panel) }
                { history_view::view(&panel) }
                { health_view::view(&state.failures) }
                { session_view::view(state, on) }
                { rollout_view::view(&panel) }
            </main>
        </>
    }
}

fn said(done: Done) -> &'static str {
    match done {
        Done::Saved => "Saved.",
        Done::Imported => "Imported.",
        Done::Copied => "Copied.",
        Done::SignedOut => "Signed out.",
        Done::Erased => "The history is erased.",
    }
}

fn ignored(policy: &Policy) -> Html {
    let (_, sites) = page_rules(&policy.settings.sites);
    if policy.ignored.is_empty() && sites.is_empty() {
        return Html::default();
    }
    html! {
        <section class="problem" role="alert">
            <h2>{ "Some settings are not valid and were left out" }</h2>
            <ul>
                { for policy.ignored.iter().map(|ignored| html! {
                    <li>
                        <code>{ &ignored.key }</code>
                        { if ignored.managed { " in your administrator\u{2019}s policy: " } else { ": " } }
                        { &ignored.why }
                    </li>
                }) }
                { for sites.iter().map(|(at, why)| html! {
                    <li><code>{ format!("sites[{at}]") }</code>{ ": " }{ why }</li>
                }) }
            </ul>
        </section>
    }
}
