//! Entries that would be taken for each other: without a key a record is known by
//! its names alone.

use futures_util::lock::MutexGuard;

use super::{Journal, Writer};
use crate::journal::{self, Attempt, Entry, State};
use crate::port::{Area, Ports};
use crate::problem::Answer;

impl Journal {
    /// Waits for whoever sends or looks for a Lead by name and company alone: of
    /// two such Leads with the same name, each could be taken for the other.
    pub(in crate::worker) async fn by_name(&self) -> MutexGuard<'_, ()> {
        self.by_name.lock().await
    }
}

impl<P: Ports> Writer<'_, P> {
    /// The records of other profiles, and of this one at other times.
    pub(in crate::worker) async fn made_elsewhere(&self, id: &str) -> Answer<Vec<String>> {
        let others = self.others(id).await?.into_iter();
        let made = others.filter_map(|(_, entry)| match entry.state {
            State::Created(created) => Some(created.id),
            _ => None,
        });
        Ok(made.collect())
    }

    /// Whether another entry that would be taken for this attempt is on its way: at
    /// this time, or, `open`, with an end that is not known yet.
    pub(in crate::worker) async fn has_double(
        &self,
        journal: &Journal,
        id: &str,
        sent: &Attempt,
        open: bool,
    ) -> Answer<bool> {
        let others = self.others(id).await?.into_iter();
        let mut on_their_way =
            others.filter(|(key, other)| journal.is_held(key) || open && other.open());
        let same = |other: Option<Attempt>| other.is_some_and(|other| other.is_known_as(sent));
        Ok(on_their_way.any(|(_, other)| same(other.sent)))
    }

    async fn others(&self, id: &str) -> Answer<Vec<(String, Entry)>> {
        let all = self.port.all(Area::Local).await?;
        let others = all
            .into_iter()
            .filter(|(key, _)| journal::is_entry(key) && key != id);
        Ok(others
            .filter_map(|(key, value)| Some((key, Entry::read(value)?)))
            .collect())
    }
}
