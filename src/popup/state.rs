//! What the popup knows, and what each event makes of it.
//!
//! [`State::take`] is pure: it changes the state and says what is to be done in
//! the world; `effects` does it and comes back with the next event. Which stage
//! is shown follows from the state and is never stored beside it.

use crate::journal::Created;
use crate::journal::Outcome;
use crate::journal::{self as leads, Pending};
use crate::lead::payload::{moments, payload};
use crate::lead::{Draft, Entry, Form, validate};
use crate::matching::{Candidate, MatchQuery};
use crate::message::{Create, Month, Opened};
use crate::page::{Listed, Reading, Report};
use crate::person::{Person, Source};
use crate::policy::Policy;
use crate::problem::Answer;
use crate::problem::{Kind, Next, Problem};
use crate::salesforce::identity::Who;
use crate::salesforce::limits::ApiUsage;

mod journal;
mod lookup;
mod matching;

pub use journal::{JournalEvent, Recent, Ways};
pub use lookup::{Hits, Lookup, LookupEvent};
pub use matching::{Answered, Look, MatchEvent, Matching};

/// What the popup knows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// The settings in force.
    pub policy: Option<Policy>,
    /// What the page is.
    pub reading: Option<Reading>,
    /// The person whose form is shown.
    pub person: Option<Person>,
    /// The chosen one of several current jobs.
    pub job: usize,
    /// Who is signed in.
    pub who: Option<Who>,
    /// The worker has answered for this person.
    pub opened: bool,
    /// The sign-in window is open.
    pub signing_in: bool,
    /// The rep has just signed out.
    pub signed_out: bool,
    /// The org's form.
    pub form: Option<Form>,
    /// What was typed before, from an earlier popup.
    pub kept: Option<Draft>,
    /// What the form holds.
    pub draft: Draft,
    /// Complaints are shown: the rep has tried to send.
    pub checked: bool,
    /// A create is under way.
    pub saving: bool,
    /// This profile's Lead in the journal, if it is not done.
    pub pending: Option<Pending>,
    /// How many of the user's Leads are not done.
    pub open: usize,
    /// Leads created this month.
    pub month: Month,
    /// The org's allowance, as it was last seen.
    pub allowance: Option<ApiUsage>,
    /// "Sign out" was chosen while Leads are not done.
    pub leaving: bool,
    /// The recent Leads, if they are what is shown.
    pub recent: Option<Recent>,
    /// The Lead, if it was created just now.
    pub created: Option<Created>,
    /// Whether the person is in the CRM already.
    pub matching: Matching,
    /// The search box of a lookup field that is open.
    pub lookup: Option<Lookup>,
    /// The text that was copied last.
    pub copied: Option<String>,
    /// What went wrong last.
    pub problem: Option<Problem>,
}

/// What is shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// Settings or page are being read.
    Reading,
    /// Nothing to do here: the problem says what and where to go.
    Stopped(Problem),
    /// A list of people to choose from.
    Choosing,
    /// Nobody is signed in.
    SignedOut,
    /// The sign-in window is open.
    SigningIn,
    /// The org's form is on its way.
    LoadingForm,
    /// The profile is matched to this record.
    Matched(Candidate),
    /// The form.
    Form,
    /// The create is under way.
    Saving,
    /// The Lead is kept and not done yet.
    Kept(Box<Pending>),
    /// The recent Leads.
    Recent,
    /// Really sign out?
    Leaving,
    /// The Lead is there.
    Created(Created),
}

/// What happens.
#[derive(Clone, Debug)]
pub enum Event {
    /// The settings were read, at the start or because they changed.
    Policy(Answer<Policy>),
    /// The page was read.
    Page(Answer<Reading>),
    /// The rep chose a person of the list.
    Chosen(usize),
    /// Back to the list.
    BackToList,
    /// The worker said how things stand, with the form of its describe.
    Opened(Answer<Box<Opened>>, Option<Form>),
    /// An earlier popup's draft of this person was looked for.
    Kept(Option<Draft>),
    /// "Sign in to Salesforce", perhaps as somebody else.
    SignIn {
        /// Ask for the login page in any case.
        someone_else: bool,
    },
    /// The sign-in has ended.
    SignedIn(Answer<Who>),
    /// "Sign out".
    SignOut,
    /// The sign-out has ended.
    SignedOut(Answer<()>),
    /// The form came.
    Form(Answer<Form>),
    /// The rep typed.
    Typed(String, String),
    /// The rep chose one of several current jobs.
    Job(usize),
    /// The rep chose a record type.
    RecordType(String),
    /// "Create lead", or "Create anyway".
    Create {
        /// Although the org's duplicate rules warn.
        allow_duplicates: bool,
    },
    /// The create has ended.
    Created(Answer<Outcome>),
    /// "Try again" after a problem.
    Retry,
    /// "Copy", of this text.
    Copy(String),
    /// It is on the clipboard.
    Copied(String),
    /// What concerns the question whether the person is in the CRM.
    Matching(MatchEvent),
    /// What concerns a lookup field.
    Lookup(LookupEvent),
    /// What concerns the journal.
    Journal(JournalEvent),
}

/// What is to be done in the world.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Read the settings.
    ReadPolicy,
    /// Read the page; answers with [`Event::Page`].
    ReadPage,
    /// Ask the worker how things stand, for this profile.
    Open(String),
    /// Look for an earlier popup's draft of this profile.
    LoadDraft(String),
    /// Keep the draft, so that it outlives the popup.
    KeepDraft(Draft),
    /// Forget the draft of this profile.
    DropDraft(String),
    /// Sign in.
    SignIn {
        /// Ask for the login page in any case.
        someone_else: bool,
    },
    /// Sign out.
    SignOut,
    /// Get the form of a record type; `None`: of the user's default.
    GetForm(Option<String>),
    /// Create the Lead; the named fields hold moments of the rep's own clock.
    Create(Create, Vec<String>),
    /// Look for records whose name contains the text.
    Find {
        /// API name of the lookup field.
        field: String,
        /// The objects it may refer to.
        objects: Vec<String>,
        /// The text.
        text: String,
    },
    /// This event in a moment, when the rep may have stopped typing.
    Soon(LookupEvent),
    /// Put the focus on the first field that needs the rep.
    FocusInvalid,
    /// Look for these people in the org; answers with [`MatchEvent::Looked`].
    Look(Vec<MatchQuery>),
    /// Read the records of these ids; answers with [`MatchEvent::Duplicates`].
    ReadRecords(Vec<String>),
    /// Tie this profile to a record.
    Match(String, Box<Candidate>),
    /// Undo that.
    Unmatch(String),
    /// Put the focus on the records that were found.
    FocusMatches,
    /// Put the focus on the way back from signing out.
    FocusStay,
    /// Try an entry of the journal now, perhaps anyway.
    Resume(String, bool),
    /// Give an entry of the journal up.
    GiveUp(String),
    /// Get the journal.
    Recent,
    /// Put a text on the clipboard.
    Copy(String),
    /// Save these entries of the journal as a table.
    Export(Vec<leads::Entry>),
    /// Tell the worker whenever the network comes back.
    WatchNetwork,
}

impl State {
    /// What a new popup does first.
    pub fn begin() -> (State, Vec<Effect>) {
        (
            State::default(),
            vec![Effect::ReadPolicy, Effect::WatchNetwork],
        )
    }

    /// What is shown.
    pub fn stage(&self) -> Stage {
        let Some(policy) = &self.policy else {
            return match &self.problem {
                Some(problem) => Stage::Stopped(problem.clone()),
                None => Stage::Reading,
            };
        };
        if self.recent.is_some() {
            return Stage::Recent;
        }
        if self.leaving {
            return Stage::Leaving;
        }
        if !policy.settings.lead_creation {
            return Stage::Stopped(Kind::LeadCreationOff.into());
        }
        if !policy.settings.salesforce.configured() {
            return Stage::Stopped(Kind::NotConfigured.into());
        }
        if self.person.is_none() {
            return match &self.reading {
                None => match &self.problem {
                    Some(problem) => Stage::Stopped(problem.clone()),
                    None => Stage::Reading,
                },
                // A list that has changed has nobody to choose, and a report.
                Some(Reading::People { .. } | Reading::Changed { .. }) => Stage::Choosing,
                Some(Reading::NoPerson) => Stage::Stopped(Kind::NoPerson.into()),
                Some(Reading::Loading) => Stage::Stopped(Kind::PageLoading.into()),
                Some(Reading::Blocked { .. }) => Stage::Stopped(Kind::PageBlocked.into()),
                // It has its person from the moment it is taken.
                Some(Reading::Person { .. }) => Stage::Reading,
            };
        }
        if let Some(created) = &self.created {
            return Stage::Created(created.clone());
        }
        if self.signing_in {
            return Stage::SigningIn;
        }
        if !self.opened {
            return match &self.problem {
                Some(problem) => Stage::Stopped(problem.clone()),
                None => Stage::Reading,
            };
        }
        if let (Some(matched), Some(_)) = (&self.matching.matched, &self.who) {
            return Stage::Matched(matched.clone());
        }
        if let (Some(pending), Some(_)) = (&self.pending, &self.who) {
            return Stage::Kept(Box::new(pending.clone()));
        }
        match (&self.who, &self.form) {
            (None, _) => Stage::SignedOut,
            (Some(_), None) => match &self.problem {
                Some(problem) => Stage::Stopped(problem.clone()),
                None => Stage::LoadingForm,
            },
            (Some(_), Some(_)) if self.saving => Stage::Saving,
            (Some(_), Some(_)) => Stage::Form,
        }
    }

    /// The report for the admin, if the page has changed.
    pub fn report(&self) -> Option<&Report> {
        match &self.reading {
            Some(Reading::Changed { report }) => Some(report),
            _ => None,
        }
    }

    /// The people to choose from.
    pub fn people(&self) -> &[Listed] {
        match &self.reading {
            Some(Reading::People { people, .. }) => people,
            _ => &[],
        }
    }

    /// Complaints to show, once the rep has tried to send.
    pub fn validation_errors(&self) -> Vec<validate::ValidationError> {
        match (&self.form, self.checked) {
            (Some(form), true) => validate::validation_errors(form, &self.draft),
            _ => Vec::new(),
        }
    }

    /// Takes an event.
    pub fn take(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Policy(Ok(policy)) => self.policy_came(policy),
            Event::Policy(Err(problem)) | Event::Page(Err(problem)) => self.fail(problem),
            Event::Page(Ok(reading)) => self.page_came(reading),
            Event::Chosen(at) => match self.people().get(at) {
                Some(listed) => {
                    let person = listed.person.clone();
                    self.show(person)
                }
                None => Vec::new(),
            },
            Event::BackToList => {
                self.leave_person();
                Vec::new()
            }
            Event::Opened(answer, form) => self.opened(answer, form),
            Event::Kept(kept) => {
                if let Some(kept) = kept.filter(|kept| kept.key == self.draft.key) {
                    self.kept = Some(kept);
                    self.fill();
                }
                Vec::new()
            }
            Event::SignIn { someone_else } => {
                // Salesforce remembers the user of the wrong org: it must ask.
                let wrong_org = |problem: &Problem| problem.kind == Kind::WrongOrg;
                let someone_else = someone_else || self.problem.as_ref().is_some_and(wrong_org);
                self.problem = None;
                self.signed_out = false;
                self.signing_in = true;
                vec![Effect::SignIn { someone_else }]
            }
            Event::SignedIn(answer) => {
                self.signing_in = false;
                match answer {
                    Ok(who) => {
                        self.problem = None;
                        self.who = Some(who);
                        self.form = None;
                        self.matching = Matching::default();
                        self.ask_again()
                    }
                    Err(problem) => self.fail(problem),
                }
            }
            Event::SignOut if self.open > 0 => {
                self.leaving = true;
                vec![Effect::FocusStay]
            }
            Event::SignOut => vec![Effect::SignOut],
            Event::SignedOut(answer) => {
                self.who = None;
                self.form = None;
                self.matching = Matching::default();
                self.signed_out = answer.is_ok();
                self.problem = answer.err();
                Vec::new()
            }
            Event::Form(Ok(form)) => self.form_came(form),
            Event::Form(Err(problem)) => self.fail(problem),
            Event::Typed(name, value) => {
                self.draft.type_in(&name, value);
                if let Some(form) = &self.form {
                    self.draft.clear_invalid_values(form);
                }
                vec![Effect::KeepDraft(self.draft.clone())]
            }
            Event::Job(job) => {
                self.job = job;
                self.fill();
                Vec::new()
            }
            Event::RecordType(id) => {
                self.draft.record_type = Some(id.clone());
                vec![
                    Effect::KeepDraft(self.draft.clone()),
                    Effect::GetForm(Some(id)),
                ]
            }
            Event::Create { allow_duplicates } => self.create(allow_duplicates),
            Event::Created(answer) => self.ended(answer),
            Event::Retry => self.retry(),
            Event::Copy(text) => vec![Effect::Copy(text)],
            Event::Copied(text) => {
                self.copied = Some(text);
                Vec::new()
            }
            Event::Matching(event) => self.take_matching(event),
            Event::Lookup(event) => self.take_lookup(event),
            Event::Journal(event) => self.take_journal(event),
        }
    }

    fn policy_came(&mut self, policy: Policy) -> Vec<Effect> {
        let runs = policy.settings.lead_creation && policy.settings.salesforce.configured();
        self.policy = Some(policy);
        self.problem = None;
        if !runs || self.saving {
            return Vec::new();
        }
        if self.person.is_some() {
            // Changed while open: the form may look different now.
            return self.ask_again();
        }
        vec![Effect::ReadPage]
    }

    fn page_came(&mut self, reading: Reading) -> Vec<Effect> {
        self.problem = None;
        self.reading = Some(reading.clone());
        match reading {
            Reading::Person { person } => self.show(*person),
            Reading::Changed { report } => match report.key {
                Some(key) => self.show(Person {
                    key,
                    link: report.link,
                    ..Person::default()
                }),
                None => Vec::new(),
            },
            Reading::People { people, .. } => self.look_at_list(&people),
            _ => Vec::new(),
        }
    }

    fn leave_person(&mut self) {
        let keep = State {
            policy: self.policy.take(),
            reading: self.reading.take(),
            who: self.who.take(),
            form: self.form.take(),
            matching: self.matching.of_list(),
            // These are the user's, whoever is chosen.
            open: self.open,
            month: std::mem::take(&mut self.month),
            allowance: self.allowance.take(),
            ..State::default()
        };
        *self = keep;
    }

    fn show(&mut self, person: Person) -> Vec<Effect> {
        self.leave_person();
        let key = person.key.to_string();
        self.draft.key.clone_from(&key);
        self.draft.link.clone_from(&person.link);
        self.person = Some(person);
        vec![Effect::LoadDraft(key.clone()), Effect::Open(key)]
    }

    fn ask_again(&self) -> Vec<Effect> {
        vec![Effect::Open(self.draft.key.clone())]
    }

    fn opened(&mut self, answer: Answer<Box<Opened>>, form: Option<Form>) -> Vec<Effect> {
        self.end_of_stopped(answer.as_deref().ok());
        let opened = match answer {
            Ok(opened) => opened,
            Err(problem) => return self.fail(problem),
        };
        self.opened = true;
        self.who = opened.who;
        self.signing_in = opened.signing_in;
        self.pending = opened.pending;
        self.open = opened.open;
        self.month = opened.month;
        self.allowance = opened.allowance;
        self.matching.matched = opened.matched;
        if opened.sign_in_problem.is_some() {
            self.problem = opened.sign_in_problem;
        }
        if self.who.is_none() {
            self.form = None;
            return Vec::new();
        }
        if form.is_some() {
            self.form = form;
            self.fill();
        }
        let mut effects = self.look_once();
        if self.matching.matched.is_none() {
            // From the cache at once; the org is asked if the cache is old.
            effects.push(Effect::GetForm(self.draft.record_type.clone()));
        }
        effects
    }

    fn form_came(&mut self, form: Form) -> Vec<Effect> {
        self.form = Some(form);
        self.fill();
        // An earlier popup's record type, if it is still one of the user's.
        let Some(form) = &self.form else {
            return Vec::new();
        };
        let kept = self.draft.record_type.clone();
        if kept == form.record_type || form.record_types.is_empty() {
            return Vec::new();
        }
        if form
            .record_types
            .iter()
            .any(|one| kept.as_ref() == Some(&one.value))
        {
            return vec![Effect::GetForm(kept)];
        }
        self.draft.record_type.clone_from(&form.record_type);
        Vec::new()
    }

    fn fill(&mut self) {
        let (Some(form), Some(person)) = (&self.form, &self.person) else {
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
        }
        self.draft.fill(form, person, self.job);
        self.draft.clear_invalid_values(form);
        if self.draft.record_type.is_none() && !form.record_types.is_empty() {
            self.draft.record_type.clone_from(&form.record_type);
        }
        self.fill_from_crm();
    }

    fn create(&mut self, allow_duplicates: bool) -> Vec<Effect> {
        let Some(form) = &self.form else {
            return Vec::new();
        };
        if self.saving || self.created.is_some() {
            return Vec::new();
        }
        self.checked = true;
        if !form.blockers.is_empty() {
            return Vec::new();
        }
        if !validate::validation_errors(form, &self.draft).is_empty() {
            self.problem = None;
            return vec![Effect::FocusInvalid];
        }
        if !allow_duplicates && let Some(first) = self.look_first() {
            return first;
        }
        let Some(form) = &self.form else {
            return Vec::new();
        };
        self.problem = None;
        self.saving = true;
        vec![
            Effect::KeepDraft(self.draft.clone()),
            Effect::Create(
                Create {
                    key: self.draft.key.clone(),
                    fields: payload(form, &self.draft),
                    allow_duplicates,
                    acknowledged: self.matching.acknowledged.clone(),
                },
                moments(form),
            ),
        ]
    }

    fn fail(&mut self, problem: Problem) -> Vec<Effect> {
        let kind = problem.kind;
        if problem.next() == Next::SignIn && matches!(kind, Kind::SignedOut | Kind::SessionEnded) {
            self.who = None;
        }
        let at_fields = !problem.about().is_empty();
        let records = problem.more().map(|more| more.records.clone());
        self.problem = Some(problem);
        self.matching.duplicates.clear();
        if let Some(records) = records.filter(|records| !records.is_empty()) {
            return vec![Effect::ReadRecords(records)];
        }
        let mut effects = Vec::new();
        if kind.doubts_the_form() && self.who.is_some() {
            effects.push(Effect::GetForm(self.draft.record_type.clone()));
        }
        if at_fields {
            effects.push(Effect::FocusInvalid);
        }
        effects
    }

    fn retry(&mut self) -> Vec<Effect> {
        let last = self.problem.take();
        if self.policy.is_none() {
            return vec![Effect::ReadPolicy];
        }
        if self.person.is_none() {
            self.reading = None;
            return vec![Effect::ReadPage];
        }
        if !self.opened {
            return self.ask_again();
        }
        if self.who.is_some() && self.form.is_none() {
            return vec![Effect::GetForm(None)];
        }
        // Only a create leaves the form standing with a problem.
        match last {
            Some(problem) if problem.next() == Next::TryAgain => self.create(false),
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests;
