use super::*;
use crate::lead::{Field, Input, Section};
use crate::message;
use crate::person::{Job, Known, ProfileKey, Source};
use crate::policy::Settings;
use crate::salesforce::matching::{Change, Found, Looked, Why};

fn policy(on: bool, client_id: &str) -> Policy {
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

fn person() -> Person {
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

fn who() -> Who {
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

fn form() -> Form {
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

fn opened(form: Option<Form>) -> Event {
    let opened = Opened {
        who: Some(who()),
        ..Opened::default()
    };
    Event::Opened(Ok(Box::new(opened)), form)
}

/// A state that has come as far as the form.
fn at_form() -> State {
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

fn wanted(company: &str) -> Wanted {
    Wanted {
        key: "s:1".into(),
        first_name: "Ada".into(),
        last_name: "Byron".into(),
        company: company.into(),
        email: String::new(),
    }
}

fn record(id: &str, why: Why) -> Candidate {
    let mut record = created().candidate();
    record.id = id.to_owned();
    record.why = why;
    record
}

/// The answer for the person of these tests.
fn looked(company: &str, candidates: &[Candidate]) -> Event {
    let found = Found {
        key: "s:1".into(),
        candidates: candidates.to_vec(),
        ..Found::default()
    };
    answered(wanted(company), found)
}

fn answered(wanted: Wanted, found: Found) -> Event {
    let looked = Looked {
        people: vec![found],
        ..Looked::default()
    };
    Event::Matching(MatchEvent::Looked(vec![wanted], Ok(looked)))
}

fn create() -> Event {
    Event::Create { anyway: false }
}

fn created() -> Created {
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
        assert_eq!(effects, [Effect::ReadPolicy]);
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
        state.take(Event::Created(Ok(created()))),
        [Effect::DropDraft("s:1".into())]
    );
    assert_eq!(state.stage(), Stage::Created(created()));
    assert_eq!(state.take(create()), []);
}

#[test]
fn nothing_is_sent_while_a_field_is_missing() {
    let mut state = at_form();
    state.take(Event::Typed("Company".into(), "  ".into()));
    assert_eq!(state.complaints(), []);
    assert_eq!(
        state.take(Event::Create { anyway: false }),
        [Effect::FocusComplaint]
    );
    let complaints = state.complaints();
    assert_eq!(complaints.len(), 1);
    assert_eq!(complaints[0].words, "Enter Company.");
}

#[test]
fn a_refusal_keeps_the_form_and_a_lost_answer_can_be_tried_again() {
    let mut state = at_form();
    state.take(Event::Create { anyway: false });
    let refusal = Problem::new(Kind::ValidationRule).said("No.");
    state.take(Event::Created(Err(refusal.clone())));
    assert_eq!(state.stage(), Stage::Form);
    assert_eq!(state.problem, Some(refusal));
    assert_eq!(state.draft.value("LastName"), "Byron");

    state.take(Event::Create { anyway: false });
    state.take(Event::Created(Err(
        Problem::new(Kind::AnswerLost).maybe_saved()
    )));
    assert!(state.unfinished);
    let effects = state.take(Event::Retry);
    assert!(
        matches!(
            effects[..],
            [_, Effect::Create(Create { anyway: false, .. }, _)]
        ),
        "{effects:?}"
    );
}

#[test]
fn a_session_that_ends_asks_to_sign_in_and_comes_back_to_the_form() {
    let mut state = at_form();
    state.take(Event::Typed("Company".into(), "Typed Inc".into()));
    state.take(Event::Create { anyway: false });
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
fn create_waits_for_the_answer_and_shows_what_is_new() {
    let near = || record("00Q1", Why::NameAndCompany);
    let far = || record("00Q2", Why::SimilarName);
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
            let found = Found {
                candidates: second,
                ..Found::default()
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
    let known = record("00Q1", Why::Matched);
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
    let found = Found {
        change: Some(Change::Deleted),
        ..Found::default()
    };
    let mut gone = state.clone();
    assert_eq!(
        gone.take(answered(wanted("Engines"), found)),
        [Effect::GetForm(None)]
    );
    assert_eq!(gone.stage(), Stage::LoadingForm);
    assert_eq!(gone.matching.change, Some(Change::Deleted));
    // Still there.
    let found = Found {
        matched: Some(known.clone()),
        ..Found::default()
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
    let other = Wanted {
        key: "s:2".into(),
        ..wanted("Engines")
    };
    let found = Found {
        candidates: vec![record("00Q1", Why::Name)],
        matched: Some(record("00Q1", Why::Matched)),
        ..Found::default()
    };
    let before = state.clone();
    assert_eq!(state.take(answered(other, found)), []);
    assert_eq!(state, before);
}

#[test]
fn a_record_of_the_same_name_and_company_lends_its_email_and_phone() {
    for (why, typed, email) in [
        (Why::NameAndCompany, None, "crm@example.com"),
        (Why::Name, None, ""),
        (
            Why::NameAndCompany,
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
        let found = Found {
            candidates: vec![known],
            ..Found::default()
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

#[test]
fn a_record_type_brings_its_own_choices_and_keeps_what_was_typed() {
    let choice = |value: &str| crate::lead::Choice {
        value: value.to_owned(),
        label: value.to_owned(),
        when: None,
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

#[test]
fn a_lookup_asks_when_the_rep_stops_typing_and_takes_what_is_chosen() {
    let hit = |id: &str, name: &str| message::Found {
        id: id.into(),
        name: name.into(),
        object: "Account".into(),
    };
    let mut state = at_form();
    let mut form = form();
    form.fields[2].input = Input::Lookup {
        objects: vec!["Account".into()],
    };
    form.fields[2].name = "Partner__c".into();
    state.take(Event::Form(Ok(form)));
    let typed = |text: &str| LookupEvent::Typed("Partner__c".into(), text.into());
    let due = |text: &str| LookupEvent::Due("Partner__c".into(), text.into());
    let hits = |text: &str, hits: Vec<message::Found>| {
        Event::Lookup(LookupEvent::Hits(
            "Partner__c".into(),
            text.into(),
            Ok(hits),
        ))
    };
    assert_eq!(state.take(typed("T").into()).len(), 1);
    let effects = state.take(typed("Ti").into());
    assert_eq!(effects[1], Effect::Soon(due("Ti")));
    state.take(typed("Tid").into());
    assert_eq!(state.take(due("Ti").into()), [], "typed on");
    let find = Effect::Find {
        field: "Partner__c".into(),
        objects: vec!["Account".into()],
        text: "Tid".into(),
    };
    assert_eq!(state.take(due("Tid").into()), [find]);
    state.take(hits("Ti", vec![hit("0", "An old answer")]));
    assert_eq!(state.lookup.as_ref().unwrap().hits, Hits::Asking);
    // Nothing is chosen yet: that is no value.
    state.take(create());
    assert_eq!(
        state.complaints()[0].words,
        "Choose Company from what was found."
    );
    state.take(hits("Tid", vec![hit("1", "Tide"), hit("2", "Tidewater")]));
    for (down, active) in [(true, 1), (true, 0), (false, 1)] {
        state.take(LookupEvent::Move(down).into());
        assert_eq!(state.lookup.as_ref().unwrap().active, active);
    }
    state.take(LookupEvent::Pick(None).into());
    assert_eq!(state.lookup, None);
    assert_eq!(state.draft.value("Partner__c"), "2");
    let shown = state.draft.entries["Partner__c"].shown.as_deref();
    assert_eq!(shown, Some("Tidewater"));
    assert_eq!(state.complaints(), []);
}
