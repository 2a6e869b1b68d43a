//! The page and its sections. Views are plain functions over the borrowed state.

use yew::prelude::*;

use super::controls::Panel;
use super::state::{Done, Msg, State};
use super::{
    contacts_view, creation_view, health_view, history_view, opens_in_view, own_view, rollout_view,
    salesforce_view, session_view, updates_view,
};
use crate::page::page_rules;
use crate::policy::Policy;
use crate::ui::frame::{busy, header};
use crate::ui::problem_view::problem_card;
use crate::ui::text::{help, sentence, t};

/// All of it.
pub fn view(state: &State, on: &Callback<Msg>) -> Html {
    let Some(policy) = &state.policy else {
        return match &state.problem {
            Some(problem) => problem_card(problem, Html::default()),
            None => busy(&t("reading_settings"), None),
        };
    };
    let panel = Panel { state, policy, on };
    // In the head, which is in sight wherever on the page it was done.
    let said = html! { <p class="said" role="status">{ state.done.map(|done| t(said(done))).unwrap_or_default() }</p> };
    html! {
        <>
            { header(state.opened.who.as_ref(), said) }
            <main class="options">
                <h1>{ t("settings") }</h1>
                <p class="quiet">
                    <a href={help("admin-guide")} target="_blank">{ t("admin_guide") }</a>{ " \u{b7} " }
                    <a href={help("privacy")} target="_blank">{ t("privacy") }</a>
                </p>
                { ignored(policy) }
                { salesforce_view::view(&panel) }
                { creation_view::view(&panel) }
                { opens_in_view::view(&panel) }
                { contacts_view::view(&panel) }
                { updates_view::view(&panel) }
                { own_view::view(&panel) }
                { history_view::view(&panel) }
                { health_view::view(&state.failures) }
                { session_view::view(&panel) }
                { rollout_view::view(&panel) }
            </main>
        </>
    }
}

fn said(done: Done) -> &'static str {
    match done {
        Done::Saved => "done_saved",
        Done::Imported => "done_imported",
        Done::Copied => "done_copied",
        Done::SignedOut => "done_signed_out",
        Done::Erased => "done_erased",
    }
}

fn ignored(policy: &Policy) -> Html {
    let (_, sites) = page_rules(&policy.settings.sites);
    if policy.ignored.is_empty() && sites.is_empty() {
        return Html::default();
    }
    html! {
        <section class="problem" role="alert">
            <h2>{ t("ignored_title") }</h2>
            <ul>
                { for policy.ignored.iter().map(|ignored| html! {
                    <li>
                        <code>{ &ignored.key }</code>
                        { ": " }
                        { sentence(&ignored.why) }
                        if ignored.managed { { " " }{ t("ignored_managed") } }
                    </li>
                }) }
                { for sites.iter().map(|(at, why)| html! {
                    <li><code>{ format!("sites[{at}]") }</code>{ ": " }{ sentence(why) }</li>
                }) }
            </ul>
        </section>
    }
}
