//! The journal in local storage. Whoever changes it holds [`Worker::creating`].

use crate::problem::Answer;
use crate::salesforce::identity::Who;
use serde_json::Value;

use super::Worker;
use crate::journal::{self, Entry, INDEX, Index, Pending, State, VERSION};
use crate::json;
use crate::message::{Journal, Month as Meter};
use crate::policy::Settings;
use crate::port::{Area, Ports};
use crate::text::calendar::Month;

/// Milliseconds of a day.
const DAY: f64 = 86_400_000.0;

/// Where the Leads are counted that a user has created in a month.
const COUNT: &str = "count:";

fn count_key(who: &Who, month: &Month) -> String {
    format!(
        "{COUNT}{}:{}:{}",
        who.organization_id,
        who.user_id,
        month.key()
    )
}

impl<P: Ports> Worker<P> {
    /// What is open. Made anew from the entries where there is no index of the
    /// present shape: then entries of older shapes are carried over too.
    pub(super) async fn index(&self) -> Answer<Index> {
        let kept = self.port.get(Area::Local, INDEX).await?;
        match kept.and_then(Index::read) {
            Some(index) => Ok(index),
            None => self.make_index().await,
        }
    }

    async fn make_index(&self) -> Answer<Index> {
        let mut index = Index {
            version: VERSION,
            open: Vec::new(),
        };
        let mut writes = Vec::new();
        let mut olds = Vec::new();
        for (key, value) in self.port.all(Area::Local).await? {
            let moved = journal::moved(&key);
            if moved.is_none() && !journal::is_entry(&key) {
                continue;
            }
            match Entry::read(value.clone()) {
                Some(mut entry) => {
                    let mut id = key.clone();
                    if let Some((now, profile)) = moved {
                        profile.clone_into(&mut entry.profile);
                        id = now;
                        writes.push((id.clone(), json::write(&entry)));
                        olds.push(key);
                    }
                    index.note(&id, entry.open());
                }
                None => {
                    writes.push((journal::aside(&key), value));
                    olds.push(key);
                }
            }
        }
        writes.push((INDEX.to_owned(), json::write(&index)));
        // All of the new before any of the old goes.
        self.port.set(Area::Local, writes).await?;
        let olds: Vec<&str> = olds.iter().map(String::as_str).collect();
        self.port.remove(Area::Local, &olds).await?;
        Ok(index)
    }

    /// An entry. One that cannot be read is set aside: whether its Lead was sent
    /// is not known, so that [`Read::Lost`] is not the same as none.
    pub(super) async fn entry(&self, id: &str) -> Answer<Read> {
        let Some(value) = self.port.get(Area::Local, id).await? else {
            return Ok(Read::None);
        };
        if let Some(entry) = Entry::read(value.clone()) {
            return Ok(Read::Entry(Box::new(entry)));
        }
        let mut index = self.index().await?;
        index.note(id, false);
        let writes = vec![
            (journal::aside(id), value),
            (INDEX.to_owned(), json::write(&index)),
        ];
        self.port.set(Area::Local, writes).await?;
        self.port.remove(Area::Local, &[id]).await?;
        Ok(Read::Lost)
    }

    /// Writes an entry down together with the index and what goes with it: all
    /// of it or nothing.
    pub(super) async fn file(
        &self,
        id: &str,
        entry: &mut Entry,
        also: Vec<(String, Value)>,
    ) -> Answer<()> {
        entry.changed = self.port.now();
        let mut index = self.index().await?;
        index.note(id, entry.open());
        let mut writes = also;
        writes.push((id.to_owned(), json::write(entry)));
        writes.push((INDEX.to_owned(), json::write(&index)));
        Ok(self.port.set(Area::Local, writes).await?)
    }

    /// Makes room for another Lead of this profile; the one that was created
    /// stays in the history. No create writes to an entry of that state, so that
    /// the lock of matches is enough.
    pub(super) async fn set_past(&self, who: &Who, profile: &str) -> Answer<()> {
        let id = journal::id(who, profile);
        if let Some(entry) = self.peek(&id).await?
            && matches!(entry.state, State::Created(_))
        {
            let past = vec![(journal::past(&id, &entry), json::write(&entry))];
            self.port.set(Area::Local, past).await?;
            self.port.remove(Area::Local, &[id.as_str()]).await?;
        }
        Ok(())
    }

    async fn peek(&self, id: &str) -> Answer<Option<Entry>> {
        let value = self.port.get(Area::Local, id).await?;
        Ok(value.and_then(Entry::read))
    }

    /// A profile's Lead that is open, and how many of this user's are.
    pub(super) async fn pending(
        &self,
        who: &Who,
        profile: Option<&str>,
    ) -> Answer<(Option<Pending>, usize)> {
        let index = self.port.get(Area::Local, INDEX).await?;
        let open = index.and_then(Index::read).unwrap_or_default().open;
        let own = open.iter().filter(|id| journal::is_of(id, who)).count();
        let Some(profile) = profile else {
            return Ok((None, own));
        };
        let id = journal::id(who, profile);
        let entry = self.peek(&id).await?;
        Ok((entry.and_then(|entry| Pending::of(&id, &entry)), own))
    }

    /// Whether a Lead was created from another profile, or at another time.
    pub(super) async fn made_elsewhere(&self, id: &str, lead: &str) -> Answer<bool> {
        let all = self.port.all(Area::Local).await?;
        let others = all
            .into_iter()
            .filter(|(key, _)| journal::is_entry(key) && key != id);
        let mut others = others.filter_map(|(_, value)| Entry::read(value));
        Ok(others
            .any(|entry| matches!(&entry.state, State::Created(created) if created.id == lead)))
    }

    /// Leads that this user has created here in a month.
    pub(super) async fn count(&self, who: &Who, month: &Month) -> Answer<u32> {
        let value = self.port.get(Area::Local, &count_key(who, month)).await?;
        Ok(value.and_then(json::read).unwrap_or_default())
    }

    /// The count with one more.
    pub(super) async fn one_more(&self, who: &Who) -> Answer<(String, Value)> {
        let month = Month::of(self.port.now());
        let count = self.count(who, &month).await? + 1;
        Ok((count_key(who, &month), json::write(&count)))
    }

    /// How much of this month's limit is used.
    pub(super) async fn month(&self, who: &Who, settings: &Settings) -> Answer<Meter> {
        let month = Month::of(self.port.now());
        Ok(Meter {
            used: self.count(who, &month).await?,
            limit: settings.monthly_limit,
            next: month.next().to_owned(),
        })
    }

    /// This user's Leads, and whatever is open of others. While a create is
    /// under way the journal is shown and not changed: nobody waits for it.
    pub(super) async fn recent(&self, settings: &Settings) -> Answer<Journal> {
        let may_change = self.creating.try_lock();
        let who = self.sessions.who(&self.port, settings.target()).await?;
        let mut seen = false;
        let mut journal = Journal::default();
        if may_change.is_some() {
            self.index().await?;
        }
        for (id, value) in self.port.all(Area::Local).await? {
            if journal::is_aside(&id) {
                journal.aside += 1;
            }
            if !journal::is_entry(&id) {
                continue;
            }
            let Some(mut entry) = Entry::read(value) else {
                if may_change.is_some() {
                    self.entry(&id).await?;
                }
                journal.aside += 1;
                continue;
            };
            let own = who.as_ref().is_some_and(|who| journal::is_of(&id, who));
            if entry.unseen && own && may_change.is_some() {
                entry.unseen = false;
                seen = true;
                self.file(&id, &mut entry, Vec::new()).await?;
            }
            if own || entry.open() {
                journal.entries.push((id, json::write(&entry)));
            }
        }
        if seen {
            self.signal().await?;
        }
        Ok(journal)
    }

    /// Takes out what is older than the settings keep: entries with an end, and
    /// the counts of months that are over.
    pub async fn prune(&self) -> Answer<()> {
        let keep = f64::from(self.policy().await?.settings.keep_history) * DAY;
        let oldest = self.port.now() - keep;
        self.drop_entries(|entry| entry.changed < oldest).await
    }

    /// Takes out every entry that has an end, and what could not be read.
    pub(super) async fn erase_history(&self) -> Answer<()> {
        self.drop_entries(|_| true).await?;
        let all = self.port.all(Area::Local).await?;
        let aside: Vec<&str> = all
            .iter()
            .map(|(key, _)| key.as_str())
            .filter(|key| journal::is_aside(key))
            .collect();
        Ok(self.port.remove(Area::Local, &aside).await?)
    }

    async fn drop_entries(&self, old: impl Fn(&Entry) -> bool) -> Answer<()> {
        let _one = self.creating.lock().await;
        self.index().await?;
        let month = Month::of(self.port.now()).key();
        let all = self.port.all(Area::Local).await?;
        let gone: Vec<&str> = all
            .iter()
            .filter(|(key, value)| {
                // Text order is the order of months.
                let over = |key: &str| key.rsplit(':').next() < Some(month.as_str());
                if key.starts_with(COUNT) {
                    return over(key);
                }
                // A Lead that may be there yet is still looked for.
                let ended = |entry: &Entry| !entry.open() && entry.sent.is_none();
                journal::is_entry(key)
                    && Entry::read(value.clone()).is_some_and(|entry| ended(&entry) && old(&entry))
            })
            .map(|(key, _)| key.as_str())
            .collect();
        Ok(self.port.remove(Area::Local, &gone).await?)
    }
}

/// What lies under an entry's key.
pub(super) enum Read {
    /// Nothing.
    None,
    /// An entry.
    Entry(Box<Entry>),
    /// Something that could not be read; it was set aside.
    Lost,
}

impl Read {
    /// The entry, if there is one.
    pub(super) fn entry(self) -> Option<Entry> {
        match self {
            Read::Entry(entry) => Some(*entry),
            Read::None | Read::Lost => None,
        }
    }
}
