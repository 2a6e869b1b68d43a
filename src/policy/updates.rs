//! What may be taken from a page into a record that is there, field by field.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::own::is_api_name;
use crate::text::sentence::Sentence;

/// Of the eight fields, those that a page can bring up to date. A name is how the
/// record was found.
pub const STANDARD: [&str; 5] = ["Title", "Company", "Country", "Email", "Phone"];

/// Fields at the most: more than a form can have.
const FIELDS: usize = 100;

/// By one of [`STANDARD`], or by the API name of an own field.
pub type Updates = BTreeMap<String, UpdateRule>;

/// What is done with a field whose value differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum UpdateRule {
    /// It is offered.
    Offer,
    /// It is offered where the record has no value.
    Empty,
    /// It is left alone.
    Never,
}

/// Says what is wrong with the rules, if anything is.
pub fn check(updates: &Updates) -> Result<(), Sentence> {
    if updates.len() > FIELDS {
        return Err(Sentence::of("wrong_updates_many").with(FIELDS));
    }
    let taken = [
        "FirstName",
        "LastName",
        "LeadSource",
        "Id",
        "OwnerId",
        "RecordTypeId",
    ];
    let wrong = |name: &&String| !is_api_name(name) || taken.contains(&name.as_str());
    match updates.keys().find(wrong) {
        None => Ok(()),
        Some(name) => {
            let name: String = name.chars().take(80).collect();
            Err(Sentence::of("wrong_updates_field").with(name))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn rules_are_right_or_named() {
        for (updates, wrong) in [
            (json!({}), None),
            (
                json!({ "Title": "offer", "Company": "never", "Headline__c": "empty" }),
                None,
            ),
            (json!({ "FirstName": "offer" }), Some("FirstName")),
            (json!({ "OwnerId": "offer" }), Some("OwnerId")),
            (json!({ "not a name": "offer" }), Some("not a name")),
        ] {
            let read: Updates = crate::json::read(updates.clone()).unwrap();
            match (check(&read), wrong) {
                (Ok(()), None) => assert_eq!(json!(read), updates),
                (Err(wrong), Some(part)) => assert_eq!(wrong.parts, [part], "{updates}"),
                other => panic!("{updates}: {other:?}"),
            }
        }
    }
}
