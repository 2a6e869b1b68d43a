//! Where a name of several words is split, and in which order it stands. Shape
//! comes first; what it leaves open, the frequencies of names decide.

use super::casing::Capitals;
use super::families::{self, Lean};
use super::frequencies::{Frequencies, tongue};
use super::{Split, is_east_asian, is_initial, is_initials, particles, scripts, titles};
use crate::person::letters::fold;
use crate::person::{Doubt, listed};
use crate::platform::case;

/// What cannot end a name: more was there and is cut off. Words of this kind
/// that are names too ("Le", "Do", "Ben") are left out.
const CUT_OFF: &str = "mac van von de der del della da dos di du bin ibn bint al el la los ter zum zur af \
    mc o o' d' fitz abd abdul vander vande st y";

/// First and last name of at least two words in their shown order.
pub(super) fn order(words: &[String], capitals: &Capitals, names: &Frequencies) -> Split {
    let last = words.len() - 1;
    by_capitals(words, capitals)
        .or_else(|| scripts::with_patronymic(words))
        .or_else(|| without_given(words))
        .or_else(|| cut_off(words))
        .unwrap_or_else(|| {
            let leans: Vec<Lean> = words
                .iter()
                .map(|word| families::lean(word, names))
                .collect();
            let stands = Stands::of(words, &leans, names);
            Words {
                words,
                leans,
                stands,
                names,
                last,
            }
            .split()
        })
}

fn join(words: &[String]) -> String {
    words.join(" ")
}

/// "Jean DUPONT", "DUPONT Jean": the capitals say which is the family name.
fn by_capitals(words: &[String], capitals: &Capitals) -> Option<Split> {
    let (from, to) = capitals.family?;
    if from > 0 && to == words.len() {
        let from = (1..from)
            .rev()
            .take_while(|at| particles::particle(&words[*at]).is_some())
            .last()
            .unwrap_or(from);
        return Some(Split::certain(join(&words[..from]), join(&words[from..])));
    }
    (from == 0 && to < words.len()).then(|| Split::certain(join(&words[to..]), join(&words[..to])))
}

/// "van Dijk": no first name.
fn without_given(words: &[String]) -> Option<Split> {
    let certain = particles::particle(&words[0])?;
    if words[0].starts_with(char::is_lowercase) {
        return Some(Split::doubted("", join(words), Doubt::SingleName));
    }
    // "Van der Meer"
    if words.len() > 2
        && words[1].starts_with(char::is_lowercase)
        && particles::particle(&words[1]).is_some()
    {
        return Some(Split::doubted("", join(words), Doubt::SingleName));
    }
    let large = (certain || listed("El La", &words[0]))
        && words.len() == 2
        && !families::is_family(&words[1]);
    large.then(|| Split::doubted(words[0].clone(), words[1].clone(), Doubt::NameSplit))
}

/// "Jan van der", "Sean Mc": the family name is cut off.
fn cut_off(words: &[String]) -> Option<Split> {
    let is_cut = |word: &String| {
        // "Yumeng Du"
        listed(CUT_OFF, &case::lower(word)) && (word.len() > 1 || word == "y") && word != "Du"
            || word.ends_with(['-', '\''])
    };
    let cut = words.iter().rev().take_while(|word| is_cut(word)).count();
    let at = (words.len() - cut).max(1);
    (cut > 0).then(|| Split::doubted(join(&words[..at]), join(&words[at..]), Doubt::NameSplit))
}

/// Which order the words stand in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// Given name first, or nothing speaks against it.
    GivenFirst,
    /// The family name stands first, as far as can be told.
    FamilyFirst,
    /// It may stand first.
    Either,
}

impl Stands {
    fn of(words: &[String], leans: &[Lean], names: &Frequencies) -> Stands {
        let (head, tail) = (&words[0], &words[words.len() - 1]);
        let (front, back) = (leans[0], leans[leans.len() - 1]);
        let led = words.len() > 2 && particles::particle(&words[words.len() - 2]).is_some();
        let tongues = |word: &str| names.of(word).tongues;
        // "Fabrizio De Luca"; but "Nguyen Van Anh".
        let eastern = families::is_eastern(head, tail);
        // "Phan Van Duc", "Le Thi Hoa"
        let vietnamese = families::is_vietnamese_family(head);
        if vietnamese && words.len() > 2 && listed("thi van", &fold(&words[1])) {
            return Stands::FamilyFirst;
        }
        // "Lane A. Hemaspaandra", "A. Richard Royal": nobody writes an initial so
        // behind a family name.
        let initial = words.len() > 2
            && words[1..words.len() - 1]
                .iter()
                .all(|word| is_initial(word) && word.is_ascii())
            || is_initials(head);
        if led && !eastern || initial && !is_initials(tail) {
            return Stands::GivenFirst;
        }
        let at_home = tongue::HUNGARIAN | tongue::EASTERN;
        let doubtful = families::may_stand_first(words, front >= Lean::RatherGiven);
        let only = |word: &str| tongues(word) == tongue::HUNGARIAN;
        let both = tongues(head) & tongues(tail) & tongue::HUNGARIAN != 0;
        let hungarian = (both || only(head) || only(tail)) && families::is_hungarian(words);
        let east_ends = families::is_east_family(head) && families::is_east_family(tail);
        match (front, back) {
            (Lean::Family, Lean::Given | Lean::RatherGiven) => Stands::FamilyFirst,
            _ if words.iter().any(|word| families::is_mongolian(word)) => Stands::Either,
            _ if words.iter().all(|word| families::is_yoruba(word)) => {
                match (
                    families::is_yoruba_given(head),
                    families::is_yoruba_given(tail),
                ) {
                    (true, false) => Stands::GivenFirst,
                    (false, true) => Stands::FamilyFirst,
                    _ if front >= Lean::RatherGiven && back <= Lean::RatherFamily => {
                        Stands::GivenFirst
                    }
                    _ => Stands::Either,
                }
            }
            // "Prak Sokhon"
            (_, Lean::Unknown | Lean::Either)
                if words.len() == 2
                    && families::is_khmer_family(head)
                    && tongues(tail) & tongue::WESTERN == 0 =>
            {
                Stands::FamilyFirst
            }
            _ if words.len() == 2 && families::is_vietnamese_abroad(head, tail) => {
                Stands::GivenFirst
            }
            // "Le Hoang", "Nguyễn Văn An"
            _ if east_ends && vietnamese => Stands::FamilyFirst,
            // "Park Ji Sung", but "Sze Han Toh": the surer one of the two.
            _ if eastern && words.len() > 2 && families::is_east_family(tail) => {
                if families::east_rank(head) >= families::east_rank(tail) {
                    Stands::FamilyFirst
                } else {
                    Stands::Either
                }
            }
            (Lean::Family, _) if eastern => Stands::FamilyFirst,
            _ if east_ends && words.len() == 2 && families::may_be_east_family(head, tail) => {
                Stands::Either
            }
            // "Ke Xuan Seah": three syllables, two of them the given name.
            _ if words.len() == 3
                && words.iter().all(|word| families::is_one_syllable(word))
                && (families::is_east_family(head) || families::is_east_family(tail)) =>
            {
                if families::east_rank(head) > families::east_rank(tail) {
                    Stands::FamilyFirst
                } else {
                    Stands::Either
                }
            }
            (Lean::RatherFamily | Lean::Either | Lean::Unknown, Lean::Unknown) if eastern => {
                Stands::FamilyFirst
            }
            _ if families::is_korean(head, tail) => Stands::FamilyFirst,
            (Lean::Family, Lean::Unknown | Lean::Either) if doubtful => Stands::FamilyFirst,
            (Lean::Family, Lean::Unknown | Lean::Either)
                if tongues(head) & at_home != 0
                    && tongues(head) & (tongue::OTHER | tongue::WESTERN) == 0 =>
            {
                Stands::FamilyFirst
            }
            // "Nauman Anwar": a father's name, where those are the family names.
            (Lean::Either | Lean::Unknown, Lean::Given)
                if tongues(tail) & !tongue::OTHER == 0 && families::is_fathers(tail) =>
            {
                Stands::GivenFirst
            }
            (Lean::Either | Lean::Unknown, Lean::Given)
                if tongues(tail) == tongue::OTHER && !hungarian && tail.is_ascii() =>
            {
                Stands::Either
            }
            // "Mátrai Dóra": hardly anybody's family name is a given name alone.
            (Lean::RatherFamily | Lean::Either | Lean::Unknown, Lean::Given) => Stands::FamilyFirst,
            (Lean::RatherFamily, Lean::RatherGiven) => Stands::FamilyFirst,
            // "Roveda Richárd", "Gál Fülöp"
            (Lean::Either | Lean::Unknown, Lean::RatherGiven)
                if tongues(tail) & tongue::HUNGARIAN != 0 && families::is_hungarian(words) =>
            {
                Stands::FamilyFirst
            }
            (Lean::Family | Lean::RatherFamily | Lean::Either, Lean::Unknown)
                if tongues(head) & tongue::HUNGARIAN != 0 && families::is_hungarian(words) =>
            {
                Stands::Either
            }
            // "Péter Balázs": both can be either, and at home the family name is first.
            _ if hungarian && !(front >= Lean::Unknown && back <= Lean::RatherFamily) => {
                if front <= Lean::RatherFamily && back > Lean::RatherFamily {
                    Stands::FamilyFirst
                } else {
                    Stands::Either
                }
            }
            _ if doubtful && front == Lean::RatherFamily && back == Lean::Unknown => {
                Stands::FamilyFirst
            }
            _ if doubtful => Stands::Either,
            // "Varma Agrata", "Considine Earline"
            (Lean::Family, Lean::Unknown | Lean::Either) if !families::is_given_too(head) => {
                Stands::FamilyFirst
            }
            (Lean::RatherFamily, Lean::Unknown) if !families::is_given_too(head) => Stands::Either,
            _ => Stands::GivenFirst,
        }
    }
}

struct Words<'a> {
    words: &'a [String],
    leans: Vec<Lean>,
    stands: Stands,
    names: &'a Frequencies,
    last: usize,
}

impl Words<'_> {
    /// Split before the word at `at`.
    fn at(&self, at: usize, certain: bool) -> Split {
        let words = self.words;
        if self.stands == Stands::FamilyFirst {
            return self.family_first();
        }
        let doubt = if self.stands == Stands::Either {
            Some(Doubt::FamilyFirst)
        } else if !certain {
            Some(Doubt::NameSplit)
        } else if words[..at].iter().all(|word| is_initials(word)) {
            // "K. R. Narayanan": initials of father and village, and a given name?
            let last = self.lean(self.last);
            let given = last >= Lean::RatherGiven || last == Lean::Either;
            Some(if at > 1 || given {
                Doubt::NameSplit
            } else {
                Doubt::Initial
            })
        } else {
            None
        };
        Split {
            first: join(&words[..at]),
            last: join(&words[at..]),
            doubt,
        }
    }

    /// "Nagy Péter", "Nguyen Van Anh".
    fn family_first(&self) -> Split {
        let at = families::compound_front(self.words).unwrap_or(1);
        Split::doubted(
            join(&self.words[at..]),
            join(&self.words[..at]),
            Doubt::FamilyFirst,
        )
    }

    fn lean(&self, at: usize) -> Lean {
        self.leans[at]
    }

    fn is_given(&self, at: usize) -> bool {
        is_initial(&self.words[at])
            || self.lean(at) >= Lean::RatherGiven
            // "Anna Lee Hargrove"
            || (1..self.last).contains(&at)
                && families::is_middle_too(&self.words[at])
                && self.lean(0) >= Lean::RatherGiven
    }

    fn split(&self) -> Split {
        let (words, last) = (self.words, self.last);
        // "Abdul Rahman": one name in two words.
        if listed("abd abdul abdel abdal umm عبد", &case::lower(&words[0])) {
            return self.at(if words.len() > 2 { 2 } else { 1 }, false);
        }
        // "Old Mc Donald"
        if titles::is_no_given(&words[0]) {
            return self.at(last, false);
        }
        if families::compound_front(words).is_some() {
            return self.family_first();
        }
        if let Some((at, certain)) =
            particles::family_begins(words, &|at| self.is_given(at), &|at| {
                self.lean(at) <= Lean::RatherFamily
            })
        {
            return self.at(at, certain);
        }
        if let Some(split) = self.last_initial() {
            return split;
        }
        // "John O Brien", "Maria D Souza": an initial, or a piece of the name?
        let piece = last > 1
            && (words[last - 1] == "O"
                || words[last - 1] == "D"
                    && listed(
                        "souza silva mello costa cruz cunha almeida",
                        &case::lower(&words[last]),
                    ));
        if piece {
            return self.at(last - 1, false);
        }
        // "J. Smith", "J. R. R. Tolkien"
        if words[..last].iter().all(|word| is_initials(word)) {
            return self.at(last, true);
        }
        // "Baron Aue": a title, or a name? "Tenzin Dorje": two given names.
        if last == 1
            && (titles::may_be_title(&words[0]) || families::is_double_given(&words[0], &words[1]))
            || words.iter().all(|word| families::is_tibetan(word))
        {
            return self.at(last, false);
        }
        // "Rag. Giulia Marchetti": a title that no list has? "D. Ramiro Quintero",
        // "M. Hugues Kerbrat": Don, Monsieur?
        let front = words[0].as_str();
        let title = front.ends_with('.')
            && !listed(
                "md. ma. mohd. mª. wm. chas. thos. geo. jos. fco.",
                &case::lower(front),
            )
            && (!is_initials(front) || matches!(front, "D." | "M."));
        let suffix = titles::may_be_suffix(&words[last]);
        // "Jane Doctor"
        let no_name = titles::is_address(&words[last]);
        let prefix = listed("Mc O", front) || last > 1 && front == "Mac";
        if title || suffix || prefix || no_name {
            let at = if suffix { (last - 1).max(1) } else { last };
            return self.at(at, false);
        }
        if last == 1 {
            // "Peña Nieto": two family names, and no given name.
            let families = (0..2).all(|at| {
                self.lean(at) == Lean::Family
                    && self.names.of(&words[at]).tongues == tongue::IBERIAN
            });
            return self.at(1, !families);
        }
        self.several()
    }

    /// "John S.", "Петров И. И.".
    fn last_initial(&self) -> Option<Split> {
        let (words, last) = (self.words, self.last);
        let ends = is_initials(&words[last])
            && !is_east_asian(&words[last])
            && (words[last].contains('.') || is_initial(&words[last]));
        ends.then(|| match self.stands {
            Stands::GivenFirst => {
                let doubt = if words.len() == 2 {
                    Doubt::Initial
                } else {
                    Doubt::NameSplit
                };
                Split::doubted(join(&words[..last]), words[last].clone(), doubt)
            }
            _ => Split::doubted(join(&words[1..]), words[0].clone(), Doubt::FamilyFirst),
        })
    }

    /// Three words or more without a particle between them.
    fn several(&self) -> Split {
        let (words, last) = (self.words, self.last);
        let middle = &words[1..last];
        // "I Made Wirawan"
        if families::is_balinese(words) {
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
        if abbreviated
            || words[..2].iter().all(|word| is_initial(word))
            || families::is_east_family(&words[last]) && families::is_east_family(&words[0])
        {
            return self.at(last, false);
        }
        let given = (1..last).take_while(|at| self.is_given(*at)).count();
        if given == middle.len() {
            return self.at(last, self.one_behind_given());
        }
        let head = self.lean(0);
        // "W. Terry Wingfield"
        if last == 2 && is_initial(&words[0]) && self.lean(1) == Lean::Either {
            return self.at(last, self.lean(last) <= Lean::Unknown && !self.is_chain());
        }
        if families::is_icelandic(words) && head >= Lean::Either {
            return self.at(last, true);
        }
        // "Recep Tayyip Aydın"
        if families::is_turkish(words)
            && head >= Lean::RatherGiven
            && (1..last).all(|at| self.lean(at) >= Lean::Either)
        {
            return self.at(last, self.lean(last) < Lean::RatherGiven);
        }
        // "Rajesh Kumar Sharma"
        let indian =
            (1..last).all(|at| families::is_indian_middle(&words[at]) || self.is_given(at));
        if indian && head >= Lean::Either && self.lean(last) <= Lean::Unknown {
            return self.at(last, !families::is_indian_middle(&words[last]));
        }
        self.two_families(given)
            .unwrap_or_else(|| self.at(last, self.is_western_middle()))
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
        self.lean(0) >= Lean::Either
            && self.lean(last) < Lean::Given
            && !arabic
            && !self.is_chain()
            && !either
    }

    /// "Carlos García López": two family names, certain where both are Spanish
    /// and all before them are given names.
    fn two_families(&self, given: usize) -> Option<Split> {
        let (words, last) = (self.words, self.last);
        let head = self.lean(0);
        let (one, other) = (self.lean(last - 1), self.lean(last));
        let known = |at: usize| self.names.of(&words[at]).tongues;
        let families = (1..=last)
            .rev()
            .take_while(|at| self.is_iberian(*at))
            .count();
        // Of three Portuguese words the second may be a given name too.
        let portuguese = last == 2 && words[1..].iter().any(|word| families::is_portuguese(word));
        if families == 2 && given + 2 == last {
            if portuguese && one >= Lean::Either {
                return Some(self.at(last, false));
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
        let first_iberian = families::is_iberian(&words[last - 1])
            || one == Lean::Family && known(last - 1) == tongue::IBERIAN;
        if first_iberian && given + 2 == last {
            let sure = other == Lean::Unknown
                && !portuguese
                && known(0) & tongue::IBERIAN != 0
                && head >= Lean::RatherGiven
                && families::has_spanish_shape(&words[last]);
            return Some(self.at(last - 1, sure));
        }
        // "Inés Arrimadas García": the first one in no list.
        let second_iberian = families::is_iberian(&words[last])
            || other == Lean::Family && known(last) == tongue::IBERIAN;
        (second_iberian && one == Lean::Unknown && known(0) & tongue::IBERIAN != 0)
            .then(|| self.at(last - 1, false))
    }

    /// "James Tyler Morrison", "Naoma Krysten Berger": elsewhere one family name,
    /// and what stands before it is the First Name.
    fn is_western_middle(&self) -> bool {
        let last = self.last;
        let (head, tail) = (self.lean(0), self.lean(last));
        let open = (1..last).any(|at| self.lean(at) <= Lean::RatherFamily);
        let unknown = (1..last).any(|at| self.lean(at) == Lean::Unknown);
        !open
            && last == 2
            && !self.is_iberian(last)
            && !unknown
            && head >= Lean::Either
            && !self.is_chain()
            && (head >= Lean::RatherGiven || tail <= Lean::RatherFamily)
            && tail < Lean::RatherGiven
    }

    /// Where names of fathers follow the own ("Fatima Amina Umar"): the last word
    /// is no known family name, and not of Europe or its daughters.
    fn is_chain(&self) -> bool {
        let settled = |word: &String| {
            is_initial(word)
                || self.names.of(word).tongues & (tongue::WESTERN | tongue::IBERIAN) != 0
        };
        if families::is_fathers(&self.words[self.last]) {
            return true;
        }
        if families::is_turkish(self.words) {
            return false;
        }
        match self.lean(self.last) {
            Lean::Family | Lean::RatherFamily => false,
            Lean::Unknown => !self.words[..self.last].iter().all(settled),
            _ => !settled(&self.words[self.last]),
        }
    }

    fn is_iberian(&self, at: usize) -> bool {
        let word = &self.words[at];
        families::is_iberian(word)
            || at == self.last && families::is_spanish_too(word)
            || self.lean(at) <= Lean::Either
                && self.names.of(word).tongues & tongue::IBERIAN != 0
                && self.lean(at) != Lean::Unknown
    }
}
