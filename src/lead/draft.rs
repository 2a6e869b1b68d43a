//! What a rep is about to save: the values and where each came from.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

use super::form::{Field, Form};
use crate::contact::ContactRole;
use crate::field::{Input, PicklistValue};
use crate::json;
use crate::person::{Known, Person, Source, country};
use crate::policy::own::PageValue;
use crate::salesforce::object::Object;
use crate::text::cut_at_word;
use crate::text::sentence::Sentence;

/// One field's value.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// As the control shows it.
    pub value: String,
    /// Where it came from; `None`: the org's default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Why the rep should look at it.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "doubt"
    )]
    pub doubt: Option<Sentence>,
    /// What the control shows where that is not the value: a looked-up record's
    /// name, or the text to look for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<String>,
}

/// What older versions kept here was the text itself: it is left out.
fn doubt<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Sentence>, D::Error> {
    let value = serde_json::Value::deserialize(deserializer)?;
    Ok(json::read(value))
}

/// A record in the making.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Draft {
    /// The profile's key, "sales-navigator:ACwAA…".
    pub key: String,
    /// The profile's address.
    pub link: String,
    /// By API name.
    pub entries: BTreeMap<String, Entry>,
    /// The chosen record type's id, if there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record_type: Option<String>,
    /// Which object the rep has chosen, where there is a choice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object: Option<Object>,
    /// A Contact's part in an Opportunity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<ChosenRole>,
}

/// A part in an Opportunity, and of which Account that is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChosenRole {
    /// The Account's id.
    pub account: String,
    /// The part.
    pub role: ContactRole,
}

impl Draft {
    /// The value of a field; empty if there is none.
    pub fn value(&self, name: &str) -> &str {
        self.entries
            .get(name)
            .map_or("", |entry| entry.value.as_str())
    }

    /// The rep has typed a value; what was doubted is theirs now.
    pub fn type_in(&mut self, name: &str, value: String) {
        self.entries.insert(
            name.to_owned(),
            Entry {
                value,
                source: Some(Source::Rep),
                ..Entry::default()
            },
        );
    }

    /// Takes out the choices that do not stand: under another record type, or
    /// under another value of the controlling field. The field says so.
    pub fn clear_invalid_values(&mut self, form: &Form) {
        // A choice that falls may let others fall that depend on it.
        for _ in &form.fields {
            let fallen = form.fields.iter().find_map(|field| {
                let kept = field.valid_values(self.value(&field.name), |name| {
                    let held = form.fields.iter().any(|field| field.name == name);
                    held.then(|| self.value(name))
                })?;
                Some((field.name.clone(), kept))
            });
            let Some((name, kept)) = fallen else {
                return;
            };
            if let Some(entry) = self.entries.get_mut(&name) {
                entry.doubt = Some(Sentence::of("doubt_chosen_again").with(&entry.value));
                entry.value = kept;
            }
        }
    }

    /// The rep is looking for a record, or has chosen one: `id` is empty until
    /// then.
    pub fn look_up(&mut self, name: &str, id: &str, shown: &str) {
        self.type_in(name, id.to_owned());
        if let Some(entry) = self.entries.get_mut(name) {
            entry.shown = Some(shown.to_owned());
        }
    }

    /// A record of the CRM has a value that the page does not: where nothing
    /// stands yet.
    pub fn fill_from_crm(&mut self, name: &str, value: &str) {
        if let Some(entry) = self.entries.get_mut(name)
            && entry.value.is_empty()
            && entry.source != Some(Source::Rep)
        {
            entry.value = value.to_owned();
            entry.source = Some(Source::Crm);
        }
    }

    /// Whether the rep may change the field: a locked field is open while its
    /// value is empty, doubtful or typed, so that nobody is stuck with a wrong
    /// name.
    pub fn open(&self, field: &Field) -> bool {
        field.editable
            || self.entries.get(&field.name).is_none_or(|entry| {
                entry.value.is_empty() || entry.doubt.is_some() || entry.source == Some(Source::Rep)
            })
    }

    /// Whether the field is shown. A hidden one is shown as soon as it needs the
    /// rep: required and empty, complained about (`needs_rep`), or typed in.
    pub fn shows(&self, field: &Field, needs_rep: bool) -> bool {
        let typed = |entry: &Entry| entry.source == Some(Source::Rep);
        field.visible
            || needs_rep
            || (field.required && self.value(&field.name).trim().is_empty())
            || self.entries.get(&field.name).is_some_and(typed)
    }

    /// Fills in what the page says wherever the rep has not typed. `job` is
    /// the chosen one of several current jobs.
    pub fn fill(&mut self, form: &Form, person: &Person, job: usize) {
        self.key = person.key.to_string();
        self.link = person.link.clone();
        for field in &form.fields {
            if self
                .entries
                .get(&field.name)
                .is_some_and(|entry| matches!(entry.source, Some(Source::Rep | Source::Crm)))
            {
                continue;
            }
            let known = match field.from {
                Some(from) => page_value(person, job, from),
                None if matches!(field.name.as_str(), "Country" | "MailingCountry") => {
                    country_as(&form.countries, person)
                }
                None => known(person, job, &field.name).cloned(),
            };
            let entry = match known {
                Some(known) => entry(field, &known),
                None => Entry {
                    value: field.default.clone().unwrap_or_default(),
                    ..Entry::default()
                },
            };
            self.entries.insert(field.name.clone(), entry);
        }
    }
}

/// What an own field takes of the page; `job` is the chosen one of several.
pub fn page_value(person: &Person, job: usize, from: PageValue) -> Option<Known> {
    let place = || person.place.as_deref();
    // "City, Region, Country" is the one form that says which part is which.
    let part = |at: usize| {
        let parts: Vec<&str> = place()?.split(',').map(str::trim).collect();
        (parts.len() == 3).then(|| parts[at].to_owned())
    };
    let text = match from {
        PageValue::Link => Some(person.link.clone()),
        PageValue::Headline => person.headline.clone(),
        PageValue::Place => place().map(str::to_owned),
        PageValue::City => part(0),
        PageValue::Region => part(1),
        PageValue::Company => return person.jobs.get(job)?.company.clone(),
        PageValue::CompanyPage => person.jobs.get(job)?.page.clone(),
        PageValue::About => person.about.clone(),
    };
    Known::certain(text?, Source::TopCard)
}

/// The country as the org writes it, plain where it has none of it.
fn country_as(spellings: &[String], person: &Person) -> Option<Known> {
    let known = person.country_name.as_ref()?;
    let code = person.country.as_ref()?;
    let shown = person
        .place
        .as_deref()
        .map(|place| place.split(',').collect());
    // Of "City, Region, Country" alone the last part is one.
    let shown = shown.filter(|parts: &Vec<&str>| parts.len() == 3);
    let shown = shown.map(|parts| parts[2]);
    let own = country::spelt_as(spellings, &code.value, &known.value, shown);
    Some(Known {
        value: own.unwrap_or(&known.value).clone(),
        ..known.clone()
    })
}

fn known<'a>(person: &'a Person, job: usize, name: &str) -> Option<&'a Known> {
    let job = person.jobs.get(job);
    match name {
        "FirstName" => person.first_name.as_ref(),
        "LastName" => person.last_name.as_ref(),
        "Salutation" => person.salutation.as_ref(),
        "Suffix" => person.suffix.as_ref(),
        "CountryCode" | "MailingCountryCode" => person.country.as_ref(),
        "Title" => job?.title.as_ref(),
        "Company" => job?.company.as_ref(),
        "Email" => person.email.as_ref(),
        "Phone" => person.phone.as_ref(),
        _ => None,
    }
}

fn entry(field: &Field, known: &Known) -> Entry {
    let doubt = known.doubt.map(|doubt| Sentence::of(doubt.key()));
    let mut entry = Entry {
        value: known.value.clone(),
        source: Some(known.source),
        doubt,
        ..Entry::default()
    };
    match &field.input {
        Input::Picklist { options, open, .. } => match choice(options, &known.value) {
            Some(option) => entry.value = option.value.clone(),
            None if *open => {}
            None => {
                entry.doubt = Some(Sentence::of("doubt_no_choice").with(&known.value));
                entry.value.clear();
            }
        },
        input if field.from.is_some_and(PageValue::is_address) => {
            let max = input.max().unwrap_or_default();
            // Half an address leads nowhere.
            if entry.value.encode_utf16().count() > max as usize {
                entry.value.clear();
                entry.doubt = Some(Sentence::of("doubt_link_too_long").with(max));
            }
        }
        input => {
            if let Some(max) = input.max()
                && let Some(short) = cut_at_word(&entry.value, max as usize)
            {
                entry.value = short;
                entry.doubt = Some(Sentence::of("doubt_shortened").with(max));
            }
        }
    }
    entry
}

/// The choice for what a page says: by value, else by label, case aside.
fn choice<'a>(options: &'a [PicklistValue], value: &str) -> Option<&'a PicklistValue> {
    options
        .iter()
        .find(|option| option.value == value)
        .or_else(|| {
            options.iter().find(|option| {
                option.value.eq_ignore_ascii_case(value) || option.label.eq_ignore_ascii_case(value)
            })
        })
}
