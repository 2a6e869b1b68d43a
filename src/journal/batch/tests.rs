use super::*;
use crate::journal::step::{Event, StepContext, step};
use crate::journal::step::{Initiator, SendMethod};
use serde_json::{Map, json};

fn row(id: &str) -> Row {
    Row {
        id: id.to_owned(),
        profile: id.to_owned(),
        name: "Ada Byron".to_owned(),
        asked: 0.0,
    }
}

#[test]
fn a_person_is_in_a_batch_once_and_keeps_their_place() {
    let mut batch = Batch::new(7.0);
    for id in ["a", "b", "a"] {
        batch.add(row(id));
    }
    let ids: Vec<&str> = batch.rows.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(ids, ["a", "b"]);
    batch.asked(&["b"], 9.0);
    assert_eq!(batch.rows[0].asked, 0.0);
    assert_eq!(batch.rows[1].asked, 9.0);
    assert_eq!(Batch::read(json::write(&batch)), Some(batch));
    for torn in [json!({}), json!({ "version": 2, "at": 0, "rows": [] })] {
        assert_eq!(Batch::read(torn), None);
    }
}

#[test]
fn a_row_stands_as_its_entry_does() {
    let turn = StepContext {
        now: 100.0,
        by: Initiator::Background,
        way: SendMethod::Key,
        key: "k".to_owned(),
        sendings: 0,
    };
    let fresh = Entry::new("s:1", "riley", Map::new(), 50.0);
    assert_eq!(Stage::of(&fresh), Stage::Queued);
    let (mut sent, _) = step(fresh, Event::Begin { decided: false }, &turn);
    sent.changed = 100.0;
    assert_eq!(Stage::of(&sent), Stage::Sending);
    let after = |event: Event| {
        let (mut entry, _) = step(sent.clone(), event, &turn);
        entry.changed = 101.0;
        Stage::of(&entry)
    };
    let lost = after(Event::Unclear(Kind::AnswerLost.into()));
    assert!(matches!(lost, Stage::Waiting(_)), "{lost:?}");
    let busy = after(Event::NotSaved(Kind::Busy.into()));
    assert!(matches!(busy, Stage::Waiting(_)), "{busy:?}");
    let refused = after(Event::NotSaved(Kind::BadEmail.into()));
    assert_eq!(refused, Stage::Refused(Kind::BadEmail.into()));
    assert_eq!(after(Event::GiveUp), Stage::NotSent);
}
