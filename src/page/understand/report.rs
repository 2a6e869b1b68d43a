//! Rules that find no name where there is a person, and what an admin hears of it.

use serde::{Deserialize, Serialize};

use super::Reading;
use crate::page::rules::{RawPage, SiteRules};
use crate::person::{Person, ProfileKey};

/// Which rules failed, for an admin.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// The rules' id.
    pub rules: String,
    /// Fields that were found.
    pub found: Vec<String>,
    /// Fields that were not, each with the selectors that found nothing.
    pub missing: Vec<Missing>,
    /// Items that the item selectors found.
    pub items: usize,
    /// The profile's key and address, for the form that is filled by hand; a
    /// list has none.
    pub key: Option<ProfileKey>,
    /// The profile's address.
    pub link: String,
}

impl Report {
    /// The report as text: rules' names and selectors, and nothing of the page.
    pub fn words(&self) -> String {
        let mut text = format!(
            "Add to CRM {}: the rules \u{201c}{}\u{201d} found no name.\nItems found: {}\nFound: {}\n",
            env!("CARGO_PKG_VERSION"),
            self.rules,
            self.items,
            self.found.join(", ")
        );
        for Missing { name, tried } in &self.missing {
            text.push_str("Not found: ");
            text.push_str(name);
            for selector in tried {
                text.push_str("\n    ");
                text.push_str(selector);
            }
            text.push('\n');
        }
        text
    }
}

/// A field that was not found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// Its name.
    pub name: String,
    /// The selectors that found nothing.
    pub tried: Vec<String>,
}

pub(super) fn changed(
    rules: &SiteRules,
    raw: &RawPage,
    found: Option<Person>,
    key: Option<ProfileKey>,
    link: String,
) -> Reading {
    let person = found.zip(key.clone()).map(|(mut person, key)| {
        person.key = key;
        person.link.clone_from(&link);
        Box::new(person)
    });
    let has = |name: &str| raw.items.iter().any(|item| item.text(name).is_some());
    let mut report = Report {
        rules: rules.id.clone(),
        items: raw.items.len() + raw.unrendered.len(),
        key,
        link,
        ..Report::default()
    };
    for (name, takes) in &rules.fields {
        // What stands inside a job is looked for in jobs alone.
        if name.starts_with("job") || name == "ticked" {
            continue;
        }
        if has(name) {
            report.found.push(name.clone());
        } else {
            let tried = takes.iter().map(|take| take.select.clone()).collect();
            let name = name.clone();
            report.missing.push(Missing { name, tried });
        }
    }
    Reading::Changed { report, person }
}
