//! What the days came to: a run in which nothing happens proves nothing.

use std::fmt;

use add_to_crm::journal::State;
use add_to_crm::journal::step::SendMethod;
use serde_json::{Map, Value};

use crate::day::Day;
use crate::judge::{What, Wrong};

/// Counts over many days.
#[derive(Debug, Default)]
pub struct Sum {
    wrong: Vec<What>,
    leads: usize,
    rows: usize,
    contacts: usize,
    roles: usize,
    roles_added_later: usize,
    updates: usize,
    found_again: usize,
    refused: usize,
    given_up: usize,
    decided: usize,
    deleted: usize,
    stopped_workers: usize,
    stopped_lists: usize,
    sent_by_the_network: usize,
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = |what: What| self.wrong.iter().filter(|own| **own == what).count();
        write!(
            f,
            "{} lost, {} twice, {} overwritten, {} told amiss; {} Leads and {} Contacts one by one, {} records of lists, {} roles ({} added later), {} updates; {} found again, {} refused, {} given up, {} decided by the rep, {} deleted; {} workers and {} lists stopped, {} requests sent again by the network",
            all(What::Lost),
            all(What::Twice),
            all(What::Overwritten),
            all(What::Amiss),
            self.leads,
            self.contacts,
            self.rows,
            self.roles,
            self.roles_added_later,
            self.updates,
            self.found_again,
            self.refused,
            self.given_up,
            self.decided,
            self.deleted,
            self.stopped_workers,
            self.stopped_lists,
            self.sent_by_the_network,
        )
    }
}

impl Sum {
    pub fn add(&mut self, day: &Day, wrong: Option<&Wrong>) {
        self.wrong.extend(wrong.map(|wrong| wrong.what));
        self.stopped_workers += day.diary.matches("restarts").count();
        self.stopped_lists += day.halted;
        self.decided += day.decided.len();
        self.roles_added_later += day.added;
        self.updates += day.updated;
        let org = day.world.org.org.world();
        self.deleted += org.deleted.values().map(Vec::len).sum::<usize>();
        let made = |object: &str, of: &str| {
            let all = org.all(0, object).into_iter();
            let title = |one: &Map<String, Value>| {
                let title = one.get("Title").and_then(Value::as_str);
                title.is_some_and(|title| title.starts_with(of))
            };
            all.filter(|one| title(one)).count()
        };
        self.leads += made("Lead", "page:");
        self.rows += made("Lead", "list:") + made("Contact", "list:");
        self.contacts += made("Contact", "page:");
        self.roles += org.all(0, "OpportunityContactRole").len();
        let cut = org.log.iter().filter(|one| one.status == 0 && one.reused);
        self.sent_by_the_network += cut.count();
        drop(org);
        for (_, entry) in day.entries() {
            match &entry.state {
                State::Created(created) => self.found_again += usize::from(created.found_again),
                State::Refused(_) => self.refused += 1,
                State::GivenUp => self.given_up += 1,
                State::Waiting(_) | State::Sent(_) => {}
            }
        }
    }

    /// Of a few hundred days at the least.
    pub fn assert_that_everything_happened(&self, way: SendMethod) {
        for happened in [
            self.leads,
            self.rows,
            self.contacts,
            self.updates,
            self.given_up,
            self.deleted,
            self.stopped_workers,
            self.stopped_lists,
            self.sent_by_the_network,
        ] {
            assert!(happened > 0, "{self:?}");
        }
        let guarded = [self.found_again, self.roles, self.roles_added_later];
        let all = guarded.iter().all(|happened| *happened > 0);
        assert!(way == SendMethod::Key || all, "{self:?}");
    }
}
