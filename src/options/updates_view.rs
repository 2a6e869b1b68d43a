//! The section about updates: what may be taken from a page into a record that is
//! there, field by field.

use serde_json::json;
use yew::prelude::*;

use super::controls::Panel;
use crate::policy::Settings;
use crate::policy::updates::{STANDARD, UpdateRule};
use crate::salesforce::object::Object;
use crate::ui::dom::value_of;
use crate::ui::text::t;
use crate::update::{own_fields, rule};

const KEY: &str = "updates";

/// The section.
pub fn view(panel: &Panel<'_>) -> Html {
    let settings = &panel.policy.settings;
    html! {
        <section class="card" aria-labelledby="updates">
            <h2 id="updates">{ t("settings_updates") }</h2>
            <fieldset class="field" aria-describedby="updates-hint">
                <legend>{ t("settings_updates_fields") }</legend>
                <table>
                    <thead><tr><th scope="col">{ t("settings_updates_field") }</th><th scope="col">{ t("settings_updates_rule") }</th></tr></thead>
                    <tbody>{ for rows(settings).into_iter().map(|(row, words)| line(panel, row, words)) }</tbody>
                </table>
                { panel.hint(KEY, &t("settings_updates_hint")) }
            </fieldset>
        </section>
    }
}

/// The standard rows, then the own fields that take something of the page, each
/// with its words.
fn rows(settings: &Settings) -> Vec<(String, String)> {
    let standard = STANDARD.map(|row| {
        let words = match row {
            "Title" => t("field_title"),
            "Company" => t("field_company_or_account"),
            "Country" => t("field_country"),
            "Email" => t("field_email"),
            _ => t("field_phone"),
        };
        (row.to_owned(), words)
    });
    let mut rows = standard.to_vec();
    for object in Object::ALL {
        for (field, _) in own_fields(settings, object) {
            if !rows.iter().any(|(row, _)| *row == field) {
                rows.push((field.clone(), field));
            }
        }
    }
    rows
}

fn line(panel: &Panel<'_>, row: String, words: String) -> Html {
    let settings = &panel.policy.settings;
    let own = rule(settings, &row);
    let updates = settings.updates.clone();
    let key = row.clone();
    let changed = panel.set(KEY, move |event| {
        let mut updates = json!(updates);
        updates[&key] = json!(value_of(event));
        updates
    });
    let option = |value: &'static str, of: UpdateRule, words: &str| {
        html! { <option value={value} selected={own == of}>{ t(words) }</option> }
    };
    let id = format!("update-{row}");
    html! {
        <tr key={row}>
            <th scope="row"><label for={id.clone()}>{ words }</label></th>
            <td>
                <select {id} disabled={panel.locked(KEY)} onchange={changed}>
                    { option("never", UpdateRule::Never, "update_never") }
                    { option("empty", UpdateRule::Empty, "update_empty") }
                    { option("offer", UpdateRule::Offer, "update_offer") }
                </select>
            </td>
        </tr>
    }
}
