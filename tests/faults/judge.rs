//! What of a day is wrong, once all was mended.

use std::collections::BTreeMap;
use std::fmt;

use add_to_crm::journal::{Entry, State, id};
use add_to_crm::json;
use add_to_crm::update::{self, Update};

use crate::day::{Day, PROFILES, is_contact};
use crate::list::ROWS;

/// In which way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum What {
    /// What the rep was told is there is not, or nobody knows of it.
    Lost,
    Twice,
    /// What a colleague has written is gone.
    Overwritten,
    /// It stands otherwise than the rep was told.
    Amiss,
}

/// What it is about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Of {
    Lead,
    /// A record of a list.
    Row,
    Contact,
    /// A Contact's part in an Opportunity.
    Role,
    /// A record that was brought up to date.
    Record,
}

/// Something that is wrong.
#[derive(Clone, Debug)]
pub struct Wrong {
    pub what: What,
    pub of: Of,
    pub text: String,
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {:?}: {}", self.of, self.what, self.text)
    }
}

impl Day {
    /// The first thing that is wrong, if anything is.
    pub fn verdict(&self) -> Result<(), Wrong> {
        if let Some(wrong) = &self.wrong {
            return Err(wrong.clone());
        }
        let entries: BTreeMap<String, Entry> = self.entries().into_iter().collect();
        let pages = (0..PROFILES).map(|number| format!("page:{number}"));
        let rows = (0..ROWS).map(|number| format!("list:{number}"));
        for profile in pages.chain(rows) {
            let entry = entries.get(&id(&self.who, &profile));
            self.of_profile(&profile, entry).map_err(|(what, text)| {
                let of = match profile.starts_with("list:") {
                    true => Of::Row,
                    false if is_contact(&profile) => Of::Contact,
                    false => Of::Lead,
                };
                let text = format!("{profile}: {text}");
                Wrong { what, of, text }
            })?;
            if let Some(entry) = entry {
                self.of_role(entry).map_err(|(what, text)| {
                    let of = Of::Role;
                    Wrong { what, of, text }
                })?;
            }
        }
        self.of_updates()
    }

    fn of_profile(&self, profile: &str, entry: Option<&Entry>) -> Result<(), (What, String)> {
        let (there, gone) = self.ids(profile);
        let made = match self.decided.contains(profile) {
            true => there.len(),
            false => there.len() + gone.len(),
        };
        if made > 1 {
            return Err((What::Twice, format!("it is there {made} times")));
        }
        if entry.is_none() && !there.is_empty() {
            return Err((What::Lost, "it is there and not in the journal".to_owned()));
        }
        let was_made = |id: &String| there.contains(id) || gone.contains(id);
        let Some(told) = self.told.get(profile) else {
            return Ok(());
        };
        if told.as_ref().is_some_and(|told| !was_made(told)) {
            return Err((What::Lost, format!("told {told:?}, there is {there:?}")));
        }
        let Some(entry) = entry else {
            return Err((What::Lost, "it is not in the journal".to_owned()));
        };
        let wrong = match &entry.state {
            State::Created(created) => !was_made(&created.id),
            // The rep gave it up after it was sent: it may be there.
            State::GivenUp => !there.is_empty() && !entry.may_be_there(),
            State::Refused(_) => !there.is_empty(),
            // All was mended: there is nothing left to wait for.
            State::Waiting(_) | State::Sent(_) => true,
        };
        match wrong {
            true => Err((
                What::Amiss,
                format!("{:?}, there is {there:?}", entry.state),
            )),
            false => Ok(()),
        }
    }

    /// What of a Contact's part in an Opportunity is not as the rep was told. All was
    /// mended, and whoever lacked one has asked for it again.
    fn of_role(&self, entry: &Entry) -> Result<(), (What, String)> {
        let State::Created(created) = &entry.state else {
            return Ok(());
        };
        let Some(role) = &created.role else {
            return Ok(());
        };
        let org = self.world.org.org.world();
        let roles = org.all(0, "OpportunityContactRole").into_iter();
        let there = roles
            .filter(|role| role["ContactId"] == created.id.as_str())
            .count();
        let what = match (there, &role.problem) {
            (1, None) => return Ok(()),
            (0, _) => What::Lost,
            (1, Some(_)) => What::Amiss,
            _ => What::Twice,
        };
        Err((what, format!("{role:?}, there are {there} parts")))
    }

    /// Each update has its end, and the month has as many as were done.
    fn of_updates(&self) -> Result<(), Wrong> {
        let wrong = |what, text| {
            let of = Of::Record;
            Err(Wrong { what, of, text })
        };
        let stored = self.world.worker.port().memory.stored.borrow();
        let mut done = 0;
        let mut counted = 0;
        for ((_, key), value) in stored.iter() {
            if key.starts_with("count:updates:") {
                counted += value.as_u64().unwrap();
            }
            if !update::is_update(key) {
                continue;
            }
            let kept: Update = json::read(value.clone()).unwrap();
            match kept.state {
                update::State::Done => done += 1,
                update::State::Refused(_) => {}
                update::State::Sent => return wrong(What::Amiss, format!("{kept:?}")),
            }
        }
        if (done as usize) < self.updated || done != counted {
            let text = format!("told {}, kept {done}, counted {counted}", self.updated);
            return wrong(What::Lost, text);
        }
        Ok(())
    }
}
