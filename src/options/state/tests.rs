use futures_util::future::join_all;
use serde_json::json;

use super::*;
use crate::policy::SETTINGS;
use crate::policy::document::keep;
use crate::port::Area;
use crate::port::fake::Fake;
use crate::problem::Kind;

fn map(value: Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap()
}

fn policy(managed: Value, local: Value) -> Msg {
    Msg::Policy(Ok(Policy::read(&map(managed), &map(local))))
}

/// A page that has read its settings.
fn ready() -> State {
    let (mut state, commands) = State::begin(Place::Windows);
    assert_eq!(commands[..2], [Command::LoadPolicy, Command::LoadFailures]);
    assert_eq!(asked(&commands[2..]), ["open"]);
    assert_eq!(state.update(policy(json!({}), json!({}))), vec![]);
    state
}

fn settings(state: &State) -> &Settings {
    &state.policy.as_ref().unwrap().settings
}

/// Requests that a page has sent, by their names.
fn asked(commands: &[Command]) -> Vec<&'static str> {
    let asked = commands.iter().map(|command| match command {
        Command::Ask(request, _) => match **request {
            Request::Open(_) => "open",
            Request::SignIn(SignIn { someone_else: true }) => "sign in as someone else",
            Request::SignIn(_) => "sign in",
            Request::TestConnection(_) => "test",
            Request::SignOut(_) => "sign out",
            Request::AllFields(_) => "fields",
            _ => "another request",
        },
        _ => "nothing of the worker's",
    });
    asked.collect()
}

fn someone() -> User {
    json::read(json!({
        "userId": "005Px0000000001MAA", "username": "riley@example.com", "displayName": "Riley Reyes",
        "organizationId": "00DPx0000000001MAA", "instanceUrl": "https://cirrus.my.salesforce.com", "sandbox": false
    }))
    .unwrap()
}

fn signed_in(open: usize) -> Msg {
    Msg::Opened(Ok(Box::new(Opened {
        who: Some(someone()),
        open,
        ..Opened::default()
    })))
}

fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(future)
}

/// Carries out what is to be written, as the page does: all that has been asked
/// for runs at the same time, and each read and write takes a turn.
fn write_all(store: &Fake, state: &mut State, mut commands: Vec<Command>) {
    while !commands.is_empty() {
        let changes = commands.drain(..).filter_map(|command| match command {
            Command::Keep(change) => Some(keep(store, change)),
            _ => None,
        });
        for kept in wait(join_all(changes)) {
            commands.extend(state.update(Msg::Kept(kept.map_err(Problem::from))));
        }
    }
}

#[test]
fn quick_changes_are_all_kept_and_the_last_of_a_key_wins() {
    let field = |visible: bool, editable: bool| json!({ "visible": visible, "editable": editable });
    let cases = [
        (
            "two keys",
            vec![
                Msg::Set("leadCreation", json!(true)),
                Msg::Set("leadSource", json!("Web")),
            ],
            json!({ "leadCreation": true, "leadSource": "Web" }),
        ),
        (
            "two parts of a group",
            vec![
                Msg::Set("salesforce.clientId", json!("3MVG9practiceAddToCRM")),
                Msg::Set("salesforce.organizationId", json!("00D000000000001")),
            ],
            json!({ "salesforce": { "clientId": "3MVG9practiceAddToCRM", "organizationId": "00D000000000001" } }),
        ),
        (
            "one key three times",
            vec![
                Msg::Set("pageButton", json!(false)),
                Msg::Set("pageButton", json!(true)),
                Msg::Set("pageButton", json!(false)),
            ],
            json!({ "pageButton": false }),
        ),
        (
            "two boxes",
            vec![
                Msg::Field("Title", FieldFlag::Visible, false),
                Msg::Field("Phone", FieldFlag::Visible, false),
            ],
            json!({ "fields": { "Title": field(false, false), "Phone": field(false, true) } }),
        ),
        (
            "a file and a change after it",
            vec![
                Msg::Set("pageButton", json!(false)),
                Msg::FileRead(Some(r#"{ "monthlyLimit": 5 }"#.to_owned())),
                Msg::Set("leadCreation", json!(true)),
            ],
            json!({ "monthlyLimit": 5, "leadCreation": true }),
        ),
    ];
    for (name, msgs, expected) in cases {
        let mut state = ready();
        let store = Fake::default();
        let commands = msgs.into_iter().flat_map(|msg| state.update(msg));
        let commands = commands.collect();
        assert_eq!(state.done, None, "{name}");
        write_all(&store, &mut state, commands);
        let mut kept = map(store.stored(Area::Local, SETTINGS).unwrap());
        kept.remove("version");
        assert_eq!(Value::Object(kept), expected, "{name}");
        assert_eq!(state.done, Some(Done::Saved), "{name}");
        assert_eq!(state.refused, None, "{name}");
    }
}

#[test]
fn an_answer_that_does_not_know_a_change_yet_takes_it_from_nobody() {
    for (name, managed, shown) in [
        ("not yet written", json!({}), false),
        (
            "locked meanwhile",
            json!({ "pageButton": true, "leadCreation": true }),
            true,
        ),
    ] {
        let mut state = ready();
        state.update(Msg::Set("leadSource", json!("Web")));
        state.update(Msg::Set("pageButton", json!(false)));
        state.update(policy(managed, json!({ "leadSource": "Web" })));
        assert_eq!(settings(&state).page_button, shown, "{name}");
        assert_eq!(
            settings(&state).lead_source.as_deref(),
            Some("Web"),
            "{name}"
        );
    }
}

#[test]
fn a_refused_value_is_named_and_changes_nothing() {
    let cases = [
        ("monthlyLimit", json!(0)),
        ("keepHistory", json!("many")),
        ("salesforce.loginHost", json!("https://example.com")),
        ("assignmentRule", json!("00Q000000000001")),
    ];
    for (key, value) in cases {
        let mut state = ready();
        state.update(Msg::Typing(key, value.to_string()));
        assert_eq!(state.update(Msg::Set(key, value.clone())), vec![], "{key}");
        assert_eq!(state.refused.as_ref().unwrap().0, key);
        assert_eq!(*settings(&state), Settings::default(), "{key}");
        assert_eq!(state.typing, Some((key, value.to_string())));
        // The next value is asked anew.
        state.update(Msg::Set("leadCreation", json!(true)));
        assert_eq!(state.refused, None);
    }
}

#[test]
fn a_change_that_storage_refuses_is_named_and_the_next_one_is_kept() {
    let full = || Err(Problem::new(Kind::StorageFull));
    let mut state = ready();
    let first = state.update(Msg::Set("leadSource", json!("Web")));
    assert_eq!(
        first,
        vec![Command::Keep(Change::Set("leadSource", json!("Web")))]
    );
    assert_eq!(
        state.update(Msg::Set("pageButton", json!(false))),
        vec![],
        "one at a time"
    );
    let then = state.update(Msg::Kept(full()));
    let next = Command::Keep(Change::Set("pageButton", json!(false)));
    assert_eq!(then, vec![next, Command::LoadPolicy]);
    assert_eq!(state.refused.as_ref().unwrap().0, "leadSource");
    state.update(Msg::Kept(Ok(())));
    assert_eq!(state.done, Some(Done::Saved));

    let mut state = ready();
    state.update(Msg::FileRead(Some("{}".to_owned())));
    state.update(Msg::Kept(full()));
    assert_eq!(state.wrong[0].place, Spot::File);
    assert_eq!(state.done, None);
}

#[test]
fn a_text_that_is_typed_outlives_answers() {
    let mut state = ready();
    let typed = Some(("salesforce.loginHost", "https://exam".to_owned()));
    state.update(Msg::Typing("salesforce.loginHost", "https://exam".into()));
    for msg in [
        policy(json!({}), json!({ "leadCreation": true })),
        signed_in(0),
        Msg::Erased(Ok(())),
    ] {
        state.update(msg);
        assert_eq!(state.typing, typed);
    }
}

#[test]
fn a_file_is_imported_as_a_whole_or_not_at_all() {
    let key = |key: &str| Spot::Key(key.to_owned());
    let cases = [
        (Some(r#"{ "leadCreation": true }"#), vec![]),
        (
            Some(r#"{ "leadCreation": 1, "color": 1 }"#),
            vec![key("color"), key("leadCreation")],
        ),
        (Some("{"), vec![Spot::At { line: 1, column: 1 }]),
        (None, vec![Spot::File]),
    ];
    for (text, wrong) in cases {
        let mut state = ready();
        assert_eq!(state.update(Msg::Import), vec![Command::ReadFile]);
        let commands = state.update(Msg::FileRead(text.map(str::to_owned)));
        let places: Vec<Spot> = state.wrong.iter().map(|one| one.place.clone()).collect();
        assert_eq!(places, wrong, "{text:?}");
        assert_eq!(commands.len(), usize::from(wrong.is_empty()), "{text:?}");
        // Choosing another file forgets what was wrong with this one.
        state.update(Msg::Import);
        assert_eq!(state.wrong, vec![]);
        if !commands.is_empty() {
            state.update(Msg::Kept(Ok(())));
            assert_eq!(state.done, Some(Done::Imported));
        }
    }
}

#[test]
fn the_connection_is_tested_after_a_sign_in_where_nobody_is() {
    let nobody = Msg::Opened(Ok(Box::default()));
    let cases: [(Msg, Msg, &[&str]); 3] = [
        (nobody, Msg::Test, &["sign in", "test"]),
        (signed_in(0), Msg::Test, &["test"]),
        (
            signed_in(0),
            Msg::SignInAsSomeoneElse,
            &["sign in as someone else", "test"],
        ),
    ];
    for (opened, msg, expected) in cases {
        let mut state = ready();
        state.update(opened);
        let mut seen = asked(&state.update(msg));
        assert_eq!(state.busy, Some(Busy::Testing));
        if seen != ["test"] {
            seen.extend(asked(&state.update(Msg::SignedIn(Ok(someone())))));
        }
        assert_eq!(seen, expected);
        let failed = state.update(Msg::Tested(Err(Problem::new(Kind::Offline))));
        assert_eq!(asked(&failed), ["open"]);
        assert_eq!(state.busy, None);
        assert_eq!(state.problem.as_ref().unwrap().kind, Kind::Offline);
        let again = state.update(Msg::Test);
        assert_eq!((asked(&again), &state.problem), (vec!["test"], &None));
        // How things stand is asked again: the month's count is the user's.
        let tested = state.update(Msg::Tested(Ok(Box::new(Connection {
            who: someone(),
            edition: None,
            allowance: None,
            describe: json!({}),
        }))));
        assert_eq!(asked(&tested), ["open", "fields", "fields"]);
        assert!(state.connection.is_some());
    }
}

#[test]
fn signing_out_asks_first_where_leads_are_pending() {
    let cases: [(usize, &[Msg], &[&str], bool); 4] = [
        (0, &[Msg::SignOut], &["sign out"], false),
        (2, &[Msg::SignOut], &[], true),
        (
            2,
            &[Msg::SignOut, Msg::ConfirmSignOut(true)],
            &["sign out"],
            false,
        ),
        (2, &[Msg::SignOut, Msg::ConfirmSignOut(false)], &[], false),
    ];
    for (open, msgs, expected, leaving) in cases {
        let mut state = ready();
        state.update(signed_in(open));
        let commands: Vec<Command> = msgs
            .iter()
            .flat_map(|msg| state.update(msg.clone()))
            .collect();
        assert_eq!(asked(&commands), expected, "{open} {msgs:?}");
        assert_eq!(state.leaving, leaving, "{open} {msgs:?}");
        state.update(Msg::SignedOut(Ok(())));
        assert_eq!(state.opened, Opened::default());
        assert_eq!(state.done, Some(Done::SignedOut));
    }
}
