use serde_json::json;

use super::*;
use crate::matching::MatchResult;
use crate::message::{Opened, Request};
use crate::popup::app::App;
use crate::popup::fixtures::*;
use crate::popup::person::Card;
use crate::problem::Kind;

/// At the form, with this question not asked yet.
fn unasked() -> App {
    let mut app = at_form();
    app.person.as_mut().unwrap().matches.remote = Remote::NotAsked;
    app.update(open_msg(opened(Some(describe(&[])))));
    app
}

fn is_sent(commands: &[Command]) -> bool {
    let create = |request: &Request| matches!(request, Request::Create(_));
    requests(commands).iter().any(create)
}

#[test]
fn create_waits_for_the_answer_and_shows_what_is_new() {
    let near = || record("00Q1", MatchReason::NameAndCompany);
    let far = || record("00Q2", MatchReason::SimilarName);
    // (the first answer, then typed, what the second answer adds, is it sent)
    let cases = [
        (Some(vec![]), false, vec![], true),
        (Some(vec![near()]), false, vec![], true),
        (None, false, vec![], true),
        (None, false, vec![near()], false),
        (Some(vec![]), true, vec![far()], true),
        (Some(vec![near()]), true, vec![near()], true),
    ];
    for (first, new_name, second, sent) in cases {
        let case = format!("{first:?} {new_name} {second:?}");
        let mut app = unasked();
        if let Some(records) = &first {
            app.update(found(ada_at("Engines"), candidates(records)));
        }
        let mut now = ada_at("Engines");
        if new_name {
            app.update(typed("FirstName", "Ida"));
            now.first_name = "Ida".into();
        }
        let mut commands = app.update(create());
        if first.is_none() || new_name {
            assert_eq!(shown(&app).sending, Sending::No, "{case}");
            commands = app.update(found(now, candidates(&second)));
        }
        assert_eq!(is_sent(&commands), sent, "{case}");
        if !sent {
            assert_eq!(commands, [Command::Focus(Focus::Matches)], "{case}");
            // The rep has looked, and creates all the same.
            assert!(is_sent(&app.update(create())), "{case}");
        }
    }
}

#[test]
fn a_check_that_failed_is_said_and_does_not_hold_the_rep_up() {
    let mut app = unasked();
    let problem = Problem::new(Kind::Unavailable);
    let answer = Msg::Answered(ada_at("Engines"), Err(problem.clone()));
    assert_eq!(app.update(msg(PersonMsg::Matches(answer))), []);
    assert_eq!(shown(&app).matches.remote, Remote::Failed(problem));
    assert!(matches!(card(&app), Card::Form(_)));
    assert!(is_sent(&app.update(create())));
}

#[test]
fn a_matched_profile_shows_its_record_and_needs_no_form() {
    let known = record("00Q1", MatchReason::Matched);
    let mut app = at_person();
    let matched = Opened {
        matched: Some(known.clone()),
        ..opened(None)
    };
    let commands = app.update(open_msg(matched));
    assert_eq!(requests(&commands), [find(vec![ada_at("Engines")])]);
    assert_eq!(card(&app), Card::Matched(&known));
    // Deleted meanwhile: said, and the form comes.
    let deleted = MatchResult {
        change: Some(Change::Deleted),
        ..MatchResult::default()
    };
    let mut gone = app.clone();
    let commands = gone.update(found(ada_at("Engines"), deleted));
    assert_eq!(requests(&commands), [get_form(None)]);
    assert_eq!(card(&gone), Card::LoadingForm);
    assert_eq!(shown(&gone).matches.change, Some(Change::Deleted));
    // Still there.
    let still = MatchResult {
        matched: Some(known.clone()),
        ..MatchResult::default()
    };
    app.update(found(ada_at("Engines"), still));
    assert_eq!(card(&app), Card::Matched(&known));
    let unmatch = Unmatch { key: "s:1".into() };
    let commands = app.update(msg(PersonMsg::Matches(Msg::Unmatch)));
    assert_eq!(requests(&commands), [unmatch.into()]);
    let commands = app.update(msg(PersonMsg::Matches(Msg::Unmatched(Ok(())))));
    let asked = [find(vec![ada_at("Engines")]), get_form(None)];
    assert_eq!(requests(&commands), asked);
    app.update(form_msg(super::super::form::Msg::Describe(Ok(describe(
        &[],
    )))));
    assert!(matches!(card(&app), Card::Form(_)));
}

#[test]
fn an_answer_to_an_earlier_question_changes_nothing() {
    let mut app = at_form();
    let result = MatchResult {
        matched: Some(record("00Q1", MatchReason::Matched)),
        ..candidates(&[record("00Q1", MatchReason::Name)])
    };
    let before = app.clone();
    assert_eq!(app.update(found(ada_at("Looms"), result)), []);
    assert_eq!(app, before);
}

#[test]
fn a_record_of_the_same_name_and_company_lends_its_email_and_phone() {
    let email = json!({ "name": "Email", "label": "Email", "type": "email", "length": 80, "createable": true, "nillable": true });
    for (why, rep, expected) in [
        (MatchReason::NameAndCompany, None, "crm@example.com"),
        (MatchReason::Name, None, ""),
        (
            MatchReason::NameAndCompany,
            Some("rep@example.com"),
            "rep@example.com",
        ),
    ] {
        let mut app = at_form();
        let with_email = Ok(describe(std::slice::from_ref(&email)));
        app.update(form_msg(super::super::form::Msg::Describe(with_email)));
        if let Some(rep) = rep {
            app.update(typed("Email", rep));
        }
        app.update(msg(PersonMsg::Matches(Msg::LookAgain)));
        let asked = shown(&app).matches.asked.clone().unwrap();
        let mut known = record("00Q1", why);
        known.email = Some("crm@example.com".to_owned());
        app.update(found(asked, candidates(&[known])));
        let draft = &shown(&app).draft;
        assert_eq!(draft.value("Email"), expected, "{why:?}");
        if expected.starts_with("crm") {
            assert_eq!(draft.entries["Email"].source, Some(Source::Crm));
        }
        // No question is left open by it.
        let commands = app.update(create());
        assert!(is_sent(&commands), "{why:?}: {commands:?}");
    }
}
