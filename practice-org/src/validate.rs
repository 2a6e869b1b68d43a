//! What Salesforce says to a record that it does not take.

use serde_json::{Map, Value, json};
use time::macros::format_description;

use crate::describe::{self, COUNTRIES, Field};
use crate::shape::{DuplicateRule, Shape};
use crate::state::World;

/// An error of REST: status and body.
pub type Refusal = (u16, Value);

/// One error in an array.
pub fn error(status: u16, code: &str, message: &str, fields: &[&str]) -> Refusal {
    (
        status,
        json!([{ "message": message, "errorCode": code, "fields": fields }]),
    )
}

fn is_empty(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
}

/// Checks the fields of a create or an update.
pub fn check(
    world: &World,
    object: &str,
    fields: &Map<String, Value>,
    creating: bool,
) -> Result<(), Refusal> {
    let known = describe::fields(object, &world.shape).unwrap_or_default();
    for (name, value) in fields {
        if name == "attributes" || (name == "RecordTypeId" && matches!(object, "Lead" | "Contact"))
        {
            continue;
        }
        let Some(field) = known.iter().find(|field| field.name == *name) else {
            return Err((
                400,
                json!([{ "message": format!("No such column '{name}' on sobject of type {object}"), "errorCode": "INVALID_FIELD" }]),
            ));
        };
        let writable = if creating {
            field.createable()
        } else {
            field.flags.contains('u')
        };
        if !writable {
            return Err(error(
                400,
                "INVALID_FIELD_FOR_INSERT_UPDATE",
                &format!(
                    "Unable to create/update fields: {name}. Please check the security settings of this field and verify that it is read/write for your profile or permission set."
                ),
                &[name],
            ));
        }
        if !is_empty(value) {
            value_fits(field, value)?;
        }
    }
    let missing: Vec<&str> = known
        .iter()
        .filter(|field| {
            let value = fields.get(&field.name);
            field.required()
                && if creating {
                    value.is_none_or(is_empty)
                } else {
                    value.is_some_and(is_empty)
                }
        })
        .map(|field| field.name.as_str())
        .collect();
    if !missing.is_empty() {
        return Err(error(
            400,
            "REQUIRED_FIELD_MISSING",
            &format!("Required fields are missing: [{}]", missing.join(", ")),
            &missing,
        ));
    }
    for field in known
        .iter()
        .filter(|field| !is_empty(fields.get(&field.name).unwrap_or(&Value::Null)))
    {
        if let Some((controller, places)) = &field.controller {
            let controlling = fields
                .get(controller)
                .and_then(Value::as_str)
                .unwrap_or_default();
            let all = known.iter().find(|other| other.name == *controller);
            let place =
                all.and_then(|other| other.values.iter().position(|value| value == controlling));
            let own = fields[&field.name].as_str().unwrap_or_default();
            let at = field.values.iter().position(|value| value == own);
            let stands =
                matches!((place, at), (Some(place), Some(at)) if places[at].contains(&place));
            if !stands {
                return Err(bad_choice(field, own));
            }
        }
    }
    if creating && object == "Lead" {
        rules(&world.shape, fields)?;
    }
    if let Some(title) = fields.get("Title").and_then(Value::as_str)
        && world.shape.refused_title.as_deref() == Some(title)
    {
        return Err(error(
            400,
            "FIELD_CUSTOM_VALIDATION_EXCEPTION",
            "Titles are kept by human resources.",
            &["Title"],
        ));
    }
    Ok(())
}

/// Whether the records that a record refers to are there (recorded as
/// `ENTITY_IS_DELETED`, and as `INVALID_CROSS_REFERENCE_KEY`), and the Account
/// passes the lookup filter, if there is one.
pub fn references(
    world: &World,
    user: usize,
    object: &str,
    fields: &Map<String, Value>,
) -> Result<(), Refusal> {
    let known = describe::fields(object, &world.shape).unwrap_or_default();
    let org = crate::users::USERS[user].org;
    for field in known.iter().filter(|field| field.kind == "reference") {
        let to = match field.refers.as_slice() {
            [to @ ("Account" | "Contact" | "Opportunity")] => *to,
            _ => continue,
        };
        let Some(id) = fields
            .get(&field.name)
            .and_then(Value::as_str)
            .filter(|id| !id.is_empty())
        else {
            continue;
        };
        let Some(record) = world.find(org, to, id) else {
            let gone = world.deleted.get(&(org, to.to_owned()));
            let is_gone = gone.into_iter().flatten().any(|record| {
                let own = record.get("Id").and_then(Value::as_str);
                own.is_some_and(|own| crate::ids::same(own, id))
            });
            return Err(match is_gone {
                true => error(400, "ENTITY_IS_DELETED", "entity is deleted", &[]),
                false => error(
                    400,
                    "INVALID_CROSS_REFERENCE_KEY",
                    "invalid cross reference id",
                    &[],
                ),
            });
        };
        if world.shape.account_filter && to == "Account" && !record.contains_key("Website") {
            return Err(error(
                400,
                "FIELD_FILTER_VALIDATION_EXCEPTION",
                "Value does not exist or does not match filter criteria.",
                &[&field.name],
            ));
        }
    }
    Ok(())
}

/// The org's validation rules for a Lead. Recorded ones come with the field
/// that the rule names, or with none.
fn rules(shape: &Shape, fields: &Map<String, Value>) -> Result<(), Refusal> {
    let text = |name: &str| {
        let value = fields.get(name).and_then(Value::as_str);
        value.filter(|text| !text.trim().is_empty())
    };
    let refuse = |message: &str, fields: &[&str]| {
        Err(error(
            400,
            "FIELD_CUSTOM_VALIDATION_EXCEPTION",
            message,
            fields,
        ))
    };
    if let Some(refused) =
        text("Company").filter(|own| shape.refused_company.as_deref() == Some(own))
    {
        let message = format!("{refused} is a customer already: ask the account team.");
        return refuse(&message, &[]);
    }
    if let Some(needed) = shape
        .rule_needs
        .as_deref()
        .filter(|name| text(name).is_none())
    {
        return refuse(&format!("Choose: {needed}."), &[needed]);
    }
    if let Some(country) = text("Country")
        && !shape.text_countries.is_empty()
        && !shape.text_countries.iter().any(|own| own == country)
    {
        return refuse("Write the country as our list has it.", &["Country"]);
    }
    Ok(())
}

/// Whether a value that must be unique is taken. The recorded message has the
/// other record's id in its short form (gravityplus/Gravity-Forms-Salesforce#163).
pub fn unique(
    world: &World,
    org: usize,
    object: &str,
    fields: &Map<String, Value>,
) -> Result<(), Refusal> {
    let known = describe::fields(object, &world.shape).unwrap_or_default();
    for field in known.iter().filter(|field| field.unique) {
        let Some(own) = fields.get(&field.name).and_then(Value::as_str) else {
            continue;
        };
        let taken = world.all(org, object).into_iter().find(|record| {
            let other = record.get(&field.name).and_then(Value::as_str);
            other.is_some_and(|other| other.to_lowercase() == own.to_lowercase())
        });
        if let Some(id) = taken.and_then(|record| record["Id"].as_str()?.get(..15)) {
            let message = format!(
                "duplicate value found: {} duplicates value on record with id: {id}",
                field.name
            );
            return Err(error(400, "DUPLICATE_VALUE", &message, &[]));
        }
    }
    Ok(())
}

fn bad_choice(field: &Field, value: &str) -> Refusal {
    error(
        400,
        "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
        &format!(
            "{}: bad value for restricted picklist field: {value}",
            field.label
        ),
        &[&field.name],
    )
}

fn value_fits(field: &Field, value: &Value) -> Result<(), Refusal> {
    let name = field.name.as_str();
    let wrong_type = || {
        Err((
            400,
            json!([{ "message": format!("Cannot deserialize instance of {} from {value} value {value} or request may be missing a required field", field.kind), "errorCode": "JSON_PARSER_ERROR" }]),
        ))
    };
    let number = |digits: u32| -> Result<(), Refusal> {
        match value.as_f64() {
            Some(number) if number.abs() < 10f64.powi(digits as i32) => Ok(()),
            Some(_) => Err(error(
                400,
                "NUMBER_OUTSIDE_VALID_RANGE",
                &format!(
                    "{}: value outside of valid range on numeric field: {value}",
                    field.label
                ),
                &[name],
            )),
            None => wrong_type(),
        }
    };
    match field.kind {
        "boolean" if value.is_boolean() => return Ok(()),
        "int" if value.is_i64() => return number(field.digits.0.max(1)),
        "double" | "currency" | "percent" => return number(field.digits.1 - field.digits.2),
        "boolean" | "int" => return wrong_type(),
        _ => {}
    }
    let Some(text) = value.as_str() else {
        return wrong_type();
    };
    let dated = match field.kind {
        "date" => time::Date::parse(text, format_description!("[year]-[month]-[day]")).is_ok(),
        "datetime" => {
            time::OffsetDateTime::parse(text, &time::format_description::well_known::Rfc3339)
                .is_ok()
        }
        "time" => time::Time::parse(
            text.trim_end_matches('Z'),
            format_description!("[hour]:[minute]:[second].[subsecond]"),
        )
        .is_ok(),
        _ => true,
    };
    if !dated {
        return wrong_type();
    }
    let length = text.encode_utf16().count() as u32;
    if field.length > 0 && length > field.length {
        return Err(error(
            400,
            "STRING_TOO_LONG",
            &format!(
                "{}: data value too large: {text} (max length={})",
                field.label, field.length
            ),
            &[name],
        ));
    }
    if field.kind == "email" {
        let fits = text.split_once('@').is_some_and(|(local, host)| {
            !local.is_empty() && host.contains('.') && !host.contains('@') && !text.contains(' ')
        });
        if !fits {
            return Err(error(
                400,
                "INVALID_EMAIL_ADDRESS",
                &format!("{}: invalid email address: {text}", field.label),
                &[name],
            ));
        }
    }
    if field.kind == "reference" && !(text.len() == 15 || text.len() == 18) {
        return Err(error(
            400,
            "MALFORMED_ID",
            &format!("{}: id value of incorrect type: {text}", field.label),
            &[name],
        ));
    }
    let among = |text: &str| field.values.iter().any(|value| value == text);
    if name.ends_with("CountryCode") || name.ends_with("StateCode") {
        if !among(text) {
            return Err(error(
                400,
                "FIELD_INTEGRITY_EXCEPTION",
                &format!(
                    "There's a problem with this country, even though it may appear correct. Please select a country/territory from the list of valid countries.: {}",
                    field.label
                ),
                &[name],
            ));
        }
    } else if field.flags.contains('R') && !text.split(';').all(among) {
        return Err(bad_choice(field, text));
    }
    Ok(())
}

/// With country picklists, a free Country must be one of the list's names.
pub fn check_country(world: &World, fields: &Map<String, Value>) -> Result<(), Refusal> {
    for (name, label) in [
        ("Country", "Country"),
        ("MailingCountry", "Mailing Country"),
    ] {
        let country = fields.get(name).and_then(Value::as_str).unwrap_or_default();
        let listed = COUNTRIES.iter().any(|(_, name)| *name == country);
        if world.shape.country_picklists && !country.is_empty() && !listed {
            return Err(error(
                400,
                "FIELD_INTEGRITY_EXCEPTION",
                &format!(
                    "There's a problem with this country, even though it may appear correct. Please select a country/territory from the list of valid countries.: {label}"
                ),
                &[name],
            ));
        }
    }
    Ok(())
}

/// What the org's duplicate rule says, if it is active.
pub fn duplicates(
    world: &World,
    org: usize,
    object: &str,
    fields: &Map<String, Value>,
    allow_save: bool,
) -> Result<(), Refusal> {
    let Some(rule) = world.shape.duplicate_rule else {
        return Ok(());
    };
    if rule == DuplicateRule::Warn && allow_save {
        return Ok(());
    }
    let lower = |record: &Map<String, Value>, name: &str| {
        record
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_lowercase()
    };
    let company = match object {
        "Contact" => "AccountId",
        _ => "Company",
    };
    let matches: Vec<Value> = world
        .all(org, object)
        .into_iter()
        .filter(|other| ["LastName", company].iter().all(|name| lower(other, name) == lower(fields, name)))
        .map(|other| json!({ "additionalInformation": [], "fieldDiffs": [], "matchConfidence": 100.0,
            "record": { "attributes": { "type": object, "url": format!("/services/data/v68.0/sobjects/{object}/{}", other["Id"].as_str().unwrap_or_default()) }, "Id": other["Id"] } }))
        .collect();
    if matches.is_empty() {
        return Ok(());
    }
    Err((
        400,
        json!([{
            "duplicateResult": {
                "allowSave": rule == DuplicateRule::Warn, "duplicateRule": format!("Standard_{object}_Duplicate_Rule"),
                "duplicateRuleEntityType": object, "errorMessage": "You're creating a duplicate record. We recommend you use an existing record instead.",
                "matchResults": [{ "entityType": object, "errors": [], "matchEngine": "FuzzyMatchEngine", "matchRecords": matches,
                    "rule": format!("Standard_{object}_Match_Rule_v1_0"), "size": matches.len(), "success": true }],
            },
            "errorCode": "DUPLICATES_DETECTED",
            "message": "You're creating a duplicate record. We recommend you use an existing record instead.",
        }]),
    ))
}
