//! From Salesforce's error answers to [`Problem`]s.
//!
//! REST answers an array `[{message, errorCode, fields?}]`, OAuth an object
//! `{error, error_description}`, a maintenance page HTML.

use serde::Deserialize;
use serde_json::Value;

use super::id::is_record_id;
use crate::json;
use crate::port::HttpResponse;
use crate::problem::{Kind, Problem};
use crate::text::markup::plain;

/// One error of a REST answer.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RestError {
    /// Salesforce's sentence, in the user's language.
    #[serde(default)]
    pub message: String,
    /// "REQUIRED_FIELD_MISSING".
    #[serde(default, alias = "statusCode")]
    pub error_code: String,
    /// API names; may be missing.
    #[serde(default)]
    pub fields: Vec<String>,
    /// What a duplicate rule says; Salesforce misspells the key in some versions.
    #[serde(default, alias = "duplicateResut")]
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
    fn records(&self) -> impl Iterator<Item = String> {
        let records = self.match_results.iter().flat_map(|one| &one.match_records);
        records.map(|one| one.record.id.clone())
    }
}

/// What a session may do about a 401.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unauthorized {
    /// The access token has expired: refresh once.
    Expired,
    /// The session is not accepted at all: never refresh.
    NotForApi,
}

/// Tells an expired session from one that an admin has to allow.
pub fn unauthorized(response: &HttpResponse) -> Option<Unauthorized> {
    if response.status != 401 {
        return None;
    }
    let errors = rest_errors(&response.body).unwrap_or_default();
    let not_for_api = errors.iter().any(|error| {
        error
            .message
            .contains("not valid for use with the REST API")
    });
    Some(if not_for_api {
        Unauthorized::NotForApi
    } else {
        Unauthorized::Expired
    })
}

/// Whether the answer sends the request elsewhere: the org's My Domain was
/// renamed. Redirects are not followed, since a token goes to no host that an
/// answer names.
pub fn has_moved(response: &HttpResponse) -> bool {
    matches!(response.status, 301 | 302 | 303 | 307 | 308)
}

/// The errors of a body: an array, or a single object.
pub fn rest_errors(body: &str) -> Option<Vec<RestError>> {
    let errors = match json::parse(body)? {
        one @ Value::Object(_) => {
            let one: RestError = json::read(one)?;
            if one.error_code.is_empty() {
                return None;
            }
            vec![one]
        }
        many => json::read(many)?,
    };
    (!errors.is_empty()).then_some(errors)
}

/// The problem that an answer of REST stands for. For any status that is not
/// a success.
pub fn problem(response: &HttpResponse) -> Problem {
    match rest_errors(&response.body) {
        Some(errors) => of_errors(response.status, &errors),
        None => unreadable(response),
    }
}

/// The problem of an answer that is not the data it should be.
pub fn unreadable(response: &HttpResponse) -> Problem {
    let html = response.body.trim_start().starts_with('<')
        || response
            .header("content-type")
            .is_some_and(|kind| kind.contains("text/html"));
    let kind = match response.status {
        _ if has_moved(response) => Kind::OrgMoved,
        401 => Kind::SessionEnded,
        410 => Kind::VersionRetired,
        429 => Kind::Busy,
        502..=504 => Kind::Unavailable,
        _ if html => Kind::NotJson,
        500.. => Kind::Unavailable,
        _ => Kind::BrokenJson,
    };
    Problem::new(kind)
}

/// The problem of a list of errors: the first decides the kind, all lend their
/// fields and messages.
pub fn of_errors(status: u16, errors: &[RestError]) -> Problem {
    let Some(first) = errors.first() else {
        return Problem::new(Kind::BrokenJson);
    };
    let mut fields = Vec::new();
    for field in errors.iter().flat_map(|error| &error.fields) {
        if !fields.contains(field) {
            fields.push(field.clone());
        }
    }
    let messages = errors.iter().map(|error| plain(error.message.trim()));
    let messages: Vec<String> = messages.collect();
    let mut records: Vec<String> = errors
        .iter()
        .filter_map(|error| error.duplicate_result.as_ref())
        .flat_map(DuplicateResult::records)
        .collect();
    for error in errors {
        if error.error_code == "DUPLICATE_VALUE" {
            let (holders, names) = taken(&error.message);
            records.extend(holders);
            fields.extend(names.filter(|name| !error.fields.contains(name)));
        }
    }
    Problem::new(kind(status, first))
        .said(messages.join("\n"))
        .fields(fields)
        .records(records)
}

/// Who holds a unique value, and in which field: "duplicate value found:
/// Link__c duplicates value on record with id: 00Q…". The sentence is in the
/// user's language, so that only the shape of its words counts.
fn taken(message: &str) -> (Vec<String>, impl Iterator<Item = String>) {
    let in_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let words: Vec<&str> = message.split(|c| !in_name(c)).collect();
    // No word of a sentence has a digit among its first three letters.
    let is_id = |word: &&str| {
        let prefix = word.get(..3).unwrap_or_default();
        prefix.bytes().any(|b| b.is_ascii_digit()) && is_record_id(word)
    };
    let holders = words.iter().copied().filter(is_id);
    let holders = holders.map(str::to_owned).collect();
    let names = words.into_iter().filter(|word| word.ends_with("__c"));
    (
        holders,
        names.map(str::to_owned).collect::<Vec<_>>().into_iter(),
    )
}

fn kind(status: u16, error: &RestError) -> Kind {
    match error.error_code.as_str() {
        "INVALID_SESSION_ID"
            if error
                .message
                .contains("not valid for use with the REST API") =>
        {
            Kind::SessionNotForApi
        }
        "INVALID_SESSION_ID" | "INVALID_AUTH_HEADER" | "MISSING_OAUTH_TOKEN" => Kind::SessionEnded,
        "REQUEST_LIMIT_EXCEEDED" if error.message.contains("Concurrent") => Kind::Busy,
        "REQUEST_LIMIT_EXCEEDED" => Kind::AllowanceSpent,
        "API_DISABLED_FOR_ORG" | "API_CURRENTLY_DISABLED" => Kind::ApiDisabled,
        "SERVER_UNAVAILABLE" | "SERVICE_UNAVAILABLE" | "UNKNOWN_EXCEPTION" => Kind::Unavailable,
        "UNABLE_TO_LOCK_ROW" => Kind::RowLocked,
        "REQUIRED_FIELD_MISSING" => Kind::RequiredMissing,
        "STRING_TOO_LONG" => Kind::TooLong,
        "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST" => Kind::BadChoice,
        "FIELD_INTEGRITY_EXCEPTION" => integrity(error),
        "INVALID_EMAIL_ADDRESS" => Kind::BadEmail,
        "FIELD_CUSTOM_VALIDATION_EXCEPTION" => Kind::ValidationRule,
        "INVALID_FIELD_FOR_INSERT_UPDATE" => Kind::FieldNotWritable,
        "INVALID_FIELD" => Kind::UnknownField,
        "DUPLICATES_DETECTED" => match &error.duplicate_result {
            Some(result) if result.allow_save => Kind::DuplicatesFound,
            _ => Kind::DuplicatesForbidden,
        },
        "DUPLICATE_VALUE" => Kind::ValueTaken,
        "STORAGE_LIMIT_EXCEEDED" => Kind::OrgStorageFull,
        "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY" => Kind::NoReferenceAccess,
        "ENTITY_IS_DELETED" => Kind::RecordGone,
        "JSON_PARSER_ERROR"
        | "INVALID_TYPE_ON_FIELD_IN_RECORD"
        | "NUMBER_OUTSIDE_VALID_RANGE"
        | "MALFORMED_ID"
        | "INVALID_CROSS_REFERENCE_KEY" => Kind::BadValue,
        code if code.starts_with("INSUFFICIENT_ACCESS")
            || matches!(
                code,
                "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY_DENIED" | "INVALID_TYPE"
            ) =>
        {
            Kind::NoAccess
        }
        _ => match status {
            401 => Kind::SessionEnded,
            410 => Kind::VersionRetired,
            429 => Kind::Busy,
            500.. => Kind::Unavailable,
            _ => Kind::Refused,
        },
    }
}

fn integrity(error: &RestError) -> Kind {
    let country = |field: &String| field.contains("Country") || field.contains("State");
    if error.fields.iter().any(country) {
        Kind::BadCountry
    } else {
        Kind::BadValue
    }
}

/// The problem that an OAuth error stands for, from the redirect or from the
/// token endpoint.
pub fn oauth(code: &str, description: &str) -> Problem {
    let told = |words: &str| description.to_ascii_lowercase().contains(words);
    let kind = match code {
        "access_denied" | "access-denied" => Kind::SignInDenied,
        "OAUTH_APP_BLOCKED" | "OAUTH_APP_ACCESS_DENIED" => Kind::AppBlocked,
        "OAUTH_EC_APP_NOT_FOUND" | "invalid_client_id" => Kind::AppNotFound,
        "OAUTH_APPROVAL_ERROR_GENERIC" => Kind::AppApproval,
        "redirect_uri_mismatch" => Kind::AppRedirectMismatch,
        "invalid_scope" => Kind::AppScope,
        "invalid_client" if told("secret") => Kind::AppSecretRequired,
        "invalid_client" | "unauthorized_client" => Kind::AppNotInstalled,
        "inactive_user" => Kind::InactiveUser,
        "inactive_org" => Kind::InactiveOrg,
        "invalid_grant" if told("inactive") => Kind::InactiveUser,
        "invalid_grant" => Kind::SessionEnded,
        "temporarily_unavailable" | "server_error" => Kind::Unavailable,
        _ => Kind::SignInRefused,
    };
    let said = match (code, description) {
        ("", description) => description.to_owned(),
        (code, "") => code.to_owned(),
        (code, description) => format!("{code}: {description}"),
    };
    Problem::new(kind).said(said)
}

#[cfg(test)]
mod tests;
