//! What the admin sees of rules that have failed: which, when and how often,
//! and nothing of the page or the person.

use serde::{Deserialize, Serialize};

use super::understand::Report;

/// Under what key the failures are kept in local storage.
pub const FAILURES: &str = "failures";
/// Failures that are kept, the newest first.
const MOST: usize = 50;

/// Rules that found no name on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The rules' id.
    pub rules: String,
    /// "2026-11-25", in UTC.
    pub day: String,
    /// The fields that were not found.
    pub missing: Vec<String>,
    /// How many pages.
    pub pages: u32,
}

/// The failures with one more.
pub fn note(failures: Vec<Failure>, report: &Report, day: &str) -> Vec<Failure> {
    let same = |one: &Failure| one.rules == report.rules && one.day == day;
    let before = failures.iter().find(|one| same(one));
    let missing = report.missing.iter().map(|missing| missing.name.clone());
    let now = Failure {
        rules: report.rules.clone(),
        day: day.to_owned(),
        missing: missing.collect(),
        pages: before.map_or(0, |before| before.pages).saturating_add(1),
    };
    let others = failures.iter().filter(|one| !same(one)).cloned();
    std::iter::once(now).chain(others).take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::understand::Missing;

    #[test]
    fn failures_are_counted_by_rules_and_day_the_newest_first() {
        let report = |rules: &str| Report {
            rules: rules.to_owned(),
            missing: vec![Missing {
                name: "name".to_owned(),
                tried: vec!["h1".to_owned()],
            }],
            link: "https://example.com/in/ann".to_owned(),
            ..Report::default()
        };
        let mut failures = Vec::new();
        for (rules, day) in [
            ("a", "2026-11-24"),
            ("a", "2026-11-25"),
            ("b", "2026-11-25"),
            ("a", "2026-11-25"),
        ] {
            failures = note(failures, &report(rules), day);
        }
        let told: Vec<(&str, &str, u32)> = failures
            .iter()
            .map(|one| (one.rules.as_str(), one.day.as_str(), one.pages))
            .collect();
        assert_eq!(
            told,
            [
                ("a", "2026-11-25", 2),
                ("b", "2026-11-25", 1),
                ("a", "2026-11-24", 1)
            ]
        );
        let kept = serde_json::to_string(&failures).unwrap();
        assert!(
            !kept.contains("example.com") && !kept.contains("h1"),
            "{kept}"
        );
        for day in 0..60 {
            failures = note(failures, &report("a"), &day.to_string());
        }
        assert_eq!(failures.len(), MOST);
    }
}
