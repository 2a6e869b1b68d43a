use serde_json::json;

use super::query::*;
use super::rank::Record;
use super::*;

pub(super) fn who() -> User {
    User {
        display_name: "Riley Reyes".into(),
        username: "riley@example.com".into(),
        user_id: "005000000000001AAA".into(),
        organization_id: "00D000000000001EAA".into(),
        organization_name: None,
        instance_url: "https://cirrus-example.my.salesforce.com".into(),
        sandbox: false,
    }
}

fn wanted(first: &str, last: &str, company: &str, email: &str) -> MatchQuery {
    MatchQuery {
        key: "sales-navigator:1".into(),
        first_name: first.into(),
        last_name: last.into(),
        company: company.into(),
        email: email.into(),
        link: String::new(),
        website: String::new(),
    }
}

fn record(object: Object, row: serde_json::Value) -> Record {
    Record::new(object, crate::json::read(row).unwrap())
}

/// `first | last | company | email`
fn parts(text: &str) -> [&str; 4] {
    let parts: Vec<&str> = text.split('|').map(str::trim).collect();
    parts.try_into().unwrap()
}

#[test]
fn every_pair_of_the_table_has_its_rank() {
    let mut wrong = Vec::new();
    let lines = include_str!("pairs.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut cases = 0;
    for line in lines {
        cases += 1;
        let (people, expected) = line.rsplit_once(" = ").unwrap();
        let (page, other) = people.split_once(" / ").unwrap();
        let [first, last, company, email] = parts(page);
        let person = wanted(first, last, company, email);
        let [first, last, company, email] = parts(other);
        let row = json!({ "Id": "00Q000000000001AAA", "FirstName": first, "LastName": last, "Company": company, "Email": email });
        let found = person.ranked(&[record(Object::Lead, row)], &who());
        let rank = found
            .first()
            .map_or("none".to_owned(), |one| format!("{:?}", one.why));
        if rank != expected {
            wrong.push(format!("{line}: {rank}"));
        }
    }
    assert!(cases >= 100, "{cases} pairs");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_nearest_stands_first_and_among_equals_the_last_changed() {
    let lead = |id: &str, first: &str, company: &str, changed: &str| {
        let row = json!({ "Id": id, "FirstName": first, "LastName": "Reed", "Company": company, "LastModifiedDate": changed });
        record(Object::Lead, row)
    };
    let records = [
        lead("a", "Bob", "Tools", "2026-01-01T00:00:00.000+0000"),
        lead("b", "Robert", "Tools", "2026-01-02T00:00:00.000+0000"),
        lead("c", "Robert", "Harbor", "2026-01-01T00:00:00.000+0000"),
        lead("d", "Robert", "Tools", "2026-01-03T00:00:00.000+0000"),
        lead("e", "Bob", "Harbor", "2026-01-01T00:00:00.000+0000"),
    ];
    let found = wanted("Robert", "Reed", "Harbor", "").ranked(&records, &who());
    let order: Vec<&str> = found.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(order, ["c", "d", "b", "e", "a"]);
    assert_eq!(found[0].changed.as_deref(), Some("2026-01-01"));
}

#[test]
fn a_converted_lead_leads_to_its_contact_and_both_are_one() {
    let contact_id = "003000000000001AAA";
    let lead = json!({ "Id": "00Q000000000001AAA", "FirstName": "Ann", "LastName": "Reed", "Name": "Ann Reed", "Company": "Harbor", "IsConverted": true, "ConvertedContactId": contact_id });
    let contact = json!({ "Id": contact_id, "FirstName": "Ann", "LastName": "Reed", "Name": "Ann Reed", "Title": "CFO", "Account": { "Name": "Tools" }, "Owner": { "Name": "Riley Reyes" } });
    let person = wanted("Ann", "Reed", "Harbor", "");
    for (records, title) in [
        (vec![record(Object::Lead, lead.clone())], None),
        (
            vec![
                record(Object::Lead, lead.clone()),
                record(Object::Contact, contact.clone()),
            ],
            Some("CFO"),
        ),
    ] {
        let found = person.ranked(&records, &who());
        let [one] = &found[..] else {
            panic!("{found:?}");
        };
        assert_eq!((one.id.as_str(), one.object), (contact_id, Object::Contact));
        assert!(one.converted);
        assert_eq!(one.title.as_deref(), title);
        assert_eq!(one.why, MatchReason::NameAndCompany);
        assert_eq!(
            one.url,
            format!("https://cirrus-example.my.salesforce.com/{contact_id}")
        );
    }
}

#[test]
fn the_question_names_every_spelling_and_nothing_else() {
    let cases = [
        (
            wanted("Marisol", "Vandermeer", "Harbor", ""),
            Some(
                "(LastName IN ('Vandermeer') AND (FirstName IN ('Marisol') OR FirstName LIKE 'Marisol %') AND (Name = 'Marisol Vandermeer' OR Name LIKE 'Marisol %' OR Name LIKE 'Vandermeer %'))",
            ),
        ),
        (
            wanted("Zoë", "Weiß", "", "z@example.com"),
            Some(
                "((LastName IN ('Weiß', 'weiss') AND (FirstName IN ('Zoë', 'zoe') OR FirstName LIKE 'Zoë %') AND (Name = 'Zoë Weiß' OR Name LIKE 'Zoë %' OR Name LIKE 'zoe %' OR Name LIKE 'Weiß %' OR Name LIKE 'weiss %')) OR Email = 'z@example.com')",
            ),
        ),
        (
            wanted("", "Cherine", "", ""),
            Some(
                "(LastName IN ('Cherine') AND FirstName = null AND (Name IN ('Cherine') OR Name LIKE 'Cherine %'))",
            ),
        ),
        (
            wanted("Gwen", "O'Neil", "", ""),
            Some(
                "(LastName IN ('O\\'Neil', 'O\u{2019}Neil') AND (FirstName IN ('Gwen', 'gwendolyn') OR FirstName LIKE 'Gwen %') AND (Name = 'Gwen O\\'Neil' OR Name LIKE 'Gwen %' OR Name LIKE 'gwendolyn %' OR Name LIKE 'O\\'Neil %' OR Name LIKE 'O\u{2019}Neil %'))",
            ),
        ),
        (
            wanted("", "", "", " m@example.com "),
            Some("Email = 'm@example.com'"),
        ),
        (wanted("", "", "Harbor", ""), None),
        (wanted(&"a".repeat(41), "Reed", "", ""), None),
    ];
    for (person, expected) in cases {
        let query = person
            .condition(&[])
            .map(|condition| select(Object::Lead, &condition, &[], None).to_string());
        let condition = query.as_deref().map(|query| {
            let (_, rest) = query.split_once(" WHERE ").unwrap();
            rest.split_once(" ORDER BY ").unwrap().0
        });
        assert_eq!(condition, expected);
    }
}

#[test]
fn a_hidden_column_is_neither_read_nor_asked_by() {
    let hidden = ["Email".to_owned(), "Owner.Name".to_owned()];
    let person = wanted("Ann", "Reed", "", "ann@example.com");
    let condition = person.condition(&hidden).unwrap();
    let query = select(Object::Lead, &condition, &hidden, None).to_string();
    assert!(
        !query.contains("Email") && !query.contains("Owner"),
        "{query}"
    );
    for (object, message, column) in [
        (
            Object::Lead,
            "No such column 'Email' on entity 'Lead'.",
            Some("Email"),
        ),
        (
            Object::Contact,
            "Didn't understand relationship 'Account' in field path.",
            Some("Account.Name"),
        ),
        (Object::Lead, "No such column 'Salary__c' on entity", None),
    ] {
        assert_eq!(hidden_by(object, message), column, "{message}");
    }
}

#[test]
fn a_full_name_begins_with_whole_names_and_never_with_one_letter() {
    for (first, last, likes) in [
        ("Ma", "Jun", vec!["Ma ", "Jun "]),
        ("Zora Lee", "Ma", vec!["Zora-Lee ", "Zora ", "Ma "]),
        ("A_b", "%", vec![]),
        ("Zor\\a", "Reed", vec!["Zor", "Reed "]),
    ] {
        let condition = wanted(first, last, "", "").condition(&[]).unwrap();
        let query = select(Object::Lead, &condition, &[], None).to_string();
        let asked: Vec<&str> = query.split(" Name LIKE '").skip(1).collect();
        let asked: Vec<&str> = asked
            .iter()
            .map(|like| like.split('%').next().unwrap())
            .collect();
        assert_eq!(asked, likes, "{query}");
        assert!(query.contains("Name = '"), "{query}");
    }
}

#[test]
fn a_link_is_asked_for_by_one_person_in_every_form_and_by_many_in_the_common_ones() {
    let linked = |at: usize| MatchQuery {
        link: format!("https://www.linkedin.com/in/somebody-{at}"),
        ..MatchQuery::default()
    };
    for (people, forms) in [(1, 12), (2, 8), (25, 100)] {
        let people: Vec<MatchQuery> = (0..people).map(linked).collect();
        let condition = by_link("Profile_Link__c", &people).unwrap();
        let query = select(Object::Lead, &condition, &[], Some("Profile_Link__c")).to_string();
        assert_eq!(query.matches("linkedin.com").count(), forms);
        // SOQL's own limit is 100,000 characters.
        assert!(query.len() < 8_000, "{}", query.len());
    }
    assert!(by_link("Profile_Link__c", &[MatchQuery::default()]).is_none());
}
