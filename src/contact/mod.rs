//! What a Contact has that a Lead has not: an Account, and perhaps a part in an
//! Opportunity.

use serde::{Deserialize, Serialize};

use crate::problem::{Problem, Saved};

pub mod opportunity;

/// What goes with a Contact beside its own fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct WithContact {
    /// The name of the Account; its id is among the fields.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub account: String,
    /// The part in an Opportunity of that Account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<ContactRole>,
}

impl WithContact {
    /// Nothing goes with it.
    pub fn is_none(&self) -> bool {
        self.account.is_empty() && self.role.is_none()
    }
}

/// A part in an Opportunity, an `OpportunityContactRole` to be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContactRole {
    /// The Opportunity's id.
    pub opportunity: String,
    /// Its name.
    pub name: String,
    /// A value of the org's picklist; empty: none.
    pub role: String,
}

/// What became of the part in an Opportunity, once the Contact was there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RoleOutcome {
    /// What was asked for.
    pub role: ContactRole,
    /// Why it is not there; `None`: it is.
    pub problem: Option<Problem>,
    /// When it was sent, if nobody has said what became of that: it may come yet. In
    /// milliseconds since 1970 by Salesforce.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent: Option<i64>,
}

impl RoleOutcome {
    /// Sent at this time, in milliseconds since 1970 by Salesforce, with this end.
    pub fn new(role: &ContactRole, problem: Option<Problem>, at: f64) -> RoleOutcome {
        let unclear = |problem: &Problem| problem.saved == Saved::Unknown;
        RoleOutcome {
            role: role.clone(),
            sent: problem.as_ref().is_some_and(unclear).then_some(at as i64),
            problem,
        }
    }
}
