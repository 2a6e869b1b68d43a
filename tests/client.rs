//! The extension's own client, natively, against the practice org over TLS.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail here")]

mod native;

use add_to_crm::message::{Describe, Open, Opened, SignOut};
use add_to_crm::policy::SETTINGS;
use add_to_crm::port::Area;
use add_to_crm::problem::{Detail, Kind};
use add_to_crm::salesforce::object::Object;
use add_to_crm::worker::Trigger;
use native::{RILEY, World, worker};
use practice_org::Config;
use practice_org::state::Shape;
use serde_json::{Value, json as value};

fn ada() -> Value {
    value!({ "FirstName": "Ada", "LastName": "O'Bri\\en \"%_\"", "Company": "Ünïted\n Engines", "Title": "Chief" })
}

#[tokio::test]
async fn a_lead_is_created_as_it_was_sent_and_owned_by_the_rep() {
    let world = World::start(RILEY).await;
    let who = world.sign_in().await.unwrap();
    assert_eq!(who.display_name, "Riley Reyes");
    let created = world.create("page:1", ada()).await.unwrap();
    assert!(!created.found_again);
    assert_eq!(created.owner.as_deref(), Some("Riley Reyes"));
    let leads = world.leads();
    assert_eq!(leads.len(), 1);
    for (name, value) in ada().as_object().unwrap() {
        assert_eq!(&leads[0][name], value);
    }
    assert_eq!(leads[0]["OwnerId"], who.user_id.as_str());
    assert_eq!(
        world.calls(),
        ["POST /services/data/v68.0/ui-api/records 201"]
    );
}

#[tokio::test]
async fn a_network_that_sends_the_create_twice_makes_one_lead() {
    // By its key: the first sending is carried out, and its answer cut off.
    let world = World::start(RILEY).await;
    world.sign_in().await.unwrap();
    let fault = practice_org::faults::FaultKind::CutAfter;
    world.fault_times(fault, "/ui-api/records", 1);
    world.create("page:1", ada()).await.unwrap();
    let path = "POST /services/data/v68.0/ui-api/records";
    assert_eq!(world.calls(), [format!("{path} 0"), format!("{path} 201")]);
    assert_eq!(world.leads().len(), 1);
    // Without keys, by its guard.
    let world = World::start(RILEY).await.without_keys();
    world.sign_in().await.unwrap();
    world.create("page:1", ada()).await.unwrap();
    // Another worker of the same rep, with the same person and no memory: what a
    // repeated request looks like to the org.
    let again = World {
        worker: worker(&world.org, RILEY),
        org: practice_org::start(Config::default()).await.unwrap(),
    };
    again.sign_in().await.unwrap();
    let found = again.create("page:1", ada()).await.unwrap();
    assert!(found.found_again);
    assert_eq!(world.leads().len(), 1);
}

#[tokio::test]
async fn which_way_an_org_takes_is_learnt_once() {
    let world = World::start(RILEY).await.without_keys();
    world.sign_in().await.unwrap();
    for at in 0..2 {
        let lead = value!({ "LastName": format!("Number {at}"), "Company": "Engines" });
        world.create(&format!("page:{at}"), lead).await.unwrap();
    }
    let composite = "POST /services/data/v68.0/composite 200";
    assert_eq!(
        world.calls(),
        [
            "POST /services/data/v68.0/ui-api/records 400",
            composite,
            composite
        ]
    );
    assert_eq!(world.leads().len(), 2);
}

#[tokio::test]
async fn a_text_of_a_page_is_no_reference_to_salesforce() {
    for keys in [true, false] {
        let world = World::start(RILEY).await;
        world.org.org.world().shape.no_idempotency = !keys;
        world.sign_in().await.unwrap();
        let mut lead = ada();
        lead["Title"] = value!("Chief @{guard.records[0].Id}");
        world.create("page:1", lead.clone()).await.unwrap();
        assert_eq!(world.leads()[0]["Title"], lead["Title"], "{keys}");
    }
}

#[tokio::test]
async fn a_meter_that_cannot_be_kept_keeps_nobody_from_a_lead() {
    let world = World::start(RILEY).await;
    world.sign_in().await.unwrap();
    let port = world.worker.port();
    port.memory.full.borrow_mut().push(Area::Session);
    world.create("page:1", ada()).await.unwrap();
    for token in world.org.org.world().access.values_mut() {
        token.live = false;
    }
    // Nor does an access token that cannot be kept.
    let second = value!({ "LastName": "Second", "Company": "Looms" });
    world.create("page:2", second).await.unwrap();
    assert_eq!(world.leads().len(), 2);
}

#[tokio::test]
async fn a_happy_create_asks_the_browser_at_most_ten_times() {
    let world = World::start(RILEY).await;
    world.sign_in().await.unwrap();
    world.worker.retry_due(Trigger::Time).await.unwrap();
    let trips = &world.worker.port().memory.trips;
    let before = trips.get();
    world.create("page:1", ada()).await.unwrap();
    let made = trips.get() - before;
    assert!((1..=10).contains(&made), "{made}");
}

#[tokio::test]
async fn of_what_reps_have_typed_the_latest_is_kept() {
    let world = World::start(RILEY).await;
    let memory = &world.worker.port().memory;
    for at in 0..202 {
        let draft = value!({ "key": at, "keptAt": at });
        memory.put(Area::Session, &format!("draft:{at}"), draft);
    }
    world.worker.trim_drafts().await.unwrap();
    assert_eq!(memory.stored(Area::Session, "draft:1"), None);
    assert!(memory.stored(Area::Session, "draft:2").is_some());
}

#[tokio::test]
async fn two_at_once_for_one_profile_make_one_lead() {
    let world = World::start(RILEY).await;
    world.sign_in().await.unwrap();
    let (one, two) = tokio::join!(world.create("page:1", ada()), world.create("page:1", ada()));
    assert_eq!(one.unwrap().id, two.unwrap().id);
    assert_eq!(world.leads().len(), 1);
}

#[tokio::test]
async fn an_expired_token_is_renewed_once_for_all_who_wait() {
    for rotate_refresh_tokens in [false, true] {
        let world = World::start(RILEY).await;
        world.org.org.world().shape = Shape {
            rotate_refresh_tokens,
            ..Shape::default()
        };
        world.sign_in().await.unwrap();
        for _ in 0..2 {
            world
                .org
                .org
                .world()
                .access
                .values_mut()
                .for_each(|token| token.live = false);
            let describe = || {
                world.ask::<Value>(Describe {
                    object: Object::Lead,
                    fresh: true,
                    record_type: None,
                })
            };
            let (one, two, lead) =
                tokio::join!(describe(), describe(), world.create("page:1", ada()));
            assert_eq!(one.unwrap(), two.unwrap());
            lead.unwrap();
        }
        let asked = world
            .org
            .org
            .world()
            .log
            .iter()
            .filter(|logged| logged.path.ends_with("/token"))
            .count();
        assert_eq!(asked, 3, "one sign-in and two refreshes");
        assert_eq!(world.leads().len(), 1);
    }
}

#[tokio::test]
async fn who_may_not_gets_a_sentence_and_no_session_where_it_is_the_wrong_org() {
    for (user, at_sign_in, at_create) in [
        (
            "oskar.other@otherorg.example.com",
            Some(Kind::WrongOrg),
            Some(Kind::SignedOut),
        ),
        (
            "ina.inactive@cirrus.example.com",
            Some(Kind::SignInClosed),
            Some(Kind::SignedOut),
        ),
        (
            "noa.noapi@cirrus.example.com",
            None,
            Some(Kind::ApiDisabled),
        ),
        (
            "nico.nocreate@cirrus.example.com",
            None,
            Some(Kind::NoAccess),
        ),
        ("nell.nocontact@cirrus.example.com", None, None),
    ] {
        let world = World::start(user).await;
        let signed_in = world.sign_in().await;
        assert_eq!(
            signed_in.err().map(|problem| problem.kind),
            at_sign_in,
            "{user}"
        );
        let created = world.create("page:1", ada()).await;
        assert_eq!(
            created.err().map(|problem| problem.kind),
            at_create,
            "{user}"
        );
        assert_eq!(
            world.leads().len(),
            usize::from(at_create.is_none()),
            "{user}"
        );
        if at_sign_in == Some(Kind::WrongOrg) {
            let live = world
                .org
                .org
                .world()
                .refresh
                .values()
                .filter(|token| token.live)
                .count();
            assert_eq!(live, 0, "its access is given back");
        }
    }
}

#[tokio::test]
async fn an_admin_who_revokes_ends_the_session() {
    let world = World::start(RILEY).await;
    world.sign_in().await.unwrap();
    {
        let mut org = world.org.org.world();
        org.access.values_mut().for_each(|token| token.live = false);
        org.refresh
            .values_mut()
            .for_each(|token| token.live = false);
    }
    assert_eq!(
        world.create("page:1", ada()).await.unwrap_err().kind,
        Kind::SessionEnded
    );
    let opened: Opened = world
        .ask(Open {
            key: None,
            address: None,
        })
        .await
        .unwrap();
    assert_eq!(opened.who, None);
}

#[tokio::test]
async fn the_describe_is_asked_for_once_and_then_only_whether_it_changed() {
    let world = World::start(RILEY).await;
    world.sign_in().await.unwrap();
    let first: Value = world
        .ask(Describe {
            object: Object::Lead,
            fresh: false,
            record_type: None,
        })
        .await
        .unwrap();
    let cached: Value = world
        .ask(Describe {
            object: Object::Lead,
            fresh: false,
            record_type: None,
        })
        .await
        .unwrap();
    let asked: Value = world
        .ask(Describe {
            object: Object::Lead,
            fresh: true,
            record_type: None,
        })
        .await
        .unwrap();
    assert_eq!((&first, &first), (&cached, &asked));
    let path = "GET /services/data/v68.0/sobjects/Lead/describe";
    // Along with it, how the org writes countries.
    let countries = "GET /services/data/v68.0/query 200";
    assert_eq!(
        world.calls(),
        [
            &format!("{path} 200"),
            countries,
            &format!("{path} 304"),
            countries
        ]
    );
}

#[tokio::test]
async fn signing_out_revokes() {
    let world = World::start(RILEY).await;
    world.sign_in().await.unwrap();
    world.ask::<()>(SignOut {}).await.unwrap();
    let org = world.org.org.world();
    assert!(
        org.access
            .values()
            .chain(org.refresh.values())
            .all(|token| !token.live)
    );
}

#[tokio::test]
async fn the_monthly_limit_is_held_before_anything_is_sent() {
    let world = World::start(RILEY).await;
    world.sign_in().await.unwrap();
    let port = world.worker.port();
    let mut settings = port.memory.stored(Area::Local, SETTINGS).unwrap();
    settings["monthlyLimit"] = value!(2);
    port.memory.put(Area::Local, SETTINGS, settings);
    for at in 0..2 {
        let mut lead = ada();
        lead["LastName"] = value!(format!("Number {at}"));
        world.create(&format!("page:{at}"), lead).await.unwrap();
    }
    let calls = world.calls().len();
    let problem = world.create("page:3", ada()).await.unwrap_err();
    assert_eq!(problem.kind, Kind::MonthlyLimit);
    let detail = problem.more().unwrap().detail.clone();
    assert!(
        matches!(detail, Some(Detail::Month { used: 2, .. })),
        "{detail:?}"
    );
    assert_eq!(world.calls().len(), calls, "nothing was sent");
    // A Lead that is there already is no new one.
    world.create("page:1", ada()).await.unwrap();
    assert_eq!(world.leads().len(), 2);
}
