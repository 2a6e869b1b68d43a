use super::*;
use crate::journal::Outcome;
use crate::json;
use crate::message::{Request, SignIn};
use crate::popup::app::{App, Msg as AppMsg};
use crate::popup::fixtures::*;
use serde_json::json;

#[test]
fn what_was_typed_survives_popups_sign_in_and_new_forms() {
    let mut app = at_form();
    let field = shown(&app).form.as_ref().unwrap().fields[0].clone();
    assert!(!shown(&app).draft.open(&field), "a certain name is locked");
    let commands = app.update(typed("Company", "Typed Inc"));
    let [Command::KeepDraft(_, kept)] = &commands[..] else {
        panic!("{commands:?}");
    };
    let kept: Draft = json::read(kept.clone()).unwrap();
    app.update(form_msg(form::Msg::Job(1)));
    assert_eq!(shown(&app).draft.value("Company"), "Typed Inc");
    app.update(form_msg(form::Msg::Describe(Ok(describe(&[])))));
    assert_eq!(shown(&app).draft.value("Company"), "Typed Inc");

    // The next popup: the form may come before or after the kept draft.
    for kept_first in [true, false] {
        let mut next = at_person();
        let kept = form_msg(form::Msg::Draft(kept.clone()));
        let opened = open_msg(opened(Some(describe(&[]))));
        let messages = if kept_first {
            [kept, opened]
        } else {
            [opened, kept]
        };
        for message in messages {
            next.update(message);
        }
        let draft = &shown(&next).draft;
        assert_eq!(draft.value("Company"), "Typed Inc", "{kept_first}");
        assert_eq!(draft.value("FirstName"), "Ada");
    }
}

#[test]
fn one_of_several_jobs_is_chosen() {
    let mut app = at_form();
    assert_eq!(shown(&app).draft.value("Company"), "Engines");
    app.update(form_msg(form::Msg::Job(1)));
    assert_eq!(shown(&app).draft.value("Company"), "Looms");
}

#[test]
fn a_double_click_sends_once_and_a_created_lead_not_again() {
    let mut app = at_form();
    assert_eq!(requests(&app.update(create())).len(), 1);
    assert_eq!(shown(&app).sending, Sending::UnderWay);
    assert_eq!(app.update(create()), []);
    assert_eq!(
        app.update(ended(Ok(Outcome::Created(created())))),
        [Command::DropDraft("s:1".into())]
    );
    assert_eq!(card(&app), Card::Created(&created()));
    assert_eq!(app.update(create()), []);
}

#[test]
fn nothing_is_sent_while_a_field_is_missing() {
    let mut app = at_form();
    app.update(typed("Company", "  "));
    let errors = |app: &App| {
        let person = shown(app);
        person.validation_errors(person.form.as_ref().unwrap())
    };
    assert_eq!(errors(&app), []);
    assert_eq!(app.update(create()), [Command::Focus(Focus::Invalid)]);
    let errors = errors(&app);
    let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["Company"]);
}

#[test]
fn a_refusal_keeps_the_form_and_a_lost_answer_can_be_tried_again() {
    let mut app = at_form();
    app.update(create());
    let refusal = Problem::new(Kind::ValidationRule).said("No.");
    app.update(ended(Err(refusal.clone())));
    assert!(matches!(card(&app), Card::Form(_)));
    assert_eq!(shown(&app).problem, Some(refusal));
    assert_eq!(shown(&app).draft.value("LastName"), "Byron");

    app.update(create());
    let lost = pending(Problem::new(Kind::AnswerLost).maybe_saved());
    app.update(ended(Ok(Outcome::Pending(lost.clone()))));
    assert_eq!(card(&app), Card::Pending(&lost));
    let again = app.update(msg(Msg::Outcome(outcome::Msg::Resume(false))));
    let expected = crate::message::Resume {
        id: lost.id,
        allow_duplicates: false,
    };
    assert_eq!(requests(&again), [expected.into()]);
    app.update(ended(Ok(Outcome::Created(created()))));
    assert_eq!(card(&app), Card::Created(&created()));
}

#[test]
fn a_session_that_ends_asks_to_sign_in_and_comes_back_to_the_form() {
    let mut app = at_form();
    app.update(typed("Company", "Typed Inc"));
    app.update(create());
    app.update(ended(Err(Kind::SessionEnded.into())));
    assert_eq!(card(&app), Card::SignedOut);
    let sign_in: Request = SignIn {
        someone_else: false,
    }
    .into();
    assert_eq!(requests(&app.update(AppMsg::SignIn)), [sign_in]);
    assert_eq!(card(&app), Card::SigningIn);
    let commands = app.update(AppMsg::SignedIn(Ok(who())));
    assert_eq!(requests(&commands), [open_request("s:1")]);
    app.update(open_msg(opened(Some(describe(&[])))));
    assert!(matches!(card(&app), Card::Form(_)));
    assert_eq!(shown(&app).draft.value("Company"), "Typed Inc");
}

#[test]
fn a_record_type_brings_its_own_choices_and_keeps_what_was_typed() {
    let of = |record_type: &str, offered: &[&str]| {
        let info = |id: &&str| json!({ "active": true, "available": true, "master": false, "name": id, "recordTypeId": id });
        let mut describe = describe(&[]);
        describe["recordTypeInfos"] = offered.iter().map(info).collect();
        describe["recordType"] = json!(record_type);
        form_msg(form::Msg::Describe(Ok(describe)))
    };
    let mut app = at_form();
    app.update(of("a", &["a", "b"]));
    assert_eq!(shown(&app).draft.record_type.as_deref(), Some("a"));
    app.update(typed("Company", "Typed"));
    let commands = app.update(form_msg(form::Msg::RecordType("b".into())));
    assert_eq!(requests(&commands), [get_form(Some("b"))]);
    assert_eq!(app.update(of("b", &["a", "b"])), []);
    assert_eq!(shown(&app).draft.value("Company"), "Typed");
    // The cache's form is the default type's: the chosen one is asked for.
    let commands = app.update(of("a", &["a", "b"]));
    assert_eq!(requests(&commands), [get_form(Some("b"))]);
    // The org has taken the type away.
    assert_eq!(app.update(of("a", &["a", "c"])), []);
    assert_eq!(shown(&app).draft.record_type.as_deref(), Some("a"));
}

#[test]
fn a_describe_that_cannot_be_read_is_said_and_leaves_the_form() {
    let mut app = at_form();
    app.update(form_msg(form::Msg::Describe(Ok(json!([])))));
    assert_eq!(shown(&app).problem, Some(Kind::Internal.into()));
    assert!(matches!(card(&app), Card::Form(_)));
}
