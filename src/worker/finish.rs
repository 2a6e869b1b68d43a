//! Finishing by itself what is open: after a start, when the network is back,
//! when somebody signs in, and by the clock.

use super::create::By;
use super::journal::Read;
use super::{Context, Worker};
use crate::journal::Outcome;
use crate::journal::{self, Entry, State};
use crate::json;
use crate::policy::Duplicates;
use crate::port::{Area, Ports};
use crate::problem::Answer;
use crate::problem::{Kind, Problem, Saved};
use crate::salesforce::identity::Who;

/// An open entry is looked at again after this time at the latest if the worker
/// is stopped over it, in milliseconds.
pub(super) const WATCHDOG_MS: f64 = 60_000.0;

/// MatchReason open Leads are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// The worker has started, or an alarm has rung, or somebody has signed in:
    /// those whose time has come.
    Time,
    /// The network is back: those that wait for it too.
    Network,
}

impl<P: Ports> Worker<P> {
    /// Carries on with every open Lead whose turn it is.
    ///
    /// # Errors
    /// Storage that cannot be read or written. What became of each Lead stands in
    /// the journal.
    pub async fn finish(&self, cause: Trigger) -> Answer<()> {
        let policy = self.policy().await?;
        let cx = self.context(&policy.settings);
        let open = {
            let _one = self.creating.lock().await;
            self.index().await?.open
        };
        for id in open {
            self.carry_on(&cx, &id, cause).await?;
        }
        let _one = self.creating.lock().await;
        self.signal().await
    }

    async fn carry_on(&self, cx: &Context<'_, P>, id: &str, cause: Trigger) -> Answer<()> {
        let _one = self.creating.lock().await;
        let Read::Entry(mut entry) = self.entry(id).await? else {
            return self.strike_out(id).await;
        };
        let Some(waiting) = entry.waiting().cloned() else {
            return Ok(());
        };
        let due = waiting.due(self.port.now())
            || waiting.costs_nothing()
            || (cause == Trigger::Network && waiting.for_the_network());
        if !due {
            return Ok(());
        }
        let who = match self.may_go_on(cx, id).await {
            Ok(who) => who,
            Err(problem) => return self.park(id, &mut entry, problem).await,
        };
        // What became of it is in the journal; nobody waits for the answer.
        let _written = self.go_on(cx, &who, id, &mut entry, By::Background).await;
        Ok(())
    }

    /// Whether the entry's own user is signed in, creating is on, and the org has
    /// requests to spare.
    async fn may_go_on(&self, cx: &Context<'_, P>, id: &str) -> Answer<Who> {
        let who = self.signed_in(cx).await?;
        if !journal::is_of(id, &who) {
            return Err(Kind::WaitsForUser.into());
        }
        if !cx.settings.lead_creation {
            return Err(Kind::LeadCreationOff.into());
        }
        let allowance = self.allowance().await?;
        if allowance.is_some_and(|allowance| allowance.is_nearly_spent()) {
            return Err(Kind::AllowanceNearlySpent.into());
        }
        Ok(who)
    }

    /// Waits on for this reason; written only where that says something new.
    async fn park(&self, id: &str, entry: &mut Entry, why: Problem) -> Answer<()> {
        if entry.why().is_some_and(|known| known.kind == why.kind)
            && entry
                .waiting()
                .is_some_and(|waiting| waiting.next.is_none())
        {
            return Ok(());
        }
        entry.wait(why, self.port.now());
        self.file(id, entry, Vec::new()).await
    }

    /// Asks whether the person is in the CRM by now, and sends.
    async fn go_on(
        &self,
        cx: &Context<'_, P>,
        who: &Who,
        id: &str,
        entry: &mut Entry,
        by: By,
    ) -> Answer<Outcome> {
        if entry.sent.is_none()
            && !entry.allow_duplicates
            && let Err(problem) = self.still_new(cx, entry).await
        {
            entry.tries += 1;
            return self.conclude(cx, who, id, entry, Err(problem), by).await;
        }
        self.try_once(cx, who, id, entry, by).await
    }

    /// Nobody like this has come into the CRM whom the rep has not seen there.
    async fn still_new(&self, cx: &Context<'_, P>, entry: &Entry) -> Answer<()> {
        let looked = self.find_matches(cx, &[entry.wanted()]).await?;
        let near = looked.people.iter().flat_map(|found| &found.candidates);
        let near = near.filter(|one| one.why.is_strong() && !entry.acknowledged.contains(&one.id));
        let ids: Vec<String> = near.map(|one| one.id.clone()).collect();
        if ids.is_empty() {
            return Ok(());
        }
        Err(Problem::new(Kind::DuplicatesFound).records(ids))
    }

    /// The rep wants an open or refused Lead to be tried now.
    pub(super) async fn resume(
        &self,
        cx: &Context<'_, P>,
        id: &str,
        allow_duplicates: bool,
    ) -> Answer<Outcome> {
        let _one = self.creating.lock().await;
        let (who, mut entry) = self.own(cx, id).await?;
        if let State::Created(created) = &entry.state {
            return Ok(Outcome::Created(created.clone()));
        }
        if let Some(more) = entry.why().and_then(Problem::more) {
            let shown = more.records.clone();
            entry.acknowledged.extend(shown);
        }
        entry.allow_duplicates |= allow_duplicates && cx.settings.duplicates == Duplicates::Warn;
        self.go_on(cx, &who, id, &mut entry, By::Rep).await
    }

    /// The rep does not want it any more. What was sent may be there all the
    /// same: it is looked for if the rep changes their mind.
    pub(super) async fn give_up(&self, cx: &Context<'_, P>, id: &str) -> Answer<()> {
        let _one = self.creating.lock().await;
        let (_, mut entry) = self.own(cx, id).await?;
        if !matches!(entry.state, State::Created(_)) {
            entry.state = State::GivenUp;
            entry.unseen = false;
            self.file(id, &mut entry, Vec::new()).await?;
        }
        self.signal().await
    }

    async fn own(&self, cx: &Context<'_, P>, id: &str) -> Answer<(Who, Entry)> {
        let who = self.signed_in(cx).await?;
        if !journal::is_of(id, &who) {
            return Err(Kind::WaitsForUser.into());
        }
        let entry = self.entry(id).await?.entry();
        Ok((who, entry.ok_or(Kind::NotAllowed)?))
    }

    async fn strike_out(&self, id: &str) -> Answer<()> {
        let mut index = self.index().await?;
        index.note(id, false);
        let write = vec![(journal::INDEX.to_owned(), json::write(&index))];
        Ok(self.port.set(Area::Local, write).await?)
    }

    /// The badge says how many Leads are open, and why; the alarm is set for the
    /// first that is tried again.
    pub(super) async fn signal(&self) -> Answer<()> {
        let now = self.port.now();
        let mut first: Option<f64> = None;
        let mut reason = None;
        let open = self.index().await?.open;
        for id in &open {
            let Read::Entry(entry) = self.entry(id).await? else {
                continue;
            };
            if let Some(next) = entry.waiting().and_then(|waiting| waiting.next) {
                // Under way: whoever is stopped over it is woken soon.
                let next = if next <= now { now + WATCHDOG_MS } else { next };
                first = Some(first.map_or(next, |first| first.min(next)));
            }
            let said = entry
                .why()
                .filter(|why| why.saved == Saved::Nothing || reason.is_none());
            reason = said.map(|why| why.row().happened).or(reason);
        }
        self.port.wake_at(first).await;
        let (text, words) = match open.len() {
            0 => (String::new(), String::new()),
            1 => ("1".to_owned(), "1 Lead is not done.".to_owned()),
            many => (many.to_string(), format!("{many} Leads are not done.")),
        };
        let words = format!("{words} {}", reason.unwrap_or_default());
        self.port.badge(&text, words.trim()).await;
        Ok(())
    }
}
