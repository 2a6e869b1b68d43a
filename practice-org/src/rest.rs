//! `/services/data`: describe, records, queries, composite.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::extract::{Extension, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json as value};
use time::OffsetDateTime;
use time::macros::format_description;

use crate::http::{self, Host, json};
use crate::state::{ALLOWED, World, user_id};
use crate::users::{USERS, User};
use crate::validate::{self, Refusal, error};
use crate::{Org, describe, html, oauth, soql};

pub mod composite;
pub mod records;

/// The versions that are answered; older ones are retired.
pub const VERSIONS: std::ops::RangeInclusive<u32> = 55..=68;

/// A request below `/services/data/vNN.0`.
#[derive(Clone, Debug, Default)]
pub struct Call {
    /// GET, POST, PATCH, DELETE.
    pub method: String,
    /// `/sobjects/Lead`
    pub path: String,
    /// Decoded parameters; a name may stand several times.
    pub query: Vec<(String, String)>,
    /// Names in lower case.
    pub headers: BTreeMap<String, String>,
    /// The JSON that was sent; `None` if there was none.
    pub body: Option<Value>,
    /// 55 to 68.
    pub version: u32,
}

impl Call {
    /// The first parameter of this name.
    pub fn param(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(own, _)| own == name)
            .map(|(_, value)| value.as_str())
    }

    /// A header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }

    /// The body as an object.
    pub fn object(&self) -> Result<&Map<String, Value>, Refusal> {
        self.body
            .as_ref()
            .and_then(Value::as_object)
            .ok_or_else(|| {
                error(
                    400,
                    "JSON_PARSER_ERROR",
                    "Unexpected end of input at [line:1, column:1]",
                    &[],
                )
            })
    }

    /// Splits `path?a=b` into its parts.
    pub fn to(address: &str) -> (String, Vec<(String, String)>) {
        let decode = |text: &str| {
            percent_decode_str(&text.replace('+', " "))
                .decode_utf8_lossy()
                .into_owned()
        };
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let query = query
            .split('&')
            .filter(|part| !part.is_empty())
            .map(|part| part.split_once('=').unwrap_or((part, "")))
            .map(|(name, value)| (decode(name), decode(value)))
            .collect();
        (
            percent_decode_str(path).decode_utf8_lossy().into_owned(),
            query,
        )
    }
}

/// An answer of REST.
#[derive(Clone, Debug)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// Besides the usual ones.
    pub headers: Vec<(&'static str, String)>,
    /// `Null` is no body.
    pub body: Value,
}

impl Reply {
    /// 200 with a body.
    pub fn ok(body: Value) -> Self {
        Reply {
            status: 200,
            headers: Vec::new(),
            body,
        }
    }
}

impl From<Refusal> for Reply {
    fn from((status, body): Refusal) -> Self {
        Reply {
            status,
            headers: Vec::new(),
            body,
        }
    }
}

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
    if path == "/services/data" || path == "/services/data/" {
        let versions: Vec<Value> = VERSIONS.map(|v| value!({ "label": format!("Version {v}"), "url": format!("/services/data/v{v}.0"), "version": format!("{v}.0") })).collect();
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
    let Some(version) = version.filter(|version| *version <= *VERSIONS.end()) else {
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
    let mut world = org.world();
    let user = match world.user_of(&token) {
        Some(user) if host == Host::Instance(USERS[user].org) => user,
        _ => {
            return json(
                401,
                &error(401, "INVALID_SESSION_ID", "Session expired or invalid", &[]).1,
            );
        }
    };
    if !USERS[user].api {
        return json(
            403,
            &error(
                403,
                "API_DISABLED_FOR_ORG",
                "API is not enabled for this Organization or Partner",
                &[],
            )
            .1,
        );
    }
    if world.used >= ALLOWED {
        return json(
            403,
            &error(
                403,
                "REQUEST_LIMIT_EXCEEDED",
                "TotalRequests Limit exceeded.",
                &[],
            )
            .1,
        );
    }
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
    let reply = handle(
        &mut world,
        user,
        &Call {
            method,
            path,
            query,
            headers,
            body,
            version,
        },
    );
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

/// Carries out one call; composite comes here again for each subrequest.
pub fn handle(world: &mut World, user: usize, call: &Call) -> Reply {
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
        ("POST", ["sobjects", object]) => records::create(world, user, call, object),
        ("GET", ["sobjects", object, id]) => records::read(world, user, call, object, id),
        ("PATCH", ["sobjects", object, id]) => records::update(world, user, call, object, id),
        ("DELETE", ["sobjects", object, id]) => records::delete(world, user, object, id),
        ("GET", ["query" | "queryAll"]) => query(world, user, call),
        ("GET", ["parameterizedSearch"]) => Ok(records::search(world, user, call)),
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
        ) => records::picklists(world, user, object, record_type),
        ("POST", ["composite"]) => composite::composite(world, user, call),
        ("POST", ["composite", "sobjects"]) => composite::collection(world, user, call),
        ("POST", ["composite", "batch"]) => composite::batch(world, user, call),
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
    object != "Contact" || user.read_contacts
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
    let deleted = call.path == "/queryAll";
    let may_read = |object: &str| may_read(own, object);
    soql::run(world, own.org, &query, deleted, may_read).map(Reply::ok)
}

/// Some of Salesforce's errors come without `fields`.
pub fn error_without_fields(status: u16, code: &str, message: &str) -> Refusal {
    (status, value!([{ "message": message, "errorCode": code }]))
}

/// The owner of a new Lead: the assignment rule's choice, or the creator.
pub fn owner(world: &World, user: usize, call: &Call, object: &str) -> usize {
    let wanted = call.header("sforce-auto-assign").unwrap_or("TRUE");
    let by_rule =
        object == "Lead" && world.shape.assignment_rule && !wanted.eq_ignore_ascii_case("FALSE");
    let queue = USERS
        .iter()
        .position(|own| own.org == USERS[user].org && own.about.contains("assignment rule"));
    match queue {
        Some(queue) if by_rule => queue,
        _ => user,
    }
}

/// The error of an object that is not there for this user.
pub fn no_object(object: &str) -> Refusal {
    error_without_fields(
        404,
        "NOT_FOUND",
        &format!("The requested resource does not exist: {object}"),
    )
}

/// Checks everything that a create must pass.
pub fn checks(
    world: &World,
    user: usize,
    call: &Call,
    object: &str,
    fields: &Map<String, Value>,
) -> Result<(), Refusal> {
    validate::check(world, object, fields, true)?;
    validate::check_country(world, fields)?;
    if object == "Lead" {
        let allow = call
            .header("sforce-duplicate-rule-header")
            .is_some_and(|header| {
                header
                    .to_ascii_lowercase()
                    .replace(' ', "")
                    .contains("allowsave=true")
            });
        validate::duplicates(world, USERS[user].org, fields, allow)?;
    }
    Ok(())
}

/// The user's own id, for what the server stamps.
pub fn own_id(user: usize) -> String {
    user_id(&USERS[user])
}
