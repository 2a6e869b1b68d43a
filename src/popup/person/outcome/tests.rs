use serde_json::{Value, json};

use super::*;
use crate::journal::Waiting;
use crate::popup::app::{App, Msg as AppMsg};
use crate::popup::fixtures::*;
use crate::popup::person::Card;

fn entry(state: State) -> Entry {
    let Value::Object(fields) = json!({ "LastName": "Byron", "Company": "Engines" }) else {
        unreachable!()
    };
    Entry {
        state,
        ..Entry::new("s:1", "riley@example.com", fields, 1.0)
    }
}

#[test]
fn a_lead_that_waits_for_a_session_asks_for_it_and_says_that_it_is_kept() {
    let mut app = at_form();
    let over = Problem::new(Kind::SessionEnded);
    app.update(ended(Ok(Outcome::Pending(pending(over.clone())))));
    assert_eq!(card(&app), Card::SignedOut);
    assert_eq!(shown(&app).problem, Some(over));
    assert!(shown(&app).pending.is_some());
}

#[test]
fn a_journal_that_changes_is_read_again_but_not_under_a_create() {
    let mut app = at_form();
    let open = [open_request("s:1")];
    assert_eq!(
        requests(&app.update(AppMsg::JournalChanged(Vec::new()))),
        open
    );
    let kept = || Opened {
        pending: Some(pending(Problem::new(Kind::Offline))),
        ..opened(None)
    };
    app.update(open_msg(kept()));
    assert!(matches!(card(&app), Card::Pending(_)));
    app.update(msg(PersonMsg::Outcome(Msg::Resume(false))));
    assert_eq!(app.update(AppMsg::JournalChanged(Vec::new())), []);
    // Given up: the form is there again, as it was filled in.
    let commands = app.update(ended(Ok(Outcome::Pending(pending(Kind::Offline.into())))));
    assert_eq!(requests(&commands), open);
    app.update(open_msg(kept()));
    let commands = app.update(msg(PersonMsg::Outcome(Msg::GivenUp(Ok(())))));
    assert_eq!(requests(&commands), open);
    app.update(open_msg(opened(None)));
    assert!(matches!(card(&app), Card::Form(_)));
    assert_eq!(shown(&app).draft.value("LastName"), "Byron");
}

#[test]
fn a_rep_who_looks_at_a_lead_that_waits_for_the_network_has_it_tried() {
    for (kind, tried) in [
        (Kind::Unreachable, true),
        (Kind::AnswerLost, true),
        (Kind::SignedOut, false),
        (Kind::NotThere, false),
    ] {
        let mut app = at_person();
        let kept = || Opened {
            pending: Some(pending(kind.into())),
            ..opened(None)
        };
        let finishes = |commands: Vec<Command>| commands.contains(&Command::Finish);
        assert_eq!(finishes(app.update(open_msg(kept()))), tried, "{kind:?}");
        // What comes of it is read again, and is no other look.
        assert!(!finishes(app.update(open_msg(kept()))), "{kind:?}");
    }
}

#[test]
fn a_journal_that_changes_under_the_first_question_is_asked_once_more() {
    let mut app = at_person();
    assert_eq!(app.update(AppMsg::JournalChanged(Vec::new())), []);
    // The answer may be from before.
    let asked = |commands: Vec<Command>| requests(&commands).contains(&open_request("s:1"));
    assert!(asked(app.update(open_msg(opened(None)))));
    assert!(!asked(app.update(open_msg(opened(None)))));
}

#[test]
fn a_create_whose_worker_was_stopped_has_its_end_in_the_journal() {
    let gone = || Problem::new(Kind::Internal);
    let kept = pending(Problem::new(Kind::AnswerLost).maybe_saved());
    for (known, matched) in [(true, false), (false, true), (false, false)] {
        let mut app = at_form();
        app.update(create());
        let asked = app.update(ended(Err(gone())));
        assert_eq!(requests(&asked), [open_request("s:1")]);
        assert_eq!(shown(&app).sending, Sending::Lost(gone().maybe_saved()));
        assert_eq!(app.update(create()), [], "not while it is not known");
        let answer = Opened {
            pending: known.then(|| kept.clone()),
            matched: matched.then(|| created().candidate()),
            ..opened(None)
        };
        app.update(open_msg(answer));
        match card(&app) {
            Card::Pending(_) => assert!(known),
            Card::Matched(_) => assert!(matched),
            card => assert!(matches!(card, Card::Form(_)) && !known && !matched),
        }
        // Not written down: never is it said that nothing was saved.
        let left = (!known && !matched).then(|| gone().maybe_saved());
        assert_eq!(shown(&app).problem, left);
    }
}

#[test]
fn what_is_kept_is_counted_before_signing_out() {
    let mut app = at_form();
    let asked = app.update(ended(Ok(Outcome::Pending(pending(Kind::Offline.into())))));
    assert_eq!(requests(&asked), [open_request("s:1")]);
    assert!(matches!(card(&app), Card::Pending(_)));
}

#[test]
fn an_entry_has_the_actions_that_help() {
    let waiting = |kind: Kind| {
        State::Waiting(Waiting {
            why: kind.into(),
            next: None,
        })
    };
    let actions = |retry, allow_duplicates, give_up| Actions {
        retry,
        allow_duplicates,
        give_up,
    };
    for (state, unseen, expected) in [
        (
            State::Created(created()),
            false,
            actions(false, false, false),
        ),
        (State::GivenUp, false, actions(true, false, false)),
        (waiting(Kind::Offline), false, actions(true, false, true)),
        (waiting(Kind::SignedOut), false, actions(false, false, true)),
        (
            State::Refused(Kind::DuplicatesFound.into()),
            true,
            actions(false, true, true),
        ),
        (
            State::Refused(Kind::BadEmail.into()),
            false,
            actions(true, false, false),
        ),
    ] {
        let mut entry = entry(state.clone());
        entry.unseen = unseen;
        assert_eq!(Actions::of_entry(&entry), expected, "{state:?}");
    }
}

/// A Contact is there, and its part in an Opportunity is not.
#[test]
fn a_part_in_an_opportunity_is_tried_again_by_itself() {
    use crate::contact::{ContactRole, RoleOutcome};
    let with_role = |problem: Option<Kind>| {
        let role = RoleOutcome::new(&ContactRole::default(), problem.map(Problem::new), 0.0);
        Created {
            role: Some(Box::new(role)),
            ..created()
        }
    };
    let problem = |app: &App| {
        let role = shown(app).created.as_ref().unwrap().role.as_ref();
        role.unwrap().problem.as_ref().map(|problem| problem.kind)
    };
    let mut app = at_form();
    app.update(ended(Ok(Outcome::Created(with_role(Some(
        Kind::RowLocked,
    ))))));
    let commands = app.update(msg(PersonMsg::Outcome(Msg::AddRole)));
    let resume = Resume {
        id: journal::id(&who(), "s:1"),
        allow_duplicates: false,
    };
    assert_eq!(requests(&commands), [resume.into()]);
    assert_eq!(shown(&app).sending, Sending::UnderWay);
    // The Contact stays, whatever becomes of that.
    app.update(msg(PersonMsg::Outcome(Msg::RoleAdded(Err(
        Kind::Offline.into()
    )))));
    assert_eq!(problem(&app), Some(Kind::Offline));
    assert_eq!(shown(&app).sending, Sending::No);
    app.update(msg(PersonMsg::Outcome(Msg::AddRole)));
    let added = Ok(Outcome::Created(with_role(None)));
    app.update(msg(PersonMsg::Outcome(Msg::RoleAdded(added))));
    assert_eq!(problem(&app), None);
    assert!(matches!(card(&app), Card::Created(_)));
    for (kind, retry) in [(Some(Kind::RowLocked), true), (None, false)] {
        let entry = entry(State::Created(with_role(kind)));
        assert_eq!(Actions::of_entry(&entry).retry, retry, "{kind:?}");
    }
}
