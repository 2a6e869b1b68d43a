//! The User Interface API: a record's create, and picklist values.
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
use crate::idempotency::{Turn, is_uuid_v4};
use crate::state::World;
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
        Turn::Again(reply) => reply,
        Turn::UnderWay => refused(
            409,
            "CONFLICT",
            "A request with this Idempotency-Key is being processed.",
        ),
        Turn::First => {
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
    let shown = |field: &Field, value: &Value| match field.kind {
        "picklist" | "currency" | "percent" | "date" | "datetime" => value
            .as_str()
            .map_or(value.to_string(), str::to_owned)
            .into(),
        _ => Value::Null,
    };
    let fields: Map<String, Value> = record
        .into_iter()
        .flatten()
        .filter_map(|(name, value)| {
            let field = all.iter().find(|field| field.name == *name)?;
            Some((
                name.clone(),
                json!({ "displayValue": shown(field, value), "value": value }),
            ))
        })
        .collect();
    let get = |name: &str| record.and_then(|record| record.get(name)).cloned();
    json!({
        "apiName": object, "childRelationships": {}, "eTag": "", "fields": fields, "id": id,
        "lastModifiedById": get("LastModifiedById"), "lastModifiedDate": get("LastModifiedDate"),
        "recordTypeId": get("RecordTypeId").unwrap_or(json!("012000000000000AAA")),
        "recordTypeInfo": null, "systemModstamp": get("SystemModstamp"), "weakEtag": 0,
    })
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
