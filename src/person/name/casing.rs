//! Names in capitals or in small letters, and what the capitals tell.

use super::listed;
use super::particles::is_particle_word;
use crate::platform::case;

/// What the capitals of a name tell.
#[derive(Default)]
pub(super) struct Capitals {
    /// Words were rewritten.
    pub(super) any: bool,
    /// The words of the family name, where it alone was written in capitals as
    /// in French forms ("Jean DUPONT"): from, and up to without.
    pub(super) family: Option<(usize, usize)>,
}

fn letters(word: &str) -> impl Iterator<Item = char> + '_ {
    word.chars()
        .filter(|c| c.is_uppercase() || c.is_lowercase())
}

fn shouted(word: &str) -> bool {
    // "J.-L. Lefaix"
    if word.contains('.') && super::is_initials(word) {
        return false;
    }
    letters(word).count() > 1
        && letters(word).all(char::is_uppercase)
        && (!word.contains('.') || word.contains('-'))
        || word.starts_with("Mc") && word.len() > 4 && word[2..].chars().all(char::is_uppercase)
}

/// Whether a word begins with a small letter; Georgian has no other.
pub(super) fn begins_small(word: &str) -> bool {
    word.starts_with(|c: char| c.is_lowercase() && !('\u{10a0}'..='\u{10ff}').contains(&c))
}

/// Not a particle, and yet it begins small: "smith", "sMITH".
fn whispered(word: &str) -> bool {
    letters(word).count() > 0
        && begins_small(word)
        && !is_particle_word(word)
        // "d'Arcy", "al-Rashid", "l'Écuyer"
        && !word
            .split(['\'', '-'])
            .skip(1)
            .any(|part| part.chars().next().is_some_and(char::is_uppercase))
}

/// Rewrites words in capitals ("ANNA DE VRIES") and in small letters ("anna vries").
pub(super) fn recase(words: &mut [String]) -> Capitals {
    let loud: Vec<bool> = words.iter().map(|word| shouted(word)).collect();
    let count = loud.iter().filter(|loud| **loud).count();
    // "AJ Smith": two capitals at the front are initials.
    let initials = words.len() > 1 && loud[0] && count == 1 && words[0].chars().count() <= 2;
    let quiet = words.iter().any(|word| whispered(word));
    if (count == 0 || initials) && !quiet {
        return Capitals::default();
    }
    // "john e. smith"
    if quiet {
        for word in words
            .iter_mut()
            .filter(|word| listed("e e. i. y. z.", word))
        {
            *word = case::upper(word);
        }
    }
    let everything = loud
        .iter()
        .zip(words.iter())
        .all(|(loud, word)| *loud || word.chars().count() < 3);
    let family = (count > 0 && !everything && !quiet && !initials).then(|| {
        let from = loud.iter().position(|loud| *loud).unwrap_or(0);
        let to = from + loud[from..].iter().take_while(|loud| **loud).count();
        (from, to)
    });
    let turkish = words.iter().any(|word| word.contains(['İ', 'Ş', 'Ğ']));
    let last = words.len().saturating_sub(1);
    for (at, word) in words.iter_mut().enumerate() {
        if (loud[at] && !initials) || whispered(word) {
            // A particle stands before a name, so it is never the last word.
            let inside = at < last && (at > 0 || !everything);
            *word = capitalised(word, inside && (everything || quiet), turkish);
        }
    }
    Capitals { any: true, family }
}

/// "MARY-JANE" to "Mary-Jane", "O'BRIEN" to "O'Brien"; particles small.
fn capitalised(word: &str, particles: bool, turkish: bool) -> String {
    // Turkish has a small i without a dot, and a large one with it.
    let plain = if turkish {
        word.replace('I', "ı").replace('İ', "i")
    } else {
        word.replace('İ', "i")
    };
    let lower = case::lower(&plain);
    if particles && is_particle_word(&lower) {
        return lower;
    }
    let mut out = String::with_capacity(lower.len());
    let mut start = true;
    for c in lower.chars() {
        if start {
            match c {
                'i' if turkish => out.push('İ'),
                c => out.push_str(&case::upper_char(c)),
            }
        } else {
            out.push(c);
        }
        start = matches!(c, '-' | '\'' | '.');
    }
    // "McDonald", and "IJsbrand" of the Dutch.
    for (front, right) in [("Mc", "Mc"), ("Ij", "IJ")] {
        if let Some(rest) = out.strip_prefix(front)
            && let Some(next) = rest.chars().next()
            && rest.len() > 2
        {
            let rest = if front == "Mc" {
                case::upper_char(next) + &rest[next.len_utf8()..]
            } else {
                rest.to_owned()
            };
            return format!("{right}{rest}");
        }
    }
    out
}
