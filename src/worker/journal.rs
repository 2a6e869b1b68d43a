//! The journal in local storage. Only [`Writer`] changes it.
//!
//! Each entry is held by one at a time: a double click waits, and then finds the
//! Lead. Several entries may be under way at once. Whoever is at work shares what
//! is known of the index and of the month, and it is read anew once nobody is.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::{Rc, Weak};
use std::sync::{Arc, Weak as WeakArc};

use futures_util::lock::{Mutex, OwnedMutexGuard};
use serde_json::{Map, Value};

use super::badge::signal;
use crate::journal::step::{Action, Event, StepContext, step};
use crate::journal::{self, Entry, INDEX, Index, Pending, State, VERSION};
use crate::json;
use crate::port::{Area, Ports};
use crate::problem::Answer;
use crate::salesforce::identity::User;

pub(super) mod history;
pub(super) mod month;
mod namesakes;

/// The journal, and who is at work on it.
#[derive(Default)]
pub(super) struct Journal {
    /// Whoever comes first reads the index, and the others wait for that.
    opening: Mutex<()>,
    open: RefCell<Weak<Open>>,
    /// The entries that somebody holds.
    held: RefCell<BTreeMap<String, WeakArc<Mutex<()>>>>,
    by_name: Mutex<()>,
}

/// An entry that nobody else is at work on.
pub(super) type Hold = OwnedMutexGuard<()>;

/// What those share who are at work on the journal.
struct Open {
    index: RefCell<Index>,
    /// The index as it was when the badge was set last.
    signalled: RefCell<Vec<String>>,
    /// Leads of a month, by their key in storage.
    counts: RefCell<BTreeMap<String, u32>>,
    /// Leads on their way that will count for the month.
    places: Cell<u32>,
    /// One write at a time, so that the last one has the newest index.
    writing: Mutex<()>,
}

/// A Lead that is on its way, and will count for the month.
struct Place(Rc<Open>);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.places.set(self.0.places.get() - 1);
    }
}

/// Changes the journal.
pub(super) struct Writer<'a, P> {
    port: &'a P,
    open: Rc<Open>,
    place: Option<Place>,
}

impl Journal {
    /// Waits until nobody else is at work on this entry.
    pub(super) async fn hold(&self, id: &str) -> Hold {
        self.lock_of(id).lock_owned().await
    }

    /// The same without waiting; `None`: somebody is.
    pub(super) fn try_hold(&self, id: &str) -> Option<Hold> {
        self.lock_of(id).try_lock_owned()
    }

    fn lock_of(&self, id: &str) -> Arc<Mutex<()>> {
        let mut held = self.held.borrow_mut();
        held.retain(|_, lock| lock.strong_count() > 0);
        if let Some(lock) = held.get(id).and_then(WeakArc::upgrade) {
            return lock;
        }
        let lock = Arc::new(Mutex::new(()));
        held.insert(id.to_owned(), Arc::downgrade(&lock));
        lock
    }

    /// Whether somebody is at work on an entry.
    fn is_held(&self, id: &str) -> bool {
        let held = self.held.borrow();
        let lock = held.get(id).and_then(WeakArc::upgrade);
        lock.is_some_and(|lock| lock.try_lock().is_none())
    }

    /// Opens the journal, and reads with the index what lies under these keys.
    pub(super) async fn write<'a, P: Ports>(
        &self,
        port: &'a P,
        keys: &[&str],
    ) -> Answer<(Writer<'a, P>, Map<String, Value>)> {
        let _first = self.opening.lock().await;
        let known = self.open.borrow().upgrade();
        if let Some(open) = known {
            let stored = match keys {
                [] => Map::new(),
                keys => port.read(Area::Local, keys).await?,
            };
            return Ok((Writer::of(port, open), stored));
        }
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
        let open = Rc::new(Open {
            signalled: RefCell::new(index.open.clone()),
            index: RefCell::new(index),
            counts: RefCell::default(),
            places: Cell::new(0),
            writing: Mutex::new(()),
        });
        *self.open.borrow_mut() = Rc::downgrade(&open);
        Ok((Writer::of(port, open), stored))
    }

    /// A profile's Lead that is open, and how many of this user's are.
    pub(super) async fn pending(
        &self,
        port: &impl Ports,
        who: &User,
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

    /// Makes way for another Lead of this profile; the one that was created
    /// stays in the history. No writer changes an entry of that state, so that
    /// nobody is waited for.
    pub(super) async fn archive(&self, port: &impl Ports, who: &User, profile: &str) -> Answer<()> {
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
                writes.push(quarantined(&key, value, port.now()));
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
fn quarantined(key: &str, value: Value, now: f64) -> (String, Value) {
    let kept = serde_json::json!({ "at": now, "value": value });
    (journal::quarantine_key(key), kept)
}

impl<'a, P: Ports> Writer<'a, P> {
    fn of(port: &'a P, open: Rc<Open>) -> Self {
        Writer {
            port,
            open,
            place: None,
        }
    }

    /// The keys of what is open, oldest first.
    pub(super) fn open(&self) -> Vec<String> {
        self.open.index.borrow().open.clone()
    }

    /// How many are open.
    pub(super) fn count_open(&self) -> usize {
        self.open.index.borrow().open.len()
    }

    /// An entry as it was stored. One that cannot be read is kept apart: whether
    /// its Lead was sent is not known, so that [`Read::Lost`] is not the same as
    /// none.
    pub(super) async fn entry(&self, id: &str, stored: Option<Value>) -> Answer<Read> {
        let Some(value) = stored else {
            return Ok(Read::None);
        };
        if let Some(entry) = Entry::read(value.clone()) {
            return Ok(Read::Entry(Box::new(entry)));
        }
        let kept = vec![quarantined(id, value, self.port.now())];
        self.write(&[(id, false)], kept, None).await?;
        self.port.remove(Area::Local, &[id]).await?;
        Ok(Read::Lost)
    }

    /// Takes a place in the month for a Lead that is about to be sent. An error
    /// has how many there are.
    ///
    /// `stored` is what the caller has read under the month's key.
    pub(super) fn take_place(&mut self, month: &str, stored: u32, limit: u32) -> Result<(), u32> {
        let mut counts = self.open.counts.borrow_mut();
        let used = *counts.entry(month.to_owned()).or_insert(stored);
        let places = &self.open.places;
        if self.place.is_none() {
            if used + places.get() >= limit {
                return Err(used);
            }
            places.set(places.get() + 1);
            self.place = Some(Place(Rc::clone(&self.open)));
        }
        Ok(())
    }

    /// One step of an entry's life: what is left to do once it is saved.
    pub(super) async fn step(
        &mut self,
        id: &str,
        entry: Entry,
        event: Event,
        turn: &StepContext,
        also: Also,
    ) -> (Entry, Vec<Action>, Answer<()>) {
        let (mut entry, actions) = step(entry, event, turn);
        let saved = self.save(id, &mut entry, also).await;
        (entry, actions, saved)
    }

    /// Writes an entry down together with the index and what goes with it: all
    /// of it or nothing.
    pub(super) async fn save(&mut self, id: &str, entry: &mut Entry, also: Also) -> Answer<()> {
        entry.changed = self.port.now();
        let mut writes = also.writes;
        writes.push((id.to_owned(), json::write(entry)));
        let month = also
            .month
            .as_ref()
            .map(|(key, stored)| (key.as_str(), *stored));
        self.write(&[(id, entry.open())], writes, month).await?;
        if also.month.is_some() {
            // It counts now, and no place is needed for it.
            self.place = None;
        }
        Ok(())
    }

    /// Writes several entries down, and what goes with them: all of it or
    /// nothing.
    pub(super) async fn save_all(
        &self,
        mut entries: Vec<(String, Entry)>,
        also: Vec<(String, Value)>,
    ) -> Answer<()> {
        let mut writes = also;
        for (id, entry) in &mut entries {
            entry.changed = self.port.now();
            writes.push((id.clone(), json::write(entry)));
        }
        let notes: Vec<(&str, bool)> = entries
            .iter()
            .map(|(id, entry)| (id.as_str(), entry.open()))
            .collect();
        self.write(&notes, writes, None).await
    }

    /// Takes entries out that were never sent.
    pub(super) async fn drop_unsent(&self, ids: &[&str]) -> Answer<()> {
        // An index that names what is no more is put right by whoever finds it.
        self.port.remove(Area::Local, ids).await?;
        let notes: Vec<(&str, bool)> = ids.iter().map(|id| (*id, false)).collect();
        self.write(&notes, Vec::new(), None).await
    }

    /// Takes a key out of the index under which nothing lies any more.
    pub(super) async fn strike_out(&self, id: &str) -> Answer<()> {
        self.write(&[(id, false)], Vec::new(), None).await
    }

    /// Writes with the index, where these are open or not from now on and it says
    /// otherwise, and with one more Lead of a month: all of it or nothing.
    async fn write(
        &self,
        notes: &[(&str, bool)],
        mut writes: Vec<(String, Value)>,
        month: Option<(&str, u32)>,
    ) -> Answer<()> {
        let _one = self.open.writing.lock().await;
        let mut index = self.open.index.borrow().clone();
        let mut changes = false;
        for (id, open) in notes {
            changes |= index.note(id, *open);
        }
        if changes {
            writes.push((INDEX.to_owned(), json::write(&index)));
        }
        let count = month.map(|(key, stored)| {
            let counts = self.open.counts.borrow();
            let known = counts.get(key).copied().unwrap_or(stored);
            (key, known + 1)
        });
        if let Some((key, count)) = count {
            writes.push((key.to_owned(), json::write(&count)));
        }
        if writes.is_empty() {
            return Ok(());
        }
        self.port.set(Area::Local, writes).await?;
        *self.open.index.borrow_mut() = index;
        if let Some((key, count)) = count {
            self.open.counts.borrow_mut().insert(key.to_owned(), count);
        }
        Ok(())
    }

    /// Sets the badge and the alarm. Where nothing was open and nothing is, only
    /// the alarm.
    pub(super) async fn signal(&self) -> Answer<()> {
        let nothing = self.count_open() == 0 && self.open.signalled.borrow().is_empty();
        if nothing {
            self.port.wake_at(None).await;
            return Ok(());
        }
        self.signal_anew().await
    }

    /// The same, whatever was set before.
    pub(super) async fn signal_anew(&self) -> Answer<()> {
        let index = self.open.index.borrow().clone();
        self.open.signalled.borrow_mut().clone_from(&index.open);
        signal(self.port, &index).await
    }
}

/// What is written down together with an entry.
#[derive(Default)]
pub(super) struct Also {
    /// Other keys and their values.
    pub(super) writes: Vec<(String, Value)>,
    /// The month that has one Lead more: its key, and what was read under it.
    pub(super) month: Option<(String, u32)>,
}

/// What lies under an entry's key.
pub(super) enum Read {
    /// Nothing.
    None,
    /// An entry.
    Entry(Box<Entry>),
    /// Something that could not be read; it is kept apart.
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
