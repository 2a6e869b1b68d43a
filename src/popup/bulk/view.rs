//! The list as the rep sees it.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::rest::Rest;
use super::row::{Row, Standing};
use super::{Bulk, Msg};
use crate::journal::batch::Stage;
use crate::journal::csv::{self, To};
use crate::matching::Candidate;
use crate::popup::app::{Msg as AppMsg, Shell};
use crate::popup::person::form_view::{fields, job_words};
use crate::popup::person::matches_view::reason;
use crate::popup::person::outcome_view::meters;
use crate::popup::person::view::Parts;
use crate::popup::person::{self, Card};
use crate::popup::view::{next_button, open_record};
use crate::problem::{Kind, Next, Problem};
use crate::ui::dom::value_of;
use crate::ui::frame::busy;
use crate::ui::parts::{button, said};
use crate::ui::problem_view::{passing_problem_card, problem_card};
use crate::ui::text::{count, happened, moment, number, sentence, t, t_with};
use crate::update::is_out_of_date;

/// The element that the rows stand in.
pub const ROWS: &str = "#rows";

/// What the parts of the list are drawn from.
#[derive(Clone, Copy)]
struct Seen<'a> {
    list: &'a Bulk,
    shell: &'a Shell,
    app: &'a Callback<AppMsg>,
    on: &'a Callback<Msg>,
}

/// The list; above it what went wrong while nobody was chosen.
#[inline(never)]
pub fn view(list: &Bulk, shell: &Shell, problem: Option<&Problem>, app: &Callback<AppMsg>) -> Html {
    let on = app.reform(AppMsg::List);
    let seen = Seen {
        list,
        shell,
        app,
        on: &on,
    };
    html! {
        <section class="list">
            if let Some(problem) = problem { { problem_card(problem, Html::default()) } }
            { head(seen) }
            { rows(seen) }
            { foot(seen) }
        </section>
    }
}

fn head(seen: Seen<'_>) -> Html {
    let Seen {
        list,
        shell,
        app,
        on,
    } = seen;
    let people = list.rows.iter().filter(|row| !row.elsewhere).count();
    let again = on.reform(|_: MouseEvent| Msg::ReadAgain);
    html! {
        <>
            <h1>{ count("people_on_page", people, &[]) }</h1>
            if list.unrendered > 0 {
                <p class="quiet" role="status">{ count("people_unrendered", list.unrendered as usize, &[]) }</p>
            }
            if list.moved {
                <div class="note" role="status">
                    <p>{ t("list_moved") }</p>
                    { button("", "read_again", again) }
                </div>
            }
            if let Some(problem) = &list.problem {
                <p class="note" role="status">{ t_with("list_not_checked", &[&happened(problem.kind)]) }</p>
            }
            { meters(shell) }
            if let Some(problem) = &list.failed { { problem_card(problem, next_button(shell, problem, true, on.reform(|()| Msg::Create), app)) } }
            { progress(seen) }
            { match list.shared.card(shell) {
                Card::SignedOut => sign_in(seen),
                Card::SigningIn => busy(&t("signing_in"), Some(&t("signing_in_hint"))),
                Card::Stopped(problem) => {
                    let key = list.shared.draft.key.clone();
                    let retry = app.reform(move |()| AppMsg::Person(key.clone(), person::Msg::Retry));
                    problem_card(problem, next_button(shell, problem, true, retry, app))
                }
                Card::Form(_) => shared(seen),
                _ => said("quiet", "loading_form"),
            } }
        </>
    }
}

fn sign_in(seen: Seen<'_>) -> Html {
    let Seen {
        list, shell, app, ..
    } = seen;
    let button = button("primary", "sign_in", app.reform(|_| AppMsg::SignIn));
    match &list.shared.problem {
        Some(problem) => problem_card(problem, button),
        None => html! {
            <section class="card">
                if shell.signed_out { { said("", "signed_out") } }
                <h2>{ t("sign_in_list_title") }</h2>
                <p>{ t("sign_in_text") }</p>
                <div class="actions">{ button }</div>
            </section>
        },
    }
}

/// What is filled in once for all.
fn shared(seen: Seen<'_>) -> Html {
    let Seen {
        list, shell, app, ..
    } = seen;
    let Some(form) = list.shared_form() else {
        return Html::default();
    };
    let key = list.shared.draft.key.clone();
    let on = app.reform(move |msg| AppMsg::Person(key.clone(), msg));
    let parts = Parts {
        person: &list.shared,
        shell,
        has_list: false,
        app,
        on: &on,
    };
    let errors = list.shared.validation_errors(&form);
    let any = form
        .fields
        .iter()
        .any(|field| list.shared.draft.shows(field, false))
        || !form.record_types.is_empty();
    html! {
        <>
            { for form.blockers.iter().map(|text| html! { <p class="obstacle" role="alert">{ sentence(text) }</p> }) }
            { for form.notes.iter().map(|text| html! { <p class="note">{ sentence(text) }</p> }) }
            if any {
                <section class="card shared" aria-labelledby="shared">
                    <h2 id="shared">{ t("list_shared") }</h2>
                    { fields(parts, &form, &errors) }
                </section>
            }
        </>
    }
}

/// How those stand that were asked for together.
fn progress(seen: Seen<'_>) -> Html {
    let Seen { list, app, on, .. } = seen;
    let tally = list.tally();
    let (all, done) = (tally.all(), tally.done());
    if all == 0 {
        return Html::default();
    }
    let words = count("list_done", done, &[&number(all as u32)]);
    let ends = [
        ("list_created", tally.created),
        ("list_known", tally.known),
        ("list_refused", tally.refused),
        ("list_waiting", tally.waiting),
        ("list_not_sent", tally.not_sent),
    ];
    let ends = ends.into_iter().filter(|(_, many)| *many > 0);
    let under_way = tally.under_way > 0;
    let stop = on.reform(|_: MouseEvent| Msg::Stop);
    let waits = list.waits().filter(|_| !under_way);
    html! {
        <section class="card progress" aria-labelledby="progress">
            <h2 id="progress">{ t(if under_way { "list_creating" } else { "list_ended" }) }</h2>
            if under_way {
                <progress aria-label={words.clone()} max={all.to_string()} value={done.to_string()}></progress>
                <p role="status">{ words }</p>
                <p class="quiet">{ t("list_goes_on") }</p>
            } else {
                <div role="status">
                    <ul class="ends">
                        { for ends.map(|(key, many)| html! { <li class="badge">{ count(key, many, &[]) }</li> }) }
                    </ul>
                </div>
            }
            if under_way {
                <div class="actions">{ button("", "list_stop", stop.clone()) }</div>
            }
            if let Some(waiting) = waits {
                { passing_problem_card(&waiting.why, waiting.next.is_some(), html! {
                    <>
                        if waiting.why.next() == Next::SignIn {
                            { button("primary", "sign_in", app.reform(|_| AppMsg::SignIn)) }
                        } else {
                            { button("", "list_resume", on.reform(|_| Msg::Resume)) }
                        }
                        { button("", "list_drop", stop.clone()) }
                    </>
                }) }
                if let Some(next) = waiting.next { <p class="quiet">{ t_with("next_try", &[&moment(next)]) }</p> }
            }
            if !under_way && list.rows.iter().any(Row::is_left) {
                <div class="actions">
                    { button("", "list_save_rest", on.reform(|_| Msg::SaveRest)) }
                    <button type="button" aria-live="polite" onclick={on.reform(|_| Msg::CopyRest)}>
                        { t(if list.copied { "copied" } else { "list_copy_rest" }) }
                    </button>
                </div>
            }
        </section>
    }
}

fn rows(seen: Seen<'_>) -> Html {
    let Seen {
        list, shell, on, ..
    } = seen;
    let window = list.window();
    let new = list.count_new();
    let all = new > 0 && list.chosen() == new;
    let tick_all = on.reform(|event: web_sys::Event| Msg::TickAll(checked(&event)));
    // By an attribute of its own: the page takes no styles in its markup.
    let gap = |height: f64| {
        html! { <svg class="gap" width="1" height={height.to_string()} aria-hidden="true"></svg> }
    };
    html! {
        <>
            if shell.who.is_some() && new > 0 {
                <label class="choice all">
                    <input type="checkbox" checked={all} onchange={tick_all} />
                    { count("list_choose_all", new, &[]) }
                </label>
            }
            <div class="rows">
                { gap(window.above) }
                <ul id="rows" aria-label={t("list_label")}>
                    { for window.rows.clone().map(|at| row(seen, at)) }
                </ul>
                { gap(window.below) }
            </div>
        </>
    }
}

fn row(seen: Seen<'_>, at: usize) -> Html {
    let Seen {
        list,
        shell,
        app,
        on,
    } = seen;
    let row = &list.rows[at];
    let key = row.key().to_owned();
    let name = row.person.shown_name.clone();
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
                { open_record(&record.url, classes!("link")) }
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
                    { open_record(&created.url, classes!("link")) }
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
            "known",
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
                "",
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
    let anyway = problem.kind == Kind::DuplicatesFound && shell.allows_duplicates();
    html! {
        <div class="reason">
            <p>{ happened(problem.kind) }</p>
            if let Some(said) = said { <p class="quiet">{ said }</p> }
            if anyway {
                <button type="button" disabled={busy} aria-label={t_with("list_anyway_for", &[&row.person.shown_name])}
                    onclick={on.reform(move |_| Msg::Anyway(id.clone()))}>{ t(if busy { "creating" } else { "create_anyway" }) }</button>
            }
        </div>
    }
}

fn foot(seen: Seen<'_>) -> Html {
    let Seen {
        list, shell, on, ..
    } = seen;
    if shell.who.is_none() || list.count_new() == 0 {
        return Html::default();
    }
    let chosen = list.chosen();
    let left = shell.month_left();
    let scarce = shell.scarce_requests(chosen);
    html! {
        <div class="foot">
            if chosen > left {
                <p class="error" role="status">{ count("list_month_left", left, &[]) }</p>
            }
            if let Some(requests) = scarce {
                <p class="note" role="status">{ count("list_requests", chosen, &[&number(requests as u32)]) }</p>
            }
            if list.looking { <p class="asking" role="status"><span class="spinner small" aria-hidden="true"></span>{ t("list_asking") }</p> }
            <button type="button" class="primary wide" disabled={!list.may_create(shell)} onclick={on.reform(|_| Msg::Create)}>
                if list.starting { <span class="spinner small" aria-hidden="true"></span> }
                { if chosen == 0 { t("list_choose") } else { count("list_create", chosen, &[]) } }
            </button>
        </div>
    }
}

fn checked(event: &web_sys::Event) -> bool {
    event.target_unchecked_into::<HtmlInputElement>().checked()
}

/// What was left over as a table, with its head.
pub fn table(rows: Vec<Rest>, to: To) -> String {
    let head = [
        "csv_first_name",
        "csv_last_name",
        "csv_company",
        "csv_title",
        "csv_email",
        "csv_phone",
        "csv_profile",
        "csv_reason",
    ];
    let head = head.map(t).to_vec();
    let rows = rows.into_iter().map(|row| {
        let reason = row.why.map(|why| happened(why.kind));
        let mut cells = row.values;
        cells.extend([row.link, reason.unwrap_or_default()]);
        cells
    });
    csv::table(std::iter::once(head).chain(rows), to)
}
