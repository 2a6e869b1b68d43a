//! Several calls in one.

use serde_json::{Map, Value, json};

use super::{Call, Reply, at_once, records, single};
use crate::Org;
use crate::state::World;
use crate::validate::{Refusal, error};

/// Subrequests in one composite call, and queries among them (Salesforce's limits).
const SUBREQUESTS: usize = 25;
const QUERIES: usize = 5;
/// Records in one collection.
const RECORDS: usize = 200;

/// Whether `/composite` takes this resource (REST API Developer Guide, "Send
/// Multiple Requests Using Composite": sObject resources, Query, QueryAll and
/// sObject Collections, and no Search). What Salesforce answers to others is not
/// documented.
fn takes(path: &str) -> bool {
    ["/sobjects", "/query", "/queryAll", "/composite/sobjects"]
        .iter()
        .any(|own| path == *own || path.starts_with(&format!("{own}/")))
}

fn bad(message: &str) -> Refusal {
    error(400, "INVALID_INPUT", message, &[])
}

/// `POST /composite`
pub async fn composite(org: &Org, user: usize, call: &Call) -> Result<Reply, Refusal> {
    let body = call.object()?;
    let requests = body
        .get("compositeRequest")
        .and_then(Value::as_array)
        .ok_or_else(|| bad("compositeRequest is missing"))?;
    let queries = requests
        .iter()
        .filter(|request| {
            request["url"]
                .as_str()
                .is_some_and(|url| url.contains("/query"))
        })
        .count();
    if requests.len() > SUBREQUESTS || queries > QUERIES {
        return Err(bad(&format!(
            "The request can't contain more than {SUBREQUESTS} subrequests or {QUERIES} queries."
        )));
    }
    let all_or_none = body
        .get("allOrNone")
        .and_then(Value::as_bool)
        .unwrap_or(false);
    let done = match all_or_none {
        true => together(&mut org.world(), user, call, requests),
        false => one_by_one(org, user, call, requests).await,
    };
    let answers: Vec<Value> = done
        .into_iter()
        .map(|(name, status, body)| json!({ "body": body, "httpHeaders": {}, "httpStatusCode": status, "referenceId": name }))
        .collect();
    Ok(Reply::ok(json!({ "compositeResponse": answers })))
}

/// Reference id, status and body of each subrequest.
type Done = Vec<(String, u16, Value)>;

fn name(request: &Value) -> String {
    request["referenceId"]
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

/// Each subrequest is a transaction of its own.
async fn one_by_one(org: &Org, user: usize, call: &Call, requests: &[Value]) -> Done {
    let mut done = Done::new();
    for request in requests {
        let reply = match subrequest(request, call, &done).and_then(taken) {
            Ok(sub) => single(org, user, &sub).await,
            Err(refusal) => Reply::from(refusal),
        };
        done.push((name(request), reply.status, reply.body));
    }
    done
}

/// `allOrNone`: one transaction, taken back if any subrequest fails.
fn together(world: &mut World, user: usize, call: &Call, requests: &[Value]) -> Done {
    let before = (world.records.clone(), world.next);
    let mut done = Done::new();
    for request in requests {
        let reply = match subrequest(request, call, &done).and_then(taken) {
            Ok(sub) => at_once(world, user, &sub),
            Err(refusal) => Reply::from(refusal),
        };
        done.push((name(request), reply.status, reply.body));
    }
    if done.iter().any(|(_, status, _)| *status >= 400) {
        (world.records, world.next) = before;
        for (_, status, body) in done.iter_mut().filter(|(_, status, _)| *status < 400) {
            *status = 400;
            *body = json!([{ "errorCode": "PROCESSING_HALTED", "message": "The transaction was rolled back since another operation in the same transaction failed." }]);
        }
    }
    done
}

fn taken(sub: Call) -> Result<Call, Refusal> {
    match takes(&sub.path) {
        true => Ok(sub),
        false => Err(bad(&format!("Composite does not take {}", sub.path))),
    }
}

fn subrequest(
    request: &Value,
    outer: &Call,
    done: &[(String, u16, Value)],
) -> Result<Call, Refusal> {
    let url = request["url"].as_str().unwrap_or_default();
    let (path, query) = Call::to(url);
    let rest = path
        .strip_prefix(&format!("/services/data/v{}.0", outer.version))
        .ok_or_else(|| bad(&format!("The url {url} is not one of this version's.")))?
        .to_owned();
    let mut headers = outer.headers.clone();
    if let Some(own) = request["httpHeaders"].as_object() {
        for (name, value) in own {
            headers.insert(
                name.to_ascii_lowercase(),
                value.as_str().unwrap_or_default().to_owned(),
            );
        }
    }
    let query = query
        .into_iter()
        .map(|(name, value)| Ok((name, fill(&value, done)?)))
        .collect::<Result<_, Refusal>>()?;
    let body = match request.get("body") {
        None | Some(Value::Null) => None,
        Some(body) => Some(fill_all(body, done)?),
    };
    Ok(Call {
        method: request["method"]
            .as_str()
            .unwrap_or_default()
            .to_ascii_uppercase(),
        path: fill(&rest, done)?,
        query,
        headers,
        body,
        version: outer.version,
    })
}

/// Replaces `@{ref.field}` by what the named answer holds.
fn fill(text: &str, done: &[(String, u16, Value)]) -> Result<String, Refusal> {
    let mut filled = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("@{") {
        let Some(end) = rest[start..].find('}').map(|end| start + end) else {
            break;
        };
        filled.push_str(&rest[..start]);
        let reference = &rest[start + 2..end];
        let (name, path) = reference.split_once('.').unwrap_or((reference, ""));
        let lost = || {
            error(
                400,
                "PROCESSING_HALTED",
                &format!("Invalid reference specified. No value for {reference} found in {name}"),
                &[],
            )
        };
        let (_, status, body) = done
            .iter()
            .find(|(own, _, _)| own == name)
            .ok_or_else(lost)?;
        if *status >= 400 {
            return Err(lost());
        }
        let pointer = format!("/{}", path.replace(['.', '['], "/").replace(']', ""));
        match body.pointer(&pointer).ok_or_else(lost)? {
            Value::String(text) => filled.push_str(text),
            other => filled.push_str(&other.to_string()),
        }
        rest = &rest[end + 1..];
    }
    filled.push_str(rest);
    Ok(filled)
}

fn fill_all(value: &Value, done: &[(String, u16, Value)]) -> Result<Value, Refusal> {
    Ok(match value {
        Value::String(text) => json!(fill(text, done)?),
        Value::Array(list) => Value::Array(
            list.iter()
                .map(|one| fill_all(one, done))
                .collect::<Result<_, _>>()?,
        ),
        Value::Object(map) => Value::Object(
            map.iter()
                .map(|(name, value)| Ok((name.clone(), fill_all(value, done)?)))
                .collect::<Result<Map<_, _>, Refusal>>()?,
        ),
        other => other.clone(),
    })
}

/// `POST /composite/sobjects`: records of any objects, a result each.
pub fn collection(world: &mut World, user: usize, call: &Call) -> Result<Reply, Refusal> {
    let body = call.object()?;
    let list = body
        .get("records")
        .and_then(Value::as_array)
        .ok_or_else(|| bad("records is missing"))?;
    if list.len() > RECORDS {
        return Err(error(
            400,
            "EXCEEDED_MAX_SIZE_REQUEST",
            &format!(
                "record limit reached. cannot submit more than {RECORDS} records into this call"
            ),
            &[],
        ));
    }
    let all_or_none = body
        .get("allOrNone")
        .and_then(Value::as_bool)
        .unwrap_or(false);
    let before = (world.records.clone(), world.next);
    let mut results = Vec::new();
    for record in list {
        let object = record["attributes"]["type"].as_str().unwrap_or_default();
        let one = Call {
            body: Some(record.clone()),
            ..call.clone()
        };
        results.push(match records::create_at_once(world, user, &one, object) {
            Ok(reply) => reply.body,
            Err((_, errors)) => {
                // Here the code stands under another name.
                let errors: Vec<Value> = errors
                    .as_array()
                    .into_iter()
                    .flatten()
                    .map(|error| json!({ "statusCode": error["errorCode"], "message": error["message"], "fields": error.get("fields").cloned().unwrap_or(json!([])) }))
                    .collect();
                json!({ "success": false, "errors": errors })
            }
        });
    }
    if all_or_none
        && results
            .iter()
            .any(|result| result["success"] == json!(false))
    {
        (world.records, world.next) = before;
        for result in results
            .iter_mut()
            .filter(|result| result["success"] == json!(true))
        {
            *result = json!({ "success": false, "errors": [{ "statusCode": "ALL_OR_NONE_OPERATION_ROLLED_BACK", "message": "Record rolled back because not all records were valid and the request was using AllOrNone header", "fields": [] }] });
        }
    }
    Ok(Reply::ok(json!(results)))
}

/// `POST /composite/batch`
pub async fn batch(org: &Org, user: usize, call: &Call) -> Result<Reply, Refusal> {
    let body = call.object()?;
    let requests = body
        .get("batchRequests")
        .and_then(Value::as_array)
        .ok_or_else(|| bad("batchRequests is missing"))?;
    if requests.len() > SUBREQUESTS {
        return Err(bad(&format!(
            "The request can't contain more than {SUBREQUESTS} subrequests."
        )));
    }
    let mut failed = false;
    let mut results = Vec::new();
    for request in requests {
        let url = format!(
            "/services/data/{}",
            request["url"]
                .as_str()
                .unwrap_or_default()
                .trim_start_matches('/')
        );
        let whole =
            json!({ "method": request["method"], "url": url, "body": request["richInput"] });
        let reply = match subrequest(&whole, call, &[]) {
            Ok(sub) => single(org, user, &sub).await,
            Err(refusal) => Reply::from(refusal),
        };
        failed |= reply.status >= 400;
        results.push(json!({ "statusCode": reply.status, "result": reply.body }));
    }
    Ok(Reply::ok(
        json!({ "hasErrors": failed, "results": results }),
    ))
}
