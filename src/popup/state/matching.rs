//! The part of the popup's state that asks: is this person in the CRM already?

use super::{Effect, Event, State};
use crate::matching::{Candidate, Change, MatchQuery, MatchReason, MatchResult, MatchResults};
use crate::page::Listed;
use crate::person::{Known, Person, Source};
use crate::problem::Answer;
use crate::problem::{Kind, Next, Problem};

/// Records shown before the rep asks for more.
pub const SHOWN: usize = 5;

/// How the question stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Look {
    /// Not asked.
    #[default]
    NotYet,
    /// On its way.
    Asking,
    /// Answered.
    Answered(Answered),
    /// Not answered, and why.
    Failed(Problem),
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answered {
    /// The nearest first.
    pub candidates: Vec<Candidate>,
    /// The user has no access to Contacts.
    pub leads_alone: bool,
    /// There are more than were looked at.
    pub more: bool,
}

/// What is known of the person in the CRM.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matching {
    /// The record that the profile is matched to.
    pub matched: Option<Candidate>,
    /// What became of it since the last visit.
    pub change: Option<Change>,
    /// The question.
    pub look: Look,
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
    /// Of a list: what was found of each row.
    pub rows: Vec<MatchResult>,
    /// Of a list: why nothing is known of the rows.
    pub rows_problem: Option<Problem>,
}

impl Matching {
    /// What stays when the rep goes back to the list.
    pub(super) fn of_list(&mut self) -> Matching {
        Matching {
            rows: std::mem::take(&mut self.rows),
            rows_problem: self.rows_problem.take(),
            ..Matching::default()
        }
    }

    /// What was found of a row of the list.
    pub fn row(&self, key: &str) -> Option<&MatchResult> {
        self.rows.iter().find(|found| found.key == key)
    }
}

/// What happens.
#[derive(Clone, Debug)]
pub enum MatchEvent {
    /// The answer to this question.
    Looked(Vec<MatchQuery>, Answer<MatchResults>),
    /// "Look again".
    LookAgain,
    /// "Show more".
    More,
    /// "Match".
    Match(Candidate),
    /// The profile is matched.
    Matched(Answer<Candidate>),
    /// "Unmatch".
    Unmatch,
    /// It is not matched any more.
    Unmatched(Answer<()>),
    /// The records of the duplicate rule.
    Duplicates(Answer<Vec<Candidate>>),
}

impl State {
    pub(super) fn take_matching(&mut self, event: MatchEvent) -> Vec<Effect> {
        match event {
            MatchEvent::Looked(people, answer) => match &people[..] {
                [wanted] if self.matching.asked.as_ref() == Some(wanted) => self.looked(answer),
                _ if self.person.is_none() => self.list_looked(answer),
                // The answer to a question that nobody asks any more.
                _ => Vec::new(),
            },
            MatchEvent::LookAgain => self.look(),
            MatchEvent::More => {
                self.matching.shown += SHOWN;
                Vec::new()
            }
            MatchEvent::Match(record) => {
                vec![Effect::Match(self.draft.key.clone(), Box::new(record))]
            }
            MatchEvent::Matched(Ok(record)) => {
                self.problem = None;
                self.matching.matched = Some(record);
                Vec::new()
            }
            MatchEvent::Unmatch => vec![Effect::Unmatch(self.draft.key.clone())],
            MatchEvent::Unmatched(Ok(())) => {
                self.created = None;
                self.problem = None;
                self.matching.matched = None;
                self.matching.change = None;
                let mut effects = self.look();
                effects.push(Effect::GetForm(self.draft.record_type.clone()));
                effects
            }
            MatchEvent::Matched(Err(problem)) | MatchEvent::Unmatched(Err(problem)) => {
                self.fail(problem)
            }
            MatchEvent::Duplicates(answer) => {
                // Without them the rule's own message stands alone.
                self.matching.duplicates = answer.unwrap_or_default();
                Vec::new()
            }
        }
    }

    /// Whom to look for: as the form has it, or else as the page has it.
    fn wanted(&self) -> Option<MatchQuery> {
        let person = self.person.as_ref()?;
        let page = wanted(person, self.job);
        let typed = |name: &str, page: String| match self.draft.entries.get(name) {
            Some(entry) => entry.value.trim().to_owned(),
            None => page,
        };
        Some(MatchQuery {
            first_name: typed("FirstName", page.first_name),
            last_name: typed("LastName", page.last_name),
            company: typed("Company", page.company),
            email: typed("Email", page.email),
            key: page.key,
        })
    }

    /// Asks, unless this very question has been answered.
    pub(super) fn look_once(&mut self) -> Vec<Effect> {
        let answered = matches!(self.matching.look, Look::Answered(_) | Look::Asking);
        if answered && self.matching.asked == self.wanted() {
            return Vec::new();
        }
        self.look()
    }

    /// Asks for the person that is shown.
    pub(super) fn look(&mut self) -> Vec<Effect> {
        let nobody = |wanted: &MatchQuery| {
            [&wanted.first_name, &wanted.last_name, &wanted.email]
                .iter()
                .all(|text| text.is_empty())
        };
        let matched = self.matching.matched.is_some();
        let Some(wanted) = self.wanted().filter(|one| matched || !nobody(one)) else {
            self.matching.look = Look::NotYet;
            return Vec::new();
        };
        self.matching.look = Look::Asking;
        self.matching.shown = SHOWN;
        self.matching.asked = Some(wanted.clone());
        vec![Effect::Look(vec![wanted])]
    }

    /// Before a create: what is to be asked first, if the answer is open or was
    /// for another name or email.
    pub(super) fn look_first(&mut self) -> Option<Vec<Effect>> {
        if self.matching.look == Look::Asking {
            self.matching.then_create = true;
            return Some(Vec::new());
        }
        let who = |wanted: &MatchQuery| {
            let MatchQuery {
                first_name,
                last_name,
                email,
                ..
            } = wanted.clone();
            (first_name, last_name, email)
        };
        let now = self.wanted().as_ref().map(who);
        let asked = self.matching.asked.as_ref().map(who);
        if now == asked {
            return None;
        }
        let effects = self.look();
        self.matching.then_create = true;
        Some(effects)
    }

    /// Asks for all rows of a list.
    pub(super) fn look_at_list(&mut self, people: &[Listed]) -> Vec<Effect> {
        let all = people.iter().map(|listed| wanted(&listed.person, 0));
        let all: Vec<MatchQuery> = all.collect();
        self.matching.rows.clear();
        self.matching.rows_problem = None;
        if all.is_empty() {
            return Vec::new();
        }
        vec![Effect::Look(all)]
    }

    fn looked(&mut self, answer: Answer<MatchResults>) -> Vec<Effect> {
        let then_create = std::mem::take(&mut self.matching.then_create);
        let looked = match answer {
            Ok(looked) => looked,
            Err(problem) if problem.next() == Next::SignIn => {
                self.matching.look = Look::NotYet;
                return self.fail(problem);
            }
            Err(problem) => {
                self.matching.look = Look::Failed(problem);
                return Vec::new();
            }
        };
        let found = looked.people.into_iter().next().unwrap_or_default();
        let was = self.matching.matched.take();
        self.matching.change = found.change;
        self.matching.matched = found.matched;
        let new =
            |one: &&Candidate| one.why.is_strong() && !self.matching.acknowledged.contains(&one.id);
        let news: Vec<String> = found
            .candidates
            .iter()
            .filter(new)
            .map(|one| one.id.clone())
            .collect();
        let any_new = !news.is_empty();
        self.matching.acknowledged.extend(news);
        self.matching.look = Look::Answered(Answered {
            candidates: found.candidates,
            leads_alone: looked.leads_alone,
            more: looked.more,
        });
        self.fill_from_crm();
        match (&self.matching.matched, was) {
            // The match is gone: the form is needed after all.
            (None, Some(_)) => vec![Effect::GetForm(None)],
            (None, None) if then_create && any_new => vec![Effect::FocusMatches],
            (None, None) if then_create => self.take(Event::Create {
                allow_duplicates: false,
            }),
            _ => Vec::new(),
        }
    }

    /// The email and phone of a record of this name and company, where the page
    /// shows none. The question is answered for them too: they are that record's.
    pub(super) fn fill_from_crm(&mut self) {
        let Look::Answered(answered) = &self.matching.look else {
            return;
        };
        let same = |one: &&Candidate| one.why == MatchReason::NameAndCompany;
        if let Some(record) = answered.candidates.iter().find(same) {
            for (name, value) in [("Email", &record.email), ("Phone", &record.phone)] {
                let value = value.as_deref().unwrap_or_default();
                self.draft.fill_from_crm(name, value);
            }
            if let (Some(asked), Some(entry)) =
                (&mut self.matching.asked, self.draft.entries.get("Email"))
                && entry.source == Some(Source::Crm)
            {
                asked.email.clone_from(&entry.value);
            }
        }
    }

    fn list_looked(&mut self, answer: Answer<MatchResults>) -> Vec<Effect> {
        match answer {
            Ok(looked) => self.matching.rows = looked.people,
            // The list stands without; signing in is asked for at a person.
            Err(problem) if matches!(problem.kind, Kind::SignedOut | Kind::SessionEnded) => {}
            Err(problem) => self.matching.rows_problem = Some(problem),
        }
        Vec::new()
    }
}

/// Whom to look for, as the page has it.
fn wanted(person: &Person, job: usize) -> MatchQuery {
    let of = |known: Option<&Known>| known.map(|known| known.value.clone()).unwrap_or_default();
    MatchQuery {
        key: person.key.to_string(),
        first_name: of(person.first_name.as_ref()),
        last_name: of(person.last_name.as_ref()),
        company: of(person.jobs.get(job).and_then(|job| job.company.as_ref())),
        email: of(person.email.as_ref()),
    }
}

#[cfg(test)]
mod tests;
