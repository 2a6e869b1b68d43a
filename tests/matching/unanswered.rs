//! Large orgs, and those that leave a part of the question unanswered.

use add_to_crm::matching::{MatchQuery, MatchReason, MatchResults};
use add_to_crm::message::{FindMatches, Unmatch};
use add_to_crm::problem::Kind;
use practice_org::state::{FaultKind, Shape};
use serde_json::{Value, json as value};

use crate::native::{RILEY, World};
use crate::{KEY, LINK, add, ids, look, person, start};

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
