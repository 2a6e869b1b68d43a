use serde_json::{Value, json};

use super::super::Stage;
use super::super::tests::{at_form, created, opened, pending};
use super::*;
use crate::journal::Waiting;
use crate::json as types;
use crate::message::Opened;

fn entry(last_name: &str, at: f64, state: Standing) -> Entry {
    let Value::Object(fields) = json!({ "LastName": last_name, "Company": "Engines" }) else {
        unreachable!()
    };
    Entry {
        state,
        ..Entry::new("s:1", "riley@example.com", fields, at)
    }
}

#[test]
fn a_lead_that_waits_for_a_session_asks_for_it_and_says_that_it_is_kept() {
    let mut state = at_form();
    let ended = Problem::new(Kind::SessionEnded);
    state.take(Event::Created(Ok(Outcome::Pending(pending(ended.clone())))));
    assert_eq!(state.stage(), Stage::SignedOut);
    assert_eq!(state.problem, Some(ended));
    assert!(state.pending.is_some());
}

#[test]
fn signing_out_asks_first_while_leads_are_not_done() {
    for (open, sure, effects) in [
        (0, None, vec![Effect::SignOut]),
        (2, Some(true), vec![Effect::SignOut]),
        (2, Some(false), vec![]),
    ] {
        let mut state = at_form();
        state.open = open;
        let mut done = state.take(Event::SignOut);
        if let Some(sure) = sure {
            assert_eq!(
                (done, state.stage()),
                (vec![Effect::FocusStay], Stage::Leaving)
            );
            done = state.take(JournalEvent::SignOut(sure).into());
        }
        assert_eq!(done, effects, "{open} {sure:?}");
        assert_eq!(state.stage(), Stage::Form);
    }
}

#[test]
fn a_journal_that_changes_is_read_again_but_not_under_a_create() {
    let mut state = at_form();
    let open = Effect::Open("s:1".to_owned());
    assert_eq!(state.take(JournalEvent::Changed.into()), [open]);
    let kept = Opened {
        who: state.who.clone(),
        pending: Some(pending(Problem::new(Kind::Offline))),
        ..Opened::default()
    };
    state.take(Event::Opened(Ok(Box::new(kept)), None));
    assert!(matches!(state.stage(), Stage::Kept(_)));
    state.take(JournalEvent::Resume("journal:o:u:s:1".to_owned(), false).into());
    assert_eq!(state.take(JournalEvent::Changed.into()), []);
    // Given up: the form is there again, as it was filled in.
    let mut state = at_form();
    state.pending = Some(pending(Problem::new(Kind::Offline)));
    state.take(JournalEvent::GivenUp(Ok(())).into());
    state.take(opened(None));
    assert_eq!(state.stage(), Stage::Form);
    assert_eq!(state.draft.value("LastName"), "Byron");
}

#[test]
fn a_create_whose_worker_was_stopped_has_its_end_in_the_journal() {
    let gone = || Problem::new(Kind::Internal);
    let open = Effect::Open("s:1".to_owned());
    let kept = pending(Problem::new(Kind::AnswerLost).maybe_saved());
    for (known, matched) in [(true, false), (false, true), (false, false)] {
        let mut state = at_form();
        state.take(Event::Create {
            allow_duplicates: false,
        });
        let asked = state.take(Event::Created(Err(gone())));
        assert_eq!((asked, state.stage()), (vec![open.clone()], Stage::Saving));
        let answer = Opened {
            who: state.who.clone(),
            pending: known.then(|| kept.clone()),
            matched: matched.then(|| created().candidate()),
            ..Opened::default()
        };
        state.take(Event::Opened(Ok(Box::new(answer)), None));
        match state.stage() {
            Stage::Kept(_) => assert!(known),
            Stage::Matched(_) => assert!(matched),
            stage => assert_eq!((stage, known, matched), (Stage::Form, false, false)),
        }
        // Not written down: never is it said that nothing was saved.
        let left = (!known && !matched).then(|| gone().maybe_saved());
        assert_eq!(state.problem, left);
    }
    let mut state = at_form();
    state.take(JournalEvent::Recent(true).into());
    let id = "journal:o:u:s:1".to_owned();
    state.take(JournalEvent::Resumed(id, Err(gone())).into());
    assert_eq!(state.recent.unwrap().problem, None);
}

#[test]
fn what_is_kept_is_counted_before_signing_out() {
    let mut state = at_form();
    let kept = pending(Kind::Offline.into());
    let asked = state.take(Event::Created(Ok(Outcome::Pending(kept))));
    assert_eq!(asked, [Effect::Open("s:1".to_owned())]);
    assert!(matches!(state.stage(), Stage::Kept(_)));
}

#[test]
fn another_person_is_the_same_users_to_sign_out() {
    let mut state = at_form();
    state.open = 1;
    state.take(Event::BackToList);
    assert_eq!(state.take(Event::SignOut), [Effect::FocusStay]);
    assert!(state.leaving);
}

#[test]
fn recent_leads_are_found_by_every_word_newest_first() {
    let mut state = at_form();
    assert_eq!(
        state.take(JournalEvent::Recent(true).into()),
        [Effect::Recent]
    );
    assert_eq!(state.stage(), Stage::Recent);
    let entries = [
        ("a", entry("Byron", 1.0, Standing::Created(created()))),
        ("b", entry("Lovelace", 3.0, Standing::GivenUp)),
        (
            "c",
            entry("Byron-King", 2.0, Standing::Refused(Kind::BadEmail.into())),
        ),
    ];
    let mut journal = Journal {
        aside: 1,
        ..Journal::default()
    };
    for (id, entry) in entries {
        journal.entries.push((id.to_owned(), types::write(&entry)));
    }
    // An entry that the popup cannot read takes no other along.
    journal.entries.push(("d".to_owned(), json!({ "at": 1 })));
    state.take(JournalEvent::Came(Ok(journal)).into());
    for (search, expected) in [
        ("", vec!["b", "c", "a"]),
        ("byron", vec!["c", "a"]),
        ("BYRON created", vec!["a"]),
        ("king engines", vec!["c"]),
        ("nobody", vec![]),
    ] {
        state.take(JournalEvent::Search(search.to_owned()).into());
        let recent = state.recent.as_ref().unwrap();
        let found: Vec<&str> = recent.found().iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(found, expected, "{search}");
        let shown = found.len();
        let exported = state.take(JournalEvent::Export.into());
        assert!(matches!(&exported[..], [Effect::Export(all)] if all.len() == shown));
    }
    state.take(JournalEvent::Recent(false).into());
    assert_eq!(state.stage(), Stage::Form);
}

#[test]
fn an_entry_has_the_ways_that_help() {
    let waiting = |kind: Kind| {
        Standing::Waiting(Waiting {
            why: kind.into(),
            next: None,
        })
    };
    let way = |again, allow_duplicates, give_up| Ways {
        again,
        allow_duplicates,
        give_up,
    };
    for (state, unseen, expected) in [
        (
            Standing::Created(created()),
            false,
            way(false, false, false),
        ),
        (Standing::GivenUp, false, way(true, false, false)),
        (waiting(Kind::Offline), false, way(true, false, true)),
        (waiting(Kind::SignedOut), false, way(false, false, true)),
        (
            Standing::Refused(Kind::DuplicatesFound.into()),
            true,
            way(false, true, true),
        ),
        (
            Standing::Refused(Kind::BadEmail.into()),
            false,
            way(true, false, false),
        ),
    ] {
        let mut entry = entry("Byron", 1.0, state.clone());
        entry.unseen = unseen;
        assert_eq!(Ways::of_entry(&entry), expected, "{state:?}");
    }
}
