//! Custom fields: those of the tests, and the admin's own.

use super::Field;
use crate::shape::OwnField;

/// Types that an admin's own field may have.
const TYPES: &[&str] = &[
    "string",
    "textarea",
    "url",
    "email",
    "phone",
    "boolean",
    "int",
    "double",
    "currency",
    "percent",
    "date",
    "datetime",
    "picklist",
    "multipicklist",
];

/// A field of the admin's; an unknown type is text.
pub fn own(own: &OwnField) -> Field {
    let kind = TYPES
        .iter()
        .find(|kind| **kind == own.kind)
        .unwrap_or(&"string");
    let texts = matches!(
        *kind,
        "string" | "textarea" | "url" | "email" | "phone" | "picklist" | "multipicklist"
    );
    let length = match (own.length, texts) {
        (0, true) => 255,
        (length, true) => length,
        (_, false) => 0,
    };
    let label = match own.label.is_empty() {
        true => &own.name,
        false => &own.label,
    };
    let flags = match (own.required, own.values.is_empty()) {
        (true, true) => "cu",
        (true, false) => "cuR",
        (false, true) => "cnu",
        (false, false) => "cnuR",
    };
    Field {
        values: own.values.clone(),
        unique: own.unique,
        digits: match *kind {
            "int" => (9, 0, 0),
            "double" | "currency" | "percent" => (0, 18, 2),
            _ => (0, 0, 0),
        },
        ..custom(&own.name, label, kind, length, flags)
    }
}

/// A field that has nothing besides.
pub fn custom(
    name: &str,
    label: &str,
    kind: &'static str,
    length: u32,
    flags: &'static str,
) -> Field {
    Field {
        name: name.to_owned(),
        label: label.to_owned(),
        kind,
        length,
        flags,
        values: Vec::new(),
        controller: None,
        refers: Vec::new(),
        digits: (0, 0, 0),
        help: None,
        unique: false,
        encrypted: false,
    }
}

/// A required field of every type that a form can fill in.
pub fn required_fields() -> Vec<Field> {
    let list = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    let one = |name: &str, label: &str, kind: &'static str, length: u32| {
        custom(name, label, kind, length, "cu")
    };
    vec![
        Field {
            help: Some("The team\u{2019}s own code."),
            ..one("Territory_Code__c", "Territory Code", "string", 12)
        },
        one("Reason__c", "Reason", "textarea", 500),
        one("Second_Email__c", "Second Email", "email", 80),
        one("Direct_Line__c", "Direct Line", "phone", 40),
        one("Home_Page__c", "Home Page", "url", 255),
        one("Agreed__c", "Agreed", "boolean", 0),
        Field {
            digits: (6, 0, 0),
            ..one("Seats__c", "Seats", "int", 0)
        },
        Field {
            digits: (0, 8, 3),
            ..one("Score__c", "Score", "double", 0)
        },
        Field {
            digits: (0, 18, 2),
            ..one("Budget__c", "Budget", "currency", 0)
        },
        Field {
            digits: (0, 5, 2),
            ..one("Chance__c", "Chance", "percent", 0)
        },
        one("First_Call__c", "First Call", "date", 0),
        one("Meeting__c", "Meeting", "datetime", 0),
        one("Best_Time__c", "Best Time", "time", 0),
        Field {
            values: list(&["North", "South"]),
            flags: "cuR",
            ..one("Region__c", "Region", "picklist", 255)
        },
        Field {
            values: list(&["Oslo", "Rome", "Travelling"]),
            flags: "cuR",
            controller: Some(("Region__c".into(), vec![vec![0], vec![1], vec![0, 1]])),
            ..one("Office__c", "Office", "picklist", 255)
        },
        Field {
            values: list(&["Red", "Green", "Blue"]),
            flags: "cuR",
            ..one("Interests__c", "Interests", "multipicklist", 4099)
        },
        Field {
            values: list(&["Fair", "Webinar"]),
            ..one("Heard_At__c", "Heard At", "combobox", 40)
        },
        Field {
            refers: vec!["Account"],
            ..one("Partner__c", "Partner", "reference", 18)
        },
    ]
}
