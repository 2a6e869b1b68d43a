//! Bringing a record up to date: reading it, and writing what a rep has ticked.

use serde_json::Value;

use futures_util::lock::Mutex;

use super::journal::month::updated_key;
use super::{Context, Handle};
use crate::json;
use crate::matching::account::{self, AccountQuery, Accounts};
use crate::message::{FindAccounts, ReadRecord, UpdateRecord};
use crate::policy::updates::UpdateRule;
use crate::port::{Area, Ports};
use crate::problem::{Answer, Kind, Problem, Saved};
use crate::salesforce::clock::http_date;
use crate::salesforce::error::at_its_reference;
use crate::salesforce::id::is_record_id;
use crate::salesforce::identity::User;
use crate::salesforce::object::Object;
use crate::text::calendar::Month;
use crate::text::encoding::percent;
use crate::update::{self, MONTHLY_LIMIT, Record, State, Update};

/// The updates, and the lock of them: one at a time.
#[derive(Default)]
pub(super) struct Updates {
    lock: Mutex<()>,
}

/// One call. What became of an update whose answer was lost is told by it.
impl<P: Ports> Handle<P> for ReadRecord {
    const NEEDS_LEAD_CREATION: bool = true;

    async fn handle(self, cx: &Context<'_, P>) -> Answer<Record> {
        let who = cx.signed_in()?;
        let object = Object::of(&self.id).filter(|_| is_record_id(&self.id));
        let object = object.filter(|_| update::is_on(&cx.settings));
        let object = object.ok_or(Kind::NotAllowed)?;
        let _one = cx.worker.updates.lock.lock().await;
        let record = read(cx, object, &self.id).await?;
        settle(cx.port(), who, &record).await?;
        Ok(record)
    }
}

async fn read<P: Ports>(cx: &Context<'_, P>, object: Object, id: &str) -> Answer<Record> {
    let wanted = Record::wanted(object, &cx.settings).join(",");
    let path = format!("/ui-api/records/{id}?optionalFields={}", percent(&wanted));
    let answer: Value = cx.rest().read(&path).await.map_err(gone)?;
    let record = Record::read(&answer).filter(|record| record.object == object);
    Ok(record.ok_or(Kind::BrokenJson)?)
}

/// What 404 says of a record by its id: it is gone, or out of the user's sight.
fn gone(problem: Problem) -> Problem {
    match problem.kind {
        Kind::VersionMissing => problem.under(Kind::RecordGone),
        _ => problem,
    }
}

/// This user's updates of a record whose answers were lost.
async fn settle(port: &impl Ports, who: &User, record: &Record) -> Answer<()> {
    let prefix = format!("{}{}:", update::of_user(who), record.id);
    for (key, value) in port.all(Area::Local).await? {
        if !key.starts_with(&prefix) {
            continue;
        }
        let Some(kept) = json::read::<Update>(value).filter(|kept| kept.state == State::Sent)
        else {
            continue;
        };
        let settled = kept.settled(record);
        let mut writes = vec![(key, json::write(&settled))];
        if settled.state == State::Done {
            writes.push(counted(port, who).await?);
        }
        port.set(Area::Local, writes).await?;
    }
    Ok(())
}

/// One more of the month, to be written together with what has made it so.
async fn counted(port: &impl Ports, who: &User) -> Answer<(String, Value)> {
    let (key, used) = used(port, who).await?;
    Ok((key, json::write(&(used + 1))))
}

/// How many records this user has brought up to date this month, and where that
/// stands.
async fn used(port: &impl Ports, who: &User) -> Answer<(String, u32)> {
    let key = updated_key(who, &Month::of(port.now()));
    let used = port.get(Area::Local, &key).await?;
    Ok((key, used.and_then(json::read).unwrap_or_default()))
}

/// Writes what was ticked, once: only while nobody has changed the record since
/// it was read. It is written down first, and what became of it afterwards.
impl<P: Ports> Handle<P> for UpdateRecord {
    const NEEDS_LEAD_CREATION: bool = true;

    async fn handle(self, cx: &Context<'_, P>) -> Answer<Update> {
        let who = cx.signed_in()?;
        let port = cx.port();
        let object = Object::of(&self.record).filter(|_| is_record_id(&self.record));
        let object = object.ok_or(Kind::NotAllowed)?;
        let allowed = self.lines.iter().all(|line| {
            let rule = update::rule(&cx.settings, &line.row);
            let own = update::own_fields(&cx.settings, object);
            let names = |field: &str| {
                field == object.field(&line.row)
                    || (line.row == "Country" && field == object.country_code())
                    || own
                        .iter()
                        .any(|(name, _)| name == field && *name == line.row)
            };
            names(&line.field)
                && match rule {
                    UpdateRule::Offer => true,
                    UpdateRule::Empty => line.old.trim().is_empty(),
                    UpdateRule::Never => false,
                }
        });
        let since = http_date(&self.since).filter(|_| allowed && !self.lines.is_empty());
        let since = since.ok_or(Kind::NotAllowed)?;
        let _one = cx.worker.updates.lock.lock().await;
        let (_, used) = used(port, who).await?;
        if used >= MONTHLY_LIMIT {
            return Err(Kind::UpdateLimit.into());
        }
        let mut kept = Update {
            profile: self.key,
            user: who.username.clone(),
            url: format!("{}/{}", who.instance_url, self.record),
            record: self.record,
            object,
            name: self.name,
            company: self.company,
            lines: self.lines,
            since: self.since,
            at: port.now(),
            state: State::Sent,
        };
        let mut key = update::id(who, &kept.record, kept.at);
        // A clock that was set back may show the same time again.
        while port.get(Area::Local, &key).await?.is_some() {
            kept.at += 1.0;
            key = update::id(who, &kept.record, kept.at);
        }
        port.set(Area::Local, vec![(key.clone(), json::write(&kept))])
            .await?;
        let path = format!("{}/{}", object.path(), kept.record);
        let headers = vec![("If-Unmodified-Since", since)];
        let body = Value::Object(kept.body());
        let sent = cx.rest().patch(&path, headers, &body).await;
        let mut sent = sent.map_err(gone).map_err(|problem| match problem.kind {
            Kind::NoAccess => problem.under(Kind::RecordNotEditable),
            _ => problem,
        });
        if let Err(problem) = &sent
            && problem.kind == Kind::RecordChanged
        {
            // The network may have sent it twice: then the change is ours.
            let now = read(cx, object, &kept.record).await;
            let ours = |record: &Record| kept.lines.iter().all(|line| record.holds(line));
            match now {
                Ok(record) if ours(&record) => sent = Ok(()),
                Ok(_) => {}
                Err(_) => sent = Err(problem.clone().maybe_saved()),
            }
        }
        if let Err(problem) = &sent
            && problem.kind == Kind::RecordGone
            && read(cx, object, &kept.record).await.is_ok()
        {
            // The record itself is there: what it was to name is not.
            sent = Err(at_its_reference(problem.clone(), &kept.body()));
        }
        let mut writes = Vec::new();
        let answer = match sent {
            Ok(()) => {
                kept.state = State::Done;
                // What cannot be counted is done all the same.
                writes.extend(counted(port, who).await);
                Ok(kept.clone())
            }
            // The record itself tells, the next time that it is read.
            Err(problem) if problem.saved == Saved::Unknown => Err(problem),
            Err(problem) => {
                kept.state = State::Refused(problem.clone());
                Err(problem)
            }
        };
        writes.push((key, json::write(&kept)));
        let written = port.set(Area::Local, writes).await;
        if answer.is_ok() {
            // What was saved is said, also where it cannot be noted any more.
            return answer;
        }
        written?;
        answer
    }
}

/// Accounts for a Contact that has moved.
impl<P: Ports> Handle<P> for FindAccounts {
    const NEEDS_LEAD_CREATION: bool = true;

    async fn handle(self, cx: &Context<'_, P>) -> Answer<Accounts> {
        let who = cx.signed_in()?;
        let wanted = [AccountQuery::of(&self.company, &self.email, &self.website)];
        let Some((query, limit)) = account::query(&wanted) else {
            return Ok(Accounts::default());
        };
        let [wanted] = wanted;
        match cx.rest().query::<Value>(&query).await {
            Ok(rows) => Ok(wanted.ranked(&account::AccountRows::of(rows, limit), who)),
            Err(problem) if problem.kind == Kind::NoAccess => Ok(Accounts {
                unchecked: true,
                ..Accounts::default()
            }),
            Err(problem) => Err(problem),
        }
    }
}
