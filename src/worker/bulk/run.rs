//! Sending what is left of a batch: each row goes the way of a single create; a
//! few are under way at a time, in their order. The page that asked for them may
//! close, and the worker be stopped: whoever starts next carries on.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use futures_util::future::join3;

use super::{entries, read, take};
use crate::journal::Entry;
use crate::journal::batch::{self, Batch, FRESH_MS, NextRows, Row};
use crate::journal::step::{Event, Initiator};
use crate::json;
use crate::matching::{Candidate, MatchResult, match_key};
use crate::port::{Area, Ports};
use crate::problem::{Answer, Kind, Problem};
use crate::salesforce::identity::User;
use crate::salesforce::object::Object;
use crate::worker::badge::count_down;
use crate::worker::create::Job;
use crate::worker::matches::{Depth, PEOPLE};
use crate::worker::retry::{is_due, may_go_on, own, says_more};
use crate::worker::{Context, Trigger, Worker};

/// After so many in a row for which Salesforce was too busy, the rest waits.
const BUSY_IN_A_ROW: u32 = 3;
/// A longer pause is not sat through: the browser stops a worker that does
/// nothing for 30 seconds. The journal wakes it then.
const LONGEST_PAUSE_S: u32 = 20;
/// The alarm that wakes a stopped worker after a minute is set anew so often.
const WATCH_AGAIN_MS: f64 = 20_000.0;

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
    /// When the alarm was set last that wakes a worker which is stopped.
    watched: Cell<f64>,
    /// Somebody is setting the badge, until it says what is open.
    counting: Cell<bool>,
    /// Of which objects a refusal says that the describe may be out of date.
    asks_describe: RefCell<Vec<Object>>,
    /// The fields that refusals have named.
    named: RefCell<Vec<(Object, String)>>,
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
        let mut asks_describe: Vec<Object> = Vec::new();
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
                    self.send_portion(&cx, &portion, known, slow).await?
                }
                Err(problem) => Run::stopped(problem),
            };
            slow |= run.slow.get();
            asks_describe.append(&mut run.asks_describe.borrow_mut());
            let named = run.named.take();
            for object in Object::ALL {
                let of = named.iter().filter(|(of, _)| *of == object);
                let of: Vec<String> = of.map(|(_, name)| name.clone()).collect();
                self.describes.ask_for(&self.port, object, who, &of).await?;
            }
            cx.keep_usage().await;
            if let Some(problem) = run.stopped.take() {
                keep_rest(&cx, &batch, trigger, &problem).await?;
                break;
            }
        }
        for object in Object::ALL {
            if asks_describe.contains(&object) {
                let cx = Context::read(self).await?;
                // It may be out of date.
                let _asked = self.describes.get(&cx, object, true, None).await;
            }
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
        cx: &Context<'_, P>,
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
            self.send_rows(cx, &run, true),
            self.send_rows(cx, &run, false),
            self.send_rows(cx, &run, false),
        );
        let (first, second, third) = senders.await;
        first.and(second).and(third)?;
        Ok(run)
    }

    /// One sender: takes row after row. Only the first one goes on while
    /// Salesforce is busy.
    async fn send_rows(&self, of_all: &Context<'_, P>, run: &Run<'_>, first: bool) -> Answer<()> {
        loop {
            if run.stopped.borrow().is_some() || (run.slow.get() && !first) {
                return Ok(());
            }
            let next = run.rows.borrow_mut().next();
            let Some(row) = next else {
                return Ok(());
            };
            let problem = match self.send_row(of_all, run, row).await {
                Ok(problem) => problem,
                // Without a note nothing is sent.
                Err(problem) => Some(problem),
            };
            if !run.counting.replace(true) {
                let (writer, _) = self.journal.write(&self.port, &[]).await?;
                let mut shown = None;
                while shown != Some(writer.count_open()) {
                    let open = writer.count_open();
                    count_down(&self.port, open).await;
                    shown = Some(open);
                }
                run.counting.set(false);
            }
            let Some(problem) = problem else {
                run.busy.set(0);
                continue;
            };
            match NextRows::of(problem.kind) {
                NextRows::GoOn => run.busy.set(0),
                NextRows::Stop => run.stop(problem),
                NextRows::Slower => {
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
    async fn send_row(
        &self,
        of_all: &Context<'_, P>,
        run: &Run<'_>,
        row: &Row,
    ) -> Answer<Option<Problem>> {
        // Whoever has signed in or changed a setting meanwhile counts.
        let cx = Context::read(self).await?;
        let who = own(&cx, &row.id)?;
        if !cx.settings.lead_creation {
            return Err(Kind::LeadCreationOff.into());
        }
        let (mut job, stored) = Job::start(&cx, who, &row.id, Initiator::Background).await?;
        // Meanwhile the rep may have stopped it, or had their way with it.
        let Some(entry) = stored.entry().filter(|entry| entry.waiting().is_some()) else {
            return Ok(None);
        };
        let mut event = Event::Begin { decided: false };
        if entry.sent.is_none() {
            let found = run.known.get(&row.profile);
            let matched = found.and_then(|found| found.matched.as_ref());
            if matched.is_some() && !entry.may_be_there() {
                job.writer.drop_unsent(&[&row.id]).await?;
                return Ok(None);
            }
            job.within_the_month()?;
            let near = found.into_iter().flat_map(|found| &found.candidates);
            let near = matched.into_iter().chain(near);
            let new =
                |one: &&Candidate| one.why.is_strong() && !entry.acknowledged.contains(&one.id);
            let ids: Vec<String> = near.filter(new).map(|one| one.id.clone()).collect();
            if !ids.is_empty() && !entry.allow_duplicates {
                event = Event::NotSaved(Problem::new(Kind::DuplicatesFound).records(ids));
            }
        }
        let now = cx.port().now();
        job.watched = (0.0..WATCH_AGAIN_MS).contains(&(now - run.watched.get()));
        if !job.watched {
            run.watched.set(now);
        }
        let (entry, asks_describe) = job.go(entry, event).await?;
        of_all.has_seen(&cx);
        if asks_describe {
            run.asks_describe.borrow_mut().push(entry.object);
        }
        let why = entry.why().cloned();
        let about = why.iter().flat_map(|why| why.about());
        let about = about.map(|name| (entry.object, name.clone()));
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
            watched: Cell::new(f64::NEG_INFINITY),
            counting: Cell::new(false),
            asks_describe: RefCell::default(),
            named: RefCell::default(),
        }
    }

    /// The first reason is the one that is told.
    fn stop(&self, problem: Problem) {
        self.stopped.borrow_mut().get_or_insert(problem);
    }
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

/// Who of these people is in the CRM by now: matched or created here in the
/// meantime, and where the org was asked too long ago, asked anew. One call.
async fn ask<P: Ports>(
    cx: &Context<'_, P>,
    who: &User,
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
    let mut known = matched(cx, who, portion).await?;
    if ids.is_empty() {
        return Ok(known);
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
    if !people.is_empty() {
        for found in cx
            .worker
            .matches
            .find(cx, &people, Depth::Near)
            .await?
            .people
        {
            known.insert(found.key.clone(), found);
        }
    }
    batch.asked(&ids, now);
    let kept = vec![(batch::key(who), json::write(batch))];
    cx.port().set(Area::Local, kept).await?;
    Ok(known)
}

/// Those of these people whose profile is matched to a record.
async fn matched<P: Ports>(
    cx: &Context<'_, P>,
    who: &User,
    portion: &[Row],
) -> Answer<BTreeMap<String, MatchResult>> {
    let keys: Vec<String> = portion
        .iter()
        .map(|row| match_key(who, &row.profile))
        .collect();
    let all: Vec<&str> = keys.iter().map(String::as_str).collect();
    let mut stored = cx.port().read(Area::Local, &all).await?;
    let pairs = portion.iter().zip(&keys).filter_map(|(row, key)| {
        let found = MatchResult {
            key: row.profile.clone(),
            matched: Some(json::read(stored.remove(key)?)?),
            ..MatchResult::default()
        };
        Some((row.profile.clone(), found))
    });
    Ok(pairs.collect())
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
