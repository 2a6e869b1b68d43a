//! The recent Leads: the journal to search, open, try again, give up, export.

use super::app;
use super::command::{Command, ask};
use super::person::outcome::worker_stopped;
use crate::journal::{Entry, Outcome, State};
use crate::message::{GiveUp, Journal, Recent as GetJournal, Resume};
use crate::platform::case;
use crate::problem::{Answer, Problem};
use crate::update::Update;

#[cfg(target_arch = "wasm32")]
pub mod view;

/// Entries shown before the rep asks for more.
pub const SHOWN: usize = 20;

/// The view of recent Leads.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recent {
    /// By key, newest first; `None`: on their way.
    pub entries: Option<Vec<(String, Entry)>>,
    /// Records that were brought up to date, newest first.
    pub updates: Vec<Update>,
    /// How many could not be read.
    pub quarantined: u32,
    /// What the rep looks for.
    pub search: String,
    /// How many are shown.
    pub shown: usize,
    /// What went wrong.
    pub problem: Option<Problem>,
    /// The entry that is being tried.
    pub trying: Option<String>,
}

/// What happens.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The journal came.
    Journal(Answer<Journal>),
    /// The rep looks for something.
    Search(String),
    /// "Show more".
    More,
    /// "Try again", or "Create anyway", for this entry.
    Resume(String, bool),
    /// What that has come to.
    Resumed(Answer<Outcome>),
    /// "Give up", for this entry.
    GiveUp(String),
    /// It is given up.
    GivenUp(Answer<()>),
    /// "Export as CSV", of these entries.
    Export(Vec<String>),
}

impl Recent {
    /// The view, and the question for the journal.
    pub fn begin() -> (Recent, Command) {
        let recent = Recent {
            shown: SHOWN,
            ..Recent::default()
        };
        (recent, read())
    }

    /// Those that fit what the rep looks for: every word in name, company, email
    /// or status, without regard to case. `status`: the word on the screen.
    pub fn found(&self, status: impl Fn(&State) -> String) -> Vec<&(String, Entry)> {
        let search = case::lower(&self.search);
        let words: Vec<&str> = search.split_whitespace().collect();
        let fits = |entry: &Entry| {
            let parts = [
                &entry.name(),
                entry.company(),
                entry.text("Email"),
                &status(&entry.state),
            ];
            let text = case::lower(&parts.join("\n"));
            words.iter().all(|word| text.contains(word))
        };
        let entries = self.entries.iter().flatten();
        entries.filter(|(_, entry)| fits(entry)).collect()
    }

    /// The updates that fit what the rep looks for: every word in name, company or
    /// what was changed.
    pub fn found_updates(&self) -> Vec<&Update> {
        let search = case::lower(&self.search);
        let words: Vec<&str> = search.split_whitespace().collect();
        let fits = |update: &&Update| {
            let mut text = vec![update.name.as_str(), update.company.as_str()];
            for line in &update.lines {
                text.extend([line.label.as_str(), line.old.as_str(), line.new.as_str()]);
            }
            let text = case::lower(&text.join("\n"));
            words.iter().all(|word| text.contains(word))
        };
        self.updates.iter().filter(fits).collect()
    }

    /// Takes a message.
    pub fn update(&mut self, msg: Msg) -> Vec<Command> {
        match msg {
            Msg::Journal(Ok(journal)) => {
                let read = |(id, value)| Some((id, Entry::read(value)?));
                let mut entries: Vec<_> = journal.entries.into_iter().filter_map(read).collect();
                entries.sort_unstable_by(|(_, a), (_, b)| b.at.total_cmp(&a.at));
                self.entries = Some(entries);
                self.updates = journal.updates;
                self.updates.sort_unstable_by(|a, b| b.at.total_cmp(&a.at));
                self.quarantined = journal.quarantined;
            }
            Msg::Search(text) => {
                self.search = text;
                self.shown = SHOWN;
            }
            Msg::More => self.shown += SHOWN,
            Msg::Resume(id, allow_duplicates) => {
                self.trying = Some(id.clone());
                let resume = Resume {
                    id,
                    allow_duplicates,
                };
                return vec![ask(resume, |answer| app::Msg::Recent(Msg::Resumed(answer)))];
            }
            Msg::Resumed(answer) => {
                self.trying = None;
                // What it waits for is said by its row.
                self.problem = answer.err().filter(|problem| !worker_stopped(problem));
                return vec![read()];
            }
            Msg::GiveUp(id) => {
                let give_up = |answer| app::Msg::Recent(Msg::GivenUp(answer));
                return vec![ask(GiveUp { id }, give_up)];
            }
            Msg::GivenUp(Ok(())) => {
                self.problem = None;
                return vec![read()];
            }
            Msg::Journal(Err(problem)) | Msg::GivenUp(Err(problem)) => {
                self.problem = Some(problem);
            }
            Msg::Export(ids) => {
                let entries = self.entries.iter().flatten();
                let chosen = entries.filter(|(id, _)| ids.contains(id));
                let chosen = chosen.map(|(_, entry)| entry.clone()).collect();
                let updates = self.found_updates().into_iter().cloned().collect();
                return vec![Command::Export(chosen, updates)];
            }
        }
        Vec::new()
    }
}

/// Asks for the journal.
pub fn read() -> Command {
    ask(GetJournal {}, |answer| {
        app::Msg::Recent(Msg::Journal(answer))
    })
}

#[cfg(test)]
mod tests;
