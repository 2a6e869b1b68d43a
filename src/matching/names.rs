//! When two names may be one person's.

use crate::platform::normalize::{composed, decomposed};

/// One given name a line, with its short forms and its sisters in other
/// languages, in plain letters. Two names on one line may be one person's.
const NICKNAMES: &str = include_str!("nicknames.txt");

/// What Salesforce's comparison would not take for the same letter: apart from
/// the accented ones these are letters of their own.
const LETTERS: &[(char, &str)] = &[
    ('\u{df}', "ss"),
    ('\u{e6}', "ae"),
    ('\u{153}', "oe"),
    ('\u{f8}', "o"),
    ('\u{142}', "l"),
    ('\u{111}', "d"),
    ('\u{f0}', "d"),
    ('\u{fe}', "th"),
    ('\u{131}', "i"),
];

/// How some languages write a letter without its mark.
const SPELT_OUT: &[(char, &str)] = &[
    ('\u{e4}', "ae"),
    ('\u{f6}', "oe"),
    ('\u{fc}', "ue"),
    ('\u{e5}', "aa"),
    ('\u{f8}', "oe"),
    ('\u{df}', "ss"),
];

/// Accented letters among the first two of a name.
const LEADING: &[(char, &str)] = &[
    ('a', "\u{e1}\u{e0}\u{e4}\u{e2}\u{e5}\u{e3}"),
    ('c', "\u{e7}\u{10d}\u{107}"),
    ('d', "\u{111}\u{10f}"),
    ('e', "\u{e9}\u{e8}\u{eb}\u{ea}"),
    ('g', "\u{11f}"),
    ('i', "\u{ed}\u{ef}\u{ee}\u{130}"),
    ('l', "\u{142}"),
    ('n', "\u{f1}"),
    ('o', "\u{f3}\u{f6}\u{f8}\u{f4}\u{f5}"),
    ('r', "\u{159}"),
    ('s', "\u{161}\u{15b}\u{15f}"),
    ('t', "\u{165}"),
    ('u', "\u{fa}\u{fc}"),
    ('y', "\u{fd}"),
    ('z', "\u{17e}\u{17c}\u{17a}"),
];

/// Inside a name these letters may carry a mark.
const MARKED: &str = "aceilnosuyzgr";

/// Marks that stand on a letter: of Latin, Greek and Cyrillic, of Hebrew and of
/// Arabic.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{640}' | '\u{64b}'..='\u{65f}')
}

/// Lower case, without marks and with no letters but the plain ones.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in decomposed(text).chars().filter(|c| !is_mark(*c)) {
        match LETTERS.iter().find(|(letter, _)| *letter == c) {
            Some((_, letters)) => plain.push_str(letters),
            None => plain.push(c),
        }
    }
    plain
}

/// The same for every spelling of a name: without accents, punctuation, spaces
/// and the two ways to write an umlaut.
pub fn folded(name: &str) -> String {
    let letters: String = plain(name)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect();
    collapsed(&letters)
}

/// An umlaut without its mark and the same one spelt out are one.
fn collapsed(plain: &str) -> String {
    let mut collapsed = plain.to_owned();
    for (spelt_out, letter) in [("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a")] {
        collapsed = collapsed.replace(spelt_out, letter);
    }
    collapsed
}

/// Equal for texts that people call the same: case, spaces around and between,
/// and the kind of apostrophe aside.
pub fn exact(text: &str) -> String {
    let words: Vec<String> = decomposed(text)
        .replace('\u{2019}', "'")
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    words.join(" ")
}

/// The first of several given names.
pub fn first_word(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or_default()
}

/// The folded names on the lines of a folded name.
pub fn short_forms(folded: &str) -> Vec<String> {
    written_forms(folded).map(collapsed).collect()
}

/// The names on the lines of a folded name, as they are written.
fn written_forms(folded: &str) -> impl Iterator<Item = &'static str> {
    let on_line = move |line: &&str| line.split(' ').any(|form| collapsed(form) == folded);
    let lines: Vec<&'static str> = NICKNAMES.lines().filter(on_line).collect();
    lines.into_iter().flat_map(|line| line.split(' '))
}

/// The ways to write a name that Salesforce would not take for the same. Case
/// is not among them: its comparison has none.
pub fn spellings(name: &str) -> Vec<String> {
    let name = name.trim();
    let mut all = vec![name.to_owned()];
    let mut add = |text: String| {
        if !text.is_empty() && !all.contains(&text) {
            all.push(text);
        }
    };
    for (one, other) in [("'", "\u{2019}"), ("\u{2019}", "'"), ("-", " "), (" ", "-")] {
        add(name.replace(one, other));
    }
    let lower = composed(name);
    let plain = plain(name);
    let replaced = |table: &[(char, &str)]| {
        let mut text = lower.clone();
        for (letter, letters) in table {
            text = text.replace(*letter, letters);
        }
        text
    };
    let spelt_out = replaced(SPELT_OUT);
    if plain != lower {
        add(plain);
    }
    if spelt_out != lower {
        add(spelt_out);
    }
    let marked = lower
        .replace("ae", "\u{e4}")
        .replace("oe", "\u{f6}")
        .replace("ue", "\u{fc}");
    if marked != lower {
        add(marked);
    }
    all
}

/// A given name's spellings, its first word's and its short forms.
pub fn first_names(name: &str) -> Vec<String> {
    let mut all = spellings(name);
    let first = first_word(name);
    for text in spellings(first)
        .into_iter()
        .chain(written_forms(&folded(first)).map(str::to_owned))
    {
        if !all.iter().any(|known| known.eq_ignore_ascii_case(&text)) {
            all.push(text);
        }
    }
    all
}

/// Patterns that a name fits whatever marks its letters carry: the first two
/// letters are spelt out, so that an index finds few by them. None for other
/// scripts.
pub fn patterns(name: &str) -> Vec<String> {
    let plain = plain(name.trim());
    let mut letters = plain.chars();
    let Some(initial) = letters.next().filter(char::is_ascii_lowercase) else {
        return Vec::new();
    };
    let second = letters.next();
    let is_itself = |c: char| c.is_ascii_alphanumeric() && !MARKED.contains(c) || c == ' ';
    let rest: String = letters
        .map(|c| if is_itself(c) { c } else { '_' })
        .collect();
    let variants = |letter: char| {
        let marked = LEADING.iter().find(|(own, _)| *own == letter);
        let marked = marked.map_or("", |(_, marked)| *marked);
        std::iter::once(letter).chain(marked.chars())
    };
    let seconds: Vec<String> = match second {
        None => vec![String::new()],
        Some(letter) => variants(letter).map(String::from).collect(),
    };
    variants(initial)
        .flat_map(|initial| {
            let start = |second: &String| format!("{initial}{second}{rest}");
            seconds.iter().map(start).collect::<Vec<_>>()
        })
        .collect()
}
