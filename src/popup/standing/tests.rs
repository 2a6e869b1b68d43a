use super::*;
use crate::journal::{State, Waiting};
use crate::message::Opened;
use crate::popup::fixtures::{describe, opened as told, who};
use crate::problem::Kind;

/// What a popup was told, for the next one.
fn of_before() -> Value {
    let mut told = told(Some(describe(&[])));
    told.key = Some("s:1".to_owned());
    told.open = 7;
    told.signing_in = true;
    kept(&json::write(&told)).unwrap()
}

/// What the next popup shows of it.
fn shown(profile: &str, local: Value) -> Opened {
    let kept = of_before();
    let who = user(&kept).unwrap();
    let local = local.as_object().unwrap().clone();
    json::read(opened(&kept, &who, profile, local).unwrap()).unwrap()
}

#[test]
fn the_next_popup_shows_its_own_profile() {
    let next = shown("s:2", json!({}));
    assert_eq!(next.key.as_deref(), Some("s:2"));
    assert_eq!(next.who, Some(who()));
    assert_eq!(next.describes, [describe(&[])]);
    assert_eq!((next.open, next.signing_in), (0, false));
    assert_eq!((next.pending, next.matched), (None, None));
}

#[test]
fn a_lead_that_is_pending_and_a_match_are_as_storage_has_them_now() {
    let [entry_key, index_key, match_key] = keys(&who(), "s:1");
    let mut entry = Entry::new("s:1", &who().user_id, Map::new(), 1.0);
    entry.state = State::Waiting(Waiting {
        why: Kind::Offline.into(),
        next: None,
    });
    let record: Candidate = json::read(json!({
        "id": "00Q000000000001AAA", "object": "Lead", "name": "Ada Byron",
        "url": "https://acme.my.salesforce.com/00Q000000000001AAA", "why": "matched",
    }))
    .unwrap();
    let local = json!({
        entry_key.as_str(): json::write(&entry),
        index_key.as_str(): { "version": 2, "open": [entry_key, "journal:other:user:s:1"] },
        match_key.as_str(): json::write(&record),
    });
    let next = shown("s:1", local);
    assert_eq!(next.open, 1);
    assert_eq!(next.pending.unwrap().waiting.why.kind, Kind::Offline);
    assert_eq!(next.matched, Some(record));
}

#[test]
fn nothing_is_kept_where_nobody_is_signed_in() {
    assert_eq!(kept(&json::write(&Opened::default())), None);
    assert_eq!(user(&json!({ "who": 1 })), None);
}
