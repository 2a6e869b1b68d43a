use serde_json::{Value, json};

use super::*;
use crate::json as types;
use crate::popup::app::{App, Msg as AppMsg, Overlay, Screen};
use crate::popup::fixtures::{at_form, card, created, requests};
use crate::popup::person::Card;
use crate::problem::Kind;

fn entry(last_name: &str, at: f64, state: State) -> Entry {
    let Value::Object(fields) = json!({ "LastName": last_name, "Company": "Engines" }) else {
        unreachable!()
    };
    Entry {
        state,
        ..Entry::new("s:1", "riley@example.com", fields, at)
    }
}

fn recent(app: &App) -> &Recent {
    match &app.overlay {
        Some(Overlay::Recent(recent)) => recent,
        other => panic!("{other:?}"),
    }
}

fn words(state: &State) -> String {
    let word = match state {
        State::Created(_) => "Created",
        _ => "Other",
    };
    word.to_owned()
}

#[test]
fn recent_leads_are_found_by_every_word_newest_first() {
    let mut app = at_form();
    let commands = app.update(AppMsg::ShowRecent(true));
    assert_eq!(requests(&commands), [GetJournal {}.into()]);
    assert!(matches!(app.screen(), Screen::Recent(_)));
    let entries = [
        ("a", entry("Byron", 1.0, State::Created(created()))),
        ("b", entry("Lovelace", 3.0, State::GivenUp)),
        (
            "c",
            entry("Byron-King", 2.0, State::Refused(Kind::BadEmail.into())),
        ),
    ];
    let mut journal = Journal {
        quarantined: 1,
        ..Journal::default()
    };
    for (id, entry) in entries {
        journal.entries.push((id.to_owned(), types::write(&entry)));
    }
    // An entry that the popup cannot read takes no other along.
    journal.entries.push(("d".to_owned(), json!({ "at": 1 })));
    app.update(AppMsg::Recent(Msg::Journal(Ok(journal))));
    for (search, expected) in [
        ("", vec!["b", "c", "a"]),
        ("byron", vec!["c", "a"]),
        ("BYRON created", vec!["a"]),
        ("king engines", vec!["c"]),
        ("nobody", vec![]),
    ] {
        app.update(AppMsg::Recent(Msg::Search(search.to_owned())));
        let found = recent(&app).found(words);
        let ids: Vec<String> = found.iter().map(|(id, _)| id.clone()).collect();
        assert_eq!(ids, expected, "{search}");
        let exported = app.update(AppMsg::Recent(Msg::Export(ids)));
        assert!(matches!(&exported[..], [Command::Export(all, _)] if all.len() == expected.len()));
    }
    app.update(AppMsg::ShowRecent(false));
    assert!(matches!(card(&app), Card::Form(_)));
}

#[test]
fn a_retry_reads_the_journal_again_and_says_what_the_journal_cannot() {
    for (answer, said) in [
        (Err(Problem::new(Kind::Internal)), false),
        (Err(Problem::new(Kind::StorageFull)), true),
    ] {
        let mut app = at_form();
        app.update(AppMsg::ShowRecent(true));
        let id = "journal:o:u:s:1".to_owned();
        app.update(AppMsg::Recent(Msg::Resume(id.clone(), false)));
        assert_eq!(recent(&app).trying, Some(id));
        let commands = app.update(AppMsg::Recent(Msg::Resumed(answer.clone())));
        assert_eq!(requests(&commands), [GetJournal {}.into()]);
        assert_eq!(recent(&app).problem.is_some(), said);
        // Left meanwhile: nobody else takes the answer.
        app.update(AppMsg::ShowRecent(false));
        let before = app.clone();
        assert_eq!(app.update(AppMsg::Recent(Msg::Resumed(answer))), []);
        assert_eq!(app, before);
    }
}
