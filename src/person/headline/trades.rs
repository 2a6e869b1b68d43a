//! Two jobs of one person, and the offices that one may have in one company.

use super::companies::is_work;
use super::roles::{has, is_known_role, may_be_person};
use super::statements::FOUNDERS;
use crate::person::listed;
use crate::person::words::words;

words! {
    /// Offices that one person may have in one company.
    OFFICES = "founder cofounder co-founder owner ceo cto cfo coo cmo cio cpo cro chief president chair chairman chairwoman chairperson partner director managing \
    head prokurist prokuristin leiter leiterin principal md vp svp evp lead leader manager member secretary treasurer executive geschaftsfuhrer gesellschafter socio socia";
}

words! {
    /// Trades that are much the same.
    ALIKE = "engineer developer specialist designer illustrator photographer videographer filmmaker";
}

/// An office in a company, by one of the lists.
#[inline(never)]
pub(super) fn is_office(words: &[&str]) -> bool {
    let office = |word: &&str| has(&OFFICES, word) || has(&FOUNDERS, word);
    words.iter().any(office)
}

/// "Lawyer and winemaker": two trades that share nothing, so two jobs.
#[inline(never)]
pub(super) fn two_trades(words: &[&str]) -> bool {
    let and = |word: &&str| listed("and & y e et en und och og i és a και и та", word);
    let Some(at) = words.iter().position(and) else {
        // "עורכת דין ומגשרת"
        let last = words.last().and_then(|last| last.strip_prefix('ו'));
        return words.len() > 1 && last.is_some_and(is_known_role);
    };
    let (left, right) = (&words[..at], &words[at + 1..]);
    let start = |word: &&str| word.as_bytes().first_chunk::<4>().copied();
    // "Rechtsanwältin und Fachanwältin"
    let end = |word: &&str| word.chars().rev().take(6).collect::<String>();
    let alike = |word: &&str| word.len() > 7 && right.iter().any(|other| end(word) == end(other));
    let shared = |word: &&str| right.iter().any(|other| start(word) == start(other));
    // "Ingénieur en ventilation minière", "Social- og sundhedshjælper"
    let within = words[at] == "en" && right.len() > 1 || words[at - at.min(1)].ends_with('-');
    !(within
        || left.iter().any(shared)
        || left.iter().any(alike)
        || right.iter().all(is_work)
        || is_office(left) && is_office(right)
        || technical(left) && technical(right))
        && has_person(left)
        && has_person(right)
}

/// "Robotics Engineer & Software Developer": much the same.
fn technical(half: &[&str]) -> bool {
    half.last().is_some_and(|last| has(&ALIKE, last))
}

#[inline(never)]
fn has_person(half: &[&str]) -> bool {
    [half.first(), half.last()]
        .into_iter()
        .flatten()
        .any(|word| may_be_person(word))
}
