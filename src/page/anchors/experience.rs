//! The roles in a person's experience, by the dates beside them.

use super::{LONGEST_JOB, NEAR, same};
use crate::page::rules::{Line, RawPage};
use crate::page::shape::{is_school, lasts, parts};
use crate::page::understand::bounded;
use crate::person::{Job, Known, Source, headline};

/// The current role below a heading of the experience: the lines before a date
/// that lasts.
pub(super) fn current(raw: &RawPage, at: usize) -> Vec<Job> {
    let lines = raw.outline.get(at + 1..).unwrap_or_default();
    // The sections' headings; deeper ones are those of entries.
    let ranks = lines.iter().map(|line| line.rank).filter(|rank| *rank > 0);
    let section = ranks.min();
    for dated in 0..lines.len() {
        if range(lines, dated) != Some(true) {
            continue;
        }
        let heading = |line: &Line| Some(line.rank) == section;
        let start = lines[..dated]
            .iter()
            .rposition(heading)
            .map_or(0, |at| at + 1);
        let first = (start..dated).all(|at| range(lines, at).is_none());
        let before = &lines[start..dated];
        let text = |at: usize| before.get(at).map(|line| line.text.trim());
        let last = |number: usize| text(before.len().checked_sub(number + 1)?);
        // A school's years may last, too.
        if before
            .iter()
            .rev()
            .take(2)
            .any(|line| is_school(&line.text))
        {
            continue;
        }
        // "Full-time · 3 yrs": the company stands above it, and its roles below.
        let group = before.iter().rposition(|line| is_duration(&line.text));
        let group = group.filter(|at| {
            let mut below = before[*at..].iter();
            *at > 0 && below.len() <= 4 && below.all(|line| lasts(&line.text).is_none())
        });
        let (title, company) = match group {
            // Before a role a place may stand, and behind it what kind of work
            // it is ("Full-time") or the company once more.
            Some(at) => {
                let company = text(at - 1);
                let own = |role: &&str| Some(*role) != company;
                let roles: Vec<&str> = (at + 1..before.len())
                    .filter_map(text)
                    .filter(own)
                    .collect();
                let named = roles.iter().find(|role| headline::title(role).is_some());
                (named.or(roles.last()).copied(), company)
            }
            None if before.len() == 1 => (text(0), None),
            None if first && before.len() <= 4 => {
                (text(0), text(1).and_then(|line| parts(line).next()))
            }
            None => (last(1), last(0).and_then(|line| parts(line).next())),
        };
        let known = |text: Option<&str>| {
            let text =
                text.filter(|text| lasts(text).is_none() && text.chars().any(char::is_alphabetic));
            Known::certain(bounded(text?, LONGEST_JOB), Source::Experience)
        };
        let job = Job {
            title: known(title),
            company: known(company),
            page: None,
        };
        if !job.is_empty() {
            return vec![job];
        }
    }
    Vec::new()
}

/// Whether the dates that begin at a line last; they may stand in up to three
/// lines: "Mar 2018", "–", "Present".
fn range(lines: &[Line], at: usize) -> Option<bool> {
    let own = &lines.get(at)?.text;
    let whole = lasts(own);
    let next = lines.get(at + 1).map(|line| line.text.trim_start());
    if whole.is_some() || !next?.starts_with(['-', '–', '—', '~', '〜']) {
        return whole;
    }
    let next: Vec<&str> = lines
        .iter()
        .skip(at)
        .take(3)
        .map(|line| line.text.as_str())
        .collect();
    lasts(&next[..2].join(" ")).or_else(|| lasts(&next.join(" ")))
}

/// "Full-time · 3 yrs 3 mos": a number, no year and no range.
fn is_duration(text: &str) -> bool {
    let numbers: Vec<usize> = text
        .split(|c: char| !c.is_numeric())
        .filter(|number| !number.is_empty())
        .map(|number| number.chars().count())
        .collect();
    let last = parts(text).last().unwrap_or_default();
    !numbers.is_empty()
        && numbers.iter().all(|length| *length <= 2)
        && text.chars().count() <= 60
        && (last.chars().next().is_some_and(char::is_numeric) || last.chars().count() <= 16)
}

/// Whether the company's years are over by the page's own dates.
pub(super) fn has_ended(raw: &RawPage, at: usize, company: &str) -> bool {
    let lines = raw.outline.get(at + NEAR.min(8)..).unwrap_or_default();
    let dated = lines.iter().enumerate();
    dated
        .filter(|(_, line)| lasts(&line.text) == Some(false))
        .any(|(at, _)| {
            let before = lines[..at].iter().rev().take(4);
            before.into_iter().any(|line| same(&line.text, company))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_may_stand_in_several_lines() {
        let lines = |texts: &[&str]| -> Vec<Line> {
            let line = |text: &&str| Line {
                text: (*text).to_owned(),
                ..Line::default()
            };
            texts.iter().map(line).collect()
        };
        for (texts, lasting) in [
            (&["2018 - Present"][..], Some(true)),
            (&["Mar 2018", "- Present", "6 yrs"], Some(true)),
            (&["2010", "-", "2018"], Some(false)),
            (&["2018", "–", "heute"], Some(true)),
            (&["2018", "Buyer"], None),
            (&["Buyer", "2018 - Present"], None),
            (&["2018"], None),
        ] {
            assert_eq!(range(&lines(texts), 0), lasting, "{texts:?}");
        }
    }
}
