//! One record at a time, and looking for records by name.

use serde_json::{Map, Value, json};

use super::{Call, Reply, checks, error_without_fields, may_read, no_object, own_id, owner};
use crate::describe;
use crate::state::World;
use crate::users::USERS;
use crate::validate::{self, Refusal, error};

fn known(user: usize, object: &str) -> Result<(), Refusal> {
    let there = describe::OBJECTS.contains(&object) && may_read(&USERS[user], object);
    there.then_some(()).ok_or_else(|| no_object(object))
}

/// `POST /sobjects/<object>`
pub fn create(world: &mut World, user: usize, call: &Call, object: &str) -> Result<Reply, Refusal> {
    known(user, object)?;
    if object == "Lead" && !USERS[user].create_leads {
        return Err(error_without_fields(
            403,
            "INSUFFICIENT_ACCESS_OR_READONLY",
            "You do not have the level of access necessary to perform the operation you requested. Please contact the owner of the record or your administrator if access is necessary.",
        ));
    }
    let mut fields = call.object()?.clone();
    fields.remove("attributes");
    checks(world, user, call, object, &fields)?;
    fields.retain(|_, value| !value.is_null() && value.as_str() != Some(""));
    if let Some(code) = fields.get("CountryCode").and_then(Value::as_str)
        && let Some((_, name)) = describe::COUNTRIES.iter().find(|(own, _)| *own == code)
    {
        fields.insert("Country".into(), json!(name));
    }
    let owner = owner(world, user, call, object);
    let id = world.insert(user, object, fields, owner);
    Ok(Reply {
        status: 201,
        headers: vec![(
            "location",
            format!("/services/data/v{}.0/sobjects/{object}/{id}", call.version),
        )],
        body: json!({ "id": id, "success": true, "errors": [] }),
    })
}

fn missing(world: &World, id: &str) -> Refusal {
    let is_it = |gone: &Map<String, Value>| {
        gone["Id"]
            .as_str()
            .is_some_and(|own| crate::ids::same(own, id))
    };
    if world.deleted.values().flatten().any(is_it) {
        error(404, "ENTITY_IS_DELETED", "entity is deleted", &[])
    } else {
        error_without_fields(
            404,
            "NOT_FOUND",
            "Provided external ID field does not exist or is not accessible: Id",
        )
    }
}

/// `GET /sobjects/<object>/<id>`
pub fn read(
    world: &World,
    user: usize,
    call: &Call,
    object: &str,
    id: &str,
) -> Result<Reply, Refusal> {
    known(user, object)?;
    let record = world
        .find(USERS[user].org, object, id)
        .ok_or_else(|| missing(world, id))?;
    let all = describe::fields(object, &world.shape).unwrap_or_default();
    let wanted: Vec<String> = match call.param("fields") {
        Some(list) => list.split(',').map(|name| name.trim().to_owned()).collect(),
        None => all.iter().map(|field| field.name.clone()).collect(),
    };
    let mut found = Map::new();
    found.insert("attributes".into(), json!({ "type": object, "url": format!("/services/data/v{}.0/sobjects/{object}/{}", call.version, record["Id"].as_str().unwrap_or_default()) }));
    for name in wanted {
        let field = all
            .iter()
            .find(|field| field.name.eq_ignore_ascii_case(&name))
            .ok_or_else(|| {
                error_without_fields(
                    400,
                    "INVALID_FIELD",
                    &format!("No such column '{name}' on sobject of type {object}"),
                )
            })?;
        found.insert(
            field.name.clone(),
            record.get(&field.name).cloned().unwrap_or(Value::Null),
        );
    }
    Ok(Reply::ok(Value::Object(found)))
}

/// `PATCH /sobjects/<object>/<id>`
pub fn update(
    world: &mut World,
    user: usize,
    call: &Call,
    object: &str,
    id: &str,
) -> Result<Reply, Refusal> {
    known(user, object)?;
    let org = USERS[user].org;
    let mut record = world
        .find(org, object, id)
        .cloned()
        .ok_or_else(|| missing(world, id))?;
    let fields = call.object()?;
    validate::check(world, object, fields, false)?;
    for (name, value) in fields {
        record.insert(name.clone(), value.clone());
    }
    record.insert("LastModifiedDate".into(), json!(world.now()));
    record.insert("LastModifiedById".into(), json!(own_id(user)));
    world.put(org, object, record);
    Ok(Reply {
        status: 204,
        headers: Vec::new(),
        body: Value::Null,
    })
}

/// `DELETE /sobjects/<object>/<id>`
pub fn delete(world: &mut World, user: usize, object: &str, id: &str) -> Result<Reply, Refusal> {
    known(user, object)?;
    if !world.delete(USERS[user].org, object, id) {
        return Err(missing(world, id));
    }
    Ok(Reply {
        status: 204,
        headers: Vec::new(),
        body: Value::Null,
    })
}

/// `GET /parameterizedSearch`: names that contain the text.
pub fn search(world: &World, user: usize, call: &Call) -> Reply {
    let text = call.param("q").unwrap_or_default().to_lowercase();
    let limit = call
        .param("overallLimit")
        .and_then(|limit| limit.parse().ok())
        .unwrap_or(200);
    let hits: Vec<Value> = call
        .query
        .iter()
        .filter(|(name, _)| name == "sobject")
        .filter(|(_, object)| known(user, object).is_ok())
        .flat_map(|(_, object)| world.all(USERS[user].org, object).into_iter().map(move |record| (object, record)))
        .filter(|(_, record)| record.get("Name").and_then(Value::as_str).is_some_and(|name| name.to_lowercase().contains(&text)))
        .take(limit)
        .map(|(object, record)| json!({ "attributes": { "type": object, "url": format!("/services/data/v{}.0/sobjects/{object}/{}", call.version, record["Id"].as_str().unwrap_or_default()) }, "Id": record["Id"], "Name": record["Name"] }))
        .collect();
    Reply::ok(json!({ "searchRecords": hits }))
}

/// The UI API's picklist values of a record type. Of the second one, LeadSource
/// has fewer.
pub fn picklists(
    world: &World,
    user: usize,
    object: &str,
    record_type: &str,
) -> Result<Reply, Refusal> {
    known(user, object)?;
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
