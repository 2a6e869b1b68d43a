use super::*;
use crate::journal::{Created, Outcome, Waiting};
use crate::matching::{Candidate, MatchQuery, MatchReason, MatchResult, MatchResults};
use crate::message::{FindMatches, Matched, Opened, Request};
use crate::page::Listed;
use crate::person::{Job, Known, ProfileKey, Source};
use crate::policy::Settings;
use crate::popup::person::{Card, form, matches, outcome};
use crate::problem::Saved;
use crate::salesforce::object::Object;
use serde_json::{Value, json};

pub(in crate::popup) fn policy(on: bool, client_id: &str) -> Policy {
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

pub(in crate::popup) fn person_of(id: &str, first: &str, last: &str) -> Person {
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

pub(in crate::popup) fn person() -> Person {
    person_of("1", "Ada", "Byron")
}

pub(in crate::popup) fn who() -> User {
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
pub(in crate::popup) fn describe(more: &[Value]) -> Value {
    let field = |name: &str| {
        json!({ "name": name, "label": name, "type": "string", "length": 40,
                "createable": true, "nillable": false, "defaultedOnCreate": false })
    };
    let mut fields: Vec<Value> = ["FirstName", "LastName", "Company"].map(field).to_vec();
    fields.extend_from_slice(more);
    json!({ "createable": true, "fields": fields, "recordTypeInfos": [] })
}

pub(in crate::popup) fn opened(describe: Option<Value>) -> Opened {
    Opened {
        who: Some(who()),
        describes: describe.into_iter().collect(),
        ..Opened::default()
    }
}

/// A message of the person of these tests.
pub(in crate::popup) fn msg(msg: person::Msg) -> Msg {
    Msg::Person("s:1".to_owned(), msg)
}

pub(in crate::popup) fn form_msg(of_form: form::Msg) -> Msg {
    msg(person::Msg::Form(of_form))
}

pub(in crate::popup) fn typed(field: &str, text: &str) -> Msg {
    form_msg(form::Msg::Type(field.to_owned(), text.to_owned()))
}

pub(in crate::popup) fn create() -> Msg {
    form_msg(form::Msg::Create {
        allow_duplicates: false,
    })
}

pub(in crate::popup) fn ended(answer: Answer<Outcome>) -> Msg {
    msg(person::Msg::Outcome(outcome::Msg::Ended(answer)))
}

pub(in crate::popup) fn open_msg(opened: Opened) -> Msg {
    msg(person::Msg::Opened(Ok(Box::new(opened))))
}

/// What the worker is asked.
pub(in crate::popup) fn requests(commands: &[Command]) -> Vec<Request> {
    let asked = commands.iter().filter_map(|command| match command {
        Command::Ask(request, _) => Some(request.clone()),
        _ => None,
    });
    asked.collect()
}

pub(in crate::popup) fn ada_at(company: &str) -> MatchQuery {
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

pub(in crate::popup) fn record(id: &str, why: MatchReason) -> Candidate {
    let mut record = created().candidate();
    record.id = id.to_owned();
    record.why = why;
    record
}

/// The answer to this question.
pub(in crate::popup) fn found(query: MatchQuery, result: MatchResult) -> Msg {
    let results = MatchResults {
        people: vec![result],
        ..MatchResults::default()
    };
    msg(person::Msg::Matches(matches::Msg::Answered(
        query,
        Ok(results),
    )))
}

pub(in crate::popup) fn candidates(candidates: &[Candidate]) -> MatchResult {
    MatchResult {
        key: "s:1".into(),
        candidates: candidates.to_vec(),
        ..MatchResult::default()
    }
}

pub(in crate::popup) fn pending(why: Problem) -> crate::journal::Pending {
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

pub(in crate::popup) fn created() -> Created {
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

pub(in crate::popup) fn get_form(record_type: Option<&str>) -> Request {
    crate::message::Describe {
        object: Object::Lead,
        fresh: false,
        record_type: record_type.map(str::to_owned),
    }
    .into()
}

pub(in crate::popup) fn find(people: Vec<MatchQuery>) -> Request {
    FindMatches { people }.into()
}

pub(in crate::popup) fn open_request(key: &str) -> Request {
    Open {
        key: Some(key.to_owned()),
        address: None,
    }
    .into()
}

pub(in crate::popup) fn ready() -> App {
    let (mut app, commands) = App::begin();
    assert_eq!(commands, [Command::LoadPolicy, Command::WatchNetwork]);
    app.update(Msg::Policy(Ok(policy(true, "key"))));
    app
}

/// A popup that shows the person of these tests and waits for the worker.
pub(in crate::popup) fn at_person() -> App {
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
pub(in crate::popup) fn at_form() -> App {
    let mut app = at_person();
    let commands = app.update(open_msg(opened(Some(describe(&[])))));
    let asked = [find(vec![ada_at("Engines")]), get_form(None)];
    assert_eq!(requests(&commands), asked);
    assert_eq!(app.update(found(ada_at("Engines"), candidates(&[]))), []);
    assert!(matches!(card(&app), Card::Form(_)));
    app
}

pub(in crate::popup) fn shown(app: &App) -> &PersonScreen {
    app.person.as_deref().unwrap()
}

pub(in crate::popup) fn card(app: &App) -> Card<'_> {
    match app.screen() {
        Screen::Person(person) => person.card(&app.shell),
        screen => panic!("{screen:?}"),
    }
}

fn list() -> Reading {
    let listed = |id: &str, first: &str, last: &str| Listed {
        person: person_of(id, first, last),
        ticked: false,
    };
    Reading::People {
        people: vec![listed("1", "Ada", "Byron"), listed("2", "Tobias", "Quill")],
        unrendered: 0,
    }
}

/// A list whose first person was chosen, and who stands at the form.
fn at_form_from_list() -> App {
    let mut app = ready();
    app.update(Msg::Page(Ok(list())));
    app.update(Msg::Choose(0));
    app.update(open_msg(opened(Some(describe(&[])))));
    app.update(found(ada_at("Engines"), candidates(&[])));
    assert!(matches!(card(&app), Card::Form(_)));
    app
}

#[test]
fn off_reads_no_page_and_calls_nobody() {
    for (policy, kind) in [
        (policy(false, "key"), Kind::LeadCreationOff),
        (policy(true, ""), Kind::NotConfigured),
    ] {
        let (mut app, _) = App::begin();
        assert_eq!(app.update(Msg::Policy(Ok(policy))), []);
        assert_eq!(app.screen(), Screen::Stopped(kind.into()));
    }
}

#[test]
fn every_reading_without_a_person_says_what_it_is() {
    let blocked = Reading::Blocked {
        by: crate::page::Blocked::Checkpoint,
    };
    for (reading, kind) in [
        (Reading::NoPerson, Kind::NoPerson),
        (Reading::Loading, Kind::PageLoading),
        (blocked, Kind::PageBlocked),
    ] {
        let mut app = ready();
        assert_eq!(app.update(Msg::Page(Ok(reading))), []);
        assert_eq!(app.screen(), Screen::Stopped(kind.into()));
        assert_eq!(app.update(Msg::Retry), [Command::ReadPage(Vec::new())]);
        assert_eq!(app.screen(), Screen::Reading);
    }
}

#[test]
fn a_page_that_has_changed_opens_an_empty_form_with_its_link() {
    let mut app = ready();
    let report = Report {
        key: Some(person().key),
        link: "https://example.com/1".to_owned(),
        ..Report::default()
    };
    app.update(Msg::Page(Ok(Reading::Changed {
        report,
        person: None,
    })));
    app.update(open_msg(opened(Some(describe(&[])))));
    assert!(matches!(card(&app), Card::Form(_)));
    let person = shown(&app);
    assert_eq!(person.draft.link, "https://example.com/1");
    assert_eq!(person.draft.value("LastName"), "");
    let field = &person.form.as_ref().unwrap().fields[1];
    assert!(person.draft.open(field));
    assert!(person.report.is_some());
}

/// An answer that comes when somebody else is shown is for nobody.
#[test]
fn an_answer_is_taken_by_the_person_it_was_asked_for_and_by_nobody_else() {
    let of_first = [
        ("created", ended(Ok(Outcome::Created(created())))),
        (
            "kept",
            ended(Ok(Outcome::Pending(pending(Kind::Offline.into())))),
        ),
        ("refused", ended(Err(Kind::ValidationRule.into()))),
        (
            "found",
            found(
                ada_at("Engines"),
                candidates(&[record("00Q1", MatchReason::Name)]),
            ),
        ),
        (
            "matched",
            msg(person::Msg::Matches(matches::Msg::Matched(Ok(Matched {
                record: record("00Q1", MatchReason::Matched),
                link: None,
            })))),
        ),
        (
            "unmatched",
            msg(person::Msg::Matches(matches::Msg::Unmatched(Ok(())))),
        ),
        (
            "duplicates",
            msg(person::Msg::Matches(matches::Msg::Duplicates(Ok(vec![
                record("00Q1", MatchReason::DuplicateRule),
            ])))),
        ),
        (
            "given up",
            msg(person::Msg::Outcome(outcome::Msg::GivenUp(Ok(())))),
        ),
        (
            "opened",
            open_msg(Opened {
                matched: Some(record("00Q1", MatchReason::Matched)),
                ..opened(None)
            }),
        ),
    ];
    for (name, late) in of_first {
        let mut app = at_form_from_list();
        app.update(create());
        app.update(Msg::BackToList);
        // In the list: it stays as it is.
        let before = app.clone();
        assert_eq!(app.update(late.clone()), [], "{name}");
        assert_eq!(app, before, "{name}");
        // At the second person: their form and draft stay as they are.
        app.update(Msg::Choose(1));
        app.update(Msg::Person(
            "s:2".to_owned(),
            person::Msg::Opened(Ok(Box::new(opened(Some(describe(&[])))))),
        ));
        let before = app.clone();
        assert_eq!(app.update(late), [], "{name}");
        assert_eq!(app, before, "{name}");
        assert!(matches!(card(&app), Card::Form(_)), "{name}");
        assert_eq!(shown(&app).draft.value("LastName"), "Quill");
    }
}

#[test]
fn a_late_answer_of_one_person_leaves_the_badges_of_the_list() {
    let mut app = ready();
    app.update(Msg::Page(Ok(list())));
    let result = |key: &str| MatchResult {
        key: key.to_owned(),
        matched: Some(record("00Q1", MatchReason::Matched)),
        ..MatchResult::default()
    };
    let results = MatchResults {
        people: vec![result("s:1"), result("s:2")],
        ..MatchResults::default()
    };
    app.update(Msg::List(bulk::Msg::Matches(Ok(results))));
    app.update(Msg::Choose(0));
    app.update(open_msg(opened(Some(describe(&[])))));
    app.update(Msg::BackToList);
    app.update(found(ada_at("Engines"), result("s:1")));
    let Screen::List(list) = app.screen() else {
        panic!("{:?}", app.screen());
    };
    assert!(list.rows.iter().all(|row| row.found.is_some()));
}

#[test]
fn signing_out_asks_first_while_leads_are_pending() {
    for (open, sure, sent) in [
        (0, None, true),
        (2, Some(true), true),
        (2, Some(false), false),
    ] {
        let mut app = at_form();
        app.shell.open = open;
        let mut commands = app.update(Msg::SignOut);
        if let Some(sure) = sure {
            assert_eq!(commands, [Command::Focus(Focus::Stay)]);
            assert_eq!(app.screen(), Screen::SignOut);
            commands = app.update(Msg::ConfirmSignOut(sure));
        }
        let expected = if sent {
            vec![SignOut {}.into()]
        } else {
            vec![]
        };
        assert_eq!(requests(&commands), expected, "{open} {sure:?}");
        assert!(matches!(card(&app), Card::Form(_)));
    }
}

#[test]
fn another_person_is_the_same_users_to_sign_out() {
    let mut app = at_form_from_list();
    app.shell.open = 1;
    app.update(Msg::BackToList);
    assert_eq!(app.update(Msg::SignOut), [Command::Focus(Focus::Stay)]);
    assert_eq!(app.screen(), Screen::SignOut);
}

#[test]
fn signing_out_says_so_and_leaves_no_form() {
    let mut app = at_form();
    assert_eq!(app.update(Msg::SignedOut(Ok(()))), []);
    assert_eq!(card(&app), Card::SignedOut);
    assert!(app.shell.signed_out);
    assert_eq!(shown(&app).form, None);
}

#[test]
fn whoever_signs_in_after_signing_out_gets_the_form_again() {
    let mut app = at_form();
    app.update(Msg::SignedOut(Ok(())));
    let asked = requests(&app.update(Msg::SignedIn(Ok(who()))));
    assert_eq!(asked, [open_request("s:1")]);
}

#[test]
fn a_sign_in_to_the_wrong_org_asks_for_another_user_the_next_time() {
    let mut app = at_person();
    app.update(open_msg(Opened::default()));
    for (someone_else, answer) in [
        (false, Err(Problem::new(Kind::WrongOrg))),
        (true, Err(Problem::new(Kind::SignInClosed))),
        (false, Ok(who())),
    ] {
        let asked = requests(&app.update(Msg::SignIn));
        assert_eq!(asked, [SignIn { someone_else }.into()]);
        assert_eq!(card(&app), Card::SigningIn);
        let good = answer.is_ok();
        let asked = requests(&app.update(Msg::SignedIn(answer)));
        assert_eq!(asked.len(), usize::from(good));
    }
    assert_eq!(card(&app), Card::LoadingForm);
}

#[test]
fn settings_that_change_make_the_form_anew_and_keep_what_was_typed() {
    let mut app = at_form();
    app.update(typed("Company", "Typed Inc"));
    let mut changed = policy(true, "key");
    changed.settings.lead_source = Some("Web".to_owned());
    let commands = app.update(Msg::Policy(Ok(changed)));
    assert_eq!(requests(&commands), [open_request("s:1")]);
    assert_eq!(shown(&app).draft.value("Company"), "Typed Inc");
    // Turned off while open.
    app.update(Msg::Policy(Ok(policy(false, "key"))));
    assert_eq!(app.screen(), Screen::Stopped(Kind::LeadCreationOff.into()));
}

#[test]
fn a_copied_text_is_remembered_as_copied() {
    let mut app = at_form();
    let text = "report".to_owned();
    assert_eq!(
        app.update(Msg::Copy(text.clone())),
        [Command::Copy(text.clone())]
    );
    app.update(Msg::Copied(text.clone()));
    assert_eq!(app.shell.copied, Some(text));
}

#[test]
fn how_things_stand_is_asked_once_at_a_time_and_again_after_a_change() {
    let mut app = at_form();
    let asked = |commands: &[Command]| {
        let opens = requests(commands).into_iter();
        opens.filter(|one| matches!(one, Request::Open(_))).count()
    };
    assert_eq!(asked(&app.update(Msg::JournalChanged(Vec::new()))), 1);
    // The answer to that may be older than these.
    assert_eq!(asked(&app.update(Msg::JournalChanged(Vec::new()))), 0);
    assert_eq!(asked(&app.update(Msg::JournalChanged(Vec::new()))), 0);
    let answer = || open_msg(opened(Some(describe(&[]))));
    assert_eq!(asked(&app.update(answer())), 1);
    assert_eq!(asked(&app.update(answer())), 0);
    assert_eq!(asked(&app.update(Msg::JournalChanged(Vec::new()))), 1);
}
