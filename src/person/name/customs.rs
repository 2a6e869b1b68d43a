//! What binds words of a name together among a people: "Abd", "El-Din", "Ben", "Ngo",
//! "San", a family name between two own names.

use super::families::Lean;
use super::frequencies::tongue;
use super::order::{Words, join};
use super::stands::Stands;
use super::{Split, east, listed, particles, syllables};
use crate::person::letters::{fold, lower};

impl Words<'_> {
    /// The split of names with such words, before particles and leans are asked.
    pub(super) fn by_custom(&self) -> Option<Split> {
        let (words, last) = (self.words, self.last);
        // "Abdelhamid Gad Allah": one name in two words.
        if last > 1 && listed("allah الله", &lower(&words[last])) {
            let own = (1..last - 1).all(|at| self.is_given(at));
            return Some(self.at(last - 1, own && self.lean(0) >= Lean::Either));
        }
        // "Mohamed Abd Al-Jawad"
        if let Some(at) = (1..last).find(|at| listed("abd abdul abdel عبد", &lower(&words[*at])))
        {
            // "Ahmed Abd El Fattah"
            let article = usize::from(listed("el al", &lower(&words[at + 1])));
            let whole = at + 1 + article == last;
            // "Mohamed Abd El-Rahman Shalaby"
            if at == 1 && at + 2 + article == last {
                let sure = self.lean(0) >= Lean::Either && self.lean(last) < Lean::RatherGiven;
                return Some(self.at(last, sure));
            }
            let own = (1..at).all(|at| self.is_given(at));
            return Some(self.at(at, whole && own && self.lean(0) >= Lean::Either));
        }
        // "Nour El Houda Messaoudi", "Hossam El-Din Fawzy"
        let bound = listed("el al ed ud ul", &lower(&words[1]))
            && listed(
                "houda huda islam abidine din dine deen zahra zohra haq hak",
                &fold(&words[last - 1]),
            );
        let din = last == 2
            && listed(
                "el-din al-din ed-din ud-din el-dine ed-dine al-deen el-deen eldin aldin eldeen eddine eddin uddin",
                &fold(&words[1]),
            );
        if last == 3 && bound || din {
            return Some(self.at(last, self.lean(last) < Lean::Given));
        }
        // "Pedro d'Orey Saldanha", "Jean-François St-Amand Lavoie"
        let begins = |at: &usize| {
            ["d'", "D'", "St-", "Ste-", "Saint-", "Sainte-"]
                .iter()
                .any(|front| words[*at].starts_with(front))
        };
        if let Some(at) = (1..last).find(begins) {
            let given = (1..at).all(|at| self.is_given(at));
            return Some(self.at(at, given && self.lean(0) >= Lean::Either));
        }
        // "Etje Heijdanus-De Boer", "Marion Maréchal-Le Pen": one name.
        let bound = |at: &usize| {
            let end = words[*at].rsplit_once('-').map(|(_, end)| end);
            end.is_some_and(|end| particles::particle(end).is_some() && end.len() > 1)
        };
        if let Some(at) = (1..last).find(bound) {
            let led = |at: &usize| particles::particle(&words[*at]).is_some();
            let at = (1..at).rev().take_while(led).last().unwrap_or(at);
            return Some(self.at(at, (1..at).all(|at| self.is_given(at))));
        }
        // "Shira Ben Ami", "Mohamed Aziz Ben Youssef": but "Max Ben Mustermann".
        let front = self.names.of(&words[0]);
        let son = last > 1
            && matches!(&*words[last - 1], "Ben" | "Bar")
            && (front.is_of(tongue::FATHERS | tongue::OTHER)
                || front.is_of(tongue::AFRICAN) && !front.is_of(tongue::WESTERN)
                || self.lean(last) >= Lean::RatherGiven
                    && self.names.of(&words[last]).is_of(tongue::ELSEWHERE));
        if son && self.stands == Stands::GivenFirst {
            let given =
                self.lean(0) >= Lean::RatherGiven && (1..last - 1).all(|at| self.is_given(at));
            return Some(self.at(last - 1, given));
        }
        // "Kelvin Chi Ho Tsang"
        if east::is_family_behind(words, self.names) && self.lean(0) >= Lean::RatherGiven {
            return Some(self.at(last, true));
        }
        // "Jasmine Tan Kai Xin": the own name in two languages around the family's.
        if east::is_family_inside(words, self.names) && self.lean(0) >= Lean::RatherGiven {
            let first = [&words[..1], &words[2..]].concat().join(" ");
            return Some(Split::certain(first, words[1].clone()));
        }
        // "Mugabo Jean Bosco", "Nshimiyimana Marie Grâce": nobody has an own name before it.
        let french = last == 2
            && listed("jean marie", &fold(&words[1]))
            && self.lean(0) < Lean::RatherGiven
            && (self.lean(2) >= Lean::RatherGiven || fold(&words[2]) == "bosco");
        if french {
            return Some(Split::certain(join(&words[1..]), words[0].clone()));
        }
        // "Nshimiyimana Jean de Dieu"
        if last == 3 && fold(&words[1..].join(" ")) == "jean de dieu" {
            return Some(Split::certain(join(&words[1..]), words[0].clone()));
        }
        // "El Hadji Malick Sow"
        if last > 2 && words[0] == "El" && listed("hadji hadj", &fold(&words[1])) {
            return Some(self.at(last, self.lean(last) < Lean::RatherGiven));
        }
        // "Sharmila Das Gupta"; "Moumita Roy Chowdhury": one more given name?
        let bengali = last == 2
            && listed("das sen roy ray dutta dev", &fold(&words[1]))
            && listed(
                "gupta sharma chowdhury choudhury chaudhuri roy barman burman thakur majumdar mazumdar",
                &fold(&words[2]),
            );
        let dastidar = listed("ghosh guha", &fold(&words[1]))
            && listed("dastidar thakurta hazra", &fold(&words[2.min(last)]));
        if last == 2 && dastidar {
            return Some(self.at(1, self.lean(0) >= Lean::Either));
        }
        if bengali {
            let one = !listed("roy thakur majumdar mazumdar", &fold(&words[2]));
            return Some(self.at(1, one && self.lean(0) >= Lean::Either));
        }
        // "Hendrik Jansen van Vuuren", "Ramon San Agustin": of two words.
        let front = fold(&words[last - 1]);
        if last > 2 && front == "van" && listed("jansen janse", &fold(&words[last - 2])) {
            return Some(self.at(last - 2, (1..last - 2).all(|at| self.is_given(at))));
        }
        // "Siriporn Isarangkun Na Ayudhya", "Ram Bahadur Thapa Magar": of several words.
        let magar = words[last] == "Magar" && listed("thapa rana budha ale pun gharti", &front);
        if last == 3 && words[2] == "Na" || last > 1 && magar {
            let at = if magar { last - 1 } else { 1 };
            return Some(self.at(at, self.lean(0) >= Lean::Either));
        }
        // "Marie Noëlle Ngo Biyong"
        let ngo = front == "ngo"
            && (self.names.of(&words[last]).is_of(tongue::AFRICAN)
                || self.lean(last) == Lean::Unknown && !syllables::is_one_syllable(&words[last]))
            // "Siriporn Na Songkhla"
            || words[last - 1] == "Na" && self.names.of(&words[0]).is_only_of(tongue::OTHER)
            || words[last - 1] == "ณ"
            // "Abdullah Saleh Ba Wazir"
            || words[last - 1] == "Ba" && self.names.of(&words[0]).is_of(tongue::FATHERS);
        let saint = last > 1
            && listed("san santa sta. sto.", &front)
            && self.names.of(&words[0]).is_of(tongue::IBERIAN);
        if saint || last > 1 && ngo {
            return Some(self.at(last - 1, (1..last - 1).all(|at| self.is_given(at))));
        }
        None
    }
}
