//! Keeping the matched record true: what the page says otherwise, what the rep
//! ticks, and what became of it.

use super::super::command::{Command, Focus};
use super::super::shell::Shell;
use super::{Msg as PersonMsg, PersonScreen, matches};
use crate::matching::account::{Account, Accounts};
use crate::message::{ReadRecord, UpdateRecord};
use crate::problem::{Answer, Kind, Next, Problem, Saved};
use crate::salesforce::object::Object;
use crate::update::{self, Difference, Line, Record, Update, differences, has_left};

/// The row whose value is an Account that the rep chooses.
const COMPANY: &str = "Company";

/// What is known of the matched record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// The record that was asked for.
    of: Option<String>,
    /// How the question stands.
    pub remote: Remote,
    /// The rows that the rep has ticked, or not any more.
    ticked: Vec<(String, bool)>,
    /// The Account that a Contact has moved to, as the rep has chosen it.
    pub account: Option<Account>,
    /// The Accounts to choose from, once they were asked for.
    pub accounts: Option<Accounts>,
    /// They are being asked for.
    pub looking: bool,
    /// It is being written.
    pub saving: bool,
    /// What was written just now.
    pub done: Option<Update>,
    /// Why nothing was written.
    pub problem: Option<Problem>,
}

/// How the question for the record stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Remote {
    /// Not asked.
    #[default]
    NotAsked,
    /// On its way.
    Loading,
    /// As the org has it.
    Loaded(Box<Record>),
    /// Not answered, and why.
    Failed(Problem),
}

/// What happens.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The record of this id came.
    Record(String, Answer<Box<Record>>),
    /// "Look again".
    LookAgain,
    /// A row was ticked, or not any more.
    Tick(String, bool),
    /// Which Accounts may it be?
    FindAccounts,
    /// They came.
    Accounts(Answer<Accounts>),
    /// The rep chose one.
    Account(Account),
    /// "Update in Salesforce".
    Save,
    /// It has ended.
    Saved(Answer<Box<Update>>),
    /// "Create a Lead at the new company": the form, for another record.
    CreateAtNewCompany,
}

impl PersonScreen {
    pub(super) fn update_record(&mut self, msg: Msg, shell: &mut Shell) -> Vec<Command> {
        match msg {
            Msg::Record(id, answer) => {
                // Else of a record that the profile is no longer matched to.
                if self.comparison.of.as_ref() != Some(&id) {
                    return Vec::new();
                }
                self.comparison.remote = match answer {
                    Ok(record) => Remote::Loaded(record),
                    Err(problem) if problem.next() == Next::SignIn => {
                        self.comparison = Comparison::default();
                        return self.fail(problem, shell);
                    }
                    Err(problem) => Remote::Failed(problem),
                };
                Vec::new()
            }
            Msg::LookAgain => {
                self.comparison = Comparison::default();
                self.compare_once(shell)
            }
            Msg::Tick(row, on) => {
                self.comparison.ticked.retain(|(own, _)| *own != row);
                self.comparison.ticked.push((row, on));
                Vec::new()
            }
            Msg::FindAccounts => {
                self.comparison.looking = true;
                vec![self.find_accounts(|answer| PersonMsg::Update(Msg::Accounts(answer)))]
            }
            Msg::Accounts(answer) => {
                self.comparison.looking = false;
                match answer {
                    Ok(accounts) => self.comparison.accounts = Some(accounts),
                    Err(problem) => self.comparison.problem = Some(problem),
                }
                Vec::new()
            }
            Msg::Account(account) => {
                self.comparison.account = Some(account);
                self.update_record(Msg::Tick(COMPANY.to_owned(), true), shell)
            }
            Msg::Save => self.save(shell),
            Msg::Saved(answer) => self.saved(answer, shell),
            Msg::CreateAtNewCompany => {
                self.create_beside = true;
                self.object = Object::Lead;
                self.draft.object = Some(Object::Lead);
                // What was created from this profile before stays in the history.
                self.update_matches(matches::Msg::Unmatch, shell)
            }
        }
    }

    /// Asks for the matched record, unless that was asked already, or nothing of
    /// it may be brought up to date.
    pub(super) fn compare_once(&mut self, shell: &Shell) -> Vec<Command> {
        let settings = shell.policy.as_ref().map(|policy| &policy.settings);
        let on = settings.is_some_and(update::is_on) && shell.who.is_some() && !self.create_beside;
        let matched = self.matches.matched.as_ref().filter(|_| on);
        let Some(record) = matched else {
            if self.comparison.of.is_some() {
                self.comparison = Comparison::default();
            }
            return Vec::new();
        };
        if self.comparison.of.as_ref() == Some(&record.id) {
            return Vec::new();
        }
        let id = record.id.clone();
        self.comparison = Comparison {
            of: Some(id.clone()),
            remote: Remote::Loading,
            ..Comparison::default()
        };
        let read = ReadRecord { id: id.clone() };
        vec![self.ask(read, move |answer| {
            PersonMsg::Update(Msg::Record(id.clone(), answer.map(Box::new)))
        })]
    }

    /// Differences from this page, with what the rep has chosen.
    pub fn differences(&self, shell: &Shell) -> Vec<Difference> {
        let (Remote::Loaded(record), Some(policy)) = (&self.comparison.remote, &shell.policy)
        else {
            return Vec::new();
        };
        let describe = shell.describe(record.object);
        let mut all = differences(&self.person, self.job, record, &policy.settings, describe);
        for one in &mut all {
            if one.line.row == COMPANY
                && record.object == Object::Contact
                && let Some(account) = &self.comparison.account
            {
                one.line.value.clone_from(&account.id);
                one.line.new.clone_from(&account.name);
            }
            let own = self.comparison.ticked.iter();
            if let Some((_, on)) = own.clone().find(|(row, _)| *row == one.line.row) {
                one.ticked = *on && !one.line.value.is_empty();
            }
        }
        all
    }

    /// The company that the person has left, if the page says so.
    pub fn left(&self) -> Option<&str> {
        let Remote::Loaded(record) = &self.comparison.remote else {
            return None;
        };
        has_left(&self.person, record.company()).then(|| record.company())
    }

    fn save(&mut self, shell: &Shell) -> Vec<Command> {
        let Remote::Loaded(record) = &self.comparison.remote else {
            return Vec::new();
        };
        let all = self.differences(shell).into_iter();
        let lines: Vec<Line> = all.filter(|one| one.ticked).map(|one| one.line).collect();
        if lines.is_empty() || self.comparison.saving {
            return Vec::new();
        }
        let update = UpdateRecord {
            key: self.draft.key.clone(),
            record: record.id.clone(),
            name: record.name.clone(),
            company: record.company().to_owned(),
            since: record.changed.clone(),
            lines,
        };
        self.comparison.saving = true;
        self.comparison.problem = None;
        vec![self.ask(update, |answer| {
            PersonMsg::Update(Msg::Saved(answer.map(Box::new)))
        })]
    }

    fn saved(&mut self, answer: Answer<Box<Update>>, shell: &mut Shell) -> Vec<Command> {
        self.comparison.saving = false;
        match answer {
            Ok(update) => {
                self.comparison.done = Some(*update);
                vec![Command::Focus(Focus::Updated)]
            }
            // A colleague's change is shown beside what was to be written.
            Err(problem) if problem.kind == Kind::RecordChanged => {
                self.comparison.of = None;
                let ticked = std::mem::take(&mut self.comparison.ticked);
                let commands = self.compare_once(shell);
                self.comparison.problem = Some(problem);
                // What stays ticked is what filled an empty field.
                self.comparison.ticked = ticked.into_iter().filter(|(_, on)| !on).collect();
                commands
            }
            Err(problem) if problem.next() == Next::SignIn => self.fail(problem, shell),
            Err(problem) => {
                // Without an answer of the worker it may be there as well.
                let unknown = problem.kind == Kind::Internal && problem.saved == Saved::Nothing;
                self.comparison.problem = Some(match unknown {
                    true => problem.maybe_saved(),
                    false => problem,
                });
                vec![Command::Focus(Focus::Invalid)]
            }
        }
    }
}

#[cfg(test)]
mod tests;
