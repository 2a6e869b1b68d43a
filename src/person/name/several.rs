//! Names of three words or more without a particle: which of the middle ones are
//! given names, and how many make the family name.

use super::families::{self, Lean};
use super::frequencies::tongue;
use super::order::Words;
use super::{Split, east, is_initial, is_initials, listed, peoples, scripts, syllables};
use crate::person::Doubt;
use crate::person::letters::fold;

/// How little the letters of a word in the middle may speak for a given name.
const LEAST: f32 = 1.0;

impl Words<'_> {
    /// Three words or more without a particle between them.
    pub(super) fn several(&self) -> Split {
        let (words, last) = (self.words, self.last);
        let middle = &words[1..last];
        // "Aung San Thant", "Nur Aisyah Mohd Rizal"
        let malay = middle
            .iter()
            .any(|word| listed("mohd muhd mohamad", &fold(word)));
        if malay || words.iter().all(|word| peoples::is_burmese(word)) {
            return self.at(last, false);
        }
        // "Thái Quốc Nguyễn"
        if last == 2 && east::is_vietnamese_abroad(&words[0], &words[last]) {
            return self.at(last, true);
        }
        // "I Made Wirawan"
        if peoples::is_balinese(words) {
            return self.at(last, false);
        }
        // "Syed Sadiq Syed Hassan"
        if words[..last].contains(&words[last]) || middle.contains(&words[0]) {
            return self.at(last, false);
        }
        if middle.iter().all(|word| is_initial(word)) {
            return self.at(last, true);
        }
        // "Ke Xuan Seah": two syllables of a given name, or a family name in front?
        // "C.P. Raúl Ibarra": a title, or initials?
        let abbreviated = words[0].trim_end_matches('.').contains('.') && is_initials(&words[0]);
        let syllables = words.iter().all(|word| syllables::is_one_syllable(word));
        if abbreviated
            || syllables
            || words[..2].iter().all(|word| is_initial(word))
            || east::is_east_family(&words[last]) && east::is_east_family(&words[0])
        {
            return self.at(last, false);
        }
        let given = (1..last).take_while(|at| self.is_given(*at)).count();
        if given == middle.len() {
            // "John Edgar Casey Williams": the third may be of the family.
            let rather = given > 1
                && self.lean(last - 1) == Lean::RatherGiven
                && !self.is_family(last)
                && !peoples::is_persian_family(&words[last])
                && self.names.letters(&words[last]) > -0.5;
            return self.at(last, !rather && self.one_behind_given());
        }
        // "ललित मोहन शर्मा", "თეკლა მარიამ ნაკაშიძე": of India's north and the Caucasus.
        if words.iter().all(|word| scripts::has_one_family(word)) {
            return self.at(last, last == 2);
        }
        let head = self.lean(0);
        // "W. Terry Wingfield"
        if last == 2 && is_initial(&words[0]) && self.lean(1) == Lean::Either {
            return self.at(last, self.lean(last) <= Lean::Unknown && !self.is_chain());
        }
        // "T. Boone Pickering"
        let spanish = self.names.of(&words[1]).tongues & tongue::IBERIAN != 0;
        if last == 2 && is_initial(&words[0]) && self.lean(last) == Lean::Family && !spanish {
            return self.at(last, true);
        }
        if peoples::is_icelandic(words) && head >= Lean::Either {
            return self.at(last, true);
        }
        // "Recep Tayyip Aydın"
        if peoples::is_turkish(words)
            && head >= Lean::RatherGiven
            && (1..last).all(|at| self.lean(at) >= Lean::Either && !self.is_family(at))
        {
            let given = (1..last).all(|at| self.is_given(at));
            return self.at(last, given || self.lean(last) < Lean::RatherGiven);
        }
        // "Sharmila Das Gupta", "Moumita Roy Chowdhury"
        let bengali = listed(
            "das sen roy ray basu guha dutta deb dev pal",
            &fold(&words[last - 1]),
        ) && listed(
            "gupta sharma chowdhury choudhury chaudhuri roy barman burman mahapatra thakur majumdar mazumdar",
            &fold(&words[last]),
        );
        if bengali {
            return self.at(last - 1, last == 2 && head >= Lean::Either);
        }
        // "Hiteshbhai Ramanlal Patel": a family name of India's.
        if last == 2 && peoples::is_indian_family(&words[last]) && !self.is_family(1) {
            return self.at(last, head > Lean::RatherFamily);
        }
        // "Rajesh Kumar Sharma"
        let indian = (1..last).all(|at| peoples::is_indian_middle(&words[at]) || self.is_given(at));
        if indian && head >= Lean::Either && self.lean(last) <= Lean::Unknown {
            return self.at(last, !peoples::is_indian_middle(&words[last]));
        }
        if let Some(split) = self.two_families(given) {
            return split;
        }
        if self.is_western_middle() {
            return self.at(last, true);
        }
        // "Jasmine Tan Kai Xin": the own name in two languages around the family's.
        if east::is_family_inside(words, self.names) && head >= Lean::RatherGiven {
            let first = [&words[..1], &words[2..]].concat().join(" ");
            return Split::doubted(first, words[1].clone(), Doubt::NameSplit);
        }
        // "Emily Carter Brooks", "Karin Nilsson Ek": rather two family names.
        let at = 1 + given;
        let spanish = self.names.of(&words[0]).tongues & tongue::IBERIAN != 0;
        let least = if spanish { 1.0 } else { -0.7 };
        let unknown = self.lean(at) == Lean::Unknown && self.names.letters(&words[at]) < least;
        let two = !is_initial(&words[0]) && (self.is_family(at) || unknown);
        self.at(if two { at } else { last }, false)
    }

    /// "Sarah Jane Parker", "Juan Carlos García": whether the last word alone is
    /// surely the family name where all in the middle are given names.
    fn one_behind_given(&self) -> bool {
        let (words, last) = (self.words, self.last);
        // In Arabic the names of father and grandfather follow.
        let arabic = words[0].starts_with(|c| ('\u{600}'..'\u{700}').contains(&c));
        // "Aaron Valentín Batista": Spanish, and a family name as well.
        let either = last == 2
            && self.lean(1) < Lean::Given
            && self.is_iberian(last)
            && self.names.of(&words[1]).tongues & tongue::IBERIAN != 0;
        // "Harriet Ora Simon": in the West a family name as well.
        let entry = self.names.of(&words[last]);
        let often = entry.odds() < 4.0
            && entry.tongues & (tongue::WESTERN | tongue::IBERIAN) == tongue::WESTERN
            && !families::is_given(&words[last]);
        // "Fatma Zehra Gökçen-Öztürk"
        let bound = words[last].contains('-') && !families::has_article(&words[last]);
        self.lean(0) >= Lean::Either
            && (self.lean(last) < Lean::Given || often || bound || peoples::is_turkish(words))
            && !arabic
            && (!self.is_eastern(0)
                || families::is_given_too(&words[0]) && self.lean(1) == Lean::Given)
            && !self.is_chain()
            && !either
            && !self.is_spanish_pair()
    }

    /// "Celia Alberto Pérez", "Elvira Ramón Utrabo": where two family names follow,
    /// a man's name behind a woman's is the first of them.
    fn is_spanish_pair(&self) -> bool {
        let (words, last) = (self.words, self.last);
        let spanish = self.names.of(&words[0]).tongues & tongue::IBERIAN != 0;
        let woman = fold(&words[0]).ends_with('a');
        let second = fold(&words[1]);
        // "Paulina Franco Martinessi": a man's name, in other languages too.
        let man = second.ends_with('o')
            && second.len() > 4
            && self.names.of(&words[1]).tongues & tongue::EASTERN == 0;
        let devotion = listed(
            "joao jose rosario consuelo socorro amparo rocio sagrario concepcion",
            &second,
        );
        let follows = self.is_iberian(last)
            || self.lean(last) == Lean::Unknown && peoples::has_spanish_shape(&words[last]);
        last == 2
            && (self.words[1].contains('ñ')
                || woman && man && !devotion
                || !woman && devotion && spanish
                || spanish
                    && (woman && second.ends_with('o') && !devotion
                        || peoples::is_spanish_too(&second) && follows))
    }

    /// "Carlos García López": two family names, certain where both are Spanish
    /// and all before them are given names.
    fn two_families(&self, given: usize) -> Option<Split> {
        let (words, last) = (self.words, self.last);
        let head = self.lean(0);
        let mut other = self.lean(last);
        // "Pedro González Martín"
        if peoples::is_spanish_too(&words[last]) {
            other = other.min(Lean::Either);
        }
        let one = self.lean(last - 1);
        let known = |at: usize| self.names.of(&words[at]).tongues;
        let families = (1..=last)
            .rev()
            .take_while(|at| self.is_iberian(*at))
            .count();
        // Of three Portuguese words the second may be a given name too.
        let portuguese = last == 2 && words[1..].iter().any(|word| peoples::is_portuguese(word));
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
                || head >= Lean::Either && one == Lean::Family && other <= Lean::RatherFamily;
            return Some(self.at(last - 1, sure && spanish && !portuguese));
        }
        if families >= 2 && head != Lean::Family {
            return Some(self.at(last - 1, false));
        }
        // "Camila Vargas Llosa": the second one in no list.
        let first_iberian = peoples::is_iberian(&words[last - 1])
            || one == Lean::Family && known(last - 1) == tongue::IBERIAN;
        if first_iberian && given + 2 == last {
            // "Elena Casandra Salgado Fontana": two given names leave two for the
            // family.
            let second = other == Lean::Unknown && peoples::has_spanish_shape(&words[last])
                || last > 2 && other <= Lean::Either;
            let sure = second
                && !portuguese
                && known(0) & tongue::IBERIAN != 0
                && head >= Lean::RatherGiven;
            return Some(self.at(last - 1, sure));
        }
        // "Ainhoa Goikoetxea Aranburu", "Jordi Casadevall Riera": behind a name that is
        // Spanish alone.
        let theirs = |at: usize| {
            self.lean(at) == Lean::Unknown && self.names.letters(&words[at]) < 0.5
                || self.is_family(at) && known(at) & tongue::IBERIAN != 0
        };
        if given + 2 == last && known(0) == tongue::IBERIAN && theirs(last - 1) && theirs(last) {
            return Some(self.at(last - 1, head == Lean::Given && !portuguese));
        }
        // "Amra Hadžiahmetović Ćosić", "Lucie Procházková Benešová"
        let slavic = |at: usize| {
            self.lean(at) <= Lean::Unknown
                && self.names.letters(&words[at]) < -1.0
                && families::has_family_ending(&words[at])
        };
        if given + 2 == last && slavic(last - 1) && slavic(last) {
            return Some(self.at(last - 1, false));
        }
        // "Inés Arrimadas García": the first one in no list.
        let second_iberian = peoples::is_iberian(&words[last])
            || other == Lean::Family && known(last) == tongue::IBERIAN;
        // "Hailey Melissa Lizano Morales", "Aranza Lailu Benítez Ellis": of four
        // words two are the family's.
        let four = last > 2 && (second_iberian && one <= Lean::Unknown || first_iberian);
        // "Diana Marcela Castiblanco Rojas"
        let sure = last == 3
            && given == 1
            && second_iberian
            && one == Lean::Unknown
            && head >= Lean::RatherGiven
            && known(0) & tongue::IBERIAN != 0
            && self.names.letters(&words[2]) < 0.0;
        if sure {
            return Some(self.at(last - 1, true));
        }
        (four || second_iberian && one == Lean::Unknown && known(0) & tongue::IBERIAN != 0)
            .then(|| self.at(last - 1, false))
    }

    /// "James Tyler Morrison", "Naoma Krysten Berger": elsewhere one family name,
    /// and what stands before it is the First Name.
    fn is_western_middle(&self) -> bool {
        let last = self.last;
        let (head, tail) = (self.lean(0), self.lean(last));
        let open =
            self.is_eastern(0) || (1..last).any(|at| self.is_family(at) || self.is_eastern(at));
        // "Luis Marín Sabater", "Catalina Delmas Schaerer"
        let tongues = self.names.of(&self.words[0]).tongues;
        let spanish = tongues == tongue::IBERIAN
            || tongues & tongue::IBERIAN != 0 && (1..last).any(|at| self.is_iberian(at));
        // "Peter Kiprono Cheruiyot": in no list, and rather a given name by its letters.
        let unknown = (1..last).any(|at| {
            self.lean(at) == Lean::Unknown && self.names.letters(&self.words[at]) < LEAST
        }) && !(self.names.of(&self.words[last]).tongues == tongue::OTHER
            && tail <= Lean::Either);
        // "Kebede Alemu Girma"
        let strange = head == Lean::Unknown
            && tail == Lean::Unknown
            && self.names.letters(&self.words[last]) > 0.0;
        !open
            && !spanish
            && last == 2
            && !self.is_iberian(last)
            && !unknown
            && !strange
            && (head >= Lean::Either)
            && !self.is_chain()
            && (head >= Lean::RatherGiven || tail <= Lean::Unknown)
            && tail < Lean::RatherGiven
    }

    /// Rather a family name, be it ever so little.
    pub(super) fn is_family(&self, at: usize) -> bool {
        self.lean(at) <= Lean::RatherFamily
            || self.lean(at) == Lean::Unknown && self.names.letters(&self.words[at]) < -3.0
            || self.lean(at) == Lean::Either && self.names.of(&self.words[at]).odds() < 0.0
    }

    /// "Kim Lee Whitlock": of the East, whatever it is in the West.
    fn is_eastern(&self, at: usize) -> bool {
        self.lean(at) == Lean::Either
            && self.names.of(&self.words[at]).tongues & tongue::EASTERN != 0
    }

    /// Where names of fathers follow the own ("Fatima Amina Umar"): the last word
    /// is no known family name, and not of Europe or its daughters.
    fn is_chain(&self) -> bool {
        let settled = |word: &String| {
            is_initial(word)
                || self.names.of(word).tongues & (tongue::WESTERN | tongue::IBERIAN) != 0
        };
        if peoples::is_turkish(self.words) {
            return false;
        }
        let last = &self.words[self.last];
        let fathers = |word: &String| peoples::is_fathers(word);
        // "Ismail Mohammed Sharif"
        if (peoples::is_persian_family(last) || peoples::is_maghrebi_family(last))
            && self.lean(self.last) <= Lean::Unknown
        {
            return false;
        }
        let given = match self.lean(self.last) {
            Lean::Unknown => self.names.letters(last) > 1.0,
            lean => lean >= Lean::RatherGiven,
        };
        // "Muhammad Haziq Hakim"
        let other = |word: &String| self.names.of(word).tongues;
        let theirs = self.lean(self.last) >= Lean::Either
            && other(last) & tongue::OTHER != 0
            && self.words.iter().any(|word| other(word) == tongue::OTHER);
        let malay = listed("mohd muhd siti nurul", &fold(&self.words[0]));
        if theirs || malay || fathers(last) || given && self.words[1..self.last].iter().any(fathers)
        {
            return true;
        }
        match self.lean(self.last) {
            Lean::Family | Lean::RatherFamily => false,
            Lean::Unknown => {
                self.words[..self.last].iter().any(fathers) && self.names.letters(last) > -0.7
            }
            _ => !settled(&self.words[self.last]),
        }
    }

    fn is_iberian(&self, at: usize) -> bool {
        let word = &self.words[at];
        peoples::is_iberian(word)
            || at == self.last && peoples::is_spanish_too(word)
            || self.lean(at) <= Lean::Either
                && self.names.of(word).tongues & tongue::IBERIAN != 0
                && self.lean(at) != Lean::Unknown
    }
}
