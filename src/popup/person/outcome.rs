//! What has become of a create: the Lead, or the journal's entry that is not
//! done.

use super::super::command::Command;
use super::super::shell::Shell;
use super::{Msg as PersonMsg, PersonScreen};
use crate::journal::{self, Created, Entry, Outcome, Pending, State};
use crate::message::{GiveUp, Opened, Resume};
use crate::problem::{Answer, Kind, Next, Problem};

/// Whether a create or a retry is under way.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Sending {
    /// No.
    #[default]
    No,
    /// Yes.
    UnderWay,
    /// Its worker was stopped: the journal is asked what became of it.
    Lost(Problem),
}

/// What happens.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The create, or the retry, has ended.
    Ended(Answer<Outcome>),
    /// "Try again", or "Create anyway", for the entry.
    Resume(bool),
    /// "Try again", for the part in an Opportunity that the Contact lacks.
    AddRole,
    /// That has ended.
    RoleAdded(Answer<Outcome>),
    /// "Give up", for the entry.
    GiveUp,
    /// It is given up.
    GivenUp(Answer<()>),
}

impl PersonScreen {
    pub(super) fn update_outcome(&mut self, msg: Msg, shell: &mut Shell) -> Vec<Command> {
        match msg {
            Msg::Ended(answer) => self.ended(answer, shell),
            Msg::Resume(allow_duplicates) => {
                let Some(pending) = &self.pending else {
                    return Vec::new();
                };
                let resume = Resume {
                    id: pending.id.clone(),
                    allow_duplicates,
                };
                self.sending = Sending::UnderWay;
                vec![self.ask(resume, |answer| PersonMsg::Outcome(Msg::Ended(answer)))]
            }
            Msg::AddRole => {
                let Some(who) = &shell.who else {
                    return Vec::new();
                };
                let resume = Resume {
                    id: journal::id(who, &self.draft.key),
                    allow_duplicates: false,
                };
                self.sending = Sending::UnderWay;
                vec![self.ask(resume, |answer| PersonMsg::Outcome(Msg::RoleAdded(answer)))]
            }
            Msg::RoleAdded(answer) => {
                self.sending = Sending::No;
                let role = self.created.as_mut().and_then(|lead| lead.role.as_mut());
                match (answer, role) {
                    (Ok(Outcome::Created(created)), _) => self.created = Some(created),
                    // The Contact is there all the same.
                    (Err(problem), Some(role)) => role.problem = Some(problem),
                    _ => {}
                }
                Vec::new()
            }
            Msg::GiveUp => {
                let Some(pending) = &self.pending else {
                    return Vec::new();
                };
                let give_up = GiveUp {
                    id: pending.id.clone(),
                };
                vec![self.ask(give_up, |answer| PersonMsg::Outcome(Msg::GivenUp(answer)))]
            }
            Msg::GivenUp(Ok(())) => {
                self.problem = None;
                self.open()
            }
            Msg::GivenUp(Err(problem)) => self.fail(problem, shell),
        }
    }

    fn ended(&mut self, answer: Answer<Outcome>, shell: &mut Shell) -> Vec<Command> {
        self.sending = Sending::No;
        match answer {
            Ok(Outcome::Created(created)) => self.was_created(created),
            Ok(Outcome::Pending(pending)) => {
                self.problem = None;
                if matches!(
                    pending.waiting.why.kind,
                    Kind::SignedOut | Kind::SessionEnded
                ) {
                    shell.who = None;
                    self.problem = Some(pending.waiting.why.clone());
                }
                self.pending = Some(pending);
                // With it, how many are open.
                match shell.who {
                    Some(_) => self.open(),
                    None => Vec::new(),
                }
            }
            Err(problem) if worker_stopped(&problem) => {
                self.sending = Sending::Lost(problem.maybe_saved());
                self.open()
            }
            Err(problem) => {
                self.pending = None;
                let mut commands = self.account_refused(&problem);
                commands.extend(self.fail(problem, shell));
                commands
            }
        }
    }

    fn was_created(&mut self, created: Created) -> Vec<Command> {
        self.problem = None;
        self.pending = None;
        self.created = Some(created);
        vec![Command::DropDraft(self.draft.key.clone())]
    }

    /// The journal has been asked what became of a create whose worker was
    /// stopped. Where it knows nothing, the problem is shown.
    pub(super) fn end_of_stopped(&mut self, opened: &Opened) {
        if let Sending::Lost(problem) = &self.sending {
            let known = opened.pending.is_some() || opened.matched.is_some();
            self.problem = (!known).then(|| problem.clone());
            self.sending = Sending::No;
        }
    }
}

/// There was no answer at all: the browser has stopped the worker meanwhile.
pub fn worker_stopped(problem: &Problem) -> bool {
    problem.kind == Kind::Internal
}

/// The buttons that go with an entry that is not done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Actions {
    /// "Try again".
    pub retry: bool,
    /// "Create anyway".
    pub allow_duplicates: bool,
    /// "Give up".
    pub give_up: bool,
}

impl Actions {
    /// With what is kept of a profile.
    pub fn of_pending(pending: &Pending) -> Actions {
        Actions::after(&pending.waiting.why, true)
    }

    /// With an entry of the journal.
    pub fn of_entry(entry: &Entry) -> Actions {
        match &entry.state {
            // Its part in an Opportunity may be missing.
            State::Created(created) => Actions {
                retry: created
                    .role
                    .as_ref()
                    .is_some_and(|role| role.problem.is_some()),
                ..Actions::default()
            },
            State::GivenUp => Actions {
                retry: true,
                ..Actions::default()
            },
            _ => entry
                .why()
                .map_or_else(Actions::default, |why| Actions::after(why, entry.open())),
        }
    }

    fn after(why: &Problem, give_up: bool) -> Actions {
        let looks_known = why.kind == Kind::DuplicatesFound;
        Actions {
            retry: !looks_known && why.next() != Next::SignIn,
            allow_duplicates: looks_known,
            give_up,
        }
    }
}

#[cfg(test)]
mod tests;
