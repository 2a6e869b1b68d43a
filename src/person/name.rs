//! From a name as a page shows it to First and Last Name.
//!
//! First everything that is no name is taken off (status, degree of connection,
//! pronouns, emoji, nicknames, degrees), then the rest is split by rules. Where
//! the rules leave more than one reading, the most likely one carries a
//! [`Doubt`]: the rep sees it marked, and open.

use super::{Doubt, Known, Person, Source};

/// Before a name; kept as Salutation.
const SALUTATIONS: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "mx",
    "miss",
    "dr",
    "prof",
    "professor",
    "doctor",
    "sir",
    "dame",
    "rev",
    "hon",
    "capt",
    "col",
    "lt",
    "maj",
    "sgt",
    "herr",
    "frau",
    "hr",
    "fr",
    "monsieur",
    "madame",
    "mme",
    "mlle",
    "maître",
    "me",
    "señor",
    "señora",
    "sra",
    "srta",
    "dott",
    "dott.ssa",
    "ing",
    "avv",
    "arch",
    "dipl.-ing",
    "dipl",
    "mag",
    "mgr",
    "bc",
    "judr",
    "mudr",
    "phdr",
    "rndr",
    "eng",
    "ir",
    "drs",
    "dra",
    "engr",
    "sheikh",
    "shri",
    "smt",
];

/// Of the salutations, those that are words of a name just as well unless a
/// full stop follows ("Me", "Col", "Eng", "Mag", …).
const NEEDS_STOP: &[&str] = &[
    "me", "fr", "hr", "col", "eng", "mag", "arch", "ing", "dipl", "bc", "lt", "maj", "hon", "ir",
    "rev", "capt", "avv", "sgt", "dra",
];

/// After a name; kept as Suffix.
const SUFFIXES: &[&str] = &[
    "jr", "sr", "ii", "iii", "iv", "junior", "senior", "filho", "neto",
];

/// Of the suffixes, those that are family names too, where no comma or full
/// stop sets them apart.
const SUFFIX_NAMES: &[&str] = &["junior", "senior", "filho", "neto"];

/// Degrees and certificates that are written without full stops; those with
/// full stops and those behind a comma are known by their shape.
const CREDENTIALS: &[&str] = &[
    "phd", "mba", "emba", "md", "mph", "msc", "bsc", "ma", "ba", "bs", "ms", "mphil", "dphil",
    "llm", "llb", "jd", "esq", "cpa", "cfa", "cfp", "pmp", "cissp", "cism", "cisa", "csm", "cspo",
    "psm", "pe", "rn", "bsn", "msn", "dds", "dmd", "dvm", "do", "pharmd", "edd", "dba", "aca",
    "acca", "fcca", "cima", "shrm-cp", "shrm-scp", "sphr", "phr", "mcipd", "fcipd", "itil",
    "prince2", "safe", "cscp", "cpim", "cipp", "cams", "chfc", "clu", "meng", "beng", "mdes",
    "march", "frsa", "obe", "mbe", "cbe", "faia", "aia", "leed", "ap", "rpa", "cisco", "ccie",
    "ccna", "ccnp", "six", "sigma", "cima", "frm", "caia", "mpa", "mpp", "mfa", "bfa", "csp",
    "cmc", "gphr", "ceng",
];

/// Words that begin a family name. Lower case in most languages, upper case in
/// some.
const PARTICLES: &[&str] = &[
    "van", "von", "vom", "zu", "zum", "zur", "de", "del", "della", "delle", "dello", "degli",
    "dei", "di", "da", "das", "do", "dos", "du", "des", "d'", "la", "las", "los", "le", "les",
    "lo", "ter", "ten", "te", "den", "der", "het", "'t", "op", "af", "av", "bin", "bint", "binti",
    "ibn", "ben", "abu", "abou", "al", "el", "as", "ash", "ul", "ur", "st", "st.", "saint", "ní",
    "nic", "mac", "mc", "ó", "ap", "y", "e", "i",
];

/// Particles that are given or middle names too when they are capitalised.
const PARTICLE_NAMES: &[&str] = &[
    "ben", "ash", "mac", "al", "del", "e", "i", "y", "saint", "lo", "te", "ten", "ap", "as", "do",
    "ur", "ul",
];

/// Family names that many people write first, before the given name.
const FAMILY_FIRST: &[&str] = &[
    "nguyen",
    "nguyễn",
    "tran",
    "trần",
    "pham",
    "phạm",
    "hoang",
    "hoàng",
    "huynh",
    "huỳnh",
    "vo",
    "võ",
    "dang",
    "đặng",
    "bui",
    "bùi",
    "ngo",
    "ngô",
    "duong",
    "dương",
    "wang",
    "zhang",
    "liu",
    "chen",
    "yang",
    "huang",
    "zhao",
    "wu",
    "zhou",
    "xu",
    "zhu",
    "guo",
    "gao",
    "zheng",
    "xie",
    "tang",
    "cao",
    "deng",
    "xiao",
    "feng",
    "cheng",
    "cai",
    "pan",
    "yuan",
    "dong",
    "jiang",
    "shen",
    "lim",
    "goh",
    "tan",
    "ng",
    "ong",
    "chua",
    "koh",
    "teo",
    "park",
    "choi",
    "jung",
    "jeong",
    "kang",
    "yoon",
    "jang",
    "han",
    "shin",
    "kwon",
    "hwang",
    "ahn",
    "nagy",
    "kovács",
    "szabó",
    "tóth",
    "horváth",
    "varga",
    "kiss",
    "molnár",
    "németh",
    "farkas",
    "balogh",
    "papp",
    "takács",
    "juhász",
    "lakatos",
    "mészáros",
    "satō",
    "sato",
    "suzuki",
    "takahashi",
    "tanaka",
    "watanabe",
    "yamamoto",
    "nakamura",
    "kobayashi",
    "ito",
    "itō",
    "kato",
    "katō",
    "yoshida",
    "yamada",
    "sasaki",
];

/// The parts of a name.
#[derive(Debug, Default, PartialEq, Eq)]
struct Parts {
    salutation: String,
    first: String,
    last: String,
    suffix: String,
    doubt: Option<Doubt>,
}

/// Reads a shown name into a person's fields.
pub fn read(shown: &str, source: Source, person: &mut Person) {
    let (clean, marks) = clean(shown);
    let parts = split(&clean, marks);
    let known = |value: String, doubt: Option<Doubt>| {
        Known::certain(value, source).map(|known| match doubt {
            Some(doubt) => known.doubted(doubt),
            None => known,
        })
    };
    person.shown_name = clean.replace(',', "").trim().to_owned();
    person.salutation = known(parts.salutation, None);
    let first_doubt = parts.doubt.filter(|doubt| *doubt != Doubt::Initial);
    person.first_name = known(parts.first, first_doubt);
    person.last_name = known(parts.last, parts.doubt);
    person.suffix = known(parts.suffix, None);
}

/// What was seen while cleaning.
#[derive(Clone, Copy, Default)]
struct Marks {
    too_long: bool,
}

/// Longest name that is read, in characters; Salesforce takes 40 and 80.
const LONGEST: usize = 160;

/// Takes off what is no name.
fn clean(shown: &str) -> (String, Marks) {
    let mut marks = Marks::default();
    let mut text: String = shown
        .chars()
        .take(LONGEST * 4)
        .map(|c| {
            if c.is_whitespace() || c.is_control() {
                ' '
            } else {
                c
            }
        })
        .filter(|c| !invisible(*c))
        .collect();
    text = text.replace(['\u{2018}', '\u{2019}', '\u{2bc}', '`', '\u{b4}'], "'");
    for status in [
        " is reachable",
        " was last active",
        " is active now",
        " has a premium account",
    ] {
        if let Some(at) = find_ignore_case(&text, status) {
            text.truncate(at);
        }
    }
    text = without_brackets(&text);
    // A connection's degree, a slogan: all that stands behind a separator.
    for separator in [
        '•', '·', '|', '/', '\u{2013}', '\u{2014}', '~', '»', '★', '►', '→',
    ] {
        if let Some(at) = text.find(separator).filter(|at| *at > 0) {
            text.truncate(at);
        }
    }
    if let Some(at) = text.find(" - ").filter(|at| *at > 0) {
        text.truncate(at);
    }
    text = text
        .chars()
        .map(|c| if part_of_name(c) { c } else { ' ' })
        .collect();
    let mut clean = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for loose in [" ,", " ."] {
        clean = clean.replace(loose, &loose[1..]);
    }
    let clean = clean
        .trim_matches([',', '.', '-', ' ', '&', ':'])
        .to_owned();
    // A text shown twice, once for screen readers.
    let clean = match halves(&clean) {
        Some(half) => half.to_owned(),
        None => clean,
    };
    if clean.chars().count() > LONGEST {
        marks.too_long = true;
        return (clean.chars().take(LONGEST).collect(), marks);
    }
    // A full stop at the end belongs to an initial or a suffix.
    let ends_with_stop = text.trim_end().ends_with('.') && !clean.is_empty();
    (if ends_with_stop { clean + "." } else { clean }, marks)
}

/// "Ann BeeAnn Bee", "Ann Bee Ann Bee": the one half.
fn halves(text: &str) -> Option<&str> {
    let middle = text.len() / 2;
    if text.len() < 6 || !text.is_char_boundary(middle) {
        return None;
    }
    let (first, second) = text.split_at(middle);
    let second = second.strip_prefix(' ').unwrap_or(second);
    (first.trim_end() == second && first.contains(' ')).then_some(second)
}

fn find_ignore_case(text: &str, wanted: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    lower.find(wanted)
}

/// Zero-width and direction marks.
fn invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// Letters of any script with their marks, and what joins them.
fn part_of_name(c: char) -> bool {
    c.is_alphabetic()
        || matches!(
            c,
            ' ' | '.' | ',' | '-' | '\'' | '\u{2010}' | '\u{2011}' | '・'
        )
        || matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{dff}' | '\u{e31}'..='\u{e4e}' | '\u{64b}'..='\u{65f}')
        || matches!(c, '2' | '3' | '4' | '5' | '1' | '0' | '6'..='9')
}

/// Pronouns, nicknames, maiden names, other spellings: all that stands in
/// brackets or quotation marks beside the name.
fn without_brackets(text: &str) -> String {
    const PAIRS: &[(char, char)] = &[
        ('(', ')'),
        ('[', ']'),
        ('{', '}'),
        ('"', '"'),
        ('\u{201c}', '\u{201d}'),
        ('\u{201e}', '\u{201c}'),
        ('«', '»'),
        ('（', '）'),
        ('【', '】'),
        ('「', '」'),
        ('<', '>'),
    ];
    let mut kept = text.to_owned();
    for (open, close) in PAIRS {
        while let Some(from) = kept.find(*open) {
            let inside = from + open.len_utf8();
            let Some(to) = kept[inside..].find(*close) else {
                // Never closed: the rest is no name, unless nothing stands before it.
                if !kept[..from].trim().is_empty() {
                    kept.truncate(from);
                } else {
                    kept.replace_range(from..inside, " ");
                }
                continue;
            };
            kept.replace_range(from..inside + to + close.len_utf8(), " ");
        }
    }
    // 'Bob' as a nickname: a quotation mark before a word and one behind it.
    let words: Vec<&str> = kept.split_whitespace().collect();
    let quoted = |word: &str| word.len() > 2 && word.starts_with('\'') && word.ends_with('\'');
    let left: Vec<&str> = words.iter().copied().filter(|word| !quoted(word)).collect();
    if left.is_empty() {
        text.to_owned()
    } else {
        left.join(" ")
    }
}

fn bare(word: &str) -> String {
    word.trim_matches(['.', ',']).to_lowercase()
}

/// Whether the word can only be a degree or a certificate.
fn is_credential(word: &str, behind_comma: bool) -> bool {
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphanumeric()).collect();
    let plain: String = letters.iter().flat_map(|c| c.to_lowercase()).collect();
    if letters.is_empty() {
        return true;
    }
    if letters.iter().any(|c| c.is_ascii_digit()) {
        return true;
    }
    let inner_stops = word.trim_end_matches('.').contains('.');
    let capitals = letters.iter().filter(|c| c.is_uppercase()).count();
    let listed =
        CREDENTIALS.contains(&plain.as_str()) || CREDENTIALS.contains(&bare(word).as_str());
    // "Ma" and "Do" are names; "MA" and "DO" behind a name are degrees.
    let shaped = capitals >= 2 || plain.len() >= 4 || behind_comma;
    (listed && shaped)
        || (inner_stops && capitals >= 2 && letters.len() <= 6 && plain.len() >= 2 && behind_comma)
        || (behind_comma && capitals >= 2 && letters.len() <= 8)
        || (word.contains("Ph.D")
            || word.contains("M.D")
            || word.contains("B.A")
            || word.contains("M.A")
            || word.contains("B.Sc")
            || word.contains("M.Sc"))
}

fn is_suffix(word: &str, set_apart: bool) -> bool {
    let plain = bare(word);
    SUFFIXES.contains(&plain.as_str())
        && (set_apart || !SUFFIX_NAMES.contains(&plain.as_str()))
        && (plain != "sr" || set_apart || word.ends_with('.') || word == "Sr" || word == "SR")
}

fn is_salutation(word: &str) -> bool {
    let plain = bare(word);
    SALUTATIONS.contains(&plain.as_str())
        && (!NEEDS_STOP.contains(&plain.as_str()) || word.ends_with('.'))
}

/// Splits a clean name.
fn split(clean: &str, marks: Marks) -> Parts {
    let mut parts = Parts::default();
    let mut sections = clean.split(',').map(str::trim).filter(|s| !s.is_empty());
    let Some(head) = sections.next() else {
        return parts;
    };
    let mut words: Vec<String> = head.split(' ').map(str::to_owned).collect();
    let mut family_first = false;
    for section in sections {
        let tail: Vec<&str> = section.split(' ').collect();
        if tail.len() == 1 && is_suffix(tail[0], true) {
            parts.suffix = tail[0].to_owned();
        } else if tail
            .iter()
            .all(|word| is_credential(word, true) || is_suffix(word, true))
        {
            if let Some(suffix) = tail.iter().find(|word| is_suffix(word, true)) {
                parts.suffix = (*suffix).to_owned();
            }
        } else if !family_first
            && tail.len() <= 3
            && words.len() <= 3
            && tail.iter().all(|w| looks_given(w))
        {
            // "Smith, John"
            words = tail.iter().map(|w| (*w).to_owned()).chain(words).collect();
            family_first = true;
        }
    }
    while words.len() > 1 && is_salutation(&words[0]) {
        let word = words.remove(0);
        if !parts.salutation.is_empty() {
            parts.salutation.push(' ');
        }
        parts.salutation.push_str(&word);
    }
    while words.len() > 2 && words.last().is_some_and(|word| is_credential(word, false)) {
        words.pop();
    }
    if words.len() > 2
        && let Some(word) = words.pop_if(|word| is_suffix(word, false))
        && parts.suffix.is_empty()
    {
        parts.suffix = word;
    }
    while words.len() > 2 && words.last().is_some_and(|word| is_credential(word, false)) {
        words.pop();
    }
    let mut doubt = if marks.too_long {
        Some(Doubt::Cut)
    } else {
        None
    };
    if family_first {
        doubt = Some(Doubt::FamilyFirst);
    }
    let capitals = recase(&mut words);
    let (first, last, split_doubt) = order(&words, capitals.family);
    parts.first = first;
    parts.last = last;
    parts.doubt = doubt
        .or(split_doubt)
        .or(capitals.any.then_some(Doubt::Capitals));
    parts
}

/// A word with one capital at its front: a given name, not a degree.
fn looks_given(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    letters.next().is_some_and(|c| !c.is_lowercase()) && !letters.any(char::is_uppercase)
        || word.contains('-')
}

/// What the capitals of a name tell.
struct Capitals {
    /// Words were written in capitals and have been rewritten.
    any: bool,
    /// From this word on the family name was written in capitals, as in French
    /// forms ("Jean DUPONT"), up to and without the second number.
    family: Option<(usize, usize)>,
}

/// Rewrites words in capitals ("ANNA DE VRIES") and in lower case ("anna vries").
fn recase(words: &mut [String]) -> Capitals {
    let shouted = |word: &str| {
        let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
        letters.len() > 1 && letters.iter().all(|c| c.is_uppercase()) && !word.contains('.')
    };
    let cased = |word: &str| word.chars().any(|c| c.is_lowercase() != c.is_uppercase());
    let loud: Vec<bool> = words.iter().map(|word| shouted(word)).collect();
    let all_low = words
        .iter()
        .all(|w| cased(w) && !w.chars().any(char::is_uppercase));
    let count = loud.iter().filter(|loud| **loud).count();
    // "JP Morgan", "AJ Smith": two capitals at the front are initials.
    let initials = words.len() > 1 && loud[0] && count == 1 && words[0].chars().count() <= 2;
    if initials || (count == 0 && !all_low) {
        return Capitals {
            any: false,
            family: None,
        };
    }
    let everything = loud
        .iter()
        .zip(words.iter())
        .all(|(loud, w)| *loud || w.chars().count() < 3);
    let family = if everything || count == words.len() || all_low {
        None
    } else {
        let from = loud.iter().position(|loud| *loud).unwrap_or(0);
        let to = from + loud[from..].iter().take_while(|loud| **loud).count();
        Some((from, to))
    };
    for (word, loud) in words.iter_mut().zip(&loud) {
        if *loud || all_low {
            *word = capitalised(word, all_low || everything);
        }
    }
    Capitals { any: true, family }
}

/// "MARY-JANE" to "Mary-Jane", "O'BRIEN" to "O'Brien"; particles in lower case.
fn capitalised(word: &str, particles: bool) -> String {
    let lower = word.to_lowercase();
    if particles && PARTICLES.contains(&lower.as_str()) {
        return lower;
    }
    let mut out = String::with_capacity(lower.len());
    let mut start = true;
    for c in lower.chars() {
        if start {
            out.extend(c.to_uppercase());
        } else {
            out.push(c);
        }
        start = matches!(c, '-' | '\'' | '.');
    }
    out
}

/// First and last name of the words, and why it may be wrong.
fn order(words: &[String], capitals: Option<(usize, usize)>) -> (String, String, Option<Doubt>) {
    let join = |words: &[String]| words.join(" ");
    if let [word] = words {
        return match east_asian(word) {
            Some((family, given)) => (given, family, Some(Doubt::FamilyFirst)),
            None => (word.clone(), String::new(), Some(Doubt::SingleName)),
        };
    }
    let Some((head, _)) = words.split_first() else {
        return (String::new(), String::new(), None);
    };
    // "Jean DUPONT", "DUPONT Jean": the capitals say which is the family name.
    if let Some((from, to)) = capitals {
        if from > 0 && to == words.len() {
            let from = (1..from)
                .rev()
                .take_while(|at| particle(&words[*at]))
                .last()
                .unwrap_or(from);
            return (join(&words[..from]), join(&words[from..]), None);
        }
        if from == 0 {
            return (join(&words[to..]), join(&words[..to]), None);
        }
    }
    if words.iter().all(|word| is_east_asian(word)) {
        return (join(&words[1..]), head.clone(), Some(Doubt::FamilyFirst));
    }
    let family_first = FAMILY_FIRST
        .contains(&head.to_lowercase().as_str())
        .then_some(Doubt::FamilyFirst);
    let last = &words[words.len() - 1];
    let initial = |word: &str| word.trim_end_matches('.').chars().count() == 1;
    let short = initial(last) && !is_east_asian(last);
    // A particle begins the family name, wherever it stands behind the first word.
    let begin = (1..words.len() - 1).find(|at| particle(&words[*at]));
    if let Some(begin) = begin {
        return (join(&words[..begin]), join(&words[begin..]), family_first);
    }
    if short {
        let doubt = if words.len() == 2 {
            Doubt::Initial
        } else {
            Doubt::NameSplit
        };
        return (join(&words[..words.len() - 1]), last.clone(), Some(doubt));
    }
    match words.len() {
        2 => (head.clone(), last.clone(), family_first),
        // "John Q. Smith", "J. R. R. Tolkien"
        count if words[1..count - 1].iter().all(|word| initial(word)) => {
            (join(&words[..count - 1]), last.clone(), family_first)
        }
        // "Mary Jane Smith" or "María García López"?
        4 => (join(&words[..2]), join(&words[2..]), Some(Doubt::NameSplit)),
        count => (
            join(&words[..count - 1]),
            last.clone(),
            Some(Doubt::NameSplit),
        ),
    }
}

fn particle(word: &str) -> bool {
    let lower = word.to_lowercase();
    let low = word.chars().next().is_some_and(char::is_lowercase) || word.starts_with('\'');
    PARTICLES.contains(&lower.as_str()) && (low || !PARTICLE_NAMES.contains(&lower.as_str()))
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2ffff}' | '々')
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}')
}

fn is_east_asian(word: &str) -> bool {
    word.chars()
        .all(|c| is_han(c) || is_hangul(c) || matches!(c, '\u{3040}'..='\u{30ff}'))
}

/// Chinese and Korean names without a space: a family name of one character, or
/// of two where it is one of the double ones. A Japanese one cannot be told
/// apart, which is why the result is always in doubt.
fn east_asian(word: &str) -> Option<(String, String)> {
    const DOUBLE: &[&str] = &[
        "欧阳", "歐陽", "司马", "司馬", "诸葛", "諸葛", "上官", "东方", "皇甫", "尉迟", "公孙",
        "慕容", "令狐", "남궁", "황보", "제갈", "선우", "독고", "사공", "서문",
    ];
    if !is_east_asian(word) {
        return None;
    }
    let characters: Vec<char> = word.chars().collect();
    let kana = characters
        .iter()
        .any(|c| matches!(c, '\u{3040}'..='\u{30ff}'));
    let count = characters.len();
    if kana || !(2..=4).contains(&count) {
        return Some((word.to_owned(), String::new()));
    }
    let double = count > 2 && DOUBLE.iter().any(|name| word.starts_with(name));
    let at = if double || count == 4 { 2 } else { 1 };
    Some((
        characters[..at].iter().collect(),
        characters[at..].iter().collect(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// shown | salutation | first | last | suffix | doubt
    const CASES: &[&str] = &[
        "Ada Byron||Ada|Byron||",
        "Dana Fields is reachable||Dana|Fields||",
        "Dana Fields was last active 3 days ago||Dana|Fields||",
        "Dana Fields • 2nd||Dana|Fields||",
        "Dana Fields · 3rd+||Dana|Fields||",
        "Dana Fields (she/her)||Dana|Fields||",
        "Dana Fields 🚀✨||Dana|Fields||",
        "🇩🇪 Dana Fields||Dana|Fields||",
        "Dana Fields, PhD, MBA, PMP||Dana|Fields||",
        "Dana Fields PhD||Dana|Fields||",
        "Dana Fields, Ph.D.||Dana|Fields||",
        "Dana Fields, CFA®||Dana|Fields||",
        "Dr. Dana Fields|Dr.|Dana|Fields||",
        "Prof. Dr. Dana Fields|Prof. Dr.|Dana|Fields||",
        "Robert \"Bob\" Hale||Robert|Hale||",
        "Robert 'Bob' Hale||Robert|Hale||",
        "Robert (Bob) Hale||Robert|Hale||",
        "Robert Hale Jr.||Robert|Hale|Jr.|",
        "Robert Hale, Jr.||Robert|Hale|Jr.|",
        "Robert Hale III||Robert|Hale|III|",
        "Jan van der Berg||Jan|van der Berg||",
        "Ludwig von Aue||Ludwig|von Aue||",
        "Maria de la Cruz||Maria|de la Cruz||",
        "Ana Paula dos Santos||Ana Paula|dos Santos||",
        "Omar bin Khalid||Omar|bin Khalid||",
        "Layla Al-Hadid||Layla|Al-Hadid||",
        "Sean O'Brien||Sean|O'Brien||",
        "Sean O’Brien||Sean|O'Brien||",
        "Mary-Jane Watts||Mary-Jane|Watts||",
        "John Q. Public||John Q.|Public||",
        "Mary Jane Watts||Mary Jane|Watts||NameSplit",
        "Cher||Cher|||SingleName",
        "John S.||John|S.||Initial",
        "DANA FIELDS||Dana|Fields||Capitals",
        "Jean DUPONT||Jean|Dupont||Capitals",
        "DUPONT Jean||Jean|Dupont||Capitals",
        "dana fields||Dana|Fields||Capitals",
        "Fields, Dana||Dana|Fields||FamilyFirst",
        "Nguyen Van Anh||Nguyen|Van Anh||FamilyFirst",
        "王小明||小明|王||FamilyFirst",
        "김민준||민준|김||FamilyFirst",
        "山田 太郎||太郎|山田||FamilyFirst",
        "Иван Петров||Иван|Петров||",
        "Γιώργος Παππάς||Γιώργος|Παππάς||",
        "محمد العلي||محمد|العلي||",
        "दीपक शर्मा||दीपक|शर्मा||",
        "AJ Smith||AJ|Smith||",
        "Dana FieldsDana Fields||Dana|Fields||",
        "Dana\u{200b} Fields\u{202e}||Dana|Fields||",
        "<b>Dana</b> Fields||Dana|Fields||",
        "|||||",
    ];

    #[test]
    fn names_are_split_or_marked() {
        for case in CASES {
            let mut columns: Vec<&str> = case.split('|').collect();
            let tail = columns.split_off(columns.len() - 5);
            let mut person = Person::default();
            read(&columns.join("|"), Source::TopCard, &mut person);
            let value =
                |known: &Option<Known>| known.as_ref().map_or(String::new(), |k| k.value.clone());
            let doubt = person
                .last_name
                .as_ref()
                .or(person.first_name.as_ref())
                .and_then(|known| known.doubt)
                .map_or(String::new(), |doubt| format!("{doubt:?}"));
            let got = [
                value(&person.salutation),
                value(&person.first_name),
                value(&person.last_name),
                value(&person.suffix),
                doubt,
            ];
            assert_eq!(got.as_slice(), tail.as_slice(), "{case}");
        }
    }
}
