//! The section that takes the settings to everybody: as a policy for each place
//! that takes one, and as a file.

use serde_json::Value;
use yew::prelude::*;

use super::controls::Panel;
use super::salesforce_view::copy;
use super::state::Msg;
use crate::browser::api;
use crate::policy::import::Spot;
use crate::policy::rollout::{Place, document, pretty};
use crate::ui::dom::value_of;
use crate::ui::text::{number, sentence, t, t_with};

/// The id of the control that takes a file.
pub const FILE: &str = "import";

/// The section.
pub fn view(panel: &Panel<'_>) -> Html {
    let (state, on) = (panel.state, panel.on);
    let settings = &panel.policy.settings;
    let id = api::extension_id();
    let places = Place::of(&id);
    // What was chosen in another browser is not offered here.
    let place = places.iter().find(|one| **one == state.place);
    let place = *place.unwrap_or(&places[0]);
    let policy = place.policy(settings, &id);
    let file = pretty(&Value::Object(document(settings)));
    html! {
        <section class="card" aria-labelledby="roll-out">
            <h2 id="roll-out">{ t("rollout_title") }</h2>
            <p class="hint">{ t("rollout_hint") }</p>
            <div class="field">
                <label for="place">{ t("rollout_place") }</label>
                <select id="place" onchange={on.reform(|event: web_sys::Event| {
                    let at = value_of(&event).parse::<usize>().unwrap_or(0);
                    Msg::Place(places.get(at).copied().unwrap_or(places[0]))
                })}>
                    { for places.iter().enumerate().map(|(at, one)| html! {
                        <option value={at.to_string()} selected={*one == place}>{ t(&format!("rollout_{}", one.key())) }</option>
                    }) }
                </select>
            </div>
            <p>{ t(&format!("rollout_{}_first", place.key())) }</p>
            <p>{ t(&format!("rollout_{}_then", place.key())) }</p>
            <p class="hint">{ t_with("rollout_id", &[&id]) }</p>
            <div class="field">
                <label for="policy">{ t("rollout_policy") }</label>
                <textarea id="policy" rows="10" dir="ltr" readonly=true spellcheck="false" value={policy.clone()} />
            </div>
            <div class="actions">
                <button type="button" onclick={copy(on, policy.clone())}>{ t("copy") }</button>
                <a class="button" download={place.file()} href={download(&policy)}>{ t_with("download", &[place.file()]) }</a>
            </div>
            <h3>{ t("settings_file") }</h3>
            <div class="actions">
                <a class="button" download="add-to-crm-settings.json" href={download(&file)}>{ t("export_settings") }</a>
            </div>
            <div class="field">
                <label for={FILE}>{ t("import_settings") }</label>
                <input id={FILE} type="file" accept=".json,application/json" aria-describedby="import-hint"
                    onchange={on.reform(|_: web_sys::Event| Msg::Import)} />
                <p id="import-hint" class="hint">{ t("import_hint") }</p>
            </div>
            if !state.wrong.is_empty() {
                <section class="problem" role="alert">
                    <h3>{ t("import_wrong") }</h3>
                    <ul>
                        { for state.wrong.iter().map(|wrong| html! { <li>{ spot(&wrong.place) }{ ": " }{ sentence(&wrong.why) }</li> }) }
                    </ul>
                </section>
            }
        </section>
    }
}

/// Where a file is wrong.
fn spot(spot: &Spot) -> Html {
    match spot {
        Spot::File => html! { t("spot_file") },
        Spot::At { line, column } => {
            html! { t_with("spot_at", &[&number(*line as u32), &number(*column as u32)]) }
        }
        Spot::Key(key) => html! { <code>{ key }</code> },
    }
}

/// An address that is the text itself: nothing is kept, nothing is sent.
fn download(text: &str) -> String {
    let encoded: String = js_sys::encode_uri_component(text).into();
    format!("data:application/octet-stream;charset=utf-8,{encoded}")
}
