//! A row of the list as the rep sees it: who it is, how it stands, and what is
//! filled in there.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::Msg;
use super::row::{Row, Standing};
use super::view::Seen;
use crate::journal::batch::Stage;
use crate::matching::Candidate;
use crate::popup::app::Msg as AppMsg;
use crate::popup::person::contact::ACCOUNT;
use crate::popup::person::contact_view;
use crate::popup::person::form_view::job_words;
use crate::popup::person::matches_view::reason;
use crate::popup::shell::Shell;
use crate::popup::view::open_record;
use crate::problem::{Kind, Problem};
use crate::ui::dom::value_of;
use crate::ui::text::{count, happened, t, t_with};
use crate::update::is_out_of_date;

/// One of the rows.
pub(super) fn row(seen: Seen<'_>, at: usize) -> Html {
    let Seen {
        list,
        shell,
        app,
        on,
    } = seen;
    let row = &list.rows[at];
    let key = row.key().to_owned();
    let name = match row.person.shown_name.as_str() {
        "" => t("list_no_name"),
        name => name.to_owned(),
    };
    let job = row.person.jobs.first();
    let company = job.and_then(|job| job.company.as_ref());
    let whom = match company {
        Some(company) => t_with("list_whom", &[&name, &company.value]),
        None => name.clone(),
    };
    let tick = {
        let key = key.clone();
        on.reform(move |event: web_sys::Event| Msg::Tick(key.clone(), checked(&event)))
    };
    let open = app.reform(move |_: MouseEvent| AppMsg::Choose(at));
    let said = row.refused().map(|problem| refusal(seen, row, problem));
    html! {
        <li key={key.clone()} aria-setsize={list.rows.len().to_string()} aria-posinset={(at + 1).to_string()}>
            <div class="row">
                if shell.who.is_some() && row.may_be_chosen() {
                    <input type="checkbox" aria-label={whom} checked={row.ticked} onchange={tick} />
                } else {
                    <span></span>
                }
                if row.elsewhere {
                    <span class="whom"><strong dir="auto">{ name }</strong></span>
                } else {
                    <button type="button" class="whom" onclick={open}>
                        <strong dir="auto">{ name }</strong>
                        if let Some(job) = job { <span class="quiet">{ job_words(job) }</span> }
                        if let Some(account) = row.shown_account() {
                            <span class="quiet">{ t_with("account_label", &[account]) }</span>
                        }
                    </button>
                }
                { state(seen, row) }
            </div>
            { for row.fields().iter().map(|field| fill_in(seen, row, at, field)) }
            { said.unwrap_or_default() }
        </li>
    }
}

/// Whether the record says otherwise than the row, of what the admin has offered.
fn is_old(shell: &Shell, row: &Row, record: &Candidate) -> bool {
    let settings = shell.policy.as_ref().map(|policy| &policy.settings);
    settings.is_some_and(|settings| is_out_of_date(&row.person, record, settings))
}

/// What is known of a row, or how it stands.
fn state(seen: Seen<'_>, row: &Row) -> Html {
    let badge = |class: &'static str, text: String| html! { <span class={classes!("badge", class)}>{ text }</span> };
    let known = |record: &Candidate, words: &str| {
        html! {
            <span class="state">
                { badge("known", t(words)) }
                { open_record(&record.url, "link") }
            </span>
        }
    };
    match row.standing() {
        Standing::AskedFor(stage) => match stage {
            Stage::Queued => badge("", t("stage_queued")),
            Stage::Sending => badge("open", t("stage_sending")),
            Stage::Created(created) => html! {
                <span class="state">
                    { badge("done", t("status_created")) }
                    { open_record(&created.url, "link") }
                </span>
            },
            Stage::Known(record) => known(record, "already_in_crm"),
            Stage::Waiting(waiting) => html! {
                <span class="state" title={happened(waiting.why.kind)}>{ badge("open", t("status_waiting")) }</span>
            },
            Stage::Refused(_) => badge("wrong", t("status_refused")),
            Stage::NotSent => badge("", t("stage_not_sent")),
        },
        Standing::Known(record) => known(
            record,
            match is_old(seen.shell, row, record) {
                true => "list_out_of_date",
                false => "already_in_crm",
            },
        ),
        Standing::Twice => badge("known", t("list_twice")),
        Standing::Perhaps(record, more) => badge(
            "known why",
            match more {
                1 => t_with("row_found", &[&t(record.object.key()), &reason(record.why)]),
                many => count("list_perhaps", many, &[]),
            },
        ),
        Standing::Lacks => badge("open", t("list_lacks")),
        Standing::New if row.refused().is_some() => badge("wrong", t("status_refused")),
        Standing::New if seen.list.looking => Html::default(),
        Standing::New => match row
            .found
            .as_ref()
            .and_then(|found| found.candidates.first())
        {
            Some(record) => badge(
                "why",
                t_with("row_found", &[&t(record.object.key()), &reason(record.why)]),
            ),
            None => Html::default(),
        },
    }
}

/// A field that stands in the way, where a line of text fills it in; others are
/// filled in in the row's own form.
fn fill_in(seen: Seen<'_>, row: &Row, at: usize, name: &str) -> Html {
    let Seen { list, on, .. } = seen;
    let form = list.shared.form.as_ref();
    let field = form.and_then(|form| form.fields.iter().find(|field| field.name == name));
    let Some(field) = field else {
        return Html::default();
    };
    if name == ACCOUNT && !row.accounts().is_empty() {
        return account(seen, row, at, &field.label);
    }
    if field.input.max().is_none() {
        return html! { <p class="hint">{ t_with("list_open_row", &[&field.label]) }</p> };
    }
    let id = format!("row-{at}-{name}");
    let (key, name) = (row.key().to_owned(), name.to_owned());
    let page = list
        .shared
        .form
        .as_ref()
        .map(|form| row.draft(form, &list.shared.draft));
    let value = page
        .map(|draft| draft.value(&name).to_owned())
        .unwrap_or_default();
    let typed =
        on.reform(move |event: InputEvent| Msg::Type(key.clone(), name.clone(), value_of(&event)));
    html! {
        <div class="field fill-in">
            <label for={id.clone()} dir="auto">{ &field.label }</label>
            <input {id} type="text" dir="auto" autocomplete="off" spellcheck="false" {value} oninput={typed} />
        </div>
    }
}

/// The Accounts that a company may be, told apart, to choose among.
fn account(seen: Seen<'_>, row: &Row, at: usize, label: &str) -> Html {
    let id = format!("row-{at}-account");
    let key = row.key().to_owned();
    let chosen = row.typed.value(ACCOUNT);
    let choose = seen
        .on
        .reform(move |event: web_sys::Event| Msg::Account(key.clone(), value_of(&event)));
    html! {
        <div class="field fill-in">
            <label for={id.clone()} dir="auto">{ label }</label>
            <select {id} onchange={choose}>
                <option value="" selected={chosen.is_empty()}>{ t("update_choose_account") }</option>
                { for row.accounts().iter().map(|account| html! {
                    <option key={account.id.clone()} dir="auto" value={account.id.clone()} selected={account.id == chosen}>
                        { contact_view::account_words(account) }
                    </option>
                }) }
            </select>
        </div>
    }
}

/// Why a row was not taken, and what can be done about it.
fn refusal(seen: Seen<'_>, row: &Row, problem: &Problem) -> Html {
    let Seen {
        list, shell, on, ..
    } = seen;
    let said = problem.more().and_then(|more| more.said.clone());
    let id = row
        .asked_for
        .as_ref()
        .map(|(id, _)| id.clone())
        .unwrap_or_default();
    let busy = list.trying.as_ref() == Some(&id);
    let may_create = problem.kind == Kind::DuplicatesFound && shell.allows_duplicates();
    html! {
        <div class="reason">
            <p>{ happened(problem.kind) }</p>
            if let Some(said) = said { <p class="quiet">{ said }</p> }
            if may_create {
                <button type="button" disabled={busy} aria-label={t_with("list_anyway_for", &[&row.person.shown_name])}
                    onclick={on.reform(move |_| Msg::CreateAnyway(id.clone()))}>{ t(if busy { "creating" } else { "create_anyway" }) }</button>
            }
        </div>
    }
}

/// Whether a box is ticked now.
pub(super) fn checked(event: &web_sys::Event) -> bool {
    event.target_unchecked_into::<HtmlInputElement>().checked()
}
