//! People in a page's data for machines: JSON-LD as it stands, microdata and
//! h-cards in the same words.

use serde_json::Value;

use super::contact::{email, phone};
use super::{LONGEST_ABOUT, bounded, live_in};
use crate::json;
use crate::page::rules::RawPage;
use crate::person::{Known, Person, Regions, Source, country, name};
use crate::platform::case;

mod jobs;

/// Values within values that are followed.
const DEEPEST: u8 = 8;
/// People of one page.
const MOST: usize = 200;
const SOURCE: Source = Source::StructuredData;

/// What says of others what they think: no people that the page is about.
const OPINIONS: &[&str] = &[
    "review",
    "reviews",
    "comment",
    "comments",
    "aggregateRating",
    "interactionStatistic",
];

/// Parts of a work that name people who made it.
const AUTHORS: &[&str] = &["author", "creator", "contributor", "editor", "publisher"];

/// Where in the data a value stands.
#[derive(Clone, Copy, Default)]
struct Part {
    /// What a profile page is about.
    main: bool,
    /// Who made something on the page.
    author: bool,
}

/// The people of a page's data.
pub struct Data {
    documents: Vec<Value>,
}

/// A node of the data that is a person.
#[derive(Clone, Copy)]
pub struct PersonNode<'a> {
    value: &'a Value,
    /// The page is a profile of this person.
    pub main: bool,
    /// The person has written something on the page.
    pub author: bool,
}

fn list(value: &Value) -> &[Value] {
    match value {
        Value::Array(values) => values,
        Value::Null => &[],
        one => std::slice::from_ref(one),
    }
}

/// The text of a value: itself, its name, or the text in a language.
fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => plain(text),
        Value::Number(number) => number.to_string(),
        Value::Array(values) => return values.iter().find_map(text),
        Value::Object(_) => {
            return text_of_string(&value["@value"]).or_else(|| text_of_string(&value["name"]));
        }
        _ => return None,
    };
    // Signed-out pages blank out what they do not show.
    (!text.is_empty() && !text.contains("***")).then_some(text)
}

fn text_of_string(value: &Value) -> Option<String> {
    list(value)
        .iter()
        .filter(|one| !one.is_array())
        .find_map(|one| {
            if one.is_object() {
                text(&one["@value"])
            } else {
                text(one)
            }
        })
}

/// Texts in scripts are not decoded by the browser, and many pages encode them.
fn plain(text: &str) -> String {
    let mut plain = text.trim().to_owned();
    if plain.contains('&') {
        for (entity, character) in [
            ("&quot;", "\""),
            ("&#34;", "\""),
            ("&#39;", "'"),
            ("&#x27;", "'"),
            ("&apos;", "'"),
            ("&nbsp;", " "),
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&amp;", "&"),
        ] {
            plain = plain.replace(entity, character);
        }
    }
    plain
}

/// JSON with blanks in place of the control characters that stand raw inside its
/// strings: real sites ship line breaks there, which JSON forbids.
fn without_raw_breaks(text: &str) -> String {
    let (mut quoted, mut escaped) = (false, false);
    let mended = text.chars().map(|c| {
        let inside = quoted;
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ => {}
        }
        if inside && c.is_control() { ' ' } else { c }
    });
    mended.collect()
}

fn is(value: &Value, kind: &str) -> bool {
    list(&value["@type"])
        .iter()
        .filter_map(Value::as_str)
        .any(|own| own.rsplit(['/', ':', '#']).next() == Some(kind))
}

fn named(value: &Value) -> bool {
    text(&value["name"]).is_some()
        || (text(&value["givenName"]).is_some() && text(&value["familyName"]).is_some())
}

/// The references that stand as authors of something.
fn authors_of<'a>(value: &'a Value, depth: u8, author: bool, ids: &mut Vec<&'a str>) {
    if depth > DEEPEST || ids.len() >= MOST {
        return;
    }
    match value {
        Value::Array(values) => {
            for one in values {
                authors_of(one, depth + 1, author, ids);
            }
        }
        Value::Object(parts) => {
            ids.extend(value["@id"].as_str().filter(|_| author));
            for (key, value) in parts {
                let author = AUTHORS.contains(&key.as_str());
                authors_of(value, depth + 1, author, ids);
            }
        }
        _ => {}
    }
}

impl Data {
    /// The data of a page; what is no JSON is left out.
    pub fn of(raw: &RawPage) -> Data {
        // Some wrap it in a comment, as scripts once were.
        let within = |text: &String| {
            let start = text.find(['{', '['])?;
            let end = text.rfind(['}', ']'])?;
            let text = text.get(start..=end)?;
            json::parse(text).or_else(|| json::parse(&without_raw_breaks(text)))
        };
        let documents = raw.structured.iter().filter_map(within);
        Data {
            documents: documents.collect(),
        }
    }

    /// Its people, each once, in the page's order.
    pub fn people(&self) -> Vec<PersonNode<'_>> {
        let mut all = Vec::new();
        for document in &self.documents {
            self.find(document, 0, Part::default(), &mut all);
        }
        // A graph names them by a reference, and lists them besides.
        let mut authors = Vec::new();
        for document in &self.documents {
            authors_of(document, 0, false, &mut authors);
        }
        for found in &mut all {
            let id = found.value["@id"].as_str();
            found.author |= id.is_some_and(|id| authors.contains(&id));
            found.author &= !found.main;
        }
        // Whoever has written an article is whom a page is about only where it
        // names nobody else.
        if all.iter().any(|found| !found.author) {
            all.retain(|found| !found.author);
        }
        let mut people: Vec<PersonNode<'_>> = Vec::new();
        for one in all {
            match people
                .iter_mut()
                .find(|known| alike(known.value, one.value))
            {
                Some(known) => {
                    known.main |= one.main;
                    // The fuller of the two says more.
                    if says(one.value) > says(known.value) {
                        known.value = one.value;
                    }
                }
                None => people.push(one),
            }
        }
        people
    }

    fn find<'a>(&'a self, value: &'a Value, depth: u8, part: Part, all: &mut Vec<PersonNode<'a>>) {
        if depth > DEEPEST || all.len() >= MOST {
            return;
        }
        match value {
            Value::Array(values) => {
                for one in values {
                    self.find(one, depth + 1, part, all);
                }
            }
            Value::Object(parts) => {
                let value = self.whole(value);
                // What stands within a person is theirs: relatives, employers.
                if is(value, "Person") {
                    if named(value) {
                        let Part { main, author } = part;
                        all.push(PersonNode {
                            value,
                            main,
                            author,
                        });
                    }
                    return;
                }
                let profile = is(value, "ProfilePage");
                for (key, value) in parts {
                    if !OPINIONS.contains(&key.as_str()) {
                        let part = Part {
                            main: profile && matches!(key.as_str(), "mainEntity" | "about"),
                            author: part.author || AUTHORS.contains(&key.as_str()),
                        };
                        self.find(value, depth + 1, part, all);
                    }
                }
            }
            _ => {}
        }
    }

    /// The value that a reference stands for.
    fn whole<'a>(&'a self, value: &'a Value) -> &'a Value {
        fn look<'a>(value: &'a Value, id: &str, depth: u8) -> Option<&'a Value> {
            if depth > DEEPEST {
                return None;
            }
            match value {
                Value::Array(values) => values.iter().find_map(|one| look(one, id, depth + 1)),
                Value::Object(parts) => {
                    if parts.len() > 1 && value["@id"] == id {
                        return Some(value);
                    }
                    parts.values().find_map(|part| look(part, id, depth + 1))
                }
                _ => None,
            }
        }
        let bare = value.as_object().filter(|parts| parts.len() <= 2);
        let id = bare.and_then(|_| value["@id"].as_str());
        match id.filter(|_| !named(value)) {
            Some(id) => self
                .documents
                .iter()
                .find_map(|document| look(document, id, 0))
                .unwrap_or(value),
            None => value,
        }
    }

    /// Makes a person of a node, without key and link.
    pub fn person(&self, found: PersonNode<'_>, language: &str, regions: &impl Regions) -> Person {
        let value = found.value;
        let mut person = Person::default();
        let given = text(&value["givenName"]).filter(|text| one_name(text));
        let family = text(&value["familyName"]).filter(|text| one_name(text));
        let whole = text(&value["name"])
            .or_else(|| Some(format!("{} {}", given.as_deref()?, family.as_deref()?)));
        let prefix = text(&value["honorificPrefix"]).filter(|text| one_name(text));
        let whole = match (prefix, whole.unwrap_or_default()) {
            (Some(prefix), name) if !name.starts_with(&prefix) => format!("{prefix} {name}"),
            (_, name) => name,
        };
        name::read(&whole, SOURCE, regions.names(), &mut person);
        // The page says itself where the name is split.
        if let (Some(given), Some(family)) = (given, family) {
            person.first_name = Known::certain(given, SOURCE);
            person.last_name = Known::certain(family, SOURCE);
        }
        person.about = text(&value["description"]).map(|text| bounded(&text, LONGEST_ABOUT));
        person.jobs = self.jobs(value);
        person.websites = self.websites(value);
        self.place(value, language, regions, &mut person);
        let contact = |name: &str| {
            let own = list(&value[name]).iter().filter_map(text);
            let points = list(&value["contactPoint"]).iter();
            own.chain(points.filter_map(|point| text(&point[name])))
                .collect::<Vec<_>>()
        };
        person.email = email(&contact("email"), SOURCE);
        person.phone = phone(&contact("telephone"), SOURCE);
        person
    }

    fn place(&self, value: &Value, language: &str, regions: &impl Regions, person: &mut Person) {
        let places = ["address", "homeLocation", "workLocation"];
        let Some(place) = places
            .iter()
            .flat_map(|name| list(&value[*name]))
            .map(|place| self.whole(place))
            .find(|place| {
                text(place).is_some() || place.as_object().is_some_and(|all| !all.is_empty())
            })
        else {
            return;
        };
        let address = list(&place["address"]).first().unwrap_or(place);
        let locality = text(&address["addressLocality"]);
        let words = locality
            .clone()
            .or_else(|| text(&address["addressRegion"]))
            .or_else(|| text(address));
        let stated = list(&address["addressCountry"])
            .first()
            .map(|country| self.whole(country));
        let stated =
            stated.and_then(|country| text(country).or_else(|| text(&country["identifier"])));
        person.place = words
            .as_ref()
            .or(stated.as_ref())
            .map(|text| bounded(text, 200));
        let code = match (&stated, &words) {
            (Some(text), _) => country::of_country(text, language, regions),
            (None, Some(words)) => country::of_place(words, language, regions),
            (None, None) => None,
        };
        live_in(person, code, SOURCE, regions);
    }
}

impl PersonNode<'_> {
    /// The addresses that are said to be the person's.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        ["url", "@id", "sameAs", "mainEntityOfPage"]
            .into_iter()
            .flat_map(|name| list(&self.value[name]))
            .filter_map(|one| one.as_str().or_else(|| one["@id"].as_str()))
    }
}

/// How many things are said.
fn says(value: &Value) -> usize {
    let parts = value.as_object().into_iter().flatten();
    parts.filter(|(_, part)| text(part).is_some()).count()
}

/// A first or last name and nothing else.
fn one_name(text: &str) -> bool {
    text.chars().count() <= 80 && !text.contains([',', '(', '|', '"', '<', '@', '/'])
}

/// Whether two mean the same person: the same name, and nothing against it.
fn alike(one: &Value, other: &Value) -> bool {
    let name = |value: &Value| {
        let whole = text(&value["name"]).or_else(|| {
            Some(format!(
                "{} {}",
                text(&value["givenName"])?,
                text(&value["familyName"])?
            ))
        });
        case::lower(&whole.unwrap_or_default())
    };
    let against = |key: &str| match (text(&one[key]), text(&other[key])) {
        (Some(one), Some(other)) => {
            let bare = |text: &str| case::lower(text.trim_start_matches("mailto:"));
            bare(&one) != bare(&other)
        }
        _ => false,
    };
    name(one) == name(other) && !against("email") && !against("jobTitle")
}

#[cfg(test)]
mod tests;
