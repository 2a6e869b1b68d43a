//! Which queries a large org answers in time.

use super::parse::{Condition, Literal, Operator};
use crate::describe;
use crate::state::World;

/// Whether a query uses an index: by the standard ones and those of unique
/// fields (Salesforce's "Best Practices for Deployments with Large Data
/// Volumes", Indexes; "Make SOQL Query Selective"): of conditions joined by AND
/// one must use one, of those by OR all; NOT, `!=`, null and a leading wildcard
/// use none. Thresholds are not played: a value is taken to be rare, and so is a
/// pattern that begins with two letters and more.
pub fn selective(world: &World, object: &str, condition: Option<&Condition>) -> bool {
    const INDEXED: &[&str] = &[
        "Id",
        "Name",
        "Email",
        "CreatedDate",
        "SystemModstamp",
        "RecordTypeId",
    ];
    let indexed = |name: &str| {
        let fields = describe::fields(object, &world.shape).unwrap_or_default();
        let field = fields
            .iter()
            .find(|own| own.name.eq_ignore_ascii_case(name));
        field.is_some_and(|field| {
            INDEXED.contains(&field.name.as_str()) || field.unique || field.kind == "reference"
        })
    };
    match condition {
        None | Some(Condition::Not(_) | Condition::Among(_, false, _)) => false,
        Some(Condition::And(parts)) => parts
            .iter()
            .any(|part| selective(world, object, Some(part))),
        Some(Condition::Or(parts)) => parts
            .iter()
            .all(|part| selective(world, object, Some(part))),
        Some(Condition::Among(name, true, _)) => indexed(name),
        Some(Condition::Compare(name, operator, values)) => {
            indexed(name)
                && !values.contains(&Literal::Null)
                && match operator {
                    Operator::NotEqual | Operator::NotIn => false,
                    Operator::Like => values.iter().all(|value| match value {
                        Literal::Text(text) => text.find(['%', '_']).is_none_or(|end| end > 1),
                        _ => false,
                    }),
                    _ => true,
                }
        }
    }
}
