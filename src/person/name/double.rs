//! Two family names: of Spain and Portugal, of Slavic and Persian couples.

use super::families::{self, Lean};
use super::frequencies::tongue;
use super::order::Words;
use super::{Split, listed, peoples};
use crate::person::letters::{fold, lower};

impl Words<'_> {
    /// "Carlos García López": two family names, certain where both are Spanish
    /// and all before them are given names.
    pub(super) fn two_families(&self, given: usize) -> Option<Split> {
        let (words, last) = (self.words, self.last);
        let head = self.lean(0);
        let mut other = self.lean(last);
        // "Pedro González Martín"
        if peoples::is_spanish_too(&words[last]) {
            other = other.min(Lean::Either);
        }
        let one = self.lean(last - 1);
        let known = |at: usize| self.names.of(&words[at]);
        let families = (1..=last)
            .rev()
            .take_while(|at| self.is_iberian(*at))
            .count();
        // Of three Portuguese words the second may be a given name too.
        let portuguese = last == 2 && words[1..].iter().any(|word| peoples::is_portuguese(word));
        // "Juan Cruz Zubeldía": of Argentina's given names, too.
        if last == 2 && fold(&words[0]) == "juan" && fold(&words[1]) == "cruz" {
            return Some(self.at(last, false));
        }
        if families == 2 && given + 2 == last {
            if portuguese && one >= Lean::Either {
                let at = if self.is_family(last - 1) {
                    last - 1
                } else {
                    last
                };
                return Some(self.at(at, false));
            }
            let spanish = one <= Lean::RatherFamily && other <= Lean::Either
                || last > 2 && one == Lean::Either && other <= Lean::RatherFamily;
            let sure = head >= Lean::RatherGiven
                || last > 2 && given > 0
                || head >= Lean::Either && one == Lean::Family && other <= Lean::RatherFamily
                // "Washington Cevallos Mora", "Wilson Guamán Toapanta"
                || last == 2
                    && !known(0).is_of(tongue::IBERIAN)
                    && (1..3).all(|at| {
                        known(at).is_only_of(tongue::SPANISH) && self.lean(at) == Lean::Family
                    });
            return Some(self.at(last - 1, sure && spanish));
        }
        if families >= 2 && head != Lean::Family {
            return Some(self.at(last - 1, false));
        }
        // "Rodrigo Ignacio Fuenzalida Pino"
        let two_given = last == 3
            && given == 1
            && self.is_spanish(0)
            && (0..2).all(|at| self.lean(at) >= Lean::RatherGiven)
            && (0..2).any(|at| self.is_spanish_alone(at))
            && (2..4).all(|at| self.lean(at) < Lean::RatherGiven);
        if two_given {
            return Some(self.at(last - 1, true));
        }
        // "Camila Vargas Llosa": the second one in no list.
        let first_iberian = peoples::is_iberian(&words[last - 1])
            || one == Lean::Family && known(last - 1).is_only_of(tongue::IBERIAN);
        if first_iberian && given + 2 == last {
            // "Elena Casandra Salgado Fontana": two given names leave two for the
            // family.
            let second = other == Lean::Unknown && peoples::has_spanish_shape(&words[last])
                || last > 2 && other <= Lean::Either
                // "Alejandra Buendía Cota"
                || other <= Lean::RatherFamily && self.is_spanish_alone(0);
            let sure = second && self.is_spanish(0) && head >= Lean::RatherGiven;
            return Some(self.at(last - 1, sure));
        }
        // "Ainhoa Goikoetxea Aranburu", "Jordi Casadevall Riera": behind a name that is
        // Spanish alone.
        let theirs = |at: usize| {
            self.lean(at) == Lean::Unknown && self.names.letters(&words[at]) < 0.5
                || self.is_family(at) && (at == last || known(at).is_of(tongue::IBERIAN))
        };
        if given + 2 == last && self.is_spanish_alone(0) && theirs(last - 1) && theirs(last) {
            return Some(self.at(last - 1, head == Lean::Given));
        }
        // "Georgi Hristov Kirilov"
        let is_son = |at: usize| ["ov", "ev"].iter().any(|end| words[at].ends_with(end));
        if last == 2 && head >= Lean::RatherGiven && is_son(1) && is_son(2) {
            return Some(self.at(2, true));
        }
        // "Amra Hadžiahmetović Ćosić", "Lucie Procházková Benešová"
        let slavic = |at: usize| {
            self.lean(at) <= Lean::Unknown
                && (self.names.letters(&words[at]) < -1.0 || words[at].ends_with(['ć', 'ћ']))
                && families::has_family_ending(&words[at])
        };
        if given + 2 == last && slavic(last - 1) && slavic(last) {
            // "Tsvetelina Angelova Draganova": so fathers are named in Bulgaria.
            let father = ["ov", "ev", "ova", "eva"]
                .iter()
                .any(|end| words[last - 1].ends_with(end));
            // "Gergana Todorova Yankulova"
            let stem = ["ova", "eva"]
                .iter()
                .find_map(|end| words[last - 1].strip_suffix(end));
            let named =
                stem.is_some_and(|stem| families::lean(stem, self.names) >= Lean::RatherGiven);
            let at = if father { last } else { last - 1 };
            return Some(self.at(at, head >= Lean::RatherGiven && (!father || named)));
        }
        // "Ivana Tichá Soukupová": no given name of theirs ends so.
        let czech = |at: usize| words[at].ends_with('á') && self.lean(at) < Lean::RatherGiven;
        if last == 2 && czech(1) && czech(2) && head >= Lean::RatherGiven {
            return Some(self.at(1, true));
        }
        // "Liat Katz Harel": of Israel, where a woman keeps her own.
        let own = "cohen levi levy katz mizrahi peretz biton dahan friedman azulay shapira";
        if last == 2 && head >= Lean::RatherGiven && listed(own, &fold(&words[1])) {
            return Some(self.at(1, true));
        }
        // "Mahsa Haji Mirzaei"
        if last == 2
            && listed("haji mir agha حاجی میر آقا", &fold(&words[1]))
            && peoples::is_persian_family(&words[2])
        {
            return Some(self.at(1, head >= Lean::RatherGiven));
        }
        // "Marie Ève Tremblay Gagnon", "Jaspreet K. Gill Brar"
        let surely = |at: usize| self.lean(at) == Lean::Family;
        if last > 2 && given + 2 == last && head == Lean::Given && surely(last - 1) && surely(last)
        {
            return Some(self.at(last - 1, true));
        }
        // "Pallavi Joshi Gokhale", "Rima Haddad Sfeir": a married woman's, where a family
        // name is no middle name.
        let theirs = |at: usize| {
            let entry = known(at);
            entry.known()
                && entry.odds() < -2.0
                && !entry.is_of(tongue::WESTERN | tongue::AFRICAN | tongue::IBERIAN)
        };
        let woman = fold(&words[0]).ends_with(['a', 'e', 'i', 'u']);
        if last == 2 && woman && theirs(1) && theirs(2) && head >= Lean::RatherGiven {
            return Some(self.at(1, true));
        }
        // "Inés Arrimadas García": the first one in no list.
        let second_iberian = peoples::is_iberian(&words[last])
            || other == Lean::Family && known(last).is_only_of(tongue::IBERIAN);
        // "Hailey Melissa Lizano Morales", "Aranza Lailu Benítez Ellis": of four
        // words two are the family's.
        let four = last > 2 && (second_iberian && one <= Lean::Unknown || first_iberian);
        // "Diana Marcela Castiblanco Rojas"
        let sure = last == 3
            && given == 1
            && second_iberian
            && one == Lean::Unknown
            && head >= Lean::RatherGiven
            && (0..2).any(|at| known(at).is_of(tongue::IBERIAN))
            && self.names.letters(&words[2]) < 1.0;
        if sure {
            return Some(self.at(last - 1, true));
        }
        (four || second_iberian && one == Lean::Unknown && known(0).is_of(tongue::IBERIAN))
            .then(|| self.at(last - 1, false))
    }

    /// A name of Spain or Portugal, be it of others as well.
    fn is_spanish(&self, at: usize) -> bool {
        self.names.of(&self.words[at]).is_of(tongue::IBERIAN)
            || listed("mª ma.", &lower(&self.words[at]))
    }

    /// A name of Spain or Portugal alone, by the lists or by its accent ("Lucía").
    fn is_spanish_alone(&self, at: usize) -> bool {
        let word = &self.words[at];
        let entry = self.names.of(word);
        entry.is_only_of(tongue::IBERIAN)
            || entry.is_of(tongue::SPANISH) && word.contains(['í', 'ó', 'ñ'])
            || lower(word) == "mª"
    }

    /// "Celia Alberto Pérez", "Elvira Ramón Utrabo": where two family names follow,
    /// a man's name behind a woman's is the first of them.
    pub(super) fn is_spanish_pair(&self) -> bool {
        let (words, last) = (self.words, self.last);
        let spanish = self.names.of(&words[0]).is_of(tongue::IBERIAN);
        let woman = fold(&words[0]).ends_with('a');
        let second = fold(&words[1]);
        // "Paulina Franco Martinessi": a man's name, in other languages too.
        let man = second.ends_with('o')
            && second.len() > 4
            && !self.names.of(&words[1]).is_of(tongue::EASTERN);
        let devotion = listed(
            "rosario consuelo socorro amparo rocio sagrario concepcion",
            &second,
        );
        let named = devotion || listed("joao jose", &second);
        if self.names.of(&words[last]).is_only_of(tongue::EASTERN) {
            return false;
        }
        let follows = self.is_iberian(last)
            || self.lean(last) == Lean::Unknown && peoples::has_spanish_shape(&words[last]);
        last == 2
            && (self.words[1].contains('ñ')
                || woman && man && !named
                || !woman && devotion && spanish
                || spanish
                    && (woman && second.ends_with('o') && !named
                        // "José Ramón Cuesta"
                    || peoples::is_spanish_too(&second)
                        && follows
                        && !(listed("jose juan", &fold(&words[0]))
                            && listed("ramon vicente lorenzo esteban", &second))))
    }

    /// A family name of Spain or Portugal.
    pub(super) fn is_iberian(&self, at: usize) -> bool {
        let word = &self.words[at];
        peoples::is_iberian(word)
            || peoples::is_portuguese(word) && self.lean(at) < Lean::Either
            || at == self.last && peoples::is_spanish_too(word)
            || self.lean(at) <= Lean::Either
                && self.names.of(word).is_of(tongue::IBERIAN)
                && self.lean(at) != Lean::Unknown
    }
}
