//! The User Interface API: a record's create, a record, and picklist values.
//!
//! Shapes from the User Interface API Developer Guide: "Create or Clone a
//! Record", "Record", "Error with Output", "Record Exceptions", "Record
//! Exception Error", "Duplicate Record Error", "Match Result". That errors come
//! as a list of one is how REST sends them; the guide shows the object alone,
//! which the shape `plainUiErrors` gives. Its calls count like others and carry
//! `Sforce-Limit-Info` here; the guide says nothing against it.

use serde_json::{Map, Value, json};

use super::records::{self, New};
use super::{Call, Reply};
use crate::Org;
use crate::describe::{self, Field};
use crate::idempotency::{KeyState, is_uuid_v4};
use crate::state::World;
use crate::users::USERS;
use crate::validate::{Refusal, error};

/// `POST /ui-api/records`
pub async fn create(org: &Org, user: usize, call: &Call) -> Reply {
    let Some(key) = call.header("idempotency-key") else {
        return carry_out(org, user, call).await;
    };
    let refused = |status, code, message: &str| {
        let body = json!([{ "errorCode": code, "message": message }]);
        Reply::from((status, body))
    };
    let turn = {
        let mut world = org.world();
        if world.shape.no_idempotency {
            return refused(400, "INVALID_INPUT", "Idempotency not supported");
        }
        if !is_uuid_v4(key) {
            return refused(400, "INVALID_INPUT", "Invalid Idempotency-Key");
        }
        let now = world.time();
        world.keys.begin(user, key, now)
    };
    match turn {
        KeyState::Again(reply) => reply,
        KeyState::UnderWay => refused(
            409,
            "CONFLICT",
            "A request with this Idempotency-Key is being processed.",
        ),
        KeyState::First => {
            let reply = carry_out(org, user, call).await;
            let mut world = org.world();
            let now = world.time();
            world.keys.done(user, key, now, &reply);
            reply
        }
    }
}

async fn carry_out(org: &Org, user: usize, call: &Call) -> Reply {
    let (object, id) = match record(org, user, call).await {
        Ok(done) => done,
        Err(refusal) => return refused(&org.world(), call, refusal),
    };
    let world = org.world();
    let own = records::seen(&world, user, &object, &id);
    if own.is_none() && world.shape.unseen_is_missing {
        // Not documented: what a creator gets who cannot see the record.
        let body = json!([{ "errorCode": "NOT_FOUND", "message": "The requested resource does not exist" }]);
        return Reply::from((404, body));
    }
    Reply {
        status: 201,
        headers: Vec::new(),
        body: representation(&world, &object, &id, own),
    }
}

async fn record(org: &Org, user: usize, call: &Call) -> Result<(String, String), Refusal> {
    let body = call.object()?;
    let object = body.get("apiName").and_then(Value::as_str);
    let fields = body.get("fields").and_then(Value::as_object);
    let (Some(object), Some(fields)) = (object, fields) else {
        return Err(error(
            400,
            "INVALID_INPUT",
            "apiName and fields are required",
            &[],
        ));
    };
    let on = |name: &str| call.param(name) == Some("true");
    let new = New {
        object: object.to_owned(),
        fields: fields.clone(),
        allow_save: body.get("allowSaveOnDuplicate") == Some(&json!(true)),
        assign: on("useDefaultRule"),
    };
    let id = records::save(org, user, &call.path, new).await?;
    Ok((object.to_owned(), id))
}

/// A record as the UI API shows it: the fields that it has, with what is shown
/// where that differs from the value.
fn representation(
    world: &World,
    object: &str,
    id: &str,
    record: Option<&Map<String, Value>>,
) -> Value {
    let all = describe::fields(object, &world.shape).unwrap_or_default();
    let fields: Map<String, Value> = record
        .into_iter()
        .flatten()
        .filter_map(|(name, value)| {
            let field = all.iter().find(|field| field.name == *name)?;
            Some((name.clone(), shown(field, value)))
        })
        .collect();
    envelope(object, id, record, fields)
}

/// A field's value, with what is shown where that differs from it.
fn shown(field: &Field, value: &Value) -> Value {
    let shown = match field.kind {
        "picklist" | "currency" | "percent" | "date" | "datetime" if !value.is_null() => value
            .as_str()
            .map_or(value.to_string(), str::to_owned)
            .into(),
        _ => Value::Null,
    };
    json!({ "displayValue": shown, "value": value })
}

fn envelope(
    object: &str,
    id: &str,
    record: Option<&Map<String, Value>>,
    fields: Map<String, Value>,
) -> Value {
    let get = |name: &str| record.and_then(|record| record.get(name)).cloned();
    json!({
        "apiName": object, "childRelationships": {}, "eTag": "", "fields": fields, "id": id,
        "lastModifiedById": get("LastModifiedById"), "lastModifiedDate": get("LastModifiedDate"),
        "recordTypeId": get("RecordTypeId").unwrap_or(json!("012000000000000AAA")),
        "recordTypeInfo": null, "systemModstamp": get("SystemModstamp"), "weakEtag": 0,
    })
}

/// `GET /ui-api/records/<id>?fields=…&optionalFields=…`: a field of `fields` that
/// the user may not see is an error, one of `optionalFields` is left out (User
/// Interface API Developer Guide, "Get a Record").
pub fn read(world: &World, user: usize, call: &Call, id: &str) -> Result<Reply, Refusal> {
    let missing = || {
        error(
            404,
            "NOT_FOUND",
            "The requested resource does not exist",
            &[],
        )
    };
    let prefix = id.get(..3).unwrap_or_default();
    let object = describe::OBJECTS
        .iter()
        .find(|object| describe::key_prefix(object) == prefix)
        .ok_or_else(missing)?;
    records::known(user, object)?;
    let record = records::seen(world, user, object, id).ok_or_else(missing)?;
    let all = describe::fields(object, &world.shape).unwrap_or_default();
    let list = |name: &str| -> Vec<String> {
        let texts = call.param(name).unwrap_or_default().split(',');
        let names = texts.filter_map(|text| text.trim().split_once('.'));
        names
            .filter(|(of, _)| of == object)
            .map(|(_, field)| field.to_owned())
            .collect()
    };
    let (needed, optional) = (list("fields"), list("optionalFields"));
    if needed.is_empty() && optional.is_empty() {
        let message = "Specify either layoutTypes or fields or optionalFields.";
        return Err(error(400, "INVALID_INPUT", message, &[]));
    }
    let mut wanted = Map::new();
    for (path, required) in needed
        .iter()
        .map(|path| (path, true))
        .chain(optional.iter().map(|path| (path, false)))
    {
        let (name, of_related) = path.split_once('.').unwrap_or((path, ""));
        let field = match of_related {
            "" => all.iter().find(|field| field.name == name),
            _ => all.iter().find(|field| field.name == format!("{name}Id")),
        };
        let Some(field) = field else {
            if required {
                let message = format!("No such column '{path}' on entity '{object}'.");
                return Err(error(400, "INVALID_FIELD", &message, &[]));
            }
            continue;
        };
        let value = record.get(&field.name).cloned().unwrap_or(Value::Null);
        if of_related.is_empty() {
            wanted.insert(name.to_owned(), shown(field, &value));
            continue;
        }
        let related = field.refers.iter().find_map(|to| {
            let own = USERS[user].org;
            let there = !USERS[user].hidden.contains(to);
            world.find(own, to, value.as_str()?).filter(|_| there)
        });
        let Some(related) = related else {
            wanted.insert(
                name.to_owned(),
                json!({ "displayValue": null, "value": null }),
            );
            continue;
        };
        let inner = related.get(of_related).cloned().unwrap_or(Value::Null);
        wanted.insert(
            name.to_owned(),
            json!({ "displayValue": related.get("Name"), "value": {
                "id": related["Id"],
                "fields": { (of_related): { "displayValue": null, "value": inner } },
            } }),
        );
    }
    let id = record["Id"].as_str().unwrap_or_default();
    Ok(Reply::ok(envelope(object, id, Some(record), wanted)))
}

/// REST's list of errors as one "Error with Output".
fn refused(world: &World, call: &Call, (status, errors): Refusal) -> Reply {
    if status != 400 {
        return Reply::from((status, errors));
    }
    let object = call
        .body
        .as_ref()
        .and_then(|body| body["apiName"].as_str())
        .unwrap_or_default();
    let known = describe::fields(object, &world.shape).unwrap_or_default();
    let label = |name: &str| {
        known
            .iter()
            .find(|field| field.name == name)
            .map(|field| field.label.clone())
    };
    let mut general: Vec<Value> = Vec::new();
    let mut by_field: Map<String, Value> = Map::new();
    for one in errors.as_array().into_iter().flatten() {
        let detail = |field: Option<&str>| {
            json!({ "constituentField": null, "duplicateRecordError": duplicates(one),
                "errorCode": one["errorCode"], "field": field, "fieldLabel": field.and_then(label),
                "message": one["message"] })
        };
        let fields: Vec<&str> = one["fields"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        if fields.is_empty() {
            general.push(detail(None));
        }
        for field in fields {
            by_field.insert(field.to_owned(), json!([detail(Some(field))]));
        }
    }
    let whole = json!({
        "enhancedErrorType": "RecordError",
        "errorCode": errors[0]["errorCode"],
        "message": "An error occurred while trying to update the record. Please try again.",
        "output": { "errors": general, "fieldErrors": by_field },
        "statusCode": status,
    });
    let body = match world.shape.plain_ui_errors {
        true => whole,
        false => json!([whole]),
    };
    Reply::from((status, body))
}

fn duplicates(error: &Value) -> Value {
    let result = &error["duplicateResult"];
    let Some(matches) = result["matchResults"].as_array() else {
        return Value::Null;
    };
    let matches: Vec<Value> = matches
        .iter()
        .map(|one| {
            let ids: Vec<&Value> = one["matchRecords"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|found| &found["record"]["Id"])
                .collect();
            json!({ "apiName": one["entityType"], "isAllowSave": result["allowSave"],
                "matchRecordIds": ids, "matchRule": one["rule"] })
        })
        .collect();
    json!({ "matchResults": matches })
}

/// The UI API's picklist values of a record type. Of the second one, LeadSource
/// has fewer.
pub fn picklists(
    world: &World,
    user: usize,
    object: &str,
    record_type: &str,
) -> Result<Reply, Refusal> {
    records::known(user, object)?;
    let fields = describe::fields(object, &world.shape).unwrap_or_default();
    let second = crate::ids::same(record_type, &crate::ids::id("012", 2));
    let values: Map<String, Value> = fields
        .iter()
        .filter(|field| matches!(field.kind, "picklist" | "multipicklist"))
        .map(|field| {
            let taken = if second && field.name == "LeadSource" { 2 } else { field.values.len() };
            let values: Vec<Value> = field.values[..taken].iter().map(|value| json!({ "label": value, "value": value, "attributes": null, "validFor": [] })).collect();
            (field.name.clone(), json!({ "controllerValues": {}, "defaultValue": null, "values": values }))
        })
        .collect();
    Ok(Reply::ok(
        json!({ "eTag": "", "picklistFieldValues": values }),
    ))
}
