//! The section about the org: the app, and the test of the connection.

use serde_json::json;
use yew::prelude::*;

use super::controls::Panel;
use super::state::{Busy, Msg, State};
use crate::browser::ports::Browser;
use crate::lead::{Form, form};
use crate::policy::Policy;
use crate::port::SignInWindow;
use crate::salesforce::describe::parse_describe;
use crate::salesforce::host::{PRODUCTION, SANDBOX};
use crate::ui::dom::value_of;
use crate::ui::frame::busy;
use crate::ui::problem_view::problem_card;

/// The section.
pub fn view(panel: &Panel<'_>) -> Html {
    let (state, policy, on) = (panel.state, panel.policy, panel.on);
    let org = &policy.settings.salesforce;
    let callback = Browser.redirect_uri();
    let host = &org.login_host;
    let mut hosts = vec![
        (PRODUCTION, "Production (login.salesforce.com)"),
        (SANDBOX, "Sandbox (test.salesforce.com)"),
    ];
    if host != PRODUCTION && host != SANDBOX {
        // It is chosen by its address, below.
        hosts.push(("", "My Domain"));
    }
    let chosen = hosts.iter().any(|(known, _)| known == host);
    html! {
        <section class="card" aria-labelledby="salesforce">
            <h2 id="salesforce">{ "Salesforce" }</h2>
            { panel.radios("salesforce.loginHost", "Sign in at", if chosen { host } else { "" }, &hosts, "") }
            { login_host(panel, host) }
            { panel.text("salesforce.clientId", "Consumer key", &org.client_id,
                "From the External Client App in Salesforce Setup. It is not a secret.") }
            <div class="field">
                <label for="callback">{ "Callback address" }</label>
                <div class="with-button">
                    <input id="callback" type="text" readonly=true value={callback.clone()} aria-describedby="callback-hint" />
                    <button type="button" onclick={copy(on, callback)}>{ "Copy" }</button>
                </div>
                <p id="callback-hint" class="hint">{ "Enter it in the External Client App." }</p>
            </div>
            { panel.text("salesforce.organizationId", "Organization ID", &org.organization_id,
                "Everybody is held to this org, 15 or 18 characters. Empty: any org.") }
            <div class="actions">
                <button type="button" disabled={state.busy.is_some() || !policy.settings.salesforce.configured()}
                    onclick={on.reform(|_| Msg::Test)}>{ "Test the connection" }</button>
            </div>
            if let Some(what) = state.busy { { busy(under_way(what), None) } }
            if let Some(problem) = &state.problem { { problem_card(problem, Html::default()) } }
            { connection(state, policy, on) }
        </section>
    }
}

/// The form that whoever is signed in gets.
pub fn form_of(state: &State, policy: &Policy) -> Option<Form> {
    let describe = state.opened.describe.clone()?;
    Some(form::form(&parse_describe(describe)?, &policy.settings))
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
    let fields: Vec<&str> = form
        .fields
        .iter()
        .map(|field| field.label.as_str())
        .collect();
    let can_create = form.blockers.is_empty();
    html! {
        <div class="result" role="status">
            <h3>{ if can_create { "The connection works" } else { "Connected, but Leads cannot be created" } }</h3>
            <dl>
                <dt>{ "User" }</dt><dd>{ format!("{} ({})", who.display_name, who.username) }</dd>
                <dt>{ "Org" }</dt><dd>{ format!("{} {}", who.organization_name.as_deref().unwrap_or_default(), who.organization_id) }</dd>
                if let Some(edition) = &connection.edition { <dt>{ "Edition" }</dt><dd>{ edition }</dd> }
                <dt>{ "API access" }</dt><dd>{ "Yes" }</dd>
                if let Some(allowance) = connection.allowance {
                    <dt>{ "API requests, 24 hours" }</dt><dd>{ format!("{} of {}", allowance.used, allowance.allowed) }</dd>
                }
                <dt>{ "Create Leads" }</dt><dd>{ if can_create { "Yes" } else { "No" } }</dd>
                <dt>{ "Form" }</dt><dd>{ fields.join(", ") }</dd>
            </dl>
            { for form.blockers.iter().map(|text| html! { <p class="obstacle">{ text }</p> }) }
            if !held {
                <button type="button" onclick={on.reform(move |_| Msg::Set("salesforce.organizationId", json!(id)))}>{ "Hold everyone to this org" }</button>
            }
        </div>
    }
}

fn under_way(busy: Busy) -> &'static str {
    match busy {
        Busy::Testing => "Asking Salesforce\u{2026}",
        Busy::SigningOut => "Signing out\u{2026}",
    }
}

fn login_host(panel: &Panel<'_>, host: &str) -> Html {
    let key = "salesforce.loginHost";
    let refused = panel.refused(key).is_some();
    html! {
        <div class="field">
            <label for="login-host">{ "Login host" }</label>
            <input id="login-host" type="text" value={panel.shown(key, host)} oninput={panel.typing(key)} readonly={panel.locked(key)} spellcheck="false"
                autocomplete="off" aria-describedby="login-host-hint salesforce-loginHost-hint" aria-invalid={refused.then_some("true")}
                onchange={panel.set(key, |event| json!(value_of(event)))} />
            <p id="login-host-hint" class="hint">{ "Or your My Domain: https://yourcompany.my.salesforce.com." }</p>
        </div>
    }
}

/// Copies a text.
pub fn copy(on: &Callback<Msg>, text: String) -> Callback<MouseEvent> {
    on.reform(move |_| Msg::Copy(text.clone()))
}
