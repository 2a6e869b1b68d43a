//! The two ways in which a record is sent to Salesforce, and how one that was sent
//! is looked for.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::contact::CONTACT_ROLE;
use super::create::Job;
use crate::contact::{ContactRole, RoleOutcome};
use crate::journal::step::Event;
use crate::journal::{Attempt, Created, Entry};
use crate::json;
use crate::policy::AssignmentRule;
use crate::port::Ports;
use crate::problem::{Answer, Kind, Problem, Saved};
use crate::salesforce::id::is_record_id;
use crate::salesforce::identity::Who;
use crate::salesforce::object::Object;
use crate::salesforce::rest::{Sent, VERSION, get_subrequest, lost, named};
use crate::salesforce::soql::{Condition, Query};

/// Leads of the same name and company that are another profile's: more than
/// this many are no coincidence.
const NAMESAKES: usize = 5;
/// So many Leads that were created since are shown to the rep.
const SHOWN_SINCE: u32 = 10;

/// Sends what the attempt holds, and tells what is known then.
pub(super) async fn send<P: Ports>(job: &Job<'_, P>, sent: &Attempt) -> Event {
    let answer = match &sent.key {
        Some(key) => with_key(job, sent, key).await,
        None => guarded(job, sent).await,
    };
    match answer {
        Ok(event) => event,
        Err(problem) if problem.saved == Saved::Unknown => Event::Unclear(problem),
        Err(problem) => Event::NotSaved(problem),
    }
}

/// `POST /ui-api/records`: Salesforce itself tells a repeated request by its key.
async fn with_key<P: Ports>(job: &Job<'_, P>, sent: &Attempt, key: &str) -> Answer<Event> {
    // Salesforce has assignment rules for Leads, and none for Contacts.
    let by_rule =
        sent.object == Object::Lead && job.cx.settings.assignment_rule == AssignmentRule::Default;
    let path = format!("/ui-api/records?useDefaultRule={by_rule}");
    let record = json!({
        "apiName": sent.object.name(),
        "allowSaveOnDuplicate": sent.allow_duplicates,
        "fields": sent.fields,
    });
    let saved = match job.cx.rest().post_with_key(&path, key, &record).await? {
        Sent::Saved(saved) => saved,
        Sent::NoKeys => return Ok(Event::NoKeys),
        Sent::OutOfSight => return Ok(Event::OutOfSight),
    };
    let mut lead = SavedRecord::of_record(&saved, job.who).ok_or_else(unclear)?;
    if lead.owner.is_none() {
        // A rule has given it to somebody whom the answer does not name. Asking is
        // no risk: a repeated create would get the same answer.
        let own = self::saved(sent.object, &Condition::is("Id", &lead.id));
        let found = job.cx.rest().query::<SavedRecord>(&own).await;
        lead.owner = found.ok().and_then(|mut found| found.pop()?.owner);
    }
    Ok(Event::Created(card(lead, sent, job.who, false)))
}

/// One call: is the Lead there already, the create, and the Lead read back. With
/// a Contact goes its part in an Opportunity, which may be refused by itself.
///
/// The network may send a request twice: Chrome repeats a POST of itself when a
/// connection that it had kept open breaks. So the create carries its own guard.
/// The first subrequest finds this user only if no Lead of theirs is the one to
/// be sent; the create takes its owner from that answer, and fails without one.
/// The third finds the Lead, whoever created it, and its owner, whom a rule may
/// have chosen. A guard sees nothing of a request that is still being carried
/// out, and nothing that its user may not see: this way promises no more than
/// that.
async fn guarded<P: Ports>(job: &Job<'_, P>, sent: &Attempt) -> Answer<Event> {
    let headers = [
        (
            "Sforce-Auto-Assign",
            job.cx.settings.assignment_rule.header().to_string(),
        ),
        (
            "Sforce-Duplicate-Rule-Header",
            format!(
                "allowSave={}; includeRecordDetails=true",
                sent.allow_duplicates
            ),
        ),
    ];
    if holds_a_reference(&sent.fields) {
        return alone(job, sent, headers).await;
    }
    let mut others = Vec::new();
    loop {
        let same = sent.condition(job.who, &others);
        let guard = Query::select(&["Id"], "User").where_(&Condition::all(&[
            Condition::is("Id", &job.who.user_id),
            Condition::not_found("Id", "CreatedById", sent.object.name(), &same),
        ]));
        let saved = get_subrequest("saved", &saved(sent.object, &same).path());
        let of_headers: Map<String, Value> = headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), json!(value)))
            .collect();
        let mut create = json!({
            "method": "POST",
            "url": format!("/services/data/{VERSION}{}", sent.object.path()),
            "referenceId": RECORD,
            "httpHeaders": of_headers,
            "body": sent.fields,
        });
        create["body"]["OwnerId"] = json!("@{guard.records[0].Id}");
        let rest = job.cx.rest();
        let guard = get_subrequest("guard", &guard.path());
        let role = role(sent);
        let all = [guard, create.clone()].into_iter();
        let all = all.chain(role.clone()).chain([saved.clone()]);
        let mut answers = rest.write(all.collect()).await?;
        let guard = named(&mut answers, "guard").ok_or_else(unclear)?;
        if guard.http_status_code != 200 {
            // An org that does not take the guard's query has created nothing: the
            // create had no owner to take. What was sent before is looked for.
            if let Some(lead) = found(job, sent).await?.0 {
                return Ok(found_again(job, sent, lead).await);
            }
            create["body"]["OwnerId"] = json!(job.who.user_id);
            let again = [create].into_iter().chain(role).chain([saved]);
            answers = rest.write(again.collect()).await?;
        }
        let back = named(&mut answers, "saved")
            .and_then(|saved| json::read::<SavedRecord>(saved.body["records"][0].clone()));
        if guard.http_status_code == 200 && guard.body["records"][0].is_null() {
            let lead = back.ok_or_else(unclear)?;
            let made = job.writer.made_elsewhere(&job.id).await?;
            if others.len() >= NAMESAKES || !made.contains(&lead.id) {
                return Ok(found_again(job, sent, lead).await);
            }
            // Another profile's Lead, of the same name and company.
            others.push(lead.id);
            continue;
        }
        let created = named(&mut answers, RECORD).ok_or_else(unclear)?;
        let id = match (created.http_status_code, created.body["id"].as_str()) {
            (200 | 201, Some(id)) if is_record_id(id) => id.to_owned(),
            (400..=499, _) => return Err(created.problem()),
            _ => return Err(lost(created.problem())),
        };
        // The Lead is there; reading it back may fail without harm.
        let back = back.filter(|lead| lead.id == id).unwrap_or_default();
        let lead = SavedRecord { id, ..back };
        let mut created = card(lead, sent, job.who, false);
        created.role = sent.contact.role.clone().map(|role| {
            let problem = match named(&mut answers, ROLE) {
                Some(answer) if matches!(answer.http_status_code, 200 | 201) => None,
                Some(answer) => Some(answer.problem()),
                None => Some(unclear()),
            };
            Box::new(RoleOutcome { role, problem })
        });
        return Ok(Event::Created(created));
    }
}

/// How the create and the part in an Opportunity are called within a call.
const RECORD: &str = "record";
const ROLE: &str = "role";

/// The part in an Opportunity, for the Contact that the same call creates.
fn role(sent: &Attempt) -> Option<Value> {
    let role = sent.contact.role.as_ref()?;
    Some(json!({
        "method": "POST",
        "url": format!("/services/data/{VERSION}/sobjects/{CONTACT_ROLE}"),
        "referenceId": ROLE,
        "body": role_fields(role, &format!("@{{{RECORD}.id}}")),
    }))
}

fn role_fields(role: &ContactRole, contact: &str) -> Value {
    let mut fields = json!({ "OpportunityId": role.opportunity, "ContactId": contact });
    if !role.role.is_empty() {
        fields["Role"] = json!(role.role);
    }
    fields
}

/// A record that was there already, with what became of its part in an
/// Opportunity: that is asked, since the answer that said it was lost.
async fn found_again<P: Ports>(job: &Job<'_, P>, sent: &Attempt, lead: SavedRecord) -> Event {
    let mut created = card(lead, sent, job.who, true);
    if let Some(role) = &sent.contact.role {
        let there = Query::select(&["Id"], CONTACT_ROLE).where_(&Condition::all(&[
            Condition::is("OpportunityId", &role.opportunity),
            Condition::is("ContactId", &created.id),
        ]));
        let problem = match job.cx.rest().query::<Value>(&there).await {
            Ok(roles) if roles.is_empty() => Some(Kind::NotThere.into()),
            Ok(_) => None,
            Err(problem) => Some(problem),
        };
        created.role = Some(Box::new(RoleOutcome {
            role: role.clone(),
            problem,
        }));
    }
    Event::Created(created)
}

/// A text with `@{` is a reference to `/composite`, and to nothing else: such a
/// Lead is sent by itself, after a look of its own.
async fn alone<P: Ports>(
    job: &Job<'_, P>,
    sent: &Attempt,
    headers: [(&'static str, String); 2],
) -> Answer<Event> {
    if let Some(lead) = found(job, sent).await?.0 {
        return Ok(found_again(job, sent, lead).await);
    }
    let rest = job.cx.rest();
    let record = Value::Object(sent.fields.clone());
    let saved = rest
        .post(&sent.object.path(), headers.into(), &record)
        .await?;
    let id = saved["id"].as_str().filter(|id| is_record_id(id));
    let lead = SavedRecord {
        id: id.ok_or_else(unclear)?.to_owned(),
        ..SavedRecord::default()
    };
    let mut created = card(lead, sent, job.who, false);
    if let Some(role) = &sent.contact.role {
        let fields = role_fields(role, &created.id);
        let path = format!("/sobjects/{CONTACT_ROLE}");
        let saved = rest.post(&path, Vec::new(), &fields).await;
        created.role = Some(Box::new(RoleOutcome {
            role: role.clone(),
            problem: saved.err(),
        }));
    }
    Ok(Event::Created(created))
}

fn holds_a_reference(fields: &Map<String, Value>) -> bool {
    let mut texts = fields.values().filter_map(Value::as_str);
    texts.any(|text| text.contains("@{"))
}

/// Looks for what was sent before.
pub(super) async fn look<P: Ports>(job: &Job<'_, P>, entry: &Entry) -> Event {
    let Some(sent) = &entry.sent else {
        return Event::NotFound(Vec::new());
    };
    match found(job, sent).await {
        Ok((Some(lead), _)) => found_again(job, sent, lead).await,
        Ok((None, since)) => Event::NotFound(since),
        // That says nothing of what was sent.
        Err(problem) => Event::Parked(problem),
    }
}

/// The Lead that was sent, if it is surely there, and what this user has created
/// since, as far as they can see it and no profile here has it.
async fn found<P: Ports>(
    job: &Job<'_, P>,
    sent: &Attempt,
) -> Answer<(Option<SavedRecord>, Vec<String>)> {
    let made = job.writer.made_elsewhere(&job.id).await?;
    let since = sent.since(job.who);
    let all = Query::select(sent.object.created_columns(), sent.object.name())
        .where_(&since)
        .latest("CreatedDate", SHOWN_SINCE);
    let same = saved(sent.object, &sent.condition(job.who, &made));
    let questions = vec![
        get_subrequest("same", &same.path()),
        get_subrequest("since", &all.path()),
    ];
    let mut answers = job.cx.rest().ask(questions).await?;
    // Encrypted names cannot be asked for: then they are compared here.
    let same = named(&mut answers, "same").and_then(|same| same.records::<SavedRecord>().ok());
    let since = named(&mut answers, "since").ok_or(Kind::BrokenJson)?;
    let others = since.records::<SavedRecord>()?;
    let mut others: Vec<SavedRecord> = others
        .into_iter()
        .filter(|lead| !made.contains(&lead.id))
        .collect();
    let lead = match same {
        Some(same) => same.into_iter().next(),
        None => others
            .iter()
            .position(|lead| lead.is(sent))
            .map(|at| others.swap_remove(at)),
    };
    let ids = others.into_iter().map(|lead| lead.id).collect();
    Ok((lead, ids))
}

/// A record as it is read back.
#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct SavedRecord {
    id: String,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    first_name: Option<String>,
    #[serde(default)]
    last_name: Option<String>,
    /// A Lead's.
    #[serde(default)]
    company: Option<String>,
    /// A Contact's.
    #[serde(default)]
    account_id: Option<String>,
    #[serde(default)]
    account: Option<Named>,
    #[serde(default)]
    lead_source: Option<String>,
    #[serde(default)]
    owner: Option<Named>,
}

/// A related record.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Named {
    #[serde(default)]
    name: Option<String>,
}

impl SavedRecord {
    /// From the User Interface API's record, which holds what the layout has.
    fn of_record(record: &Value, who: &Who) -> Option<SavedRecord> {
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
    fn is(&self, sent: &Attempt) -> bool {
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
fn saved(object: Object, same: &Condition) -> Query {
    Query::select(object.created_columns(), object.name())
        .where_(same)
        .latest("CreatedDate", 1)
}

/// What the rep is shown of it: as it was saved, or else as it was sent.
fn card(lead: SavedRecord, sent: &Attempt, who: &Who, found_again: bool) -> Created {
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

fn unclear() -> Problem {
    lost(Kind::BrokenJson.into())
}
