//! A person's card.

use yew::prelude::*;

use super::contact_view::{choice, opportunity, proposed};
use super::form_view::{fields, job_words};
use super::matches::Remote;
use super::matches_view::{card as record_card, matched, matches};
use super::outcome::Sending;
use super::outcome_view::{created, meters, pending};
use super::{Card, Msg, PersonScreen, form};
use crate::lead::Form;
use crate::popup::app::Msg as AppMsg;
use crate::popup::shell::Shell;
use crate::popup::view::{access_button, back_to_list, next_button, page_changed, skeleton};
use crate::problem::{Kind, Next, Problem};
use crate::salesforce::object::Object;
use crate::ui::frame::busy;
use crate::ui::parts::{button, said};
use crate::ui::problem_view::{problem_card, sent_problem_card};
use crate::ui::text::{count, sentence, t};

/// What every part of a person's card is drawn from.
#[derive(Clone, Copy)]
pub struct Parts<'a> {
    /// The person.
    pub person: &'a PersonScreen,
    /// What holds whoever is shown.
    pub shell: &'a Shell,
    /// There is a list to go back to.
    pub has_list: bool,
    /// Takes the popup's messages.
    pub app: &'a Callback<AppMsg>,
    /// Takes the person's messages.
    pub on: &'a Callback<Msg>,
}

/// The card.
pub fn view(person: &PersonScreen, shell: &Shell, has_list: bool, app: &Callback<AppMsg>) -> Html {
    let key = person.draft.key.clone();
    let on = app.reform(move |msg| AppMsg::Person(key.clone(), msg));
    let parts = Parts {
        person,
        shell,
        has_list,
        app,
        on: &on,
    };
    match person.card(shell) {
        Card::Opening => skeleton(),
        Card::Stopped(problem) => {
            let retry = on.reform(|()| Msg::Retry);
            problem_card(problem, next_button(shell, problem, true, retry, app))
        }
        Card::SignedOut => signed_out(parts),
        Card::SigningIn => html! {
            <>{ heading(person) }{ busy(&t("signing_in"), Some(&t("signing_in_hint"))) }</>
        },
        Card::LoadingForm => html! { <>{ heading(person) }{ busy(&t("loading_form"), None) }</> },
        Card::Matched(record) => matched(parts, record),
        Card::Form(of_org) => lead_form(parts, of_org),
        Card::Pending(lead) => pending(parts, lead),
        Card::Created(lead) => created(parts, lead),
    }
}

fn heading(person: &PersonScreen) -> Html {
    let shown = &person.person;
    if shown.shown_name.is_empty() {
        return Html::default();
    }
    html! {
        <section class="person" aria-label={t("person")}>
            <h1>{ &shown.shown_name }</h1>
            if let Some(job) = shown.jobs.get(person.job) { <p>{ job_words(job) }</p> }
            if let Some(place) = &shown.place { <p class="quiet">{ place }</p> }
        </section>
    }
}

#[inline(never)]
fn signed_out(parts: Parts<'_>) -> Html {
    let Parts {
        person, shell, app, ..
    } = parts;
    let button = match person.problem.as_ref().map(Problem::next) {
        Some(Next::AllowAccess) => access_button(shell, true, app.reform(|()| AppMsg::SignIn)),
        _ => button("primary", "sign_in", app.reform(|_| AppMsg::SignIn)),
    };
    html! {
        <>
            { heading(person) }
            if let Some(report) = &person.report { { page_changed(shell, report, "changed_action", app) } }
            if let Some(problem) = &person.problem {
                { problem_card(problem, button) }
                if person.pending.is_some() {
                    { said("note", "kept_until_sign_in") }
                }
            } else {
                <section class="card">
                    if shell.signed_out { { said("", "signed_out") } }
                    <h2>{ t("sign_in_title") }</h2>
                    <p>{ t("sign_in_text") }</p>
                    <div class="actions">{ button }</div>
                </section>
            }
        </>
    }
}

#[inline(never)]
fn lead_form(parts: Parts<'_>, of_org: &Form) -> Html {
    let Parts {
        person,
        shell,
        has_list,
        app,
        on,
    } = parts;
    let saving = person.sending != Sending::No;
    let submit = on.reform(|event: SubmitEvent| {
        event.prevent_default();
        Msg::Form(form::Msg::Create {
            allow_duplicates: false,
        })
    });
    let errors = person.validation_errors(of_org);
    // No plain first choice while the answer is open, or says to look first.
    let asking = person.matches.remote == Remote::Loading;
    let plain = match &person.matches.remote {
        Remote::Loaded(found) => !found.candidates.iter().any(|one| one.why.is_strong()),
        // Nobody to ask for yet: the create asks.
        Remote::NotAsked => true,
        Remote::Loading | Remote::Failed(_) => false,
    };
    // What the org's duplicate rule has found stands in place of that.
    let problem = person.problem.as_ref();
    let ruled = problem.is_some_and(|problem| problem.next() == Next::LookAtRecords);
    html! {
        <form onsubmit={submit} novalidate=true aria-busy={saving.to_string()}>
            { back_to_list(has_list, app) }
            <h1 class="form-title">{ t(match person.object {
                Object::Lead => "new_lead",
                Object::Contact => "new_contact",
            }) }</h1>
            { choice(parts, proposed(&person.contact)) }
            { meters(shell) }
            if !ruled { { matches(parts) } }
            { form_problem(parts) }
            if let Some(report) = &person.report { { page_changed(shell, report, "changed_action", app) } }
            { for of_org.blockers.iter().map(|one| html! { <p class="obstacle" role="alert">{ sentence(one) }</p> }) }
            { for of_org.notes.iter().map(|one| html! { <p class="note">{ sentence(one) }</p> }) }
            { fields(parts, of_org, &errors) }
            { opportunity(parts) }
            <div class="foot">
                if !errors.is_empty() {
                    <p class="error" role="status">{ count("fields_need_attention", errors.len(), &[]) }</p>
                }
                <button type="submit" class={classes!("wide", (plain && !ruled).then_some("primary"))}
                    disabled={saving || asking || !of_org.blockers.is_empty()}>
                    if saving { <span class="spinner small" aria-hidden="true"></span> }
                    { t(match (saving, person.object) {
                        (true, _) => "creating",
                        (false, Object::Lead) => "create_lead",
                        (false, Object::Contact) => "create_contact",
                    }) }
                </button>
            </div>
        </form>
    }
}

fn form_problem(parts: Parts<'_>) -> Html {
    let Parts {
        person, shell, on, ..
    } = parts;
    let Some(problem) = person
        .problem
        .as_ref()
        .filter(|_| person.sending == Sending::No)
    else {
        return Html::default();
    };
    let may_create = problem.kind == Kind::DuplicatesFound && shell.allows_duplicates();
    let retry = on.reform(|()| Msg::Retry);
    let buttons = html! {
        <>
            { next_button(shell, problem, false, retry, parts.app) }
            { for person.matches.duplicates.iter().map(|record| record_card(record, true, on)) }
            if may_create {
                { button("", "create_anyway", on.reform(|_| Msg::Form(form::Msg::Create { allow_duplicates: true }))) }
            }
        </>
    };
    sent_problem_card(problem, buttons)
}
