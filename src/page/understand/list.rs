//! A list of people, and the one who is opened over it.

use super::card::person;
use super::label::Labels;
use super::report::changed;
use super::{Listed, Reading};
use crate::page::anchors;
use crate::page::rules::{RawItem, RawPage, SiteRules};
use crate::person::{ProfileKey, Regions, Source};

/// What a row says of somebody whose name it does not show.
const ROW: [&str; 3] = ["title", "company", "place"];

/// The person who is opened over a list, in a panel: their key stands there, and
/// where several do, it is the one of the row with their name.
pub(super) fn opened(rules: &SiteRules, raw: &RawPage, regions: &impl Regions) -> Option<Reading> {
    let own = rules.panel_rules.as_deref()?;
    let item = raw.panel.iter().find(|item| item.text("name").is_some())?;
    let mut person = person(item, Source::TopCard, raw, regions);
    let mut keys: Vec<String> = item
        .key
        .iter()
        .filter_map(|text| own.key_in(text))
        .collect();
    keys.dedup();
    let rows = || {
        raw.items
            .iter()
            .filter(|row| {
                row.text("name")
                    .is_some_and(|name| anchors::same(name, &person.shown_name))
            })
            .filter_map(|row| row.key.iter().find_map(|text| rules.key_in(text)))
    };
    let id = match &keys[..] {
        [key] => key.clone(),
        [] => {
            let mut rows = rows();
            let only = rows.next()?;
            // Two of one name: whose panel it is cannot be told.
            rows.next().is_none().then_some(only)?
        }
        several => rows().find(|row| several.contains(row))?,
    };
    person.link = own.key.link.replace("{key}", &id);
    person.key = ProfileKey {
        site: own.site.clone(),
        id,
    };
    let person = Box::new(person);
    Some(Reading::Person { person })
}

pub(super) fn many(rules: &SiteRules, raw: &RawPage, regions: &impl Regions) -> Reading {
    let labels = Labels::of(&raw.items);
    let mut people: Vec<Listed> = Vec::new();
    let key_of = |texts: &[String]| texts.iter().find_map(|text| rules.key_in(text));
    // Where no row has a name, it is the rules that find none.
    let any_name = raw.items.iter().any(|item| item.text("name").is_some());
    let is_row = |item: &&RawItem| {
        let says = |name: &&str| item.text(name).is_some();
        item.text("name").is_some() || (any_name && ROW.iter().any(says))
    };
    for item in raw.items.iter().filter(is_row) {
        let Some(id) = key_of(&item.key) else {
            continue;
        };
        let ticked = item.text("ticked").is_some();
        let mut twice = people.iter_mut().find(|listed| listed.person.key.id == id);
        if let Some(twice) = &mut twice {
            twice.ticked |= ticked;
        }
        if twice
            .as_ref()
            .is_some_and(|twice| !twice.person.shown_name.is_empty() || item.text("name").is_none())
        {
            continue;
        }
        let mut person = person(item, Source::Row, raw, regions);
        if person.jobs.iter().all(|job| job.company.is_none())
            && let Some(company) = labels.company(item, Source::Row)
        {
            match person.jobs.first_mut() {
                Some(job) => job.company = Some(company),
                None => person.jobs.push(crate::person::Job {
                    company: Some(company),
                    ..crate::person::Job::default()
                }),
            }
        }
        person.link = rules.key.link.replace("{key}", &id);
        person.key = ProfileKey {
            site: rules.site.clone(),
            id,
        };
        match twice {
            // A row that was half rendered, and is there again.
            Some(twice) => twice.person = person,
            None => people.push(Listed { person, ticked }),
        }
    }
    let mut waiting: Vec<String> = Vec::new();
    let mut unrendered = raw.more;
    let nameless = raw.items.iter().filter(|item| item.text("name").is_none());
    let nameless = nameless.filter_map(|item| item.key.first());
    for text in raw
        .unrendered
        .iter()
        .chain(nameless.filter(|_| !people.is_empty()))
    {
        match rules.key_in(text) {
            None => unrendered += 1,
            Some(id) => {
                let known = people.iter().any(|listed| listed.person.key.id == id);
                if !known && !waiting.contains(&id) {
                    waiting.push(id);
                }
            }
        }
    }
    unrendered += waiting.len() as u32;
    if !people.is_empty() {
        Reading::People { people, unrendered }
    } else if raw.loading || unrendered > 0 {
        Reading::Loading
    } else if raw.items.is_empty() {
        Reading::NoPerson
    } else {
        // Rows are there, and in none of them a name and a key.
        changed(rules, raw, None, None, String::new())
    }
}
