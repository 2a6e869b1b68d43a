//! The list as the rep sees it.

use yew::prelude::*;

use super::rest::Rest;
use super::row_view::{checked, row};
use super::{Bulk, Msg, Row};
use crate::journal::csv::{self, To};
use crate::popup::app::Msg as AppMsg;
use crate::popup::person::contact_view;
use crate::popup::person::form_view::fields;
use crate::popup::person::matches_view::gaps;
use crate::popup::person::outcome_view::meters;
use crate::popup::person::view::Parts;
use crate::popup::person::{self, Card};
use crate::popup::shell::Shell;
use crate::popup::view::{access_button, next_button};
use crate::problem::{Kind, Next, Problem};
use crate::salesforce::object::Object;
use crate::ui::frame::busy;
use crate::ui::parts::{button, said};
use crate::ui::problem_view::{passing_problem_card, problem_card};
use crate::ui::text::{count, date_time, happened, number, sentence, t, t_with};

/// The element that the rows stand in.
pub const ROWS: &str = "#rows";

/// What the parts of the list are drawn from.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    pub(super) list: &'a Bulk,
    pub(super) shell: &'a Shell,
    pub(super) app: &'a Callback<AppMsg>,
    pub(super) on: &'a Callback<Msg>,
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
            if let Some(problem) = problem {
                { problem_card(problem, match problem.next() {
                    Next::AllowAccess => access_button(shell, true, app.reform(|()| AppMsg::SignIn)),
                    _ => Html::default(),
                }) }
            }
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
            if list.moved || list.unrendered > 0 {
                <div class={classes!("again", list.moved.then_some("note"))} role="status">
                    <p class={classes!((!list.moved).then_some("quiet"))}>{ match list.moved {
                        true => t("list_moved"),
                        false => count("people_unrendered", list.unrendered as usize, &[]),
                    } }</p>
                    { button("", "read_again", again) }
                </div>
            }
            if let Some(problem) = &list.problem {
                <p class="note" role="status">{ t_with("list_not_checked", &[&happened(problem.kind)]) }</p>
            }
            { gaps(&list.gaps) }
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
        Some(problem) => html! {
            <>
                { problem_card(problem, button) }
                if problem.kind == Kind::SessionEnded { { said("note", "kept_until_sign_in") } }
            </>
        },
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
    let known = list.rows.iter().filter(|row| row.has_account()).count();
    let hint = (known > 0).then(|| count("list_accounts", known, &[]));
    html! {
        <>
            { contact_view::choice(parts, hint) }
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
                if let Some(next) = waiting.next { <p class="quiet">{ t_with("next_try", &[&date_time(next)]) }</p> }
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
                { match (chosen, list.object()) {
                    (0, _) => t("list_choose"),
                    (_, Object::Lead) => count("list_create", chosen, &[]),
                    (_, Object::Contact) => count("list_create_contacts", chosen, &[]),
                } }
            </button>
        </div>
    }
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
