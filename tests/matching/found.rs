//! Who is found, in how many calls, and what is said where nobody can be.

use add_to_crm::matching::{Candidate, MatchQuery, MatchReason, MatchResults};
use add_to_crm::message::{FindMatches, ReadRecords, SignOut};
use add_to_crm::policy::SETTINGS;
use add_to_crm::port::Area;
use add_to_crm::problem::Kind;
use practice_org::state::{FaultKind, Shape};
use serde_json::json as value;

use crate::native::RILEY;
use crate::{add, ids, look, person, start};

const NELL: &str = "nell.nocontact@cirrus.example.com";

#[tokio::test]
async fn leads_and_contacts_are_found_in_one_call_and_nothing_is_written() {
    let world = start(RILEY).await;
    let similar = add(
        &world,
        "Lead",
        value!({ "FirstName": "José", "LastName": "García", "Company": "Elsewhere" }),
    );
    let same = add(
        &world,
        "Lead",
        value!({ "FirstName": "Jose", "LastName": "Garcia", "Company": "Puerto S.A.", "Title": "CFO", "Email": "jose@example.com" }),
    );
    let short = add(
        &world,
        "Contact",
        value!({ "FirstName": "Pepe", "LastName": "Garcia" }),
    );
    let second_name = add(
        &world,
        "Contact",
        value!({ "FirstName": "Jose Luis", "LastName": "Garcia" }),
    );
    add(
        &world,
        "Contact",
        value!({ "FirstName": "Ana", "LastName": "Garcia" }),
    );
    // A certain one is found by the queries alone, which know short forms and
    // second given names.
    let (looked, found) = look(&world, person("Jose", "Garcia", "Puerto")).await;
    assert!(!looked.leads_alone && !looked.more);
    assert_eq!(found.candidates[0].title.as_deref(), Some("CFO"));
    assert_eq!(found.candidates[0].owner.as_deref(), Some("Riley Reyes"));
    assert_eq!(
        found.candidates[0].status.as_deref(),
        Some("Open - Not Contacted")
    );
    let mut all = ids(&found);
    assert_eq!(all.remove(0), (same.as_str(), MatchReason::NameAndCompany));
    all.sort_unstable();
    let mut expected = vec![
        (short.as_str(), MatchReason::SimilarName),
        (second_name.as_str(), MatchReason::SimilarName),
    ];
    expected.sort_unstable();
    assert_eq!(all, expected);
    assert_eq!(world.calls(), ["POST /services/data/v68.0/composite 200"]);
    // Without one the search index is asked, which knows accents besides.
    assert!(world.org.org.world().delete(0, "Lead", &same));
    let (looked, found) = look(&world, person("Jose", "Garcia", "Puerto")).await;
    assert!(!looked.similar_unchecked && !looked.more);
    let mut all = ids(&found);
    all.sort_unstable();
    let mut expected = vec![
        (similar.as_str(), MatchReason::SimilarName),
        (short.as_str(), MatchReason::SimilarName),
        (second_name.as_str(), MatchReason::SimilarName),
    ];
    expected.sort_unstable();
    assert_eq!(all, expected);
    assert_eq!(
        world.calls()[1..],
        [
            "POST /services/data/v68.0/composite 200",
            "GET /services/data/v68.0/search 200"
        ]
    );
    assert_eq!(world.leads().len(), 1);
}

#[tokio::test]
async fn a_list_of_twenty_five_is_one_call_and_of_a_hundred_four() {
    for (rows, calls) in [(25, 1), (100, 4)] {
        let world = start(RILEY).await;
        let people: Vec<MatchQuery> = (0..rows)
            .map(|at| MatchQuery {
                key: format!("sales-navigator:{at}"),
                ..person(&format!("Given{at}"), "Familyname", "Harbor")
            })
            .collect();
        let id = add(
            &world,
            "Lead",
            value!({ "FirstName": "Given7", "LastName": "Familyname", "Company": "Harbor" }),
        );
        let looked: MatchResults = world.ask(FindMatches { people }).await.unwrap();
        assert_eq!(looked.people.len(), rows);
        for (at, found) in looked.people.iter().enumerate() {
            let expected: &[(&str, MatchReason)] = match at {
                7 => &[(&id, MatchReason::NameAndCompany)],
                _ => &[],
            };
            assert_eq!(ids(found), expected);
        }
        assert_eq!(world.calls().len(), calls);
    }
}

#[tokio::test]
async fn without_access_to_contacts_leads_alone_are_looked_at_and_it_is_said() {
    let world = start(NELL).await;
    add(
        &world,
        "Contact",
        value!({ "FirstName": "Ann", "LastName": "Reed" }),
    );
    let lead = add(
        &world,
        "Lead",
        value!({ "FirstName": "Ann", "LastName": "Reed", "Company": "Harbor" }),
    );
    let (looked, found) = look(&world, person("Ann", "Reed", "")).await;
    assert!(looked.leads_alone);
    assert_eq!(ids(&found), [(lead.as_str(), MatchReason::Name)]);
}

#[tokio::test]
async fn hidden_columns_are_learnt_once() {
    let world = start(RILEY).await;
    world.org.org.world().shape = Shape {
        hidden_fields: vec!["Email".into(), "Phone".into()],
        ..Shape::default()
    };
    let lead = add(
        &world,
        "Lead",
        value!({ "FirstName": "Ann", "LastName": "Reed", "Company": "Harbor" }),
    );
    let wanted = MatchQuery {
        email: "ann@example.com".into(),
        ..person("Ann", "Reed", "Harbor")
    };
    // Two columns are learnt of in two calls.
    for calls in [3, 4] {
        let (_, found) = look(&world, wanted.clone()).await;
        assert_eq!(ids(&found), [(lead.as_str(), MatchReason::NameAndCompany)]);
        assert_eq!(world.calls().len(), calls);
    }
}

#[tokio::test]
async fn a_check_that_fails_says_why() {
    let world = start(RILEY).await;
    for (fault, kind) in [
        (FaultKind::Unavailable, Kind::Unavailable),
        (FaultKind::BrokenJson, Kind::BrokenJson),
        (FaultKind::AllowanceSpent, Kind::AllowanceSpent),
        (FaultKind::CutBefore, Kind::Unreachable),
    ] {
        world.fault(fault, "/composite");
        let people = vec![person("Ann", "Reed", "Harbor")];
        let problem = world.ask::<MatchResults>(FindMatches { people }).await;
        assert_eq!(problem.unwrap_err().kind, kind, "{fault:?}");
        world.org.org.world().faults.clear();
    }
    let _: () = world.ask(SignOut {}).await.unwrap();
    let people = vec![person("Ann", "Reed", "Harbor")];
    let problem = world.ask::<MatchResults>(FindMatches { people }).await;
    assert_eq!(problem.unwrap_err().kind, Kind::SignedOut);
}

#[tokio::test]
async fn while_lead_creation_is_off_nobody_is_looked_for() {
    let world = start(RILEY).await;
    let port = world.worker.port();
    let mut settings = port.memory.stored(Area::Local, SETTINGS).unwrap();
    settings["leadCreation"] = value!(false);
    port.memory.put(Area::Local, SETTINGS, settings);
    let people = vec![person("Ann", "Reed", "Harbor")];
    let looked = world.ask::<MatchResults>(FindMatches { people }).await;
    assert_eq!(looked.unwrap_err().kind, Kind::LeadCreationOff);
    let ids = vec!["00Q000000000001EAA".to_owned()];
    let read = world.ask::<Vec<Candidate>>(ReadRecords { ids }).await;
    assert_eq!(read.unwrap_err().kind, Kind::LeadCreationOff);
    assert_eq!(world.calls(), [""; 0]);
}
