//! From what the reader brought back to people. All meaning is here; the reader
//! only collects texts.

use serde::{Deserialize, Serialize};

use super::rules::{Kind, RawPage, SiteRules};
use super::sites::WEB;
use crate::person::{Person, Regions};

pub use blocked::{Blocked, blocked};
pub(super) use card::live_in;
pub use report::{Missing, Report};

mod blocked;
mod card;
mod contact;
mod jobs;
mod label;
mod list;
mod profile;
mod report;
mod structured;
mod web;

/// Characters of what people say of themselves; LinkedIn takes 2,600.
const LONGEST_ABOUT: usize = 3000;

/// What a page turned out to be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Reading {
    /// One person.
    Person {
        /// Who.
        person: Box<Person>,
    },
    /// A list of people.
    People {
        /// Those that are rendered, in the page's order.
        people: Vec<Listed>,
        /// How many the page has not rendered yet.
        unrendered: u32,
    },
    /// Nobody.
    NoPerson,
    /// The site asks for something before it shows anybody.
    Blocked {
        /// What it asks for.
        by: Blocked,
    },
    /// Not there yet.
    Loading,
    /// The address says that there is a person, and the rules find none.
    Changed {
        /// For the admin; without personal data.
        report: Report,
        /// Who the page shows all the same, by what profiles have in common:
        /// every value in doubt.
        person: Option<Box<Person>>,
    },
}

/// A person in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Listed {
    /// Who.
    pub person: Person,
    /// The rep has ticked the row.
    pub ticked: bool,
}

/// Makes people of a raw page. The raw page's own address decides whose
/// page it is, never an earlier one.
pub fn understand(rules: &SiteRules, raw: &RawPage, regions: &impl Regions) -> Reading {
    if let Some(by) = blocked(&raw.address) {
        return Reading::Blocked { by };
    }
    let reading = match rules.kind {
        _ if rules.site == WEB => web::any(rules, raw, regions),
        Kind::Person => profile::one(rules, raw, regions),
        Kind::List => {
            list::opened(rules, raw, regions).unwrap_or_else(|| list::many(rules, raw, regions))
        }
    };
    let nobody = matches!(
        reading,
        Reading::NoPerson | Reading::Loading | Reading::Changed { person: None, .. }
    );
    if nobody && blocked::asks_for_check(rules, raw) {
        let by = Blocked::Checkpoint;
        return Reading::Blocked { by };
    }
    reading
}

pub(super) fn bounded(text: &str, max: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match crate::text::cut_at_word(&text, max) {
        Some(short) => short,
        None => text,
    }
}

#[cfg(test)]
mod tests;
