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
}

impl Sentence {
    /// A sentence without places to fill.
    pub const fn of(key: &'static str) -> Sentence {
        Sentence {
            key: Cow::Borrowed(key),
            parts: Vec::new(),
        }
    }

    /// The sentence with its next place filled.
    pub fn with(mut self, part: impl ToString) -> Sentence {
        self.parts.push(part.to_string());
        self
    }
}
