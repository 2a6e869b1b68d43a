//! The order of a name, settled by what else the page says of the person: their
//! address, which most write as "given.family".

use crate::person::letters::fold;
use crate::person::{Doubt, Person};

/// The pieces of a handle, without digits behind them and with an umlaut written
/// out as the plain letter.
fn pieces(text: &str) -> Vec<String> {
    fold(text)
        .split(|c: char| !c.is_alphabetic())
        .filter(|piece| !piece.is_empty())
        .map(|piece| {
            ["ae", "oe", "ue"]
                .iter()
                .fold(piece.to_owned(), |text, pair| {
                    text.replace(pair, &pair[..1])
                })
        })
        .collect()
}

/// Makes a name certain whose order alone was in doubt, where a handle has the
/// same names in the order that is proposed: the local part of an email address
/// ("anna.kovacs") or the end of a profile's address ("anna-kovacs-1a2b3c").
pub fn agree(person: &mut Person, handle: &str) {
    let (Some(first), Some(last)) = (&mut person.first_name, &mut person.last_name) else {
        return;
    };
    let order = Some(Doubt::FamilyFirst);
    if first.doubt != order || last.doubt != order {
        return;
    }
    let names = pieces(&format!("{} {}", first.value, last.value));
    let own = pieces(handle);
    if names.len() > 1 && own.starts_with(&names) {
        first.doubt = None;
        last.doubt = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::person::Source;
    use crate::person::name::frequencies::Frequencies;
    use crate::person::name::read;

    /// First and Last Name, and whether they are certain.
    fn with(shown: &str, handle: &str) -> (String, String, bool) {
        let mut person = Person::default();
        let table = include_bytes!("../../../extension/names/names.bin");
        let names = Frequencies::new(table.to_vec());
        read(shown, Source::TopCard, &names, &mut person);
        agree(&mut person, handle);
        let [first, last] = [person.first_name, person.last_name].map(|known| {
            known.map_or_else(Default::default, |known| {
                (known.value, known.doubt.is_none())
            })
        });
        (first.0, last.0, first.1 && last.1)
    }

    #[test]
    fn a_handle_settles_the_order_alone() {
        for (shown, handle, certain) in [
            ("Bal\u{e1}zs P\u{e9}ter", "peter.balazs", true),
            ("Bal\u{e1}zs P\u{e9}ter", "peter-balazs-1a2b3c", true),
            ("Bal\u{e1}zs P\u{e9}ter", "PeterBalazs", false),
            ("Bal\u{e1}zs P\u{e9}ter", "balazs.peter", false),
            ("Bal\u{e1}zs P\u{e9}ter", "sales", false),
            ("Bal\u{e1}zs P\u{e9}ter", "", false),
            ("M\u{fc}ller Jana", "jana.mueller", true),
        ] {
            let (first, last, is) = with(shown, handle);
            assert_eq!(is, certain, "{shown}, {handle}: {first} {last}");
        }
        // Where it is split, no address says.
        assert!(!with("Sean Mc", "sean.mc").2);
    }
}
