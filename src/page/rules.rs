//! The rules of a site and the raw page they yield. Both are plain data: an
//! admin can put rules in the settings, and the raw page comes from a page that
//! nobody trusts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How a site's pages are read. The reader (`extension/reader.js`) applies the
/// selectors to the live page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SiteRules {
    /// Names the rules; those of the settings stand in for the built-in ones of
    /// the same id.
    pub id: String,
    /// The site whose key of a person this is; rules of one site share it.
    pub site: String,
    /// Addresses, `*` for any text: `https://www.linkedin.com/sales/lead/*`.
    pub addresses: Vec<String>,
    /// One person or many.
    pub kind: Kind,
    /// The person's key.
    pub key: KeyRule,
    /// The elements that hold a person each; for a single person the first one
    /// that is found holds it.
    pub items: Vec<String>,
    /// Values by name: `name`, `headline`, `place`, `title`, `company`,
    /// `email`, `phone`, `ticked`; looked for inside the item, or in the whole
    /// page where a rule says so. The first take that finds a text wins.
    #[serde(default)]
    pub fields: BTreeMap<String, Vec<Take>>,
    /// The elements that hold a current job each, in the whole page; inside
    /// them `jobTitle` and `jobCompany` of `fields`.
    #[serde(default)]
    pub jobs: Vec<String>,
    /// Rows that the page has not rendered yet.
    #[serde(default)]
    pub unrendered: Vec<String>,
}

/// One person or many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// A page about one person.
    Person,
    /// A list of people.
    List,
}

/// Where a person's key stands: in the page's address or in an attribute of
/// the item, after a text and up to the first of `,?/#)`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KeyRule {
    /// The texts it may stand behind: `/sales/lead/`.
    pub after: Vec<String>,
    /// For lists: where inside the item the text with the key is.
    #[serde(default)]
    pub take: Vec<Take>,
    /// The profile's address: `https://www.linkedin.com/sales/lead/{key}`.
    pub link: String,
}

/// A selector and how to take a text from what it finds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Take {
    /// A CSS selector; empty: the item itself.
    pub select: String,
    /// How.
    pub how: How,
    /// The attribute, for [`How::Attribute`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribute: Option<String>,
    /// Look in the whole page in place of the item.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub page: bool,
    /// Take every text that is found, not the first alone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub all: bool,
}

/// How to take a text from an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum How {
    /// What a person sees of it: hidden parts and those for screen readers are
    /// left out.
    Text,
    /// An attribute.
    Attribute,
    /// The bare text that follows it.
    After,
    /// "true" if it is there.
    Present,
}

/// What the reader brings back: plain strings, bounded, untrusted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RawPage {
    /// The address when it was read: the reading belongs to it.
    pub address: String,
    /// `<html lang>`.
    pub language: String,
    /// The page says that it is still loading.
    pub loading: bool,
    /// The people.
    pub items: Vec<RawItem>,
    /// Rows not rendered yet.
    pub unrendered: u32,
    /// The texts of JSON-LD scripts.
    pub structured: Vec<String>,
}

/// One person, raw.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RawItem {
    /// By the rules' names.
    pub fields: BTreeMap<String, Vec<String>>,
    /// The text the key is taken from.
    pub key: Vec<String>,
    /// The current jobs: `jobTitle` and `jobCompany`.
    pub jobs: Vec<BTreeMap<String, Vec<String>>>,
}

impl RawItem {
    /// The first text of a field, trimmed; `None` if there is none.
    pub fn text(&self, name: &str) -> Option<&str> {
        first(&self.fields, name)
    }
}

/// The first text of a field, trimmed; `None` if there is none.
pub fn first<'a>(fields: &'a BTreeMap<String, Vec<String>>, name: &str) -> Option<&'a str> {
    fields
        .get(name)?
        .iter()
        .map(|text| text.trim())
        .find(|text| !text.is_empty())
}

impl SiteRules {
    /// Whether the rules are for this address.
    pub fn fits(&self, address: &str) -> bool {
        self.addresses.iter().any(|pattern| glob(pattern, address))
    }

    /// What is wrong with rules that an admin wrote.
    pub fn validate(&self) -> Result<(), String> {
        let named = |what: &str| Err(format!("Rules \u{201c}{}\u{201d}: {what}", self.id));
        if self.id.is_empty() || self.site.is_empty() {
            return Err("Rules need an id and a site.".to_owned());
        }
        let https = |address: &String| address.starts_with("https://");
        if self.addresses.is_empty() || !self.addresses.iter().all(https) {
            return named("every address must begin with https://.");
        }
        if !https(&self.key.link) || !self.key.link.contains("{key}") {
            return named("the key\u{2019}s link must begin with https:// and hold {key}.");
        }
        if self.key.after.iter().any(String::is_empty) || self.key.after.is_empty() {
            return named("the key must stand after a text.");
        }
        if self.items.is_empty() {
            return named("there must be a selector for the person.");
        }
        if !self.fields.contains_key("name") {
            return named("there must be a rule for the name.");
        }
        Ok(())
    }

    /// The person's key in a text, if it is there.
    pub fn key_in(&self, text: &str) -> Option<String> {
        self.key.after.iter().find_map(|before| {
            let (_, rest) = text.split_once(before.as_str())?;
            let key: String = rest
                .chars()
                .take_while(|c| !matches!(c, ',' | '?' | '/' | '#' | ')' | '&'))
                .collect();
            let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '%' | '.' | '~');
            (!key.is_empty() && key.len() <= 200 && key.chars().all(fits)).then_some(key)
        })
    }
}

/// Whether a text fits a pattern in which `*` stands for any text.
fn glob(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|head| text.strip_prefix(head)) else {
        return false;
    };
    let mut whole = true;
    for part in parts {
        whole = part.is_empty();
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.is_empty() || whole && pattern.ends_with('*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_fits_a_pattern_as_a_whole() {
        let lead = "https://www.linkedin.com/sales/lead/*";
        for (pattern, text, fits) in [
            (
                lead,
                "https://www.linkedin.com/sales/lead/ACwAA,NAME_SEARCH,abcd",
                true,
            ),
            (lead, "https://www.linkedin.com/sales/", false),
            (
                lead,
                "https://example.com/?https://www.linkedin.com/sales/lead/1",
                false,
            ),
            ("https://*/team", "https://example.com/team", true),
            ("https://*/team", "https://example.com/team/1", false),
            ("https://example.com/", "https://example.com/", true),
            ("https://example.com/", "https://example.com/a", false),
        ] {
            assert_eq!(glob(pattern, text), fits, "{pattern} {text}");
        }
    }
}
