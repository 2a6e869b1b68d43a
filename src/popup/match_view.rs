//! "Is this person already in the CRM?", as the rep sees it.

use yew::prelude::*;

use super::state::{Answered, Event, Look, MatchEvent, State};
use crate::browser::tabs;
use crate::matching::{Candidate, Change, MatchResult, Object};

/// Above the form: the question, its answer, or why there is none.
pub fn matches(state: &State, on: &Callback<Event>) -> Html {
    let matching = &state.matching;
    html! {
        <section class="matches" aria-label="Already in your CRM?">
            if matching.change == Some(Change::Deleted) {
                <p class="note" role="status">{ "The record that this profile was matched to has been deleted, or you can no longer see it. The match was removed." }</p>
            }
            { match &matching.look {
                Look::NotYet => Html::default(),
                Look::Asking => html! {
                    <p class="asking" role="status"><span class="spinner small" aria-hidden="true"></span>{ "Looking for this person in Salesforce\u{2026}" }</p>
                },
                Look::Answered(answered) => html! { <>{ found(answered, matching.shown, on) }</> },
                Look::Failed(problem) => html! {
                    <div class="note" role="alert">
                        <p>{ "It could not be checked whether this person is in your CRM already. " }{ problem.row().happened }</p>
                        if let Some(said) = problem.more().and_then(|more| more.said.as_ref()) { <p class="quiet">{ said }</p> }
                        <p>{ "A Lead that you create now may be a second one." }</p>
                        <button type="button" onclick={on.reform(|_| Event::Matching(MatchEvent::LookAgain))}>{ "Look again" }</button>
                    </div>
                },
            } }
        </section>
    }
}

fn found(answered: &Answered, shown: usize, on: &Callback<Event>) -> Html {
    let all = &answered.candidates;
    let left = all.len().saturating_sub(shown);
    let title = match all.len() {
        0 => "Not found in Salesforce".to_owned(),
        1 => "One record may be this person".to_owned(),
        many => format!("{many} records may be this person"),
    };
    html! {
        <>
            <div role="status">
                <h2 id="matches" class={if all.is_empty() { "none" } else { "some" }} tabindex="-1">{ title }</h2>
            </div>
            if answered.leads_alone {
                <p class="quiet">{ "You have no access to Contacts, so only Leads were looked at." }</p>
            }
            if answered.more {
                <p class="quiet">{ "There are more records with names like this than could be looked at." }</p>
            }
            { for all.iter().take(shown).map(|record| card(record, true, on)) }
            if left > 0 {
                <button type="button" class="link" onclick={on.reform(|_| Event::Matching(MatchEvent::More))}>
                    { format!("Show {left} more") }
                </button>
            }
        </>
    }
}

/// A record. `can_match`: with the button that ties the profile to it.
pub fn card(record: &Candidate, can_match: bool, on: &Callback<Event>) -> Html {
    let kind = match (record.object, record.converted) {
        (Object::Lead, _) => "Lead",
        (Object::Contact, false) => "Contact",
        (Object::Contact, true) => "Contact, converted from a Lead",
    };
    let job = [record.title.as_deref(), record.company.as_deref()];
    let job: Vec<&str> = job.into_iter().flatten().collect();
    let owner = record.owner.as_ref().map(|owner| format!("Owner {owner}"));
    let changed = record.changed.as_ref().map(|day| format!("Changed {day}"));
    let more = [record.status.clone(), owner, changed];
    let more: Vec<String> = more.into_iter().flatten().collect();
    let request = record.clone();
    html! {
        <article key={record.id.clone()} class="record" aria-label={format!("{kind}: {}", record.name)}>
            <p><strong>{ &record.name }</strong><span class="badge">{ kind }</span></p>
            if !job.is_empty() { <p>{ job.join(" \u{b7} ") }</p> }
            if let Some(email) = &record.email { <p class="quiet">{ email }</p> }
            if !more.is_empty() { <p class="quiet">{ more.join(" \u{b7} ") }</p> }
            <p class="why">{ record.why.words() }</p>
            <div class="actions">
                { open_record(&record.url, classes!("button")) }
                if can_match {
                    <button type="button" onclick={on.reform(move |_| Event::Matching(MatchEvent::Match(request.clone())))}>{ "Match" }</button>
                }
            </div>
        </article>
    }
}

/// The card of a profile that is matched.
pub fn matched(state: &State, record: &Candidate, on: &Callback<Event>) -> Html {
    let word = match state.matching.change {
        Some(Change::Converted) => Some("The Lead has been converted since: this is its Contact."),
        Some(Change::Merged) => {
            Some("The record has been merged since: this is the one that remained.")
        }
        _ => None,
    };
    html! {
        <section class="matched">
            if !state.people().is_empty() {
                <button type="button" class="link" onclick={on.reform(|_| Event::BackToList)}>{ "\u{2039} Back to the list" }</button>
            }
            <h1>{ "Already in your CRM" }</h1>
            if let Some(word) = word { <p class="note" role="status">{ word }</p> }
            { card(record, false, on) }
            { match &state.matching.look {
                Look::Asking => html! { <p class="quiet" role="status">{ "Confirming with Salesforce\u{2026}" }</p> },
                Look::Failed(problem) => html! { <p class="note" role="status">{ "This could not be confirmed with Salesforce. " }{ problem.row().happened }</p> },
                _ => html! { <p class="quiet" role="status">{ "Confirmed with Salesforce." }</p> },
            } }
            <p class="quiet">{ "The match is kept on this computer. Nothing was changed in Salesforce." }</p>
            <button type="button" onclick={on.reform(|_| Event::Matching(MatchEvent::Unmatch))}>{ "Unmatch" }</button>
        </section>
    }
}

/// What is known of a row of the list.
pub fn row_badge(found: Option<&MatchResult>) -> Html {
    let Some(found) = found else {
        return Html::default();
    };
    let text = match (&found.matched, found.candidates.first()) {
        (Some(_), _) => "Already in your CRM".to_owned(),
        (None, Some(record)) => format!("{}: {}", record.object.name(), record.why.words()),
        (None, None) => return Html::default(),
    };
    html! { <span class="badge known">{ text }</span> }
}

/// The link that opens a record in a tab of its own.
pub fn open_record(url: &str, class: Classes) -> Html {
    let address = url.to_owned();
    html! {
        <a {class} href={url.to_owned()} target="_blank" rel="noopener"
            onclick={move |event: MouseEvent| {
                event.prevent_default();
                let address = address.clone();
                wasm_bindgen_futures::spawn_local(async move {
                    // The browser says itself why a tab cannot be opened.
                    let _opened = tabs::open(&address).await;
                });
            }}>{ "Open in Salesforce" }</a>
    }
}
