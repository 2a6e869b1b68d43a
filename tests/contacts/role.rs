//! A Contact's part in an Opportunity: with the Contact, later and alone, and once.

use crate::native::{RILEY, World};
use add_to_crm::contact::ContactRole;
use add_to_crm::contact::opportunity::Opportunities;
use add_to_crm::journal::{Entry, Outcome, State, id};
use add_to_crm::message::{FindOpportunities, Open, Opened, Resume};
use add_to_crm::problem::Kind;
use practice_org::state::FaultKind;
use serde_json::{Value, json as value};

use crate::{ada, contacts, create, order, start, tidewater};

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
