//! Shapes as queries, searches and the describe show them.

use super::*;

#[tokio::test]
async fn queries_are_refused_as_the_shape_says() {
    let query = |condition: &str| {
        format!(
            "/query?q=SELECT+Id+FROM+Lead+{}",
            condition.replace(' ', "+")
        )
    };
    for (shape, condition, code) in [
        ("encrypted", "WHERE LastName = 'A'", Some("INVALID_FIELD")),
        ("encrypted", "ORDER BY Company", Some("INVALID_FIELD")),
        (
            "encrypted",
            "WHERE CreatedDate > 2026-01-01T00:00:00Z",
            None,
        ),
        ("large", "", Some("QUERY_TIMEOUT")),
        ("large", "WHERE LastName = 'A'", Some("QUERY_TIMEOUT")),
        ("large", "WHERE Name LIKE '%A'", Some("QUERY_TIMEOUT")),
        ("large", "WHERE Name LIKE 'A%'", Some("QUERY_TIMEOUT")),
        ("large", "WHERE Name LIKE 'A_n%'", Some("QUERY_TIMEOUT")),
        ("large", "WHERE Name LIKE 'An%'", None),
        ("large", "WHERE Name LIKE 'A %'", None),
        ("large", "WHERE Email != null", Some("QUERY_TIMEOUT")),
        (
            "large",
            "WHERE Email = 'a@example.com' AND Title = 'B'",
            None,
        ),
        (
            "large",
            "WHERE Email = 'a@example.com' OR Title = 'B'",
            Some("QUERY_TIMEOUT"),
        ),
        (
            "large",
            "WHERE CreatedById = '005000000000001' AND LastName = 'A'",
            None,
        ),
    ] {
        let reply = ask(&org(&[shape]), RILEY, &query(condition)).await;
        assert_eq!(
            reply.body[0]["errorCode"].as_str(),
            code,
            "{shape} {condition}"
        );
    }
    let unique = org(&["large", "unique-profile-link"]);
    let reply = ask(&unique, RILEY, &query("WHERE Profile_Link__c = 'x'")).await;
    assert_eq!(reply.status, 200);
}

#[tokio::test]
async fn the_search_index_finds_people_of_a_large_org() {
    let org = org(&["large"]);
    for name in ["Nováková", "Smith"] {
        by_rest(
            &org,
            json!({ "FirstName": "William", "LastName": name, "Company": "Tidewater" }),
        )
        .await;
    }
    for (address, found) in [
        (
            "/search?q=FIND+{Bill+Novakova}+IN+NAME+FIELDS+RETURNING+Lead(Id,Name+LIMIT+5),Contact(Id)",
            1,
        ),
        (
            "/search?q=FIND+{tidewater}+IN+ALL+FIELDS+RETURNING+Lead(Id,+Name+WHERE+LastName='Smith')",
            1,
        ),
        (
            "/parameterizedSearch?q=tidewater&in=NAME&sobject=Lead&fields=Id,Name&overallLimit=9",
            2,
        ),
        ("/parameterizedSearch?q=nobody&sobject=Lead", 0),
    ] {
        let reply = ask(&org, RILEY, address).await;
        let records = reply.body["searchRecords"].as_array();
        assert_eq!(
            records.map(Vec::len),
            Some(found),
            "{address}: {}",
            reply.body
        );
    }
    let body = json!({ "q": "Smith", "in": "NAME", "sobjects": [{ "name": "Lead", "fields": ["Id", "Company"] }], "overallLimit": 5 });
    let reply = call(&org, RILEY, "POST", "/parameterizedSearch", &[], body).await;
    assert_eq!(
        reply.body["searchRecords"][0]["Company"],
        json!("Tidewater")
    );
    for (address, code) in [
        ("/search?q=FIND+{a}+RETURNING+Lead", "MALFORMED_SEARCH"),
        ("/search?q=Smith", "MALFORMED_SEARCH"),
        (
            "/parameterizedSearch?q=leaks&sobject=Case&fields=Id,Name",
            "INVALID_FIELD",
        ),
    ] {
        let reply = ask(&org, RILEY, address).await;
        assert_eq!(reply.body[0]["errorCode"], json!(code), "{address}");
    }
    org.world().shape.search_delay = 60;
    for (ahead, found) in [(0, 0), (61, 1)] {
        org.world().ahead = ahead;
        let reply = ask(&org, RILEY, "/parameterizedSearch?q=Smith&sobject=Lead").await;
        let records = reply.body["searchRecords"].as_array();
        assert_eq!(records.map(Vec::len), Some(found), "{ahead}");
    }
}

#[tokio::test]
async fn the_describe_says_what_the_shape_is() {
    for (shape, field, property, value) in [
        ("encrypted", "LastName", "encrypted", json!(true)),
        ("encrypted", "LastName", "filterable", json!(false)),
        ("person-accounts", "Company", "nillable", json!(true)),
        (
            "lead-source-read-only",
            "LeadSource",
            "createable",
            json!(false),
        ),
        (
            "case-lookup",
            "Origin_Case__c",
            "referenceTo",
            json!(["Case"]),
        ),
        (
            "unique-profile-link",
            "Profile_Link__c",
            "unique",
            json!(true),
        ),
        ("profile-link", "Profile_Link__c", "unique", json!(false)),
        ("hidden-title", "Title", "name", Value::Null),
        ("text-countries", "CountryCode", "name", Value::Null),
    ] {
        let reply = ask(&org(&[shape]), RILEY, "/sobjects/Lead/describe").await;
        let fields = reply.body["fields"].as_array().unwrap();
        let own = fields.iter().find(|own| own["name"] == json!(field));
        assert_eq!(
            own.map_or(&Value::Null, |own| &own[property]),
            &value,
            "{shape}"
        );
    }
    let reply = ask(
        &org(&["permission-set-record-type"]),
        RILEY,
        "/sobjects/Lead/describe",
    )
    .await;
    let types: Vec<(&Value, &Value)> = reply.body["recordTypeInfos"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (&one["name"], &one["defaultRecordTypeMapping"]))
        .collect();
    assert_eq!(
        types,
        [
            (&json!("Partner"), &json!(false)),
            (&json!("Master"), &json!(true))
        ]
    );
    let case = ask(&org(&[]), RILEY, "/sobjects/Case/describe").await;
    let named: Vec<&Value> = case.body["fields"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|own| own["nameField"] == json!(true))
        .map(|own| &own["name"])
        .collect();
    assert_eq!(named, [&json!("CaseNumber")]);
}
