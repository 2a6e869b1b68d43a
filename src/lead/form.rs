//! The form as the org's describe and the admin's settings make it.

use super::Draft;
use super::validate::validation_errors;
use crate::field::{Input, PicklistValue, STANDARD_FIELDS, StandardField};
use crate::policy::Settings;
use crate::policy::own::{OwnField, PageValue};
use crate::salesforce::describe::{ObjectDescribe, OrgField};
use crate::salesforce::id::is_record_id;
use crate::text::sentence::Sentence;

/// The whole form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Form {
    /// The fields in the order they are shown.
    pub fields: Vec<Field>,
    /// What this form cannot do, for the rep to pass on: a required field that
    /// may not be written or has a type no form can fill.
    pub blockers: Vec<Sentence>,
    /// What was left out without harm (a stale Lead Source).
    pub notes: Vec<Sentence>,
    /// The record types to choose from; empty unless there are several.
    pub record_types: Vec<PicklistValue>,
    /// The one whose choices the form has, and which a new Lead gets unless the
    /// rep chooses another. It is sent even where there is one alone: by API a
    /// record without one gets the profile's default, which may be another than
    /// the one that a permission set gives.
    pub record_type: Option<String>,
    /// Where a country is text: how the org writes countries.
    pub countries: Vec<String>,
}

/// Where a field stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// One of the eight of every form.
    Standard,
    /// "Additional fields".
    OrgAsks,
}

/// One field.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The API name that is sent, "FirstName".
    pub name: String,
    /// The org's label.
    pub label: String,
    /// How it is filled in.
    pub input: Input,
    /// Must hold a value.
    pub required: bool,
    /// Is shown, whatever it holds; see [`super::Draft::shows`].
    pub visible: bool,
    /// May be changed even where the page's value is certain.
    pub editable: bool,
    /// Where it stands.
    pub section: Section,
    /// The org's help text.
    pub help: Option<String>,
    /// The value a new form starts with, as in [`super::Entry::value`].
    pub default: Option<String>,
    /// What of the page it takes, where an admin has said so.
    pub from: Option<PageValue>,
}

impl Field {
    /// What stays of a value when the choices that do not stand are taken out;
    /// `None`: all of it. `value` gives a field's value, if the form holds it.
    pub fn valid_values<'a>(
        &self,
        text: &str,
        value: impl Fn(&str) -> Option<&'a str>,
    ) -> Option<String> {
        let (options, controller, many) = match &self.input {
            Input::Picklist {
                options,
                open: false,
                controller,
            } => (options, controller, false),
            Input::MultiPicklist {
                options,
                controller,
            } => (options, controller, true),
            _ => return None,
        };
        // A controlling field that the form does not hold narrows nothing here.
        let controlling = controller.as_deref().and_then(value);
        let stands = |text: &&str| {
            options.iter().any(|option| {
                option.value == *text && controlling.is_none_or(|value| option.is_valid_for(value))
            })
        };
        let parts: Vec<&str> = match many {
            true => text.split(';').filter(|part| !part.is_empty()).collect(),
            false if text.is_empty() => return None,
            false => vec![text],
        };
        let kept: Vec<&str> = parts.iter().copied().filter(stands).collect();
        (kept.len() < parts.len()).then(|| kept.join(";"))
    }
}

/// Makes the form from what the org says and what the admin wants.
pub fn form(describe: &ObjectDescribe, settings: &Settings) -> Form {
    let mut form = Form::default();
    if !describe.createable {
        form.blockers
            .push(Sentence::of("blocker_no_access").of_words(describe.object.key()));
    }
    for field in &STANDARD_FIELDS {
        standard_field(field, describe, settings, &mut form);
    }
    let own_fields = settings.objects.get(describe.object.name());
    if let Some(name) = own_fields.and_then(|own| own.link.clone()) {
        let link = OwnField {
            field: name,
            from: Some(PageValue::Link),
            ..OwnField::default()
        };
        own(&link, describe, &mut form);
    }
    for one in own_fields.into_iter().flat_map(|fields| &fields.own) {
        own(one, describe, &mut form);
    }
    for field in &describe.fields {
        let seeded = describe.object.row(&field.name).is_some();
        let there = form.fields.iter().any(|known| known.name == field.name);
        // A refusal has named it, such as a rule's, which no describe shows.
        let asked = describe.asked.contains(&field.name) && field.createable;
        if seeded || there || !(field.required || asked) {
            continue;
        }
        match &field.input {
            Some(input) => form.fields.push(Field {
                name: field.name.clone(),
                label: field.label.clone(),
                input: input.clone(),
                required: field.required && !matches!(input, Input::Checkbox),
                visible: true,
                editable: true,
                section: Section::OrgAsks,
                help: field.help.clone(),
                default: field.default.clone(),
                from: None,
            }),
            None if !field.required => {}
            None => form.blockers.push(
                Sentence::of("blocker_type")
                    .with(&field.label)
                    .with(&field.kind),
            ),
        }
    }
    form.record_types = describe.record_types.clone();
    form.countries.clone_from(&describe.countries);
    form.record_type = describe.record_type.clone();
    form
}

fn standard_field(
    standard: &StandardField,
    describe: &ObjectDescribe,
    settings: &Settings,
    form: &mut Form,
) {
    let object = describe.object;
    let by_name = || describe.field(object.field(standard.name));
    let found = match standard.name {
        "Country" => describe
            .field(object.country_code())
            .filter(|field| field.createable)
            .or_else(by_name),
        _ => by_name(),
    };
    let required = object.requires(standard);
    let of = object.key();
    let wanted = settings.fields.get(standard.name);
    let visible = wanted.map_or(standard.visible, |choice| choice.visible);
    let editable = wanted.map_or(standard.editable, |choice| choice.editable);
    let Some((field, input)) = found
        .filter(|field| field.createable)
        .and_then(|field| Some((field, field.input.clone()?)))
    else {
        let name = found.map_or(standard.name, |field| field.label.as_str());
        if required || found.is_some_and(|field| !field.nillable) {
            form.blockers
                .push(Sentence::of("blocker_not_writable").with(name).of_words(of));
        } else if standard.name != "LeadSource" || settings.lead_source.is_some() {
            form.notes
                .push(Sentence::of("note_not_writable").with(name).of_words(of));
        }
        return;
    };
    // What a Contact belongs to is never out of sight.
    let visible = visible || matches!(input, Input::Lookup { .. });
    let default = match standard.name {
        "LeadSource" => lead_source(field, &input, settings, form),
        _ => field.default.clone(),
    };
    form.fields.push(Field {
        name: field.name.clone(),
        label: label(field),
        input,
        required: required || field.required,
        // A required field without a value is never hidden.
        visible: visible || (field.required && default.is_none()),
        editable,
        section: Section::Standard,
        help: field.help.clone(),
        default,
        from: None,
    });
}

/// One of the admin's own fields. What does not fit the org is left out, and
/// said.
fn own(own: &OwnField, describe: &ObjectDescribe, form: &mut Form) {
    let misfit = match fit(own, describe) {
        Ok(field) => return form.fields.push(field),
        Err(misfit) => misfit,
    };
    let of = describe.object.key();
    let found = describe.field(&own.field);
    let name = found.map_or(own.field.as_str(), |field| field.label.as_str());
    let note = |key: &'static str| Sentence::of(key).with(name).of_words(of);
    match misfit {
        Misfit::NoField => form.notes.push(note("note_no_such_field")),
        Misfit::NotCreateable => form.notes.push(note("note_not_writable")),
        Misfit::Kind(kind) => form.notes.push(note("note_type").with(kind)),
        Misfit::NoValue => form.notes.push(note("note_no_value")),
        Misfit::Value(why) => form.notes.extend([note("note_fixed_value"), why]),
    }
}

/// Why a field of the admin's own is left out of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// The org has no such field that the user may see.
    NoField,
    /// The user may not write it.
    NotCreateable,
    /// A field of this type cannot take what the settings say.
    Kind(String),
    /// No fixed value is given yet.
    NoValue,
    /// The fixed value, or the default, is none of the field's: why.
    Value(Sentence),
}

/// The field of the form that one of the admin's own becomes.
pub fn fit(own: &OwnField, describe: &ObjectDescribe) -> Result<Field, Misfit> {
    let found = describe.field(&own.field).ok_or(Misfit::NoField)?;
    if !found.createable {
        return Err(Misfit::NotCreateable);
    }
    let fits = |input: &Input| own.from.is_none_or(|from| from.fits(input));
    let input = found.input.clone().filter(fits);
    let input = input.ok_or_else(|| Misfit::Kind(found.kind.clone()))?;
    let is_checkbox = matches!(input, Input::Checkbox);
    let field = Field {
        name: found.name.clone(),
        label: found.label.clone(),
        input,
        required: (found.required || own.required) && !is_checkbox,
        // The link is the same for everybody, and a fixed value nobody's choice.
        visible: own.value.is_none() && own.from != Some(PageValue::Link),
        editable: own.ask,
        section: Section::OrgAsks,
        help: found.help.clone(),
        default: own
            .value
            .clone()
            .or_else(|| own.default.clone())
            .or_else(|| found.default.clone().filter(|_| own.ask)),
        from: own.from,
    };
    match &own.value {
        Some(value) if value.trim().is_empty() => Err(Misfit::NoValue),
        Some(value) => held(field, value),
        None => match own.default.as_deref().filter(|value| !value.is_empty()) {
            // The rep is asked: without its default the field is still theirs.
            Some(value) => Ok(held(field.clone(), value).unwrap_or(Field {
                default: found.default.clone(),
                ..field
            })),
            None => Ok(field),
        },
    }
}

/// The field, if it can take this value.
fn held(field: Field, value: &str) -> Result<Field, Misfit> {
    match misfit(&field, value) {
        None => Ok(field),
        Some(why) => Err(Misfit::Value(why)),
    }
}

/// Why a field cannot take a value.
fn misfit(field: &Field, value: &str) -> Option<Sentence> {
    if matches!(field.input, Input::Checkbox) {
        let is_bool = matches!(value, "true" | "false");
        return (!is_bool).then_some(Sentence::of("wrong_boolean").with(&field.label));
    }
    if matches!(field.input, Input::Lookup { .. }) && !is_record_id(value) {
        return Some(Sentence::of("wrong_record_id").with(&field.label));
    }
    let form = Form {
        fields: vec![field.clone()],
        ..Form::default()
    };
    let mut draft = Draft::default();
    draft.type_in(&field.name, value.to_owned());
    let errors = validation_errors(&form, &draft);
    Some(errors.into_iter().next()?.why)
}

/// The design calls the org's untouched "Country" "Mailing Country"; a label
/// that the org has renamed or translated stays the org's.
fn label(field: &OrgField) -> String {
    match (field.name.as_str(), field.label.as_str()) {
        ("Country", "Country") | ("CountryCode", "Country Code" | "Country") => {
            "Mailing Country".to_owned()
        }
        ("MailingCountryCode", "Mailing Country Code") => "Mailing Country".to_owned(),
        // A describe calls a lookup by its id; the record's page does not.
        ("AccountId", "Account ID") => "Account".to_owned(),
        (_, label) => label.to_owned(),
    }
}

/// The admin's Lead Source, if the org still has it. Salesforce takes a stale
/// value without a word, so it is held against the active ones here.
fn lead_source(
    field: &OrgField,
    input: &Input,
    settings: &Settings,
    form: &mut Form,
) -> Option<String> {
    let Some(wanted) = settings.lead_source.as_deref() else {
        return field.default.clone();
    };
    let active = match input {
        Input::Picklist { options, .. } => options.iter().any(|option| option.value == wanted),
        _ => true,
    };
    if !active {
        form.notes
            .push(Sentence::of("note_lead_source").with(wanted));
        return field.default.clone();
    }
    Some(wanted.to_owned())
}
