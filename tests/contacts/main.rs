//! Contacts, natively, against the practice org over TLS.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail here")]

#[path = "../native/mod.rs"]
mod native;

mod role;

use add_to_crm::contact::opportunity::Opportunities;
use add_to_crm::contact::{ContactRole, WithContact};
use add_to_crm::journal::{Created, Outcome};
use add_to_crm::matching::account::{AccountReason, Accounts};
use add_to_crm::matching::{MatchQuery, MatchResults};
use add_to_crm::message::{Describe, FindAccounts, FindMatches, FindOpportunities, Open, Opened};
use add_to_crm::problem::{Kind, Problem};
use add_to_crm::salesforce::object::Object;
use native::{RILEY, World};
use practice_org::ids;
use practice_org::state::{DuplicateRule, FaultKind, Shape};
use serde_json::{Value, json as value};

/// The Account that the org has from the start.
fn tidewater() -> String {
    ids::id("001", 1)
}

fn ada(account: &str) -> Value {
    value!({ "FirstName": "Ada", "LastName": "Byron", "AccountId": account, "Title": "Chief", "MailingCountry": "Norway", "LeadSource": "Web" })
}

async fn start(user: &'static str) -> World {
    let world = World::start(user).await;
    world.set("contactCreation", value!(true));
    world.sign_in().await.unwrap();
    world
}

async fn order(
    world: &World,
    key: &str,
    fields: Value,
    role: Option<ContactRole>,
) -> Result<Outcome, Problem> {
    let contact = WithContact {
        account: "Tidewater Tools".to_owned(),
        role,
    };
    world.order_contact(key, fields, contact).await
}

async fn create(world: &World, key: &str, role: Option<ContactRole>) -> Created {
    match order(world, key, ada(&tidewater()), role).await.unwrap() {
        Outcome::Created(created) => created,
        Outcome::Pending(pending) => panic!("{pending:?}"),
    }
}

fn contacts(world: &World) -> Vec<Value> {
    let org = world.org.org.world();
    let all = org.all(0, "Contact");
    let own = all.into_iter().filter(|one| one["LastName"] == "Byron");
    own.map(|one| value!(one)).collect()
}

#[tokio::test]
async fn a_contact_is_created_as_it_was_sent_by_one_call() {
    for keys in [true, false] {
        let world = start(RILEY).await;
        world.org.org.world().shape.no_idempotency = !keys;
        let created = create(&world, "page:1", None).await;
        assert_eq!(created.object, Object::Contact);
        assert!(created.id.starts_with("003"), "{created:?}");
        assert_eq!(created.company, "Tidewater Tools");
        assert_eq!(created.owner.as_deref(), Some("Riley Reyes"));
        let all = contacts(&world);
        assert_eq!(all.len(), 1);
        for (name, value) in ada(&tidewater()).as_object().unwrap() {
            assert_eq!(&all[0][name], value, "{name}");
        }
        if keys {
            assert_eq!(
                world.calls(),
                ["POST /services/data/v68.0/ui-api/records 201"]
            );
        }
        // Asked for again it is the same one, and it counts with the Leads.
        assert_eq!(create(&world, "page:1", None).await.id, created.id);
        let open = Open {
            key: Some("page:1".to_owned()),
            address: None,
        };
        let opened: Opened = world.ask(open).await.unwrap();
        assert_eq!(opened.month.used, 1);
        assert_eq!(opened.matched.unwrap().object, Object::Contact);
    }
}

#[tokio::test]
async fn a_contact_is_not_created_twice_whatever_is_cut() {
    for keys in [true, false] {
        let world = start(RILEY).await;
        world.org.org.world().shape.no_idempotency = !keys;
        let path = if keys {
            "/ui-api/records"
        } else {
            "/composite"
        };
        world.fault_times(FaultKind::CutAfter, path, 1);
        let outcome = order(&world, "page:1", ada(&tidewater()), None).await;
        assert_eq!(contacts(&world).len(), 1, "{outcome:?}");
        if let Ok(Outcome::Pending(_)) = outcome {
            let created = order(&world, "page:1", ada(&tidewater()), None)
                .await
                .unwrap();
            assert!(matches!(created, Outcome::Created(one) if one.found_again));
        }
        assert_eq!(contacts(&world).len(), 1);
    }
}

#[tokio::test]
async fn off_means_off() {
    let world = World::start(RILEY).await;
    world.sign_in().await.unwrap();
    let refused = order(&world, "page:1", ada(&tidewater()), None).await;
    assert_eq!(refused.unwrap_err().kind, Kind::NotAllowed);
    assert_eq!(contacts(&world).len(), 0);
    let asked: Result<Opportunities, Problem> = world
        .ask(FindOpportunities {
            account: tidewater(),
        })
        .await;
    assert_eq!(asked.unwrap_err().kind, Kind::NotAllowed);
}

#[tokio::test]
async fn the_accounts_question_is_in_the_same_call_as_the_look_up() {
    let world = start(RILEY).await;
    let wanted = |company: &str, email: &str| MatchQuery {
        key: "page:1".to_owned(),
        first_name: "Ada".to_owned(),
        last_name: "Byron".to_owned(),
        company: company.to_owned(),
        email: email.to_owned(),
        ..MatchQuery::default()
    };
    for (company, email, name, why) in [
        (
            "Tidewater Tools AS",
            "",
            Some("Tidewater Tools"),
            Some(AccountReason::Name),
        ),
        (
            "Tidewater Tools",
            "ada@tidewater.example.com",
            Some("Tidewater Tools"),
            Some(AccountReason::NameAndWebsite),
        ),
        ("Nobody Knows", "", None, None),
    ] {
        world.org.org.world().log.clear();
        let people = vec![wanted(company, email)];
        let found: MatchResults = world.ask(FindMatches { people }).await.unwrap();
        let accounts = found.people[0].accounts.clone().unwrap();
        let only = accounts.only();
        assert_eq!(only.map(|one| one.name.as_str()), name);
        assert_eq!(only.map(|one| one.why), why);
        assert_eq!(
            world.calls(),
            [
                "POST /services/data/v68.0/composite 200",
                "GET /services/data/v68.0/search 200"
            ]
        );
    }
    // Three thousand of one name: the first ten, and none of them is chosen.
    for _ in 0..3000 {
        let Value::Object(account) = value!({ "Name": "Tidewater Tools" }) else {
            unreachable!()
        };
        world.org.org.world().insert(0, "Account", account, 0);
    }
    let people = vec![wanted("Tidewater Tools", "")];
    let found: MatchResults = world.ask(FindMatches { people }).await.unwrap();
    let accounts = found.people[0].accounts.clone().unwrap();
    assert_eq!(accounts.near.len(), 10);
    assert!(accounts.more && accounts.only().is_none());
}

#[tokio::test]
async fn the_accounts_of_a_list_are_in_its_call_too() {
    let world = start(RILEY).await;
    let wanted = |at: usize, company: &str| MatchQuery {
        key: format!("page:{at}"),
        first_name: "Ada".to_owned(),
        last_name: format!("Number {at}"),
        company: company.to_owned(),
        ..MatchQuery::default()
    };
    let mut people: Vec<MatchQuery> = (0..25)
        .map(|at| wanted(at, &format!("Unknown {at}")))
        .collect();
    people[3] = wanted(3, "Tidewater Tools AS");
    people[4] = wanted(4, "Tidewater");
    world.org.org.world().log.clear();
    let asked = FindMatches {
        people: people.clone(),
    };
    let found: MatchResults = world.ask(asked).await.unwrap();
    assert_eq!(world.calls(), ["POST /services/data/v68.0/composite 200"]);
    let of = |at: usize| found.people[at].accounts.as_ref().unwrap();
    assert_eq!(of(3).only().unwrap().name, "Tidewater Tools");
    // A similar name is shown, and not chosen.
    assert_eq!((of(4).near.len(), of(4).only()), (1, None));
    assert_eq!(of(0).near, []);
    // Where there are too many to be read, none is chosen for anybody.
    for _ in 0..2001 {
        let fields = value!({ "Name": "Unknown 0" });
        let fields = fields.as_object().unwrap().clone();
        world.org.org.world().insert(0, "Account", fields, 0);
    }
    let found: MatchResults = world.ask(FindMatches { people }).await.unwrap();
    let only = |one: &add_to_crm::matching::MatchResult| one.accounts.as_ref()?.only().cloned();
    assert!(found.people.iter().all(|one| only(one).is_none()));
}

#[tokio::test]
async fn who_may_not_see_accounts_still_finds_people() {
    let world = start("andy.noaccount@cirrus.example.com").await;
    let people = vec![MatchQuery {
        key: "page:1".to_owned(),
        first_name: "Ada".to_owned(),
        last_name: "Byron".to_owned(),
        company: "Tidewater Tools".to_owned(),
        ..MatchQuery::default()
    }];
    let found: MatchResults = world.ask(FindMatches { people }).await.unwrap();
    let accounts = found.people[0].accounts.as_ref().unwrap();
    assert!(found.leads_alone && accounts.unchecked);
    let describe = Describe {
        object: Object::Contact,
        fresh: false,
        record_type: None,
    };
    let refused: Result<Value, Problem> = world.ask(describe).await;
    assert!(refused.is_err());
}

#[tokio::test]
async fn what_the_org_does_not_take_is_said_at_its_field() {
    let gone = tidewater();
    for (shape, account, kind, field) in [
        (
            Shape {
                refused_title: Some("Chief".to_owned()),
                ..Shape::default()
            },
            tidewater(),
            Kind::ValidationRule,
            Some("Title"),
        ),
        (
            Shape {
                account_filter: true,
                ..Shape::default()
            },
            "filtered".to_owned(),
            Kind::ValidationRule,
            Some("AccountId"),
        ),
        (
            Shape::default(),
            "deleted".to_owned(),
            Kind::RecordGone,
            Some("AccountId"),
        ),
        (
            Shape::default(),
            ids::id("001", 999),
            Kind::RecordGone,
            Some("AccountId"),
        ),
        (
            Shape {
                duplicate_rule: Some(DuplicateRule::Warn),
                ..Shape::default()
            },
            tidewater(),
            Kind::DuplicatesFound,
            None,
        ),
    ] {
        let world = start(RILEY).await;
        let Value::Object(other) = value!({ "Name": "Rivet" }) else {
            unreachable!()
        };
        let other = world.org.org.world().insert(0, "Account", other, 0);
        let account = match account.as_str() {
            "filtered" => other,
            "deleted" => {
                world.org.org.world().delete(0, "Account", &other);
                other
            }
            _ => account,
        };
        if shape.duplicate_rule.is_some() {
            let Value::Object(twin) = ada(&gone) else {
                unreachable!()
            };
            world.org.org.world().insert(0, "Contact", twin, 0);
        }
        let before = contacts(&world).len();
        world.org.org.world().reshape(shape);
        let refused = order(&world, "page:1", ada(&account), None)
            .await
            .unwrap_err();
        assert_eq!(refused.kind, kind, "{refused:?}");
        if let Some(field) = field {
            assert_eq!(refused.about(), [field]);
        }
        assert_eq!(contacts(&world).len(), before);
    }
}

/// Two Accounts are merged between the look and the create: the Contact is refused at
/// its Account, and the one that is left is found and takes it.
#[tokio::test]
async fn a_merged_account_is_named_and_the_one_that_is_left_takes_the_contact() {
    for keys in [true, false] {
        let world = start(RILEY).await;
        world.org.org.world().shape.no_idempotency = !keys;
        let left = tidewater();
        let merged = {
            let mut org = world.org.org.world();
            let fields = value!({ "Name": "Tidewater Tools AS", "MasterRecordId": left });
            let fields = fields.as_object().unwrap().clone();
            let merged = org.insert(0, "Account", fields, 0);
            assert!(org.delete(0, "Account", &merged));
            merged
        };
        let refused = order(&world, "page:1", ada(&merged), None).await;
        let refused = refused.unwrap_err();
        assert_eq!(refused.kind, Kind::RecordGone);
        assert_eq!(refused.about(), ["AccountId"]);
        assert_eq!(contacts(&world).len(), 0);
        let find = FindAccounts {
            company: "Tidewater Tools AS".to_owned(),
            email: String::new(),
            website: String::new(),
        };
        let found: Accounts = world.ask(find).await.unwrap();
        assert_eq!(found.only().map(|one| one.id.as_str()), Some(&*left));
        create(&world, "page:1", None).await;
        assert_eq!(contacts(&world)[0]["AccountId"], value!(left));
    }
}
