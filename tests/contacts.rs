//! Contacts, natively, against the practice org over TLS.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail here")]

mod native;

use add_to_crm::contact::opportunity::Opportunities;
use add_to_crm::contact::{ContactRole, WithContact};
use add_to_crm::journal::{Created, Entry, Outcome, State, id};
use add_to_crm::matching::account::{AccountReason, Accounts};
use add_to_crm::matching::{MatchQuery, MatchResults};
use add_to_crm::message::{
    Describe, FindAccounts, FindMatches, FindOpportunities, Open, Opened, Resume,
};
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

fn opportunity(world: &World, name: &str, stage: &str) -> String {
    let fields = value!({ "Name": name, "StageName": stage, "AccountId": tidewater(), "Amount": 12000, "CloseDate": "2026-12-31" });
    let Value::Object(fields) = fields else {
        unreachable!()
    };
    world.org.org.world().insert(0, "Opportunity", fields, 0)
}

fn part_in(opportunity: &str) -> Option<ContactRole> {
    Some(ContactRole {
        opportunity: opportunity.to_owned(),
        name: "Pumps".to_owned(),
        role: "Evaluator".to_owned(),
    })
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
async fn open_opportunities_come_newest_first_with_the_orgs_roles() {
    let world = start(RILEY).await;
    for (name, stage) in [
        ("Pumps", "Prospecting"),
        ("Old", "Closed Lost"),
        ("Valves", "Qualification"),
    ] {
        let id = opportunity(&world, name, stage);
        let mut org = world.org.org.world();
        let mut record = org.find(0, "Opportunity", &id).unwrap().clone();
        let day = if name == "Pumps" {
            "2026-01-01"
        } else {
            "2026-02-01"
        };
        record.insert(
            "CreatedDate".into(),
            value!(format!("{day}T00:00:00.000+0000")),
        );
        org.put(0, "Opportunity", record);
    }
    world.org.org.world().log.clear();
    let ask = || {
        world.ask::<Opportunities>(FindOpportunities {
            account: tidewater(),
        })
    };
    let found = ask().await.unwrap();
    let names: Vec<&str> = found.open.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Valves", "Pumps"]);
    assert_eq!(found.open[0].stage.as_deref(), Some("Qualification"));
    assert_eq!(found.open[0].amount, Some(12000.0));
    assert!(
        found
            .roles
            .iter()
            .any(|(value, _)| value == "Decision Maker")
    );
    assert_eq!(world.calls(), ["POST /services/data/v68.0/composite 200"]);

    let world = start("odd.noopportunity@cirrus.example.com").await;
    let ask = FindOpportunities {
        account: tidewater(),
    };
    let found: Opportunities = world.ask(ask).await.unwrap();
    assert!(found.no_access && found.open.is_empty());
}

#[tokio::test]
async fn a_contact_and_its_part_in_an_opportunity_are_one_call_and_told_apart() {
    let world = start(RILEY).await;
    let pumps = opportunity(&world, "Pumps", "Prospecting");
    // What time it is at Salesforce is known by now.
    world.org.org.world().log.clear();
    let created = create(&world, "page:1", part_in(&pumps)).await;
    assert_eq!(created.role.as_ref().unwrap().problem, None);
    assert_eq!(world.calls(), ["POST /services/data/v68.0/composite 200"]);
    let roles: Vec<Value> = {
        let org = world.org.org.world();
        let all = org.all(0, "OpportunityContactRole");
        all.into_iter().map(|one| value!(one)).collect()
    };
    assert_eq!(roles.len(), 1);
    for (name, value) in [
        ("OpportunityId", pumps.as_str()),
        ("ContactId", created.id.as_str()),
        ("Role", "Evaluator"),
    ] {
        assert_eq!(roles[0][name], value);
    }
    // The Opportunity was deleted meanwhile: the Contact is there, and that is said.
    assert!(world.org.org.world().delete(0, "Opportunity", &pumps));
    let created = create(&world, "page:2", part_in(&pumps)).await;
    let role = created.role.unwrap();
    assert_eq!(role.problem.unwrap().kind, Kind::RecordGone);
    assert_eq!(contacts(&world).len(), 2);
}

#[tokio::test]
async fn a_part_whose_answer_was_lost_is_asked_for() {
    for cut in [FaultKind::CutAfter, FaultKind::BrokenJson] {
        let world = start(RILEY).await;
        let pumps = opportunity(&world, "Pumps", "Prospecting");
        world.fault_times(cut, "/composite", 1);
        let lost = order(&world, "page:1", ada(&tidewater()), part_in(&pumps)).await;
        assert!(matches!(lost, Ok(Outcome::Pending(_))), "{lost:?}");
        let found = order(&world, "page:1", ada(&tidewater()), part_in(&pumps)).await;
        let Ok(Outcome::Created(found)) = found else {
            panic!("{found:?}")
        };
        assert!(found.found_again);
        assert_eq!(found.role.unwrap().problem, None);
        assert_eq!(contacts(&world).len(), 1);
    }
}

/// How many parts there are in any Opportunity.
fn roles(world: &World) -> usize {
    let org = world.org.org.world();
    org.all(0, "OpportunityContactRole").len()
}

const ROLE: &str = "/sobjects/OpportunityContactRole";

impl World {
    /// "Try again" at a Contact that lacks its part; why it lacks it then.
    async fn try_the_role(&self) -> Option<Kind> {
        let who = self.who().await;
        let resume = Resume {
            id: id(&who, "page:1"),
            allow_duplicates: false,
        };
        let Outcome::Created(created) = self.ask(resume).await.unwrap() else {
            panic!("it was created")
        };
        // What the rep is told stands in the journal too.
        let kept = self.stored(&id(&who, "page:1")).and_then(Entry::read);
        assert_eq!(kept.unwrap().state, State::Created(created.clone()));
        created.role.unwrap().problem.map(|problem| problem.kind)
    }

    async fn who(&self) -> add_to_crm::salesforce::identity::User {
        let open = Open {
            key: None,
            address: None,
        };
        let opened: Opened = self.ask(open).await.unwrap();
        opened.who.unwrap()
    }
}

#[tokio::test]
async fn a_part_that_alone_was_refused_is_added_later_and_once() {
    let world = start(RILEY).await;
    let pumps = opportunity(&world, "Pumps", "Prospecting");
    world.fault_times(FaultKind::RowLocked, ROLE, 2);
    let created = create(&world, "page:1", part_in(&pumps)).await;
    let problem = created.role.unwrap().problem.unwrap();
    assert_eq!((problem.kind, roles(&world)), (Kind::RowLocked, 0));
    assert_eq!(world.try_the_role().await, Some(Kind::RowLocked));
    world.org.org.world().log.clear();
    assert_eq!(world.try_the_role().await, None);
    assert_eq!(world.calls(), ["POST /services/data/v68.0/composite 200"]);
    // There is nothing left to add.
    assert_eq!(world.try_the_role().await, None);
    assert_eq!(world.calls().len(), 1);
    assert_eq!((roles(&world), contacts(&world).len()), (1, 1));
}

/// A colleague was quicker, or the Opportunity is gone.
#[tokio::test]
async fn a_part_that_is_there_is_not_added_and_one_that_cannot_be_is_said() {
    for gone in [false, true] {
        let world = start(RILEY).await;
        let pumps = opportunity(&world, "Pumps", "Prospecting");
        world.fault_times(FaultKind::RowLocked, ROLE, 1);
        let created = create(&world, "page:1", part_in(&pumps)).await;
        if gone {
            world.org.org.world().delete(0, "Opportunity", &pumps);
        } else {
            let Value::Object(theirs) =
                value!({ "OpportunityId": pumps, "ContactId": created.id, "Role": "Other" })
            else {
                unreachable!()
            };
            let mut org = world.org.org.world();
            org.insert(1, "OpportunityContactRole", theirs, 1);
        }
        let told = world.try_the_role().await;
        assert_eq!(told, gone.then_some(Kind::RecordGone));
        assert_eq!(roles(&world), usize::from(!gone));
    }
}

/// The Contact is there, its part is not, and the answer that said so was lost: it
/// may be under way for as long as a transaction may last.
#[tokio::test]
async fn a_part_that_may_come_yet_is_not_said_to_be_missing() {
    let world = start(RILEY).await;
    let pumps = opportunity(&world, "Pumps", "Prospecting");
    world.fault_times(FaultKind::RowLocked, ROLE, 1);
    world.fault_times(FaultKind::CutAfter, "/composite", 1);
    let lost = order(&world, "page:1", ada(&tidewater()), part_in(&pumps)).await;
    assert!(matches!(lost, Ok(Outcome::Pending(_))), "{lost:?}");
    let found = create(&world, "page:1", part_in(&pumps)).await;
    let role = found.role.unwrap();
    assert_eq!(role.problem.unwrap().kind, Kind::AnswerLost);
    assert!(role.sent.is_some());
    assert_eq!(world.try_the_role().await, Some(Kind::AnswerLost));
    assert_eq!(roles(&world), 0);
    world.later(781);
    // That answer says what time it is by now.
    assert_eq!(world.try_the_role().await, Some(Kind::AnswerLost));
    assert_eq!(world.try_the_role().await, None);
    assert_eq!((roles(&world), contacts(&world).len()), (1, 1));
}

#[tokio::test]
async fn a_part_is_added_once_whatever_is_cut_or_stopped() {
    for stopped in [false, true] {
        let world = start(RILEY).await;
        let pumps = opportunity(&world, "Pumps", "Prospecting");
        world.fault_times(FaultKind::RowLocked, ROLE, 1);
        create(&world, "page:1", part_in(&pumps)).await;
        let world = if stopped {
            world.fault(FaultKind::HoldAfter, "/composite");
            let stop = async {
                let mut held = world.org.org.world().held.subscribe();
                held.wait_for(|held| held.count > 0).await.unwrap();
            };
            tokio::select! {
                biased;
                () = stop => {}
                told = world.try_the_role() => panic!("{told:?}"),
            }
            world.mend();
            world.restart(RILEY)
        } else {
            world.fault_times(FaultKind::CutAfter, "/composite", 1);
            assert_eq!(world.try_the_role().await, Some(Kind::AnswerLost));
            world
        };
        assert_eq!(roles(&world), 1, "{stopped}");
        assert_eq!(world.try_the_role().await, None, "{stopped}");
        assert_eq!(roles(&world), 1, "{stopped}");
    }
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
