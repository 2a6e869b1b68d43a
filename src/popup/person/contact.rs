//! Creating a Contact in place of a Lead: which of the two, the Account, the part
//! in an Opportunity.

use super::super::command::{Command, keep};
use super::super::shell::Shell;
use super::matches::query;
use super::{Msg as PersonMsg, PersonScreen};
use crate::contact::opportunity::Opportunities;
use crate::contact::{ContactRole, WithContact};
use crate::lead::draft::ChosenRole;
use crate::lead::{Draft, Entry};
use crate::matching::MatchQuery;
use crate::matching::account::{Account, Accounts};
use crate::message::{FindAccounts, FindOpportunities};
use crate::person::Source;
use crate::problem::{Answer, Kind, Next, Problem};
use crate::salesforce::object::Object;
use serde_json::Value;

/// The field that takes the Account.
pub const ACCOUNT: &str = "AccountId";

/// What is known for a Contact.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contact {
    /// The Accounts that the company may be, once they were looked for.
    pub accounts: Option<Accounts>,
    /// Why no Contact can be created: the form is a Lead's.
    pub refused: Option<Problem>,
    /// The open Opportunities, and of which Account they are.
    pub opportunities: Option<(String, Offered)>,
}

/// How the question for Opportunities stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Offered {
    /// On its way.
    Loading,
    /// Answered.
    Loaded(Opportunities),
    /// Not answered, and why.
    Failed(Problem),
}

/// What happens.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The rep chose a Lead or a Contact.
    Object(Object),
    /// What the org says of Contact.
    Describe(Answer<Value>),
    /// The Accounts that the company may be, asked for by themselves.
    Accounts(Answer<Accounts>),
    /// The rep chose one of the Accounts that were found.
    Account(Account),
    /// The rep wants to see the Account's Opportunities.
    ShowOpportunities,
    /// They came, for this Account.
    Opportunities(String, Answer<Opportunities>),
    /// The rep chose one of them; an empty id: none.
    Opportunity(String),
    /// The rep chose the role.
    Role(String),
}

impl Contact {
    /// The Account that fits, if the company has one: then a Contact is proposed.
    pub fn proposed(&self) -> Option<&Account> {
        let accounts = self.accounts.as_ref()?;
        accounts.near.first().filter(|account| account.why.fits())
    }

    /// What is known of the Opportunities of this Account.
    pub fn offered(&self, account: &str) -> Option<&Offered> {
        let (of, offered) = self.opportunities.as_ref()?;
        (of == account).then_some(offered)
    }
}

impl PersonScreen {
    pub(super) fn update_contact(&mut self, msg: Msg, shell: &mut Shell) -> Vec<Command> {
        match msg {
            Msg::Object(object) => {
                self.draft.object = Some(object);
                let mut commands = vec![keep(&self.draft)];
                commands.extend(self.turn_to(object, shell));
                commands
            }
            Msg::Describe(Ok(describe)) => {
                if !self.describe_came(describe, shell) {
                    return self.refuse(Kind::Internal.into(), shell);
                }
                let mut commands = self.propose(shell);
                commands.extend(self.check_record_type());
                commands
            }
            Msg::Describe(Err(problem)) => self.refuse(problem, shell),
            Msg::Accounts(answer) => self.accounts_came(answer.ok(), shell),
            Msg::Account(account) => {
                self.draft.look_up(ACCOUNT, &account.id, &account.name);
                self.lookup = None;
                vec![keep(&self.draft)]
            }
            Msg::ShowOpportunities => {
                let account = self.draft.value(ACCOUNT).to_owned();
                if account.is_empty() {
                    return Vec::new();
                }
                self.contact.opportunities = Some((account.clone(), Offered::Loading));
                let find = FindOpportunities {
                    account: account.clone(),
                };
                vec![self.ask(find, move |answer| {
                    PersonMsg::Contact(Msg::Opportunities(account.clone(), answer))
                })]
            }
            Msg::Opportunities(account, answer) => {
                if self.contact.offered(&account).is_some() {
                    let offered = match answer {
                        Ok(found) => Offered::Loaded(found),
                        Err(problem) if problem.next() == Next::SignIn => {
                            self.contact.opportunities = None;
                            return self.fail(problem, shell);
                        }
                        Err(problem) => Offered::Failed(problem),
                    };
                    self.contact.opportunities = Some((account, offered));
                }
                Vec::new()
            }
            Msg::Opportunity(id) => {
                self.draft.role = self.role_in(&id);
                vec![keep(&self.draft)]
            }
            Msg::Role(role) => {
                if let Some(chosen) = &mut self.draft.role {
                    chosen.role.role = role;
                }
                vec![keep(&self.draft)]
            }
        }
    }

    fn role_in(&self, opportunity: &str) -> Option<ChosenRole> {
        let account = self.draft.value(ACCOUNT);
        let Some(Offered::Loaded(offered)) = self.contact.offered(account) else {
            return None;
        };
        let chosen = offered.open.iter().find(|one| one.id == opportunity)?;
        let before = self.draft.role.as_ref();
        Some(ChosenRole {
            account: account.to_owned(),
            role: ContactRole {
                opportunity: chosen.id.clone(),
                name: chosen.name.clone(),
                role: before.map_or_else(String::new, |chosen| chosen.role.role.clone()),
            },
        })
    }

    /// The rep has chosen this object for all of a list.
    pub fn prefer(&mut self, object: Object, shell: &Shell) {
        self.draft.object = Some(object);
        // Opening asks for the form.
        let _asked = self.turn_to(object, shell);
    }

    /// Shows the form of this object; asks for it where it is not known.
    fn turn_to(&mut self, object: Object, shell: &Shell) -> Vec<Command> {
        if self.object == object {
            return Vec::new();
        }
        self.object = object;
        self.problem = None;
        self.checked = false;
        self.draft.record_type = None;
        self.form = None;
        self.make_form(shell);
        self.choose_account();
        vec![self.get_form(None)]
    }

    /// A Contact cannot be made: the rep reads why, and has the Lead's form.
    fn refuse(&mut self, problem: Problem, shell: &mut Shell) -> Vec<Command> {
        if problem.next() == Next::SignIn || !shell.allows_contacts() {
            return self.fail(problem, shell);
        }
        self.contact.refused = Some(problem);
        self.draft.object = None;
        self.turn_to(Object::Lead, shell)
    }

    /// Asks which Accounts the company may be.
    pub(super) fn find_accounts(&self, to: fn(Answer<Accounts>) -> PersonMsg) -> Command {
        let MatchQuery {
            company,
            email,
            website,
            ..
        } = query(&self.person, self.job);
        let find = FindAccounts {
            company,
            email,
            website,
        };
        self.ask(find, to)
    }

    /// The Account that was chosen is gone, merged or unknown: which ones are there?
    pub(super) fn account_refused(&mut self, problem: &Problem) -> Vec<Command> {
        if !is_without_account(problem) {
            return Vec::new();
        }
        self.draft.entries.remove(ACCOUNT);
        let find = self.find_accounts(|answer| PersonMsg::Contact(Msg::Accounts(answer)));
        vec![keep(&self.draft), find]
    }

    /// What was found of the company.
    pub(super) fn accounts_came(
        &mut self,
        accounts: Option<Accounts>,
        shell: &Shell,
    ) -> Vec<Command> {
        if accounts.is_some() {
            self.contact.accounts = accounts;
        }
        self.choose_account();
        self.propose(shell)
    }

    /// The company is an Account already: a Contact is proposed, unless the rep
    /// has chosen, or has begun to fill in what would move.
    fn propose(&mut self, shell: &Shell) -> Vec<Command> {
        let typed = |entry: &Entry| entry.source == Some(Source::Rep);
        let untouched = self.draft.object.is_none() && !self.draft.entries.values().any(typed);
        let wanted = self.object == Object::Lead
            && shell.allows_contacts()
            && untouched
            && self.contact.refused.is_none()
            && self.contact.proposed().is_some();
        if !wanted || self.is_sending() || self.created.is_some() {
            return Vec::new();
        }
        match shell.describe(Object::Contact) {
            Some(describe) if describe.createable => self.turn_to(Object::Contact, shell),
            Some(_) => Vec::new(),
            None => vec![self.get_form_of(Object::Contact, None)],
        }
    }

    /// The one Account that fits stands in the form, until the rep has chosen.
    fn choose_account(&mut self) {
        let Some(accounts) = &self.contact.accounts else {
            return;
        };
        let held = self.draft.entries.get(ACCOUNT);
        if held.is_some_and(|entry| entry.source == Some(Source::Rep)) {
            return;
        }
        let only = only_account(accounts);
        self.draft.entries.insert(ACCOUNT.to_owned(), only);
    }
}

/// Whether a record was refused because its Account is gone, merged or unknown.
pub fn is_without_account(problem: &Problem) -> bool {
    problem.kind == Kind::RecordGone && problem.about().iter().any(|field| field == ACCOUNT)
}

/// What a form holds of the Accounts that were found: the one that alone fits.
pub fn only_account(accounts: &Accounts) -> Entry {
    let only = accounts.only();
    Entry {
        value: only.map_or_else(String::new, |account| account.id.clone()),
        source: only.map(|_| Source::Crm),
        doubt: None,
        shown: only.map(|account| account.name.clone()),
    }
}

/// What goes with the record of this object that a draft holds.
pub fn with_contact(object: Object, draft: &Draft) -> WithContact {
    if object != Object::Contact {
        return WithContact::default();
    }
    WithContact {
        account: shown(draft).to_owned(),
        role: chosen_role(draft).cloned(),
    }
}

/// The part in an Opportunity, unless it is of another Account than the one that is
/// chosen now.
pub fn chosen_role(draft: &Draft) -> Option<&ContactRole> {
    let chosen = draft.role.as_ref()?;
    (chosen.account == draft.value(ACCOUNT)).then_some(&chosen.role)
}

/// The name of the Account that is chosen.
pub fn shown(draft: &Draft) -> &str {
    let entry = draft.entries.get(ACCOUNT);
    let shown = entry.and_then(|entry| entry.shown.as_deref());
    shown.unwrap_or_default()
}

#[cfg(test)]
mod tests;
