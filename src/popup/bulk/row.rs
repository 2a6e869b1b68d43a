//! A row of the list: a person, what is known of them, and what the rep has done
//! about them.

use crate::journal::batch::Stage;
use crate::lead::validate::validation_errors;
use crate::lead::{Draft, Entry, Field, Form, Section};
use crate::matching::account::Account;
use crate::matching::{Candidate, MatchQuery, MatchResult};
use crate::message::Order;
use crate::page::Listed;
use crate::person::{Person, Source};
use crate::popup::person::PersonScreen;
use crate::popup::person::contact::{
    ACCOUNT, is_without_account, only_account, shown, with_contact,
};
use crate::popup::person::matches::{Remote, query};
use crate::problem::{Kind, Problem};
use crate::salesforce::object::Object;

/// A row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// As the page shows them.
    pub person: Person,
    /// The tick; it counts where the row may be created, see [`Row::chosen`].
    pub ticked: bool,
    /// A row above has the same name and company.
    pub twice: bool,
    /// It is not of this page: it was asked for on another one.
    pub elsewhere: bool,
    /// What the rep has typed for this person alone.
    pub typed: Draft,
    /// What was found of them.
    pub found: Option<MatchResult>,
    /// The records that the rep has been shown as perhaps this person.
    pub acknowledged: Vec<String>,
    /// It was asked for: its entry's key, and how it stands.
    pub asked_for: Option<(String, Stage)>,
    /// Since when it stands so, in milliseconds since 1970.
    pub since: f64,
    /// The name of the Account that its Contact would belong to.
    pub account: Option<String>,
    /// It was just refused because its Account is gone, merged or unknown.
    pub without_account: bool,
    /// The fields that stand in the way, by API name.
    pub needs: Vec<String>,
    /// Those that stood in the way once: they are filled in in the row.
    pub fill_in: Vec<String>,
    /// How high it was guessed to be when it was drawn, and how high it was, in
    /// pixels.
    pub measured: Option<(f64, f64)>,
}

/// What can be done about a row.
#[derive(Debug, PartialEq)]
pub enum Standing<'a> {
    /// It was asked for, and is on its way or at its end.
    AskedFor(&'a Stage),
    /// In the CRM already.
    Known(&'a Candidate),
    /// A row above has the same name and company.
    Twice,
    /// So many records may be this person, the nearest first; the rep looks at
    /// them one by one.
    Perhaps(&'a Candidate, usize),
    /// Fields have to be filled in first.
    Lacks,
    /// It can be created.
    New,
}

/// Whether a field is filled in once for all rows: it takes nothing of the page.
pub fn is_shared(field: &Field) -> bool {
    field.name == "LeadSource" || (field.section == Section::OrgAsks && field.from.is_none())
}

/// Whether it is a Contact's form.
fn holds_an_account(form: &Form) -> bool {
    form.fields.iter().any(|field| field.name == ACCOUNT)
}

impl Row {
    /// A row of the page.
    pub fn new(listed: Listed) -> Row {
        let key = listed.person.key.to_string();
        Row {
            typed: Draft {
                key,
                link: listed.person.link.clone(),
                ..Draft::default()
            },
            ticked: listed.ticked,
            person: listed.person,
            ..Row::default()
        }
    }

    /// The profile's key.
    pub fn key(&self) -> &str {
        &self.typed.key
    }

    /// What can be done about it.
    pub fn standing(&self) -> Standing<'_> {
        if let Some((_, stage)) = &self.asked_for
            && self.is_settled(stage)
        {
            return Standing::AskedFor(stage);
        }
        let found = self.found.as_ref();
        if let Some(matched) = found.and_then(|found| found.matched.as_ref()) {
            return Standing::Known(matched);
        }
        let near = found.into_iter().flat_map(|found| &found.candidates);
        let mut near = near.filter(|one| one.why.is_strong() && !self.has_seen(&one.id));
        if let Some(first) = near.next() {
            return Standing::Perhaps(first, 1 + near.count());
        }
        if self.twice {
            return Standing::Twice;
        }
        match self.needs.is_empty() {
            true => Standing::New,
            false => Standing::Lacks,
        }
    }

    /// Nothing is to be decided about it in the list.
    fn is_settled(&self, stage: &Stage) -> bool {
        match stage {
            Stage::NotSent => self.elsewhere,
            // Looked at, it is the rep's to decide again.
            Stage::Refused(problem) => {
                self.elsewhere || (is_of_a_record(problem) && !self.has_seen_all(problem))
            }
            _ => true,
        }
    }

    fn has_seen(&self, record: &str) -> bool {
        self.acknowledged.iter().any(|seen| seen == record)
    }

    fn has_seen_all(&self, problem: &Problem) -> bool {
        let records = problem.more().map_or(&[][..], |more| &more.records);
        !records.is_empty() && records.iter().all(|record| self.has_seen(record))
    }

    /// It may be created with others.
    pub fn may_be_chosen(&self) -> bool {
        !self.elsewhere && self.standing() == Standing::New
    }

    /// It is created with others.
    pub fn chosen(&self) -> bool {
        self.ticked && self.may_be_chosen()
    }

    /// Why it was not taken.
    pub fn refused(&self) -> Option<&Problem> {
        match &self.asked_for {
            Some((_, Stage::Refused(problem))) => Some(problem),
            _ => None,
        }
    }

    /// How it stands, as the worker tells it: the journal may have told more since.
    pub fn was_told(&mut self, id: &str, stage: Stage, changed: f64) {
        let same = self.asked_for.as_ref().is_some_and(|(own, _)| own == id);
        if !same || changed == 0.0 || changed > self.since {
            self.stands(id, stage, changed);
        }
    }

    /// How it stands from now on.
    pub fn stands(&mut self, id: &str, stage: Stage, since: f64) {
        self.since = since;
        let before = self.asked_for.take();
        if before.as_ref().is_some_and(|(_, before)| *before == stage) {
            self.asked_for = before;
            return;
        }
        match &stage {
            Stage::Created(created) => self.is_known(created.candidate()),
            Stage::Known(record) => self.is_known(record.clone()),
            // What needs the rep stays chosen.
            Stage::Refused(problem) => {
                self.ticked = true;
                self.without_account = is_without_account(problem);
            }
            Stage::NotSent => self.ticked = true,
            Stage::Queued | Stage::Sending | Stage::Waiting(_) => {}
        }
        self.asked_for = Some((id.to_owned(), stage));
    }

    fn is_known(&mut self, record: Candidate) {
        self.ticked = false;
        self.found.get_or_insert_default().matched = Some(record);
    }

    /// What would be sent, with what all rows share.
    pub fn draft(&self, form: &Form, shared: &Draft) -> Draft {
        let mut draft = self.typed.clone();
        draft.fill(form, &self.person, 0);
        for field in form.fields.iter().filter(|field| is_shared(field)) {
            let own = self.typed.entries.contains_key(&field.name);
            if let Some(entry) = shared.entries.get(&field.name).filter(|_| !own) {
                draft.entries.insert(field.name.clone(), entry.clone());
            }
        }
        if draft.record_type.is_none() {
            draft.record_type.clone_from(&shared.record_type);
        }
        let accounts = self
            .found
            .as_ref()
            .and_then(|found| found.accounts.as_ref());
        if let Some(accounts) = accounts.filter(|_| holds_an_account(form))
            && !self.typed.entries.contains_key(ACCOUNT)
        {
            draft
                .entries
                .insert(ACCOUNT.to_owned(), only_account(accounts));
        }
        draft.clear_invalid_values(form);
        draft
    }

    /// Whether the company is an Account already.
    pub fn has_account(&self) -> bool {
        let nearest = self.accounts().first();
        nearest.is_some_and(|account| account.why.fits()) && self.may_be_chosen()
    }

    /// The name of the Account, where it is not to be chosen in the row.
    pub fn shown_account(&self) -> Option<&str> {
        let chosen = self.account.as_deref()?;
        let here = self.fields().iter().any(|name| name == ACCOUNT);
        (!here && matches!(self.standing(), Standing::New | Standing::Lacks)).then_some(chosen)
    }

    /// The Accounts that the company may be.
    pub fn accounts(&self) -> &[Account] {
        let found = self
            .found
            .as_ref()
            .and_then(|found| found.accounts.as_ref());
        found.map_or(&[], |accounts| &accounts.near)
    }

    /// Lets the Account go that was refused since the org was asked, in milliseconds
    /// since 1970; tells whether there was one.
    pub fn lets_account_go(&mut self, asked: f64) -> bool {
        let gone = std::mem::take(&mut self.without_account) && self.since > asked;
        if let Some(found) = self.found.as_mut().filter(|_| gone) {
            found.accounts = None;
            self.typed.entries.remove(ACCOUNT);
        }
        gone
    }

    /// Finds out what stands in the way; what all rows share is looked at once.
    pub fn check(&mut self, form: &Form, shared: &Draft) {
        let draft = self.draft(form, shared);
        let errors = validation_errors(form, &draft).into_iter();
        let own = errors.filter(|error| {
            let field = form.fields.iter().find(|field| field.name == error.field);
            field.is_none_or(|field| !is_shared(field))
        });
        self.needs = own.map(|error| error.field).collect();
        let account = shown(&draft);
        let holds = holds_an_account(form) && !account.is_empty();
        self.account = holds.then(|| account.to_owned());
        for name in &self.needs {
            if !self.fill_in.contains(name) {
                self.fill_in.push(name.clone());
            }
        }
    }

    /// The fields that are filled in in the row, while that is what it waits for.
    pub fn fields(&self) -> &[String] {
        match self.standing() {
            Standing::Lacks | Standing::New if !self.elsewhere => &self.fill_in,
            _ => &[],
        }
    }

    /// Takes what the rep has typed in the person's own form; of another object
    /// than the list's, the record type is left.
    pub fn take_typed(&mut self, draft: &Draft, same_object: bool) {
        let typed = |entry: &&Entry| entry.source == Some(Source::Rep);
        for (name, entry) in &draft.entries {
            if typed(&entry) {
                self.typed.entries.insert(name.clone(), entry.clone());
            }
        }
        if same_object {
            self.typed.record_type.clone_from(&draft.record_type);
        }
        self.typed.role.clone_from(&draft.role);
        if !self.typed.value(ACCOUNT).is_empty() {
            // It is chosen, and stands in the row's own line.
            self.fill_in.retain(|name| name != ACCOUNT);
        }
    }

    /// What the org knows of the person: with it, which Accounts there are.
    pub fn was_found(&mut self, found: MatchResult) {
        self.found = Some(found);
        self.fill_in.retain(|name| name != ACCOUNT);
    }

    /// The page was read again, and shows more of somebody who had no name.
    pub fn read_again(&mut self, person: Person) {
        self.person = person;
        self.found = None;
        self.fill_in.clear();
    }

    /// The rep comes back from the person's own card.
    pub fn take_back(&mut self, card: &PersonScreen, of_list: Object) {
        self.take_typed(&card.draft, card.object == of_list);
        self.acknowledged.clone_from(&card.matches.acknowledged);
        if let Some(created) = &card.created {
            self.is_known(created.candidate());
        } else if let Some(matched) = &card.matches.matched {
            self.is_known(matched.clone());
        } else if let (Some(found), Remote::Loaded(_)) = (&mut self.found, &card.matches.remote) {
            // The rep has taken the match back.
            found.matched = None;
        }
        if let Some(pending) = &card.pending {
            self.stands(&pending.id, Stage::Waiting(pending.waiting.clone()), 0.0);
        }
    }

    /// The order for it. `looked`: when the org was asked about the page's people.
    pub fn order(&self, object: Object, form: &Form, shared: &Draft, looked: f64) -> Order {
        let draft = self.draft(form, shared);
        let page = query(&self.person, 0);
        let value = |name: &str| draft.value(name).trim().to_owned();
        let as_asked = MatchQuery {
            first_name: value("FirstName"),
            last_name: value("LastName"),
            email: value("Email"),
            ..page.clone()
        } == page;
        Order {
            object,
            contact: with_contact(object, &draft),
            key: self.key().to_owned(),
            fields: crate::lead::payload::payload(form, &draft),
            acknowledged: self.acknowledged.clone(),
            asked: if as_asked && self.found.is_some() {
                looked
            } else {
                0.0
            },
        }
    }
}

/// A refusal that names another record.
fn is_of_a_record(problem: &Problem) -> bool {
    matches!(
        problem.kind,
        Kind::DuplicatesFound | Kind::DuplicatesForbidden | Kind::ValueTaken
    )
}
