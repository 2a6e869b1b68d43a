//! What becomes of a sending without an answer, or with somebody else's.

use add_to_crm::journal::{INDEX, Outcome, State, id};
use add_to_crm::json;
use add_to_crm::message::Resume;
use add_to_crm::port::Area;
use add_to_crm::problem::Kind;
use add_to_crm::worker::Trigger;
use practice_org::state::{Fault, FaultKind, Shape};
use serde_json::{Value, json as value};
use std::time::Duration;

use crate::native::{RILEY, World};
use crate::{SETTLED_MS, ada, signed_in};

#[tokio::test]
async fn what_salesforce_has_answered_is_tried_again_at_once() {
    use FaultKind::{BrokenJson, Concurrent, Html, RowLocked, TooMany, Unavailable};
    // The fault, what it is called, whether it comes after the commit.
    for (fault, kind, landed) in [
        (Unavailable, Kind::AnswerLost, 0),
        (Html, Kind::AnswerLost, 0),
        (BrokenJson, Kind::AnswerLost, 1),
        (Concurrent, Kind::Busy, 0),
        (TooMany, Kind::AnswerLost, 0),
        (RowLocked, Kind::RowLocked, 0),
    ] {
        let (world, who) = signed_in().await;
        world.fault(fault, "/ui-api/records");
        let kept = world.keep("page:1", ada()).await;
        assert_eq!(kept.waiting.why.kind, kind, "{fault:?}");
        assert!(kept.waiting.next.is_some(), "{fault:?}");
        assert_eq!(world.leads().len(), landed, "{fault:?}");
        assert!(world.entry(&who).open(), "{fault:?}");
        world.mend();
        let created = world.create("page:1", ada()).await.unwrap();
        assert_eq!(world.leads().len(), 1, "{fault:?}");
        let again = world.create("page:1", ada()).await.unwrap();
        assert_eq!(again, created, "{fault:?}");
        assert!(!world.entry(&who).open(), "{fault:?}");
    }
}

/// What was committed and answered by nobody, or by somebody else; and what was
/// not.
const LOST: [(FaultKind, usize); 7] = [
    (FaultKind::CutBefore, 0),
    (FaultKind::CutAfter, 1),
    (FaultKind::UnavailableAfter, 1),
    (FaultKind::HtmlAfter, 1),
    (FaultKind::RedirectAfter, 1),
    (FaultKind::UnauthorizedAfter, 1),
    (FaultKind::BrokenJson, 1),
];

#[tokio::test]
async fn the_key_is_written_down_before_anything_is_sent() {
    let (world, who) = signed_in().await;
    world.fault(FaultKind::HoldBefore, "/ui-api/records");
    let before = async {
        let mut held = world.org.org.world().held.subscribe();
        held.wait_for(|held| held.count > 0).await.unwrap();
        let sent = world.entry(&who).sent.unwrap();
        world.mend();
        sent.key.unwrap()
    };
    let (created, key) = tokio::join!(world.create("page:1", ada()), before);
    created.unwrap();
    // A UUID of version 4 (RFC 9562).
    let parts: Vec<&str> = key.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    assert_eq!(lengths, [8, 4, 4, 4, 12], "{key}");
    assert!(parts[2].starts_with('4'), "{key}");
}

#[tokio::test]
async fn what_was_lost_is_sent_again_by_its_key() {
    for (fault, landed) in LOST {
        let (world, _) = signed_in().await;
        world.fault(fault, "/ui-api/records");
        let kept = world.keep("page:1", ada()).await;
        assert_eq!(kept.waiting.why.kind, Kind::AnswerLost, "{fault:?}");
        assert_eq!(world.leads().len(), landed, "{fault:?}");
        world.mend();
        // The rep may correct a field meanwhile: still the Lead that was sent.
        let mut changed = ada();
        changed["LastName"] = value!("Lovelace");
        world.create("page:1", changed).await.unwrap();
        assert_eq!(world.leads().len(), 1, "{fault:?}");
        assert_eq!(world.leads()[0]["LastName"], "Byron");
    }
}

#[tokio::test]
async fn without_a_key_the_rep_decides_about_what_is_not_found() {
    for (fault, landed) in LOST {
        let world = World::start(RILEY).await.without_keys();
        let who = world.sign_in().await.unwrap();
        world.fault(fault, "/composite");
        let kept = world.keep("page:1", ada()).await;
        assert_eq!(kept.waiting.why.kind, Kind::AnswerLost, "{fault:?}");
        world.mend();
        if landed == 1 {
            let created = world.create("page:1", ada()).await.unwrap();
            assert!(created.found_again, "{fault:?}");
            assert_eq!(world.leads().len(), 1, "{fault:?}");
            continue;
        }
        world.later(SETTLED_MS);
        world.due();
        world.worker.retry_due(Trigger::Time).await.unwrap();
        assert_eq!(world.entry(&who).why().unwrap().kind, Kind::NotThere);
        assert_eq!(world.leads().len(), 0, "not of its own accord");
        let request = Resume {
            id: kept.id,
            allow_duplicates: false,
        };
        let outcome: Outcome = world.ask(request).await.unwrap();
        assert!(matches!(outcome, Outcome::Created(_)), "{outcome:?}");
        assert_eq!(world.leads().len(), 1, "{fault:?}");
    }
}

/// The org hands the Lead to somebody, or changes its company, and the first
/// answer is lost.
#[tokio::test]
async fn what_a_flow_has_changed_is_not_taken_for_absent() {
    for (keys, shape) in [
        (true, "flow-routes"),
        (true, "flow-cuts-company"),
        (false, "flow-routes"),
        (false, "flow-cuts-company"),
    ] {
        let (world, who) = signed_in().await;
        let mut shape_of = Shape::named(shape).unwrap();
        shape_of.no_idempotency = !keys;
        world.org.org.world().shape = shape_of;
        let mut lead = ada();
        lead["Company"] = value!("Engines, Inc.");
        let path = if keys {
            "/ui-api/records"
        } else {
            "/composite"
        };
        world.fault(FaultKind::CutAfter, path);
        world.keep("page:1", lead).await;
        world.mend();
        for _ in 0..3 {
            world.later(SETTLED_MS);
            world.due();
            world.worker.retry_due(Trigger::Time).await.unwrap();
        }
        assert_eq!(world.leads().len(), 1, "{shape} {keys}");
        let entry = world.entry(&who);
        if keys {
            assert!(matches!(entry.state, State::Created(_)), "{entry:?}");
        } else {
            let why = entry.why().unwrap();
            assert_eq!(why.kind, Kind::NotThere, "{shape}");
            // What the rep can see of it is shown.
            let shown = why.more().map_or(0, |more| more.records.len());
            assert_eq!(shown, usize::from(shape == "flow-cuts-company"));
        }
    }
}

/// The first answer is lost, and by the next look an admin has deleted the Lead,
/// or merged it into another one.
#[tokio::test]
async fn what_an_admin_has_deleted_or_merged_is_not_made_again() {
    for (keys, merged) in [(true, false), (true, true), (false, false), (false, true)] {
        let (world, who) = signed_in().await;
        world.org.org.world().shape.no_idempotency = !keys;
        let path = if keys {
            "/ui-api/records"
        } else {
            "/composite"
        };
        world.fault(FaultKind::CutAfter, path);
        world.keep("page:1", ada()).await;
        world.mend();
        let lead = world.leads().remove(0);
        {
            let id = lead["Id"].as_str().unwrap();
            let mut org = world.org.org.world();
            if merged {
                let Value::Object(master) = value!({ "LastName": "Master", "Company": "Looms" })
                else {
                    panic!()
                };
                let master = org.insert(1, "Lead", master, 1);
                let mut lead = lead.clone();
                lead.insert("MasterRecordId".to_owned(), value!(master));
                org.put(0, "Lead", lead);
            }
            org.delete(0, "Lead", id);
        }
        for _ in 0..3 {
            world.later(SETTLED_MS);
            world.due();
            world.worker.retry_due(Trigger::Time).await.unwrap();
        }
        let own = |lead: &serde_json::Map<String, Value>| lead["LastName"] == "Byron";
        assert!(!world.leads().iter().any(own), "{keys} {merged}");
        let entry = world.entry(&who);
        match entry.state {
            // Salesforce gives the first answer again.
            State::Created(created) if keys => assert_eq!(lead["Id"], created.id.as_str()),
            _ if !keys => assert_eq!(entry.why().unwrap().kind, Kind::NotThere),
            state => panic!("{merged} {state:?}"),
        }
    }
}

/// A session is renewed under the first sending, and the second is carried out for
/// as long as Salesforce lets it: what may come yet is not said to be missing.
#[tokio::test(start_paused = true)]
async fn the_time_that_is_waited_begins_with_the_last_sending() {
    let world = World::direct(RILEY).await.without_keys();
    let who = world.sign_in().await.unwrap();
    let slow = |fault, path: &str, seconds: u64| {
        world.org.org.world().faults.push(Fault {
            fault,
            path: path.to_owned(),
            method: None,
            times: Some(1),
            milliseconds: seconds * 1000,
        });
    };
    world
        .create(
            "page:0",
            value!({ "LastName": "First", "Company": "Looms" }),
        )
        .await
        .unwrap();
    world.fault_times(FaultKind::Expired, "/composite", 1);
    slow(FaultKind::Latency, "/oauth2/token", 25);
    slow(FaultKind::LateCommit, "/sobjects/Lead", 590);
    let kept = world.keep("page:1", ada()).await;
    assert!(kept.sent, "{kept:?}");
    for (seconds, there) in [(520, false), (15, true)] {
        tokio::time::sleep(Duration::from_secs(seconds)).await;
        assert_eq!(world.leads().len() == 2, there);
        world.due();
        world.worker.retry_due(Trigger::Time).await.unwrap();
        let entry = world.entry(&who);
        match there {
            false => assert_eq!(entry.why().unwrap().kind, Kind::AnswerLost),
            true => assert!(matches!(entry.state, State::Created(_)), "{entry:?}"),
        }
    }
}

#[tokio::test]
async fn a_worker_that_was_stopped_over_a_create_finds_its_lead() {
    let (world, who) = signed_in().await;
    world.create("page:1", ada()).await.unwrap();
    // As it was before the answer came.
    let memory = &world.worker.port().memory;
    let mut entry = json::write(&world.entry(&who));
    entry["state"] =
        value!({ "sent": { "why": { "kind": "answerLost", "saved": "unknown" }, "next": 0.0 } });
    entry["sent"] = value!({ "at": memory.time.get(), "answered": false,
        "fields": { "FirstName": "Ada", "LastName": "Byron", "Company": "Engines" } });
    memory.put(Area::Local, &id(&who, "page:1"), entry);
    memory.put(
        Area::Local,
        INDEX,
        value!({ "version": 2, "open": [id(&who, "page:1")] }),
    );
    let world = world.restart(RILEY);
    world.worker.retry_due(Trigger::Time).await.unwrap();
    let State::Created(created) = world.entry(&who).state else {
        panic!("{:?}", world.entry(&who).state)
    };
    assert!(created.found_again);
    assert_eq!(world.leads().len(), 1);
}
