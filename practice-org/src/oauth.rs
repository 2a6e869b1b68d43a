//! Signing in: the authorize page, tokens, identity.
//!
//! The checks are Salesforce's: an unknown app or a callback that differs is
//! shown in the window and never sent back; a code is good once, for 15
//! minutes, for one app, one callback and one verifier.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::Body;
use axum::extract::{Extension, Form, Path, Query, State};
use axum::http::header::{AUTHORIZATION, COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, Response};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use time::OffsetDateTime;

use crate::http::{Host, json as answer, redirect};
use crate::state::{Code, Token, instance_url, org_id, random, user_id};
use crate::users::{ORGS, USERS};
use crate::{Org, html, ids};

/// A code is good for this long, in seconds.
const CODE_LIFE: i64 = 15 * 60;
/// Remembers who is signed in to the login host.
const COOKIE_NAME: &str = "sid_practice";

type Params = BTreeMap<String, String>;

/// OAuth's endpoints.
pub fn router() -> Router<Org> {
    Router::new()
        .route("/services/oauth2/authorize", get(authorize).post(decide))
        .route("/services/oauth2/token", post(token))
        .route("/services/oauth2/revoke", post(revoke))
        .route("/services/oauth2/userinfo", get(user_info))
        .route("/id/{org}/{user}", get(identity))
}

fn param<'a>(params: &'a Params, name: &str) -> &'a str {
    params.get(name).map(String::as_str).unwrap_or_default()
}

/// Sends the browser back to the app, with `state`.
fn back(params: &Params, answer: &[(&str, &str)]) -> Response<Body> {
    let mut url = format!("{}?", param(params, "redirect_uri"));
    for (name, value) in answer.iter().chain([&("state", param(params, "state"))]) {
        if *name == "state" && value.is_empty() {
            continue;
        }
        let value = utf8_percent_encode(value, NON_ALPHANUMERIC);
        url.push_str(&format!("{name}={value}&"));
    }
    redirect(url.trim_end_matches('&'))
}

/// As [`back`], unless the org's shape says to play somebody else's answer.
fn back_with_code(org: &Org, params: &Params, code: &str) -> Response<Body> {
    let mut params = params.clone();
    if org.world().shape.wrong_state {
        params.insert("state".to_owned(), random());
    }
    back(&params, &[("code", code)])
}

/// What is wrong with the request itself. The first two are shown, never sent back.
fn refused(org: &Org, params: &Params) -> Option<Response<Body>> {
    let shown = |error: &str, words: &str| Some(html::oauth_error(error, words));
    if param(params, "client_id") != org.config.client_id {
        return shown("invalid_client_id", "client identifier invalid");
    }
    let callback = param(params, "redirect_uri");
    if !org.config.redirect_uri.lines().any(|own| own == callback) {
        return shown(
            "redirect_uri_mismatch",
            "redirect_uri must match configuration",
        );
    }
    let error = org.world().shape.oauth_error.clone();
    let (error, words) = match error.as_deref() {
        Some("OAUTH_APP_BLOCKED") => ("OAUTH_APP_BLOCKED", "this app is blocked by admin"),
        Some("OAUTH_EC_APP_NOT_FOUND") => ("OAUTH_EC_APP_NOT_FOUND", ""),
        Some("invalid_client") => ("invalid_client", "app must be installed into org"),
        Some(_) => (
            "OAUTH_APPROVAL_ERROR_GENERIC",
            "An unexpected error has occurred during authentication. Please try again.",
        ),
        None if param(params, "response_type") != "code" => {
            ("unsupported_response_type", "response type not supported")
        }
        None if param(params, "code_challenge").len() != 43
            || param(params, "code_challenge_method") != "S256" =>
        {
            ("invalid_request", "required code challenge")
        }
        None => return None,
    };
    let mut said = vec![("error", error)];
    if !words.is_empty() {
        said.push(("error_description", words));
    }
    Some(back(params, &said))
}

/// The users of a host.
fn users_of(host: Host) -> Vec<usize> {
    (0..USERS.len())
        .filter(|at| match host {
            Host::Login { sandbox } => {
                let org = &ORGS[USERS[*at].org];
                org.common_login() && org.sandbox == sandbox
            }
            Host::Instance(org) => USERS[*at].org == org,
            _ => false,
        })
        .collect()
}

fn remembered(org: &Org, headers: &HeaderMap, host: Host) -> Option<usize> {
    let cookies = headers.get(COOKIE)?.to_str().ok()?;
    let value = cookies
        .split(';')
        .find_map(|cookie| cookie.trim().strip_prefix(COOKIE_NAME)?.strip_prefix('='))?;
    let user = *org.world().cookies.get(value)?;
    users_of(host).contains(&user).then_some(user)
}

async fn authorize(
    State(org): State<Org>,
    Extension(host): Extension<Host>,
    headers: HeaderMap,
    Query(params): Query<Params>,
) -> Response<Body> {
    if let Some(refusal) = refused(&org, &params) {
        return refusal;
    }
    let wants_login = param(&params, "prompt")
        .split(' ')
        .any(|prompt| prompt == "login");
    if !wants_login && let Some(user) = remembered(&org, &headers, host) {
        return approve(&org, &params, user);
    }
    html::sign_in(&params, &users_of(host))
}

async fn decide(
    State(org): State<Org>,
    Extension(host): Extension<Host>,
    Form(params): Form<Params>,
) -> Response<Body> {
    if let Some(refusal) = refused(&org, &params) {
        return refusal;
    }
    if param(&params, "decision") != "allow" {
        return back(
            &params,
            &[
                ("error", "access_denied"),
                ("error_description", "end-user denied authorization"),
            ],
        );
    }
    let chosen = users_of(host)
        .into_iter()
        .find(|at| USERS[*at].username == param(&params, "user"));
    let Some(user) = chosen else {
        return html::sign_in(&params, &users_of(host));
    };
    if !USERS[user].active {
        return html::oauth_error(
            "inactive_user",
            "Your account is inactive. Ask your Salesforce admin for help.",
        );
    }
    let cookie = random();
    org.world().cookies.insert(cookie.clone(), user);
    let mut response = approve(&org, &params, user);
    let cookie = format!("{COOKIE_NAME}={cookie}; Path=/; Secure; HttpOnly; SameSite=None");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    response
}

fn approve(org: &Org, params: &Params, user: usize) -> Response<Body> {
    let code = format!("aPrx{}", random());
    org.world().codes.insert(
        code.clone(),
        Code {
            user,
            redirect_uri: param(params, "redirect_uri").to_owned(),
            challenge: param(params, "code_challenge").to_owned(),
            issued: OffsetDateTime::now_utc().unix_timestamp(),
            used: false,
        },
    );
    back_with_code(org, params, &code)
}

fn grant_error(error: &str, words: &str) -> Response<Body> {
    answer(400, &json!({ "error": error, "error_description": words }))
}

/// S256 of RFC 7636.
pub fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()))
}

async fn token(State(org): State<Org>, Form(params): Form<Params>) -> Response<Body> {
    if param(&params, "client_id") != org.config.client_id {
        return grant_error("invalid_client_id", "client identifier invalid");
    }
    match param(&params, "grant_type") {
        "authorization_code" => exchange(&org, &params),
        "refresh_token" => refresh(&org, &params),
        _ => grant_error("unsupported_grant_type", "grant type not supported"),
    }
}

fn exchange(org: &Org, params: &Params) -> Response<Body> {
    let mut world = org.world();
    let now = OffsetDateTime::now_utc().unix_timestamp();
    let Some(code) = world.codes.get_mut(param(params, "code")) else {
        return grant_error("invalid_grant", "invalid authorization code");
    };
    let used = std::mem::replace(&mut code.used, true);
    if used || now - code.issued > CODE_LIFE {
        return grant_error("invalid_grant", "expired authorization code");
    }
    if code.redirect_uri != param(params, "redirect_uri") {
        return grant_error(
            "redirect_uri_mismatch",
            "redirect_uri must match configuration",
        );
    }
    let verifier = param(params, "code_verifier");
    if !(43..=128).contains(&verifier.len()) || challenge(verifier) != code.challenge {
        return grant_error("invalid_grant", "invalid code verifier");
    }
    let user = code.user;
    drop(world);
    granted(org, user, true)
}

fn refresh(org: &Org, params: &Params) -> Response<Body> {
    let mut world = org.world();
    let rotate = world.shape.rotate_refresh_tokens;
    let token = match world.refresh.get_mut(param(params, "refresh_token")) {
        Some(token) if token.live => token,
        _ => return grant_error("invalid_grant", "expired access/refresh token"),
    };
    token.live = !rotate;
    let user = token.user;
    drop(world);
    if !USERS[user].active {
        return grant_error("inactive_user", "user is inactive");
    }
    granted(org, user, rotate)
}

/// Who a token belongs to is asked here.
pub fn identity_url(user: usize) -> String {
    let own = &USERS[user];
    let org = &ORGS[own.org];
    let login = match org.common_login() {
        true if org.sandbox => "test.salesforce.com".to_owned(),
        true => "login.salesforce.com".to_owned(),
        false => org.host(),
    };
    format!("https://{login}/id/{}/{}", org_id(own.org), user_id(own))
}

fn granted(org: &Org, user: usize, with_refresh: bool) -> Response<Body> {
    let at = USERS[user].org;
    let access = format!("{}!AQ{}", &org_id(at)[..15], random());
    let renamed = org.world().shape.renamed;
    let mut body = json!({
        "access_token": access,
        "signature": base64::engine::general_purpose::STANDARD.encode(Sha256::digest(access.as_bytes())),
        "scope": "refresh_token id api",
        "instance_url": instance_url(at, renamed),
        "id": identity_url(user),
        "token_type": "Bearer",
        "issued_at": (OffsetDateTime::now_utc().unix_timestamp_nanos() / 1_000_000).to_string(),
    });
    let mut world = org.world();
    world.access.insert(access, Token { user, live: true });
    if with_refresh {
        let refresh = format!("5Aep{}", random());
        body["refresh_token"] = json!(refresh);
        world.refresh.insert(refresh, Token { user, live: true });
    }
    answer(200, &body)
}

async fn revoke(State(org): State<Org>, Form(params): Form<Params>) -> Response<Body> {
    let token = param(&params, "token");
    let mut world = org.world();
    // A refresh token takes the user's access tokens along.
    if let Some(refresh) = world.refresh.get_mut(token).filter(|token| token.live) {
        refresh.live = false;
        let user = refresh.user;
        world
            .access
            .values_mut()
            .filter(|token| token.user == user)
            .for_each(|token| token.live = false);
    } else if let Some(access) = world.access.get_mut(token).filter(|token| token.live) {
        access.live = false;
    } else {
        return grant_error("unsupported_token_type", "this token type is not supported");
    }
    ().into_response()
}

/// The bearer token of a request.
pub fn bearer(headers: &HeaderMap) -> &str {
    headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(kind, _)| {
            kind.eq_ignore_ascii_case("bearer") || kind.eq_ignore_ascii_case("oauth")
        })
        .map(|(_, token)| token.trim())
        .unwrap_or_default()
}

async fn identity(
    State(org): State<Org>,
    Path((org_asked, user_asked)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response<Body> {
    let Some(user) = org.world().user_of(bearer(&headers)) else {
        return (axum::http::StatusCode::FORBIDDEN, "Bad_OAuth_Token").into_response();
    };
    let own = &USERS[user];
    if !ids::same(&org_asked, &org_id(own.org)) || !ids::same(&user_asked, &user_id(own)) {
        return (axum::http::StatusCode::FORBIDDEN, "Wrong_Org").into_response();
    }
    let renamed = org.world().shape.renamed;
    answer(200, &about(user, renamed))
}

async fn user_info(State(org): State<Org>, headers: HeaderMap) -> Response<Body> {
    let world = org.world();
    let renamed = world.shape.renamed;
    match world.user_of(bearer(&headers)) {
        Some(user) => answer(200, &about(user, renamed)),
        None => (axum::http::StatusCode::FORBIDDEN, "Bad_OAuth_Token").into_response(),
    }
}

fn about(user: usize, renamed: bool) -> Value {
    let own = &USERS[user];
    let instance = instance_url(own.org, renamed);
    json!({
        "id": format!("{instance}/id/{}/{}", org_id(own.org), user_id(own)),
        "user_id": user_id(own), "organization_id": org_id(own.org),
        "username": own.username, "display_name": own.name, "email": own.username,
        "active": own.active, "user_type": "STANDARD", "language": "en_US", "locale": "en_US",
        "urls": { "rest": format!("{instance}/services/data/v{{version}}/"), "sobjects": format!("{instance}/services/data/v{{version}}/sobjects/"),
            "query": format!("{instance}/services/data/v{{version}}/query/") },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_the_one_of_rfc_7636_appendix_b() {
        assert_eq!(
            challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
        );
    }
}
