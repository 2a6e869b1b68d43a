//! The section about Leads: whether, with which values, how many.

use serde_json::json;
use yew::prelude::*;

use super::controls::{Panel, checked};
use super::salesforce_view::form_of;
use super::state::{FieldFlag, Msg, field_choice};
use crate::field::{Input, PicklistValue, STANDARD_FIELDS};
use crate::policy::{AssignmentRule, Duplicates};
use crate::ui::dom::value_of;
use crate::ui::text::{sentence, t, t_with};

/// An assignment rule by its id, before the id is entered.
const BY_ID: &str = "01Q";

/// The section.
pub fn view(panel: &Panel<'_>) -> Html {
    let settings = &panel.policy.settings;
    let form = form_of(panel.state, panel.policy);
    let notes = form
        .as_ref()
        .map(|form| form.notes.clone())
        .unwrap_or_default();
    let sources = form.and_then(|form| {
        let mut fields = form.fields.into_iter();
        match fields.find(|field| field.name == "LeadSource")?.input {
            Input::Picklist { options, .. } => Some(options),
            _ => None,
        }
    });
    let duplicates = match settings.duplicates {
        Duplicates::Warn => "warn",
        Duplicates::Block => "block",
    };
    html! {
        <section class="card" aria-labelledby="lead-creation">
            <h2 id="lead-creation">{ t("lead_creation") }</h2>
            { panel.switch("leadCreation", &t("lead_creation_label"), settings.lead_creation, &t("lead_creation_hint")) }
            { lead_source(panel, sources.unwrap_or_default()) }
            { for notes.iter().map(|note| html! { <p class="note" role="status">{ sentence(note) }</p> }) }
            { assignment_rule(panel) }
            { panel.radios("duplicates", &t("duplicates_label"), duplicates, &[
                ("warn", t("duplicates_warn")),
                ("block", t("duplicates_block")),
            ], &t("duplicates_hint")) }
            { panel.number("monthlyLimit", &t("monthly_limit_label"), settings.monthly_limit, &t("monthly_limit_hint")) }
            { panel.switch("pageButton", &t("page_button_label"), settings.page_button, &t("page_button_hint")) }
            { panel.switch("staySignedIn", &t("stay_signed_in_label"), settings.stay_signed_in, &t("stay_signed_in_hint")) }
            { fields(panel) }
        </section>
    }
}

/// A choice of the org's active values, once they are known; a text until then.
fn lead_source(panel: &Panel<'_>, sources: Vec<PicklistValue>) -> Html {
    let key = "leadSource";
    let value = panel.policy.settings.lead_source.as_deref();
    let value = value.unwrap_or_default();
    let label = t("field_lead_source");
    if sources.is_empty() {
        return panel.text(key, &label, value, &t("lead_source_hint_untested"));
    }
    let stale = !value.is_empty() && sources.iter().all(|one| one.value != value);
    html! {
        <div class="field">
            <label for={key}>{ label }</label>
            <select id={key} disabled={panel.locked(key)} aria-describedby="leadSource-hint"
                onchange={panel.set(key, |event| json!(value_of(event)))}>
                <option value="" selected={value.is_empty()}>{ t("none") }</option>
                if stale { <option value={value.to_owned()} selected=true>{ t_with("lead_source_stale", &[value]) }</option> }
                { for sources.iter().map(|one| html! {
                    <option key={one.value.clone()} value={one.value.clone()} selected={one.value == value}>{ &one.label }</option>
                }) }
            </select>
            { panel.hint(key, &t("lead_source_hint")) }
        </div>
    }
}

fn assignment_rule(panel: &Panel<'_>) -> Html {
    let key = "assignmentRule";
    let rule = &panel.policy.settings.assignment_rule;
    let (chosen, id) = match rule {
        AssignmentRule::None => ("none", ""),
        AssignmentRule::Default => ("default", ""),
        AssignmentRule::Rule(id) => (BY_ID, id.as_str()),
    };
    let choices = [
        ("none", t("assignment_rule_none")),
        ("default", t("assignment_rule_default")),
    ];
    html! {
        <>
            { panel.radios(key, &t("assignment_rule_label"), chosen, &choices, &t("assignment_rule_hint")) }
            <div class="field">
                <label for="rule-id">{ t("assignment_rule_by_id") }</label>
                <input id="rule-id" type="text" dir="ltr" value={panel.shown(key, id)} oninput={panel.typing(key)} placeholder={format!("{BY_ID}\u{2026}")} spellcheck="false" autocomplete="off"
                    readonly={panel.locked(key)} aria-describedby="assignmentRule-hint"
                    onchange={panel.set(key, |event| {
                        let id = value_of(event);
                        json!(if id.trim().is_empty() { "none" } else { id.trim() })
                    })} />
            </div>
        </>
    }
}

/// The eight fields: shown or not, open or not.
fn fields(panel: &Panel<'_>) -> Html {
    let key = "fields";
    let settings = &panel.policy.settings;
    let locked = panel.locked(key);
    let cell = |name: &'static str, part: FieldFlag, words: String, on: bool| {
        let ticked = panel
            .on
            .reform(move |event: web_sys::Event| Msg::Field(name, part, checked(&event)));
        html! {
            <td><input type="checkbox" aria-label={words} checked={on} disabled={locked} onchange={ticked} /></td>
        }
    };
    html! {
        <fieldset class="field" aria-describedby="fields-hint">
            <legend>{ t("fields_label") }</legend>
            <table>
                <thead><tr><th scope="col">{ t("field") }</th><th scope="col">{ t("visible") }</th><th scope="col">{ t("editable") }</th></tr></thead>
                <tbody>
                    { for STANDARD_FIELDS.iter().map(|field| {
                        let (name, choice) = (t(label_key(field.name)), field_choice(settings, field.name));
                        html! {
                            <tr>
                                <th scope="row">{ &name }</th>
                                { cell(field.name, FieldFlag::Visible, t_with("field_visible", &[&name]), choice.visible) }
                                { cell(field.name, FieldFlag::Editable, t_with("field_editable", &[&name]), choice.editable) }
                            </tr>
                        }
                    }) }
                </tbody>
            </table>
            { panel.hint(key, &t("fields_hint")) }
        </fieldset>
    }
}

/// What an org that has renamed nothing calls the field.
fn label_key(name: &str) -> &'static str {
    match name {
        "FirstName" => "field_first_name",
        "LastName" => "field_last_name",
        "Country" => "field_country",
        "Title" => "field_title",
        "Company" => "field_company",
        "Email" => "field_email",
        "Phone" => "field_phone",
        _ => "field_lead_source",
    }
}
