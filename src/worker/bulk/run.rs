//! Sending what is left of a batch: each row goes the way of a single create; a
//! few are under way at a time, in their order. The page that asked for them may
//! close, and the worker be stopped: whoever starts next carries on.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use futures_util::future::{join, join3};

use super::queue::{Queue, Turn};
use super::take;
use crate::journal::batch::{NextRows, Row};
use crate::journal::step::{Event, Initiator};
use crate::matching::Candidate;
use crate::port::Ports;
use crate::problem::{Answer, Kind, Problem};
use crate::salesforce::limits::ApiUsage;
use crate::salesforce::object::Object;
use crate::worker::badge::count_down;
use crate::worker::create::Job;
use crate::worker::journal::Writer;
use crate::worker::retry::{own, says_more};
use crate::worker::{Context, Trigger, Worker};

/// After so many in a row for which Salesforce was too busy, the rest waits.
const BUSY_IN_A_ROW: u32 = 3;
/// A longer pause is not sat through: the browser stops a worker that does
/// nothing for 30 seconds. The journal wakes it then.
const LONGEST_PAUSE_S: u32 = 20;
/// The alarm that wakes a stopped worker after a minute is set anew so often.
const WATCH_AGAIN_MS: f64 = 20_000.0;

/// What the senders share.
struct Run<'w, P> {
    worker: &'w Worker<P>,
    /// The rows whose turn has not come.
    queue: Queue<'w, P>,
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
    /// The org's requests as they were seen last.
    usage: Cell<Option<ApiUsage>>,
    /// Of which objects a refusal says that the describe may be out of date.
    asks_describe: RefCell<Vec<Object>>,
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
        let run = Run {
            worker: self,
            queue: Queue::new(self, trigger),
            stopped: RefCell::default(),
            slow: Cell::new(false),
            busy: Cell::new(0),
            watched: Cell::new(f64::NEG_INFINITY),
            counting: Cell::new(false),
            usage: Cell::new(None),
            asks_describe: RefCell::default(),
        };
        // Three under way at a time: more gain little, and an org lets few long
        // requests run at once.
        join3(run.send(true), run.send(false), run.send(false)).await;
        run.end().await
    }
}

impl<P: Ports> Run<'_, P> {
    /// One sender: takes row after row. Only the first one goes on while
    /// Salesforce is busy.
    async fn send(&self, first: bool) {
        let goes_on = || self.stopped.borrow().is_none() && (first || !self.slow.get());
        loop {
            let turn = match self.queue.next(goes_on, self.usage.get()).await {
                Ok(Some(turn)) => turn,
                Ok(None) => return,
                Err(problem) => return self.stop(problem),
            };
            // How many are left is said meanwhile.
            let (ended, ()) = join(self.send_row(turn), self.count_down()).await;
            match ended {
                Ok(None) => self.busy.set(0),
                // Without a note nothing is sent.
                Ok(Some(problem)) | Err(problem) => self.after(problem).await,
            }
        }
    }

    /// What a problem of one row means for those after it.
    async fn after(&self, problem: Problem) {
        match NextRows::of(problem.kind) {
            NextRows::GoOn => self.busy.set(0),
            NextRows::Stop => self.stop(problem),
            NextRows::Slower => {
                self.slow.set(true);
                self.busy.set(self.busy.get() + 1);
                let asked = problem.more().and_then(|more| more.pause).unwrap_or(0);
                if self.busy.get() >= BUSY_IN_A_ROW || asked > LONGEST_PAUSE_S {
                    // The rest has lost no answer: it was not sent.
                    return self.stop(match problem.kind {
                        Kind::AnswerLost | Kind::TimedOut => Kind::Unreachable.into(),
                        _ => problem,
                    });
                }
                let pause = Duration::from_secs(u64::from(asked.max(self.busy.get())));
                self.worker.port.sleep(pause).await;
            }
        }
    }

    /// The first reason is the one that is told.
    fn stop(&self, problem: Problem) {
        self.stopped.borrow_mut().get_or_insert(problem);
    }

    /// Says on the badge how many are open.
    async fn count_down(&self) {
        if self.counting.replace(true) {
            return;
        }
        let mut shown = None;
        let open = || self.queue.writer.get().map(Writer::count_open);
        while let Some(open) = open().filter(|open| shown != Some(*open)) {
            count_down(&self.worker.port, open).await;
            shown = Some(open);
        }
        self.counting.set(false);
    }

    /// Takes one row through its life; tells what came in the way.
    async fn send_row(&self, turn: Turn) -> Answer<Option<Problem>> {
        let Turn { row, found } = turn;
        // Whoever has signed in or changed a setting meanwhile counts.
        let cx = Context::read(self.worker).await?;
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
            let matched = found.as_ref().and_then(|found| found.matched.as_ref());
            if matched.is_some() && !entry.may_be_there() {
                job.writer.drop_unsent(&[&row.id]).await?;
                return Ok(None);
            }
            job.within_the_month()?;
            let near = found.iter().flat_map(|found| &found.candidates);
            let near = matched.into_iter().chain(near);
            let new =
                |one: &&Candidate| one.why.is_strong() && !entry.acknowledged.contains(&one.id);
            let ids: Vec<String> = near.filter(new).map(|one| one.id.clone()).collect();
            if !ids.is_empty() && !entry.allow_duplicates {
                event = Event::NotSaved(Problem::new(Kind::DuplicatesFound).records(ids));
            }
        }
        let now = cx.port().now();
        job.watched = (0.0..WATCH_AGAIN_MS).contains(&(now - self.watched.get()));
        if !job.watched {
            self.watched.set(now);
        }
        let (entry, asks_describe) = job.go(entry, event).await?;
        self.usage.set(cx.seen().or(self.usage.get()));
        let why = entry.why().cloned();
        let named = why.as_ref().map_or(&[][..], Problem::about);
        let describes = &self.worker.describes;
        describes
            .ask_for(cx.port(), entry.object, who, named)
            .await?;
        if asks_describe {
            self.asks_describe.borrow_mut().push(entry.object);
        }
        Ok(why)
    }

    /// What is done once for all that were sent.
    async fn end(self) -> Answer<()> {
        let Some(writer) = self.queue.writer.get() else {
            return Ok(());
        };
        let cx = Context::read(self.worker).await?;
        cx.has_seen(self.usage.get());
        cx.keep_usage().await;
        if let Some(problem) = self.stopped.take() {
            keep(&cx, &self.queue.rest().await?, &problem).await?;
        }
        for object in Object::ALL {
            if self.asks_describe.borrow().contains(&object) {
                // It may be out of date.
                let _asked = self.worker.describes.get(&cx, object, true, None).await;
            }
        }
        writer.signal_anew().await
    }
}

/// The rest waits for the same: all of it in one write.
async fn keep<P: Ports>(cx: &Context<'_, P>, rest: &[Row], problem: &Problem) -> Answer<()> {
    let (writer, entries) = take(cx, rest).await?;
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
