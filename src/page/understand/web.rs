//! A page of which nothing is known but its data for machines, else what
//! profiles have in common.

use super::structured::{Data, PersonNode};
use super::{Listed, Reading};
use crate::page::rules::{RawPage, SiteRules};
use crate::page::{anchors, profile_key};
use crate::person::{Doubt, ProfileKey, Regions};
use crate::platform::case;

/// The longest address that is kept, in bytes.
const LONGEST_LINK: usize = 2000;

/// A page of which nothing is known but its data for machines.
pub(super) fn any(rules: &SiteRules, raw: &RawPage, regions: &impl Regions) -> Reading {
    let data = Data::of(raw);
    let people = data.people();
    let make = |found: PersonNode, part: &str| {
        let mut person = data.person(found, &raw.language, regions);
        person.link = bounded_link(raw.address.split('#').next().unwrap_or_default());
        person.key = ProfileKey {
            site: rules.site.clone(),
            id: web_key(&person.link, part),
        };
        person
    };
    // The address of a profile says whose data is wanted.
    let profile = profile_key(&raw.address);
    let owns = |found: &&PersonNode| {
        let mut keys = found.addresses().filter_map(profile_key);
        profile.is_some() && keys.any(|key| Some(key) == profile)
    };
    if let Some((found, key)) = people.iter().find(owns).zip(profile.clone()) {
        let mut person = make(*found, "");
        person.key = key;
        let person = Box::new(person);
        return Reading::Person { person };
    }
    let mut main = people.iter().filter(|found| found.main);
    let only = match (main.next(), main.next(), &people[..]) {
        (Some(found), None, _) | (None, None, [found]) => Some(found),
        _ => None,
    };
    if let Some(found) = only {
        let mut person = make(*found, "");
        if found.author {
            person.doubt(Doubt::Author);
        }
        let person = Box::new(person);
        return Reading::Person { person };
    }
    let mut listed: Vec<Listed> = Vec::new();
    for found in &people {
        let mut person = make(*found, "");
        let name = case::lower(&person.shown_name).replace(' ', "-");
        let alike = |listed: &&Listed| listed.person.shown_name == person.shown_name;
        // Two of one name on one page.
        let number = listed.iter().filter(alike).count();
        let part = match number {
            0 => name,
            number => format!("{name}-{}", number + 1),
        };
        person.key.id = web_key(&person.link, &part);
        if found.author {
            person.doubt(Doubt::Author);
        }
        listed.push(Listed {
            person,
            ticked: false,
        });
    }
    match listed.is_empty() {
        true => match anchors::any(raw, regions) {
            Some(mut person) => {
                person.link = bounded_link(raw.address.split('#').next().unwrap_or_default());
                person.key = profile_key(&raw.address).unwrap_or_else(|| ProfileKey {
                    site: rules.site.clone(),
                    id: web_key(&person.link, ""),
                });
                let person = Box::new(person);
                Reading::Person { person }
            }
            None if raw.loading => Reading::Loading,
            None => Reading::NoPerson,
        },
        false => Reading::People {
            people: listed,
            unrendered: 0,
        },
    }
}

fn bounded_link(address: &str) -> String {
    let mut end = address.len().min(LONGEST_LINK);
    while !address.is_char_boundary(end) {
        end -= 1;
    }
    address[..end].to_owned()
}

/// The key of a person on some page: the address without what changes from
/// visit to visit, and which of several people it is.
fn web_key(link: &str, part: &str) -> String {
    let link = link.split_once("://").map_or(link, |(_, rest)| rest);
    let (path, query) = link.split_once('?').unwrap_or((link, ""));
    let mut key = path.trim_end_matches('/').to_owned();
    let passing = ["utm_", "gclid=", "fbclid=", "msclkid=", "trk="];
    let lasting = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !passing.iter().any(|start| pair.starts_with(start)));
    for (at, pair) in lasting.enumerate() {
        key.push(if at == 0 { '?' } else { '&' });
        key.push_str(pair);
    }
    if !part.is_empty() {
        key.push('#');
        key.push_str(part);
    }
    key
}
