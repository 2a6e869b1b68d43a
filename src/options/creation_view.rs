//! The section about Leads: whether, with which values, how many.

use serde_json::json;
use yew::prelude::*;

use super::controls::{Panel, checked};
use super::salesforce_view::form_of;
use super::state::{Msg, Part, field_choice};
use crate::field::{Input, PicklistValue, STANDARD_FIELDS};
use crate::policy::{AssignmentRule, Duplicates};
use crate::ui::dom::value_of;

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
            <h2 id="lead-creation">{ "Lead creation" }</h2>
            { panel.switch("leadCreation", "Let reps create leads", settings.lead_creation,
                "While this is off, no page is read, no button appears and Salesforce is not called.") }
            { lead_source(panel, sources.unwrap_or_default()) }
            { for notes.iter().map(|note| html! { <p class="note" role="status">{ note }</p> }) }
            { assignment_rule(panel) }
            { panel.radios("duplicates", "Duplicates", duplicates, &[
                ("warn", "Warn: the rep may save anyway where your duplicate rule allows it"),
                ("block", "Block: the rep may not save"),
            ], "When your org\u{2019}s own duplicate rules find records.") }
            { panel.number("monthlyLimit", "Monthly limit", settings.monthly_limit,
                "Leads that a rep may create in a calendar month, 1 to 1000.") }
            { panel.switch("pageButton", "Show the button in pages", settings.page_button,
                "\u{201c}Add to CRM\u{201d} on Sales Navigator pages and LinkedIn profiles. The toolbar button works either way.") }
            { panel.switch("staySignedIn", "Keep people signed in", settings.stay_signed_in,
                "Until they sign out, also after the browser restarts.") }
            { fields(panel) }
        </section>
    }
}

/// A choice of the org's active values, once they are known; a text until then.
fn lead_source(panel: &Panel<'_>, sources: Vec<PicklistValue>) -> Html {
    let key = "leadSource";
    let value = panel.policy.settings.lead_source.as_deref();
    let value = value.unwrap_or_default();
    let hint =
        "Optional, and recommended: set on every Lead, so that you can tell where it came from.";
    if sources.is_empty() {
        let hint = format!("{hint} Test the connection to choose among your org\u{2019}s values.");
        return panel.text(key, "Lead Source", value, &hint);
    }
    let stale = !value.is_empty() && sources.iter().all(|one| one.value != value);
    html! {
        <div class="field">
            <label for={key}>{ "Lead Source" }</label>
            <select id={key} disabled={panel.locked(key)} aria-describedby="leadSource-hint"
                onchange={panel.set(key, |event| json!(value_of(event)))}>
                <option value="" selected={value.is_empty()}>{ "None" }</option>
                if stale { <option value={value.to_owned()} selected=true>{ format!("{value} (no longer a value of your org)") }</option> }
                { for sources.iter().map(|one| html! {
                    <option key={one.value.clone()} value={one.value.clone()} selected={one.value == value}>{ &one.label }</option>
                }) }
            </select>
            { panel.hint(key, hint) }
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
        ("none", "None: the Lead is the rep\u{2019}s"),
        ("default", "The org\u{2019}s active rule"),
    ];
    html! {
        <>
            { panel.radios(key, "Assignment rule", chosen, &choices, "Who a new Lead is given to.") }
            <div class="field">
                <label for="rule-id">{ "Assignment rule by its id" }</label>
                <input id="rule-id" type="text" value={panel.shown(key, id)} oninput={panel.typing(key)} placeholder={format!("{BY_ID}\u{2026}")} spellcheck="false" autocomplete="off"
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
    let cell = |name: &'static str, part: Part, words: String, on: bool| {
        let ticked = panel
            .on
            .reform(move |event: web_sys::Event| Msg::Field(name, part, checked(&event)));
        html! {
            <td><input type="checkbox" aria-label={words} checked={on} disabled={locked} onchange={ticked} /></td>
        }
    };
    html! {
        <fieldset class="field" aria-describedby="fields-hint">
            <legend>{ "Fields of the form" }</legend>
            <table>
                <thead><tr><th scope="col">{ "Field" }</th><th scope="col">{ "Visible" }</th><th scope="col">{ "Editable" }</th></tr></thead>
                <tbody>
                    { for STANDARD_FIELDS.iter().map(|seed| {
                        let (name, choice) = (words(seed.name), field_choice(settings, seed.name));
                        html! {
                            <tr>
                                <th scope="row">{ name }</th>
                                { cell(seed.name, Part::Visible, format!("{name}: visible"), choice.visible) }
                                { cell(seed.name, Part::Editable, format!("{name}: editable"), choice.editable) }
                            </tr>
                        }
                    }) }
                </tbody>
            </table>
            { panel.hint(key, "A field that is not editable locks only a value that was read with certainty; an empty or doubtful one is always open.") }
        </fieldset>
    }
}

/// What an English org that changed nothing calls the field.
fn words(name: &str) -> &'static str {
    match name {
        "FirstName" => "First Name",
        "LastName" => "Last Name",
        "Country" => "Mailing Country",
        "Title" => "Title",
        "Company" => "Company",
        "Email" => "Email",
        "Phone" => "Phone",
        _ => "Lead Source",
    }
}
