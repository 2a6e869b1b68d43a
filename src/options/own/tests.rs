use serde_json::{Map, json};

use super::super::state::Msg as PageMsg;
use super::*;
use crate::policy::Policy;
use crate::policy::document::Change;
use crate::policy::rollout::Place;
use crate::text::sentence::Sentence;

const LEAD: Object = Object::Lead;

/// A page with these settings of Lead, somebody signed in, and the org's fields.
fn page(lead: Value) -> State {
    let (mut state, _) = State::begin(Place::Linux);
    let local = json!({ "objects": { "Lead": lead } });
    let policy = Policy::read(&Map::new(), local.as_object().unwrap());
    assert_eq!(policy.ignored, []);
    state.update(PageMsg::Policy(Ok(policy)));
    let who = json!({
        "userId": "005Px0000000001MAA", "username": "riley@example.com", "displayName": "Riley Reyes",
        "organizationId": "00DPx0000000001MAA", "instanceUrl": "https://cirrus.my.salesforce.com", "sandbox": false
    });
    state.opened.who = json::read(who);
    let asked = state.update(PageMsg::Own(Msg::Open(LEAD)));
    assert_eq!(asked.len(), 1);
    // Once is enough.
    assert_eq!(state.update(PageMsg::Own(Msg::Open(LEAD))), []);
    state.update(PageMsg::Own(Msg::Described(LEAD, Ok(describe()))));
    state
}

fn describe() -> Value {
    let field = |name: &str, label: &str, kind: &str, length: u32, createable: bool| {
        json!({
            "name": name, "label": label, "type": kind, "length": length,
            "createable": createable, "nillable": true, "picklistValues": [
                { "value": "Hot", "label": "Hot", "active": true }, { "value": "Cold", "label": "Cold", "active": true },
            ],
        })
    };
    json!({ "name": "Lead", "createable": true, "recordTypeInfos": [], "fields": [
        field("Title", "Title", "string", 128, true),
        field("OwnerId", "Owner", "reference", 18, true),
        field("Headline__c", "Headline", "string", 80, true),
        field("Rating", "Rating", "picklist", 255, true),
        field("Score__c", "Head Score", "double", 0, false),
        field("Spot__c", "Headquarters", "location", 0, true),
        field("Link__c", "Profile Link", "url", 255, true),
        field("Ok__c", "Agreed", "boolean", 0, true),
    ] })
}

fn lead(state: &State) -> Value {
    let objects = &state.policy.as_ref().unwrap().settings.objects;
    json!(objects.get("Lead"))
}

fn own(state: &mut State, msg: Msg) -> Vec<Command> {
    state.update(PageMsg::Own(msg))
}

#[test]
fn a_search_finds_by_label_and_name_and_says_what_cannot_be_added() {
    let mut state = page(json!({ "own": [{ "field": "Rating", "ask": true }] }));
    for (text, found) in [
        (
            "HEAD",
            vec![
                ("Score__c", Some(Taken::NotCreateable)),
                ("Headline__c", None),
                ("Spot__c", Some(Taken::Kind)),
            ],
        ),
        ("rating", vec![("Rating", Some(Taken::There))]),
        ("title", vec![("Title", Some(Taken::Eight))]),
        ("ownerid", vec![("OwnerId", Some(Taken::Itself))]),
        ("nothing of the kind", vec![]),
    ] {
        own(&mut state, Msg::Search(LEAD, text.to_owned()));
        let hits = state.hits();
        let hits: Vec<_> = hits
            .iter()
            .map(|hit| (hit.field.name.as_str(), hit.taken))
            .collect();
        assert_eq!(hits, found, "{text}");
    }
    own(&mut state, Msg::Search(LEAD, String::new()));
    assert_eq!(state.hits().len(), 8);
    own(&mut state, Msg::Close);
    assert_eq!(state.hits(), []);
}

#[test]
fn a_field_is_added_by_keys_and_kept_as_one_change() {
    let mut state = page(json!({}));
    own(&mut state, Msg::Search(LEAD, "head".to_owned()));
    // What cannot be added is not.
    assert_eq!(own(&mut state, Msg::Pick(None)), []);
    own(&mut state, Msg::Step(true));
    let commands = own(&mut state, Msg::Pick(None));
    let expected = json!({ "Lead": { "own": [{ "field": "Headline__c", "ask": true }] } });
    assert_eq!(
        commands,
        [
            Command::Keep(Change::Set(KEY, expected)),
            Command::FocusSpot
        ]
    );
    assert_eq!(
        state.own.spot,
        Some(Spot::Way(LEAD, "Headline__c".to_owned()))
    );
    assert_eq!(state.own.done, Some(Done::Added("Headline".to_owned())));
    assert_eq!(state.own.search, None);
    // Down from the last one is the first one.
    own(&mut state, Msg::Search(LEAD, "head".to_owned()));
    own(&mut state, Msg::Step(false));
    assert_eq!(state.own.search.as_ref().unwrap().active, 2);
    own(&mut state, Msg::Step(true));
    assert_eq!(state.own.search.as_ref().unwrap().active, 0);
}

#[test]
fn each_control_makes_the_settings_that_it_says() {
    let name = |name: &str| name.to_owned();
    let one = |field: Value| json!({ "own": [field] });
    let asked = || one(json!({ "field": "Rating", "ask": true }));
    for (case, before, msg, after) in [
        (
            "fixed: a picklist's first value",
            asked(),
            Msg::Way(LEAD, name("Rating"), Way::Fixed),
            one(json!({ "field": "Rating", "value": "Hot" })),
        ),
        (
            "fixed: what it started with",
            one(json!({ "field": "Rating", "ask": true, "required": true, "default": "Cold" })),
            Msg::Way(LEAD, name("Rating"), Way::Fixed),
            one(json!({ "field": "Rating", "value": "Cold" })),
        ),
        (
            "fixed: a checkbox is ticked",
            one(json!({ "field": "Ok__c", "ask": true })),
            Msg::Way(LEAD, name("Ok__c"), Way::Fixed),
            one(json!({ "field": "Ok__c", "value": "true" })),
        ),
        (
            "from the page",
            one(json!({ "field": "Headline__c", "value": "x" })),
            Msg::Way(LEAD, name("Headline__c"), Way::Page(PageValue::Headline)),
            one(json!({ "field": "Headline__c", "from": "headline" })),
        ),
        (
            "a default",
            asked(),
            Msg::Value(LEAD, name("Rating"), name("Cold")),
            one(json!({ "field": "Rating", "ask": true, "default": "Cold" })),
        ),
        (
            "no default any more",
            one(json!({ "field": "Rating", "ask": true, "default": "Cold" })),
            Msg::Value(LEAD, name("Rating"), String::new()),
            asked(),
        ),
        (
            "required",
            asked(),
            Msg::Required(LEAD, name("Rating"), true),
            one(json!({ "field": "Rating", "ask": true, "required": true })),
        ),
        (
            "taken out",
            asked(),
            Msg::Remove(LEAD, name("Rating")),
            Value::Null,
        ),
        (
            "the link's field is no other's",
            one(json!({ "field": "Link__c", "from": "link" })),
            Msg::Link(LEAD, name("Link__c")),
            json!({ "link": "Link__c" }),
        ),
        (
            "the link is written",
            json!({ "link": "Link__c" }),
            Msg::WriteLink(LEAD, true),
            json!({ "link": "Link__c", "writeLink": true }),
        ),
        (
            "no link, and nothing to write",
            json!({ "link": "Link__c", "writeLink": true }),
            Msg::Link(LEAD, String::new()),
            Value::Null,
        ),
    ] {
        let mut state = page(before);
        let commands = own(&mut state, msg);
        assert!(
            matches!(commands[0], Command::Keep(Change::Set(KEY, _))),
            "{case}"
        );
        assert_eq!(state.refused, None, "{case}");
        assert_eq!(lead(&state), after, "{case}");
    }
}

#[test]
fn a_field_is_moved_and_the_focus_stays_with_it() {
    let all = ["Headline__c", "Rating", "Ok__c"];
    let fields = all.map(|field| json!({ "field": field, "ask": true }));
    let mut state = page(json!({ "own": fields }));
    let rating = || "Rating".to_owned();
    for (up, order, spot, at) in [
        (
            true,
            ["Rating", "Headline__c", "Ok__c"],
            Spot::Down(LEAD, rating()),
            1,
        ),
        (
            false,
            ["Headline__c", "Rating", "Ok__c"],
            Spot::Down(LEAD, rating()),
            2,
        ),
        (
            false,
            ["Headline__c", "Ok__c", "Rating"],
            Spot::Up(LEAD, rating()),
            3,
        ),
        (
            true,
            ["Headline__c", "Rating", "Ok__c"],
            Spot::Up(LEAD, rating()),
            2,
        ),
    ] {
        let commands = own(&mut state, Msg::Move(LEAD, rating(), up));
        assert_eq!(commands.last(), Some(&Command::FocusSpot));
        let own = lead(&state)["own"].clone();
        let names: Vec<&str> = own
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["field"].as_str().unwrap())
            .collect();
        assert_eq!(names, order);
        assert_eq!(state.own.spot, Some(spot));
        assert_eq!(state.own.done, Some(Done::Moved(rating(), at, 3)));
    }
    // Beyond the ends there is nothing.
    own(&mut state, Msg::Move(LEAD, "Headline__c".to_owned(), true));
    assert_eq!(lead(&state)["own"][0]["field"], "Headline__c");
}

#[test]
fn what_does_not_fit_the_org_is_named() {
    let describe = parse_describe(describe()).unwrap();
    for (field, expected) in [
        (json!({ "field": "Headline__c", "from": "headline" }), None),
        (
            json!({ "field": "Gone__c", "ask": true }),
            Some(Misfit::NoField),
        ),
        (
            json!({ "field": "Score__c", "ask": true }),
            Some(Misfit::NotCreateable),
        ),
        (
            json!({ "field": "Spot__c", "ask": true }),
            Some(Misfit::Kind("location".to_owned())),
        ),
        (
            json!({ "field": "Ok__c", "from": "headline" }),
            Some(Misfit::Kind("boolean".to_owned())),
        ),
        (
            json!({ "field": "Rating", "from": "about" }),
            Some(Misfit::Kind("picklist".to_owned())),
        ),
        (json!({ "field": "Link__c", "from": "companyPage" }), None),
        (
            json!({ "field": "Headline__c", "value": "" }),
            Some(Misfit::NoValue),
        ),
        (
            json!({ "field": "Rating", "value": "Warm" }),
            Some(Misfit::Value(Sentence::of("wrong_choice").with("Rating"))),
        ),
        (
            json!({ "field": "Rating", "ask": true, "default": "Warm" }),
            Some(Misfit::Value(Sentence::of("wrong_choice").with("Rating"))),
        ),
        (
            json!({ "field": "Headline__c", "value": "x".repeat(81) }),
            Some(Misfit::Value(
                Sentence::of("wrong_too_long")
                    .with("Headline")
                    .with(80)
                    .with(81),
            )),
        ),
    ] {
        let own: OwnField = json::read(field.clone()).unwrap();
        assert_eq!(misfit(&own, &describe), expected, "{field}");
    }
    // The link's field is chosen among those that can take it.
    let fields: Vec<&str> = link_fields(&describe)
        .map(|field| field.name.as_str())
        .collect();
    assert_eq!(fields, ["Headline__c", "Link__c"]);
}

#[test]
fn another_user_sees_other_fields() {
    let mut state = page(json!({ "own": [{ "field": "Rating", "ask": true }] }));
    assert!(state.own.org(LEAD).is_some());
    state.update(PageMsg::SignedOut(Ok(())));
    assert_eq!(state.own.described(LEAD), None);
    // Nobody is signed in: nothing is asked.
    assert_eq!(own(&mut state, Msg::Open(LEAD)), []);
}
