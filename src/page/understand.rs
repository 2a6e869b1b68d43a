//! From what the reader brought back to people. All meaning is here; the reader
//! only collects texts.

use serde::{Deserialize, Serialize};

use self::label::Labels;
use self::structured::{Data, Found};
use super::anchors;
use super::key::{self, profile_key};
use super::rules::{Kind, RawItem, RawPage, SiteRules};
use super::sites::WEB;
use crate::person::{Doubt, Known, Person, ProfileKey, Regions, Source, country, name};
use crate::platform::case;

mod jobs;
mod label;
mod structured;

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
        /// Who the page shows all the same, by what profiles have in common:
        /// every value in doubt.
        person: Option<Box<Person>>,
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

/// Whether an address is one of the site's blocked states.
pub fn blocked(address: &str) -> Option<Blocked> {
    let (host, path) = address.strip_prefix("https://")?.split_once('/')?;
    if host != "linkedin.com" && !host.ends_with(".linkedin.com") {
        return None;
    }
    let begins = |starts: &[&str]| starts.iter().any(|start| path.starts_with(start));
    if begins(&["checkpoint/", "sales/checkpoint/", "security/"]) {
        Some(Blocked::Checkpoint)
    } else if begins(&[
        "authwall",
        "login",
        "uas/",
        "m/login",
        "signup",
        "sales/login",
    ]) {
        Some(Blocked::SignIn)
    } else {
        None
    }
}

/// How the sites head a page that asks for a check, in lower case.
const CHECKS: &[&str] = &[
    "security verification",
    "security check",
    "sicherheitsüberprüfung",
    "sicherheitsverifizierung",
    "vérification de sécurité",
    "contrôle de sécurité",
    "verificación de seguridad",
    "verificação de segurança",
    "verifica di sicurezza",
    "beveiligingscontrole",
    "beveiligingsverificatie",
    "säkerhetsverifiering",
    "säkerhetskontroll",
    "weryfikacja bezpieczeństwa",
    "güvenlik doğrulaması",
    "проверка безопасности",
    "セキュリティ",
    "安全验证",
    "보안 인증",
    "التحقق الأمني",
];

/// Makes people of a raw page. The raw page's own address decides whose
/// page it is, never an earlier one.
pub fn understand(rules: &SiteRules, raw: &RawPage, regions: &impl Regions) -> Reading {
    if let Some(by) = blocked(&raw.address) {
        return Reading::Blocked { by };
    }
    let reading = match rules.kind {
        _ if rules.site == WEB => any(rules, raw, regions),
        Kind::Person => one(rules, raw, regions),
        Kind::List => opened(rules, raw, regions).unwrap_or_else(|| many(rules, raw, regions)),
    };
    let nobody = matches!(
        reading,
        Reading::NoPerson | Reading::Loading | Reading::Changed { person: None, .. }
    );
    if nobody && asks_for_check(rules, raw) {
        let by = Blocked::Checkpoint;
        return Reading::Blocked { by };
    }
    reading
}

/// The page shows a check in place of what its address says.
fn asks_for_check(rules: &SiteRules, raw: &RawPage) -> bool {
    let heads = raw.headings.iter().map(|text| case::lower(text));
    let sites_own = rules.site != WEB || raw.address.contains(".linkedin.com/");
    raw.blocked
        || sites_own
            && heads
                .into_iter()
                .any(|text| CHECKS.iter().any(|check| text.contains(check)))
}

fn one(rules: &SiteRules, raw: &RawPage, regions: &impl Regions) -> Reading {
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
fn owner<'a>(people: &[Found<'a>], rules: &SiteRules, id: &str) -> Option<Found<'a>> {
    let says = |found: &&Found| {
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

fn changed(
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

/// A page of which nothing is known but its data for machines.
fn any(rules: &SiteRules, raw: &RawPage, regions: &impl Regions) -> Reading {
    let data = Data::of(raw);
    let people = data.people();
    let make = |found: Found, part: &str| {
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
    let owns = |found: &&Found| {
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
        // Whoever wrote an article, which is about something else.
        let title = raw.headings.first().map_or("", String::as_str);
        if found.author && !anchors::names(title, &person.shown_name) {
            person.doubt(Doubt::OtherTitle);
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

/// Characters of what people say of themselves; LinkedIn takes 2,600.
const LONGEST_ABOUT: usize = 3000;

/// The longest address that is kept, in bytes.
const LONGEST_LINK: usize = 2000;

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

/// The person who is opened over a list, in a panel: their key stands there, and
/// where several do, it is the one of the row with their name.
fn opened(rules: &SiteRules, raw: &RawPage, regions: &impl Regions) -> Option<Reading> {
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

/// What a row says of somebody whose name it does not show.
const ROW: [&str; 3] = ["title", "company", "place"];

fn many(rules: &SiteRules, raw: &RawPage, regions: &impl Regions) -> Reading {
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

fn person(item: &RawItem, source: Source, raw: &RawPage, regions: &impl Regions) -> Person {
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
pub(super) fn live_in(
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

/// The first email address of some texts.
fn email(texts: &[String], source: Source) -> Option<Known> {
    let word = |text: &str| {
        let mut words = text.split_whitespace();
        words.find(|word| word.contains('@')).map(str::to_owned)
    };
    contact(texts, "mailto:", source, word, |text| {
        text.len() <= 254
            && !text.contains(char::is_whitespace)
            && text.split('@').filter(|part| !part.is_empty()).count() == 2
            && !text.contains(['<', '>', '"', '(', ')', ',', ';'])
    })
}

/// The first telephone number of some texts.
fn phone(texts: &[String], source: Source) -> Option<Known> {
    // "Mobile: +1 555 0100 (work)"
    let number = |text: &str| {
        let text = &text[text.find(|c: char| c.is_numeric() || matches!(c, '+' | '('))?..];
        let text = text.split(char::is_alphabetic).next()?;
        let text = text.trim_end_matches(|c: char| !c.is_numeric());
        (!text.is_empty()).then(|| text.to_owned())
    };
    contact(texts, "tel:", source, number, |text| {
        let digits = text.chars().filter(|c| c.is_numeric()).count();
        (5..=20).contains(&digits) && text.chars().count() <= 40
    })
}

fn contact(
    texts: &[String],
    scheme: &str,
    source: Source,
    within: impl Fn(&str) -> Option<String>,
    fits: impl Fn(&str) -> bool,
) -> Option<Known> {
    let mut values: Vec<String> = Vec::new();
    for text in texts {
        let text = text.trim();
        let text = match text.get(..scheme.len()) {
            Some(start) if start.eq_ignore_ascii_case(scheme) => {
                key::decoded(text[scheme.len()..].split('?').next().unwrap_or_default())
            }
            _ => text.to_owned(),
        };
        let Some(text) = within(text.trim()) else {
            continue;
        };
        let known = values.iter().any(|value| value.eq_ignore_ascii_case(&text));
        if fits(&text) && !known {
            values.push(text);
        }
    }
    let several = values.len() > 1;
    let known = Known::certain(values.into_iter().next()?, source)?;
    Some(if several {
        known.doubted(Doubt::Several)
    } else {
        known
    })
}

pub(super) fn bounded(text: &str, max: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match crate::text::cut_at_word(&text, max) {
        Some(short) => short,
        None => text,
    }
}

#[cfg(test)]
mod tests;
