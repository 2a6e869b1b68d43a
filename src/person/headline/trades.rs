//! Two jobs of one person, and the offices that one may have in one company.

use super::beside::LEADERS;
use super::joins::OWNERS;
use super::roles::{bare, is_known_role, may_be_person};
use super::statements::FOUNDERS;
use crate::person::listed;
use crate::person::words::words;

words! {
    /// Offices that one person may have in one company.
    OFFICES = "founder cofounder co-founder owner ceo cto cfo coo cmo cio cpo cro chief president chair chairman chairwoman chairperson partner director managing \
    head principal md vp svp evp lead leader manager member secretary treasurer executive";
}

/// An office in a company, by one of the lists.
pub(super) fn is_office(words: &[&str]) -> bool {
    words.iter().any(|word| {
        let plain = bare(word);
        OFFICES.hold(&plain) || FOUNDERS.hold(&plain) || OWNERS.hold(&plain) || LEADERS.hold(&plain)
    })
}

/// "Lawyer and winemaker": two trades that share nothing, so two jobs.
pub(super) fn two_trades(words: &[&str]) -> bool {
    let and = |word: &str| listed("and & y e et en und och og i és a και и та", word);
    let person = |half: &[&str]| {
        half.first().is_some_and(|word| may_be_person(word))
            || half.last().is_some_and(|word| may_be_person(word))
    };
    let (left, right) = match words.iter().position(|word| and(word)) {
        Some(at) => (&words[..at], &words[at + 1..]),
        // "עורכת דין ומגשרת"
        None => {
            return words.last().is_some_and(|last| {
                last.strip_prefix('ו').is_some_and(is_known_role) && words.len() > 1
            });
        }
    };
    let start = |word: &&str| {
        let plain = bare(word);
        if listed("developer specialist programmer", &plain) {
            return "engi".to_owned();
        }
        plain.chars().take(4).collect()
    };
    let shared = left
        .iter()
        .any(|word| right.iter().any(|other| start(word) == start(other)));
    // "Ingénieur en ventilation minière", but "Advocaat en mediator".
    let in_field = words.contains(&"en") && right.len() > 1;
    // "Social- og sundhedshjælper"
    let half = left.last().is_some_and(|word| word.ends_with('-'));
    if shared || half || in_field || is_office(left) && is_office(right) {
        return false;
    }
    person(left) && person(right)
}
