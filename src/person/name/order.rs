//! Where a name of several words is split, and in which order it stands. Shape
//! comes first; what it leaves open, the frequencies of names decide.

use super::casing::Capitals;
use super::families::{self, Lean};
use super::frequencies::{Frequencies, tongue};
use super::stands::Stands;
use super::{
    Split, credentials, east, is_east_asian, is_initial, is_initials, particles, peoples, scripts,
    titles,
};
use crate::person::letters::{fold, lower};
use crate::person::{Doubt, listed};

/// What cannot end a name: more was there and is cut off. Words of this kind
/// that are names too ("Le", "Do", "Ben") are left out.
const CUT_OFF: &str = "mac van von de der del della da dos di du bin ibn bint al el la los ter zum zur af \
    mc o o' d' fitz giolla abd abdul vander vande st y";

/// Names of God behind "Abd": both words are one given name.
const ATTRIBUTES: &str = "rahman rahim karim aziz hamid latif malik majid salam qadir kader wahab hakim ghani halim ilah moneim munim ghafour moula wadud sabour razek \
    nasser sattar razzaq jabbar hadi fattah rauf samad basit jalil wahid mumin";

/// First and last name of at least two words in their shown order.
pub(super) fn order(words: &[String], capitals: &Capitals, names: &Frequencies) -> Split {
    let last = words.len() - 1;
    by_capitals(words, capitals)
        .or_else(|| scripts::with_patronymic(words, names))
        .or_else(|| led_family_first(words, names))
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

pub(super) fn join(words: &[String]) -> String {
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
    // "Ronald YIP Man Fai"
    if to - from == 1 && from > 0 && east::is_east_family(&words[from]) {
        let first = [&words[..from], &words[to..]].concat();
        return Some(Split::certain(join(&first), words[from].clone()));
    }
    (from == 0 && to < words.len()).then(|| Split::certain(join(&words[to..]), join(&words[..to])))
}

/// "De Bruyne Lieselot": a family name of two words, and a given name behind it.
fn led_family_first(words: &[String], names: &Frequencies) -> Option<Split> {
    let [prefix, family, given] = words else {
        return None;
    };
    let turned = listed("De Di Da Del Della Van Vander Vanden Von", prefix)
        && families::lean(family, names) <= Lean::Unknown
        && families::lean(given, names) == Lean::Given
        && !names.of(family).is_of(tongue::EASTERN)
        && !names.of(given).is_of(tongue::EASTERN);
    turned.then(|| Split::certain(given.clone(), join(&words[..2])))
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
        && words[0] != "Mac"
        && !families::is_family(&words[1]);
    // "Van Dam", "Di Marco"; but "Aan Daniawan"
    let prefix = listed("van von di de der du le la", &lower(&words[0]));
    large.then(|| {
        if prefix {
            Split::doubted("", join(words), Doubt::SingleName)
        } else {
            Split::doubted(words[0].clone(), words[1].clone(), Doubt::NameSplit)
        }
    })
}

/// "Jan van der", "Sean Mc": the family name is cut off.
fn cut_off(words: &[String]) -> Option<Split> {
    let is_cut = |word: &String| {
        // "Yumeng Du"
        listed(CUT_OFF, &lower(word)) && (word.len() > 1 || word == "y") && word != "Du"
            || word.ends_with(['-', '\'']) && !word.ends_with("ng'")
    };
    let cut = words.iter().rev().take_while(|word| is_cut(word)).count();
    let at = (words.len() - cut).max(1);
    (cut > 0).then(|| Split::doubted(join(&words[..at]), "", Doubt::NameSplit))
}

pub(super) struct Words<'a> {
    pub(super) words: &'a [String],
    pub(super) leans: Vec<Lean>,
    pub(super) stands: Stands,
    pub(super) names: &'a Frequencies,
    pub(super) last: usize,
}

impl Words<'_> {
    /// Split before the word at `at`.
    pub(super) fn at(&self, at: usize, certain: bool) -> Split {
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

    pub(super) fn lean(&self, at: usize) -> Lean {
        self.leans[at]
    }

    pub(super) fn is_given(&self, at: usize) -> bool {
        is_initial(&self.words[at])
            || east::is_hyphenated_given(&self.words[at])
            || east::is_two_bound(&self.words[at])
            || self.lean(at) >= Lean::RatherGiven
                && !self.words[at].starts_with(char::is_lowercase)
            || at == 1 && peoples::is_persian_pair(&self.words[0], &self.words[1])
            // "Ragnar Th. Arnarson"
            || at > 0 && self.words[at].ends_with('.') && self.words[at].chars().count() == 3
            // "Mame Diarra Faye"
            || at == 1 && fold(&self.words[0]) == "mame"
            // "Mª Ángeles Soto"
            || at == 1 && listed("mª ma.", &lower(&self.words[0]))
            // "Anna Lee Hargrove"
            || (1..self.last).contains(&at)
                && families::is_middle_too(&self.words[at])
                && self.lean(0) >= Lean::RatherGiven
    }

    fn split(&self) -> Split {
        let (words, last) = (self.words, self.last);
        // "Abdul Rahman": one name in two words.
        if listed("abd abdul abdel abdal abu umm عبد", &lower(&words[0])) {
            // "Abdul Karim Al-Hadrami"
            let sure = last == 2
                && (families::has_article(&words[last])
                    || words[last].starts_with("ال")
                    || listed(ATTRIBUTES, fold(&words[1]).trim_start_matches("al-")))
                // "Abdul Rahman Al Qassimi"
                || last == 3 && listed("Al El al el", &words[2]);
            return self.at(if last > 1 { 2 } else { 1 }, sure);
        }
        // "Old Mc Donald"
        if titles::is_no_given(&words[0]) {
            return self.at(last, false);
        }
        // "Asad Ullah Khattak"
        if last == 2 && fold(&words[1]) == "ullah" {
            return self.at(last, self.lean(0) > Lean::Family);
        }
        if east::compound_front(words).is_some() {
            return self.family_first();
        }
        if let Some(split) = self.by_custom() {
            return split;
        }
        // "Maria Aparecida dos Anjos", "Giovanni Battista Lo Presti": rather a given name.
        let given = |at: usize| {
            let rather = match self.lean(at) {
                Lean::Unknown => self.names.letters(&words[at]) > 1.0,
                // "Débora Moura da Cunha"
                Lean::Either => {
                    !self.is_family(at) && !self.names.of(&words[at]).is_of(tongue::PORTUGUESE)
                }
                _ => !self.is_family(at),
            };
            self.is_given(at) || self.lean(0) == Lean::Given && rather
        };
        if let Some((at, certain)) =
            particles::family_begins(words, &given, &|at| self.is_family(at), &|at| {
                self.lean(at) <= Lean::RatherFamily
                    && self.names.of(&words[at]).is_of(tongue::IBERIAN)
                    // "Luz Marina Echeverri de Arango"
                    || self.lean(at) == Lean::Unknown
                        && self.names.letters(&words[at]) < -2.0
                        && self.names.of(&words[0]).is_of(tongue::IBERIAN)
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
        // "Thiha Zaw": no name of a family.
        if words.iter().all(|word| peoples::is_burmese(word)) {
            return self.at(last, false);
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
        let suffix = credentials::may_be_suffix(&words[last]);
        // "Jane Doctor"
        let no_name = titles::is_address(&words[last]);
        let prefix = listed("Mc O", front) || last > 1 && front == "Mac";
        if title || suffix || prefix || no_name {
            // "Pedro Henrique Almeida Neto": some keep it with the family name.
            let at = if suffix { (last - 1).max(1) } else { last };
            return self.at(at, false);
        }
        if last == 1 {
            return self.pair();
        }
        self.several()
    }

    /// "John S.", "Петров И. И.".
    fn last_initial(&self) -> Option<Split> {
        let (words, last) = (self.words, self.last);
        let is_end = |word: &String| {
            is_initials(word) && !is_east_asian(word) && (word.contains('.') || is_initial(word))
        };
        if !is_end(&words[last]) {
            return None;
        }
        let at = words
            .iter()
            .rposition(|word| !is_end(word))
            .map_or(1, |at| at + 1);
        let cyrillic = scripts::of_word(&words[0]) == Some(scripts::Script::Cyrillic);
        Some(match self.stands {
            // "Maslennikova Olga S."
            _ if words.len() == 3
                && at == 2
                && families::is_family_by_shape(&words[0])
                && self.lean(1) == Lean::Given =>
            {
                Split::certain(join(&words[1..]), words[0].clone())
            }
            // "Соколов А. П."
            _ if cyrillic && words.len() == 3 && at == 1 => {
                Split::certain(join(&words[1..]), words[0].clone())
            }
            Stands::GivenFirst => {
                let doubt = if words.len() == 2 {
                    Doubt::Initial
                } else {
                    Doubt::NameSplit
                };
                Split::doubted(join(&words[..at]), join(&words[at..]), doubt)
            }
            _ => Split::doubted(join(&words[1..]), words[0].clone(), Doubt::FamilyFirst),
        })
    }
}
