//! What the journal has kept: shown to pages, and dropped when it is old or the
//! rep erases it.

use super::month::is_over;
use super::{Also, Journal, Writer};
use crate::journal::batch::is_batch;
use crate::journal::{self, Entry};
use crate::json;
use crate::message::{EraseHistory, Journal as Shown, Recent};
use crate::port::{Area, Ports};
use crate::problem::Answer;
use crate::update::{self, Update};
use crate::worker::{Context, Handle, Worker};

/// Milliseconds of a day.
const DAY_MS: f64 = 86_400_000.0;

impl<P: Ports> Worker<P> {
    /// Takes out what is older than the settings keep: entries with an end, what
    /// could not be read, and the counts of months that are over.
    ///
    /// # Errors
    /// Storage that cannot be read or written.
    pub async fn prune(&self) -> Answer<()> {
        let keep = f64::from(self.policy().await?.settings.keep_history) * DAY_MS;
        let (writer, _) = self.journal.write(&self.port, &[]).await?;
        let oldest = self.port.now() - keep;
        writer.drop_entries(&self.journal, oldest).await
    }
}

/// Every entry that has an end, and what could not be read.
impl<P: Ports> Handle<P> for EraseHistory {
    async fn handle(self, cx: &Context<'_, P>) -> Answer<()> {
        let journal = &cx.worker.journal;
        let (writer, _) = journal.write(cx.port(), &[]).await?;
        writer.drop_entries(journal, f64::INFINITY).await
    }
}

/// This user's Leads, and whatever is open of others. An entry that somebody is
/// at work on is shown and not changed: nobody waits for it.
impl<P: Ports> Handle<P> for Recent {
    async fn handle(self, cx: &Context<'_, P>) -> Answer<Shown> {
        let port = cx.port();
        let journal = &cx.worker.journal;
        let (mut writer, _) = journal.write(port, &[]).await?;
        let mut seen = false;
        let mut shown = Shown::default();
        for (id, value) in port.all(Area::Local).await? {
            if journal::is_quarantined(&id) {
                shown.quarantined += 1;
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
                if let Some(_hold) = journal.try_hold(&id) {
                    // Where storage is full it is quarantined another time.
                    let _quarantined = writer.entry(&id, Some(value)).await;
                }
                shown.quarantined += 1;
                continue;
            };
            if entry.unseen
                && own
                && let Some(_hold) = journal.try_hold(&id)
            {
                entry.unseen = false;
                // A full storage hides nothing from the rep.
                seen |= writer.save(&id, &mut entry, Also::default()).await.is_ok();
            }
            if own || entry.open() {
                shown.entries.push((id, json::write(&entry)));
            }
        }
        if seen {
            let _signalled = writer.signal().await;
        }
        Ok(shown)
    }
}

impl<P: Ports> Writer<'_, P> {
    async fn drop_entries(&self, journal: &Journal, oldest: f64) -> Answer<()> {
        let now = self.port.now();
        let mut gone = Vec::new();
        let mut holds = Vec::new();
        let mut stamped = Vec::new();
        for (key, value) in self.port.all(Area::Local).await? {
            let old = if let Some(over) = is_over(&key, now) {
                over
            } else if is_batch(&key) {
                value["at"].as_f64().unwrap_or_default() < oldest
            } else if journal::is_quarantined(&key) {
                // Older versions kept it without a time: it counts from now on.
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
            } else if journal::is_entry(&key) {
                // Whoever is at work on it may be about to send it.
                let hold = journal.try_hold(&key);
                let old = hold.is_some()
                    && Entry::read(value)
                        .is_some_and(|entry| !entry.open() && entry.changed < oldest);
                holds.extend(hold.filter(|_| old));
                old
            } else {
                false
            };
            if old {
                gone.push(key);
            }
        }
        let gone: Vec<&str> = gone.iter().map(String::as_str).collect();
        self.port.remove(Area::Local, &gone).await?;
        if !stamped.is_empty() {
            // After there is room for it.
            self.port.set(Area::Local, stamped).await?;
        }
        Ok(())
    }
}
