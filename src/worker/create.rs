//! Creating a Lead, once.
//!
//! What is to be sent is written down first, and every create asks Salesforce in
//! the same call whether its Lead is there already: so that neither a rep, nor
//! this worker, nor the browser's own network can create it twice.

use crate::journal::Created;
use crate::journal::Outcome;
use crate::problem::Answer;
use crate::salesforce::identity::Who;
use serde_json::{Map, json};

use lead::{Lead, card, saved};

use super::finish::WATCHDOG_MS;
use super::journal::Read;
use super::matching::match_key;
use super::{Context, Worker};
use crate::journal::{self, Attempt, CLOCK_SKEW_MS, Entry, Pending, Retry, State, Waiting, after};
use crate::json;
use crate::message::Create;
use crate::policy::{AssignmentRule, Duplicates};
use crate::port::Ports;
use crate::problem::{Kind, Problem, Saved};
use crate::salesforce::id::is_record_id;
use crate::salesforce::rest::{SubResponse, VERSION, WriteError, get_subrequest};
use crate::salesforce::soql::{Condition, Query};
use crate::text::calendar::Month;

mod lead;

/// A create that the org is too busy for is sent this many times while the rep
/// waits.
const ATTEMPTS: u32 = 3;

/// Leads of the same name and company that are another profile's: more than
/// this many are no coincidence.
const NAMESAKES: usize = 5;

/// Who wants a Lead to be sent now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// The rep, who looks on.
    Rep,
    /// The journal.
    Background,
}

impl<P: Ports> Worker<P> {
    /// Creates the Lead, finds the one that an earlier attempt created, or keeps
    /// it until it can be created.
    pub(super) async fn create(&self, cx: &Context<'_, P>, request: Create) -> Answer<Outcome> {
        let _one = self.creating.lock().await;
        let who = self.signed_in(cx).await?;
        let id = journal::id(&who, &request.key);
        let now = self.port.now();
        let fresh = || Entry::new(&request.key, &who.username, request.fields.clone(), now);
        let mut entry = match self.entry(&id).await? {
            Read::None => fresh(),
            Read::Entry(entry) => match &entry.state {
                State::Created(created) => return Ok(Outcome::Created(created.clone())),
                State::GivenUp => Entry {
                    sent: entry.sent,
                    ..fresh()
                },
                // The rep may have changed a field since.
                _ => Entry {
                    fields: request.fields.clone(),
                    ..*entry
                },
            },
            // It may have been sent, whenever that was: it is looked for.
            Read::Lost => Entry {
                sent: Some(Attempt {
                    answered: true,
                    ..Attempt::of(&request.fields, CLOCK_SKEW_MS)
                }),
                ..fresh()
            },
        };
        if entry.sent.is_none() {
            self.within_the_month(cx, &who).await?;
        }
        entry.allow_duplicates = request.allow_duplicates;
        entry.acknowledged = request.acknowledged;
        self.try_once(cx, &who, &id, &mut entry, By::Rep).await
    }

    /// Writes the Lead down, sends it, and writes down how that ended. A refusal
    /// that the rep can see is also the answer.
    pub(super) async fn try_once(
        &self,
        cx: &Context<'_, P>,
        who: &Who,
        id: &str,
        entry: &mut Entry,
        by: By,
    ) -> Answer<Outcome> {
        entry.unseen = false;
        entry.tries = match by {
            By::Rep => 1,
            By::Background => entry.tries + 1,
        };
        entry.state = match &entry.sent {
            None => Entry::new("", "", Map::new(), self.port.now()).state,
            Some(_) => lost(self.port.now()),
        };
        self.file(id, entry, Vec::new()).await?;
        // A worker that is stopped from here on is woken to carry on.
        self.port.wake_at(Some(self.port.now() + WATCHDOG_MS)).await;
        let ended = self.attempt(cx, who, id, entry, by).await;
        self.conclude(cx, who, id, entry, ended, by).await
    }

    /// Writes down how an attempt ended.
    pub(super) async fn conclude(
        &self,
        cx: &Context<'_, P>,
        who: &Who,
        id: &str,
        entry: &mut Entry,
        ended: Answer<Created>,
        by: By,
    ) -> Answer<Outcome> {
        let mut problem = match ended {
            Ok(created) => {
                entry.sent = None;
                entry.state = State::Created(created.clone());
                // Its profile is matched to it from now on.
                let link = match_key(who, &entry.profile);
                let also = vec![
                    (link, json::write(&created.candidate())),
                    self.one_more(who).await?,
                ];
                // Storage that is full now leaves the entry as one that was sent:
                // the next start finds the Lead.
                let _found_later = self.file(id, entry, also).await;
                self.signal().await?;
                return Ok(Outcome::Created(created));
            }
            Err(problem) => problem,
        };
        if problem.kind == Kind::DuplicatesFound && cx.settings.duplicates == Duplicates::Block {
            problem = problem.under(Kind::DuplicatesForbidden);
        }
        entry.unseen = false;
        let refused = after(problem.kind, entry.tries) == Retry::Never;
        if refused && entry.sent.is_none() {
            entry.unseen = by == By::Background;
            entry.state = State::Refused(problem.clone());
        } else {
            entry.wait(problem.clone(), self.port.now());
        }
        let written = self.file(id, entry, Vec::new()).await;
        if entry.sent.is_none() {
            // Of what was sent, an earlier note says so too.
            written?;
        }
        self.signal().await?;
        self.ask_for(who, problem.about()).await?;
        if problem.kind.doubts_the_form() {
            // The describe may be out of date: the org is asked.
            let _asked = self.describe(cx, true, None).await;
        }
        Pending::of(id, entry).map_or(Err(problem), |pending| Ok(Outcome::Pending(pending)))
    }

    /// Holds the user to the month's limit.
    async fn within_the_month(&self, cx: &Context<'_, P>, who: &Who) -> Answer<()> {
        let month = Month::of(self.port.now());
        let count = self.count(who, &month).await?;
        if count < cx.settings.monthly_limit {
            return Ok(());
        }
        let detail = format!(
            "{count} Leads since 1 {}. You can create the next one on 1 {}.",
            month.name(),
            month.next()
        );
        Err(Problem::new(Kind::MonthlyLimit).detail(detail))
    }

    /// Looks for what was sent before, and sends only what is certainly not there.
    async fn attempt(
        &self,
        cx: &Context<'_, P>,
        who: &Who,
        id: &str,
        entry: &mut Entry,
        by: By,
    ) -> Answer<Created> {
        if let Some(sent) = &entry.sent {
            if let Some(lead) = self.look_for(cx, who, id, sent).await? {
                return Ok(card(lead, who, true));
            }
            let now = cx.rest.server_time(who).await?;
            if !sent.settled(now) {
                return Err(unclear());
            }
            // A rule may have given it to somebody whose Leads the rep cannot see.
            let may_be_hidden = cx.settings.assignment_rule != AssignmentRule::None;
            if may_be_hidden && by == By::Background {
                return Err(Problem::new(Kind::NotThere).maybe_saved());
            }
            entry.sent = None;
        }
        self.within_the_month(cx, who).await?;
        let mut attempt = 1;
        loop {
            let sent = Attempt::of(&entry.fields, cx.rest.server_time(who).await?);
            entry.sent = Some(sent.clone());
            entry.state = lost(self.port.now());
            self.file(id, entry, Vec::new()).await?;
            let unwritten = match self.send(cx, who, id, &sent, entry).await {
                Ok(created) => return Ok(created),
                Err(unwritten) => unwritten,
            };
            if unwritten.problem.saved == Saved::Unknown {
                if let Some(sent) = &mut entry.sent {
                    sent.answered = unwritten.answered;
                }
                return Err(unwritten.problem);
            }
            entry.sent = None;
            let busy = matches!(unwritten.problem.kind, Kind::Busy | Kind::RowLocked);
            if !busy || attempt >= ATTEMPTS {
                return Err(unwritten.problem);
            }
            cx.rest.pause(attempt).await;
            attempt += 1;
        }
    }

    /// The Lead that was sent, if it is there.
    async fn look_for(
        &self,
        cx: &Context<'_, P>,
        who: &Who,
        id: &str,
        sent: &Attempt,
    ) -> Answer<Option<Lead>> {
        let mut others = Vec::new();
        loop {
            let query = saved(&sent.condition(who, &others));
            let Some(lead) = cx.rest.query::<Lead>(&query).await?.pop() else {
                return Ok(None);
            };
            if others.len() >= NAMESAKES || !self.made_elsewhere(id, &lead.id).await? {
                return Ok(Some(lead));
            }
            others.push(lead.id);
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
        cx: &Context<'_, P>,
        who: &Who,
        id: &str,
        sent: &Attempt,
        entry: &Entry,
    ) -> Result<Created, WriteError> {
        let answered = |problem| WriteError {
            problem,
            answered: true,
        };
        let mut others = Vec::new();
        loop {
            let same = sent.condition(who, &others);
            let guard = Query::select(&["Id"], "User").where_(&Condition::all(&[
                Condition::is("Id", &who.user_id),
                Condition::not_found("Id", "CreatedById", "Lead", &same),
            ]));
            let saved = saved(&same);
            let mut create = json!({
                "method": "POST",
                "url": format!("/services/data/{VERSION}/sobjects/Lead"),
                "referenceId": "lead",
                "httpHeaders": {
                    "Sforce-Auto-Assign": cx.settings.assignment_rule.header(),
                    "Sforce-Duplicate-Rule-Header":
                        format!("allowSave={}; includeRecordDetails=true", entry.allow_duplicates),
                },
                "body": &entry.fields,
            });
            create["body"]["OwnerId"] = json!("@{guard.records[0].Id}");
            let mut answers = cx
                .rest
                .write(vec![
                    get_subrequest("guard", &guard.path()),
                    create.clone(),
                    get_subrequest("saved", &saved.path()),
                ])
                .await?;
            let guard = named(&mut answers, "guard").ok_or_else(|| answered(unclear()))?;
            if guard.http_status_code != 200 {
                // An org that does not take the guard's query has created nothing:
                // the create had no owner to take. It is asked in a call of its own.
                if let Some(lead) = self.look_for(cx, who, id, sent).await? {
                    return Ok(card(lead, who, true));
                }
                create["body"]["OwnerId"] = json!(who.user_id);
                answers = cx
                    .rest
                    .write(vec![create, get_subrequest("saved", &saved.path())])
                    .await?;
            }
            let found = named(&mut answers, "saved")
                .and_then(|saved| json::read::<Lead>(saved.body["records"][0].clone()));
            if guard.http_status_code == 200 && guard.body["records"][0].is_null() {
                let lead = found.ok_or_else(|| answered(unclear()))?;
                if others.len() >= NAMESAKES || !self.made_elsewhere(id, &lead.id).await? {
                    return Ok(card(lead, who, true));
                }
                // Another profile's Lead, of the same name and company.
                others.push(lead.id);
                continue;
            }
            let created = named(&mut answers, "lead").ok_or_else(|| answered(unclear()))?;
            let new = match (created.http_status_code, created.body["id"].as_str()) {
                (200 | 201, Some(new)) if is_record_id(new) => new.to_owned(),
                (200..=299, _) => return Err(answered(unclear())),
                _ => return Err(answered(created.problem())),
            };
            // The Lead is there; reading it back may fail without harm.
            let found = found.filter(|lead| lead.id == new).unwrap_or_default();
            let lead = Lead {
                id: new,
                name: found.name.or_else(|| Some(entry.name())),
                company: found
                    .company
                    .or_else(|| Some(entry.text("Company").to_owned())),
                ..found
            };
            return Ok(card(lead, who, false));
        }
    }
}

/// The state of a Lead from before it is sent until its answer is there.
fn lost(now: f64) -> State {
    State::Sent(Waiting {
        why: unclear(),
        next: Some(now),
    })
}

fn unclear() -> Problem {
    Problem::new(Kind::AnswerLost).maybe_saved()
}

/// Takes the answer of this name.
fn named(answers: &mut Vec<SubResponse>, name: &str) -> Option<SubResponse> {
    let at = answers
        .iter()
        .position(|answer| answer.reference_id == name)?;
    Some(answers.swap_remove(at))
}
