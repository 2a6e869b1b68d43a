//! A list of people to choose from, with what is known of each.

use super::app;
use super::command::{Command, ask};
use super::person::matches::query;
use crate::matching::{MatchQuery, MatchResult, MatchResults};
use crate::message::FindMatches;
use crate::page::Listed;
use crate::problem::{Answer, Kind, Problem};

#[cfg(target_arch = "wasm32")]
pub mod view;

/// The list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct List {
    /// In the page's order.
    pub people: Vec<Listed>,
    /// How many the page has not rendered yet.
    pub unrendered: u32,
    /// What was found of each.
    rows: Vec<MatchResult>,
    /// Why nothing is known of them.
    pub problem: Option<Problem>,
}

/// What happens.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// Whether they are in the CRM.
    Matches(Answer<MatchResults>),
}

impl List {
    /// A list that was read, and the question who is in the CRM already.
    pub fn begin(people: Vec<Listed>, unrendered: u32) -> (List, Vec<Command>) {
        let queries = people.iter().map(|listed| query(&listed.person, 0));
        let queries: Vec<MatchQuery> = queries.collect();
        let mut commands = Vec::new();
        if !queries.is_empty() {
            let matches = |answer| app::Msg::List(Msg::Matches(answer));
            commands.push(ask(FindMatches { people: queries }, matches));
        }
        let list = List {
            people,
            unrendered,
            ..List::default()
        };
        (list, commands)
    }

    /// What was found of this person.
    pub fn row(&self, key: &str) -> Option<&MatchResult> {
        self.rows.iter().find(|found| found.key == key)
    }

    /// Takes a message.
    pub fn update(&mut self, msg: Msg) {
        match msg {
            Msg::Matches(Ok(found)) => self.rows = found.people,
            // The list stands without; signing in is asked for at a person.
            Msg::Matches(Err(problem))
                if matches!(problem.kind, Kind::SignedOut | Kind::SessionEnded) => {}
            Msg::Matches(Err(problem)) => self.problem = Some(problem),
        }
    }
}

#[cfg(test)]
mod tests;
