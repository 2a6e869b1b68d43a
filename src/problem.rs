//! What went wrong, for the person who reads it.
//!
//! Every error of every module ends as a [`Problem`]: what happened, whether
//! anything was saved, who does what next. The kinds stand in one table
//! (`table.rs`), their words in the language files; `docs/admin-guide.md` repeats
//! them with the fix.

use serde::{Deserialize, Serialize};

mod table;

pub use table::Kind;

/// What the person can do next; it decides which button is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Next {
    /// Do the same again: "Try again".
    TryAgain,
    /// "Sign in to Salesforce".
    SignIn,
    /// "Open settings".
    OpenSettings,
    /// Correct the form; the create button stays.
    CorrectForm,
    /// Let the extension reach Salesforce: "Allow access", the browser's own prompt.
    AllowAccess,
    /// An administrator has to act; the text says where.
    AskAdmin,
    /// Look at the records that exist: "Open in Salesforce".
    LookAtRecords,
    /// Go to another page; nothing can be done from here.
    OtherPage,
}

/// Whether Salesforce has saved anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Saved {
    /// Certainly not.
    Nothing,
    /// The answer was lost; it is asked before anything is sent again.
    Unknown,
}

/// An error as the person sees it. Holds no secret. Small, because nearly every
/// function returns it: what is rarely there lies in a box.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// Which row of the table.
    pub kind: Kind,
    /// Whether anything was saved.
    pub saved: Saved,
    /// What completes the sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    more: Option<Box<More>>,
}

/// What a problem says besides its row of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct More {
    /// Particulars that complete the sentence.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "detail"
    )]
    pub detail: Option<Detail>,
    /// Salesforce's or the browser's own message, to be shown as text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<String>,
    /// API names of the fields concerned.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
    /// Ids of the records concerned.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<String>,
    /// Salesforce asks to be left alone for this many seconds (`Retry-After`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pause: Option<u32>,
}

/// Particulars that complete a problem's sentence; `ui` has the words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Detail {
    /// The org of the settings, the one that was signed in to, and its server.
    Orgs {
        /// Id of the expected one.
        expected: String,
        /// Id of the other one.
        found: String,
        /// Where it is.
        server: String,
    },
    /// The server that was named.
    Server(String),
    /// Leads created in the month of this time, in milliseconds since 1970.
    Month {
        /// How many.
        used: u32,
        /// A time of that month.
        at: i64,
    },
}

/// What older versions kept here was a sentence: it is left out.
fn detail<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Detail>, D::Error> {
    let value = Option::<serde_json::Value>::deserialize(deserializer)?;
    Ok(value.and_then(crate::json::read))
}

/// Longest foreign message kept, in characters; a page of HTML is no message. Of
/// a longer one the end is kept too: a flow's error has its number there.
const SAID_LIMIT: usize = 1000;
/// How much of that is the end of a longer one.
const SAID_END: usize = 300;

impl Problem {
    /// A problem of this kind, nothing saved.
    pub fn new(kind: Kind) -> Self {
        Problem {
            kind,
            saved: Saved::Nothing,
            more: None,
        }
    }

    /// The same problem under another row of the table.
    pub fn under(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }

    /// Adds particulars.
    pub fn detail(mut self, detail: Detail) -> Self {
        self.add().detail = Some(detail);
        self
    }

    /// Adds how long Salesforce asks to be left alone, in seconds.
    pub fn pause(mut self, seconds: Option<u32>) -> Self {
        if seconds.is_some() {
            self.add().pause = seconds;
        }
        self
    }

    /// Adds the foreign message, cut to a readable length.
    pub fn said(mut self, message: impl AsRef<str>) -> Self {
        let message = message.as_ref().trim();
        let length = message.chars().count();
        if length > SAID_LIMIT {
            let start: String = message.chars().take(SAID_LIMIT - SAID_END).collect();
            let end: String = message.chars().skip(length - SAID_END).collect();
            self.add().said = Some(format!("{start} \u{2026} {end}"));
        } else if length > 0 {
            self.add().said = Some(message.to_owned());
        }
        self
    }

    /// Adds the fields concerned.
    pub fn fields(mut self, fields: Vec<String>) -> Self {
        if !fields.is_empty() {
            self.add().fields = fields;
        }
        self
    }

    /// Adds the records concerned.
    pub fn records(mut self, records: Vec<String>) -> Self {
        if !records.is_empty() {
            self.add().records = records;
        }
        self
    }

    fn add(&mut self) -> &mut More {
        self.more.get_or_insert_default()
    }

    /// What completes the sentence, if there is anything.
    pub fn more(&self) -> Option<&More> {
        self.more.as_deref()
    }

    /// API names of the fields concerned.
    pub fn about(&self) -> &[String] {
        self.more().map_or(&[], |more| &more.fields)
    }

    /// Says that the answer was lost after sending.
    pub fn maybe_saved(mut self) -> Self {
        self.saved = Saved::Unknown;
        self
    }

    /// What the person can do next.
    pub fn next(&self) -> Next {
        self.kind.next()
    }
}

impl From<Kind> for Problem {
    fn from(kind: Kind) -> Self {
        Problem::new(kind)
    }
}

/// What may fail, for the person who asked.
pub type Answer<T> = Result<T, Problem>;
