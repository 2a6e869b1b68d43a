//! Is this person in the CRM already?

use super::super::command::{Command, Focus};
use super::super::shell::Shell;
use super::outcome::Sending;
use super::{Msg as PersonMsg, PersonScreen, contact};
use crate::matching::{Candidate, Change, MatchQuery, MatchReason, MatchResults};
use crate::message::{FindMatches, LinkWritten, Match, Matched, ReadRecords, Unmatch};
use crate::person::{Known, Person, Source};
use crate::problem::{Answer, Next, Problem};

/// Records shown before the rep asks for more.
pub const SHOWN: usize = 5;

/// How the question stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Remote {
    /// Not asked.
    #[default]
    NotAsked,
    /// On its way.
    Loading,
    /// Answered.
    Loaded(CandidateList),
    /// Not answered, and why.
    Failed(Problem),
}

/// Who this may be in the CRM.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CandidateList {
    /// The nearest first.
    pub candidates: Vec<Candidate>,
    /// What could not be looked at.
    pub gaps: Gaps,
}

/// What the answers do not say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gaps {
    /// The user has no access to Contacts.
    pub leads_alone: bool,
    /// Objects, and fields of them, that could not be looked at.
    pub unchecked: Vec<String>,
    /// Similar names could not be looked for.
    pub similar_unchecked: bool,
    /// There are more than were looked at.
    pub more: bool,
}

impl Gaps {
    /// One more answer came.
    pub fn add(&mut self, results: &MatchResults) {
        self.leads_alone |= results.leads_alone;
        self.similar_unchecked |= results.similar_unchecked;
        self.more |= results.more;
        for part in &results.unchecked {
            if !self.unchecked.contains(part) {
                self.unchecked.push(part.clone());
            }
        }
    }
}

/// What is known of the person in the CRM.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matches {
    /// The record that the profile is matched to.
    pub matched: Option<Candidate>,
    /// What became of the profile's link when it was matched just now.
    pub link: Option<LinkWritten>,
    /// What became of it since the last visit.
    pub change: Option<Change>,
    /// The question.
    pub remote: Remote,
    /// What was asked last.
    pub asked: Option<MatchQuery>,
    /// The ids of the records that the rep has been shown.
    pub acknowledged: Vec<String>,
    /// "Create lead" waits for the answer.
    pub then_create: bool,
    /// How many of the records are shown.
    pub shown: usize,
    /// The records that the org's duplicate rule has named.
    pub duplicates: Vec<Candidate>,
}

/// What happens.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The answer to this question.
    Answered(MatchQuery, Answer<MatchResults>),
    /// "Look again".
    LookAgain,
    /// "Show more".
    More,
    /// "Match".
    Match(Candidate),
    /// The profile is matched.
    Matched(Answer<Matched>),
    /// "Unmatch".
    Unmatch,
    /// It is not matched any more.
    Unmatched(Answer<()>),
    /// The records of the duplicate rule.
    Duplicates(Answer<Vec<Candidate>>),
}

impl PersonScreen {
    pub(super) fn update_matches(&mut self, msg: Msg, shell: &mut Shell) -> Vec<Command> {
        match msg {
            // Else the answer to a question that nobody asks any more.
            Msg::Answered(query, answer) if self.matches.asked.as_ref() == Some(&query) => {
                self.found(answer, shell)
            }
            Msg::Answered(..) => Vec::new(),
            Msg::LookAgain => self.find_matches(),
            Msg::More => {
                self.matches.shown += SHOWN;
                Vec::new()
            }
            Msg::Match(record) => {
                let request = Match {
                    key: self.draft.key.clone(),
                    link: self.person.link.clone(),
                    record: Box::new(record),
                };
                let matched = |answer| PersonMsg::Matches(Msg::Matched(answer));
                vec![self.ask(request, matched)]
            }
            Msg::Matched(Ok(matched)) => {
                self.problem = None;
                self.matches.matched = Some(matched.record);
                self.matches.link = matched.link;
                Vec::new()
            }
            Msg::Unmatch => {
                let key = self.draft.key.clone();
                let unmatched = |answer| PersonMsg::Matches(Msg::Unmatched(answer));
                vec![self.ask(Unmatch { key }, unmatched)]
            }
            Msg::Unmatched(Ok(())) => {
                self.created = None;
                self.problem = None;
                self.matches.matched = None;
                self.matches.link = None;
                self.matches.change = None;
                let mut commands = self.find_matches();
                commands.push(self.get_form(self.draft.record_type.clone()));
                commands
            }
            Msg::Matched(Err(problem)) | Msg::Unmatched(Err(problem)) => self.fail(problem, shell),
            Msg::Duplicates(answer) => {
                // Without them the rule's own message stands alone.
                self.matches.duplicates = answer.unwrap_or_default();
                Vec::new()
            }
        }
    }

    /// Reads the records that the org's duplicate rule has named.
    pub(super) fn read_records(&self, ids: Vec<String>) -> Command {
        self.ask(ReadRecords { ids }, |answer| {
            PersonMsg::Matches(Msg::Duplicates(answer))
        })
    }

    /// Whom to look for: as the form has it, or else as the page has it.
    fn query(&self) -> MatchQuery {
        let page = query(&self.person, self.job);
        let typed = |name: &str, page: String| match self.draft.entries.get(name) {
            Some(entry) => entry.value.trim().to_owned(),
            None => page,
        };
        let company = typed("Company", page.company.clone());
        let website = match company == page.company {
            true => page.website,
            false => String::new(),
        };
        MatchQuery {
            first_name: typed("FirstName", page.first_name),
            last_name: typed("LastName", page.last_name),
            company,
            email: typed("Email", page.email),
            key: page.key,
            link: page.link,
            website,
        }
    }

    /// Asks, unless this very question has been answered.
    pub(super) fn find_matches_once(&mut self) -> Vec<Command> {
        let answered = matches!(self.matches.remote, Remote::Loaded(_) | Remote::Loading);
        if answered && self.matches.asked.as_ref() == Some(&self.query()) {
            return Vec::new();
        }
        self.find_matches()
    }

    /// Asks for the person that is shown.
    fn find_matches(&mut self) -> Vec<Command> {
        let query = self.query();
        let nobody = [&query.first_name, &query.last_name, &query.email]
            .iter()
            .all(|text| text.is_empty());
        if nobody && self.matches.matched.is_none() {
            self.matches.remote = Remote::NotAsked;
            return Vec::new();
        }
        self.matches.remote = Remote::Loading;
        self.matches.shown = SHOWN;
        self.matches.asked = Some(query.clone());
        let people = vec![query.clone()];
        vec![self.ask(FindMatches { people }, move |answer| {
            PersonMsg::Matches(Msg::Answered(query.clone(), answer))
        })]
    }

    /// Before a create: what is to be asked first, if the answer is open or was
    /// for another name or email.
    pub(super) fn look_first(&mut self) -> Option<Vec<Command>> {
        if self.matches.remote == Remote::Loading {
            self.matches.then_create = true;
            return Some(Vec::new());
        }
        let who = |query: &MatchQuery| {
            let MatchQuery {
                first_name,
                last_name,
                email,
                ..
            } = query.clone();
            (first_name, last_name, email)
        };
        let asked = self.matches.asked.as_ref().map(who);
        if Some(who(&self.query())) == asked {
            return None;
        }
        let commands = self.find_matches();
        self.matches.then_create = true;
        Some(commands)
    }

    fn found(&mut self, answer: Answer<MatchResults>, shell: &mut Shell) -> Vec<Command> {
        let then_create = std::mem::take(&mut self.matches.then_create);
        let results = match answer {
            Ok(results) => results,
            Err(problem) if problem.next() == Next::SignIn => {
                self.matches.remote = Remote::NotAsked;
                return self.fail(problem, shell);
            }
            Err(problem) => {
                self.matches.remote = Remote::Failed(problem);
                return Vec::new();
            }
        };
        let mut gaps = Gaps::default();
        gaps.add(&results);
        let found = results.people.into_iter().next().unwrap_or_default();
        let accounts = found.accounts;
        let was = self.matches.matched.take();
        self.matches.change = found.change;
        self.matches.matched = found.matched;
        let acknowledged = &self.matches.acknowledged;
        let new = |one: &&Candidate| one.why.is_strong() && !acknowledged.contains(&one.id);
        let news = found.candidates.iter().filter(new);
        let news: Vec<String> = news.map(|one| one.id.clone()).collect();
        let any_new = !news.is_empty();
        self.matches.acknowledged.extend(news);
        self.matches.remote = Remote::Loaded(CandidateList {
            candidates: found.candidates,
            gaps,
        });
        self.fill_from_crm();
        if self.matches.matched.is_none() && !then_create {
            let proposed = self.accounts_came(accounts, shell);
            if !proposed.is_empty() {
                return proposed;
            }
        }
        match (&self.matches.matched, was) {
            // The match is gone: the form is needed after all.
            (None, Some(_)) => {
                let mut commands = vec![self.get_form(None)];
                // The call has asked what became of it, in place of the Accounts.
                if shell.allows_contacts() {
                    let came = |answer| PersonMsg::Contact(contact::Msg::Accounts(answer));
                    commands.push(self.find_accounts(came));
                }
                commands
            }
            (None, None) if then_create && any_new => vec![Command::Focus(Focus::Matches)],
            (None, None) if then_create && self.sending == Sending::No => self.create(false, shell),
            _ => Vec::new(),
        }
    }

    /// The email and phone of a record of this name and company, where the page
    /// shows none. The question is answered for them too: they are that record's.
    pub(super) fn fill_from_crm(&mut self) {
        let Remote::Loaded(found) = &self.matches.remote else {
            return;
        };
        let same = |one: &&Candidate| one.why == MatchReason::NameAndCompany;
        let Some(record) = found.candidates.iter().find(same) else {
            return;
        };
        for (name, value) in [("Email", &record.email), ("Phone", &record.phone)] {
            let value = value.as_deref().unwrap_or_default();
            self.draft.fill_from_crm(name, value);
        }
        if let (Some(asked), Some(entry)) =
            (&mut self.matches.asked, self.draft.entries.get("Email"))
            && entry.source == Some(Source::Crm)
        {
            asked.email.clone_from(&entry.value);
        }
    }
}

/// Whom to look for, as the page has it.
pub fn query(person: &Person, job: usize) -> MatchQuery {
    let of = |known: Option<&Known>| known.map(|known| known.value.clone()).unwrap_or_default();
    let company = of(person.jobs.get(job).and_then(|job| job.company.as_ref()));
    MatchQuery {
        website: person.website(&company).unwrap_or_default().to_owned(),
        key: person.key.to_string(),
        first_name: of(person.first_name.as_ref()),
        last_name: of(person.last_name.as_ref()),
        company,
        email: of(person.email.as_ref()),
        link: person.link.clone(),
    }
}

#[cfg(test)]
mod tests;
