//! Orgs as people have them: clouds of their own, a renamed My Domain, encrypted
//! names, names that are no `Name`, and rules that choose the owner.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail here")]

mod native;

use add_to_crm::matching::{MatchQuery, MatchResults};
use add_to_crm::message::{Describe, Find, FindMatches, LookupHit};
use add_to_crm::problem::{Kind, Problem};
use add_to_crm::salesforce::object::Object;
use native::{RILEY, World};
use practice_org::state::{CLIENT_ID, OwnField, Shape, org_id};
use serde_json::json as value;

/// Signs in at this host, to this org of the practice org's.
async fn at(user: &'static str, login_host: &str, org: usize) -> World {
    let world = World::start(user).await;
    let salesforce =
        value!({ "clientId": CLIENT_ID, "loginHost": login_host, "organizationId": org_id(org) });
    world.set("salesforce", salesforce);
    world
}

fn owen() -> serde_json::Value {
    value!({ "FirstName": "Owen", "LastName": "Tarrant", "Company": "Northwind Traders, Inc." })
}

/// What the popup asks for first.
async fn form(world: &World) -> Result<serde_json::Value, Problem> {
    let describe = Describe {
        object: Object::Lead,
        fresh: true,
        record_type: None,
    };
    world.ask(describe).await
}

#[tokio::test]
async fn a_government_org_and_one_in_china_take_a_lead() {
    for (user, host, org) in [
        (
            "mika.mil@harbor.example.com",
            "https://harbor-example.my.salesforce.mil",
            3,
        ),
        (
            "lin.lantern@lantern.example.com",
            "https://lantern-example.my.sfcrmproducts.cn",
            4,
        ),
    ] {
        let world = at(user, host, org).await;
        let who = world.sign_in().await.unwrap();
        assert_eq!(who.instance_url, host);
        let created = world.create("page:1", owen()).await.unwrap();
        assert_eq!(created.url, format!("{host}/{}", created.id));
        let org = world.org.org.world();
        assert_eq!(org.all(3, "Lead").len() + org.all(4, "Lead").len(), 1);
    }
}

#[tokio::test]
async fn an_org_that_has_moved_is_found_where_it_is_now() {
    const OLD: &str = "https://cirrus-example.my.salesforce.com";
    const NEW: &str = "https://cirrus-renamed.my.salesforce.com";
    // By the common login host, which knows where the org is.
    let world = at(RILEY, "https://login.salesforce.com", 0).await;
    assert_eq!(world.sign_in().await.unwrap().instance_url, OLD);
    world.org.org.world().shape.renamed = true;
    form(&world).await.unwrap();
    let created = world.create("page:1", owen()).await.unwrap();
    assert_eq!(created.url, format!("{NEW}/{}", created.id));
    assert_eq!(world.leads().len(), 1);

    // By its old My Domain it is said, and the admin's correction takes effect.
    let world = at(RILEY, OLD, 0).await;
    world.sign_in().await.unwrap();
    world.org.org.world().shape.renamed = true;
    assert_eq!(form(&world).await.unwrap_err().kind, Kind::OrgMoved);
    let salesforce =
        value!({ "clientId": CLIENT_ID, "loginHost": NEW, "organizationId": org_id(0) });
    world.set("salesforce", salesforce);
    assert_eq!(world.sign_in().await.unwrap().instance_url, NEW);
    let created = world.create("page:1", owen()).await.unwrap();
    assert_eq!(created.url, format!("{NEW}/{}", created.id));
    assert_eq!(world.leads().len(), 1);
}

#[tokio::test]
async fn encrypted_names_keep_nobody_from_a_lead_by_either_way() {
    for keys in [true, false] {
        let world = World::start(RILEY).await;
        world.org.org.world().shape = Shape {
            no_idempotency: !keys,
            ..Shape::named("encrypted").unwrap()
        };
        world.sign_in().await.unwrap();
        let created = world.create("page:1", owen()).await.unwrap();
        let leads = world.leads();
        assert_eq!(leads.len(), 1, "keys {keys}");
        assert_eq!(leads[0]["Id"], created.id, "keys {keys}");
    }
}

/// Whichever fields an org encrypts: a Lead goes out, is found again by what is
/// left, and what could not be asked is named.
#[tokio::test]
async fn no_encrypted_field_keeps_anybody_from_looking_or_creating() {
    const LINK: &str = "Profile_Link__c";
    for fields in [
        &["FirstName"][..],
        &["LastName"],
        &["Name"],
        &["Email"],
        &["Company"],
        &["Title", "Phone", "Country"],
        &[LINK],
        &["FirstName", "LastName", "Name", "Company", "Email", LINK],
    ] {
        let world = World::start(RILEY).await;
        world.org.org.world().shape = Shape {
            own_fields: vec![OwnField::profile_link("Lead", false)],
            encrypted_fields: fields.iter().map(|one| (*one).to_owned()).collect(),
            ..Shape::default()
        };
        world.set("objects", value!({ "Lead": { "link": LINK } }));
        world.set("contactCreation", value!(true));
        world.sign_in().await.unwrap();
        form(&world).await.unwrap();
        let link = "https://www.linkedin.com/in/owen-tarrant/";
        let mut lead = owen();
        lead["Email"] = value!("owen@example.com");
        lead[LINK] = value!(link);
        let created = world.create("page:1", lead).await.unwrap();
        let one = |key: &str| MatchQuery {
            key: key.to_owned(),
            first_name: "Owen".to_owned(),
            last_name: "Tarrant".to_owned(),
            company: "Northwind Traders".to_owned(),
            email: "owen@example.com".to_owned(),
            link: link.to_owned(),
            website: String::new(),
        };
        for people in [vec![one("page:2")], vec![one("page:3"), one("page:4")]] {
            let alone = people.len() == 1;
            let looked: MatchResults = world.ask(FindMatches { people }).await.unwrap();
            for found in &looked.people {
                let near = found.candidates.iter().any(|near| near.id == created.id);
                // A list is not searched for, and everything else is encrypted.
                assert_eq!(near, alone || fields.len() < 6, "{fields:?}");
                let accounts = found.accounts.clone().unwrap_or_default();
                assert_eq!(accounts.unchecked, fields.contains(&"Name"), "{fields:?}");
            }
            let asked_by = ["FirstName", "LastName", "Name", "Email", LINK];
            let unasked = looked
                .unchecked
                .iter()
                .filter_map(|part| part.split('.').nth(1));
            let mut unasked: Vec<&str> = unasked.collect();
            unasked.retain(|field| fields.contains(field) && asked_by.contains(field));
            assert_eq!(unasked.len(), looked.unchecked.len(), "{looked:?}");
            let any = fields.iter().any(|field| asked_by.contains(field));
            assert_eq!(!unasked.is_empty(), any, "{fields:?}");
        }
    }
}

#[tokio::test]
async fn a_record_without_a_name_is_found_by_its_own_name_field() {
    let world = World::start(RILEY).await;
    world.org.org.world().shape.case_lookup = true;
    world.sign_in().await.unwrap();
    let find = |objects: &[&str], text: &str| Find {
        objects: objects.iter().map(|one| (*one).to_owned()).collect(),
        text: text.to_owned(),
    };
    for (objects, text, expected) in [
        (&["Case"][..], "00001001", &["00001001"][..]),
        (&["Case"], "pump", &["00001001"]),
        (&["Case", "Account"], "0000100", &["00001001", "00001002"]),
        (&["Case", "Account"], "tidewater", &["Tidewater Tools"]),
        (&["Nothing__c", "Case"], "valve", &["00001002"]),
    ] {
        let hits: Vec<LookupHit> = world.ask(find(objects, text)).await.unwrap();
        let mut names: Vec<&str> = hits.iter().map(|hit| hit.name.as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, expected, "{objects:?} {text}");
    }
    let mut lead = owen();
    let hits: Vec<LookupHit> = world.ask(find(&["Case"], "pump")).await.unwrap();
    lead["Origin_Case__c"] = hits[0].id.clone().into();
    world.create("page:1", lead).await.unwrap();
    assert_eq!(world.leads()[0]["Origin_Case__c"], hits[0].id);
}

/// By its key a create names no owner. A rule by its id has no place there: then
/// the guard names one, and the rule is documented to decide all the same.
#[tokio::test]
async fn the_orgs_rule_decides_who_owns_a_lead() {
    for (shape, rule, path) in [
        ("named-owner-wins", "default", "/ui-api/records"),
        ("assignment-rule", "default", "/ui-api/records"),
        ("assignment-rule", "01Q000000000001", "/composite"),
    ] {
        let world = World::start(RILEY).await;
        world.org.org.world().shape = Shape::named(shape).unwrap();
        world.set("assignmentRule", value!(rule));
        world.sign_in().await.unwrap();
        let created = world.create("page:1", owen()).await.unwrap();
        assert_ne!(created.owner.unwrap(), "Riley Reyes", "{shape} {rule}");
        let sent = world.calls();
        assert!(sent.iter().any(|call| call.contains(path)), "{sent:?}");
    }
}
