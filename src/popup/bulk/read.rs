//! The rows as the page has them, and who of them is in the CRM.

use super::{Bulk, Msg, Row};
use crate::matching::{MatchQuery, MatchResults};
use crate::message::FindMatches;
use crate::page::{Listed, Reading};
use crate::person::Person;
use crate::platform::case;
use crate::popup::app;
use crate::popup::command::{Command, ask};
use crate::popup::person::matches::{Gaps, query};
use crate::problem::{Answer, Kind};

impl Bulk {
    /// Whether it takes what the page shows now: rows of the same page, or of
    /// another one where the rep has asked for them.
    pub fn takes(&self, reading: &Reading) -> bool {
        matches!(reading, Reading::People { .. }) && (self.reading || !self.moved)
    }

    /// The page was read again: rows that are there already stay as they are.
    pub fn read_again(&mut self, people: Vec<Listed>, unrendered: u32) -> Vec<Command> {
        self.moved = false;
        self.reading = false;
        self.unrendered = unrendered;
        self.add(people)
    }

    /// Adds rows, and asks about them.
    pub(super) fn add(&mut self, people: Vec<Listed>) -> Vec<Command> {
        let mut keys = Vec::new();
        for listed in people {
            let key = listed.person.key.to_string();
            let known = self.rows.iter().position(|row| row.key() == key);
            if let Some(row) = known
                .map(|at| &mut self.rows[at])
                .filter(|row| !row.elsewhere)
            {
                // It was half rendered then.
                if row.person.shown_name.is_empty() && !listed.person.shown_name.is_empty() {
                    row.read_again(listed.person);
                    keys.push(key);
                }
                continue;
            }
            let mut row = Row::new(listed);
            row.asked_for = known.and_then(|at| self.rows.remove(at).asked_for);
            let alike = name_and_company(&row.person);
            row.twice = !alike.0.is_empty()
                && self
                    .rows
                    .iter()
                    .any(|one| name_and_company(&one.person) == alike);
            keys.push(key);
            self.rows.push(row);
        }
        self.rows.sort_by_key(|row| row.elsewhere);
        self.check_all();
        self.follow();
        if keys.is_empty() {
            return Vec::new();
        }
        let mut commands = self.look_for(&keys);
        commands.push(Command::LoadDrafts(keys));
        commands
    }

    pub(super) fn look_for(&mut self, keys: &[String]) -> Vec<Command> {
        let rows = self
            .rows
            .iter()
            .filter(|row| keys.iter().any(|key| key == row.key()));
        let people: Vec<MatchQuery> = rows.map(|row| query(&row.person, 0)).collect();
        self.looking = true;
        let matches = |answer| app::Msg::List(Msg::Matches(answer));
        vec![ask(FindMatches { people }, matches)]
    }

    /// What was found is another user's.
    pub(super) fn forget_found(&mut self) {
        for row in &mut self.rows {
            row.found = None;
            row.asked_for = None;
        }
        self.gaps = Gaps::default();
        self.rows.retain(|row| !row.elsewhere);
    }

    pub(super) fn matches_came(&mut self, answer: Answer<MatchResults>) {
        self.looking = false;
        match answer {
            Ok(found) => {
                self.problem = None;
                self.gaps.add(&found);
                // The oldest answer counts.
                self.looked = match self.rows.iter().any(|row| row.found.is_some()) {
                    true => self.looked.min(found.at as f64),
                    false => found.at as f64,
                };
                for found in found.people {
                    if let Some(row) = self.row_mut(&found.key) {
                        row.was_found(found);
                    }
                }
                // Which Account each one has is known now.
                self.check_all();
            }
            // The list stands without; signing in is asked for above it.
            Err(problem) if matches!(problem.kind, Kind::SignedOut | Kind::SessionEnded) => {}
            Err(problem) => self.problem = Some(problem),
        }
    }
}

/// By these a person is on a page twice.
fn name_and_company(person: &Person) -> (String, String) {
    let company = person.jobs.first().and_then(|job| job.company.as_ref());
    let company = company.map_or("", |company| &company.value);
    (
        case::lower(person.shown_name.trim()),
        case::lower(company.trim()),
    )
}
