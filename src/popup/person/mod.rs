//! The person that was chosen: who is signed in for them, whether they are in
//! the CRM, the form, and what became of it.

use super::app::{self, open};
use super::command::{Command, Focus};
use super::shell::Shell;
use crate::journal::{Created, Pending, Waiting};
use crate::lead::{Draft, Form};
use crate::matching::Candidate;
use crate::message::Opened;
use crate::page::Report;
use crate::person::Person;
use crate::problem::{Answer, Kind, Next, Problem};
use crate::salesforce::object::Object;

pub mod contact;
pub mod form;
pub mod lookup;
pub mod matches;
pub mod outcome;
pub mod update;

#[cfg(target_arch = "wasm32")]
pub mod contact_view;
#[cfg(target_arch = "wasm32")]
pub mod form_view;
#[cfg(target_arch = "wasm32")]
mod lookup_view;
#[cfg(target_arch = "wasm32")]
pub mod matches_view;
#[cfg(target_arch = "wasm32")]
pub mod outcome_view;
#[cfg(target_arch = "wasm32")]
pub mod update_view;
#[cfg(target_arch = "wasm32")]
pub mod view;

use contact::Contact;
use lookup::Lookup;
use matches::Matches;
use outcome::Sending;
use update::Comparison;

/// A person's card and all that belongs to it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PersonScreen {
    /// As the page shows them.
    pub person: Person,
    /// For the admin, if the page has changed.
    pub report: Option<Report>,
    /// The chosen one of several current jobs.
    pub job: usize,
    /// The worker has said how things stand.
    pub opened: bool,
    /// What is created.
    pub object: Object,
    /// The org's form of it.
    pub form: Option<Form>,
    /// What is known for a Contact.
    pub contact: Contact,
    /// The worker is being asked how things stand.
    opening: bool,
    /// That has changed since it was asked.
    changed: bool,
    /// What was typed before, from an earlier popup.
    kept: Option<Draft>,
    /// What the form holds.
    pub draft: Draft,
    /// Validation errors are shown: the rep has tried to send.
    pub checked: bool,
    /// Whether a create or a retry is under way.
    pub sending: Sending,
    /// This profile's Lead in the journal, if it is not done.
    pub pending: Option<Pending>,
    /// The Lead, if it was created just now.
    pub created: Option<Created>,
    /// Whether the person is in the CRM already.
    pub matches: Matches,
    /// What the matched record says, and the page otherwise.
    pub comparison: Comparison,
    /// The rep wants another record beside the one that is matched: the person
    /// works elsewhere by now.
    pub create_beside: bool,
    /// The search box of a lookup field that is open.
    pub lookup: Option<Lookup>,
    /// What went wrong last.
    pub problem: Option<Problem>,
}

/// What happens.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The worker said how things stand.
    Opened(Answer<Box<Opened>>),
    /// "Try again" after a problem.
    Retry,
    /// What concerns the form.
    Form(form::Msg),
    /// What concerns the question whether the person is in the CRM.
    Matches(matches::Msg),
    /// What concerns a Contact.
    Contact(contact::Msg),
    /// What concerns bringing the matched record up to date.
    Update(update::Msg),
    /// What concerns a lookup field.
    Lookup(lookup::Msg),
    /// What concerns the create and the journal's entry.
    Outcome(outcome::Msg),
}

/// What is shown of the person.
#[derive(Debug, PartialEq)]
pub enum Card<'a> {
    /// The worker is being asked.
    Opening,
    /// It cannot go on: the problem says what to do.
    Stopped(&'a Problem),
    /// Nobody is signed in.
    SignedOut,
    /// The sign-in window is open.
    SigningIn,
    /// The org's form is on its way.
    LoadingForm,
    /// The profile is matched to this record.
    Matched(&'a Candidate),
    /// The form.
    Form(&'a Form),
    /// The Lead is kept and not done yet.
    Pending(&'a Pending),
    /// The Lead is there.
    Created(&'a Created),
}

impl PersonScreen {
    /// A person who was chosen: the form from what is known already, and what
    /// has to be asked.
    pub fn begin(
        person: Person,
        report: Option<Report>,
        shell: &Shell,
    ) -> (PersonScreen, Vec<Command>) {
        let key = person.key.to_string();
        let draft = Draft {
            key: key.clone(),
            link: person.link.clone(),
            ..Draft::default()
        };
        let settings = shell.policy.as_ref().map(|policy| &policy.settings);
        let first = settings.and_then(|settings| settings.created().first().copied());
        let mut screen = PersonScreen {
            object: first.unwrap_or_default(),
            person,
            report,
            draft,
            ..PersonScreen::default()
        };
        screen.make_form(shell);
        let mut commands = vec![Command::LoadDraft(key)];
        commands.extend(screen.open());
        (screen, commands)
    }

    /// What is shown.
    pub fn card(&self, shell: &Shell) -> Card<'_> {
        if let Some(created) = &self.created {
            return Card::Created(created);
        }
        if shell.signing_in {
            return Card::SigningIn;
        }
        if !self.opened {
            return match &self.problem {
                Some(problem) => Card::Stopped(problem),
                None => Card::Opening,
            };
        }
        if shell.who.is_none() {
            return Card::SignedOut;
        }
        if let Some(matched) = self
            .matches
            .matched
            .as_ref()
            .filter(|_| !self.create_beside)
        {
            return Card::Matched(matched);
        }
        if let Some(pending) = &self.pending {
            return Card::Pending(pending);
        }
        match (&self.form, &self.problem) {
            (Some(form), _) => Card::Form(form),
            (None, Some(problem)) => Card::Stopped(problem),
            (None, None) => Card::LoadingForm,
        }
    }

    /// Whether a create or a retry is under way.
    pub fn is_sending(&self) -> bool {
        self.sending != Sending::No
    }

    /// A message of this person.
    pub fn msg(&self, msg: Msg) -> app::Msg {
        app::Msg::Person(self.draft.key.clone(), msg)
    }

    /// Takes a message.
    pub fn update(&mut self, msg: Msg, shell: &mut Shell) -> Vec<Command> {
        let mut commands = self.take(msg, shell);
        // Whatever has matched the profile, or matched it to another record.
        commands.extend(self.compare_once(shell));
        commands
    }

    fn take(&mut self, msg: Msg, shell: &mut Shell) -> Vec<Command> {
        match msg {
            Msg::Opened(answer) => {
                self.opening = false;
                let again = std::mem::take(&mut self.changed);
                let mut commands = self.opened(answer, shell);
                if again {
                    commands.extend(self.open());
                }
                commands
            }
            Msg::Retry => self.retry(shell),
            Msg::Form(msg) => self.update_form(msg, shell),
            Msg::Matches(msg) => self.update_matches(msg, shell),
            Msg::Contact(msg) => self.update_contact(msg, shell),
            Msg::Update(msg) => self.update_record(msg, shell),
            Msg::Lookup(msg) => self.update_lookup(msg, shell),
            Msg::Outcome(msg) => self.update_outcome(msg, shell),
        }
    }

    fn opened(&mut self, answer: Answer<Box<Opened>>, shell: &mut Shell) -> Vec<Command> {
        let opened = match answer {
            Ok(opened) => *opened,
            Err(problem) => {
                self.sending = Sending::No;
                return self.fail(problem, shell);
            }
        };
        shell.opened(&opened);
        let first = !self.opened;
        self.opened = true;
        self.end_of_stopped(&opened);
        self.pending = opened.pending;
        self.matches.matched = opened.matched;
        if opened.sign_in_problem.is_some() {
            self.problem = opened.sign_in_problem;
        }
        if shell.who.is_none() {
            self.form = None;
            return Vec::new();
        }
        for describe in opened.describes {
            self.describe_came(describe, shell);
        }
        let mut commands = self.find_matches_once();
        let waiting = self.pending.as_ref().map(|pending| &pending.waiting);
        if first && waiting.is_some_and(Waiting::for_the_network) {
            // The rep looks at it: it need not wait for its turn.
            commands.push(Command::Finish);
        }
        if self.matches.matched.is_none() {
            // From the cache at once; the org is asked if the cache is old.
            commands.push(self.get_form(self.draft.record_type.clone()));
        }
        commands
    }

    /// The settings have changed while the card is open.
    pub fn settings_changed(&mut self, shell: &Shell) -> Vec<Command> {
        self.problem = None;
        if self.sending != Sending::No {
            return Vec::new();
        }
        if !shell.allows_contacts() {
            self.object = Object::Lead;
        }
        self.make_form(shell);
        self.open()
    }

    /// Another user is signed in, perhaps with this problem.
    pub fn user_changed(&mut self, problem: Option<Problem>) -> Vec<Command> {
        self.user_gone(problem);
        self.open()
    }

    /// Nobody is signed in any more: what was theirs is not shown.
    pub fn user_gone(&mut self, problem: Option<Problem>) {
        self.form = None;
        self.contact = Contact::default();
        self.matches = Matches::default();
        self.problem = problem;
    }

    /// Asks how things stand. One question at a time: of two, the older answer
    /// could come last.
    pub(super) fn open(&mut self) -> Vec<Command> {
        if self.opening {
            self.changed = true;
            return Vec::new();
        }
        self.opening = true;
        vec![open(&self.draft.key)]
    }

    /// The journal has changed: asks again, but not under a create, whose answer
    /// says more.
    pub fn journal_changed(&mut self) -> Vec<Command> {
        match self.sending {
            Sending::No => self.open(),
            _ => Vec::new(),
        }
    }

    /// Shows a problem; asks for what helps with it.
    pub fn fail(&mut self, problem: Problem, shell: &mut Shell) -> Vec<Command> {
        let kind = problem.kind;
        if matches!(kind, Kind::SignedOut | Kind::SessionEnded) {
            shell.who = None;
        }
        let at_fields = !problem.about().is_empty();
        let records = problem.more().map(|more| more.records.clone());
        self.problem = Some(problem);
        self.matches.duplicates.clear();
        if let Some(records) = records.filter(|records| !records.is_empty()) {
            return vec![self.read_records(records)];
        }
        let mut commands = Vec::new();
        // A rule's field that the form lacks is in it from now on.
        if (kind.doubts_the_form() || self.lacks_refused()) && shell.who.is_some() {
            commands.push(self.get_form(self.draft.record_type.clone()));
        }
        if at_fields {
            commands.push(Command::Focus(Focus::Invalid));
        }
        commands
    }

    fn retry(&mut self, shell: &mut Shell) -> Vec<Command> {
        let last = self.problem.take();
        if !self.opened {
            return self.open();
        }
        if shell.who.is_some() && self.form.is_none() {
            return vec![self.get_form(None)];
        }
        // Only a create leaves the form standing with a problem.
        match last {
            Some(problem) if matches!(problem.next(), Next::TryAgain | Next::AllowAccess) => {
                self.create(false, shell)
            }
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests;
