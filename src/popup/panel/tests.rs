use super::*;
use crate::message::Request;
use crate::page::Listed;
use crate::popup::app::Screen;
use crate::popup::bulk;
use crate::popup::fixtures::{describe, opened, person_of, policy, requests};
use crate::problem::Kind;

const ANN: &str = "https://www.linkedin.com/in/ann";
const BEN: &str = "https://www.linkedin.com/in/ben";

fn turned(tab: i32, address: &str) -> AppMsg {
    AppMsg::Panel(Msg::Turned {
        tab,
        address: (!address.is_empty()).then(|| address.to_owned()),
        again: false,
    })
}

fn again(tab: i32, address: &str) -> AppMsg {
    AppMsg::Panel(Msg::Turned {
        tab,
        address: Some(address.to_owned()),
        again: true,
    })
}

fn read(id: &str, first: &str) -> AppMsg {
    let person = Box::new(person_of(id, first, "Byron"));
    AppMsg::Page(Ok(Reading::Person { person }))
}

/// A panel with settings that shows Ann of the first tab.
fn panel() -> App {
    let (mut app, _) = App::begin_panel();
    app.update(turned(1, ANN));
    app.update(AppMsg::Policy(Ok(policy(true, "3MVG9x"))));
    app.update(read("ann", "Ann"));
    app
}

fn shown(app: &App) -> Option<String> {
    match app.screen() {
        Screen::Person(screen) => Some(screen.person.key.id.clone()),
        _ => None,
    }
}

fn reads(commands: &[Command]) -> bool {
    matches!(commands, [Command::ReadPage(_)])
}

#[test]
fn nobody_is_shown_from_the_turn_on_until_the_page_is_read() {
    for turn in [
        turned(1, BEN),
        turned(2, BEN),
        // Another tab of the same profile is another page.
        turned(2, ANN),
        turned(2, ""),
    ] {
        let mut app = panel();
        assert_eq!(shown(&app).as_deref(), Some("ann"));
        assert!(reads(&app.update(turn.clone())), "{turn:?}");
        assert_eq!(app.screen(), Screen::Reading, "{turn:?}");
        app.update(read("ben", "Ben"));
        assert_eq!(shown(&app).as_deref(), Some("ben"));
    }
}

#[test]
fn what_does_not_turn_the_page_leaves_the_form_as_it_is() {
    let mut app = panel();
    let before = app.person.clone();
    for turn in [
        turned(1, ANN),
        turned(
            1,
            "https://www.linkedin.com/in/ann/?miniProfile=1#experience",
        ),
        again(1, ANN),
    ] {
        assert_eq!(app.update(turn.clone()), [], "{turn:?}");
        assert_eq!(app.person, before, "{turn:?}");
    }
}

#[test]
fn a_page_that_showed_nobody_is_read_again_when_it_is_loaded() {
    let mut app = panel();
    app.update(turned(1, BEN));
    app.update(AppMsg::Page(Ok(Reading::Loading)));
    assert_eq!(app.screen(), Screen::Stopped(Kind::PageLoading.into()));
    assert_eq!(app.update(turned(1, BEN)), []);
    assert!(reads(&app.update(again(1, BEN))));
    app.update(AppMsg::Page(Err(Kind::PageClosed.into())));
    assert!(reads(&app.update(again(1, BEN))));
    assert_eq!(app.screen(), Screen::Reading);
}

#[test]
fn who_was_there_before_is_not_shown_under_the_next_address() {
    let mut app = panel();
    app.update(turned(1, BEN));
    // The address has turned, and Ann's name stands there still.
    let soon = app.update(read("ben", "Ann"));
    assert!(matches!(soon[..], [Command::Soon(_)]), "{soon:?}");
    assert_eq!(shown(&app), None);
    assert!(reads(&app.update(AppMsg::Panel(Msg::Again))));
    app.update(read("ben", "Ben"));
    assert_eq!(shown(&app).as_deref(), Some("ben"));
    // Nobody waits for a turn that is over.
    assert_eq!(app.update(AppMsg::Panel(Msg::Again)), []);
}

#[test]
fn also_over_two_turns_and_not_in_another_tab() {
    let mut app = panel();
    app.update(turned(1, BEN));
    app.update(turned(1, "https://www.linkedin.com/in/cay"));
    app.update(read("cay", "Ann"));
    assert_eq!(shown(&app), None);
    app.update(turned(2, BEN));
    app.update(read("ben", "Ann"));
    assert_eq!(shown(&app).as_deref(), Some("ben"));
}

#[test]
fn two_people_may_have_one_name() {
    let mut app = panel();
    app.update(turned(1, BEN));
    for _ in 0..PATIENCE {
        app.update(read("ben", "Ann"));
        assert_eq!(shown(&app), None);
        app.update(AppMsg::Panel(Msg::Again));
    }
    app.update(read("ben", "Ann"));
    assert_eq!(shown(&app).as_deref(), Some("ben"));
}

#[test]
fn an_answer_for_who_was_shown_before_changes_nothing() {
    let mut app = panel();
    app.update(turned(1, BEN));
    app.update(read("ben", "Ben"));
    let before = app.clone();
    let late = person::Msg::Opened(Ok(Box::new(opened(None))));
    assert_eq!(app.update(AppMsg::Person("s:ann".into(), late)), []);
    assert_eq!(app, before);
}

#[test]
fn while_lead_creation_is_off_no_page_is_read() {
    let (mut app, commands) = App::begin_panel();
    assert!(commands.contains(&Command::WatchTab));
    assert_eq!(app.update(turned(1, ANN)), []);
    app.update(AppMsg::Policy(Ok(policy(false, "3MVG9x"))));
    assert_eq!(app.update(turned(1, BEN)), []);
    assert_eq!(app.update(AppMsg::Panel(Msg::Again)), []);
}

#[test]
fn a_popup_does_not_follow() {
    let (mut app, commands) = App::begin();
    assert!(!commands.contains(&Command::WatchTab));
    app.update(AppMsg::Policy(Ok(policy(true, "3MVG9x"))));
    app.update(read("ann", "Ann"));
    assert_eq!(app.update(turned(1, BEN)), []);
    assert_eq!(shown(&app).as_deref(), Some("ann"));
}

#[test]
fn escape_goes_back_to_where_the_rep_came_from() {
    let back = || AppMsg::Panel(Msg::Key(Key::Back));
    let mut app = panel();
    app.update(back());
    assert_eq!(shown(&app).as_deref(), Some("ann"));
    app.update(AppMsg::ShowRecent(true));
    app.update(back());
    assert_eq!(shown(&app).as_deref(), Some("ann"));
    let (list, _) = bulk::Bulk::begin(Vec::new(), 0, &app.shell);
    app.page = Page::List(Box::new(list));
    app.update(back());
    assert!(matches!(app.screen(), Screen::List(_)));
}

const FOUND: &str = "https://www.linkedin.com/sales/search/people?query=x";

fn people(ids: &[&str]) -> AppMsg {
    let people = ids.iter().map(|id| Listed {
        person: person_of(id, id, "Berg"),
        ticked: false,
    });
    AppMsg::Page(Ok(Reading::People {
        people: people.collect(),
        unrendered: 0,
    }))
}

/// A panel that shows the list of the first tab.
fn at_list() -> App {
    let (mut app, _) = App::begin_panel();
    app.update(turned(1, FOUND));
    app.update(AppMsg::Policy(Ok(policy(true, "3MVG9x"))));
    app.update(people(&["ada", "bo"]));
    app.update(AppMsg::List(bulk::Msg::Tick("s:bo".into(), true)));
    app
}

/// The keys of the list that is shown, and whether its page has moved on.
fn listed(app: &App) -> Option<(Vec<&str>, bool)> {
    match app.screen() {
        Screen::List(list) => Some((list.rows.iter().map(bulk::Row::key).collect(), list.moved)),
        _ => None,
    }
}

#[test]
fn a_list_stays_when_the_page_turns_and_takes_others_when_it_is_asked_to() {
    let mut app = at_list();
    let was = vec!["s:ada", "s:bo"];
    assert_eq!(listed(&app), Some((was.clone(), false)));
    // The next page of the same search.
    assert!(reads(&app.update(turned(
        1,
        "https://www.linkedin.com/sales/search/people?page=2"
    ))));
    assert_eq!(listed(&app), Some((was.clone(), true)));
    app.update(people(&["cleo"]));
    assert_eq!(listed(&app), Some((was.clone(), true)));
    // Back: it is the list of this page.
    let mut back = app.clone();
    assert_eq!(back.update(turned(1, FOUND)), []);
    assert_eq!(listed(&back), Some((was.clone(), false)));
    app.update(AppMsg::List(bulk::Msg::ReadAgain));
    app.update(people(&["cleo"]));
    let all = vec!["s:ada", "s:bo", "s:cleo"];
    assert_eq!(listed(&app), Some((all, false)));
    assert!(app.list().unwrap().rows[1].ticked);
    // Nobody is there, and a page that cannot be read.
    for read in [
        AppMsg::Page(Ok(Reading::NoPerson)),
        AppMsg::Page(Err(Kind::PageClosed.into())),
    ] {
        let mut app = at_list();
        app.update(turned(2, "https://example.com/"));
        app.update(read.clone());
        assert_eq!(listed(&app), Some((was.clone(), true)));
        assert_eq!(app.problem, None, "{read:?}");
        app.update(AppMsg::List(bulk::Msg::ReadAgain));
        app.update(read);
        assert!(app.problem.is_some());
        assert_eq!(listed(&app), Some((was.clone(), true)));
    }
}

#[test]
fn a_page_that_was_away_for_a_moment_is_read_as_long_as_somebody_waits_for_it() {
    let mut settings_changed = panel();
    settings_changed.update(turned(1, BEN));
    settings_changed.update(AppMsg::Page(Ok(Reading::NoPerson)));
    settings_changed.update(AppMsg::Policy(Ok(policy(true, "3MVG9x"))));
    let mut asked = at_list();
    asked.update(AppMsg::List(bulk::Msg::ReadAgain));
    let mut reading = panel();
    reading.update(turned(1, BEN));
    for (what, mut app, waits) in [
        ("a person comes", reading, true),
        (
            "nobody, and the rules may be others",
            settings_changed,
            true,
        ),
        ("the rep has asked for the list's page", asked, true),
        ("a list", at_list(), false),
        ("a person", panel(), false),
    ] {
        let commands = app.update(AppMsg::Panel(Msg::Again));
        assert_eq!(reads(&commands), waits, "{what}");
    }
}

#[test]
fn a_person_of_the_next_page_stands_over_the_list_and_leads_back_to_it() {
    let mut app = at_list();
    app.update(turned(1, BEN));
    app.update(read("ben", "Ben"));
    assert_eq!(shown(&app).as_deref(), Some("ben"));
    assert!(app.has_list());
    // From person to person nobody else is shown, the list neither.
    app.update(turned(1, ANN));
    assert_eq!(app.screen(), Screen::Reading);
    app.update(read("ann", "Ben"));
    assert_eq!(app.screen(), Screen::Reading);
    assert!(reads(&app.update(AppMsg::Panel(Msg::Again))));
    app.update(read("ann", "Ann"));
    assert_eq!(shown(&app).as_deref(), Some("ann"));
    app.update(AppMsg::BackToList);
    assert_eq!(listed(&app), Some((vec!["s:ada", "s:bo"], true)));
    assert!(app.list().unwrap().rows[1].ticked);
    // What was typed for a row stays the row's when the page turns under it.
    app.update(AppMsg::Choose(0));
    let typed = form::Msg::Type("Title".into(), "Chief".into());
    app.update(AppMsg::Person("s:ada".into(), person::Msg::Form(typed)));
    app.update(turned(1, BEN));
    app.update(read("ben", "Ben"));
    assert_eq!(app.list().unwrap().rows[0].typed.value("Title"), "Chief");
}

#[test]
fn keys_are_known_by_name() {
    for (name, control, key) in [
        ("Enter", true, Some(Key::Create)),
        ("Escape", false, Some(Key::Back)),
        ("Enter", false, None),
        ("Escape", true, None),
        ("a", true, None),
    ] {
        assert_eq!(Key::of(name, control), key, "{name}");
    }
}

#[test]
fn the_key_of_create_is_the_button() {
    let mut app = panel();
    let of_ann = |msg| AppMsg::Person("s:ann".into(), msg);
    let signed_in = opened(Some(describe(&[])));
    app.update(of_ann(person::Msg::Opened(Ok(Box::new(signed_in)))));
    let mut by_button = app.clone();
    let create = form::Msg::Create {
        allow_duplicates: false,
    };
    by_button.update(of_ann(person::Msg::Form(create)));
    let asked = app.update(AppMsg::Panel(Msg::Key(Key::Create)));
    assert_eq!(app, by_button);
    // What is asked for is of who is shown, or nothing yet.
    for request in requests(&asked) {
        match request {
            Request::Create(create) => assert_eq!(create.key, "s:ann"),
            Request::FindMatches(find) => assert_eq!(find.people[0].key, "s:ann"),
            other => panic!("{other:?}"),
        }
    }
    assert!(app.person.is_some_and(|person| person.checked));
}
