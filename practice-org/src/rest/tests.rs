//! Shapes and writes, by calls as REST carries them out.

use serde_json::{Value, json};

use super::{Call, Reply, handle};
use crate::faults::{Fault, FaultKind};
use crate::shape::Shape;
use crate::{Config, Org};

mod reading;

const RILEY: usize = 0;
const ALEX: usize = 1;
const KEY: &str = "12cfe4e6-e477-4de8-aa4e-95d31aa2be24";

fn org(shapes: &[&str]) -> Org {
    let shape = shapes.iter().fold(Shape::default(), |shape, name| {
        shape.with(name).unwrap_or_else(|| panic!("{name}"))
    });
    Org::new(Config {
        shape,
        ..Config::default()
    })
}

async fn call(
    org: &Org,
    user: usize,
    method: &str,
    address: &str,
    headers: &[(&str, &str)],
    body: Value,
) -> Reply {
    let (path, query) = Call::to(address);
    let headers = headers
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let call = Call {
        method: method.to_owned(),
        path,
        query,
        headers: headers.collect(),
        body: Some(body).filter(|body| !body.is_null()),
        version: 68,
    };
    handle(org, user, &call).await
}

fn lead() -> Value {
    json!({ "FirstName": "Owen", "LastName": "Tarrant", "Company": "Northwind Traders, Inc." })
}

fn leads(org: &Org) -> usize {
    org.world().all(0, "Lead").len()
}

async fn by_rest(org: &Org, fields: Value) -> Reply {
    call(org, RILEY, "POST", "/sobjects/Lead", &[], fields).await
}

async fn by_key(org: &Org, user: usize, key: &str, fields: Value) -> Reply {
    let body = json!({ "apiName": "Lead", "fields": fields });
    let headers = [("idempotency-key", key)];
    call(org, user, "POST", "/ui-api/records", &headers, body).await
}

async fn ask(org: &Org, user: usize, address: &str) -> Reply {
    call(org, user, "GET", address, &[], Value::Null).await
}

fn strike(org: &Org, fault: FaultKind) {
    org.world().faults.push(Fault {
        fault,
        path: String::new(),
        method: None,
        times: Some(1),
        milliseconds: 0,
    });
}

/// Waits until a fault holds this many requests.
async fn held(org: &Org, count: u32) {
    let mut held = org.world().held.subscribe();
    held.wait_for(|held| held.count >= count).await.unwrap();
}

#[tokio::test]
async fn a_key_makes_one_lead_of_any_number_of_requests() {
    let org = org(&[]);
    let first = by_key(&org, RILEY, KEY, lead()).await;
    assert_eq!(first.status, 201);
    assert_eq!(first.body["fields"]["LastName"]["value"], json!("Tarrant"));
    assert_eq!(first.body["apiName"], json!("Lead"));
    // The guide looks at resource and key, not at the body.
    for fields in [lead(), json!({ "LastName": "Other", "Company": "Other" })] {
        let again = by_key(&org, RILEY, KEY, fields).await;
        assert_eq!((again.status, &again.body), (201, &first.body));
    }
    assert_eq!(leads(&org), 1);
    assert_eq!(by_key(&org, ALEX, KEY, lead()).await.status, 201);
    assert_eq!(leads(&org), 2, "keys are a user's own");
    org.world().ahead = 30 * 24 * 3600;
    assert_eq!(by_key(&org, RILEY, KEY, lead()).await.status, 201);
    assert_eq!(leads(&org), 3, "a key runs out after thirty days");
}

#[tokio::test]
async fn a_key_is_refused_where_it_cannot_be_kept() {
    for (shape, key, message) in [
        ("no-idempotency", KEY, "Idempotency not supported"),
        ("large", "not a key", "Invalid Idempotency-Key"),
    ] {
        let org = org(&[shape]);
        let reply = by_key(&org, RILEY, key, lead()).await;
        assert_eq!(
            (reply.status, &reply.body[0]["message"]),
            (400, &json!(message))
        );
        assert_eq!(leads(&org), 0, "{shape}");
    }
}

#[tokio::test]
async fn while_a_commit_is_late_others_go_on_and_do_not_see_it() {
    for keyed in [true, false] {
        let org = org(&[]);
        strike(&org, FaultKind::HoldCommit);
        let first = tokio::spawn({
            let org = org.clone();
            async move {
                match keyed {
                    true => by_key(&org, RILEY, KEY, lead()).await,
                    false => by_rest(&org, lead()).await,
                }
            }
        });
        held(&org, 1).await;
        let query = ask(
            &org,
            RILEY,
            "/query?q=SELECT+Id+FROM+Lead+WHERE+LastName='Tarrant'",
        )
        .await;
        assert_eq!(query.body["totalSize"], json!(0));
        let second = match keyed {
            true => by_key(&org, RILEY, KEY, lead()).await.status,
            false => by_rest(&org, lead()).await.status,
        };
        let released = org.world().mend();
        released.closed().await;
        assert_eq!(first.await.unwrap().status, 201);
        // Without a key nothing tells the two apart.
        assert_eq!(
            (second, leads(&org)),
            if keyed { (409, 1) } else { (201, 2) }
        );
    }
}

#[tokio::test]
async fn a_guard_in_one_composite_call_does_not_see_another_ones_lead() {
    let org = org(&[]);
    let guarded = json!({ "compositeRequest": [
        { "method": "GET", "referenceId": "guard", "url": "/services/data/v68.0/query?q=SELECT+Id+FROM+Lead+WHERE+LastName='Tarrant'" },
        { "method": "POST", "referenceId": "lead", "url": "/services/data/v68.0/sobjects/Lead", "body": lead() },
    ] });
    strike(&org, FaultKind::HoldCommit);
    let first = tokio::spawn({
        let (org, guarded) = (org.clone(), guarded.clone());
        async move { call(&org, RILEY, "POST", "/composite", &[], guarded).await }
    });
    held(&org, 1).await;
    let second = call(&org, RILEY, "POST", "/composite", &[], guarded).await;
    let released = org.world().mend();
    released.closed().await;
    let first = first.await.unwrap();
    for reply in [first, second] {
        let answers = &reply.body["compositeResponse"];
        assert_eq!(answers[0]["body"]["totalSize"], json!(0));
        assert_eq!(answers[1]["httpStatusCode"], json!(201));
    }
    assert_eq!(leads(&org), 2);
}

#[tokio::test]
async fn writes_are_refused_in_the_recorded_words_by_both_apis() {
    for (fault, code, words) in [
        (
            FaultKind::ReadOnly,
            "INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE",
            "maintenance",
        ),
        (
            FaultKind::NestedRowLock,
            "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
            "UNABLE_TO_LOCK_ROW",
        ),
        (
            FaultKind::RunsTooLong,
            "REQUEST_RUNNING_TOO_LONG",
            "too long",
        ),
        (FaultKind::StorageFull, "STORAGE_LIMIT_EXCEEDED", "storage"),
        (
            FaultKind::CrossReference,
            "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY",
            "cross-reference",
        ),
        (
            FaultKind::HtmlMessage,
            "FIELD_CUSTOM_VALIDATION_EXCEPTION",
            "&quot;",
        ),
        (FaultKind::FlowFailed, "CANNOT_EXECUTE_FLOW_TRIGGER", "<br>"),
    ] {
        let org = org(&[]);
        strike(&org, fault);
        let rest = by_rest(&org, lead()).await;
        assert_eq!(rest.body[0]["errorCode"], json!(code));
        strike(&org, fault);
        let ui = by_key(&org, RILEY, KEY, lead()).await;
        let own = &ui.body[0]["output"]["errors"][0];
        assert_eq!((ui.status, &own["errorCode"]), (400, &json!(code)));
        for message in [&rest.body[0]["message"], &own["message"]] {
            assert!(message.as_str().unwrap().contains(words), "{message}");
        }
        assert_eq!(leads(&org), 0);
    }
}

#[tokio::test]
async fn refusals_name_their_field_where_salesforce_does() {
    let own = json!({ "LastName": "T", "Company": "N", "Profile_Link__c": "https://www.linkedin.com/in/a" });
    for (shape, fields, code, field) in [
        (
            "rule-needs-industry",
            lead(),
            "FIELD_CUSTOM_VALIDATION_EXCEPTION",
            Some("Industry"),
        ),
        (
            "text-countries",
            json!({ "LastName": "T", "Company": "N", "Country": "Türkiye" }),
            "FIELD_CUSTOM_VALIDATION_EXCEPTION",
            Some("Country"),
        ),
        (
            "lead-source-read-only",
            json!({ "LastName": "T", "Company": "N", "LeadSource": "Web" }),
            "INVALID_FIELD_FOR_INSERT_UPDATE",
            Some("LeadSource"),
        ),
        ("unique-profile-link", own, "DUPLICATE_VALUE", None),
        ("duplicates-warned", lead(), "DUPLICATES_DETECTED", None),
    ] {
        let org = org(&[shape]);
        let there = json!({ "LastName": "Tarrant", "Company": "Northwind Traders, Inc.", "Profile_Link__c": "https://www.linkedin.com/in/A" });
        let id = org
            .world()
            .insert(0, "Lead", there.as_object().unwrap().clone(), 0);
        let reply = by_key(&org, RILEY, KEY, fields.clone()).await;
        let output = &reply.body[0]["output"];
        let error = match field {
            Some(field) => &output["fieldErrors"][field][0],
            None => &output["errors"][0],
        };
        assert_eq!(error["errorCode"], json!(code), "{shape}: {}", reply.body);
        assert_eq!(error["field"], json!(field), "{shape}");
        match code {
            "DUPLICATE_VALUE" => {
                let message = error["message"].as_str().unwrap();
                assert!(message.ends_with(&id[..15]), "{message}");
            }
            "DUPLICATES_DETECTED" => {
                let result = &error["duplicateRecordError"]["matchResults"][0];
                assert_eq!(result["matchRecordIds"], json!([id]));
                assert_eq!(result["isAllowSave"], json!(true));
                let body =
                    json!({ "apiName": "Lead", "fields": fields, "allowSaveOnDuplicate": true });
                let saved = call(&org, RILEY, "POST", "/ui-api/records", &[], body).await;
                assert_eq!(saved.status, 201);
            }
            _ => {}
        }
    }
}

#[tokio::test]
async fn the_assignment_rule_is_asked_for_in_the_ui_api_and_on_in_rest() {
    for (address, body, given_away) in [
        (
            "/ui-api/records",
            json!({ "apiName": "Lead", "fields": lead() }),
            false,
        ),
        (
            "/ui-api/records?useDefaultRule=true",
            json!({ "apiName": "Lead", "fields": lead() }),
            true,
        ),
        ("/sobjects/Lead", lead(), true),
    ] {
        let org = org(&["assignment-rule"]);
        let reply = call(&org, RILEY, "POST", address, &[], body).await;
        assert_eq!(reply.status, 201);
        let world = org.world();
        let own = world.all(0, "Lead")[0]["OwnerId"] == world.all(0, "User")[0]["Id"];
        assert_eq!(!own, given_away, "{address}");
    }
}

#[tokio::test]
async fn a_lead_that_was_routed_away_is_not_seen_by_its_creator() {
    for (missing, status) in [(false, 201), (true, 404)] {
        let org = org(&["flow-routes"]);
        org.world().shape.unseen_is_missing = missing;
        assert_eq!(by_key(&org, RILEY, KEY, lead()).await.status, status);
        assert_eq!(leads(&org), 1);
        let id = org.world().all(0, "Lead")[0]["Id"].clone();
        let id = id.as_str().unwrap();
        for (user, count, read) in [(RILEY, 0, 404), (ALEX, 1, 200)] {
            let query = ask(&org, user, "/query?q=SELECT+Id+FROM+Lead").await;
            assert_eq!(query.body["totalSize"], json!(count));
            let record = ask(&org, user, &format!("/sobjects/Lead/{id}")).await;
            assert_eq!(record.status, read);
        }
        let access = ask(
            &org,
            RILEY,
            "/query?q=SELECT+DefaultLeadAccess+FROM+Organization",
        )
        .await;
        let access = &access.body["records"][0]["DefaultLeadAccess"];
        assert_eq!(access, &json!("None"));
    }
}
