//! Settings from a file.

use serde_json::{Map, Value};

use super::document::migrate;
use super::{Settings, apply};
use crate::json;
use crate::page::page_rules;
use crate::text::sentence::Sentence;

/// What is wrong with a file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Where.
    pub place: Spot,
    /// Why.
    pub why: Sentence,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// The file as a whole.
    File,
    /// Its text.
    At {
        /// Counted from 1.
        line: usize,
        /// Counted from 1; 0: behind the line's end.
        column: usize,
    },
    /// A setting, such as `monthlyLimit`.
    Key(String),
}

/// A policy file for Linux, or for Firefox: the extension's part, whatever its id
/// where the file was made. With several extensions nobody knows which is meant.
fn of_policy(file: &Value) -> Option<&Value> {
    ["/3rdparty/extensions", "/policies/3rdparty/Extensions"]
        .into_iter()
        .find_map(|place| match file.pointer(place)?.as_object() {
            Some(all) if all.len() == 1 => all.values().next(),
            _ => None,
        })
}

/// Reads settings from a file: a settings document, or a policy file.
/// Either all of it is right, or nothing is taken.
pub fn import(text: &str) -> Result<Map<String, Value>, Vec<Wrong>> {
    let wrong = |place: Spot, why: &'static str| {
        let why = Sentence::of(why);
        vec![Wrong { place, why }]
    };
    let text = text.trim_start_matches('\u{feff}');
    let value = json::parse(text).ok_or_else(|| {
        let (line, column) = json::broken_at(text).unwrap_or((1, 1));
        wrong(Spot::At { line, column }, "wrong_json")
    })?;
    let Some(document) = of_policy(&value).unwrap_or(&value).as_object() else {
        return Err(wrong(Spot::File, "wrong_file_object"));
    };
    let mut document = document.clone();
    migrate(&mut document);
    let mut all = Vec::new();
    let mut settings = Settings::default();
    let mut check = |key: &str, value: &Value| {
        if let Err(why) = apply(&mut settings, key, value) {
            let place = Spot::Key(key.to_owned());
            all.push(Wrong { place, why });
        }
    };
    for (key, value) in &document {
        match value.as_object().filter(|_| key == "salesforce") {
            Some(parts) => {
                for (part, value) in parts {
                    check(&format!("salesforce.{part}"), value);
                }
            }
            None => check(key, value),
        }
    }
    for (at, why) in page_rules(&settings.sites).1 {
        let place = Spot::Key(format!("sites[{at}]"));
        all.push(Wrong { place, why });
    }
    if all.is_empty() {
        Ok(document)
    } else {
        Err(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::rollout::{Place, document, pretty};

    #[test]
    fn a_file_is_right_as_a_whole_or_says_where_it_is_wrong() {
        let key = |key: &str| Spot::Key(key.to_owned());
        let at = |line, column| Spot::At { line, column };
        let cases = [
            (r#"{"leadCreation": true}"#, vec![]),
            ("{\"leadCreation\": true,\n  oops}", vec![at(2, 3)]),
            ("[]", vec![Spot::File]),
            ("", vec![at(1, 0)]),
            (
                r#"{"leadCreation": "yes", "monthlyLimit": 0}"#,
                vec![key("leadCreation"), key("monthlyLimit")],
            ),
            (r#"{"leadCreations": true}"#, vec![key("leadCreations")]),
            (
                r#"{"salesforce": {"loginHost": "http://login.salesforce.com"}}"#,
                vec![key("salesforce.loginHost")],
            ),
            (r#"{"salesforce": []}"#, vec![key("salesforce")]),
            (
                r#"{"fields": {"Fax": {"visible": true, "editable": true}}}"#,
                vec![key("fields")],
            ),
            (r#"{"sites": [{"id": "x"}]}"#, vec![key("sites[0]")]),
        ];
        for (text, places) in cases {
            let wrong = import(text).err().unwrap_or_default();
            let found: Vec<Spot> = wrong.into_iter().map(|one| one.place).collect();
            assert_eq!(found, places, "{text}");
        }
    }

    #[test]
    fn what_is_exported_can_be_imported() {
        let mut settings = Settings {
            lead_creation: true,
            lead_source: Some("Web".into()),
            ..Settings::default()
        };
        settings.salesforce.client_id = "3MVG9.key_of_the_app_1234567890".into();
        let exported = document(&settings);
        let text = pretty(&Value::Object(exported.clone()));
        assert_eq!(import(&text), Ok(exported.clone()));
        for (place, id) in [
            (Place::Linux, "abcdefghijklmnopabcdefghijklmnop"),
            (Place::Firefox, "add-to-crm@example.com"),
        ] {
            let policy = place.policy(&settings, id);
            assert_eq!(import(&policy), Ok(exported.clone()), "{id}");
        }
    }
}
