//! The journal as a rep sees it: this profile's Lead that is not done, the
//! recent ones, and the question before signing out.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::match_view::{card, open_record};
use super::state::{Event, JournalEvent, Recent, State, Ways};
use super::view::copy_button;
use crate::browser::zone;
use crate::journal::{Entry, Pending, State as Standing};
use crate::policy::Duplicates;
use crate::salesforce::limits::over;
use crate::ui::problem_view::ProblemCard;

/// A profile's Lead that is kept and not done.
pub fn kept(state: &State, pending: &Pending, on: &Callback<Event>) -> Html {
    let why = &pending.waiting.why;
    let ways = Ways::of_pending(pending);
    html! {
        <section class="kept" aria-busy={state.saving.to_string()}>
            if !state.people().is_empty() {
                <button type="button" class="link" onclick={on.reform(|_| Event::BackToList)}>{ "\u{2039} Back to the list" }</button>
            }
            <h1>{ &pending.name }</h1>
            <p class="quiet">{ &pending.company }</p>
            <p role="status">{ if pending.sent { "This Lead was sent and is looked for." } else { "This Lead is kept on this computer." } }</p>
            <ProblemCard problem={why.clone()} passing={pending.waiting.next.is_some()}>
                if why.next() == crate::problem::Next::SignIn {
                    <button type="button" class="primary" onclick={on.reform(|_| Event::SignIn { someone_else: false })}>{ "Sign in to Salesforce" }</button>
                }
                { buttons(&pending.id, ways, state.saving, anyway_allowed(state), on) }
            </ProblemCard>
            { for state.matching.duplicates.iter().map(|record| card(record, true, on)) }
            if let Some(next) = pending.waiting.next { <p class="quiet">{ format!("Next try: {}.", zone::words(next)) }</p> }
        </section>
    }
}

fn anyway_allowed(state: &State) -> bool {
    state
        .policy
        .as_ref()
        .is_some_and(|policy| policy.settings.duplicates == Duplicates::Warn)
}

fn buttons(id: &str, ways: Ways, busy: bool, allow_duplicates: bool, on: &Callback<Event>) -> Html {
    let resume = |allow_duplicates: bool| {
        let id = id.to_owned();
        on.reform(move |_: MouseEvent| JournalEvent::Resume(id.clone(), allow_duplicates).into())
    };
    let give_up = {
        let id = id.to_owned();
        on.reform(move |_: MouseEvent| JournalEvent::GiveUp(id.clone()).into())
    };
    html! {
        <>
            if ways.again { <button type="button" disabled={busy} onclick={resume(false)}>{ if busy { "Trying\u{2026}" } else { "Try again" } }</button> }
            if ways.allow_duplicates && allow_duplicates { <button type="button" disabled={busy} onclick={resume(true)}>{ "Create anyway" }</button> }
            if ways.give_up { <button type="button" disabled={busy} onclick={give_up}>{ "Give up" }</button> }
        </>
    }
}

/// The recent Leads.
pub fn recent(state: &State, recent: &Recent, on: &Callback<Event>) -> Html {
    let Some(all) = &recent.entries else {
        return html! { <p class="busy" role="status"><span class="spinner" aria-hidden="true"></span>{ "Opening the journal\u{2026}" }</p> };
    };
    let found = recent.found();
    let left = found.len().saturating_sub(recent.shown);
    html! {
        <section class="recent">
            <button type="button" class="link" onclick={on.reform(|_| JournalEvent::Recent(false).into())}>{ "\u{2039} Back" }</button>
            <h1>{ "Recent Leads" }</h1>
            if recent.aside > 0 {
                <p class="note" role="status">{ format!("{} could not be read and set aside; the others are not touched. \u{201c}Erase history\u{201d} in the settings removes what was set aside.", entries(recent.aside as usize)) }</p>
            }
            if let Some(problem) = &recent.problem { <ProblemCard problem={problem.clone()} /> }
            if all.is_empty() {
                <p>{ "No Lead was created from here yet." }</p>
            } else {
                <div class="field">
                    <label for="search">{ "Search" }</label>
                    <input id="search" type="search" value={recent.search.clone()}
                        oninput={on.reform(|event: InputEvent| {
                            let input: HtmlInputElement = event.target_unchecked_into();
                            JournalEvent::Search(input.value()).into()
                        })} />
                </div>
                <p class="quiet" role="status">{ format!("{} found", entries(found.len())) }</p>
                <ul>{ for found.iter().take(recent.shown).map(|(id, entry)| row(state, recent, id, entry, on)) }</ul>
                if left > 0 {
                    <button type="button" class="link" onclick={on.reform(|_| JournalEvent::More.into())}>{ format!("Show more ({left})") }</button>
                }
                <button type="button" onclick={on.reform(|_| JournalEvent::Export.into())}>{ "Export as CSV" }</button>
            }
        </section>
    }
}

fn entries(count: usize) -> String {
    match count {
        1 => "1 entry".to_owned(),
        many => format!("{many} entries"),
    }
}

fn row(state: &State, recent: &Recent, id: &str, entry: &Entry, on: &Callback<Event>) -> Html {
    let busy = recent.trying.as_deref() == Some(id);
    let name = entry.name();
    let foreign = state
        .who
        .as_ref()
        .is_none_or(|who| !crate::journal::is_of(id, who));
    html! {
        <li key={id.to_owned()} class="record" aria-label={name.clone()}>
            <p><strong>{ &name }</strong><span class={classes!("badge", entry.open().then_some("open"))}>{ entry.status() }</span></p>
            <p class="quiet">{ format!("{} \u{b7} {}", entry.text("Company"), zone::words(entry.at)) }</p>
            if let Some(why) = entry.why() {
                <p>{ why.row().happened }</p>
                <p class="quiet">{ why.row().advice }</p>
            }
            if foreign { <p class="quiet">{ format!("Asked for by {}.", entry.user) }</p> }
            <div class="actions">
                if let Standing::Created(created) = &entry.state {
                    { open_record(&created.url, classes!("button")) }
                    { copy_button(state, "Copy", format!("{}, {}\n{}", created.name, created.company, created.url), on) }
                } else if !foreign {
                    { buttons(id, Ways::of_entry(entry), busy, anyway_allowed(state), on) }
                }
            </div>
        </li>
    }
}

/// Before signing out with Leads that are not done.
pub fn leaving(open: usize, on: &Callback<Event>) -> Html {
    let (text, stays) = match open {
        1 => (
            "1 Lead is not done.".to_owned(),
            "It stays on this computer and is finished when you sign in again as the same user.",
        ),
        many => (
            format!("{many} Leads are not done."),
            "They stay on this computer and are finished when you sign in again as the same user.",
        ),
    };
    html! {
        <section class="card" role="alertdialog" aria-labelledby="leaving">
            <h2 id="leaving">{ text }</h2>
            <p>{ stays }</p>
            <div class="actions">
                <button type="button" onclick={on.reform(|_| JournalEvent::SignOut(true).into())}>{ "Sign out" }</button>
                <button id="stay" type="button" class="primary" onclick={on.reform(|_| JournalEvent::SignOut(false).into())}>{ "Stay signed in" }</button>
            </div>
        </section>
    }
}

/// Above the form from 80 % of a limit on: how much of it is used.
pub fn meters(state: &State) -> Html {
    let month = &state.month;
    let used = month.used.min(month.limit);
    let left = month.limit - used;
    let words = match left {
        0 => format!(
            "You have created {used} of {} Leads this month. The count starts again on 1 {}.",
            month.limit, month.next
        ),
        _ => format!("{used} of {} Leads created this month.", month.limit),
    };
    html! {
        <>
            if month.limit > 0 && over(month.used, month.limit, 80) {
                <div class="meter">
                    <p id="month">{ words }</p>
                    <meter aria-labelledby="month" min="0" optimum="0" high={(month.limit / 5 * 4).to_string()} max={month.limit.to_string()} value={used.to_string()}></meter>
                </div>
            }
            if let Some(allowance) = state.allowance.filter(|allowance| allowance.is_high()) {
                <p class="note" role="status">{ format!("Your org has used {} of its {} API requests for 24 hours.", allowance.used, allowance.allowed) }</p>
            }
        </>
    }
}
