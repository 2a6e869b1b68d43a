//! What a profile's address says of its owner's name: `/in/ann-aasland-1a2b3c`,
//! `/in/annaasland7`.

use super::anchors::{is_name, words};
use crate::platform::normalize;

/// The part of a profile's address that its owner chose.
pub(super) struct Slug {
    words: Vec<String>,
    /// Its letters alone, without what only tells namesakes apart.
    letters: String,
}

impl Slug {
    /// The words and letters of a decoded key.
    pub(super) fn of(text: &str) -> Slug {
        let words = plain_words(text);
        let whole = words.iter().filter(|word| {
            let digit = |c: char| c.is_numeric();
            !word.trim_end_matches(digit).contains(digit)
        });
        let letters = whole
            .flat_map(|word| word.chars())
            .filter(|c| !c.is_numeric())
            .collect();
        Slug { words, letters }
    }

    /// The words of a text that an address can have: it has none of another
    /// script where it is all of Latin letters.
    fn own(&self, text: &str) -> Vec<String> {
        let mut own = plain_words(text);
        if self.letters.is_ascii() {
            own.retain(|word| word.is_ascii());
        }
        own
    }

    /// Whether a text is a name in it: all its words, or the first and the last.
    pub(super) fn names(&self, text: &str) -> bool {
        let own = self.own(text);
        let [first, .., last] = own.as_slice() else {
            return false;
        };
        let ends = |one: &str, other: &str| {
            let rest = self.letters.strip_prefix(one);
            rest.is_some_and(|rest| rest.contains(other))
        };
        let long = first.chars().count() + last.chars().count() >= 6;
        let all = own.iter().all(|word| self.words.contains(word));
        (all || (long && (ends(first, last) || ends(last, first))) || self.is(text)) && shaped(text)
    }

    /// Whether they are the same letters, given or family name first.
    pub(super) fn is(&self, text: &str) -> bool {
        let own = self.own(text);
        let (Some(last), true) = (own.last(), own.len() > 1) else {
            return false;
        };
        let whole = own.concat();
        let turned = format!("{last}{}", own[..own.len() - 1].concat());
        (whole == self.letters || turned == self.letters) && shaped(text)
    }
}

/// Whether a text that the address agrees with may be a name as it is written:
/// "Yuki Tanaka / 田中ゆき".
fn shaped(text: &str) -> bool {
    is_name(text) || is_name(text.split(['/', '|']).next().unwrap_or_default().trim())
}

/// The words of a name as an address writes them, without their marks.
fn plain_words(text: &str) -> Vec<String> {
    let plain = normalize::decomposed(text);
    let marks = |c: &char| !matches!(c, '\u{300}'..='\u{36f}');
    words(&plain.chars().filter(marks).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_whoever_chose_it() {
        for (slug, text, named, whole) in [
            ("ann-aasland-1a2b3c", "Ann Aasland", true, true),
            ("annaasland7", "Ann Aasland", true, true),
            ("aaslandann", "Ann Aasland", true, true),
            ("ann-aasland-example", "Ann Aasland", true, false),
            ("annmaasland", "Ann Aasland", true, false),
            ("jose-maria-garcia", "José María García", true, true),
            ("yukitanaka", "Yuki Tanaka / 田中ゆき", true, true),
            ("quietrivers77", "Ann Aasland", false, false),
            ("annaasland", "Anna Bergvik", false, false),
            ("aasland", "Ann Aasland", false, false),
            ("ann-aasland", "Ann", false, false),
            ("ann-aasland", "Articles by Ann Aasland", false, false),
        ] {
            let slug = Slug::of(slug);
            assert_eq!(slug.names(text), named, "{text}");
            assert_eq!(slug.is(text), whole, "{text}");
        }
    }
}
