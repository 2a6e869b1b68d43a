//! What the journal keeps and shows, and for how long.

use add_to_crm::journal::{INDEX, Outcome, State, id};
use add_to_crm::message::{EraseHistory, GiveUp, Journal, Open, Opened, Recent, Resume, Unmatch};
use add_to_crm::port::{Area, Clock as _};
use add_to_crm::problem::Kind;
use add_to_crm::worker::Trigger;
use practice_org::state::{FaultKind, Shape};
use serde_json::{Value, json as value};

use crate::{ada, signed_in};

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
    assert_eq!((recent.entries.len(), recent.quarantined), (1, 1));
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
    assert_eq!((shown.entries.len(), shown.quarantined), (2, 1));
    let recent: Journal = world.ask(Recent {}).await.unwrap();
    assert_eq!((recent.entries.len(), recent.quarantined), (2, 1));
    assert_eq!(world.stored(&id(&who, "page:3")), None);
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
    assert_eq!((recent.entries.len(), recent.quarantined), (1, 1));
    // What may have been sent is looked for: no second Lead.
    let again = world.create("page:1", ada()).await.unwrap();
    assert!(again.found_again);
    assert_eq!(world.leads().len(), 2);
    world.ask::<()>(EraseHistory {}).await.unwrap();
    let recent: Journal = world.ask(Recent {}).await.unwrap();
    assert_eq!((recent.entries.len(), recent.quarantined), (0, 0));
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
    let mut quarantined = world.stored("aside:journal:x").unwrap();
    assert_eq!(quarantined["value"], "torn", "it counts from now on");
    quarantined["at"] = value!(0.0);
    memory.put(Area::Local, "aside:journal:x", quarantined);
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

#[tokio::test]
async fn erasing_the_history_takes_along_what_was_sent_and_given_up() {
    let (world, who) = signed_in().await;
    world.fault(FaultKind::CutAfter, "/ui-api/records");
    let kept = world.keep("page:1", ada()).await;
    world.mend();
    world.ask::<()>(EraseHistory {}).await.unwrap();
    assert!(world.entry(&who).open(), "what is pending stays");
    let id = kept.id.clone();
    world.ask::<()>(GiveUp { id }).await.unwrap();
    world.ask::<()>(EraseHistory {}).await.unwrap();
    assert_eq!(world.stored(&kept.id), None);
}
