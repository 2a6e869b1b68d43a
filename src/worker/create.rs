//! Creating a Lead, once.
//!
//! What is to be sent is written down first, and every create asks Salesforce in
//! the same call whether its Lead is there already: so that neither a rep, nor
//! this worker, nor the browser's own network can create it twice.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::Worker;
use super::matching::match_key;
use crate::json;
use crate::message::{Answer, Created, Who};
use crate::policy::Duplicates;
use crate::port::{Area, Outside};
use crate::problem::{Kind, Next, Problem, Saved};
use crate::salesforce::id::is_record_id;
use crate::salesforce::limits::Month;
use crate::salesforce::matching::{Candidate, Object, Why};
use crate::salesforce::rest::{Rest, SubResponse, VERSION, reading};
use crate::salesforce::soql::{Condition, Query};

/// How far this machine's clock may be from Salesforce's, in milliseconds.
const CLOCK_DIFFERENCE: f64 = 10.0 * 60.0 * 1000.0;

/// Two Leads of one rep that agree in all of these are one, sent twice.
const SAME: [&str; 6] = [
    "FirstName",
    "LastName",
    "Company",
    "Title",
    "Email",
    "Phone",
];

/// What is written down of a create, per org, user and profile.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Entry {
    /// Sent, and not answered yet.
    Sent(Sent),
    /// Answered.
    Created(Created),
}

/// A create whose answer is not known.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sent {
    /// When it was sent first, in milliseconds since 1970.
    at: f64,
    /// The fields of [`SAME`] that were sent first.
    fields: Map<String, Value>,
}

fn entry_key(who: &Who, key: &str) -> String {
    format!("lead:{}:{}:{key}", who.organization_id, who.user_id)
}

/// Where the Leads are counted that a user has created in a month.
fn count_key(who: &Who, month: &Month) -> String {
    format!(
        "count:{}:{}:{}",
        who.organization_id,
        who.user_id,
        month.key()
    )
}

/// A Lead as it is read back.
#[derive(Default, Deserialize)]
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

const COLUMNS: [&str; 5] = ["Id", "Name", "Company", "LeadSource", "Owner.Name"];

impl<P: Outside> Worker<P> {
    async fn entry(&self, who: &Who, key: &str) -> Answer<Option<Entry>> {
        let value = self.port.get(Area::Local, &entry_key(who, key)).await?;
        Ok(value.and_then(json::read))
    }

    /// Leads that this user has created here in a month.
    async fn count(&self, who: &Who, month: &Month) -> Answer<u32> {
        let value = self.port.get(Area::Local, &count_key(who, month)).await?;
        Ok(value.and_then(json::read).unwrap_or_default())
    }

    async fn write_down(&self, who: &Who, key: &str, entry: &Entry) -> Answer<()> {
        let entries = vec![(entry_key(who, key), json::write(entry))];
        Ok(self.port.set(Area::Local, entries).await?)
    }

    /// A create for this profile has no known end.
    pub(super) async fn unfinished(&self, who: &Who, key: &str) -> Answer<bool> {
        Ok(matches!(self.entry(who, key).await?, Some(Entry::Sent(_))))
    }

    /// Forgets that a Lead was created for this profile, so that another one
    /// can be. A create without a known end is not forgotten.
    pub(super) async fn forget_created(&self, who: &Who, key: &str) -> Answer<()> {
        if let Some(Entry::Created(_)) = self.entry(who, key).await? {
            let entry = entry_key(who, key);
            self.port.remove(Area::Local, &[entry.as_str()]).await?;
        }
        Ok(())
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
        let entry = self.entry(&who, key).await?;
        let open = matches!(entry, Some(Entry::Sent(_)));
        let month = Month::of(self.port.now());
        let count = self.count(&who, &month).await?;
        let sent = match entry {
            Some(Entry::Created(created)) => return Ok(created),
            // What was sent before counts as sent then.
            None if count >= rest.settings.monthly_limit => {
                let detail = format!(
                    "{count} Leads since 1 {}. You can create the next one on 1 {}.",
                    month.name(),
                    month.next()
                );
                return Err(Problem::new(Kind::MonthlyLimit).detail(detail));
            }
            // The rep may have changed a field since: the Lead to look for is
            // the one that was sent.
            Some(Entry::Sent(sent)) => sent,
            None => Sent {
                at: self.port.now(),
                fields: SAME
                    .iter()
                    .filter_map(|name| Some(((*name).to_owned(), fields.get(*name)?.clone())))
                    .collect(),
            },
        };
        self.write_down(&who, key, &Entry::Sent(sent.clone()))
            .await?;
        match self.send(rest, &who, &sent, fields, anyway).await {
            Ok(created) => {
                // Its profile is matched to it from now on.
                let entries = vec![
                    (
                        entry_key(&who, key),
                        json::write(&Entry::Created(created.clone())),
                    ),
                    (match_key(&who, key), json::write(&created.candidate())),
                    (count_key(&who, &month), json!(count + 1)),
                ];
                self.port.set(Area::Local, entries).await?;
                Ok(created)
            }
            Err(mut problem) => {
                if problem.kind == Kind::DuplicatesFound
                    && rest.settings.duplicates == Duplicates::Block
                {
                    problem = problem.under(Kind::DuplicatesForbidden);
                }
                // An earlier attempt stays open until Salesforce itself has
                // refused the Lead.
                let refused = problem.next() == Next::CorrectForm
                    || matches!(problem.kind, Kind::DuplicatesFound | Kind::UnknownField);
                if problem.saved == Saved::Nothing && (!open || refused) {
                    let entry = entry_key(&who, key);
                    self.port.remove(Area::Local, &[entry.as_str()]).await?;
                }
                if problem.kind.doubts_the_form() {
                    // The describe may be out of date: the org is asked.
                    let _asked = self.describe(rest, true, None).await;
                }
                Err(problem)
            }
        }
    }

    /// One call: is the Lead there already, the create, and the Lead read back.
    ///
    /// The network may send a request twice: Chrome repeats a POST of itself
    /// when a connection that it had kept open breaks. So the create carries its
    /// own guard. The first subrequest finds this user only if no Lead of theirs
    /// is the one to be sent; the create takes its owner from that answer, and
    /// fails without one. The third finds the Lead, whoever created it, and its
    /// owner, whom an assignment rule may have chosen.
    async fn send(
        &self,
        rest: &Rest<'_, P>,
        who: &Who,
        sent: &Sent,
        fields: Map<String, Value>,
        anyway: bool,
    ) -> Answer<Created> {
        let unclear = || Problem::new(Kind::AnswerLost).maybe_saved();
        let same = sent.condition(who);
        let guard = Query::select(&["Id"], "User").where_(&Condition::all(&[
            Condition::is("Id", &who.user_id),
            Condition::not_found("Id", "CreatedById", "Lead", &same),
        ]));
        let guard = reading("guard", &guard.path());
        let saved = Query::select(&COLUMNS, "Lead")
            .where_(&same)
            .latest("CreatedDate", 1);
        let mut create = json!({
            "method": "POST",
            "url": format!("/services/data/{VERSION}/sobjects/Lead"),
            "referenceId": "lead",
            "httpHeaders": {
                "Sforce-Auto-Assign": rest.settings.assignment_rule.header(),
                "Sforce-Duplicate-Rule-Header":
                    format!("allowSave={anyway}; includeRecordDetails=true"),
            },
            "body": &fields,
        });
        create["body"]["OwnerId"] = json!("@{guard.records[0].Id}");
        let mut answers = rest
            .write(vec![guard, create.clone(), reading("saved", &saved.path())])
            .await?;
        let guard = named(&mut answers, "guard").ok_or_else(unclear)?;
        if guard.http_status_code != 200 {
            // An org that does not take the guard's query has created nothing:
            // the create had no owner to take. It is asked in a call of its own.
            if let Some(lead) = rest.query::<Lead>(&saved).await?.pop() {
                return Ok(card(lead, who, true));
            }
            create["body"]["OwnerId"] = json!(who.user_id);
            answers = rest
                .write(vec![create, reading("saved", &saved.path())])
                .await?;
        }
        let found = named(&mut answers, "saved")
            .and_then(|saved| json::read::<Lead>(saved.body["records"][0].clone()));
        if guard.http_status_code == 200 && guard.body["records"][0].is_null() {
            return Ok(card(found.ok_or_else(unclear)?, who, true));
        }
        let created = named(&mut answers, "lead").ok_or_else(unclear)?;
        let id = match (created.http_status_code, created.body["id"].as_str()) {
            (200 | 201, Some(id)) if is_record_id(id) => id.to_owned(),
            (200..=299, _) => return Err(unclear()),
            _ => return Err(created.problem()),
        };
        // The Lead is there; reading it back may fail without harm.
        let found = found.unwrap_or_default();
        let sent = |name: &str| {
            let text = fields.get(name).and_then(Value::as_str);
            text.unwrap_or_default().to_owned()
        };
        let lead = Lead {
            id,
            name: found
                .name
                .or_else(|| Some(format!("{} {}", sent("FirstName"), sent("LastName")))),
            company: found.company.or_else(|| Some(sent("Company"))),
            ..found
        };
        Ok(card(lead, who, false))
    }
}

/// Takes the answer of this name.
fn named(answers: &mut Vec<SubResponse>, name: &str) -> Option<SubResponse> {
    let at = answers
        .iter()
        .position(|answer| answer.reference_id == name)?;
    Some(answers.swap_remove(at))
}

impl Sent {
    /// Holds for the Lead that was sent and for no other.
    fn condition(&self, who: &Who) -> Condition {
        let mut all = vec![
            Condition::is("CreatedById", &who.user_id),
            Condition::since("CreatedDate", self.at - CLOCK_DIFFERENCE),
        ];
        for (name, value) in &self.fields {
            all.push(Condition::is(name, value.as_str().unwrap_or_default()));
        }
        Condition::all(&all)
    }
}

impl Created {
    /// The Lead as a match of the profile it was made from.
    pub fn candidate(&self) -> Candidate {
        Candidate {
            id: self.id.clone(),
            object: Object::Lead,
            url: self.url.clone(),
            name: self.name.clone(),
            title: None,
            company: Some(self.company.clone()),
            email: None,
            phone: None,
            owner: self.owner.clone(),
            status: None,
            changed: None,
            converted: false,
            why: Why::CreatedHere,
        }
    }
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
