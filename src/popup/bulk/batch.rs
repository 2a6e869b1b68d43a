//! Creating those who are chosen, and how each of them stands.

use serde_json::Value;

use super::rest::Rest;
use super::{Bulk, Msg, Row};
use crate::journal::batch::{RowStatus, Stage, is_batch};
use crate::journal::{Entry, Waiting};
use crate::lead::validate::validation_errors;
use crate::message::{CreateMany, ReadBatch};
use crate::popup::app;
use crate::popup::command::{Command, Focus, ask};
use crate::popup::shell::Shell;
use crate::problem::{Answer, Kind};

/// How many stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Created.
    pub created: usize,
    /// In the CRM already.
    pub known: usize,
    /// Not taken as they stand.
    pub refused: usize,
    /// Kept, and tried again.
    pub waiting: usize,
    /// The rep has stopped before them.
    pub not_sent: usize,
    /// In line or being sent.
    pub under_way: usize,
}

impl Tally {
    /// All that were asked for.
    pub fn all(&self) -> usize {
        self.done() + self.under_way
    }

    /// Those that are not under way any more.
    pub fn done(&self) -> usize {
        self.created + self.known + self.refused + self.waiting + self.not_sent
    }
}

impl Bulk {
    /// Whether "Create leads" can be done.
    pub fn may_create(&self, shell: &Shell) -> bool {
        let chosen = self.chosen();
        let form = self.shared.form.as_ref();
        shell.who.is_some()
            && chosen > 0
            && chosen <= shell.month_left()
            && !self.starting
            && !self.looking
            && form.is_some_and(|form| form.blockers.is_empty())
    }

    pub(super) fn create(&mut self, shell: &Shell) -> Vec<Command> {
        if !self.may_create(shell) {
            return Vec::new();
        }
        self.shared.checked = true;
        let (Some(form), Some(of_all)) = (&self.shared.form, self.shared_form()) else {
            return Vec::new();
        };
        if !validation_errors(&of_all, &self.shared.draft).is_empty() {
            return vec![Command::Focus(Focus::Invalid)];
        }
        let chosen = self.rows.iter().filter(|row| row.chosen());
        let (object, shared) = (self.object(), &self.shared.draft);
        let orders = chosen.map(|row| row.order(object, form, shared, self.looked));
        let orders = orders.collect();
        self.starting = true;
        self.failed = None;
        self.copied = false;
        vec![ask(CreateMany { orders }, |answer| {
            app::Msg::List(Msg::Taken(answer))
        })]
    }

    pub(super) fn told(&mut self, told: Vec<RowStatus>) {
        // Of another page only what is still on its way.
        let on_its_way = told.iter().any(|told| told.stage.under_way());
        self.rows.retain(|row| !row.elsewhere);
        for row in &mut self.rows {
            if told.iter().all(|told| told.profile != row.key()) {
                row.asked_for = None;
            }
        }
        for told in told {
            if let Some(row) = self.row_mut(&told.profile) {
                row.was_told(&told.id, told.stage, told.changed);
            } else if on_its_way || matches!(told.stage, Stage::Waiting(_)) {
                let mut row = Row {
                    elsewhere: true,
                    ..Row::default()
                };
                row.typed.key = told.profile;
                row.person.shown_name = told.name;
                row.stands(&told.id, told.stage, told.changed);
                self.rows.push(row);
            }
        }
        self.follow();
    }

    /// What was not created, of those that are chosen or need the rep.
    pub(super) fn rest(&self) -> Vec<Rest> {
        let Some(form) = &self.shared.form else {
            return Vec::new();
        };
        let left = self.rows.iter().filter(|row| row.is_left());
        left.map(|row| Rest::of(row, &row.draft(form, &self.shared.draft)))
            .collect()
    }

    /// Entries of the journal have changed: by key, and what they are now.
    pub fn journal_changed(&mut self, changes: &[(String, Option<Value>)]) -> Vec<Command> {
        let was_under_way = self.tally().under_way > 0;
        let mut read = false;
        for (id, value) in changes {
            let entry = value.clone().map(Entry::read);
            let of_a_row = |entry: &Entry| self.rows.iter().any(|row| row.key() == entry.profile);
            let here = entry
                .as_ref()
                .is_some_and(|entry| entry.as_ref().is_some_and(of_a_row));
            // Whoever sees the sign-in reads why, and that the rest is kept.
            let why = entry.iter().flatten().find_map(Entry::why);
            if let Some(why) = why.filter(|why| here && why.kind == Kind::SessionEnded) {
                self.shared.problem = Some(why.clone());
            }
            let row = self
                .rows
                .iter_mut()
                .find(|row| row.asked_for.as_ref().is_some_and(|(own, _)| own == id));
            match (row, entry) {
                (Some(row), Some(Some(entry))) => {
                    row.stands(id, Stage::of(&entry), entry.changed);
                }
                // It was taken out: the person is known, or the rep has stopped.
                (Some(_), _) => read = true,
                // What is said of a row before it is known that it was asked for: an
                // answer that is on its way may be older than that.
                (None, _) => read |= here || is_batch(id),
            }
        }
        // At the end: what was refused has been seen, and the month has others.
        if was_under_way && self.tally().under_way == 0 {
            return self.look_again();
        }
        match read {
            true => vec![read_batch()],
            false => Vec::new(),
        }
    }

    /// Where an Account was refused as gone since the org was asked: which ones are
    /// there?
    pub(super) fn let_accounts_go(&mut self) -> Vec<Command> {
        let mut keys = Vec::new();
        for row in &mut self.rows {
            if row.lets_account_go(self.looked) {
                keys.push(row.key().to_owned());
            }
        }
        match keys.is_empty() {
            true => Vec::new(),
            false => self.look_for(&keys),
        }
    }

    /// How the rows stand, how many are open, and what the month has left.
    pub(super) fn look_again(&self) -> Vec<Command> {
        vec![read_batch(), app::open(&self.shared.draft.key)]
    }

    /// How many may be chosen.
    pub fn count_new(&self) -> usize {
        self.rows.iter().filter(|row| row.may_be_chosen()).count()
    }

    /// How many are chosen.
    pub fn chosen(&self) -> usize {
        self.rows.iter().filter(|row| row.chosen()).count()
    }

    /// How those stand that were asked for together.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for (_, stage) in self.rows.iter().filter_map(|row| row.asked_for.as_ref()) {
            *match stage {
                Stage::Queued | Stage::Sending => &mut tally.under_way,
                Stage::Created(_) => &mut tally.created,
                Stage::Known(_) => &mut tally.known,
                Stage::Waiting(_) => &mut tally.waiting,
                Stage::Refused(_) => &mut tally.refused,
                Stage::NotSent => &mut tally.not_sent,
            } += 1;
        }
        tally
    }

    /// Why the rest waits: of the first row that does, with its next try.
    pub fn waits(&self) -> Option<&Waiting> {
        self.rows.iter().find_map(|row| match &row.asked_for {
            Some((_, Stage::Waiting(waiting))) => Some(waiting),
            _ => None,
        })
    }
}

impl Row {
    /// It is none of those that are in the CRM, or on their way there.
    pub fn is_left(&self) -> bool {
        let in_crm = self
            .found
            .as_ref()
            .is_some_and(|found| found.matched.is_some());
        let on_its_way = matches!(&self.asked_for, Some((_, stage)) if stage.under_way());
        !self.elsewhere && !in_crm && !on_its_way
    }
}

/// Asks how those stand that were asked for together last.
pub(super) fn read_batch() -> Command {
    ask(ReadBatch {}, |answer| app::Msg::List(Msg::Told(answer)))
}

pub(super) fn done(answer: Answer<()>) -> app::Msg {
    app::Msg::List(Msg::Done(answer))
}
