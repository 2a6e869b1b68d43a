//! The parts of a headline, without emoji and hashtags.

use super::NOT_CLEAR;
use super::east_asia::named_in_east_asia;
use super::joins::{JOINS, is_join};
use super::statements::title_alone;
use crate::person::legal_forms::without_joined;

/// Signs between the parts of a headline; a dash and a slash where spaces stand
/// around them.
const BETWEEN: &[char] = &[
    '|', '｜', '•', '·', ';', '►', '★', '☆', '▪', '●', '∙', '‧', '~', '\n',
];

/// The parts of a headline, without emoji and hashtags.
#[inline(never)]
pub(super) fn parts(text: &str) -> Vec<String> {
    // "CTO @Fabrikam"
    let mut text = text
        .replace('™', "")
        .replace('＠', " @ ")
        .replace(" @", " @ ");
    // "株式会社例／代表", "创始人，青芦智能", but not "销售／市场经理"
    let (title, company) = text.split_once(',').unwrap_or_default();
    let named = named_in_east_asia(&[company]) && title_alone(title);
    if named || without_joined(&text).1 && !text.contains(' ') {
        text = text.replace(['／', '，', ','], "|");
    }
    let mut parts = vec![String::new()];
    let mut words = words_in(&text).into_iter().peekable();
    while let Some(word) = words.next() {
        if word
            .chars()
            .all(|c| matches!(c, '-' | '–' | '—' | '―' | '»'))
        {
            parts.push(word.to_owned());
            continue;
        }
        if word == "/" {
            parts.push("/".to_owned());
            continue;
        }
        // A hashtag or an emoji before "at" parts nothing.
        let within = words.peek().is_some_and(|next| is_join(next, JOINS));
        if within && word.chars().all(is_symbol) {
            continue;
        }
        if within && parts.len() == 1 && parts[0].is_empty() {
            add(&mut parts, word.trim_start_matches('#'));
            continue;
        }
        if word.starts_with('#') && word.len() > 1 && !within {
            parts.push(String::new());
            continue;
        }
        let mut rest = word;
        while let Some((at, sign)) = rest.char_indices().find(|(_, c)| {
            BETWEEN.contains(c) || is_symbol(*c) && !NOT_CLEAR.contains(c) && *c != '®'
        }) {
            add(&mut parts, &rest[..at]);
            parts.push(String::new());
            rest = &rest[at + sign.len_utf8()..];
        }
        add(&mut parts, rest);
    }
    parts.retain(|part| part.chars().any(char::is_alphabetic));
    parts
}

/// The words of a part.
#[inline(never)]
pub(super) fn words_in(part: &str) -> Vec<&str> {
    part.split_ascii_whitespace().collect()
}

/// The dash or slash that a part stands behind, and the part.
pub(super) fn between(part: &str) -> (Option<char>, &str) {
    let sign = part.chars().next().filter(|c| "/-–—―»".contains(*c));
    let rest = part.trim_start_matches(['/', '-', '–', '—', '―', '»', ' ']);
    (sign, rest.trim_end())
}

fn add(parts: &mut [String], word: &str) {
    if let Some(part) = parts.last_mut()
        && !word.is_empty()
    {
        if !part.is_empty() {
            part.push(' ');
        }
        part.push_str(word);
    }
}

/// A text shown twice, once for screen readers.
pub(super) fn without_doubling(text: &str) -> &str {
    // "Director, Director"
    if let Some((first, second)) = text.split_once(", ")
        && first == second
    {
        return first;
    }
    let middle = text.len() / 2;
    for at in [middle, middle + 1] {
        if text.len() > 9
            && let (Some(first), Some(second)) = (text.get(..at), text.get(at..))
            && first.trim_end() == second.trim_start()
        {
            return first.trim_end();
        }
    }
    text
}

/// Emoji, arrows, decorative signs.
pub(super) fn is_symbol(c: char) -> bool {
    matches!(u32::from(c), 0xa0..=0xa9 | 0xac..=0xb9 | 0xbc..=0xbf | 0x2000..=0x200b | 0x200d..=0x200f | 0x2020..=0x2bff | 0x3000..=0x3004 | 0x3010..=0x303f | 0xe000..=0xf8ff | 0xfe00..=0xfe0f | 0x1f000..)
}
