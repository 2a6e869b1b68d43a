//! The people of a page: who is known, who is new, and creating the new ones
//! together.
//!
//! What all rows share is filled in once: in the form of nobody in particular, a
//! [`PersonScreen`] whose person is empty. A row opens to its own card; what was
//! typed there is the row's when the rep comes back.

use super::app;
use super::command::{Command, ask, keep};
use super::person::contact::ACCOUNT;
use super::person::matches::Gaps;
use super::person::outcome::worker_stopped;
use super::person::{self, PersonScreen};
use super::shell::Shell;
use crate::journal::Outcome;
use crate::journal::batch::RowStatus;
use crate::lead::{Draft, Form};
use crate::matching::MatchResults;
use crate::message::{Resume, ResumeBatch, StopBatch};
use crate::page::Listed;
use crate::person::{Person, ProfileKey};
use crate::problem::{Answer, Problem};
use crate::salesforce::object::Object;
use std::ops::Range;

pub mod batch;
mod read;
pub mod rest;
pub mod row;
#[cfg(target_arch = "wasm32")]
mod row_view;
#[cfg(target_arch = "wasm32")]
pub mod view;
pub mod window;

pub use row::Row;

use batch::{done, read_batch};
use row::is_shared;
use window::Window;

/// The list.
#[derive(Clone, Debug, PartialEq)]
pub struct Bulk {
    /// In the page's order; behind them those of another page that are on their
    /// way.
    pub rows: Vec<Row>,
    /// How many the page has not rendered yet.
    pub unrendered: u32,
    /// The page shows something else by now.
    pub moved: bool,
    /// The rep has asked for the page to be read again.
    pub reading: bool,
    /// It is being asked who is in the CRM.
    pub looking: bool,
    /// When that was answered, in milliseconds since 1970.
    looked: f64,
    /// Why nothing is known of them.
    pub problem: Option<Problem>,
    /// What could not be looked at.
    pub gaps: Gaps,
    /// What all rows share, as the form of nobody in particular.
    pub shared: Box<PersonScreen>,
    /// The orders are on their way to the worker.
    pub starting: bool,
    /// Why they could not be taken.
    pub failed: Option<Problem>,
    /// The entry that is being created anyway.
    pub trying: Option<String>,
    /// The rest is on the clipboard.
    pub copied: bool,
    /// Which part of the list is seen, in pixels.
    seen: (f64, f64),
    /// The rows that are drawn.
    drawn: Range<usize>,
}

/// What happens.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// Whether they are in the CRM.
    Matches(Answer<MatchResults>),
    /// What was typed in earlier popups.
    Drafts(Vec<Draft>),
    /// A row's tick: the profile's key.
    Tick(String, bool),
    /// The tick of all that are new.
    TickAll(bool),
    /// A field of a row: the profile's key, the field, its value.
    Type(String, String, String),
    /// The Account of a row: the profile's key, the Account's id; empty: none.
    Account(String, String),
    /// "Create leads".
    Create,
    /// The worker has written all of them down, or not.
    Taken(Answer<()>),
    /// How those stand that were asked for together.
    Told(Answer<Vec<RowStatus>>),
    /// "Stop".
    Stop,
    /// "Try the rest now".
    Resume,
    /// That was done.
    Done(Answer<()>),
    /// "Create anyway", for this entry alone.
    CreateAnyway(String),
    /// What that has come to.
    Ended(Answer<Outcome>),
    /// This part of the list is seen now, in pixels; and how high the rows are that
    /// are drawn, by their place.
    Seen((f64, f64), Vec<(usize, f64)>),
    /// The tab shows another address.
    Moved,
    /// "Read the page again".
    ReadAgain,
    /// "Save the rest as CSV".
    SaveRest,
    /// "Copy the rest".
    CopyRest,
    /// It is on the clipboard.
    Copied,
}

impl Bulk {
    /// A list that was read, and what has to be asked.
    pub fn begin(people: Vec<Listed>, unrendered: u32, shell: &Shell) -> (Bulk, Vec<Command>) {
        let nobody = Person {
            key: ProfileKey {
                site: "list".to_owned(),
                id: "shared".to_owned(),
            },
            ..Person::default()
        };
        let (shared, mut commands) = PersonScreen::begin(nobody, None, shell);
        let mut list = Bulk {
            rows: Vec::new(),
            unrendered,
            moved: false,
            reading: false,
            looking: false,
            looked: 0.0,
            problem: None,
            gaps: Gaps::default(),
            shared: Box::new(shared),
            starting: false,
            failed: None,
            trying: None,
            copied: false,
            seen: window::FIRST,
            drawn: 0..0,
        };
        commands.extend(list.add(people));
        commands.push(read_batch());
        (list, commands)
    }

    /// Which object the rows become.
    pub fn object(&self) -> Object {
        self.shared.object
    }

    /// Whether this is the key of what all rows share.
    pub fn is_shared(&self, key: &str) -> bool {
        self.shared.draft.key == key
    }

    /// A message of the form of what all rows share.
    pub fn update_shared(&mut self, msg: person::Msg, shell: &mut Shell) -> Vec<Command> {
        let typing = matches!(msg, person::Msg::Form(person::form::Msg::Type(..)));
        let object = self.object();
        let commands = self.shared.update(msg, shell);
        if self.object() != object {
            // What stood in the way of the one says nothing of the other.
            for row in &mut self.rows {
                row.typed.record_type = None;
                row.fill_in.clear();
            }
        }
        // A row's own fields stand or fall without what all share.
        if !typing {
            self.check_all();
        }
        commands
    }

    /// The settings have changed: the form may look different now.
    pub fn settings_changed(&mut self, shell: &Shell) -> Vec<Command> {
        let commands = self.shared.settings_changed(shell);
        self.check_all();
        commands
    }

    /// Another user is signed in, or nobody, perhaps with this problem.
    pub fn user_changed(&mut self, problem: Option<Problem>) -> Vec<Command> {
        let mut commands = self.shared.user_changed(problem);
        self.forget_found();
        let keys: Vec<String> = self.rows.iter().map(|row| row.key().to_owned()).collect();
        commands.extend(self.look_for(&keys));
        commands.push(read_batch());
        commands
    }

    /// Nobody is signed in any more: what was theirs is not shown.
    pub fn user_gone(&mut self, problem: Option<Problem>) {
        self.shared.user_gone(problem);
        self.forget_found();
    }

    /// The rep comes back from a row's own card.
    pub fn take_back(&mut self, card: &PersonScreen, shell: &Shell) -> Vec<Command> {
        // The org's form may have come meanwhile, or changed.
        self.shared.make_form(shell);
        let object = self.object();
        if let Some(row) = self.row_mut(&card.draft.key) {
            row.take_back(card, object);
        }
        self.check_all();
        vec![read_batch()]
    }

    /// Draws what is seen.
    fn follow(&mut self) {
        self.drawn = window::follow(&self.rows, &self.drawn, self.seen);
    }

    fn row_mut(&mut self, key: &str) -> Option<&mut Row> {
        self.rows.iter_mut().find(|row| row.key() == key)
    }

    /// The fields that are filled in once for all rows.
    pub fn shared_form(&self) -> Option<Form> {
        let form = self.shared.form.as_ref()?;
        let fields = form.fields.iter().filter(|field| is_shared(field));
        Some(Form {
            fields: fields.cloned().collect(),
            ..form.clone()
        })
    }

    fn check_all(&mut self) {
        if let Some(form) = &self.shared.form {
            for row in &mut self.rows {
                row.check(form, &self.shared.draft);
            }
        }
    }

    /// What is drawn of it.
    pub fn window(&self) -> Window {
        window::window(&self.rows, &self.drawn)
    }

    /// Takes a message.
    pub fn update(&mut self, msg: Msg, shell: &mut Shell) -> Vec<Command> {
        match msg {
            Msg::Matches(answer) => {
                self.matches_came(answer);
                // The call has told what the org has left.
                return vec![app::open(&self.shared.draft.key)];
            }
            Msg::Drafts(drafts) => {
                let object = self.object();
                for draft in drafts {
                    if let Some(row) = self.row_mut(&draft.key) {
                        let of = draft.object.unwrap_or_default();
                        row.take_typed(&draft, of == object);
                    }
                }
                self.check_all();
            }
            Msg::Tick(key, ticked) => {
                if let Some(row) = self.row_mut(&key) {
                    row.ticked = ticked;
                }
            }
            Msg::TickAll(ticked) => {
                for row in self.rows.iter_mut().filter(|row| row.may_be_chosen()) {
                    row.ticked = ticked;
                }
            }
            Msg::Type(key, field, value) => return self.type_in(&key, &field, value),
            Msg::Account(key, id) => return self.choose_account(&key, &id),
            Msg::Create => return self.create(shell),
            Msg::Taken(answer) => {
                self.starting = false;
                self.ended(answer.err());
                return self.look_again();
            }
            Msg::Told(Ok(told)) => {
                self.told(told);
                return self.let_accounts_go();
            }
            // The list stands without.
            Msg::Told(Err(_)) => {}
            Msg::Stop => return vec![ask(StopBatch {}, done)],
            Msg::Resume => return vec![ask(ResumeBatch {}, done)],
            Msg::Done(answer) => return self.ended(answer.err()),
            Msg::CreateAnyway(id) => {
                self.trying = Some(id.clone());
                let resume = Resume {
                    id,
                    allow_duplicates: true,
                };
                return vec![ask(resume, |answer| app::Msg::List(Msg::Ended(answer)))];
            }
            Msg::Ended(answer) => {
                self.trying = None;
                return self.ended(answer.err());
            }
            Msg::Seen(part, heights) => {
                for (at, height) in heights {
                    if let Some(row) = self.rows.get_mut(at) {
                        row.measured = Some((window::guess(row), height));
                    }
                }
                self.seen = part;
                self.follow();
            }
            Msg::Moved => self.moved = true,
            Msg::ReadAgain => {
                self.reading = true;
                let policy = shell.policy.as_ref();
                let sites = policy.map(|policy| policy.settings.sites.clone());
                return vec![Command::ReadPage(sites.unwrap_or_default())];
            }
            Msg::SaveRest => return vec![Command::SaveRest(self.rest())],
            Msg::CopyRest => return vec![Command::CopyRest(self.rest())],
            Msg::Copied => self.copied = true,
        }
        Vec::new()
    }

    /// The worker has done what it was asked for, or could not.
    fn ended(&mut self, problem: Option<Problem>) -> Vec<Command> {
        self.failed = problem.filter(|problem| !worker_stopped(problem));
        vec![read_batch()]
    }

    fn type_in(&mut self, key: &str, field: &str, value: String) -> Vec<Command> {
        let Bulk { rows, shared, .. } = self;
        let Some(row) = rows.iter_mut().find(|row| row.key() == key) else {
            return Vec::new();
        };
        row.typed.type_in(field, value);
        vec![fill_in(row, shared)]
    }

    fn choose_account(&mut self, key: &str, id: &str) -> Vec<Command> {
        let Bulk { rows, shared, .. } = self;
        let Some(row) = rows.iter_mut().find(|row| row.key() == key) else {
            return Vec::new();
        };
        let mut near = row.accounts().iter();
        let chosen = near.find(|account| account.id == id);
        let chosen = chosen.map(|account| (account.id.clone(), account.name.clone()));
        let (id, name) = chosen.unwrap_or_default();
        row.typed.look_up(ACCOUNT, &id, &name);
        vec![fill_in(row, shared)]
    }
}

/// The rep has filled in something of a row.
fn fill_in(row: &mut Row, shared: &PersonScreen) -> Command {
    // What is filled in for somebody is filled in to create them.
    row.ticked = true;
    if let Some(form) = &shared.form {
        row.check(form, &shared.draft);
    }
    keep(&row.typed)
}

#[cfg(test)]
mod tests;
