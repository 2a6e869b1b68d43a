//! A test's orders, on localhost alone.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, patch, post};
use axum::{Json, Router};
use serde_json::{Map, Value, json};

use crate::state::{Fault, Shape, World};
use crate::users::{ORGS, USERS};
use crate::{Org, ids};

/// What can be ordered, for `--help`.
pub const HELP: &str = "\
  POST   /practice/reset                 an org as at the start
  GET    /practice/records/<object>      all records of the first org (?org=1 for the second)
  POST   /practice/records/<object>      adds a record: fields by API name
  PATCH  /practice/records/<object>/<id> sets fields, also those that only Salesforce sets
  DELETE /practice/records/<object>/<id> deletes it; with MasterRecordId set before, it was merged
  POST   /practice/faults                {fault, path?, method?, times?, milliseconds?}
  DELETE /practice/faults                takes them all back; answers when what they held is done
  GET    /practice/held                  answers as soon as a fault holds a request
  POST   /practice/shape                 an org of this shape: the fields of src/shape.rs, {} for none
  POST   /practice/shape/<name>          adds a shape by its name
  GET    /practice/log                   every request to Salesforce's hosts
  DELETE /practice/log                   forgets them
  GET    /practice/queries               every different SOQL query
  GET    /practice/tokens                every token that was ever given out
  POST   /practice/expire                access tokens end now
  POST   /practice/revoke                refresh tokens end too
  POST   /practice/allowance             {used}: API requests used
  POST   /practice/clock                 {ahead}: sets the org's clock this many seconds ahead of this machine's";

/// The routes.
pub fn router() -> Router<Org> {
    Router::new()
        .route("/practice/reset", post(reset))
        .route("/practice/records/{object}", get(records).post(add))
        .route(
            "/practice/records/{object}/{id}",
            patch(change).delete(delete),
        )
        .route("/practice/faults", post(fault).delete(no_faults))
        .route("/practice/held", get(held))
        .route("/practice/shape", post(shape))
        .route("/practice/shape/{name}", post(named_shape))
        .route("/practice/log", get(log).delete(forget_log))
        .route("/practice/queries", get(queries))
        .route("/practice/tokens", get(tokens))
        .route("/practice/expire", post(expire))
        .route("/practice/revoke", post(revoke))
        .route("/practice/allowance", post(allowance))
        .route("/practice/clock", post(clock))
}

async fn reset(State(org): State<Org>) -> StatusCode {
    let mut world = org.world();
    // They end in the new org.
    let under_way = world.under_way;
    *world = World {
        under_way,
        shape: org.config.shape.clone(),
        ..World::new()
    };
    StatusCode::NO_CONTENT
}

#[derive(serde::Deserialize)]
struct Which {
    #[serde(default)]
    org: usize,
}

async fn records(
    State(org): State<Org>,
    Path(object): Path<String>,
    axum::extract::Query(which): axum::extract::Query<Which>,
) -> Json<Value> {
    let world = org.world();
    Json(json!(world.all(which.org.min(ORGS.len() - 1), &object)))
}

async fn add(
    State(org): State<Org>,
    Path(object): Path<String>,
    Json(fields): Json<Map<String, Value>>,
) -> Json<Value> {
    let mut world = org.world();
    Json(json!({ "id": world.insert(0, &object, fields, 0) }))
}

async fn change(
    State(org): State<Org>,
    Path((object, id)): Path<(String, String)>,
    Json(fields): Json<Map<String, Value>>,
) -> StatusCode {
    let mut world = org.world();
    let Some(mut record) = world.find(0, &object, &id).cloned() else {
        return StatusCode::NOT_FOUND;
    };
    record.extend(fields);
    world.put(0, &object, record);
    StatusCode::NO_CONTENT
}

async fn delete(State(org): State<Org>, Path((object, id)): Path<(String, String)>) -> StatusCode {
    if org.world().delete(0, &object, &id) {
        StatusCode::NO_CONTENT
    } else {
        StatusCode::NOT_FOUND
    }
}

async fn fault(State(org): State<Org>, Json(fault): Json<Fault>) -> StatusCode {
    org.world().faults.push(fault);
    StatusCode::NO_CONTENT
}

async fn no_faults(State(org): State<Org>) -> StatusCode {
    let held = org.world().mend();
    held.closed().await;
    StatusCode::NO_CONTENT
}

async fn held(State(org): State<Org>) -> Json<Value> {
    let mut held = org.world().held.subscribe();
    let known = held.wait_for(|held| held.count > 0 || held.let_go).await;
    let count = known.map(|held| held.count).unwrap_or_default();
    Json(json!({ "held": count }))
}

async fn shape(State(org): State<Org>, Json(shape): Json<Shape>) -> StatusCode {
    org.world().reshape(shape);
    StatusCode::NO_CONTENT
}

async fn named_shape(State(org): State<Org>, Path(name): Path<String>) -> StatusCode {
    let mut world = org.world();
    match world.shape.clone().with(&name) {
        Some(shape) => world.reshape(shape),
        None => return StatusCode::NOT_FOUND,
    }
    StatusCode::NO_CONTENT
}

async fn log(State(org): State<Org>) -> Json<Value> {
    Json(json!(org.world().log))
}

async fn queries(State(org): State<Org>) -> Json<Value> {
    Json(json!(org.world().queries))
}

async fn forget_log(State(org): State<Org>) -> StatusCode {
    org.world().log.clear();
    StatusCode::NO_CONTENT
}

async fn tokens(State(org): State<Org>) -> Json<Value> {
    let world = org.world();
    let all: Vec<&String> = world.access.keys().chain(world.refresh.keys()).collect();
    let live = |tokens: &std::collections::BTreeMap<String, crate::state::Token>| {
        tokens.values().filter(|token| token.live).count()
    };
    Json(
        json!({ "all": all, "liveAccess": live(&world.access), "liveRefresh": live(&world.refresh),
        "users": USERS.iter().map(|user| ids::id("005", user.number)).collect::<Vec<_>>() }),
    )
}

async fn expire(State(org): State<Org>) -> StatusCode {
    org.world()
        .access
        .values_mut()
        .for_each(|token| token.live = false);
    StatusCode::NO_CONTENT
}

async fn revoke(State(org): State<Org>) -> StatusCode {
    let mut world = org.world();
    world
        .access
        .values_mut()
        .for_each(|token| token.live = false);
    world
        .refresh
        .values_mut()
        .for_each(|token| token.live = false);
    StatusCode::NO_CONTENT
}

#[derive(serde::Deserialize)]
struct Used {
    used: u32,
}

async fn allowance(State(org): State<Org>, Json(Used { used }): Json<Used>) -> StatusCode {
    org.world().used = used;
    StatusCode::NO_CONTENT
}

#[derive(serde::Deserialize)]
struct Ahead {
    ahead: i64,
}

async fn clock(State(org): State<Org>, Json(Ahead { ahead }): Json<Ahead>) -> StatusCode {
    org.world().ahead = ahead;
    StatusCode::NO_CONTENT
}
