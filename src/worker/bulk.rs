//! Many records at once, as a page asks for them. All of them stand in the journal
//! before the first one is sent; `run` sends them.

use futures_util::lock::Mutex;
use serde_json::{Map, Value};

use super::badge::WATCHDOG_MS;
use super::create::{asked_for, month_is_full};
use super::journal::month::count_key;
use super::journal::{Hold, Writer};
use super::{Context, Handle};
use crate::journal::batch::{self, Batch, Row, RowStatus, Stage};
use crate::journal::{self, Entry, State, Waiting};
use crate::json;
use crate::matching::match_key;
use crate::message::{CreateMany, Order, ReadBatch, ResumeBatch, StopBatch};
use crate::port::{Area, Ports};
use crate::problem::{Answer, Kind};
use crate::salesforce::identity::User;
use crate::text::calendar::Month;

mod queue;
mod run;

/// Who is at work on many at once: one at a time.
#[derive(Default)]
pub(super) struct Bulk {
    /// Sends the rows.
    running: Mutex<()>,
    /// Reads and writes the batch.
    changing: Mutex<()>,
}

/// The user's batch.
async fn read(port: &impl Ports, who: &User) -> Answer<Option<Batch>> {
    let stored = port.get(Area::Local, &batch::key(who)).await?;
    Ok(stored.and_then(Batch::read))
}

/// The entries of a batch, by key.
async fn entries(port: &impl Ports, batch: &Batch) -> Answer<Map<String, Value>> {
    let ids: Vec<&str> = batch.rows.iter().map(|row| row.id.as_str()).collect();
    match ids.is_empty() {
        true => Ok(Map::new()),
        false => Ok(port.read(Area::Local, &ids).await?),
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
        // What cannot be read is quarantined by whoever works on it.
        let entry = stored.remove(&row.id).and_then(Entry::read)?;
        Some((hold, row.id.clone(), entry))
    });
    Ok((writer, entries.collect()))
}

/// Writes all of them down in one go, behind those that are under way.
impl<P: Ports> Handle<P> for CreateMany {
    const NEEDS_LEAD_CREATION: bool = true;

    async fn handle(self, cx: &Context<'_, P>) -> Answer<()> {
        let who = cx.signed_in()?;
        if self
            .orders
            .iter()
            .any(|order| !cx.settings.creates(order.object))
        {
            return Err(Kind::NotAllowed.into());
        }
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
        let _one = cx.worker.bulk.changing.lock().await;
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
            let fresh = Entry {
                object: order.object,
                contact: order.contact.clone(),
                ..Entry::new(&order.key, &who.username, order.fields.clone(), now)
            };
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
            .await?;
        // A worker that is stopped before the first one is woken to carry on.
        cx.port().wake_at(Some(now + WATCHDOG_MS)).await;
        Ok(())
    }
}

/// Whether any of a batch is in line or being sent.
async fn is_under_way<P: Ports>(cx: &Context<'_, P>, batch: &Batch) -> Answer<bool> {
    let stored = entries(cx.port(), batch).await?;
    let mut read = stored
        .into_iter()
        .filter_map(|(_, value)| Entry::read(value));
    Ok(read.any(|entry| Stage::of(&entry).under_way()))
}

/// The rep looks at them: what was refused in the background is seen.
impl<P: Ports> Handle<P> for ReadBatch {
    async fn handle(self, cx: &Context<'_, P>) -> Answer<Vec<RowStatus>> {
        let Some(who) = &cx.user else {
            return Ok(Vec::new());
        };
        let Some(batch) = read(cx.port(), who).await? else {
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
                (Some(entry), _) => (entry.company().to_owned(), Stage::of(entry)),
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
            told.push(RowStatus {
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
            // A full storage hides nothing from the rep.
            if writer.save_all(seen, Vec::new()).await.is_ok() {
                writer.signal().await?;
            }
        }
        Ok(told)
    }
}

/// Those that were never sent are the rep's again. What is being sent goes on to
/// its end.
impl<P: Ports> Handle<P> for StopBatch {
    async fn handle(self, cx: &Context<'_, P>) -> Answer<()> {
        let who = cx.signed_in()?;
        let Some(batch) = read(cx.port(), who).await? else {
            return Ok(());
        };
        let (writer, entries) = take(cx, &batch.rows).await?;
        let waits =
            |entry: &Entry| entry.sent.is_none() && matches!(entry.state, State::Waiting(_));
        let (may_be_there, unsent): (Vec<_>, Vec<_>) = entries
            .into_iter()
            .filter(|(_, _, entry)| waits(entry))
            .partition(|(_, _, entry)| entry.may_be_there());
        if may_be_there.is_empty() && unsent.is_empty() {
            return Ok(());
        }
        let ids: Vec<&str> = unsent.iter().map(|(_, id, _)| id.as_str()).collect();
        writer.drop_unsent(&ids).await?;
        // What a network may have sent is looked for when it is asked for again.
        let mut holds = Vec::new();
        let given_up = may_be_there.into_iter().map(|(hold, id, mut entry)| {
            holds.push(hold);
            entry.state = State::GivenUp;
            (id, entry)
        });
        writer.save_all(given_up.collect(), Vec::new()).await?;
        writer.signal().await
    }
}

/// They are in line again; the run that follows takes them.
impl<P: Ports> Handle<P> for ResumeBatch {
    const NEEDS_LEAD_CREATION: bool = true;

    async fn handle(self, cx: &Context<'_, P>) -> Answer<()> {
        let who = cx.signed_in()?;
        let Some(batch) = read(cx.port(), who).await? else {
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
