//! What the tests of the popup share: made-up settings, people, answers of the
//! worker, and popups that have come as far as a card.

use super::app::{App, Msg, Screen};
use super::command::Command;
use super::person::{self, Card, PersonScreen, form, matches, outcome};
use crate::journal::{Created, Outcome, Waiting};
use crate::matching::{Candidate, MatchQuery, MatchReason, MatchResult, MatchResults};
use crate::message::{FindMatches, Open, Opened, Request};
use crate::page::Reading;
use crate::person::{Job, Known, Person, ProfileKey, Source};
use crate::policy::{Policy, Settings};
use crate::problem::{Answer, Problem, Saved};
use crate::salesforce::identity::User;
use crate::salesforce::object::Object;
use serde_json::{Value, json};

pub(super) fn policy(on: bool, client_id: &str) -> Policy {
    let mut settings = Settings {
        lead_creation: on,
        ..Settings::default()
    };
    settings.salesforce.client_id = client_id.to_owned();
    Policy {
        settings,
        ..Policy::default()
    }
}

pub(super) fn person_of(id: &str, first: &str, last: &str) -> Person {
    let known = |value: &str| Known::certain(value, Source::TopCard);
    let job = |company: &str| Job {
        company: known(company),
        ..Job::default()
    };
    Person {
        key: ProfileKey {
            site: "s".to_owned(),
            id: id.to_owned(),
        },
        shown_name: format!("{first} {last}"),
        first_name: known(first),
        last_name: known(last),
        jobs: vec![job("Engines"), job("Looms")],
        ..Person::default()
    }
}

pub(super) fn person() -> Person {
    person_of("1", "Ada", "Byron")
}

pub(super) fn who() -> User {
    User {
        display_name: "Riley".to_owned(),
        username: "riley@example.com".to_owned(),
        user_id: "005i0000001A4JvAAK".to_owned(),
        organization_id: "00Di0000000fHiaEAE".to_owned(),
        organization_name: None,
        instance_url: "https://acme.my.salesforce.com".to_owned(),
        sandbox: false,
    }
}

/// Lead's describe with these text fields beside the names and Company.
pub(super) fn describe(more: &[Value]) -> Value {
    let field = |name: &str| {
        json!({ "name": name, "label": name, "type": "string", "length": 40,
                "createable": true, "nillable": false, "defaultedOnCreate": false })
    };
    let mut fields: Vec<Value> = ["FirstName", "LastName", "Company"].map(field).to_vec();
    fields.extend_from_slice(more);
    json!({ "createable": true, "fields": fields, "recordTypeInfos": [] })
}

pub(super) fn opened(describe: Option<Value>) -> Opened {
    Opened {
        who: Some(who()),
        describes: describe.into_iter().collect(),
        ..Opened::default()
    }
}

/// A message of the person of these tests.
pub(super) fn msg(msg: person::Msg) -> Msg {
    Msg::Person("s:1".to_owned(), msg)
}

pub(super) fn form_msg(of_form: form::Msg) -> Msg {
    msg(person::Msg::Form(of_form))
}

pub(super) fn typed(field: &str, text: &str) -> Msg {
    form_msg(form::Msg::Type(field.to_owned(), text.to_owned()))
}

pub(super) fn create() -> Msg {
    form_msg(form::Msg::Create {
        allow_duplicates: false,
    })
}

pub(super) fn ended(answer: Answer<Outcome>) -> Msg {
    msg(person::Msg::Outcome(outcome::Msg::Ended(answer)))
}

pub(super) fn open_msg(opened: Opened) -> Msg {
    msg(person::Msg::Opened(Ok(Box::new(opened))))
}

/// What the worker is asked.
pub(super) fn requests(commands: &[Command]) -> Vec<Request> {
    let asked = commands.iter().filter_map(|command| match command {
        Command::Ask(request, _) => Some(request.clone()),
        _ => None,
    });
    asked.collect()
}

pub(super) fn ada_at(company: &str) -> MatchQuery {
    MatchQuery {
        key: "s:1".into(),
        first_name: "Ada".into(),
        last_name: "Byron".into(),
        company: company.into(),
        email: String::new(),
        link: String::new(),
        website: String::new(),
    }
}

pub(super) fn record(id: &str, why: MatchReason) -> Candidate {
    let mut record = created().candidate();
    record.id = id.to_owned();
    record.why = why;
    record
}

/// The answer to this question.
pub(super) fn found(query: MatchQuery, result: MatchResult) -> Msg {
    let results = MatchResults {
        people: vec![result],
        ..MatchResults::default()
    };
    msg(person::Msg::Matches(matches::Msg::Answered(
        query,
        Ok(results),
    )))
}

pub(super) fn candidates(candidates: &[Candidate]) -> MatchResult {
    MatchResult {
        key: "s:1".into(),
        candidates: candidates.to_vec(),
        ..MatchResult::default()
    }
}

pub(super) fn pending(why: Problem) -> crate::journal::Pending {
    crate::journal::Pending {
        object: Object::Lead,
        id: "journal:o:u:s:1".to_owned(),
        name: "Ada Byron".to_owned(),
        company: "Engines".to_owned(),
        sent: why.saved == Saved::Unknown,
        waiting: Waiting {
            why,
            next: Some(60_000.0),
        },
    }
}

pub(super) fn created() -> Created {
    Created {
        object: Object::Lead,
        id: "00Q000000000001EAA".to_owned(),
        url: "https://acme.my.salesforce.com/00Q000000000001EAA".to_owned(),
        name: "Ada Byron".to_owned(),
        company: "Engines".to_owned(),
        owner: None,
        lead_source: None,
        found_again: false,
        role: None,
    }
}

pub(super) fn get_form(record_type: Option<&str>) -> Request {
    crate::message::Describe {
        object: Object::Lead,
        fresh: false,
        record_type: record_type.map(str::to_owned),
    }
    .into()
}

pub(super) fn find(people: Vec<MatchQuery>) -> Request {
    FindMatches { people }.into()
}

pub(super) fn open_request(key: &str) -> Request {
    Open {
        key: Some(key.to_owned()),
        address: None,
    }
    .into()
}

pub(super) fn ready() -> App {
    let (mut app, commands) = App::begin();
    assert_eq!(commands, [Command::LoadPolicy, Command::WatchNetwork]);
    app.update(Msg::Policy(Ok(policy(true, "key"))));
    app
}

/// A popup that shows the person of these tests and waits for the worker.
pub(super) fn at_person() -> App {
    let mut app = ready();
    let reading = Reading::Person {
        person: Box::new(person()),
    };
    let commands = app.update(Msg::Page(Ok(reading)));
    assert_eq!(commands[0], Command::LoadDraft("s:1".into()));
    assert_eq!(requests(&commands), [open_request("s:1")]);
    app
}

/// A popup that has come as far as the form, with nobody found.
pub(super) fn at_form() -> App {
    let mut app = at_person();
    let commands = app.update(open_msg(opened(Some(describe(&[])))));
    let asked = [find(vec![ada_at("Engines")]), get_form(None)];
    assert_eq!(requests(&commands), asked);
    assert_eq!(app.update(found(ada_at("Engines"), candidates(&[]))), []);
    assert!(matches!(card(&app), Card::Form(_)));
    app
}

pub(super) fn shown(app: &App) -> &PersonScreen {
    app.person.as_deref().unwrap()
}

pub(super) fn card(app: &App) -> Card<'_> {
    match app.screen() {
        Screen::Person(person) => person.card(&app.shell),
        screen => panic!("{screen:?}"),
    }
}
