//! Where a name of several words is split, and in which order it stands. Shape
//! comes first; what it leaves open, the frequencies of names decide.

use super::casing::Capitals;
use super::families::{self, Lean};
use super::frequencies::{Frequencies, tongue};
use super::stands::Stands;
use super::{
    Split, east, is_east_asian, is_initial, is_initials, particles, peoples, scripts, titles,
};
use crate::person::letters::lower;
use crate::person::{Doubt, listed};

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
        listed(CUT_OFF, &lower(word)) && (word.len() > 1 || word == "y") && word != "Du"
            || word.ends_with(['-', '\''])
    };
    let cut = words.iter().rev().take_while(|word| is_cut(word)).count();
    let at = (words.len() - cut).max(1);
    (cut > 0).then(|| Split::doubted(join(&words[..at]), join(&words[at..]), Doubt::NameSplit))
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
        let at = east::compound_front(self.words).unwrap_or(1);
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
        if listed("abd abdul abdel abdal umm عبد", &lower(&words[0])) {
            return self.at(if words.len() > 2 { 2 } else { 1 }, false);
        }
        // "Old Mc Donald"
        if titles::is_no_given(&words[0]) {
            return self.at(last, false);
        }
        if east::compound_front(words).is_some() {
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
                        &lower(&words[last]),
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
            || words.iter().all(|word| peoples::is_tibetan(word))
        {
            return self.at(last, false);
        }
        // "Rag. Giulia Marchetti": a title that no list has? "D. Ramiro Quintero",
        // "M. Hugues Kerbrat": Don, Monsieur?
        let front = words[0].as_str();
        let title = front.ends_with('.')
            && !listed(
                "md. ma. mohd. mª. wm. chas. thos. geo. jos. fco.",
                &lower(front),
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
        if abbreviated
            || words[..2].iter().all(|word| is_initial(word))
            || east::is_east_family(&words[last]) && east::is_east_family(&words[0])
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
        if peoples::is_icelandic(words) && head >= Lean::Either {
            return self.at(last, true);
        }
        // "Recep Tayyip Aydın"
        if peoples::is_turkish(words)
            && head >= Lean::RatherGiven
            && (1..last).all(|at| self.lean(at) >= Lean::Either)
        {
            return self.at(last, self.lean(last) < Lean::RatherGiven);
        }
        // "Rajesh Kumar Sharma"
        let indian = (1..last).all(|at| peoples::is_indian_middle(&words[at]) || self.is_given(at));
        if indian && head >= Lean::Either && self.lean(last) <= Lean::Unknown {
            return self.at(last, !peoples::is_indian_middle(&words[last]));
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
        let portuguese = last == 2 && words[1..].iter().any(|word| peoples::is_portuguese(word));
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
        // "Inés Arrimadas García": the first one in no list.
        let second_iberian = peoples::is_iberian(&words[last])
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
        if peoples::is_fathers(&self.words[self.last]) {
            return true;
        }
        if peoples::is_turkish(self.words) {
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
        peoples::is_iberian(word)
            || at == self.last && peoples::is_spanish_too(word)
            || self.lean(at) <= Lean::Either
                && self.names.of(word).tongues & tongue::IBERIAN != 0
                && self.lean(at) != Lean::Unknown
    }
}
