//! Names of two words: a given and a family name, or two given names.

use super::Split;
use super::families::{self, Lean};
use super::frequencies::tongue;
use super::order::{Words, join};
use super::stands::Stands;
use super::{listed, peoples};
use crate::person::Doubt;
use crate::person::letters::fold;

/// Men's names that end like a woman's.
const MEN: &str =
    "luca luka nicola andrea mattia elia joshua ezra ilya nikita sasha musa issa mustafa";

/// Names of the day of birth, of Ghana, and of twins, of Nigeria.
const BORN: &str =
    "kojo kofi kwame kwaku kwabena kwasi yaw ama abena akua yaa afia esi taiwo kehinde";

impl Words<'_> {
    /// Of two words the second is the family name, unless both are given names or
    /// both the family's.
    pub(super) fn pair(&self) -> Split {
        // "Peña Nieto": two family names, and no given name.
        let families = (0..2).all(|at| {
            self.lean(at) == Lean::Family
                && self.names.of(&self.words[at]).is_only_of(tongue::IBERIAN)
        });
        // "Nur Syafiqah": the father's name is missing.
        let malay = !families::has_article(&self.words[1])
            && listed(
                "nur nurul noor siti muhd mohd mohamad sri",
                &fold(&self.words[0]),
            );
        let both = self.are_both_given();
        // "Ana Maria", "Paulo Sérgio": one given name in two words.
        let is_iberian = |word: &String| self.names.of(word).is_of(tongue::IBERIAN);
        if both && self.stands == Stands::GivenFirst && self.words.iter().all(is_iberian) {
            return Split::doubted(join(self.words), "", Doubt::NameSplit);
        }
        self.at(1, !families && !malay && !both)
    }

    /// "Nils Henrik", "Chinedu Ikenna", "Kwame Kojo": who shows two given names may
    /// have left out the family name, and a given name that is a family name too may
    /// stand first.
    fn are_both_given(&self) -> bool {
        let (head, tail) = (&self.words[0], &self.words[1]);
        // "Ioana-Cristina Toma": who bears two shows them both in front.
        let two = |(one, other): (&str, &str)| {
            [one, other]
                .iter()
                .all(|word| families::lean(word, self.names) >= Lean::RatherGiven)
        };
        let compound = families::has_article(tail)
            || head.split_once('-').is_some_and(two)
            || tail.contains(['-', '\''])
            || tail.starts_with("عبد")
            || ["Bel", "Ben", "Bou"]
                .iter()
                .any(|front| tail.starts_with(front))
                && !self.names.of(tail).is_of(tongue::WESTERN)
            || tail.starts_with("Mac") && tail[3..].starts_with(char::is_uppercase);
        let never = peoples::never_turns(self.words) && !self.names.of(tail).is_of(tongue::AFRICAN);
        if compound || never || families::is_given_too(head) || families::is_english_family(tail) {
            return false;
        }
        // A name that families bear as well tells little beside one of other people.
        let rather = self.lean(1) == Lean::RatherGiven
            // "Ngozi Uzoma": there fathers' names became families', but for those of a day
            // or of twins.
            && (!self.names.of(tail).is_only_of(tongue::AFRICAN)
                || listed(BORN, &fold(tail)))
            && self.names.of(tail).is_of(self.names.of(head).tongues)
            // "Çağla Aydın": there most family names are given names too.
            && (!peoples::is_turkish(self.words) || listed("can nur naz su", &fold(tail)));
        let given = self.lean(1) == Lean::Given && self.names.of(tail).known();
        // "Tal Shahar", "Natan Yair": in Israel these are more often given names.
        let israeli = listed("tal gal dor shahar avital yair shai", &fold(tail));
        self.lean(0) >= Lean::RatherGiven
            && (given || rather || israeli)
            && !self.is_woman_before_man()
    }

    /// "Codruța Iacob", "Laura Simon": nobody bears a woman's and a man's name.
    fn is_woman_before_man(&self) -> bool {
        let [head, tail] = [0, 1].map(|at: usize| fold(&self.words[at]));
        self.names
            .of(&head)
            .is_of(tongue::WESTERN | tongue::IBERIAN)
            && head.ends_with('a')
            && !listed(MEN, &head)
            && !tail.ends_with(['a', 'e', 'i'])
    }
}
