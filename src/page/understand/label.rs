//! Companies that a row has in the label of a button alone: "See more about
//! Northwind". The words around the company are in the rep's language, so they
//! are learnt from the page's other rows.

use super::bounded;
use crate::page::rules::{RawItem, first};
use crate::person::{Doubt, Known, Source};
use crate::platform::case;

/// Characters of a company that are kept.
const LONGEST: usize = 500;

/// The words around a company in a label.
#[derive(PartialEq, Eq)]
struct Around {
    before: String,
    after: String,
    doubtful: bool,
}

impl Around {
    fn company<'a>(&self, label: &'a str) -> Option<&'a str> {
        let inner = label.strip_prefix(self.before.as_str())?;
        let inner = inner.strip_suffix(self.after.as_str())?.trim();
        (!inner.is_empty()).then_some(inner)
    }
}

/// The labels of a row that may name a company: not those of the person.
fn labels(item: &RawItem) -> impl Iterator<Item = &str> {
    let name = case::lower(item.text("name").unwrap_or_default());
    let of_person = move |label: &str| {
        let label = case::lower(label);
        let words = name.split_whitespace().take(2);
        !name.is_empty() && words.into_iter().all(|word| label.contains(word))
    };
    let all = item.fields.get("companyLabel").into_iter().flatten();
    all.map(|label| label.trim())
        .filter(move |label| !label.is_empty() && !of_person(label))
}

/// Reads the labels of a list's rows.
pub struct Labels(Vec<Around>);

impl Labels {
    /// Learns what stands around the companies.
    pub fn of(items: &[RawItem]) -> Labels {
        let mut known = vec![Around {
            before: "See more about ".to_owned(),
            after: String::new(),
            doubtful: false,
        }];
        for item in items {
            let Some(company) = item.text("company") else {
                continue;
            };
            for label in labels(item) {
                if let Some((before, after)) = label.split_once(company)
                    && !(before.is_empty() && after.is_empty())
                {
                    let (before, after) = (before.to_owned(), after.to_owned());
                    let around = Around {
                        before,
                        after,
                        doubtful: false,
                    };
                    if !known.contains(&around) {
                        known.push(around);
                    }
                }
            }
        }
        known.extend(common(items));
        Labels(known)
    }

    /// The company of a row without one in plain sight.
    pub fn company(&self, item: &RawItem, source: Source) -> Option<Known> {
        let known = |text: &str| Known::certain(bounded(text, LONGEST), source);
        let shown = first(&item.fields, "companyButton");
        if let Some(shown) = shown
            && labels(item).any(|label| label != shown && label.contains(shown))
        {
            return known(shown);
        }
        let found = |around: &Around| {
            let company = labels(item).find_map(|label| around.company(label))?;
            let known = known(company)?;
            Some(if around.doubtful {
                known.doubted(Doubt::NameSplit)
            } else {
                known
            })
        };
        self.0.iter().find_map(found)
    }
}

/// What the labels of at least three rows have in common, whole words of it: in
/// doubt, since companies may begin alike.
fn common(items: &[RawItem]) -> Option<Around> {
    let mut all: Vec<&str> = items
        .iter()
        .filter_map(|item| labels(item).next())
        .collect();
    all.sort_unstable();
    all.dedup();
    let (one, rest) = all.split_first()?;
    if rest.len() < 2 {
        return None;
    }
    let mut before = one.len();
    let mut after = one.len();
    for other in rest {
        let alike = |pair: &(char, char)| pair.0 == pair.1;
        let length = |(one, _): (char, char)| one.len_utf8();
        let head = one.chars().zip(other.chars()).take_while(alike);
        before = before.min(head.map(length).sum());
        let tail = one.chars().rev().zip(other.chars().rev()).take_while(alike);
        after = after.min(tail.map(length).sum());
    }
    let before = one[..before].rfind(' ').map_or(0, |at| at + 1);
    let tail = &one[one.len() - after..];
    let after = tail.find(' ').map_or("", |at| &tail[at..]);
    (before > 0 || !after.is_empty()).then(|| Around {
        before: one[..before].to_owned(),
        after: after.to_owned(),
        doubtful: true,
    })
}
