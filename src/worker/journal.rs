//! The journal in local storage. Only [`Writer`] changes it, and there is one at
//! a time: a double click waits, and then finds the Lead.

use futures_util::lock::{Mutex, MutexGuard};
use serde_json::{Map, Value};

use super::badge::signal;
use super::{Context, Handle, Worker};
use crate::journal::step::{Action, Event, Turn, step};
use crate::journal::{self, Entry, INDEX, Index, Pending, State, VERSION};
use crate::json;
use crate::message::{EraseHistory, Journal as Shown, Month as Meter, Recent};
use crate::policy::Settings;
use crate::port::{Area, Ports};
use crate::problem::Answer;
use crate::salesforce::identity::Who;
use crate::text::calendar::Month;
use crate::update::{self, Update};

/// Milliseconds of a day.
const DAY_MS: f64 = 86_400_000.0;

/// Where the Leads are counted that a user has created in a month.
const COUNT: &str = "count:";

pub(super) fn count_key(who: &Who, month: &Month) -> String {
    format!(
        "{COUNT}{}:{}:{}",
        who.organization_id,
        who.user_id,
        month.key()
    )
}

/// Where the records are counted that a user has brought up to date in a month.
pub(super) fn updated_key(who: &Who, month: &Month) -> String {
    format!(
        "{COUNT}updates:{}:{}:{}",
        who.organization_id,
        who.user_id,
        month.key()
    )
}

/// The journal, and the lock of it.
#[derive(Default)]
pub(super) struct Journal {
    lock: Mutex<()>,
}

/// Changes the journal; while it lives nobody else does.
pub(super) struct Writer<'a, P> {
    port: &'a P,
    index: Index,
    /// The index as it was when the badge was set last.
    signalled: Vec<String>,
    _lock: MutexGuard<'a, ()>,
}

impl Journal {
    /// Waits for its turn, and reads the index, and with it what lies under these
    /// keys.
    pub(super) async fn write<'a, P: Ports>(
        &'a self,
        port: &'a P,
        keys: &[&str],
    ) -> Answer<(Writer<'a, P>, Map<String, Value>)> {
        let lock = self.lock.lock().await;
        Self::writer(port, lock, keys).await
    }

    async fn writer<'a, P: Ports>(
        port: &'a P,
        lock: MutexGuard<'a, ()>,
        keys: &[&str],
    ) -> Answer<(Writer<'a, P>, Map<String, Value>)> {
        let all: Vec<&str> = keys.iter().copied().chain([INDEX]).collect();
        let mut stored = port.read(Area::Local, &all).await?;
        let index = match stored.remove(INDEX).and_then(Index::read) {
            Some(index) => index,
            None => {
                let index = make_index(port).await?;
                // Entries of older shapes lie under other keys now.
                stored = port.read(Area::Local, keys).await?;
                index
            }
        };
        let writer = Writer {
            port,
            signalled: index.open.clone(),
            index,
            _lock: lock,
        };
        Ok((writer, stored))
    }

    /// A profile's Lead that is open, and how many of this user's are.
    pub(super) async fn pending(
        &self,
        port: &impl Ports,
        who: &Who,
        profile: Option<&str>,
    ) -> Answer<(Option<Pending>, usize)> {
        let id = profile.map(|profile| journal::id(who, profile));
        let keys: Vec<&str> = id.as_deref().into_iter().chain([INDEX]).collect();
        let mut stored = port.read(Area::Local, &keys).await?;
        let index = stored.remove(INDEX).and_then(Index::read);
        let open = index.unwrap_or_default().open;
        let own = open.iter().filter(|id| journal::is_of(id, who)).count();
        let entry = id.as_ref().and_then(|id| stored.remove(id));
        let entry = entry.and_then(Entry::read);
        let pending = id
            .zip(entry)
            .and_then(|(id, entry)| Pending::of(&id, &entry));
        Ok((pending, own))
    }

    /// How much of this month's limit is used.
    pub(super) async fn month(
        &self,
        port: &impl Ports,
        who: &Who,
        settings: &Settings,
    ) -> Answer<Meter> {
        let month = Month::of(port.now());
        let used = port.get(Area::Local, &count_key(who, &month)).await?;
        Ok(Meter {
            used: used.and_then(json::read).unwrap_or_default(),
            limit: settings.monthly_limit,
            next: month.ends() as i64,
        })
    }

    /// Makes room for another Lead of this profile; the one that was created
    /// stays in the history. No writer changes an entry of that state, so that
    /// nobody is waited for.
    pub(super) async fn archive(&self, port: &impl Ports, who: &Who, profile: &str) -> Answer<()> {
        let id = journal::id(who, profile);
        let entry = port.get(Area::Local, &id).await?.and_then(Entry::read);
        if let Some(entry) = entry
            && matches!(entry.state, State::Created(_))
        {
            let past = vec![(journal::past(&id, &entry), json::write(&entry))];
            port.set(Area::Local, past).await?;
            port.remove(Area::Local, &[id.as_str()]).await?;
        }
        Ok(())
    }
}

/// What is open, made anew from the entries where there is no index of the
/// present shape: then entries of older shapes are carried over too.
async fn make_index(port: &impl Ports) -> Answer<Index> {
    let mut index = Index {
        version: VERSION,
        open: Vec::new(),
    };
    let mut writes = Vec::new();
    let mut olds = Vec::new();
    for (key, value) in port.all(Area::Local).await? {
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
                writes.push(aside(&key, value, port.now()));
                olds.push(key);
            }
        }
    }
    writes.push((INDEX.to_owned(), json::write(&index)));
    // All of the new before any of the old goes.
    port.set(Area::Local, writes).await?;
    let olds: Vec<&str> = olds.iter().map(String::as_str).collect();
    port.remove(Area::Local, &olds).await?;
    Ok(index)
}

/// What could not be read, and when that was seen.
fn aside(key: &str, value: Value, now: f64) -> (String, Value) {
    let kept = serde_json::json!({ "at": now, "value": value });
    (journal::aside(key), kept)
}

impl<P: Ports> Writer<'_, P> {
    /// The keys of what is open, oldest first.
    pub(super) fn open(&self) -> &[String] {
        &self.index.open
    }

    /// An entry as it was stored. One that cannot be read is set aside: whether
    /// its Lead was sent is not known, so that [`Read::Lost`] is not the same as
    /// none.
    pub(super) async fn entry(&mut self, id: &str, stored: Option<Value>) -> Answer<Read> {
        let Some(value) = stored else {
            return Ok(Read::None);
        };
        if let Some(entry) = Entry::read(value.clone()) {
            return Ok(Read::Entry(Box::new(entry)));
        }
        self.index.note(id, false);
        let writes = vec![
            aside(id, value, self.port.now()),
            (INDEX.to_owned(), json::write(&self.index)),
        ];
        self.port.set(Area::Local, writes).await?;
        self.port.remove(Area::Local, &[id]).await?;
        Ok(Read::Lost)
    }

    /// One step of an entry's life: what is left to do once it is saved.
    pub(super) async fn step(
        &mut self,
        id: &str,
        entry: Entry,
        event: Event,
        turn: &Turn,
        also: Vec<(String, Value)>,
    ) -> (Entry, Vec<Action>, Answer<()>) {
        let (mut entry, actions) = step(entry, event, turn);
        let saved = self.save(id, &mut entry, also).await;
        (entry, actions, saved)
    }

    /// Writes an entry down together with the index and what goes with it: all
    /// of it or nothing.
    pub(super) async fn save(
        &mut self,
        id: &str,
        entry: &mut Entry,
        also: Vec<(String, Value)>,
    ) -> Answer<()> {
        entry.changed = self.port.now();
        self.index.note(id, entry.open());
        let mut writes = also;
        writes.push((id.to_owned(), json::write(entry)));
        writes.push((INDEX.to_owned(), json::write(&self.index)));
        Ok(self.port.set(Area::Local, writes).await?)
    }

    /// Takes a key out of the index under which nothing lies any more.
    pub(super) async fn strike_out(&mut self, id: &str) -> Answer<()> {
        self.index.note(id, false);
        let write = vec![(INDEX.to_owned(), json::write(&self.index))];
        Ok(self.port.set(Area::Local, write).await?)
    }

    /// Whether a Lead was created from another profile, or at another time.
    pub(super) async fn made_elsewhere(&self, id: &str) -> Answer<Vec<String>> {
        let all = self.port.all(Area::Local).await?;
        let others = all
            .into_iter()
            .filter(|(key, _)| journal::is_entry(key) && key != id);
        let made = others.filter_map(|(_, value)| match Entry::read(value)?.state {
            State::Created(created) => Some(created.id),
            _ => None,
        });
        Ok(made.collect())
    }

    /// Sets the badge and the alarm. Where nothing was open and nothing is, only
    /// the alarm.
    pub(super) async fn signal(&mut self) -> Answer<()> {
        if self.index.open.is_empty() && self.signalled.is_empty() {
            self.port.wake_at(None).await;
            return Ok(());
        }
        self.signalled.clone_from(&self.index.open);
        signal(self.port, &self.index).await
    }

    /// The same, whatever was set before.
    pub(super) async fn signal_anew(&mut self) -> Answer<()> {
        self.signalled.clone_from(&self.index.open);
        signal(self.port, &self.index).await
    }

    async fn drop_entries(&mut self, oldest: f64) -> Answer<()> {
        let now = self.port.now();
        let month = Month::of(now).key();
        let mut gone = Vec::new();
        let mut stamped = Vec::new();
        for (key, value) in self.port.all(Area::Local).await? {
            let old = if key.starts_with(COUNT) {
                // Text order is the order of months.
                key.rsplit(':').next() < Some(month.as_str())
            } else if journal::is_aside(&key) {
                // Older versions kept it without a moment: it counts from now on.
                let at = value["at"].as_f64();
                if at.is_none() && now >= oldest {
                    let kept = serde_json::json!({ "at": now, "value": value });
                    stamped.push((key.clone(), kept));
                }
                at.unwrap_or(now) < oldest
            } else if update::is_update(&key) {
                // One whose answer was lost is told by its record yet.
                json::read::<Update>(value).is_none_or(|kept| {
                    kept.at < oldest && (oldest.is_finite() || kept.state != update::State::Sent)
                })
            } else {
                journal::is_entry(&key)
                    && Entry::read(value)
                        .is_some_and(|entry| !entry.open() && entry.changed < oldest)
            };
            if old {
                gone.push(key);
            }
        }
        if !stamped.is_empty() {
            self.port.set(Area::Local, stamped).await?;
        }
        let gone: Vec<&str> = gone.iter().map(String::as_str).collect();
        Ok(self.port.remove(Area::Local, &gone).await?)
    }
}

impl<P: Ports> Worker<P> {
    /// Takes out what is older than the settings keep: entries with an end, what
    /// could not be read, and the counts of months that are over.
    ///
    /// # Errors
    /// Storage that cannot be read or written.
    pub async fn prune(&self) -> Answer<()> {
        let keep = f64::from(self.policy().await?.settings.keep_history) * DAY_MS;
        let (mut writer, _) = self.journal.write(&self.port, &[]).await?;
        writer.drop_entries(self.port.now() - keep).await
    }
}

/// Every entry that has an end, and what could not be read.
impl<P: Ports> Handle<P> for EraseHistory {
    async fn handle(self, cx: &Context<'_, P>) -> Answer<()> {
        let (mut writer, _) = cx.worker.journal.write(cx.port(), &[]).await?;
        writer.drop_entries(f64::INFINITY).await
    }
}

/// This user's Leads, and whatever is open of others. While a create is under
/// way the journal is shown and not changed: nobody waits for it.
impl<P: Ports> Handle<P> for Recent {
    async fn handle(self, cx: &Context<'_, P>) -> Answer<Shown> {
        let port = cx.port();
        let mut writer = match cx.worker.journal.lock.try_lock() {
            Some(lock) => Some(Journal::writer(port, lock, &[]).await?.0),
            None => None,
        };
        let mut seen = false;
        let mut shown = Shown::default();
        for (id, value) in port.all(Area::Local).await? {
            if journal::is_aside(&id) {
                shown.aside += 1;
            }
            let own = cx.user.as_ref().is_some_and(|who| {
                journal::is_of(&id, who) || id.starts_with(&update::of_user(who))
            });
            if own && update::is_update(&id) {
                shown.updates.extend(json::read::<Update>(value));
                continue;
            }
            if !journal::is_entry(&id) {
                continue;
            }
            let Some(mut entry) = Entry::read(value.clone()) else {
                if let Some(writer) = &mut writer {
                    writer.entry(&id, Some(value)).await?;
                }
                shown.aside += 1;
                continue;
            };
            if entry.unseen
                && own
                && let Some(writer) = &mut writer
            {
                entry.unseen = false;
                seen = true;
                writer.save(&id, &mut entry, Vec::new()).await?;
            }
            if own || entry.open() {
                shown.entries.push((id, json::write(&entry)));
            }
        }
        if let Some(writer) = &mut writer
            && seen
        {
            writer.signal().await?;
        }
        Ok(shown)
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
