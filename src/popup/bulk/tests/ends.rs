//! How the rows stand that were asked for together.

use super::*;

#[test]
fn every_end_is_counted_and_what_needs_the_rep_stays_chosen() {
    let mut app = at_list(
        (1..=6)
            .map(|at| of(&at.to_string(), "Ann", &format!("N{at}"), true))
            .collect(),
    );
    let names: Vec<String> = (1..=6).map(|at| format!("s:{at}")).collect();
    let all: Vec<Answered<'_>> = names
        .iter()
        .map(|key| (key.as_str(), None, &[][..]))
        .collect();
    found(&mut app, &all);
    assert_eq!(keys(&orders(&send(&mut app, Msg::Create))).len(), 6);
    assert_eq!(requests(&send(&mut app, Msg::Taken(Ok(())))), look_again());
    let waits = |kind: Kind| Waiting {
        why: kind.into(),
        next: None,
    };
    let duplicates = Problem::new(Kind::DuplicatesFound).records(vec!["00Q7".to_owned()]);
    let stages = [
        Stage::Created(created()),
        Stage::Known(record("00Q2", MatchReason::Link)),
        Stage::Refused(Kind::BadEmail.into()),
        Stage::Refused(duplicates),
        Stage::Waiting(waits(Kind::AllowanceSpent)),
        Stage::NotSent,
    ];
    let ends: Vec<RowStatus> = stages
        .into_iter()
        .enumerate()
        .map(|(at, stage)| told(&format!("s:{}", at + 1), stage))
        .collect();
    send(&mut app, Msg::Told(Ok(ends)));
    let tally = list(&app).tally();
    let expected = Tally {
        created: 1,
        known: 1,
        refused: 2,
        waiting: 1,
        not_sent: 1,
        under_way: 0,
    };
    assert_eq!((tally, tally.done()), (expected, tally.all()));
    assert_eq!(list(&app).waits().unwrap().why.kind, Kind::AllowanceSpent);
    // A duplicate is never created among others.
    assert_eq!(keys(&orders(&send(&mut app, Msg::Create))), ["s:3", "s:6"]);
    let rest = list(&app).rest();
    let last: Vec<&str> = rest.iter().map(|row| row.values[1].as_str()).collect();
    assert_eq!(last, ["N3", "N4", "N5", "N6"]);
    // Anyway, for this one.
    let id = told("s:4", Stage::NotSent).id;
    let resume = Resume {
        id: id.clone(),
        allow_duplicates: true,
    };
    assert_eq!(
        requests(&send(&mut app, Msg::CreateAnyway(id))),
        [resume.into()]
    );
}

#[test]
fn what_the_journal_tells_before_the_rows_are_known_is_asked_for_again() {
    let mut app = at_list(three());
    found(&mut app, &[("s:1", None, &[])]);
    send(&mut app, Msg::Create);
    send(&mut app, Msg::Taken(Ok(())));
    let mut entry = Entry::new("s:1", "riley", serde_json::Map::new(), 5.0);
    entry.state = crate::journal::State::Created(created());
    let key = told("s:1", Stage::Queued).id;
    let change = vec![(key, Some(json!(entry)))];
    let commands = app.update(AppMsg::JournalChanged(change));
    assert_eq!(requests(&commands), [ReadBatch {}.into()]);
    // Somebody else's is nothing of this list.
    entry.profile = "s:9".to_owned();
    let change = vec![("journal:o:u:s:9".to_owned(), Some(json!(entry)))];
    assert_eq!(app.update(AppMsg::JournalChanged(change)), []);
}

#[test]
fn a_session_that_ends_under_a_list_is_said_above_its_sign_in() {
    let mut app = at_list(three());
    found(&mut app, &[("s:1", None, &[])]);
    send(&mut app, Msg::Create);
    send(&mut app, Msg::Taken(Ok(())));
    let waits = |kind: Kind| {
        let mut entry = Entry::new("s:1", "riley", serde_json::Map::new(), 5.0);
        entry.wait(kind.into(), 6.0);
        AppMsg::JournalChanged(vec![(told("s:1", Stage::Queued).id, Some(json!(entry)))])
    };
    app.update(waits(Kind::Busy));
    assert_eq!(list(&app).shared.problem, None);
    app.update(waits(Kind::SessionEnded));
    let said = list(&app)
        .shared
        .problem
        .as_ref()
        .map(|problem| problem.kind);
    assert_eq!(said, Some(Kind::SessionEnded));
}

#[test]
fn the_journal_tells_how_it_goes_on_without_being_asked() {
    let mut app = at_list(three());
    found(&mut app, &[("s:1", None, &[]), ("s:3", None, &[])]);
    send(&mut app, Msg::Create);
    send(&mut app, Msg::Taken(Ok(())));
    let queued = |key: &str| told(key, Stage::Queued);
    send(&mut app, Msg::Told(Ok(vec![queued("s:1"), queued("s:3")])));
    assert_eq!(list(&app).tally().under_way, 2);
    let mut entry = Entry::new("s:1", "riley", serde_json::Map::new(), 5.0);
    entry.state = crate::journal::State::Created(created());
    let change =
        |key: &str, value: Option<Value>| AppMsg::JournalChanged(vec![(queued(key).id, value)]);
    assert_eq!(app.update(change("s:1", Some(json!(entry)))), []);
    assert_eq!(list(&app).tally().created, 1);
    assert!(!list(&app).rows[0].may_be_chosen());
    // Gone from the journal: known, or stopped. And at the end once more.
    let read = vec![ReadBatch {}.into()];
    assert_eq!(requests(&app.update(change("s:3", None))), read);
    entry.state = crate::journal::State::Refused(Kind::BadEmail.into());
    assert_eq!(
        requests(&app.update(change("s:3", Some(json!(entry))))),
        look_again()
    );
    // A new popup at another page shows what is under way.
    let mut app = at_list(vec![of("9", "Ida", "Ingvald", false)]);
    send(&mut app, Msg::Told(Ok(vec![queued("s:1")])));
    assert_eq!(list(&app).rows.len(), 2);
    assert_eq!(
        (list(&app).count_new(), list(&app).tally().under_way),
        (1, 1)
    );
}
