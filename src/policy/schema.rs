//! The schema of the administrator's policy, as `chrome.storage` wants it
//! (`storage.managed_schema` in the manifest; JSON Schema version 3 as far as
//! browsers read it). `cargo xtask schema` writes it, a test holds the file to it.
//!
//! Types only: a browser drops what does not fit a schema without a word to the
//! extension, so that a wrong host or number is better left to
//! [`apply`](super::apply), which names it on the settings page.

use serde_json::{Map, Value, json};

/// One key: its title, its description, its type.
type Row = (&'static str, &'static str, &'static str, fn() -> Value);

const ROWS: &[Row] = &[
    (
        "leadCreation",
        "Let reps create Leads",
        "While this is off no page is read, no button appears and Salesforce is not called. Off unless set.",
        boolean,
    ),
    (
        "contactCreation",
        "Let reps create Contacts",
        "Beside Leads. A Contact needs an Account that is there already; none is created. Off unless set.",
        boolean,
    ),
    (
        "offerFirst",
        "Offer first",
        "\"Lead\" (unless set) or \"Contact\": which of the two a form begins with where both may be created.",
        text,
    ),
    (
        "updates",
        "Updates",
        "For any of Title, Company, Country, Email and Phone, and for fields of your own by their API names: \"offer\" to take the page's value, \"empty\" to do so only where the record has none, or \"never\". Off unless set.",
        || json!({ "type": "object", "additionalProperties": text() }),
    ),
    (
        "salesforce",
        "Salesforce",
        "Which org, and through which External Client App.",
        salesforce,
    ),
    (
        "leadSource",
        "Lead Source",
        "An active value of the org's Lead Source picklist, set on every record.",
        text,
    ),
    (
        "fields",
        "Fields of the form",
        "For any of FirstName, LastName, Country, Title, Company, Email, Phone and LeadSource: whether it is shown, and whether a rep may change a value that was read with certainty.",
        fields,
    ),
    (
        "objects",
        "Your own fields",
        "For Lead and Contact: the field that takes the profile's link, and fields beyond the eight, each filled in from the page, with a fixed value, or by the rep.",
        objects,
    ),
    (
        "assignmentRule",
        "Assignment rule",
        "\"none\": the Lead is the rep's. \"default\": the org's active rule decides. Or the id of a rule, which begins with 01Q.",
        text,
    ),
    (
        "duplicates",
        "Duplicates",
        "What happens when the org's duplicate rules warn. \"warn\": the rep is told and may save anyway where the rule allows it. \"block\": the rep is told and may not.",
        text,
    ),
    (
        "monthlyLimit",
        "Monthly limit",
        "Records that a rep may create in a calendar month, 1 to 1000.",
        || json!({ "type": "integer" }),
    ),
    (
        "keepHistory",
        "Keep the history",
        "How many days the list of recent Leads keeps what is done, 1 to 365. 90 unless set.",
        || json!({ "type": "integer" }),
    ),
    (
        "staySignedIn",
        "Keep people signed in",
        "Keep the refresh token between browser sessions. On unless set.",
        boolean,
    ),
    (
        "pageButton",
        "Show the button in pages",
        "The button on Sales Navigator pages and LinkedIn profiles. On unless set.",
        boolean,
    ),
    (
        "language",
        "Language",
        "Of everything that the extension shows: en, de, fr, es, pt-BR, it, nl, ja or ar. The browser's unless set.",
        text,
    ),
    (
        "opensIn",
        "Where it opens",
        "\"popup\": the popup, which closes with the next click elsewhere. \"panel\": the browser's side panel, which stays and follows the tab. The popup unless set.",
        text,
    ),
    (
        "sites",
        "Rules for pages",
        "Rules that read a site's pages, added before the built-in ones or in place of those with the same id.",
        || json!({ "type": "array", "items": site() }),
    ),
];

/// The schema.
pub fn schema() -> Value {
    let mut properties = Map::new();
    for (key, title, description, kind) in ROWS {
        properties.insert((*key).to_owned(), described(title, description, kind()));
    }
    json!({ "type": "object", "properties": properties })
}

fn described(title: &str, description: &str, mut kind: Value) -> Value {
    kind["title"] = json!(title);
    kind["description"] = json!(description);
    kind
}

fn boolean() -> Value {
    json!({ "type": "boolean" })
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn list(items: Value) -> Value {
    json!({ "type": "array", "items": items })
}

fn salesforce() -> Value {
    json!({ "type": "object", "properties": {
        "loginHost": described(
            "Login host",
            "https://login.salesforce.com, https://test.salesforce.com, or the org's My Domain: https://yourcompany.my.salesforce.com.",
            text(),
        ),
        "organizationId": described(
            "Organization ID",
            "Everybody is held to this org; 15 or 18 characters, beginning with 00D.",
            text(),
        ),
        "clientId": described(
            "Consumer key",
            "Of the org's External Client App. It is not a secret.",
            text(),
        ),
    } })
}

fn fields() -> Value {
    json!({ "type": "object", "additionalProperties": { "type": "object", "properties": {
        "visible": described("Visible", "It is shown in the form.", boolean()),
        "editable": described("Editable", "A rep may change a value that was read with certainty.", boolean()),
    } } })
}

/// As `own::Objects` has it.
fn objects() -> Value {
    let own = json!({ "type": "object", "properties": {
        "field": described("Field", "Its API name, such as Industry or Region__c.", text()),
        "from": described("From the page", "\"link\", \"headline\", \"place\", \"city\", \"region\", \"company\", \"companyPage\" or \"about\".", text()),
        "value": described("Fixed value", "What every record gets: a text, a picklist's value, or \"true\".", text()),
        "ask": described("Ask the rep", "The field stands in the form.", boolean()),
        "required": described("Required", "Where the rep is asked: no record without it.", boolean()),
        "default": described("Default", "Where the rep is asked: the value to start with.", text()),
    } });
    let object = json!({ "type": "object", "properties": {
        "link": described("Profile link", "The API name of the field that takes the profile's link; matching asks by it.", text()),
        "writeLink": described("Write the link", "Match writes the profile's link to the record, where the field is empty. Off unless set.", boolean()),
        "own": described("Own fields", "In the order of the form.", list(own)),
    } });
    json!({ "type": "object", "additionalProperties": object })
}

/// As `SiteRules` has it.
fn site() -> Value {
    let key = json!({ "type": "object", "properties": {
        "after": described("After", "The texts that the key stands behind, such as /sales/lead/.", list(text())),
        "inner": described("Inner", "How the site's inner ids begin, which may stand in an address in place of the key.", list(text())),
        "take": described("Take", "Where inside the item the text with the key is.", list(take())),
        "link": described("Link", "The profile's address, with {key} in place of the key.", text()),
    } });
    let fields = json!({ "type": "object", "additionalProperties": list(take()) });
    json!({ "type": "object", "properties": {
        "id": described("Id", "Names the rules; those of the same id as built-in ones stand in their place.", text()),
        "site": described("Site", "Whose key of a person this is; rules of one site share it.", text()),
        "addresses": described("Addresses", "Of the pages; * stands for any text.", list(text())),
        "kind": described("Kind", "\"person\" or \"list\".", text()),
        "key": described("Key", "Where a person's key stands.", key),
        "title": described("Title", "What follows the person's name in the page's title, such as | LinkedIn.", list(text())),
        "items": described("Items", "Selectors of the elements that hold a person each.", list(text())),
        "fields": described("Fields", "Per value (name, headline, place, title, company, companyLabel, companyLine, badge, companyPage, about, email, phone, ticked; jobTitle, jobCompany, jobGroup, jobDates, jobPage) where to look, in order.", fields),
        "jobs": described("Jobs", "Selectors of the elements that hold a current job each.", list(text())),
        "experience": described("Experience", "The same for jobs of now and of before, where those find none.", list(text())),
        "unrendered": described("Unrendered", "Selectors of rows that the page has not rendered yet.", list(text())),
        "panel": described("Panel", "On a list: the id of the rules by which a person is read who is opened over it.", text()),
        "blocked": described("Blocked", "Selectors of what asks for a check or a sign-in.", list(text())),
        "data": described("Data", "People are read from JSON-LD, microdata and h-cards, too.", boolean()),
    } })
}

/// As `Take` has it.
fn take() -> Value {
    json!({ "type": "object", "properties": {
        "select": described("Select", "A CSS selector; empty for the item itself.", text()),
        "how": described("How", "\"text\" (unless set), \"lines\", \"bare\", \"after\", \"attribute\", \"keys\" or \"present\".", text()),
        "attribute": described("Attribute", "The attribute to take.", text()),
        "page": described("Page", "Look in the whole page in place of the item.", boolean()),
        "all": described("All", "Take every text that is found.", boolean()),
        "until": described("Until", "Take only what stands before this text.", text()),
    } })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::SiteRules;
    use crate::policy::own::{ObjectFields, OwnField, PageValue};
    use crate::policy::updates::UpdateRule;
    use crate::policy::{FieldChoice, Settings};

    /// The schema's shape of a value, down to its leaves.
    fn fits(value: &Value, schema: &Value, at: &str) {
        let kind = schema["type"].as_str().unwrap_or_default();
        match value {
            Value::Bool(_) => assert_eq!(kind, "boolean", "{at}"),
            Value::Number(_) => assert_eq!(kind, "integer", "{at}"),
            Value::String(_) => assert_eq!(kind, "string", "{at}"),
            Value::Array(all) => {
                assert_eq!(kind, "array", "{at}");
                for one in all {
                    fits(one, &schema["items"], at);
                }
            }
            Value::Object(parts) => {
                assert_eq!(kind, "object", "{at}");
                for (name, part) in parts {
                    let own = match schema["properties"].get(name) {
                        Some(own) => own,
                        None => &schema["additionalProperties"],
                    };
                    fits(part, own, &format!("{at}.{name}"));
                }
            }
            Value::Null => panic!("{at} is null"),
        }
    }

    #[test]
    fn the_schema_has_every_setting_with_its_type_and_words() {
        let rules = crate::page::sites::built_in();
        let rules: Vec<Value> = rules.iter().map(|one: &SiteRules| json!(one)).collect();
        let mut settings = Settings {
            lead_source: Some("Web".into()),
            sites: rules,
            ..Settings::default()
        };
        let choice = FieldChoice {
            visible: true,
            editable: true,
        };
        settings.fields.insert("Title".into(), choice);
        settings.language = Some("de".into());
        settings.updates.insert("Title".into(), UpdateRule::Offer);
        let whole = OwnField {
            field: "Rating".into(),
            from: Some(PageValue::Headline),
            value: Some("Hot".into()),
            ask: true,
            required: true,
            default: Some("Hot".into()),
        };
        let object = ObjectFields {
            link: Some("Profile_Link__c".into()),
            write_link: true,
            own: vec![whole],
        };
        settings.objects.insert("Lead".into(), object);
        let settings = json!(settings);
        let schema = schema();
        fits(&settings, &schema, "settings");
        let properties = schema["properties"].as_object().unwrap();
        let names = |map: &Map<String, Value>| map.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(properties), names(settings.as_object().unwrap()));
        fn keys(schema: &Value, all: &mut Vec<(String, Value)>) {
            for (key, property) in schema["properties"].as_object().into_iter().flatten() {
                all.push((key.clone(), property.clone()));
                keys(property, all);
            }
            for inner in ["items", "additionalProperties"] {
                if let Some(inner) = schema.get(inner) {
                    keys(inner, all);
                }
            }
        }
        let mut all = Vec::new();
        keys(&schema, &mut all);
        assert!(all.len() > 30, "{}", all.len());
        for (key, property) in all {
            for words in ["title", "description"] {
                assert!(
                    property[words]
                        .as_str()
                        .is_some_and(|text| !text.is_empty()),
                    "{key}"
                );
            }
        }
    }
}
