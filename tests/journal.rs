//! The journal, natively, against the practice org over TLS: nothing lost,
//! nothing twice.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail here")]

mod native;

use add_to_crm::contact::WithContact;
use add_to_crm::journal::Outcome;
use add_to_crm::journal::{Entry, INDEX, State, id};
use add_to_crm::json;
use add_to_crm::message::{EraseHistory, GiveUp, Journal, Open, Opened, Recent, Resume};
use add_to_crm::message::{SignOut, Unmatch};
use add_to_crm::port::{Area, Clock as _};
use add_to_crm::problem::Kind;
use add_to_crm::salesforce::identity::Who;
use add_to_crm::salesforce::object::Object;
use add_to_crm::worker::Trigger;
use native::{RILEY, World};
use practice_org::state::{Fault, FaultKind, Shape};
use serde_json::{Value, json as value};
use std::time::Duration;

/// A create's answer is believed lost for good after this many seconds.
const SETTLED_MS: i64 = 781;

fn ada() -> Value {
    value!({ "FirstName": "Ada", "LastName": "Byron", "Company": "Engines", "Title": "Chief" })
}

async fn signed_in() -> (World, Who) {
    let world = World::start(RILEY).await;
    let who = world.sign_in().await.unwrap();
    (world, who)
}

impl World {
    /// How many Leads the badge counts, and why.
    fn badge(&self) -> (usize, Option<Kind>) {
        *self.worker.port().memory.badge.borrow()
    }

    fn entry(&self, who: &Who) -> Entry {
        let kept = self.stored(&id(who, "page:1"));
        Entry::read(kept.unwrap()).unwrap()
    }
}

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

/// What passes by itself, or by an admin's hand, is no end of a Lead, and no
/// reason to forget who is signed in.
#[tokio::test]
async fn what_passes_is_waited_for() {
    use FaultKind::{
        Busy, InvalidAppAccess, IpRestricted, LoginHours, NestedRowLock, ReadOnly, StorageFull,
        TokenBusy, TokenRaced,
    };
    // The fault, what it is called, and whether it is tried again of itself.
    for (fault, kind, of_itself) in [
        (ReadOnly, Kind::ReadOnly, true),
        (NestedRowLock, Kind::RowLocked, true),
        (StorageFull, Kind::OrgStorageFull, true),
        (Busy, Kind::AnswerLost, true),
        (TokenBusy, Kind::SessionBusy, true),
        (TokenRaced, Kind::SessionBusy, true),
        (IpRestricted, Kind::LoginRestricted, true),
        (LoginHours, Kind::LoginRestricted, true),
        (InvalidAppAccess, Kind::AppBlocked, false),
    ] {
        for keys in [true, false] {
            let (world, who) = signed_in().await;
            world.org.org.world().shape.no_idempotency = !keys;
            for token in world.org.org.world().access.values_mut() {
                token.live = false;
            }
            // A front that is busy stands before the API.
            world.fault(fault, if fault == Busy { "/services/data/" } else { "" });
            let kept = world.keep("page:1", ada()).await;
            assert_eq!(kept.waiting.why.kind, kind, "{fault:?} {keys}");
            assert_eq!(kept.waiting.next.is_some(), of_itself, "{fault:?} {keys}");
            if let (Busy, Some(next)) = (fault, kept.waiting.next) {
                let pause = next - world.worker.port().now();
                assert!((100_000.0..=120_000.0).contains(&pause), "{pause}");
            }
            let live = |world: &World| {
                let org = world.org.org.world();
                org.refresh.values().filter(|token| token.live).count()
            };
            assert_eq!(live(&world), 1, "{fault:?} {keys}");
            assert!(world.stored("refresh").is_some(), "{fault:?} {keys}");
            world.mend();
            let request = Resume {
                id: kept.id,
                allow_duplicates: false,
            };
            let outcome: Outcome = world.ask(request).await.unwrap();
            let done = matches!(outcome, Outcome::Created(_));
            // Nothing was sent that may have arrived, or its key tells.
            assert!(
                done || !keys && fault == Busy,
                "{fault:?} {keys} {outcome:?}"
            );
            assert_eq!(world.leads().len(), usize::from(done), "{fault:?} {keys}");
            assert_eq!(world.entry(&who).open(), !done, "{fault:?} {keys}");
        }
    }
}

#[tokio::test]
async fn an_org_that_has_not_the_version_yet_is_waited_for() {
    let (world, who) = signed_in().await;
    world.org.org.world().shape.newest_version = Some(60);
    let kept = world.keep("page:1", ada()).await;
    assert_eq!(kept.waiting.why.kind, Kind::VersionMissing);
    assert!(kept.waiting.next.is_some());
    world.org.org.world().shape.newest_version = None;
    world.due();
    world.worker.retry_due(Trigger::Time).await.unwrap();
    assert!(matches!(world.entry(&who).state, State::Created(_)));
    assert_eq!(world.leads().len(), 1);
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

/// The same door, and nothing came of it; but a colleague has made the person.
#[tokio::test]
async fn what_a_colleague_has_made_is_never_taken_for_the_reps_own() {
    for keys in [true, false] {
        let (world, who) = signed_in().await;
        world.org.org.world().shape.no_idempotency = !keys;
        let path = if keys {
            "/ui-api/records"
        } else {
            "/composite"
        };
        world.fault_times(FaultKind::Expired, path, 1);
        world.fault_times(FaultKind::TokenBusy, "", 2);
        let kept = world.keep("page:1", ada()).await;
        assert_eq!(kept.waiting.why.kind, Kind::SessionBusy, "{keys}");
        world.mend();
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
        world.org.org.world().shape.no_idempotency = !keys;
        let path = if keys {
            "/ui-api/records"
        } else {
            "/composite"
        };
        world.fault_times(FaultKind::Expired, path, 1);
        world.fault_times(FaultKind::TokenBusy, "", 2);
        let kept = world.keep("page:1", ada()).await;
        assert_eq!(kept.waiting.why.kind, Kind::SessionBusy, "{keys}");
        world.mend();
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

#[tokio::test]
async fn storage_that_is_full_hides_nothing_from_the_rep() {
    let (world, _) = signed_in().await;
    world.worker.port().offline.set(true);
    world.keep("page:1", ada()).await;
    world.worker.port().offline.set(false);
    world.org.org.world().shape.refused_company = Some("Engines".to_owned());
    world.worker.retry_due(Trigger::Network).await.unwrap();
    let memory = &world.worker.port().memory;
    memory.full.borrow_mut().push(Area::Local);
    memory.full.borrow_mut().push(Area::Session);
    memory.put(Area::Local, "journal:x:y:torn", value!("torn"));
    let recent: Journal = world.ask(Recent {}).await.unwrap();
    assert_eq!((recent.entries.len(), recent.aside), (1, 1));
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
async fn a_record_counts_for_the_month_in_which_it_was_begun() {
    let (world, who) = signed_in().await;
    world.create("page:0", ada()).await.unwrap();
    let count = |month: &str| {
        let key = format!("count:{}:{}:{month}", who.organization_id, who.user_id);
        world.stored(&key).and_then(|count| count.as_u64())
    };
    let now = world.worker.port().now();
    let month = |at: f64| add_to_crm::text::calendar::Month::of(at);
    let next = month(now).ends();
    world.fault(FaultKind::HoldAfter, "/ui-api/records");
    let turn = async {
        let mut held = world.org.org.world().held.subscribe();
        held.wait_for(|held| held.count > 0).await.unwrap();
        world.worker.port().set_ahead.set(next - now + 1.0);
        world.mend();
    };
    let second = value!({ "LastName": "Second", "Company": "Looms" });
    let (created, ()) = tokio::join!(world.create("page:1", second), turn);
    created.unwrap();
    assert_eq!(count(&month(now).key()), Some(2));
    assert_eq!(count(&month(next).key()), None);
}

#[tokio::test]
async fn without_a_network_the_lead_waits_and_is_finished_by_itself() {
    let (world, who) = signed_in().await;
    world.worker.port().offline.set(true);
    let kept = world.keep("page:1", ada()).await;
    assert_eq!((kept.waiting.why.kind, kept.sent), (Kind::Offline, false));
    assert_eq!(world.badge(), (1, Some(Kind::Offline)));
    assert!(world.worker.port().memory.wake.get().is_some());
    // A new worker, still without a network, then with one.
    let world = world.restart(RILEY);
    world.worker.port().offline.set(true);
    world.due();
    world.worker.retry_due(Trigger::Time).await.unwrap();
    assert_eq!(world.entry(&who).why().unwrap().kind, Kind::Offline);
    // Nobody has told the next one, and its time has not come: it looks.
    let world = world.restart(RILEY);
    world.worker.port().offline.set(false);
    world.worker.retry_due(Trigger::Time).await.unwrap();
    assert!(matches!(world.entry(&who).state, State::Created(_)));
    assert_eq!(world.leads().len(), 1);
    assert_eq!(world.badge().0, 0);
    assert_eq!(world.worker.port().memory.wake.get(), None);
}

#[tokio::test]
async fn what_waits_for_the_network_is_tried_for_its_sake_and_not_all_the_time() {
    let (world, who) = signed_in().await;
    world.worker.port().offline.set(true);
    world.keep("page:1", ada()).await;
    world.worker.port().offline.set(false);
    // A browser starts, and its network changes under the first request.
    world.fault(FaultKind::CutBefore, "/services/data");
    world.worker.retry_due(Trigger::Time).await.unwrap();
    assert_eq!(world.entry(&who).why().unwrap().kind, Kind::Unreachable);
    assert!(world.entry(&who).waiting().unwrap().next.is_some());
    let tried = world.calls().len();
    assert!(tried > 0);
    // By the clock alone it waits a minute.
    world.worker.retry_due(Trigger::Time).await.unwrap();
    assert_eq!(world.calls().len(), tried);
    // The start, the network and a popup: one more try, and not at once.
    let before = world.worker.port().set_ahead.get();
    let again = || world.worker.retry_due(Trigger::Network);
    let (one, two, three) = tokio::join!(again(), again(), again());
    one.and(two).and(three).unwrap();
    assert_eq!(world.calls().len(), 2 * tried);
    assert!(world.worker.port().set_ahead.get() - before >= 4_000.0);
    world.mend();
    world.worker.retry_due(Trigger::Network).await.unwrap();
    assert!(matches!(world.entry(&who).state, State::Created(_)));
    assert_eq!(world.leads().len(), 1);
}

#[tokio::test]
async fn a_person_who_has_come_into_the_crm_meanwhile_is_not_made_twice() {
    let (world, who) = signed_in().await;
    world.worker.port().offline.set(true);
    let kept = world.keep("page:1", ada()).await;
    world.worker.port().offline.set(false);
    let Value::Object(other) = ada() else {
        panic!()
    };
    let other = world.org.org.world().insert(1, "Lead", other, 1);
    world.worker.retry_due(Trigger::Network).await.unwrap();
    let entry = world.entry(&who);
    assert_eq!(entry.why().unwrap().kind, Kind::DuplicatesFound);
    assert_eq!(entry.why().unwrap().more().unwrap().records, [other]);
    assert!(entry.open(), "the rep has not seen it");
    assert_eq!(world.leads().len(), 1);
    let opened: Opened = world
        .ask(Open {
            key: Some("page:1".to_owned()),
            address: None,
        })
        .await
        .unwrap();
    assert_eq!(
        opened.pending.unwrap().waiting.why.kind,
        Kind::DuplicatesFound
    );
    assert_eq!(opened.open, 1);
    // Once the rep has seen it, it is refused, and the badge is quiet.
    assert_eq!(world.badge().0, 1);
    let recent: Journal = world.ask(Recent {}).await.unwrap();
    assert_eq!(recent.entries.len(), 1);
    assert_eq!(world.badge().0, 0);
    let request = Resume {
        id: kept.id,
        allow_duplicates: true,
    };
    let outcome: Outcome = world.ask(request).await.unwrap();
    assert!(matches!(outcome, Outcome::Created(_)), "{outcome:?}");
    assert_eq!(world.leads().len(), 2);
}

#[tokio::test]
async fn the_journal_is_shown_while_a_create_is_under_way() {
    let (world, who) = signed_in().await;
    world.create("page:1", ada()).await.unwrap();
    world.fault(FaultKind::HoldBefore, "/ui-api/records");
    let second = value!({ "LastName": "Second", "Company": "Looms" });
    let shown = async {
        let mut held = world.org.org.world().held.subscribe();
        held.wait_for(|held| held.count > 0).await.unwrap();
        world
            .worker
            .port()
            .memory
            .put(Area::Local, &id(&who, "page:3"), value!("torn"));
        let recent: Journal = world.ask(Recent {}).await.unwrap();
        world.mend();
        recent
    };
    let (created, shown) = tokio::join!(world.create("page:2", second), shown);
    created.unwrap();
    assert_eq!((shown.entries.len(), shown.aside), (2, 1));
    let recent: Journal = world.ask(Recent {}).await.unwrap();
    assert_eq!((recent.entries.len(), recent.aside), (2, 1));
    assert_eq!(world.stored(&id(&who, "page:3")), None);
}

#[tokio::test]
async fn a_lead_waits_for_its_own_user_and_the_badge_says_why() {
    let (world, who) = signed_in().await;
    world.worker.port().offline.set(true);
    world.keep("page:1", ada()).await;
    world.worker.port().offline.set(false);
    world.ask::<()>(SignOut {}).await.unwrap();
    world.worker.retry_due(Trigger::Network).await.unwrap();
    assert_eq!(world.entry(&who).why().unwrap().kind, Kind::SignedOut);
    assert_eq!(world.badge(), (1, Some(Kind::SignedOut)));
    let world = world.restart("quinn.queue@cirrus.example.com");
    let other = world.sign_in().await.unwrap();
    assert_ne!(other.user_id, who.user_id);
    world.worker.retry_due(Trigger::Time).await.unwrap();
    assert_eq!(world.entry(&who).why().unwrap().kind, Kind::WaitsForUser);
    let opened: Opened = world
        .ask(Open {
            key: None,
            address: None,
        })
        .await
        .unwrap();
    assert_eq!(opened.open, 0, "it is not theirs");
    let world = world.restart(RILEY);
    world.sign_in().await.unwrap();
    world.worker.retry_due(Trigger::Time).await.unwrap();
    assert!(matches!(world.entry(&who).state, State::Created(_)));
    assert_eq!(world.leads().len(), 1);
}

#[tokio::test]
async fn a_session_that_ends_keeps_the_lead_until_the_next() {
    let (world, who) = signed_in().await;
    {
        let mut org = world.org.org.world();
        org.access.values_mut().for_each(|token| token.live = false);
        org.refresh
            .values_mut()
            .for_each(|token| token.live = false);
    }
    let kept = world.keep("page:1", ada()).await;
    assert_eq!(kept.waiting.why.kind, Kind::SessionEnded);
    world.sign_in().await.unwrap();
    world.worker.retry_due(Trigger::Time).await.unwrap();
    assert!(matches!(world.entry(&who).state, State::Created(_)));
    assert_eq!(world.leads().len(), 1);
}

#[tokio::test]
async fn a_spent_allowance_stops_and_nothing_is_sent_in_the_background() {
    let (world, who) = signed_in().await;
    world.fault(FaultKind::AllowanceSpent, "/ui-api/records");
    let kept = world.keep("page:1", ada()).await;
    assert_eq!(kept.waiting.why.kind, Kind::AllowanceSpent);
    world.mend();
    let calls = world.calls().len();
    world.worker.retry_due(Trigger::Network).await.unwrap();
    assert_eq!(world.calls().len(), calls, "not before its time");
    // 95 % used: the background stays silent, the rep does not.
    world.org.org.world().used = 14_300;
    let second = world.create(
        "page:2",
        value!({ "LastName": "Second", "Company": "Looms" }),
    );
    second.await.unwrap();
    let calls = world.calls().len();
    world.due();
    world.worker.retry_due(Trigger::Time).await.unwrap();
    assert_eq!(
        world.entry(&who).why().unwrap().kind,
        Kind::AllowanceNearlySpent
    );
    assert_eq!(world.calls().len(), calls);
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

#[tokio::test]
async fn people_of_one_name_and_company_are_two_leads() {
    let (world, _) = signed_in().await;
    let one = world.create("page:1", ada()).await.unwrap();
    let two = world.create("page:2", ada()).await.unwrap();
    assert_ne!(one.id, two.id);
    assert!(!two.found_again);
    // And a profile can have a second Lead once it is no longer matched.
    world
        .ask::<()>(Unmatch {
            key: "page:1".to_owned(),
        })
        .await
        .unwrap();
    let three = world.create("page:1", ada()).await.unwrap();
    assert_ne!(three.id, one.id);
    assert_eq!(world.leads().len(), 3);
    let recent: Journal = world.ask(Recent {}).await.unwrap();
    assert_eq!(recent.entries.len(), 3);
}

#[tokio::test]
async fn an_entry_that_cannot_be_read_is_set_aside_alone() {
    let (world, who) = signed_in().await;
    world.create("page:1", ada()).await.unwrap();
    world
        .create(
            "page:2",
            value!({ "LastName": "Second", "Company": "Looms" }),
        )
        .await
        .unwrap();
    let memory = &world.worker.port().memory;
    memory.put(Area::Local, &id(&who, "page:1"), value!("torn"));
    memory.put(Area::Local, INDEX, value!([]));
    let recent: Journal = world.ask(Recent {}).await.unwrap();
    assert_eq!((recent.entries.len(), recent.aside), (1, 1));
    // What may have been sent is looked for: no second Lead.
    let again = world.create("page:1", ada()).await.unwrap();
    assert!(again.found_again);
    assert_eq!(world.leads().len(), 2);
    world.ask::<()>(EraseHistory {}).await.unwrap();
    let recent: Journal = world.ask(Recent {}).await.unwrap();
    assert_eq!((recent.entries.len(), recent.aside), (0, 0));
}

#[tokio::test]
async fn storage_that_is_full_is_said_before_anything_is_sent() {
    let (world, _) = signed_in().await;
    world
        .worker
        .port()
        .memory
        .full
        .borrow_mut()
        .push(Area::Local);
    let problem = world.create("page:1", ada()).await.unwrap_err();
    assert_eq!(problem.kind, Kind::StorageFull);
    assert_eq!(world.calls(), Vec::<String>::new());
}

#[tokio::test]
async fn a_refused_lead_is_in_the_journal_with_its_reason_and_can_be_corrected() {
    let (world, who) = signed_in().await;
    world.org.org.world().shape = Shape {
        refused_company: Some("Engines".to_owned()),
        ..Shape::default()
    };
    let problem = world.create("page:1", ada()).await.unwrap_err();
    assert_eq!(problem.kind, Kind::ValidationRule);
    let entry = world.entry(&who);
    assert!(!entry.open(), "the rep has seen it");
    assert_eq!(entry.why().unwrap().kind, Kind::ValidationRule);
    let mut other = ada();
    other["Company"] = value!("Looms");
    world.create("page:1", other).await.unwrap();
    assert_eq!(world.leads().len(), 1);
}

#[tokio::test]
async fn what_is_given_up_is_done_with_and_what_was_sent_is_still_looked_for() {
    let (world, who) = signed_in().await;
    world.fault(FaultKind::CutAfter, "/ui-api/records");
    let kept = world.keep("page:1", ada()).await;
    world.mend();
    world.ask::<()>(GiveUp { id: kept.id }).await.unwrap();
    assert_eq!(world.entry(&who).state, State::GivenUp);
    world.due();
    world.worker.retry_due(Trigger::Network).await.unwrap();
    assert_eq!(world.entry(&who).state, State::GivenUp);
    world.create("page:1", ada()).await.unwrap();
    assert_eq!(world.leads().len(), 1);
}

#[tokio::test]
async fn what_was_sent_and_given_up_and_what_was_set_aside_ages_too() {
    let (world, who) = signed_in().await;
    world.fault(FaultKind::CutAfter, "/ui-api/records");
    let kept = world.keep("page:1", ada()).await;
    world
        .ask::<()>(GiveUp {
            id: kept.id.clone(),
        })
        .await
        .unwrap();
    let memory = &world.worker.port().memory;
    memory.put(Area::Local, "aside:journal:x", value!("torn"));
    world.worker.prune().await.unwrap();
    let mut aside = world.stored("aside:journal:x").unwrap();
    assert_eq!(aside["value"], "torn", "it counts from now on");
    aside["at"] = value!(0.0);
    memory.put(Area::Local, "aside:journal:x", aside);
    let mut entry = world.stored(&id(&who, "page:1")).unwrap();
    entry["changed"] = value!(0.0);
    memory.put(Area::Local, &kept.id, entry);
    world.worker.prune().await.unwrap();
    assert_eq!(world.stored(&kept.id), None);
    assert_eq!(world.stored("aside:journal:x"), None);
}

#[tokio::test]
async fn what_is_old_and_done_is_pruned() {
    let (world, who) = signed_in().await;
    world.create("page:1", ada()).await.unwrap();
    world.worker.port().offline.set(true);
    world
        .keep(
            "page:2",
            value!({ "LastName": "Second", "Company": "Looms" }),
        )
        .await;
    world.worker.port().offline.set(false);
    let memory = &world.worker.port().memory;
    memory.put(
        Area::Local,
        &format!("count:{}:{}:2020-01", who.organization_id, who.user_id),
        value!(3),
    );
    world.worker.prune().await.unwrap();
    let entries = || async {
        let recent: Journal = world.ask(Recent {}).await.unwrap();
        recent.entries.len()
    };
    assert_eq!(entries().await, 2);
    for page in ["page:1", "page:2"] {
        let mut entry = memory.stored(Area::Local, &id(&who, page)).unwrap();
        entry["changed"] = value!(0.0);
        memory.put(Area::Local, &id(&who, page), entry);
    }
    world.worker.prune().await.unwrap();
    assert_eq!(entries().await, 1, "what is not done stays");
    let counts = memory
        .stored
        .borrow()
        .keys()
        .filter(|(_, key)| key.starts_with("count:"))
        .count();
    assert_eq!(counts, 1, "the month's own count stays");
}
