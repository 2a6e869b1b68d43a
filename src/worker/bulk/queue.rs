//! The rows of a batch whose turn it is, in their order, and what the org knows of
//! each of these people.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use futures_util::lock::Mutex;

use super::{entries, read};
use crate::journal::Entry;
use crate::journal::batch::{self, FRESH_MS, Row};
use crate::json;
use crate::matching::{MatchResult, match_key};
use crate::port::{Area, Ports};
use crate::problem::{Answer, Kind};
use crate::salesforce::identity::User;
use crate::salesforce::limits::ApiUsage;
use crate::worker::journal::Writer;
use crate::worker::matches::{Depth, PEOPLE};
use crate::worker::retry::{is_due, may_go_on};
use crate::worker::{Context, Trigger, Worker};

/// The rows of one run. Who these people are in the CRM is asked for so many at a
/// time, while those before are being sent.
pub(super) struct Queue<'w, P> {
    worker: &'w Worker<P>,
    trigger: Option<Trigger>,
    rows: Mutex<Rows>,
    /// The journal, once there is a row: what is known of its index is shared for as
    /// long as rows are sent.
    pub(super) writer: OnceCell<Writer<'w, P>>,
}

#[derive(Default)]
struct Rows {
    /// The next one stands last.
    next: Vec<Turn>,
    /// None is left after those. Whoever adds one has it sent by another run.
    all: bool,
    /// Each row once: what is in line again is a run of its own.
    taken: BTreeSet<String>,
    /// Whose they are.
    who: Option<User>,
}

/// A row whose turn has come.
pub(super) struct Turn {
    pub(super) row: Row,
    /// What the org knows of the person, as far as it is known.
    pub(super) found: Option<MatchResult>,
}

impl<'w, P: Ports> Queue<'w, P> {
    /// `trigger`: only the rows whose turn it is; `None`: the rep has just asked for
    /// it.
    pub(super) fn new(worker: &'w Worker<P>, trigger: Option<Trigger>) -> Self {
        Queue {
            worker,
            trigger,
            rows: Mutex::default(),
            writer: OnceCell::new(),
        }
    }

    /// The next row, unless nothing more goes by then. An error says why none of them
    /// may be sent now. `usage`: the org's requests as they were seen last.
    pub(super) async fn next(
        &self,
        goes_on: impl Fn() -> bool,
        usage: Option<ApiUsage>,
    ) -> Answer<Option<Turn>> {
        // Whoever comes first asks for the next ones, and the others wait for that.
        let mut rows = self.rows.lock().await;
        if rows.next.is_empty() && !rows.all && goes_on() {
            self.fill(&mut rows, usage).await?;
        }
        match goes_on() {
            true => Ok(rows.next.pop()),
            false => Ok(None),
        }
    }

    async fn fill(&self, rows: &mut Rows, usage: Option<ApiUsage>) -> Answer<()> {
        let cx = Context::read(self.worker).await?;
        cx.has_seen(usage);
        cx.keep_usage().await;
        rows.all = true;
        let Some(who) = &cx.user else {
            return Ok(());
        };
        rows.who = Some(who.clone());
        let due = self.due(who).await?.into_iter();
        let left = due.filter(|row| !rows.taken.contains(&row.id));
        let mut portion: Vec<Row> = left.take(PEOPLE + 1).collect();
        rows.all = portion.len() <= PEOPLE;
        portion.truncate(PEOPLE);
        let Some(first) = portion.first() else {
            return Ok(());
        };
        rows.taken.extend(portion.iter().map(|row| row.id.clone()));
        if self.writer.get().is_none() {
            let (writer, _) = self.worker.journal.write(cx.port(), &[]).await?;
            self.writer.get_or_init(|| writer);
        }
        match self.trigger {
            Some(_) => may_go_on(&cx, &first.id)?,
            None if !cx.settings.lead_creation => return Err(Kind::LeadCreationOff.into()),
            None => {}
        }
        // Where it cannot be found out who is there already, nothing is sent.
        let mut known = ask(&cx, who, &portion).await?;
        rows.next.extend(portion.into_iter().rev().map(|row| {
            let at = known.iter().rposition(|found| found.key == row.profile);
            let found = at.map(|at| known.remove(at));
            Turn { row, found }
        }));
        Ok(())
    }

    /// The rows whose turn it still is.
    pub(super) async fn rest(&self) -> Answer<Vec<Row>> {
        match &self.rows.lock().await.who {
            Some(who) => self.due(who).await,
            None => Ok(Vec::new()),
        }
    }

    /// The rows whose turn it is.
    async fn due(&self, who: &User) -> Answer<Vec<Row>> {
        let port = &self.worker.port;
        let now = port.now();
        let Some(batch) = read(port, who).await? else {
            return Ok(Vec::new());
        };
        let mut stored = entries(port, &batch).await?;
        let due = |entry: &Entry| {
            entry.waiting().is_some_and(|waiting| match self.trigger {
                Some(trigger) => is_due(entry, waiting, trigger, now),
                None => waiting.due(now) || waiting.costs_nothing(),
            })
        };
        let rows = batch.rows.into_iter().filter(|row| {
            let entry = stored.remove(&row.id).and_then(Entry::read);
            entry.is_some_and(|entry| due(&entry))
        });
        Ok(rows.collect())
    }
}

/// Who of these people is in the CRM by now: matched or created here in the
/// meantime, and where the org was asked too long ago, asked anew; the newer answer
/// stands later. One call.
async fn ask<P: Ports>(
    cx: &Context<'_, P>,
    who: &User,
    portion: &[Row],
) -> Answer<Vec<MatchResult>> {
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
        let found = cx.worker.matches.find(cx, &people, Depth::Near).await?;
        known.extend(found.people);
    }
    // Rows may have been added to it meanwhile.
    let _one = cx.worker.bulk.changing.lock().await;
    if let Some(mut batch) = read(cx.port(), who).await? {
        batch.asked(&ids, now);
        let kept = vec![(batch::key(who), json::write(&batch))];
        cx.port().set(Area::Local, kept).await?;
    }
    Ok(known)
}

/// Those of these people whose profile is matched to a record.
async fn matched<P: Ports>(
    cx: &Context<'_, P>,
    who: &User,
    portion: &[Row],
) -> Answer<Vec<MatchResult>> {
    let keys: Vec<String> = portion
        .iter()
        .map(|row| match_key(who, &row.profile))
        .collect();
    let all: Vec<&str> = keys.iter().map(String::as_str).collect();
    let mut stored = cx.port().read(Area::Local, &all).await?;
    let pairs = portion.iter().zip(&keys).filter_map(|(row, key)| {
        Some(MatchResult {
            key: row.profile.clone(),
            matched: Some(json::read(stored.remove(key)?)?),
            ..MatchResult::default()
        })
    });
    Ok(pairs.collect())
}
