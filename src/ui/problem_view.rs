//! A problem as a person sees it: what happened, what was saved, what to do.

use yew::prelude::*;

use crate::problem::{Next, Problem, Saved};

/// Properties of [`ProblemCard`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The problem.
    pub problem: Problem,
    /// Salesforce was being asked to create: say whether it has saved.
    #[prop_or_default]
    pub sent: bool,
    /// It ends by itself: nothing to be alarmed about.
    #[prop_or_default]
    pub passing: bool,
    /// The buttons that go with it.
    #[prop_or_default]
    pub children: Html,
}

/// The card of a problem. Foreign messages are shown as text.
#[component]
pub fn ProblemCard(props: &Props) -> Html {
    let problem = &props.problem;
    let row = problem.row();
    let more = problem.more();
    let calm = props.passing || matches!(problem.next(), Next::OtherPage | Next::OpenSettings);
    html! {
        <section class={classes!("problem", calm.then_some("calm"))} role="alert">
            <h2>{ row.happened }</h2>
            if let Some(detail) = more.and_then(|more| more.detail.as_ref()) {
                <p>{ detail }</p>
            }
            if let Some(said) = more.and_then(|more| more.said.as_ref()) {
                <figure>
                    <figcaption>{ "Message from Salesforce or the browser" }</figcaption>
                    <blockquote>{ said }</blockquote>
                </figure>
            }
            if props.sent {
                <p class="saved">{ match problem.saved {
                    Saved::Nothing => "Nothing was saved in Salesforce. What you typed is kept.",
                    Saved::Unknown => "It is not known yet whether Salesforce saved it. What you typed is kept.",
                } }</p>
            }
            <p>{ row.advice }</p>
            <div class="actions">{ props.children.clone() }</div>
        </section>
    }
}
