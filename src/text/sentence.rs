//! What is said to a person, as data: its words come from the language files
//! when it is shown.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// A sentence of the language files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Its key.
    pub key: Cow<'static, str>,
    /// What fills its places `$1` to `$9`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<String>,
    /// The key of words that fill the place after those.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<Cow<'static, str>>,
}

impl Sentence {
    /// A sentence without places to fill.
    pub const fn of(key: &'static str) -> Sentence {
        Sentence {
            key: Cow::Borrowed(key),
            parts: Vec::new(),
            last: None,
        }
    }

    /// The sentence with its next place filled.
    pub fn with(mut self, part: impl ToString) -> Sentence {
        self.parts.push(part.to_string());
        self
    }

    /// The sentence with its last place filled by the words of this key.
    pub fn of_words(mut self, key: &'static str) -> Sentence {
        self.last = Some(Cow::Borrowed(key));
        self
    }
}

/// Holds a part of a sentence apart from the direction of the words around it, by
/// Unicode's first strong isolate (UAX #9): always in a sentence that is written
/// from right to left (`turned`), else where the part is.
pub fn isolated(part: &str, turned: bool) -> String {
    // Hebrew, Arabic and their neighbours, and the forms for presentation.
    let from_right = |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    match !part.is_empty() && (turned || part.contains(from_right)) {
        true => format!("\u{2068}{part}\u{2069}"),
        false => part.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_another_direction_stands_apart() {
        for (part, turned, apart) in [
            ("Ann Aasland", false, false),
            ("Ann Aasland", true, true),
            ("\u{627}\u{646}", false, true),
            ("\u{5d0}", false, true),
            ("\u{30a2}", false, false),
            ("", true, false),
        ] {
            let shown = isolated(part, turned);
            assert_eq!(shown != part, apart, "{part}");
            assert!(shown.contains(part));
        }
    }
}
