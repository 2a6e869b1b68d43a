//! Names whose family name stands in front: how they are split, and the few that
//! are certain, because their words can be nothing else.

use super::families::{self, Lean};
use super::frequencies::{odds_of_letters, tongue};
use super::order::{Words, join};
use super::scripts::{self, Script};
use super::{Split, east, peoples, syllables};
use crate::person::Doubt;
use crate::person::letters::fold;

impl Words<'_> {
    /// "Nagy Péter", "Nguyen Van Anh".
    pub(super) fn family_first(&self) -> Split {
        let married = self.last == 2
            && fold(&self.words[0]).ends_with("ne")
            && self.words[0].ends_with('é')
            && self.lean(2) >= Lean::RatherGiven
            && self.lean(1) <= Lean::Unknown;
        // "Tóthné Varga Ildikó": the husband's name, the own, the given one.
        if married {
            return Split::certain(self.words[2].clone(), join(&self.words[..2]));
        }
        let at = east::compound_front(self.words).unwrap_or(1);
        Split {
            first: join(&self.words[at..]),
            last: join(&self.words[..at]),
            doubt: (!self.is_surely_turned(at)).then_some(Doubt::FamilyFirst),
        }
    }

    /// Whether nobody would take the words for anything but a family name of a
    /// people that writes it first, and given names behind it.
    fn is_surely_turned(&self, at: usize) -> bool {
        let (head, rest) = (&self.words[0], &self.words[at..]);
        let given = (at..=self.last).all(|at| self.lean(at) >= Lean::RatherGiven);
        let family = self.lean(0) == Lean::Family;
        // "Kovács Eszter"
        let hungarian =
            self.names.of(head).is_of(tongue::HUNGARIAN) && peoples::is_hungarian(self.words);
        // "Тихонова Мария"
        let russian = rest.len() == 1
            && scripts::of_word(head) == Some(scripts::Script::Cyrillic)
            && families::is_family_by_shape(head);
        // "Rossetti Maria Teresa"
        let stranger_before_two = rest.len() == 2
            && !self.names.of(head).known()
            && self.names.letters(head) < -2.0
            && (1..3).all(|at| self.lean(at) == Lean::Given);
        if stranger_before_two {
            return true;
        }
        // "Szentgyörgyi Balázs": every given name of Hungary is known.
        let stranger = peoples::is_hungarian(self.words)
            && (!self.names.of(head).known()
                // "Gáspár-Vörös Enikő", "Barta Réka"
                || head.contains('-')
                || self.lean(0) == Lean::RatherFamily)
            && rest
                .iter()
                .all(|word| self.names.of(word).is_only_of(tongue::HUNGARIAN));
        // "Somogyi Anna Katalin"
        let of = |word: &String| self.names.of(word).is_of(tongue::HUNGARIAN);
        let only = |word: &String| self.names.of(word).is_only_of(tongue::HUNGARIAN);
        let known =
            family && (only(head) && rest.iter().any(of) || of(head) && rest.iter().any(only));
        if (hungarian && family || known || stranger || russian) && given {
            return true;
        }
        // "Uwimana Marie Claire", "Deshpande Aditi Prakash": the family's name, and given
        // names of Africa or India.
        let entry = self.names.of(head);
        let african = entry.is_only_of(tongue::AFRICAN) && entry.odds() < 0.0;
        let indian = entry.is_only_of(tongue::INDIAN) && entry.odds() < -2.0;
        if rest.len() == 2 && given && (african || indian) && self.lean(1) == Lean::Given {
            return true;
        }
        if self.last == 1 && self.is_pair_turned() {
            return true;
        }
        east::is_surely_turned(head, rest, self.names)
    }

    /// "Rossi Marco", "Nakagawa Shiro", "Պետրոսյան Աննա": of two words the first is
    /// hardly ever a given name, and the second hardly ever a family name.
    fn is_pair_turned(&self) -> bool {
        let (head, tail) = (&self.words[0], &self.words[1]);
        let caucasian = scripts::has_one_family(head)
            && families::has_family_ending(head)
            && !families::has_family_ending(tail);
        let weighed = |word: &String| {
            matches!(
                scripts::of_word(word),
                Some(Script::Latin | Script::Cyrillic | Script::Greek)
            )
        };
        // "Smith John"
        let syllables = self
            .words
            .iter()
            .all(|word| syllables::is_one_syllable(word));
        if !weighed(head) || families::is_given_or_family(tail) || syllables {
            return caucasian;
        }
        let odds = |at: usize| {
            let entry = self.names.of(&self.words[at]);
            match self.lean(at) {
                Lean::Family if families::is_family(&self.words[at]) => -5.0,
                _ if entry.known() => entry.odds(),
                // "Constantinescu Mihai"
                Lean::RatherFamily => -5.0,
                _ => odds_of_letters(self.names.letters(&self.words[at])),
            }
        };
        let both = [head, tail].map(|word| self.names.of(word));
        let known = both.iter().all(|one| one.known());
        // "Nsengiyumva Eric", "N'Guessan Jean-Marc"
        let african = both[0].is_only_of(tongue::AFRICAN) && both[1].is_of(tongue::WESTERN);
        if african && odds(0) < 0.0 && self.lean(1) == Lean::Given {
            return true;
        }
        // "Grigorescu Bogdan"
        let ending = !self.names.of(head).known()
            && families::has_family_ending(head)
            && !families::has_family_ending(tail);
        if ending && self.lean(1) >= Lean::RatherGiven {
            return true;
        }
        // "Gadowski Janek"
        let slavic = !self.names.of(head).known() && families::is_family_by_shape(head);
        // "Yamada Taro", "Sharma Rajesh"
        let (least, given) = if slavic {
            (-6.0, 1.0)
        } else if both.iter().all(|one| one.is_only_of(tongue::EASTERN)) {
            (-4.0, 1.0)
        } else if known && !both.iter().any(|one| one.is_of(tongue::WESTERN)) {
            (-6.0, 1.0)
        } else {
            (-8.0, 3.0)
        };
        odds(1) >= given && odds(0) - odds(1) <= least
    }
}
