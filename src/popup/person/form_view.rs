//! The form: one labelled control a field, with where its value came from and
//! what is to be looked at.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::Msg;
use super::contact::ACCOUNT;
use super::contact_view::accounts;
use super::form::Msg as FormMsg;
use super::lookup_view::{Described, search_box};
use super::view::Parts;
use crate::field::{Input, PicklistValue};
use crate::lead::validate::ValidationError;
use crate::lead::{Field, Form, Section};
use crate::person::{Job, Known, Source};
use crate::problem::Problem;
use crate::ui::dom::value_of;
use crate::ui::text::{happened, sentence, t, t_with};

/// All visible fields.
pub fn fields(parts: Parts<'_>, form: &Form, errors: &[ValidationError]) -> Html {
    let Parts { person, on, .. } = parts;
    let shown = |field: &&Field| {
        let named =
            errors.iter().any(|error| error.field == field.name) || refusal(field, parts).is_some();
        person.draft.shows(field, named)
    };
    let section = |wanted: Section| {
        form.fields
            .iter()
            .filter(|field| field.section == wanted)
            .filter(shown)
            .map(|field| control(field, parts, form, errors))
            .collect::<Html>()
    };
    let asks = form
        .fields
        .iter()
        .filter(|field| field.section == Section::OrgAsks)
        .any(|field| shown(&field));
    let jobs = &person.person.jobs;
    html! {
        <>
            if jobs.len() > 1 {
                <div class="field">
                    <label for="job">{ t("current_role") }</label>
                    <select id="job" aria-describedby="job-hint" onchange={on.reform(|event: web_sys::Event| {
                        Msg::Form(FormMsg::Job(value_of(&event).parse().unwrap_or(0)))
                    })}>
                        { for jobs.iter().enumerate().map(|(at, job)| html! {
                            <option value={at.to_string()} selected={at == person.job}>{ job_words(job) }</option>
                        }) }
                    </select>
                    <p id="job-hint" class="hint">{ t("current_role_hint") }</p>
                </div>
            }
            if !form.record_types.is_empty() {
                <div class="field">
                    <label for="record-type">{ t("record_type") }</label>
                    <select id="record-type" onchange={on.reform(|event: web_sys::Event| Msg::Form(FormMsg::RecordType(value_of(&event))))}>
                        { options(form.record_types.iter(), person.draft.record_type.as_deref().unwrap_or_default(), false) }
                    </select>
                </div>
            }
            <div class="fields">{ section(Section::Standard) }</div>
            if asks {
                <fieldset class="asks">
                    <legend>{ t("org_asks") }</legend>
                    { section(Section::OrgAsks) }
                </fieldset>
            }
        </>
    }
}

/// Salesforce's refusal of this very field, until the rep changes it.
fn refusal<'a>(field: &Field, parts: Parts<'a>) -> Option<&'a Problem> {
    let same =
        |name: &String| *name == field.name || (name == "Country" && field.name == "CountryCode");
    let problem = parts.person.problem.as_ref();
    problem.filter(|problem| problem.about().iter().any(same))
}

fn control<'a>(
    field: &'a Field,
    parts: Parts<'a>,
    form: &'a Form,
    errors: &[ValidationError],
) -> Html {
    let Parts { person, on, .. } = parts;
    let entry = person.draft.entries.get(&field.name);
    let value = AttrValue::from(person.draft.value(&field.name).to_owned());
    let own = errors
        .iter()
        .find(|error| error.field == field.name)
        .map(|error| sentence(&error.why));
    let refused = refusal(field, parts);
    let error = own.or_else(|| refused.map(|problem| happened(problem.kind)));
    let doubt = entry
        .and_then(|entry| entry.doubt.as_ref())
        .map(sentence)
        .or_else(|| {
            let open = matches!(field.name.as_str(), "Country" | "CountryCode") && value.is_empty();
            let place = open.then_some(person.person.place.as_ref())??;
            Some(t_with("doubt_place", &[place]))
        });
    let source = entry
        .filter(|entry| !entry.value.is_empty())
        .and_then(|entry| entry.source)
        .map(|source| t(source_key(source)));
    let locked = !person.draft.open(field);
    let id = format!("field-{}", field.name);
    let mut described = Vec::new();
    for (there, part) in [
        (error.is_some(), "error"),
        (doubt.is_some(), "doubt"),
        (source.is_some(), "source"),
        (field.help.is_some(), "help"),
    ] {
        if there {
            described.push(format!("{id}-{part}"));
        }
    }
    let described = (!described.is_empty()).then(|| described.join(" "));
    let name = field.name.clone();
    let typed = on.reform(move |event: InputEvent| type_msg(name.clone(), value_of(&event)));
    let name = field.name.clone();
    let changed = on.reform(move |event: web_sys::Event| type_msg(name.clone(), value_of(&event)));
    let invalid = error.is_some().then_some("true");
    let required = field.required.then_some("true");
    // The choices that stand under what the controlling field holds.
    let controlling = |controller: &Option<String>| {
        let held = |name: &&String| form.fields.iter().any(|field| field.name == **name);
        let controller = controller.as_ref().filter(held)?;
        Some(person.draft.value(controller))
    };
    let narrowed = |all: &'a [PicklistValue], controller: &Option<String>| {
        let controlling = controlling(controller);
        all.iter()
            .filter(move |option| controlling.is_none_or(|value| option.is_valid_for(value)))
    };
    let text = |kind: &'static str, mode: &'static str, step: Option<&'static str>| {
        html! {
            <input id={id.clone()} type={kind} inputmode={mode} {step} value={value.clone()}
                readonly={locked} autocomplete="off" spellcheck="false" dir="auto"
                aria-required={required} aria-invalid={invalid} aria-describedby={described.clone()}
                oninput={typed.clone()} />
        }
    };
    let control = match &field.input {
        Input::Text { .. } => text("text", "text", None),
        Input::Email { .. } => text("email", "email", None),
        Input::Phone { .. } => text("tel", "tel", None),
        Input::Url { .. } => text("url", "url", None),
        Input::Integer { .. } => text("text", "numeric", None),
        Input::Decimal { .. } => text("text", "decimal", None),
        Input::Date => text("date", "text", None),
        Input::DateTime => text("datetime-local", "text", None),
        Input::Time => text("time", "text", None),
        Input::Lookup { .. } => search_box(
            &Described {
                id: id.clone(),
                required,
                invalid,
                described: described.clone(),
            },
            &field.name,
            parts,
        ),
        Input::TextArea { .. } => html! {
            <textarea id={id.clone()} rows="3" dir="auto" value={value.clone()} readonly={locked}
                aria-required={required} aria-invalid={invalid} aria-describedby={described.clone()}
                oninput={typed.clone()} />
        },
        Input::Checkbox => {
            let name = field.name.clone();
            html! {
                <input id={id.clone()} type="checkbox" checked={value == "true"}
                    aria-describedby={described.clone()}
                    onchange={on.reform(move |event: web_sys::Event| {
                        let on = event.target_unchecked_into::<HtmlInputElement>().checked();
                        type_msg(name.clone(), on.to_string())
                    })} />
            }
        }
        Input::Picklist {
            options: all,
            open: true,
            controller,
        } => html! {
            <>
                <input id={id.clone()} type="text" list={format!("{id}-list")} value={value.clone()}
                    autocomplete="off" aria-required={required} aria-invalid={invalid}
                    aria-describedby={described.clone()} oninput={typed.clone()} />
                <datalist id={format!("{id}-list")}>
                    { for narrowed(all, controller).map(|option| html! { <option value={option.value.clone()} /> }) }
                </datalist>
            </>
        },
        Input::Picklist {
            options: all,
            controller,
            ..
        } => html! {
            <select id={id.clone()} disabled={locked}
                aria-required={required} aria-invalid={invalid} aria-describedby={described.clone()}
                onchange={changed}>
                { options(narrowed(all, controller), &value, true) }
            </select>
        },
        Input::MultiPicklist {
            options: all,
            controller,
        } => {
            let chosen: Vec<String> = value.split(';').map(str::to_owned).collect();
            let name = field.name.clone();
            html! {
                <select id={id.clone()} multiple=true size="4"
                    aria-required={required} aria-invalid={invalid} aria-describedby={described.clone()}
                    onchange={on.reform(move |event: web_sys::Event| {
                        type_msg(name.clone(), chosen_of(&event))
                    })}>
                    { for narrowed(all, controller).map(|option| html! {
                        <option key={option.value.clone()} dir="auto" value={option.value.clone()} selected={chosen.contains(&option.value)}>{ &option.label }</option>
                    }) }
                </select>
            }
        }
    };
    html! {
        <div key={field.name.clone()} class={classes!("field", matches!(field.name.as_str(), "FirstName" | "LastName").then_some("half"), doubt.is_some().then_some("doubted"), locked.then_some("locked"), error.is_some().then_some("wrong"))}>
            <div class="label">
                <label for={id.clone()} dir="auto">
                    { &field.label }
                    if field.required { <span class="required" aria-hidden="true">{ "*" }</span> }
                </label>
                if let Some(source) = source { <span id={format!("{id}-source")} class="hint">{ source }</span> }
            </div>
            if field.name == ACCOUNT { { accounts(parts) } }
            { control }
            if let Some(error) = error { <p id={format!("{id}-error")} class="error" dir="auto">{ error }</p> }
            if let Some(doubt) = doubt { <p id={format!("{id}-doubt")} class="doubt">{ doubt }</p> }
            if let Some(help) = &field.help { <p id={format!("{id}-help")} class="hint" dir="auto">{ help }</p> }
        </div>
    }
}

/// Where a value came from: the hint at its field.
fn source_key(source: Source) -> &'static str {
    match source {
        Source::TopCard => "source_top_card",
        Source::CurrentRole => "source_current_role",
        Source::Experience => "source_experience",
        Source::Headline => "source_headline",
        Source::ContactInfo => "source_contact_info",
        Source::Row => "source_row",
        Source::StructuredData => "source_structured_data",
        Source::Rep => "source_rep",
        Source::Crm => "source_crm",
    }
}

/// "Title at Company".
pub fn job_words(job: &Job) -> String {
    let text = |known: &Option<Known>| known.as_ref().map(|known| known.value.clone());
    match (text(&job.title), text(&job.company)) {
        (Some(title), Some(company)) => t_with("job_title_at_company", &[&title, &company]),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => t("job_unknown"),
    }
}

fn options<'a>(
    options: impl Iterator<Item = &'a PicklistValue>,
    chosen: &str,
    empty: bool,
) -> Html {
    html! {
        <>
            if empty { <option value="" selected={chosen.is_empty()}>{ "\u{2013}" }</option> }
            { for options.map(|option| html! {
                // By key: a choice that falls away takes its being chosen along.
                <option key={option.value.clone()} dir="auto" value={option.value.clone()} selected={option.value == chosen}>{ &option.label }</option>
            }) }
        </>
    }
}

fn chosen_of(event: &web_sys::Event) -> String {
    let select: HtmlSelectElement = event.target_unchecked_into();
    let options = select.selected_options();
    let values = (0..options.length()).filter_map(|at| options.item(at)?.get_attribute("value"));
    values.collect::<Vec<_>>().join(";")
}

fn type_msg(field: String, value: String) -> Msg {
    Msg::Form(FormMsg::Type(field, value))
}
