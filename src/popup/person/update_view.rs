//! Differences from this page, line by line.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::Msg as PersonMsg;
use super::contact_view::account_card;
use super::update::{Msg, Remote};
use super::view::Parts;
use crate::browser::zone;
use crate::problem::{Next, Problem, Saved};
use crate::salesforce::object::Object;
use crate::ui::parts::{button, said};
use crate::ui::problem_view::sent_problem_card;
use crate::ui::text::{count, date_time, happened, t, t_with};
use crate::update::{Difference, Line, Record};

/// Below the matched record's card.
#[inline(never)]
pub fn comparison(parts: Parts<'_>) -> Html {
    let Parts { person, on, .. } = parts;
    let comparison = &person.comparison;
    let again = || {
        button(
            "",
            "look_again",
            on.reform(|_| PersonMsg::Update(Msg::LookAgain)),
        )
    };
    if let Some(done) = &comparison.done {
        return html! {
            <section class="updates" aria-labelledby="updated">
                <h2 id="updated" tabindex="-1">{ t("updated_title") }</h2>
                <div role="status"><ul>{ for done.lines.iter().map(changed) }</ul></div>
                { again() }
            </section>
        };
    }
    let body = match &comparison.remote {
        Remote::NotAsked => return Html::default(),
        Remote::Loading => said("asking", "updates_asking"),
        Remote::Failed(problem) => html! {
            <div class="note" role="status">
                <p>{ t_with("updates_failed", &[&happened(problem.kind)]) }</p>
                { again() }
            </div>
        },
        Remote::Loaded(record) => lines(parts, record),
    };
    html! {
        <section class="updates" aria-labelledby="updates">
            <h2 id="updates">{ t("updates_title") }</h2>
            { body }
        </section>
    }
}

/// What was written, old and new.
pub fn changed(line: &Line) -> Html {
    html! {
        <li key={line.field.clone()}>
            <strong>{ &line.label }</strong>{ ": " }
            { match line.old.is_empty() {
                true => t_with("update_filled", &[&line.new]),
                false => t_with("update_changed", &[&line.old, &line.new]),
            } }
        </li>
    }
}

fn lines(parts: Parts<'_>, record: &Record) -> Html {
    let Parts {
        person, shell, on, ..
    } = parts;
    let comparison = &person.comparison;
    let all = person.differences(shell);
    let since = of_record(&record.changed);
    let since = match &record.changed_by {
        Some(by) => t_with("updates_since_by", &[&since, by]),
        None => t_with("updates_since", &[&since]),
    };
    let ticked = all.iter().filter(|one| one.ticked).count();
    let submit = on.reform(|event: SubmitEvent| {
        event.prevent_default();
        PersonMsg::Update(Msg::Save)
    });
    html! {
        <form onsubmit={submit} novalidate=true aria-busy={comparison.saving.to_string()}>
            if record.person_account { { said("note", "updates_person_account") } }
            if let Some(company) = person.left() {
                <div class="note" role="status">
                    <p><strong>{ t_with("left_company", &[company]) }</strong></p>
                    if record.object == Object::Contact {
                        { button("", "create_at_new_company", on.reform(|_| PersonMsg::Update(Msg::CreateAtNewCompany))) }
                    }
                </div>
            }
            if let Some(problem) = &comparison.problem { { refused(problem, parts) } }
            if all.is_empty() {
                { said("quiet", "updates_none") }
            } else {
                <p class="quiet">{ since }</p>
                { for all.iter().map(|one| line(parts, record, one)) }
                <button type="submit" class="wide primary" disabled={comparison.saving || ticked == 0}>
                    { match (comparison.saving, ticked) {
                        (true, _) => t("updating"),
                        (false, 0) => t("update_nothing"),
                        (false, many) => count("update_fields", many, &[]),
                    } }
                </button>
            }
        </form>
    }
}

fn refused(problem: &Problem, parts: Parts<'_>) -> Html {
    let again = problem.saved == Saved::Unknown || problem.next() == Next::TryAgain;
    let button = html! {
        if again {
            { button("", "look_again", parts.on.reform(|_| PersonMsg::Update(Msg::LookAgain))) }
        }
    };
    sent_problem_card(problem, button)
}

fn line(parts: Parts<'_>, record: &Record, one: &Difference) -> Html {
    let Parts { person, on, .. } = parts;
    let comparison = &person.comparison;
    let line = &one.line;
    let problem = comparison.problem.as_ref();
    let wrong = problem.is_some_and(|problem| problem.about().contains(&line.field));
    let chooses = record.object == Object::Contact && line.row == "Company";
    let id = format!("update-{}", line.row);
    let about = format!("{id}-about");
    let row = line.row.clone();
    let tick = on.reform(move |event: Event| {
        let on = event.target_unchecked_into::<HtmlInputElement>().checked();
        PersonMsg::Update(Msg::Tick(row.clone(), on))
    });
    html! {
        <div key={line.row.clone()} class={classes!("difference", wrong.then_some("wrong"))}>
            <div class="switch">
                <input id={id.clone()} type="checkbox" checked={one.ticked} disabled={line.value.is_empty() || comparison.saving}
                    aria-describedby={about.clone()} aria-invalid={wrong.then_some("true")} onchange={tick} />
                <label for={id}>{ &line.label }</label>
            </div>
            <div id={about}>
                <p class="quiet" dir="auto">{ match line.old.is_empty() {
                    true => t("update_held_nothing"),
                    false => t_with("update_held", &[&line.old]),
                } }</p>
                <p dir="auto">{ t_with("update_says", &[&line.new]) }</p>
                if let Some(doubt) = one.doubt { <p class="doubt">{ t(doubt.key()) }</p> }
                if wrong { <p class="error">{ problem.map(|problem| happened(problem.kind)) }</p> }
            </div>
            if chooses { { accounts(parts) } }
        </div>
    }
}

/// The Accounts that a Contact may have moved to: the rep chooses.
fn accounts(parts: Parts<'_>) -> Html {
    let Parts { person, on, .. } = parts;
    let comparison = &person.comparison;
    let Some(found) = &comparison.accounts else {
        return html! {
            <button type="button" disabled={comparison.looking} onclick={on.reform(|_| PersonMsg::Update(Msg::FindAccounts))}>
                { t(if comparison.looking { "lookup_asking" } else { "update_choose_account" }) }
            </button>
        };
    };
    let chosen = comparison
        .account
        .as_ref()
        .map(|account| account.id.as_str());
    html! {
        <div class="accounts">
            if found.unchecked {
                { said("quiet", "accounts_unchecked") }
            } else if found.near.is_empty() {
                { said("quiet", "update_no_account") }
            }
            { for found.near.iter().map(|account| {
                let choose = {
                    let account = account.clone();
                    on.reform(move |_: MouseEvent| PersonMsg::Update(Msg::Account(account.clone())))
                };
                account_card(account, chosen == Some(account.id.as_str()), choose)
            }) }
        </div>
    }
}

/// A record's date and time in the rep's own zone.
fn of_record(text: &str) -> String {
    zone::of_text(text).map_or_else(|| text.to_owned(), date_time)
}
