//! Reading a page by what has not changed in years, where a site's rules find no
//! name: the tab's title names the person and the same name stands as a heading;
//! headline, place and current role stand near it. All of it is in doubt.

use super::jobs::lasts;
use super::{bounded, live_in};
use crate::page::rules::{RawPage, SiteRules};
use crate::person::{Job, Known, Person, Regions, Source, country, headline, name};
use crate::platform::case;

/// Lines behind the name in which its headline and place are looked for.
const NEAR: usize = 25;
/// Characters of a line that may be a name, a title, a company.
const SHORT: usize = 120;
const SOURCE: Source = Source::TopCard;

/// The letters and digits of a text, in lower case: equal for two spellings of
/// one name.
pub fn letters(text: &str) -> String {
    let lower = case::lower(text);
    lower.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// A title without the count of notifications: "(3) Ada Byron | LinkedIn".
fn uncounted(title: &str) -> &str {
    let title = title.trim();
    let counted = title.strip_prefix('(').and_then(|rest| {
        let (count, rest) = rest.split_once(')')?;
        let is_count = |c: char| c.is_numeric() || c == '+';
        count.chars().all(is_count).then_some(rest)
    });
    counted.unwrap_or(title).trim()
}

/// Whether the page's title is of the rules' kind and names another person.
pub fn titles_somebody_else(rules: &SiteRules, raw: &RawPage, shown: &str) -> bool {
    let title = raw.headings.first().map_or("", String::as_str);
    let name = rules
        .title
        .as_deref()
        .and_then(|end| uncounted(title).strip_suffix(end));
    let Some(name) = name.map(letters).filter(|name| !name.is_empty()) else {
        return false;
    };
    let shown = letters(shown);
    !name.contains(&shown) && !shown.contains(&name)
}

/// The names that a title may hold, the longest first: "Ada Byron | LinkedIn",
/// "Ada Byron - Engineer - Engines | LinkedIn".
fn titled(title: &str) -> Vec<&str> {
    let title = uncounted(title);
    let mut names = vec![title];
    for mark in [" | ", " - ", " \u{2013} ", " \u{2014} ", " \u{b7} ", " : "] {
        names.extend(title.split(mark));
    }
    names.retain(|name| (2..=80).contains(&name.chars().count()));
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names
}

/// The person whom title and heading name; `None` unless a third thing says so:
/// the contact link of this profile, the profile's own address, or a place near
/// the name.
pub fn person(raw: &RawPage, id: &str, regions: &impl Regions) -> Option<Person> {
    let lines = lines(raw);
    let title = raw.headings.first()?;
    let (at, shown) = titled(title).into_iter().find_map(|name| {
        let wanted = letters(name);
        let agrees = |line: &String| !wanted.is_empty() && letters(line) == wanted;
        let heading = raw.anchors.headings.iter().find(|line| agrees(line));
        let at = match heading {
            Some(heading) => lines.iter().position(|line| line == heading),
            // Some generations have the name in large letters and no heading.
            None => lines.iter().take(NEAR).position(agrees),
        };
        Some((at?, name))
    })?;
    if shown.chars().any(char::is_numeric) || shown.split_whitespace().count() > 6 {
        return None;
    }
    let mut person = Person::default();
    name::read(shown, SOURCE, regions.names(), &mut person);
    let near = near(raw, &lines, at);
    place(&mut person, raw, &near, regions);
    let slug = letters(id);
    let in_address = shown
        .split_whitespace()
        .map(letters)
        .any(|word| word.chars().count() > 2 && slug.contains(&word));
    if raw.anchors.contact.is_empty() && !in_address && person.country.is_none() {
        return None;
    }
    person.jobs = current_jobs(&lines);
    if person.jobs.is_empty() {
        let said = near
            .iter()
            .find(|line| Some(line.as_str()) != person.place.as_deref());
        person
            .jobs
            .extend(said.and_then(|line| headline::job(line)));
    }
    (!person.shown_name.is_empty()).then_some(person)
}

/// The page's lines; the contact link stands in a line of its own.
fn lines(raw: &RawPage) -> Vec<String> {
    let mut lines = Vec::new();
    for line in &raw.anchors.lines {
        let contact = raw
            .anchors
            .contact
            .iter()
            .find(|link| line.ends_with(*link));
        let before = contact.map_or("", |link| line[..line.len() - link.len()].trim());
        if !before.is_empty() {
            lines.push(before.to_owned());
        }
        lines.push(contact.unwrap_or(line).clone());
    }
    lines
}

/// The lines behind the name, up to the next heading, without what stands beside
/// every name: degrees of acquaintance, pronouns, counts.
fn near(raw: &RawPage, lines: &[String], at: usize) -> Vec<String> {
    let heading = lines.get(at).map_or("", String::as_str);
    let rest = lines.iter().skip(at + 1).take(NEAR);
    let ends = |line: &&String| raw.anchors.headings.contains(line) && *line != heading;
    let words = |line: &str| line.chars().filter(|c| c.is_alphabetic()).count();
    let beside = |line: &str| {
        let short = line.chars().count() <= 20;
        let degree = short && line.chars().any(char::is_numeric);
        let pronouns = short && line.contains('/') && !line.contains(' ');
        words(line) < 2 || degree || pronouns
    };
    rest.take_while(|line| !ends(line))
        .filter(|line| !beside(line) && line.as_str() != heading)
        .cloned()
        .collect()
}

/// The place: what stands before the contact link, else the first line that
/// names a country.
fn place(person: &mut Person, raw: &RawPage, near: &[String], regions: &impl Regions) {
    let of = |line: &String| country::of_place(line, &raw.language, regions);
    let short = |line: &&String| line.chars().count() <= SHORT;
    let contact = near
        .iter()
        .position(|line| raw.anchors.contact.contains(line));
    let before = contact.and_then(|at| near.get(at.checked_sub(1)?));
    let Some(line) = before.filter(|line| of(line).is_some()).or_else(|| {
        near.iter()
            .skip(1)
            .filter(short)
            .find(|line| of(line).is_some())
    }) else {
        return;
    };
    person.place = Some(bounded(line, 200));
    live_in(person, of(line), SOURCE, regions);
}

/// Jobs that last, by their dates: "Title / Company · Full-time / 2023 - Present",
/// or, where a company stands once above several, "Title / 2023 - Present".
fn current_jobs(lines: &[String]) -> Vec<Job> {
    let mut jobs: Vec<Job> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if line.chars().count() > SHORT || lasts(line) != Some(true) || jobs.len() >= 10 {
            continue;
        }
        let Some(last) = at.checked_sub(1).and_then(|at| lines.get(at)) else {
            continue;
        };
        let before = at.checked_sub(2).and_then(|at| lines.get(at));
        let plain = |line: &&String| {
            line.chars().count() <= SHORT
                && !line.chars().any(char::is_numeric)
                && !line.contains(" \u{b7} ")
        };
        let known = |text: &str| Known::certain(bounded(text, SHORT), SOURCE);
        let job = match before.filter(plain) {
            Some(title) => Job {
                title: known(title),
                company: known(last.split(" \u{b7} ").next().unwrap_or_default()),
            },
            None => Job {
                title: known(last),
                company: None,
            },
        };
        if !jobs.contains(&job) {
            jobs.push(job);
        }
    }
    jobs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::rules::RawAnchors;

    struct Nowhere;

    impl Regions for Nowhere {
        fn code(&self, name: &str, _: &str) -> Option<String> {
            (name == "norway").then(|| "NO".to_owned())
        }
        fn name(&self, _: &str) -> Option<String> {
            None
        }
    }

    fn page(title: &str, headings: &[&str], lines: &[&str], contact: &[&str]) -> RawPage {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        RawPage {
            headings: vec![title.to_owned()],
            anchors: RawAnchors {
                lines: owned(lines),
                headings: owned(headings),
                contact: owned(contact),
            },
            ..RawPage::default()
        }
    }

    #[test]
    fn a_name_is_offered_only_where_title_heading_and_a_third_thing_agree() {
        let lines = ["Ada Byron", "2nd", "Engineer", "Oslo, Norway"];
        for (title, headings, lines, contact, slug, expected) in [
            (
                "(3) Ada Byron | LinkedIn",
                &["Ada Byron"][..],
                &lines[..],
                &[][..],
                "x",
                true,
            ),
            (
                "Ada Byron | Sales Navigator",
                &["Ada Byron"],
                &lines,
                &[],
                "x",
                true,
            ),
            (
                "Ada Byron - Engineer | LinkedIn",
                &["Ada Byron"],
                &lines,
                &[],
                "x",
                true,
            ),
            // Nothing but the title and the heading.
            (
                "Sign up | LinkedIn",
                &["Sign up"],
                &["Sign up", "Join"],
                &[],
                "x",
                false,
            ),
            (
                "Ada Byron | LinkedIn",
                &["Ada Byron"],
                &["Ada Byron"],
                &["Contact"],
                "x",
                true,
            ),
            (
                "Ada Byron | LinkedIn",
                &["Ada Byron"],
                &["Ada Byron"],
                &[],
                "ada-byron-1",
                true,
            ),
            // Somebody else's page, still turning.
            (
                "Tobias Quill | LinkedIn",
                &["Ada Byron"],
                &lines,
                &["Contact"],
                "x",
                false,
            ),
            ("LinkedIn", &["Ada Byron"], &lines, &["Contact"], "x", false),
            ("", &[], &[], &[], "x", false),
        ] {
            let raw = page(title, headings, lines, contact);
            let found = person(&raw, slug, &Nowhere);
            assert_eq!(found.is_some(), expected, "{title} {slug}");
        }
    }

    #[test]
    fn jobs_that_last_are_known_by_their_dates() {
        let lines = |text: &str| -> Vec<String> { text.split('/').map(str::to_owned).collect() };
        for (text, title, company) in [
            (
                "Buyer/Engines \u{b7} Full-time/2021 - Present",
                "Buyer",
                Some("Engines"),
            ),
            ("Engines/3 yrs 2 mos/Buyer/2021 - heute", "Buyer", None),
        ] {
            let jobs = current_jobs(&lines(text));
            let value = |known: &Option<Known>| known.as_ref().map(|known| known.value.clone());
            assert_eq!(value(&jobs[0].title).as_deref(), Some(title), "{text}");
            assert_eq!(value(&jobs[0].company).as_deref(), company, "{text}");
        }
        assert_eq!(current_jobs(&lines("Buyer/Engines/2014 - 2021")), []);
    }

    #[test]
    fn a_title_of_the_rules_kind_tells_another_person() {
        let mut rules = crate::page::rules_for("https://www.linkedin.com/in/x", &[]).unwrap();
        rules.title = Some("| LinkedIn".to_owned());
        for (title, shown, other) in [
            ("(12) Ada Byron | LinkedIn", "Ada Byron \u{1f680}", false),
            ("Ada Byron, PhD | LinkedIn", "Ada Byron", false),
            ("Tobias Quill | LinkedIn", "Ada Byron", true),
            ("LinkedIn", "Ada Byron", false),
            ("Tobias Quill", "Ada Byron", false),
        ] {
            let raw = page(title, &[], &[], &[]);
            assert_eq!(titles_somebody_else(&rules, &raw, shown), other, "{title}");
        }
    }
}
