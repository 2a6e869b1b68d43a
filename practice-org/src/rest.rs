//! `/services/data`: describe, records, queries, composite.

use axum::body::Body;
use axum::extract::{Extension, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response};
use serde_json::{Map, Value, json as value};
use time::OffsetDateTime;
use time::macros::format_description;

use crate::http::{self, Host, json};
use crate::state::{ALLOWED, World};
use crate::users::{USERS, User};
use crate::validate::{Refusal, error};
use crate::{Org, automation, describe, html, oauth, soql};

pub mod composite;
pub mod records;
pub mod search;
pub mod ui_api;
mod wire;

pub use wire::{Call, Reply};

/// The versions that are answered; older ones are retired.
pub const VERSIONS: std::ops::RangeInclusive<u32> = 55..=68;

/// Anything on a Salesforce host that no other route takes.
pub async fn answer(
    State(org): State<Org>,
    Extension(host): Extension<Host>,
    headers: HeaderMap,
    request: Request,
) -> Response<Body> {
    let method = request.method().to_string();
    let address = request
        .uri()
        .path_and_query()
        .map(ToString::to_string)
        .unwrap_or_default();
    let (path, query) = Call::to(&address);
    let newest = org.world().shape.newest_version.unwrap_or(*VERSIONS.end());
    if path == "/services/data" || path == "/services/data/" {
        let versions: Vec<Value> = (*VERSIONS.start()..=newest).map(|v| value!({ "label": format!("Version {v}"), "url": format!("/services/data/v{v}.0"), "version": format!("{v}.0") })).collect();
        return json(200, &value!(versions));
    }
    let Some(rest) = path.strip_prefix("/services/data/v") else {
        return html::no_such_org(&path);
    };
    let (version, path) = rest
        .split_once('/')
        .map_or((rest, String::new()), |(version, path)| {
            (version, format!("/{path}"))
        });
    let version = version
        .strip_suffix(".0")
        .and_then(|version| version.parse().ok());
    let Some(version) = version.filter(|version| *version <= newest) else {
        return json(
            404,
            &error(
                404,
                "NOT_FOUND",
                "The requested resource does not exist",
                &[],
            )
            .1,
        );
    };
    if version < *VERSIONS.start() {
        return json(410, &error(410, "UNSUPPORTED_API_VERSION", "The requested API version has been retired. Please upgrade to a supported version.", &[]).1);
    }
    let token = oauth::bearer(&headers).to_owned();
    let bytes = http::body(request).await;
    let user = match allowed(&org.world(), &token, host) {
        Ok(user) => user,
        Err((status, body)) => return json(status, &body),
    };
    let body = match bytes.is_empty() {
        true => None,
        false => match serde_json::from_slice(&bytes) {
            Ok(body) => Some(body),
            Err(problem) => {
                return json(
                    400,
                    &error(
                        400,
                        "JSON_PARSER_ERROR",
                        &format!("Unexpected character at {problem}"),
                        &[],
                    )
                    .1,
                );
            }
        },
    };
    let headers = headers
        .iter()
        .filter_map(|(name, value)| {
            Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
        })
        .collect();
    let call = Call {
        method,
        path,
        query,
        headers,
        body,
        version,
    };
    let reply = handle(&org, user, &call).await;
    let mut response = json(reply.status, &reply.body);
    for (name, value) in reply.headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response
                .headers_mut()
                .insert(HeaderName::from_static(name), value);
        }
    }
    response
}

/// The user of a call, if it may be made at all.
fn allowed(world: &World, token: &str, host: Host) -> Result<usize, Refusal> {
    let Some(user) = world
        .user_of(token)
        .filter(|user| host == Host::Instance(USERS[*user].org))
    else {
        return Err(error(
            401,
            "INVALID_SESSION_ID",
            "Session expired or invalid",
            &[],
        ));
    };
    if !USERS[user].api {
        return Err(error(
            403,
            "API_DISABLED_FOR_ORG",
            "API is not enabled for this Organization or Partner",
            &[],
        ));
    }
    // This request is among them.
    if world.used > ALLOWED {
        return Err(error(
            403,
            "REQUEST_LIMIT_EXCEEDED",
            "TotalRequests Limit exceeded.",
            &[],
        ));
    }
    Ok(user)
}

/// Carries out a call. Nothing holds the org's lock from one subrequest of a
/// composite call to the next: each is a transaction of its own.
async fn handle(org: &Org, user: usize, call: &Call) -> Reply {
    let reply = match (call.method.as_str(), call.path.as_str()) {
        ("POST", "/composite") => composite::composite(org, user, call).await,
        ("POST", "/composite/batch") => composite::batch(org, user, call).await,
        ("POST", "/ui-api/records") => return ui_api::create(org, user, call).await,
        _ => return single(org, user, call).await,
    };
    reply.unwrap_or_else(Reply::from)
}

/// Carries out one call or subrequest.
async fn single(org: &Org, user: usize, call: &Call) -> Reply {
    match call.path.strip_prefix("/sobjects/") {
        Some(object) if call.method == "POST" && !object.contains('/') => {
            records::create(org, user, call, object)
                .await
                .unwrap_or_else(Reply::from)
        }
        _ => at_once(&mut org.world(), user, call),
    }
}

/// Carries out one call within a transaction that is under way.
pub fn at_once(world: &mut World, user: usize, call: &Call) -> Reply {
    let parts: Vec<&str> = call
        .path
        .split('/')
        .filter(|part| !part.is_empty())
        .collect();
    let reply = match (call.method.as_str(), &parts[..]) {
        ("GET", []) => Ok(Reply::ok(
            value!({ "sobjects": at(call, "/sobjects"), "query": at(call, "/query"), "composite": at(call, "/composite"), "limits": at(call, "/limits"), "identity": oauth::identity_url(user) }),
        )),
        ("GET", ["sobjects"]) => Ok(sobjects(call)),
        ("GET", ["sobjects", object, "describe"]) => describe_of(world, user, call, object),
        ("POST", ["sobjects", object]) => records::create_at_once(world, user, call, object),
        ("GET", ["sobjects", object, id]) => records::read(world, user, call, object, id),
        ("PATCH", ["sobjects", object, id]) => records::update(world, user, call, object, id),
        ("DELETE", ["sobjects", object, id]) => records::delete(world, user, object, id),
        ("GET", ["query" | "queryAll"]) => {
            let text = call.param("q").unwrap_or_default().to_owned();
            if !world.queries.contains(&text) {
                world.queries.push(text);
            }
            query(world, user, call)
        }
        ("GET" | "POST", ["parameterizedSearch"]) => search::by_parameters(world, user, call),
        ("GET", ["search"]) => search::by_sosl(world, user, call),
        ("GET", ["limits"]) => Ok(Reply::ok(
            value!({ "DailyApiRequests": { "Max": ALLOWED, "Remaining": ALLOWED.saturating_sub(world.used) } }),
        )),
        (
            "GET",
            [
                "ui-api",
                "object-info",
                object,
                "picklist-values",
                record_type,
            ],
        ) => ui_api::picklists(world, user, object, record_type),
        ("GET", ["ui-api", "records", id]) => ui_api::read(world, user, call, id),
        ("POST", ["composite", "sobjects"]) => composite::collection(world, user, call),
        (_, ["sobjects", ..] | ["query"] | ["composite", ..] | ["limits"]) => Err(error(
            405,
            "METHOD_NOT_ALLOWED",
            &format!(
                "HTTP Method '{}' not allowed. Allowed are GET,POST,PATCH,DELETE",
                call.method
            ),
            &[],
        )),
        _ => Err(error(
            404,
            "NOT_FOUND",
            "The requested resource does not exist",
            &[],
        )),
    };
    reply.unwrap_or_else(Reply::from)
}

fn at(call: &Call, path: &str) -> String {
    format!("/services/data/v{}.0{path}", call.version)
}

/// Whether the user may see an object at all.
pub fn may_read(user: &User, object: &str) -> bool {
    !user.hidden.contains(&object)
}

fn sobjects(call: &Call) -> Reply {
    let list: Vec<Value> = describe::OBJECTS
        .iter()
        .map(|object| value!({ "name": object, "label": object, "urls": { "sobject": at(call, &format!("/sobjects/{object}")), "describe": at(call, &format!("/sobjects/{object}/describe")) } }))
        .collect();
    Reply::ok(value!({ "encoding": "UTF-8", "maxBatchSize": 200, "sobjects": list }))
}

fn describe_of(world: &World, user: usize, call: &Call, object: &str) -> Result<Reply, Refusal> {
    let http_date = format_description!(
        "[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT"
    );
    let changed = world
        .described
        .and_then(|at| at.replace_nanosecond(0).ok())
        .unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let stamp = changed.format(http_date).unwrap_or_default();
    let since = call
        .header("if-modified-since")
        .and_then(|since| time::PrimitiveDateTime::parse(since, http_date).ok())
        .map(time::PrimitiveDateTime::assume_utc);
    if since.is_some_and(|since| since >= changed) {
        return Ok(Reply {
            status: 304,
            headers: vec![("last-modified", stamp)],
            body: Value::Null,
        });
    }
    let can_create = object != "Lead" || USERS[user].create_leads;
    let body = Some(object)
        .filter(|object| may_read(&USERS[user], object))
        .and_then(|object| describe::describe(object, &world.shape, can_create))
        .ok_or_else(|| {
            error(
                404,
                "NOT_FOUND",
                "The requested resource does not exist",
                &[],
            )
        })?;
    Ok(Reply {
        status: 200,
        headers: vec![("last-modified", stamp)],
        body,
    })
}

fn query(world: &World, user: usize, call: &Call) -> Result<Reply, Refusal> {
    let text = call.param("q").unwrap_or_default();
    let query = soql::parse(text).map_err(|words| {
        error_without_fields(400, "MALFORMED_QUERY", &format!("\n{text}\n{words}"))
    })?;
    let own = &USERS[user];
    let reach = match call.path == "/queryAll" {
        true => soql::Reach::WithDeleted,
        false => soql::Reach::Live,
    };
    let may_read = |object: &str| may_read(own, object);
    let sees = |object: &str, record: &Map<String, Value>| {
        automation::sees(&world.shape, user, object, record)
    };
    soql::run(world, own.org, &query, reach, may_read, sees).map(Reply::ok)
}

/// Some of Salesforce's errors come without `fields`.
pub fn error_without_fields(status: u16, code: &str, message: &str) -> Refusal {
    (status, value!([{ "message": message, "errorCode": code }]))
}

/// The error of an object that is not there for this user.
pub fn no_object(object: &str) -> Refusal {
    error_without_fields(
        404,
        "NOT_FOUND",
        &format!("The requested resource does not exist: {object}"),
    )
}

#[cfg(test)]
mod tests;
