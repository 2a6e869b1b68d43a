//! The second way of a create, for orgs that take no keys: behind a query for a
//! record that is the same, and how one that was sent is looked for.

use serde_json::{Map, Value, json};

use super::create::Job;
use super::role;
use super::saved::{SavedRecord, card, saved};
use super::send::unclear;
use crate::journal::Attempt;
use crate::journal::step::Event;
use crate::json;
use crate::port::Ports;
use crate::problem::{Answer, Kind};
use crate::salesforce::id::is_record_id;
use crate::salesforce::object::Object;
use crate::salesforce::rest::{VERSION, get_subrequest, lost, named};
use crate::salesforce::soql::{Condition, Query};

/// Leads of the same name and company that are another profile's: more than
/// this many are no coincidence.
const NAMESAKES: usize = 5;
/// So many Leads that were created since are shown to the rep.
const SHOWN_SINCE: u32 = 10;

/// How the create is called within its call.
const RECORD: &str = "record";

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
pub(super) async fn guarded<P: Ports>(job: &Job<'_, P>, sent: &Attempt) -> Answer<Event> {
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
        let same = sent.condition(job.who, &others, &[]);
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
        let role = role::of_new(sent, RECORD);
        let all = [guard, create.clone()].into_iter();
        let all = all.chain(role.clone()).chain([saved.clone()]);
        let mut answers = rest.write(all.collect()).await?;
        let guard = named(&mut answers, "guard").ok_or_else(unclear)?;
        if guard.http_status_code != 200 {
            // An org that does not take the guard's query has created nothing: the
            // create had no owner to take. What was sent before is looked for.
            if let Some(lead) = found(job, sent, &[]).await?.0 {
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
        created.role = role::with_contact(sent, &mut answers);
        return Ok(Event::Created(created));
    }
}

/// A record that was there already.
async fn found_again<P: Ports>(job: &Job<'_, P>, sent: &Attempt, lead: SavedRecord) -> Event {
    let mut created = card(lead, sent, job.who, true);
    created.role = role::of_found(job, sent, &created.id).await;
    Event::Created(created)
}

/// A text with `@{` is a reference to `/composite`, and to nothing else: such a
/// Lead is sent by itself, after a look of its own.
async fn alone<P: Ports>(
    job: &Job<'_, P>,
    sent: &Attempt,
    headers: [(&'static str, String); 2],
) -> Answer<Event> {
    if let Some(lead) = found(job, sent, &[]).await?.0 {
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
    created.role = role::alone(job, sent, &created.id).await;
    Ok(Event::Created(created))
}

fn holds_a_reference(fields: &Map<String, Value>) -> bool {
    let mut texts = fields.values().filter_map(Value::as_str);
    texts.any(|text| text.contains("@{"))
}

/// Looks for what was sent before; what stands in its way may be it.
pub(super) async fn look<P: Ports>(
    job: &Job<'_, P>,
    sent: &Attempt,
    in_the_way: &[String],
) -> Event {
    match found(job, sent, in_the_way).await {
        Ok((Some(lead), _)) => found_again(job, sent, lead).await,
        Ok((None, since)) => {
            let port = job.cx.port();
            Event::NotFound(since, job.cx.worker.clock.now(port))
        }
        // That says nothing of what was sent.
        Err(problem) => Event::Parked(problem),
    }
}

/// The Lead that was sent, if it is surely there, and what this user has created
/// since, as far as they can see it and no profile here has it.
async fn found<P: Ports>(
    job: &Job<'_, P>,
    sent: &Attempt,
    in_the_way: &[String],
) -> Answer<(Option<SavedRecord>, Vec<String>)> {
    let made = job.writer.made_elsewhere(&job.id).await?;
    let since = sent.since(job.who);
    let all = Query::select(sent.object.created_columns(), sent.object.name())
        .where_(&since)
        .latest("CreatedDate", SHOWN_SINCE);
    let in_the_way: Vec<String> = in_the_way
        .iter()
        .filter(|id| Object::of(id) == Some(sent.object))
        .cloned()
        .collect();
    let same = saved(sent.object, &sent.condition(job.who, &made, &in_the_way));
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
            .position(|lead| lead.is(sent) || in_the_way.contains(&lead.id))
            .map(|at| others.swap_remove(at)),
    };
    let ids = others.into_iter().map(|lead| lead.id).collect();
    Ok((lead, ids))
}
