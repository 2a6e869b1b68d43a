//! "Is this person already in the CRM?", as the rep sees it.

use yew::prelude::*;

use super::Msg as PersonMsg;
use super::matches::{CandidateList, Gaps, Msg, Remote};
use super::update_view::comparison;
use super::view::Parts;
use crate::matching::{Candidate, Change, MatchReason};
use crate::message::LinkWritten;
use crate::popup::view::{back_to_list, open_record};
use crate::salesforce::object::Object;
use crate::ui::parts::{button, said};
use crate::ui::text::{beside, count, date, happened, list, t, t_with};

/// Above the form: the question, its answer, or why there is none.
#[inline(never)]
pub fn matches(parts: Parts<'_>) -> Html {
    let Parts { person, on, .. } = parts;
    let matches = &person.matches;
    html! {
        <section class="matches" aria-label={t("matches_label")}>
            if matches.change == Some(Change::Deleted) {
                { said("note", "match_deleted") }
            }
            { match &matches.remote {
                Remote::NotAsked => Html::default(),
                Remote::Loading => html! {
                    <p class="asking" role="status"><span class="spinner small" aria-hidden="true"></span>{ t("matches_asking") }</p>
                },
                Remote::Loaded(answer) => found(answer, matches.shown, on),
                Remote::Failed(problem) => html! {
                    <div class="note" role="alert">
                        <p>{ t_with("matches_not_checked", &[&happened(problem.kind)]) }</p>
                        if let Some(said) = problem.more().and_then(|more| more.said.as_ref()) { <p class="quiet">{ said }</p> }
                        <p>{ t("matches_may_be_second") }</p>
                        { button("", "look_again", on.reform(|_| PersonMsg::Matches(Msg::LookAgain))) }
                    </div>
                },
            } }
        </section>
    }
}

fn found(found: &CandidateList, shown: usize, on: &Callback<PersonMsg>) -> Html {
    let all = &found.candidates;
    let left = all.len().saturating_sub(shown);
    let title = match all.len() {
        0 => t("matches_none"),
        many => count("matches_found", many, &[]),
    };
    html! {
        <>
            <div role="status">
                <h2 id="matches" class={if all.is_empty() { "none" } else { "some" }} tabindex="-1">{ title }</h2>
            </div>
            { gaps(&found.gaps) }
            { for all.iter().take(shown).map(|record| card(record, true, on)) }
            if left > 0 {
                <button type="button" class="link" onclick={on.reform(|_| PersonMsg::Matches(Msg::More))}>
                    { count("show_more", left, &[]) }
                </button>
            }
        </>
    }
}

/// What could not be looked at.
pub fn gaps(gaps: &Gaps) -> Html {
    html! {
        <>
            if !gaps.unchecked.is_empty() {
                <p class="quiet">{ t_with("matches_unchecked", &[&unchecked(&gaps.unchecked)]) }</p>
            }
            if gaps.leads_alone { <p class="quiet">{ t("matches_leads_alone") }</p> }
            if gaps.similar_unchecked { <p class="quiet">{ t("matches_similar_unchecked") }</p> }
            if gaps.more { <p class="quiet">{ t("matches_more") }</p> }
        </>
    }
}

/// In words: an object, or a field of one ("Lead.Email").
fn unchecked(names: &[String]) -> String {
    let words = names.iter().map(|name| {
        let (object, field) = name.split_once('.').unwrap_or((name, ""));
        let object = Object::named(object).map_or_else(String::new, |object| t(object.key()));
        match field {
            "" => object,
            _ => t_with("own_field", &[field, &object]),
        }
    });
    list(&words.collect::<Vec<_>>())
}

/// Why a record is shown, in words.
pub fn reason(why: MatchReason) -> String {
    t(match why {
        MatchReason::CreatedHere => "reason_created_here",
        MatchReason::Matched => "reason_matched",
        MatchReason::Link => "reason_link",
        MatchReason::NameAndCompany => "reason_name_and_company",
        MatchReason::Name => "reason_name",
        MatchReason::Email => "reason_email",
        MatchReason::SimilarNameAndCompany => "reason_similar_name_and_company",
        MatchReason::SimilarName => "reason_similar_name",
        MatchReason::DuplicateRule => "reason_duplicate_rule",
    })
}

/// A record. `can_match`: with the button that ties the profile to it.
pub fn card(record: &Candidate, can_match: bool, on: &Callback<PersonMsg>) -> Html {
    let kind = t(match (record.object, record.converted) {
        (Object::Contact, true) => "object_converted",
        (object, _) => object.key(),
    });
    let said = |value: &Option<String>| value.clone().unwrap_or_default();
    let job = beside(&[&said(&record.title), &said(&record.company)]);
    let named = |key, value: String| match value.is_empty() {
        true => value,
        false => t_with(key, &[&value]),
    };
    let owner = named("record_owner", said(&record.owner));
    let changed = record.changed.as_deref().map(date).unwrap_or_default();
    let changed = named("record_changed", changed);
    let more = beside(&[&said(&record.status), &owner, &changed]);
    let chosen = record.clone();
    html! {
        <article key={record.id.clone()} class="record" aria-label={t_with("record_label", &[&kind, &record.name])}>
            <p><strong>{ &record.name }</strong><span class="badge">{ kind }</span></p>
            if !job.is_empty() { <p>{ job }</p> }
            if let Some(email) = &record.email { <p class="quiet">{ email }</p> }
            if !more.is_empty() { <p class="quiet">{ more }</p> }
            <p class="why">{ reason(record.why) }</p>
            <div class="actions">
                { open_record(&record.url, "button") }
                if can_match {
                    { button("", "match", on.reform(move |_| PersonMsg::Matches(Msg::Match(chosen.clone())))) }
                }
            </div>
        </article>
    }
}

/// Where the match stands, and what became of the profile's link.
fn link(written: Option<&LinkWritten>) -> Html {
    let problem = match written {
        None => return html! { <p class="quiet">{ t("match_local") }</p> },
        Some(LinkWritten::Yes) => {
            return said("quiet", "match_link_written");
        }
        Some(LinkWritten::Held) => {
            return said("note", "match_link_held");
        }
        Some(LinkWritten::No(problem)) => problem,
    };
    let said = problem.more().and_then(|more| more.said.as_ref());
    html! {
        <div class="note" role="alert">
            <p>{ t_with("match_link_not_written", &[&happened(problem.kind)]) }</p>
            if let Some(said) = said { <p class="quiet" dir="auto">{ said }</p> }
        </div>
    }
}

/// The card of a profile that is matched.
#[inline(never)]
pub fn matched(parts: Parts<'_>, record: &Candidate) -> Html {
    let Parts {
        person,
        has_list,
        app,
        on,
        ..
    } = parts;
    let change = match person.matches.change {
        Some(Change::Converted) => Some("match_converted"),
        Some(Change::Merged) => Some("match_merged"),
        _ => None,
    };
    html! {
        <section class="matched">
            { back_to_list(has_list, app) }
            <h1>{ t("already_in_crm") }</h1>
            if let Some(change) = change { <p class="note" role="status">{ t(change) }</p> }
            { card(record, false, on) }
            { match &person.matches.remote {
                Remote::Loading => said("quiet", "match_confirming"),
                Remote::Failed(problem) => html! { <p class="note" role="status">{ t_with("match_not_confirmed", &[&happened(problem.kind)]) }</p> },
                _ => said("quiet", "match_confirmed"),
            } }
            { comparison(parts) }
            if person.comparison.done.is_none() { { link(person.matches.link.as_ref()) } }
            { button("", "unmatch", on.reform(|_| PersonMsg::Matches(Msg::Unmatch))) }
        </section>
    }
}
