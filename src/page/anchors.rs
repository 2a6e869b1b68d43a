//! Reads a profile without its site's rules, by what has stayed the same through
//! every change of markup: the tab's title names the person, or the address does,
//! the same name is the heading of the main part, and the headline, the place and
//! the current role stand where they always stood. Every value is in doubt.

mod experience;

use self::experience::{current, has_ended};
use super::rules::{Line, RawPage};
use super::shape::{employer, is_beside, parts};
use super::slug::Slug;
use super::understand::{bounded, live_in};
use crate::person::{Doubt, Job, Known, Person, Regions, Source, country, headline, name};
use crate::platform::case;

/// Lines behind the name that may say more of the person.
const NEAR: usize = 16;
/// Characters of a name.
const LONGEST: usize = 120;
/// Characters of a title or company that are kept.
const LONGEST_JOB: usize = 500;

/// Words of titles that name no person, in small letters.
const NO_NAME: &[&str] = &[
    "linkedin",
    "sales",
    "navigator",
    "sign",
    "up",
    "in",
    "join",
    "log",
    "out",
    "login",
    "signin",
    "signup",
    "register",
    "profile",
    "feed",
    "home",
    "search",
    "messaging",
    "notifications",
    "security",
    "verification",
    "error",
    "welcome",
    "loading",
    "page",
    "lead",
    "now",
    "to",
    "the",
    "your",
    "anmelden",
    "einloggen",
    "profil",
    "perfil",
    "inscription",
    "connexion",
    "iniciar",
    "registrarse",
    "entrar",
    "accedi",
    "not",
    "found",
];

/// The words of a name, for comparing.
pub(super) fn words(text: &str) -> Vec<String> {
    case::lower(text)
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}')))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Whether two texts name the same person: one has all words of the other.
pub(super) fn same(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    let within = |one: &[String], other: &[String]| {
        !one.is_empty() && one.iter().all(|word| other.contains(word))
    };
    // Writings without spaces and capitals: 백은지 is 은지 백.
    let letters = |words: &[String]| {
        let mut letters: Vec<char> = words.iter().flat_map(|word| word.chars()).collect();
        letters.sort_unstable();
        letters
    };
    let uncased = |c: &char| !(c.is_lowercase() || c.is_uppercase());
    let (own, others) = (letters(&one), letters(&other));
    within(&one, &other)
        || within(&other, &one)
        || (!own.is_empty() && own == others && own.iter().all(uncased))
}

/// The name in the tab's title, where the site writes one there: "(3) Ann
/// Aasland | LinkedIn".
pub(super) fn title(raw: &RawPage, ends: &[String]) -> Option<String> {
    let title = raw.headings.first()?;
    if !ends.iter().any(|end| title.ends_with(end.as_str())) {
        return None;
    }
    let name = uncounted(title).split(" | ").next()?.trim();
    let nobody = words(name).len() < 2 && is_none(name);
    (!name.is_empty() && !nobody).then(|| name.to_owned())
}

/// A title without its count of news.
fn uncounted(title: &str) -> &str {
    let title = title.trim();
    let count = title
        .strip_prefix('(')
        .and_then(|rest| rest.split_once(')'));
    match count {
        Some((count, rest)) if count.chars().all(|c| c.is_numeric() || c == '+') => rest.trim(),
        _ => title,
    }
}

/// Whether a title's words are all of those that name nobody.
fn is_none(text: &str) -> bool {
    words(text)
        .iter()
        .all(|word| NO_NAME.contains(&word.as_str()))
}

/// Whether a text has the shape of a person's name.
pub(super) fn is_name(text: &str) -> bool {
    let all: Vec<&str> = text.split_whitespace().collect();
    let begins_small =
        |word: &str| word.starts_with(char::is_lowercase) && !word.contains(char::is_uppercase);
    let small = all.iter().filter(|word| begins_small(word)).count();
    // A single word is a name in writings that know no spaces alone.
    let unspaced = !text.chars().any(|c| c.is_lowercase() || c.is_uppercase());
    (if unspaced { 1..=7 } else { 2..=7 }).contains(&all.len())
        && text.chars().count() <= LONGEST
        && !text
            .chars()
            .any(|c| c.is_numeric() || matches!(c, '?' | '!' | '@' | ':' | '/'))
        && small * 2 <= all.len()
        && all.last().is_some_and(|word| !begins_small(word))
        && !words(text)
            .iter()
            .any(|word| NO_NAME.contains(&word.as_str()))
}

/// The person of a page whose address says that it is a profile.
pub(super) fn person(raw: &RawPage, ends: &[String], regions: &impl Regions) -> Option<Person> {
    let title = title(raw, ends).filter(|title| !is_none(title));
    let (at, name) = match title {
        Some(title) => {
            // Signed out: "Ann Aasland - Buyer - Northwind | LinkedIn"; of the
            // whole a headline may have every word.
            let first = |dash| title.split(dash).next().unwrap_or_default();
            let names = [" - ", " – "].map(first).into_iter();
            let mut names = names.chain([title.as_str()]);
            names.find_map(|name| headed(raw, name))?
        }
        None => addressed(raw)?,
    };
    Some(read(raw, at, &name, regions))
}

/// Where a heading stands that the profile's address names, `/in/ann-aasland-1a2b3c`
/// or `/in/annaasland7`: a title that names nobody says nothing against it. Where
/// no heading does, a line of the head whose every letter is the address's, else
/// the heading above the link that carries the address.
fn addressed(raw: &RawPage) -> Option<(usize, String)> {
    let id = super::key::profile_key(&raw.address)?.id;
    let address = Slug::of(&super::key::decoded(&id));
    let lines = || raw.outline.iter().enumerate();
    let taken = |(at, line): (usize, &Line)| (at, line.text.clone());
    lines()
        .find(|(_, line)| line.rank > 0 && address.names(&line.text))
        .or_else(|| lines().take(HEAD).find(|(_, line)| address.is(&line.text)))
        .or_else(|| contacted(raw, &id))
        .map(taken)
}

/// The first heading like a name in the head that has the link to this very
/// profile's contact info.
fn contacted<'a>(raw: &'a RawPage, id: &str) -> Option<(usize, &'a Line)> {
    let own = |line: &Line| {
        let link = line.link.split_once("/in/").map(|(_, rest)| rest);
        let key = link.and_then(super::key::first);
        is_contact(line) && key.is_some_and(|key| super::key::same(&key, id))
    };
    let contact = raw.outline.iter().position(own)?;
    let start = contact.saturating_sub(NEAR);
    let mut head = raw.outline.iter().enumerate().take(contact).skip(start);
    head.find(|(_, line)| line.rank > 0 && is_name(&line.text))
}

/// Whether a line links to a profile's contact info.
fn is_contact(line: &Line) -> bool {
    line.link.contains("contact-info")
}

/// Lines of a page's main part among which the name is.
const HEAD: usize = 30;

/// The person of a page of which nothing is known: title and heading agree on a
/// name, and the address or the page says that it is a profile.
pub(super) fn any(raw: &RawPage, regions: &impl Regions) -> Option<Person> {
    let title = uncounted(raw.headings.first()?);
    let segments = title.split(['|', '–', '—', '·', '•', ':', ',']);
    let segments = segments.flat_map(|part| part.split(" - ")).map(str::trim);
    let names: Vec<&str> = segments.filter(|part| is_name(part)).collect();
    let (at, name) = names
        .iter()
        .find_map(|part| headed(raw, part))
        .or_else(|| addressed(raw).filter(|_| names.is_empty()))?;
    let person = read(raw, at, &name, regions);
    let own = words(&name);
    // A profile's address ends with the person's name and no more, or a mail
    // address has it. The title of an article or a song stands in one, too.
    let path = raw.address.split(['?', '#']).next().unwrap_or_default();
    let last = path.trim_end_matches('/').rsplit('/').next();
    let address = words(&super::key::decoded(last.unwrap_or_default()));
    let in_address =
        own.iter().all(|word| address.contains(word)) && address.len() <= own.len() + 2;
    let in_mail = raw.outline.iter().any(|line| {
        let mail = line.link.strip_prefix("mailto:").map(words);
        mail.is_some_and(|mail| own.iter().any(|word| mail.contains(word)))
    });
    // A telephone number stands near.
    let near = raw.outline.iter().skip(at + 1).take(NEAR);
    let called = near.into_iter().any(|line| {
        let digits = line.text.chars().filter(|c| c.is_numeric()).count();
        line.link.starts_with("tel:") || (line.text.contains('+') && (7..=15).contains(&digits))
    });
    // The text speaks of them by one of their names.
    let in_text = raw.outline.iter().any(|line| {
        let said = words(&line.text);
        let first = said.first().filter(|word| word.chars().count() > 2);
        let begins = first.is_some() && (first == own.first() || first == own.last());
        begins && said.len() > 2 && line.rank == 0 && !same(&line.text, &name)
    });
    let profile = super::key::profile_key(&raw.address).is_some();
    // A line below a headline is no company where nobody says what they do.
    let titled = person.jobs.iter().any(|job| job.title.is_some());
    let says_more = person.country.is_some() || titled;
    (profile || ((in_address || in_mail || in_text || called) && says_more)).then_some(person)
}

/// Where the name stands as a heading or in large letters, and how it is written
/// there.
fn headed(raw: &RawPage, name: &str) -> Option<(usize, String)> {
    if name.chars().count() > LONGEST {
        return None;
    }
    let mut sizes: Vec<u16> = raw.outline.iter().map(|line| line.size).collect();
    sizes.sort_unstable();
    let usual = sizes.get(sizes.len() / 2).copied().unwrap_or_default();
    let large = |line: &&(usize, &Line)| line.1.rank > 0 || line.1.size > usual + usual / 4;
    let fits = |line: &(usize, &Line)| {
        let text = &line.1.text;
        let (own, shown) = (words(name), words(text));
        // Degrees and pronouns may stand behind it.
        !own.is_empty()
            && same(name, text)
            && shown.len() + 2 >= own.len()
            && shown.len() <= own.len() + 4
    };
    let lines: Vec<(usize, &Line)> = raw.outline.iter().enumerate().filter(fits).collect();
    // On a saved page without its styles no line is larger than another.
    let plain = |line: &&(usize, &Line)| {
        line.0 < 6 || (line.0 < HEAD && words(&line.1.text) == words(name))
    };
    let plain = || lines.iter().find(plain);
    let (at, line) = lines.iter().find(large).or_else(plain)?;
    Some((*at, line.text.clone()))
}

fn read(raw: &RawPage, at: usize, shown: &str, regions: &impl Regions) -> Person {
    let mut person = Person::default();
    name::read(shown, Source::TopCard, regions.names(), &mut person);
    let lines = raw.outline[at + 1..].iter().take(NEAR);
    let lines = lines.filter(|line| !is_beside(&line.text) && !same(&line.text, shown));
    let mut near: Vec<&Line> = lines.collect();
    // The head goes as far as the link to the contact info; else the headline and
    // the place may be headings, and the next one ends it.
    let contact = near.iter().position(|line| is_contact(line));
    if contact.is_none() {
        let end = near.iter().skip(2).position(|line| line.rank > 0);
        near.truncate(end.map_or(near.len(), |end| end + 2));
    }
    // A sentence that ends with a country is no place.
    let short = |text: &str| {
        !text.ends_with('.')
            && text
                .split(',')
                .all(|part| part.split_whitespace().count() < 6)
    };
    let of = |text: &str| {
        let code = country::of_place(text, &raw.language, regions);
        code.filter(|_| short(text))
    };
    // The place stands before the link to the contact info, else it is the first
    // behind the headline.
    let head = contact.unwrap_or(near.len());
    let placed =
        |text: &str| parts(text).find_map(|part| of(part).map(|code| (part.to_owned(), code)));
    let at_line = |at: usize| {
        near.get(at)
            .and_then(|line| Some((at, placed(&line.text)?)))
    };
    let found = match contact {
        Some(_) => (1..head).rev().find_map(at_line),
        None => (1..head).find_map(at_line),
    };
    // Somebody without a headline.
    let found = found.or_else(|| at_line(0).filter(|_| headline::job(&near[0].text).is_none()));
    // A place whose country nobody knows is no company either.
    let unknown = contact
        .filter(|contact| found.is_none() && *contact > 1)
        .map(|contact| contact - 1)
        .filter(|at| near[*at].text.contains(',') && parts(&near[*at].text).count() == 1);
    let end = found
        .as_ref()
        .map(|(at, _)| *at)
        .or(unknown)
        .unwrap_or(head);
    person.place = unknown.map(|at| bounded(&near[at].text, 200));
    if let Some((_, (place, code))) = found {
        person.place = Some(bounded(&place, 200));
        live_in(&mut person, Some(code), Source::TopCard, regions);
    }
    let said = near.get(..end).and_then(<[_]>::first);
    person.headline = said.map(|line| bounded(&line.text, 255));
    person.jobs = current(raw, at);
    if person.jobs.is_empty() {
        // Between headline and place stands the company, and a school.
        // Of old they stood behind the place.
        let own = near.get(..end).unwrap_or_default();
        let behind = contact.and_then(|contact| near.get(end + 1..contact));
        let company = own
            .iter()
            .skip(1)
            .rev()
            .chain(behind.unwrap_or_default())
            .flat_map(|line| parts(&line.text))
            .find(|text| employer(text) && headline::title(text).is_none())
            .or_else(|| linked(raw, at));
        let company = Known::certain(
            bounded(company.unwrap_or_default(), LONGEST_JOB),
            Source::TopCard,
        );
        let ended = company
            .as_ref()
            .is_some_and(|company| has_ended(raw, at, &company.value));
        let headline = own.first().and_then(|line| headline::job(&line.text));
        let headline = headline.filter(|job| {
            let company = job.company.as_ref();
            company.is_none_or(|company| !has_ended(raw, at, &company.value))
        });
        person.jobs = match (headline, company.filter(|_| !ended)) {
            (Some(job), None) => vec![job],
            (Some(job), Some(company))
                if job
                    .company
                    .as_ref()
                    .is_none_or(|own| same(&own.value, &company.value)) =>
            {
                vec![Job {
                    company: Some(company),
                    ..job
                }]
            }
            // What they say of themselves is theirs; the other may be anything.
            (Some(job), Some(_)) => vec![job],
            (None, Some(company)) => vec![Job {
                company: Some(company),
                ..Job::default()
            }],
            (None, None) => Vec::new(),
        };
    }
    person.doubt(Doubt::WithoutRules);
    person
}

/// The company whose page a short line of the head links to.
fn linked(raw: &RawPage, at: usize) -> Option<&str> {
    let lines = raw.outline.iter().skip(at + 1).take(NEAR);
    let named =
        |line: &&Line| line.link.contains("/company/") && line.text.split_whitespace().count() <= 5;
    let mut texts = lines.filter(named).map(|line| line.text.as_str());
    texts.find(|text| employer(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_where_one_has_all_of_the_other() {
        for (one, other, alike) in [
            ("Ann Aasland", "Ann Aasland, PhD", true),
            ("Aasland Ann", "ann aasland", true),
            ("Ann Aasland", "Ann Bergvik", false),
            ("백은지", "은지 백", true),
            ("山田 太郎", "山田太郎", true),
            ("백은지", "백은희", false),
            // With capitals the same letters are no proof.
            ("Arne Dal", "Arnedal", false),
            ("", "Ann", false),
        ] {
            assert_eq!(same(one, other), alike, "{one} {other}");
        }
    }
}
