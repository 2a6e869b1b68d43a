//! Rows that become Contacts, each with its Account.

use super::*;
use crate::message::Request;

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
fn an_account_that_is_gone_is_let_go_and_those_that_are_there_are_asked_for() {
    use AccountReason::*;
    let gone = || Problem::new(Kind::RecordGone).fields(vec!["AccountId".to_owned()]);
    for (problem, lets_go) in [
        (gone(), true),
        (Kind::RecordGone.into(), false),
        (gone().under(Kind::ValidationRule), false),
    ] {
        let engines = || vec![account_named(1, "Engines", Name)];
        let mut app = as_contacts([engines(), Vec::new(), Vec::new()]);
        let chosen = format!("001{:015}", 1);
        send(&mut app, Msg::Account("s:1".to_owned(), chosen));
        let sending = told("s:1", Stage::Sending);
        send(&mut app, Msg::Told(Ok(vec![sending.clone()])));
        let mut entry = Entry::new("s:1", "riley", serde_json::Map::new(), 5.0);
        entry.state = crate::journal::State::Refused(problem.clone());
        let change = vec![(sending.id, Some(json!(entry)))];
        let looks = requests(&app.update(AppMsg::JournalChanged(change.clone())));
        assert_eq!(looks, look_again());
        let ended = Msg::Told(Ok(vec![told("s:1", Stage::Refused(problem))]));
        let asked = requests(&send(&mut app, ended));
        let finds = |one: &Request| matches!(one, Request::FindMatches(_));
        assert_eq!(asked.iter().any(finds), lets_go);
        let row = &list(&app).rows[0];
        assert!(row.refused().is_some());
        assert_eq!(row.accounts().is_empty(), lets_go);
        assert_eq!(row.typed.value("AccountId").is_empty(), lets_go);
        // There are two now; nobody but the rep says which.
        let near = vec![
            account_named(3, "Engines", Name),
            account_named(4, "Engines Ltd", Name),
        ];
        let result = MatchResult {
            key: "s:1".to_owned(),
            accounts: Some(Accounts {
                near,
                ..Accounts::default()
            }),
            ..MatchResult::default()
        };
        let people = vec![result];
        let results = MatchResults {
            people,
            ..MatchResults::default()
        };
        send(&mut app, Msg::Matches(Ok(results)));
        let row = &list(&app).rows[0];
        assert_eq!(row.fields().contains(&"AccountId".to_owned()), lets_go);
        assert_eq!(row.may_be_chosen(), !lets_go);
        let chosen = format!("001{:015}", 3);
        send(&mut app, Msg::Account("s:1".to_owned(), chosen.clone()));
        assert!(list(&app).rows[0].may_be_chosen());
        // What the journal says once more lets nothing go.
        app.update(AppMsg::JournalChanged(change));
        assert_eq!(list(&app).rows[0].typed.value("AccountId"), chosen);
    }
}
