//! The section of limits and of the journal.

use yew::prelude::*;

use super::controls::Panel;
use super::state::Msg;
use crate::salesforce::limits::over;

/// The section.
pub fn view(panel: &Panel<'_>) -> Html {
    let on = panel.on;
    let opened = &panel.state.opened;
    html! {
        <section class="card" aria-labelledby="history">
            <h2 id="history">{ "Limits and history" }</h2>
            if opened.who.is_some() {
                if opened.month.limit > 0 {
                    { used("month", "Leads created this month", opened.month.used, opened.month.limit, "Whoever reaches the limit goes on next month.") }
                }
                if let Some(allowance) = opened.allowance {
                    { used("allowance", "API requests of the org, 24 hours", allowance.used, allowance.allowed, "From 95 % on, nothing is sent in the background.") }
                } else {
                    <p class="hint">{ "The org\u{2019}s API requests have not been seen within the hour. \u{201c}Test the connection\u{201d} asks." }</p>
                }
            }
            { panel.number("keepHistory", "Keep created Leads in the history for (days)", panel.policy.settings.keep_history,
                "1 to 365. Leads that are not done are kept until they are.") }
            <div class="actions">
                <button type="button" onclick={on.reform(|_| Msg::EraseHistory)}>{ "Erase history" }</button>
            </div>
            <p class="hint">{ "Takes all that is done out of the list of recent Leads on this computer. Nothing changes in Salesforce, and Leads that are not done stay." }</p>
        </section>
    }
}

/// How much of a limit is used; from 80 % on that is said.
fn used(id: &'static str, label: &str, used: u32, limit: u32, then: &str) -> Html {
    html! {
        <div class="meter">
            <p id={id}>{ format!("{label}: {used} of {limit}") }</p>
            <meter aria-labelledby={id} min="0" optimum="0" high={(limit / 5 * 4).to_string()} max={limit.to_string()} value={used.min(limit).to_string()}></meter>
            if over(used, limit, 80) {
                <p class="note" role="status">{ format!("More than 80 % are used. {then}") }</p>
            }
        </div>
    }
}
