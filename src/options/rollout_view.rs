//! The section that takes the settings to everybody: as a policy for each place
//! that takes one, and as a file.

use serde_json::Value;
use yew::prelude::*;

use super::controls::Panel;
use super::salesforce_view::copy;
use super::state::Msg;
use crate::policy::rollout::{Place, document, pretty};
use crate::ui::dom::value_of;

/// The id of the control that takes a file.
pub const FILE: &str = "import";

/// The section.
pub fn view(panel: &Panel<'_>) -> Html {
    let (state, on) = (panel.state, panel.on);
    let settings = &panel.policy.settings;
    let place = state.place;
    let policy = place.policy(settings);
    let file = pretty(&Value::Object(document(settings)));
    let [first, second] = place.goes();
    html! {
        <section class="card" aria-labelledby="roll-out">
            <h2 id="roll-out">{ "Roll out" }</h2>
            <p class="hint">{ "The settings above as a policy for every computer. Managed values win, show as \u{201c}Set by your administrator\u{201d}, and take effect at once." }</p>
            <div class="field">
                <label for="place">{ "Where" }</label>
                <select id="place" onchange={on.reform(|event: web_sys::Event| {
                    let at = value_of(&event).parse::<usize>().unwrap_or(0);
                    Msg::Place(Place::ALL.get(at).copied().unwrap_or(Place::Windows))
                })}>
                    { for Place::ALL.iter().enumerate().map(|(at, one)| html! {
                        <option value={at.to_string()} selected={*one == place}>{ one.title() }</option>
                    }) }
                </select>
            </div>
            <p>{ first }</p>
            <p>{ second }</p>
            <div class="field">
                <label for="policy">{ "Policy" }</label>
                <textarea id="policy" rows="10" readonly=true spellcheck="false" value={policy.clone()} />
            </div>
            <div class="actions">
                <button type="button" onclick={copy(on, policy.clone())}>{ "Copy" }</button>
                <a class="button" download={place.file()} href={download(&policy)}>{ format!("Download {}", place.file()) }</a>
            </div>
            <h3>{ "Settings as a file" }</h3>
            <div class="actions">
                <a class="button" download="add-to-crm-settings.json" href={download(&file)}>{ "Export settings" }</a>
            </div>
            <div class="field">
                <label for={FILE}>{ "Import settings" }</label>
                <input id={FILE} type="file" accept=".json,application/json" aria-describedby="import-hint"
                    onchange={on.reform(|_: web_sys::Event| Msg::Import)} />
                <p id="import-hint" class="hint">{ "It takes the place of all settings kept on this computer. What your administrator has set stays." }</p>
            </div>
            if !state.wrong.is_empty() {
                <section class="problem" role="alert">
                    <h3>{ "Nothing was imported: the file is not right" }</h3>
                    <ul>
                        { for state.wrong.iter().map(|wrong| html! { <li><code>{ &wrong.place }</code>{ ": " }{ &wrong.why }</li> }) }
                    </ul>
                </section>
            }
        </section>
    }
}

/// An address that is the text itself: nothing is kept, nothing is sent.
fn download(text: &str) -> String {
    let encoded: String = js_sys::encode_uri_component(text).into();
    format!("data:application/octet-stream;charset=utf-8,{encoded}")
}
