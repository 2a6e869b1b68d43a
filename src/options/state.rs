//! The options page's whole state, and what each message makes of it.

use std::collections::VecDeque;

use serde_json::{Map, Value};

use super::own::{self, OwnFields};
use crate::field::STANDARD_FIELDS;
use crate::json;
use crate::message::{
    self, Ask, Connection, EraseHistory, Open, Opened, Request, SignIn, SignOut, TestConnection,
    Then,
};
use crate::page::health::Failure;
use crate::policy::document::Change;
use crate::policy::import::{Spot, Wrong, import};
use crate::policy::rollout::Place;
use crate::policy::{FieldChoice, Policy, Settings, apply};
use crate::problem::{Answer, Kind, Problem};
use crate::salesforce::identity::User;
use crate::text::sentence::Sentence;

/// The options page's state.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The settings as they are shown: those in force, with what is being kept.
    pub policy: Option<Policy>,
    /// How things stand for who is signed in, as it was last asked.
    pub opened: Opened,
    /// What is under way.
    pub busy: Option<Busy>,
    /// The connection as it was last tested.
    pub connection: Option<Connection>,
    /// Signing out was asked for while Leads are pending.
    pub leaving: bool,
    /// What went wrong.
    pub problem: Option<Problem>,
    /// The key whose value was refused, and why.
    pub refused: Option<(&'static str, Sentence)>,
    /// The key whose text is being typed, and the text so far.
    pub typing: Option<(&'static str, String)>,
    /// What was done last, for everybody to hear.
    pub done: Option<Done>,
    /// What is wrong with the file that was to be imported.
    pub wrong: Vec<Wrong>,
    /// Rules that found no name, the newest first.
    pub failures: Vec<Failure>,
    /// The place whose policy is shown.
    pub place: Place,
    /// The admin's own fields.
    pub own: OwnFields,
    /// Changes that are not kept yet, oldest first; the first is being written.
    changes: VecDeque<Change>,
}

/// What takes longer than a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Busy {
    /// The connection is tested, perhaps with a sign-in first.
    Testing,
    /// The session is revoked.
    SigningOut,
}

/// What was done last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// All changes are kept.
    Saved,
    /// The settings of a file have taken the place of all others.
    Imported,
    /// A text is on the clipboard.
    Copied,
    /// Nobody is signed in any more.
    SignedOut,
    /// The history is erased.
    Erased,
}

/// A box of a field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldFlag {
    /// The field is shown.
    Visible,
    /// A certain value may be changed.
    Editable,
}

/// What happens.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The settings were read.
    Policy(Answer<Policy>),
    /// The settings in storage have changed.
    SettingsChanged,
    /// The rules that have failed were read.
    Failures(Vec<Failure>),
    /// How things stand was asked.
    Opened(Answer<Box<Opened>>),
    /// A text is being typed.
    Typing(&'static str, String),
    /// A setting was changed.
    Set(&'static str, Value),
    /// What concerns the admin's own fields.
    Own(own::Msg),
    /// A box of a field was ticked, or not any more.
    Field(&'static str, FieldFlag, bool),
    /// The oldest change is kept, or not.
    Kept(Answer<()>),
    /// "Test the connection".
    Test,
    /// "Sign in as someone else".
    SignInAsSomeoneElse,
    /// The sign-in has ended.
    SignedIn(Answer<User>),
    /// The connection was tested.
    Tested(Answer<Box<Connection>>),
    /// "Sign out".
    SignOut,
    /// "Sign out" although Leads are pending; `false`: stay.
    ConfirmSignOut(bool),
    /// The sign-out has ended.
    SignedOut(Answer<()>),
    /// "Erase history".
    EraseHistory,
    /// It was erased.
    Erased(Answer<()>),
    /// "Copy", of this text.
    Copy(String),
    /// It is on the clipboard, or the browser has refused.
    Copied(bool),
    /// A place for the policy was chosen.
    Place(Place),
    /// A file was chosen to import settings from.
    Import,
    /// Its text; `None`: the browser could not read it.
    FileRead(Option<String>),
}

/// What is to be done in the world.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Ask the worker; the reply comes back as a message.
    Ask(Box<Request>, Then<Msg>),
    /// Read the settings; answers with [`Msg::Policy`].
    LoadPolicy,
    /// Read which rules have failed; answers with [`Msg::Failures`].
    LoadFailures,
    /// Write a change of the settings; answers with [`Msg::Kept`]. There is never
    /// a second one before that answer.
    Keep(Change),
    /// Read the chosen file; answers with [`Msg::FileRead`].
    ReadFile,
    /// Put a text on the clipboard; answers with [`Msg::Copied`].
    Copy(String),
    /// Show this place's policy the next time too.
    RememberPlace(Place),
    /// Put the focus where [`OwnFields::spot`] says, with the next frame.
    FocusSpot,
}

impl State {
    /// What a new page does first; `place`: whose policy is shown.
    pub fn begin(place: Place) -> (State, Vec<Command>) {
        let state = State {
            policy: None,
            opened: Opened::default(),
            busy: None,
            connection: None,
            leaving: false,
            problem: None,
            refused: None,
            typing: None,
            done: None,
            wrong: Vec::new(),
            failures: Vec::new(),
            place,
            own: OwnFields::default(),
            changes: VecDeque::new(),
        };
        let commands = vec![Command::LoadPolicy, Command::LoadFailures, open()];
        (state, commands)
    }

    /// Takes a message.
    pub fn update(&mut self, msg: Msg) -> Vec<Command> {
        match msg {
            Msg::Policy(Ok(policy)) => return self.policy_came(policy),
            Msg::Policy(Err(problem)) => self.problem = Some(problem),
            Msg::SettingsChanged => return vec![Command::LoadPolicy],
            Msg::Failures(failures) => self.failures = failures,
            Msg::Opened(answer) => self.opened = *answer.unwrap_or_default(),
            Msg::Typing(key, text) => self.typing = Some((key, text)),
            Msg::Set(key, value) => return self.set(key, value),
            Msg::Own(msg) => return self.own_fields(msg),
            Msg::Field(name, part, on) => {
                let fields = self.policy.as_ref();
                let fields = fields.map(|policy| ticked(&policy.settings, name, part, on));
                return fields.map_or(Vec::new(), |fields| self.set("fields", fields));
            }
            Msg::Kept(answer) => return self.kept(answer),
            Msg::Test if self.opened.who.is_some() => {
                self.start_testing();
                return vec![test()];
            }
            Msg::Test => return self.sign_in(false),
            Msg::SignInAsSomeoneElse => return self.sign_in(true),
            Msg::SignedIn(Ok(who)) => {
                self.opened.who = Some(who);
                return vec![test()];
            }
            Msg::Tested(Ok(connection)) => {
                self.busy = None;
                self.opened.who = Some(connection.who.clone());
                self.opened.describes = vec![connection.describe.clone()];
                self.opened.allowance = connection.allowance;
                self.connection = Some(*connection);
                self.forget_described();
                // The month's count is the user's.
                return [vec![open()], self.open_all()].concat();
            }
            Msg::SignedIn(Err(problem)) | Msg::Tested(Err(problem)) => {
                self.busy = None;
                self.problem = Some(problem);
                return vec![open()];
            }
            Msg::SignOut if self.opened.open > 0 => self.leaving = true,
            Msg::SignOut | Msg::ConfirmSignOut(true) => {
                self.leaving = false;
                self.busy = Some(Busy::SigningOut);
                return vec![ask(SignOut {}, Msg::SignedOut)];
            }
            Msg::ConfirmSignOut(false) => self.leaving = false,
            Msg::SignedOut(answer) => {
                self.busy = None;
                self.connection = None;
                self.opened = Opened::default();
                self.forget_described();
                self.done = answer.is_ok().then_some(Done::SignedOut);
                self.problem = answer.err();
            }
            Msg::EraseHistory => {
                self.done = None;
                return vec![ask(EraseHistory {}, Msg::Erased)];
            }
            Msg::Erased(Ok(())) => self.done = Some(Done::Erased),
            Msg::Erased(Err(problem)) => self.problem = Some(problem),
            Msg::Copy(text) => {
                self.done = None;
                return vec![Command::Copy(text)];
            }
            Msg::Copied(done) => self.done = done.then_some(Done::Copied),
            Msg::Place(place) => {
                self.place = place;
                return vec![Command::RememberPlace(place)];
            }
            Msg::Import => {
                self.done = None;
                self.wrong.clear();
                return vec![Command::ReadFile];
            }
            Msg::FileRead(text) => return self.file_read(text),
        }
        Vec::new()
    }

    /// A policy that was read before the last change was written does not have
    /// it: a control must not spring back.
    fn policy_came(&mut self, mut policy: Policy) -> Vec<Command> {
        for change in &self.changes {
            if let Change::Set(key, value) = change
                && !policy.is_locked(key)
            {
                // It was valid when it was made.
                let _applied = apply(&mut policy.settings, key, value);
            }
        }
        let before = self.policy.as_ref();
        let before = before.map(|policy| &policy.settings.objects);
        let changed = before.is_some_and(|before| *before != policy.settings.objects);
        self.policy = Some(policy);
        self.form_of_other_fields(changed)
    }

    /// With other own fields the form has others than the describe that is here.
    fn form_of_other_fields(&mut self, changed: bool) -> Vec<Command> {
        if !changed || self.opened.describes.is_empty() {
            return Vec::new();
        }
        self.opened.describes.clear();
        vec![open()]
    }

    pub(super) fn set(&mut self, key: &'static str, value: Value) -> Vec<Command> {
        self.refused = None;
        self.done = None;
        let Some(policy) = &mut self.policy else {
            return Vec::new();
        };
        // Shown at once, before storage has answered. A refused value leaves the
        // old one in force, and the text as it was typed.
        if let Err(why) = apply(&mut policy.settings, key, &value) {
            self.refused = Some((key, why));
            return Vec::new();
        }
        self.typing = None;
        self.keep(Change::Set(key, value))
    }

    /// Has a change written once those before it are.
    fn keep(&mut self, change: Change) -> Vec<Command> {
        self.changes.push_back(change.clone());
        if self.changes.len() == 1 {
            vec![Command::Keep(change)]
        } else {
            Vec::new()
        }
    }

    fn kept(&mut self, answer: Answer<()>) -> Vec<Command> {
        let change = self.changes.pop_front();
        let next = self.changes.front().cloned().map(Command::Keep);
        let mut commands: Vec<Command> = next.into_iter().collect();
        match (change, answer) {
            (Some(change), Ok(())) if self.changes.is_empty() => {
                let fields = matches!(change, Change::Set(own::KEY, _));
                self.done = Some(match change {
                    Change::Set(..) => Done::Saved,
                    Change::Replace(_) => Done::Imported,
                });
                commands.extend(self.form_of_other_fields(fields));
            }
            (_, Ok(())) => {}
            (change, Err(problem)) => {
                let why = happened(problem.kind);
                match change {
                    Some(Change::Set(key, _)) => self.refused = Some((key, why)),
                    _ => self.wrong = wrong_file(why),
                }
                // What is shown was never kept.
                commands.push(Command::LoadPolicy);
            }
        }
        commands
    }

    fn start_testing(&mut self) {
        self.problem = None;
        self.connection = None;
        self.busy = Some(Busy::Testing);
    }

    fn sign_in(&mut self, someone_else: bool) -> Vec<Command> {
        self.start_testing();
        vec![ask(SignIn { someone_else }, Msg::SignedIn)]
    }

    fn file_read(&mut self, text: Option<String>) -> Vec<Command> {
        let document = match text {
            Some(text) => import(&text),
            None => Err(wrong_file(Sentence::of("wrong_file_unreadable"))),
        };
        match document {
            Ok(document) => self.import(document),
            Err(wrong) => {
                self.wrong = wrong;
                Vec::new()
            }
        }
    }

    fn import(&mut self, document: Map<String, Value>) -> Vec<Command> {
        self.refused = None;
        self.typing = None;
        self.keep(Change::Replace(document))
    }
}

/// What happened, in a sentence.
fn happened(kind: Kind) -> Sentence {
    Sentence {
        key: kind.key().into(),
        parts: Vec::new(),
        last: None,
    }
}

fn wrong_file(why: Sentence) -> Vec<Wrong> {
    let place = Spot::File;
    vec![Wrong { place, why }]
}

pub(super) fn ask<A: Ask>(request: A, to: impl Fn(Answer<A::Reply>) -> Msg + 'static) -> Command {
    let (request, then) = message::then(request, to);
    Command::Ask(Box::new(request), then)
}

fn open() -> Command {
    let open = Open {
        key: None,
        address: None,
    };
    ask(open, |answer| Msg::Opened(answer.map(Box::new)))
}

fn test() -> Command {
    ask(TestConnection {}, |answer| {
        Msg::Tested(answer.map(Box::new))
    })
}

/// How a field of the form is shown, by the settings or else by default.
pub fn field_choice(settings: &Settings, name: &str) -> FieldChoice {
    let standard = STANDARD_FIELDS
        .iter()
        .find(|standard| standard.name == name);
    let default = FieldChoice {
        visible: standard.is_none_or(|standard| standard.visible),
        editable: standard.is_none_or(|standard| standard.editable),
    };
    settings.fields.get(name).copied().unwrap_or(default)
}

/// The value of `fields` after one box was changed.
fn ticked(settings: &Settings, name: &str, part: FieldFlag, on: bool) -> Value {
    let mut choice = field_choice(settings, name);
    match part {
        FieldFlag::Visible => choice.visible = on,
        FieldFlag::Editable => choice.editable = on,
    }
    let mut fields = settings.fields.clone();
    fields.insert(name.to_owned(), choice);
    json::write(&fields)
}

#[cfg(test)]
mod tests;
