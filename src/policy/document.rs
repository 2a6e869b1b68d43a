//! The settings document kept on this machine: the version of its shape, and
//! how it is changed. The options page is its one writer and makes one change
//! after the other, by a lock where it is open in several tabs.

use serde_json::{Map, Value, json};

use super::SETTINGS;
use crate::port::{Area, Store, StoreFailure};

/// The day of the document's present shape; kept in it as `version`.
pub const VERSION: &str = "2026-11-24";

/// Where the document says its version.
const VERSION_KEY: &str = "version";

/// One step from an older shape to a newer one.
type Step = fn(&mut Map<String, Value>);

/// Each step with the day of the shape that it makes, oldest first.
const STEPS: &[(&str, Step)] = &[
    // A setting that was taken back was kept as an empty text until this day.
    ("2026-11-24", drop_empty_texts),
];

/// Brings a document to the present shape.
pub fn migrate(document: &mut Map<String, Value>) {
    let version = document.remove(VERSION_KEY);
    let version = version.as_ref().and_then(Value::as_str).unwrap_or("");
    for (day, step) in STEPS {
        // ISO days compare as texts.
        if version < *day {
            step(document);
        }
    }
}

fn drop_empty_texts(document: &mut Map<String, Value>) {
    document.retain(|_, value| value != "");
    if let Some(Value::Object(org)) = document.get_mut("salesforce") {
        org.retain(|_, value| value != "");
    }
}

/// A change of the document, its values checked.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// One setting, by its key ("leadSource", "salesforce.loginHost").
    Set(&'static str, Value),
    /// All settings, as a file has them.
    Replace(Map<String, Value>),
}

/// Sets one key of a document in the present shape; an empty text takes the
/// setting back.
pub fn set(document: &mut Map<String, Value>, key: &str, value: Value) {
    let (place, name) = match key.split_once('.') {
        None => (document, key),
        Some((group, part)) => {
            let group = document.entry(group).or_insert_with(|| json!({}));
            if !group.is_object() {
                *group = json!({});
            }
            let Some(group) = group.as_object_mut() else {
                return;
            };
            (group, part)
        }
    };
    if value == "" {
        place.remove(name);
    } else {
        place.insert(name.to_owned(), value);
    }
}

/// Keeps a change. It reads the document, changes it and writes it whole: a
/// second one waits until this one has ended.
///
/// # Errors
/// What storage answered; the document is as it was.
pub async fn keep(store: &impl Store, change: Change) -> Result<(), StoreFailure> {
    let mut document = match change {
        Change::Replace(document) => document,
        Change::Set(key, value) => {
            let mut document = match store.get(Area::Local, SETTINGS).await? {
                Some(Value::Object(document)) => document,
                _ => Map::new(),
            };
            migrate(&mut document);
            set(&mut document, key, value);
            document
        }
    };
    document.insert(VERSION_KEY.to_owned(), json!(VERSION));
    let entry = (SETTINGS.to_owned(), Value::Object(document));
    store.set(Area::Local, vec![entry]).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap()
    }

    #[test]
    fn a_key_is_set_and_an_empty_text_takes_it_back() {
        let cases = [
            (
                json!({}),
                "leadCreation",
                json!(true),
                json!({ "leadCreation": true }),
            ),
            (
                json!({ "leadSource": "Web", "pageButton": false }),
                "leadSource",
                json!("Other"),
                json!({ "leadSource": "Other", "pageButton": false }),
            ),
            (
                json!({ "leadSource": "Web" }),
                "leadSource",
                json!(""),
                json!({}),
            ),
            (
                json!({}),
                "salesforce.clientId",
                json!("x"),
                json!({ "salesforce": { "clientId": "x" } }),
            ),
            (
                json!({ "salesforce": { "clientId": "x", "organizationId": "y" } }),
                "salesforce.organizationId",
                json!(""),
                json!({ "salesforce": { "clientId": "x" } }),
            ),
            // What is no object gives way.
            (
                json!({ "salesforce": 7 }),
                "salesforce.clientId",
                json!("x"),
                json!({ "salesforce": { "clientId": "x" } }),
            ),
        ];
        for (before, key, value, after) in cases {
            let mut document = map(before.clone());
            set(&mut document, key, value.clone());
            assert_eq!(Value::Object(document), after, "{before} {key} {value}");
        }
    }

    #[test]
    fn an_older_document_is_carried_over() {
        let older = json!({ "leadSource": "", "leadCreation": true, "salesforce": { "organizationId": "", "clientId": "x" } });
        let newer = json!({ "leadCreation": true, "salesforce": { "clientId": "x" } });
        for (before, after) in [
            (older.clone(), newer),
            (json!({}), json!({})),
            (
                json!({ "version": VERSION, "leadSource": "" }),
                json!({ "leadSource": "" }),
            ),
        ] {
            let mut document = map(before.clone());
            migrate(&mut document);
            assert_eq!(Value::Object(document), after, "{before}");
        }
        // The last step is the present shape's.
        assert_eq!(STEPS.last().unwrap().0, VERSION);
    }
}
