//! Current jobs: from the current role, else from the experience that has not
//! ended, else from the row or the head, else from a clear headline.

use std::collections::BTreeMap;

use super::bounded;
use crate::page::rules::{RawItem, first};
use crate::page::shape::{employer, is_span, lasts, parts};
use crate::person::{Doubt, Job, Known, Source, headline};
use crate::platform::case;

type Fields = BTreeMap<String, Vec<String>>;

/// Characters of a title or company that are kept; the org's own limits are
/// shorter and come later.
const LONGEST: usize = 500;

/// Bytes of the address of a company's page; none is longer.
const LONGEST_PAGE: usize = 300;

/// A person's current jobs in the page's order; `address` is the page's.
pub fn jobs(item: &RawItem, source: Source, address: &str) -> Vec<Job> {
    let headline = item.text("headline").and_then(headline::job);
    let current = listed(item.jobs.iter(), Source::CurrentRole, address);
    let open = item.experience.iter().filter(|job| is_current(job));
    for mut jobs in [current, listed(open, Source::Experience, address)] {
        if !jobs.is_empty() {
            turned(&mut jobs, headline.as_ref());
            return jobs;
        }
    }
    let headline = headline.filter(|job| !has_ended(item, &job.company));
    let mut own = Job {
        title: known(&item.fields, "title", source),
        company: known(&item.fields, "company", source).or_else(|| of_card(item, source)),
        page: company_page(&item.fields, "companyPage", address),
    };
    if has_ended(item, &own.company) {
        own.company = None;
    }
    if own.company.is_none() {
        own.page = None;
    }
    if own.is_empty() {
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

/// Turns a job round whose parts stand in each other's place by the headline.
fn turned(jobs: &mut [Job], headline: Option<&Job>) {
    let Some(said) = headline.filter(|said| said.title.is_some() && said.company.is_some()) else {
        return;
    };
    let round = |job: &&mut Job| {
        let crossed = same(&job.title, &said.company) || same(&job.company, &said.title);
        crossed && !same(&job.title, &said.title) && !same(&job.company, &said.company)
    };
    if let Some(job) = jobs.iter_mut().find(round) {
        let doubted = |known: Option<Known>| Some(known?.doubted(Doubt::FromHeadline));
        let title = doubted(job.company.take());
        job.company = doubted(job.title.take());
        job.title = title;
    }
}

fn same(one: &Option<Known>, other: &Option<Known>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => case::lower(&one.value) == case::lower(&other.value),
        _ => false,
    }
}

/// Whether every job of the experience has ended, and the company is of one: a
/// head that names it is behind the times.
fn has_ended(item: &RawItem, company: &Option<Known>) -> bool {
    let Some(company) = company else { return false };
    let name = case::lower(&company.value);
    item.experience.iter().any(|job| {
        let own = first(job, "jobCompany").map(case::lower);
        own.is_some_and(|own| own == name)
    })
}

/// The company of a head that writes "Company · School" and has a badge of each,
/// in any order. The head shows a job that has ended as well as another, so that
/// only what a second thing says too is certain.
fn of_card(item: &RawItem, source: Source) -> Option<Known> {
    // Without the line a badge may say anything: "Open to work".
    let line = item.text("companyLine")?;
    parts(line).next()?;
    let badges = item.fields.get("badge").into_iter().flatten();
    let company = parts(line)
        .take(1)
        .chain(badges.map(String::as_str))
        .find(|text| employer(text))?;
    let known = Known::certain(bounded(company, LONGEST), source)?;
    // A badge for each part of the line, in the same order: the school is the
    // other one.
    let badges = item.fields.get("badge").map_or(&[][..], Vec::as_slice);
    let agree = parts(line).count() > 1 && parts(line).eq(badges.iter().map(|text| text.trim()));
    let headline = case::lower(item.text("headline").unwrap_or_default());
    let word = case::lower(company.split_whitespace().next().unwrap_or_default());
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let told = word.chars().count() > 3 && headline.contains(word);
    Some(if agree || told {
        known
    } else {
        known.doubted(Doubt::Unlabelled)
    })
}

fn listed<'a>(rows: impl Iterator<Item = &'a Fields>, source: Source, address: &str) -> Vec<Job> {
    let mut jobs: Vec<Job> = Vec::new();
    for fields in rows {
        let mut job = Job {
            title: known(fields, "jobTitle", source),
            // Where the company is missing, its dates stand in its place.
            company: known(fields, "jobCompany", source)
                .filter(|company| lasts(&company.value).is_none()),
            page: company_page(fields, "jobPage", address),
        };
        // An employer with several roles that the rules do not find.
        if job.company.as_ref().is_some_and(|it| is_span(&it.value)) {
            job.company = job.title.take().map(|it| it.doubted(Doubt::Unlabelled));
        }
        if !job.is_empty() && !jobs.iter().any(|known| known.is(&job)) {
            jobs.push(job);
        }
    }
    jobs
}

/// The first of some links that leads to a company's page of the site.
fn company_page(fields: &Fields, name: &str, address: &str) -> Option<String> {
    let links = fields.get(name)?.iter();
    links.filter_map(|link| page_of(link, address)).next()
}

/// A link to a company's page, whole and without what a site adds to follow its
/// readers; `address` is that of the page with the link.
fn page_of(link: &str, address: &str) -> Option<String> {
    let link = link.trim().split(['?', '#']).next()?;
    let path = match link.strip_prefix("https://") {
        Some(rest) => &rest[rest.find('/')?..],
        None if link.starts_with('/') && !link.starts_with("//") => link,
        None => return None,
    };
    let of = ["/company/", "/sales/company/"];
    let key = of.iter().find_map(|start| path.strip_prefix(start))?;
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '%' | '.' | '~' | '/');
    if key.trim_matches('/').is_empty() || !key.chars().all(fits) || link.len() > LONGEST_PAGE {
        return None;
    }
    let whole = match link.starts_with('/') {
        true => {
            let rest = address.strip_prefix("https://")?;
            let host = rest.split(['/', '?', '#']).next()?;
            format!("https://{host}{link}")
        }
        false => link.to_owned(),
    };
    Some(whole)
}

fn known(fields: &Fields, name: &str, source: Source) -> Option<Known> {
    // Signed-out pages blank out what they do not show.
    let text = first(fields, name).filter(|text| !text.contains("***"))?;
    Known::certain(bounded(text, LONGEST), source)
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
