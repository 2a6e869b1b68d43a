//! The section about the org: the app, and the test of the connection.

use serde_json::json;
use yew::prelude::*;

use super::controls::Panel;
use super::state::{Busy, Msg, State};
use crate::browser::access;
use crate::browser::ports::Browser;
use crate::lead::{Form, form};
use crate::policy::Policy;
use crate::port::SignInWindow;
use crate::problem::{Next, Problem};
use crate::salesforce::describe::parse_describe;
use crate::salesforce::host::{PRODUCTION, SANDBOX};
use crate::salesforce::object::Object;
use crate::ui::dom::value_of;
use crate::ui::frame::busy;
use crate::ui::problem_view::problem_card;
use crate::ui::text::{list, number, sentence, t, t_with};

/// The section.
pub fn view(panel: &Panel<'_>) -> Html {
    let (state, policy, on) = (panel.state, panel.policy, panel.on);
    let org = &policy.settings.salesforce;
    let callback = Browser.redirect_uri();
    let host = &org.login_host;
    let mut hosts = vec![
        (PRODUCTION, t("login_production")),
        (SANDBOX, t("login_sandbox")),
    ];
    if host != PRODUCTION && host != SANDBOX {
        // It is chosen by its address, below.
        hosts.push(("", t("login_my_domain")));
    }
    let chosen = hosts.iter().any(|(known, _)| known == host);
    html! {
        <section class="card" aria-labelledby="salesforce">
            <h2 id="salesforce">{ t("salesforce_title") }</h2>
            { panel.radios("salesforce.loginHost", &t("sign_in_at"), if chosen { host } else { "" }, &hosts, "") }
            { login_host(panel, host) }
            { panel.text("salesforce.clientId", &t("consumer_key"), &org.client_id, &t("consumer_key_hint")) }
            <div class="field">
                <label for="callback">{ t("callback") }</label>
                <div class="with-button">
                    <input id="callback" type="text" dir="ltr" readonly=true value={callback.clone()} aria-describedby="callback-hint" />
                    <button type="button" onclick={copy(on, callback)}>{ t("copy") }</button>
                </div>
                <p id="callback-hint" class="hint">{ t("callback_hint") }</p>
            </div>
            { panel.text("salesforce.organizationId", &t("organization_id"), &org.organization_id, &t("organization_id_hint")) }
            <div class="actions">
                <button type="button" disabled={state.busy.is_some() || !policy.settings.salesforce.configured()}
                    onclick={on.reform(|_| Msg::Test)}>{ t("test_connection") }</button>
            </div>
            if let Some(what) = state.busy { { busy(&t(under_way(what)), None) } }
            if let Some(problem) = &state.problem { { problem_card(problem, allow(problem, host, on)) } }
            { connection(state, policy, on) }
        </section>
    }
}

/// Has the browser ask for the hosts that it withholds, and tests again.
fn allow(problem: &Problem, login_host: &str, on: &Callback<Msg>) -> Html {
    if problem.next() != Next::AllowAccess {
        return Html::default();
    }
    let (host, on) = (login_host.to_owned(), on.clone());
    let onclick = move |_: MouseEvent| {
        let on = on.clone();
        access::request(&host, move || on.emit(Msg::Test));
    };
    html! { <button type="button" class="primary" {onclick}>{ t("allow_access") }</button> }
}

/// The form that whoever is signed in gets.
pub fn form_of(state: &State, policy: &Policy) -> Option<Form> {
    let describes = state.opened.describes.iter();
    let mut parsed = describes.filter_map(|describe| parse_describe(describe.clone()));
    let lead = parsed.find(|describe| describe.object == Object::Lead)?;
    Some(form::form(&lead, &policy.settings))
}

fn connection(state: &State, policy: &Policy, on: &Callback<Msg>) -> Html {
    let Some(connection) = &state.connection else {
        return Html::default();
    };
    let who = &connection.who;
    let id = who.organization_id.clone();
    let held = !policy.settings.salesforce.organization_id.is_empty();
    let Some(form) = form_of(state, policy) else {
        return Html::default();
    };
    let fields: Vec<String> = form
        .fields
        .iter()
        .map(|field| field.label.clone())
        .collect();
    let can_create = form.blockers.is_empty();
    html! {
        <div class="result" role="status">
            <h3>{ t(if can_create { "connection_works" } else { "connection_without_create" }) }</h3>
            <dl>
                <dt>{ t("user") }</dt><dd>{ t_with("own_field", &[&who.display_name, &who.username]) }</dd>
                <dt>{ t("org") }</dt><dd><bdi>{ who.org() }</bdi>{ " " }<bdi>{ &who.organization_id }</bdi></dd>
                if let Some(edition) = &connection.edition { <dt>{ t("edition") }</dt><dd>{ edition }</dd> }
                <dt>{ t("api_access") }</dt><dd>{ t("yes") }</dd>
                if let Some(allowance) = connection.allowance {
                    <dt>{ t("api_requests") }</dt><dd>{ t_with("used_of", &[&number(allowance.used), &number(allowance.allowed)]) }</dd>
                }
                <dt>{ t("creates_leads") }</dt><dd>{ t(if can_create { "yes" } else { "no" }) }</dd>
                <dt>{ t("form") }</dt><dd>{ list(&fields) }</dd>
            </dl>
            { for form.blockers.iter().map(|one| html! { <p class="obstacle">{ sentence(one) }</p> }) }
            if !held {
                <button type="button" onclick={on.reform(move |_| Msg::Set("salesforce.organizationId", json!(id)))}>{ t("hold_to_org") }</button>
            }
        </div>
    }
}

fn under_way(busy: Busy) -> &'static str {
    match busy {
        Busy::Testing => "asking_salesforce",
        Busy::SigningOut => "signing_out",
    }
}

fn login_host(panel: &Panel<'_>, host: &str) -> Html {
    let key = "salesforce.loginHost";
    let refused = panel.refused(key).is_some();
    html! {
        <div class="field">
            <label for="login-host">{ t("login_host") }</label>
            <input id="login-host" type="text" dir="ltr" value={panel.shown(key, host)} oninput={panel.typing(key)} readonly={panel.locked(key)} spellcheck="false"
                autocomplete="off" aria-describedby="login-host-hint salesforce-loginHost-hint" aria-invalid={refused.then_some("true")}
                onchange={panel.set(key, |event| json!(value_of(event)))} />
            <p id="login-host-hint" class="hint">{ t("login_host_hint") }</p>
        </div>
    }
}

/// Copies a text.
pub fn copy(on: &Callback<Msg>, text: String) -> Callback<MouseEvent> {
    on.reform(move |_| Msg::Copy(text.clone()))
}
