//! Email addresses and telephone numbers.

use crate::page::key;
use crate::person::{Doubt, Known, Source};

/// The first email address of some texts.
pub(super) fn email(texts: &[String], source: Source) -> Option<Known> {
    let word = |text: &str| {
        let mut words = text.split_whitespace();
        words.find(|word| word.contains('@')).map(str::to_owned)
    };
    contact(texts, "mailto:", source, word, |text| {
        text.len() <= 254
            && !text.contains(char::is_whitespace)
            && text.split('@').filter(|part| !part.is_empty()).count() == 2
            && !text.contains(['<', '>', '"', '(', ')', ',', ';'])
    })
}

/// The first telephone number of some texts.
pub(super) fn phone(texts: &[String], source: Source) -> Option<Known> {
    // "Mobile: +1 555 0100 (work)"
    let number = |text: &str| {
        let text = &text[text.find(|c: char| c.is_numeric() || matches!(c, '+' | '('))?..];
        let text = text.split(char::is_alphabetic).next()?;
        let text = text.trim_end_matches(|c: char| !c.is_numeric());
        (!text.is_empty()).then(|| text.to_owned())
    };
    contact(texts, "tel:", source, number, |text| {
        let digits = text.chars().filter(|c| c.is_numeric()).count();
        (5..=20).contains(&digits) && text.chars().count() <= 40
    })
}

fn contact(
    texts: &[String],
    scheme: &str,
    source: Source,
    within: impl Fn(&str) -> Option<String>,
    fits: impl Fn(&str) -> bool,
) -> Option<Known> {
    let mut values: Vec<String> = Vec::new();
    for text in texts {
        let text = text.trim();
        let text = match text.get(..scheme.len()) {
            Some(start) if start.eq_ignore_ascii_case(scheme) => {
                key::decoded(text[scheme.len()..].split('?').next().unwrap_or_default())
            }
            _ => text.to_owned(),
        };
        let Some(text) = within(text.trim()) else {
            continue;
        };
        let known = values.iter().any(|value| value.eq_ignore_ascii_case(&text));
        if fits(&text) && !known {
            values.push(text);
        }
    }
    let several = values.len() > 1;
    let known = Known::certain(values.into_iter().next()?, source)?;
    Some(if several {
        known.doubted(Doubt::Several)
    } else {
        known
    })
}
