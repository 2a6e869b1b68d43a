use super::*;
use crate::field::Input;
use crate::journal::Waiting;
use crate::lead::{Field, Section};
use crate::matching::{MatchReason, MatchResult, MatchResults};
use crate::person::{Job, Known, ProfileKey, Source};
use crate::policy::Settings;
use crate::problem::Saved;

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

pub(super) fn person() -> Person {
    let known = |value: &str| Known::certain(value, Source::TopCard);
    Person {
        key: ProfileKey {
            site: "s".to_owned(),
            id: "1".to_owned(),
        },
        shown_name: "Ada Byron".to_owned(),
        first_name: known("Ada"),
        last_name: known("Byron"),
        jobs: vec![
            Job {
                title: None,
                company: known("Engines"),
            },
            Job {
                title: None,
                company: known("Looms"),
            },
        ],
        ..Person::default()
    }
}

pub(super) fn who() -> Who {
    Who {
        display_name: "Riley".to_owned(),
        username: "riley@example.com".to_owned(),
        user_id: "005i0000001A4JvAAK".to_owned(),
        organization_id: "00Di0000000fHiaEAE".to_owned(),
        organization_name: None,
        instance_url: "https://acme.my.salesforce.com".to_owned(),
        sandbox: false,
    }
}

pub(super) fn form() -> Form {
    let field = |name: &str, editable: bool| Field {
        name: name.to_owned(),
        label: name.to_owned(),
        input: Input::Text { max: 40 },
        required: true,
        visible: true,
        editable,
        section: Section::Standard,
        help: None,
        default: None,
    };
    Form {
        fields: vec![
            field("FirstName", false),
            field("LastName", false),
            field("Company", true),
        ],
        ..Form::default()
    }
}

pub(super) fn opened(form: Option<Form>) -> Event {
    let opened = Opened {
        who: Some(who()),
        ..Opened::default()
    };
    Event::Opened(Ok(Box::new(opened)), form)
}

/// A state that has come as far as the form.
pub(super) fn at_form() -> State {
    let (mut state, _) = State::begin();
    state.take(Event::Policy(Ok(policy(true, "key"))));
    let effects = state.take(Event::Page(Ok(Reading::Person {
        person: Box::new(person()),
    })));
    assert_eq!(
        effects,
        [Effect::LoadDraft("s:1".into()), Effect::Open("s:1".into())]
    );
    assert_eq!(
        state.take(opened(Some(form()))),
        [Effect::Look(vec![wanted("Engines")]), Effect::GetForm(None)]
    );
    assert_eq!(state.stage(), Stage::Form);
    assert_eq!(state.take(looked("Engines", &[])), []);
    state
}

pub(super) fn wanted(company: &str) -> MatchQuery {
    MatchQuery {
        key: "s:1".into(),
        first_name: "Ada".into(),
        last_name: "Byron".into(),
        company: company.into(),
        email: String::new(),
    }
}

pub(super) fn record(id: &str, why: MatchReason) -> Candidate {
    let mut record = created().candidate();
    record.id = id.to_owned();
    record.why = why;
    record
}

/// The answer for the person of these tests.
pub(super) fn looked(company: &str, candidates: &[Candidate]) -> Event {
    let found = MatchResult {
        key: "s:1".into(),
        candidates: candidates.to_vec(),
        ..MatchResult::default()
    };
    answered(wanted(company), found)
}

pub(super) fn answered(wanted: MatchQuery, found: MatchResult) -> Event {
    let looked = MatchResults {
        people: vec![found],
        ..MatchResults::default()
    };
    Event::Matching(MatchEvent::Looked(vec![wanted], Ok(looked)))
}

pub(super) fn pending(why: Problem) -> Pending {
    Pending {
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

pub(super) fn create() -> Event {
    Event::Create {
        allow_duplicates: false,
    }
}

pub(super) fn created() -> Created {
    Created {
        id: "00Q000000000001EAA".to_owned(),
        url: "https://acme.my.salesforce.com/00Q000000000001EAA".to_owned(),
        name: "Ada Byron".to_owned(),
        company: "Engines".to_owned(),
        owner: None,
        lead_source: None,
        found_again: false,
    }
}

#[test]
fn off_reads_no_page_and_calls_nobody() {
    for (policy, kind) in [
        (policy(false, "key"), Kind::LeadCreationOff),
        (policy(true, ""), Kind::NotConfigured),
    ] {
        let (mut state, effects) = State::begin();
        assert_eq!(effects, [Effect::ReadPolicy, Effect::WatchNetwork]);
        assert_eq!(state.take(Event::Policy(Ok(policy))), []);
        assert_eq!(state.stage(), Stage::Stopped(kind.into()));
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
        let (mut state, _) = State::begin();
        state.take(Event::Policy(Ok(policy(true, "key"))));
        assert_eq!(state.take(Event::Page(Ok(reading))), []);
        assert_eq!(state.stage(), Stage::Stopped(kind.into()));
        assert_eq!(state.take(Event::Retry), [Effect::ReadPage]);
    }
}

#[test]
fn a_page_that_has_changed_opens_an_empty_form_with_its_link() {
    let (mut state, _) = State::begin();
    state.take(Event::Policy(Ok(policy(true, "key"))));
    let report = Report {
        key: Some(person().key),
        link: "https://example.com/1".to_owned(),
        ..Report::default()
    };
    state.take(Event::Page(Ok(Reading::Changed { report })));
    state.take(opened(Some(form())));
    assert_eq!(state.stage(), Stage::Form);
    assert_eq!(state.draft.link, "https://example.com/1");
    assert_eq!(state.draft.value("LastName"), "");
    let field = &form().fields[1];
    assert!(state.draft.open(field));
    assert!(state.report().is_some());
}

#[test]
fn what_was_typed_survives_popups_sign_in_and_new_forms() {
    let mut state = at_form();
    assert!(
        !state.draft.open(&form().fields[0]),
        "a certain name is locked"
    );
    let effects = state.take(Event::Typed("Company".into(), "Typed Inc".into()));
    let [Effect::KeepDraft(kept)] = &effects[..] else {
        panic!("{effects:?}");
    };
    state.take(Event::Job(1));
    assert_eq!(state.draft.value("Company"), "Typed Inc");
    state.take(Event::Form(Ok(form())));
    assert_eq!(state.draft.value("Company"), "Typed Inc");

    // The next popup: the form may come before or after the kept draft.
    for kept_first in [true, false] {
        let (mut next, _) = State::begin();
        next.take(Event::Policy(Ok(policy(true, "key"))));
        next.take(Event::Page(Ok(Reading::Person {
            person: Box::new(person()),
        })));
        let kept = Event::Kept(Some(kept.clone()));
        let events = if kept_first {
            [kept, opened(Some(form()))]
        } else {
            [opened(Some(form())), kept]
        };
        for event in events {
            next.take(event);
        }
        assert_eq!(
            next.draft.value("Company"),
            "Typed Inc",
            "kept first: {kept_first}"
        );
        assert_eq!(next.draft.value("FirstName"), "Ada");
    }
}

#[test]
fn one_of_several_jobs_is_chosen() {
    let mut state = at_form();
    assert_eq!(state.draft.value("Company"), "Engines");
    state.take(Event::Job(1));
    assert_eq!(state.draft.value("Company"), "Looms");
}

#[test]
fn a_double_click_sends_once_and_a_created_lead_not_again() {
    let mut state = at_form();
    assert_eq!(state.take(create()).len(), 2);
    assert_eq!(state.stage(), Stage::Saving);
    assert_eq!(state.take(create()), []);
    assert_eq!(
        state.take(Event::Created(Ok(Outcome::Created(created())))),
        [Effect::DropDraft("s:1".into())]
    );
    assert_eq!(state.stage(), Stage::Created(created()));
    assert_eq!(state.take(create()), []);
}

#[test]
fn nothing_is_sent_while_a_field_is_missing() {
    let mut state = at_form();
    state.take(Event::Typed("Company".into(), "  ".into()));
    assert_eq!(state.validation_errors(), []);
    assert_eq!(
        state.take(Event::Create {
            allow_duplicates: false
        }),
        [Effect::FocusInvalid]
    );
    let validation_errors = state.validation_errors();
    assert_eq!(validation_errors.len(), 1);
    assert_eq!(validation_errors[0].words, "Enter Company.");
}

#[test]
fn a_refusal_keeps_the_form_and_a_lost_answer_can_be_tried_again() {
    let mut state = at_form();
    state.take(Event::Create {
        allow_duplicates: false,
    });
    let refusal = Problem::new(Kind::ValidationRule).said("No.");
    state.take(Event::Created(Err(refusal.clone())));
    assert_eq!(state.stage(), Stage::Form);
    assert_eq!(state.problem, Some(refusal));
    assert_eq!(state.draft.value("LastName"), "Byron");

    state.take(Event::Create {
        allow_duplicates: false,
    });
    let lost = pending(Problem::new(Kind::AnswerLost).maybe_saved());
    state.take(Event::Created(Ok(Outcome::Pending(lost.clone()))));
    assert_eq!(state.stage(), Stage::Kept(Box::new(lost.clone())));
    let again = JournalEvent::Resume(lost.id.clone(), false);
    assert_eq!(
        state.take(again.into()),
        [Effect::Resume(lost.id.clone(), false)]
    );
    let done = JournalEvent::Resumed(lost.id, Ok(Outcome::Created(created())));
    state.take(done.into());
    assert_eq!(state.stage(), Stage::Created(created()));
}

#[test]
fn a_session_that_ends_asks_to_sign_in_and_comes_back_to_the_form() {
    let mut state = at_form();
    state.take(Event::Typed("Company".into(), "Typed Inc".into()));
    state.take(Event::Create {
        allow_duplicates: false,
    });
    state.take(Event::Created(Err(Kind::SessionEnded.into())));
    assert_eq!(state.stage(), Stage::SignedOut);
    assert_eq!(
        state.take(Event::SignIn {
            someone_else: false
        }),
        [Effect::SignIn {
            someone_else: false
        }]
    );
    assert_eq!(state.stage(), Stage::SigningIn);
    assert_eq!(
        state.take(Event::SignedIn(Ok(who()))),
        [Effect::Open("s:1".into())]
    );
    state.take(opened(Some(form())));
    assert_eq!(state.stage(), Stage::Form);
    assert_eq!(state.draft.value("Company"), "Typed Inc");
}

#[test]
fn a_record_type_brings_its_own_choices_and_keeps_what_was_typed() {
    let choice = |value: &str| crate::field::PicklistValue {
        value: value.to_owned(),
        label: value.to_owned(),
        valid_for: None,
    };
    let of = |record_type: &str| Form {
        record_types: vec![choice("a"), choice("b")],
        record_type: Some(record_type.to_owned()),
        ..form()
    };
    let mut state = at_form();
    state.take(Event::Form(Ok(of("a"))));
    assert_eq!(state.draft.record_type.as_deref(), Some("a"));
    state.take(Event::Typed("Company".into(), "Typed".into()));
    let effects = state.take(Event::RecordType("b".into()));
    assert_eq!(effects[1], Effect::GetForm(Some("b".into())));
    assert_eq!(state.take(Event::Form(Ok(of("b")))), []);
    assert_eq!(state.draft.value("Company"), "Typed");
    // The cache's form is the default type's: the chosen one is asked for.
    assert_eq!(
        state.take(Event::Form(Ok(of("a")))),
        [Effect::GetForm(Some("b".into()))]
    );
    // The org has taken the type away.
    let mut less = of("a");
    less.record_types.pop();
    assert_eq!(state.take(Event::Form(Ok(less))), []);
    assert_eq!(state.draft.record_type.as_deref(), Some("a"));
}
