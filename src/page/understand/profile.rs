//! A profile whose rules are known: the person of the page's address.

use super::Reading;
use super::card::person;
use super::report::changed;
use super::structured::{Data, PersonNode};
use crate::page::rules::{RawItem, RawPage, SiteRules};
use crate::page::{anchors, key};
use crate::person::{Doubt, Known, Person, ProfileKey, Regions, Source};

pub(super) fn one(rules: &SiteRules, raw: &RawPage, regions: &impl Regions) -> Reading {
    let Some(id) = rules.key_in(&raw.address) else {
        return Reading::NoPerson;
    };
    let item = raw.items.iter().find(|item| item.text("name").is_some());
    // The page still shows the person of the address before.
    let others = |item: &RawItem| {
        let mut keys = item
            .key
            .iter()
            .filter_map(|text| rules.key_in(text))
            .peekable();
        keys.peek().is_some() && keys.all(|key| rules.differ(&key, &id))
    };
    if item.is_some_and(others) {
        return Reading::Loading;
    }
    let key = ProfileKey {
        site: rules.site.clone(),
        id,
    };
    let shown = item.map(|item| person(item, Source::TopCard, raw, regions));
    let data = rules.data.then(|| {
        let data = Data::of(raw);
        let found = owner(&data.people(), rules, &key.id);
        found.map(|found| data.person(found, &raw.language, regions))
    });
    let found = match (shown, data.flatten()) {
        (Some(shown), Some(data)) if anchors::same(&shown.shown_name, &data.shown_name) => {
            Some(together(data, shown))
        }
        (Some(shown), _) => Some(shown),
        (None, data) => data,
    };
    let found = match found {
        Some(mut person) => {
            let affirmed = item.is_some_and(|item| !item.key.is_empty());
            match anchors::title(raw, &rules.title) {
                Some(title) if !anchors::same(&title, &person.shown_name) => {
                    // Of a page that turns, unless it says itself whose it is.
                    if !affirmed && anchors::is_name(&title) {
                        return Reading::Loading;
                    }
                    person.doubt(Doubt::OtherTitle);
                }
                _ => {}
            }
            Some(person)
        }
        None => None,
    };
    let link = rules.key.link.replace("{key}", &key.id);
    if let Some(mut person) = found.filter(|person| !person.shown_name.is_empty()) {
        // Their name is all that the rules find of them.
        if let Some(seen) = anchors::person(raw, &rules.title, regions)
            && anchors::same(&seen.shown_name, &person.shown_name)
        {
            person = together(person, seen);
        }
        person.link = link;
        person.key = key;
        return Reading::Person {
            person: Box::new(person),
        };
    }
    let found = anchors::person(raw, &rules.title, regions);
    if raw.loading && found.is_none() {
        return Reading::Loading;
    }
    changed(rules, raw, found, Some(key), link)
}

/// What the first says, and where it says nothing the other.
fn together(mut data: Person, shown: Person) -> Person {
    data.salutation = data.salutation.or(shown.salutation);
    data.suffix = data.suffix.or(shown.suffix);
    data.headline = data.headline.or(shown.headline);
    data.about = data.about.or(shown.about);
    data.place = data.place.or(shown.place);
    if data.country.is_none() {
        data.country = shown.country;
        data.country_name = shown.country_name;
    }
    // Data that names companies alone says less than a job that is shown.
    let titled = |title: &Known| title.doubt.is_none() && title.source != Source::Headline;
    let jobs = shown.jobs.iter();
    let mut titles = jobs.filter_map(|job| job.title.as_ref());
    let untitled = data.jobs.iter().all(|job| job.title.is_none());
    if data.jobs.is_empty() || (untitled && titles.any(titled)) {
        data.jobs = shown.jobs;
    }
    data.email = data.email.or(shown.email);
    data.phone = data.phone.or(shown.phone);
    data
}

/// The person whose profile the address is: who says so, else the only one who
/// does not say otherwise.
fn owner<'a>(people: &[PersonNode<'a>], rules: &SiteRules, id: &str) -> Option<PersonNode<'a>> {
    let says = |found: &&PersonNode| {
        let mut keys = found.addresses().filter_map(|text| rules.key_in(text));
        keys.any(|key| key::same(&key, id))
    };
    if let Some(found) = people.iter().find(says) {
        return Some(*found);
    }
    let main = people.iter().filter(|found| found.main).count();
    let mut fitting = people
        .iter()
        .filter(|found| main == 0 || found.main)
        .filter(|found| !found.addresses().any(|text| rules.key_in(text).is_some()));
    let only = fitting.next()?;
    fitting.next().is_none().then_some(*only)
}
