//! Many Leads at once, natively, against the practice org over TLS.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail here")]

#[path = "../native/mod.rs"]
mod native;

mod stopped;

use add_to_crm::contact::WithContact;
use add_to_crm::journal::batch::{self, Batch, FRESH_MS, RowStatus, Stage};
use add_to_crm::journal::{Entry, id};
use add_to_crm::message::{CreateMany, FindMatches, Order, ReadBatch, Resume};
use add_to_crm::port::Clock as _;
use add_to_crm::problem::{Answer, Kind};
use add_to_crm::salesforce::identity::User;
use add_to_crm::salesforce::object::Object;
use add_to_crm::worker::Trigger;
use native::{RILEY, World};
use practice_org::ids;
use practice_org::state::{FaultKind, Shape};
use serde_json::{Map, Value, json as value};

const RECORDS: &str = "/ui-api/records";
const CREATES: &str = "POST /services/data/v68.0/ui-api/records";

fn fields(last: &str) -> Map<String, Value> {
    let fields = value!({ "FirstName": "Ann", "LastName": last, "Company": "Looms" });
    fields.as_object().unwrap().clone()
}

/// A row as the list has it, looked for just now.
fn order(world: &World, at: usize) -> Order {
    Order {
        object: Object::Lead,
        key: format!("s:{at}"),
        fields: fields(&format!("Number {at}")),
        acknowledged: Vec::new(),
        contact: WithContact::default(),
        asked: world.worker.port().now(),
    }
}

fn orders(world: &World, rows: usize) -> Vec<Order> {
    (0..rows).map(|at| order(world, at)).collect()
}

impl World {
    async fn create_many(&self, orders: Vec<Order>) -> Answer<()> {
        self.ask::<()>(CreateMany { orders }).await?;
        self.worker.run_batch(None).await
    }

    async fn told(&self) -> Vec<RowStatus> {
        self.ask(ReadBatch {}).await.unwrap()
    }

    /// How the rows stand, one letter each.
    async fn stages(&self) -> String {
        let letter = |told: &RowStatus| match told.stage {
            Stage::Queued => 'q',
            Stage::Sending => 's',
            Stage::Created(_) => 'c',
            Stage::Known(_) => 'k',
            Stage::Waiting(_) => 'w',
            Stage::Refused(_) => 'r',
            Stage::NotSent => '-',
        };
        self.told().await.iter().map(letter).collect()
    }

    fn creates(&self) -> usize {
        let calls = self.calls();
        calls
            .iter()
            .filter(|call| call.starts_with(CREATES))
            .count()
    }

    fn held(&self) -> u32 {
        self.org.org.world().held.borrow().count
    }

    /// Last names in the org, in the order in which they came.
    fn last_names(&self) -> Vec<String> {
        let name = |lead: &Map<String, Value>| lead["LastName"].as_str().unwrap().to_owned();
        self.leads().iter().map(name).collect()
    }
}

async fn signed_in() -> (World, User) {
    let world = World::start(RILEY).await;
    let who = world.sign_in().await.unwrap();
    (world, who)
}

fn numbers(of: impl IntoIterator<Item = usize>) -> Vec<String> {
    of.into_iter().map(|at| format!("Number {at}")).collect()
}

fn sorted(mut names: Vec<String>) -> Vec<String> {
    names.sort();
    names
}

#[tokio::test]
async fn a_hundred_are_created_once_each_by_a_call_each() {
    for keys in [true, false] {
        let (world, _) = signed_in().await;
        world.org.org.world().shape.no_idempotency = !keys;
        let rows = if keys { 100 } else { 7 };
        let people = orders(&world, rows).into_iter();
        let people = people.map(|row| Entry::new(&row.key, "", row.fields, 0.0).wanted());
        let asked = FindMatches {
            people: people.collect(),
        };
        world.ask::<Value>(asked).await.unwrap();
        world.create_many(orders(&world, rows)).await.unwrap();
        assert_eq!(sorted(world.last_names()), sorted(numbers(0..rows)));
        assert_eq!(world.stages().await, "c".repeat(rows));
        if keys {
            // Opened and created: a call for 25 rows, and one each.
            assert_eq!(world.calls().len(), 4 + rows);
        }
        // The badge is quiet, and the month has them all.
        assert_eq!(world.worker.port().memory.badge.borrow().0, 0);
        let stored = world.worker.port().memory.stored.borrow();
        let counted: Vec<&Value> = stored
            .iter()
            .filter(|((_, key), _)| key.starts_with("count:"))
            .map(|(_, value)| value)
            .collect();
        assert_eq!(counted, [&value!(rows)]);
    }
}

/// What is common to all rows (alarm, the org's requests) is set once for them; three
/// questions of a row's context go together.
#[tokio::test]
async fn a_row_of_many_asks_the_browser_at_most_nine_times() {
    let (world, _) = signed_in().await;
    let many = CreateMany {
        orders: orders(&world, 25),
    };
    world.ask::<()>(many).await.unwrap();
    let trips = &world.worker.port().memory.trips;
    let before = trips.get();
    world.worker.run_batch(None).await.unwrap();
    assert_eq!(world.stages().await, "c".repeat(25));
    let each = f64::from(trips.get() - before) / 25.0;
    assert!(each <= 9.0, "{each}");
}

#[tokio::test]
async fn three_are_under_way_at_a_time_and_in_order() {
    let (world, _) = signed_in().await;
    world.fault(FaultKind::HoldBefore, RECORDS);
    let watch = async {
        let mut held = world.org.org.world().held.subscribe();
        held.wait_for(|held| held.count == 3).await.unwrap();
        // Whoever is not among the three is not sent in a moment either.
        for _ in 0..50 {
            tokio::task::yield_now().await;
        }
        assert_eq!(world.held(), 3);
        assert_eq!(world.stages().await, "sssqqqq");
        assert_eq!(world.worker.port().memory.badge.borrow().0, 7);
        world.mend();
    };
    let (sent, ()) = tokio::join!(world.create_many(orders(&world, 7)), watch);
    sent.unwrap();
    assert_eq!(world.stages().await, "ccccccc");
}

/// Who these people are is asked for 25 at a time; that makes nobody wait.
#[tokio::test]
async fn a_row_that_takes_long_holds_up_none_of_the_next_25() {
    let (world, _) = signed_in().await;
    world.fault_times(FaultKind::HoldBefore, RECORDS, 1);
    let watch = async {
        while world.leads().len() < 29 {
            tokio::task::yield_now().await;
        }
        assert_eq!(world.held(), 1);
        world.mend();
    };
    let (sent, ()) = tokio::join!(world.create_many(orders(&world, 30)), watch);
    sent.unwrap();
    assert_eq!(world.stages().await, "c".repeat(30));
}

#[tokio::test]
async fn every_row_has_an_end_of_its_own() {
    let (world, who) = signed_in().await;
    world.org.org.world().shape = Shape {
        rule_needs: Some("Industry".to_owned()),
        ..Shape::default()
    };
    let mut rows = orders(&world, 5);
    for row in &mut rows {
        row.fields.insert("Industry".to_owned(), value!("Energy"));
    }
    rows[1].fields.remove("Industry");
    rows[2]
        .fields
        .insert("Email".to_owned(), value!("nobody at all"));
    // The same person again, further down the page.
    rows.push(rows[0].clone());
    world.create_many(rows.clone()).await.unwrap();
    assert_eq!(world.stages().await, "crrcc");
    let told = world.told().await;
    let why = |at: usize| match &told[at].stage {
        Stage::Refused(problem) => problem.kind,
        stage => panic!("{stage:?}"),
    };
    assert_eq!((why(1), why(2)), (Kind::ValidationRule, Kind::BadEmail));
    // What the rep has seen is quiet; corrected and sent again it is created, and
    // the others are not.
    assert_eq!(world.worker.port().memory.badge.borrow().0, 0);
    rows[1]
        .fields
        .insert("Industry".to_owned(), value!("Energy"));
    rows[2].fields.remove("Email");
    world.create_many(rows[1..3].to_vec()).await.unwrap();
    assert_eq!(world.stages().await, "cc");
    assert_eq!(sorted(world.last_names()), sorted(numbers(0..5)));
    let entry = world
        .stored(&id(&who, "s:1"))
        .and_then(Entry::read)
        .unwrap();
    assert!(!entry.open());
}

/// A Contact of the Account that the org has from the start.
fn contact(world: &World, at: usize) -> Order {
    let fields = value!({ "FirstName": "Ann", "LastName": format!("Number {at}"), "AccountId": ids::id("001", 1) });
    Order {
        object: Object::Contact,
        fields: fields.as_object().unwrap().clone(),
        contact: WithContact {
            account: "Tidewater Tools".to_owned(),
            role: None,
        },
        ..order(world, at)
    }
}

#[tokio::test]
async fn contacts_are_created_together_as_leads_are_and_only_where_the_admin_allows_them() {
    let (world, _) = signed_in().await;
    let rows: Vec<Order> = (0..25).map(|at| contact(&world, at)).collect();
    let problem = world.create_many(rows.clone()).await.unwrap_err();
    assert_eq!(problem.kind, Kind::NotAllowed);
    assert_eq!(world.calls().len(), 0);
    world.set("contactCreation", value!(true));
    let mut rows = rows;
    // One whose Account is gone meanwhile, and one without a name.
    rows[3].fields["AccountId"] = value!(ids::id("001", 999));
    rows[4].fields.remove("LastName");
    world.create_many(rows.clone()).await.unwrap();
    assert_eq!(world.stages().await, format!("cccrr{}", "c".repeat(20)));
    let accounts: Vec<Value> = {
        let org = world.org.org.world();
        let made = org.all(0, "Contact").into_iter();
        let made = made.filter(|one| one["FirstName"] == "Ann");
        made.map(|one| one["AccountId"].clone()).collect()
    };
    assert_eq!(accounts, vec![value!(ids::id("001", 1)); 23]);
    assert_eq!(world.leads().len(), 0);
    let told = world.told().await;
    assert_eq!(told[0].company, "Tidewater Tools");
    // Created again they are the same ones, and count once.
    world.create_many(rows[..3].to_vec()).await.unwrap();
    assert_eq!(world.stages().await, "ccc");
    let stored = world.worker.port().memory.stored.borrow();
    let counted = stored
        .iter()
        .filter(|((_, key), _)| key.starts_with("count:"));
    assert_eq!(
        counted.map(|(_, value)| value).collect::<Vec<_>>(),
        [&value!(23)]
    );
}

#[tokio::test]
async fn whoever_came_into_the_crm_meanwhile_is_not_created_again() {
    let (world, who) = signed_in().await;
    let mut rows = orders(&world, 3);
    // Another rep was quicker.
    let known = fields("Number 1");
    world.org.org.world().insert(0, "Lead", known, 0);
    for row in &mut rows {
        row.asked -= FRESH_MS + 1.0;
    }
    world.create_many(rows.clone()).await.unwrap();
    assert_eq!(world.stages().await, "crc");
    let told = world.told().await;
    let Stage::Refused(problem) = &told[1].stage else {
        panic!("{told:?}");
    };
    assert_eq!(problem.kind, Kind::DuplicatesFound);
    assert_eq!(problem.more().unwrap().records.len(), 1);
    assert_eq!(world.leads().len(), 3);
    // One question for all of them, and a call for each that was sent.
    assert_eq!(world.calls().len(), 3);
    // "Create anyway", for this one alone.
    let resume = Resume {
        id: told[1].id.clone(),
        allow_duplicates: true,
    };
    world.ask::<Value>(resume).await.unwrap();
    assert_eq!(world.stages().await, "ccc");
    assert_eq!(world.leads().len(), 4);
    assert!(world.stored(&id(&who, "s:1")).is_some());
}

#[tokio::test]
async fn whoever_is_matched_already_is_not_sent() {
    let (world, who) = signed_in().await;
    let lead = world
        .org
        .org
        .world()
        .insert(0, "Lead", fields("Number 0"), 0);
    let record = world
        .ask::<add_to_crm::matching::MatchResults>(FindMatches {
            people: vec![Entry::new("s:0", "", fields("Number 0"), 0.0).wanted()],
        })
        .await
        .unwrap()
        .people
        .remove(0)
        .candidates
        .remove(0);
    assert_eq!(
        (record.id.as_str(), record.object),
        (lead.as_str(), Object::Lead)
    );
    let matched = add_to_crm::message::Match {
        key: "s:0".to_owned(),
        record: Box::new(record),
        link: String::new(),
    };
    world.ask::<Value>(matched).await.unwrap();
    // Also where the org was asked a moment ago, and the rep has matched them since
    // in another window.
    let calls = world.calls().len();
    world.create_many(orders(&world, 2)).await.unwrap();
    assert_eq!(world.stages().await, "kc");
    assert_eq!(world.calls().len(), calls + 1);
    assert_eq!(world.leads().len(), 2);
    assert_eq!(world.stored(&id(&who, "s:0")), None);
    let mut rows = orders(&world, 3);
    for row in &mut rows {
        row.asked = 0.0;
    }
    world.create_many(rows).await.unwrap();
    assert_eq!(world.stages().await, "kcc");
    assert_eq!(world.leads().len(), 3);
}

#[tokio::test]
async fn rows_that_are_added_while_it_runs_are_sent_too() {
    let (world, who) = signed_in().await;
    world.fault(FaultKind::HoldBefore, RECORDS);
    let add = async {
        let mut held = world.org.org.world().held.subscribe();
        held.wait_for(|held| held.count == 3).await.unwrap();
        let more = (4..6).map(|at| order(&world, at)).collect();
        world.ask::<()>(CreateMany { orders: more }).await.unwrap();
        let again = world.worker.run_batch(None);
        world.mend();
        again.await.unwrap();
    };
    let (sent, ()) = tokio::join!(world.create_many(orders(&world, 4)), add);
    sent.unwrap();
    assert_eq!(world.stages().await, "cccccc");
    let kept = world.stored(&batch::key(&who)).and_then(Batch::read);
    assert_eq!(kept.unwrap().rows.len(), 6);
}

#[tokio::test]
async fn rows_that_are_added_while_the_org_is_asked_stay_in_the_list() {
    let (world, _) = signed_in().await;
    world.fault_times(FaultKind::HoldBefore, "/composite", 1);
    let add = async {
        let mut held = world.org.org.world().held.subscribe();
        held.wait_for(|held| held.count == 1).await.unwrap();
        let orders = vec![order(&world, 2)];
        world.ask::<()>(CreateMany { orders }).await.unwrap();
        world.mend();
    };
    let mut rows = orders(&world, 2);
    for row in &mut rows {
        row.asked = 0.0;
    }
    let (sent, ()) = tokio::join!(world.create_many(rows), add);
    sent.unwrap();
    world.worker.run_batch(None).await.unwrap();
    assert_eq!(world.stages().await, "ccc");
}

#[tokio::test]
async fn two_people_of_one_name_and_company_are_two_leads() {
    // Each could be taken for the other when it is looked for.
    let (world, _) = signed_in().await;
    world.fault_times(FaultKind::CutAfter, RECORDS, 1);
    let mut rows = orders(&world, 2);
    rows[1].fields = rows[0].fields.clone();
    world.create_many(rows).await.unwrap();
    world.due();
    world.worker.retry_due(Trigger::Network).await.unwrap();
    let told = world.told().await;
    let made = told.iter().map(|told| match &told.stage {
        Stage::Created(created) => created.id.as_str(),
        stage => panic!("{stage:?}"),
    });
    let made: Vec<&str> = made.collect();
    assert_eq!(made.len(), 2);
    assert_ne!(made[0], made[1]);
    assert_eq!(world.leads().len(), 2);
}
