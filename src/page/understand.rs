//! From what the reader brought back to people. All meaning is here; the reader
//! only collects texts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::rules::{Kind, RawItem, RawPage, SiteRules, first};
use crate::json;
use crate::person::{
    Doubt, Job, Known, Person, ProfileKey, Regions, Source, country, headline, name,
};

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

/// What a site asks for before it shows anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Blocked {
    /// A security check.
    Checkpoint,
    /// A sign-in to the site.
    SignIn,
}

/// Which rules failed, for an admin.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// The rules' id.
    pub rules: String,
    /// Fields that were found.
    pub found: Vec<String>,
    /// Fields that were not.
    pub missing: Vec<String>,
    /// Items that the item selectors found.
    pub items: usize,
    /// The profile's key and address, for the form that is filled by hand.
    pub key: Option<ProfileKey>,
    /// The profile's address.
    pub link: String,
}

/// Whether an address is one of the site's blocked states.
pub fn blocked(address: &str) -> Option<Blocked> {
    let path = address.strip_prefix("https://www.linkedin.com/")?;
    let begins = |start: &str| path.starts_with(start);
    if begins("checkpoint") {
        Some(Blocked::Checkpoint)
    } else if begins("authwall") || begins("login") || begins("uas/") || begins("sales/login") {
        Some(Blocked::SignIn)
    } else {
        None
    }
}

/// Makes people of a raw page. The raw page's own address decides whose
/// page it is, never an earlier one.
pub fn understand(rules: &SiteRules, raw: &RawPage, regions: &impl Regions) -> Reading {
    if let Some(by) = blocked(&raw.address) {
        return Reading::Blocked { by };
    }
    match rules.kind {
        Kind::Person => one(rules, raw, regions),
        Kind::List => many(rules, raw, regions),
    }
}

fn one(rules: &SiteRules, raw: &RawPage, regions: &impl Regions) -> Reading {
    let Some(id) = rules.key_in(&raw.address) else {
        return Reading::NoPerson;
    };
    let key = ProfileKey {
        site: rules.site.clone(),
        id,
    };
    let item = raw.items.iter().find(|item| item.text("name").is_some());
    if let Some(item) = item {
        let person = person(rules, key, item, Source::TopCard, raw, regions);
        return Reading::Person {
            person: Box::new(person),
        };
    }
    if let Some(person) = structured(rules, key.clone(), raw, regions) {
        return Reading::Person {
            person: Box::new(person),
        };
    }
    if raw.loading {
        return Reading::Loading;
    }
    let has = |name: &&String| raw.items.iter().any(|item| item.text(name).is_some());
    let (found, missing) = rules.fields.keys().partition::<Vec<_>, _>(has);
    let names = |list: Vec<&String>| list.into_iter().cloned().collect();
    Reading::Changed {
        report: Report {
            rules: rules.id.clone(),
            found: names(found),
            missing: names(missing),
            items: raw.items.len(),
            link: link(rules, &key.id),
            key: Some(key),
        },
    }
}

fn many(rules: &SiteRules, raw: &RawPage, regions: &impl Regions) -> Reading {
    let mut people: Vec<Listed> = Vec::new();
    for item in raw.items.iter().filter(|item| item.text("name").is_some()) {
        let Some(id) = item.key.iter().find_map(|text| rules.key_in(text)) else {
            continue;
        };
        let key = ProfileKey {
            site: rules.site.clone(),
            id,
        };
        if people.iter().any(|listed| listed.person.key == key) {
            continue;
        }
        people.push(Listed {
            ticked: item.text("ticked").is_some(),
            person: person(rules, key, item, Source::Row, raw, regions),
        });
    }
    let read = people.len() as u32;
    let unrendered = raw.unrendered.saturating_sub(read);
    if people.is_empty() {
        return if raw.loading || unrendered > 0 {
            Reading::Loading
        } else {
            Reading::NoPerson
        };
    }
    Reading::People { people, unrendered }
}

fn link(rules: &SiteRules, id: &str) -> String {
    rules.key.link.replace("{key}", id)
}

fn person(
    rules: &SiteRules,
    key: ProfileKey,
    item: &RawItem,
    source: Source,
    raw: &RawPage,
    regions: &impl Regions,
) -> Person {
    let mut person = Person {
        link: link(rules, &key.id),
        key,
        ..Person::default()
    };
    name::read(item.text("name").unwrap_or_default(), source, &mut person);
    if let Some(place) = item.text("place") {
        person.place = Some(bounded(place, 200));
        let code = country::of_place(place, &raw.language, regions);
        live_in(&mut person, code, source, regions);
    }
    person.jobs = jobs(item, source);
    person.email = contact(item, "email", "mailto:").filter(|known| {
        let value = &known.value;
        value.len() <= 254
            && !value.contains(char::is_whitespace)
            && value.split('@').filter(|part| !part.is_empty()).count() == 2
    });
    person.phone = contact(item, "phone", "tel:").filter(|known| {
        let digits = known.value.chars().filter(char::is_ascii_digit).count();
        (5..=20).contains(&digits) && known.value.len() <= 40
    });
    person
}

fn jobs(item: &RawItem, source: Source) -> Vec<Job> {
    let known = |fields: &BTreeMap<String, Vec<String>>, name: &str, source: Source| {
        first(fields, name).and_then(|text| Known::certain(bounded(text, 500), source))
    };
    let mut jobs: Vec<Job> = Vec::new();
    for fields in &item.jobs {
        let job = Job {
            title: known(fields, "jobTitle", Source::CurrentRole),
            company: known(fields, "jobCompany", Source::CurrentRole),
        };
        if job != Job::default() && !jobs.contains(&job) {
            jobs.push(job);
        }
    }
    if !jobs.is_empty() {
        return jobs;
    }
    let own = Job {
        title: known(&item.fields, "title", source),
        company: known(&item.fields, "company", source),
    };
    if own != Job::default() {
        return vec![own];
    }
    item.text("headline")
        .and_then(headline::job)
        .into_iter()
        .collect()
}

/// Sets the country, by its code and by its name.
fn live_in(person: &mut Person, code: Option<String>, source: Source, regions: &impl Regions) {
    let Some(code) = code else { return };
    person.country_name = regions
        .name(&code)
        .and_then(|name| Known::certain(name, source));
    person.country = Known::certain(code, source);
}

fn contact(item: &RawItem, name: &str, scheme: &str) -> Option<Known> {
    let texts = item.fields.get(name)?;
    let mut values: Vec<String> = Vec::new();
    for text in texts {
        let text = text.trim();
        let text = text.strip_prefix(scheme).unwrap_or(text);
        let text = text.split('?').next().unwrap_or_default().trim();
        let text = text
            .replace("%20", " ")
            .replace("%2B", "+")
            .replace("%40", "@");
        if !text.is_empty() && !values.contains(&text) {
            values.push(text);
        }
    }
    let known = Known::certain(bounded(values.first()?, 254), Source::ContactInfo)?;
    Some(if values.len() > 1 {
        known.doubted(Doubt::Several)
    } else {
        known
    })
}

fn bounded(text: &str, max: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match crate::lead::draft::cut_at_word(&text, max) {
        Some(short) => short,
        None => text,
    }
}

/// The person in the page's JSON-LD, as signed-out profiles have it.
fn structured(
    rules: &SiteRules,
    key: ProfileKey,
    raw: &RawPage,
    regions: &impl Regions,
) -> Option<Person> {
    use serde_json::Value;
    fn list(value: &Value) -> Vec<&Value> {
        match value {
            Value::Array(values) => values.iter().collect(),
            Value::Null => Vec::new(),
            one => vec![one],
        }
    }
    fn find(value: &Value, depth: u8) -> Option<&Value> {
        if depth > 6 {
            return None;
        }
        let is_person = list(&value["@type"]).iter().any(|kind| {
            kind.as_str()
                .is_some_and(|kind| kind.rsplit('/').next() == Some("Person"))
        });
        if is_person && value["name"].is_string() {
            return Some(value);
        }
        let below = ["@graph", "mainEntity"];
        list(value)
            .into_iter()
            .filter(|one| !std::ptr::eq(*one, value))
            .chain(below.iter().flat_map(|name| list(&value[*name])))
            .find_map(|one| find(one, depth + 1))
    }
    let documents: Vec<Value> = raw
        .structured
        .iter()
        .filter_map(|text| json::parse(text))
        .collect();
    let found = documents.iter().find_map(|document| find(document, 0))?;
    let source = Source::StructuredData;
    let mut person = Person {
        link: link(rules, &key.id),
        key,
        ..Person::default()
    };
    name::read(found["name"].as_str()?, source, &mut person);
    let titles: Vec<&str> = list(&found["jobTitle"])
        .into_iter()
        .filter_map(Value::as_str)
        .collect();
    let companies: Vec<&str> = list(&found["worksFor"])
        .into_iter()
        .filter(|work| work["member"]["endDate"].is_null())
        .filter_map(|work| work["name"].as_str().or(work.as_str()))
        .collect();
    for at in 0..titles.len().max(companies.len()).min(20) {
        let known = |texts: &[&str]| {
            texts
                .get(at)
                // Signed-out pages blank out what they do not show.
                .filter(|text| !text.contains("***"))
                .and_then(|text| Known::certain(bounded(text, 500), source))
        };
        let job = Job {
            title: known(&titles),
            company: known(&companies),
        };
        if job != Job::default() {
            person.jobs.push(job);
        }
    }
    let address = &found["address"];
    if let Some(text) = address["addressCountry"]["name"]
        .as_str()
        .or(address["addressCountry"].as_str())
    {
        let code = country::of_country(text, &raw.language, regions);
        live_in(&mut person, code, source, regions);
    }
    if let Some(place) = address["addressLocality"].as_str().or(address.as_str()) {
        person.place = Some(bounded(place, 200));
        if person.country.is_none() {
            let code = country::of_place(place, &raw.language, regions);
            live_in(&mut person, code, source, regions);
        }
    }
    Some(person)
}

#[cfg(test)]
mod tests;
