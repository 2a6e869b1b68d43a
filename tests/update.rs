//! An update reads what an older version has left: `profiles/<version>.json` is
//! the local storage of a browser that ran that version, as it wrote it.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail here")]

mod native;

use add_to_crm::journal::{Entry, Outcome, State, id};
use add_to_crm::message::{Journal, Open, Opened, Recent, Resume};
use add_to_crm::policy::Policy;
use add_to_crm::port::Area;
use add_to_crm::problem::Kind;
use native::{RILEY, World};
use practice_org::state::CLIENT_ID;
use serde_json::{Map, Value, from_str};

const DONE: &str = "sales-navigator:ACwAADone";
const OPEN: &str = "sales-navigator:ACwAAOpen";

/// A browser that was updated from 0.1.0, and its rep signed in again.
async fn updated() -> World {
    let world = World::start(RILEY).await;
    let kept: Map<String, Value> = from_str(include_str!("profiles/0.1.0.json")).unwrap();
    for (key, value) in kept {
        world.worker.port().memory.put(Area::Local, &key, value);
    }
    world.sign_in().await.unwrap();
    world
}

#[tokio::test]
async fn the_settings_of_an_older_version_are_in_force() {
    let world = updated().await;
    let policy = Policy::load(world.worker.port()).await.unwrap();
    assert_eq!(policy.ignored, []);
    assert!(policy.settings.lead_creation);
    assert_eq!(policy.settings.salesforce.client_id, CLIENT_ID);
    assert_eq!(
        policy.settings.salesforce.organization_id,
        "00DPx0000000001MAA"
    );
}

#[tokio::test]
async fn its_journal_is_shown_and_its_matches_are_known() {
    let world = updated().await;
    let recent: Journal = world.ask(Recent {}).await.unwrap();
    assert_eq!(recent.quarantined, 0);
    let read = recent.entries.into_iter();
    let mut entries: Vec<Entry> = read.map(|(_, one)| Entry::read(one).unwrap()).collect();
    entries.sort_by(|one, other| one.profile.cmp(&other.profile));
    let [done, open] = &entries[..] else {
        panic!("{entries:?}")
    };
    assert!(matches!(&done.state, State::Created(lead) if lead.name == "Ada Byron"));
    assert_eq!(open.why().unwrap().kind, Kind::AnswerLost);
    assert_eq!(open.fields["LastName"], "Bergvik");
    let opened: Opened = world
        .ask(Open {
            key: Some(DONE.to_owned()),
            address: None,
        })
        .await
        .unwrap();
    assert_eq!(opened.matched.unwrap().id, "00QPx000000001dMAA");
}

#[tokio::test]
async fn what_was_pending_is_finished_once() {
    let world = updated().await;
    let opened: Opened = world
        .ask(Open {
            key: Some(OPEN.to_owned()),
            address: None,
        })
        .await
        .unwrap();
    assert!(opened.pending.is_some());
    let id = id(&opened.who.unwrap(), OPEN);
    let resume = || Resume {
        id: id.clone(),
        allow_duplicates: false,
    };
    // What 0.1.0 had sent is looked for first; then the rep decides.
    let looked: Outcome = world.ask(resume()).await.unwrap();
    assert!(
        matches!(&looked, Outcome::Pending(lead) if lead.waiting.why.kind == Kind::NotThere),
        "{looked:?}"
    );
    let outcome: Outcome = world.ask(resume()).await.unwrap();
    assert!(matches!(outcome, Outcome::Created(_)), "{outcome:?}");
    let names: Vec<Value> = world
        .leads()
        .into_iter()
        .map(|lead| lead["LastName"].clone())
        .collect();
    assert_eq!(names, ["Bergvik"]);
}
