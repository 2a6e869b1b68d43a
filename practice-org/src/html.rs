//! The pages that a person sees: sign in, a record, what went wrong.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::Body;
use axum::extract::{Extension, Path, State};
use axum::http::{Response, StatusCode};
use axum::response::{Html, IntoResponse};
use axum::routing::get;
use serde_json::Value;

use crate::Org;
use crate::http::{Host, redirect};
use crate::users::{ORGS, USERS};

const STYLE: &str = "
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-content: center; background: light-dark(#eef3f9, #12161c); color: light-dark(#16202c, #e6edf5); }
main { background: light-dark(#fff, #1d242d); padding: 2rem; border-radius: 12px; width: min(30rem, 88vw); box-shadow: 0 2px 18px #0002; box-sizing: border-box; }
h1 { font-size: 1.35rem; margin: 0 0 .25rem; } p { margin: 0 0 1rem; }
fieldset { border: 0; padding: 0; margin: 0 0 1.25rem; } legend { font-weight: 600; padding: 0; margin-bottom: .5rem; }
label { display: flex; gap: .6rem; padding: .45rem .6rem; border-radius: 8px; cursor: pointer; }
label:hover, label:has(:checked) { background: light-dark(#e4effc, #26364a); }
small { display: block; opacity: .75; }
button { font: inherit; font-weight: 600; padding: .55rem 1.2rem; border-radius: 8px; border: 1px solid #0b5cab; background: #0b5cab; color: #fff; cursor: pointer; margin-right: .5rem; }
button[value=deny] { background: none; color: inherit; border-color: currentColor; }
:focus-visible { outline: 3px solid #1b96ff; outline-offset: 2px; }
dl { display: grid; grid-template-columns: 10rem 1fr; gap: .35rem 1rem; margin: 1rem 0 0; } dt { opacity: .75; } dd { margin: 0; overflow-wrap: anywhere; }
";

/// Makes text safe between tags and in quoted attributes.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

fn page(status: u16, title: &str, body: &str) -> Response<Body> {
    let text = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title} | Practice org</title><style>{STYLE}</style><main>{body}</main></html>",
        title = escape(title),
    );
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    (status, Html(text)).into_response()
}

/// Chooses a user, and allows or denies.
pub fn sign_in(params: &BTreeMap<String, String>, users: &[usize]) -> Response<Body> {
    let hidden: String = params
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "user" | "decision" | "prompt"))
        .map(|(name, value)| {
            format!(
                "<input type=\"hidden\" name=\"{}\" value=\"{}\">",
                escape(name),
                escape(value)
            )
        })
        .collect();
    let choices: String = users
        .iter()
        .enumerate()
        .map(|(place, at)| {
            let user = &USERS[*at];
            format!(
                "<label><input type=\"radio\" name=\"user\" value=\"{}\"{}><span>{}<small>{} \u{2013} {}</small></span></label>",
                escape(user.username),
                if place == 0 { " checked" } else { "" },
                escape(user.name),
                escape(ORGS[user.org].name),
                escape(user.about),
            )
        })
        .collect();
    page(
        200,
        "Log in",
        &format!(
            "<h1>Allow access?</h1><p>\u{201c}Add to CRM\u{201d} asks to access and manage your data (api), \
             to perform requests at any time (refresh_token) and to know who you are (id).</p>\
             <form method=\"post\" action=\"/services/oauth2/authorize\">{hidden}\
             <fieldset><legend>Log in to the practice org as</legend>{choices}</fieldset>\
             <button name=\"decision\" value=\"allow\">Allow</button>\
             <button name=\"decision\" value=\"deny\">Deny</button></form>"
        ),
    )
}

/// An OAuth error that is shown and not sent back.
pub fn oauth_error(error: &str, words: &str) -> Response<Body> {
    page(
        400,
        "We can\u{2019}t authorize you",
        &format!(
            "<h1>We can\u{2019}t authorize you because of an OAuth error</h1><p>{} : {}</p>",
            escape(error),
            escape(words)
        ),
    )
}

/// A host that no org has.
pub fn no_such_org(host: &str) -> Response<Body> {
    page(
        404,
        "No such org",
        &format!(
            "<h1>No such org</h1><p>There is no My Domain {}.</p>",
            escape(host)
        ),
    )
}

/// What Salesforce shows while it is down.
pub fn maintenance() -> Response<Body> {
    page(
        503,
        "Down for Maintenance",
        "<h1>We are down for maintenance.</h1><p>Sorry for the inconvenience. We\u{2019}ll be back shortly.</p>",
    )
}

/// Record pages.
pub fn router() -> Router<Org> {
    Router::new()
        .route("/{id}", get(short))
        .route("/lightning/r/{object}/{id}/view", get(record))
}

fn object_of(id: &str) -> Option<&'static str> {
    match id.get(..3)? {
        "00Q" => Some("Lead"),
        "003" => Some("Contact"),
        "001" => Some("Account"),
        "500" => Some("Case"),
        _ => None,
    }
}

async fn short(Path(id): Path<String>) -> Response<Body> {
    match object_of(&id) {
        Some(object) => redirect(&format!("/lightning/r/{object}/{id}/view")),
        None => page(404, "Not found", "<h1>Page not found</h1>"),
    }
}

async fn record(
    State(org): State<Org>,
    Extension(host): Extension<Host>,
    Path((object, id)): Path<(String, String)>,
) -> Response<Body> {
    let Host::Instance(at) = host else {
        return page(404, "Not found", "<h1>Page not found</h1>");
    };
    let world = org.world();
    let Some(record) = world.find(at, &object, &id) else {
        return page(
            404,
            "Not found",
            "<h1>Record not found</h1><p>It may have been deleted.</p>",
        );
    };
    let name = record
        .get("Name")
        .and_then(Value::as_str)
        .unwrap_or("Record");
    let rows: String = record
        .iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(field, value)| {
            let text = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            format!("<dt>{}</dt><dd>{}</dd>", escape(field), escape(&text))
        })
        .collect();
    page(
        200,
        name,
        &format!(
            "<p>{}</p><h1>{}</h1><dl>{rows}</dl>",
            escape(&object),
            escape(name)
        ),
    )
}
