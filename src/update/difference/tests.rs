use super::*;
use crate::matching::MatchReason;
use crate::person::{Doubt, Job, Source};
use crate::policy::own::{ObjectFields, OwnField};
use serde_json::{Map, Value, json};

fn known(value: &str, doubted: bool) -> Option<Known> {
    let known = Known::certain(value, Source::TopCard)?;
    Some(match doubted {
        true => known.doubted(Doubt::FromHeadline),
        false => known,
    })
}

/// The person of a page that says this of a row.
fn person(row: &str, says: &str, doubted: bool) -> Person {
    let mut person = Person {
        link: "https://www.linkedin.com/in/ada-byron".to_owned(),
        ..Person::default()
    };
    let mut job = Job::default();
    match row {
        "Title" => job.title = known(says, doubted),
        // Several jobs of now, the chosen one first.
        "Company" => {
            for company in says.split(" and now ") {
                person.jobs.push(Job {
                    company: known(company, doubted),
                    ..Job::default()
                });
            }
        }
        "Country" => {
            let (name, code) = says.split_once('/').unwrap_or((says, ""));
            person.country_name = known(name, doubted);
            person.country = known(code, doubted);
        }
        "Email" => person.email = known(says, doubted),
        "Phone" => person.phone = known(says, doubted),
        "Link__c" => person.link = says.to_owned(),
        "Headline__c" => person.headline = (!says.is_empty()).then(|| says.to_owned()),
        "City__c" | "Place__c" => person.place = (!says.is_empty()).then(|| says.to_owned()),
        other => panic!("{other}"),
    }
    if person.jobs.is_empty() {
        person.jobs.push(job);
    }
    person
}

/// A record that holds this of the row; `hidden`: the user may not see it.
fn record(object: Object, row: &str, held: &str) -> Record {
    let mut fields = Map::new();
    let mut put = |name: &str, value: &str| {
        fields.insert(name.to_owned(), json!({ "value": value }));
    };
    put("LastModifiedDate", "2026-11-23T14:30:00.000Z");
    match (object, row, held) {
        (_, _, "hidden") => {}
        (Object::Contact, "Company", held) => {
            put(
                "AccountId",
                if held.is_empty() {
                    ""
                } else {
                    "001000000000001AAA"
                },
            );
            fields.insert(
                "Account".to_owned(),
                json!({ "displayValue": held, "value": {} }),
            );
        }
        (_, "Country", held) => match held.split_once('/') {
            Some((name, code)) => {
                put(object.field("Country"), name);
                put(object.country_code(), code);
            }
            None => put(object.field("Country"), held),
        },
        (_, row, held) => put(object.field(row), held),
    }
    let id = match object {
        Object::Lead => "00Q000000000001EAA",
        Object::Contact => "003000000000001AAA",
    };
    Record::read(&json!({ "id": id, "fields": fields })).unwrap()
}

fn settings(row: &str, rule: &str) -> Settings {
    let mut settings = Settings::default();
    let own = |field: &str, from| OwnField {
        field: field.to_owned(),
        from: Some(from),
        ..OwnField::default()
    };
    let fields = ObjectFields {
        link: Some("Link__c".to_owned()),
        own: vec![
            own("Headline__c", PageValue::Headline),
            own("City__c", PageValue::City),
            own("Place__c", PageValue::Place),
        ],
        ..ObjectFields::default()
    };
    for object in Object::ALL {
        settings
            .objects
            .insert(object.name().to_owned(), fields.clone());
    }
    if rule != "unset" {
        let rule = crate::json::read(Value::from(rule)).unwrap();
        settings.updates.insert(row.to_owned(), rule);
    }
    settings
}

#[test]
fn every_row_of_the_table_is_offered_as_it_says() {
    let mut wrong = Vec::new();
    let mut rows = 0;
    for line in include_str!("cases.txt").lines() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        rows += 1;
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        let [object, rule, row, held, says, expected] = parts[..] else {
            panic!("{line}");
        };
        let object = Object::named(object).unwrap();
        let (says, doubted) = match says.strip_suffix(" ?") {
            Some(says) => (says, true),
            None => (says, false),
        };
        let person = person(row, says, doubted);
        let record = record(object, row, held);
        let found = differences(&person, 0, &record, &settings(row, rule), None);
        let is = match &found[..] {
            [] => "-".to_owned(),
            [one] => {
                let what = if one.ticked { "ticked" } else { "offered" };
                assert_eq!(one.doubt.is_some(), doubted, "{line}");
                assert_eq!(one.line.row, row, "{line}");
                format!("{what} {}", one.line.value)
            }
            many => format!("{many:?}"),
        };
        if is.trim() != expected {
            wrong.push(format!("{line}: {is}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(rows >= 100, "{rows}");
}

#[test]
fn a_person_account_is_left_alone() {
    let person = person("Title", "Chief", false);
    let mut record = record(Object::Contact, "Title", "Mate");
    let settings = settings("Title", "offer");
    assert_eq!(differences(&person, 0, &record, &settings, None).len(), 1);
    record.person_account = true;
    assert_eq!(differences(&person, 0, &record, &settings, None), []);
}

#[test]
fn the_orgs_own_label_and_length_are_used() {
    use crate::salesforce::describe::parse_describe;
    let field = json!({ "name": "Title", "label": "Job title", "type": "string", "length": 10 });
    let describe =
        json!({ "name": "Lead", "createable": true, "fields": [field], "recordTypeInfos": [] });
    let describe = parse_describe(describe).unwrap();
    let person = person("Title", "Head of Sales", false);
    let record = record(Object::Lead, "Title", "");
    let settings = settings("Title", "offer");
    let found = differences(&person, 0, &record, &settings, Some(&describe));
    assert_eq!(found[0].line.label, "Job title");
    assert_eq!(found[0].line.value, "Head of");
}

#[test]
fn a_row_of_a_list_is_out_of_date_where_the_record_says_otherwise() {
    let candidate = |title: &str, company: &str| Candidate {
        id: "00Q000000000001EAA".into(),
        object: Object::Lead,
        url: String::new(),
        name: "Ada Byron".into(),
        title: (!title.is_empty()).then(|| title.to_owned()),
        company: (!company.is_empty()).then(|| company.to_owned()),
        email: None,
        phone: None,
        owner: None,
        status: None,
        changed: None,
        converted: false,
        why: MatchReason::Matched,
    };
    let page = |title: &str, company: &str, doubted| Person {
        jobs: vec![Job {
            title: known(title, doubted),
            company: known(company, doubted),
            ..Job::default()
        }],
        ..Person::default()
    };
    let both = |rule: &str| {
        let mut both = settings("Title", rule);
        both.updates.extend(settings("Company", rule).updates);
        both
    };
    for (rule, held, says, doubted, expected) in [
        (
            "offer",
            ("Mate", "Engines"),
            ("Captain", "Engines"),
            false,
            true,
        ),
        (
            "offer",
            ("Mate", "Engines"),
            ("mate", "Engines Ltd"),
            false,
            false,
        ),
        ("offer", ("Mate", "Engines"), ("Mate", "Looms"), false, true),
        (
            "offer",
            ("Mate", "Engines"),
            ("Captain", "Looms"),
            true,
            false,
        ),
        ("offer", ("Mate", "Engines"), ("", ""), false, false),
        (
            "empty",
            ("Mate", "Engines"),
            ("Captain", "Looms"),
            false,
            false,
        ),
        (
            "empty",
            ("", "Engines"),
            ("Captain", "Engines"),
            false,
            true,
        ),
        (
            "never",
            ("Mate", "Engines"),
            ("Captain", "Looms"),
            false,
            false,
        ),
        (
            "unset",
            ("Mate", "Engines"),
            ("Captain", "Looms"),
            false,
            false,
        ),
    ] {
        let person = page(says.0, says.1, doubted);
        let record = candidate(held.0, held.1);
        let is = is_out_of_date(&person, &record, &both(rule));
        assert_eq!(is, expected, "{rule} {held:?} {says:?}");
    }
}

#[test]
fn two_phone_numbers_are_one_as_public_cases_say() {
    let mut rows = 0;
    for line in include_str!("phones.txt").lines() {
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        let [expected, held, says] = parts[..] else {
            assert!(line.starts_with('#'), "{line}");
            continue;
        };
        for (held, says) in [(held, says), (says, held)] {
            let person = person("Phone", says, false);
            let record = record(Object::Lead, "Phone", held);
            let found = differences(&person, 0, &record, &settings("Phone", "offer"), None);
            let is = if found.is_empty() {
                "same"
            } else {
                "different"
            };
            assert!(expected == "open" || is == expected, "{line}: {is}");
        }
        rows += 1;
    }
    assert!(rows >= 36, "{rows}");
}

/// Companies that a rep would take for one, and for two, by tables from public
/// sources: the heads of the files in `tests/meaning` name them.
#[test]
fn who_works_for_the_same_company_in_public_cases_has_not_left_it() {
    let (mut same, mut open, mut moved) = (0, Vec::new(), 0);
    for table in [
        include_str!("../../../tests/meaning/public/companies.tsv"),
        include_str!("../../../tests/meaning/unseen/companies.tsv"),
        include_str!("../../../tests/meaning/kinds/companies.tsv"),
    ] {
        for line in table.lines() {
            let parts: Vec<&str> = line.split('\t').collect();
            let [expected, held, says] = parts[..] else {
                continue;
            };
            let person = person("Company", says, false);
            let record = record(Object::Lead, "Company", held);
            let settings = settings("Company", "offer");
            let found = differences(&person, 0, &record, &settings, None);
            let left = has_left(&person, record.company());
            match expected {
                "same" if found.is_empty() && !left => same += 1,
                "same" => open.push(line),
                // What is no company is nobody's new one.
                _ if core(says).is_empty() => assert!(found.is_empty(), "{line}"),
                _ => {
                    assert!(!found.is_empty() && !found[0].ticked, "{line}");
                    moved += 1;
                }
            }
        }
    }
    println!("{same} same, {moved} moved, open: {open:#?}");
    assert!(same >= 250 && moved >= 80, "{same} {moved}");
    assert!(open.len() <= 20, "{open:#?}");
}
