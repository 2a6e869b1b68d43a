//! What stands in the way of sending, field by field.

use super::draft::Draft;
use super::form::{Field, Form};
use crate::field::Input;
use crate::text::sentence::Sentence;

/// A complaint about one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidationError {
    /// API name.
    pub field: String,
    /// A sentence for the rep.
    pub why: Sentence,
}

/// Everything that must be corrected before the draft is sent, in the form's
/// order.
pub fn validation_errors(form: &Form, draft: &Draft) -> Vec<ValidationError> {
    form.fields
        .iter()
        .filter_map(|field| {
            Some(ValidationError {
                field: field.name.clone(),
                why: complaint(field, form, draft)?,
            })
        })
        .collect()
}

fn complaint(field: &Field, form: &Form, draft: &Draft) -> Option<Sentence> {
    let text = draft.value(&field.name).trim();
    let about = |key: &'static str| Sentence::of(key).with(&field.label);
    if text.is_empty() {
        let entry = draft.entries.get(&field.name);
        let looked_for = entry.and_then(|entry| entry.shown.as_deref());
        if looked_for.is_some_and(|shown| !shown.trim().is_empty()) {
            return Some(about("wrong_not_looked_up"));
        }
        return field.required.then(|| about("wrong_empty"));
    }
    let length = text.encode_utf16().count() as u32;
    if let Some(max) = field.input.max()
        && length > max
    {
        return Some(about("wrong_too_long").with(max).with(length));
    }
    match &field.input {
        Input::Email { .. } => (!is_email(text)).then(|| about("wrong_email")),
        Input::Phone { .. } => {
            (!text.chars().any(|c| c.is_numeric())).then(|| about("wrong_phone"))
        }
        Input::Integer { digits } => {
            let long = text.trim_start_matches('-').len() as u32 > (*digits).max(1);
            let wrong = text.parse::<i64>().is_err() || long;
            wrong.then(|| about("wrong_whole_number").with(digits))
        }
        Input::Decimal { precision, scale } => (!is_decimal(text, *precision, *scale)).then(|| {
            let whole = precision.saturating_sub(*scale);
            about("wrong_number").with(whole).with(scale)
        }),
        Input::Picklist { .. } | Input::MultiPicklist { .. } => {
            let value = |name: &str| {
                let held = form.fields.iter().any(|field| field.name == name);
                held.then(|| draft.value(name))
            };
            let fallen = field.valid_values(text, value).is_some();
            fallen.then(|| about("wrong_choice"))
        }
        _ => None,
    }
}

/// One `@` with something before it and a dotted host behind it; Salesforce
/// judges the rest.
fn is_email(text: &str) -> bool {
    let Some((local, host)) = text.rsplit_once('@') else {
        return false;
    };
    let dotted = host.split('.').count() > 1 && host.split('.').all(|label| !label.is_empty());
    !local.is_empty() && !local.contains('@') && dotted && !text.contains(char::is_whitespace)
}

fn is_decimal(text: &str, precision: u32, scale: u32) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    !(whole.is_empty() && fraction.is_empty())
        && digits(whole)
        && digits(fraction)
        && fraction.len() as u32 <= scale
        && whole.len() as u32 <= precision.saturating_sub(scale)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::PicklistValue;
    use crate::lead::form::Section;

    #[test]
    fn each_field_is_held_to_its_input() {
        let choice = |value: &str| PicklistValue {
            value: value.to_owned(),
            label: value.to_owned(),
            valid_for: None,
        };
        let picklist = |open| Input::Picklist {
            options: vec![choice("Web"), choice("Other")],
            open,
            controller: None,
        };
        let many = Input::MultiPicklist {
            options: vec![choice("A"), choice("B")],
            controller: None,
        };
        let cases = [
            (Input::Text { max: 5 }, "12345", true),
            (Input::Text { max: 5 }, "123456", false),
            (Input::Text { max: 5 }, "ab😀c", true),
            (Input::Text { max: 5 }, "", false),
            (Input::Email { max: 80 }, "a@example.com", true),
            (Input::Email { max: 80 }, "a@example", false),
            (Input::Email { max: 80 }, "a b@example.com", false),
            (Input::Email { max: 80 }, "a@b@example.com", false),
            (Input::Phone { max: 40 }, "+1 555 0100", true),
            (Input::Phone { max: 40 }, "call me", false),
            (Input::Integer { digits: 3 }, "-123", true),
            (Input::Integer { digits: 3 }, "1234", false),
            (Input::Integer { digits: 3 }, "1.5", false),
            (
                Input::Decimal {
                    precision: 5,
                    scale: 2,
                },
                "123.45",
                true,
            ),
            (
                Input::Decimal {
                    precision: 5,
                    scale: 2,
                },
                "1234",
                false,
            ),
            (
                Input::Decimal {
                    precision: 5,
                    scale: 2,
                },
                "1.234",
                false,
            ),
            (
                Input::Decimal {
                    precision: 5,
                    scale: 2,
                },
                "1e2",
                false,
            ),
            (picklist(false), "Web", true),
            (picklist(false), "Radio", false),
            (picklist(true), "Radio", true),
            (many.clone(), "A;B", true),
            (many, "A;C", false),
        ];
        for (input, text, good) in cases {
            let form = Form {
                fields: vec![Field {
                    name: "X".to_owned(),
                    label: "X".to_owned(),
                    input: input.clone(),
                    required: true,
                    visible: true,
                    editable: true,
                    section: Section::Standard,
                    help: None,
                    default: None,
                    from: None,
                }],
                ..Form::default()
            };
            let mut draft = Draft::default();
            draft.type_in("X", text.to_owned());
            let validation_errors = validation_errors(&form, &draft);
            assert_eq!(
                validation_errors.is_empty(),
                good,
                "{input:?} {text}: {validation_errors:?}"
            );
        }
    }
}
