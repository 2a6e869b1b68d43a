//! Creating a Lead, once.
//!
//! What is to be sent is written down first. After a lost answer Salesforce is
//! asked whether the Lead is there before anything is sent again.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::Worker;
use crate::json;
use crate::message::{Answer, Created, Who};
use crate::port::{Area, Outside};
use crate::problem::{Kind, Problem, Saved};
use crate::salesforce::rest::Rest;
use crate::salesforce::soql::{literal, moment};

/// How far this machine's clock may be from Salesforce's, in milliseconds.
const CLOCK_DIFFERENCE: f64 = 10.0 * 60.0 * 1000.0;

/// What is written down of a create, per org, user and profile.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Entry {
    /// Sent, and not answered yet.
    #[serde(rename_all = "camelCase")]
    Sent {
        /// Milliseconds since 1970.
        at: f64,
        first_name: String,
        last_name: String,
        company: String,
    },
    /// Answered.
    Created(Created),
}

fn entry_key(who: &Who, key: &str) -> String {
    format!("lead:{}:{}:{key}", who.organization_id, who.user_id)
}

/// A Lead as it is read back.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Lead {
    id: String,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    company: Option<String>,
    #[serde(default)]
    lead_source: Option<String>,
    #[serde(default)]
    owner: Option<Owner>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Owner {
    #[serde(default)]
    name: Option<String>,
}

const COLUMNS: &str = "Id, Name, Company, LeadSource, Owner.Name";

impl<P: Outside> Worker<P> {
    async fn entry(&self, who: &Who, key: &str) -> Answer<Option<Entry>> {
        let value = self.port.get(Area::Local, &entry_key(who, key)).await?;
        Ok(value.and_then(json::read))
    }

    async fn write_down(&self, who: &Who, key: &str, entry: &Entry) -> Answer<()> {
        let entries = vec![(entry_key(who, key), json::write(entry))];
        Ok(self.port.set(Area::Local, entries).await?)
    }

    /// What is known here of a profile: its Lead, and whether a create is open.
    pub(super) async fn remembered(&self, who: &Who, key: &str) -> Answer<(Option<Created>, bool)> {
        Ok(match self.entry(who, key).await? {
            Some(Entry::Created(created)) => (Some(created), false),
            Some(Entry::Sent { .. }) => (None, true),
            None => (None, false),
        })
    }

    /// Creates the Lead, or finds the one that an earlier attempt created.
    pub(super) async fn create(
        &self,
        rest: &Rest<'_, P>,
        key: &str,
        fields: Map<String, Value>,
        anyway: bool,
    ) -> Answer<Created> {
        let _one = self.creating.lock().await;
        let who = self
            .sessions
            .who(&self.port, rest.settings)
            .await?
            .ok_or(Kind::SignedOut)?;
        match self.entry(&who, key).await? {
            Some(Entry::Created(created)) => return Ok(created),
            Some(sent @ Entry::Sent { .. }) => {
                if let Some(created) = self.look_for(rest, &who, &sent).await? {
                    self.write_down(&who, key, &Entry::Created(created.clone()))
                        .await?;
                    return Ok(created);
                }
            }
            None => {}
        }
        let entry = Entry::Sent {
            at: self.port.now(),
            first_name: text(&fields, "FirstName"),
            last_name: text(&fields, "LastName"),
            company: text(&fields, "Company"),
        };
        self.write_down(&who, key, &entry).await?;
        match self.send(rest, fields, anyway).await {
            Ok(created) => {
                self.write_down(&who, key, &Entry::Created(created.clone()))
                    .await?;
                Ok(created)
            }
            Err(problem) => {
                if problem.saved == Saved::Nothing {
                    self.port
                        .remove(Area::Local, &[entry_key(&who, key).as_str()])
                        .await?;
                }
                if matches!(problem.kind, Kind::UnknownField | Kind::FieldNotWritable) {
                    // The describe is out of date; it is asked for anew.
                    let _asked = self.describe(rest, true).await;
                }
                Err(problem)
            }
        }
    }

    /// One call: the create, and the new Lead read back, because an assignment
    /// rule may have given it to somebody else.
    async fn send(
        &self,
        rest: &Rest<'_, P>,
        fields: Map<String, Value>,
        anyway: bool,
    ) -> Answer<Created> {
        let name = format!(
            "{} {}",
            text(&fields, "FirstName"),
            text(&fields, "LastName")
        );
        let company = text(&fields, "Company");
        let version = crate::salesforce::rest::VERSION;
        let soql = format!("SELECT {COLUMNS} FROM Lead WHERE Id = '@{{lead.id}}'");
        let query = crate::salesforce::oauth::percent(&soql)
            // The reference is Salesforce's to fill in, so it stays readable.
            .replace("%40%7Blead.id%7D", "@{lead.id}");
        let (answers, who) = rest
            .write(vec![
                json!({
                    "method": "POST",
                    "url": format!("/services/data/{version}/sobjects/Lead"),
                    "referenceId": "lead",
                    "httpHeaders": {
                        "Sforce-Auto-Assign": rest.settings.assignment_rule.header(),
                        "Sforce-Duplicate-Rule-Header":
                            format!("allowSave={anyway}; includeRecordDetails=true"),
                    },
                    "body": fields,
                }),
                json!({
                    "method": "GET",
                    "url": format!("/services/data/{version}/query?q={query}"),
                    "referenceId": "saved",
                }),
            ])
            .await?;
        let answer = |name: &str| answers.iter().find(|answer| answer.reference_id == name);
        let Some(created) = answer("lead") else {
            return Err(Problem::new(Kind::AnswerLost).maybe_saved());
        };
        let id = match (created.http_status_code, created.body["id"].as_str()) {
            (200 | 201, Some(id)) if crate::salesforce::id::is_record_id(id) => id.to_owned(),
            (200..=299, _) => return Err(Problem::new(Kind::AnswerLost).maybe_saved()),
            _ => return Err(created.problem()),
        };
        // The Lead is there; reading it back may fail without harm.
        let saved = answer("saved")
            .and_then(|answer| json::read::<Lead>(answer.body["records"][0].clone()))
            .unwrap_or(Lead {
                id: id.clone(),
                name: None,
                company: None,
                lead_source: None,
                owner: None,
            });
        Ok(card(
            Lead {
                id,
                name: saved.name.or(Some(name)),
                company: saved.company.or(Some(company)),
                ..saved
            },
            &who,
            false,
        ))
    }

    /// Asks whether the Lead of a lost answer is there: same name and company,
    /// created by this user since it was sent.
    async fn look_for(
        &self,
        rest: &Rest<'_, P>,
        who: &Who,
        entry: &Entry,
    ) -> Answer<Option<Created>> {
        let Entry::Sent {
            at,
            first_name,
            last_name,
            company,
        } = entry
        else {
            return Ok(None);
        };
        let first = if first_name.is_empty() {
            "null".to_owned()
        } else {
            literal(first_name)
        };
        let soql = format!(
            "SELECT {COLUMNS} FROM Lead WHERE LastName = {} AND FirstName = {first} AND Company = {} \
             AND CreatedById = {} AND CreatedDate >= {} ORDER BY CreatedDate DESC LIMIT 1",
            literal(last_name),
            literal(company),
            literal(&who.user_id),
            moment(at - CLOCK_DIFFERENCE),
        );
        let leads: Vec<Lead> = rest.query(&soql).await?;
        Ok(leads.into_iter().next().map(|lead| card(lead, who, true)))
    }
}

/// A field's text, as Salesforce will keep it.
fn text(fields: &Map<String, Value>, name: &str) -> String {
    let text = fields.get(name).and_then(Value::as_str);
    text.unwrap_or_default().trim().to_owned()
}

fn card(lead: Lead, who: &Who, found_again: bool) -> Created {
    Created {
        url: format!("{}/{}", who.instance_url, lead.id),
        id: lead.id,
        name: lead.name.unwrap_or_default().trim().to_owned(),
        company: lead.company.unwrap_or_default(),
        owner: lead.owner.and_then(|owner| owner.name),
        lead_source: lead.lead_source,
        found_again,
    }
}
