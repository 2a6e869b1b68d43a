//! One record at a time.

use std::time::Duration;

use serde_json::{Map, Value, json};
use time::macros::format_description;

use super::{Call, Reply, error_without_fields, may_read, no_object};
use crate::faults::{self, Fault, FaultKind, Place};
use crate::state::{World, user_id};
use crate::users::USERS;
use crate::validate::{self, Refusal, error};
use crate::{Org, automation, describe};

/// Whether there is such an object for this user.
pub fn known(user: usize, object: &str) -> Result<(), Refusal> {
    let there = describe::OBJECTS.contains(&object) && may_read(&USERS[user], object);
    there.then_some(()).ok_or_else(|| no_object(object))
}

/// A record that is to be created.
#[derive(Clone, Debug)]
pub struct New {
    /// Its object.
    pub object: String,
    /// What was sent.
    pub fields: Map<String, Value>,
    /// A duplicate rule that only warns is passed over.
    pub allow_save: bool,
    /// The assignment rule chooses the owner.
    pub assign: bool,
}

impl New {
    /// From a call of `/sobjects/<object>` and its headers; the assignment
    /// rule is on unless the header says otherwise (REST API Developer Guide,
    /// "Assignment Rule Header", "Duplicate Rule Header").
    fn from_call(call: &Call, object: &str) -> Result<Self, Refusal> {
        let mut fields = call.object()?.clone();
        fields.remove("attributes");
        let allow_save = call
            .header("sforce-duplicate-rule-header")
            .is_some_and(|header| {
                header
                    .to_ascii_lowercase()
                    .replace(' ', "")
                    .contains("allowsave=true")
            });
        let assign = call.header("sforce-auto-assign").unwrap_or("TRUE");
        Ok(New {
            object: object.to_owned(),
            fields,
            allow_save,
            assign: !assign.eq_ignore_ascii_case("FALSE"),
        })
    }
}

/// Checks everything that a new record must pass.
fn check(world: &World, user: usize, new: &New) -> Result<(), Refusal> {
    known(user, &new.object)?;
    let lead = new.object == "Lead" && !USERS[user].create_leads;
    if lead || world.shape.no_create {
        return Err(no_access());
    }
    validate::check(world, &new.object, &new.fields, true)?;
    validate::check_country(world, &new.fields)?;
    validate::references(world, user, &new.object, &new.fields)?;
    if matches!(new.object.as_str(), "Lead" | "Contact") {
        let org = USERS[user].org;
        validate::duplicates(world, org, &new.object, &new.fields, new.allow_save)?;
    }
    Ok(())
}

fn no_access() -> Refusal {
    error_without_fields(
        403,
        "INSUFFICIENT_ACCESS_OR_READONLY",
        "You do not have the level of access necessary to perform the operation you requested. Please contact the owner of the record or your administrator if access is necessary.",
    )
}

/// A country's name follows from its code.
fn name_countries(fields: &mut Map<String, Value>) {
    for name in ["Country", "MailingCountry"] {
        let code = fields.get(&format!("{name}Code")).and_then(Value::as_str);
        let row = describe::COUNTRIES
            .iter()
            .find(|(own, _)| Some(*own) == code);
        if let Some((_, country)) = row {
            fields.insert(name.to_owned(), json!(country));
        }
    }
}

/// Stores a record that has passed its checks; gives its id. A value that must
/// be unique is looked at now: another record may have come in between.
fn commit(world: &mut World, user: usize, new: New) -> Result<String, Refusal> {
    let New {
        object,
        mut fields,
        assign,
        ..
    } = new;
    fields.retain(|_, value| !value.is_null() && value.as_str() != Some(""));
    name_countries(&mut fields);
    validate::unique(world, USERS[user].org, &object, &fields)?;
    let by_rule = object == "Lead" && world.shape.assignment_rule && assign;
    let owner = automation::queue(USERS[user].org)
        .filter(|_| by_rule)
        .unwrap_or(user);
    Ok(world.insert(user, &object, fields, owner))
}

/// Creates a record: its checks, a fault's hold between them and the commit,
/// the commit. `path` is what a fault of a write looks at.
pub async fn save(org: &Org, user: usize, path: &str, new: New) -> Result<String, Refusal> {
    let fault = {
        let mut world = org.world();
        let fault = world.strike(&[Place::Write], "POST", path);
        let refusal = fault.as_ref().map(|fault| fault.fault);
        if let Some(refusal) = refusal.and_then(faults::write_refusal) {
            return Err(refusal);
        }
        check(&world, user, &new)?;
        fault
    };
    let mut _held = None;
    match fault {
        Some(Fault {
            fault: FaultKind::HoldCommit,
            ..
        }) => _held = Some(faults::hold(org).await),
        Some(Fault {
            fault: FaultKind::LateCommit,
            milliseconds,
            ..
        }) => {
            tokio::time::sleep(Duration::from_millis(milliseconds)).await;
        }
        _ => {}
    }
    commit(&mut org.world(), user, new)
}

fn created(call: &Call, object: &str, id: &str) -> Reply {
    Reply {
        status: 201,
        headers: vec![(
            "location",
            format!("/services/data/v{}.0/sobjects/{object}/{id}", call.version),
        )],
        body: json!({ "id": id, "success": true, "errors": [] }),
    }
}

/// `POST /sobjects/<object>`
pub async fn create(org: &Org, user: usize, call: &Call, object: &str) -> Result<Reply, Refusal> {
    let new = New::from_call(call, object)?;
    let id = save(org, user, &call.path, new).await?;
    Ok(created(call, object, &id))
}

/// The same within a transaction that is under way.
pub fn create_at_once(
    world: &mut World,
    user: usize,
    call: &Call,
    object: &str,
) -> Result<Reply, Refusal> {
    let new = New::from_call(call, object)?;
    let struck = world.strike(&[Place::Write], "POST", &call.path);
    if let Some(refusal) = struck.and_then(|fault| faults::write_refusal(fault.fault)) {
        return Err(refusal);
    }
    check(world, user, &new)?;
    let id = commit(world, user, new)?;
    Ok(created(call, object, &id))
}

/// A record, if the user sees it.
pub fn seen<'a>(
    world: &'a World,
    user: usize,
    object: &str,
    id: &str,
) -> Option<&'a Map<String, Value>> {
    world
        .find(USERS[user].org, object, id)
        .filter(|record| automation::sees(&world.shape, user, object, record))
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
    let record = seen(world, user, object, id).ok_or_else(|| missing(world, id))?;
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

/// Whether a record was last changed at this time of the header's or before
/// (REST API Developer Guide, "Conditional Request Headers": 412 where it was
/// not, 400 for a header that is no date).
fn unmodified(record: &Map<String, Value>, since: &str) -> Result<(), Refusal> {
    let format = format_description!(
        "[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT"
    );
    let Ok(since) = time::PrimitiveDateTime::parse(since, format) else {
        return Err(error(400, "INVALID_HEADER", "If-Unmodified-Since", &[]));
    };
    let changed = record
        .get("LastModifiedDate")
        .and_then(Value::as_str)
        .and_then(|text| text.get(..19))
        .and_then(|text| {
            let format = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]");
            time::PrimitiveDateTime::parse(text, format).ok()
        });
    match changed.is_some_and(|changed| changed > since) {
        true => Err(error(
            412,
            "PRECONDITION_FAILED",
            "The record was modified.",
            &[],
        )),
        false => Ok(()),
    }
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
    let mut record = seen(world, user, object, id)
        .cloned()
        .ok_or_else(|| missing(world, id))?;
    if let Some(since) = call.header("if-unmodified-since") {
        unmodified(&record, since)?;
    }
    let is_it = |ids: &Vec<String>| ids.iter().any(|own| crate::ids::same(own, id));
    if is_it(&world.shape.read_only_records) {
        return Err(no_access());
    }
    if is_it(&world.shape.locked_records) {
        return Err(error(
            400,
            "ENTITY_IS_LOCKED",
            "entity is locked for editing",
            &[],
        ));
    }
    let mut fields = call.object()?.clone();
    fields.remove("attributes");
    if let Some(refusal) = world
        .strike(&[Place::Write], "PATCH", &call.path)
        .and_then(|fault| faults::write_refusal(fault.fault))
    {
        return Err(refusal);
    }
    validate::check(world, object, &fields, false)?;
    validate::check_country(world, &fields)?;
    validate::references(world, user, object, &fields)?;
    name_countries(&mut fields);
    for (name, value) in fields {
        record.insert(name, value);
    }
    if matches!(object, "Lead" | "Contact") {
        let name = World::full_name(&record);
        record.insert("Name".into(), json!(name));
    }
    for name in ["LastModifiedDate", "SystemModstamp"] {
        record.insert(name.into(), json!(world.now()));
    }
    record.insert("LastModifiedById".into(), json!(user_id(&USERS[user])));
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
    if seen(world, user, object, id).is_none() || !world.delete(USERS[user].org, object, id) {
        return Err(missing(world, id));
    }
    Ok(Reply {
        status: 204,
        headers: Vec::new(),
        body: Value::Null,
    })
}
