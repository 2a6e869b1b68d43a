//! The list as the rep sees it.

use yew::prelude::*;

use super::List;
use crate::matching::MatchResult;
use crate::popup::app::Msg;
use crate::popup::person::form_view::job_words;
use crate::popup::person::matches_view::reason;
use crate::problem::Problem;
use crate::ui::problem_view::problem_card;
use crate::ui::text::{count, happened, t, t_with};

/// The list; above it what went wrong while nobody was chosen.
pub fn view(list: &List, problem: Option<&Problem>, on: &Callback<Msg>) -> Html {
    html! {
        <section class="list">
            if let Some(problem) = problem { { problem_card(problem, Html::default()) } }
            <h1>{ count("people_on_page", list.people.len(), &[]) }</h1>
            if list.unrendered > 0 {
                <p class="quiet" role="status">{ count("people_unrendered", list.unrendered as usize, &[]) }</p>
            }
            if let Some(problem) = &list.problem {
                <p class="note" role="status">{ t_with("list_not_checked", &[&happened(problem.kind)]) }</p>
            }
            <ul>
                { for list.people.iter().enumerate().map(|(at, listed)| {
                    let person = &listed.person;
                    let key = person.key.to_string();
                    html! {
                        <li key={key.clone()}>
                            <button type="button" class="row" onclick={on.reform(move |_| Msg::Choose(at))}>
                                <strong>{ &person.shown_name }</strong>
                                if listed.ticked { <span class="badge">{ t("ticked") }</span> }
                                { badge(list.row(&key)) }
                                if let Some(job) = person.jobs.first() { <span class="quiet">{ job_words(job) }</span> }
                            </button>
                        </li>
                    }
                }) }
            </ul>
        </section>
    }
}

/// What is known of a row.
fn badge(found: Option<&MatchResult>) -> Html {
    let text = match found.map(|found| (&found.matched, found.candidates.first())) {
        Some((Some(_), _)) => t("already_in_crm"),
        Some((None, Some(record))) => {
            t_with("row_found", &[record.object.name(), &reason(record.why)])
        }
        _ => return Html::default(),
    };
    html! { <span class="badge known">{ text }</span> }
}
