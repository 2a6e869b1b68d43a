//! What a search looks for, and whether a record's words fit.

/// Given names that stand for each other.
const SYNONYMS: &[&[&str]] = &[
    &["william", "bill", "will"],
    &["robert", "bob", "rob"],
    &["elizabeth", "liz", "beth"],
    &["alexander", "alex", "sasha"],
];

/// Above these a search text finds nothing, or loses its operators.
const LONGEST: usize = 10_000;
const LONGEST_WITH_OPERATORS: usize = 4_000;

/// What is looked for.
#[derive(Clone, Debug)]
pub enum Find {
    /// A word, or how one begins.
    Word(String),
    /// Words that follow each other.
    Phrase(Vec<String>),
    /// All of them.
    All(Vec<Find>),
    /// One of them.
    Any(Vec<Find>),
    /// The first without the second.
    Without(Box<Find>, Box<Find>),
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Open,
    Close,
    And,
    Or,
    Not,
    Word(String),
    Phrase(String),
}

/// What stands in the braces, and what after them.
pub fn braced(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('{')?;
    let (mut escaped, mut quoted) = (false, false);
    for (at, c) in inside.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            '}' if !quoted => return Some((&inside[..at], &inside[at + 1..])),
            _ => {}
        }
    }
    None
}

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut word = String::new();
    let mut letters = text.chars();
    let end = |word: &mut String, tokens: &mut Vec<Token>| {
        let whole = std::mem::take(word);
        match whole.to_ascii_uppercase().as_str() {
            "" => {}
            "AND" => tokens.push(Token::And),
            "OR" => tokens.push(Token::Or),
            "NOT" => tokens.push(Token::Not),
            _ => tokens.push(Token::Word(whole)),
        }
    };
    while let Some(c) = letters.next() {
        match c {
            // What is escaped is no letter of a word.
            '\\' => {
                letters.next();
                word.push(' ');
            }
            '"' => {
                end(&mut word, &mut tokens);
                let mut phrase = String::new();
                loop {
                    match letters.next().ok_or("a quote is not closed")? {
                        '"' => break,
                        '\\' => phrase.extend(letters.next()),
                        c => phrase.push(c),
                    }
                }
                tokens.push(Token::Phrase(phrase));
            }
            '(' | ')' => {
                end(&mut word, &mut tokens);
                tokens.push(if c == '(' { Token::Open } else { Token::Close });
            }
            c if c.is_whitespace() => end(&mut word, &mut tokens),
            c => word.push(c),
        }
    }
    end(&mut word, &mut tokens);
    Ok(tokens)
}

impl Find {
    /// A SOSL text, without its braces.
    pub fn parse(text: &str) -> Result<Find, String> {
        let length = text.chars().count();
        if length > LONGEST {
            return Ok(Find::Any(Vec::new()));
        }
        let all = tokens(text)?;
        if length > LONGEST_WITH_OPERATORS {
            let words = all.into_iter().filter_map(|token| match token {
                Token::Word(word) | Token::Phrase(word) => Some(Find::words(&word)),
                _ => None,
            });
            return Ok(Find::Any(words.collect()));
        }
        let mut left = &all[..];
        let found = any(&mut left)?;
        match left.is_empty() {
            true => Ok(found),
            false => Err(format!("unexpected {:?}", left[0])),
        }
    }

    /// All words of a text that has no operators.
    pub fn words(text: &str) -> Find {
        Find::All(words(text).into_iter().map(Find::Word).collect())
    }

    /// How many letters are looked for.
    pub fn letters(&self) -> usize {
        match self {
            Find::Word(word) => word.chars().count(),
            Find::Phrase(words) => words.iter().map(|word| word.chars().count()).sum(),
            Find::All(parts) => parts.iter().map(Find::letters).sum(),
            Find::Any(parts) => parts.iter().map(Find::letters).min().unwrap_or(2),
            Find::Without(part, _) => part.letters(),
        }
    }

    /// Whether these are the words of a record, a list for each field.
    pub fn fits(&self, texts: &[Vec<String>]) -> bool {
        match self {
            Find::Word(word) => texts.iter().flatten().any(|own| fits(own, word)),
            Find::Phrase(words) => texts.iter().any(|text| {
                let mut windows = text.windows(words.len().max(1));
                windows.any(|window| window == &words[..])
            }),
            Find::All(parts) => parts.iter().all(|part| part.fits(texts)),
            Find::Any(parts) => parts.iter().any(|part| part.fits(texts)),
            Find::Without(part, other) => part.fits(texts) && !other.fits(texts),
        }
    }
}

fn any(left: &mut &[Token]) -> Result<Find, String> {
    let mut parts = vec![all(left)?];
    while left.first() == Some(&Token::Or) {
        *left = &left[1..];
        parts.push(all(left)?);
    }
    Ok(Find::Any(parts))
}

fn all(left: &mut &[Token]) -> Result<Find, String> {
    let mut found = one(left)?;
    loop {
        match left {
            [Token::And, Token::Not, ..] => {
                *left = &left[2..];
                found = Find::Without(Box::new(found), Box::new(one(left)?));
            }
            [Token::And, ..] => {
                *left = &left[1..];
                found = Find::All(vec![found, one(left)?]);
            }
            [Token::Open | Token::Word(_) | Token::Phrase(_), ..] => {
                found = Find::All(vec![found, one(left)?]);
            }
            _ => return Ok(found),
        }
    }
}

fn one(left: &mut &[Token]) -> Result<Find, String> {
    let (first, rest) = left.split_first().ok_or("a search term is missing")?;
    *left = rest;
    match first {
        Token::Word(text) => Ok(Find::words(text)),
        Token::Phrase(text) => Ok(Find::Phrase(words(text))),
        Token::Open => {
            let inside = any(left)?;
            match left.split_first() {
                Some((Token::Close, rest)) => {
                    *left = rest;
                    Ok(inside)
                }
                _ => Err("a bracket is not closed".to_owned()),
            }
        }
        other => Err(format!("unexpected {other:?}")),
    }
}

fn fits(own: &str, word: &str) -> bool {
    match word.strip_suffix('*') {
        Some(start) => own.starts_with(start),
        None => own == word || synonyms(own, word),
    }
}

fn synonyms(one: &str, other: &str) -> bool {
    SYNONYMS
        .iter()
        .any(|group| group.contains(&one) && group.contains(&other))
}

/// Words in lower case, without accents; `*` stays.
pub fn words(text: &str) -> Vec<String> {
    let plain: String = text.to_lowercase().chars().map(plain).collect();
    plain
        .split(|c: char| !c.is_alphanumeric() && c != '*')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn plain(c: char) -> char {
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è'..='ë' | 'ē' | 'ę' | 'ě' => 'e',
        'ì'..='ï' | 'ī' | 'ı' => 'i',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'š' | 'ś' | 'ş' => 's',
        'ž' | 'ź' | 'ż' => 'z',
        'ł' => 'l',
        'ğ' => 'g',
        'đ' | 'ď' => 'd',
        'ř' => 'r',
        'ť' => 't',
        other => other,
    }
}
