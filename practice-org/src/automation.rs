//! What the org does by itself when a Lead is saved, and who sees it then.

use serde_json::{Map, Value, json};

use crate::shape::Shape;
use crate::state::user_id;
use crate::users::USERS;

/// Legal forms that the flow cuts off.
const LEGAL_FORMS: &[&str] = &[", Inc.", " Inc.", " Inc", " GmbH", " Ltd.", " Ltd", " AS"];

/// The user that routing gives Leads to.
pub fn queue(org: usize) -> Option<usize> {
    USERS
        .iter()
        .position(|own| own.org == org && own.about.contains("assignment rule"))
}

/// The flows of a new Lead, before it is stored (Help, "Before-Save Flows":
/// they change fields of the record without another save).
pub fn before_save(shape: &Shape, org: usize, fields: &mut Map<String, Value>) {
    let text = |fields: &Map<String, Value>, name: &str| {
        fields.get(name).and_then(Value::as_str).map(str::to_owned)
    };
    if shape.flow_owner
        && let Some(queue) = queue(org)
    {
        fields.insert("OwnerId".into(), json!(user_id(&USERS[queue])));
    }
    if shape.flow_company
        && let Some(company) = text(fields, "Company")
        && let Some(short) = LEGAL_FORMS
            .iter()
            .find_map(|form| company.strip_suffix(form))
    {
        fields.insert("Company".into(), json!(short));
    }
    if shape.flow_name
        && let Some(initial) = text(fields, "FirstName").and_then(|name| name.chars().next())
    {
        fields.insert("FirstName".into(), json!(format!("{initial}.")));
    }
}

/// Whether a user sees a record: with private sharing only what is the user's
/// own (Help, "Organization-Wide Sharing Defaults").
pub fn sees(shape: &Shape, user: usize, object: &str, record: &Map<String, Value>) -> bool {
    !shape.private_leads
        || object != "Lead"
        || USERS[user].about == "administrator"
        || record.get("OwnerId").and_then(Value::as_str) == Some(&user_id(&USERS[user]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flows_change_what_was_sent() {
        let queue_id = user_id(&USERS[queue(0).unwrap()]);
        for (shape, field, sent, stored) in [
            (
                "flow-cuts-company",
                "Company",
                "Northwind Traders, Inc.",
                "Northwind Traders",
            ),
            ("flow-cuts-company", "Company", "Northwind", "Northwind"),
            ("flow-shortens-name", "FirstName", "Owen", "O."),
            (
                "flow-routes",
                "OwnerId",
                &user_id(&USERS[0]),
                queue_id.as_str(),
            ),
            ("private-leads", "Company", "Northwind Inc", "Northwind Inc"),
        ] {
            let mut fields = Map::new();
            fields.insert(field.into(), json!(sent));
            before_save(&Shape::named(shape).unwrap(), 0, &mut fields);
            assert_eq!(fields[field], json!(stored), "{shape}");
        }
    }

    #[test]
    fn private_leads_are_seen_by_their_owner_and_by_admins() {
        let private = Shape::named("private-leads").unwrap();
        let mut lead = Map::new();
        lead.insert("OwnerId".into(), json!(user_id(&USERS[2])));
        for (shape, user, object, seen) in [
            (&private, 0, "Lead", false),
            (&private, 2, "Lead", true),
            (&private, 1, "Lead", true),
            (&private, 0, "Contact", true),
            (&Shape::default(), 0, "Lead", true),
        ] {
            assert_eq!(
                sees(shape, user, object, &lead),
                seen,
                "{user} {object} {shape:?}"
            );
        }
    }
}
