use super::super::tests::{at_form, create, form};
use super::*;
use crate::message;

#[test]
fn a_lookup_asks_when_the_rep_stops_typing_and_takes_what_is_chosen() {
    let hit = |id: &str, name: &str| message::LookupHit {
        id: id.into(),
        name: name.into(),
        object: "Account".into(),
    };
    let mut state = at_form();
    let mut form = form();
    form.fields[2].input = Input::Lookup {
        objects: vec!["Account".into()],
    };
    form.fields[2].name = "Partner__c".into();
    state.take(Event::Form(Ok(form)));
    let typed = |text: &str| LookupEvent::Typed("Partner__c".into(), text.into());
    let due = |text: &str| LookupEvent::Due("Partner__c".into(), text.into());
    let hits = |text: &str, hits: Vec<message::LookupHit>| {
        Event::Lookup(LookupEvent::Hits(
            "Partner__c".into(),
            text.into(),
            Ok(hits),
        ))
    };
    assert_eq!(state.take(typed("T").into()).len(), 1);
    let effects = state.take(typed("Ti").into());
    assert_eq!(effects[1], Effect::Soon(due("Ti")));
    state.take(typed("Tid").into());
    assert_eq!(state.take(due("Ti").into()), [], "typed on");
    let find = Effect::Find {
        field: "Partner__c".into(),
        objects: vec!["Account".into()],
        text: "Tid".into(),
    };
    assert_eq!(state.take(due("Tid").into()), [find]);
    state.take(hits("Ti", vec![hit("0", "An old answer")]));
    assert_eq!(state.lookup.as_ref().unwrap().hits, Hits::Asking);
    // Nothing is chosen yet: that is no value.
    state.take(create());
    assert_eq!(
        state.validation_errors()[0].words,
        "Choose Company from what was found."
    );
    state.take(hits("Tid", vec![hit("1", "Tide"), hit("2", "Tidewater")]));
    for (down, active) in [(true, 1), (true, 0), (false, 1)] {
        state.take(LookupEvent::Move(down).into());
        assert_eq!(state.lookup.as_ref().unwrap().active, active);
    }
    state.take(LookupEvent::Pick(None).into());
    assert_eq!(state.lookup, None);
    assert_eq!(state.draft.value("Partner__c"), "2");
    let shown = state.draft.entries["Partner__c"].shown.as_deref();
    assert_eq!(shown, Some("Tidewater"));
    assert_eq!(state.validation_errors(), []);
}
