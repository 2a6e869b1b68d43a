//! From Salesforce's error answers to [`Problem`]s.
//!
//! REST answers in the forms of [`body`], OAuth an object
//! `{error, error_description}`, a maintenance page HTML.

use serde_json::{Map, Value};

use super::clock::of_http_date;
use super::id::is_record_id;
use crate::json;
use crate::port::HttpResponse;
use crate::problem::{Kind, Problem};
use crate::text::markup::plain;

mod body;

pub use body::{DuplicateResult, RestError, rest_errors};

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
    let errors = json::parse(&response.body).and_then(|body| rest_errors(&body));
    let errors = errors.unwrap_or_default();
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

/// Whether an answer refuses in Salesforce's own words; a page does not.
pub fn is_salesforces(response: &HttpResponse) -> bool {
    json::parse(&response.body).is_some_and(|body| rest_errors(&body).is_some())
}

/// Whether the answer sends the request elsewhere: the org's My Domain was
/// renamed. Redirects are not followed, since a token goes to no host that an
/// answer names.
pub fn has_moved(response: &HttpResponse) -> bool {
    matches!(response.status, 301 | 302 | 303 | 307 | 308)
}

/// The problem that an answer of REST stands for. For any status that is not
/// a success.
pub fn problem(response: &HttpResponse) -> Problem {
    let errors = json::parse(&response.body).and_then(|body| rest_errors(&body));
    let problem = match errors {
        Some(errors) => of_errors(response.status, &errors),
        None => unreadable(response),
    };
    problem.pause(retry_after(response))
}

/// The problem of a subrequest's own answer.
pub fn of_body(status: u16, body: &Value) -> Problem {
    match rest_errors(body) {
        Some(errors) => of_errors(status, &errors),
        None => Problem::new(by_status(status, Kind::BrokenJson)),
    }
}

/// `Retry-After` in seconds, an hour at the most; a date, as a front may write
/// it, counts from the answer's own `Date` (RFC 9110).
pub fn retry_after(response: &HttpResponse) -> Option<u32> {
    let asked = response.header("retry-after")?;
    let seconds = asked.trim().parse::<u32>().ok().or_else(|| {
        let pause = of_http_date(asked)? - of_http_date(response.header("date")?)?;
        Some((pause / 1000.0).max(0.0) as u32)
    });
    Some(seconds?.min(3600))
}

/// Whether the org takes no `Idempotency-Key`: then nothing was written (User
/// Interface API Developer Guide, "Prevent Record Duplication with Idempotent
/// Record Writes").
pub fn takes_no_keys(errors: &[RestError]) -> bool {
    errors.iter().any(|error| {
        let said = format!("{} {}", error.error_code, error.message).to_ascii_lowercase();
        said.contains("idempotency") && said.contains("not supported")
    })
}

/// Whether a refusal leaves it open what became of an earlier request of the
/// same key: that one may be under way yet.
pub fn is_about_the_key(status: u16, errors: &[RestError]) -> bool {
    matches!(status, 408 | 409 | 425)
        || errors.iter().any(|error| {
            let said = format!("{} {}", error.error_code, error.message).to_ascii_lowercase();
            said.contains("idempoten")
        })
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
        "SERVER_UNAVAILABLE"
        | "SERVICE_UNAVAILABLE"
        | "UNKNOWN_EXCEPTION"
        | "FUNCTIONALITY_TEMPORARILY_UNAVAILABLE"
        | "ORG_IN_MAINTENANCE"
        | "SSO_SERVICE_DOWN" => Kind::Unavailable,
        "TOO_MANY_APEX_REQUESTS" => Kind::Busy,
        "ORG_LOCKED" | "TRIAL_EXPIRED" => Kind::InactiveOrg,
        "LOGIN_DURING_RESTRICTED_DOMAIN" | "LOGIN_DURING_RESTRICTED_TIME" => Kind::LoginRestricted,
        "QUERY_TIMEOUT" => Kind::TimedOut,
        "INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE" => Kind::ReadOnly,
        "UNABLE_TO_LOCK_ROW" | "RECORD_IN_USE_BY_WORKFLOW" => Kind::RowLocked,
        // What its transaction had done is rolled back (Apex Developer Guide, "Execution
        // Governors and Limits"; SOAP API Developer Guide, "StatusCode").
        "REQUEST_RUNNING_TOO_LONG"
        | "TERRITORY_REALIGN_IN_PROGRESS"
        | "PLATFORM_EVENT_PUBLISHING_UNAVAILABLE" => Kind::SaveStopped,
        // A trigger or a flow met it, and says so in its message alone.
        "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY" | "CANNOT_EXECUTE_FLOW_TRIGGER"
            if error.message.contains("UNABLE_TO_LOCK_ROW") =>
        {
            Kind::RowLocked
        }
        "NOT_FOUND" => Kind::VersionMissing,
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
        // An id of no record: deleted for good, or out of the user's sight.
        "INVALID_CROSS_REFERENCE_KEY" if error.fields.is_empty() => Kind::RecordGone,
        "ENTITY_IS_LOCKED" => Kind::RecordLocked,
        // A lookup filter names what the field takes.
        "FIELD_FILTER_VALIDATION_EXCEPTION" => Kind::ValidationRule,
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
        _ => by_status(status, Kind::Refused),
    }
}

/// A refusal for a record that is gone, merged or unknown names no field: it is the
/// one record that was named, where it was one.
pub fn at_its_reference(problem: Problem, fields: &Map<String, Value>) -> Problem {
    if problem.kind != Kind::RecordGone || !problem.about().is_empty() {
        return problem;
    }
    let is_reference = |(name, value): &(&String, &Value)| {
        *name != "RecordTypeId" && value.as_str().is_some_and(is_record_id)
    };
    let mut named = fields.iter().filter(is_reference);
    match (named.next(), named.next()) {
        (Some((name, _)), None) => problem.fields(vec![name.clone()]),
        _ => problem,
    }
}

fn by_status(status: u16, other: Kind) -> Kind {
    match status {
        401 => Kind::SessionEnded,
        412 => Kind::RecordChanged,
        410 => Kind::VersionRetired,
        429 => Kind::Busy,
        500.. => Kind::Unavailable,
        _ => other,
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
        "invalid_grant" if told("ip restricted") || told("login hours") => Kind::LoginRestricted,
        // Two requests with one refresh token at once: the other one has it.
        "invalid_grant" if told("already being processed") || told("authorization code") => {
            Kind::SessionBusy
        }
        // So many logins an hour; the token is as good as before.
        "invalid_grant" if told("rate exceeded") => Kind::Busy,
        "invalid_grant" => Kind::SessionEnded,
        "invalid_app_access" => Kind::AppBlocked,
        "temporarily_unavailable" | "server_error" => Kind::Unavailable,
        // "retry your request"
        "unknown_error" => Kind::Unavailable,
        _ => Kind::SignInRefused,
    };
    let said = match (code, description) {
        ("", description) => description.to_owned(),
        (code, "") => code.to_owned(),
        (code, description) => format!("{code}: {description}"),
    };
    Problem::new(kind).said(said)
}

/// Whether an answer of the token endpoint says that the refresh token is dead,
/// and not only that it cannot be used now (OAuth 2.0 Refresh Token Flow, "Error
/// codes").
pub fn is_dead_token(response: &HttpResponse) -> bool {
    let body = json::parse(&response.body).unwrap_or_default();
    let description = body["error_description"].as_str().unwrap_or_default();
    response.status == 400
        && body["error"] == "invalid_grant"
        && [
            "expired access/refresh token",
            "token validity expired",
            "invalid refresh token",
        ]
        .iter()
        .any(|dead| description.to_ascii_lowercase().contains(dead))
}

#[cfg(test)]
mod tests;
