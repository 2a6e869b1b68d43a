//! A problem as a person sees it: what happened, what was saved, what to do.

use yew::prelude::*;

use super::text::{action, count, day, happened, t, t_with};
use crate::problem::{Detail, Next, Problem, Saved};
use crate::text::calendar::Month;

/// A problem, with the buttons that go with it.
pub fn problem_card(problem: &Problem, buttons: Html) -> Html {
    card(problem, false, None, buttons)
}

/// A problem that ends by itself is nothing to be alarmed about.
pub fn passing_problem_card(problem: &Problem, passing: bool, buttons: Html) -> Html {
    card(problem, passing, None, buttons)
}

/// A problem of a create: says also whether Salesforce has saved it.
pub fn sent_problem_card(problem: &Problem, buttons: Html) -> Html {
    let saved = match problem.saved {
        Saved::Nothing => "saved_nothing",
        Saved::Unknown => "saved_unknown",
    };
    card(problem, false, Some(saved), buttons)
}

/// Foreign messages are shown as text.
fn card(problem: &Problem, passing: bool, saved: Option<&str>, buttons: Html) -> Html {
    let more = problem.more();
    let calm = passing || matches!(problem.next(), Next::OtherPage | Next::OpenSettings);
    html! {
        <section class={classes!("problem", calm.then_some("calm"))} role="alert">
            <h2>{ happened(problem.kind) }</h2>
            if let Some(detail) = more.and_then(|more| more.detail.as_ref()) { <p>{ words(detail) }</p> }
            if let Some(said) = more.and_then(|more| more.said.as_ref()) {
                <figure>
                    <figcaption>{ t("problem_message_from") }</figcaption>
                    <blockquote>{ said }</blockquote>
                </figure>
            }
            if let Some(saved) = saved { <p class="saved">{ t(saved) }</p> }
            <p>{ action(problem.kind) }</p>
            <div class="actions">{ buttons }</div>
        </section>
    }
}

fn words(detail: &Detail) -> String {
    match detail {
        Detail::Orgs {
            expected,
            found,
            server,
        } => t_with("detail_orgs", &[expected, found, server]),
        Detail::Server(name) => t_with("detail_server", &[name]),
        Detail::Month { used, at } => {
            let month = Month::of(*at as f64);
            let (since, next) = (day(month.begins()), day(month.ends()));
            count("detail_month", *used as usize, &[&since, &next])
        }
    }
}
