//! The section about Contacts: whether, and which of the two is offered first.

use serde_json::json;
use yew::prelude::*;

use super::controls::Panel;
use crate::salesforce::object::Object;
use crate::ui::text::t;

/// The section.
pub fn view(panel: &Panel<'_>) -> Html {
    let settings = &panel.policy.settings;
    let key = "offerFirst";
    let choice = |object: Object| {
        html! {
            <label class="choice">
                <input type="radio" name={key} checked={settings.offer_first == object}
                    disabled={panel.locked(key) || !settings.contact_creation}
                    onchange={panel.set(key, move |_| json!(object))} />
                { t(object.key()) }
            </label>
        }
    };
    html! {
        <section class="card" aria-labelledby="contacts">
            <h2 id="contacts">{ t("settings_contacts") }</h2>
            { panel.switch("contactCreation", &t("settings_contact_creation"), settings.contact_creation,
                &t("settings_contact_creation_hint")) }
            <fieldset class="field" aria-describedby="offerFirst-hint">
                <legend>{ t("settings_offer_first") }</legend>
                { for Object::ALL.map(choice) }
                { panel.hint(key, &t("settings_offer_first_hint")) }
            </fieldset>
        </section>
    }
}
