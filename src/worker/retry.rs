//! Finishing by itself what is open: after a start, when the network is back,
//! when somebody signs in, and by the clock.

use std::time::Duration;

use super::create::Job;
use super::journal::Also;
use super::matches::Depth;
use super::role::add_later;
use super::{Context, Handle, Worker};
use crate::journal::step::{Event, Initiator};
use crate::journal::{self, Entry, Outcome, State, Waiting};
use crate::message::{Finish, GiveUp, Resume};
use crate::policy::Duplicates;
use crate::port::{Area, Ports};
use crate::problem::{Answer, Kind, Problem};
use crate::salesforce::identity::User;

/// What waits for the network is not tried again for the network's sake before
/// this time is over: a browser that starts, a network that comes and a popup
/// that opens may all do so at once. Milliseconds.
const BREATH_MS: f64 = 5_000.0;

/// Why open Leads are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// The worker has started, or an alarm has rung: those whose time has come.
    Time,
    /// The network is back, or the browser has started, somebody has signed in or
    /// looks at a Lead, so that another try is worth while: those that wait for
    /// the network too.
    Network,
}

impl<P: Ports> Worker<P> {
    /// Carries on with every open Lead whose turn it is.
    ///
    /// # Errors
    /// Storage that cannot be read or written. What became of each Lead stands in
    /// the journal.
    pub async fn retry_due(&self, trigger: Trigger) -> Answer<()> {
        if trigger == Trigger::Network {
            self.take_breath().await?;
        }
        self.retry_open(trigger).await?;
        // A network that has just come may not carry the first request yet.
        if trigger == Trigger::Network && self.take_breath().await? {
            self.retry_open(trigger).await?;
        }
        Ok(())
    }

    async fn retry_open(&self, trigger: Trigger) -> Answer<()> {
        let open = self.journal.write(&self.port, &[]).await?.0.open();
        // Those that were asked for together go on together.
        self.run_batch(Some(trigger)).await?;
        for id in open {
            // Whoever has signed in or changed a setting meanwhile counts.
            let context = Context::read(self).await?;
            retry_entry(&context, &id, trigger).await?;
            context.keep_usage().await;
        }
        let (writer, _) = self.journal.write(&self.port, &[]).await?;
        writer.signal_anew().await
    }

    /// Waits until the last try of what waits for the network is a moment ago; tells
    /// whether it was not.
    async fn take_breath(&self) -> Answer<bool> {
        let open = self.journal.write(&self.port, &[]).await?.0.open();
        let keys: Vec<&str> = open.iter().map(String::as_str).collect();
        let stored = self.port.read(Area::Local, &keys).await?;
        let now = self.port.now();
        let entries = stored
            .into_iter()
            .filter_map(|(_, value)| Entry::read(value));
        let waits = |waiting: &Waiting| waiting.for_the_network() && !waiting.costs_nothing();
        let rest = entries
            .filter(|entry| entry.waiting().is_some_and(waits))
            .map(|entry| entry.changed + BREATH_MS - now)
            // A clock may have been set back meanwhile.
            .filter(|rest| (0.0..=BREATH_MS).contains(rest))
            .fold(0.0, f64::max);
        if rest > 0.0 {
            self.port
                .sleep(Duration::from_millis(rest as u64 + 1))
                .await;
        }
        Ok(rest > 0.0)
    }
}

async fn retry_entry<P: Ports>(cx: &Context<'_, P>, id: &str, trigger: Trigger) -> Answer<()> {
    let changed = {
        let _hold = cx.worker.journal.hold(id).await;
        let (mut writer, mut stored) = cx.worker.journal.write(cx.port(), &[id]).await?;
        let Some(mut entry) = writer.entry(id, stored.remove(id)).await?.entry() else {
            return writer.strike_out(id).await;
        };
        let Some(waiting) = entry.waiting() else {
            return Ok(());
        };
        if !is_due(&entry, waiting, trigger, cx.port().now()) {
            return Ok(());
        }
        if let Err(problem) = may_go_on(cx, id) {
            if says_more(&entry, &problem) {
                entry.wait(problem, cx.port().now());
                writer.save(id, &mut entry, Also::default()).await?;
            }
            return Ok(());
        }
        entry.changed
    };
    let (job, stored) = Job::start(cx, cx.signed_in()?, id, Initiator::Background).await?;
    // Meanwhile a page may have had its way with it, or another start its try.
    let same = |entry: &Entry| entry.waiting().is_some() && entry.changed == changed;
    if let Some(entry) = stored.entry().filter(same) {
        // What became of it is in the journal; nobody waits for the answer.
        let _written = continue_entry(cx, job, entry, false).await;
    }
    Ok(())
}

/// Whether it is the turn of an entry that waits like this.
pub(super) fn is_due(entry: &Entry, waiting: &Waiting, trigger: Trigger, now: f64) -> bool {
    let just_tried = (0.0..BREATH_MS).contains(&(now - entry.changed));
    waiting.due(now)
        || waiting.costs_nothing()
        || (trigger == Trigger::Network && waiting.for_the_network() && !just_tried)
}

/// Whether it says something new that an entry waits because of this.
pub(super) fn says_more(entry: &Entry, problem: &Problem) -> bool {
    let known = entry.why().is_some_and(|why| why.kind == problem.kind);
    !known
        || entry
            .waiting()
            .is_some_and(|waiting| waiting.next.is_some())
}

/// Whether the entry's own user is signed in, creating is on, and the org has
/// requests to spare.
pub(super) fn may_go_on<P: Ports>(cx: &Context<'_, P>, id: &str) -> Answer<()> {
    own(cx, id)?;
    if !cx.settings.lead_creation {
        return Err(Kind::LeadCreationOff.into());
    }
    if cx.usage().is_some_and(|usage| usage.is_nearly_spent()) {
        return Err(Kind::AllowanceNearlySpent.into());
    }
    Ok(())
}

pub(super) fn own<'a, P: Ports>(cx: &'a Context<'_, P>, id: &str) -> Answer<&'a User> {
    let who = cx.signed_in()?;
    match journal::is_of(id, who) {
        true => Ok(who),
        false => Err(Kind::WaitsForUser.into()),
    }
}

/// Asks whether the person is in the CRM by now, and sends.
async fn continue_entry<P: Ports>(
    cx: &Context<'_, P>,
    mut job: Job<'_, P>,
    mut entry: Entry,
    decided: bool,
) -> Answer<Outcome> {
    if entry.sent.is_none() {
        let allowed = job.within_the_month();
        let allowed = match (allowed, entry.allow_duplicates) {
            (Ok(()), false) => still_new(cx, &entry).await,
            (allowed, _) => allowed,
        };
        if let Err(problem) = allowed {
            entry.tries += 1;
            return job.run(entry, Event::NotSaved(problem)).await;
        }
    }
    job.run(entry, Event::Begin { decided }).await
}

/// Nobody like this has come into the CRM whom the rep has not seen there.
async fn still_new<P: Ports>(cx: &Context<'_, P>, entry: &Entry) -> Answer<()> {
    let looked = cx
        .worker
        .matches
        .find(cx, &[entry.wanted()], Depth::Near)
        .await?;
    let near = looked.people.iter().flat_map(|found| &found.candidates);
    let near = near.filter(|one| one.why.is_strong() && !entry.acknowledged.contains(&one.id));
    let ids: Vec<String> = near.map(|one| one.id.clone()).collect();
    if ids.is_empty() {
        return Ok(());
    }
    Err(Problem::new(Kind::DuplicatesFound).records(ids))
}

/// The rep wants an open or refused entry to be tried now, or what a created one
/// lacks.
impl<P: Ports> Handle<P> for Resume {
    const NEEDS_LEAD_CREATION: bool = true;

    async fn handle(self, cx: &Context<'_, P>) -> Answer<Outcome> {
        let who = own(cx, &self.id)?;
        let (job, stored) = Job::start(cx, who, &self.id, Initiator::Rep).await?;
        let mut entry = stored.entry().ok_or(Kind::NotAllowed)?;
        if let State::Created(created) = &entry.state {
            let created = created.clone();
            return Ok(Outcome::Created(add_later(job, entry, created).await?));
        }
        if let Some(more) = entry.why().and_then(Problem::more) {
            let shown = more.records.clone();
            entry.acknowledged.extend(shown);
        }
        entry.allow_duplicates |=
            self.allow_duplicates && cx.settings.duplicates == Duplicates::Warn;
        continue_entry(cx, job, entry, true).await
    }
}

/// The rep does not want it any more. What was sent may be there all the same:
/// it is looked for if the rep changes their mind.
impl<P: Ports> Handle<P> for GiveUp {
    async fn handle(self, cx: &Context<'_, P>) -> Answer<()> {
        let who = own(cx, &self.id)?;
        let (mut job, stored) = Job::start(cx, who, &self.id, Initiator::Rep).await?;
        let entry = stored.entry().ok_or(Kind::NotAllowed)?;
        let turn = job.turn(0);
        let writer = &mut job.writer;
        let given_up = writer.step(&self.id, entry, Event::GiveUp, &turn, Also::default());
        given_up.await.2?;
        writer.signal().await
    }
}

impl<P: Ports> Handle<P> for Finish {
    async fn handle(self, cx: &Context<'_, P>) -> Answer<()> {
        cx.worker.retry_due(Trigger::Network).await
    }
}
