//! A record as Salesforce gives it back, and what the rep is shown of it.

use serde::Deserialize;
use serde_json::Value;

use crate::journal::{Attempt, Created};
use crate::salesforce::id::is_record_id;
use crate::salesforce::identity::User;
use crate::salesforce::object::Object;
use crate::salesforce::soql::{Condition, Query};

/// A record as it is read back.
#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct SavedRecord {
    /// 18 characters.
    pub(super) id: String,
    #[serde(default)]
    pub(super) name: Option<String>,
    #[serde(default)]
    pub(super) first_name: Option<String>,
    #[serde(default)]
    pub(super) last_name: Option<String>,
    /// A Lead's.
    #[serde(default)]
    pub(super) company: Option<String>,
    /// A Contact's.
    #[serde(default)]
    pub(super) account_id: Option<String>,
    #[serde(default)]
    pub(super) account: Option<Named>,
    #[serde(default)]
    pub(super) lead_source: Option<String>,
    #[serde(default)]
    pub(super) owner: Option<Named>,
}

/// A related record.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    #[serde(default)]
    name: Option<String>,
}

impl SavedRecord {
    /// From the User Interface API's record, which holds what the layout has.
    pub(super) fn of_record(record: &Value, who: &User) -> Option<SavedRecord> {
        let id = record["id"].as_str().filter(|id| is_record_id(id))?;
        let fields = &record["fields"];
        let text = |name: &str| Some(fields[name]["value"].as_str()?.to_owned());
        let related = |name: &str| {
            let field = &fields[name];
            let of_record = field["value"]["fields"]["Name"]["value"].as_str();
            Some(field["displayValue"].as_str().or(of_record)?.to_owned())
        };
        let owner = related("Owner").or_else(|| {
            let own = fields["OwnerId"]["value"] == who.user_id.as_str();
            own.then(|| who.display_name.clone())
        });
        let named = |name| Named { name: Some(name) };
        Some(SavedRecord {
            id: id.to_owned(),
            name: text("Name"),
            company: text("Company"),
            account: related("Account").map(named),
            lead_source: text("LeadSource"),
            owner: owner.map(named),
            ..SavedRecord::default()
        })
    }

    /// Whether it holds what was sent.
    pub(super) fn is(&self, sent: &Attempt) -> bool {
        let company = match sent.object {
            Object::Lead => &self.company,
            Object::Contact => &self.account_id,
        };
        let own = [&self.first_name, &self.last_name, company];
        sent.object.known_by().iter().zip(own).all(|(name, own)| {
            let sent = sent.fields.get(*name).and_then(Value::as_str);
            let (own, sent) = (own.as_deref().unwrap_or_default(), sent.unwrap_or_default());
            own.trim() == sent.trim()
        })
    }
}

/// The latest of an object's records for which this holds.
pub(super) fn saved(object: Object, same: &Condition) -> Query {
    Query::select(object.created_columns(), object.name())
        .where_(same)
        .latest("CreatedDate", 1)
}

/// What the rep is shown of it: as it was saved, or else as it was sent.
pub(super) fn card(lead: SavedRecord, sent: &Attempt, who: &User, found_again: bool) -> Created {
    let text = |name: &str| {
        let text = sent.fields.get(name).and_then(Value::as_str);
        text.unwrap_or_default().to_owned()
    };
    let name = lead.name.unwrap_or_default();
    let name = match name.trim() {
        "" => format!("{} {}", text("FirstName"), text("LastName")),
        name => name.to_owned(),
    };
    let account = || lead.account.and_then(|account| account.name);
    Created {
        object: sent.object,
        url: format!("{}/{}", who.instance_url, lead.id),
        id: lead.id,
        name: name.trim().to_owned(),
        company: lead
            .company
            .or_else(account)
            .unwrap_or_else(|| match sent.object {
                Object::Lead => text("Company"),
                Object::Contact => sent.contact.account.clone(),
            }),
        owner: lead.owner.and_then(|owner| owner.name),
        lead_source: lead.lead_source,
        found_again,
        role: None,
    }
}
