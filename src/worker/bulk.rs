//! Many Leads at once. All of them stand in the journal before the first one is
//! sent, and each goes the way of a single one; a few are under way at a time, in
//! their order. The page that asked for them may close, and the worker be
//! stopped: whoever starts next carries on.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use futures_util::future::join3;
use futures_util::lock::Mutex;
use serde_json::{Map, Value};

use super::badge::count_down;
use super::create::{Job, asked_for, month_is_full};
use super::journal::{Hold, Writer, count_key};
use super::matches::{PEOPLE, match_key};
use super::retry::{is_due, may_go_on, own, says_more};
use super::{Context, Handle, Trigger, Worker};
use crate::journal::batch::{self, After, Batch, FRESH_MS, Row, Stage, Told};
use crate::journal::step::{By, Event};
use crate::journal::{self, Entry, State, Waiting};
use crate::json;
use crate::matching::{Candidate, MatchResult};
use crate::message::{CreateMany, Order, ReadBatch, ResumeBatch, StopBatch};
use crate::port::{Area, Ports};
use crate::problem::{Answer, Kind, Problem};
use crate::salesforce::identity::Who;
use crate::salesforce::object::Object;
use crate::text::calendar::Month;

/// After so many in a row for which Salesforce was too busy, the rest waits.
const BUSY_IN_A_ROW: u32 = 3;
/// A longer pause is not sat through: the browser stops a worker that does
/// nothing for 30 seconds. The journal wakes it then.
const LONGEST_PAUSE_S: u32 = 20;

/// Who sends many at once: one at a time.
#[derive(Default)]
pub(super) struct Bulk {
    running: Mutex<()>,
}

/// What the senders of one portion share.
struct Run<'a> {
    /// The rows whose turn has not come.
    rows: RefCell<std::slice::Iter<'a, Row>>,
    /// What the org knows of each person, by the profile's key.
    known: BTreeMap<String, MatchResult>,
    /// Why nothing more is sent.
    stopped: RefCell<Option<Problem>>,
    /// Salesforce is busy: one at a time.
    slow: Cell<bool>,
    /// For so many in a row it was.
    busy: Cell<u32>,
    /// A refusal says that the describe may be out of date.
    asks_describe: Cell<bool>,
    /// The fields that refusals have named.
    named: RefCell<Vec<String>>,
}

impl<P: Ports> Worker<P> {
    /// Sends what is left of the user's batch. `trigger`: only the rows whose
    /// turn it is; `None`: the rep has just asked for it.
    ///
    /// # Errors
    /// Storage that cannot be read or written. What became of each Lead stands in
    /// the journal.
    pub async fn run_batch(&self, trigger: Option<Trigger>) -> Answer<()> {
        // Whoever asks meanwhile has added rows to it: they wait their turn.
        let _one = self.bulk.running.lock().await;
        let mut slow = false;
        let mut asks_describe = false;
        let mut tried = BTreeSet::new();
        loop {
            let cx = Context::read(self).await?;
            let Some(who) = &cx.user else {
                break;
            };
            let Some(mut batch) = read(&cx, who).await? else {
                break;
            };
            let due = due_rows(&cx, &batch, trigger).await?;
            // Each row once: what is in line again is a run of its own.
            let left = due.into_iter().filter(|row| !tried.contains(&row.id));
            let portion: Vec<Row> = left.take(PEOPLE).collect();
            let Some(first) = portion.first() else {
                break;
            };
            tried.extend(portion.iter().map(|row| row.id.clone()));
            let allowed = match trigger {
                Some(_) => may_go_on(&cx, &first.id),
                None if !cx.settings.lead_creation => Err(Kind::LeadCreationOff.into()),
                None => Ok(()),
            };
            let run = match allowed {
                Ok(()) => {
                    let known = ask(&cx, who, &mut batch, &portion).await;
                    self.send_portion(&portion, known, slow).await?
                }
                Err(problem) => Run::stopped(problem),
            };
            slow |= run.slow.get();
            asks_describe |= run.asks_describe.get();
            let named = run.named.take();
            let describes = &self.describes;
            describes
                .ask_for(&self.port, Object::Lead, who, &named)
                .await?;
            cx.keep_usage().await;
            if let Some(problem) = run.stopped.take() {
                keep_rest(&cx, &batch, trigger, &problem).await?;
                break;
            }
        }
        if asks_describe {
            let cx = Context::read(self).await?;
            // It may be out of date.
            let _asked = self.describes.get(&cx, Object::Lead, true, None).await;
        }
        if !tried.is_empty() {
            let (writer, _) = self.journal.write(&self.port, &[]).await?;
            writer.signal_anew().await?;
        }
        Ok(())
    }

    /// Sends these rows, a few at a time.
    async fn send_portion<'a>(
        &self,
        portion: &'a [Row],
        known: Answer<BTreeMap<String, MatchResult>>,
        slow: bool,
    ) -> Answer<Run<'a>> {
        let known = match known {
            Ok(known) => known,
            // Who is there already could not be found out: nothing is sent.
            Err(problem) => return Ok(Run::stopped(problem)),
        };
        let run = Run {
            rows: RefCell::new(portion.iter()),
            known,
            slow: Cell::new(slow),
            ..Run::stopped_by(None)
        };
        // Three under way at a time: more gain little, and an org lets few long
        // requests run at once.
        let senders = join3(
            self.send_rows(&run, true),
            self.send_rows(&run, false),
            self.send_rows(&run, false),
        );
        let (first, second, third) = senders.await;
        first.and(second).and(third)?;
        Ok(run)
    }

    /// One sender: takes row after row. Only the first one goes on while
    /// Salesforce is busy.
    async fn send_rows(&self, run: &Run<'_>, first: bool) -> Answer<()> {
        loop {
            if run.stopped.borrow().is_some() || (run.slow.get() && !first) {
                return Ok(());
            }
            let next = run.rows.borrow_mut().next();
            let Some(row) = next else {
                return Ok(());
            };
            let problem = match self.send_row(run, row).await {
                Ok(problem) => problem,
                // Without a note nothing is sent.
                Err(problem) => Some(problem),
            };
            let (writer, _) = self.journal.write(&self.port, &[]).await?;
            count_down(&self.port, writer.count_open()).await;
            let Some(problem) = problem else {
                run.busy.set(0);
                continue;
            };
            match After::of(problem.kind) {
                After::GoOn => run.busy.set(0),
                After::Stop => run.stop(problem),
                After::Slower => {
                    run.slow.set(true);
                    run.busy.set(run.busy.get() + 1);
                    let asked = problem.more().and_then(|more| more.pause).unwrap_or(0);
                    if run.busy.get() >= BUSY_IN_A_ROW || asked > LONGEST_PAUSE_S {
                        // The rest has lost no answer: it was not sent.
                        run.stop(match problem.kind {
                            Kind::AnswerLost | Kind::TimedOut => Kind::Unreachable.into(),
                            _ => problem,
                        });
                        continue;
                    }
                    let pause = Duration::from_secs(u64::from(asked.max(run.busy.get())));
                    self.port.sleep(pause).await;
                }
            }
        }
    }

    /// Takes one row through its life; tells what came in the way.
    async fn send_row(&self, run: &Run<'_>, row: &Row) -> Answer<Option<Problem>> {
        // Whoever has signed in or changed a setting meanwhile counts.
        let cx = Context::read(self).await?;
        let who = own(&cx, &row.id)?;
        if !cx.settings.lead_creation {
            return Err(Kind::LeadCreationOff.into());
        }
        let (mut job, stored) = Job::start(&cx, who, &row.id, By::Background).await?;
        // Meanwhile the rep may have stopped it, or had their way with it.
        let Some(entry) = stored.entry().filter(|entry| entry.waiting().is_some()) else {
            return Ok(None);
        };
        let mut event = Event::Begin { decided: false };
        if entry.sent.is_none() {
            let found = run.known.get(&row.profile);
            if found.is_some_and(|found| found.matched.is_some()) {
                job.writer.drop_unsent(&[&row.id]).await?;
                return Ok(None);
            }
            job.within_the_month()?;
            let near = found.into_iter().flat_map(|found| &found.candidates);
            let new =
                |one: &&Candidate| one.why.is_strong() && !entry.acknowledged.contains(&one.id);
            let ids: Vec<String> = near.filter(new).map(|one| one.id.clone()).collect();
            if !ids.is_empty() && !entry.allow_duplicates {
                event = Event::NotSaved(Problem::new(Kind::DuplicatesFound).records(ids));
            }
        }
        let (entry, asks_describe) = job.go(entry, event).await?;
        cx.keep_usage().await;
        if asks_describe {
            run.asks_describe.set(true);
        }
        let why = entry.why().cloned();
        let about = why.iter().flat_map(|why| why.about().to_vec());
        run.named.borrow_mut().extend(about);
        Ok(why)
    }
}

impl Run<'_> {
    fn stopped(problem: Problem) -> Self {
        Run::stopped_by(Some(problem))
    }

    fn stopped_by(problem: Option<Problem>) -> Self {
        Run {
            rows: RefCell::new([].iter()),
            known: BTreeMap::new(),
            stopped: RefCell::new(problem),
            slow: Cell::new(false),
            busy: Cell::new(0),
            asks_describe: Cell::new(false),
            named: RefCell::default(),
        }
    }

    /// The first reason is the one that is told.
    fn stop(&self, problem: Problem) {
        self.stopped.borrow_mut().get_or_insert(problem);
    }
}

/// The user's batch.
async fn read<P: Ports>(cx: &Context<'_, P>, who: &Who) -> Answer<Option<Batch>> {
    let stored = cx.port().get(Area::Local, &batch::key(who)).await?;
    Ok(stored.and_then(Batch::read))
}

/// The entries of a batch, by key.
async fn entries<P: Ports>(cx: &Context<'_, P>, batch: &Batch) -> Answer<Map<String, Value>> {
    let ids: Vec<&str> = batch.rows.iter().map(|row| row.id.as_str()).collect();
    match ids.is_empty() {
        true => Ok(Map::new()),
        false => Ok(cx.port().read(Area::Local, &ids).await?),
    }
}

/// The entries of these rows that nobody else is at work on, held.
async fn take<'a, P: Ports>(
    cx: &Context<'a, P>,
    rows: &[Row],
) -> Answer<(Writer<'a, P>, Vec<(Hold, String, Entry)>)> {
    let journal = &cx.worker.journal;
    let holds: Vec<(&Row, Hold)> = rows
        .iter()
        .filter_map(|row| Some((row, journal.try_hold(&row.id)?)))
        .collect();
    let ids: Vec<&str> = holds.iter().map(|(row, _)| row.id.as_str()).collect();
    let (writer, mut stored) = journal.write(cx.port(), &ids).await?;
    let entries = holds.into_iter().filter_map(|(row, hold)| {
        // What cannot be read is set aside by whoever works on it.
        let entry = stored.remove(&row.id).and_then(Entry::read)?;
        Some((hold, row.id.clone(), entry))
    });
    Ok((writer, entries.collect()))
}

/// The rows whose turn it is.
async fn due_rows<P: Ports>(
    cx: &Context<'_, P>,
    batch: &Batch,
    trigger: Option<Trigger>,
) -> Answer<Vec<Row>> {
    let now = cx.port().now();
    let mut stored = entries(cx, batch).await?;
    let due = |entry: &Entry| {
        entry.waiting().is_some_and(|waiting| match trigger {
            Some(trigger) => is_due(entry, waiting, trigger, now),
            None => waiting.due(now) || waiting.costs_nothing(),
        })
    };
    let due = batch.rows.iter().filter(|row| {
        let entry = stored.remove(&row.id).and_then(Entry::read);
        entry.is_some_and(|entry| due(&entry))
    });
    Ok(due.cloned().collect())
}

/// Asks who of these people is in the CRM by now, where that was asked too long
/// ago. One call.
async fn ask<P: Ports>(
    cx: &Context<'_, P>,
    who: &Who,
    batch: &mut Batch,
    portion: &[Row],
) -> Answer<BTreeMap<String, MatchResult>> {
    let now = cx.port().now();
    let old = |row: &&Row| !(0.0..FRESH_MS).contains(&(now - row.asked));
    let ids: Vec<&str> = portion
        .iter()
        .filter(old)
        .map(|row| row.id.as_str())
        .collect();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut stored = cx.port().read(Area::Local, &ids).await?;
    let mut people = Vec::new();
    for id in &ids {
        let entry = stored.remove(*id).and_then(Entry::read);
        // What was sent is looked for by itself.
        people.extend(
            entry
                .filter(|entry| entry.sent.is_none())
                .map(|entry| entry.wanted()),
        );
    }
    let mut known = BTreeMap::new();
    if !people.is_empty() {
        for found in cx.worker.matches.find(cx, &people).await?.people {
            known.insert(found.key.clone(), found);
        }
    }
    batch.asked(&ids, now);
    let kept = vec![(batch::key(who), json::write(batch))];
    cx.port().set(Area::Local, kept).await?;
    Ok(known)
}

/// The rest waits for the same: all of it in one write.
async fn keep_rest<P: Ports>(
    cx: &Context<'_, P>,
    batch: &Batch,
    trigger: Option<Trigger>,
    problem: &Problem,
) -> Answer<()> {
    let rows = due_rows(cx, batch, trigger).await?;
    let (writer, entries) = take(cx, &rows).await?;
    let now = cx.port().now();
    let (mut holds, mut waits) = (Vec::new(), Vec::new());
    for (hold, id, mut entry) in entries {
        if entry.waiting().is_some() && says_more(&entry, problem) {
            entry.wait(problem.clone(), now);
            waits.push((id, entry));
            holds.push(hold);
        }
    }
    writer.save_all(waits, Vec::new()).await
}

/// Writes all of them down in one go, behind those that are under way.
impl<P: Ports> Handle<P> for CreateMany {
    const NEEDS_LEAD_CREATION: bool = true;

    async fn handle(self, cx: &Context<'_, P>) -> Answer<()> {
        let who = cx.signed_in()?;
        let now = cx.port().now();
        let journal = &cx.worker.journal;
        let mut orders: Vec<(String, Order, _)> = Vec::new();
        for order in self.orders {
            let id = journal::id(who, &order.key);
            // The same person twice is one; one that is being sent from elsewhere
            // has its entry.
            if orders.iter().all(|(known, ..)| *known != id)
                && let Some(hold) = journal.try_hold(&id)
            {
                orders.push((id, order, hold));
            }
        }
        let (month, own) = (count_key(who, &Month::of(now)), batch::key(who));
        let ids = orders.iter().map(|(id, ..)| id.as_str());
        let keys: Vec<&str> = ids.chain([month.as_str(), own.as_str()]).collect();
        let (writer, mut stored) = journal.write(cx.port(), &keys).await?;
        let before = stored.remove(&own).and_then(Batch::read);
        let mut batch = match before {
            Some(before) if is_under_way(cx, &before).await? => before,
            _ => Batch::new(now),
        };
        let mut writes = Vec::new();
        let mut unsent = 0;
        for (id, order, _) in &orders {
            let fresh = Entry::new(&order.key, &who.username, order.fields.clone(), now);
            let read = writer.entry(id, stored.remove(id.as_str())).await?;
            let mut entry = asked_for(read, fresh);
            batch.add(Row {
                id: id.clone(),
                profile: order.key.clone(),
                name: entry.name(),
                asked: order.asked,
            });
            if matches!(entry.state, State::Created(_)) {
                continue;
            }
            entry.acknowledged.clone_from(&order.acknowledged);
            entry.allow_duplicates = false;
            entry.unseen = false;
            entry.tries = 0;
            let line = Waiting {
                why: Kind::SendingStopped.into(),
                next: Some(now),
            };
            entry.state = match entry.sent {
                None => State::Waiting(line),
                Some(_) => State::Sent(Waiting {
                    why: line.why.maybe_saved(),
                    ..line
                }),
            };
            unsent += u32::from(entry.sent.is_none());
            writes.push((id.clone(), entry));
        }
        let used = stored.remove(&month).and_then(json::read).unwrap_or(0);
        if used + unsent > cx.settings.monthly_limit {
            return Err(month_is_full(used, now));
        }
        writer
            .save_all(writes, vec![(own, json::write(&batch))])
            .await
    }
}

/// Whether any of a batch is in line or being sent.
async fn is_under_way<P: Ports>(cx: &Context<'_, P>, batch: &Batch) -> Answer<bool> {
    let stored = entries(cx, batch).await?;
    let mut read = stored
        .into_iter()
        .filter_map(|(_, value)| Entry::read(value));
    Ok(read.any(|entry| Stage::of(&entry).under_way()))
}

/// The rep looks at them: what was refused in the background is seen.
impl<P: Ports> Handle<P> for ReadBatch {
    async fn handle(self, cx: &Context<'_, P>) -> Answer<Vec<Told>> {
        let Some(who) = &cx.user else {
            return Ok(Vec::new());
        };
        let Some(batch) = read(cx, who).await? else {
            return Ok(Vec::new());
        };
        let matches: Vec<String> = batch
            .rows
            .iter()
            .map(|row| match_key(who, &row.profile))
            .collect();
        let ids = batch.rows.iter().map(|row| row.id.as_str());
        let keys: Vec<&str> = ids.chain(matches.iter().map(String::as_str)).collect();
        let mut stored = cx.port().read(Area::Local, &keys).await?;
        let journal = &cx.worker.journal;
        let mut told = Vec::new();
        let mut holds = Vec::new();
        let mut seen = Vec::new();
        for (row, match_key) in batch.rows.into_iter().zip(matches) {
            let entry = stored.remove(&row.id).and_then(Entry::read);
            let matched = stored.remove(&match_key).and_then(json::read);
            let (company, stage) = match (&entry, matched) {
                (Some(entry), _) => (entry.text("Company").to_owned(), Stage::of(entry)),
                (None, Some(matched)) => (String::new(), Stage::Known(matched)),
                (None, None) => (String::new(), Stage::NotSent),
            };
            let changed = entry.as_ref().map_or(0.0, |entry| entry.changed);
            if let Some(mut entry) = entry
                && entry.unseen
                && let Some(hold) = journal.try_hold(&row.id)
            {
                entry.unseen = false;
                seen.push((row.id.clone(), entry));
                holds.push(hold);
            }
            told.push(Told {
                id: row.id,
                profile: row.profile,
                name: row.name,
                company,
                stage,
                changed,
            });
        }
        if !seen.is_empty() {
            let (writer, _) = journal.write(cx.port(), &[]).await?;
            writer.save_all(seen, Vec::new()).await?;
            writer.signal().await?;
        }
        Ok(told)
    }
}

/// Those that were never sent are the rep's again. What is being sent goes on to
/// its end.
impl<P: Ports> Handle<P> for StopBatch {
    async fn handle(self, cx: &Context<'_, P>) -> Answer<()> {
        let who = cx.signed_in()?;
        let Some(batch) = read(cx, who).await? else {
            return Ok(());
        };
        let (writer, entries) = take(cx, &batch.rows).await?;
        let unsent = entries.iter().filter(|(_, _, entry)| {
            entry.sent.is_none() && matches!(entry.state, State::Waiting(_))
        });
        let unsent: Vec<&str> = unsent.map(|(_, id, _)| id.as_str()).collect();
        if unsent.is_empty() {
            return Ok(());
        }
        writer.drop_unsent(&unsent).await?;
        writer.signal().await
    }
}

/// They are in line again; the run that follows takes them.
impl<P: Ports> Handle<P> for ResumeBatch {
    const NEEDS_LEAD_CREATION: bool = true;

    async fn handle(self, cx: &Context<'_, P>) -> Answer<()> {
        let who = cx.signed_in()?;
        let Some(batch) = read(cx, who).await? else {
            return Ok(());
        };
        let now = cx.port().now();
        let (writer, entries) = take(cx, &batch.rows).await?;
        let (mut holds, mut again) = (Vec::new(), Vec::new());
        for (hold, id, mut entry) in entries {
            if let State::Waiting(waiting) | State::Sent(waiting) = &mut entry.state {
                waiting.next = Some(now);
                again.push((id, entry));
                holds.push(hold);
            }
        }
        writer.save_all(again, Vec::new()).await
    }
}
