//! What has become of a Lead, as pages are told.

use serde::{Deserialize, Serialize};

use super::{Entry, Waiting};
use crate::contact::RoleOutcome;
use crate::matching::{Candidate, MatchReason};
use crate::salesforce::object::Object;

/// What a create has come to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// The Lead is there.
    Created(Created),
    /// It is kept in the journal.
    Pending(Pending),
}

/// A record that was created.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Created {
    /// Of which object it is.
    #[serde(default)]
    pub object: Object,
    /// 18 characters.
    pub id: String,
    /// Where a person opens it.
    pub url: String,
    /// First and last name.
    pub name: String,
    /// Company.
    pub company: String,
    /// Who owns it now: an assignment rule may have chosen. `None` if it could
    /// not be read.
    pub owner: Option<String>,
    /// Lead Source as saved.
    pub lead_source: Option<String>,
    /// It stood there already: an earlier answer had been lost.
    pub found_again: bool,
    /// What became of a Contact's part in an Opportunity, if one was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Box<RoleOutcome>>,
}

impl Created {
    /// It as a match of the profile it was made from.
    pub fn candidate(&self) -> Candidate {
        Candidate {
            id: self.id.clone(),
            object: self.object,
            url: self.url.clone(),
            name: self.name.clone(),
            title: None,
            company: Some(self.company.clone()),
            email: None,
            phone: None,
            owner: self.owner.clone(),
            status: None,
            changed: None,
            converted: false,
            why: MatchReason::CreatedHere,
        }
    }
}

/// What the pages are told of an open entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Pending {
    /// Of which object it is.
    #[serde(default)]
    pub object: Object,
    /// The entry's key.
    pub id: String,
    /// First and last name.
    pub name: String,
    /// Company.
    pub company: String,
    /// It was sent: Salesforce may have it.
    pub sent: bool,
    /// Why, and what happens next.
    pub waiting: Waiting,
}

impl Pending {
    /// Of an entry that is open.
    pub fn of(id: &str, entry: &Entry) -> Option<Pending> {
        let refused = || {
            let why = entry.why().filter(|_| entry.unseen)?.clone();
            Some(Waiting { why, next: None })
        };
        Some(Pending {
            object: entry.object,
            id: id.to_owned(),
            name: entry.name(),
            company: entry.company().to_owned(),
            sent: entry.sent.is_some(),
            waiting: entry.waiting().cloned().or_else(refused)?,
        })
    }
}
