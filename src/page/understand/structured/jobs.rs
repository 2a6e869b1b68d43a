//! What a node of the data says of a person's work: the jobs that last, and the
//! websites of the companies.

use serde_json::Value;

use super::{Data, SOURCE, list, text};
use crate::page::understand::bounded;
use crate::person::{Doubt, Job, Known};

/// Characters of a job's title.
const LONGEST_TITLE: usize = 200;
/// Jobs of one person.
const JOBS: usize = 20;

impl Data {
    pub(super) fn jobs(&self, value: &Value) -> Vec<Job> {
        let known = |text: Option<&String>| Known::certain(bounded(text?, 500), SOURCE);
        // On some pages a card's "title" is the article's text.
        let short = |title: &String| title.chars().count() <= LONGEST_TITLE;
        let titles = list(&value["jobTitle"]).iter();
        let mut titles: Vec<Option<String>> =
            titles.map(|title| text(title).filter(short)).collect();
        if titles.is_empty() {
            let occupations = list(&value["hasOccupation"])
                .iter()
                .filter(|one| !ended(one));
            titles = occupations
                .map(|one| text(one).or_else(|| text(&one["hasOccupation"])))
                .collect();
        }
        // Company, title in a role of its own, whether it has ended.
        let works: Vec<(Option<String>, Option<String>, bool)> = list(&value["worksFor"])
            .iter()
            .map(|work| {
                let work = self.whole(work);
                let inner = list(&work["worksFor"]).first().map(|one| self.whole(one));
                let company = text(work).or_else(|| text(inner?));
                (company, text(&work["roleName"]), ended(work))
            })
            .collect();
        let current: Vec<&(Option<String>, Option<String>, bool)> =
            works.iter().filter(|(_, _, ended)| !ended).collect();
        let mut jobs: Vec<Job> = Vec::new();
        let mut push = |title: Option<Known>, company: Option<Known>| {
            let job = Job {
                title,
                company,
                page: None,
            };
            if !job.is_empty() && !jobs.contains(&job) && jobs.len() < JOBS {
                jobs.push(job);
            }
        };
        if titles.len() == works.len() {
            for (title, (company, role, ended)) in titles.iter().zip(&works) {
                if !ended {
                    push(
                        known(role.as_ref().or(title.as_ref())),
                        known(company.as_ref()),
                    );
                }
            }
            return jobs;
        }
        let titles: Vec<&String> = titles.iter().flatten().collect();
        let several = |known: Option<Known>| known.map(|known| known.doubted(Doubt::Several));
        match (&titles[..], &current[..]) {
            ([], current) => {
                for (company, role, _) in current {
                    push(known(role.as_ref()), known(company.as_ref()));
                }
            }
            (titles, []) => {
                for title in titles {
                    push(known(Some(title)), None);
                }
            }
            ([title], [(company, role, _)]) => {
                push(
                    known(role.as_ref().or(Some(title))),
                    known(company.as_ref()),
                );
            }
            // Which title goes with which company is not said.
            (titles, [(company, _, _)]) => {
                for title in titles {
                    push(several(known(Some(title))), known(company.as_ref()));
                }
            }
            (titles, current) => {
                for (company, role, _) in current {
                    for title in titles {
                        let title = known(role.as_ref()).or_else(|| several(known(Some(title))));
                        push(title, several(known(company.as_ref())));
                    }
                }
            }
        }
        jobs
    }

    /// The websites of the companies.
    pub(super) fn websites(&self, value: &Value) -> Vec<(String, String)> {
        let works = list(&value["worksFor"]).iter().map(|work| self.whole(work));
        let of = works.flat_map(|work| {
            let inner = list(&work["worksFor"]).first().map(|one| self.whole(one));
            [Some(work), inner]
        });
        let named = of.flatten().filter_map(|one| {
            let address = text(&one["url"]).filter(|text| is_web_address(text))?;
            Some((bounded(&text(one)?, 500), address))
        });
        named.take(JOBS).collect()
    }
}

/// An address that a browser opens, of a bearable length.
fn is_web_address(text: &str) -> bool {
    let scheme = ["https://", "http://"].iter();
    scheme.copied().any(|start| text.starts_with(start)) && text.len() <= 2000
}

/// Whether a job has an end.
fn ended(work: &Value) -> bool {
    let end = |value: &Value| match &value["endDate"] {
        Value::Null | Value::Bool(_) => false,
        Value::String(text) => !text.trim().is_empty(),
        _ => true,
    };
    end(work) || list(&work["member"]).iter().any(end)
}
