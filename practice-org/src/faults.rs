//! What can go wrong with a request, and where.

use axum::body::{Body, Bytes, to_bytes};
use axum::http::header::{CONTENT_TYPE, LOCATION, RETRY_AFTER};
use axum::http::{HeaderValue, Response, StatusCode};
use axum::response::{Html, IntoResponse};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio::sync::watch;

use crate::http::{self, BODY_LIMIT};
use crate::validate::{Refusal, error};
use crate::{Org, html};

/// A fault: what goes wrong with which requests, and how often.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Fault {
    /// What goes wrong.
    pub fault: FaultKind,
    /// Only requests whose path contains this. A fault of a write looks at the
    /// write's own path, within a composite call too.
    #[serde(default)]
    pub path: String,
    /// Only this method.
    #[serde(default)]
    pub method: Option<String>,
    /// This many times; without it until it is taken back.
    #[serde(default)]
    pub times: Option<u32>,
    /// For `latency` and `lateCommit`; for `busy` what its `Retry-After` says, in whole seconds
    /// (120 s if it is 0).
    #[serde(default)]
    pub milliseconds: u64,
}

macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $kind:ident $name:literal $place:ident,)+) => {
        /// What can go wrong.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum FaultKind {
            $($(#[doc = $doc])+ #[serde(rename = $name)] $kind,)+
        }

        impl FaultKind {
            /// Where it strikes.
            pub fn place(self) -> Place {
                match self { $(FaultKind::$kind => Place::$place,)+ }
            }
        }

        /// All faults: name, and what it does.
        pub const FAULTS: &[(&str, &str)] = &[$(($name, concat!($($doc),+)),)+];
    };
}

/// Where a fault strikes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Around the whole request.
    Request,
    /// A request that is not the first one of its connection.
    Reused,
    /// A write of one record, alone or within a composite call.
    Write,
    /// A request for a token.
    Token,
}

kinds! {
    /// The answer comes late.
    Latency "latency" Request,
    /// Nothing is done until the faults are taken back; then all of it is.
    HoldBefore "holdBefore" Request,
    /// A new record has passed every check, and is stored when the faults are taken back; other requests go on and do not see it.
    HoldCommit "holdCommit" Write,
    /// A new record has passed every check, and is stored later; other requests go on and do not see it.
    LateCommit "lateCommit" Write,
    /// It is done, and the answer comes when the faults are taken back.
    HoldAfter "holdAfter" Request,
    /// 503 SERVER_UNAVAILABLE.
    Unavailable "unavailable" Request,
    /// 503 with Retry-After.
    Busy "busy" Request,
    /// The connection is cut before anything is done.
    CutBefore "cutBefore" Request,
    /// The connection is cut after it was done, before the answer.
    CutAfter "cutAfter" Request,
    /// The connection is cut at once, and it is done all the same.
    CutMeanwhile "cutMeanwhile" Request,
    /// As cutAfter, only where the connection was used before: a browser then sends the request again by itself.
    CutReused "cutReused" Reused,
    /// A maintenance page in place of data.
    Html "html" Request,
    /// It is done, and a front answers 503.
    UnavailableAfter "unavailableAfter" Request,
    /// It is done, and a front answers 200 with a page.
    HtmlAfter "htmlAfter" Request,
    /// It is done, and a front redirects to another host.
    RedirectAfter "redirectAfter" Request,
    /// It is done, and a front answers 401 with a page.
    UnauthorizedAfter "unauthorizedAfter" Request,
    /// JSON that ends too early.
    BrokenJson "brokenJson" Request,
    /// 403 REQUEST_LIMIT_EXCEEDED, TotalRequests.
    AllowanceSpent "allowanceSpent" Request,
    /// 403 REQUEST_LIMIT_EXCEEDED, ConcurrentPerOrgLongTxn.
    Concurrent "concurrent" Request,
    /// 429, without a word of Salesforce's.
    TooMany "tooMany" Request,
    /// UNABLE_TO_LOCK_ROW.
    RowLocked "rowLocked" Write,
    /// 401, the session has expired.
    Expired "expired" Request,
    /// 401, the session is not valid for REST.
    NotForRest "notForRest" Request,
    /// A write meets read-only maintenance.
    ReadOnly "readOnly" Write,
    /// A write meets a row lock within a trigger.
    NestedRowLock "nestedRowLock" Write,
    /// A write runs for too long, and is stopped and rolled back.
    RunsTooLong "runsTooLong" Write,
    /// A write meets full storage.
    StorageFull "storageFull" Write,
    /// A write points to what the user may not see.
    CrossReference "crossReference" Write,
    /// A validation rule's message holds HTML entities.
    HtmlMessage "htmlMessage" Write,
    /// A flow fails, with markup in its message.
    FlowFailed "flowFailed" Write,
    /// 400 invalid_grant: the same refresh token is being used by another request.
    TokenBusy "tokenBusy" Token,
    /// 400 invalid_grant: the same, in other words.
    TokenRaced "tokenRaced" Token,
    /// 400 invalid_grant: this network may not sign in.
    IpRestricted "ipRestricted" Token,
    /// 400 invalid_grant: this network or hour may not sign in.
    LoginHours "loginHours" Token,
    /// 400 invalid_app_access: an admin has not approved the user.
    InvalidAppAccess "invalidAppAccess" Token,
}

/// Requests that a fault holds.
#[derive(Debug, Default)]
pub struct Held {
    /// How many.
    pub count: u32,
    /// They may go on.
    pub let_go: bool,
}

/// In the answer's extensions: cut the connection in place of answering.
#[derive(Clone, Copy)]
pub struct Cut;

/// Waits until the faults are taken back. What it gives is kept until the
/// request is done.
pub async fn hold(org: &Org) -> watch::Receiver<Held> {
    let mut held = {
        let world = org.world();
        world.held.send_modify(|held| held.count += 1);
        world.held.subscribe()
    };
    // An org that is reset takes its faults along.
    let _let_go = held.wait_for(|held| held.let_go).await.is_ok();
    held
}

/// No answer: the connection is cut.
pub fn cut() -> Response<Body> {
    let mut response = StatusCode::OK.into_response();
    response.extensions_mut().insert(Cut);
    response
}

fn unavailable() -> Refusal {
    error(
        503,
        "SERVER_UNAVAILABLE",
        "Server Unavailable: server currently unavailable, please try again.",
        &[],
    )
}

/// What a fault answers in the org's place; `None`: the org answers.
pub fn instead(fault: &Fault) -> Option<Response<Body>> {
    let limit = |words: &str| error(403, "REQUEST_LIMIT_EXCEEDED", words, &[]);
    let session = |words: &str| error(401, "INVALID_SESSION_ID", words, &[]);
    let (status, body) = match fault.fault {
        FaultKind::CutBefore => return Some(cut()),
        FaultKind::Html => return Some(html::maintenance()),
        FaultKind::Unavailable => unavailable(),
        // RFC 9110, 10.2.3; that Salesforce's API sends it is not documented.
        FaultKind::Busy => {
            let seconds = match fault.milliseconds / 1000 {
                0 => 120,
                seconds => seconds,
            };
            let mut response = StatusCode::SERVICE_UNAVAILABLE.into_response();
            response
                .headers_mut()
                .insert(RETRY_AFTER, HeaderValue::from(seconds));
            return Some(response);
        }
        FaultKind::AllowanceSpent => limit("TotalRequests Limit exceeded."),
        FaultKind::Concurrent => limit("ConcurrentPerOrgLongTxn Limit exceeded."),
        FaultKind::TooMany => {
            return Some((StatusCode::TOO_MANY_REQUESTS, "Too Many Requests").into_response());
        }
        FaultKind::Expired => session("Session expired or invalid"),
        FaultKind::NotForRest => session("This session is not valid for use with the REST API"),
        other => return token_refusal(other).map(|body| http::json(400, &body)),
    };
    Some(http::json(status, &body))
}

/// Refusals of the token endpoint, in words that are good for another try.
fn token_refusal(kind: FaultKind) -> Option<serde_json::Value> {
    let (code, words) = match kind {
        // forcedotcom/SalesforceMobileSDK-iOS#3731, jsforce/jsforce#1170
        FaultKind::TokenBusy => ("invalid_grant", "token request is already being processed"),
        // segmentio/action-destinations#2300
        FaultKind::TokenRaced => ("invalid_grant", "expired authorization code"),
        // forceworkbench/forceworkbench#772
        FaultKind::IpRestricted => ("invalid_grant", "ip restricted"),
        // Help, "OAuth 2.0 Refresh Token Flow": invalid_grant
        FaultKind::LoginHours => ("invalid_grant", "ip restricted or invalid login hours"),
        // Help, "OAuth Authorization Errors"
        FaultKind::InvalidAppAccess => (
            "invalid_app_access",
            "user is not admin approved to access this app",
        ),
        _ => return None,
    };
    Some(json!({ "error": code, "error_description": words }))
}

/// What a fault makes of a write, in REST's form.
pub fn write_refusal(kind: FaultKind) -> Option<Refusal> {
    let (code, message) = match kind {
        // Salesforce Stack Exchange 290931
        FaultKind::ReadOnly => (
            "INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE",
            "Updates can't be made during maintenance. Try again when maintenance is complete.",
        ),
        // Object Reference, "Status Codes and Errors"
        FaultKind::RowLocked => (
            "UNABLE_TO_LOCK_ROW",
            "unable to obtain exclusive access to this record",
        ),
        // SFDO-Community/declarative-lookup-rollup-summaries#847
        FaultKind::NestedRowLock => (
            "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
            "RollupTrigger: execution of AfterInsert\n\ncaused by: System.DmlException: Update failed. First exception on row 0; first error: UNABLE_TO_LOCK_ROW, unable to obtain exclusive access to this record: []",
        ),
        // Salesforce Stack Exchange 97355
        FaultKind::RunsTooLong => (
            "REQUEST_RUNNING_TOO_LONG",
            "Your request was running for too long, and has been stopped.",
        ),
        // SFDO-Community/declarative-lookup-rollup-summaries#794
        FaultKind::StorageFull => ("STORAGE_LIMIT_EXCEEDED", "storage limit exceeded"),
        // Salesforce Stack Exchange 362225
        FaultKind::CrossReference => (
            "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY",
            "insufficient access rights on cross-reference id: 012000000000001",
        ),
        // jsforce/jsforce#116
        FaultKind::HtmlMessage => (
            "FIELD_CUSTOM_VALIDATION_EXCEPTION",
            "Set &quot;Region&quot; before &quot;Country&quot; &amp; save.",
        ),
        // restforce/restforce#624
        FaultKind::FlowFailed => (
            "CANNOT_EXECUTE_FLOW_TRIGGER",
            "The \u{201c}Route\u{201d} process failed. <b>An unhandled fault has occurred</b><br>Error ID: 100-1 (-7)",
        ),
        _ => return None,
    };
    Some(error(400, code, message, &[]))
}

/// Whether something answers in the org's place that is not Salesforce: it knows
/// nothing of the org's meter.
pub fn is_a_fronts(kind: FaultKind) -> bool {
    matches!(
        kind,
        FaultKind::Html
            | FaultKind::HtmlAfter
            | FaultKind::UnavailableAfter
            | FaultKind::RedirectAfter
            | FaultKind::UnauthorizedAfter
            | FaultKind::TooMany
            | FaultKind::Busy
    )
}

/// What becomes of an answer that was made.
pub async fn afterwards(kind: FaultKind, mut response: Response<Body>) -> Response<Body> {
    match kind {
        FaultKind::CutAfter | FaultKind::CutReused => {
            response.extensions_mut().insert(Cut);
            response
        }
        FaultKind::UnavailableAfter => {
            (StatusCode::SERVICE_UNAVAILABLE, "upstream connect error").into_response()
        }
        FaultKind::HtmlAfter => {
            Html("<!doctype html><title>Proxy</title><p>Please sign in to the network.</p>")
                .into_response()
        }
        FaultKind::UnauthorizedAfter => (
            StatusCode::UNAUTHORIZED,
            Html("<!doctype html><title>Proxy</title><p>Please sign in to the network.</p>"),
        )
            .into_response(),
        FaultKind::RedirectAfter => (
            StatusCode::FOUND,
            [(LOCATION, "https://proxy.example.com/sign-in")],
        )
            .into_response(),
        FaultKind::BrokenJson => broken(response).await,
        _ => response,
    }
}

/// The answer, without its second half.
async fn broken(response: Response<Body>) -> Response<Body> {
    let status = response.status();
    let bytes = to_bytes(response.into_body(), BODY_LIMIT)
        .await
        .unwrap_or_default();
    let half = Bytes::copy_from_slice(&bytes[..bytes.len() / 2]);
    (
        status,
        [(CONTENT_TYPE, "application/json;charset=UTF-8")],
        half,
    )
        .into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_has_one_name_and_is_read_by_it() {
        for (name, about) in FAULTS {
            let kind: FaultKind = serde_json::from_value(json!(name)).unwrap();
            assert_eq!(json!(kind), json!(name));
            assert!(about.trim().ends_with('.'), "{name}");
            let refuses = write_refusal(kind).is_some();
            assert!(!refuses || kind.place() == Place::Write, "{name}");
            let token = token_refusal(kind).is_some();
            assert_eq!(token, kind.place() == Place::Token, "{name}");
        }
    }
}
