//! The choice between popup and side panel.

use yew::prelude::*;

use super::controls::Panel;
use crate::policy::opens_in::OpensIn;
use crate::ui::text::t;

/// The section.
pub fn view(panel: &Panel<'_>) -> Html {
    let chosen = match panel.policy.settings.opens_in {
        OpensIn::Popup => "popup",
        OpensIn::Panel => "panel",
    };
    let choices = [
        ("popup", t("opens_in_popup")),
        ("panel", t("opens_in_panel")),
    ];
    html! {
        <section class="card" aria-labelledby="opens-in">
            <h2 id="opens-in">{ t("opens_in_title") }</h2>
            { panel.radios("opensIn", &t("opens_in"), chosen, &choices, &t("opens_in_hint")) }
        </section>
    }
}
