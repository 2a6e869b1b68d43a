//! A person as the rules read one: of a top card, or a row.

use super::contact::{email, phone};
use super::{LONGEST_ABOUT, bounded, jobs};
use crate::page::profile_key;
use crate::page::rules::{RawItem, RawPage};
use crate::person::{Known, Person, Regions, Source, country, name};

pub(super) fn person(
    item: &RawItem,
    source: Source,
    raw: &RawPage,
    regions: &impl Regions,
) -> Person {
    let mut person = Person::default();
    let name = item.text("name").unwrap_or_default();
    name::read(name, source, regions.names(), &mut person);
    if let Some(place) = place(item, raw, regions) {
        person.place = Some(bounded(place, 200));
        let code = country::of_place(place, &raw.language, regions);
        live_in(&mut person, code, source, regions);
    }
    let headline = item.text("headline").map(|text| bounded(text, 255));
    person.headline = headline.filter(|text| !text.is_empty());
    let about = item.text("about").map(|text| bounded(text, LONGEST_ABOUT));
    person.about = about.filter(|text| !text.is_empty());
    person.jobs = jobs::jobs(item, source, &raw.address);
    let texts = |name: &str| item.fields.get(name).map_or(&[][..], Vec::as_slice);
    person.email = email(texts("email"), Source::ContactInfo);
    person.phone = phone(texts("phone"), Source::ContactInfo);
    let own = person.email.as_ref().map(|email| email.value.clone());
    let own = own.as_deref().and_then(|email| email.split('@').next());
    let profile = profile_key(&raw.address).map(|key| key.id);
    for handle in own.into_iter().chain(profile.as_deref()) {
        name::agree::agree(&mut person, handle);
    }
    person
}

/// The place; of several lines, none of which is said to be it, the one that
/// names a country.
fn place<'a>(item: &'a RawItem, raw: &RawPage, regions: &impl Regions) -> Option<&'a str> {
    let lines = item.fields.get("place")?;
    if lines.len() < 2 {
        return item.text("place");
    }
    let headline = item.text("headline");
    let mut lines = lines.iter().map(String::as_str);
    lines.find(|line| {
        Some(*line) != headline && country::of_place(line, &raw.language, regions).is_some()
    })
}

/// Sets the country, by its code and by its name.
pub(in crate::page) fn live_in(
    person: &mut Person,
    code: Option<String>,
    source: Source,
    regions: &impl Regions,
) {
    let Some(code) = code else { return };
    person.country_name = regions
        .name(&code)
        .map(|name| country::plain_name(&code, &name))
        .and_then(|name| Known::certain(name, source));
    person.country = Known::certain(code, source);
}
