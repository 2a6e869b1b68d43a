//! In which order the words of a name stand: given name first, as most pages
//! write it, or the family name, as it is at home in the East, in Hungary and in
//! directories. A name that stands the other way round is put in doubt, with the
//! likelier reading as the proposal; `turned.rs` knows the few that are sure.

use super::families::{self, Lean};
use super::frequencies::{Frequencies, odds_of_letters, tongue};
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
    fn is_of(&self, word: &str, tongues: u16) -> bool {
        self.names.of(word).is_of(tongues)
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
        // "Kissné Balogh Ágnes": her husband's name in front.
        let husband = self.head.strip_suffix("né");
        if husband.is_some_and(|name| families::lean(name, self.names) <= Lean::RatherFamily)
            && self.back >= Lean::RatherGiven
        {
            return Some(Stands::FamilyFirst);
        }
        // "Phan Van Duc", "Le Thi Hoa"
        let middle = self.middle();
        let vietnamese = middle
            .first()
            .is_some_and(|word| listed("thi van", &fold(word)));
        let marked = self.words.len() > 2 && east::is_marked_vietnamese(self.words);
        if vietnamese && east::is_vietnamese_family(self.head) || marked {
            return Some(Stands::FamilyFirst);
        }
        if self.words.len() > 2 && east::may_be_marked_vietnamese(self.words) {
            return Some(Stands::Either);
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
        let child = middle
            .iter()
            .any(|word| listed("bin binti bint bte bt binte", &fold(word)));
        if child {
            return Some(Stands::GivenFirst);
        }
        let led = self.is_led() && (northern || !east::is_eastern_pair(self.head, self.tail));
        (led || initials && !is_initials(self.tail)).then_some(Stands::GivenFirst)
    }

    fn by_people(&self) -> Option<Stands> {
        let (head, tail) = (self.head, self.tail);
        if self.front == Lean::Family && self.back >= Lean::RatherGiven {
            return Some(Stands::FamilyFirst);
        }
        let mongolian = |word: &String| {
            peoples::is_mongolian(word) && !self.is_of(word, tongue::WESTERN | tongue::EASTERN)
        };
        if self.words.iter().any(mongolian) {
            return Some(Stands::Either);
        }
        // "Prak Sokhon", "Sok Dara"
        let stranger =
            matches!(self.back, Lean::Unknown | Lean::Either) && !self.is_of(tail, tongue::WESTERN);
        let khmer = self.words.len() == 2
            && east::is_khmer_family(head)
            && (stranger || self.back >= Lean::RatherGiven);
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
        // "Kyong-ae Ri", "Ri Kyong-ae"
        let family = |word: &str| east::east_rank(word) > 0 || syllables::is_one_syllable(word);
        let abroad = east::is_hyphenated_given(head) && family(tail)
            || east::is_two_bound(head)
                && east::compound_front(&[head, tail, ""].map(str::to_owned)).is_none()
                && syllables::is_one_syllable(tail);
        // "Thái Quốc Nguyễn"
        let vietnamese = east::is_vietnamese_abroad(head, tail)
            && (pair || self.words.len() == 3 && ranks.0 < 2);
        if pair && abroad || vietnamese {
            return Some(Stands::GivenFirst);
        }
        if pair && east::is_hyphenated_given(tail) && family(head) {
            return Some(Stands::FamilyFirst);
        }
        let both = ranks.0 > 0 && ranks.1 > 0;
        // "Le Hoang", "Nguyễn Văn An"
        if both && east::is_vietnamese_family(head) {
            return Some(Stands::FamilyFirst);
        }
        let eastern = east::is_eastern_pair(head, tail);
        // "Wei Ting Hsu"
        if east::is_surely_abroad(self.words, self.names) || east::is_southern_behind(self.words) {
            return Some(Stands::GivenFirst);
        }
        // "Park Ji Sung": the surer one of the two.
        if eastern && !pair && ranks.1 > 0 {
            return Some(surer(ranks.0 >= ranks.1));
        }
        // "Kim Minjun"
        let minjun = pair
            && ranks.0 > 1
            && east::is_two_syllables(tail)
            && !self.is_of(tail, tongue::WESTERN)
            && !east::is_vietnamese_family(head);
        if minjun || eastern && self.front == Lean::Family {
            return Some(Stands::FamilyFirst);
        }
        if both && pair && east::may_be_east_family(head, tail) {
            return Some(Stands::Either);
        }
        // "Koh Zhi Hao Adrian"
        if self.words.len() == 4 && east::is_surely_turned(head, &self.words[1..], self.names) {
            return Some(Stands::FamilyFirst);
        }
        // "Ke Xuan Seah", "Sze Han Toh": three syllables, two of them the given
        // name.
        let syllables = self.words.len() == 3
            && self
                .words
                .iter()
                .all(|word| syllables::is_one_syllable(word));
        let three = syllables && (ranks.0 > 0 || ranks.1 > 0);
        // "Luong Thanh Tung"
        if syllables && ranks.1 == 0 && east::is_vietnamese_family(head) {
            return Some(Stands::FamilyFirst);
        }
        // "Kim Jong Un", "Lee Kuan Yew", "Tan Wei Liang"
        if three && ranks.0 > 1 && ranks.1 == 0 || east::is_southern(head, &self.words[1..]) {
            return Some(Stands::FamilyFirst);
        }
        if three {
            // "Yu Chun Liao": rather a family name behind, too.
            let behind = self.odds(tail, self.back) < self.odds(head, self.front);
            return Some(surer(ranks.0 > ranks.1 && !behind));
        }
        let unknown = self.front <= Lean::Unknown && self.back == Lean::Unknown;
        (eastern && unknown || east::is_korean(head, tail)).then_some(Stands::FamilyFirst)
    }

    /// Whether the family name may stand first, by the lists in the code and by
    /// endings.
    fn may_stand_first(&self) -> bool {
        let (head, tail) = (self.head, self.tail);
        families::is_family(head)
            || families::has_family_ending(head)
                && !families::has_family_ending(tail)
                && self.front < Lean::RatherGiven
            || east::begins_with_family(head, tail)
    }

    /// A Hungarian name, as far as letters and lists tell.
    fn is_hungarian(&self) -> bool {
        let ends = [self.head, self.tail].map(|word| self.names.of(word));
        (ends.iter().all(|end| end.is_of(tongue::HUNGARIAN))
            || ends.iter().any(|end| end.is_only_of(tongue::HUNGARIAN)))
            && peoples::is_hungarian(self.words)
    }

    fn by_leans(&self) -> Stands {
        // "Zhai Yuanhang": of a family that lists forget?
        let western = |word: &str| self.is_of(word, tongue::WESTERN | tongue::IBERIAN);
        if self.words.len() == 2
            && syllables::is_one_syllable(self.head)
            && self.front <= Lean::Unknown
            && (self.is_of(self.tail, tongue::EASTERN) || !self.names.of(self.tail).known())
            && east::is_two_syllables(self.tail)
            && self.back >= Lean::Unknown
            && !western(self.head)
            && !western(self.tail)
        {
            return Stands::FamilyFirst;
        }
        if is_weighed(self.head) && is_weighed(self.tail) {
            return self.by_odds();
        }
        let khmer = |c| ('\u{1780}'..='\u{17d3}').contains(&c);
        let given = self.back == Lean::Given && self.front < Lean::RatherGiven;
        let family = self.front <= Lean::RatherFamily && self.back > Lean::RatherFamily;
        if given || family || self.words.len() == 2 && self.head.starts_with(khmer) {
            Stands::FamilyFirst
        } else if self.may_stand_first() {
            Stands::Either
        } else {
            Stands::GivenFirst
        }
    }

    /// Of two words, by how much more the first is a given name than the second, as
    /// a natural logarithm of odds. Most pages have the given name in front: so less
    /// than nought will do, the other order is proposed only where much speaks for
    /// it, and a doubt is left where less does.
    fn by_odds(&self) -> Stands {
        let (head, tail) = (self.head, self.tail);
        let (front, back) = (self.names.of(head), self.names.of(tail));
        let known = (
            front.known() || families::is_listed(head),
            back.known() || families::is_listed(tail),
        );
        // "Minjun Kim"
        if east::east_rank(tail) > 0 && east::is_two_syllables(head) {
            return Stands::GivenFirst;
        }
        // "Ahmad Zaki", "Shafiq Kabir": a name and the father's.
        let chain = self.front >= Lean::RatherGiven
            && front.is_of(tongue::ELSEWHERE)
            && back.is_of(tongue::ELSEWHERE)
            || !known.0 && back.is_only_of(tongue::ELSEWHERE) && self.back <= Lean::Either;
        let home = [front, back]
            .iter()
            .any(|end| end.is_of(tongue::HUNGARIAN | tongue::EASTERN));
        let hungarian = self.is_hungarian();
        // Without the table an unknown word may be anything.
        let blind = self.names.is_empty()
            && self.front < Lean::RatherGiven
            && self.back > Lean::RatherFamily;
        let african = (
            front.is_only_of(tongue::AFRICAN) && self.front <= Lean::Unknown,
            back.is_only_of(tongue::AFRICAN) && self.back <= Lean::Unknown,
        );
        let surely = back.is_only_of(tongue::IBERIAN) && self.back == Lean::Family;
        let least = match known {
            // "Wagner Siqueira": the second is no given name.
            _ if surely && front.is_only_of(tongue::WESTERN) => -2.5,
            // "Collins Barasa"
            _ if african.1 && front.is_of(tongue::AFRICAN) => -2.5,
            _ if families::is_given_too(head) => -2.5,
            _ if peoples::never_turns(self.words) => -4.0,
            // "Sherif Mansour": there nobody turns.
            _ if [front, back]
                .iter()
                .all(|end| end.is_of(tongue::FATHERS) && end.is_only_of(tongue::ELSEWHERE)) =>
            {
                -2.5
            }
            // "Chanda Mwansa", "Taylor Jordan"
            _ if !hungarian && front.known() && back.known() && self.front < Lean::RatherGiven => {
                0.6
            }
            _ if hungarian && self.back <= Lean::RatherFamily => 1.5,
            _ if hungarian => 7.0,
            _ if home => 0.0,
            _ if self.may_stand_first() || blind => 1.0,
            _ if chain => -2.5,
            (false, false) if peoples::is_hungarian(self.words) => 0.0,
            (false, false) => -1.2,
            (true, true) => -0.3,
            _ => -0.7,
        };
        let turned = if hungarian {
            // "Bálint Máté": at home it stands so.
            2.0
        } else if home || african.0 && self.back == Lean::Given {
            -2.0
        } else if self.front <= Lean::RatherFamily {
            -3.0
        } else if scripts::of_word(head) == Some(Script::Cyrillic) {
            -4.0
        } else {
            -6.5
        };
        let odds = self.odds(head, self.front) - self.odds(tail, self.back);
        if odds >= least {
            Stands::GivenFirst
        } else if odds > turned {
            Stands::Either
        } else {
            Stands::FamilyFirst
        }
    }

    /// How much speaks for a given name, as a natural logarithm of odds.
    fn odds(&self, word: &str, lean: Lean) -> f32 {
        let entry = self.names.of(word);
        match lean {
            _ if families::is_family(word) => -5.0,
            _ if families::has_article(word) => -4.0,
            _ if entry.known() => entry.odds(),
            Lean::Given => 5.0,
            Lean::Family => -5.0,
            Lean::RatherFamily => -4.0,
            _ => odds_of_letters(self.names.letters(word)),
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
