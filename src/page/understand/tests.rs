use super::*;
use crate::page::built_in;

struct English;

impl Regions for English {
    fn code(&self, name: &str, _: &str) -> Option<String> {
        [("Norway", "NO"), ("France", "FR")]
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, code)| (*code).to_owned())
    }

    fn name(&self, code: &str) -> Option<String> {
        (code == "NO").then(|| "Norway".to_owned())
    }
}

fn rules(id: &str) -> SiteRules {
    built_in().into_iter().find(|rules| rules.id == id).unwrap()
}

fn fields(pairs: &[(&str, &str)]) -> BTreeMap<String, Vec<String>> {
    pairs
        .iter()
        .map(|(name, text)| ((*name).to_owned(), vec![(*text).to_owned()]))
        .collect()
}

const LEAD: &str = "https://www.linkedin.com/sales/lead/ACwAAA1,NAME_SEARCH,a1b2?_ntb=x";

fn lead(item: RawItem) -> RawPage {
    RawPage {
        address: LEAD.into(),
        language: "en".into(),
        items: vec![item],
        ..RawPage::default()
    }
}

fn value(known: &Option<Known>) -> &str {
    known.as_ref().map_or("", |known| known.value.as_str())
}

#[test]
fn a_lead_page_is_its_person() {
    let raw = lead(RawItem {
        fields: fields(&[
            ("name", "Ingrid Solberg"),
            ("place", "Oslo, Norway"),
            ("headline", "Helping people | ex-Somewhere"),
            ("email", "mailto:ingrid.solberg@example.com?subject=hi"),
            ("phone", "tel:+47 555 01 23"),
        ]),
        jobs: vec![
            fields(&[
                ("jobTitle", "Head of Operations"),
                ("jobCompany", "Fjordlys AS"),
            ]),
            fields(&[("jobTitle", "Advisor"), ("jobCompany", "Nordkraft")]),
        ],
        ..RawItem::default()
    });
    let Reading::Person { person } = understand(&rules("sales-navigator-lead"), &raw, &English)
    else {
        panic!("no person");
    };
    assert_eq!(person.key.to_string(), "sales-navigator:ACwAAA1");
    assert_eq!(person.link, "https://www.linkedin.com/sales/lead/ACwAAA1");
    assert_eq!(value(&person.first_name), "Ingrid");
    assert_eq!(value(&person.last_name), "Solberg");
    assert_eq!(value(&person.country), "NO");
    assert_eq!(value(&person.country_name), "Norway");
    assert_eq!(value(&person.email), "ingrid.solberg@example.com");
    assert_eq!(value(&person.phone), "+47 555 01 23");
    let jobs: Vec<String> = person.jobs.iter().map(Job::words).collect();
    assert_eq!(
        jobs,
        ["Head of Operations at Fjordlys AS", "Advisor at Nordkraft"]
    );
}

#[test]
fn what_a_page_cannot_say_has_its_own_reading() {
    let rules = rules("sales-navigator-lead");
    let at = |address: &str, loading: bool| RawPage {
        address: address.into(),
        loading,
        ..RawPage::default()
    };
    let read = |raw: &RawPage| understand(&rules, raw, &English);
    assert_eq!(read(&at(LEAD, true)), Reading::Loading);
    assert_eq!(
        read(&at("https://www.linkedin.com/checkpoint/x", false)),
        Reading::Blocked {
            by: Blocked::Checkpoint
        }
    );
    assert_eq!(
        read(&at("https://www.linkedin.com/authwall?x", false)),
        Reading::Blocked {
            by: Blocked::SignIn
        }
    );
    assert_eq!(
        read(&at("https://www.linkedin.com/sales/home", false)),
        Reading::NoPerson
    );
    let Reading::Changed { report } = read(&at(LEAD, false)) else {
        panic!("not changed");
    };
    assert_eq!(report.rules, "sales-navigator-lead");
    assert!(report.missing.contains(&"name".to_owned()));
    assert_eq!(report.link, "https://www.linkedin.com/sales/lead/ACwAAA1");
}

#[test]
fn a_list_has_a_person_per_row_and_counts_the_rest() {
    let row = |id: &str, name: &str| RawItem {
        key: vec![format!("/sales/lead/{id},NAME_SEARCH,zz?_ntb=1")],
        fields: fields(&[("name", name), ("title", "Buyer"), ("company", "Northwind")]),
        ..RawItem::default()
    };
    let mut ticked = row("A2", "Bo Berg");
    ticked.fields.insert("ticked".into(), vec!["true".into()]);
    let raw = RawPage {
        address: "https://www.linkedin.com/sales/search/people?query=x".into(),
        items: vec![
            row("A1", "Ann Aas"),
            ticked,
            row("A1", "Ann Aas"),
            RawItem::default(),
        ],
        unrendered: 25,
        ..RawPage::default()
    };
    let Reading::People { people, unrendered } =
        understand(&rules("sales-navigator-search"), &raw, &English)
    else {
        panic!("no list");
    };
    let ids: Vec<(&str, bool)> = people
        .iter()
        .map(|p| (p.person.key.id.as_str(), p.ticked))
        .collect();
    assert_eq!(ids, [("A1", false), ("A2", true)]);
    assert_eq!(unrendered, 23);
}

#[test]
fn a_signed_out_profile_is_read_from_its_data() {
    let raw = RawPage {
        address: "https://www.linkedin.com/in/claire-moreau".into(),
        language: "fr".into(),
        structured: vec![
            "not json".into(),
            r#"{"@graph":[{"@type":"WebPage"},{"@type":"Person","name":"Claire Moreau","jobTitle":["Directrice","*** ***"],"worksFor":[{"@type":"Organization","name":"Atelier Lumière"}],"address":{"addressCountry":"FR","addressLocality":"Lyon"}}]}"#.into(),
        ],
        ..RawPage::default()
    };
    let Reading::Person { person } = understand(&rules("linkedin-profile"), &raw, &English) else {
        panic!("no person");
    };
    assert_eq!(value(&person.last_name), "Moreau");
    assert_eq!(value(&person.country), "FR");
    assert_eq!(person.jobs.len(), 1);
    assert_eq!(person.jobs[0].words(), "Directrice at Atelier Lumière");
}
