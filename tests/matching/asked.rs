//! A query means exactly its values, whatever they are.

use add_to_crm::matching::MatchQuery;
use add_to_crm::matching::query::select;
use add_to_crm::salesforce::object::Object;
use add_to_crm::salesforce::soql::{Condition, Query};
use practice_org::soql;
use proptest::prelude::*;
use serde_json::{Value, json as value};

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
        let ids = found(&world, &select(Object::Lead, &condition, &[], None));
        let fits = first.trim().chars().count() <= 40 && last.trim().chars().count() <= 80;
        prop_assert_eq!(ids.contains(&id), fits);
    }
}
