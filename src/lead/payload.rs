//! What is sent to create a Lead: the draft's texts as the types the org wants.

use serde_json::{Map, Value, json};

use super::draft::Draft;
use super::form::{Field, Form};
use crate::field::Input;
use crate::json;
use crate::platform::datetime::utc;

/// The body of a create. Empty values are left out, so that the org's own
/// defaults apply. For a draft without [`super::validate`]'s validation_errors.
pub fn payload(form: &Form, draft: &Draft) -> Map<String, Value> {
    let mut body = Map::new();
    for field in &form.fields {
        if let Some(value) = value(field, draft.value(&field.name)) {
            body.insert(field.name.clone(), value);
        }
    }
    if let Some(record_type) = draft.record_type.as_ref().or(form.record_type.as_ref()) {
        body.insert("RecordTypeId".to_owned(), json!(record_type));
    }
    body
}

fn value(field: &Field, text: &str) -> Option<Value> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    Some(match &field.input {
        Input::Checkbox => json!(text == "true"),
        Input::Integer { .. } => json!(text.parse::<i64>().ok()?),
        Input::Decimal { .. } => decimal(text)?,
        // `14:30` as Salesforce's time has it.
        Input::Time => json!(format!("{text}:00.000Z")),
        // From the rep's own time zone.
        Input::DateTime => json!(utc(text)?),
        _ => json!(text),
    })
}

/// The number that a text of digits, at most one sign and one point stands for.
/// JSON knows neither `.5` nor `007`.
fn decimal(text: &str) -> Option<Value> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    json::parse(&format!("{sign}{whole}.{fraction}0"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lead::form::Section;

    #[test]
    fn texts_become_the_types_of_the_org() {
        let decimal = || Input::Decimal {
            precision: 5,
            scale: 2,
        };
        let cases = [
            (
                "Title",
                Input::Text { max: 128 },
                " Head of Sales ",
                Some(json!("Head of Sales")),
            ),
            ("Title", Input::Text { max: 128 }, "  ", None),
            ("Ok__c", Input::Checkbox, "true", Some(json!(true))),
            ("Ok__c", Input::Checkbox, "false", Some(json!(false))),
            ("N__c", Input::Integer { digits: 9 }, "42", Some(json!(42))),
            ("D__c", decimal(), "1.25", Some(json!(1.25))),
            ("D__c", decimal(), "-.5", Some(json!(-0.5))),
            ("D__c", decimal(), "007.", Some(json!(7.0))),
            ("D__c", decimal(), "0", Some(json!(0.0))),
            (
                "At__c",
                Input::DateTime,
                "2026-11-23T14:30",
                Some(json!("2026-11-23T14:30:00.000Z")),
            ),
            ("At__c", Input::DateTime, "tomorrow", None),
            ("T__c", Input::Time, "14:30", Some(json!("14:30:00.000Z"))),
        ];
        for (name, input, text, expected) in cases {
            let form = Form {
                fields: vec![Field {
                    name: name.to_owned(),
                    label: name.to_owned(),
                    input,
                    required: false,
                    visible: true,
                    editable: true,
                    section: Section::OrgAsks,
                    help: None,
                    default: None,
                    from: None,
                }],
                ..Form::default()
            };
            let mut draft = Draft::default();
            draft.type_in(name, text.to_owned());
            assert_eq!(
                payload(&form, &draft).get(name),
                expected.as_ref(),
                "{text}"
            );
        }
    }
}
