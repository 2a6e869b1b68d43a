//! From a query to records.

use std::cmp::Ordering;

use serde_json::{Map, Value, json};

use super::parse::{Condition, Literal, Operator, Query};
use super::selective::selective;
use crate::describe;
use crate::state::World;
use crate::validate::{Refusal, error};

/// Where a query looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Among the records that are there.
    Live,
    /// Among deleted ones too.
    WithDeleted,
    /// Among those that the search index gave.
    Index,
}

/// Carries out a query for a user of this org. `may_read` says which objects, `sees` which of their records.
pub fn run(
    world: &World,
    org: usize,
    query: &Query,
    reach: Reach,
    may_read: impl Fn(&str) -> bool,
    sees: impl Fn(&str, &Map<String, Value>) -> bool,
) -> Result<Value, Refusal> {
    let object = describe::OBJECTS
        .iter()
        .find(|object| object.eq_ignore_ascii_case(&query.from) && may_read(object))
        .ok_or_else(|| invalid(&query.from))?;
    let mut names: Vec<&String> = query
        .fields
        .iter()
        .chain(query.order.iter().map(|(name, _)| name))
        .collect();
    if let Some(condition) = &query.condition {
        collect(condition, &mut names);
    }
    for name in names {
        known(world, object, name)?;
    }
    let mut compared: Vec<&String> = query.order.iter().map(|(name, _)| name).collect();
    if let Some(condition) = &query.condition {
        collect(condition, &mut compared);
    }
    for name in compared {
        filterable(world, object, name)?;
    }
    let many = matches!(*object, "Lead" | "Contact" | "Account");
    let unselective =
        world.shape.large && many && !selective(world, object, query.condition.as_ref());
    let slow = world.shape.slow_objects.iter().any(|own| own == object);
    if reach != Reach::Index && (unselective || slow) {
        return Err(error(
            400,
            "QUERY_TIMEOUT",
            "Your query request was running for too long.",
            &[],
        ));
    }
    let own_org = organization(world, org);
    let gone = world.deleted.get(&(org, (*object).to_owned()));
    let gone = gone
        .into_iter()
        .flatten()
        .filter(|_| reach == Reach::WithDeleted);
    let mut found: Vec<&Map<String, Value>> = world
        .all(org, object)
        .into_iter()
        .chain(gone)
        .map(|record| match *object {
            "Organization" => &own_org,
            _ => record,
        })
        .filter(|record| sees(object, record))
        .filter(|record| {
            query
                .condition
                .as_ref()
                .is_none_or(|condition| holds(world, org, record, condition))
        })
        .collect();
    found.sort_by(|one, other| {
        for (name, descending) in &query.order {
            let order = compare(
                &value(world, org, one, name),
                &value(world, org, other, name),
            );
            let order = if *descending { order.reverse() } else { order };
            if order != Ordering::Equal {
                return order;
            }
        }
        Ordering::Equal
    });
    let total = found.len();
    let taken: Vec<&Map<String, Value>> = found
        .into_iter()
        .skip(query.offset)
        .take(query.limit.unwrap_or(2000))
        .collect();
    if query.count {
        return Ok(json!({ "totalSize": total, "done": true, "records": [] }));
    }
    let records: Vec<Value> = taken
        .into_iter()
        .map(|record| project(world, org, object, record, &query.fields))
        .collect();
    Ok(json!({ "totalSize": records.len(), "done": true, "records": records }))
}

/// The org's own record, with what follows from its shape.
fn organization(world: &World, org: usize) -> Map<String, Value> {
    let access = match world.shape.private_leads {
        true => "None",
        false => "ReadEditTransfer",
    };
    let stored = world.all(org, "Organization").into_iter().next();
    let mut own = stored.cloned().unwrap_or_default();
    own.insert("DefaultLeadAccess".into(), json!(access));
    own
}

/// The error of an encrypted or long field in a condition
/// (SalesforceFoundation/EDA#908).
fn filterable(world: &World, object: &str, name: &str) -> Result<(), Refusal> {
    let fields = describe::fields(object, &world.shape).unwrap_or_default();
    let field = fields
        .iter()
        .find(|own| own.name.eq_ignore_ascii_case(name));
    match field.filter(|field| !field.filterable()) {
        None => Ok(()),
        Some(field) => Err((
            400,
            json!([{ "message": format!("\n{name}\n^\nERROR at Row:1:Column:1\nfield '{}' can not be filtered in a query call", field.name), "errorCode": "INVALID_FIELD" }]),
        )),
    }
}

fn invalid(object: &str) -> Refusal {
    (
        400,
        json!([{ "message": format!("\nSELECT … FROM {object}\nERROR at Row:1:Column:1\nsObject type '{object}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names."), "errorCode": "INVALID_TYPE" }]),
    )
}

fn collect<'a>(condition: &'a Condition, names: &mut Vec<&'a String>) {
    match condition {
        Condition::And(parts) | Condition::Or(parts) => {
            parts.iter().for_each(|part| collect(part, names))
        }
        Condition::Not(part) => collect(part, names),
        Condition::Compare(name, ..) | Condition::Among(name, ..) => names.push(name),
    }
}

/// The object that a relationship leads to and the field that holds its id.
fn relationship(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name.to_ascii_lowercase().as_str() {
        "owner" => ("User", "OwnerId"),
        "createdby" => ("User", "CreatedById"),
        "account" => ("Account", "AccountId"),
        "convertedcontact" => ("Contact", "ConvertedContactId"),
        _ => return None,
    })
}

fn known(world: &World, object: &str, name: &str) -> Result<(), Refusal> {
    let (object, field) = match name.split_once('.') {
        Some((relation, field)) => (relationship(relation).map(|(object, _)| object), field),
        None => (Some(object), name),
    };
    let there = object
        .and_then(|object| describe::fields(object, &world.shape))
        .is_some_and(|fields| {
            fields
                .iter()
                .any(|own| own.name.eq_ignore_ascii_case(field))
        });
    if there {
        return Ok(());
    }
    let entity = object.unwrap_or("Lead");
    Err(error(
        400,
        "INVALID_FIELD",
        &format!(
            "\nERROR at Row:1:Column:1\nNo such column '{name}' on entity '{entity}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name."
        ),
        &[],
    ))
}

fn get(record: &Map<String, Value>, name: &str) -> Value {
    record
        .iter()
        .find(|(own, _)| own.eq_ignore_ascii_case(name))
        .map_or(Value::Null, |(_, value)| value.clone())
}

fn value(world: &World, org: usize, record: &Map<String, Value>, name: &str) -> Value {
    match name.split_once('.') {
        Some((relation, field)) => relationship(relation)
            .and_then(|(object, by)| world.find(org, object, get(record, by).as_str()?))
            .map_or(Value::Null, |related| get(related, field)),
        None => get(record, name),
    }
}

fn project(
    world: &World,
    org: usize,
    object: &str,
    record: &Map<String, Value>,
    fields: &[String],
) -> Value {
    let attributes = |object: &str, record: &Map<String, Value>| {
        let id = record["Id"].as_str().unwrap_or_default();
        json!({ "type": object, "url": format!("/services/data/v68.0/sobjects/{object}/{id}") })
    };
    let mut out = Map::new();
    out.insert("attributes".into(), attributes(object, record));
    let canonical = |object: &str, name: &str| {
        let fields = describe::fields(object, &world.shape).unwrap_or_default();
        let found = fields
            .into_iter()
            .find(|own| own.name.eq_ignore_ascii_case(name));
        found.map_or(name.to_owned(), |own| own.name)
    };
    for path in fields {
        let Some((relation, field)) = path.split_once('.') else {
            out.insert(canonical(object, path), get(record, path));
            continue;
        };
        let related = relationship(relation)
            .and_then(|(to, by)| Some((to, world.find(org, to, get(record, by).as_str()?)?)));
        let entry = out.entry(relation.to_owned()).or_insert(Value::Null);
        if let Some((to, related)) = related {
            if entry.is_null() {
                *entry = json!({ "attributes": attributes(to, related) });
            }
            entry[canonical(to, field)] = get(related, field);
        }
    }
    Value::Object(out)
}

fn holds(world: &World, org: usize, record: &Map<String, Value>, condition: &Condition) -> bool {
    match condition {
        Condition::And(parts) => parts.iter().all(|part| holds(world, org, record, part)),
        Condition::Or(parts) => parts.iter().any(|part| holds(world, org, record, part)),
        Condition::Not(part) => !holds(world, org, record, part),
        Condition::Among(name, wanted, inner) => {
            let own = value(world, org, record, name);
            let found = world.all(org, &inner.from).into_iter().any(|other| {
                let fits = |condition| holds(world, org, other, condition);
                inner.condition.as_ref().is_none_or(fits)
                    && value(world, org, other, &inner.fields[0]) == own
            });
            found == *wanted
        }
        Condition::Compare(name, operator, values) => {
            let own = value(world, org, record, name);
            let own = if own.as_str() == Some("") {
                Value::Null
            } else {
                own
            };
            let is_id = name.ends_with("Id");
            let equal = |literal: &Literal| same(&own, literal, is_id);
            let first = values.first().unwrap_or(&Literal::Null);
            match operator {
                Operator::Equal => equal(first),
                Operator::NotEqual => !equal(first),
                Operator::In => values.iter().any(equal),
                Operator::NotIn => !values.iter().any(equal),
                Operator::Like => match (own.as_str(), first) {
                    (Some(own), Literal::Text(pattern)) => {
                        like(&own.to_lowercase(), &pattern.to_lowercase())
                    }
                    _ => false,
                },
                Operator::Less | Operator::AtMost | Operator::More | Operator::AtLeast => {
                    let Some(order) = ordering(&own, first) else {
                        return false;
                    };
                    match operator {
                        Operator::Less => order == Ordering::Less,
                        Operator::AtMost => order != Ordering::Greater,
                        Operator::More => order == Ordering::Greater,
                        _ => order != Ordering::Less,
                    }
                }
            }
        }
    }
}

fn same(own: &Value, literal: &Literal, is_id: bool) -> bool {
    match (own, literal) {
        (Value::Null, Literal::Null) => true,
        (Value::String(own), Literal::Text(text)) if is_id => crate::ids::same(own, text),
        // SOQL compares texts without regard to case.
        (Value::String(own), Literal::Text(text)) => own.to_lowercase() == text.to_lowercase(),
        (Value::String(own), Literal::DateTime(text)) => date_time(own) == date_time(text),
        (Value::Bool(own), Literal::Boolean(other)) => own == other,
        (Value::Number(own), Literal::Number(other)) => own.as_f64() == Some(*other),
        _ => false,
    }
}

fn ordering(own: &Value, literal: &Literal) -> Option<Ordering> {
    match (own, literal) {
        (Value::String(own), Literal::Text(text)) => {
            Some(own.to_lowercase().cmp(&text.to_lowercase()))
        }
        (Value::String(own), Literal::DateTime(text)) => Some(date_time(own).cmp(&date_time(text))),
        (Value::Number(own), Literal::Number(other)) => own.as_f64()?.partial_cmp(other),
        _ => None,
    }
}

/// Date and time to the second, in UTC: enough to compare by text.
fn date_time(text: &str) -> String {
    text.get(..19).unwrap_or(text).to_owned()
}

fn compare(one: &Value, other: &Value) -> Ordering {
    match (one, other) {
        (Value::Null, Value::Null) => Ordering::Equal,
        (Value::Null, _) => Ordering::Less,
        (_, Value::Null) => Ordering::Greater,
        (Value::Number(one), Value::Number(other)) => one
            .as_f64()
            .partial_cmp(&other.as_f64())
            .unwrap_or(Ordering::Equal),
        _ => one
            .to_string()
            .to_lowercase()
            .cmp(&other.to_string().to_lowercase()),
    }
}

/// `%` stands for any text, `_` for one character.
fn like(text: &str, pattern: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    let mut reached = vec![false; text.len() + 1];
    reached[0] = true;
    for c in pattern.chars() {
        let mut next = vec![false; text.len() + 1];
        match c {
            '%' => {
                let mut any = false;
                for at in 0..=text.len() {
                    any |= reached[at];
                    next[at] = any;
                }
            }
            _ => {
                for at in 0..text.len() {
                    next[at + 1] = reached[at] && (c == '_' || c == text[at]);
                }
            }
        }
        reached = next;
    }
    reached[text.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn like_follows_its_two_signs() {
        for (text, pattern, fits) in [
            ("morgan", "mor%", true),
            ("morgan", "%gan", true),
            ("morgan", "m_rgan", true),
            ("morgan", "m_gan", false),
            ("", "%", true),
            ("a%b", "a%b", true),
        ] {
            assert_eq!(like(text, pattern), fits, "{text} {pattern}");
        }
    }
}
