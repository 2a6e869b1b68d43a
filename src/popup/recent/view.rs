//! The recent Leads as the rep sees them.

use yew::prelude::*;

use super::{Msg, Recent};
use crate::journal::csv::Words;
use crate::journal::{Entry, State};
use crate::popup::app::Msg as AppMsg;
use crate::popup::person::outcome::Actions;
use crate::popup::person::outcome_view::{action_buttons, role_problem};
use crate::popup::person::update_view::changed;
use crate::popup::shell::Shell;
use crate::popup::view::{copy_button, open_record};
use crate::ui::dom::value_of;
use crate::ui::frame::busy;
use crate::ui::parts::button;
use crate::ui::problem_view::problem_card;
use crate::ui::text::{action, beside, count, date_time, happened, t, t_with};
use crate::update::{self, Update};

/// The recent Leads.
#[inline(never)]
pub fn view(recent: &Recent, shell: &Shell, on: &Callback<AppMsg>) -> Html {
    let Some(all) = &recent.entries else {
        return busy(&t("recent_opening"), None);
    };
    let found = recent.found(status);
    let updates = recent.found_updates();
    let left = found.len().max(updates.len()).saturating_sub(recent.shown);
    let ids: Vec<String> = found.iter().map(|(id, _)| id.clone()).collect();
    html! {
        <section class="recent">
            { button("link back", "back", on.reform(|_| AppMsg::ShowRecent(false))) }
            <h1>{ t("recent_title") }</h1>
            if recent.quarantined > 0 {
                <p class="note" role="status">{ count("recent_quarantined", recent.quarantined as usize, &[]) }</p>
            }
            if let Some(problem) = &recent.problem { { problem_card(problem, Html::default()) } }
            if all.is_empty() && recent.updates.is_empty() {
                <p>{ t("recent_none") }</p>
            } else {
                <div class="field">
                    <label for="search">{ t("search") }</label>
                    <input id="search" type="search" value={recent.search.clone()}
                        oninput={on.reform(|event: InputEvent| AppMsg::Recent(Msg::Search(value_of(&event))))} />
                </div>
                <p class="quiet" role="status">{ count("recent_found", found.len() + updates.len(), &[]) }</p>
                <ul>{ for found.iter().take(recent.shown).map(|(id, entry)| row(recent, id, entry, shell, on)) }</ul>
                if !updates.is_empty() {
                    <h2>{ t("recent_updates") }</h2>
                    <ul>{ for updates.iter().take(recent.shown).map(|one| updated(one)) }</ul>
                }
                if left > 0 {
                    <button type="button" class="link" onclick={on.reform(|_| AppMsg::Recent(Msg::More))}>{ count("show_more_entries", left, &[]) }</button>
                }
                { button("", "export_csv", on.reform(move |_| AppMsg::Recent(Msg::Export(ids.clone())))) }
            }
        </section>
    }
}

/// The word for how an entry stands.
pub fn status(state: &State) -> String {
    t(match state {
        State::Waiting(_) => "status_waiting",
        State::Sent(_) => "status_sent",
        State::Created(_) => "status_created",
        State::Refused(_) => "status_refused",
        State::GivenUp => "status_given_up",
    })
}

/// The words of the exported table.
pub fn csv_words() -> Words<'static> {
    Words {
        head: [
            "csv_asked_for",
            "csv_status",
            "csv_first_name",
            "csv_last_name",
            "csv_company",
            "csv_title",
            "csv_email",
            "csv_phone",
            "csv_id",
            "csv_address",
            "csv_reason",
            "csv_changes",
        ]
        .map(t),
        status: &status,
        update_status: &update_status,
        reason: &|problem| happened(problem.kind),
        change: &|line| t_with("csv_change", &[&line.label, &line.old, &line.new]),
    }
}

/// The word for how an update stands.
fn update_status(state: &update::State) -> String {
    t(match state {
        update::State::Sent => "status_sent",
        update::State::Done => "status_updated",
        update::State::Refused(_) => "status_refused",
    })
}

/// A record that was brought up to date: old and new.
fn updated(update: &Update) -> Html {
    html! {
        <li key={format!("{} {}", update.record, update.at)} class="record" aria-label={update.name.clone()}>
            <p><strong>{ &update.name }</strong><span class="badge">{ update_status(&update.state) }</span></p>
            <p class="quiet">{ beside(&[&update.company, &date_time(update.at)]) }</p>
            <ul>{ for update.lines.iter().map(changed) }</ul>
            if let update::State::Refused(problem) = &update.state { <p>{ happened(problem.kind) }</p> }
            <div class="actions">{ open_record(&update.url, "button") }</div>
        </li>
    }
}

fn row(recent: &Recent, id: &str, entry: &Entry, shell: &Shell, on: &Callback<AppMsg>) -> Html {
    let busy = recent.trying.as_deref() == Some(id);
    let name = entry.name();
    let who = shell.who.as_ref();
    let foreign = who.is_none_or(|who| !crate::journal::is_of(id, who));
    let resume = {
        let id = id.to_owned();
        on.reform(move |allow_duplicates| AppMsg::Recent(Msg::Resume(id.clone(), allow_duplicates)))
    };
    let give_up = {
        let id = id.to_owned();
        on.reform(move |()| AppMsg::Recent(Msg::GiveUp(id.clone())))
    };
    html! {
        <li key={id.to_owned()} class="record" aria-label={name.clone()}>
            <p><strong>{ &name }</strong><span class={classes!("badge", entry.open().then_some("open"))}>{ status(&entry.state) }</span></p>
            <p class="quiet">{ beside(&[entry.company(), &date_time(entry.at)]) }</p>
            if let Some(why) = entry.why() {
                <p>{ happened(why.kind) }</p>
                <p class="quiet">{ action(why.kind) }</p>
            }
            if let State::Created(created) = &entry.state { { for role_problem(created) } }
            if foreign { <p class="quiet">{ t_with("requested_by", &[&entry.user]) }</p> }
            <div class="actions">
                if let State::Created(created) = &entry.state {
                    { open_record(&created.url, "button") }
                    { copy_button(shell, "copy", format!("{}, {}\n{}", created.name, created.company, created.url), on) }
                }
                if !foreign {
                    { action_buttons(Actions::of_entry(entry), busy, shell, &resume, &give_up) }
                }
            </div>
        </li>
    }
}
