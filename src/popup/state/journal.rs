//! The part of the popup's state that concerns the journal: this profile's Lead
//! that is not done, and the view of recent ones.

use super::{Effect, Event, State};
use crate::journal::Outcome;
use crate::journal::{Entry, Pending, State as Standing};
use crate::message::{Journal, Opened};
use crate::platform::case;
use crate::problem::Answer;
use crate::problem::{Kind, Next, Problem};

/// Entries shown before the rep asks for more.
pub const SHOWN: usize = 20;

/// The view of recent Leads.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recent {
    /// By key, newest first; `None`: on their way.
    pub entries: Option<Vec<(String, Entry)>>,
    /// How many could not be read.
    pub aside: u32,
    /// What the rep looks for.
    pub search: String,
    /// How many are shown.
    pub shown: usize,
    /// What went wrong.
    pub problem: Option<Problem>,
    /// The entry that is being tried.
    pub trying: Option<String>,
}

impl Recent {
    /// Those that fit what the rep looks for: every word in name, company, email
    /// or status, without regard to case.
    pub fn found(&self) -> Vec<&(String, Entry)> {
        let search = case::lower(&self.search);
        let words: Vec<&str> = search.split_whitespace().collect();
        let fits = |entry: &Entry| {
            let parts = [
                &entry.name(),
                entry.text("Company"),
                entry.text("Email"),
                entry.status(),
            ];
            let text = case::lower(&parts.join("\n"));
            words.iter().all(|word| text.contains(word))
        };
        let entries = self.entries.iter().flatten();
        entries.filter(|(_, entry)| fits(entry)).collect()
    }
}

/// What happens.
#[derive(Clone, Debug)]
pub enum JournalEvent {
    /// The journal has changed, here or in the worker.
    Changed,
    /// "Try again", or "Create anyway", for this entry.
    Resume(String, bool),
    /// What that has come to.
    Resumed(String, Answer<Outcome>),
    /// "Give up", for this entry.
    GiveUp(String),
    /// It is given up.
    GivenUp(Answer<()>),
    /// "Recent", or back from there.
    Recent(bool),
    /// The journal came.
    Came(Answer<Journal>),
    /// The rep looks for something.
    Search(String),
    /// "Show more".
    More,
    /// "Export as CSV".
    Export,
    /// Sign out although Leads wait; `false`: stay.
    SignOut(bool),
}

impl From<JournalEvent> for Event {
    fn from(event: JournalEvent) -> Self {
        Event::Journal(event)
    }
}

impl State {
    pub(super) fn take_journal(&mut self, event: JournalEvent) -> Vec<Effect> {
        match event {
            JournalEvent::Changed => {
                let mut effects = Vec::new();
                if self.recent.is_some() {
                    effects.push(Effect::Recent);
                }
                if self.opened && !self.saving && self.person.is_some() {
                    effects.extend(self.ask_again());
                }
                effects
            }
            JournalEvent::Resume(id, allow_duplicates) => {
                match &mut self.recent {
                    Some(recent) => recent.trying = Some(id.clone()),
                    None => self.saving = true,
                }
                vec![Effect::Resume(id, allow_duplicates)]
            }
            JournalEvent::Resumed(id, answer) => self.resumed(&id, answer),
            JournalEvent::GiveUp(id) => vec![Effect::GiveUp(id)],
            JournalEvent::GivenUp(Ok(())) => {
                self.problem = None;
                self.take_journal(JournalEvent::Changed)
            }
            JournalEvent::GivenUp(Err(problem)) => self.journal_failed(problem),
            JournalEvent::Recent(true) => {
                self.recent = Some(Recent {
                    shown: SHOWN,
                    ..Recent::default()
                });
                vec![Effect::Recent]
            }
            JournalEvent::Recent(false) => {
                self.recent = None;
                Vec::new()
            }
            JournalEvent::Came(Ok(journal)) => {
                if let Some(recent) = &mut self.recent {
                    let read = |(id, value)| Some((id, Entry::read(value)?));
                    let mut entries: Vec<_> =
                        journal.entries.into_iter().filter_map(read).collect();
                    entries.sort_unstable_by(|(_, a), (_, b)| b.at.total_cmp(&a.at));
                    recent.entries = Some(entries);
                    recent.aside = journal.aside;
                }
                Vec::new()
            }
            JournalEvent::Came(Err(problem)) => self.journal_failed(problem),
            JournalEvent::Search(text) => {
                if let Some(recent) = &mut self.recent {
                    recent.search = text;
                    recent.shown = SHOWN;
                }
                Vec::new()
            }
            JournalEvent::More => {
                if let Some(recent) = &mut self.recent {
                    recent.shown += SHOWN;
                }
                Vec::new()
            }
            JournalEvent::Export => {
                let found = self.recent.iter().flat_map(Recent::found);
                let entries = found.map(|(_, entry)| entry.clone()).collect();
                vec![Effect::Export(entries)]
            }
            JournalEvent::SignOut(sure) => {
                self.leaving = false;
                if sure {
                    vec![Effect::SignOut]
                } else {
                    Vec::new()
                }
            }
        }
    }

    /// What a create has come to.
    pub(super) fn ended(&mut self, answer: Answer<Outcome>) -> Vec<Effect> {
        self.saving = false;
        match answer {
            Ok(Outcome::Created(created)) => {
                self.problem = None;
                self.pending = None;
                self.created = Some(created);
                vec![Effect::DropDraft(self.draft.key.clone())]
            }
            Ok(Outcome::Pending(pending)) => {
                self.problem = None;
                if matches!(
                    pending.waiting.why.kind,
                    Kind::SignedOut | Kind::SessionEnded
                ) {
                    self.who = None;
                    self.problem = Some(pending.waiting.why.clone());
                }
                self.pending = Some(pending);
                // With it, how many are open.
                match self.who {
                    Some(_) => self.ask_again(),
                    None => Vec::new(),
                }
            }
            Err(problem) if worker_stopped(&problem) => {
                self.saving = true;
                self.problem = Some(problem.maybe_saved());
                self.ask_again()
            }
            Err(problem) => {
                self.pending = None;
                self.fail(problem)
            }
        }
    }

    /// The journal has been asked what became of a create whose worker was
    /// stopped. Where it knows nothing, the problem stays.
    pub(super) fn end_of_stopped(&mut self, opened: Option<&Opened>) {
        if self.saving && self.problem.is_some() {
            self.saving = false;
            if opened.is_some_and(|opened| opened.pending.is_some() || opened.matched.is_some()) {
                self.problem = None;
            }
        }
    }

    fn resumed(&mut self, id: &str, answer: Answer<Outcome>) -> Vec<Effect> {
        let Some(recent) = &mut self.recent else {
            return self.ended(answer);
        };
        recent.trying = None;
        // What it waits for is said by its row.
        recent.problem = answer.err().filter(|problem| !worker_stopped(problem));
        let of_this = self.pending.as_ref().is_some_and(|own| own.id == id);
        if of_this {
            self.pending = None;
        }
        self.take_journal(JournalEvent::Changed)
    }

    fn journal_failed(&mut self, problem: Problem) -> Vec<Effect> {
        match &mut self.recent {
            Some(recent) => {
                recent.problem = Some(problem);
                Vec::new()
            }
            None => self.fail(problem),
        }
    }
}

/// There was no answer at all: the browser has stopped the worker meanwhile.
fn worker_stopped(problem: &Problem) -> bool {
    problem.kind == Kind::Internal
}

/// The buttons that go with an entry that is not done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ways {
    /// "Try again".
    pub again: bool,
    /// "Create anyway".
    pub allow_duplicates: bool,
    /// "Give up".
    pub give_up: bool,
}

impl Ways {
    /// With what is kept of a profile.
    pub fn of_pending(pending: &Pending) -> Ways {
        Ways::after(&pending.waiting.why, true)
    }

    /// With an entry of the journal.
    pub fn of_entry(entry: &Entry) -> Ways {
        match &entry.state {
            Standing::Created(_) => Ways::default(),
            Standing::GivenUp => Ways {
                again: true,
                ..Ways::default()
            },
            _ => entry
                .why()
                .map_or_else(Ways::default, |why| Ways::after(why, entry.open())),
        }
    }

    fn after(why: &Problem, give_up: bool) -> Ways {
        let looks_known = why.kind == Kind::DuplicatesFound;
        Ways {
            again: !looks_known && why.next() != Next::SignIn,
            allow_duplicates: looks_known,
            give_up,
        }
    }
}

#[cfg(test)]
mod tests;
