//! The options page.

use serde_json::{Map, Value, json};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::browser::api;
use crate::browser::outside::{Browser, ask};
use crate::lead::{Form, Input, form};
use crate::message::{Answer, Connection, Open, Opened, SignIn, SignOut, TestConnection, Who};
use crate::page::page_rules;
use crate::policy::{Policy, SETTINGS, apply};
use crate::popup::effects::read_policy;
use crate::port::{Area, SignInWindow, Store, StoreFailure};
use crate::problem::Problem;
use crate::salesforce::describe::distil;
use crate::salesforce::host::{PRODUCTION, SANDBOX};
use crate::ui::frame::{Busy, Header};
use crate::ui::problem_view::ProblemCard;

/// The options page.
pub struct Options {
    policy: Option<Policy>,
    who: Option<Who>,
    busy: Option<&'static str>,
    connection: Option<Connection>,
    /// The describe of who is signed in, as it was last seen.
    describe: Option<Value>,
    problem: Option<Problem>,
    /// The key whose value was refused, and why.
    refused: Option<(String, String)>,
    /// What was done last, for everybody to hear.
    said: &'static str,
    listener: Option<Closure<dyn Fn(JsValue, String)>>,
}

/// What happens on the page.
pub enum Event {
    /// The settings were read.
    Policy(Answer<Policy>),
    /// Who is signed in was asked.
    Opened(Option<Opened>),
    /// A setting was changed.
    Set(&'static str, Value),
    /// It was kept, or not.
    Kept(Result<(), (String, String)>),
    /// "Test the connection", "Sign in as someone else".
    SignIn {
        /// Ask for the login page in any case.
        someone_else: bool,
    },
    /// The connection was tested.
    Tested(Answer<Connection>),
    /// "Sign out".
    SignOut,
    /// Signed out.
    SignedOut(Answer<()>),
    /// The callback address was copied.
    Copied,
}

impl Component for Options {
    type Message = Event;
    type Properties = ();

    fn create(context: &Context<Self>) -> Self {
        let link = context.link().clone();
        context
            .link()
            .send_future(async { Event::Policy(read_policy().await) });
        context
            .link()
            .send_future(async { Event::Opened(ask(Open { key: None }).await.ok()) });
        let listener =
            Closure::<dyn Fn(JsValue, String)>::new(move |changes: JsValue, area: String| {
                let ours = area == "managed"
                    || (area == "local"
                        && js_sys::Reflect::has(&changes, &SETTINGS.into()).unwrap_or(false));
                if ours {
                    link.send_future(async { Event::Policy(read_policy().await) });
                }
            });
        api::on_storage_changed(listener.as_ref().unchecked_ref());
        Options {
            policy: None,
            who: None,
            busy: None,
            connection: None,
            describe: None,
            problem: None,
            refused: None,
            said: "",
            listener: Some(listener),
        }
    }

    fn destroy(&mut self, _: &Context<Self>) {
        if let Some(listener) = self.listener.take() {
            api::off_storage_changed(listener.as_ref().unchecked_ref());
        }
    }

    fn update(&mut self, context: &Context<Self>, event: Event) -> bool {
        match event {
            Event::Policy(Ok(policy)) => self.policy = Some(policy),
            Event::Policy(Err(problem)) => self.problem = Some(problem),
            Event::Opened(opened) => {
                let opened = opened.unwrap_or_default();
                self.who = opened.who;
                self.describe = opened.describe;
            }
            Event::Set(key, value) => {
                self.refused = None;
                self.said = "";
                // Shown at once: a control must not spring back until storage
                // has answered. A refused value leaves the old one in force.
                if let Some(policy) = &mut self.policy
                    && let Err(why) = apply(&mut policy.settings, key, &value)
                {
                    self.refused = Some((key.to_owned(), why));
                    return true;
                }
                context
                    .link()
                    .send_future(async move { Event::Kept(keep(key, value).await) });
            }
            Event::Kept(Ok(())) => self.said = "Saved.",
            Event::Kept(Err(refused)) => {
                self.refused = Some(refused);
                context
                    .link()
                    .send_future(async { Event::Policy(read_policy().await) });
            }
            Event::SignIn { someone_else } => {
                self.problem = None;
                self.connection = None;
                self.busy = Some("Asking Salesforce\u{2026}");
                let signed_in = self.who.is_some() && !someone_else;
                context.link().send_future(async move {
                    if !signed_in && let Err(problem) = ask(SignIn { someone_else }).await {
                        return Event::Tested(Err(problem));
                    }
                    Event::Tested(ask(TestConnection {}).await)
                });
            }
            Event::Tested(answer) => {
                self.busy = None;
                match answer {
                    Ok(connection) => {
                        self.who = Some(connection.who.clone());
                        self.describe = Some(connection.describe.clone());
                        self.connection = Some(connection);
                    }
                    Err(problem) => {
                        self.problem = Some(problem);
                        context.link().send_future(async {
                            Event::Opened(ask(Open { key: None }).await.ok())
                        });
                    }
                }
            }
            Event::SignOut => {
                self.busy = Some("Signing out\u{2026}");
                context
                    .link()
                    .send_future(async { Event::SignedOut(ask(SignOut {}).await) });
            }
            Event::SignedOut(answer) => {
                self.busy = None;
                self.who = None;
                self.connection = None;
                self.describe = None;
                self.problem = answer.err();
                self.said = "Signed out.";
            }
            Event::Copied => self.said = "Copied.",
        }
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let on = context.link().callback(|event| event);
        let Some(policy) = &self.policy else {
            return match &self.problem {
                Some(problem) => html! { <ProblemCard problem={problem.clone()} /> },
                None => html! { <Busy text="Reading the settings\u{2026}" /> },
            };
        };
        html! {
            <>
                <Header who={self.who.clone()} />
                <main class="options">
                    <h1>{ "Settings" }</h1>
                    <p class="said" role="status">{ self.said }</p>
                    { ignored(policy) }
                    { self.salesforce(policy, &on) }
                    { self.lead_creation(policy, &on) }
                    { self.session(&on) }
                </main>
            </>
        }
    }
}

/// Keeps a value that was checked: the whole document is written at once.
async fn keep(key: &'static str, value: Value) -> Result<(), (String, String)> {
    let refused = |failure: StoreFailure| {
        let problem = Problem::from(failure);
        (key.to_owned(), problem.row().happened.to_owned())
    };
    let kept = Browser.get(Area::Local, SETTINGS).await.map_err(refused)?;
    let mut document = match kept {
        Some(Value::Object(document)) => document,
        _ => Map::new(),
    };
    match key.split_once('.') {
        Some((group, part)) => {
            let group = document.entry(group).or_insert_with(|| json!({}));
            if !group.is_object() {
                *group = json!({});
            }
            group[part] = value;
        }
        None => {
            document.insert(key.to_owned(), value);
        }
    }
    Browser
        .set(
            Area::Local,
            vec![(SETTINGS.to_owned(), Value::Object(document))],
        )
        .await
        .map_err(refused)
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

fn text_of(event: &web_sys::Event) -> String {
    event.target_unchecked_into::<HtmlInputElement>().value()
}

fn checked(event: &web_sys::Event) -> Value {
    json!(event.target_unchecked_into::<HtmlInputElement>().checked())
}

impl Options {
    fn text(
        &self,
        policy: &Policy,
        on: &Callback<Event>,
        key: &'static str,
        label: &str,
        value: &str,
        hint: &str,
    ) -> Html {
        let locked = policy.is_locked(key);
        let refused = self.refused.as_ref().filter(|(of, _)| of == key);
        let id = key.replace('.', "-");
        html! {
            <div class="field">
                <label for={id.clone()}>{ label.to_owned() }</label>
                <input id={id.clone()} type="text" value={value.to_owned()} readonly={locked} spellcheck="false"
                    autocomplete="off" aria-describedby={format!("{id}-hint")} aria-invalid={refused.is_some().then_some("true")}
                    onchange={on.reform(move |event: web_sys::Event| Event::Set(key, json!(text_of(&event))))} />
                <p id={format!("{id}-hint")} class="hint">
                    if let Some((_, why)) = refused { <span class="error" role="alert">{ format!("Not saved. {why}") }</span><br /> }
                    if locked { <span class="locked-by">{ "Set by your administrator" }</span><br /> }
                    { hint.to_owned() }
                </p>
            </div>
        }
    }

    fn switch(
        &self,
        policy: &Policy,
        on: &Callback<Event>,
        key: &'static str,
        label: &str,
        value: bool,
        hint: &str,
    ) -> Html {
        let locked = policy.is_locked(key);
        html! {
            <div class="field switch">
                <input id={key} type="checkbox" checked={value} disabled={locked} aria-describedby={format!("{key}-hint")}
                    onchange={on.reform(move |event: web_sys::Event| Event::Set(key, checked(&event)))} />
                <label for={key}>{ label.to_owned() }</label>
                <p id={format!("{key}-hint")} class="hint">
                    if locked { <span class="locked-by">{ "Set by your administrator" }</span><br /> }
                    { hint.to_owned() }
                </p>
            </div>
        }
    }

    fn salesforce(&self, policy: &Policy, on: &Callback<Event>) -> Html {
        let org = &policy.settings.salesforce;
        let my_domain = org.login_host != PRODUCTION && org.login_host != SANDBOX;
        let locked = policy.is_locked("salesforce.loginHost");
        let callback = Browser.redirect_uri();
        let copied = callback.clone();
        let host = |value: &'static str, label: &'static str| {
            html! {
                <label class="choice">
                    <input type="radio" name="login-host" checked={org.login_host == value} disabled={locked}
                        onchange={on.reform(move |_| Event::Set("salesforce.loginHost", json!(value)))} />
                    { label }
                </label>
            }
        };
        html! {
            <section class="card" aria-labelledby="salesforce">
                <h2 id="salesforce">{ "Salesforce" }</h2>
                <fieldset>
                    <legend>{ "Sign in at" }</legend>
                    { host(PRODUCTION, "Production (login.salesforce.com)") }
                    { host(SANDBOX, "Sandbox (test.salesforce.com)") }
                    if my_domain {
                        <label class="choice"><input type="radio" name="login-host" checked=true disabled={locked} />{ "My Domain" }</label>
                    }
                    if locked { <p class="locked-by">{ "Set by your administrator" }</p> }
                </fieldset>
                { self.text(policy, on, "salesforce.loginHost", "Login host", &org.login_host,
                    "Or your My Domain: https://yourcompany.my.salesforce.com.") }
                { self.text(policy, on, "salesforce.clientId", "Consumer key", &org.client_id,
                    "From the External Client App in Salesforce Setup. It is not a secret.") }
                <div class="field">
                    <label for="callback">{ "Callback address" }</label>
                    <div class="with-button">
                        <input id="callback" type="text" readonly=true value={callback} aria-describedby="callback-hint" />
                        <button type="button" onclick={on.reform(move |_| {
                            if let Some(window) = web_sys::window() {
                                let _written = window.navigator().clipboard().write_text(&copied);
                            }
                            Event::Copied
                        })}>{ "Copy" }</button>
                    </div>
                    <p id="callback-hint" class="hint">{ "Enter it in the External Client App." }</p>
                </div>
                { self.text(policy, on, "salesforce.organizationId", "Organization ID", &org.organization_id,
                    "Everybody is held to this org, 15 or 18 characters. Empty: any org.") }
                <div class="actions">
                    <button type="button" disabled={self.busy.is_some() || !policy.settings.configured()}
                        onclick={on.reform(|_| Event::SignIn { someone_else: false })}>{ "Test the connection" }</button>
                </div>
                if let Some(text) = self.busy { <Busy {text} /> }
                if let Some(problem) = &self.problem { <ProblemCard problem={problem.clone()} /> }
                { self.connection(policy, on) }
            </section>
        }
    }

    /// The form that whoever is signed in gets.
    fn form(&self, policy: &Policy) -> Option<Form> {
        let describe = self.describe.clone()?;
        Some(form::form(&distil(describe)?, &policy.settings))
    }

    fn connection(&self, policy: &Policy, on: &Callback<Event>) -> Html {
        let Some(connection) = &self.connection else {
            return Html::default();
        };
        let who = &connection.who;
        let id = who.organization_id.clone();
        let held = !policy.settings.salesforce.organization_id.is_empty();
        let Some(form) = self.form(policy) else {
            return Html::default();
        };
        let fields: Vec<&str> = form
            .fields
            .iter()
            .map(|field| field.label.as_str())
            .collect();
        html! {
            <div class="result" role="status">
                <h3>{ if form.obstacles.is_empty() { "The connection works" } else { "Connected, but Leads cannot be created" } }</h3>
                <dl>
                    <dt>{ "User" }</dt><dd>{ format!("{} ({})", who.display_name, who.username) }</dd>
                    <dt>{ "Org" }</dt><dd>{ format!("{} {}", who.organization_name.as_deref().unwrap_or_default(), who.organization_id) }</dd>
                    if let Some(edition) = &connection.edition { <dt>{ "Edition" }</dt><dd>{ edition }</dd> }
                    if let Some((used, allowed)) = connection.allowance {
                        <dt>{ "API requests, 24 hours" }</dt><dd>{ format!("{used} of {allowed}") }</dd>
                    }
                    <dt>{ "Form" }</dt><dd>{ fields.join(", ") }</dd>
                </dl>
                { for form.obstacles.iter().map(|text| html! { <p class="obstacle">{ text }</p> }) }
                if !held {
                    <button type="button" onclick={on.reform(move |_| Event::Set("salesforce.organizationId", json!(id)))}>{ "Hold everyone to this org" }</button>
                }
            </div>
        }
    }

    fn lead_creation(&self, policy: &Policy, on: &Callback<Event>) -> Html {
        let settings = &policy.settings;
        let form = self.form(policy);
        let notes = form
            .as_ref()
            .map(|form| form.notes.clone())
            .unwrap_or_default();
        let choices = form.and_then(|form| {
            let mut fields = form.fields.into_iter();
            match fields.find(|field| field.name == "LeadSource")?.input {
                Input::Choice { options, .. } => Some(options),
                _ => None,
            }
        });
        html! {
            <section class="card" aria-labelledby="lead-creation">
                <h2 id="lead-creation">{ "Lead creation" }</h2>
                { self.switch(policy, on, "leadCreation", "Let reps create leads", settings.lead_creation,
                    "While this is off, no page is read, no button appears and Salesforce is not called.") }
                { self.text(policy, on, "leadSource", "Lead Source", settings.lead_source.as_deref().unwrap_or_default(),
                    "Optional, and recommended: a value of your org\u{2019}s Lead Source, set on every Lead.") }
                { for notes.iter().map(|note| html! { <p class="note" role="status">{ note }</p> }) }
                if let Some(choices) = choices {
                    <div class="choices" role="group" aria-label="Lead Source values of your org">
                        { for choices.into_iter().map(|choice| {
                            let value = choice.value.clone();
                            html! { <button type="button" class="chip" disabled={policy.is_locked("leadSource")} onclick={on.reform(move |_| Event::Set("leadSource", json!(value)))}>{ choice.label }</button> }
                        }) }
                    </div>
                }
                { self.switch(policy, on, "pageButton", "Show the button in pages", settings.page_button,
                    "\u{201c}Add to CRM\u{201d} on Sales Navigator pages and LinkedIn profiles. The toolbar button works either way.") }
                { self.switch(policy, on, "staySignedIn", "Keep people signed in", settings.stay_signed_in,
                    "Until they sign out, also after the browser restarts.") }
            </section>
        }
    }

    fn session(&self, on: &Callback<Event>) -> Html {
        html! {
            <section class="card" aria-labelledby="session">
                <h2 id="session">{ "CRM settings" }</h2>
                if let Some(who) = &self.who {
                    <dl>
                        <dt>{ "Signed in as" }</dt><dd>{ format!("{} ({})", who.display_name, who.username) }</dd>
                        <dt>{ "Instance" }</dt><dd>{ &who.instance_url }</dd>
                    </dl>
                    <div class="actions">
                        <button type="button" onclick={on.reform(|_| Event::SignOut)}>{ "Sign out" }</button>
                        <button type="button" onclick={on.reform(|_| Event::SignIn { someone_else: true })}>{ "Sign in as someone else" }</button>
                    </div>
                } else {
                    <p>{ "Nobody is signed in to Salesforce." }</p>
                }
            </section>
        }
    }
}
