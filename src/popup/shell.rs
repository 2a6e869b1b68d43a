//! What holds whoever is shown: the settings, who is signed in, and what the org
//! says.

use crate::message::{Month, Opened};
use crate::policy::{Duplicates, Policy};
use crate::salesforce::describe::ObjectDescribe;
use crate::salesforce::identity::User;
use crate::salesforce::limits::ApiUsage;
use crate::salesforce::object::Object;

/// What holds whoever is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shell {
    /// The settings in force.
    pub policy: Option<Policy>,
    /// Who is signed in.
    pub who: Option<User>,
    /// The sign-in window is open.
    pub signing_in: bool,
    /// The rep has just signed out.
    pub signed_out: bool,
    /// What the org says of the objects that may be created.
    pub describes: Vec<ObjectDescribe>,
    /// How many of the user's Leads are pending.
    pub open: usize,
    /// Leads created this month.
    pub month: Month,
    /// The org's API requests, as they were last told.
    pub api_usage: Option<ApiUsage>,
    /// The text that was copied last.
    pub copied: Option<String>,
}

impl Shell {
    /// The worker has said how things stand.
    pub fn opened(&mut self, opened: &Opened) {
        self.who.clone_from(&opened.who);
        self.signing_in = opened.signing_in;
        self.open = opened.open;
        self.month = opened.month.clone();
        self.api_usage = opened.allowance;
        if self.who.is_none() {
            self.describes.clear();
        }
    }

    /// What the org says of this object.
    pub fn describe(&self, object: Object) -> Option<&ObjectDescribe> {
        self.describes
            .iter()
            .find(|describe| describe.object == object)
    }

    /// Whether the admin allows Contacts beside Leads.
    pub fn allows_contacts(&self) -> bool {
        self.policy
            .as_ref()
            .is_some_and(|policy| policy.settings.contact_creation)
    }

    /// How many Leads the month has room for.
    pub fn month_left(&self) -> usize {
        self.month.limit.saturating_sub(self.month.used) as usize
    }

    /// How many requests the org has left, where these are more than a tenth of
    /// them.
    pub fn scarce_requests(&self, these: usize) -> Option<usize> {
        let left = self
            .api_usage
            .map(|usage| usage.allowed.saturating_sub(usage.used))?;
        (these * 10 > left as usize).then_some(left as usize)
    }

    /// Whether the admin allows a Lead although the duplicate rules warn.
    pub fn allows_duplicates(&self) -> bool {
        self.policy
            .as_ref()
            .is_some_and(|policy| policy.settings.duplicates == Duplicates::Warn)
    }
}
