use super::*;
use crate::matching::MatchReason;
use crate::message::{ReadRecord, Request, Unmatch};
use crate::person::{Known, Person, Source};
use crate::policy::updates::UpdateRule;
use crate::popup::app::{App, Msg as AppMsg};
use crate::popup::fixtures::{msg as person_msg, opened, person, policy, record, requests, who};
use serde_json::{Value, json};

const ID: &str = "00Q000000000009EAA";

/// The popup with a person whose profile is matched, where titles and mail
/// addresses may be brought up to date.
fn app(on: bool) -> (App, Vec<Command>) {
    let (mut app, _) = App::begin();
    let mut policy = policy(true, "key");
    if on {
        for row in ["Title", "Email", "Company"] {
            let updates = &mut policy.settings.updates;
            updates.insert(row.to_owned(), UpdateRule::Offer);
        }
    }
    app.update(AppMsg::Policy(Ok(policy)));
    let known = |value: &str| Known::certain(value, Source::TopCard);
    let mut ada: Person = person();
    ada.jobs.truncate(1);
    ada.jobs[0].title = known("Chief");
    ada.email = known("ada@engines.example");
    let reading = crate::page::Reading::Person {
        person: Box::new(ada),
    };
    app.update(AppMsg::Page(Ok(reading)));
    let mut opened = opened(None);
    opened.who = Some(who());
    opened.matched = Some(record(ID, MatchReason::Matched));
    let commands = app.update(person_msg(PersonMsg::Opened(Ok(Box::new(opened)))));
    (app, commands)
}

fn held(title: &str, company: &str) -> Box<Record> {
    Box::new(
        Record::read(&json!({ "id": ID, "fields": {
            "Name": { "value": "Ada Byron" }, "Title": { "value": title },
            "Company": { "value": company }, "Email": { "value": Value::Null },
            "LastModifiedDate": { "value": "2026-11-23T14:30:00.000Z" },
        } }))
        .unwrap(),
    )
}

fn msg(msg: Msg) -> AppMsg {
    person_msg(PersonMsg::Update(msg))
}

fn shown(app: &App) -> &PersonScreen {
    app.person.as_ref().unwrap()
}

fn rows(app: &App) -> Vec<(String, bool)> {
    let all = shown(app).differences(&app.shell).into_iter();
    all.map(|one| (one.line.row, one.ticked)).collect()
}

#[test]
fn a_matched_record_is_read_once_and_only_where_it_may_be_brought_up_to_date() {
    let reads = |commands: &[Command]| {
        let of = |one: &Request| matches!(one, Request::ReadRecord(ReadRecord { id }) if id == ID);
        requests(commands).iter().filter(|one| of(one)).count()
    };
    let (mut app, commands) = self::app(true);
    assert_eq!(reads(&commands), 1);
    let commands = app.update(msg(Msg::Record(ID.into(), Ok(held("Mate", "Engines")))));
    assert_eq!(reads(&commands), 0);
    assert_eq!(reads(&self::app(false).1), 0);
}

#[test]
fn what_fills_is_ticked_and_what_replaces_is_the_reps() {
    let (mut app, _) = self::app(true);
    // Of another record: nobody asks for it any more.
    app.update(msg(Msg::Record("00Q1".into(), Ok(held("Mate", "Engines")))));
    assert_eq!(rows(&app), []);
    app.update(msg(Msg::Record(ID.into(), Ok(held("Mate", "Engines")))));
    let expected = [("Title".to_owned(), false), ("Email".to_owned(), true)];
    assert_eq!(rows(&app), expected);
    app.update(msg(Msg::Tick("Title".into(), true)));
    app.update(msg(Msg::Tick("Email".into(), false)));
    let commands = app.update(msg(Msg::Save));
    let requests = requests(&commands);
    let Some(Request::UpdateRecord(update)) = requests.first() else {
        panic!("{commands:?}")
    };
    let fields: Vec<&str> = update
        .lines
        .iter()
        .map(|line| line.field.as_str())
        .collect();
    assert_eq!(fields, ["Title"]);
    assert_eq!(update.since, "2026-11-23T14:30:00.000Z");
    // A second click waits for the first.
    assert_eq!(app.update(msg(Msg::Save)), []);
}

#[test]
fn a_colleagues_change_is_read_and_what_was_ticked_is_asked_again() {
    let (mut app, _) = self::app(true);
    app.update(msg(Msg::Record(ID.into(), Ok(held("Mate", "Engines")))));
    app.update(msg(Msg::Tick("Title".into(), true)));
    app.update(msg(Msg::Save));
    let commands = app.update(msg(Msg::Saved(Err(Kind::RecordChanged.into()))));
    assert!(
        requests(&commands)
            .iter()
            .any(|one| matches!(one, Request::ReadRecord(_)))
    );
    app.update(msg(Msg::Record(ID.into(), Ok(held("Captain", "Engines")))));
    assert_eq!(rows(&app)[0], ("Title".to_owned(), false));
    let problem = shown(&app).comparison.problem.as_ref();
    assert_eq!(
        problem.map(|problem| problem.kind),
        Some(Kind::RecordChanged)
    );
}

#[test]
fn a_refused_field_keeps_what_was_ticked() {
    let (mut app, _) = self::app(true);
    app.update(msg(Msg::Record(ID.into(), Ok(held("Mate", "Engines")))));
    app.update(msg(Msg::Save));
    let refused = Problem::new(Kind::BadEmail).fields(vec!["Email".to_owned()]);
    app.update(msg(Msg::Saved(Err(refused))));
    assert_eq!(rows(&app)[1], ("Email".to_owned(), true));
    assert!(!shown(&app).comparison.saving);
}

#[test]
fn who_has_left_may_become_a_lead_at_the_new_company() {
    let (mut app, _) = self::app(true);
    app.update(msg(Msg::Record(ID.into(), Ok(held("Chief", "Looms")))));
    assert_eq!(shown(&app).left(), Some("Looms"));
    let commands = app.update(msg(Msg::CreateAtNewCompany));
    let unmatch = Unmatch { key: "s:1".into() };
    assert_eq!(requests(&commands), [unmatch.into()]);
    assert_eq!(shown(&app).object, Object::Lead);
    assert!(!matches!(
        shown(&app).card(&app.shell),
        crate::popup::person::Card::Matched(_)
    ));
}
