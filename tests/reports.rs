//! What people report of software that does this job, one case a report: the
//! trigger as it was reported, and the answer that is right.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test may fail here")]

use add_to_crm::lead::form::form;
use add_to_crm::lead::payload::payload;
use add_to_crm::lead::validate::validation_errors;
use add_to_crm::lead::{Draft, Form};
use add_to_crm::policy::Policy;
use add_to_crm::port::HttpResponse;
use add_to_crm::problem::{Kind, Problem};
use add_to_crm::salesforce::describe::{parse_describe, trim_describe};
use add_to_crm::salesforce::error;
use add_to_crm::salesforce::object::Object;
use add_to_crm::text::sentence::Sentence;
use serde_json::{Map, Value, json};

/// A field of a describe: a text of the standard length unless `other` says so.
fn field(name: &str, label: &str, other: Value) -> Value {
    let mut field = json!({
        "name": name, "label": label, "type": "string", "length": 80,
        "createable": true, "nillable": true, "defaultedOnCreate": false,
    });
    for (key, value) in other.as_object().unwrap() {
        field[key] = value.clone();
    }
    field
}

/// The describe of an org: the names that every Lead has, and these fields in
/// their place or besides.
fn org(fields: &[Value], record_types: Value) -> Value {
    let mut all = vec![
        field("FirstName", "First Name", json!({})),
        field("LastName", "Last Name", json!({ "nillable": false })),
        field("Company", "Company", json!({ "nillable": false })),
        field("Country", "Country", json!({})),
        field("Title", "Title", json!({})),
        field("Email", "Email", json!({ "type": "email" })),
        field("Phone", "Phone", json!({ "type": "phone" })),
    ];
    for own in fields {
        match all.iter_mut().find(|known| known["name"] == own["name"]) {
            Some(known) => *known = own.clone(),
            None => all.push(own.clone()),
        }
    }
    json!({ "createable": true, "fields": all, "recordTypeInfos": record_types })
}

fn form_of(describe: Value, settings: Value) -> Form {
    let settings = Policy::read(&Map::new(), settings.as_object().unwrap()).settings;
    form(
        &parse_describe(trim_describe(Object::Lead, describe, &[]).unwrap()).unwrap(),
        &settings,
    )
}

fn draft_of(values: &[(&str, &str)]) -> Draft {
    let mut draft = Draft::default();
    for (name, value) in values {
        draft.type_in(name, (*value).to_owned());
    }
    draft
}

fn problem(status: u16, body: Value) -> Problem {
    error::problem(&HttpResponse {
        status,
        headers: Vec::new(),
        body: body.to_string(),
    })
}

fn said(problem: &Problem) -> String {
    let said = problem.more().and_then(|more| more.said.clone());
    said.unwrap_or_default()
}

#[test]
fn fields_that_shield_encrypts_are_fields() {
    let encrypted = |name: &str, nillable: bool| {
        let shield = json!({ "encrypted": true, "filterable": false, "nillable": nillable });
        field(name, name, shield)
    };
    let describe = org(
        &[
            encrypted("FirstName", true),
            encrypted("LastName", false),
            encrypted("Company", false),
            encrypted("Phone", true),
            field(
                "Iban__c",
                "IBAN",
                json!({ "type": "encryptedstring", "nillable": false }),
            ),
        ],
        json!([]),
    );
    let form = form_of(describe, json!({}));
    let names: Vec<&str> = form
        .fields
        .iter()
        .map(|field| field.name.as_str())
        .collect();
    let expected = [
        "FirstName",
        "LastName",
        "Country",
        "Title",
        "Company",
        "Email",
        "Phone",
    ];
    assert_eq!(names, expected);
    // Classic encryption's own type is one that no form fills in.
    assert_eq!(form.blockers.len(), 1);
    assert_eq!(form.blockers[0].parts[0], "IBAN");
}

#[test]
fn a_company_is_required_where_the_org_requires_it() {
    for (nillable, createable, complaints, blockers) in [
        // Person Accounts.
        (true, true, 0, 0),
        (true, false, 0, 0),
        (false, true, 1, 0),
        (false, false, 0, 1),
    ] {
        let company = json!({ "nillable": nillable, "createable": createable });
        let describe = org(&[field("Company", "Company", company)], json!([]));
        let form = form_of(describe, json!({}));
        let draft = draft_of(&[("FirstName", "Owen"), ("LastName", "Tarrant")]);
        let case = format!("nillable {nillable}, createable {createable}");
        assert_eq!(validation_errors(&form, &draft).len(), complaints, "{case}");
        assert_eq!(form.blockers.len(), blockers, "{case}");
        assert_eq!(payload(&form, &draft).get("Company"), None, "{case}");
    }
}

#[test]
fn a_hidden_field_that_needs_the_rep_is_shown() {
    let hidden = json!({ "visible": false, "editable": true });
    let settings = json!({ "fields": { "FirstName": hidden, "Email": hidden } });
    let form = form_of(org(&[], json!([])), settings);
    for (name, value, complained, shown) in [
        // "Mr. Ashby": no first name can be read.
        ("FirstName", "", false, true),
        ("FirstName", "Owen", false, false),
        ("Email", "", false, false),
        ("Email", "owen@", true, true),
    ] {
        let mut draft = Draft::default();
        let entry = add_to_crm::lead::Entry {
            value: value.to_owned(),
            ..Default::default()
        };
        draft.entries.insert(name.to_owned(), entry);
        let own = form.fields.iter().find(|field| field.name == name).unwrap();
        assert_eq!(draft.shows(own, complained), shown, "{name} {value}");
        // It stays while the rep types into it.
        draft.type_in(name, "O".to_owned());
        assert!(draft.shows(own, false), "{name}");
    }
}

#[test]
fn a_new_lead_gets_the_record_type_that_salesforces_page_would_give_it() {
    let partner = "012000000000001AAA";
    let direct = "012000000000002AAA";
    let info = |id: &str, default: bool, available: bool| {
        json!({
            "name": id, "recordTypeId": id, "active": true, "available": available,
            "master": id == "012000000000000AAA", "defaultRecordTypeMapping": default,
        })
    };
    let master = |default: bool| info("012000000000000AAA", default, true);
    for (case, types, sent, choices) in [
        (
            "one type, by a permission set",
            json!([info(partner, false, true), master(true)]),
            Some(partner),
            0,
        ),
        (
            "one type, by the profile",
            json!([info(partner, true, true), master(false)]),
            Some(partner),
            0,
        ),
        (
            "two types",
            json!([
                info(partner, false, true),
                info(direct, true, true),
                master(false)
            ]),
            Some(direct),
            2,
        ),
        (
            "none of the user's",
            json!([info(partner, false, false), master(true)]),
            None,
            0,
        ),
        ("none", json!([]), None, 0),
    ] {
        let mut trimmed = trim_describe(Object::Lead, org(&[], types), &[]).unwrap();
        let default = add_to_crm::salesforce::describe::record_type::default_record_type(&trimmed);
        let default = default.map(str::to_owned);
        // As the worker leaves it.
        if let Some(id) = &default {
            trimmed["recordType"] = json!(id);
        }
        let form = form(&parse_describe(trimmed).unwrap(), &Default::default());
        let body = payload(&form, &draft_of(&[("LastName", "Tarrant")]));
        let id = body.get("RecordTypeId").and_then(Value::as_str);
        assert_eq!(id, sent, "{case}");
        assert_eq!(form.record_types.len(), choices, "{case}");
    }
}

#[test]
fn what_the_rep_may_not_write_is_said() {
    let source = |createable: bool| {
        field(
            "LeadSource",
            "Lead Source",
            json!({ "type": "picklist", "createable": createable, "picklistValues": [
                { "value": "Sales Navigator", "label": "Sales Navigator", "active": true },
            ] }),
        )
    };
    let read_only = |name: &str| field(name, name, json!({ "createable": false }));
    let set = json!({ "leadSource": "Sales Navigator" });
    for (case, fields, settings, notes) in [
        ("writable", vec![source(true)], &set, vec![]),
        (
            "not writable",
            vec![source(false)],
            &set,
            vec!["Lead Source"],
        ),
        ("hidden", vec![], &set, vec!["LeadSource"]),
        ("not asked for", vec![source(false)], &json!({}), vec![]),
        (
            "another field",
            vec![read_only("Phone")],
            &json!({}),
            vec!["Phone"],
        ),
    ] {
        let form = form_of(org(&fields, json!([])), settings.clone());
        let expected: Vec<Sentence> = notes
            .iter()
            .map(|name| {
                Sentence::of("note_not_writable")
                    .with(name)
                    .of_words("object_lead")
            })
            .collect();
        assert_eq!(form.notes, expected, "{case}");
    }
}

#[test]
fn messages_are_shown_as_the_text_that_a_person_reads() {
    let answer = problem(
        400,
        json!([
            { "errorCode": "FIELD_CUSTOM_VALIDATION_EXCEPTION", "fields": [],
              "message": "Set &quot;Region&quot; before &quot;Country&quot; &amp; save." },
            { "errorCode": "CANNOT_EXECUTE_FLOW_TRIGGER", "fields": [],
              "message": "The \u{201c}Route\u{201d} process failed. <b>An unhandled fault has occurred</b><br>Error ID: 100-1 (-7)" },
        ]),
    );
    assert_eq!(
        said(&answer),
        "Set \"Region\" before \"Country\" & save.\n\
         The \u{201c}Route\u{201d} process failed. An unhandled fault has occurred\nError ID: 100-1 (-7)"
    );
    // The number of a long flow error stands at its end.
    let long = format!("{} Error ID: 100-1 (-7)", "Fault. ".repeat(400));
    let answer = problem(
        400,
        json!([{ "errorCode": "CANNOT_EXECUTE_FLOW_TRIGGER", "message": long }]),
    );
    assert!(
        said(&answer).ends_with("Error ID: 100-1 (-7)"),
        "{}",
        said(&answer)
    );
    assert!(said(&answer).chars().count() < 1100);
}

#[test]
fn each_refusal_has_words_of_its_own() {
    for (code, message, kind, fields, records) in [
        (
            "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY",
            "insufficient access rights on cross-reference id: 012000000000001",
            Kind::NoReferenceAccess,
            vec![],
            vec![],
        ),
        (
            "INSUFFICIENT_ACCESS_OR_READONLY",
            "no",
            Kind::NoAccess,
            vec![],
            vec![],
        ),
        (
            "STORAGE_LIMIT_EXCEEDED",
            "storage limit exceeded",
            Kind::OrgStorageFull,
            vec![],
            vec![],
        ),
        (
            "DUPLICATE_VALUE",
            "duplicate value found: Email_2__c duplicates value on record with id: 00Q000000000001",
            Kind::ValueTaken,
            vec!["Email_2__c"],
            vec!["00Q000000000001"],
        ),
        (
            "DUPLICATE_VALUE",
            "doppelter Wert gefunden: Profile_Link__c dupliziert den Wert in dem Datensatz mit der ID: 00Q000000000001EAA",
            Kind::ValueTaken,
            vec!["Profile_Link__c"],
            vec!["00Q000000000001EAA"],
        ),
        (
            "DUPLICATE_VALUE",
            "duplicate value found: <unknown> duplicates value on record with id: <unknown>",
            Kind::ValueTaken,
            vec![],
            vec![],
        ),
    ] {
        let answer = problem(
            400,
            json!([{ "errorCode": code, "message": message, "fields": [] }]),
        );
        assert_eq!(answer.kind, kind, "{message}");
        assert_eq!(answer.about(), fields, "{message}");
        let named = answer.more().map(|more| more.records.clone());
        assert_eq!(named.unwrap_or_default(), records, "{message}");
    }
}

#[test]
fn a_text_country_is_written_as_the_org_writes_it_and_plain_where_it_does_not() {
    use add_to_crm::person::country::{plain_name, spelt_as};
    // As browsers name them, by Unicode's list.
    for (code, browser, plain) in [
        ("TR", "T\u{fc}rkiye", "Turkey"),
        ("HK", "Hong Kong SAR China", "Hong Kong"),
        ("MM", "Myanmar (Burma)", "Myanmar"),
        ("BA", "Bosnia & Herzegovina", "Bosnia and Herzegovina"),
        ("CD", "Congo - Kinshasa", "Democratic Republic of the Congo"),
        ("KN", "St. Kitts & Nevis", "Saint Kitts and Nevis"),
        ("NO", "Norway", "Norway"),
    ] {
        assert_eq!(plain_name(code, browser), plain, "{code}");
    }
    let org: Vec<String> = ["USA", "U.K.", "Deutschland", "Hong Kong SAR", "Georgia"]
        .map(str::to_owned)
        .to_vec();
    for (code, name, shown, expected) in [
        ("US", "United States", None, Some("USA")),
        ("GB", "United Kingdom", None, Some("U.K.")),
        ("DE", "Germany", None, Some("Deutschland")),
        (
            "HK",
            "Hong Kong",
            Some("Hong Kong SAR"),
            Some("Hong Kong SAR"),
        ),
        ("GE", "Georgia", None, Some("Georgia")),
        ("US", "United States", Some("Georgia, USA"), Some("USA")),
        ("NO", "Norway", Some("Norge"), None),
    ] {
        let own = spelt_as(&org, code, name, shown).map(String::as_str);
        assert_eq!(own, expected, "{code}");
    }
    // To the field of the form.
    let text = field("Country", "Country", json!({}));
    let mut describe = trim_describe(Object::Lead, org_of(&text), &[]).unwrap();
    describe["countries"] = json!(["Turkey", "USA"]);
    let form = form(&parse_describe(describe).unwrap(), &Default::default());
    for (code, name, expected) in [
        ("US", "United States", "USA"),
        ("TR", "Turkey", "Turkey"),
        ("NO", "Norway", "Norway"),
    ] {
        let known = |text: &str| {
            add_to_crm::person::Known::certain(text, add_to_crm::person::Source::TopCard)
        };
        let person = add_to_crm::person::Person {
            country: known(code),
            country_name: known(name),
            ..Default::default()
        };
        let mut draft = Draft::default();
        draft.fill(&form, &person, 0);
        assert_eq!(draft.value("Country"), expected);
    }
}

fn org_of(own: &Value) -> Value {
    org(std::slice::from_ref(own), json!([]))
}
