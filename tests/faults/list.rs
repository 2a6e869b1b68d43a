//! Many records at once: lists in which people stand twice, of which some are worked
//! on one by one too, that are stopped in the middle and carried on with, while the
//! popup is open or closed.

use std::collections::BTreeSet;
use std::time::Duration;

use add_to_crm::contact::WithContact;
use add_to_crm::journal::batch::{RowStatus, Stage};
use add_to_crm::message::{CreateMany, Order, ReadBatch, ResumeBatch, StopBatch};
use add_to_crm::port::Clock as _;
use add_to_crm::problem::Answer;
use add_to_crm::salesforce::object::Object;
use serde_json::Value;

use crate::chance::stopped_at;
use crate::day::{Day, is_contact};

/// People of the lists.
pub const ROWS: u64 = 9;

impl Day {
    /// A list is asked for, or one that was asked for is carried on with.
    pub async fn create_many(mut self, waits: Option<u64>) -> Day {
        let again = self.chance.percent(20);
        let orders = match again {
            true => Vec::new(),
            false => self.rows(),
        };
        // "Stop", after so many seconds.
        let stop = self.chance.percent(35).then(|| self.chance.of(90));
        // A popup that is open looks how they stand.
        let looks = self.chance.percent(50);
        let keys: Vec<String> = orders.iter().map(|order| order.key.clone()).collect();
        self.note(("list", &keys, "again", again, "stop", stop, looks, waits));
        let world = &self.world;
        let send = async {
            let kept: Answer<()> = match again {
                true => world.ask(ResumeBatch {}).await,
                false => world.ask(CreateMany { orders }).await,
            };
            if kept.is_ok() {
                // Storage that fails is tried again at the next start.
                let _run = Box::pin(world.worker.run_batch(None)).await;
            }
            kept
        };
        let halt = async {
            let Some(seconds) = stop else {
                return;
            };
            tokio::time::sleep(Duration::from_secs(seconds)).await;
            // Signed out, nothing is stopped.
            let _stopped = world.ask::<()>(StopBatch {}).await;
        };
        let look = async {
            let mut shown: Answer<Vec<RowStatus>> = Ok(Vec::new());
            for _ in 0..if looks { 3 } else { 0 } {
                tokio::time::sleep(Duration::from_secs(10)).await;
                shown = world.ask(ReadBatch {}).await;
            }
            shown
        };
        let both = async { tokio::join!(send, halt, look) };
        let done = stopped_at(both, waits).await;
        self.note(&done);
        if let Some((Ok(()), ..)) = &done {
            for key in &keys {
                self.told.entry(key.clone()).or_default();
            }
        }
        if stop.is_some() {
            self.halted += 1;
            self.take_back();
        }
        match done {
            Some(_) => {
                self.look_at_the_list().await;
                self
            }
            // Of Leads that were not noted yet nobody was told.
            None => self.restart(false),
        }
    }

    /// What was never sent is the rep's again once the list is stopped.
    fn take_back(&mut self) {
        let kept: BTreeSet<String> = self
            .entries()
            .into_iter()
            .map(|(_, entry)| entry.profile)
            .collect();
        self.told
            .retain(|profile, told| told.is_some() || kept.contains(profile));
    }

    /// Rows of a page, in any order; some of people who stand there twice, and of
    /// people whose profile the rep has open besides.
    fn rows(&mut self) -> Vec<Order> {
        let many = 3 + self.chance.of(6);
        let mut orders: Vec<Order> = Vec::new();
        for _ in 0..many {
            let key = match self.chance.percent(15) {
                true => format!("page:{}", self.chance.of(2)),
                false => format!("list:{}", self.chance.of(ROWS)),
            };
            let Value::Object(fields) = self.lead(&key) else {
                unreachable!()
            };
            let fresh = self.chance.percent(50);
            let contact = is_contact(&key);
            orders.push(Order {
                object: match contact {
                    true => Object::Contact,
                    false => Object::Lead,
                },
                contact: WithContact {
                    account: if contact { "Tidewater Tools" } else { "" }.to_owned(),
                    role: None,
                },
                key,
                fields,
                acknowledged: Vec::new(),
                asked: match fresh {
                    true => self.world.worker.port().now(),
                    false => 0.0,
                },
            });
        }
        orders
    }

    /// What the rep is told of each row.
    async fn look_at_the_list(&mut self) {
        let Ok(shown) = self.world.ask::<Vec<RowStatus>>(ReadBatch {}).await else {
            return;
        };
        for told in shown {
            match told.stage {
                Stage::Created(created) => {
                    let known = self.told.entry(told.profile).or_default();
                    known.get_or_insert(created.id);
                }
                // The person is there, and nothing was sent.
                Stage::Known(record) => {
                    self.told.insert(told.profile, Some(record.id));
                }
                Stage::NotSent
                | Stage::Refused(_)
                | Stage::Queued
                | Stage::Sending
                | Stage::Waiting(_) => {}
            }
        }
    }
}
