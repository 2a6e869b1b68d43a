//! The forms in which REST's interfaces write their errors: an array
//! `[{message, errorCode, fields?}]`, or an object of the User Interface API.

use serde::Deserialize;
use serde_json::Value;

use crate::json;
use crate::salesforce::id::is_record_id;

/// One error of a REST answer.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RestError {
    /// Salesforce's sentence, in the user's language.
    #[serde(default)]
    pub message: String,
    /// "REQUIRED_FIELD_MISSING".
    #[serde(default)]
    pub error_code: String,
    /// API names; may be missing.
    #[serde(default)]
    pub fields: Vec<String>,
    /// What a duplicate rule says.
    #[serde(default)]
    pub duplicate_result: Option<DuplicateResult>,
}

/// What a duplicate rule says.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DuplicateResult {
    /// The rule lets the record be saved all the same.
    #[serde(default)]
    pub allow_save: bool,
    /// Per object, the records that match.
    #[serde(default)]
    match_results: Vec<MatchResult>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct MatchResult {
    #[serde(default)]
    match_records: Vec<MatchRecord>,
}

#[derive(Clone, Debug, Deserialize)]
struct MatchRecord {
    record: RecordId,
}

#[derive(Clone, Debug, Deserialize)]
struct RecordId {
    #[serde(rename = "Id")]
    id: String,
}

impl DuplicateResult {
    /// The ids of the records that match.
    pub(super) fn records(&self) -> impl Iterator<Item = String> {
        let records = self.match_results.iter().flat_map(|one| &one.match_records);
        records.map(|one| one.record.id.clone())
    }
}

/// The error with the names that it has mostly: some interfaces call the code
/// otherwise, and some versions misspell the other key.
fn by_usual_names(error: &Value) -> Value {
    let mut error = error.clone();
    for (other, usual) in [
        ("statusCode", "errorCode"),
        ("duplicateResut", "duplicateResult"),
    ] {
        if let Some(fields) = error.as_object_mut()
            && let Some(value) = fields.remove(other)
        {
            fields.insert(usual.to_owned(), value);
        }
    }
    error
}

/// The errors of the User Interface API: a whole, and below `output` those of the
/// record and of its fields (User Interface API Developer Guide, "Status Codes
/// and Error Responses").
fn ui_errors(whole: &Value) -> Vec<RestError> {
    let text = |of: &Value, name: &str| of[name].as_str().unwrap_or_default().to_owned();
    let one = |error: &Value, field: Option<&String>| RestError {
        message: text(error, "message"),
        error_code: match text(error, "errorCode") {
            code if code.is_empty() => text(whole, "errorCode"),
            code => code,
        },
        fields: field
            .cloned()
            .or_else(|| Some(error["field"].as_str()?.to_owned()))
            .into_iter()
            .collect(),
        duplicate_result: ui_duplicates(error),
    };
    let list = |errors: &Value| errors.as_array().cloned().unwrap_or_default();
    let output = &whole["output"];
    let mut errors: Vec<RestError> = list(&output["errors"])
        .iter()
        .map(|error| one(error, None))
        .collect();
    for (field, own) in output["fieldErrors"].as_object().into_iter().flatten() {
        errors.extend(list(own).iter().map(|error| one(error, Some(field))));
    }
    if errors.is_empty() {
        errors.push(one(whole, None));
    }
    errors
}

/// What a duplicate rule says, wherever it stands below the error: the records'
/// ids, and whether the record may be saved all the same.
fn ui_duplicates(error: &Value) -> Option<DuplicateResult> {
    fn walk(value: &Value, ids: &mut Vec<String>, allow_save: &mut bool) {
        match value {
            Value::String(text) if is_record_id(text) && !ids.contains(text) => {
                ids.push(text.clone());
            }
            Value::Array(list) => list.iter().for_each(|one| walk(one, ids, allow_save)),
            Value::Object(map) => {
                for (name, one) in map {
                    *allow_save |= matches!(name.as_str(), "allowSave" | "isAllowSave")
                        && one.as_bool() == Some(true);
                    walk(one, ids, allow_save);
                }
            }
            _ => {}
        }
    }
    let (mut ids, mut allow_save) = (Vec::new(), false);
    walk(
        error.get("duplicateRecordError")?,
        &mut ids,
        &mut allow_save,
    );
    let record = |id| MatchRecord {
        record: RecordId { id },
    };
    Some(DuplicateResult {
        allow_save,
        match_results: vec![MatchResult {
            match_records: ids.into_iter().map(record).collect(),
        }],
    })
}

/// The errors of a body: an array, or a single object.
pub fn rest_errors(body: &Value) -> Option<Vec<RestError>> {
    let all = match body {
        Value::Array(many) => many.as_slice(),
        one @ Value::Object(_) => std::slice::from_ref(one),
        _ => return None,
    };
    let mut errors = Vec::new();
    for one in all {
        if one["output"].is_object() || one["statusCode"].is_number() {
            errors.extend(ui_errors(one));
        } else {
            errors.push(json::read::<RestError>(by_usual_names(one))?);
        }
    }
    let coded = |error: &RestError| !error.error_code.is_empty();
    (!errors.is_empty() && errors.iter().all(coded)).then_some(errors)
}
