//! What all of the org's HTTP stands on: whom a request was sent to, and the
//! plain ways to read and to answer one.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse;
use serde_json::Value;

use crate::state::RENAMED;
use crate::users::ORGS;

/// A body is no longer than this, in bytes.
pub const BODY_LIMIT: usize = 8 << 20;

/// Whom a request was sent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// login.salesforce.com, or test.salesforce.com for sandboxes.
    Login {
        /// test.salesforce.com
        sandbox: bool,
    },
    /// An org's own host, by index.
    Instance(usize),
    /// A host below salesforce.com that no org has.
    NoOrg,
    /// A web site with profile pages.
    Web,
    /// A test's orders.
    Control,
}

impl Host {
    /// Tells hosts apart by their names; `renamed`: the first org has a new one
    /// besides.
    pub fn of(name: &str, renamed: bool) -> Host {
        let name = name
            .split(':')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        match name.as_str() {
            "login.salesforce.com" => Host::Login { sandbox: false },
            "test.salesforce.com" => Host::Login { sandbox: true },
            "localhost" | "127.0.0.1" => Host::Control,
            RENAMED if renamed => Host::Instance(0),
            other => match ORGS.iter().position(|org| org.host() == other) {
                Some(org) => Host::Instance(org),
                None if [".salesforce.com", ".salesforce.mil", ".sfcrmproducts.cn"]
                    .iter()
                    .any(|cloud| other.ends_with(cloud)) =>
                {
                    Host::NoOrg
                }
                None => Host::Web,
            },
        }
    }
}

/// A JSON answer.
pub fn json(status: u16, body: &Value) -> Response<Body> {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if body.is_null() {
        return status.into_response();
    }
    (
        status,
        [(CONTENT_TYPE, "application/json;charset=UTF-8")],
        body.to_string(),
    )
        .into_response()
}

/// Reads a body whole.
pub async fn body(request: Request) -> Bytes {
    to_bytes(request.into_body(), BODY_LIMIT)
        .await
        .unwrap_or_default()
}

/// Sends a browser on.
pub fn redirect(to: &str) -> Response<Body> {
    (StatusCode::FOUND, [(LOCATION, to.to_owned())]).into_response()
}
