//! Takes off what is no name: statuses, degrees of connection, pronouns, emoji,
//! nicknames, maiden names, slogans.

use super::brackets::{PAIRS, without_brackets};
use super::credentials::{is_capitals, is_credential, is_job};
use super::families::{self, Lean};
use super::frequencies::Frequencies;
use super::particles::particle;
use super::{listed, scripts};
use crate::person::Doubt;
use crate::person::letters::{lower, part_of_name, readable};

/// Longest name that is read, in characters; Salesforce takes 40 and 80.
const LONGEST: usize = 160;

/// Words that never belong to a name when they begin small: a verb begins a
/// status ("is reachable", "war zuletzt aktiv"), others a place of work or an
/// earlier name.
const ENDS: &str = "is was has ist war est était está fue era è jest był była są at from bei chez with \
    née nee né geb geborene geborener born formerly formally ex aka alias dit dite roz rozená född \
    født fodt szül született domo pronouns";

/// Pronouns, where no bracket tells.
const PRONOUNS: &str = "she her hers he him his they them theirs ze zir xe xem elle il iel elles lui elu \
    ella él elle/la er ihm ihn sie ihr el ela ele dela dele lei lui hij hem zij haar hun hen han ham hon \
    henne hen hän on ona ono jego jej any it its la le";

const SEPARATORS: &[char] = &[
    '•', '·', '|', '¦', '｜', '/', '\u{2013}', '\u{2014}', '~', '»', '★', '☆', '►', '▶', '→', '⇒',
    '●', '▪', '∙', '‧', ';', '✦', '◆', '…', '*', '=', '_', '\\', '^', '+', '!', '?', ':', '：',
];

/// A name without what is no name.
#[derive(Default)]
pub(super) struct Clean {
    pub(super) text: String,
    pub(super) doubt: Option<Doubt>,
    /// What stood in brackets or quotation marks: nicknames, maiden names, the
    /// name in another script.
    pub(super) beside: String,
    /// It stood before the name.
    pub(super) leads: bool,
    /// The family name is of two, with spaces around the hyphen between them; how
    /// many hyphens follow that one.
    pub(super) spaced: Option<usize>,
}

impl Clean {
    /// The Last Name with the spaces that were shown: "de Vries - Hoekstra".
    pub(super) fn respaced(&self, last: &str) -> String {
        let hyphen = self
            .spaced
            .and_then(|behind| last.rmatch_indices('-').nth(behind));
        match hyphen {
            Some((at, _)) => [&last[..at], &last[at + 1..]].join(" - "),
            None => last.to_owned(),
        }
    }
}

pub(super) fn clean(shown: &str, names: &Frequencies) -> Clean {
    let mut text = readable(shown, LONGEST * 4);
    // ד"ר is written with a quotation mark as often as with the right sign.
    text = text.replace("ד\"ר", "ד״ר").replace("עו\"ד", "עו״ד");
    let leads = text
        .trim_start()
        .starts_with(|c| c == '\'' || PAIRS.iter().any(|(open, _)| *open == c));
    let (text, beside) = without_brackets(&text);
    let Words {
        words,
        mut doubt,
        spaced,
    } = name_words(&text, names);
    let mut clean = words.join(" ");
    for loose in [" ,", " .", " -", "- "] {
        clean = clean.replace(loose, loose.trim());
    }
    let stop = clean.ends_with('.');
    let mut text = clean
        .trim_matches(|c: char| !c.is_alphanumeric() && !is_mark(c))
        .to_owned();
    if stop && !text.is_empty() {
        text.push('.');
    }
    // "Achieng'": of Kenya.
    if clean.ends_with("ng'") {
        text.push('\'');
    }
    // A text shown twice, once for screen readers.
    if let Some(half) = half(&text) {
        text = half.to_owned();
    }
    if text.chars().count() > LONGEST {
        text = text.chars().take(LONGEST).collect();
        doubt = Some(Doubt::Cut);
    }
    // "owen.tarrant": the name of an account.
    if !shown.trim().contains(' ') && shown.contains('.') && shown.starts_with(char::is_lowercase) {
        doubt = doubt.or(Some(Doubt::NameSplit));
    }
    // "LinkedIn Member", "Membre de LinkedIn": somebody whose name is hidden.
    if lower(&text).contains("linkedin") {
        text.clear();
    }
    Clean {
        text,
        doubt,
        beside,
        leads,
        spaced,
    }
}

fn is_mark(c: char) -> bool {
    !c.is_ascii() && part_of_name(c) && c != '\u{30fb}'
}

/// "Ann BeeAnn Bee", "Ann Bee Ann Bee", "RobertRobert": the one half.
fn half(text: &str) -> Option<&str> {
    let middle = text.len() / 2;
    if text.len() < 6 || !text.is_char_boundary(middle) {
        return None;
    }
    let (first, second) = text.split_at(middle);
    let second = second.strip_prefix(' ').unwrap_or(second);
    let whole =
        first.contains(' ') || (second.len() >= 4 && second.starts_with(char::is_uppercase));
    (first.trim_end() == second && whole).then_some(second)
}

fn is_pronouns(token: &str) -> bool {
    let token = token.trim_matches(|c: char| !c.is_alphabetic());
    token.contains('/')
        && token
            .split('/')
            .all(|one| listed(PRONOUNS, &lower(one.trim())))
}

/// The words of a name, and how two of them are bound, as in [`Clean`].
struct Words {
    words: Vec<String>,
    doubt: Option<Doubt>,
    spaced: Option<usize>,
}

/// The words of the name, up to what ends it.
fn name_words(text: &str, names: &Frequencies) -> Words {
    let mut kept: Vec<String> = Vec::new();
    let (mut doubt, mut spaced) = (None, None);
    let mut tokens = text.split_whitespace().peekable();
    while let Some(token) = tokens.next() {
        let low = token.starts_with(char::is_lowercase);
        let ends = low
            && (listed(ENDS, &token.replace('.', ""))
                || listed("a.k.a f.k.a", token.trim_matches('.')));
        // "2nd degree connection", "z d. Mazur"
        let later =
            kept.len() > 1 && (token == "z" || token.starts_with(|c: char| c.is_ascii_digit()));
        if !kept.is_empty() && (later || ends || is_pronouns(token) || token.starts_with('@')) {
            break;
        }
        if is_pronouns(token)
            || token.starts_with(['#', '@'])
            || token.contains('@')
            || token.starts_with("http")
            || token.starts_with("www.")
        {
            continue;
        }
        // "Balaji Natarajan ✅ Hiring": but "Dana 🌸 Fields".
        let picture = kept.len() > 1 && !token.chars().any(|c| c.is_alphanumeric() || c.is_ascii());
        if picture
            && tokens
                .clone()
                .any(|word| is_job(word) || word.contains(char::is_numeric))
        {
            break;
        }
        let Some((at, sign)) = separator(token) else {
            push(&mut kept, token);
            // Two people, or a firm.
            let joined = matches!(token, "and" | "und" | "et")
                && kept.len() > 1
                && particle(&kept[kept.len() - 2]).is_none();
            if token == "&" && !kept.is_empty() || joined {
                doubt = Some(Doubt::Several);
            }
            continue;
        };
        let (before, after) = token.split_at(at);
        let after = &after[sign.len_utf8()..];
        push(&mut kept, before);
        if kept.is_empty() {
            // A decoration in front.
            push(&mut kept, after);
            continue;
        }
        // "CEO | Jane Doe"
        if kept.iter().all(|word| is_job(word)) {
            kept.clear();
            push(&mut kept, after);
            continue;
        }
        let rest: Vec<&str> = std::iter::once(after)
            .chain(tokens.clone())
            .filter(|word| word.chars().any(char::is_alphabetic))
            .collect();
        let jobs = rest.iter().any(|word| is_job(word) || is_pronouns(word))
            // "Isabelle PERRIN - MAHÉ"
            || kept.len() > 1
                && rest
                    .iter()
                    .all(|word| is_credential(word, !is_capitals(&kept[kept.len() - 1])));
        if kept.len() == 1
            && !rest.is_empty()
            && !jobs
            && rest.len() < 4
            && !rest[0].starts_with(char::is_lowercase)
        {
            // "Dana ★ Fields"
            doubt = Some(Doubt::NameSplit);
            push(&mut kept, after);
            continue;
        }
        // "Anna Schmidt - Müller", "José/Joe Smith": a part of the name is gone?
        let line = matches!(
            sign,
            '-' | '\u{2013}' | '\u{2014}' | '/' | '~' | '=' | '_' | '\\' | '+'
        );
        // "van der Meer - de Vries"
        let name_like = rest.last().is_some_and(|word| starts_large(word))
            && rest.iter().filter(|word| starts_large(word)).count() <= 2
            && rest.len() <= 4
            && rest.iter().all(|word| {
                (starts_large(word) || particle(word).is_some()) && !word.ends_with('!')
            });
        if line && !jobs && name_like {
            doubt = Some(Doubt::NameSplit);
            let dash = matches!(sign, '-' | '\u{2013}');
            if let [led @ .., end] = rest.as_slice()
                && led.iter().all(|word| particle(word).is_some())
                && dash
                && kept.len() > 1
                && families::lean(end, names) < Lean::RatherGiven
            {
                let front = &kept[kept.len() - 1];
                let family = |word: &str| match families::lean(word, names) {
                    Lean::Unknown => names.letters(word) < -1.5,
                    lean => lean < Lean::Unknown,
                };
                let surely = (!led.is_empty() || family(end))
                    && families::lean(front, names) <= Lean::Unknown
                    && families::lean(&kept[0], names) >= Lean::RatherGiven;
                if surely {
                    doubt = None;
                }
                let bound = format!("{front}-{}", rest.join(" "));
                spaced = Some(bound.matches('-').count() - front.matches('-').count() - 1);
                kept.pop();
                kept.push(bound);
            }
        }
        break;
    }
    Words {
        words: kept,
        doubt,
        spaced,
    }
}

fn starts_large(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// Adds a word, or several where a symbol stands between them.
fn push(kept: &mut Vec<String>, token: &str) {
    let plain: String = token
        .chars()
        .map(|c| match c {
            '\u{2013}' => '-',
            c if part_of_name(c) => c,
            _ => ' ',
        })
        .collect();
    kept.extend(plain.split_whitespace().map(str::to_owned));
    // "F.Joachim Weyl"
    if let Some(last) = kept.last()
        && let Some((front, back)) = last.split_once('.')
        && front.chars().count() == 1
        && front.chars().all(char::is_uppercase)
        && back.chars().count() > 3
        && back
            .chars()
            .skip(1)
            .all(|c| c.is_alphabetic() && !c.is_uppercase())
        && back.starts_with(|c: char| c.is_uppercase() && c < '\u{250}')
    {
        let (front, back) = (format!("{front}."), back.to_owned());
        kept.pop();
        kept.extend([front, back]);
    }
    // "john.smith"
    if let Some(last) = kept.last()
        && let Some((front, back)) = last.split_once('.')
        && front.chars().count() > 2
        && back.chars().count() > 2
        && !back.contains(['.', '-'])
        && !front.contains('-')
        && back.starts_with(char::is_alphabetic)
        && !listed("dott prof", &lower(front))
    {
        let (front, back) = (front.to_owned(), back.to_owned());
        kept.pop();
        kept.extend([front, back]);
    }
}

/// Where a token ends the name.
fn separator(token: &str) -> Option<(usize, char)> {
    if token.chars().all(|c| c == '-') {
        return Some((token.len() - 1, '-'));
    }
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let between = |at: usize, c: char| {
        letter(token[..at].chars().next_back()) && letter(token[at + c.len_utf8()..].chars().next())
    };
    token.char_indices().find(|(at, c)| {
        SEPARATORS.contains(c)
            && match c {
                // "Gal·la", "迈克尔·乔丹", "Schmidt–Müller"
                '·' | '\u{2013}' | '=' | '‧' => !between(*at, *c),
                // "Muthu a/l Raman", "د/ أحمد"
                '/' => !is_lineage(token) && !is_shortened(token) && !is_arabic_title(token),
                _ => true,
            }
    })
}

fn is_lineage(token: &str) -> bool {
    listed("a/l a/p s/o d/o a/prof", &lower(token))
}

/// "W/Giorgis": Wolde Giorgis, as Ethiopians write it.
pub(super) fn is_shortened(token: &str) -> bool {
    token.split_once('/').is_some_and(|(front, back)| {
        front.len() == 1
            && front.starts_with(['W', 'G', 'H', 'T', 'K'])
            && back.starts_with(char::is_uppercase)
            && back.len() > 3
            && back.chars().skip(1).all(char::is_lowercase)
    })
}

fn is_arabic_title(token: &str) -> bool {
    token.starts_with(['د', 'م', 'أ']) && token.find('/').is_some_and(|at| at <= 4)
}

/// The first name of "Jiawei Qian 钱嘉伟", and whether the other may be meant.
pub(super) fn one_script(words: &mut Vec<String>) -> bool {
    let first = words.first().and_then(|word| scripts::of_word(word));
    let own = |word: &String| scripts::of_word(word) == first;
    if words.iter().all(own) {
        return false;
    }
    let whole =
        first == Some(scripts::Script::Latin) && words.iter().filter(|word| own(word)).count() >= 2;
    // "贾晓峰 Kevin"
    let east = matches!(first, Some(scripts::Script::Han | scripts::Script::Hangul));
    if words.len() > 2 || east && words[0].chars().count() > 1 {
        words.retain(own);
    }
    !whole
}
