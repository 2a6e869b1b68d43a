//! The rules of a site and the raw page they yield. Both are plain data: an
//! admin can put rules in the settings, and the raw page comes from a page that
//! nobody trusts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::key;
use crate::text::sentence::Sentence;

/// How a site's pages are read. The reader (`extension/reader/`) applies the
/// selectors to the live page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, rename = "strict")]
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
    /// What stands behind the person's name in the tab's title: " | LinkedIn".
    /// A title that names another than the page does is one of a page that is
    /// still turning.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub title: Vec<String>,
    /// The elements that hold a person each. For a single person the first
    /// visible one that is found holds it; in a list an element and the only
    /// one inside it are one row.
    pub items: Vec<String>,
    /// Values by name: `name`, `headline`, `place`, `title`, `company`,
    /// `companyLabel`, `companyLine` ("Company · School") and `badge`, which do not
    /// say what they are, `companyPage`, `about`, `email`, `phone`, `ticked`; looked for inside the item,
    /// or in the whole page where a rule says so. The first take that finds a
    /// text wins.
    #[serde(default)]
    pub fields: BTreeMap<String, Vec<Extractor>>,
    /// The elements that hold a current job each, in the whole page; inside
    /// them `jobTitle`, `jobCompany` and `jobPage` (the company's own page) of
    /// `fields`, and `jobGroup`, the company that stands once around several jobs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub jobs: Vec<String>,
    /// The same for jobs of now and of before, where `jobs` finds none; their
    /// `jobDates` tell which is which.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub experience: Vec<String>,
    /// Rows that the page has not rendered yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unrendered: Vec<String>,
    /// On a list: the id of the rules by which a person is read who is opened
    /// over it, in a panel. They are the ones of the same site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub panel: Option<String>,
    /// Those rules; `rules_for` looks them up.
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    pub panel_rules: Option<Box<SiteRules>>,
    /// Signs that the site asks for a check or a sign-in, on a page that shows
    /// nobody.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocked: Vec<String>,
    /// People are read from the page's data for machines, too: JSON-LD,
    /// microdata, h-cards.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub data: bool,
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
#[serde(rename_all = "camelCase", deny_unknown_fields, rename = "strict")]
pub struct KeyRule {
    /// The texts it may stand behind: `/sales/lead/`.
    pub after: Vec<String>,
    /// How the site's inner ids begin, which may stand in an address in place of
    /// the key. One kind of key says nothing against another.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inner: Vec<String>,
    /// Where inside the item the text with the key is. On a page about one
    /// person the address has the key, and an item whose own key is another is
    /// still the one of the page before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub take: Vec<Extractor>,
    /// The profile's address: `https://www.linkedin.com/sales/lead/{key}`.
    pub link: String,
}

/// A selector and how to take a text from what it finds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, rename = "strict")]
pub struct Extractor {
    /// A CSS selector; empty: the item itself. `A >> B` is B inside what A finds,
    /// which is quick where A is rare.
    #[serde(default)]
    pub select: String,
    /// How.
    #[serde(default)]
    pub how: ExtractMethod,
    /// The attribute, for [`ExtractMethod::Attribute`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribute: Option<String>,
    /// Look in the whole page in place of the item.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub page: bool,
    /// Take every text that is found, not the first alone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub all: bool,
    /// Only what stands before this text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

/// How to take a text from an element.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ExtractMethod {
    /// What a person sees of it: hidden parts and those for screen readers are
    /// left out.
    #[default]
    Text,
    /// The same, line by line: every line is a text.
    Lines,
    /// The text that stands in it bare, in no element of its own.
    Bare,
    /// The bare text that follows it.
    After,
    /// An attribute.
    Attribute,
    /// Every attribute, in it and around it, that holds a text of the key's
    /// `after`.
    Keys,
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
    /// The page's title, its first heading, and all that a page says which
    /// shows nobody and says little.
    pub headings: Vec<String>,
    /// The page says that it is still loading, or it still shows the person of
    /// the page before.
    pub loading: bool,
    /// One of the rules' signs of a check was found.
    pub blocked: bool,
    /// The people.
    pub items: Vec<RawItem>,
    /// The person who is opened over a list, in a panel.
    pub panel: Vec<RawItem>,
    /// Rows not rendered yet: the texts with their keys, empty without one.
    pub unrendered: Vec<String>,
    /// Items beyond the number that is read.
    pub more: u32,
    /// JSON: JSON-LD scripts as they stand; microdata and h-cards in JSON-LD's
    /// words.
    pub structured: Vec<String>,
    /// What the main part shows, line by line, where the rules find nobody.
    pub outline: Vec<Line>,
}

/// A line that a page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Line {
    /// Its text.
    pub text: String,
    /// The heading's level, 1 to 6; 0 where it is none.
    pub rank: u8,
    /// The letters' size in CSS pixels.
    pub size: u16,
    /// Where it links to.
    pub link: String,
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
    /// Jobs of now and of before, with `jobDates`.
    pub experience: Vec<BTreeMap<String, Vec<String>>>,
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
    pub fn validate(&self) -> Result<(), Sentence> {
        if self.id.is_empty() || self.site.is_empty() {
            return Err(Sentence::of("wrong_rules_id"));
        }
        let https = |address: &String| address.starts_with("https://");
        let lacks = [
            (
                self.addresses.is_empty() || !self.addresses.iter().all(https),
                "wrong_rules_addresses",
            ),
            (
                !https(&self.key.link) || !self.key.link.contains("{key}"),
                "wrong_rules_link",
            ),
            (
                self.key.after.iter().any(String::is_empty) || self.key.after.is_empty(),
                "wrong_rules_key",
            ),
            (self.items.is_empty(), "wrong_rules_items"),
            (!self.fields.contains_key("name"), "wrong_rules_name"),
        ];
        match lacks.into_iter().find(|(lacks, _)| *lacks) {
            Some((_, key)) => Err(Sentence::of(key).with(&self.id)),
            None => Ok(()),
        }
    }

    /// Whether two keys, of one kind, are of two people.
    pub fn differ(&self, one: &str, other: &str) -> bool {
        let inner = |key: &str| {
            self.key
                .inner
                .iter()
                .any(|start| key.starts_with(start.as_str()))
        };
        inner(one) == inner(other) && !key::same(one, other)
    }

    /// The person's key in a text, if it is there.
    pub fn key_in(&self, text: &str) -> Option<String> {
        self.key.after.iter().find_map(|before| {
            let (_, rest) = text.split_once(before.as_str())?;
            key::first(rest)
        })
    }
}

/// Whether an address fits a pattern in which `*` stands for any text; within
/// the host's name for a part of that name only.
pub(super) fn glob(pattern: &str, text: &str) -> bool {
    let host = |text: &str| {
        let start = text.find("://").map_or(0, |at| at + 3);
        text[start..]
            .find(['/', '?', '#'])
            .map_or(text.len(), |at| start + at)
    };
    let (pattern_host, pattern_path) = pattern.split_at(host(pattern));
    if pattern_path.is_empty() {
        return like(pattern, text);
    }
    let (text_host, text_path) = text.split_at(host(text));
    like(pattern_host, text_host) && like(pattern_path, text_path)
}

fn like(pattern: &str, text: &str) -> bool {
    let Some((head, mut tail)) = pattern.split_once('*') else {
        return pattern == text;
    };
    let Some(mut rest) = text.strip_prefix(head) else {
        return false;
    };
    while let Some((part, next)) = tail.split_once('*') {
        let Some(at) = rest.find(part) else {
            return false;
        };
        rest = &rest[at + part.len()..];
        tail = next;
    }
    rest.ends_with(tail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_one_kind_alone_tell_people_apart() {
        let address = "https://www.linkedin.com/in/ann";
        let rules = crate::page::rules_for(address, &[]).unwrap();
        for (one, other, differ) in [
            ("ann-a", "Ann-A", false),
            ("ann-a", "bo-b", true),
            ("ACoAAB1", "ann-a", false),
            ("ACoAAB1", "ACoAAB2", true),
            ("j%C3%B8rn", "jørn", false),
        ] {
            assert_eq!(rules.differ(one, other), differ, "{one} {other}");
        }
    }

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
            (
                "https://*.example.com/in/*",
                "https://de.example.com/in/a",
                true,
            ),
            (
                "https://*.example.com/in/*",
                "https://other.test/?.example.com/in/a",
                false,
            ),
            ("https://*", "https://example.com/a?b=c", true),
            ("https://*", "ftp://example.com/", false),
            ("https://*/team", "https://example.com/team/1", false),
            ("https://example.com/", "https://example.com/", true),
            ("https://example.com/", "https://example.com/a", false),
        ] {
            assert_eq!(glob(pattern, text), fits, "{pattern} {text}");
        }
    }
}
