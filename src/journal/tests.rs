use super::*;
use serde_json::json;

fn fields() -> Map<String, Value> {
    let Value::Object(fields) =
        json!({ "FirstName": "Ada", "LastName": "Byron", "Company": "Engines", "Title": "Chief" })
    else {
        unreachable!()
    };
    fields
}

#[test]
fn an_entry_is_read_as_it_was_written_or_not_at_all() {
    let entry = Entry::new("s:1", "riley@example.com", fields(), 1000.0);
    let written = json::write(&entry);
    assert_eq!(Entry::read(written.clone()), Some(entry));
    let mut newer = written.clone();
    newer["version"] = json!(VERSION + 1);
    let mut torn = written.clone();
    torn["state"] = json!({ "created": { "id": 7 } });
    for broken in [newer, torn, json!(null), json!("x"), json!([1]), json!({})] {
        assert_eq!(Entry::read(broken.clone()), None, "{broken}");
    }
}

#[test]
fn entries_of_the_first_shape_are_carried_over() {
    let sent = json!({ "sent": { "at": 700_000.0, "fields": { "LastName": "Byron", "Company": "Engines", "Title": "Chief" } } });
    let entry = Entry::read(sent).unwrap();
    let attempt = entry.sent.clone().unwrap();
    // That machine's clock may have been ten minutes ahead.
    assert_eq!(attempt.at, 100_000.0);
    assert_eq!(attempt.fields, entry.fields);
    assert!(matches!(entry.state, State::Sent(_)) && entry.open());
    let created = json!({ "created": { "id": "00Q000000000001EAA", "url": "https://acme.my.salesforce.com/00Q000000000001EAA",
        "name": "Ada Byron", "company": "Engines", "owner": null, "leadSource": null, "foundAgain": false } });
    let entry = Entry::read(created).unwrap();
    assert_eq!(
        (entry.name(), entry.open()),
        ("Ada Byron".to_owned(), false)
    );
    assert_eq!(
        moved("lead:00D1:0051:s:1"),
        Some(("journal:00D1:0051:s:1".to_owned(), "s:1"))
    );
    assert_eq!(moved("match:00D1:s:1"), None);
}

#[test]
fn a_key_is_good_for_as_long_as_salesforce_knows_it() {
    let entry = Entry::new("s:1", "riley@example.com", fields(), 0.0);
    let now = 100.0 * DAY_MS;
    for (key, at, may_repeat) in [
        (true, now, true),
        // This machine's clock was set back a little, or by a year.
        (true, now + 3_600_000.0, true),
        (true, now + 365.0 * DAY_MS, false),
        (true, now - 24.0 * DAY_MS, true),
        (true, now - 26.0 * DAY_MS, false),
        (false, now, false),
    ] {
        let attempt = Attempt::of(&entry, key.then(|| "key".to_owned()), at);
        assert_eq!(attempt.may_repeat(now), may_repeat, "{key} {at}");
    }
}

#[test]
fn an_attempt_of_an_older_version_has_no_key() {
    let mut kept = json::write(&Entry::new("s:1", "riley@example.com", fields(), 0.0));
    kept["sent"] = json!({ "at": 7.0, "answered": false, "fields": { "LastName": "Byron" } });
    let sent = Entry::read(kept).and_then(|entry| entry.sent).unwrap();
    assert_eq!((sent.at, sent.key, sent.unclear), (7.0, None, false));
}

#[test]
fn a_pause_grows_and_a_time_of_another_clock_is_not_waited_for() {
    let pauses: Vec<Retry> = (1..=8)
        .map(|tries| after(Kind::Unreachable, tries))
        .collect();
    let minutes = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0];
    assert_eq!(
        pauses,
        minutes.map(|minutes| Retry::After(minutes * 60_000.0))
    );
    for (kind, expected) in [
        (Kind::AllowanceSpent, Retry::After(3_600_000.0)),
        (Kind::SignedOut, Retry::OnUserAction),
        (Kind::NotThere, Retry::OnUserAction),
        (Kind::BadEmail, Retry::Never),
        (Kind::DuplicatesFound, Retry::Never),
    ] {
        assert_eq!(after(kind, 1), expected, "{kind:?}");
    }
    let now = 10.0 * 3_600_000.0;
    for (next, due) in [
        (Some(now - 1.0), true),
        (Some(now + 60_000.0), false),
        (Some(now + 24.0 * 3_600_000.0), true),
        (None, false),
    ] {
        let waiting = Waiting {
            why: Kind::Offline.into(),
            next,
        };
        assert_eq!(waiting.due(now), due, "{next:?}");
    }
}

#[test]
fn the_index_holds_each_open_entry_once() {
    let mut index = Index {
        version: VERSION,
        open: Vec::new(),
    };
    for (id, open) in [
        ("a", true),
        ("b", true),
        ("a", true),
        ("b", false),
        ("c", false),
    ] {
        index.note(id, open);
    }
    assert_eq!(index.open, ["a"]);
    assert_eq!(Index::read(json::write(&index)), Some(index));
    for broken in [
        json!(null),
        json!({ "version": 1, "open": [] }),
        json!({ "version": VERSION, "open": [1] }),
    ] {
        assert_eq!(Index::read(broken), None);
    }
}

#[test]
fn what_an_older_version_has_kept_of_a_key_is_read() {
    let mut kept = json::write(&Entry::new("s:1", "riley@example.com", fields(), 0.0));
    kept["key"] = json!({ "id": "12cfe4e6-e477-4de8-aa4e-95d31aa2be24", "at": 7.0 });
    let before = Entry::read(kept).unwrap().turned_away.unwrap();
    let key = Some("12cfe4e6-e477-4de8-aa4e-95d31aa2be24".to_owned());
    assert_eq!((before.key, before.at, before.fields), (key, 7.0, fields()));
}
