//! Keeping a record that is there true: what a page says otherwise, what of it is
//! written, and what became of that.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::policy::Settings;
use crate::policy::own::PageValue;
use crate::policy::updates::UpdateRule;
use crate::problem::Problem;
use crate::salesforce::identity::User;
use crate::salesforce::object::Object;

pub mod difference;

pub use difference::{Difference, differences, has_left, is_out_of_date};

/// Updated records a rep may have in a calendar month, at the most (the product's
/// own limit).
pub const MONTHLY_LIMIT: u32 = 1000;

/// A record as it stands in the CRM, with the fields that a page can speak of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Record {
    /// 18 characters.
    pub id: String,
    /// Of which object it is.
    pub object: Object,
    /// First and last name.
    pub name: String,
    /// By API name; an empty text for a field without a value. What the user may
    /// not see is missing.
    pub fields: BTreeMap<String, String>,
    /// A Contact's Account, by name.
    pub account: String,
    /// The Contact is a person account: its fields are the Account's.
    pub person_account: bool,
    /// The time of the last change, `2026-11-23T14:30:00.000Z`.
    pub changed: String,
    /// Who made it.
    pub changed_by: Option<String>,
}

/// Whether the admin has any field brought up to date.
pub fn is_on(settings: &Settings) -> bool {
    settings
        .updates
        .values()
        .any(|rule| *rule != UpdateRule::Never)
}

/// What is done with a row, one of the eight or an own field's API name.
pub fn rule(settings: &Settings, row: &str) -> UpdateRule {
    let rule = settings.updates.get(row).copied();
    rule.unwrap_or(UpdateRule::Never)
}

/// The own fields of an object that take something of the page: the profile's
/// link first.
pub fn own_fields(settings: &Settings, object: Object) -> Vec<(String, PageValue)> {
    let Some(fields) = settings.objects.get(object.name()) else {
        return Vec::new();
    };
    let link = fields
        .link
        .iter()
        .map(|name| (name.clone(), PageValue::Link));
    let own = fields.own.iter();
    let own = own.filter_map(|own| Some((own.field.clone(), own.from?)));
    link.chain(own).collect()
}

impl Record {
    /// The fields that are asked for, as the User Interface API names them. One
    /// that the user may not see is left out of its answer.
    pub fn wanted(object: Object, settings: &Settings) -> Vec<String> {
        let mut names: Vec<String> = ["Name", "Title", "Email", "Phone", "LastModifiedDate"]
            .map(str::to_owned)
            .to_vec();
        names.push(object.field("Company").to_owned());
        names.push(object.field("Country").to_owned());
        names.push(object.country_code().to_owned());
        names.push("LastModifiedBy.Name".to_owned());
        if object == Object::Contact {
            names.push("Account.Name".to_owned());
            names.push("IsPersonAccount".to_owned());
        }
        names.extend(
            own_fields(settings, object)
                .into_iter()
                .map(|(name, _)| name),
        );
        let of = object.name();
        names.iter().map(|name| format!("{of}.{name}")).collect()
    }

    /// From the User Interface API's record.
    pub fn read(answer: &Value) -> Option<Record> {
        let id = answer["id"].as_str()?.to_owned();
        let object = Object::of(&id)?;
        let held = answer["fields"].as_object()?;
        let related = |name: &str| {
            let field = &answer["fields"][name];
            let inner = field["value"]["fields"]["Name"]["value"].as_str();
            inner.or(field["displayValue"].as_str()).map(str::to_owned)
        };
        let text = |value: &Value| match value {
            Value::String(text) => Some(text.clone()),
            Value::Null => Some(String::new()),
            Value::Bool(value) => Some(value.to_string()),
            Value::Number(number) => Some(number.to_string()),
            // A related record.
            _ => None,
        };
        let fields: BTreeMap<String, String> = held
            .iter()
            .filter_map(|(name, field)| Some((name.clone(), text(&field["value"])?)))
            .collect();
        let changed = fields.get("LastModifiedDate").cloned();
        let of_record = answer["lastModifiedDate"].as_str().map(str::to_owned);
        Some(Record {
            name: fields.get("Name").cloned().unwrap_or_default(),
            account: related("Account").unwrap_or_default(),
            person_account: fields.get("IsPersonAccount").is_some_and(|is| is == "true"),
            changed: changed.or(of_record)?,
            changed_by: related("LastModifiedBy"),
            id,
            object,
            fields,
        })
    }

    /// The company: a Lead's own, a Contact's Account.
    pub fn company(&self) -> &str {
        match self.object {
            Object::Lead => self.fields.get("Company").map_or("", String::as_str),
            Object::Contact => &self.account,
        }
    }

    /// Whether it holds what a line has written.
    pub fn holds(&self, line: &Line) -> bool {
        let held = self.fields.get(&line.field);
        held.is_some_and(|held| held.trim() == line.value.trim())
    }
}

/// One field that a rep has ticked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Line {
    /// The setting that allows it: one of the eight, or an own field.
    pub row: String,
    /// API name of the field that is written.
    pub field: String,
    /// The org's or the product's name for it.
    pub label: String,
    /// What stood there, as a person reads it.
    pub old: String,
    /// What stands there now, as a person reads it.
    pub new: String,
    /// What is written.
    pub value: String,
}

/// An update that a rep has asked for: written down before it is sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Update {
    /// The profile's key.
    pub profile: String,
    /// The Salesforce user name of the rep.
    pub user: String,
    /// The record's id.
    pub record: String,
    /// Of which object it is.
    pub object: Object,
    /// The record's name.
    pub name: String,
    /// Its company.
    pub company: String,
    /// Where a person opens it.
    pub url: String,
    /// What was ticked.
    pub lines: Vec<Line>,
    /// The record's last change before, by which a colleague's is told.
    pub since: String,
    /// When it was asked for, in milliseconds since 1970 by this machine.
    pub at: f64,
    /// How it stands.
    pub state: State,
}

/// How an update stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum State {
    /// Sent, and its answer is not known.
    Sent,
    /// The record holds it.
    Done,
    /// It was not written.
    Refused(Problem),
}

const PREFIX: &str = "update:";

/// Where an update is kept.
pub fn id(who: &User, record: &str, at: f64) -> String {
    format!("{}{record}:{}", of_user(who), at as i64)
}

/// How the keys of a user's updates begin.
pub fn of_user(who: &User) -> String {
    format!("{PREFIX}{}:{}:", who.organization_id, who.user_id)
}

/// Whether this is the key of an update.
pub fn is_update(key: &str) -> bool {
    key.starts_with(PREFIX)
}

impl Update {
    /// What is sent. An empty text empties the field.
    pub fn body(&self) -> Map<String, Value> {
        let pair = |line: &Line| (line.field.clone(), Value::from(line.value.clone()));
        self.lines.iter().map(pair).collect()
    }

    /// What became of it, by the record as it stands now. One whose answer was
    /// lost is done where all of it is there, and was not written where nothing
    /// has changed since.
    pub fn settled(mut self, record: &Record) -> Update {
        if self.state != State::Sent {
            return self;
        }
        if self.lines.iter().all(|line| record.holds(line)) {
            self.state = State::Done;
        } else if same_time(&record.changed, &self.since) {
            self.state = State::Refused(crate::problem::Kind::SendingStopped.into());
        } else {
            self.state = State::Refused(crate::problem::Kind::RecordChanged.into());
        }
        self
    }
}

/// To the second: what Salesforce's header has.
fn same_time(one: &str, other: &str) -> bool {
    one.get(..19).is_some() && one.get(..19) == other.get(..19)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Kind;
    use serde_json::json;

    fn record(title: &str, changed: &str) -> Record {
        Record::read(&json!({ "id": "00Q000000000001EAA", "fields": {
            "Title": { "value": title }, "Email": { "value": null },
            "LastModifiedDate": { "value": changed },
        } }))
        .unwrap()
    }

    #[test]
    fn what_became_of_a_lost_answer_is_read_from_the_record() {
        let update = Update {
            profile: "s:1".into(),
            user: "riley@example.com".into(),
            record: "00Q000000000001EAA".into(),
            object: Object::Lead,
            name: "Ada Byron".into(),
            company: "Engines".into(),
            url: String::new(),
            lines: vec![Line {
                field: "Title".into(),
                value: "Chief".into(),
                ..Line::default()
            }],
            since: "2026-11-23T14:30:00.000Z".into(),
            at: 0.0,
            state: State::Sent,
        };
        let refused = |kind: Kind| State::Refused(kind.into());
        for (title, changed, state) in [
            ("Chief", "2026-11-23T14:31:00.000Z", State::Done),
            (
                "Mate",
                "2026-11-23T14:30:00.000Z",
                refused(Kind::SendingStopped),
            ),
            (
                "Mate",
                "2026-11-23T14:31:00.000Z",
                refused(Kind::RecordChanged),
            ),
        ] {
            let now = update.clone().settled(&record(title, changed));
            assert_eq!(now.state, state, "{title}");
        }
        let done = Update {
            state: State::Done,
            ..update
        };
        let now = record("Mate", "2026-11-24T00:00:00.000Z");
        assert_eq!(done.clone().settled(&now), done);
    }

    #[test]
    fn a_record_is_read_with_what_the_user_may_see() {
        let read = Record::read(&json!({
            "id": "003000000000001AAA",
            "lastModifiedDate": "2026-11-23T14:30:00.000Z",
            "fields": {
                "Name": { "value": "Ada Byron" }, "Title": { "value": null },
                "AccountId": { "value": "001000000000001AAA" },
                "Account": { "displayValue": "Engines", "value": { "fields": { "Name": { "value": "Engines" } } } },
                "IsPersonAccount": { "value": true },
                "LastModifiedBy": { "displayValue": "Riley", "value": {} },
            }
        }))
        .unwrap();
        assert_eq!((read.object, read.company()), (Object::Contact, "Engines"));
        assert_eq!(read.changed_by.as_deref(), Some("Riley"));
        assert!(read.person_account);
        assert_eq!(read.fields.get("Title").map(String::as_str), Some(""));
        assert!(!read.fields.contains_key("Email"));
        assert_eq!(Record::read(&json!({ "id": "001000000000001AAA" })), None);
    }
}
