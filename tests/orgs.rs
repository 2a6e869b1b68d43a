//! Orgs as people have them: clouds of their own, a renamed My Domain, encrypted
//! names, names that are no `Name`, and rules that choose the owner.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail here")]

mod native;

use add_to_crm::message::{Describe, Find, LookupHit};
use add_to_crm::problem::{Kind, Problem};
use add_to_crm::salesforce::object::Object;
use native::{RILEY, World};
use practice_org::state::{CLIENT_ID, Shape, org_id};
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

#[tokio::test]
async fn a_create_by_its_key_names_no_owner_so_that_the_orgs_rule_decides() {
    let world = World::start(RILEY).await;
    world.org.org.world().shape = Shape::named("named-owner-wins").unwrap();
    world.set("assignmentRule", value!("default"));
    world.sign_in().await.unwrap();
    let created = world.create("page:1", owen()).await.unwrap();
    let owner = created.owner.unwrap();
    assert_ne!(owner, "Riley Reyes");
}
