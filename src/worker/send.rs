//! A record on its way to Salesforce, by its key; without one `guard` sends it.

use serde_json::json;

use super::create::Job;
use super::guard::guarded;
use super::saved::{SavedRecord, card, saved};
use crate::journal::Attempt;
use crate::journal::step::Event;
use crate::policy::AssignmentRule;
use crate::port::Ports;
use crate::problem::{Answer, Kind, Problem, Saved};
use crate::salesforce::error::at_its_reference;
use crate::salesforce::object::Object;
use crate::salesforce::rest::{KeyedOutcome, lost};
use crate::salesforce::soql::Condition;

/// Sends what the attempt holds, and tells what is known then.
pub(super) async fn send<P: Ports>(job: &Job<'_, P>, sent: &Attempt) -> Event {
    let answer = match &sent.key {
        Some(key) => with_key(job, sent, key).await,
        None => guarded(job, sent).await,
    };
    match answer {
        Ok(event) => event,
        Err(problem) if problem.saved == Saved::Unknown => Event::Unclear(problem),
        Err(problem) => Event::NotSaved(at_its_reference(problem, &sent.fields)),
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
    let record = match job.cx.rest().post_with_key(&path, key, &record).await? {
        KeyedOutcome::Saved(record) => record,
        KeyedOutcome::NoKeys => return Ok(Event::NoKeys),
        KeyedOutcome::OutOfSight => return Ok(Event::OutOfSight),
    };
    let mut lead = SavedRecord::of_record(&record, job.who).ok_or_else(unclear)?;
    if lead.owner.is_none() {
        // A rule has given it to somebody whom the answer does not name. Asking is
        // no risk: a repeated create would get the same answer.
        let own = saved(sent.object, &Condition::is("Id", &lead.id));
        let found = job.cx.rest().query::<SavedRecord>(&own).await;
        lead.owner = found.ok().and_then(|mut found| found.pop()?.owner);
    }
    Ok(Event::Created(card(lead, sent, job.who, false)))
}

/// An answer that does not say what became of it.
pub(super) fn unclear() -> Problem {
    lost(Kind::BrokenJson.into())
}
