//! The section of limits and of the journal.

use yew::prelude::*;

use super::controls::Panel;
use super::state::Msg;
use crate::salesforce::limits::over;
use crate::ui::text::{number, t, t_with};

/// The section.
pub fn view(panel: &Panel<'_>) -> Html {
    let on = panel.on;
    let opened = &panel.state.opened;
    html! {
        <section class="card" aria-labelledby="history">
            <h2 id="history">{ t("history_title") }</h2>
            if opened.who.is_some() {
                if opened.month.limit > 0 {
                    { used("month", ["month_meter", "month_meter_over"], opened.month.used, opened.month.limit) }
                }
                if let Some(allowance) = opened.allowance {
                    { used("allowance", ["allowance_meter", "allowance_meter_over"], allowance.used, allowance.allowed) }
                } else {
                    <p class="hint">{ t("allowance_unknown") }</p>
                }
            }
            { panel.number("keepHistory", &t("keep_history_label"), panel.policy.settings.keep_history, &t("keep_history_hint")) }
            <div class="actions">
                <button type="button" onclick={on.reform(|_| Msg::EraseHistory)}>{ t("erase_history") }</button>
            </div>
            <p class="hint">{ t("erase_history_hint") }</p>
        </section>
    }
}

/// How much of a limit is used; from 80 % on that is said.
fn used(id: &'static str, [label, over_it]: [&str; 2], used: u32, limit: u32) -> Html {
    let label = t_with(label, &[&number(used), &number(limit)]);
    html! {
        <div class="meter">
            <p id={id}>{ label }</p>
            <meter aria-labelledby={id} min="0" optimum="0" high={(limit / 5 * 4).to_string()} max={limit.to_string()} value={used.min(limit).to_string()}></meter>
            if over(used, limit, 80) {
                <p class="note" role="status">{ t(over_it) }</p>
            }
        </div>
    }
}
