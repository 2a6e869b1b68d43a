//! Records that are brought up to date while colleagues change them.

use std::cell::RefCell;
use std::time::Duration;

use add_to_crm::message::{ReadRecord, UpdateRecord};
use add_to_crm::problem::{Problem, Saved};
use add_to_crm::salesforce::object::Object;
use add_to_crm::update::{Line, Record, Update};
use serde_json::json as value;

use crate::chance::stopped_at;
use crate::day::Day;
use crate::judge::{Of, What, Wrong};

/// When a colleague changes the record.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Colleague {
    Away,
    /// After it was read.
    Before,
    /// After so many seconds, while the update may be under way.
    Meanwhile(u64),
}

impl Day {
    /// A record is read, perhaps changed by a colleague, and brought up to date.
    pub async fn bring_up_to_date(mut self, waits: Option<u64>) -> Day {
        let id = self.chance.among(&[0, 1]);
        let id = self.kept[id].clone();
        let read: Result<Record, Problem> = self.world.ask(ReadRecord { id: id.clone() }).await;
        let Ok(record) = read else {
            self.note("update: the record was not read");
            return self;
        };
        let before = self.held(&id);
        self.writes += 1;
        let theirs = format!("theirs {}", self.writes);
        let colleague = match self.chance.of(10) {
            0..=3 => Colleague::Before,
            4..=5 => Colleague::Meanwhile(2 + self.chance.of(100)),
            _ => Colleague::Away,
        };
        if colleague == Colleague::Before {
            // Salesforce's times have whole seconds.
            tokio::time::sleep(Duration::from_secs(2)).await;
            self.change(&id, &theirs);
        }
        let new = format!("ours {}", self.writes);
        let update = UpdateRecord {
            key: "page:kept".to_owned(),
            record: id.clone(),
            name: record.name.clone(),
            company: record.company().to_owned(),
            since: record.changed.clone(),
            lines: vec![Line {
                row: "Title".to_owned(),
                field: "Title".to_owned(),
                label: "Title".to_owned(),
                old: before.clone(),
                new: new.clone(),
                value: new.clone(),
            }],
        };
        self.note(("update", &new, colleague, waits));
        // What the colleague has found there.
        let found = RefCell::new(None);
        let meanwhile = async {
            if let Colleague::Meanwhile(seconds) = colleague {
                tokio::time::sleep(Duration::from_secs(seconds)).await;
                found.replace(Some(self.held(&id)));
                self.change(&id, &theirs);
            }
        };
        let both = async { tokio::join!(self.world.ask::<Update>(update), meanwhile).0 };
        let sent = stopped_at(both, waits).await;
        let found = found.take();
        self.note((&sent, &found));
        // What was cut off may be under way.
        self.idle().await;
        let now = self.held(&id);
        let stands = colleague == Colleague::Before || found.is_some();
        // Theirs came after it, and may have found it there.
        let came_first = |value: &str| match &found {
            Some(found) => found == value,
            None => now == value,
        };
        let what = match &sent {
            _ if stands && now != theirs => Some(What::Overwritten),
            Some(Ok(_)) if !came_first(&new) => Some(What::Lost),
            Some(Err(problem)) if problem.saved == Saved::Nothing && now == new => {
                Some(What::Amiss)
            }
            _ => None,
        };
        if let Some(what) = what {
            let text = format!("{sent:?}, before {before}, there is {now}");
            self.wrong.get_or_insert(Wrong {
                what,
                of: Of::Record,
                text,
            });
        }
        self.updated += usize::from(matches!(sent, Some(Ok(_))));
        match sent {
            Some(_) => self,
            None => self.restart(false),
        }
    }

    fn held(&self, id: &str) -> String {
        let org = self.world.org.org.world();
        let object = Object::of(id).unwrap().name();
        let record = org.find(0, object, id);
        let title = record.and_then(|record| record.get("Title")?.as_str());
        title.unwrap_or_default().to_owned()
    }

    /// A colleague changes the record.
    fn change(&self, id: &str, title: &str) {
        let mut org = self.world.org.org.world();
        let object = Object::of(id).unwrap().name();
        let mut record = org.find(0, object, id).cloned().unwrap();
        record.insert("Title".to_owned(), value!(title));
        let now = org.now();
        record.insert("LastModifiedDate".to_owned(), value!(now));
        org.put(0, object, record);
    }
}
