use std::collections::BTreeMap;

use super::*;
use crate::page::RawItem;
use crate::page::built_in;
use crate::person::{Job, Known};
use crate::platform::case;

pub(super) struct English;

impl Regions for English {
    fn code(&self, name: &str, _: &str) -> Option<String> {
        [("Norway", "NO"), ("France", "FR")]
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, code)| (*code).to_owned())
    }

    fn name(&self, code: &str) -> Option<String> {
        [("NO", "Norway"), ("FR", "France")]
            .iter()
            .find(|(known, _)| *known == code)
            .map(|(_, name)| (*name).to_owned())
    }
}

pub(super) fn rules(id: &str) -> SiteRules {
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
    let jobs: Vec<String> = person.jobs.iter().map(job_words).collect();
    assert_eq!(
        jobs,
        ["Head of Operations at Fjordlys AS", "Advisor at Nordkraft"]
    );
}

/// "Title at Company".
pub(super) fn job_words(job: &Job) -> String {
    let of = |known: &Option<Known>| known.as_ref().map(|known| known.value.clone());
    let parts: Vec<String> = [of(&job.title), of(&job.company)]
        .into_iter()
        .flatten()
        .collect();
    parts.join(" at ")
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
    let Reading::Changed { report, .. } = read(&at(LEAD, false)) else {
        panic!("not changed");
    };
    assert_eq!(report.rules, "sales-navigator-lead");
    assert!(report.missing.iter().any(|one| one.name == "name"));
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
        unrendered: ["A2", "A3", "A4", "A3", ""]
            .map(|id| format!("urn:li:fs_salesProfile:({id},NAME_SEARCH,undefined)"))
            .to_vec(),
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
    assert_eq!(unrendered, 3);
}

#[test]
fn a_row_without_a_name_is_a_row_where_others_have_one() {
    let row = |id: &str, of: &[(&str, &str)]| RawItem {
        key: vec![format!("/sales/lead/{id},NAME_SEARCH,zz")],
        fields: fields(of),
        ..RawItem::default()
    };
    let read = |items: Vec<RawItem>| {
        let raw = RawPage {
            address: "https://www.linkedin.com/sales/search/people?query=x".into(),
            items,
            ..RawPage::default()
        };
        understand(&rules("sales-navigator-search"), &raw, &English)
    };
    let title = ("title", "Buyer");
    let hidden = ("name", "LinkedIn Member");
    let reading = read(vec![
        row("A1", &[("name", "Ann Aas"), title]),
        row("A2", &[title, ("ticked", "true")]),
        row("A3", &[hidden, title]),
        // Half rendered, and there again.
        row("A4", &[title]),
        row("A4", &[("name", "Bo Berg"), title]),
        row("A1", &[title]),
        row("A5", &[("companyLabel", "")]),
    ]);
    let Reading::People { people, unrendered } = reading else {
        panic!("{reading:?}");
    };
    let rows = people.iter().map(|listed| {
        let of = &listed.person;
        (of.key.id.as_str(), of.shown_name.as_str(), listed.ticked)
    });
    let expected = [
        ("A1", "Ann Aas", false),
        ("A2", "", true),
        ("A3", "", false),
        ("A4", "Bo Berg", false),
    ];
    assert_eq!(rows.collect::<Vec<_>>(), expected);
    assert!(people.iter().all(|listed| !listed.person.jobs.is_empty()));
    assert_eq!(unrendered, 1);
    // In none of them: the rules find no names.
    let reading = read(vec![row("A1", &[title]), row("A2", &[title])]);
    assert!(!matches!(reading, Reading::People { .. }), "{reading:?}");
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
    assert_eq!(job_words(&person.jobs[0]), "Directrice at Atelier Lumière");
}

/// The names of a reading's people, `None` if it is no person and no list.
pub(super) fn names(reading: &Reading) -> Option<Vec<&str>> {
    match reading {
        Reading::Person { person } => Some(vec![&person.shown_name]),
        Reading::People { people, .. } => Some(
            people
                .iter()
                .map(|one| one.person.shown_name.as_str())
                .collect(),
        ),
        _ => None,
    }
}

#[test]
fn a_page_turned_to_another_person_is_waited_for() {
    let rules = rules("sales-navigator-lead");
    for (key, read) in [
        ("urn:li:fs_salesProfile:(ACwAAA1,undefined,undefined)", true),
        ("/sales/lead/ACwAAA1,NAME_SEARCH,zzzz", true),
        ("urn:li:fs_salesProfile:(ACwAAA2,NAME_SEARCH,zzzz)", false),
    ] {
        let raw = lead(RawItem {
            fields: fields(&[("name", "Ingrid Solberg")]),
            key: vec![key.to_owned()],
            ..RawItem::default()
        });
        let reading = understand(&rules, &raw, &English);
        assert_eq!(names(&reading).is_some(), read, "{key}");
        assert_eq!(reading == Reading::Loading, !read, "{key}");
    }
}

#[test]
fn a_company_in_a_label_is_told_by_the_other_rows() {
    let rules = rules("sales-navigator-search");
    let row = |at: usize, company: &str, label: &str| {
        let name = format!("Ann Aas{at}");
        let mut all = vec![("name", name.as_str()), ("companyLabel", label)];
        if !company.is_empty() {
            all.push(("company", company));
        }
        RawItem {
            key: vec![format!("/sales/lead/A{at},x")],
            fields: fields(&all),
            ..RawItem::default()
        }
    };
    for (rows, expected) in [
        (vec![row(0, "", "See more about Northwind")], "Northwind"),
        (vec![row(0, "", "Mehr zu Northwind anzeigen")], ""),
        (
            vec![
                row(0, "", "Mehr zu Northwind anzeigen"),
                row(1, "Fabrikam", "Mehr zu Fabrikam anzeigen"),
            ],
            "Northwind",
        ),
        (vec![row(0, "", "See more about Ann Aas0")], ""),
    ] {
        let raw = RawPage {
            address: "https://www.linkedin.com/sales/search/people?query=x".into(),
            items: rows,
            ..RawPage::default()
        };
        let Reading::People { people, .. } = understand(&rules, &raw, &English) else {
            panic!("no list");
        };
        let company = people[0].person.jobs.first().map(|job| value(&job.company));
        assert_eq!(company.unwrap_or_default(), expected);
    }
}

#[test]
fn a_report_says_nothing_of_the_page() {
    let mut raw = lead(RawItem {
        fields: fields(&[
            ("headline", "Secret headline"),
            ("place", "Secret place"),
            ("email", "secret@example.com"),
        ]),
        ..RawItem::default()
    });
    raw.headings = vec!["Secret heading".into()];
    let Reading::Changed { report, .. } =
        understand(&rules("sales-navigator-lead"), &raw, &English)
    else {
        panic!("not changed");
    };
    let words = report.words();
    assert!(!case::lower(&words).contains("secret"), "{words}");
    assert!(!words.contains("ACwAAA1"), "{words}");
    assert!(words.contains("Not found: name\n    h1[data-x--lead--name]"));
    assert!(words.contains("Found: email, headline, place"));
}

#[test]
fn a_check_in_place_of_the_page_is_said() {
    let at = |address: &str, heading: &str| RawPage {
        address: address.into(),
        headings: vec![heading.into()],
        ..RawPage::default()
    };
    let rules = rules("sales-navigator-lead");
    for (raw, blocked) in [
        (at(LEAD, "Security Verification | LinkedIn"), true),
        (at(LEAD, "Vérification de sécurité"), true),
        (at("https://de.linkedin.com/authwall?x", ""), true),
        (at("https://example.com/authwall", ""), false),
        (at(LEAD, "Sales Navigator"), false),
    ] {
        let reading = understand(&rules, &raw, &English);
        assert_eq!(
            matches!(reading, Reading::Blocked { .. }),
            blocked,
            "{raw:?}"
        );
    }
}

#[test]
fn a_companys_page_is_an_address_of_the_site_or_nothing() {
    for (link, page) in [
        (
            "/sales/company/1000001?_ntb=x",
            Some("https://www.linkedin.com/sales/company/1000001"),
        ),
        (
            "https://de.linkedin.com/company/example?trk=x#y",
            Some("https://de.linkedin.com/company/example"),
        ),
        (
            "/company/1000000/",
            Some("https://www.linkedin.com/company/1000000/"),
        ),
        ("/company/", None),
        ("/in/ingrid", None),
        ("//example.com/company/1", None),
        ("https://example.com?/company/1", None),
        ("javascript:/company/1", None),
        ("/company/1\"><b", None),
    ] {
        let raw = lead(RawItem {
            fields: fields(&[("name", "Ingrid Solberg"), ("about", "Twenty  years.")]),
            jobs: vec![fields(&[
                ("jobTitle", "Advisor"),
                ("jobCompany", "Nordkraft"),
                ("jobPage", link),
            ])],
            ..RawItem::default()
        });
        let rules = rules("sales-navigator-lead");
        let Reading::Person { person } = understand(&rules, &raw, &English) else {
            panic!("no person");
        };
        assert_eq!(person.jobs[0].page.as_deref(), page, "{link}");
        assert_eq!(person.about.as_deref(), Some("Twenty years."));
    }
}
