use super::super::tests::{
    answered, at_form, create, form, looked, opened, person, policy, record, wanted, who,
};
use super::super::*;
use super::*;
use crate::matching::MatchResult;

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
    for (first, typed, second, sent) in cases {
        let mut state = at_form();
        let case = format!("{first:?} {typed} {second:?}");
        match &first {
            Some(records) => {
                state.matching.look = Look::NotYet;
                state.take(opened(Some(form())));
                state.take(looked("Engines", records));
            }
            None => {
                state.matching.look = Look::NotYet;
                state.take(opened(Some(form())));
            }
        }
        let mut now = wanted("Engines");
        if typed {
            state.take(Event::Typed("FirstName".into(), "Ida".into()));
            now.first_name = "Ida".into();
        }
        let effects = state.take(create());
        let effects = if first.is_none() || typed {
            assert!(!state.saving, "{case}");
            let found = MatchResult {
                candidates: second,
                ..MatchResult::default()
            };
            state.take(answered(now, found))
        } else {
            effects
        };
        let is_sent = effects
            .iter()
            .any(|effect| matches!(effect, Effect::Create(..)));
        assert_eq!((is_sent, state.saving), (sent, sent), "{case}");
        if !sent {
            assert_eq!(effects, [Effect::FocusMatches], "{case}");
            // The rep has looked, and creates all the same.
            state.take(create());
            assert!(state.saving, "{case}");
        }
    }
}

#[test]
fn a_check_that_failed_is_said_and_does_not_hold_the_rep_up() {
    let mut state = at_form();
    state.matching.look = Look::NotYet;
    state.take(opened(Some(form())));
    let problem = Problem::new(Kind::Unavailable);
    let answer = MatchEvent::Looked(vec![wanted("Engines")], Err(problem.clone()));
    assert_eq!(state.take(Event::Matching(answer)), []);
    assert_eq!(state.matching.look, Look::Failed(problem));
    assert_eq!(state.stage(), Stage::Form);
    state.take(create());
    assert!(state.saving);
}

#[test]
fn a_matched_profile_shows_its_record_and_needs_no_form() {
    let known = record("00Q1", MatchReason::Matched);
    let (mut state, _) = State::begin();
    state.take(Event::Policy(Ok(policy(true, "key"))));
    state.take(Event::Page(Ok(Reading::Person {
        person: Box::new(person()),
    })));
    let opened = Opened {
        who: Some(who()),
        matched: Some(known.clone()),
        ..Opened::default()
    };
    let effects = state.take(Event::Opened(Ok(Box::new(opened)), None));
    assert_eq!(effects, [Effect::Look(vec![wanted("Engines")])]);
    assert_eq!(state.stage(), Stage::Matched(known.clone()));
    // Deleted meanwhile: said, and the form comes.
    let found = MatchResult {
        change: Some(Change::Deleted),
        ..MatchResult::default()
    };
    let mut gone = state.clone();
    assert_eq!(
        gone.take(answered(wanted("Engines"), found)),
        [Effect::GetForm(None)]
    );
    assert_eq!(gone.stage(), Stage::LoadingForm);
    assert_eq!(gone.matching.change, Some(Change::Deleted));
    // Still there.
    let found = MatchResult {
        matched: Some(known.clone()),
        ..MatchResult::default()
    };
    state.take(answered(wanted("Engines"), found));
    assert_eq!(state.stage(), Stage::Matched(known));
    assert_eq!(
        state.take(Event::Matching(MatchEvent::Unmatch)),
        [Effect::Unmatch("s:1".into())]
    );
    let effects = state.take(Event::Matching(MatchEvent::Unmatched(Ok(()))));
    assert_eq!(
        effects,
        [Effect::Look(vec![wanted("Engines")]), Effect::GetForm(None)]
    );
    state.take(Event::Form(Ok(form())));
    assert_eq!(state.stage(), Stage::Form);
}

#[test]
fn an_answer_for_somebody_else_changes_nothing() {
    let mut state = at_form();
    let other = MatchQuery {
        key: "s:2".into(),
        ..wanted("Engines")
    };
    let found = MatchResult {
        candidates: vec![record("00Q1", MatchReason::Name)],
        matched: Some(record("00Q1", MatchReason::Matched)),
        ..MatchResult::default()
    };
    let before = state.clone();
    assert_eq!(state.take(answered(other, found)), []);
    assert_eq!(state, before);
}

#[test]
fn a_record_of_the_same_name_and_company_lends_its_email_and_phone() {
    for (why, typed, email) in [
        (MatchReason::NameAndCompany, None, "crm@example.com"),
        (MatchReason::Name, None, ""),
        (
            MatchReason::NameAndCompany,
            Some("rep@example.com"),
            "rep@example.com",
        ),
    ] {
        let mut state = at_form();
        let mut form = form();
        let mut field = form.fields[2].clone();
        field.name = "Email".to_owned();
        field.required = false;
        form.fields.push(field);
        state.take(Event::Form(Ok(form)));
        if let Some(typed) = typed {
            state.take(Event::Typed("Email".into(), typed.into()));
        }
        state.take(Event::Matching(MatchEvent::LookAgain));
        let asked = state.matching.asked.clone().unwrap();
        let mut known = record("00Q1", why);
        known.email = Some("crm@example.com".to_owned());
        let found = MatchResult {
            candidates: vec![known],
            ..MatchResult::default()
        };
        state.take(answered(asked, found));
        assert_eq!(state.draft.value("Email"), email, "{why:?}");
        if email.starts_with("crm") {
            assert_eq!(state.draft.entries["Email"].source, Some(Source::Crm));
        }
        // No question is left open by it.
        let effects = state.take(create());
        assert!(state.saving, "{why:?}: {effects:?}");
    }
}
