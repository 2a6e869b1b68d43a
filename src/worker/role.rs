//! A Contact's part in an Opportunity: created with the Contact in one call, told
//! apart from it, and added later where it alone was not saved.

use serde_json::{Value, json};

use super::Context;
use super::contact::CONTACT_ROLE;
use super::create::Job;
use super::journal::Also;
use crate::contact::{ContactRole, RoleOutcome};
use crate::journal::guard::settled;
use crate::journal::{self, Attempt, Created, Entry, State};
use crate::port::{Area, Ports};
use crate::problem::{Answer, Kind, Problem, Saved};
use crate::salesforce::rest::{SubResponse, VERSION, get_subrequest, lost, named};
use crate::salesforce::soql::{Condition, Query};

/// How it is called within a call.
const ROLE: &str = "role";

/// Of the Contact that the same call creates under this name.
pub(super) fn of_new(sent: &Attempt, record: &str) -> Option<Value> {
    let role = sent.contact.role.as_ref()?;
    let contact = format!("@{{{record}.id}}");
    Some(subrequest(fields(role, &role.opportunity, &contact)))
}

fn subrequest(body: Value) -> Value {
    json!({
        "method": "POST",
        "url": format!("/services/data/{VERSION}/sobjects/{CONTACT_ROLE}"),
        "referenceId": ROLE,
        "body": body,
    })
}

fn fields(role: &ContactRole, opportunity: &str, contact: &str) -> Value {
    let mut fields = json!({ "OpportunityId": opportunity, "ContactId": contact });
    if !role.role.is_empty() {
        fields["Role"] = json!(role.role);
    }
    fields
}

/// What became of the one that was sent with its Contact.
pub(super) fn with_contact(
    sent: &Attempt,
    answers: &mut Vec<SubResponse>,
) -> Option<Box<RoleOutcome>> {
    let role = sent.contact.role.as_ref()?;
    let problem = refusal(named(answers, ROLE));
    Some(Box::new(RoleOutcome::new(role, problem, sent.at)))
}

/// Why it was not saved, or may not have been.
fn refusal(answer: Option<SubResponse>) -> Option<Problem> {
    match answer {
        Some(answer) if matches!(answer.http_status_code, 200 | 201) => None,
        Some(answer) if (400..=499).contains(&answer.http_status_code) => Some(answer.problem()),
        _ => Some(lost(Kind::AnswerLost.into())),
    }
}

/// Sends it after its Contact, by itself.
pub(super) async fn alone<P: Ports>(
    job: &Job<'_, P>,
    sent: &Attempt,
    contact: &str,
) -> Option<Box<RoleOutcome>> {
    let role = sent.contact.role.as_ref()?;
    let record = fields(role, &role.opportunity, contact);
    let path = format!("/sobjects/{CONTACT_ROLE}");
    let saved = job.cx.rest().post(&path, Vec::new(), &record).await;
    Some(Box::new(RoleOutcome::new(role, saved.err(), sent.at)))
}

/// What became of it, of a Contact that was there already: that is asked, since the
/// answer that said it was lost. What is not there may be under way yet.
pub(super) async fn of_found<P: Ports>(
    job: &Job<'_, P>,
    sent: &Attempt,
    contact: &str,
) -> Option<Box<RoleOutcome>> {
    let role = sent.contact.role.as_ref()?;
    let now = job.cx.worker.clock.now(job.cx.port());
    let problem = match is_there(job.cx, role, contact).await {
        Ok(true) => None,
        Ok(false) if now.is_some_and(|now| sent.settled(now)) => Some(Kind::NotThere.into()),
        Ok(false) => Some(lost(Kind::AnswerLost.into())),
        Err(problem) => Some(problem.maybe_saved()),
    };
    Some(Box::new(RoleOutcome::new(role, problem, sent.at)))
}

fn there(role: &ContactRole, contact: &str) -> Query {
    Query::select(&["Id"], CONTACT_ROLE).where_(&Condition::all(&[
        Condition::is("OpportunityId", &role.opportunity),
        Condition::is("ContactId", contact),
    ]))
}

async fn is_there<P: Ports>(
    cx: &Context<'_, P>,
    role: &ContactRole,
    contact: &str,
) -> Answer<bool> {
    let found = cx.rest().query::<Value>(&there(role, contact)).await?;
    Ok(!found.is_empty())
}

/// Adds it, unless the Contact has one there by now: one call. The create takes the
/// Opportunity from a query that finds it so, and fails without.
async fn add<P: Ports>(cx: &Context<'_, P>, role: &ContactRole, contact: &str) -> Option<Problem> {
    let has = Condition::is("ContactId", contact);
    let guard = Query::select(&["Id"], "Opportunity").where_(&Condition::all(&[
        Condition::is("Id", &role.opportunity),
        Condition::not_found("Id", "OpportunityId", CONTACT_ROLE, &has),
    ]));
    let calls = vec![
        get_subrequest("guard", &guard.path()),
        subrequest(fields(role, "@{guard.records[0].Id}", contact)),
        get_subrequest("there", &there(role, contact).path()),
    ];
    let mut answers = match cx.rest().write(calls).await {
        Ok(answers) => answers,
        Err(problem) => return Some(problem),
    };
    let Some(guard) = named(&mut answers, "guard") else {
        return Some(lost(Kind::AnswerLost.into()));
    };
    if guard.http_status_code != 200 {
        // The create had no Opportunity to take.
        return Some(guard.problem());
    }
    if !guard.body["records"][0].is_null() {
        return refusal(named(&mut answers, ROLE));
    }
    let there = named(&mut answers, "there").map(|there| there.records::<Value>());
    match there {
        Some(Ok(there)) if !there.is_empty() => None,
        // Nobody has one there, and the Opportunity is not there either.
        Some(Ok(_)) => Some(Kind::RecordGone.into()),
        _ => Some(lost(Kind::AnswerLost.into())),
    }
}

/// Adds the one that a created Contact lacks. It is written down before it is sent;
/// one whose answer was lost is looked for until nothing of it can come any more, and
/// only then sent again.
pub(super) async fn add_later<P: Ports>(
    mut job: Job<'_, P>,
    mut entry: Entry,
    mut created: Created,
) -> Answer<Created> {
    let Some(before) = created.role.take_if(|role| role.problem.is_some()) else {
        return Ok(created);
    };
    let (cx, role) = (job.cx, &before.role);
    let now = cx.rest().server_time(job.who).await?;
    let lost_answer = || lost(Kind::AnswerLost.into());
    let under_way = before.sent.filter(|at| !settled(*at as f64, now));
    let (at, problem) = match under_way {
        Some(at) => {
            let there = is_there(cx, role, &created.id).await?;
            (at as f64, (!there).then(lost_answer))
        }
        None => {
            let sent = RoleOutcome::new(role, Some(lost_answer()), now);
            created.role = Some(Box::new(sent));
            entry.state = State::Created(created.clone());
            let saved = job.writer.save(&job.id, &mut entry, Also::default());
            saved.await?;
            (now, add(cx, role, &created.id).await)
        }
    };
    let problem = problem.map(|problem| match problem.saved {
        Saved::Unknown => lost(problem),
        Saved::Nothing => problem,
    });
    created.role = Some(Box::new(RoleOutcome::new(role, problem, at)));
    entry.state = State::Created(created.clone());
    // Where it cannot be noted, the note before says that it may be there.
    let _noted = keep(&mut job, entry).await;
    Ok(created)
}

/// Writes it where it lies by now: the rep may have made room for another record of
/// this profile meanwhile.
async fn keep<P: Ports>(job: &mut Job<'_, P>, mut entry: Entry) -> Answer<()> {
    let there = job.cx.port().get(Area::Local, &job.id).await?;
    let same = there
        .and_then(Entry::read)
        .is_some_and(|there| there.at == entry.at);
    let id = match same {
        true => job.id.clone(),
        false => journal::past(&job.id, &entry),
    };
    job.writer.save(&id, &mut entry, Also::default()).await
}
