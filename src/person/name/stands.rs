//! In which order the words of a name stand: given name first, as most pages
//! write it, or the family name, as it is at home in the East, in Hungary and in
//! directories. Nothing here makes a name that stands the other way round
//! certain: it is put in doubt, with the likelier reading as the proposal.

use super::families::{self, Lean};
use super::frequencies::{Frequencies, tongue};
use super::scripts::{self, Script};
use super::{east, is_initial, is_initials, listed, particles, peoples, syllables};
use crate::person::letters::fold;

/// Which order the words stand in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stands {
    /// Given name first, or nothing speaks against it.
    GivenFirst,
    /// The family name stands first, as far as can be told.
    FamilyFirst,
    /// It may stand first.
    Either,
}

impl Stands {
    /// The order of at least two words, of which `leans` says what each rather is.
    pub(super) fn of(words: &[String], leans: &[Lean], names: &Frequencies) -> Stands {
        let ends = Ends {
            words,
            head: &words[0],
            tail: &words[words.len() - 1],
            front: leans[0],
            back: leans[leans.len() - 1],
            names,
        };
        ends.by_shape()
            .or_else(|| ends.by_people())
            .or_else(|| ends.eastern())
            .unwrap_or_else(|| ends.by_leans())
    }
}

/// How much must speak against the order of the West for the other one to be
/// proposed, as a natural logarithm of odds.
const TURNED: f32 = -6.0;

/// The first and the last word, and what they rather are.
struct Ends<'a> {
    words: &'a [String],
    head: &'a str,
    tail: &'a str,
    front: Lean,
    back: Lean,
    names: &'a Frequencies,
}

impl Ends<'_> {
    fn tongues(&self, word: &str) -> u8 {
        self.names.of(word).tongues
    }

    fn middle(&self) -> &[String] {
        &self.words[1..self.words.len() - 1]
    }

    /// A particle before the last word, as in "Fabrizio De Luca".
    fn is_led(&self) -> bool {
        self.middle()
            .last()
            .is_some_and(|word| particles::particle(word).is_some())
    }

    fn by_shape(&self) -> Option<Stands> {
        // "Phan Van Duc", "Le Thi Hoa"
        let middle = self.middle();
        let vietnamese = middle
            .first()
            .is_some_and(|word| listed("thi van", &fold(word)));
        if vietnamese && east::is_vietnamese_family(self.head) {
            return Some(Stands::FamilyFirst);
        }
        // "Lane A. Hemaspaandra", "A. Richard Royal": nobody writes an initial so
        // behind a family name.
        let initials = !middle.is_empty()
            && middle
                .iter()
                .all(|word| is_initial(word) && word.is_ascii())
            || is_initials(self.head);
        // "Jo Van Houten": no word of China or Korea.
        let northern = middle
            .iter()
            .any(|word| listed("van von vanden vander den der", &fold(word)));
        let led = self.is_led() && (northern || !east::is_eastern_pair(self.head, self.tail));
        (led || initials && !is_initials(self.tail)).then_some(Stands::GivenFirst)
    }

    fn by_people(&self) -> Option<Stands> {
        let (head, tail) = (self.head, self.tail);
        if self.front == Lean::Family && self.back >= Lean::RatherGiven {
            return Some(Stands::FamilyFirst);
        }
        if self.words.iter().any(|word| peoples::is_mongolian(word)) {
            return Some(Stands::Either);
        }
        if self.words.iter().all(|word| peoples::is_yoruba(word)) {
            let given = (
                peoples::is_yoruba_given(head),
                peoples::is_yoruba_given(tail),
            );
            return Some(match given {
                (true, false) => Stands::GivenFirst,
                (false, true) => Stands::FamilyFirst,
                _ if self.front >= Lean::RatherGiven && self.back <= Lean::RatherFamily => {
                    Stands::GivenFirst
                }
                _ => Stands::Either,
            });
        }
        // "Prak Sokhon"
        let khmer = self.words.len() == 2
            && matches!(self.back, Lean::Unknown | Lean::Either)
            && east::is_khmer_family(head)
            && self.tongues(tail) & tongue::WESTERN == 0;
        khmer.then_some(Stands::FamilyFirst)
    }

    /// China, Korea, Vietnam.
    fn eastern(&self) -> Option<Stands> {
        let (head, tail) = (self.head, self.tail);
        let pair = self.words.len() == 2;
        let ranks = (east::east_rank(head), east::east_rank(tail));
        let surer = |first: bool| {
            if first {
                Stands::FamilyFirst
            } else {
                Stands::Either
            }
        };
        if pair && east::is_vietnamese_abroad(head, tail) {
            return Some(Stands::GivenFirst);
        }
        let both = ranks.0 > 0 && ranks.1 > 0;
        // "Le Hoang", "Nguyễn Văn An"
        if both && east::is_vietnamese_family(head) {
            return Some(Stands::FamilyFirst);
        }
        let eastern = east::is_eastern_pair(head, tail);
        // "Park Ji Sung": the surer one of the two.
        if eastern && !pair && ranks.1 > 0 {
            return Some(surer(ranks.0 >= ranks.1));
        }
        if eastern && self.front == Lean::Family {
            return Some(Stands::FamilyFirst);
        }
        if both && pair && east::may_be_east_family(head, tail) {
            return Some(Stands::Either);
        }
        // "Ke Xuan Seah", "Sze Han Toh": three syllables, two of them the given
        // name.
        let three = self.words.len() == 3
            && (ranks.0 > 0 || ranks.1 > 0)
            && self
                .words
                .iter()
                .all(|word| syllables::is_one_syllable(word));
        if three {
            return Some(surer(ranks.0 > ranks.1));
        }
        let unknown = self.front <= Lean::Unknown && self.back == Lean::Unknown;
        (eastern && unknown || east::is_korean(head, tail)).then_some(Stands::FamilyFirst)
    }

    /// Whether the family name may stand first, by the lists in the code and by
    /// endings.
    fn may_stand_first(&self) -> bool {
        let (head, tail) = (self.head, self.tail);
        families::is_family(head)
            || families::is_given(tail) && !self.is_led() && !families::is_given_or_family(tail)
            || families::has_family_ending(head)
                && !families::has_family_ending(tail)
                && self.front < Lean::RatherGiven
            || east::begins_with_family(head, tail)
    }

    /// A Hungarian name, as far as letters and lists tell.
    fn is_hungarian(&self) -> bool {
        let (head, tail) = (self.tongues(self.head), self.tongues(self.tail));
        let either = head == tongue::HUNGARIAN || tail == tongue::HUNGARIAN;
        (head & tail & tongue::HUNGARIAN != 0 || either) && peoples::is_hungarian(self.words)
    }

    /// By what is known of both words. Most pages have the given name in front: the
    /// other order is proposed only where much speaks for it, and a doubt is left
    /// where less does.
    fn by_leans(&self) -> Stands {
        let (head, tail) = (self.head, self.tail);
        let home = tongue::HUNGARIAN | tongue::EASTERN;
        let at_home = (self.tongues(head) | self.tongues(tail)) & home != 0;
        match self.as_they_lean() {
            Stands::FamilyFirst
                if self.words.len() == 2
                    && !at_home
                    && !self.is_hungarian()
                    && is_weighed(head)
                    && is_weighed(tail)
                    && self.odds(head, self.front) - self.odds(tail, self.back) > TURNED =>
            {
                Stands::Either
            }
            other => other,
        }
    }

    fn as_they_lean(&self) -> Stands {
        let (head, tail) = (self.head, self.tail);
        let at_home = tongue::HUNGARIAN | tongue::EASTERN;
        let abroad = tongue::OTHER | tongue::WESTERN;
        let doubtful = self.may_stand_first();
        let hungarian = self.is_hungarian();
        match (self.front, self.back) {
            (Lean::Family, Lean::Unknown | Lean::Either)
                if doubtful
                    || self.tongues(head) & at_home != 0 && self.tongues(head) & abroad == 0 =>
            {
                Stands::FamilyFirst
            }
            // "Nauman Anwar": a father's name, where those are the family names.
            (Lean::Either | Lean::Unknown, Lean::Given)
                if self.tongues(tail) & !tongue::OTHER == 0 && peoples::is_fathers(tail) =>
            {
                Stands::GivenFirst
            }
            (Lean::Either | Lean::Unknown, Lean::Given)
                if self.tongues(tail) == tongue::OTHER && !hungarian && tail.is_ascii() =>
            {
                Stands::Either
            }
            // "Mátrai Dóra": hardly anybody's family name is a given name alone.
            (Lean::RatherFamily | Lean::Either | Lean::Unknown, Lean::Given)
            | (Lean::RatherFamily, Lean::RatherGiven) => Stands::FamilyFirst,
            // "Roveda Richárd", "Gál Fülöp"
            (Lean::Either | Lean::Unknown, Lean::RatherGiven)
                if self.tongues(tail) & tongue::HUNGARIAN != 0
                    && peoples::is_hungarian(self.words) =>
            {
                Stands::FamilyFirst
            }
            (Lean::Family | Lean::RatherFamily | Lean::Either, Lean::Unknown)
                if self.tongues(head) & tongue::HUNGARIAN != 0
                    && peoples::is_hungarian(self.words) =>
            {
                Stands::Either
            }
            // "Péter Balázs": both can be either, and at home the family name is first.
            (front, back)
                if hungarian && !(front >= Lean::Unknown && back <= Lean::RatherFamily) =>
            {
                if front <= Lean::RatherFamily && back > Lean::RatherFamily {
                    Stands::FamilyFirst
                } else {
                    Stands::Either
                }
            }
            (Lean::RatherFamily, Lean::Unknown) if doubtful => Stands::FamilyFirst,
            _ if doubtful => Stands::Either,
            // "Hester Lindqvale": in the West the given name is first, even one that
            // is known as a family name alone.
            (Lean::Family, Lean::Unknown) if self.tongues(head) == tongue::WESTERN => {
                Stands::Either
            }
            // "Varma Agrata", "Considine Earline"
            (Lean::Family, Lean::Unknown | Lean::Either) if !families::is_given_too(head) => {
                Stands::FamilyFirst
            }
            (Lean::RatherFamily, Lean::Unknown) if !families::is_given_too(head) => Stands::Either,
            // Without the table an unknown word may be anything.
            (front, back)
                if self.names.is_empty()
                    && front < Lean::RatherGiven
                    && back > Lean::RatherFamily
                    && is_weighed(head)
                    && is_weighed(tail) =>
            {
                Stands::Either
            }
            _ if self.words.len() == 2 => self.by_odds(),
            // "Dunant Jean Henri"
            (Lean::Unknown, Lean::RatherGiven)
                if self.middle().iter().all(|word| self.is_given(word)) =>
            {
                Stands::Either
            }
            _ => Stands::GivenFirst,
        }
    }

    fn is_given(&self, word: &str) -> bool {
        families::lean(word, self.names) >= Lean::RatherGiven
    }

    /// Of two words each as likely the one as the other, the order of the West;
    /// with an unknown one among them only where their letters say so too.
    fn by_odds(&self) -> Stands {
        let (head, tail) = (self.head, self.tail);
        let khmer = head.starts_with(|c| ('\u{1780}'..='\u{17d3}').contains(&c));
        if khmer {
            return Stands::FamilyFirst;
        }
        // "Ahmad Zaki": a name and the father's.
        let chain = self.front >= Lean::RatherGiven
            && self.tongues(head) & self.tongues(tail) & tongue::OTHER != 0;
        // "Minjun Kim"
        let abroad = east::east_rank(tail) > 0 && east::is_two_syllables(head);
        let settled = chain || abroad || families::is_given_too(head);
        if !is_weighed(head) || !is_weighed(tail) || settled || peoples::never_turns(self.words) {
            return Stands::GivenFirst;
        }
        let odds = self.odds(head, self.front) - self.odds(tail, self.back);
        let known = |word: &str| self.names.of(word).known() || families::is_listed(word);
        // "Shafiq Kabir": where fathers' names are family names, they stand behind.
        let fathers = self.back == Lean::Either && self.tongues(tail) == tongue::OTHER;
        let least = match (known(head), known(tail)) {
            (true, true) => -0.5,
            (false, true) if fathers => -4.0,
            (false, _) if self.back <= Lean::RatherFamily => -0.5,
            _ => 0.0,
        };
        if odds >= least {
            Stands::GivenFirst
        } else if odds > -2.5 || self.back < Lean::RatherGiven {
            Stands::Either
        } else {
            Stands::FamilyFirst
        }
    }

    /// How much speaks for a given name, as a natural logarithm of odds: there are
    /// many more family names than given ones among the words that no list holds.
    fn odds(&self, word: &str, lean: Lean) -> f32 {
        let known = self.names.of(word).known();
        match lean {
            Lean::Given => 5.0,
            Lean::RatherGiven => 2.0,
            Lean::RatherFamily if known => -2.0,
            Lean::Family => -5.0,
            Lean::Either if known => 0.0,
            _ => {
                let ending = if lean == Lean::RatherFamily { 4.0 } else { 2.5 };
                (self.names.letters(word) * 0.8 - ending).clamp(-6.0, 0.5)
            }
        }
    }
}

/// What other scripts are known by tells nothing of the order, and at home the
/// given name is first there.
fn is_weighed(word: &str) -> bool {
    matches!(
        scripts::of_word(word),
        Some(Script::Latin | Script::Cyrillic)
    )
}
