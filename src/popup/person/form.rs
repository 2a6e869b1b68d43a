//! The form: the org's fields, what they hold, and sending them.

use super::super::command::{Command, Focus, ask, keep};
use super::super::shell::Shell;
use super::outcome::Sending;
use super::{Msg as PersonMsg, PersonScreen, contact, outcome};
use crate::lead::payload::payload;
use crate::lead::validate::{ValidationError, validation_errors};
use crate::lead::{Draft, Entry, Form, form};
use crate::message::{Create, Describe};
use crate::person::Source;
use crate::problem::{Answer, Kind, Problem};
use crate::salesforce::describe::parse_describe;
use crate::salesforce::object::Object;
use serde_json::Value;

/// What happens.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The describe came.
    Describe(Answer<Value>),
    /// An earlier popup has kept a draft of this person.
    Draft(Draft),
    /// The draft could not be kept.
    NotKept(Problem),
    /// The rep typed, or chose: field and value.
    Type(String, String),
    /// The rep chose one of several current jobs.
    Job(usize),
    /// The rep chose a record type.
    RecordType(String),
    /// "Create lead", or "Create anyway".
    Create {
        /// Although the org's duplicate rules warn.
        allow_duplicates: bool,
    },
}

impl PersonScreen {
    pub(super) fn update_form(&mut self, msg: Msg, shell: &mut Shell) -> Vec<Command> {
        match msg {
            Msg::Describe(Ok(describe)) => {
                let lacked = self.lacks_refused();
                if !self.describe_came(describe, shell) {
                    return self.fail(Kind::Internal.into(), shell);
                }
                let mut commands = self.check_record_type();
                if lacked && !self.lacks_refused() {
                    // What the refusal names is in the form now.
                    commands.push(Command::Focus(Focus::Invalid));
                }
                commands
            }
            Msg::Describe(Err(problem)) => self.fail(problem, shell),
            Msg::Draft(kept) => {
                self.kept = Some(kept).filter(|kept| kept.key == self.draft.key);
                self.fill();
                Vec::new()
            }
            Msg::NotKept(problem) => self.fail(problem, shell),
            Msg::Type(name, value) => {
                self.draft.type_in(&name, value);
                if let Some(form) = &self.form {
                    self.draft.clear_invalid_values(form);
                }
                vec![keep(&self.draft)]
            }
            Msg::Job(job) => {
                self.job = job;
                self.fill();
                Vec::new()
            }
            Msg::RecordType(id) => {
                self.draft.record_type = Some(id.clone());
                vec![keep(&self.draft), self.get_form(Some(id))]
            }
            Msg::Create { allow_duplicates } => self.create(allow_duplicates, shell),
        }
    }

    /// Asks for the form of a record type; `None`: of the user's default.
    pub(super) fn get_form(&self, record_type: Option<String>) -> Command {
        self.get_form_of(self.object, record_type)
    }

    /// The same of this object.
    pub(super) fn get_form_of(&self, object: Object, record_type: Option<String>) -> Command {
        let describe = Describe {
            object,
            fresh: false,
            record_type,
        };
        self.ask(describe, move |answer| match object {
            Object::Lead => PersonMsg::Form(Msg::Describe(answer)),
            Object::Contact => PersonMsg::Contact(contact::Msg::Describe(answer)),
        })
    }

    /// Whether a refusal has named a field that the form does not have.
    pub(super) fn lacks_refused(&self) -> bool {
        let (Some(form), Some(problem)) = (&self.form, &self.problem) else {
            return false;
        };
        let lacks = |name: &String| form.fields.iter().all(|field| field.name != *name);
        problem.about().iter().any(lacks)
    }

    /// Takes what the org says of an object; `false` if it cannot be read.
    pub(super) fn describe_came(&mut self, describe: Value, shell: &mut Shell) -> bool {
        let Some(describe) = parse_describe(describe) else {
            return false;
        };
        let object = describe.object;
        shell.describes.retain(|known| known.object != object);
        shell.describes.push(describe);
        if object == self.object {
            self.make_form(shell);
        }
        true
    }

    /// The form by what the org says and the settings in force.
    pub fn make_form(&mut self, shell: &Shell) {
        if let (Some(describe), Some(policy)) = (shell.describe(self.object), &shell.policy) {
            self.form = Some(form::form(describe, &policy.settings));
            self.fill();
        }
    }

    /// An earlier popup's record type, if it is still one of the user's.
    pub(super) fn check_record_type(&mut self) -> Vec<Command> {
        let Some(form) = &self.form else {
            return Vec::new();
        };
        let kept = self.draft.record_type.clone();
        if kept == form.record_type || form.record_types.is_empty() {
            return Vec::new();
        }
        let mut offered = form.record_types.iter();
        if offered.any(|one| kept.as_ref() == Some(&one.value)) {
            return vec![self.get_form(kept)];
        }
        self.draft.record_type.clone_from(&form.record_type);
        Vec::new()
    }

    fn fill(&mut self) {
        let Some(form) = &self.form else {
            return;
        };
        if let Some(kept) = self.kept.take() {
            // What the page says is read anew; what the rep typed is theirs.
            let typed = |entry: &Entry| entry.source == Some(Source::Rep);
            for (name, entry) in kept.entries {
                if typed(&entry) && !self.draft.entries.get(&name).is_some_and(typed) {
                    self.draft.entries.insert(name, entry);
                }
            }
            if self.draft.record_type.is_none() {
                self.draft.record_type = kept.record_type;
            }
            self.draft.object = self.draft.object.or(kept.object);
            self.draft.role = self.draft.role.take().or(kept.role);
        }
        self.draft.fill(form, &self.person, self.job);
        self.draft.clear_invalid_values(form);
        if self.draft.record_type.is_none() && !form.record_types.is_empty() {
            self.draft.record_type.clone_from(&form.record_type);
        }
        self.fill_from_crm();
    }

    /// What is to be shown at the fields, once the rep has tried to send.
    pub fn validation_errors(&self, form: &Form) -> Vec<ValidationError> {
        if self.checked {
            validation_errors(form, &self.draft)
        } else {
            Vec::new()
        }
    }

    pub(super) fn create(&mut self, allow_duplicates: bool, shell: &Shell) -> Vec<Command> {
        let may = shell.who.is_some() && self.created.is_none() && self.pending.is_none();
        let Some(form) = self.form.as_ref().filter(|_| may) else {
            return Vec::new();
        };
        if self.sending != Sending::No {
            return Vec::new();
        }
        self.checked = true;
        if !form.blockers.is_empty() {
            return Vec::new();
        }
        if !validation_errors(form, &self.draft).is_empty() {
            self.problem = None;
            return vec![Command::Focus(Focus::Invalid)];
        }
        let create = Create {
            object: self.object,
            contact: contact::with_contact(self.object, &self.draft),
            key: self.draft.key.clone(),
            fields: payload(form, &self.draft),
            allow_duplicates,
            acknowledged: self.matches.acknowledged.clone(),
        };
        if !allow_duplicates && let Some(first) = self.look_first() {
            return first;
        }
        self.problem = None;
        self.sending = Sending::UnderWay;
        vec![
            keep(&self.draft),
            self.ask(create, |answer| {
                PersonMsg::Outcome(outcome::Msg::Ended(answer))
            }),
        ]
    }

    /// A request of this person: the reply comes back to them alone.
    pub(super) fn ask<A: crate::message::Ask>(
        &self,
        request: A,
        to: impl Fn(Answer<A::Reply>) -> PersonMsg + 'static,
    ) -> Command {
        let key = self.draft.key.clone();
        ask(request, move |answer| {
            super::app::Msg::Person(key.clone(), to(answer))
        })
    }
}
