//! Names of three words or more without a particle: which of the middle ones are
//! given names, and how many make the family name.

use super::families::{self, Lean};
use super::frequencies::tongue;
use super::order::Words;
use super::{Split, east, is_initial, is_initials, listed, peoples, scripts, syllables};
use crate::person::letters::fold;

/// How little the letters of a word in the middle may speak for a given name.
const LEAST: f32 = 2.5;

/// Short second given names of Turkey.
const SHORT: &str = "gul nur can naz su ali sena sude efe han hakki tayyip";

impl Words<'_> {
    /// Three words or more without a particle between them.
    pub(super) fn several(&self) -> Split {
        let (words, last) = (self.words, self.last);
        let middle = &words[1..last];
        // "Aung San Thant", "Nur Aisyah Mohd Rizal"
        let malay = (1..last).find(|at| listed("mohd muhd mohamad", &fold(&words[*at])));
        if let Some(at) = malay {
            return self.at(at, (1..at).all(|at| self.is_given(at)));
        }
        if words.iter().all(|word| peoples::is_burmese(word)) {
            return self.at(last, false);
        }
        // "Thái Quốc Nguyễn"
        if last == 2 && east::is_vietnamese_abroad(&words[0], &words[last]) {
            return self.at(last, true);
        }
        // "I Made Wirawan"
        if peoples::is_balinese(words) {
            return self.at(last, words[0] == "Ni");
        }
        // "Syed Sadiq Syed Hassan"
        if words[..last].contains(&words[last]) || middle.contains(&words[0]) {
            return self.at(last, false);
        }
        if middle.iter().all(|word| is_initials(word)) {
            return self.at(last, true);
        }
        // "W. A. Kasun Jayawardhana", "A. K. M. Nazmul Huda": initials before a whole name.
        if words[..last - 1].iter().all(|word| is_initial(word)) && last > 2 {
            let sure = self.lean(last) <= Lean::Unknown
                && !self.is_family(last - 1)
                && !self.names.of(&words[last]).is_of(tongue::INDIAN)
                && !peoples::is_indian_middle(&words[last]);
            return self.at(last, sure);
        }
        // "Hye Jin Cho", "Jia Hui Toh"
        if east::is_surely_abroad(words, self.names) || east::is_southern_behind(words) {
            return self.at(last, true);
        }
        // "Ke Xuan Seah": two syllables of a given name, or a family name in front?
        // "C.P. Raúl Ibarra": a title, or initials?
        let abbreviated = words[0].trim_end_matches('.').contains('.') && is_initials(&words[0]);
        let syllables = words.iter().all(|word| syllables::is_one_syllable(word));
        if abbreviated
            || syllables
            || east::is_east_family(&words[last]) && east::is_east_family(&words[0])
        {
            return self.at(last, false);
        }
        // "Abdullah Saleh Alghamdi", "نورة سعد الحربي": a tribe's name behind the father's.
        let entry = self.names.of(&words[last]);
        let tribe = entry.is_of(tongue::FATHERS)
            && (entry.odds() < -1.0 || words[last].starts_with("ال"))
            || families::has_article(&words[last]);
        if last == 2
            && tribe
            && self.lean(0) >= Lean::RatherGiven
            && self.lean(1) >= Lean::Either
            && (self.lean(1) != Lean::Unknown || self.names.letters(&words[1]) > 0.0)
        {
            return self.at(last, true);
        }
        // "Grace Soyeon Hwang"
        let entry = self.names.of(&words[last]);
        let korean = last == 2
            && self.names.of(&words[0]).is_of(tongue::WESTERN)
            && self.lean(0) == Lean::Given
            && east::is_two_syllables(&words[1])
            && !self
                .names
                .of(&words[1])
                .is_of(tongue::WESTERN | tongue::IBERIAN)
            && entry.is_of(tongue::EASTERN)
            && entry.odds() < 0.0;
        if korean {
            return self.at(last, true);
        }
        // "Mohammad Reza Farahbakhsh", "محمد حسین یزدانی": one given name in two words.
        if last == 2 && peoples::is_persian_pair(&words[0], &words[1]) {
            return self.at(last, self.lean(last) < Lean::RatherGiven);
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
        let known = |at: usize| self.names.of(&words[at]);
        // "W. Terry Wingfield"
        if last == 2 && is_initial(&words[0]) && self.lean(1) == Lean::Either {
            return self.at(last, self.lean(last) <= Lean::Unknown && !self.is_chain());
        }
        // "T. Boone Pickering"
        let spanish = self.names.of(&words[1]).is_of(tongue::IBERIAN);
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
            // "Zeynep Aksoy Demirtaş": a family name in the middle, or a given one?
            let given = (1..last).all(|at| self.is_given(at));
            if last == 3 && self.is_given(1) && !self.is_given(2) {
                return self.at(2, false);
            }
            let short = listed(SHORT, &fold(&words[1]));
            if last == 2 && self.lean(1) == Lean::Unknown && !short {
                return self.at(1, false);
            }
            let sure = (1..last).all(|at| self.lean(at) == Lean::Given);
            return self.at(last, sure || given && self.lean(last) < Lean::RatherGiven);
        }
        // "Merve Uzunoğlu Tekin", "Ebru Kaplan Ünal"
        if last == 2
            && peoples::is_turkish(words)
            && head == Lean::Given
            && (fold(&words[1]).ends_with("oglu")
                || self.lean(1) <= Lean::RatherFamily && self.lean(last) < Lean::RatherGiven)
        {
            return self.at(1, true);
        }
        // "Krupa Nileshbhai Thakkar"
        if last == 2 && words[1].ends_with("bhai") {
            return self.at(last, head > Lean::Family);
        }
        // "Hiteshbhai Ramanlal Patel", "Arif Hossain Majumder": a family name of India's.
        if known(last).is_of(tongue::INDIAN)
            && !(known(last).is_of(tongue::PORTUGUESE) && known(0).is_of(tongue::PORTUGUESE))
            && known(last).odds() < -2.0
            && (1..last).all(|at| self.lean(at) > Lean::Family)
        {
            let sure = head > Lean::RatherFamily
                || head > Lean::Family && (1..last).all(|at| self.lean(at) >= Lean::RatherGiven);
            return self.at(last, sure);
        }
        // "Sathish Babu Rajendran"
        let southern = last == 2
            && (0..=last).all(|at| known(at).is_of(tongue::INDIAN))
            && head >= Lean::RatherGiven
            && self.lean(1) >= Lean::Either
            && known(last).odds() < 0.0;
        if southern {
            return self.at(last, true);
        }
        // "Rajesh Kumar Sharma"
        let indian = (1..last).all(|at| {
            // "Ishara Bandara Herath", "Nusrat Jahan Patwary"
            peoples::is_indian_middle(&words[at])
                || self.is_given(at)
                || listed("bandara jahan alam islam", &fold(&words[at]))
        });
        if indian && head >= Lean::Either && self.lean(last) <= Lean::Unknown {
            let family = listed("singh kaur rao reddy", &fold(&words[last]));
            return self.at(last, family || !peoples::is_indian_middle(&words[last]));
        }
        // "Maryam Jalali Farahani", "Ali Asghar Pourmohammadi Nia": two words of one family
        // name.
        let persian =
            |at: usize| self.lean(at) <= Lean::Unknown && peoples::is_persian_family(&words[at]);
        let piece = listed(
            "نیا فرد زاده پور نژاد منش asl nia moghaddam pour zadeh nejad nezhad far fard manesh panah rad kia tabar",
            &fold(&words[last]),
        );
        if given + 2 == last
            // "Anahit Gevorgi Hakobyan": the father's name.
            && (!words[last].ends_with("yan") || words[last - 1].ends_with("yan"))
            && (persian(last - 1) && (piece || persian(last))
                || piece && words[last].starts_with(|c| c > '\u{600}'))
            && head >= Lean::RatherGiven
            && self
                .names
                .of(&words[0])
                .is_of(tongue::OTHER | tongue::FATHERS)
        {
            return self.at(last - 1, true);
        }
        if let Some(split) = self.two_families(given) {
            return split;
        }
        if self.is_western_middle() {
            return self.at(last, true);
        }
        // "Emily Carter Brooks", "Karin Nilsson Ek": rather two family names.
        let at = 1 + given;
        let spanish = self.names.of(&words[0]).is_of(tongue::IBERIAN);
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
            && self.names.of(&words[1]).is_of(tongue::IBERIAN);
        // "Harriet Ora Simon": in the West a family name as well.
        let entry = self.names.of(&words[last]);
        let often = entry.odds() < 4.0
            && entry.is_of(tongue::WESTERN)
            && !entry.is_of(tongue::IBERIAN)
            && !self.names.of(&words[0]).is_only_of(tongue::IBERIAN);
        // "Zeynep Aydın Özkan": her own, or one more given name?
        let kept = last == 2
            && peoples::is_turkish(words)
            && self.lean(1) < Lean::Given
            && !listed(SHORT, &fold(&words[1]));
        // "Fatma Zehra Gökçen-Öztürk"
        let bound = words[last].contains('-') && !families::has_article(&words[last]);
        self.lean(0) >= Lean::Either
            && (self.lean(last) < Lean::Given || often || bound || peoples::is_turkish(words))
            && !arabic
            && (!self.is_eastern(0)
                || families::is_given_too(&words[0]) && self.lean(1) == Lean::Given)
            && !self.is_chain()
            && !either
            && !kept
            && !self.is_spanish_pair()
    }

    /// "James Tyler Morrison", "Naoma Krysten Berger": elsewhere one family name,
    /// and what stands before it is the First Name.
    fn is_western_middle(&self) -> bool {
        let last = self.last;
        let (head, tail) = (self.lean(0), self.lean(last));
        let african = self.is_african();
        let family = |at: usize| {
            if african {
                self.lean(at) == Lean::Family
            } else {
                self.is_family(at)
            }
        };
        let open = self.is_eastern(0) || (1..last).any(|at| family(at) || self.is_eastern(at));
        // "Luis Marín Sabater", "Catalina Delmas Schaerer"
        let front = self.names.of(&self.words[0]);
        let spanish = front.is_only_of(tongue::IBERIAN)
            || front.is_of(tongue::IBERIAN) && (1..last).any(|at| self.is_iberian(at));
        // "Peter Kiprono Cheruiyot": in no list, and rather a given name by its letters.
        let theirs = self
            .names
            .of(&self.words[last])
            .is_only_of(tongue::ELSEWHERE);
        let least = if african || theirs && tail <= Lean::Either {
            -1.0
        } else {
            LEAST
        };
        let unknown = (1..last).any(|at| {
            self.lean(at) == Lean::Unknown && self.names.letters(&self.words[at]) < least
        });
        // "Søren Kjær Hansen": two family names?
        let danish = self.lean(1) == Lean::Unknown && fold(&self.words[last]).ends_with("sen");
        // "Kebede Alemu Girma"
        let father = |word: &String| self.names.of(word).is_only_of(tongue::FATHERS);
        let fathers = tail > Lean::RatherFamily && self.words.iter().any(father);
        let strange = head == Lean::Unknown
            && tail == Lean::Unknown
            && self.names.letters(&self.words[last]) > 0.0;
        !open
            && !spanish
            && last == 2
            && !self.is_iberian(last)
            && !unknown
            && !strange
            && !fathers
            && !danish
            // "Magdalena Lis Zawadzka", "Lenka Malá Hrubá": a married woman's two?
            && !(self.words[1].ends_with('á') && self.words[last].ends_with('á'))
            && !(self.lean(1) == Lean::Either
                && ["ska", "cka", "dzka"]
                    .iter()
                    .any(|end| self.words[last].ends_with(end)))
            && (head >= Lean::Either)
            && !self.is_chain()
            && (head >= Lean::RatherGiven || tail <= Lean::Unknown)
            && tail < Lean::RatherGiven
    }

    /// "Akosua Serwaa Amponsah": of Africa south of the Sahara.
    fn is_african(&self) -> bool {
        let theirs = |word: &&String| self.names.of(word).is_of(tongue::AFRICAN);
        let only = |word: &String| self.names.of(word).is_only_of(tongue::AFRICAN);
        let tail = &self.words[self.last];
        if self.lean(self.last) >= Lean::Unknown && self.names.letters(tail) >= 0.0 {
            return false;
        }
        self.words.iter().any(only) && self.words.iter().filter(theirs).count() > 1
    }

    /// Rather a family name, be it ever so little.
    pub(super) fn is_family(&self, at: usize) -> bool {
        self.lean(at) <= Lean::RatherFamily
            || self.lean(at) == Lean::Unknown && self.names.letters(&self.words[at]) < -3.0
            || self.lean(at) == Lean::Either && self.names.of(&self.words[at]).odds() < 0.0
    }

    /// "Kim Lee Whitlock": of the East, whatever it is in the West.
    fn is_eastern(&self, at: usize) -> bool {
        self.lean(at) == Lean::Either && self.names.of(&self.words[at]).is_of(tongue::EASTERN)
    }

    /// Where names of fathers follow the own ("Fatima Amina Umar"): the last word
    /// is no known family name, and not of Europe or its daughters.
    fn is_chain(&self) -> bool {
        let settled = |word: &String| {
            let entry = self.names.of(word);
            is_initial(word)
                || entry.is_of(tongue::WESTERN | tongue::IBERIAN)
                || entry.is_of(tongue::AFRICAN) && entry.odds() < 0.0
        };
        if peoples::is_turkish(self.words) {
            return false;
        }
        let last = &self.words[self.last];
        // "Ismail Mohammed Sharif"
        if (peoples::is_persian_family(last) || peoples::is_maghrebi_family(last))
            && self.lean(self.last) <= Lean::Unknown
        {
            return false;
        }
        // "Muhammad Haziq Hakim"
        let known = |word: &String| self.names.of(word);
        let theirs = self.lean(self.last) >= Lean::Either
            && known(last).is_of(tongue::FATHERS | tongue::OTHER)
            && self
                .words
                .iter()
                .any(|word| known(word).is_only_of(tongue::ELSEWHERE));
        let malay = listed("mohd muhd siti nurul", &fold(&self.words[0]));
        if theirs || malay {
            return true;
        }
        match self.lean(self.last) {
            Lean::Family | Lean::RatherFamily | Lean::Unknown => false,
            _ => !settled(&self.words[self.last]),
        }
    }
}
