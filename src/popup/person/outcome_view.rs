//! What has become of a create, as the rep sees it, and how much of the limits
//! is used.

use yew::prelude::*;

use super::Msg as PersonMsg;
use super::matches_view::card;
use super::outcome::{Actions, Msg, Sending};
use super::view::Parts;
use crate::journal::{Created, Pending};
use crate::popup::app::Msg as AppMsg;
use crate::popup::shell::Shell;
use crate::popup::view::{access_button, back_to_list, open_record};
use crate::problem::Next;
use crate::salesforce::limits::over;
use crate::salesforce::object::Object;
use crate::ui::parts::button;
use crate::ui::problem_view::passing_problem_card;
use crate::ui::text::{date_time, day, happened, number, t, t_with};

/// The record that was created.
#[inline(never)]
pub fn created(parts: Parts<'_>, lead: &Created) -> Html {
    let busy = parts.person.sending != Sending::No;
    let add_role = parts
        .on
        .reform(|_: MouseEvent| PersonMsg::Outcome(Msg::AddRole));
    let row = |name: &str, value: Option<&str>| {
        value.filter(|value| !value.is_empty()).map(|value| {
            html! { <><dt>{ t(name) }</dt><dd>{ value.to_owned() }</dd></> }
        })
    };
    html! {
        <section class="created" role="status">
            <svg class="tick" viewBox="0 0 48 48" aria-hidden="true"><circle cx="24" cy="24" r="22" /><path d="m14 25 7 7 13-15" /></svg>
            <h1>{ t(match (lead.object, lead.found_again) {
                (Object::Lead, true) => "lead_was_saved",
                (Object::Lead, false) => "lead_created",
                (Object::Contact, true) => "contact_was_saved",
                (Object::Contact, false) => "contact_created",
            }) }</h1>
            if lead.found_again { <p class="quiet">{ t("lead_found_again") }</p> }
            <dl>
                { row("row_name", Some(&lead.name)) }
                { row(match lead.object {
                    Object::Lead => "row_company",
                    Object::Contact => "row_account",
                }, Some(&lead.company)) }
                { row("row_owner", lead.owner.as_deref()) }
                { row("row_lead_source", lead.lead_source.as_deref()) }
                if let Some(role) = lead.role.as_ref().filter(|role| role.problem.is_none()) {
                    { row("row_opportunity", Some(&role.role.name)) }
                }
            </dl>
            if let Some(problem) = role_problem(lead) {
                <div class="note" role="alert">
                    { problem }
                    <button type="button" disabled={busy} onclick={add_role}>{ t("try_again") }</button>
                </div>
            }
            { open_record(&lead.url, "button primary wide") }
        </section>
    }
}

/// Why a Contact lacks its part in an Opportunity, if it does, or may.
pub fn role_problem(lead: &Created) -> Option<Html> {
    let role = lead.role.as_ref()?;
    let problem = role.problem.as_ref()?;
    let text = match role.sent {
        Some(_) => "role_unclear",
        None => "role_not_saved",
    };
    let said = problem.more().and_then(|more| more.said.as_ref());
    Some(html! {
        <>
            <p>{ t_with(text, &[&role.role.name]) }</p>
            <p>{ happened(problem.kind) }</p>
            if let Some(said) = said { <p class="quiet" dir="auto">{ said }</p> }
        </>
    })
}

/// A profile's Lead that is kept and not done.
#[inline(never)]
pub fn pending(parts: Parts<'_>, lead: &Pending) -> Html {
    let Parts {
        person,
        shell,
        has_list,
        app,
        on,
    } = parts;
    let why = &lead.waiting.why;
    let busy = person.sending != Sending::No;
    let resume = on.reform(|allow_duplicates| PersonMsg::Outcome(Msg::Resume(allow_duplicates)));
    let give_up = on.reform(|()| PersonMsg::Outcome(Msg::GiveUp));
    let resumed = resume.reform(|()| false);
    let buttons = html! {
        <>
            if why.next() == Next::SignIn {
                { button("primary", "sign_in", app.reform(|_| AppMsg::SignIn)) }
            }
            if why.next() == Next::AllowAccess {
                { access_button(shell, true, resumed) }
            }
            { action_buttons(Actions::of_pending(lead), busy, shell, &resume, &give_up) }
        </>
    };
    html! {
        <section class="kept" aria-busy={busy.to_string()}>
            { back_to_list(has_list, app) }
            <h1>{ &lead.name }</h1>
            <p class="quiet">{ &lead.company }</p>
            <p role="status">{ t(match (lead.object, lead.sent) {
                (Object::Lead, true) => "lead_sent",
                (Object::Lead, false) => "lead_kept",
                (Object::Contact, true) => "contact_sent",
                (Object::Contact, false) => "contact_kept",
            }) }</p>
            { passing_problem_card(why, lead.waiting.next.is_some(), buttons) }
            { for person.matches.duplicates.iter().map(|record| card(record, true, on)) }
            if let Some(next) = lead.waiting.next { <p class="quiet">{ t_with("next_try", &[&date_time(next)]) }</p> }
        </section>
    }
}

/// The buttons that go with an entry of the journal.
pub fn action_buttons(
    actions: Actions,
    busy: bool,
    shell: &Shell,
    resume: &Callback<bool>,
    give_up: &Callback<()>,
) -> Html {
    html! {
        <>
            if actions.retry {
                <button type="button" disabled={busy} onclick={resume.reform(|_| false)}>{ t(if busy { "trying" } else { "try_again" }) }</button>
            }
            if actions.allow_duplicates && shell.allows_duplicates() {
                <button type="button" disabled={busy} onclick={resume.reform(|_| true)}>{ t("create_anyway") }</button>
            }
            if actions.give_up {
                <button type="button" disabled={busy} onclick={give_up.reform(|_| ())}>{ t("give_up") }</button>
            }
        </>
    }
}

/// Above the form from 80 % of a limit on: how much of it is used.
pub fn meters(shell: &Shell) -> Html {
    let month = &shell.month;
    let used = month.used.min(month.limit);
    let (used_text, limit_text) = (number(used), number(month.limit));
    let words = if used == month.limit {
        t_with(
            "month_full",
            &[&used_text, &limit_text, &day(month.next as f64)],
        )
    } else {
        t_with("month_used", &[&used_text, &limit_text])
    };
    let usage = shell.api_usage.filter(|usage| usage.is_high());
    html! {
        <>
            if month.limit > 0 && over(month.used, month.limit, 80) {
                <div class="meter">
                    <p id="month">{ words }</p>
                    <meter aria-labelledby="month" min="0" optimum="0" high={(month.limit / 5 * 4).to_string()} max={month.limit.to_string()} value={used.to_string()}></meter>
                </div>
            }
            if let Some(usage) = usage {
                <p class="note" role="status">{ t_with("api_usage", &[&number(usage.used), &number(usage.allowed)]) }</p>
            }
        </>
    }
}
