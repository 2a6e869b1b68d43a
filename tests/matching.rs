//! "Is this person already in the CRM?": queries through the practice org's own
//! parser, and the worker's answers over a real network.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail here")]

mod native;

use add_to_crm::matching::{
    Candidate, Change, MatchQuery, MatchReason, MatchResult, MatchResults, query,
};
use add_to_crm::message::{
    FindMatches, LinkWritten, Match, Matched, Open, Opened, ReadRecords, SignOut, Unmatch,
};
use add_to_crm::policy::SETTINGS;
use add_to_crm::port::Area;
use add_to_crm::problem::Kind;
use add_to_crm::salesforce::object::Object;
use add_to_crm::salesforce::soql::{Condition, Query};
use native::{RILEY, World};
use practice_org::soql;
use practice_org::state::{FaultKind, Shape};
use proptest::prelude::*;
use serde_json::{Value, json as value};

const NELL: &str = "nell.nocontact@cirrus.example.com";

/// What of the org's Leads a query finds.
fn found(world: &practice_org::World, query: &Query) -> Vec<String> {
    let parsed = soql::parse(&query.to_string()).unwrap_or_else(|words| panic!("{query}: {words}"));
    let answer = soql::run(world, 0, &parsed, soql::Reach::Live, |_| true, |_, _| true).unwrap();
    let records = answer["records"].as_array().unwrap();
    records
        .iter()
        .map(|record| record["Id"].as_str().unwrap().to_owned())
        .collect()
}

/// An org with this Lead and others that a careless query would find.
fn org_with(first: &str, last: &str) -> (practice_org::World, String) {
    let mut world = practice_org::World::new();
    let mut lead = |first: &str, last: &str| {
        let Value::Object(fields) =
            value!({ "FirstName": first, "LastName": last, "Company": "Harbor" })
        else {
            unreachable!()
        };
        world.insert(0, "Lead", fields, 0)
    };
    lead("Somebody", "Else");
    lead("", "");
    lead(&format!("{first}x"), last);
    lead(first, &format!("{last}x"));
    lead("' OR LastName != '", "%");
    let id = lead(first, last);
    (world, id)
}

/// Names as they are, and as somebody would write them who means harm.
fn names() -> impl Strategy<Value = String> {
    let nasty = prop_oneof![
        Just("O'Brien".to_owned()),
        Just("\\".to_owned()),
        Just("\\'".to_owned()),
        Just("\"quoted\"".to_owned()),
        Just("two\nlines\r\nand\ttab".to_owned()),
        Just("100%_sure".to_owned()),
        Just("\u{1f600}\u{1f468}\u{200d}\u{1f4bb}".to_owned()),
        Just("\u{202e}\u{5d0}\u{5d1}\u{200f}".to_owned()),
        Just("') OR (Id != '".to_owned()),
        Just("x".repeat(5000)),
        Just("\u{8}\u{c}\u{1}".to_owned()),
    ];
    prop_oneof![
        1 => nasty.clone(),
        1 => ("\\PC{1,40}", nasty).prop_map(|(one, other)| format!("{one}{other}")),
        3 => "[\\PC\\n\\r\\t'\\\\%_]{1,60}",
    ]
    .prop_filter("a name that is empty for SOQL", |name| {
        !name.trim().is_empty()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_name_the_query_means_exactly_its_record(first in names(), last in names()) {
        let (world, id) = org_with(&first, &last);
        let exactly = Condition::all(&[Condition::is("FirstName", &first), Condition::is("LastName", &last)]);
        let among = Condition::all(&[
            Condition::among("FirstName", &[first.clone(), "nobody".to_owned()]),
            Condition::any(&[Condition::among("LastName", std::slice::from_ref(&last)), Condition::is_empty("Company")]),
        ]);
        for condition in [exactly, among] {
            let query = Query::select(&["Id"], "Lead").where_(&condition);
            prop_assert_eq!(found(&world, &query), vec![id.clone()]);
        }
    }

    #[test]
    fn a_person_with_any_name_is_asked_for_in_a_query_that_holds(
        first in names(), last in names(), email in names(),
    ) {
        let (world, id) = org_with(first.trim(), last.trim());
        let wanted = MatchQuery { first_name: first.clone(), last_name: last.clone(), email, ..MatchQuery::default() };
        let condition = wanted.condition(&[]).unwrap();
        let ids = found(&world, &query(Object::Lead, &condition, &[], None));
        let fits = first.trim().chars().count() <= 40 && last.trim().chars().count() <= 80;
        prop_assert_eq!(ids.contains(&id), fits);
    }
}

fn person(first: &str, last: &str, company: &str) -> MatchQuery {
    MatchQuery {
        key: "sales-navigator:1".into(),
        first_name: first.into(),
        last_name: last.into(),
        company: company.into(),
        ..MatchQuery::default()
    }
}

fn add(world: &World, object: &str, fields: Value) -> String {
    let Value::Object(fields) = fields else {
        panic!("{fields}")
    };
    world.org.org.world().insert(0, object, fields, 0)
}

async fn look(world: &World, wanted: MatchQuery) -> (MatchResults, MatchResult) {
    let people = vec![wanted];
    let looked: MatchResults = world.ask(FindMatches { people }).await.unwrap();
    let found = looked.people[0].clone();
    (looked, found)
}

async fn start(user: &'static str) -> World {
    let world = World::start(user).await;
    world.sign_in().await.unwrap();
    world
}

fn ids(found: &MatchResult) -> Vec<(&str, MatchReason)> {
    let ids = found.candidates.iter();
    ids.map(|one| (one.id.as_str(), one.why)).collect()
}

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

const KEY: &str = "sales-navigator:1";
const LINK: &str = "https://www.linkedin.com/sales/lead/1";

async fn opened(world: &World) -> Opened {
    let key = Some(KEY.to_owned());
    world.ask(Open { key, address: None }).await.unwrap()
}

/// An org with a Lead to which the profile is matched.
async fn matched() -> (World, Candidate) {
    let world = start(RILEY).await;
    add(
        &world,
        "Lead",
        value!({ "FirstName": "Ann", "LastName": "Reed", "Company": "Harbor" }),
    );
    let (_, found) = look(&world, person("Ann", "Reed", "Harbor")).await;
    let request = Match {
        key: KEY.to_owned(),
        link: LINK.to_owned(),
        record: Box::new(found.candidates[0].clone()),
    };
    let Matched { record, link } = world.ask(request).await.unwrap();
    assert_eq!(link, None);
    assert_eq!(record.why, MatchReason::Matched);
    (world, record)
}

#[tokio::test]
async fn a_match_is_there_at_once_confirmed_and_can_be_undone() {
    let (world, record) = matched().await;
    let before = world.calls().len();
    assert_eq!(opened(&world).await.matched, Some(record.clone()));
    assert_eq!(world.calls().len(), before, "from here, without a call");
    // The page may call the person by another name by now.
    let (_, found) = look(&world, person("Anna", "Smith", "Tools")).await;
    assert_eq!(found.matched, Some(record.clone()));
    assert_eq!(found.change, None);
    let address = "https://www.linkedin.com/sales/lead/1,NAME_SEARCH,x?_ntb=1";
    for (address, known) in [
        (address, true),
        ("https://www.linkedin.com/sales/lead/2,NAME_SEARCH,1", false),
        ("https://www.linkedin.com/", false),
        ("", false),
    ] {
        assert_eq!(
            world.worker.is_matched(address).await.unwrap(),
            known,
            "{address}"
        );
    }
    let key = KEY.to_owned();
    let _: () = world.ask(Unmatch { key }).await.unwrap();
    assert_eq!(opened(&world).await.matched, None);
    assert!(!world.worker.is_matched(address).await.unwrap());
    assert_eq!(world.leads()[0]["Id"], record.id);
}

#[tokio::test]
async fn a_match_follows_its_record_or_is_undone_with_a_word() {
    // Deleted
    let (world, record) = matched().await;
    assert!(world.org.org.world().delete(0, "Lead", &record.id));
    let (_, found) = look(&world, person("Ann", "Reed", "Harbor")).await;
    assert_eq!((found.matched, found.change), (None, Some(Change::Deleted)));
    assert_eq!(opened(&world).await.matched, None);
    let (_, found) = look(&world, person("Ann", "Reed", "Harbor")).await;
    assert_eq!(found.change, None, "the word is said once");

    // Merged
    let (world, record) = matched().await;
    let master = add(
        &world,
        "Lead",
        value!({ "FirstName": "Anna", "LastName": "Rood", "Company": "Harbor" }),
    );
    {
        let mut org = world.org.org.world();
        let mut lead = org.find(0, "Lead", &record.id).unwrap().clone();
        lead.insert("MasterRecordId".into(), value!(master));
        org.put(0, "Lead", lead);
        org.delete(0, "Lead", &record.id);
    }
    let (_, found) = look(&world, person("Ann", "Reed", "Harbor")).await;
    let now = found.matched.unwrap();
    assert_eq!(
        (now.id.as_str(), now.name.as_str()),
        (&*master, "Anna Rood")
    );
    assert_eq!(found.change, Some(Change::Merged));
    assert_eq!(opened(&world).await.matched.unwrap().id, master);

    // Converted
    let (world, record) = matched().await;
    let contact = add(
        &world,
        "Contact",
        value!({ "FirstName": "Ann", "LastName": "Reed", "Title": "CFO" }),
    );
    {
        let mut org = world.org.org.world();
        let mut lead = org.find(0, "Lead", &record.id).unwrap().clone();
        lead.insert("IsConverted".into(), value!(true));
        lead.insert("ConvertedContactId".into(), value!(contact));
        org.put(0, "Lead", lead);
    }
    let (_, found) = look(&world, person("Ann", "Reed", "Harbor")).await;
    let now = found.matched.unwrap();
    assert_eq!((now.id.as_str(), now.object), (&*contact, Object::Contact));
    assert_eq!(now.title.as_deref(), Some("CFO"));
    assert_eq!(found.change, Some(Change::Converted));
    let (_, found) = look(&world, person("Ann", "Reed", "Harbor")).await;
    assert_eq!(found.matched.unwrap().id, contact);
    assert_eq!(found.change, None);
}

#[tokio::test]
async fn a_match_stands_while_the_org_cannot_confirm_it() {
    let (world, record) = matched().await;
    world.fault(FaultKind::Unavailable, "/composite");
    let people = vec![person("Ann", "Reed", "Harbor")];
    world
        .ask::<MatchResults>(FindMatches { people })
        .await
        .unwrap_err();
    assert_eq!(opened(&world).await.matched, Some(record));
}

#[tokio::test]
async fn a_created_lead_is_matched_by_itself_until_that_is_undone() {
    let world = start(RILEY).await;
    let fields = value!({ "FirstName": "Ann", "LastName": "Reed", "Company": "Harbor" });
    let created = world.create(KEY, fields.clone()).await.unwrap();
    let known = opened(&world).await.matched.unwrap();
    assert_eq!(
        (known.id.as_str(), known.why),
        (&*created.id, MatchReason::CreatedHere)
    );
    // Deleted in Salesforce: the profile can become a Lead again.
    assert!(world.org.org.world().delete(0, "Lead", &created.id));
    let (_, found) = look(&world, person("Ann", "Reed", "Harbor")).await;
    assert_eq!(found.change, Some(Change::Deleted));
    let again = world.create(KEY, fields).await.unwrap();
    assert_ne!(again.id, created.id);
    assert!(!again.found_again);
    assert_eq!(world.leads().len(), 1);
}

#[tokio::test]
async fn nothing_but_a_lead_or_a_contact_can_be_matched() {
    let (world, record) = matched().await;
    for id in ["", "00Q", "001000000000001AAA", "javascript:alert(1)"] {
        let record = Candidate {
            id: id.to_owned(),
            ..record.clone()
        };
        let request = Match {
            key: "page:2".into(),
            link: LINK.to_owned(),
            record: Box::new(record),
        };
        let problem = world.ask::<Matched>(request).await.unwrap_err();
        assert_eq!(problem.kind, Kind::NotAllowed, "{id}");
    }
    let read = ReadRecords {
        ids: vec![record.id.clone(), "001000000000001AAA".into(), "'".into()],
    };
    let records: Vec<Candidate> = world.ask(read).await.unwrap();
    assert_eq!(records.len(), 1);
    assert_eq!(
        (&records[0].id, records[0].why),
        (&record.id, MatchReason::DuplicateRule)
    );
}

#[tokio::test]
async fn a_match_that_is_undone_while_it_is_being_confirmed_stays_undone() {
    let (world, _) = matched().await;
    let fault = practice_org::state::Fault {
        fault: FaultKind::Latency,
        path: "/composite".into(),
        method: None,
        times: Some(1),
        milliseconds: 200,
    };
    world.org.org.world().faults.push(fault);
    let key = KEY.to_owned();
    let ((_, found), ()) = tokio::join!(look(&world, person("Ann", "Reed", "Harbor")), async {
        world.ask::<()>(Unmatch { key }).await.unwrap()
    });
    assert_eq!((found.matched, found.change), (None, None));
    assert_eq!(opened(&world).await.matched, None);
}

#[tokio::test]
async fn a_lead_that_is_created_while_its_person_is_looked_for_is_their_match() {
    let world = start(RILEY).await;
    world.org.org.world().shape.search_delay = 180;
    world.fault(FaultKind::HoldAfter, "/composite");
    let wanted = person("Ann", "Reed", "Harbor");
    let create = async {
        let mut held = world.org.org.world().held.subscribe();
        held.wait_for(|held| held.count > 0).await.unwrap();
        let ann = value!({ "FirstName": "Ann", "LastName": "Reed", "Company": "Harbor" });
        let created = world.create(KEY, ann).await.unwrap();
        world.mend();
        created
    };
    let ((_, found), created) = tokio::join!(look(&world, wanted), create);
    // Salesforce has answered before: nobody was found.
    assert_eq!(found.candidates, []);
    assert_eq!(found.matched, Some(created.candidate()));
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

#[tokio::test]
async fn a_large_org_answers_by_its_indexes() {
    let world = large(&["Lead", "Contact"], true).await;
    let lead = |first: &str, last: &str| {
        let fields = value!({ "FirstName": first, "LastName": last, "Company": "Northwind" });
        add(&world, "Lead", fields)
    };
    let by_name = lead("Owen", "Tarrant");
    let accents = lead("Jos\u{e9}", "Garc\u{ed}a");
    let synonym = lead("Sasha", "Weber");
    let quoted = lead("D'Arcy", "O\u{2019}Neil");
    let single = lead("", "Cherine");
    let odd = lead("100%", "_Real");
    let contact = value!({ "FirstName": "Owen", "LastName": "Reed", "Email": "o@example.com" });
    let by_email = add(&world, "Contact", contact);
    for (wanted, id, why) in [
        (
            person("Owen", "Tarrant", "Northwind"),
            &by_name,
            MatchReason::NameAndCompany,
        ),
        (
            MatchQuery {
                email: "O@example.com".to_owned(),
                ..person("Nobody", "Known", "")
            },
            &by_email,
            MatchReason::Email,
        ),
        (
            person("Jose", "Garcia", "Northwind"),
            &accents,
            MatchReason::SimilarNameAndCompany,
        ),
        (
            person("Alexander", "Weber", ""),
            &synonym,
            MatchReason::SimilarName,
        ),
        (person("D'Arcy", "O'Neil", ""), &quoted, MatchReason::Name),
        (person("Cherine", "", ""), &single, MatchReason::Name),
        (person("100%", "_Real", ""), &odd, MatchReason::Name),
    ] {
        let (looked, found) = look(&world, wanted.clone()).await;
        assert_eq!(ids(&found), [(id.as_str(), why)], "{wanted:?}");
        assert!(
            looked.unchecked.is_empty() && !looked.similar_unchecked && !looked.more,
            "{looked:?}"
        );
    }
    // Each of a list, too, in one call.
    let before = world.calls().len();
    let people = (0..25).map(|at| person(&format!("Given{at}"), "Tarrant", ""));
    let people = people.chain([person("Owen", "Tarrant", "")]).skip(1);
    let people = people.collect();
    let looked: MatchResults = world.ask(FindMatches { people }).await.unwrap();
    assert_eq!(looked.people[24].candidates.len(), 1);
    assert!(looked.unchecked.is_empty(), "{looked:?}");
    assert_eq!(world.calls().len() - before, 1);
}

/// A large org whose objects have a field for the link, with an index or without.
async fn large(linked: &[&str], indexed: bool) -> World {
    let world = World::start(RILEY).await;
    let mut objects = serde_json::Map::new();
    {
        let mut org = world.org.org.world();
        org.shape.large = true;
        for object in linked {
            let field = practice_org::state::OwnField::profile_link(object, indexed);
            org.shape.own_fields.push(field);
            objects.insert((*object).to_owned(), value!({ "link": "Profile_Link__c" }));
        }
    }
    world.set("objects", Value::Object(objects));
    world.sign_in().await.unwrap();
    world
}

#[tokio::test]
async fn a_link_without_an_index_takes_no_certain_answer_along() {
    let world = large(&["Lead", "Contact"], false).await;
    let lead = value!({ "FirstName": "Owen", "LastName": "Tarrant", "Company": "Northwind", "Profile_Link__c": LINK });
    let id = add(&world, "Lead", lead);
    let wanted = MatchQuery {
        link: LINK.to_owned(),
        ..person("Owen", "Tarrant", "Northwind")
    };
    for round in 0..2 {
        let (looked, found) = look(&world, wanted.clone()).await;
        // The record that was found by name says whose it is.
        assert_eq!(found.matched.unwrap().id, id);
        assert_eq!(
            looked.unchecked,
            ["Lead.Profile_Link__c", "Contact.Profile_Link__c"]
        );
        assert_eq!(world.calls().len(), round + 1);
        let key = KEY.to_owned();
        let _: () = world.ask(Unmatch { key }).await.unwrap();
    }
    // In this session of the browser nobody waits for it again.
    let asked = world.org.org.world().queries.clone();
    let by_link = asked
        .iter()
        .filter(|query| query.contains("Profile_Link__c IN"));
    assert_eq!(by_link.count(), 2, "{asked:?}");
}

#[tokio::test(start_paused = true)]
async fn a_link_that_outlasts_a_request_is_left_out_of_the_next() {
    let world = World::direct(RILEY).await;
    world.org.org.world().shape.own_fields =
        vec![practice_org::state::OwnField::profile_link("Lead", false)];
    world.set("objects", value!({ "Lead": { "link": "Profile_Link__c" } }));
    world.sign_in().await.unwrap();
    let lead = value!({ "FirstName": "Owen", "LastName": "Tarrant", "Company": "Northwind" });
    let id = add(&world, "Lead", lead);
    let fault = practice_org::state::Fault {
        fault: FaultKind::Latency,
        path: "/composite".into(),
        method: None,
        times: Some(1),
        milliseconds: 60_000,
    };
    world.org.org.world().faults.push(fault);
    let wanted = MatchQuery {
        link: LINK.to_owned(),
        ..person("Owen", "Tarrant", "Northwind")
    };
    let (looked, found) = look(&world, wanted).await;
    assert_eq!(ids(&found), [(id.as_str(), MatchReason::NameAndCompany)]);
    assert_eq!(looked.unchecked, ["Lead.Profile_Link__c"]);
}

#[tokio::test]
async fn one_object_that_times_out_leaves_the_others_answer() {
    let world = start(RILEY).await;
    let lead = value!({ "FirstName": "Owen", "LastName": "Tarrant", "Company": "Northwind" });
    let id = add(&world, "Lead", lead);
    world.org.org.world().shape.slow_objects = vec!["Contact".to_owned()];
    let (looked, found) = look(&world, person("Owen", "Tarrant", "Northwind")).await;
    assert_eq!(ids(&found), [(id.as_str(), MatchReason::NameAndCompany)]);
    assert_eq!(looked.unchecked, ["Contact"]);
    // Where nothing was answered, that is the answer.
    world.org.org.world().shape.slow_objects = vec!["Contact".to_owned(), "Lead".to_owned()];
    let people = vec![person("Owen", "Tarrant", "Northwind")];
    let problem = world.ask::<MatchResults>(FindMatches { people }).await;
    assert_eq!(problem.unwrap_err().kind, Kind::TimedOut);
}

#[tokio::test]
async fn what_the_index_does_not_have_yet_is_found_where_it_is_certain() {
    let world = start(RILEY).await;
    world.org.org.world().shape.search_delay = 180;
    let lead = |first: &str, last: &str| {
        let fields = value!({ "FirstName": first, "LastName": last, "Company": "Northwind" });
        add(&world, "Lead", fields)
    };
    let id = lead("Owen", "Tarrant");
    let similar = lead("Jos\u{e9}", "Garc\u{ed}a");
    let (_, found) = look(&world, person("Owen", "Tarrant", "")).await;
    assert_eq!(ids(&found), [(id.as_str(), MatchReason::Name)]);
    let (_, found) = look(&world, person("Jose", "Garcia", "")).await;
    assert_eq!(ids(&found), []);
    world.later(181);
    let (_, found) = look(&world, person("Jose", "Garcia", "")).await;
    assert_eq!(ids(&found), [(similar.as_str(), MatchReason::SimilarName)]);
}

#[tokio::test]
async fn a_search_that_fails_is_said_and_takes_nothing_along() {
    let world = start(RILEY).await;
    let short = value!({ "FirstName": "Bob", "LastName": "Reed", "Company": "Northwind" });
    let id = add(&world, "Lead", short);
    for fault in [
        FaultKind::Unavailable,
        FaultKind::BrokenJson,
        FaultKind::Html,
    ] {
        world.fault(fault, "/search");
        let (looked, found) = look(&world, person("Robert", "Reed", "")).await;
        assert_eq!(ids(&found), [(id.as_str(), MatchReason::SimilarName)]);
        assert!(looked.similar_unchecked, "{fault:?}");
        world.mend();
    }
}

#[tokio::test]
async fn names_that_no_query_filters_by_are_searched_for() {
    let world = World::start(RILEY).await;
    let shape = Shape::named("encrypted").and_then(|shape| shape.with("large"));
    world.org.org.world().shape = shape.unwrap();
    world.sign_in().await.unwrap();
    let lead = value!({ "FirstName": "Owen", "LastName": "Tarrant", "Company": "Northwind" });
    let id = add(&world, "Lead", lead);
    let (looked, found) = look(&world, person("Owen", "Tarrant", "Northwind")).await;
    assert_eq!(ids(&found), [(id.as_str(), MatchReason::NameAndCompany)]);
    assert!(looked.unchecked.contains(&"Lead.LastName".to_owned()));
}

#[tokio::test]
async fn what_is_not_filtered_by_is_named_and_takes_nothing_along() {
    let world = World::start(RILEY).await;
    world.org.org.world().shape.encrypted_fields = vec!["LastName".into()];
    world.sign_in().await.unwrap();
    let email = "owen@example.com";
    let lead = value!({ "FirstName": "Owen", "LastName": "Tarrant", "Company": "Northwind", "Email": email });
    add(&world, "Lead", lead);
    let people = vec![MatchQuery {
        email: email.to_owned(),
        ..person("Owen", "Tarrant", "Northwind")
    }];
    let looked: MatchResults = world.ask(FindMatches { people }).await.unwrap();
    assert_eq!(looked.people[0].candidates.len(), 1);
    assert!(
        looked.unchecked.contains(&"Lead.LastName".to_owned()),
        "{looked:?}"
    );
}

#[tokio::test]
async fn a_record_with_the_profiles_link_is_the_person_for_everybody() {
    let world = World::start(RILEY).await;
    world.org.org.world().shape.own_fields =
        vec![practice_org::state::OwnField::profile_link("Lead", true)];
    let memory = &world.worker.port().memory;
    let mut settings = memory.stored(Area::Local, SETTINGS).unwrap();
    settings["objects"] = value!({ "Lead": { "link": "Profile_Link__c" } });
    memory.put(Area::Local, SETTINGS, settings);
    world.sign_in().await.unwrap();
    // Another user made it, under another name.
    let held = "http://linkedin.com/in/Owen-Tarrant";
    let lead = value!({ "FirstName": "O.", "LastName": "T", "Company": "Northwind", "Profile_Link__c": held });
    let id = add(&world, "Lead", lead);
    let people = vec![MatchQuery {
        link: "https://www.linkedin.com/in/owen-tarrant/".to_owned(),
        ..person("Owen", "Tarrant", "Northwind")
    }];
    let looked: MatchResults = world.ask(FindMatches { people }).await.unwrap();
    let matched = looked.people[0].matched.clone().unwrap();
    assert_eq!((matched.id, matched.why), (id, MatchReason::Link));
}

#[tokio::test]
async fn a_match_writes_the_link_where_the_admin_says_so_and_nothing_else() {
    const LINK_FIELD: &str = "Profile_Link__c";
    let other = "https://www.linkedin.com/in/somebody-else";
    for (case, write, held, read_only, expected, after) in [
        ("off", false, None, false, None, None),
        ("on", true, None, false, Some("yes"), Some(LINK)),
        (
            "on, and another link is there",
            true,
            Some(other),
            false,
            Some("held"),
            Some(other),
        ),
        (
            "on, and the field may not be written",
            true,
            None,
            true,
            Some("no"),
            None,
        ),
    ] {
        let world = World::start(RILEY).await;
        world.org.org.world().shape.own_fields =
            vec![practice_org::state::OwnField::profile_link("Lead", true)];
        if read_only {
            world.org.org.world().shape.read_only_fields = vec![LINK_FIELD.to_owned()];
        }
        let memory = &world.worker.port().memory;
        let mut settings = memory.stored(Area::Local, SETTINGS).unwrap();
        settings["objects"] = value!({ "Lead": { "link": LINK_FIELD, "writeLink": write } });
        memory.put(Area::Local, SETTINGS, settings);
        world.sign_in().await.unwrap();
        let lead = value!({ "FirstName": "Ann", "LastName": "Reed", "Company": "Harbor", LINK_FIELD: held });
        add(&world, "Lead", lead);
        let (_, found) = look(&world, person("Ann", "Reed", "Harbor")).await;
        let before = world.leads()[0].clone();
        let request = Match {
            key: KEY.to_owned(),
            link: LINK.to_owned(),
            record: Box::new(found.candidates[0].clone()),
        };
        let calls = world.calls().len();
        let Matched { record, link } = world.ask(request).await.unwrap();
        let said = link.map(|link| match link {
            LinkWritten::Yes => "yes",
            LinkWritten::Held => "held",
            LinkWritten::No(_) => "no",
        });
        assert_eq!(said, expected, "{case}");
        assert_eq!(opened(&world).await.matched, Some(record), "{case}");
        assert_eq!(world.calls().len() - calls, usize::from(write), "{case}");
        let mut now = world.leads()[0].clone();
        assert_eq!(now[LINK_FIELD], value!(after), "{case}");
        for changed in [LINK_FIELD, "LastModifiedDate", "SystemModstamp"] {
            now[changed] = before[changed].clone();
        }
        assert_eq!(now, before, "{case}");
    }
}
