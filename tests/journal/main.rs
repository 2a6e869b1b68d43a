//! The journal, natively, against the practice org over TLS: nothing lost,
//! nothing twice.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail here")]

#[path = "../native/mod.rs"]
mod native;

mod history;
mod lost;
mod repeated;
mod waiting;

use add_to_crm::journal::{Entry, id};
use add_to_crm::problem::Kind;
use add_to_crm::salesforce::identity::User;
use native::{RILEY, World};
use serde_json::{Value, json as value};

/// A create's answer is believed lost for good after this many seconds.
const SETTLED_MS: i64 = 781;

fn ada() -> Value {
    value!({ "FirstName": "Ada", "LastName": "Byron", "Company": "Engines", "Title": "Chief" })
}

async fn signed_in() -> (World, User) {
    let world = World::start(RILEY).await;
    let who = world.sign_in().await.unwrap();
    (world, who)
}

impl World {
    /// How many Leads the badge counts, and why.
    fn badge(&self) -> (usize, Option<Kind>) {
        *self.worker.port().memory.badge.borrow()
    }

    fn entry(&self, who: &User) -> Entry {
        let kept = self.stored(&id(who, "page:1"));
        Entry::read(kept.unwrap()).unwrap()
    }
}
