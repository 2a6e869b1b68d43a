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
use crate::popup::app::tests::{
    created, describe, opened, person_of, policy, record, requests, who,
};
use crate::popup::app::{App, Msg as AppMsg, Page};
use crate::popup::command::Focus;
use crate::popup::person::form;
use crate::salesforce::limits::ApiUsage;
use serde_json::{Value, json};

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

fn told(id: &str, stage: Stage) -> Told {
    Told {
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
fn rows_ticked_on_the_page_are_ticked_and_only_the_new_ones_count() {
    let mut app = at_list(three());
    // Until the answer is there nothing is created.
    assert!(!list(&app).may_create(&app.shell));
    let near: &[(&str, MatchReason)] = &[("00Q000000000009EAA", MatchReason::NameAndCompany)];
    let far: &[(&str, MatchReason)] = &[("00Q000000000008EAA", MatchReason::SimilarName)];
    found(
        &mut app,
        &[
            ("s:1", Some("00Q000000000001EAA"), &[]),
            ("s:2", None, far),
            ("s:3", None, near),
        ],
    );
    let standings: Vec<bool> = list(&app).rows.iter().map(Row::may_be_chosen).collect();
    assert_eq!(standings, [false, true, false]);
    assert!(matches!(list(&app).rows[0].standing(), Standing::Known(_)));
    assert!(matches!(
        list(&app).rows[2].standing(),
        Standing::Perhaps(_, 1)
    ));
    assert_eq!((list(&app).count_new(), list(&app).chosen()), (1, 0));
    send(&mut app, Msg::TickAll(true));
    assert_eq!(list(&app).chosen(), 1);
    // Nobody is ticked who may not be.
    send(&mut app, Msg::Tick("s:1".to_owned(), true));
    let made = orders(&send(&mut app, Msg::Create));
    assert_eq!(keys(&made), ["s:2"]);
    assert_eq!(made[0].asked, 1000.0);
    // Twice at once is once.
    assert_eq!(send(&mut app, Msg::Create), []);
}

#[test]
fn a_row_that_lacks_something_is_filled_in_where_it_stands() {
    let mut nameless = of("2", "Bo", "", true);
    nameless.person.last_name = None;
    nameless.person.jobs.clear();
    let mut app = at_list(vec![of("1", "Ada", "Byron", false), nameless]);
    found(&mut app, &[("s:1", None, &[]), ("s:2", None, &[])]);
    assert_eq!(list(&app).rows[1].standing(), Standing::Lacks);
    assert_eq!(list(&app).rows[1].fields(), ["LastName", "Company"]);
    assert_eq!(list(&app).chosen(), 0);
    for (field, text) in [("LastName", "Berg"), ("Company", "Looms")] {
        let typed = Msg::Type("s:2".to_owned(), field.to_owned(), text.to_owned());
        let kept = send(&mut app, typed);
        assert!(matches!(kept[0], Command::KeepDraft(..)));
    }
    // The inputs stay where they are while the rep types.
    assert_eq!(list(&app).rows[1].fields(), ["LastName", "Company"]);
    let made = orders(&send(&mut app, Msg::Create));
    assert_eq!(keys(&made), ["s:2"]);
    assert_eq!(made[0].fields["LastName"], "Berg");
    assert_eq!(made[0].fields["Company"], "Looms");
    // Asked for under another name: it is asked again.
    assert_eq!(made[0].asked, 0.0);
}

#[test]
fn the_same_person_twice_on_a_page_is_created_once() {
    let mut again = of("4", "ada", "BYRON ", true);
    again.person.jobs[0].company = Known::certain("engines", Source::Row);
    let people = vec![
        of("1", "Ada", "Byron", true),
        of("1", "Ada", "Byron", true),
        again,
    ];
    let mut app = at_list(people);
    found(&mut app, &[("s:1", None, &[]), ("s:4", None, &[])]);
    assert_eq!(list(&app).rows.len(), 2);
    assert_eq!(list(&app).rows[1].standing(), Standing::Twice);
    assert_eq!(keys(&orders(&send(&mut app, Msg::Create))), ["s:1"]);
}

#[test]
fn what_all_share_is_filled_in_once_and_a_row_may_differ() {
    let industry = json!({ "name": "Industry", "label": "Industry", "type": "string", "length": 40,
        "createable": true, "nillable": false, "defaultedOnCreate": false });
    let mut app = at_list_of(three(), &[industry], opened(None));
    found(&mut app, &[("s:1", None, &[]), ("s:3", None, &[])]);
    // A row does not lack what all of them share.
    assert_eq!(list(&app).chosen(), 2);
    let fields = list(&app).shared_form().unwrap().fields;
    let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(names, ["Industry"]);
    assert_eq!(
        send(&mut app, Msg::Create),
        [Command::Focus(Focus::Invalid)]
    );
    let typed =
        |text: &str| person::Msg::Form(form::Msg::Type("Industry".to_owned(), text.to_owned()));
    shared(&mut app, typed("Energy"));
    // One of them in their own card.
    app.update(AppMsg::Choose(2));
    app.update(AppMsg::Person("s:3".to_owned(), typed("Mining")));
    app.update(AppMsg::BackToList);
    let made = orders(&send(&mut app, Msg::Create));
    let of = |at: usize| made[at].fields["Industry"].as_str().unwrap();
    assert_eq!((of(0), of(1)), ("Energy", "Mining"));
}

#[test]
fn who_may_be_somebody_known_is_looked_at_one_by_one() {
    let mut app = at_list(three());
    let near: &[(&str, MatchReason)] = &[("00Q000000000009EAA", MatchReason::Name)];
    found(&mut app, &[("s:1", None, near), ("s:3", None, &[])]);
    assert_eq!(list(&app).chosen(), 1);
    app.update(AppMsg::Choose(0));
    let card = app.person.as_mut().unwrap();
    card.matches.acknowledged = vec!["00Q000000000009EAA".to_owned()];
    app.update(AppMsg::BackToList);
    assert_eq!(list(&app).rows[0].standing(), Standing::New);
    let made = orders(&send(&mut app, Msg::Create));
    assert_eq!(keys(&made), ["s:1", "s:3"]);
    assert_eq!(made[0].acknowledged, ["00Q000000000009EAA"]);
}

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
    let ends: Vec<Told> = stages
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
    assert_eq!(requests(&send(&mut app, Msg::Anyway(id))), [resume.into()]);
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

#[test]
fn the_months_room_and_the_orgs_requests_are_told_before_the_start() {
    let month = |used: u32| Opened {
        month: Month {
            used,
            limit: 10,
            next: 0,
        },
        allowance: Some(ApiUsage {
            used: 990,
            allowed: 1000,
            at: 0.0,
        }),
        ..opened(None)
    };
    for (used, may) in [(8, true), (9, false), (10, false)] {
        let mut app = at_list_of(three(), &[], month(used));
        found(&mut app, &[("s:1", None, &[]), ("s:3", None, &[])]);
        assert_eq!(list(&app).may_create(&app.shell), may, "{used}");
        assert_eq!(app.shell.scarce_requests(2), Some(10));
        assert_eq!(app.shell.scarce_requests(1), None);
        // Fewer are chosen.
        send(&mut app, Msg::Tick("s:3".to_owned(), false));
        assert_eq!(list(&app).may_create(&app.shell), used < 10, "{used}");
    }
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

/// Contact's describe, with what every form of one has.
fn contact_describe() -> Value {
    let field = |name: &str| {
        json!({ "name": name, "label": name, "type": "string", "length": 40,
                "createable": true, "nillable": false, "defaultedOnCreate": false })
    };
    let account = json!({ "name": "AccountId", "label": "Account ID", "type": "reference",
        "referenceTo": ["Account"], "createable": true, "nillable": true, "defaultedOnCreate": false });
    json!({ "name": "Contact", "createable": true, "recordTypeInfos": [],
        "fields": [field("FirstName"), field("LastName"), account] })
}

fn account_named(at: usize, name: &str, why: AccountReason) -> Account {
    Account {
        id: format!("001{at:015}"),
        name: name.to_owned(),
        url: String::new(),
        place: None,
        website: None,
        owner: None,
        why,
    }
}

/// The list of three, as Contacts, with what was found of each one's Account.
fn as_contacts(of: [Vec<Account>; 3]) -> App {
    let mut app = at_list(three());
    let mut policy = policy(true, "key");
    policy.settings.contact_creation = true;
    app.update(AppMsg::Policy(Ok(policy)));
    app.shell
        .describes
        .push(crate::salesforce::describe::parse_describe(contact_describe()).unwrap());
    let object = person::contact::Msg::Object(Object::Contact);
    shared(&mut app, person::Msg::Contact(object));
    let people = of.into_iter().enumerate().map(|(at, near)| MatchResult {
        key: format!("s:{}", at + 1),
        accounts: Some(Accounts {
            near,
            ..Accounts::default()
        }),
        ..MatchResult::default()
    });
    let results = MatchResults {
        people: people.collect(),
        ..MatchResults::default()
    };
    send(&mut app, Msg::Matches(Ok(results)));
    app
}

#[test]
fn contacts_take_the_account_that_alone_fits_and_others_are_chosen_in_the_row() {
    use AccountReason::*;
    let app = &mut as_contacts([
        vec![
            account_named(1, "Engines", Name),
            account_named(2, "Engines Norway", SimilarName),
        ],
        vec![
            account_named(3, "Engines", Name),
            account_named(4, "Engines Ltd", Name),
        ],
        vec![],
    ]);
    assert_eq!(list(app).object(), Object::Contact);
    let rows = &list(app).rows;
    assert_eq!(rows[0].standing(), Standing::New);
    assert_eq!(rows[0].shown_account(), Some("Engines"));
    for row in &rows[1..] {
        assert_eq!(row.standing(), Standing::Lacks);
        assert_eq!(row.fields(), ["AccountId"]);
        assert_eq!(row.shown_account(), None);
    }
    assert_eq!(rows[2].accounts(), []);
    // One that was not found cannot be chosen.
    let choose = |key: &str, at: usize| Msg::Account(key.to_owned(), format!("001{at:015}"));
    send(app, choose("s:3", 9));
    assert_eq!(list(app).rows[2].standing(), Standing::Lacks);
    let kept = send(app, choose("s:2", 4));
    assert!(matches!(kept[0], Command::KeepDraft(..)));
    let made = orders(&send(app, Msg::Create));
    let of = made.iter().map(|order| {
        let account = order.fields["AccountId"].as_str().unwrap();
        (order.object, account, order.contact.account.as_str())
    });
    let (first, fourth) = (format!("001{:015}", 1), format!("001{:015}", 4));
    let expected = [
        (Object::Contact, first.as_str(), "Engines"),
        (Object::Contact, fourth.as_str(), "Engines Ltd"),
    ];
    assert_eq!(of.collect::<Vec<_>>(), expected);
    assert!(
        made.iter()
            .all(|order| !order.fields.contains_key("Company"))
    );
    // Turned back, they are Leads that lack nothing.
    let object = person::contact::Msg::Object(Object::Lead);
    shared(app, person::Msg::Contact(object));
    assert!(
        list(app)
            .rows
            .iter()
            .all(|row| row.needs.is_empty() && row.account.is_none())
    );
}

#[test]
fn a_row_of_contacts_opens_as_one_and_brings_its_account_back() {
    let app = &mut as_contacts([vec![], vec![], vec![]]);
    app.update(AppMsg::Choose(0));
    let card = app.person.as_mut().unwrap();
    assert_eq!(card.object, Object::Contact);
    card.draft
        .look_up("AccountId", "001000000000007AAA", "Looms");
    app.update(AppMsg::BackToList);
    assert_eq!(list(app).rows[0].shown_account(), Some("Looms"));
    send(app, Msg::Tick("s:1".to_owned(), true));
    let made = orders(&send(app, Msg::Create));
    assert_eq!(keys(&made), ["s:1"]);
    assert_eq!(made[0].contact.account, "Looms");
    // What is left as a table names the company.
    let rest = list(app).rest();
    assert!(
        rest.iter().all(|rest| rest.values[2] == "Engines"),
        "{rest:?}"
    );
}

#[test]
fn what_was_typed_in_an_earlier_popup_is_the_rows() {
    let mut app = at_list(three());
    let mut draft = Draft {
        key: "s:3".to_owned(),
        ..Draft::default()
    };
    draft.type_in("Company", "Mills".to_owned());
    let commands = send(&mut app, Msg::Drafts(vec![draft]));
    assert_eq!(commands, []);
    found(&mut app, &[("s:3", None, &[])]);
    let made = orders(&send(&mut app, Msg::Create));
    let company = made.iter().find(|order| order.key == "s:3").unwrap();
    assert_eq!(company.fields["Company"], "Mills");
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
