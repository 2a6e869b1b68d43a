//! When two texts name the same company.

use super::names::plain;

/// Legal forms, after dots are dropped and single letters joined: they tell
/// companies of a group apart for a court, not for a rep.
const FORMS: &[&str] = &[
    "ab",
    "ag",
    "aps",
    "as",
    "asa",
    "bhd",
    "bv",
    "bvba",
    "co",
    "company",
    "corp",
    "corporation",
    "cv",
    "doo",
    "eg",
    "eood",
    "ev",
    "gmbh",
    "inc",
    "incorporated",
    "jsc",
    "kft",
    "kg",
    "kgaa",
    "kk",
    "lda",
    "limited",
    "llc",
    "llp",
    "lp",
    "ltd",
    "ltda",
    "mbh",
    "nv",
    "nyrt",
    "ohg",
    "ood",
    "oy",
    "oyj",
    "plc",
    "private",
    "pte",
    "pty",
    "public",
    "pvt",
    "sa",
    "sab",
    "sadecv",
    "sarl",
    "sas",
    "sasu",
    "sca",
    "sdn",
    "se",
    "sl",
    "slu",
    "snc",
    "sp",
    "spa",
    "spzoo",
    "srl",
    "sro",
    "ug",
    "vof",
    "zrt",
    "z",
    "oo",
    "\u{43e}\u{43e}\u{43e}",
    "\u{430}\u{43e}",
    "\u{43f}\u{430}\u{43e}",
    "\u{437}\u{430}\u{43e}",
    "\u{442}\u{43e}\u{432}",
];

/// Forms that stand in front.
const BEFORE: &[&str] = &[
    "the",
    "pt",
    "ooo",
    "uab",
    "sia",
    "\u{43e}\u{43e}\u{43e}",
    "\u{430}\u{43e}",
    "\u{43f}\u{430}\u{43e}",
    "\u{437}\u{430}\u{43e}",
    "\u{442}\u{43e}\u{432}",
];

/// Forms of scripts that put no space between words.
const JOINED: &[&str] = &[
    "\u{682a}\u{5f0f}\u{4f1a}\u{793e}",
    "\u{6709}\u{9650}\u{4f1a}\u{793e}",
    "\u{5408}\u{540c}\u{4f1a}\u{793e}",
    "\u{80a1}\u{4efd}\u{6709}\u{9650}\u{516c}\u{53f8}",
    "\u{6709}\u{9650}\u{8d23}\u{4efb}\u{516c}\u{53f8}",
    "\u{80a1}\u{4efd}\u{6709}\u{9650}\u{516c}\u{53f8}",
    "\u{6709}\u{9650}\u{516c}\u{53f8}",
    "\u{c8fc}\u{c2dd}\u{d68c}\u{c0ac}",
];

/// The name without legal forms, punctuation, accents and case: equal for two
/// texts that name one company. Empty for a text that names none.
pub fn core(company: &str) -> String {
    let mut company = company.to_owned();
    for form in JOINED {
        company = company.replace(form, " ");
    }
    let mut spaced = String::new();
    for c in plain(&company).chars() {
        match c {
            '&' | '+' => spaced.push_str(" and "),
            '.' | '\'' | '\u{2019}' => {}
            c if c.is_alphanumeric() => spaced.push(c),
            _ => spaced.push(' '),
        }
    }
    let mut words = join_letters(&spaced);
    // "Sp. z o.o.", written without its spaces; a zoo is a zoo.
    if words.len() > 2 && words.ends_with(&["sp".to_owned(), "zoo".to_owned()]) {
        words.truncate(words.len() - 2);
    }
    while words.len() > 1
        && words.last().is_some_and(|last| {
            ["and", "de"].contains(&last.as_str()) || FORMS.contains(&last.as_str())
        })
    {
        words.pop();
    }
    while words.len() > 1
        && words
            .first()
            .is_some_and(|first| BEFORE.contains(&first.as_str()))
    {
        words.remove(0);
    }
    words.concat()
}

/// The words, single letters in a row joined: "s a" is "sa".
fn join_letters(spaced: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut open = false;
    for word in spaced.split_whitespace() {
        let single = word.chars().count() == 1;
        match words.last_mut() {
            Some(last) if single && open => last.push_str(word),
            _ => words.push(word.to_owned()),
        }
        open = single;
    }
    words
}
