use super::*;
use crate::journal::KEY_LASTS_MS;
use crate::salesforce::object::Object;
use serde_json::{Map, Value, json};

const NOW: f64 = 1_795_442_400_000.0;
const LATER: f64 = NOW + SETTLED_MS;
const MONTH: f64 = NOW + KEY_LASTS_MS;

fn fields(company: &str) -> Map<String, Value> {
    let Value::Object(fields) = json!({ "LastName": "Byron", "Company": company }) else {
        unreachable!()
    };
    fields
}

/// As the rep asks for it: nothing was sent.
fn fresh() -> Entry {
    Entry::new("s:1", "riley@example.com", fields("Engines"), NOW)
}

fn created() -> Created {
    Created {
        object: Object::Lead,
        id: "00Q000000000001EAA".to_owned(),
        url: "https://acme.my.salesforce.com/00Q000000000001EAA".to_owned(),
        name: "Byron".to_owned(),
        company: "Engines".to_owned(),
        owner: None,
        lead_source: None,
        found_again: false,
        role: None,
    }
}

fn context(way: SendMethod, by: Initiator, now: f64) -> StepContext {
    StepContext {
        now,
        by,
        way,
        key: "fresh".to_owned(),
        sendings: 1,
    }
}

/// Sent, with a key or without one; `unclear`: an answer is missing.
fn sent(way: SendMethod, unclear: bool) -> Entry {
    let begin = Event::Begin { decided: false };
    let first = StepContext {
        key: "first".to_owned(),
        ..context(way, Initiator::Rep, NOW)
    };
    let (mut entry, mut actions) = step(fresh(), begin, &first);
    if way == SendMethod::Guard {
        (entry, actions) = step(entry, Event::Time(NOW), &first);
    }
    assert_eq!(actions, [Action::Send]);
    if let Some(sent) = &mut entry.sent {
        sent.unclear = unclear;
    }
    entry
}

/// Sent with a key, and refused.
fn refused(kind: Kind) -> Entry {
    let refusal = Event::NotSaved(kind.into());
    step(
        sent(SendMethod::Key, false),
        refusal,
        &context(SendMethod::Key, Initiator::Background, NOW),
    )
    .0
}

/// Sent, and turned away before the record was looked at.
fn turned_away(way: SendMethod) -> Entry {
    let refusal = Event::NotSaved(Kind::SessionBusy.into());
    let entry = step(
        sent(way, false),
        refusal,
        &context(way, Initiator::Background, NOW),
    )
    .0;
    assert!(entry.sent.is_none() && entry.may_be_there());
    entry
}

fn stands_there() -> Event {
    let records = vec!["00Q000000000001EAA".to_owned()];
    Event::NotSaved(Problem::new(Kind::DuplicatesFound).records(records))
}

fn in_the_way() -> Entry {
    let context = context(SendMethod::Key, Initiator::Background, NOW);
    step(turned_away(SendMethod::Key), stands_there(), &context).0
}

/// How an entry stands, in a word and the kind of its problem, and what it holds
/// of what was sent.
fn shown(entry: &Entry) -> (&'static str, Option<Kind>, Option<&str>) {
    let word = match &entry.state {
        State::Waiting(waiting) if waiting.next.is_some() => "waits",
        State::Waiting(_) => "waits for somebody",
        State::Sent(waiting) if waiting.next.is_some() => "sent",
        State::Sent(_) => "sent, for somebody",
        State::Created(_) => "created",
        State::Refused(_) => "refused",
        State::GivenUp => "given up",
    };
    let key = entry.sent.as_ref();
    let key = key.map(|sent| sent.key.as_deref().unwrap_or("no key"));
    (word, entry.why().map(|why| why.kind), key)
}

#[test]
fn the_life_of_an_entry() {
    use Action::*;
    use Initiator::{Background, Rep};
    use Kind::*;
    let problem = |kind: Kind| Problem::new(kind);
    let not_saved = |kind| Event::NotSaved(Problem::new(kind));
    let unclear = |kind: Kind| Event::Unclear(Problem::new(kind).maybe_saved());
    let begin = || Event::Begin { decided: false };
    let decide = || Event::Begin { decided: true };
    let not_there = |way| {
        let mut entry = sent(way, true);
        entry.wait(problem(NotThere), LATER);
        entry
    };
    let key = || sent(SendMethod::Key, false);
    let guard = || sent(SendMethod::Guard, false);
    let lost_key = || sent(SendMethod::Key, true);
    let lost_guard = || sent(SendMethod::Guard, true);
    // What it is, what happens, by which way, for whom, when: how it stands then,
    // why, by which key, and what is to be done.
    type Case = (
        Entry,
        Event,
        (SendMethod, Initiator, f64),
        (&'static str, Option<Kind>, Option<&'static str>),
        Vec<Action>,
    );
    let cases: Vec<Case> = vec![
        // The first time.
        (
            fresh(),
            begin(),
            (SendMethod::Key, Rep, NOW),
            ("sent", Some(AnswerLost), Some("fresh")),
            vec![Send],
        ),
        (
            fresh(),
            begin(),
            (SendMethod::Guard, Rep, NOW),
            ("waits", Some(SendingStopped), None),
            vec![AskTime],
        ),
        (
            fresh(),
            Event::Time(NOW),
            (SendMethod::Guard, Rep, LATER),
            ("sent", Some(AnswerLost), Some("no key")),
            vec![Send],
        ),
        // It is there.
        (
            key(),
            Event::Created(created()),
            (SendMethod::Key, Rep, NOW),
            ("created", None, None),
            vec![Count(created())],
        ),
        // Without an answer: by its key at once, later by itself; never blindly.
        (
            key(),
            unclear(AnswerLost),
            (SendMethod::Key, Rep, NOW),
            ("sent", Some(AnswerLost), Some("first")),
            vec![Pause, Send],
        ),
        (
            key(),
            unclear(TimedOut),
            (SendMethod::Key, Rep, NOW),
            ("sent", Some(AnswerLost), Some("first")),
            vec![],
        ),
        (
            key(),
            unclear(AnswerLost),
            (SendMethod::Key, Background, NOW),
            ("sent", Some(AnswerLost), Some("first")),
            vec![],
        ),
        (
            guard(),
            unclear(AnswerLost),
            (SendMethod::Guard, Rep, NOW),
            ("sent", Some(AnswerLost), Some("no key")),
            vec![],
        ),
        (
            lost_key(),
            begin(),
            (SendMethod::Key, Background, NOW),
            ("sent", Some(AnswerLost), Some("first")),
            vec![Send],
        ),
        (
            key(),
            begin(),
            (SendMethod::Key, Background, LATER),
            ("sent", Some(AnswerLost), Some("first")),
            vec![Send],
        ),
        // The org has changed its way since: the key that was sent still counts.
        (
            lost_key(),
            begin(),
            (SendMethod::Guard, Background, NOW),
            ("sent", Some(AnswerLost), Some("first")),
            vec![Send],
        ),
        (
            lost_guard(),
            begin(),
            (SendMethod::Key, Rep, LATER),
            ("sent", Some(AnswerLost), Some("no key")),
            vec![Look],
        ),
        // Salesforce has forgotten the key, or nobody knows how old it is.
        (
            lost_key(),
            begin(),
            (SendMethod::Key, Background, MONTH),
            ("sent", Some(AnswerLost), Some("first")),
            vec![Look],
        ),
        (
            lost_key(),
            begin(),
            (SendMethod::Key, Background, 0.0),
            ("sent", Some(AnswerLost), Some("first")),
            vec![Look],
        ),
        // Looked for: not surely there is not surely absent.
        (
            lost_guard(),
            Event::NotFound(vec![], Some(NOW)),
            (SendMethod::Guard, Rep, NOW),
            ("sent", Some(AnswerLost), Some("no key")),
            vec![],
        ),
        (
            lost_guard(),
            Event::NotFound(vec![], Some(LATER)),
            (SendMethod::Guard, Background, LATER),
            ("sent, for somebody", Some(NotThere), Some("no key")),
            vec![],
        ),
        (
            lost_guard(),
            Event::NotFound(vec![], None),
            (SendMethod::Guard, Background, LATER),
            ("sent", Some(AnswerLost), Some("no key")),
            vec![],
        ),
        (
            lost_key(),
            Event::NotFound(vec![], None),
            (SendMethod::Key, Background, MONTH),
            ("sent, for somebody", Some(NotThere), Some("first")),
            vec![],
        ),
        (
            lost_guard(),
            Event::Parked(problem(Offline)),
            (SendMethod::Guard, Background, LATER),
            ("sent", Some(Offline), Some("no key")),
            vec![],
        ),
        (
            key(),
            Event::OutOfSight,
            (SendMethod::Key, Rep, NOW),
            ("sent", Some(AnswerLost), Some("first")),
            vec![Look],
        ),
        // The rep alone decides.
        (
            not_there(SendMethod::Guard),
            begin(),
            (SendMethod::Guard, Background, LATER),
            ("sent", Some(AnswerLost), Some("no key")),
            vec![Look],
        ),
        (
            not_there(SendMethod::Guard),
            begin(),
            (SendMethod::Guard, Rep, LATER),
            ("sent", Some(AnswerLost), Some("no key")),
            vec![Look],
        ),
        (
            not_there(SendMethod::Guard),
            decide(),
            (SendMethod::Guard, Rep, LATER),
            ("waits", Some(SendingStopped), None),
            vec![AskTime],
        ),
        (
            not_there(SendMethod::Key),
            decide(),
            (SendMethod::Key, Rep, LATER),
            ("sent", Some(AnswerLost), Some("fresh")),
            vec![Send],
        ),
        (
            lost_guard(),
            decide(),
            (SendMethod::Guard, Rep, NOW),
            ("sent", Some(AnswerLost), Some("no key")),
            vec![Look],
        ),
        // Refused: a new request has a new key, because Salesforce would give the
        // old answer to the old one.
        (
            key(),
            not_saved(RowLocked),
            (SendMethod::Key, Rep, NOW),
            ("sent", Some(AnswerLost), Some("fresh")),
            vec![Pause, Send],
        ),
        (
            key(),
            not_saved(RowLocked),
            (SendMethod::Key, Background, NOW),
            ("waits", Some(RowLocked), None),
            vec![],
        ),
        (
            key(),
            not_saved(BadEmail),
            (SendMethod::Key, Rep, NOW),
            ("refused", Some(BadEmail), None),
            vec![],
        ),
        (
            key(),
            not_saved(TooLong),
            (SendMethod::Key, Rep, NOW),
            ("refused", Some(TooLong), None),
            vec![AskDescribe],
        ),
        (
            key(),
            not_saved(ReadOnly),
            (SendMethod::Key, Rep, NOW),
            ("waits", Some(ReadOnly), None),
            vec![],
        ),
        (
            key(),
            not_saved(UserChanged),
            (SendMethod::Key, Rep, NOW),
            ("waits for somebody", Some(UserChanged), None),
            vec![],
        ),
        // At the door the key stays good: the network may have sent it before.
        (
            key(),
            not_saved(Busy),
            (SendMethod::Key, Rep, NOW),
            ("sent", Some(AnswerLost), Some("first")),
            vec![Pause, Send],
        ),
        (
            refused(AllowanceSpent),
            begin(),
            (SendMethod::Key, Background, LATER),
            ("sent", Some(AnswerLost), Some("first")),
            vec![Send],
        ),
        (
            refused(AllowanceSpent),
            begin(),
            (SendMethod::Key, Background, MONTH),
            ("waits", Some(SendingStopped), None),
            vec![Look],
        ),
        (
            step(
                refused(AllowanceSpent),
                begin(),
                &context(SendMethod::Key, Background, MONTH),
            )
            .0,
            Event::NotFound(vec![], None),
            (SendMethod::Key, Background, MONTH),
            ("sent", Some(AnswerLost), Some("fresh")),
            vec![Send],
        ),
        // The org takes no keys any more: what may have come by one is looked for.
        (
            refused(SessionBusy),
            begin(),
            (SendMethod::Guard, Rep, NOW),
            ("waits", Some(SendingStopped), None),
            vec![Look],
        ),
        (
            turned_away(SendMethod::Guard),
            begin(),
            (SendMethod::Guard, Rep, LATER),
            ("sent", Some(AnswerLost), Some("no key")),
            vec![Send],
        ),
        (
            Entry {
                fields: fields("Looms"),
                ..turned_away(SendMethod::Guard)
            },
            begin(),
            (SendMethod::Guard, Rep, LATER),
            ("waits", Some(SendingStopped), None),
            vec![Look],
        ),
        // Somebody stands in the way, who may be the very record of an earlier
        // sending: that is looked at before it is said.
        (
            turned_away(SendMethod::Key),
            stands_there(),
            (SendMethod::Key, Background, NOW),
            ("waits", Some(DuplicatesFound), None),
            vec![Look],
        ),
        (
            in_the_way(),
            Event::NotFound(vec![], None),
            (SendMethod::Key, Background, NOW),
            ("refused", Some(DuplicatesFound), None),
            vec![],
        ),
        (
            in_the_way(),
            Event::Created(created()),
            (SendMethod::Key, Background, NOW),
            ("created", None, None),
            vec![Count(created())],
        ),
        (
            in_the_way(),
            Event::Parked(problem(Offline)),
            (SendMethod::Key, Background, NOW),
            ("waits", Some(Offline), None),
            vec![],
        ),
        (
            guard(),
            stands_there(),
            (SendMethod::Guard, Rep, NOW),
            ("waits", Some(DuplicatesFound), None),
            vec![Look],
        ),
        // By a key Salesforce has said so itself, and nothing was sent before.
        (
            key(),
            stands_there(),
            (SendMethod::Key, Rep, NOW),
            ("refused", Some(DuplicatesFound), None),
            vec![],
        ),
        (
            fresh(),
            stands_there(),
            (SendMethod::Guard, Background, NOW),
            ("refused", Some(DuplicatesFound), None),
            vec![],
        ),
        (
            refused(ReadOnly),
            begin(),
            (SendMethod::Key, Background, LATER),
            ("sent", Some(AnswerLost), Some("fresh")),
            vec![Send],
        ),
        (
            refused(NoAccess),
            begin(),
            (SendMethod::Key, Rep, LATER),
            ("sent", Some(AnswerLost), Some("fresh")),
            vec![Send],
        ),
        // At the door: that says nothing of the sending before.
        (
            lost_key(),
            not_saved(AllowanceSpent),
            (SendMethod::Key, Rep, NOW),
            ("sent", Some(AllowanceSpent), Some("first")),
            vec![],
        ),
        (
            lost_key(),
            not_saved(SignedOut),
            (SendMethod::Key, Rep, NOW),
            ("sent, for somebody", Some(SignedOut), Some("first")),
            vec![],
        ),
        (
            lost_key(),
            not_saved(RowLocked),
            (SendMethod::Key, Rep, NOW),
            ("sent", Some(RowLocked), Some("first")),
            vec![],
        ),
        (
            lost_key(),
            not_saved(Refused),
            (SendMethod::Key, Rep, NOW),
            ("sent", Some(Refused), Some("first")),
            vec![],
        ),
        (
            lost_key(),
            not_saved(RowLocked),
            (SendMethod::Key, Background, LATER),
            ("waits", Some(RowLocked), None),
            vec![],
        ),
        // Salesforce has stopped it, and would say so of the old key again.
        (
            key(),
            not_saved(SaveStopped),
            (SendMethod::Key, Rep, NOW),
            ("waits", Some(SaveStopped), None),
            vec![],
        ),
        (
            lost_key(),
            not_saved(SaveStopped),
            (SendMethod::Key, Rep, NOW),
            ("sent", Some(SaveStopped), Some("first")),
            vec![],
        ),
        (
            lost_key(),
            not_saved(SaveStopped),
            (SendMethod::Key, Background, LATER),
            ("waits", Some(SaveStopped), None),
            vec![],
        ),
        // The key would bring the same refusal for 30 days.
        (
            lost_key(),
            not_saved(OrgStorageFull),
            (SendMethod::Key, Rep, NOW),
            ("sent", Some(OrgStorageFull), Some("first")),
            vec![],
        ),
        (
            lost_key(),
            not_saved(OrgStorageFull),
            (SendMethod::Key, Background, LATER),
            ("waits", Some(OrgStorageFull), None),
            vec![],
        ),
        (
            lost_key(),
            not_saved(ReadOnly),
            (SendMethod::Key, Background, LATER),
            ("sent", Some(AnswerLost), Some("first")),
            vec![Look],
        ),
        (
            lost_key(),
            not_saved(DuplicatesFound),
            (SendMethod::Key, Rep, NOW),
            ("refused", Some(DuplicatesFound), None),
            vec![],
        ),
        // The org takes no keys.
        (
            key(),
            Event::NoKeys,
            (SendMethod::Key, Rep, NOW),
            ("waits", Some(SendingStopped), None),
            vec![RememberGuard, AskTime],
        ),
        (
            lost_key(),
            Event::NoKeys,
            (SendMethod::Key, Rep, NOW),
            ("sent", Some(AnswerLost), Some("first")),
            vec![RememberGuard, Look],
        ),
        // Before it was sent.
        (
            fresh(),
            not_saved(MonthlyLimit),
            (SendMethod::Key, Background, NOW),
            ("waits for somebody", Some(MonthlyLimit), None),
            vec![],
        ),
        (
            fresh(),
            not_saved(DuplicatesFound),
            (SendMethod::Key, Background, NOW),
            ("refused", Some(DuplicatesFound), None),
            vec![],
        ),
        // The rep's last word.
        (
            lost_key(),
            Event::GiveUp,
            (SendMethod::Key, Rep, NOW),
            ("given up", None, Some("first")),
            vec![],
        ),
    ];
    for (entry, event, (way, by, now), expected, actions) in cases {
        let case = format!(
            "{:?} {:?} {event:?} {way:?} {by:?} {now}",
            entry.state, entry.sent
        );
        let (after, done) = step(entry, event, &context(way, by, now));
        assert_eq!(shown(&after), expected, "{case}");
        assert_eq!(done, actions, "{case}");
    }
}

#[test]
fn what_was_sent_goes_again_as_it_was_whatever_the_rep_has_changed() {
    let mut entry = sent(SendMethod::Key, true);
    entry.fields = fields("Looms");
    let begin = Event::Begin { decided: false };
    let (again, _) = step(entry, begin, &context(SendMethod::Key, Initiator::Rep, NOW));
    let sent = again.sent.clone().map(|sent| sent.fields);
    assert_eq!(sent, Some(fields("Engines")));
    // Refused, the next one is as the rep has it now.
    let refused = Event::NotSaved(Kind::BadValue.into());
    let (refused, _) = step(
        again,
        refused,
        &context(SendMethod::Key, Initiator::Rep, NOW),
    );
    let begin = Event::Begin { decided: false };
    let (next, _) = step(
        refused,
        begin,
        &context(SendMethod::Key, Initiator::Rep, NOW),
    );
    let sent = next.sent.map(|sent| (sent.fields, sent.unclear));
    assert_eq!(sent, Some((fields("Looms"), false)));
}

#[test]
fn without_a_key_it_may_stand_there_from_salesforces_time_on() {
    let context = context(SendMethod::Guard, Initiator::Rep, NOW);
    let begin = Event::Begin { decided: false };
    let (entry, actions) = step(fresh(), begin, &context);
    assert_eq!(actions, [Action::AskTime]);
    assert!(entry.sent.is_none() && entry.open());
    // Whatever this machine's clock says.
    let (entry, _) = step(entry, Event::Time(LATER), &context);
    assert_eq!(entry.sent.map(|sent| sent.at), Some(LATER));
}

#[test]
fn busy_is_tried_three_times_and_a_lost_answer_twice() {
    for (event, sendings, again) in [
        (Event::NotSaved(Kind::Busy.into()), 2, true),
        (Event::NotSaved(Kind::Busy.into()), 3, false),
        (Event::Unclear(Kind::AnswerLost.into()), 1, true),
        (Event::Unclear(Kind::AnswerLost.into()), 2, false),
    ] {
        let context = StepContext {
            sendings,
            ..context(SendMethod::Key, Initiator::Rep, NOW)
        };
        let (_, actions) = step(sent(SendMethod::Key, false), event.clone(), &context);
        assert_eq!(
            actions.contains(&Action::Send),
            again,
            "{event:?} {sendings}"
        );
    }
}

#[test]
fn salesforces_own_pause_is_kept() {
    let busy = Problem::new(Kind::Busy).pause(Some(600));
    let context = context(SendMethod::Key, Initiator::Background, NOW);
    let (entry, _) = step(
        sent(SendMethod::Key, false),
        Event::NotSaved(busy),
        &context,
    );
    assert_eq!(
        entry.waiting().and_then(|waiting| waiting.next),
        Some(NOW + 600_000.0)
    );
}

/// From then on it may stand there, however late it is sent again.
#[test]
fn what_was_turned_away_keeps_its_time() {
    for way in [SendMethod::Key, SendMethod::Guard] {
        let begin = Event::Begin { decided: false };
        let (again, _) = step(
            turned_away(way),
            begin,
            &context(way, Initiator::Rep, LATER),
        );
        assert_eq!(again.sent.map(|sent| sent.at), Some(NOW), "{way:?}");
        assert_eq!(again.turned_away, None, "{way:?}");
    }
}
