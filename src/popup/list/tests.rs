use super::*;
use crate::popup::app::tests::{ada_at, person, requests};

fn listed() -> Vec<Listed> {
    vec![Listed {
        person: person(),
        ticked: true,
    }]
}

#[test]
fn a_list_asks_who_is_in_the_crm_and_stands_without_the_answer() {
    let (list, commands) = List::begin(listed(), 3);
    let people = vec![ada_at("Engines")];
    assert_eq!(requests(&commands), [FindMatches { people }.into()]);
    assert_eq!(List::begin(Vec::new(), 0).1, []);
    for (kind, said) in [
        (Kind::SignedOut, false),
        (Kind::SessionEnded, false),
        (Kind::Unavailable, true),
    ] {
        let mut list = list.clone();
        list.update(Msg::Matches(Err(kind.into())));
        assert_eq!(list.problem.is_some(), said, "{kind:?}");
        assert_eq!(list.people.len(), 1);
    }
}
