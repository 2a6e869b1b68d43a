use super::*;
use crate::journal::Outcome;
use crate::matching::{MatchReason, MatchResult, MatchResults};
use crate::message::{Matched, Opened, Request};
use crate::page::Listed;
use crate::popup::fixtures::*;
use crate::popup::person::{Card, matches, outcome};

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
