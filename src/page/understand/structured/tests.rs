use crate::page::understand::tests::{English, job_words, names, rules};
use crate::page::understand::understand;
use crate::page::{RawPage, Reading};

#[test]
fn the_data_of_any_page_is_its_people() {
    let rules = rules("any-page");
    for (json, expected) in [
        (r#"{"@type":"Person","name":"Ann Aas"}"#, &["Ann Aas"][..]),
        (
            r#"[{"@type":["Thing","http://schema.org/Person"],"name":["Ann Aas"]}]"#,
            &["Ann Aas"],
        ),
        (
            r#"{"@graph":[{"@type":"ProfilePage","mainEntity":{"@id":"x:1"}},{"@type":"Person","name":"Bo Berg"},{"@id":"x:1","@type":"Person","name":"Ann Aas"}]}"#,
            &["Ann Aas"],
        ),
        (
            r#"{"@type":"Organization","employee":[{"@type":"Person","name":"Ann Aas","knows":{"@type":"Person","name":"Cy Cox"}},{"@type":"Person","name":"Bo Berg"},{"@type":"Person","name":"Ann Aas"}]}"#,
            &["Ann Aas", "Bo Berg"],
        ),
        (
            r#"{"@type":"Product","review":{"author":{"@type":"Person","name":"Ann Aas"}}}"#,
            &[],
        ),
        (r#"{"@type":"Organization","name":"Northwind"}"#, &[]),
    ] {
        let raw = RawPage {
            address: "https://www.example.com/team/?utm_source=x&id=3#top".into(),
            structured: vec![json.to_owned()],
            ..RawPage::default()
        };
        let reading = understand(&rules, &raw, &English);
        assert_eq!(names(&reading).unwrap_or_default(), expected, "{json}");
        if let Reading::Person { person } = &reading {
            assert_eq!(person.key.id, "www.example.com/team?id=3");
        }
    }
}

#[test]
fn jobs_in_data_are_those_that_last_and_go_together() {
    let rules = rules("any-page");
    for (json, expected) in [
        (
            r#""jobTitle":"Chief","worksFor":{"name":"Northwind"}"#,
            &["Chief at Northwind"][..],
        ),
        (
            r#""jobTitle":["Chief","Clerk"],"worksFor":[{"name":"Northwind"},{"name":"Fabrikam","member":{"endDate":2019}}]"#,
            &["Chief at Northwind"],
        ),
        (
            r#""jobTitle":"Chief","worksFor":[{"name":"Fabrikam","endDate":"2019-01"},{"name":"Northwind","endDate":""}]"#,
            &["Chief at Northwind"],
        ),
        (
            r#""jobTitle":["Chief","Clerk"],"worksFor":"Northwind &amp; Sons""#,
            &["Chief at Northwind & Sons", "Clerk at Northwind & Sons"],
        ),
        (
            r#""worksFor":{"@type":"OrganizationRole","roleName":"Chief","worksFor":{"name":"Northwind"}}"#,
            &["Chief at Northwind"],
        ),
        (
            r#""jobTitle":{"@type":"DefinedTerm","name":"Chief"},"worksFor":{"name":"*** ***"}"#,
            &["Chief"],
        ),
    ] {
        let raw = RawPage {
            address: "https://www.example.com/".into(),
            structured: vec![format!(r#"{{"@type":"Person","name":"Ann Aas",{json}}}"#)],
            ..RawPage::default()
        };
        let Reading::Person { person } = understand(&rules, &raw, &English) else {
            panic!("no person: {json}");
        };
        let jobs: Vec<String> = person.jobs.iter().map(job_words).collect();
        assert_eq!(jobs, expected, "{json}");
    }
}

#[test]
fn a_companys_own_website_is_told_by_its_name() {
    let rules = rules("any-page");
    for (json, website) in [
        (
            r#"{"name":"Northwind","url":"https://northwind.example"}"#,
            Some("https://northwind.example"),
        ),
        (
            r#"{"@type":"EmployeeRole","url":"https://other.example","worksFor":{"name":"Northwind","url":"https://northwind.example"}}"#,
            Some("https://northwind.example"),
        ),
        // Microdata, in the reader's words.
        (
            r#"[{"@type":["http://schema.org/Organization"],"name":["Northwind"],"url":["https://northwind.example"]}]"#,
            Some("https://northwind.example"),
        ),
        (r#"{"name":"Northwind","url":"/about"}"#, None),
        (r#"{"name":"Northwind","url":"javascript:alert(1)"}"#, None),
        (r#""Northwind""#, None),
    ] {
        let raw = RawPage {
            address: "https://www.example.com/".into(),
            structured: vec![format!(
                r#"{{"@type":"Person","name":"Ann Aas","worksFor":{json}}}"#
            )],
            ..RawPage::default()
        };
        let Reading::Person { person } = understand(&rules, &raw, &English) else {
            panic!("no person: {json}");
        };
        assert_eq!(person.website("Northwind"), website, "{json}");
        assert_eq!(person.website("Fabrikam"), None);
    }
}
