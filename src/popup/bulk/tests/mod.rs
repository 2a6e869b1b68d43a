//! The list: what it asks, and what becomes of it when the page turns.

use super::batch::Tally;
use super::row::Standing;
use super::*;
use crate::journal::Entry;
use crate::journal::Waiting;
use crate::journal::batch::Stage;
use crate::matching::account::{Account, AccountReason, Accounts};
use crate::matching::{MatchReason, MatchResult};
use crate::message::ReadBatch;
use crate::message::{Month, Opened, Order};
use crate::page::Reading;
use crate::person::{Known, Source};
use crate::policy::Policy;
use crate::popup::app::{App, Msg as AppMsg, Page};
use crate::popup::command::Focus;
use crate::popup::fixtures::{created, describe, opened, person_of, policy, record, requests, who};
use crate::popup::person::form;
use crate::problem::Kind;
use crate::salesforce::limits::ApiUsage;
use serde_json::{Value, json};

mod choose;
mod contacts;
mod ends;

fn of(id: &str, first: &str, last: &str, ticked: bool) -> Listed {
    Listed {
        person: person_of(id, first, last),
        ticked,
    }
}

/// An app at a list of these people, with the org's form.
fn at_list(people: Vec<Listed>) -> App {
    at_list_of(people, &[], opened(None))
}

fn at_list_of(people: Vec<Listed>, fields: &[Value], opened: Opened) -> App {
    let (mut app, _) = App::begin();
    app.update(AppMsg::Policy(Ok(Policy {
        ..policy(true, "key")
    })));
    app.update(AppMsg::Page(Ok(Reading::People {
        people,
        unrendered: 0,
    })));
    let opened = Opened {
        describes: vec![describe(fields)],
        month: match opened.month.limit {
            0 => Month {
                used: 0,
                limit: 100,
                next: 0,
            },
            _ => opened.month.clone(),
        },
        ..opened
    };
    shared(&mut app, person::Msg::Opened(Ok(Box::new(opened))));
    app
}

fn shared(app: &mut App, msg: person::Msg) -> Vec<Command> {
    app.update(AppMsg::Person("list:shared".to_owned(), msg))
}

fn list(app: &App) -> &Bulk {
    app.list().unwrap()
}

fn send(app: &mut App, msg: Msg) -> Vec<Command> {
    app.update(AppMsg::List(msg))
}

/// A row's key, whom it is matched to, and who is near.
type Answered<'a> = (&'a str, Option<&'a str>, &'a [(&'a str, MatchReason)]);

/// The org's answer: per row, whom it is matched to, and who is near.
fn found(app: &mut App, rows: &[Answered<'_>]) {
    let people = rows.iter().map(|(key, matched, near)| MatchResult {
        key: (*key).to_owned(),
        matched: matched.map(|id| record(id, MatchReason::Matched)),
        candidates: near.iter().map(|(id, why)| record(id, *why)).collect(),
        ..MatchResult::default()
    });
    let results = MatchResults {
        at: 1000,
        people: people.collect(),
        ..MatchResults::default()
    };
    send(app, Msg::Matches(Ok(results)));
}

fn orders(commands: &[Command]) -> Vec<Order> {
    let many = requests(commands)
        .into_iter()
        .find_map(|request| match request {
            crate::message::Request::CreateMany(many) => Some(many.orders),
            _ => None,
        });
    many.unwrap_or_default()
}

fn keys(orders: &[Order]) -> Vec<&str> {
    orders.iter().map(|order| order.key.as_str()).collect()
}

fn told(id: &str, stage: Stage) -> RowStatus {
    RowStatus {
        id: format!("journal:o:u:{id}"),
        profile: id.to_owned(),
        name: "Ada Byron".to_owned(),
        company: "Engines".to_owned(),
        stage,
        changed: 4.0,
    }
}

/// Asks how the rows stand, and what the month has left.
fn look_again() -> Vec<crate::message::Request> {
    let open = crate::message::Open {
        key: Some("list:shared".to_owned()),
        address: None,
    };
    vec![ReadBatch {}.into(), open.into()]
}

fn three() -> Vec<Listed> {
    vec![
        of("1", "Ada", "Byron", true),
        of("2", "Bo", "Berg", false),
        of("3", "Cleo", "Corvin", true),
    ]
}

#[test]
fn a_list_asks_once_for_all_and_stands_without_the_answer() {
    let (mut app, _) = App::begin();
    app.update(AppMsg::Policy(Ok(policy(true, "key"))));
    let commands = app.update(AppMsg::Page(Ok(Reading::People {
        people: three(),
        unrendered: 3,
    })));
    let asked = requests(&commands);
    let looks = asked.iter().filter_map(|request| match request {
        crate::message::Request::FindMatches(find) => Some(find.people.len()),
        _ => None,
    });
    assert_eq!(looks.collect::<Vec<_>>(), [3]);
    assert!(asked.contains(&ReadBatch {}.into()));
    for (kind, said) in [
        (Kind::SignedOut, false),
        (Kind::SessionEnded, false),
        (Kind::Unavailable, true),
    ] {
        let mut app = app.clone();
        send(&mut app, Msg::Matches(Err(kind.into())));
        assert_eq!(list(&app).problem.is_some(), said, "{kind:?}");
        assert_eq!(list(&app).rows.len(), 3);
    }
}

#[test]
fn what_could_not_be_looked_at_is_said_until_another_user_is_there() {
    let mut app = at_list(three());
    for (unchecked, more) in [("Lead.LastName", false), ("Contact", true)] {
        let results = MatchResults {
            unchecked: vec![unchecked.to_owned()],
            more,
            ..MatchResults::default()
        };
        send(&mut app, Msg::Matches(Ok(results)));
    }
    let gaps = &list(&app).gaps;
    assert_eq!(gaps.unchecked, ["Lead.LastName", "Contact"]);
    assert!(gaps.more);
    app.update(AppMsg::SignedIn(Ok(who())));
    assert_eq!(list(&app).gaps, Gaps::default());
}

#[test]
fn a_page_that_moves_on_keeps_the_list_and_is_read_again_when_asked() {
    let mut app = at_list(three());
    found(&mut app, &[("s:1", None, &[])]);
    send(
        &mut app,
        Msg::Type("s:1".to_owned(), "Company".to_owned(), "Mills".to_owned()),
    );
    send(&mut app, Msg::Moved);
    assert!(list(&app).moved);
    assert_eq!(list(&app).rows.len(), 3);
    assert_eq!(
        send(&mut app, Msg::ReadAgain),
        [Command::ReadPage(Vec::new())]
    );
    let people = vec![
        of("3", "Cleo", "Corvin", false),
        of("4", "Dag", "Dahl", false),
    ];
    let commands = app.update(AppMsg::Page(Ok(Reading::People {
        people,
        unrendered: 2,
    })));
    let names: Vec<&str> = list(&app).rows.iter().map(Row::key).collect();
    assert_eq!(names, ["s:1", "s:2", "s:3", "s:4"]);
    assert!(!list(&app).moved);
    let crate::message::Request::FindMatches(asked) = &requests(&commands)[0] else {
        panic!("{commands:?}");
    };
    assert_eq!(asked.people.len(), 1);
    assert_eq!(list(&app).rows[0].typed.value("Company"), "Mills");
}

#[test]
fn a_row_without_a_name_is_listed_filled_in_and_renamed_when_it_is_there() {
    let mut nameless = of("2", "", "", true);
    nameless.person.first_name = None;
    nameless.person.last_name = None;
    nameless.person.shown_name.clear();
    let mut app = at_list(vec![of("1", "Ada", "Byron", false), nameless.clone()]);
    found(&mut app, &[("s:1", None, &[]), ("s:2", None, &[])]);
    assert_eq!(list(&app).rows[1].standing(), Standing::Lacks);
    assert_eq!(list(&app).rows[1].fields(), ["FirstName", "LastName"]);
    assert_eq!(list(&app).chosen(), 0);
    // Read again, the page shows who it is: the org is asked for them.
    let again = |people: Vec<Listed>| {
        AppMsg::Page(Ok(Reading::People {
            people,
            unrendered: 0,
        }))
    };
    assert_eq!(app.update(again(vec![nameless])), []);
    let commands = app.update(again(vec![of("2", "Bo", "Berg", true)]));
    let crate::message::Request::FindMatches(asked) = &requests(&commands)[0] else {
        panic!("{commands:?}");
    };
    assert_eq!(asked.people[0].last_name, "Berg");
    found(&mut app, &[("s:2", None, &[])]);
    assert_eq!(list(&app).rows.len(), 2);
    assert_eq!(keys(&orders(&send(&mut app, Msg::Create))), ["s:2"]);
}

#[test]
fn a_list_of_nobody_signed_in_creates_nothing_and_asks_again_after_it() {
    let mut app = at_list_of(
        three(),
        &[],
        Opened {
            who: None,
            ..opened(None)
        },
    );
    found(&mut app, &[("s:1", None, &[])]);
    assert!(!list(&app).may_create(&app.shell));
    assert!(matches!(app.page, Page::List(_)));
    let commands = requests(&app.update(AppMsg::SignedIn(Ok(who()))));
    let looks = |request: &crate::message::Request| {
        matches!(request, crate::message::Request::FindMatches(_))
    };
    assert!(commands.iter().any(looks));
    assert!(list(&app).looking);
}
