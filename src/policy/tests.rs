use serde_json::json;

use super::*;

fn map(value: Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap()
}

#[test]
fn managed_wins_over_local_wins_over_default_key_by_key() {
    let policy = Policy::read(
        &map(
            json!({ "salesforce": { "loginHost": "https://test.salesforce.com" }, "monthlyLimit": 50 }),
        ),
        &map(json!({
            "leadCreation": true,
            "monthlyLimit": 20,
            "salesforce": { "loginHost": "https://login.salesforce.com", "clientId": "3MVG9practiceAddToCRM" }
        })),
    );
    let settings = &policy.settings;
    assert!(settings.lead_creation);
    assert_eq!(settings.monthly_limit, 50);
    assert_eq!(
        settings.salesforce.login_host,
        "https://test.salesforce.com"
    );
    assert_eq!(settings.salesforce.client_id, "3MVG9practiceAddToCRM");
    assert!(settings.stay_signed_in);
    assert!(policy.is_locked("salesforce.loginHost"));
    assert!(policy.is_locked("monthlyLimit"));
    assert!(!policy.is_locked("salesforce.clientId"));
    assert_eq!(policy.ignored, vec![]);
}

#[test]
fn a_wrong_value_is_left_out_and_named_and_takes_nothing_along() {
    let cases = [
        ("leadCreation", json!("yes")),
        ("salesforce", json!(7)),
        ("monthlyLimit", json!(0)),
        ("monthlyLimit", json!(1001)),
        ("monthlyLimit", json!(2.5)),
        ("keepHistory", json!(0)),
        ("keepHistory", json!(366)),
        ("duplicates", json!("perhaps")),
        ("opensIn", json!("tab")),
        (
            "fields",
            json!({ "Fax": { "visible": true, "editable": true } }),
        ),
        ("fields", json!({ "Title": { "visible": true } })),
        ("assignmentRule", json!("00Q000000000001")),
        ("leadSource", json!("x".repeat(256))),
        ("language", json!("tlh")),
        ("sites", json!({ "id": 1 })),
        ("colour", json!("blue")),
    ];
    for (key, value) in cases {
        let policy = Policy::read(
            &map(json!({ key: value, "pageButton": false })),
            &Map::new(),
        );
        let expected = Settings {
            page_button: false,
            ..Settings::default()
        };
        assert_eq!(policy.settings, expected, "{key} {value}");
        assert_eq!(policy.ignored.len(), 1, "{key} {value}");
        assert_eq!(policy.ignored[0].key, key);
        assert!(policy.ignored[0].managed);
    }
}

#[test]
fn the_parts_of_salesforce_are_checked_one_by_one() {
    let cases = [
        ("loginHost", "http://login.salesforce.com", false),
        (
            "loginHost",
            "https://login.salesforce.com.example.com",
            false,
        ),
        ("loginHost", "https://acme.my.salesforce.com/", true),
        ("organizationId", "00D000000000001", true),
        ("organizationId", "00D000000000001EAA", true),
        ("organizationId", "00D000000000001EAB", false),
        ("organizationId", "003000000000001", false),
        ("clientId", "3MVG9 with spaces and more", false),
        ("clientId", "short", false),
        ("clientId", "3MVG9practice.Add_To_CRM.0", true),
        ("secret", "anything", false),
    ];
    for (part, value, good) in cases {
        let policy = Policy::read(&map(json!({ "salesforce": { part: value } })), &Map::new());
        assert_eq!(
            policy.ignored.is_empty(),
            good,
            "{part} {value}: {:?}",
            policy.ignored
        );
        assert_eq!(policy.is_locked(&format!("salesforce.{part}")), good);
    }
}
