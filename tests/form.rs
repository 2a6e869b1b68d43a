//! The form that the practice org's describes make, org by org.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail here")]

mod native;

use add_to_crm::field::Input;
use add_to_crm::lead::{Form, Section, form};
use add_to_crm::message::Describe;
use add_to_crm::policy::Settings;
use add_to_crm::salesforce::describe::{parse_describe, trim_describe};
use add_to_crm::salesforce::object::Object;
use add_to_crm::text::sentence::Sentence;
use native::{RILEY, World};
use practice_org::describe::describe;
use practice_org::state::Shape;
use serde_json::{Value, json};

fn form_of(shape: &Shape, settings: Value) -> Form {
    let settings: Settings = {
        let settings = settings.as_object().unwrap();
        add_to_crm::policy::Policy::read(&serde_json::Map::new(), settings).settings
    };
    let trimmed = trim_describe(Object::Lead, describe("Lead", shape, true).unwrap(), &[]).unwrap();
    form::form(&parse_describe(trimmed).unwrap(), &settings)
}

fn shown(form: &Form, section: Section) -> Vec<&str> {
    let fields = form.fields.iter();
    fields
        .filter(|field| field.visible && field.section == section)
        .map(|field| field.label.as_str())
        .collect()
}

const EIGHT: [&str; 7] = [
    "First Name",
    "Last Name",
    "Mailing Country",
    "Title",
    "Company",
    "Email",
    "Phone",
];

#[test]
fn each_org_has_its_form() {
    let plain = Shape::default;
    let with_source = json!({ "fields": { "LeadSource": { "visible": true, "editable": true } } });
    let all_labels: Vec<&str> = EIGHT.iter().copied().chain(["Lead Source"]).collect();
    let cases: [(&str, Shape, Value, &[&str], usize); 8] = [
        ("plain", plain(), json!({}), &EIGHT, 0),
        (
            "Lead Source made visible",
            plain(),
            with_source,
            &all_labels,
            0,
        ),
        (
            "country picklists",
            Shape {
                country_picklists: true,
                ..plain()
            },
            json!({}),
            &EIGHT,
            0,
        ),
        (
            "required fields",
            Shape {
                required_fields: true,
                ..plain()
            },
            json!({}),
            &EIGHT,
            18,
        ),
        (
            "no access to Title",
            Shape {
                hidden_fields: vec!["Title".into()],
                ..plain()
            },
            json!({}),
            &[
                "First Name",
                "Last Name",
                "Mailing Country",
                "Company",
                "Email",
                "Phone",
            ],
            0,
        ),
        (
            "800 fields",
            Shape {
                extra_fields: 800,
                ..plain()
            },
            json!({}),
            &EIGHT,
            0,
        ),
        (
            "Japanese",
            Shape {
                language: Some("ja".into()),
                ..plain()
            },
            json!({}),
            &["名", "姓", "国", "役職", "会社名", "メール", "電話"],
            0,
        ),
        (
            "Arabic",
            Shape {
                language: Some("ar".into()),
                ..plain()
            },
            json!({}),
            &[
                "الاسم الأول",
                "اسم العائلة",
                "البلد",
                "المسمى الوظيفي",
                "الشركة",
                "البريد الإلكتروني",
                "الهاتف",
            ],
            0,
        ),
    ];
    for (name, shape, settings, standard, asked) in cases {
        let form = form_of(&shape, settings);
        assert_eq!(shown(&form, Section::Standard), standard, "{name}");
        assert_eq!(shown(&form, Section::OrgAsks).len(), asked, "{name}");
        assert_eq!(form.blockers, [], "{name}");
    }
}

#[test]
fn every_required_type_has_its_control_and_its_limits() {
    let form = form_of(
        &Shape {
            required_fields: true,
            ..Shape::default()
        },
        json!({}),
    );
    let input = |name: &str| {
        let field = form.fields.iter().find(|field| field.name == name);
        field.unwrap_or_else(|| panic!("{name}")).input.clone()
    };
    for (name, expected) in [
        ("Territory_Code__c", Input::Text { max: 12 }),
        ("Reason__c", Input::TextArea { max: 500 }),
        ("Second_Email__c", Input::Email { max: 80 }),
        ("Direct_Line__c", Input::Phone { max: 40 }),
        ("Home_Page__c", Input::Url { max: 255 }),
        ("Agreed__c", Input::Checkbox),
        ("Seats__c", Input::Integer { digits: 6 }),
        (
            "Score__c",
            Input::Decimal {
                precision: 8,
                scale: 3,
            },
        ),
        (
            "Budget__c",
            Input::Decimal {
                precision: 18,
                scale: 2,
            },
        ),
        (
            "Chance__c",
            Input::Decimal {
                precision: 5,
                scale: 2,
            },
        ),
        ("First_Call__c", Input::Date),
        ("Meeting__c", Input::DateTime),
        ("Best_Time__c", Input::Time),
        (
            "Partner__c",
            Input::Lookup {
                objects: vec!["Account".into()],
            },
        ),
    ] {
        assert_eq!(input(name), expected, "{name}");
    }
    let Input::Picklist {
        options,
        open,
        controller,
    } = input("Office__c")
    else {
        panic!("Office__c")
    };
    assert_eq!((open, controller.as_deref()), (false, Some("Region__c")));
    for (region, offices) in [
        ("North", ["Oslo", "Travelling"]),
        ("South", ["Rome", "Travelling"]),
    ] {
        let stands = options.iter().filter(|one| one.is_valid_for(region));
        let values: Vec<&str> = stands.map(|one| one.value.as_str()).collect();
        assert_eq!(values, offices, "{region}");
    }
    assert!(matches!(
        input("Heard_At__c"),
        Input::Picklist { open: true, .. }
    ));
    assert!(matches!(input("Interests__c"), Input::MultiPicklist { .. }));
}

#[test]
fn what_stands_in_the_way_is_named() {
    for (shape, blocker) in [
        (
            Shape {
                unfillable_field: true,
                ..Shape::default()
            },
            Sentence::of("blocker_type").with("Site").with("location"),
        ),
        (
            Shape {
                hidden_fields: vec!["LastName".into()],
                ..Shape::default()
            },
            Sentence::of("blocker_not_writable")
                .with("LastName")
                .of_words("object_lead"),
        ),
    ] {
        let form = form_of(&shape, json!({}));
        assert!(form.blockers.contains(&blocker), "{:?}", form.blockers);
    }
    let stale = form_of(&Shape::default(), json!({ "leadSource": "Fax" }));
    assert_eq!(stale.notes.len(), 1);
    let source = stale.fields.iter().find(|field| field.name == "LeadSource");
    assert_eq!(source.unwrap().default, None);
}

#[test]
fn a_big_describe_is_pruned_to_kilobytes() {
    let shape = Shape {
        extra_fields: 800,
        ..Shape::default()
    };
    let whole = describe("Lead", &shape, true).unwrap();
    let big = whole.to_string().len();
    let small = trim_describe(Object::Lead, whole, &[])
        .unwrap()
        .to_string()
        .len();
    assert!(big > 300_000 && small < 8_000, "{big} to {small} bytes");
}

#[tokio::test]
async fn a_record_types_choices_are_asked_for_once_and_again_when_the_org_changes() {
    let world = World::start(RILEY).await;
    let shape = Shape {
        record_types: true,
        ..Shape::default()
    };
    world.org.org.world().shape = shape;
    world.sign_in().await.unwrap();
    let ask = async |record_type: Option<&str>, fresh: bool| -> Value {
        let record_type = record_type.map(str::to_owned);
        world
            .ask(Describe {
                object: Object::Lead,
                fresh,
                record_type,
            })
            .await
            .unwrap()
    };
    let active = |describe: &Value| {
        let fields = describe["fields"].as_array().unwrap();
        let source = fields
            .iter()
            .find(|one| one["name"] == "LeadSource")
            .unwrap();
        let values = source["picklistValues"].as_array().unwrap();
        values.iter().filter(|one| one["active"] == true).count()
    };
    let default = ask(None, false).await;
    assert_eq!(active(&default), 5);
    let types = default["recordTypeInfos"].as_array().unwrap();
    let partner = types.iter().find(|one| one["name"] == "Partner").unwrap();
    let partner = partner["recordTypeId"].as_str().unwrap();
    for _ in 0..2 {
        assert_eq!(active(&ask(Some(partner), false).await), 2);
        assert_eq!(active(&ask(None, false).await), 5);
    }
    // Of nobody's type: the default's choices.
    assert_eq!(ask(Some("012000000000009AAA"), false).await, default);
    let picklists = |world: &World| {
        let calls = world.calls();
        calls
            .iter()
            .filter(|call| call.contains("picklist-values"))
            .count()
    };
    assert_eq!(picklists(&world), 2);
    // Unchanged: 304, and nothing else is asked for.
    ask(None, true).await;
    assert_eq!(picklists(&world), 2);
    {
        let mut org = world.org.org.world();
        org.described = org
            .described
            .map(|at| at + std::time::Duration::from_secs(5));
    }
    ask(None, true).await;
    assert_eq!(picklists(&world), 3);
}

#[tokio::test]
async fn how_an_org_writes_countries_is_learnt_with_its_describe() {
    for (picklists, expected) in [(false, json!(["Turkey", "USA"])), (true, Value::Null)] {
        let world = World::start(RILEY).await;
        world.org.org.world().shape.country_picklists = picklists;
        world.sign_in().await.unwrap();
        for country in ["USA", "Turkey", "Turkey"] {
            let lead = json!({ "LastName": "Reed", "Company": "Harbor", "Country": country });
            let Value::Object(lead) = lead else {
                panic!("{lead}")
            };
            world.org.org.world().insert(0, "Lead", lead, 0);
        }
        let fetched: Value = world
            .ask(Describe {
                object: Object::Lead,
                fresh: false,
                record_type: None,
            })
            .await
            .unwrap();
        assert_eq!(fetched["countries"], expected, "{picklists}");
    }
}

#[tokio::test]
async fn on_the_next_day_an_unchanged_describe_is_all_that_is_asked_for() {
    let world = World::start(RILEY).await;
    world.sign_in().await.unwrap();
    let path = "GET /services/data/v68.0/sobjects/Lead/describe";
    let countries = "GET /services/data/v68.0/query 200".to_owned();
    let mut expected = Vec::new();
    for (days, fresh, status, spelt) in [
        (0.0, false, 200, true),
        (1.0, false, 304, false),
        (5.0, false, 304, false),
        (2.0, false, 304, true),
        (0.0, true, 304, true),
    ] {
        let ahead = &world.worker.port().set_ahead;
        ahead.set(ahead.get() + days * 86_400_000.0 + 1.0);
        let describe = Describe {
            object: Object::Lead,
            fresh,
            record_type: None,
        };
        let _described: Value = world.ask(describe).await.unwrap();
        expected.push(format!("{path} {status}"));
        expected.extend(spelt.then(|| countries.clone()));
        assert_eq!(world.calls(), expected);
    }
}
