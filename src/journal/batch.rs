//! Many Leads that a rep has asked for at once: which entries, in which order,
//! and how each of them stands.
//!
//! The entries live as any other does. What is kept of the batch besides is only
//! its order, so that whoever carries on after a stop does so in the same one.

use serde::{Deserialize, Serialize};

use super::{Created, Entry, State, Waiting, owner};
use crate::json;
use crate::matching::Candidate;
use crate::problem::{Kind, Problem};
use crate::salesforce::identity::User;

/// The shape of a batch.
const VERSION: u32 = 1;

/// Where a user's batch is kept: the last one that was asked for.
const KEY: &str = "batch:";

/// An answer to "who is in the CRM already?" is taken for this long, in
/// milliseconds; after that the next rows are asked for anew.
pub const FRESH_MS: f64 = 60_000.0;

/// The key of a user's batch.
pub fn key(who: &User) -> String {
    format!("{KEY}{}", owner(who).trim_end_matches(':'))
}

/// Whether this is the key of a batch.
pub fn is_batch(key: &str) -> bool {
    key.starts_with(KEY)
}

/// Many Leads that were asked for at once.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Batch {
    /// The shape.
    version: u32,
    /// When it was asked for, in milliseconds since 1970 by this machine.
    pub at: f64,
    /// In the order in which they are sent.
    pub rows: Vec<Row>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Row {
    /// Its entry's key.
    pub id: String,
    /// The profile's key.
    pub profile: String,
    /// First and last name, should the entry be gone.
    pub name: String,
    /// When it was asked last whether the person is in the CRM, in milliseconds
    /// since 1970 by this machine.
    pub asked: f64,
}

impl Batch {
    /// A batch without rows.
    pub fn new(now: f64) -> Batch {
        Batch {
            version: VERSION,
            at: now,
            rows: Vec::new(),
        }
    }

    /// Reads what is stored; `None` if it cannot be read: its entries are open
    /// all the same, and finished one by one.
    pub fn read(value: serde_json::Value) -> Option<Batch> {
        json::read(value).filter(|batch: &Batch| batch.version == VERSION)
    }

    /// Adds a row, at the end; a person who is in it already is not added again.
    pub fn add(&mut self, row: Row) {
        match self.rows.iter_mut().find(|known| known.id == row.id) {
            Some(known) => *known = row,
            None => self.rows.push(row),
        }
    }

    /// Notes when these rows were asked about.
    pub fn asked(&mut self, ids: &[&str], now: f64) {
        for row in &mut self.rows {
            if ids.contains(&row.id.as_str()) {
                row.asked = now;
            }
        }
    }
}

/// How a row stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Stage {
    /// Its turn has not come.
    Queued,
    /// It is being sent.
    Sending,
    /// In Salesforce.
    Created(Created),
    /// The person is in the CRM already; nothing was sent.
    Known(Candidate),
    /// It is kept, and what happens next is said.
    Waiting(Waiting),
    /// It is not taken as it stands.
    Refused(Problem),
    /// The rep has stopped before it.
    NotSent,
}

impl Stage {
    /// Of an entry.
    pub fn of(entry: &Entry) -> Stage {
        match &entry.state {
            State::Created(created) => Stage::Created(created.clone()),
            State::Refused(problem) => Stage::Refused(problem.clone()),
            State::GivenUp => Stage::NotSent,
            State::Waiting(waiting) if waiting.why.kind == Kind::SendingStopped => Stage::Queued,
            // While it is being sent its next try is the present one.
            State::Sent(waiting) if waiting.next.is_some_and(|next| next <= entry.changed) => {
                Stage::Sending
            }
            State::Waiting(waiting) | State::Sent(waiting) => Stage::Waiting(waiting.clone()),
        }
    }

    /// It goes on without anybody's doing, and soon.
    pub fn under_way(&self) -> bool {
        matches!(self, Stage::Queued | Stage::Sending)
    }
}

/// A row as pages are told of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RowStatus {
    /// Its entry's key.
    pub id: String,
    /// The profile's key.
    pub profile: String,
    /// First and last name.
    pub name: String,
    /// Company.
    pub company: String,
    /// How it stands.
    pub stage: Stage,
    /// When its entry changed last, in milliseconds since 1970; 0: it has none.
    pub changed: f64,
}

/// What a problem of one row means for those after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextRows {
    /// Nothing: it is the row's own.
    GoOn,
    /// Salesforce, or the way to it, is busy: one at a time, and slowly.
    Slower,
    /// The org takes no Lead of this user now: the rest is kept.
    Stop,
}

impl NextRows {
    /// What follows from a problem of this kind.
    pub fn of(kind: Kind) -> NextRows {
        use Kind::*;
        match kind {
            Unreachable | TimedOut | Unavailable | NotJson | BrokenJson | Busy | AnswerLost
            | SessionBusy | SaveStopped => NextRows::Slower,
            Offline | ReadOnly | VersionMissing | VersionRetired | LoginRestricted
            | OrgStorageFull | AllowanceSpent | AllowanceNearlySpent | AccessWithheld
            | OrgMoved | SignedOut | SessionEnded | WaitsForUser | UserChanged | WrongOrg
            | InstanceRefused | SessionNotForApi | ApiDisabled | InactiveUser | InactiveOrg
            | AppBlocked | AppNotFound | AppNotInstalled | AppRedirectMismatch | AppApproval
            | AppScope | AppSecretRequired | SignInRefused | SignInUnreadable | SignInDenied
            | SignInClosed | SignInNotLoaded | SignInWindowFailed | SignInInterrupted
            | SignInWrongState | LeadCreationOff | NotConfigured | MonthlyLimit | StorageFull
            | StorageRefused | NoAccess | SettingRefused => NextRows::Stop,
            // Each kind stands here by name: a new one is not a row's own by
            // oversight.
            RowLocked | SendingStopped | NotThere | RequiredMissing | TooLong | BadChoice
            | BadCountry | BadEmail | BadValue | ValidationRule | FieldNotWritable
            | UnknownField | NoReferenceAccess | DuplicatesFound | DuplicatesForbidden
            | ValueTaken | RecordGone | Refused | NoPerson | PageBlocked | PageLoading
            | PageChanged | PageClosed | PageSilent | NotAllowed | Internal | RecordChanged
            | RecordLocked | RecordNotEditable | UpdateLimit => NextRows::GoOn,
        }
    }
}

#[cfg(test)]
mod tests;
