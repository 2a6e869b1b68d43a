//! Current jobs: from the current role, else from the experience that has not
//! ended, else from the row or the head, else from a clear headline.

use std::collections::BTreeMap;

use super::bounded;
use crate::page::rules::{RawItem, first};
use crate::person::{Doubt, Job, Known, Source, headline};
use crate::platform::case;

type Fields = BTreeMap<String, Vec<String>>;

/// Characters of a title or company that are kept; the org's own limits are
/// shorter and come later.
const LONGEST: usize = 500;

/// A person's current jobs in the page's order.
pub fn jobs(item: &RawItem, source: Source) -> Vec<Job> {
    let current = listed(item.jobs.iter(), Source::CurrentRole);
    if !current.is_empty() {
        return current;
    }
    let open = item.experience.iter().filter(|job| is_current(job));
    let open = listed(open, Source::Experience);
    if !open.is_empty() {
        return open;
    }
    let headline = item.text("headline").and_then(headline::job);
    let mut own = Job {
        title: known(&item.fields, "title", source),
        company: known(&item.fields, "company", source).or_else(|| unlabelled(item, source)),
    };
    if own == Job::default() {
        return headline.into_iter().collect();
    }
    // The headline's title belongs to the company that it names, to no other.
    if let Some(job) = headline
        && own.title.is_none()
        && same(&job.company, &own.company)
    {
        own.title = job.title;
    }
    vec![own]
}

/// The company of a head that does not say what its texts are: a line "Company ·
/// School", and a badge for each of them. The only one may be a school, and a job
/// that has ended still shows.
fn unlabelled(item: &RawItem, source: Source) -> Option<Known> {
    let line = item.text("companyLine");
    let parts: Vec<&str> = line
        .into_iter()
        .flat_map(|line| line.split(" \u{b7} "))
        .collect();
    let badges = item.fields.get("badges").map_or(&[][..], Vec::as_slice);
    let first = parts
        .first()
        .copied()
        .or(badges.first().map(String::as_str))?;
    let first = first.trim();
    let alone = parts.len() < 2 && badges.len() < 2;
    let ended = |job: &Fields| !is_current(job) && named_company(job) == Some(case::lower(first));
    if (alone && is_school(first)) || is_advert(first) || item.experience.iter().any(ended) {
        return None;
    }
    let agree = parts.len() > 1
        && badges.len() == parts.len()
        && parts
            .iter()
            .zip(badges)
            .all(|(part, badge)| part.trim() == badge.trim());
    let company = Known::certain(bounded(first, LONGEST), source)?;
    Some(if agree && !is_school(first) {
        company
    } else {
        company.doubted(Doubt::Unlabelled)
    })
}

fn named_company(job: &Fields) -> Option<String> {
    first(job, "jobCompany").map(case::lower)
}

/// The words by which schools call themselves, in lower case.
const SCHOOLS: &[&str] = &[
    "universi",
    "univerz",
    "uniwersy",
    "üniversite",
    "college",
    "school",
    "schule",
    "skole",
    "skola",
    "escuela",
    "escola",
    "scuola",
    "école",
    "ecole",
    "lycée",
    "institute of tech",
    "instituto tec",
    "politec",
    "politech",
    "polytech",
    "gymnasi",
    "academy",
    "akademi",
    "académie",
    "facult",
    "fakult",
    "faculdade",
    "hogeschool",
    "kolledzh",
    "университет",
    "институт",
    "академия",
    "школа",
    "πανεπιστήμιο",
    "جامعة",
    "كلية",
    "אוניברסיט",
    "大学",
    "大學",
    "学院",
    "學院",
    "대학",
    "विश्वविद्यालय",
    "มหาวิทยาลัย",
    "university",
];

fn is_school(text: &str) -> bool {
    let text = case::lower(text);
    SCHOOLS.iter().any(|word| text.contains(word))
}

/// The site's own wares in place of a company.
fn is_advert(text: &str) -> bool {
    let text = case::lower(text);
    text.contains("premium") && (text.contains("profile") || text == "premium")
}

fn same(one: &Option<Known>, other: &Option<Known>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => case::lower(&one.value) == case::lower(&other.value),
        _ => false,
    }
}

fn listed<'a>(rows: impl Iterator<Item = &'a Fields>, source: Source) -> Vec<Job> {
    let mut jobs: Vec<Job> = Vec::new();
    for fields in rows {
        let job = Job {
            title: known(fields, "jobTitle", source),
            company: known(fields, "jobCompany", source),
        };
        if job != Job::default() && !jobs.contains(&job) {
            jobs.push(job);
        }
    }
    jobs
}

fn known(fields: &Fields, name: &str, source: Source) -> Option<Known> {
    Known::certain(bounded(first(fields, name)?, LONGEST), source)
}

/// Whether a job's dates say that it lasts: one year, a dash, and then a word
/// and no year ("Mar 2021 – Present", in any language). Where nothing says so,
/// it is not taken for current.
fn is_current(job: &Fields) -> bool {
    let named = [first(job, "jobTitle"), first(job, "jobCompany")];
    let lines = job.get("jobDates").into_iter().flatten();
    lines
        .map(|line| line.trim())
        .filter(|line| !named.contains(&Some(line)))
        .find_map(lasts)
        .unwrap_or_default()
}

/// `None` if the line holds no range of dates. A page that styles its lines
/// otherwise may have more on them.
pub fn lasts(line: &str) -> Option<bool> {
    let dash = |c: char| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '~' | '～' | '〜' | '至');
    line.match_indices(dash).find_map(|(at, dash)| {
        let near: String = line[..at].chars().rev().take(DATE).collect();
        if years(&near) != 1 {
            return None;
        }
        let to = &line[at + dash.len()..];
        let to = to.split(['·', '•', '|']).next().unwrap_or_default();
        let to: String = to.chars().take(DATE).collect();
        match years(&to) {
            0 => to.chars().any(char::is_alphabetic).then_some(true),
            _ => Some(false),
        }
    })
}

/// Characters of a month and a year, the longest of them.
const DATE: usize = 18;

/// How many numbers of four digits there are, in any script's digits.
fn years(text: &str) -> usize {
    text.split(|c: char| !c.is_numeric())
        .filter(|number| number.chars().count() == 4)
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_tell_a_job_that_lasts_in_any_language() {
        for (line, expected) in [
            ("Mar 2021 – Present · 5 yrs 9 mos", Some(true)),
            ("2021 - heute", Some(true)),
            ("2021年3月 - 現在 · 4年", Some(true)),
            ("مارس ٢٠٢١ – الحالي", Some(true)),
            ("2014 – 2021", Some(false)),
            ("Jan 2020 - Dec 2020 · 1 yr", Some(false)),
            ("Vice-President Fabrikam 2014 - 2021", Some(false)),
            (
                "Vice-President Fabrikam Mar 2021 – Present Led four hundred people",
                Some(true),
            ),
            ("since 2019", None),
            ("2019 –", None),
            ("Full-time", None),
            ("5 yrs 9 mos", None),
        ] {
            assert_eq!(lasts(line), expected, "{line}");
        }
    }
}
