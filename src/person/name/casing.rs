//! Names in capitals or in small letters, and what the capitals tell.

use super::families::{self, Lean};
use super::frequencies::{Frequencies, tongue};
use super::particles::is_particle_word;
use super::{east, listed, peoples};
use crate::person::letters::fold;
use crate::platform::case;

/// What the capitals of a name tell.
#[derive(Default)]
pub(super) struct Capitals {
    /// Words were rewritten, and may be written otherwise.
    pub(super) unclear: bool,
    /// The words of the family name, where it alone was written in capitals as
    /// in French forms ("Jean DUPONT"): from, and up to without.
    pub(super) family: Option<(usize, usize)>,
}

fn letters(word: &str) -> impl Iterator<Item = char> + '_ {
    word.chars()
        .filter(|c| c.is_uppercase() || c.is_lowercase())
}

pub(super) fn is_capitals(word: &str) -> bool {
    // "J.-L. Lefaix"
    if word.contains('.') && super::is_initials(word) {
        return false;
    }
    // "III William Hayes"
    if listed("II III IV VI VII VIII IX", word) {
        return false;
    }
    letters(word).count() > 1
        // "A/P"
        && !word.contains('/')
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
        && !super::scripts::is_of_the_father(word)
        // "d'Arcy", "al-Rashid", "l'Écuyer"
        && !word
            .split(['\'', '-'])
            .skip(1)
            .any(|part| part.chars().next().is_some_and(char::is_uppercase))
}

/// What stands before a capital in the middle of a family name ("MACDONALD",
/// "DELAROSA").
const GLUED: &str = "mc mac dela della delle dello degli fitz vander vanden";

/// Whether a word in capitals tells how it is written.
fn is_plain_in_capitals(word: &str, names: &Frequencies) -> bool {
    let entry = names.of(word);
    let plain = fold(word);
    let begins = |list: &'static str| {
        list.split_ascii_whitespace()
            .any(|front| plain.len() > front.len() + 2 && plain.starts_with(front))
    };
    // "MACIEJ", "MACHADO"
    let other = entry.odds() > 1.0 || entry.is_only_of(tongue::IBERIAN);
    let glued = begins(GLUED) && !(entry.known() && other);
    // Greek capitals have no accents.
    !glued && !word.chars().any(|c| ('\u{370}'..'\u{400}').contains(&c))
}

/// Rewrites words in capitals ("ANNA DE VRIES") and in small letters ("anna vries").
pub(super) fn recase(words: &mut [String], names: &Frequencies) -> Capitals {
    let loud: Vec<bool> = words.iter().map(|word| is_capitals(word)).collect();
    let count = loud.iter().filter(|loud| **loud).count();
    // "AJ Smith": two capitals at the front are initials.
    let initials = words.len() > 1
        && loud[0]
        && count == 1
        && words[0].chars().count() <= 2
        // "XU Jianguo"
        && !(east::is_east_family(&words[0]) && names.of(&words[1]).is_only_of(tongue::EASTERN));
    let quiet = words.iter().any(|word| whispered(word));
    if (count == 0 || initials) && !quiet {
        return Capitals::default();
    }
    // "Dana fields", "oWEN tARRANT"
    let mixed = quiet
        && !words
            .iter()
            .all(|word| letters(word).all(char::is_lowercase));
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
    // "JAN VAN DER BERG"; but "JUAN DE LA CRUZ": there particles are small.
    let spanish = words.last().is_some_and(|word| {
        let entry = names.of(word);
        entry.is_of(tongue::IBERIAN) && entry.is_only_of(tongue::IBERIAN | tongue::WESTERN)
    });
    // "DOAN VAN THANG"
    let vietnamese = words.len() > 2 && east::is_vietnamese_without_marks(words);
    let unclear = mixed
        || words.iter().enumerate().any(|(at, word)| {
            is_particle_word(word)
                && !vietnamese
                && (loud[at] || quiet)
                && !super::is_initials(word)
                && (at > 0 || everything)
                && !spanish
                && !listed("von al el", &case::lower(word))
                // "Gwenaëlle LE GUILLOU": behind a name in small letters it is large.
                && !(listed("le la", &case::lower(word))
                    && family.is_some_and(|(from, to)| at == from && to == words.len()))
                || (loud[at] || whispered(word)) && !is_plain_in_capitals(word, names)
        });
    // "OWEN Tarrant": a given name in capitals, and no other.
    let given = |at: usize| families::lean(&words[at], names) >= Lean::RatherGiven;
    let odd = family.is_some_and(|(from, to)| {
        (from..to).any(given) && !(0..from).chain(to..words.len()).any(given)
    });
    let family = family.filter(|_| !odd);
    // "Josée Thivierge CRHA": a family name, or a certificate that no list has?
    let certificate = family.is_some_and(|(from, to)| {
        let word = &words[from];
        from > 1
            && to == words.len()
            && to - from == 1
            && word.len() < 6
            && word.is_ascii()
            && !names.of(word).known()
            && families::lean(&words[from - 1], names) <= Lean::Unknown
            && !is_particle_word(&words[from - 1])
            && !super::is_initial(&words[from - 1])
    });
    // "Ayşe YILDIRIM"; "Dragoş" is Romanian.
    let turkish = words.iter().any(|word| {
        word.contains(['İ', 'Ğ', 'ı', 'ğ'])
            || word.contains(['Ş', 'ş']) && (everything || peoples::is_turkish_given(word))
    }) || words.iter().any(|word| peoples::is_turkish_given(word))
        && words
            .iter()
            .any(|word| word.contains(['Ç', 'Ö', 'Ü', 'Ş', 'ş', 'ç', 'ö', 'ü']));
    // "Hakan SARIKAYA": with or without its dot?
    let dotless = !turkish
        && words.iter().any(|word| peoples::is_turkish_given(word))
        && words
            .iter()
            .zip(&loud)
            .any(|(word, loud)| *loud && word.chars().skip(1).any(|c| c == 'I'));
    let unclear = unclear || odd || certificate || dotless;
    let last = words.len().saturating_sub(1);
    for (at, word) in words.iter_mut().enumerate() {
        if (loud[at] && !initials) || whispered(word) {
            // A particle stands before a name, so it is never the last word.
            let inside = at < last && (at > 0 || !everything) && !vietnamese;
            *word = capitalised(word, inside && (everything || quiet), turkish);
        }
    }
    Capitals { unclear, family }
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
    // "FATIMA AL ZAABI": an article, which is written large before a name.
    if particles && is_particle_word(&lower) && !listed("al el", &lower) {
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
