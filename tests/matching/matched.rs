//! A match: made, confirmed, followed, undone, and written as a link.

use add_to_crm::matching::{Candidate, Change, MatchQuery, MatchReason, MatchResults};
use add_to_crm::message::{
    FindMatches, LinkWritten, Match, Matched, Open, Opened, ReadRecords, Unmatch,
};
use add_to_crm::policy::SETTINGS;
use add_to_crm::port::Area;
use add_to_crm::problem::Kind;
use add_to_crm::salesforce::object::Object;
use practice_org::state::FaultKind;
use serde_json::json as value;

use crate::native::{RILEY, World};
use crate::{KEY, LINK, add, look, person, start};

async fn opened(world: &World) -> Opened {
    let key = Some(KEY.to_owned());
    world.ask(Open { key, address: None }).await.unwrap()
}

/// An org with a Lead to which the profile is matched.
async fn matched() -> (World, Candidate) {
    let world = start(RILEY).await;
    add(
        &world,
        "Lead",
        value!({ "FirstName": "Ann", "LastName": "Reed", "Company": "Harbor" }),
    );
    let (_, found) = look(&world, person("Ann", "Reed", "Harbor")).await;
    let request = Match {
        key: KEY.to_owned(),
        link: LINK.to_owned(),
        record: Box::new(found.candidates[0].clone()),
    };
    let Matched { record, link } = world.ask(request).await.unwrap();
    assert_eq!(link, None);
    assert_eq!(record.why, MatchReason::Matched);
    (world, record)
}

#[tokio::test]
async fn a_match_is_there_at_once_confirmed_and_can_be_undone() {
    let (world, record) = matched().await;
    let before = world.calls().len();
    assert_eq!(opened(&world).await.matched, Some(record.clone()));
    assert_eq!(world.calls().len(), before, "from here, without a call");
    // The page may call the person by another name by now.
    let (_, found) = look(&world, person("Anna", "Smith", "Tools")).await;
    assert_eq!(found.matched, Some(record.clone()));
    assert_eq!(found.change, None);
    let address = "https://www.linkedin.com/sales/lead/1,NAME_SEARCH,x?_ntb=1";
    for (address, known) in [
        (address, true),
        ("https://www.linkedin.com/sales/lead/2,NAME_SEARCH,1", false),
        ("https://www.linkedin.com/", false),
        ("", false),
    ] {
        assert_eq!(
            world.worker.is_matched(address).await.unwrap(),
            known,
            "{address}"
        );
    }
    let key = KEY.to_owned();
    let _: () = world.ask(Unmatch { key }).await.unwrap();
    assert_eq!(opened(&world).await.matched, None);
    assert!(!world.worker.is_matched(address).await.unwrap());
    assert_eq!(world.leads()[0]["Id"], record.id);
}

#[tokio::test]
async fn a_match_follows_its_record_or_is_undone_with_a_word() {
    // Deleted
    let (world, record) = matched().await;
    assert!(world.org.org.world().delete(0, "Lead", &record.id));
    let (_, found) = look(&world, person("Ann", "Reed", "Harbor")).await;
    assert_eq!((found.matched, found.change), (None, Some(Change::Deleted)));
    assert_eq!(opened(&world).await.matched, None);
    let (_, found) = look(&world, person("Ann", "Reed", "Harbor")).await;
    assert_eq!(found.change, None, "the word is said once");

    // Merged
    let (world, record) = matched().await;
    let master = add(
        &world,
        "Lead",
        value!({ "FirstName": "Anna", "LastName": "Rood", "Company": "Harbor" }),
    );
    {
        let mut org = world.org.org.world();
        let mut lead = org.find(0, "Lead", &record.id).unwrap().clone();
        lead.insert("MasterRecordId".into(), value!(master));
        org.put(0, "Lead", lead);
        org.delete(0, "Lead", &record.id);
    }
    let (_, found) = look(&world, person("Ann", "Reed", "Harbor")).await;
    let now = found.matched.unwrap();
    assert_eq!(
        (now.id.as_str(), now.name.as_str()),
        (&*master, "Anna Rood")
    );
    assert_eq!(found.change, Some(Change::Merged));
    assert_eq!(opened(&world).await.matched.unwrap().id, master);

    // Converted
    let (world, record) = matched().await;
    let contact = add(
        &world,
        "Contact",
        value!({ "FirstName": "Ann", "LastName": "Reed", "Title": "CFO" }),
    );
    {
        let mut org = world.org.org.world();
        let mut lead = org.find(0, "Lead", &record.id).unwrap().clone();
        lead.insert("IsConverted".into(), value!(true));
        lead.insert("ConvertedContactId".into(), value!(contact));
        org.put(0, "Lead", lead);
    }
    let (_, found) = look(&world, person("Ann", "Reed", "Harbor")).await;
    let now = found.matched.unwrap();
    assert_eq!((now.id.as_str(), now.object), (&*contact, Object::Contact));
    assert_eq!(now.title.as_deref(), Some("CFO"));
    assert_eq!(found.change, Some(Change::Converted));
    let (_, found) = look(&world, person("Ann", "Reed", "Harbor")).await;
    assert_eq!(found.matched.unwrap().id, contact);
    assert_eq!(found.change, None);
}

#[tokio::test]
async fn a_match_stands_while_the_org_cannot_confirm_it() {
    let (world, record) = matched().await;
    world.fault(FaultKind::Unavailable, "/composite");
    let people = vec![person("Ann", "Reed", "Harbor")];
    world
        .ask::<MatchResults>(FindMatches { people })
        .await
        .unwrap_err();
    assert_eq!(opened(&world).await.matched, Some(record));
}

#[tokio::test]
async fn a_created_lead_is_matched_by_itself_until_that_is_undone() {
    let world = start(RILEY).await;
    let fields = value!({ "FirstName": "Ann", "LastName": "Reed", "Company": "Harbor" });
    let created = world.create(KEY, fields.clone()).await.unwrap();
    let known = opened(&world).await.matched.unwrap();
    assert_eq!(
        (known.id.as_str(), known.why),
        (&*created.id, MatchReason::CreatedHere)
    );
    // Deleted in Salesforce: the profile can become a Lead again.
    assert!(world.org.org.world().delete(0, "Lead", &created.id));
    let (_, found) = look(&world, person("Ann", "Reed", "Harbor")).await;
    assert_eq!(found.change, Some(Change::Deleted));
    let again = world.create(KEY, fields).await.unwrap();
    assert_ne!(again.id, created.id);
    assert!(!again.found_again);
    assert_eq!(world.leads().len(), 1);
}

#[tokio::test]
async fn nothing_but_a_lead_or_a_contact_can_be_matched() {
    let (world, record) = matched().await;
    for id in ["", "00Q", "001000000000001AAA", "javascript:alert(1)"] {
        let record = Candidate {
            id: id.to_owned(),
            ..record.clone()
        };
        let request = Match {
            key: "page:2".into(),
            link: LINK.to_owned(),
            record: Box::new(record),
        };
        let problem = world.ask::<Matched>(request).await.unwrap_err();
        assert_eq!(problem.kind, Kind::NotAllowed, "{id}");
    }
    let read = ReadRecords {
        ids: vec![record.id.clone(), "001000000000001AAA".into(), "'".into()],
    };
    let records: Vec<Candidate> = world.ask(read).await.unwrap();
    assert_eq!(records.len(), 1);
    assert_eq!(
        (&records[0].id, records[0].why),
        (&record.id, MatchReason::DuplicateRule)
    );
}

#[tokio::test]
async fn a_match_that_is_undone_while_it_is_being_confirmed_stays_undone() {
    let (world, _) = matched().await;
    let fault = practice_org::state::Fault {
        fault: FaultKind::Latency,
        path: "/composite".into(),
        method: None,
        times: Some(1),
        milliseconds: 200,
    };
    world.org.org.world().faults.push(fault);
    let key = KEY.to_owned();
    let ((_, found), ()) = tokio::join!(look(&world, person("Ann", "Reed", "Harbor")), async {
        world.ask::<()>(Unmatch { key }).await.unwrap()
    });
    assert_eq!((found.matched, found.change), (None, None));
    assert_eq!(opened(&world).await.matched, None);
}

#[tokio::test]
async fn a_lead_that_is_created_while_its_person_is_looked_for_is_their_match() {
    let world = start(RILEY).await;
    world.org.org.world().shape.search_delay = 180;
    world.fault(FaultKind::HoldAfter, "/composite");
    let wanted = person("Ann", "Reed", "Harbor");
    let create = async {
        let mut held = world.org.org.world().held.subscribe();
        held.wait_for(|held| held.count > 0).await.unwrap();
        let ann = value!({ "FirstName": "Ann", "LastName": "Reed", "Company": "Harbor" });
        let created = world.create(KEY, ann).await.unwrap();
        world.mend();
        created
    };
    let ((_, found), created) = tokio::join!(look(&world, wanted), create);
    // Salesforce has answered before: nobody was found.
    assert_eq!(found.candidates, []);
    assert_eq!(found.matched, Some(created.candidate()));
}

#[tokio::test]
async fn a_record_with_the_profiles_link_is_the_person_for_everybody() {
    let world = World::start(RILEY).await;
    world.org.org.world().shape.own_fields =
        vec![practice_org::state::OwnField::profile_link("Lead", true)];
    let memory = &world.worker.port().memory;
    let mut settings = memory.stored(Area::Local, SETTINGS).unwrap();
    settings["objects"] = value!({ "Lead": { "link": "Profile_Link__c" } });
    memory.put(Area::Local, SETTINGS, settings);
    world.sign_in().await.unwrap();
    // Another user made it, under another name.
    let held = "http://linkedin.com/in/Owen-Tarrant";
    let lead = value!({ "FirstName": "O.", "LastName": "T", "Company": "Northwind", "Profile_Link__c": held });
    let id = add(&world, "Lead", lead);
    let people = vec![MatchQuery {
        link: "https://www.linkedin.com/in/owen-tarrant/".to_owned(),
        ..person("Owen", "Tarrant", "Northwind")
    }];
    let looked: MatchResults = world.ask(FindMatches { people }).await.unwrap();
    let matched = looked.people[0].matched.clone().unwrap();
    assert_eq!((matched.id, matched.why), (id, MatchReason::Link));
}

#[tokio::test]
async fn a_match_writes_the_link_where_the_admin_says_so_and_nothing_else() {
    const LINK_FIELD: &str = "Profile_Link__c";
    let other = "https://www.linkedin.com/in/somebody-else";
    for (case, write, held, read_only, expected, after) in [
        ("off", false, None, false, None, None),
        ("on", true, None, false, Some("yes"), Some(LINK)),
        (
            "on, and another link is there",
            true,
            Some(other),
            false,
            Some("held"),
            Some(other),
        ),
        (
            "on, and the field may not be written",
            true,
            None,
            true,
            Some("no"),
            None,
        ),
    ] {
        let world = World::start(RILEY).await;
        world.org.org.world().shape.own_fields =
            vec![practice_org::state::OwnField::profile_link("Lead", true)];
        if read_only {
            world.org.org.world().shape.read_only_fields = vec![LINK_FIELD.to_owned()];
        }
        let memory = &world.worker.port().memory;
        let mut settings = memory.stored(Area::Local, SETTINGS).unwrap();
        settings["objects"] = value!({ "Lead": { "link": LINK_FIELD, "writeLink": write } });
        memory.put(Area::Local, SETTINGS, settings);
        world.sign_in().await.unwrap();
        let lead = value!({ "FirstName": "Ann", "LastName": "Reed", "Company": "Harbor", LINK_FIELD: held });
        add(&world, "Lead", lead);
        let (_, found) = look(&world, person("Ann", "Reed", "Harbor")).await;
        let before = world.leads()[0].clone();
        let request = Match {
            key: KEY.to_owned(),
            link: LINK.to_owned(),
            record: Box::new(found.candidates[0].clone()),
        };
        let calls = world.calls().len();
        let Matched { record, link } = world.ask(request).await.unwrap();
        let said = link.map(|link| match link {
            LinkWritten::Yes => "yes",
            LinkWritten::Held => "held",
            LinkWritten::No(_) => "no",
        });
        assert_eq!(said, expected, "{case}");
        assert_eq!(opened(&world).await.matched, Some(record), "{case}");
        assert_eq!(world.calls().len() - calls, usize::from(write), "{case}");
        let mut now = world.leads()[0].clone();
        assert_eq!(now[LINK_FIELD], value!(after), "{case}");
        for changed in [LINK_FIELD, "LastModifiedDate", "SystemModstamp"] {
            now[changed] = before[changed].clone();
        }
        assert_eq!(now, before, "{case}");
    }
}
