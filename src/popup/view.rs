//! The popup's view: one card a stage.

use crate::journal::Created;
use std::rc::Rc;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use yew::prelude::*;

use super::effects::run;
use super::form_view::FormFields;
use super::journal_view::{kept, leaving, meters, recent};
use super::match_view::{card, matched, matches, open_record, row_badge};
use super::state::{Effect, Event, JournalEvent, Look, Stage, State};
use crate::browser::{api, tabs};
use crate::journal::{INDEX, is_entry};
use crate::page::Report;
use crate::policy::SETTINGS;
use crate::problem::{Kind, Next, Problem};
use crate::ui::frame::{Busy, Header};
use crate::ui::problem_view::ProblemCard;

/// The popup.
pub struct Popup {
    state: Rc<State>,
    listener: Option<Closure<dyn Fn(JsValue, String)>>,
}

impl Component for Popup {
    type Message = Event;
    type Properties = ();

    fn create(context: &Context<Self>) -> Self {
        let (state, effects) = State::begin();
        let back = context.link().callback(|event| event);
        for effect in effects {
            run(effect, None, back.clone());
        }
        // A policy, a setting or a Lead that changes shows in the open popup.
        let changed = back.clone();
        let listener =
            Closure::<dyn Fn(JsValue, String)>::new(move |changes: JsValue, area: String| {
                let has = |key: &str| js_sys::Reflect::has(&changes, &key.into()).unwrap_or(false);
                if area == "managed" || (area == "local" && has(SETTINGS)) {
                    run(Effect::ReadPolicy, None, changed.clone());
                } else if area == "local" && journal_in(&changes) {
                    changed.emit(JournalEvent::Changed.into());
                }
            });
        api::on_storage_changed(listener.as_ref().unchecked_ref());
        Popup {
            state: Rc::new(state),
            listener: Some(listener),
        }
    }

    fn update(&mut self, context: &Context<Self>, event: Event) -> bool {
        let effects = Rc::make_mut(&mut self.state).take(event);
        for effect in effects {
            run(
                effect,
                self.state.policy.clone(),
                context.link().callback(|event| event),
            );
        }
        true
    }

    fn destroy(&mut self, _: &Context<Self>) {
        if let Some(listener) = self.listener.take() {
            api::off_storage_changed(listener.as_ref().unchecked_ref());
        }
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let on = context.link().callback(|event| event);
        html! {
            <>
                <Header who={self.state.who.clone()}>
                    if self.state.recent.is_none() {
                        <button type="button" class="icon" aria-label="Recent Leads" title="Recent Leads" onclick={on.reform(|_| JournalEvent::Recent(true).into())}>
                            <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 21a9 9 0 1 0-9-9m0-5v5h5m4-5v5l3.5 2" /></svg>
                        </button>
                    }
                    if self.state.who.is_some() && !self.state.saving {
                        <button type="button" class="icon" aria-label="Sign out" title="Sign out" onclick={on.reform(|_| Event::SignOut)}>
                            <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M10 4H5v16h5M15 8l4 4-4 4M19 12H9" /></svg>
                        </button>
                    }
                    <button type="button" class="icon" aria-label="Settings" title="Settings" onclick={|_| open_options()}>
                        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 15.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Zm7.4-2.6a7.5 7.5 0 0 0 0-1.8l2-1.5-2-3.4-2.3 1a7.6 7.6 0 0 0-1.6-1L15.2 3h-4l-.4 2.6a7.6 7.6 0 0 0-1.6 1l-2.3-1-2 3.4 2 1.5a7.5 7.5 0 0 0 0 1.8l-2 1.5 2 3.4 2.3-1c.5.4 1 .7 1.6 1l.4 2.4h4l.4-2.4c.6-.3 1.1-.6 1.6-1l2.3 1 2-3.4-2-1.5Z" /></svg>
                    </button>
                </Header>
                <main>{ self.card(&on) }</main>
            </>
        }
    }
}

impl Popup {
    fn card(&self, on: &Callback<Event>) -> Html {
        match self.state.stage() {
            Stage::Reading => html! { <Busy text="Reading the page\u{2026}" /> },
            Stage::Stopped(problem) => stopped(&problem, on),
            Stage::Choosing => self.list(on),
            Stage::SignedOut => self.signed_out(on),
            Stage::SigningIn => html! {
                <>
                    { self.person() }
                    <Busy text="Waiting for Salesforce\u{2026}"
                        hint="Sign in in the window that has opened. Then open Add to CRM again: everything is kept." />
                </>
            },
            Stage::LoadingForm => html! {
                <>{ self.person() }<Busy text="Getting your org\u{2019}s form\u{2026}" /></>
            },
            Stage::Matched(record) => matched(&self.state, &record, on),
            Stage::Form | Stage::Saving => self.form(on),
            Stage::Created(created) => self.created(&created),
            Stage::Kept(pending) => kept(&self.state, &pending, on),
            Stage::Leaving => leaving(self.state.open, on),
            Stage::Recent => match &self.state.recent {
                Some(shown) => recent(&self.state, shown, on),
                None => Html::default(),
            },
        }
    }

    fn person(&self) -> Html {
        let Some(person) = self
            .state
            .person
            .as_ref()
            .filter(|person| !person.shown_name.is_empty())
        else {
            return Html::default();
        };
        html! {
            <section class="person" aria-label="Person">
                <h1>{ &person.shown_name }</h1>
                if let Some(job) = person.jobs.get(self.state.job) { <p>{ job.words() }</p> }
                if let Some(place) = &person.place { <p class="quiet">{ place }</p> }
            </section>
        }
    }

    fn signed_out(&self, on: &Callback<Event>) -> Html {
        let sign_in = on.reform(|_| Event::SignIn {
            someone_else: false,
        });
        let button = html! {
            <button type="button" class="primary" onclick={sign_in}>{ "Sign in to Salesforce" }</button>
        };
        html! {
            <>
                { self.person() }
                if let Some(report) = self.state.report() { { changed(&self.state, report, true, on) } }
                if let Some(problem) = &self.state.problem {
                    <ProblemCard problem={problem.clone()}>{ button }</ProblemCard>
                    if self.state.pending.is_some() {
                        <p class="note" role="status">{ "Your Lead is kept, and created once you are signed in." }</p>
                    }
                } else {
                    <section class="card">
                        if self.state.signed_out {
                            <p role="status">{ "You are signed out. Salesforce has taken back this browser\u{2019}s access." }</p>
                        }
                        <h2>{ "Sign in to add this person" }</h2>
                        <p>{ "Salesforce\u{2019}s own window opens, with your company\u{2019}s single sign-on. Add to CRM never sees your password." }</p>
                        <div class="actions">{ button }</div>
                    </section>
                }
            </>
        }
    }

    fn list(&self, on: &Callback<Event>) -> Html {
        let people = self.state.people();
        let unrendered = match &self.state.reading {
            Some(crate::page::Reading::People { unrendered, .. }) => *unrendered,
            _ => 0,
        };
        if let Some(report) = self.state.report() {
            return changed(&self.state, report, false, on);
        }
        html! {
            <section class="list">
                <h1>{ format!("{} {} on this page", people.len(), if people.len() == 1 { "person" } else { "people" }) }</h1>
                if unrendered > 0 {
                    <p class="quiet" role="status">{ format!("{unrendered} more are not loaded yet. Scroll the page down, then open Add to CRM again.") }</p>
                }
                if let Some(problem) = &self.state.matching.rows_problem {
                    <p class="note" role="status">{ format!("It could not be checked who is in your CRM already. {}", problem.row().happened) }</p>
                }
                <ul>
                    { for people.iter().enumerate().map(|(at, listed)| {
                        let person = &listed.person;
                        html! {
                            <li key={person.key.to_string()}>
                                <button type="button" class="row" onclick={on.reform(move |_| Event::Chosen(at))}>
                                    <strong>{ &person.shown_name }</strong>
                                    if listed.ticked { <span class="badge">{ "Ticked" }</span> }
                                    { row_badge(self.state.matching.row(&person.key.to_string())) }
                                    if let Some(job) = person.jobs.first() { <span class="quiet">{ job.words() }</span> }
                                </button>
                            </li>
                        }
                    }) }
                </ul>
            </section>
        }
    }

    fn form(&self, on: &Callback<Event>) -> Html {
        let state = &self.state;
        let Some(form) = state.form.clone() else {
            return Html::default();
        };
        let saving = state.saving;
        let submit = on.reform(|event: SubmitEvent| {
            event.prevent_default();
            Event::Create {
                allow_duplicates: false,
            }
        });
        let count = state.validation_errors().len();
        // No plain first choice while the answer is open, or says to look first.
        let asking = state.matching.look == Look::Asking;
        let plain = match &state.matching.look {
            Look::Answered(found) => !found.candidates.iter().any(|one| one.why.is_strong()),
            // Nobody to ask for yet: the create asks.
            Look::NotYet => true,
            Look::Asking | Look::Failed(_) => false,
        };
        // What the org's duplicate rule has found stands in place of that.
        let ruled =
            matches!(&state.problem, Some(problem) if problem.next() == Next::LookAtRecords);
        html! {
            <form onsubmit={submit} novalidate=true aria-busy={saving.to_string()}>
                if !state.people().is_empty() {
                    <button type="button" class="link" onclick={on.reform(|_| Event::BackToList)}>{ "\u{2039} Back to the list" }</button>
                }
                <h1 class="form-title">{ "New Lead" }</h1>
                { meters(state) }
                if !ruled { { matches(state, on) } }
                { self.form_problem(on) }
                if let Some(report) = state.report() { { changed(state, report, true, on) } }
                { for form.blockers.iter().map(|text| html! { <p class="obstacle" role="alert">{ text }</p> }) }
                { for form.notes.iter().map(|text| html! { <p class="note">{ text }</p> }) }
                <FormFields state={state.clone()} form={form.clone()} on={on.clone()} />
                <div class="foot">
                    if count > 0 {
                        <p class="error" role="status">{ if count == 1 { "One field needs you.".to_owned() } else { format!("{count} fields need you.") } }</p>
                    }
                    <button type="submit" class={classes!("wide", (plain && !ruled).then_some("primary"))}
                        disabled={saving || asking || !form.blockers.is_empty()}>
                        if saving { <span class="spinner small" aria-hidden="true"></span> }
                        { if saving { "Creating\u{2026}" } else { "Create lead" } }
                    </button>
                </div>
            </form>
        }
    }

    fn form_problem(&self, on: &Callback<Event>) -> Html {
        let state = &self.state;
        let Some(problem) = state.problem.as_ref().filter(|_| !state.saving) else {
            return Html::default();
        };
        let anyway = problem.kind == Kind::DuplicatesFound
            && state.policy.as_ref().is_some_and(|policy| {
                policy.settings.duplicates == crate::policy::Duplicates::Warn
            });
        html! {
            <ProblemCard problem={problem.clone()} sent=true>
                { match problem.next() {
                    Next::TryAgain => html! { <button type="button" onclick={on.reform(|_| Event::Retry)}>{ "Try again" }</button> },
                    Next::SignIn => html! { <button type="button" onclick={on.reform(|_| Event::SignIn { someone_else: false })}>{ "Sign in to Salesforce" }</button> },
                    Next::OpenSettings => html! { <button type="button" onclick={|_| open_options()}>{ "Open settings" }</button> },
                    _ => Html::default(),
                } }
                { for state.matching.duplicates.iter().map(|record| card(record, true, on)) }
                if anyway {
                    <button type="button" onclick={on.reform(|_| Event::Create { allow_duplicates: true })}>{ "Create anyway" }</button>
                }
            </ProblemCard>
        }
    }

    fn created(&self, created: &Created) -> Html {
        let row = |name: &str, value: &Option<String>| {
            value
                .as_ref()
                .filter(|value| !value.is_empty())
                .map(|value| {
                    html! { <><dt>{ name.to_owned() }</dt><dd>{ value }</dd></> }
                })
        };
        html! {
            <section class="created" role="status">
                <svg class="tick" viewBox="0 0 48 48" aria-hidden="true"><circle cx="24" cy="24" r="22" /><path d="m14 25 7 7 13-15" /></svg>
                <h1>{ if created.found_again { "The Lead was saved" } else { "Lead created" } }</h1>
                if created.found_again {
                    <p class="quiet">{ "Salesforce had saved it although its answer was lost. Nothing was created twice." }</p>
                }
                <dl>
                    { row("Name", &Some(created.name.clone())) }
                    { row("Company", &Some(created.company.clone())) }
                    { row("Owner", &created.owner) }
                    { row("Lead Source", &created.lead_source) }
                </dl>
                { open_record(&created.url, classes!("button", "primary", "wide")) }
            </section>
        }
    }
}

/// Whether the journal is among what has changed. The index stays as it is where
/// an entry is open before and after.
fn journal_in(changes: &JsValue) -> bool {
    js_sys::Object::keys(changes.unchecked_ref::<js_sys::Object>())
        .iter()
        .filter_map(|key| key.as_string())
        .any(|key| key == INDEX || is_entry(&key))
}

fn stopped(problem: &Problem, on: &Callback<Event>) -> Html {
    html! {
        <ProblemCard problem={problem.clone()}>
            { match problem.next() {
                Next::OpenSettings => html! { <button type="button" class="primary" onclick={|_| open_options()}>{ "Open settings" }</button> },
                Next::TryAgain => html! { <button type="button" class="primary" onclick={on.reform(|_| Event::Retry)}>{ "Try again" }</button> },
                Next::SignIn => html! { <button type="button" class="primary" onclick={on.reform(|_| Event::SignIn { someone_else: false })}>{ "Sign in to Salesforce" }</button> },
                _ => Html::default(),
            } }
        </ProblemCard>
    }
}

/// The page has changed: the report is the admin's to repair the rules with.
fn changed(state: &State, report: &Report, form: bool, on: &Callback<Event>) -> Html {
    let row = Kind::PageChanged.row();
    let text = report.words();
    let advice = if form {
        row.advice
    } else {
        "An administrator can repair the site\u{2019}s rules in the settings."
    };
    html! {
        <section class="problem calm" role="status">
            <h2>{ row.happened }</h2>
            <p>{ advice }</p>
            <details>
                <summary>{ "What the report says" }</summary>
                <pre>{ &text }</pre>
            </details>
            <div class="actions">
                { copy_button(state, "Copy report", text.clone(), on) }
            </div>
        </section>
    }
}

/// The button that copies a text, and says when that is done.
pub fn copy_button(state: &State, label: &'static str, text: String, on: &Callback<Event>) -> Html {
    let copied = state.copied.as_ref() == Some(&text);
    html! {
        <button type="button" aria-live="polite" onclick={on.reform(move |_: MouseEvent| Event::Copy(text.clone()))}>
            { if copied { "Copied" } else { label } }
        </button>
    }
}

fn open_options() {
    wasm_bindgen_futures::spawn_local(async {
        // The browser opens its own error page where it cannot.
        let _opened = tabs::open_options().await;
    });
}
