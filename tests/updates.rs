//! Bringing records up to date, natively, against the practice org over TLS.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail here")]

mod native;

use add_to_crm::message::{EraseHistory, Journal, ReadRecord, Recent, UpdateRecord};
use add_to_crm::port::Area;
use add_to_crm::problem::{Kind, Problem, Saved};
use add_to_crm::update::{Line, Record, State, Update};
use native::{RILEY, World};
use practice_org::state::{FaultKind, Shape};
use serde_json::{Value, json as value};

async fn start(updates: Value) -> World {
    let world = World::start(RILEY).await;
    world.set("updates", updates);
    world.sign_in().await.unwrap();
    world
}

/// A Lead of the org, last changed a while ago.
fn lead(world: &World) -> String {
    let fields = value!({ "FirstName": "Ada", "LastName": "Byron", "Company": "Engines", "Title": "Mate", "LastModifiedDate": "2026-11-01T10:00:00.000+0000" });
    let Value::Object(fields) = fields else {
        unreachable!()
    };
    world.org.org.world().insert(0, "Lead", fields, 0)
}

/// Somebody changes it in Salesforce.
fn change(world: &World, id: &str, name: &str, value: &str) {
    let mut org = world.org.org.world();
    let mut record = org.find(0, "Lead", id).unwrap().clone();
    record.insert(name.to_owned(), value!(value));
    let now = org.now();
    record.insert("LastModifiedDate".to_owned(), value!(now));
    org.put(0, "Lead", record);
}

fn held(world: &World, id: &str, name: &str) -> String {
    let org = world.org.org.world();
    let value = org.find(0, "Lead", id).unwrap().get(name).cloned();
    value
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

async fn read(world: &World, id: &str) -> Result<Record, Problem> {
    world.ask(ReadRecord { id: id.to_owned() }).await
}

fn line(row: &str, old: &str, new: &str) -> Line {
    Line {
        row: row.to_owned(),
        field: row.to_owned(),
        label: row.to_owned(),
        old: old.to_owned(),
        new: new.to_owned(),
        value: new.to_owned(),
    }
}

async fn write(world: &World, record: &Record, lines: Vec<Line>) -> Result<Update, Problem> {
    world
        .ask(UpdateRecord {
            key: "page:1".to_owned(),
            record: record.id.clone(),
            name: record.name.clone(),
            company: record.company().to_owned(),
            since: record.changed.clone(),
            lines,
        })
        .await
}

async fn journal(world: &World) -> Vec<Update> {
    let journal: Journal = world.ask(Recent {}).await.unwrap();
    journal.updates
}

#[tokio::test]
async fn only_what_was_ticked_is_written_by_one_call_and_stands_in_the_journal() {
    let world = start(value!({ "Title": "offer", "Email": "empty" })).await;
    let id = lead(&world);
    let record = read(&world, &id).await.unwrap();
    assert_eq!(record.fields["Title"], "Mate");
    assert_eq!(record.changed_by.as_deref(), Some("Riley Reyes"));
    world.org.org.world().log.clear();
    let lines = vec![
        line("Title", "Mate", "Chief"),
        line("Email", "", "ada@engines.example"),
    ];
    let done = write(&world, &record, lines.clone()).await.unwrap();
    assert_eq!((done.state, done.lines), (State::Done, lines));
    assert_eq!(
        world.calls(),
        [format!("PATCH /services/data/v68.0/sobjects/Lead/{id} 204")]
    );
    assert_eq!(held(&world, &id, "Title"), "Chief");
    assert_eq!(held(&world, &id, "Email"), "ada@engines.example");
    assert_eq!(held(&world, &id, "Company"), "Engines");
    let kept = journal(&world).await;
    assert_eq!(kept.len(), 1);
    assert_eq!(
        (kept[0].lines[0].old.as_str(), kept[0].lines[0].new.as_str()),
        ("Mate", "Chief")
    );
}

#[tokio::test]
async fn a_colleagues_change_in_between_is_not_overwritten() {
    let world = start(value!({ "Title": "offer" })).await;
    let id = lead(&world);
    let record = read(&world, &id).await.unwrap();
    change(&world, &id, "Title", "Captain");
    let refused = write(&world, &record, vec![line("Title", "Mate", "Chief")]).await;
    assert_eq!(refused.unwrap_err().kind, Kind::RecordChanged);
    assert_eq!(held(&world, &id, "Title"), "Captain");
    assert!(matches!(journal(&world).await[0].state, State::Refused(_)));
    let record = read(&world, &id).await.unwrap();
    assert_eq!(record.fields["Title"], "Captain");
}

#[tokio::test]
async fn a_request_that_the_network_repeats_is_no_colleagues_change() {
    let world = start(value!({ "Title": "offer" })).await;
    let id = lead(&world);
    let record = read(&world, &id).await.unwrap();
    // As the first sending, which the browser has repeated, has left it.
    change(&world, &id, "Title", "Chief");
    let done = write(&world, &record, vec![line("Title", "Mate", "Chief")]).await;
    assert_eq!(done.unwrap().state, State::Done);
}

#[tokio::test]
async fn a_lost_answer_is_read_from_the_record_and_never_sent_again_by_itself() {
    for (fault, state, title) in [
        (FaultKind::CutAfter, State::Done, "Chief"),
        (
            FaultKind::CutBefore,
            State::Refused(Kind::SendingStopped.into()),
            "Mate",
        ),
    ] {
        let world = start(value!({ "Title": "offer" })).await;
        let id = lead(&world);
        let record = read(&world, &id).await.unwrap();
        world.fault_times(fault, "/sobjects/Lead/", 1);
        let lost = write(&world, &record, vec![line("Title", "Mate", "Chief")]).await;
        assert_eq!(lost.unwrap_err().saved, Saved::Unknown);
        assert_eq!(journal(&world).await[0].state, State::Sent);
        // Erased is what has an end.
        let _erased: () = world.ask(EraseHistory {}).await.unwrap();
        read(&world, &id).await.unwrap();
        assert_eq!(journal(&world).await[0].state, state);
        assert_eq!(held(&world, &id, "Title"), title);
        let patches = world.calls();
        let patches = patches.iter().filter(|call| call.starts_with("PATCH"));
        assert_eq!(patches.count(), 1);
        let _erased: () = world.ask(EraseHistory {}).await.unwrap();
        assert_eq!(journal(&world).await, []);
    }
}

#[tokio::test]
async fn what_the_org_refuses_is_said_and_nothing_is_written() {
    type Made = fn(&str) -> Shape;
    let cases: [(Made, Kind, Option<&str>); 4] = [
        (
            |_| Shape {
                refused_title: Some("Chief".to_owned()),
                ..Shape::default()
            },
            Kind::ValidationRule,
            Some("Title"),
        ),
        (
            |id| Shape {
                read_only_records: vec![id.to_owned()],
                ..Shape::default()
            },
            Kind::RecordNotEditable,
            None,
        ),
        (
            |id| Shape {
                locked_records: vec![id.to_owned()],
                ..Shape::default()
            },
            Kind::RecordLocked,
            None,
        ),
        (
            |_| Shape {
                read_only_fields: vec!["Title".to_owned()],
                ..Shape::default()
            },
            Kind::FieldNotWritable,
            Some("Title"),
        ),
    ];
    for (shape, kind, field) in cases {
        let world = start(value!({ "Title": "offer", "Email": "offer" })).await;
        let id = lead(&world);
        let record = read(&world, &id).await.unwrap();
        world.org.org.world().reshape(shape(&id));
        let lines = vec![
            line("Title", "Mate", "Chief"),
            line("Email", "", "ada@engines.example"),
        ];
        let refused = write(&world, &record, lines).await.unwrap_err();
        assert_eq!(refused.kind, kind, "{refused:?}");
        if let Some(field) = field {
            assert_eq!(refused.about(), [field]);
        }
        assert_eq!(held(&world, &id, "Title"), "Mate");
        assert_eq!(held(&world, &id, "Email"), "");
    }
}

#[tokio::test]
async fn a_record_that_is_gone_is_said_to_be() {
    let world = start(value!({ "Title": "offer" })).await;
    let id = lead(&world);
    let record = read(&world, &id).await.unwrap();
    world.org.org.world().delete(0, "Lead", &id);
    let refused = write(&world, &record, vec![line("Title", "Mate", "Chief")]).await;
    assert_eq!(refused.unwrap_err().kind, Kind::RecordGone);
    assert_eq!(read(&world, &id).await.unwrap_err().kind, Kind::RecordGone);
}

#[tokio::test]
async fn what_the_admin_does_not_offer_is_not_written_whoever_asks() {
    let world = start(value!({ "Title": "empty", "Email": "never" })).await;
    let id = lead(&world);
    let record = read(&world, &id).await.unwrap();
    for line in [
        line("Title", "Mate", "Chief"),
        line("Email", "", "ada@engines.example"),
        line("Phone", "", "+47 555 01 234"),
        line("OwnerId", "", "005000000000001AAA"),
        Line {
            field: "OwnerId".to_owned(),
            ..line("Title", "", "005000000000001AAA")
        },
    ] {
        let refused = write(&world, &record, vec![line]).await;
        assert_eq!(refused.unwrap_err().kind, Kind::NotAllowed);
    }
    assert!(world.calls().iter().all(|call| !call.starts_with("PATCH")));
    let world = start(value!({})).await;
    let id = lead(&world);
    assert_eq!(read(&world, &id).await.unwrap_err().kind, Kind::NotAllowed);
}

#[tokio::test]
async fn the_months_limit_is_held() {
    let world = start(value!({ "Title": "offer" })).await;
    let id = lead(&world);
    let record = read(&world, &id).await.unwrap();
    write(&world, &record, vec![line("Title", "Mate", "Chief")])
        .await
        .unwrap();
    let memory = &world.worker.port().memory;
    let all = memory.stored.borrow().clone();
    let key = all
        .keys()
        .find(|(_, key)| key.starts_with("count:updates:"));
    let (_, key) = key.unwrap().clone();
    assert_eq!(memory.stored(Area::Local, &key), Some(value!(1)));
    memory.put(Area::Local, &key, value!(1000));
    let record = read(&world, &id).await.unwrap();
    let refused = write(&world, &record, vec![line("Title", "Chief", "Mate")]).await;
    assert_eq!(refused.unwrap_err().kind, Kind::UpdateLimit);
    assert_eq!(held(&world, &id, "Title"), "Chief");
}

/// A moved Contact's new Account is gone by the time that it is written: that is said
/// at its line, and the Contact stays as it is. Where the Contact is gone, no line is.
#[tokio::test]
async fn an_account_that_is_gone_is_told_from_a_contact_that_is() {
    for account_gone in [true, false] {
        let world = start(value!({ "Company": "offer", "Title": "offer" })).await;
        let add = |object: &str, fields: Value| {
            let fields = fields.as_object().unwrap().clone();
            world.org.org.world().insert(0, object, fields, 0)
        };
        let account = add("Account", value!({ "Name": "Engines" }));
        let before = "2026-11-01T10:00:00.000+0000";
        let contact = add(
            "Contact",
            value!({ "FirstName": "Ada", "LastName": "Byron", "Title": "Mate", "LastModifiedDate": before }),
        );
        let record = read(&world, &contact).await.unwrap();
        let gone = match account_gone {
            true => ("Account", &account),
            false => ("Contact", &contact),
        };
        assert!(world.org.org.world().delete(0, gone.0, gone.1));
        let moved = Line {
            field: "AccountId".to_owned(),
            value: account.clone(),
            ..line("Company", "", "Engines")
        };
        let lines = vec![line("Title", "Mate", "Chief"), moved];
        let refused = write(&world, &record, lines).await.unwrap_err();
        assert_eq!(refused.kind, Kind::RecordGone);
        let named: &[&str] = if account_gone { &["AccountId"] } else { &[] };
        assert_eq!(refused.about(), named);
        let org = world.org.org.world();
        let title = org
            .find(0, "Contact", &contact)
            .map(|one| one["Title"].clone());
        assert_eq!(title, account_gone.then(|| value!("Mate")));
    }
}
