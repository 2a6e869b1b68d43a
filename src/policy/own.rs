//! The admin's own fields: what an object's records take beyond the eight.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::field::Input;
use crate::salesforce::object::Object;
use crate::text::sentence::Sentence;

/// Own fields of one object at the most: more than a form can ask for.
pub const OWN_FIELDS: usize = 100;

/// The objects' own fields by API name, "Lead" or "Contact".
pub type Objects = BTreeMap<String, ObjectFields>;

/// What one object takes beyond the eight.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    rename_all = "camelCase",
    deny_unknown_fields,
    rename = "strict",
    default
)]
pub struct ObjectFields {
    /// The field that takes the profile's link. Matching asks by it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// *Match* writes the profile's link to the record, and nothing else.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub write_link: bool,
    /// The others, in the order of the form.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub own: Vec<OwnField>,
}

/// One field: from the page, fixed, or asked of the rep.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    rename_all = "camelCase",
    deny_unknown_fields,
    rename = "strict",
    default
)]
pub struct OwnField {
    /// API name.
    pub field: String,
    /// What of the page it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<PageValue>,
    /// The value that every record gets, as a form shows it: a text, a picklist's
    /// value, `true`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The rep is asked.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub ask: bool,
    /// Where the rep is asked: a record is not created without it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// Where the rep is asked: the value to start with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
}

/// What a page says of a person, beyond what the eight fields take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PageValue {
    /// The profile's address, one form a site.
    Link,
    /// The headline.
    Headline,
    /// The place as the page shows it.
    Place,
    /// The first part of a place of three parts.
    City,
    /// The middle part of a place of three parts: a state or region.
    Region,
    /// The company of the chosen job.
    Company,
    /// The address of that company's own page on the site.
    CompanyPage,
    /// What the person says of themselves at length.
    About,
}

impl PageValue {
    /// All of them, as they are offered.
    pub const ALL: [PageValue; 8] = [
        PageValue::Link,
        PageValue::Headline,
        PageValue::Place,
        PageValue::City,
        PageValue::Region,
        PageValue::Company,
        PageValue::CompanyPage,
        PageValue::About,
    ];

    /// It is an address, which is sent whole or not at all.
    pub fn is_address(self) -> bool {
        matches!(self, PageValue::Link | PageValue::CompanyPage)
    }

    /// Characters of the longest that a page says; no shorter field holds them
    /// all.
    pub fn longest(self) -> u32 {
        match self {
            PageValue::Link | PageValue::Headline => 255,
            PageValue::Place | PageValue::City | PageValue::Region => 200,
            PageValue::Company => 500,
            PageValue::CompanyPage => 300,
            PageValue::About => 3000,
        }
    }

    /// Whether a field that is filled in so can take it.
    pub fn fits(self, input: &Input) -> bool {
        match input {
            Input::Text { .. } | Input::TextArea { .. } => true,
            Input::Url { .. } => self.is_address(),
            Input::Picklist { .. } => !self.is_address() && self != PageValue::About,
            _ => false,
        }
    }
}

/// Whether this could be a field's API name.
pub(super) fn is_api_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.len() <= 80
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

/// Says what is wrong with the own fields, if anything is.
pub fn check(objects: &Objects) -> Result<(), Sentence> {
    for (object, fields) in objects {
        let Some(of) = Object::named(object) else {
            return Err(Sentence::of("wrong_own_object").with(object));
        };
        if fields.own.len() > OWN_FIELDS {
            return Err(Sentence::of("wrong_own_many").with(OWN_FIELDS));
        }
        if fields.write_link && fields.link.is_none() {
            return Err(Sentence::of("wrong_own_write_link").with(object));
        }
        let mut seen: Vec<&str> = Vec::new();
        let names = fields.own.iter().map(|own| own.field.as_str());
        for name in fields.link.as_deref().into_iter().chain(names) {
            let about = |key: &'static str| {
                let shown: String = name.chars().take(80).collect();
                Err(Sentence::of(key).with(shown))
            };
            if !is_api_name(name) {
                return about("wrong_own_name");
            }
            if of.row(name).is_some() {
                return about("wrong_own_standard");
            }
            if matches!(name, "Id" | "OwnerId" | "RecordTypeId") {
                return about("wrong_own_reserved");
            }
            if seen.contains(&name) {
                return about("wrong_own_twice");
            }
            seen.push(name);
        }
        for own in &fields.own {
            let ways = [own.from.is_some(), own.value.is_some(), own.ask];
            if ways.into_iter().filter(|way| *way).count() != 1 {
                return Err(Sentence::of("wrong_own_ways").with(&own.field));
            }
            if !own.ask && (own.required || own.default.is_some()) {
                return Err(Sentence::of("wrong_own_asked").with(&own.field));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn own_fields_are_right_or_named() {
        let own = |field: Value| json!({ "Lead": { "own": [field] } });
        for (objects, wrong) in [
            (json!({}), None),
            (
                json!({ "Lead": { "link": "Profile_Link__c" }, "Contact": { "link": "Link__c" } }),
                None,
            ),
            (
                own(json!({ "field": "Headline__c", "from": "headline" })),
                None,
            ),
            (own(json!({ "field": "Industry", "value": "Energy" })), None),
            (
                own(json!({ "field": "Rating", "ask": true, "required": true, "default": "Hot" })),
                None,
            ),
            (
                own(json!({ "field": "Site__c", "from": "companyPage" })),
                None,
            ),
            (
                json!({ "Contact": { "link": "A__c", "writeLink": true } }),
                None,
            ),
            (
                json!({ "Lead": { "writeLink": true } }),
                Some("wrong_own_write_link"),
            ),
            (json!({ "Account": {} }), Some("wrong_own_object")),
            (
                own(json!({ "field": "Not a name", "ask": true })),
                Some("wrong_own_name"),
            ),
            (
                own(json!({ "field": "", "ask": true })),
                Some("wrong_own_name"),
            ),
            (
                own(json!({ "field": "Title", "ask": true })),
                Some("wrong_own_standard"),
            ),
            (
                own(json!({ "field": "OwnerId", "value": "005" })),
                Some("wrong_own_reserved"),
            ),
            (own(json!({ "field": "Rating" })), Some("wrong_own_ways")),
            (
                own(json!({ "field": "Rating", "ask": true, "value": "Hot" })),
                Some("wrong_own_ways"),
            ),
            (
                own(json!({ "field": "Rating", "value": "Hot", "required": true })),
                Some("wrong_own_asked"),
            ),
            (
                json!({ "Lead": { "link": "A__c", "own": [{ "field": "A__c", "ask": true }] } }),
                Some("wrong_own_twice"),
            ),
        ] {
            let read: Objects = crate::json::read(objects.clone()).unwrap();
            match (check(&read), wrong) {
                (Ok(()), None) => assert_eq!(json!(read), objects),
                (Err(why), Some(key)) => assert_eq!(why.key, key, "{objects}"),
                other => panic!("{objects}: {other:?}"),
            }
        }
    }
}
