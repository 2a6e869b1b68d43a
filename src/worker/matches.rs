//! Looks for people among the org's Leads and Contacts, and remembers which
//! record a profile belongs to. Writes nothing to Salesforce but the profile's
//! link, where the settings say so.

mod ask;
mod columns;
mod link;

use futures_util::lock::Mutex;

use self::ask::{Answers, records};
use self::link::write_link;
use super::{Context, Handle, Worker};
use crate::json;
use crate::matching::match_key;
use crate::matching::{Candidate, Change, MatchQuery, MatchReason, MatchResult, MatchResults};
use crate::message::{FindMatches, Match, Matched, ReadRecords, Unmatch};
use crate::page::profile_key;
use crate::port::{Area, Ports};
use crate::problem::{Answer, Kind, Problem};
use crate::salesforce::id::is_record_id;
use crate::salesforce::identity::User;
use crate::salesforce::object::Object;

/// People asked for in one call: their conditions must fit a query's address.
pub(super) const PEOPLE: usize = 25;

/// How far a search goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::worker) enum Depth {
    /// To those who are certainly or very likely the same person.
    Near,
    /// And to similar names, of a single person of whom nobody near was found: a
    /// call more.
    Similar,
}

/// The matches, and the lock of them: one change at a time.
#[derive(Default)]
pub(super) struct Matches {
    lock: Mutex<()>,
}

impl Matches {
    /// The record that a profile is matched to, as it was last seen.
    pub(super) async fn get(
        &self,
        port: &impl Ports,
        who: &User,
        key: &str,
    ) -> Answer<Option<Candidate>> {
        let value = port.get(Area::Local, &match_key(who, key)).await?;
        Ok(value.and_then(json::read))
    }

    /// Looks for these people, 25 a call.
    pub(super) async fn find<P: Ports>(
        &self,
        cx: &Context<'_, P>,
        people: &[MatchQuery],
        depth: Depth,
    ) -> Answer<MatchResults> {
        let who = cx.signed_in()?;
        let mut looked = MatchResults {
            at: cx.port().now() as i64,
            ..MatchResults::default()
        };
        for people in people.chunks(PEOPLE) {
            let keys: Vec<String> = people
                .iter()
                .map(|wanted| match_key(who, &wanted.key))
                .collect();
            let all: Vec<&str> = keys.iter().map(String::as_str).collect();
            let mut stored = cx.port().read(Area::Local, &all).await?;
            let links: Vec<Option<Candidate>> = keys
                .iter()
                .map(|key| stored.remove(key).and_then(json::read))
                .collect();
            let mut answers = ask::call(cx, who, people, &links).await?;
            if let ([wanted], [None], Depth::Similar) = (people, &links[..], depth)
                && !wanted
                    .ranked(&answers.records, who)
                    .iter()
                    .any(|one| one.why.is_strong())
            {
                ask::similar(cx, who, wanted, &mut answers).await?;
            }
            looked.leads_alone |= answers.leads_alone;
            looked.more |= answers.more;
            looked.similar_unchecked |= answers.similar_unchecked;
            for part in &answers.unchecked {
                if !looked.unchecked.contains(part) {
                    looked.unchecked.push(part.clone());
                }
            }
            let mut accounts = std::mem::take(&mut answers.accounts).into_iter();
            for (wanted, link) in people.iter().zip(links) {
                let mut found = self.found(cx, who, wanted, link, &answers).await?;
                found.accounts = accounts.next().flatten();
                looked.people.push(found);
            }
        }
        Ok(looked)
    }

    async fn found<P: Ports>(
        &self,
        cx: &Context<'_, P>,
        who: &User,
        wanted: &MatchQuery,
        link: Option<Candidate>,
        answers: &Answers,
    ) -> Answer<MatchResult> {
        let mut found = MatchResult {
            key: wanted.key.clone(),
            candidates: wanted.ranked(&answers.records, who),
            ..MatchResult::default()
        };
        let Some(link) = link else {
            // Meanwhile a Lead of this profile may have been created, or the rep
            // has matched it in another window.
            found.matched = self.get(cx.port(), who, &wanted.key).await?;
            if found.matched.is_some() {
                return Ok(found);
            }
            // Somebody of the org has created or matched it, here or elsewhere.
            let by_link = |one: &&Candidate| one.why == MatchReason::Link;
            if let Some(known) = found.candidates.iter().find(by_link).cloned() {
                self.keep(cx.port(), who, &wanted.key, &known).await?;
                found.matched = Some(known);
            }
            return Ok(found);
        };
        let of = |id: &str| answers.records.iter().find(|record| record.row.id == id);
        if let Some(record) = of(&link.id) {
            let mut now = record.row.candidate(record.object, link.why, who);
            if now.id != link.id {
                found.change = Some(Change::Converted);
                if let Some(contact) = of(&now.id) {
                    now = contact.row.candidate(contact.object, link.why, who);
                    now.converted = true;
                }
            }
            found.matched = self.renew(cx.port(), who, &wanted.key, &link, now).await?;
            if found.matched.is_none() {
                found.change = None;
            }
        } else if let Some(gone) = answers.gone.as_deref()
            && gone.iter().all(|gone| gone.is_deleted)
        {
            // A record that nobody can see any more is no match either.
            let into = gone.iter().find_map(|gone| gone.master_record_id.clone());
            let into = into.into_iter().collect();
            match records(cx, who, into, link.why).await?.pop() {
                Some(master) => {
                    found.matched = self
                        .renew(cx.port(), who, &wanted.key, &link, master)
                        .await?;
                    found.change = found.matched.as_ref().map(|_| Change::Merged);
                }
                None => {
                    self.forget(cx, who, &wanted.key).await?;
                    found.change = Some(Change::Deleted);
                }
            }
        } else {
            found.matched = Some(link);
        }
        Ok(found)
    }

    /// Ties a profile to a record, here alone.
    async fn keep(
        &self,
        port: &impl Ports,
        who: &User,
        key: &str,
        record: &Candidate,
    ) -> Answer<()> {
        let _one = self.lock.lock().await;
        write(port, who, key, record).await
    }

    /// Keeps a match as the org has it now, unless it was undone or changed
    /// while the org was being asked: then there is nothing to say of it.
    async fn renew(
        &self,
        port: &impl Ports,
        who: &User,
        key: &str,
        asked: &Candidate,
        now: Candidate,
    ) -> Answer<Option<Candidate>> {
        let _one = self.lock.lock().await;
        let still = self.get(port, who, key).await?;
        if still.is_none_or(|still| still.id != asked.id) {
            return Ok(None);
        }
        write(port, who, key, &now).await?;
        Ok(Some(now))
    }

    /// Undoes that. A Lead that was created from here is no longer the profile's
    /// either.
    async fn forget<P: Ports>(&self, cx: &Context<'_, P>, who: &User, key: &str) -> Answer<()> {
        let _one = self.lock.lock().await;
        let link = match_key(who, key);
        cx.port().remove(Area::Local, &[link.as_str()]).await?;
        cx.worker.journal.archive(cx.port(), who, key).await
    }
}

async fn write(port: &impl Ports, who: &User, key: &str, record: &Candidate) -> Answer<()> {
    let entry = (match_key(who, key), json::write(record));
    Ok(port.set(Area::Local, vec![entry]).await?)
}

impl<P: Ports> Handle<P> for FindMatches {
    const NEEDS_LEAD_CREATION: bool = true;

    async fn handle(self, cx: &Context<'_, P>) -> Answer<MatchResults> {
        let matches = &cx.worker.matches;
        matches.find(cx, &self.people, Depth::Similar).await
    }
}

/// The Leads and Contacts that Salesforce has named, the last changed first.
impl<P: Ports> Handle<P> for ReadRecords {
    const NEEDS_LEAD_CREATION: bool = true;

    async fn handle(self, cx: &Context<'_, P>) -> Answer<Vec<Candidate>> {
        let who = cx.signed_in()?;
        records(cx, who, self.ids, MatchReason::DuplicateRule).await
    }
}

impl<P: Ports> Handle<P> for Match {
    const NEEDS_LEAD_CREATION: bool = true;

    async fn handle(self, cx: &Context<'_, P>) -> Answer<Matched> {
        let who = cx.signed_in()?;
        let record = *self.record;
        if !is_record_id(&record.id) || Object::of(&record.id) != Some(record.object) {
            return Err(Problem::new(Kind::NotAllowed));
        }
        let record = Candidate {
            url: format!("{}/{}", who.instance_url, record.id),
            why: MatchReason::Matched,
            ..record
        };
        let matches = &cx.worker.matches;
        matches.keep(cx.port(), who, &self.key, &record).await?;
        // The profile is matched, whatever becomes of its link.
        let link = match cx.settings.written_link(record.object.name()) {
            Some(field) => Some(write_link(cx, &record, field, &self.link).await),
            None => None,
        };
        Ok(Matched { record, link })
    }
}

impl<P: Ports> Handle<P> for Unmatch {
    async fn handle(self, cx: &Context<'_, P>) -> Answer<()> {
        let who = cx.signed_in()?;
        cx.worker.matches.forget(cx, who, &self.key).await
    }
}

impl<P: Ports> Worker<P> {
    /// Whether the profile that an address shows is matched, for the button in
    /// the page. The address is untrusted, and the answer is only yes or no.
    ///
    /// # Errors
    /// Storage that cannot be read.
    pub async fn is_matched(&self, address: &str) -> Answer<bool> {
        let settings = self.policy().await?.settings;
        let who = self.sessions.who(&self.port, settings.target()).await?;
        let Some(who) = who else {
            return Ok(false);
        };
        match profile_key(address) {
            Some(key) => {
                let key = key.to_string();
                let matched = self.matches.get(&self.port, &who, &key).await?;
                Ok(matched.is_some())
            }
            None => Ok(false),
        }
    }
}
