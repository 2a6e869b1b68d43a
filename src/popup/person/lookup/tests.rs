use serde_json::json;

use super::*;
use crate::popup::fixtures::*;

#[test]
fn a_lookup_asks_when_the_rep_stops_typing_and_takes_what_is_chosen() {
    let hit = |id: &str, name: &str| LookupHit {
        id: id.into(),
        name: name.into(),
        object: "Account".into(),
    };
    let partner = json!({ "name": "Partner__c", "label": "Partner", "type": "reference", "referenceTo": ["Account"],
        "createable": true, "nillable": false, "defaultedOnCreate": false });
    let mut app = at_form();
    let with_partner = Ok(describe(&[partner]));
    app.update(form_msg(super::super::form::Msg::Describe(with_partner)));
    let lookup = |of_lookup: Msg| msg(PersonMsg::Lookup(of_lookup));
    let typed = |text: &str| lookup(Msg::Type("Partner__c".into(), text.into()));
    let due = |text: &str| lookup(Msg::Due("Partner__c".into(), text.into()));
    let hits = |text: &str, hits: Vec<LookupHit>| {
        lookup(Msg::Hits("Partner__c".into(), text.into(), Ok(hits)))
    };
    assert_eq!(app.update(typed("T")).len(), 1);
    let commands = app.update(typed("Ti"));
    assert_eq!(commands[1], Command::Soon(Box::new(due("Ti"))));
    app.update(typed("Tid"));
    assert_eq!(app.update(due("Ti")), [], "typed on");
    let find = Find {
        objects: vec!["Account".into()],
        text: "Tid".into(),
    };
    assert_eq!(requests(&app.update(due("Tid"))), [find.into()]);
    app.update(hits("Ti", vec![hit("001", "Tin")]));
    assert_eq!(shown(&app).lookup.as_ref().unwrap().hits, Hits::Asking);
    app.update(hits("Tid", vec![hit("001", "Tide"), hit("002", "Tidal")]));
    app.update(lookup(Msg::Move(false)));
    assert_eq!(shown(&app).lookup.as_ref().unwrap().active, 1);
    let commands = app.update(lookup(Msg::Pick(None)));
    assert!(matches!(&commands[..], [Command::KeepDraft(..)]));
    let draft = &shown(&app).draft;
    assert_eq!(draft.value("Partner__c"), "002");
    assert_eq!(draft.entries["Partner__c"].shown.as_deref(), Some("Tidal"));
    assert_eq!(shown(&app).lookup, None);
}
