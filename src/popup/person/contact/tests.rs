use super::*;
use crate::contact::opportunity::Opportunity;
use crate::matching::account::AccountReason;
use crate::matching::{MatchReason, MatchResult, MatchResults};
use crate::message::{Create, Describe, FindMatches, Request};
use crate::popup::app::{App, Msg as AppMsg};
use crate::popup::fixtures::{msg as person_msg, opened, policy, requests, who};
use crate::popup::person::{form, matches, outcome};
use serde_json::json;

fn describe(object: Object, createable: bool) -> Value {
    let field = |name: &str, required: bool| {
        let kind = if name == ACCOUNT {
            "reference"
        } else {
            "string"
        };
        json!({ "name": name, "label": name, "type": kind, "length": 80, "createable": true,
            "nillable": !required, "referenceTo": ["Account"] })
    };
    let company = object.field("Company");
    json!({ "name": object.name(), "createable": createable, "recordTypeInfos": [], "fields": [
        field("FirstName", false), field("LastName", true), field(company, object == Object::Lead),
    ] })
}

fn account(at: u32, why: AccountReason) -> Account {
    Account {
        id: format!("001{at:015}"),
        name: format!("Engines {at}"),
        url: String::new(),
        place: None,
        website: None,
        owner: None,
        why,
    }
}

/// The popup with a person, where Contacts are allowed; both forms are known.
fn app(first: Object) -> App {
    let (mut app, _) = App::begin();
    let mut policy = policy(true, "key");
    policy.settings.contact_creation = true;
    policy.settings.offer_first = first;
    app.update(AppMsg::Policy(Ok(policy)));
    app.update(AppMsg::Page(Ok(crate::page::Reading::Person {
        person: Box::new(crate::popup::fixtures::person()),
    })));
    let mut opened = opened(None);
    opened.who = Some(who());
    opened.describes = vec![
        describe(Object::Lead, true),
        describe(Object::Contact, true),
    ];
    app.update(person_msg(PersonMsg::Opened(Ok(Box::new(opened)))));
    app
}

fn screen(app: &App) -> &PersonScreen {
    app.person.as_ref().unwrap()
}

fn msg(msg: Msg) -> AppMsg {
    person_msg(PersonMsg::Contact(msg))
}

/// The answer to the look-up that is under way, with these Accounts.
fn found(app: &mut App, near: Vec<Account>) -> Vec<Command> {
    let query = screen(app).matches.asked.clone().unwrap();
    let results = MatchResults {
        people: vec![MatchResult {
            accounts: Some(Accounts {
                near,
                ..Accounts::default()
            }),
            ..MatchResult::default()
        }],
        ..MatchResults::default()
    };
    app.update(person_msg(PersonMsg::Matches(matches::Msg::Answered(
        query,
        Ok(results),
    ))))
}

#[test]
fn a_contact_is_proposed_where_the_company_is_an_account_and_the_rep_has_not_chosen() {
    use AccountReason::*;
    for (first, touched, near, object, chosen) in [
        (
            Object::Lead,
            false,
            vec![account(1, Name)],
            Object::Contact,
            Some(1),
        ),
        // More than one fits: none is chosen.
        (
            Object::Lead,
            false,
            vec![account(1, NameAndWebsite), account(2, Name)],
            Object::Contact,
            None,
        ),
        (
            Object::Lead,
            false,
            vec![account(1, SimilarName)],
            Object::Lead,
            None,
        ),
        (Object::Lead, false, vec![], Object::Lead, None),
        // What the rep has begun stays as it is.
        (
            Object::Lead,
            true,
            vec![account(1, Name)],
            Object::Lead,
            Some(1),
        ),
        (Object::Contact, false, vec![], Object::Contact, None),
    ] {
        let mut app = app(first);
        if touched {
            let typed = form::Msg::Type("FirstName".into(), "Ada".into());
            app.update(person_msg(PersonMsg::Form(typed)));
        }
        found(&mut app, near.clone());
        let screen = screen(&app);
        assert_eq!(screen.object, object, "{near:?}");
        let id = chosen.map(|at| format!("001{at:015}")).unwrap_or_default();
        assert_eq!(screen.draft.value(ACCOUNT), id, "{near:?}");
        assert_eq!(
            screen.contact.proposed().is_some(),
            near.iter().any(|one| one.why.fits())
        );
    }
}

#[test]
fn the_rep_has_the_last_word_on_object_and_account() {
    let mut app = app(Object::Lead);
    app.update(msg(Msg::Object(Object::Contact)));
    app.update(msg(Msg::Account(account(7, AccountReason::SimilarName))));
    found(&mut app, vec![account(1, AccountReason::Name)]);
    assert_eq!(
        screen(&app).draft.value(ACCOUNT),
        account(7, AccountReason::Name).id
    );
    app.update(msg(Msg::Object(Object::Lead)));
    found(&mut app, vec![account(1, AccountReason::Name)]);
    assert_eq!(screen(&app).object, Object::Lead);
}

#[test]
fn a_contact_is_asked_for_with_its_account_and_its_part_in_an_opportunity() {
    let mut app = app(Object::Contact);
    found(&mut app, vec![account(1, AccountReason::Name)]);
    let id = account(1, AccountReason::Name).id;
    let commands = app.update(msg(Msg::ShowOpportunities));
    let asked = FindOpportunities {
        account: id.clone(),
    };
    assert_eq!(requests(&commands), [asked.into()]);
    let open = Opportunity {
        id: "006000000000001AAA".into(),
        name: "Pumps".into(),
        ..Opportunity::default()
    };
    let offered = Opportunities {
        open: vec![open],
        roles: vec![("Evaluator".into(), "Evaluator".into())],
        no_access: false,
    };
    // Of another Account than the one that is chosen: nobody waits for it.
    app.update(msg(Msg::Opportunities("001x".into(), Ok(offered.clone()))));
    assert_eq!(screen(&app).contact.offered("001x"), None);
    app.update(msg(Msg::Opportunities(id.clone(), Ok(offered))));
    app.update(msg(Msg::Opportunity("006000000000001AAA".into())));
    app.update(msg(Msg::Role("Evaluator".into())));
    let create = form::Msg::Create {
        allow_duplicates: false,
    };
    let commands = app.update(person_msg(PersonMsg::Form(create)));
    let requests = requests(&commands);
    let Some(Request::Create(Create {
        object,
        fields,
        contact,
        ..
    })) = requests.first()
    else {
        panic!("{commands:?}")
    };
    assert_eq!(*object, Object::Contact);
    assert_eq!(fields[ACCOUNT], json!(id));
    assert_eq!(contact.account, "Engines 1");
    let role = contact.role.as_ref().unwrap();
    assert_eq!(
        (role.name.as_str(), role.role.as_str()),
        ("Pumps", "Evaluator")
    );
}

#[test]
fn a_part_in_an_opportunity_goes_with_its_account() {
    let mut app = app(Object::Contact);
    found(
        &mut app,
        vec![
            account(1, AccountReason::Name),
            account(2, AccountReason::Name),
        ],
    );
    let role = ChosenRole {
        account: account(1, AccountReason::Name).id,
        role: ContactRole::default(),
    };
    app.person.as_mut().unwrap().draft.role = Some(role);
    app.update(msg(Msg::Account(account(1, AccountReason::Name))));
    assert!(chosen_role(&screen(&app).draft).is_some());
    app.update(msg(Msg::Account(account(2, AccountReason::Name))));
    assert!(chosen_role(&screen(&app).draft).is_none());
}

#[test]
fn without_access_to_contacts_the_form_is_a_leads_and_says_so() {
    let mut app = app(Object::Lead);
    app.update(msg(Msg::Object(Object::Contact)));
    app.update(msg(Msg::Describe(Err(Kind::NoAccess.into()))));
    let shown = screen(&app);
    assert_eq!(shown.object, Object::Lead);
    assert!(shown.form.is_some() && shown.contact.refused.is_some());
    // Nor is it proposed again.
    found(&mut app, vec![account(1, AccountReason::Name)]);
    assert_eq!(screen(&app).object, Object::Lead);
}

#[test]
fn what_is_not_known_of_contacts_is_asked_before_one_is_proposed() {
    let mut app = app(Object::Lead);
    app.shell.describes.retain(|one| one.object == Object::Lead);
    let commands = found(&mut app, vec![account(1, AccountReason::Name)]);
    let asked = Describe {
        object: Object::Contact,
        fresh: false,
        record_type: None,
    };
    assert_eq!(requests(&commands), [asked.into()]);
    assert_eq!(screen(&app).object, Object::Lead);
    let came = Msg::Describe(Ok(describe(Object::Contact, true)));
    app.update(msg(came));
    assert_eq!(screen(&app).object, Object::Contact);
    assert!(
        !requests(&commands)
            .iter()
            .any(|one| matches!(one, Request::FindMatches(FindMatches { .. })))
    );
}

#[test]
fn an_account_that_is_gone_is_not_chosen_any_more_and_others_are_asked_for() {
    let gone = || Problem::new(Kind::RecordGone).fields(vec![ACCOUNT.to_owned()]);
    for (problem, asks) in [
        (gone(), true),
        (Kind::RecordGone.into(), false),
        (gone().under(Kind::ValidationRule), false),
    ] {
        let mut app = app(Object::Contact);
        found(&mut app, vec![account(1, AccountReason::Name)]);
        // The rep's own choice as well.
        app.update(msg(Msg::Account(account(2, AccountReason::SimilarName))));
        let ended = outcome::Msg::Ended(Err(problem));
        let commands = app.update(person_msg(PersonMsg::Outcome(ended)));
        let asked = requests(&commands);
        let finds = |one: &Request| matches!(one, Request::FindAccounts(_));
        assert_eq!(asked.iter().any(finds), asks);
        assert_eq!(screen(&app).draft.value(ACCOUNT).is_empty(), asks);
        let left = Accounts {
            near: vec![account(3, AccountReason::Name)],
            ..Accounts::default()
        };
        app.update(msg(Msg::Accounts(Ok(left))));
        let chosen = if asks { 3 } else { 2 };
        let chosen = account(chosen, AccountReason::Name).id;
        assert_eq!(screen(&app).draft.value(ACCOUNT), chosen);
    }
}

#[test]
fn a_match_that_is_gone_has_the_accounts_asked_for_by_themselves() {
    let mut app = app(Object::Lead);
    let record = crate::popup::fixtures::record("00Q000000000001EAA", MatchReason::Matched);
    app.person.as_mut().unwrap().matches.matched = Some(record);
    let query = screen(&app).matches.asked.clone().unwrap();
    let results = MatchResults {
        people: vec![MatchResult::default()],
        ..MatchResults::default()
    };
    let found = matches::Msg::Answered(query, Ok(results));
    let commands = app.update(person_msg(PersonMsg::Matches(found)));
    let finds = |one: &Request| matches!(one, Request::FindAccounts(_));
    assert!(requests(&commands).iter().any(finds));
    let near = Accounts {
        near: vec![account(1, AccountReason::Name)],
        ..Accounts::default()
    };
    app.update(msg(Msg::Accounts(Ok(near))));
    assert_eq!(screen(&app).object, Object::Contact);
}
