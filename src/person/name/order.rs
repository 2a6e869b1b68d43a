//! Where a name of several words is split, and in which order it stands. Shape
//! comes first; what it leaves open, the frequencies of names decide.

use super::casing::Capitals;
use super::families::{self, Lean};
use super::frequencies::{Frequencies, tongue};
use super::{Split, is_east_asian, is_initial, is_initials, particles, scripts, titles};
use crate::person::{Doubt, listed};
use crate::platform::case;

/// What cannot end a name: more was there and is cut off. Words of this kind
/// that are names too ("Le", "Do", "Ben") are left out.
const CUT_OFF: &str = "van von de der del della da dos di du bin ibn bint al el la los ter zum zur af \
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
        if led && !eastern {
            return Stands::GivenFirst;
        }
        let at_home = tongue::HUNGARIAN | tongue::EASTERN;
        let doubtful = families::may_stand_first(words, front >= Lean::RatherGiven);
        let hungarian =
            tongues(head) & tongues(tail) & tongue::HUNGARIAN != 0 && families::is_hungarian(words);
        match (front, back) {
            (Lean::Family, Lean::Given | Lean::RatherGiven) => Stands::FamilyFirst,
            // "Sze Han Toh": a family name at each end.
            _ if eastern && words.len() > 2 && families::is_east_family(tail) => Stands::Either,
            (Lean::Family, _) if eastern => Stands::FamilyFirst,
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
            (_, Lean::Given | Lean::RatherGiven | Lean::Either) if hungarian => Stands::Either,
            _ if doubtful => Stands::Either,
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
        is_initial(&self.words[at]) || self.lean(at) >= Lean::RatherGiven
    }

    fn split(&self) -> Split {
        let (words, last) = (self.words, self.last);
        // "Abdul Rahman": one name in two words.
        if listed("abd abdul abdel abdal umm عبد", &case::lower(&words[0])) {
            return self.at(if words.len() > 2 { 2 } else { 1 }, false);
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
        let title = front.ends_with('.') && (!is_initials(front) || matches!(front, "D." | "M."));
        let suffix = titles::may_be_suffix(&words[last]);
        let prefix = listed("Mc O", front) || last > 1 && front == "Mac";
        if title || suffix || prefix {
            let at = if suffix { (last - 1).max(1) } else { last };
            return self.at(at, false);
        }
        if last == 1 {
            return self.at(1, true);
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
        if middle.iter().all(|word| is_initial(word)) {
            return self.at(last, true);
        }
        let head = self.lean(0);
        let tail = self.lean(last);
        // "Ke Xuan Seah": two syllables of a given name, or a family name in front?
        if families::is_east_family(&words[last]) && families::is_east_family(&words[0]) {
            return self.at(last, false);
        }
        let given = (1..last).take_while(|at| self.is_given(*at)).count();
        // "Sarah Jane Parker", "Juan Carlos García": the middle is given names.
        if given == middle.len() {
            // In Arabic the names of father and grandfather follow.
            let chain = words[0].starts_with(|c| ('\u{600}'..'\u{700}').contains(&c));
            let certain = head >= Lean::Either && tail < Lean::Given && !chain;
            return self.at(last, certain);
        }
        let families = (1..=last)
            .rev()
            .take_while(|at| self.is_iberian(*at))
            .count();
        // "Carlos García López": two family names, where both are Spanish or
        // Portuguese and all before them are given names.
        if families == 2 && given + 2 == last {
            let sure = (head >= Lean::RatherGiven
                || head == Lean::Either && self.lean(last - 1) == Lean::Family)
                && self.lean(last - 1) <= Lean::RatherFamily
                && (self.lean(last) <= Lean::RatherFamily || families::is_iberian(&words[last]));
            return self.at(last - 1, sure);
        }
        if families >= 2 && head != Lean::Family {
            return self.at(last - 1, false);
        }
        // "Armanda Salinas Delafuente"
        if last > 1 && self.is_iberian(last - 1) && self.lean(last - 1) == Lean::Family {
            return self.at(last - 1, false);
        }
        // "James Tyler Morrison", "Naoma Krysten Berger": elsewhere one family
        // name, and what stands before it is the First Name.
        let open = (1..last).any(|at| self.lean(at) <= Lean::RatherFamily);
        // A father's name stands there elsewhere.
        let western = |at: usize| self.names.of(&words[at]).tongues & tongue::WESTERN != 0;
        let unknown = (1..last).any(|at| self.lean(at) == Lean::Unknown);
        let certain = !open
            && last == 2
            && !self.is_iberian(last)
            && (!unknown || western(0) && western(last))
            && head >= Lean::Either
            && (head >= Lean::RatherGiven || tail <= Lean::RatherFamily)
            && tail < Lean::RatherGiven;
        self.at(last, certain)
    }

    fn is_iberian(&self, at: usize) -> bool {
        let word = &self.words[at];
        families::is_iberian(word)
            || self.lean(at) <= Lean::Either
                && self.names.of(word).tongues & tongue::IBERIAN != 0
                && self.lean(at) != Lean::Unknown
    }
}
