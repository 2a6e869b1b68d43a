//! A browser that sends again of itself, and doors that are closed the second time.

use add_to_crm::contact::WithContact;
use add_to_crm::journal::{Outcome, State};
use add_to_crm::problem::Kind;
use add_to_crm::salesforce::object::Object;
use add_to_crm::worker::Trigger;
use practice_org::state::{Fault, FaultKind, Shape};
use serde_json::{Value, json as value};
use std::time::Duration;

use crate::native::{RILEY, World};
use crate::{ada, signed_in};

/// Chrome sends a POST again of itself where a connection breaks that it had
/// kept, here while the first one is still being carried out.
#[tokio::test(start_paused = true)]
async fn a_network_that_repeats_what_is_being_carried_out_makes_one_lead() {
    let world = World::direct(RILEY).await;
    let who = world.sign_in().await.unwrap();
    world.worker.port().keeps_alive.set(true);
    // It has carried a request before.
    world
        .create(
            "page:0",
            value!({ "LastName": "First", "Company": "Looms" }),
        )
        .await
        .unwrap();
    for (fault, milliseconds) in [
        (FaultKind::LateCommit, 300_000),
        (FaultKind::CutMeanwhile, 0),
    ] {
        world.org.org.world().faults.push(Fault {
            fault,
            path: "/ui-api/records".to_owned(),
            method: None,
            times: Some(1),
            milliseconds,
        });
    }
    let kept = world.keep("page:1", ada()).await;
    assert_eq!(kept.waiting.why.kind, Kind::AnswerLost);
    assert_eq!(
        world.leads().len(),
        1,
        "the second one is being carried out"
    );
    let path = "POST /services/data/v68.0/ui-api/records";
    let sent = world.calls().split_off(1);
    assert_eq!(sent[..2], [format!("{path} 0"), format!("{path} 409")]);
    tokio::time::sleep(Duration::from_secs(600)).await;
    world.worker.retry_due(Trigger::Time).await.unwrap();
    assert!(matches!(world.entry(&who).state, State::Created(_)));
    assert_eq!(world.leads().len(), 2);
}

/// A browser that sends a request again of itself meets a closed door the second
/// time: what the first one made is this entry's own record, and nobody who looks
/// like the person.
#[tokio::test(start_paused = true)]
async fn what_the_network_has_made_behind_a_closed_door_is_the_reps_own() {
    for (keys, flow) in [(true, false), (false, false), (true, true), (false, true)] {
        let world = World::direct(RILEY).await;
        world.org.org.world().shape = Shape {
            no_idempotency: !keys,
            flow_company: flow,
            ..Shape::default()
        };
        let who = world.sign_in().await.unwrap();
        world.worker.port().keeps_alive.set(true);
        let first = value!({ "LastName": "First", "Company": "Looms" });
        world.create("page:0", first).await.unwrap();
        let before = world.leads().len();
        let path = if keys {
            "/ui-api/records"
        } else {
            "/composite"
        };
        world.fault_times(FaultKind::CutReused, path, 1);
        world.fault_times(FaultKind::Expired, path, 1);
        world.fault_times(FaultKind::TokenBusy, "", 2);
        let mut lead = ada();
        lead["Company"] = value!("Engines, Inc.");
        let kept = world.keep("page:1", lead).await;
        assert_eq!(kept.waiting.why.kind, Kind::SessionBusy, "{keys} {flow}");
        assert_eq!(world.leads().len(), before + 1, "it is there");
        world.mend();
        tokio::time::sleep(Duration::from_secs(600)).await;
        world.due();
        world.worker.retry_due(Trigger::Time).await.unwrap();
        let State::Created(created) = world.entry(&who).state else {
            panic!("{keys} {flow} {:?}", world.entry(&who).state)
        };
        assert!(created.found_again, "{keys} {flow}");
        assert_eq!(world.leads().len(), before + 1, "{keys} {flow}");
    }
}

/// The Lead is turned away at the door, and left nothing behind there.
async fn keep_turned_away(world: &World, keys: bool) {
    world.org.org.world().shape.no_idempotency = !keys;
    let path = match keys {
        true => "/ui-api/records",
        false => "/composite",
    };
    world.fault_times(FaultKind::Expired, path, 1);
    world.fault_times(FaultKind::TokenBusy, "", 2);
    let kept = world.keep("page:1", ada()).await;
    assert_eq!(kept.waiting.why.kind, Kind::SessionBusy, "{keys}");
    world.mend();
}

/// The same door, and nothing came of it; but a colleague has made the person.
#[tokio::test]
async fn what_a_colleague_has_made_is_never_taken_for_the_reps_own() {
    for keys in [true, false] {
        let (world, who) = signed_in().await;
        keep_turned_away(&world, keys).await;
        let Value::Object(theirs) = ada() else {
            panic!()
        };
        let theirs = world.org.org.world().insert(1, "Lead", theirs, 1);
        world.due();
        world.worker.retry_due(Trigger::Time).await.unwrap();
        let entry = world.entry(&who);
        let State::Refused(why) = &entry.state else {
            panic!("{keys} {:?}", entry.state)
        };
        assert_eq!(why.kind, Kind::DuplicatesFound, "{keys}");
        assert_eq!(why.more().unwrap().records, [theirs], "{keys}");
        assert!(entry.open(), "the rep has not seen it");
        assert_eq!(world.leads().len(), 1, "{keys}");
    }
}

/// The rep asked for a Lead, which was turned away, and wants a Contact now.
#[tokio::test]
async fn what_was_turned_away_is_not_sent_in_another_ones_place() {
    for keys in [true, false] {
        let (world, who) = signed_in().await;
        world.set("contactCreation", value!(true));
        keep_turned_away(&world, keys).await;
        let mut contact = ada();
        contact.as_object_mut().unwrap().remove("Company");
        contact["AccountId"] = value!(practice_org::ids::id("001", 1));
        let with = WithContact::default();
        let outcome = world.order_contact("page:1", contact, with).await.unwrap();
        let Outcome::Created(created) = outcome else {
            panic!("{outcome:?}")
        };
        assert_eq!(created.object, Object::Contact, "{keys}");
        assert_eq!(world.leads().len(), 0, "{keys}");
        assert!(matches!(world.entry(&who).state, State::Created(_)));
    }
}
