//! "Is this person already in the CRM?": queries through the practice org's own
//! parser (`asked`), the worker's answers over a real network (`found`), what
//! becomes of a match (`matched`), and orgs that do not answer everything
//! (`unanswered`).

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail here")]

#[path = "../native/mod.rs"]
mod native;

mod asked;
mod found;
mod matched;
mod unanswered;

use add_to_crm::matching::{MatchQuery, MatchReason, MatchResult, MatchResults};
use add_to_crm::message::FindMatches;
use native::World;
use serde_json::Value;

const KEY: &str = "sales-navigator:1";
const LINK: &str = "https://www.linkedin.com/sales/lead/1";

fn person(first: &str, last: &str, company: &str) -> MatchQuery {
    MatchQuery {
        key: "sales-navigator:1".into(),
        first_name: first.into(),
        last_name: last.into(),
        company: company.into(),
        ..MatchQuery::default()
    }
}

fn add(world: &World, object: &str, fields: Value) -> String {
    let Value::Object(fields) = fields else {
        panic!("{fields}")
    };
    world.org.org.world().insert(0, object, fields, 0)
}

async fn look(world: &World, wanted: MatchQuery) -> (MatchResults, MatchResult) {
    let people = vec![wanted];
    let looked: MatchResults = world.ask(FindMatches { people }).await.unwrap();
    let found = looked.people[0].clone();
    (looked, found)
}

async fn start(user: &'static str) -> World {
    let world = World::start(user).await;
    world.sign_in().await.unwrap();
    world
}

fn ids(found: &MatchResult) -> Vec<(&str, MatchReason)> {
    let ids = found.candidates.iter();
    ids.map(|one| (one.id.as_str(), one.why)).collect()
}
